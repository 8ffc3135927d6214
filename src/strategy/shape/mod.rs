//! The shape of a file: its tree of keys and values held against the schema of its types.
//!
//! Every problem is reported, and the tree is mended as far as that can be: a mistyped key gets its name, a lone text becomes
//! the list it should be, what cannot be used goes. So one mistake is one report, and the rest of the file can still be judged.

mod keys;
mod levels;
mod misfit;
mod places;
mod record;
mod value;
mod words;

use std::collections::HashSet;

pub use words::{Words, words};

use levels::{declared_levels, renamed_levels, shown_levels, worded_levels};
use schemars::Schema;
use serde_json::Value as Json;

use super::levels::USUAL_LEVELS;
use super::located::Text;
use super::tree::{Node, Value};
use super::yaml::IN_A_TEXT;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, Place, SourceId};

/// What mending a tree found.
pub struct Mended {
    pub problems: Diagnostics,
    /// Whether what is left fits the schema.
    pub fits: bool,
    /// Whether a record's id, or a record that has one, may be lost.
    pub lossy: bool,
}

/// Reports every problem of the tree's shape, and mends it.
pub fn mend(tree: &mut Node, schema: &Schema, text: &str, source: SourceId) -> Mended {
    let schema = schema.as_value();
    let renamed = renamed_levels(tree, schema, source);
    let mut declared = Vec::new();
    declared_levels(tree, &mut declared);
    if tree.value == Value::Null {
        let problem = Diagnostic::new(&codes::MISSING_FIELD, source.start(), "the file is empty");
        let help = "write at least the field that it must have, such as `title: …` or `name: …`";
        return Mended { problems: Diagnostics::from_iter([problem.help(help)]), fits: false, lossy: true };
    }
    declared.extend(worded_levels(text));
    let mut shown = Vec::new();
    shown_levels(tree, &mut shown);
    let mut checker =
        Checker { schema, declared, shown, text, source, problems: renamed, around: Vec::new(), unnamed: 0, lossy: false };
    let fits = checker.fit(tree, schema, &Field::default());
    Mended { problems: checker.problems, fits, lossy: checker.lossy }
}

/// What is said of a list or of fields in place of a word.
pub const ONE_WORD: &str = "must be one word";

/// What stands for a text that a record must have and lacks.
pub const LACKING: &str = "…";

/// How the message ends of what is told of several keys that no field has.
pub const MORE_KEYS: &str = "of the keys beside it";

/// Keys that have something below them: first levels, those that the file declares and the usual ones, then the fields of any
/// record. How many of them are levels, and how many of these only may be.
pub struct Heads(Vec<(String, Below)>, usize, usize);

/// What can stand below a key: a list of words, a list of records, fields.
#[derive(Clone, Copy, Default)]
pub struct Below {
    pub words: bool,
    pub records: bool,
    pub fields: bool,
}

impl Heads {
    /// The keys below which that can stand.
    pub fn of(&self, fits: impl Fn(Below) -> bool) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, below)| fits(*below)).map(|(name, _)| name.as_str())
    }

    pub fn has_level(&self, name: &str) -> bool {
        self.0[..self.1].iter().any(|(level, _)| level == name)
    }

    /// As [`Heads::has_level`], and it is one for certain.
    pub fn knows_level(&self, name: &str) -> bool {
        self.0[self.2..self.1].iter().any(|(level, _)| level == name)
    }

    /// A key that may be one of a level, and may be the name of one.
    pub fn add_level(&mut self, name: &str) {
        self.0.insert(0, (name.to_string(), Below { words: false, records: true, fields: true }));
        self.1 += 1;
        self.2 += 1;
    }
}

/// The keys that may have something below them in a file, and its tree as far as it could be read.
pub fn heads(schema: &Schema, tree: Option<&Node>) -> Heads {
    let root = schema.as_value();
    let mut names = Vec::new();
    tree.into_iter().for_each(|tree| declared_levels(tree, &mut names));
    names.extend(USUAL_LEVELS.iter().map(|level| level.key.to_string()));
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    // Of a level, items or its names.
    let mut heads: Vec<(String, Below)> =
        names.into_iter().map(|name| (name, Below { words: false, records: true, fields: true })).collect();
    let levels = heads.len();
    let definitions = root.get("$defs").and_then(Json::as_object).into_iter().flatten().map(|(_, record)| record);
    let fields = std::iter::once(root).chain(definitions).filter_map(|record| record.get("properties")?.as_object()).flatten();
    for (name, schema) in fields {
        let mut below = Below::default();
        collect_below(root, schema, false, &mut below);
        match heads.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => {
                known.words |= below.words;
                known.records |= below.records;
                known.fields |= below.fields;
            }
            None if below.words || below.records || below.fields => heads.push((name.clone(), below)),
            None => {}
        }
    }
    Heads(heads, levels, 0)
}

/// What a schema takes, or each entry of its list.
fn collect_below(root: &Json, schema: &Json, in_list: bool, below: &mut Below) {
    if let Some(definition) = schema.get("$ref").and_then(Json::as_str).and_then(|name| root.pointer(name.trim_start_matches('#')))
    {
        return collect_below(root, definition, in_list, below);
    }
    let branches = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array).into_iter().flatten();
    branches.for_each(|branch| collect_below(root, branch, in_list, below));
    if let Some(items) = schema.get("items").filter(|_| !in_list && allows(schema, "array")) {
        collect_below(root, items, true, below);
    }
    below.words |= in_list && (allows(schema, "string") || schema.get("const").is_some() || schema.get("enum").is_some());
    below.records |= in_list && allows(schema, "object");
    below.fields |= !in_list && allows(schema, "object");
}

/// Every key that stands twice in its group, in a file of no fixed shape.
pub fn repeated_keys(tree: &Node, source: SourceId) -> Diagnostics {
    let mut problems = Diagnostics::new();
    match &tree.value {
        Value::Group(pairs) => {
            for (at, (key, node)) in pairs.iter().enumerate() {
                if let Some((first, _)) = pairs[..at].iter().find(|(known, _)| **known == **key) {
                    problems.push(keys::repeated(key, first, source));
                }
                problems.extend(repeated_keys(node, source));
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| problems.extend(repeated_keys(node, source))),
        _ => {}
    }
    problems
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What a value is the value of.
#[derive(Clone, Debug, Default)]
struct Field {
    /// The key, and where it stands; none for the file as a whole.
    key: Option<(String, At)>,
    /// Whether it is one entry of the key's list.
    each: bool,
}

impl Field {
    fn named(key: &Text) -> Field {
        Field { key: Some((key.to_string(), key.at)), each: false }
    }

    fn entry(&self) -> Field {
        Field { each: true, ..self.clone() }
    }

    /// "`title` takes", "each entry of `values` takes".
    fn takes(&self) -> String {
        match &self.key {
            Some((key, _)) if self.each => format!("each entry of `{key}` takes"),
            Some((key, _)) => format!("`{key}` takes"),
            None => "here belongs".to_string(),
        }
    }
}

struct Checker<'a> {
    schema: &'a Json,
    declared: Vec<String>,
    /// The word for many of each declared level, written as a key, and its own key.
    shown: Vec<(String, String)>,
    text: &'a str,
    source: SourceId,
    problems: Diagnostics,
    /// The records around the value that is looked at, the outermost first.
    around: Vec<&'a Json>,
    /// How many records have got an id of ours in place of one they lack.
    unnamed: usize,
    /// Whether a record's id, or a record that has one, may be lost.
    lossy: bool,
}

impl<'a> Checker<'a> {
    /// Reports what is wrong with a value and mends it. `false`: it cannot be used.
    fn fit(&mut self, node: &mut Node, schema: &'a Json, field: &Field) -> bool {
        let schema = self.resolved(schema);
        if let Some(branches) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            return self.one_of(node, branches, field);
        }
        if let Some(words) = schema.get("enum").and_then(Json::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            return self.word(node, &words, field);
        }
        match &mut node.value {
            Value::Null if allows(schema, "null") => true,
            Value::Group(_) if allows(schema, "object") => self.group(node, schema, field),
            Value::List(_) if allows(schema, "array") => {
                if let Some(items) = schema.get("items") {
                    self.list(node, items, field);
                }
                true
            }
            Value::Text(text) if allows(schema, "string") => {
                let text = text.clone();
                self.format(node, &text, schema, field)
            }
            Value::Number(raw) | Value::Bool(raw) if allows(schema, "string") => {
                let raw = raw.clone();
                self.format(node, &raw, schema, field)
            }
            Value::Number(raw) if allows(schema, "number") || allows(schema, "integer") => {
                let raw = raw.clone();
                self.number(node, &raw, schema, field)
            }
            Value::Bool(_) if allows(schema, "boolean") => true,
            _ => self.misfit(node, schema, field),
        }
    }

    fn resolved(&self, schema: &'a Json) -> &'a Json {
        let mut schema = schema;
        while let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            match self.schema.pointer(name.trim_start_matches('#')) {
                Some(definition) => schema = definition,
                None => break,
            }
        }
        schema
    }

    /// Chooses the branch that has the node's kind of value, so that the problems of the others are not reported.
    fn one_of(&mut self, node: &mut Node, branches: &'a [Json], field: &Field) -> bool {
        let branches: Vec<&Json> = branches.iter().map(|branch| self.resolved(branch)).collect();
        let words: Vec<&str> = branches.iter().filter_map(|branch| branch.get("const").and_then(Json::as_str)).collect();
        if !words.is_empty() {
            return self.word(node, &words, field);
        }
        let kind = match node.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Group(_) => "object",
        };
        let nested =
            |branch: &&&Json| branch.get("anyOf").or_else(|| branch.get("oneOf")).is_some() || branch.get("enum").is_some();
        match branches.iter().find(|branch| allows(branch, kind)).or_else(|| branches.iter().find(nested)) {
            Some(branch) => self.fit(node, branch, field),
            None => self.misfit(node, branches[0], field),
        }
    }

    fn list(&mut self, node: &mut Node, items: &'a Json, field: &Field) {
        self.divide_entries(node, items);
        let Value::List(nodes) = &mut node.value else { return };
        self.gather_words(nodes, self.resolved(items));
        let entry = field.entry();
        let mut told_of_kind = false;
        let mut is_cut = false;
        nodes.retain_mut(|node| {
            // A list of texts where records belong is one mistake, however many they are.
            let is_text = matches!(node.value, Value::Text(_) | Value::Number(_) | Value::Bool(_));
            let told = std::mem::take(&mut self.problems);
            let fits = self.fit(node, items, &entry);
            let found = std::mem::replace(&mut self.problems, told);
            // What follows a field on the line of an entry belongs to that field.
            if is_cut {
                self.lossy = true;
                return false;
            }
            is_cut = found.iter().any(|problem| problem.message.ends_with(IN_A_TEXT)) && self.ends_line(node.at);
            let of_kind = is_text && found.iter().any(|problem| *problem.code == codes::WRONG_SHAPE);
            if !(of_kind && told_of_kind) {
                self.problems.extend(found);
            }
            told_of_kind |= of_kind;
            self.lossy |= !fits;
            fits
        });
    }

    /// Whether nothing but the name of a field and its colon follows a value on its line.
    fn ends_line(&self, at: At) -> bool {
        self.text[at.end as usize..].lines().next().is_some_and(|rest| rest.trim_end().ends_with(':'))
    }

    fn place(&self, at: At) -> Place {
        self.source.at(at)
    }
}

fn allows(schema: &Json, kind: &str) -> bool {
    match schema.get("type") {
        Some(Json::String(one)) => one == kind,
        Some(Json::Array(many)) => many.iter().any(|one| one == kind),
        _ => false,
    }
}
