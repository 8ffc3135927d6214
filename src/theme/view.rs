//! View models as values of the engine, with only the fields that a template names.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};
use tera::Value;

use crate::page::Asked;

/// A view model as a value: what `Value::from_serializable` makes of it, without the fields that are not named. A record keeps
/// its first field in any case, so that it is never taken for an empty one.
pub fn value(model: &impl Serialize, named: &Asked) -> Value {
    match named.has_all() {
        true => Value::from_serializable(model),
        false => Value::from_serializable(&Only { model, named }),
    }
}

/// A part of a view model, with only the fields that are named.
struct Only<'a, T: ?Sized> {
    model: &'a T,
    named: &'a Asked,
}

impl<T: Serialize + ?Sized> Serialize for Only<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.model.serialize(Through::new(serializer, self.named))
    }
}

/// A serialiser, or what it makes a list or a record with, that is handed all but the fields that are not named.
struct Through<'a, S> {
    to: S,
    named: &'a Asked,
    has_field: bool,
}

impl<'a, S> Through<'a, S> {
    fn new(to: S, named: &'a Asked) -> Through<'a, S> {
        Through { to, named, has_field: false }
    }

    /// Whether a field of a record is handed on: the first, and those that are named.
    fn keeps(&mut self, field: &'static str) -> bool {
        let keeps = !self.has_field || self.named.has(field);
        self.has_field = true;
        keeps
    }
}

/// How much room a record of so many fields needs, most of which are left out.
fn few(fields: usize) -> usize {
    fields.min(4)
}

/// Methods for values that are handed on as they are.
macro_rules! plain {
    ($($method:ident($($value:ident: $type:ty),*)),* $(,)?) => {
        $(fn $method(self $(, $value: $type)*) -> Result<S::Ok, S::Error> {
            self.to.$method($($value),*)
        })*
    };
}

impl<'a, S: Serializer> Serializer for Through<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Through<'a, S::SerializeSeq>;
    type SerializeTuple = Through<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Through<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Through<'a, S::SerializeTupleVariant>;
    type SerializeMap = Through<'a, S::SerializeMap>;
    type SerializeStruct = Through<'a, S::SerializeStruct>;
    type SerializeStructVariant = Through<'a, S::SerializeStructVariant>;

    plain!(
        serialize_bool(value: bool),
        serialize_i8(value: i8),
        serialize_i16(value: i16),
        serialize_i32(value: i32),
        serialize_i64(value: i64),
        serialize_u8(value: u8),
        serialize_u16(value: u16),
        serialize_u32(value: u32),
        serialize_u64(value: u64),
        serialize_f32(value: f32),
        serialize_f64(value: f64),
        serialize_char(value: char),
        serialize_str(value: &str),
        serialize_bytes(value: &[u8]),
        serialize_none(),
        serialize_unit(),
        serialize_unit_struct(name: &'static str),
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str),
    );

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.to.serialize_some(&Only { model: value, named: self.named })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.to.serialize_newtype_struct(name, &Only { model: value, named: self.named })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.to.serialize_newtype_variant(name, index, variant, &Only { model: value, named: self.named })
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Through::new(self.to.serialize_seq(length)?, self.named))
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(Through::new(self.to.serialize_tuple(length)?, self.named))
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        Ok(Through::new(self.to.serialize_tuple_struct(name, length)?, self.named))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Ok(Through::new(self.to.serialize_tuple_variant(name, index, variant, length)?, self.named))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Through::new(self.to.serialize_map(length)?, self.named))
    }

    fn serialize_struct(self, name: &'static str, fields: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Through::new(self.to.serialize_struct(name, few(fields))?, self.named))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        fields: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Ok(Through::new(self.to.serialize_struct_variant(name, index, variant, few(fields))?, self.named))
    }
}

/// The traits of lists: each has its own name for the same method.
macro_rules! lists {
    ($($of:ident.$method:ident),*) => {
        $(impl<S: $of> $of for Through<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.to.$method(&Only { model: value, named: self.named })
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}

/// The traits of records.
macro_rules! records {
    ($($of:ident),*) => {
        $(impl<S: $of> $of for Through<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, field: &'static str, value: &T) -> Result<(), S::Error> {
                if self.keeps(field) { self.to.serialize_field(field, &Only { model: value, named: self.named }) } else { Ok(()) }
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.to.end()
            }
        })*
    };
}

lists!(SerializeSeq.serialize_element, SerializeTuple.serialize_element);
lists!(SerializeTupleStruct.serialize_field, SerializeTupleVariant.serialize_field);
records!(SerializeStruct, SerializeStructVariant);

/// Maps have keys of people's own, which nothing leaves out.
impl<S: SerializeMap> SerializeMap for Through<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.to.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.to.serialize_value(&Only { model: value, named: self.named })
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.to.end()
    }
}
