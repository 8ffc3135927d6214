//! The names of a file's fields, as one who reads its lines needs them: whether a word is one, and of which records.

use std::collections::{HashMap, HashSet};

use schemars::Schema;
use serde_json::Value as Json;

use crate::strategy::scalars::{Id, Written};

/// The names of all fields in a schema; none by default.
#[derive(Default)]
pub struct Words {
    /// Each name, and whether all fields of that name take an id.
    names: HashMap<String, bool>,
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
            let is_id = takes_id(root, field);
            words.names.entry(name.clone()).and_modify(|known| *known &= is_id).or_insert(is_id);
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
        self.names.get(word).is_some_and(|is_id| *is_id)
    }
}

fn takes_id(root: &Json, field: &Json) -> bool {
    let definition = field.get("$ref").and_then(Json::as_str).and_then(|name| root.pointer(name.trim_start_matches('#')));
    match definition {
        Some(definition) => takes_id(root, definition),
        None => field.get("format").and_then(Json::as_str) == Some(Id::FORMAT),
    }
}
