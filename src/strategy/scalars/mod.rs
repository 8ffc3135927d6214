//! Values that are written as one text: ids, dates, periods, moments, amounts, colours.

mod amount;
mod colour;
mod date;
mod every;
mod id;
mod language;
mod meant;
mod moment;
mod period;
mod web;

pub use amount::Amount;
pub use colour::Colour;
pub use date::PartialDate;
pub use every::Every;
pub use id::Id;
pub use language::{is_language, meant_language};
pub use moment::Moment;
pub use period::Period;
pub use web::{MailAddress, WebAddress};

/// A value written as one text, such as a date: parsed from it, printed as written.
pub trait Written: Sized {
    /// The name of the format in the schema.
    const FORMAT: &'static str;
    /// A pattern that every text of this format matches, for editors; the parser has the last word.
    const PATTERN: &'static str;
    /// Reads the text. The error is a phrase that says what belongs here, with an example.
    fn parse(text: &str) -> Result<Self, String>;
    /// What a text that cannot be read was probably meant to be, written as it should stand in the file.
    fn meant(_text: &str) -> Option<String> {
        None
    }
}

macro_rules! written {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $name::parse(&text).map_err(serde::de::Error::custom)
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": ["string", "number", "boolean"], "format": $name::FORMAT, "pattern": $name::PATTERN })
            }
        }
    };
}
use written;
