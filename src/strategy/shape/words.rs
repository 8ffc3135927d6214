//! The names of a file's fields, as one who reads its lines needs them: whether a word is one, and of which records.

use std::collections::{HashMap, HashSet};

use schemars::Schema;
use serde_json::Value as Json;

use crate::strategy::scalars::{Id, WebAddress, Written};

/// The names of all fields in a schema; none by default.
#[derive(Default)]
pub struct Words {
    /// Each name, and the format of what all fields of that name take, if it is the same.
    names: HashMap<String, Option<String>>,
    /// The names of each record's fields.
    records: Vec<HashSet<String>>,
}

/// The names of all fields in a schema.
pub fn words(schema: &Schema) -> Words {
    let mut words = Words::default();
    let root = schema.as_value();
    let definitions = root.get("$defs").and_then(Json::as_object).into_iter().flatten().map(|(_, record)| record);
    for record in std::iter::once(root).chain(definitions) {
        let Some(fields) = record.get("properties").and_then(Json::as_object) else { continue };
        for (name, field) in fields {
            let format = format_of(root, field);
            let known = words.names.entry(name.clone()).or_insert_with(|| format.clone());
            *known = known.take().filter(|known| Some(known) == format.as_ref());
        }
        words.records.push(fields.keys().cloned().collect());
    }
    words
}

impl Words {
    /// Whether a word is a field of any record.
    pub fn has(&self, word: &str) -> bool {
        self.names.contains_key(word)
    }

    /// Whether some record has both fields.
    pub fn are_together(&self, one: &str, other: &str) -> bool {
        self.records.iter().any(|record| record.contains(one) && record.contains(other))
    }

    /// Whether a field takes an id, and nothing else.
    pub fn is_id(&self, word: &str) -> bool {
        self.is_written_as(word, Id::FORMAT)
    }

    /// Whether a field takes a web address, and nothing else.
    pub fn is_web_address(&self, word: &str) -> bool {
        self.is_written_as(word, WebAddress::FORMAT)
    }

    fn is_written_as(&self, word: &str, format: &str) -> bool {
        self.names.get(word).is_some_and(|known| known.as_deref() == Some(format))
    }
}

/// How the texts of a field are written, where each is written alike.
fn format_of(root: &Json, field: &Json) -> Option<String> {
    if let Some(name) = field.get("$ref").and_then(Json::as_str) {
        return format_of(root, root.pointer(name.trim_start_matches('#'))?);
    }
    if let Some(branches) = field.get("anyOf").and_then(Json::as_array) {
        let mut formats = branches.iter().filter(|branch| branch["type"] != "null").map(|branch| format_of(root, branch));
        return formats.next()?.filter(|_| formats.next().is_none());
    }
    field.get("format").and_then(Json::as_str).map(str::to_string)
}
