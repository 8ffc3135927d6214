//! Values that most records leave out.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// An `Option` that takes no more room than a pointer where there is nothing. Of a region's tens of thousands of records, few
/// have such a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Rare<T>(Option<Box<T>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Rare(None)
    }
}

impl<T> Rare<T> {
    pub fn as_ref(&self) -> Option<&T> {
        self.0.as_deref()
    }

    pub fn as_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    pub fn iter(&self) -> std::option::IntoIter<&T> {
        self.as_ref().into_iter()
    }
}

impl<T> From<Option<T>> for Rare<T> {
    fn from(value: Option<T>) -> Rare<T> {
        Rare(value.map(Box::new))
    }
}

impl<T: Deref> Rare<T> {
    pub fn as_deref(&self) -> Option<&T::Target> {
        self.as_ref().map(T::deref)
    }
}

impl<'a, T> IntoIterator for &'a Rare<T> {
    type Item = &'a T;
    type IntoIter = std::option::IntoIter<&'a T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> From<&'a Rare<T>> for Option<&'a T> {
    fn from(value: &'a Rare<T>) -> Self {
        value.as_ref()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Rare)
    }
}

impl<T: JsonSchema> JsonSchema for Rare<T> {
    fn inline_schema() -> bool {
        Option::<T>::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        Option::<T>::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}
