//! One value or several, and keys with values in the author's order.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::located::{Located, Text};
use crate::source::At;

/// A list that most records leave out: as long as nothing is in it, it takes no more room than a pointer. A region has tens of
/// thousands of records with a dozen such lists each.
#[derive(Clone, PartialEq)]
#[expect(clippy::box_collection, reason = "an empty list by itself takes three times as much")]
pub struct Few<T>(Option<Box<Vec<T>>>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(None)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(values: Vec<T>) -> Few<T> {
        Few((!values.is_empty()).then(|| Box::new(values)))
    }
}

impl<T> Few<T> {
    /// Takes out what is not to stay.
    pub fn retain(&mut self, stays: impl FnMut(&T) -> bool) {
        let mut values = self.0.take().map_or_else(Vec::new, |values| *values);
        values.retain(stays);
        *self = values.into();
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Few::from)
    }
}

impl<T: JsonSchema> JsonSchema for Few<T> {
    fn inline_schema() -> bool {
        Vec::<T>::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        Vec::<T>::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

/// One value or a list of them: `kind: vision` and `kind: [vision, promise]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Few<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany(Few::default())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// What can stand alone as a text where one or many belong. Groups of fields make themselves; a text needs its place.
pub trait One: Sized {
    /// Makes the value from a lone text.
    fn from_text(text: &str, at: At) -> Self;
}

impl<'de, T: Deserialize<'de> + One> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Located::<Raw<T>>::deserialize(deserializer)?;
        match raw.value {
            Raw::Values(values) => Ok(OneOrMany(values.into())),
            Raw::Text(text) => Ok(OneOrMany(vec![T::from_text(&text, raw.at)].into())),
        }
    }
}

/// What stands in the file: a lone text, whose place is not known yet, or values that are made.
enum Raw<T> {
    Text(String),
    Values(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Raw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for RawVisitor<T> {
            type Value = Raw<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("one value or a list of values")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw<T>, E> {
                Ok(Raw::Text(text.to_string()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Raw<T>, E> {
                Ok(Raw::Text(number.to_string()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Raw<T>, E> {
                Ok(Raw::Text(number.to_string()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Raw<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|one| Raw::Values(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Raw<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Raw::Values)
            }
        }
        deserializer.deserialize_any(RawVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (text, one) = (generator.subschema_for::<Text>(), generator.subschema_for::<T>());
        let many = json_schema!({ "type": "array", "items": one });
        match text == one {
            true => json_schema!({ "anyOf": [text, many] }),
            false => json_schema!({ "anyOf": [text, one, many] }),
        }
    }
}

/// Keys and values in the author's order: `topics: { integrated-care: main }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs<T>(Few<(Text, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Few::default())
    }
}

impl<T> Deref for Pairs<T> {
    type Target = [(Text, T)];
    fn deref(&self) -> &[(Text, T)] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("keys with values")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs.into()))
            }
        }
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Pairs<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Pairs_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}
