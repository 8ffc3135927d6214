//! The JSON Schemas of the content files and of the export, and the published references: all made from the types and the
//! table of codes, so that they cannot disagree with them.

use schemars::{Schema, schema_for};
use serde_json::Value;

use crate::diagnostic::{Diagnostics, codes};
use crate::export::StrategyJson;
use crate::source::SourceId;
use crate::strategy;
use crate::strategy::model::{
    GlossaryFile, MeasuresFile, PageFields, PartnersFile, SiteFile, StrategyFile, TopicsFile, TrustFile, UpdateFields,
};

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Site,
    Trust,
    Strategy,
    Topics,
    Glossary,
    Partners,
    Measures,
    Update,
    Page,
    /// What is published as `strategy.json`.
    StrategyJson,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::Site,
        Kind::Trust,
        Kind::Strategy,
        Kind::Topics,
        Kind::Glossary,
        Kind::Partners,
        Kind::Measures,
        Kind::Update,
        Kind::Page,
        Kind::StrategyJson,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Site => "site",
            Kind::Trust => "trust",
            Kind::Strategy => "strategy",
            Kind::Topics => "topics",
            Kind::Glossary => "glossary",
            Kind::Partners => "partners",
            Kind::Measures => "measures",
            Kind::Update => "update",
            Kind::Page => "page",
            Kind::StrategyJson => "strategy-json",
        }
    }
}

/// The schema of a kind of file (JSON Schema, 2020-12).
pub fn of(kind: Kind) -> Schema {
    match kind {
        Kind::Site => schema_for!(SiteFile),
        Kind::Trust => schema_for!(TrustFile),
        Kind::Strategy => schema_for!(StrategyFile),
        Kind::Topics => schema_for!(TopicsFile),
        Kind::Glossary => schema_for!(GlossaryFile),
        Kind::Partners => schema_for!(PartnersFile),
        Kind::Measures => schema_for!(MeasuresFile),
        Kind::Update => schema_for!(UpdateFields),
        Kind::Page => schema_for!(PageFields),
        Kind::StrategyJson => schema_for!(StrategyJson),
    }
}

/// The problems of a text's shape when it is read as a file of that kind; the same that the site would report.
pub fn shape_problems(kind: Kind, text: &str, source: SourceId) -> Diagnostics {
    match kind {
        Kind::Site => strategy::shape_problems::<SiteFile>(text, source),
        Kind::Trust => strategy::shape_problems::<TrustFile>(text, source),
        Kind::Strategy => strategy::shape_problems::<StrategyFile>(text, source),
        Kind::Topics => strategy::shape_problems::<TopicsFile>(text, source),
        Kind::Glossary => strategy::shape_problems::<GlossaryFile>(text, source),
        Kind::Partners => strategy::shape_problems::<PartnersFile>(text, source),
        Kind::Measures => strategy::shape_problems::<MeasuresFile>(text, source),
        Kind::Update => strategy::shape_problems::<UpdateFields>(text, source),
        Kind::Page => strategy::shape_problems::<PageFields>(text, source),
        // Nobody writes this one.
        Kind::StrategyJson => Diagnostics::new(),
    }
}

/// The field reference: every record and field of the content files, with its type, meaning and example, as Markdown.
pub fn field_reference() -> String {
    let mut text = String::from(
        "---\ntitle: Every field of the content files\ndescription: \"What each file can hold: every record and field, what it takes, \
         what it means, and an example.\"\nsection: reference\norder: 20\n---\nThis page is made from the code, so that it cannot disagree with it.\n\
         A field marked *required* must be there; every other may be left out.\n\n",
    );
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::StrategyJson);
    let schemas: Vec<(Kind, Value)> = kinds.map(|kind| (kind, of(kind).to_value())).collect();
    let mut told: Vec<String> = Vec::new();
    for (kind, schema) in &schemas {
        let title = schema["title"].as_str().unwrap_or(kind.name());
        record(&mut text, title, schema);
        told.push(title.to_string());
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            if definition["properties"].is_object() && !told.contains(name) {
                told.push(name.clone());
                record(&mut text, name, definition);
            }
        }
    }
    text.trim_end().to_string() + "\n"
}

fn record(text: &mut String, name: &str, schema: &Value) {
    *text += &format!("## {}\n\n{}\n\n", in_words(name), one_line(schema["description"].as_str().unwrap_or_default()));
    *text += "| field | what it takes | meaning | example |\n| --- | --- | --- | --- |\n";
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (field, value) in schema["properties"].as_object().into_iter().flatten() {
        let must = if required.contains(&field.as_str()) { ", *required*" } else { "" };
        let example = value["examples"].get(0).cloned().or_else(|| usual_example(value));
        let example = example.map(|example| format!("`{}`", example_yaml(field, &example))).unwrap_or_default();
        let meaning = cell(value["description"].as_str().unwrap_or_default());
        *text += &format!("| `{field}` | {}{must} | {meaning} | {} |\n", cell(&kind_of(value)), cell(&example));
    }
    *text += "\n";
}

/// The name of a record as people write it: `StatusWord` is "Status word".
fn in_words(name: &str) -> String {
    let letter = |(at, c): (usize, char)| match at > 0 && c.is_uppercase() {
        true => format!(" {}", c.to_lowercase()),
        false => c.to_string(),
    };
    name.chars().enumerate().map(letter).collect()
}

/// What a field takes, in words.
fn kind_of(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let words = in_words(name);
        return format!("[{words}](#{})", words.to_lowercase().replace(' ', "-"));
    }
    if let Some(branches) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let words: Vec<String> =
            branches.iter().filter_map(|branch| branch["const"].as_str()).map(|word| format!("`{word}`")).collect();
        if !words.is_empty() {
            return words.join(", ");
        }
        let kinds: Vec<String> = branches.iter().filter(|branch| branch["type"] != "null").map(kind_of).collect();
        return kinds.join(", or ");
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    let has =
        |kind: &str| schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind));
    match schema["format"].as_str() {
        Some("text") => "text".into(),
        Some("inline-markdown") => "text with inline Markdown".into(),
        Some("id") => "an id".into(),
        Some("date") => "a date".into(),
        Some("period") => "a period".into(),
        Some("moment") => "a moment".into(),
        Some("every") => "how often".into(),
        Some("amount") => "a figure or a rating".into(),
        Some("colour") => "a colour".into(),
        Some("web-address") => "a web address".into(),
        Some("mail-address") => "a mail address".into(),
        _ if has("array") => format!("a list of {}", plural(&kind_of(&schema["items"]))),
        _ if has("object") => format!("keys, each with {}", kind_of(&schema["additionalProperties"])),
        _ if has("boolean") => "`true` or `false`".into(),
        _ if has("integer") => "a whole number".into(),
        _ => "text".into(),
    }
}

/// An example for kinds of value that are written alike everywhere. Groups of fields have theirs in their own record.
fn usual_example(schema: &Value) -> Option<Value> {
    let branches = schema["anyOf"].as_array().or(schema["oneOf"].as_array());
    let word = branches.into_iter().flatten().find_map(|branch| branch["const"].as_str().or(branch["oneOf"][0]["const"].as_str()));
    let kind = match schema["format"].as_str() {
        Some("date") => Some("2026-03"),
        Some("moment") => Some("2026-12-01T09:00"),
        Some("period") => Some("2019 to 2029"),
        Some("id") => Some("digital-strategy"),
        _ => word,
    };
    let has =
        |kind: &str| schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind));
    match kind {
        Some(text) => Some(text.into()),
        None if has("boolean") && schema["format"].is_null() => Some(true.into()),
        None if has("integer") => Some(1.into()),
        None => None,
    }
}

fn example_yaml(field: &str, example: &Value) -> String {
    match example {
        Value::String(text) if text.starts_with('#') || text == "%" => format!("{field}: \"{text}\""),
        Value::String(text) => format!("{field}: {text}"),
        Value::Object(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| example_yaml(key, value)).collect();
            format!("{field}: {{ {} }}", pairs.join(", "))
        }
        Value::Array(values) => {
            let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            format!("{field}: [{}]", values.join(", "))
        }
        other => format!("{field}: {other}"),
    }
}

fn plural(kind: &str) -> String {
    match kind {
        "text" => "texts".to_string(),
        linked => linked.to_string(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

/// The reference of every code that a report can print, as Markdown.
pub fn code_reference() -> String {
    let mut text = String::from(
        "---\ntitle: Every message of the checks\ndescription: \"Each code that a report can print: what it finds, why it matters, how to \
         mend it, and an example.\"\nsection: reference\norder: 30\n---\nThis page is made from the code. `trustpress explain CODE` \
         prints the same words. [Read the checks](checks.md) says how to read a report.\n\n",
    );
    let mut group = "";
    for code in codes::ALL {
        if code.group != group {
            text += &format!("## {}\n\n", code.group);
            group = code.group;
        }
        text += &format!("### {}\n\nSeverity: {}.\n\n{}\n", code.name, code.severity.word(), code.markdown());
    }
    text.trim_end().to_string() + "\n"
}
