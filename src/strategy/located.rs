//! Values that remember where in their file they were written.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use super::lists::One;
use super::yaml;
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
        yaml::placed(deserializer).map(|(value, at)| Located { value, at })
    }
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
            value: Box<str>,
            pub at: At,
        }

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.value
            }

            pub fn into_string(self) -> String {
                self.value.into()
            }

            /// A text in place of what stands at these bytes.
            pub fn from_text_at(text: &str, at: At) -> $name {
                $name { value: text.into(), at }
            }

            /// A text of the tool's own, which stands in no file.
            pub fn unplaced(text: &str) -> $name {
                $name { value: text.into(), at: At::default() }
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
                Ok($name { value: located.value.into(), at: located.at })
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

impl One for Text {
    fn from_text(text: &str, at: At) -> Text {
        Text::from_text_at(text, at)
    }
}
