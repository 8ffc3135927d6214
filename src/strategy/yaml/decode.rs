//! A tree as a value of the types of the content, by way of serde; each value can ask where it stands.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::Error;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// Decodes a tree.
///
/// # Errors
/// Something in it is not what belongs there. The message says what; where it is, `shape` finds out.
pub fn decode<T: DeserializeOwned>(tree: Node) -> Result<T, Error> {
    T::deserialize(tree)
}

/// The name under which a value asks for its place.
const PLACED: &str = "a value and its place";

thread_local! {
    /// Where the value stands that is about to be decoded.
    static HERE: Cell<At> = const { Cell::new(At { start: 0, end: 0 }) };
}

/// Decodes a value together with the bytes it is read from.
pub fn placed<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<(T, At), D::Error> {
    struct Placed<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Placed<T> {
        type Value = (T, At);
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a value of a file")
        }
        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(T, At), D::Error> {
            let at = HERE.get();
            Ok((T::deserialize(deserializer)?, at))
        }
    }
    deserializer.deserialize_newtype_struct(PLACED, Placed(PhantomData))
}

impl Value {
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Value::Null => Unexpected::Unit,
            Value::Bool(raw) | Value::Number(raw) => Unexpected::Other(raw),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Group(_) => Unexpected::Map,
        }
    }

    /// A number or a text in which one is written.
    fn number<N: std::str::FromStr>(&self) -> Option<N> {
        match self {
            Value::Number(text) | Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Numbers, each by the visitor's method of its own size.
macro_rules! numbers {
    ($($method:ident $visit:ident $kind:ty;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.value.number::<$kind>() {
                Some(number) => visitor.$visit(number),
                None => Err(Error::invalid_type(self.value.unexpected(), &visitor)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(raw) => visitor.visit_bool(raw.eq_ignore_ascii_case("true")),
            Value::Number(ref raw) => match (self.value.number::<u64>(), self.value.number::<i64>(), self.value.number::<f64>()) {
                (Some(number), ..) => visitor.visit_u64(number),
                (_, Some(number), _) => visitor.visit_i64(number),
                (.., Some(number)) => visitor.visit_f64(number),
                _ => visitor.visit_str(raw),
            },
            Value::Text(text) => visitor.visit_string(text),
            Value::List(nodes) => visitor.visit_seq(List(nodes.into_iter())),
            Value::Group(pairs) => visitor.visit_map(Group { pairs: pairs.into_iter(), value: None }),
        }
    }

    /// Text is kept letter by letter, whatever else it could be.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(text) | Value::Number(text) | Value::Text(text) => visitor.visit_string(text),
            other => Err(Error::invalid_type(other.unexpected(), &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == PLACED {
            HERE.set(self.at);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(text) | Value::Number(text) | Value::Text(text) => visitor.visit_enum(text.into_deserializer()),
            other => Err(Error::invalid_type(other.unexpected(), &visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Group(pairs) => visitor.visit_map(Group { pairs: pairs.into_iter(), value: None }),
            other => Err(Error::invalid_type(other.unexpected(), &visitor)),
        }
    }

    /// Fields have names: a list is no record, though serde would take one.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    numbers! {
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    forward_to_deserialize_any! {
        bool i128 u128 char bytes byte_buf unit unit_struct seq tuple tuple_struct
    }
}

struct List(std::vec::IntoIter<Node>);

impl<'de> SeqAccess<'de> for List {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Group {
    pairs: std::vec::IntoIter<(Text, Node)>,
    value: Option<Node>,
}

impl<'de> MapAccess<'de> for Group {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.pairs.next() else { return Ok(None) };
        self.value = Some(value);
        let at = key.at;
        seed.deserialize(Node { at, value: Value::Text(key.into_string()) }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let value = self.value.take().ok_or_else(|| Error::custom("a value is asked for before its key"))?;
        seed.deserialize(value)
    }
}
