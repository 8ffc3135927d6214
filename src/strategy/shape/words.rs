//! The names of a file's fields, as one who reads its lines needs them: whether a word is one, and of which records.

use std::collections::{HashMap, HashSet};

use schemars::Schema;
use serde_json::Value as Json;

use super::keys::has_levels;
use super::levels::worded_levels;
use crate::strategy::levels::USUAL_LEVELS;
use crate::strategy::scalars::{Id, WebAddress, Written};

/// The names of all fields in a schema; none by default.
#[derive(Default)]
pub struct Words {
    /// Each name, and the format of what all fields of that name take, if it is the same.
    names: HashMap<String, Option<String>>,
    /// The names of each record's fields.
    records: Vec<HashSet<String>>,
    /// The fields that take others below them, and never a text.
    groups: HashSet<String>,
    /// The levels that items may be of.
    levels: HashSet<String>,
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
        let is_group = |field: &Json| takes(root, field, "object") && !takes(root, field, "string") && !takes(root, field, "array");
        words.groups.extend(fields.iter().filter(|(_, field)| is_group(field)).map(|(name, _)| name.clone()));
    }
    if has_levels(root) {
        words.levels.extend(USUAL_LEVELS.iter().map(|level| level.key.to_string()));
    }
    words
}

impl Words {
    /// Whether a word is a field of any record.
    pub fn has(&self, word: &str) -> bool {
        self.names.contains_key(word)
    }

    /// The same names with the levels that a text declares.
    pub fn with_levels_of(mut self, text: &str) -> Words {
        if !self.levels.is_empty() {
            self.levels.extend(worded_levels(text));
        }
        self
    }

    pub fn is_level(&self, word: &str) -> bool {
        self.levels.contains(word)
    }

    /// Whether a field takes others below it, and never a text.
    pub fn is_group(&self, word: &str) -> bool {
        self.groups.contains(word)
    }

    /// Whether some record has all these fields.
    pub fn is_record(&self, fields: &[&str]) -> bool {
        self.records.iter().any(|record| fields.iter().all(|field| record.contains(*field)))
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

/// Whether a field takes a kind of value.
fn takes(root: &Json, field: &Json, kind: &str) -> bool {
    if let Some(name) = field.get("$ref").and_then(Json::as_str) {
        return root.pointer(name.trim_start_matches('#')).is_some_and(|definition| takes(root, definition, kind));
    }
    let branches = field.get("anyOf").or_else(|| field.get("oneOf")).and_then(Json::as_array).into_iter().flatten();
    let is_word = kind == "string" && (field.get("const").is_some() || field.get("enum").is_some());
    super::allows(field, kind) || is_word || branches.into_iter().any(|branch| takes(root, branch, kind))
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
