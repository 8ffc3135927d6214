//! The shape of a file: its tree of keys and values held against the schema of its types. Reports every problem, placed.

use schemars::Schema;
use serde_json::Value as Json;

use super::located::Text;
use super::scalars::{Amount, Colour, Id, MailAddress, Moment, PartialDate, Period, WebAddress, Written};
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, SourceId};

/// Every problem of the tree's shape. Empty: the tree fits.
pub fn check(tree: &Node, schema: &Schema, text: &str, source: SourceId) -> Diagnostics {
    let schema = schema.as_value();
    let mut declared = Vec::new();
    declared_levels(tree, &mut declared);
    if tree.value == Value::Null {
        let problem = Diagnostic::new(&codes::MISSING_FIELD, source.start(), "the file is empty");
        return Diagnostics::from_iter([
            problem.help("write at least the field that it must have, such as `title: …` or `name: …`")
        ]);
    }
    let mut checker = Checker { schema, declared, text, source, problems: Diagnostics::new() };
    checker.node(tree, schema, None);
    checker.problems
}

/// The keys under every `levels` of the file: the strategy's own, and those of its partner plans.
fn declared_levels(node: &Node, declared: &mut Vec<String>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(key, value)| match (&**key, &value.value) {
            ("levels", Value::Group(levels)) => declared.extend(levels.iter().map(|(level, _)| level.to_string())),
            _ => declared_levels(value, declared),
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| declared_levels(node, declared)),
        _ => {}
    }
}

/// What an undeclared key is told, by whichever reader meets it.
pub fn unknown_key<'a>(key: &Text, source: SourceId, known: impl Iterator<Item = &'a str>, may_be_level: bool) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = format!("there is no field `{key}` here");
    let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, source.at(key.at), message);
    match nearest(key, known.iter().copied()) {
        Some(_) => problem.did_you_mean(key, known),
        None if may_be_level => problem.help(format!(
            "if it is a level of the strategy, declare it under `levels`, with the words for one and for many: \
             `{key}: {{ one: …, many: … }}`"
        )),
        None => problem.help(format!("the fields are {}", list(&known))),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

struct Checker<'a> {
    schema: &'a Json,
    declared: Vec<String>,
    text: &'a str,
    source: SourceId,
    problems: Diagnostics,
}

impl<'a> Checker<'a> {
    /// `field` says in messages what the node is: "`title`", or "each entry of `values`".
    fn node(&mut self, node: &Node, schema: &'a Json, field: Option<&str>) {
        let schema = self.resolved(schema);
        if let Some(branches) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            return self.one_of(node, branches, field);
        }
        if let Some(words) = schema.get("enum").and_then(Json::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            return self.word(node, &words, field);
        }
        match &node.value {
            Value::Null if allows(schema, "null") => {}
            Value::Group(pairs) if allows(schema, "object") => self.group(node, pairs, schema, field),
            Value::List(nodes) if allows(schema, "array") => {
                if let Some(items) = schema.get("items") {
                    let each = field.map(|field| format!("each entry of {}", field.trim_start_matches("each entry of ")));
                    nodes.iter().for_each(|node| self.node(node, items, each.as_deref()));
                }
            }
            Value::Text(text) if allows(schema, "string") => self.format(node, text, schema),
            Value::Number if allows(schema, "string") => {
                let text = self.raw(node);
                self.format(node, &text, schema);
            }
            Value::Number if allows(schema, "number") || allows(schema, "integer") => self.number(node, schema, field),
            Value::Bool if allows(schema, "boolean") => {}
            Value::Bool if allows(schema, "string") => self.format(node, &self.raw(node), schema),
            _ => self.misshapen(node, schema, field),
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
    fn one_of(&mut self, node: &Node, branches: &'a [Json], field: Option<&str>) {
        let branches: Vec<&Json> = branches.iter().map(|branch| self.resolved(branch)).collect();
        let words: Vec<&str> = branches.iter().filter_map(|branch| branch.get("const").and_then(Json::as_str)).collect();
        if !words.is_empty() {
            return self.word(node, &words, field);
        }
        let kind = match node.value {
            Value::Null => "null",
            Value::Bool => "boolean",
            Value::Number => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Group(_) => "object",
        };
        let nested =
            |branch: &&&Json| branch.get("anyOf").or_else(|| branch.get("oneOf")).is_some() || branch.get("enum").is_some();
        match branches.iter().find(|branch| allows(branch, kind)).or_else(|| branches.iter().find(nested)) {
            Some(branch) => self.node(node, branch, field),
            None => self.misshapen(node, branches[0], field),
        }
    }

    fn group(&mut self, node: &Node, pairs: &[(Text, Node)], schema: &'a Json, field: Option<&str>) {
        let fields = schema.get("properties").and_then(Json::as_object);
        let others = schema.get("additionalProperties");
        let mut meant = Vec::new();
        for (key, value) in pairs {
            let levels_may_follow = fields.is_some() && others.is_some_and(Json::is_object);
            match (fields.and_then(|fields| fields.get(&**key)), others) {
                (Some(schema), _) => self.node(value, schema, Some(&format!("`{key}`"))),
                (None, Some(schema)) if !levels_may_follow && schema.is_object() => {
                    self.node(value, schema, Some(&format!("`{key}`")))
                }
                (None, Some(schema)) if self.declared.iter().any(|level| **level == **key) => {
                    self.node(value, schema, Some(&format!("`{key}`")))
                }
                _ => {
                    let known = fields.into_iter().flat_map(|fields| fields.keys().map(String::as_str));
                    let levels = self.declared.iter().map(String::as_str).filter(|_| levels_may_follow);
                    let problem = unknown_key(key, self.source, known.chain(levels), levels_may_follow);
                    meant.extend(problem.replace.as_ref().map(|right| right.text.clone()));
                    // The field of another record is no slip: it stands in the wrong place.
                    let sure = problem.replace.as_ref().is_some_and(|right| right.sure) && !self.is_field_elsewhere(key);
                    self.problems.push(problem.sure(sure));
                }
            }
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        // A field that is there under a mistyped name is one mistake, not two.
        for name in required.filter(|name| node.get(name).is_none() && !meant.iter().any(|meant| meant == name)) {
            let place = self.source.at(self.start_of(node, pairs));
            let whose = match (node.get("id"), field) {
                (Some(Node { value: Value::Text(id), .. }), _) => format!("`{id}`"),
                (_, Some(field)) => format!("this {}", field.trim_start_matches("each ")),
                _ => "the file".to_string(),
            };
            let problem = Diagnostic::new(&codes::MISSING_FIELD, place, format!("{whose} has no `{name}`"));
            self.problems.push(problem.help(format!("add a line `{name}: …` here")));
        }
    }

    /// Whether some record that this file may hold has a field of the name.
    fn is_field_elsewhere(&self, name: &str) -> bool {
        let records = self.schema.get("$defs").and_then(Json::as_object).into_iter().flat_map(|records| records.values());
        let mut all = records.chain([self.schema]);
        all.any(|record| record.get("properties").is_some_and(|fields| fields.get(name).is_some()))
    }

    /// The first key of a group: where a reader would look for the missing field.
    fn start_of(&self, node: &Node, pairs: &[(Text, Node)]) -> At {
        pairs.first().map_or(node.at, |(key, _)| key.at)
    }

    fn word(&mut self, node: &Node, words: &[&str], field: Option<&str>) {
        let raw = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Null | Value::List(_) | Value::Group(_) => String::new(),
            _ => self.raw(node),
        };
        if words.contains(&raw.as_str()) {
            return;
        }
        let field = field.map(|field| format!(" of {}", field.trim_start_matches("each entry of "))).unwrap_or_default();
        let message = match raw.as_str() {
            "" => format!("the value{field} must be one of {}, and this is {}", list(words), node.kind()),
            raw => format!("`{raw}` is not a value{field}"),
        };
        let problem = Diagnostic::new(&codes::WRONG_VALUE, self.source.at(node.at), message);
        let problem = problem.did_you_mean(&raw, words.iter().copied());
        self.problems.push(problem.help_or(|| format!("use one of {}", list(words))));
    }

    fn number(&mut self, node: &Node, schema: &Json, field: Option<&str>) {
        let raw = self.raw(node);
        let whole = allows(schema, "integer") && !allows(schema, "number");
        let not_negative = schema.get("minimum").and_then(Json::as_f64) == Some(0.0);
        if (whole && raw.parse::<i64>().is_err()) || (not_negative && raw.starts_with('-')) {
            let what = if not_negative { "a whole number from 0 up" } else { "a whole number" };
            self.wrong(node, format!("{} must be {what}, and this is `{raw}`", field.unwrap_or("this")));
        }
    }

    fn format(&mut self, node: &Node, text: &str, schema: &Json) {
        let parsed = match schema.get("format").and_then(Json::as_str) {
            Some(Id::FORMAT) => Id::parse(text).err(),
            Some(PartialDate::FORMAT) => PartialDate::parse(text).err(),
            Some(Period::FORMAT) => Period::parse(text).err(),
            Some(Moment::FORMAT) => Moment::parse(text).err(),
            Some(Amount::FORMAT) => Amount::parse(text).err(),
            Some(Colour::FORMAT) => Colour::parse(text).err(),
            Some(WebAddress::FORMAT) => WebAddress::parse(text).err(),
            Some(MailAddress::FORMAT) => MailAddress::parse(text).err(),
            _ => None,
        };
        if let Some(message) = parsed {
            self.problems.push(
                Diagnostic::new(&codes::WRONG_VALUE, self.source.at(node.at), format!("`{text}` cannot be used here"))
                    .help(message),
            );
        }
    }

    fn misshapen(&mut self, node: &Node, schema: &Json, field: Option<&str>) {
        let expected = match schema.get("format").and_then(Json::as_str) {
            Some("text" | "inline-markdown") => "a text",
            Some(PartialDate::FORMAT) => "a date such as 2026-03-31",
            Some(Period::FORMAT) => "a period such as `2019 to 2029`",
            _ if allows(schema, "object") => "a group of fields",
            _ if allows(schema, "array") => "a list",
            _ if allows(schema, "boolean") => "`true` or `false`",
            _ if allows(schema, "integer") => "a whole number",
            _ => "a text",
        };
        let field = field.map_or("here belongs".to_string(), |field| format!("{field} takes"));
        let problem = format!("{field} {expected}, and this is {}", node.kind());
        let problem = Diagnostic::new(&codes::WRONG_SHAPE, self.source.at(node.at), problem);
        // The fields that come first are the ones that most people want.
        let fields = schema.get("properties").and_then(Json::as_object).map(|fields| fields.keys().take(4));
        self.problems.push(match fields {
            Some(fields) => {
                let lines: Vec<String> = fields.map(|field| format!("`{field}: …`")).collect();
                problem.help(format!("write fields below it, such as {}", lines.join(", ")))
            }
            None if expected == "a list" => problem.help("start a line with `- ` for each entry"),
            None if expected == "a group of fields" => problem.help("write a line `name: value` below it for each entry"),
            None => problem.help(format!("write {expected} after the colon")),
        });
    }

    fn wrong(&mut self, node: &Node, message: String) {
        self.problems.push(Diagnostic::new(&codes::WRONG_SHAPE, self.source.at(node.at), message));
    }

    /// The node's text as written in the file.
    fn raw(&self, node: &Node) -> String {
        self.text.get(node.at.range()).unwrap_or_default().to_string()
    }
}

fn allows(schema: &Json, kind: &str) -> bool {
    match schema.get("type") {
        Some(Json::String(one)) => one == kind,
        Some(Json::Array(many)) => many.iter().any(|one| one == kind),
        _ => false,
    }
}

/// The keys that a record names, its usual levels among them.
pub fn field_names<T: schemars::JsonSchema>() -> Vec<String> {
    let schema = schemars::schema_for!(T);
    let fields = schema.get("properties").and_then(Json::as_object);
    fields.map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}
