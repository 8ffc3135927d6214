//! YAML: this folder is the only place that knows which crate reads it.
//!
//! Decoding is the fast path. When it fails, the file is read again as a bare tree of keys and values, and the tree is held
//! against the schema of the same types, so that every problem of the file is reported and not only the first.

mod empty_fields;
mod syntax;

pub use empty_fields::empty_fields;

use schemars::JsonSchema;
use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned};
use serde_saphyr::Spanned;

use super::tree::Node;
use super::{located, shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{At, SourceId};

/// A decoded file, and every field of inline Markdown in it: the bytes it was read from, and its text.
#[derive(Debug)]
pub struct Loaded<T> {
    pub value: T,
    pub marked: Vec<(At, String)>,
}

/// Decodes a file.
///
/// # Errors
/// Every problem of the file's shape, placed in it. There is always at least one.
pub fn load<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> Result<Loaded<T>, Diagnostics> {
    located::take_marked();
    let error = match serde_saphyr::from_str_with_options::<T>(text, options()) {
        Ok(value) => return Ok(Loaded { value, marked: located::take_marked() }),
        Err(error) => error,
    };
    let tree = match serde_saphyr::from_str_with_options::<Node>(text, options()) {
        Ok(tree) => tree,
        Err(error) => return Err(Diagnostics::from_iter([syntax::problem(&error, text, source)])),
    };
    let problems = shape::check(&tree, &schemars::schema_for!(T), text, source);
    if problems.is_empty() {
        return Err(Diagnostics::from_iter([syntax::problem(&error, text, source)]));
    }
    Err(problems)
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        // Generous for any strategy, and small enough that a malicious file is refused in a moment.
        budget: serde_saphyr::budget! { max_depth: 64, max_nodes: 1_000_000, max_aliases: 64 },
    }
}

/// Decodes a value together with the bytes it is read from.
pub fn placed<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<(T, At), D::Error> {
    let spanned = Spanned::<T>::deserialize(deserializer)?;
    Ok((spanned.value, at(&spanned.referenced)))
}

/// The byte range of a parsed value.
fn at(location: &serde_saphyr::Location) -> At {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    At::new(start, start + span.byte_len().unwrap_or(0) as usize)
}

/// A YAML file of no fixed shape, such as a theme's strings.
///
/// # Errors
/// The first place that does not follow the rules of YAML.
pub fn untyped(text: &str, source: SourceId) -> Result<serde_json::Value, Box<Diagnostic>> {
    serde_saphyr::from_str_with_options(text, options()).map_err(|error| Box::new(syntax::problem(&error, text, source)))
}

/// The problems of a text's shape when it is read as a file of type `T`; none if it can be decoded.
pub fn shape_problems<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> Diagnostics {
    load::<T>(text, source).err().unwrap_or_default()
}
