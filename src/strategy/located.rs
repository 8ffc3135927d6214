//! Values that remember where in their file they were written.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::source::At;

/// A value and the bytes it was read from. In the schema it is just the value.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub at: At,
}

impl<T> Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(Located { value: spanned.value, at: at(&spanned.referenced) })
    }
}

/// The byte range of a parsed value.
pub(super) fn at(location: &serde_saphyr::Location) -> At {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    At::new(start, start + span.byte_len().unwrap_or(0) as usize)
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

thread_local! {
    static MARKED: RefCell<Vec<(At, String)>> = const { RefCell::new(Vec::new()) };
}

/// Notes a field of inline Markdown while its file is being decoded. Decoding is the one place that meets every such field,
/// so that no second list of them is needed.
fn note_marked(at: At, text: &str) {
    MARKED.with(|list| list.borrow_mut().push((at, text.to_string())));
}

/// The fields of inline Markdown that this thread has decoded since it was last asked.
pub(super) fn take_marked() -> Vec<(At, String)> {
    MARKED.take()
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $format:expr, $note:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            value: String,
            pub at: At,
        }

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.value
            }

            /// A text of the tool's own, which stands in no file.
            pub fn unplaced(text: &str) -> $name {
                $name { value: text.to_string(), at: At::default() }
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.value
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.value)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let located = Located::<String>::deserialize(deserializer)?;
                $note(located.at, &located.value);
                Ok($name { value: located.value, at: located.at })
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                // Text is text: `number: 1` and `title: 2030` are written without quotes, and kept letter by letter.
                json_schema!({ "type": ["string", "number", "boolean"], "format": $format })
            }
        }
    };
}

text!(
    /// Plain text, letter by letter as written.
    Text,
    "text",
    |_, _: &str| ()
);
text!(
    /// One paragraph with inline Markdown (`**strong**`, links) and `[[references]]`.
    Marked,
    "inline-markdown",
    note_marked
);

/// One value or a list of them: `kind: vision` and `kind: [vision, promise]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany(Vec::new())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// What a value of [`OneOrMany`] can be made of besides a list: groups of fields make themselves, texts need their place.
pub trait One: Sized {
    /// Makes the value from a lone text; `None` where only a group of fields will do.
    fn from_text(text: &str, at: At) -> Option<Self>;
}

impl One for Text {
    fn from_text(text: &str, at: At) -> Option<Text> {
        Some(Text { value: text.to_string(), at })
    }
}

impl<'de, T: Deserialize<'de> + One> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Raw<T> {
            Text(String),
            Values(Vec<T>),
        }
        struct RawVisitor<T>(std::marker::PhantomData<T>);
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
                T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| Raw::Values(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw<T>, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(Raw::Values(values))
            }
        }
        struct Wrapped<T>(Raw<T>);
        impl<'de, T: Deserialize<'de>> Deserialize<'de> for Wrapped<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(RawVisitor(std::marker::PhantomData)).map(Wrapped)
            }
        }
        let spanned = Spanned::<Wrapped<T>>::deserialize(deserializer)?;
        match spanned.value.0 {
            Raw::Values(values) => Ok(OneOrMany(values)),
            Raw::Text(text) => match T::from_text(&text, at(&spanned.referenced)) {
                Some(one) => Ok(OneOrMany(vec![one])),
                None => Err(de::Error::custom("a group of fields belongs here")),
            },
        }
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
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// Keys and values in the author's order: `topics: { integrated-care: main }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs<T>(pub Vec<(Text, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
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
        struct PairsVisitor<T>(std::marker::PhantomData<T>);
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
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(std::marker::PhantomData))
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

/// A value written as one text, such as a date: parsed from it, printed as written.
pub trait Written: Sized {
    /// The name of the format in the schema.
    const FORMAT: &'static str;
    /// A pattern that every text of this format matches, for editors; the parser has the last word.
    const PATTERN: &'static str;
    /// Reads the text. The error is a phrase that says what belongs here, with an example.
    fn parse(text: &str) -> Result<Self, String>;
}

macro_rules! written {
    ($name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(de::Error::custom)
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": ["string", "number", "boolean"], "format": $name::FORMAT, "pattern": $name::PATTERN })
            }
        }
    };
}
pub(super) use written;

// `IntoDeserializer` is what turns a key back into something the derived code can read.
pub(super) fn key<'de, E: de::Error>(key: String) -> <String as IntoDeserializer<'de, E>>::Deserializer {
    key.into_deserializer()
}
