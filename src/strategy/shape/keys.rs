//! Keys: those that stand twice, those that no record has, and what they were meant to be.

use serde_json::Value as Json;

use super::value::is_nearly;
use super::{Checker, list};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{At, SourceId, is_invisible, is_odd_blank};
use crate::strategy::levels::USUAL_LEVELS;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// What people write for the name of a field that is called otherwise here.
const OTHER_WORDS: [(&str, &[&str]); 20] = [
    ("title", &["name", "term", "text"]),
    ("url", &["website"]),
    ("name", &["title", "term"]),
    ("heading", &["title"]),
    ("description", &["text"]),
    ("summary", &["text"]),
    ("body", &["text"]),
    ("definition", &["text"]),
    ("meaning", &["text"]),
    ("deadline", &["due", "by"]),
    ("date", &["due", "by", "as_at"]),
    ("tags", &["topics"]),
    ("indicators", &["measures"]),
    ("kpis", &["measures"]),
    ("responsible", &["owner"]),
    ("colour", &["primary"]),
    ("slug", &["id"]),
    ("website", &["url"]),
    ("source", &["from"]),
    ("by", &["date"]),
];

/// What a key is told that no field has.
pub(super) struct Unknown {
    pub problem: Diagnostic,
    /// The field that was surely or very probably meant.
    pub meant: Option<String>,
}

/// A key that stands twice in its group.
pub(super) fn repeated(key: &Text, first: &Text, source: SourceId) -> Diagnostic {
    Diagnostic::new(&codes::REPEATED_KEY, source.at(key.at), format!("`{key}` stands twice in the same group"))
        .help("keep one of the two, or give the second its own name")
        .related(source.at(first.at), "it stands here first")
}

/// A key as a field's name would be written: small letters, words joined by underscores.
pub(super) fn words_of(key: &str) -> String {
    let mut name = String::new();
    let mut small_before = false;
    for c in key.trim().chars() {
        if c.is_uppercase() && small_before {
            name.push('_');
        }
        small_before = c.is_lowercase() || c.is_ascii_digit();
        match c {
            ' ' | '-' | '.' => name.push('_'),
            c => name.extend(c.to_lowercase()),
        }
    }
    name
}

impl<'a> Checker<'a> {
    /// What to say of a key that the record's schema does not have.
    pub(super) fn unknown(&self, key: &Text, value: &Node, schema: &'a Json, pairs: &[(Text, Node)]) -> Unknown {
        let has_levels = has_levels(schema);
        let fields = schema.get("properties").and_then(Json::as_object).into_iter().flatten().map(|(name, _)| name.as_str());
        let known: Vec<&str> = fields.chain(self.declared.iter().map(String::as_str).filter(|_| has_levels)).collect();
        // A field that is there already was not meant.
        let free: Vec<&str> = known.iter().copied().filter(|name| !pairs.iter().any(|(key, _)| **key == **name)).collect();
        let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, self.place(key.at), format!("there is no field `{key}` here"));
        if key.starts_with("<!--") {
            return Unknown { problem: problem.help("a comment starts with `# `, and ends with its line"), meant: None };
        }
        if let Some(problem) = self.decimal_comma(key, value, pairs) {
            return Unknown { problem, meant: None };
        }
        if let Some((tag, name)) = key.split_once('>').filter(|(tag, name)| tag.starts_with('<') && known.contains(name)) {
            let help = format!("take it out, and what closes it: write `{name}: …`");
            let problem = problem.help(help);
            let problem = Diagnostic { message: format!("`{tag}>` is HTML, and stands before `{name}`"), ..problem };
            return Unknown { problem, meant: Some(name.to_string()) };
        }
        let written = words_of(key);
        if let Some((own, _)) = pairs.iter().find(|(own, _)| **own == *written && known.contains(&written.as_str())) {
            let problem = problem.help(format!("`{own}` stands here already: keep one of the two"));
            return Unknown { problem: problem.related(self.place(own.at), "it stands here"), meant: None };
        }
        let levels_only = holds_items(value);
        let fits = |name: &&str| {
            !levels_only
                || self.declared.iter().any(|level| level == name)
                || !is_text(self.resolved(&schema["properties"][*name as &str]))
        };
        let close = |distance: usize| {
            let near = free.iter().copied().filter(fits).map(|name| (strsim::damerau_levenshtein(&written, name), name));
            near.filter(|(away, name)| *away <= distance && *away < name.len()).min().map(|(_, name)| name)
        };
        let other = || {
            let meant = OTHER_WORDS.iter().find(|(word, _)| *word == written)?.1;
            meant.iter().copied().find(|name| free.contains(name) && self.could_be(value, &schema["properties"][*name]))
        };
        // A sign in it that nobody sees is told where it stands.
        if let Some((at, sign)) = key.char_indices().find(|(_, c)| is_odd_blank(*c) || is_invisible(*c))
            && let Some(name) = close(0).or_else(|| close(1))
        {
            let start = key.at.start as usize + at;
            let place = self.place(At::new(start, start + sign.len_utf8()));
            let what = if is_invisible(sign) { "an invisible character" } else { "a no-break space" };
            let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, place, format!("{what} stands in `{name}`"));
            let problem = problem.help("delete the whole word, and type it again");
            let problem = if key.replace(sign, "") == name { problem.replace("") } else { problem };
            return Unknown { problem, meant: Some(name.to_string()) };
        }
        if let Some(name) = close(0) {
            return Unknown { problem: problem.replace(name), meant: Some(name.to_string()) };
        }
        // `name: Cut waits` is the title, and no `names`, which takes a list.
        let fits_kind = |name: &&str| other().is_none() || self.takes_kind(value, &schema["properties"][*name as &str]);
        if let Some(name) = close(1).filter(|_| written.len() > 2).filter(fits_kind) {
            // The field of another record is no slip: it stands in the wrong place.
            let elsewhere = self.belongs_elsewhere(key).is_some();
            let problem = problem.did_you_mean(key, free.iter().copied().filter(fits));
            let sure = !elsewhere && problem.replace.as_ref().is_some_and(|right| right.sure);
            return Unknown { problem: problem.replace(name).sure(sure), meant: Some(name.to_string()) };
        }
        if let Some((blank, _)) = key.split_once(':').filter(|(word, _)| known.contains(word) && value.value == Value::Null) {
            let right = key.replacen(':', ": ", 1);
            let problem = problem.help(format!("put a space after the colon of `{blank}:`")).replace(right);
            return Unknown { problem, meant: Some(blank.to_string()) };
        }
        if let Some((word, rest)) = key.split_once(' ').filter(|(word, _)| known.contains(word) && value.value == Value::Null) {
            let problem = problem.help(format!("if a colon is missing, write `{word}: {rest}`"));
            return Unknown { problem, meant: None };
        }
        if let Some(name) = other() {
            let problem = problem.help(format!("the field for that is called `{name}`")).suggest(Some(name));
            return Unknown { problem, meant: Some(name.to_string()) };
        }
        if let Some(help) = remark(&written, &known).filter(|_| !self.is_of_around(key)) {
            return Unknown { problem: problem.help(help), meant: None };
        }
        if let Some(name) = self.only_one_missing(value, schema, pairs) {
            let problem = problem.help(format!("`{name}` is missing here, and may be meant")).suggest(Some(name));
            return Unknown { problem, meant: Some(name.to_string()) };
        }
        if let Some(level) =
            self.shown.iter().find(|(shown, _)| has_levels && levels_only && *shown == written).map(|(_, level)| level)
            && free.contains(&level.as_str())
        {
            let problem = problem.help(format!("the level that is called so on the pages is `{level}` here")).suggest(Some(level));
            return Unknown { problem, meant: Some(level.clone()) };
        }
        let alike: Vec<&str> = free.iter().copied().filter(|name| levels_only && self.has_fields_of(value, schema, name)).collect();
        if let [name] = alike[..] {
            let problem = problem.help(format!("what stands below it has the fields of `{name}`")).suggest(Some(name));
            return Unknown { problem, meant: Some(name.to_string()) };
        }
        let is_level = has_levels && levels_only && !self.fits_elsewhere(key, value);
        if let Some(help) = self.belongs_elsewhere(key).filter(|_| !is_level) {
            return Unknown { problem: problem.help(help), meant: None };
        }
        // A name that is like it only in how it starts is none to go by.
        let is_like = |name: &&str| strsim::damerau_levenshtein(&written, name) * 2 <= written.len().max(name.len());
        if let Some(name) = nearest(&written, free.iter().copied().filter(|name| fits(name) && is_like(name))) {
            return Unknown { problem: problem.suggest(Some(name)), meant: Some(name.to_string()) };
        }
        // A level that is not declared is one mistake, wherever it has items.
        let problem = if is_level { problem.cause(format!("no level {key} in {:?}", self.source)) } else { problem };
        let help = match has_levels && levels_only {
            true => format!(
                "if it is a level of the strategy, declare it under `levels`, with the words for one and for many: \
                 `{key}: {{ one: …, many: … }}`"
            ),
            false => {
                let fields: Vec<&str> =
                    known.iter().copied().filter(|name| !USUAL_LEVELS.iter().any(|level| level.key == *name)).collect();
                match fields.len() {
                    ..=11 => format!("the fields here are {}", list(&fields)),
                    _ => format!("the fields here are {} and others; `trustpress schema` has them all", list(&fields[..8])),
                }
            }
        };
        Unknown { problem: problem.help(help), meant: None }
    }

    /// `{ value: 9,2 }`: the comma ends the field, and what follows it is no other one.
    fn decimal_comma(&self, key: &Text, value: &Node, pairs: &[(Text, Node)]) -> Option<Diagnostic> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(key) || value.value != Value::Null {
            return None;
        }
        let (_, before) = pairs.iter().find(|(_, before)| before.at.end + 1 == key.at.start)?;
        let (Value::Number(whole) | Value::Text(whole)) = &before.value else { return None };
        digits(whole.trim_start_matches('-')).then(|| {
            let place = self.place(At { start: before.at.start, end: key.at.end });
            let problem = Diagnostic::new(&codes::WRONG_VALUE, place, "inside { } a comma ends this number");
            match key.len() {
                3 => problem.help("write the number without it").replace(format!("{whole}{key}")).sure(false),
                _ => problem.help("write a decimal point").replace(format!("{whole}.{key}")).sure(false),
            }
        })
    }

    /// Whether each entry of a list has fields of those of a record's field alone, and some that no item has.
    fn has_fields_of(&self, value: &Node, schema: &'a Json, name: &str) -> bool {
        let items = |list: &'a Json| &self.resolved(&self.resolved(list)["items"])["properties"];
        let (own, item) = (items(&schema["properties"][name]), items(&schema["additionalProperties"]));
        let Value::List(entries) = &value.value else { return false };
        entries.iter().all(|entry| match &entry.value {
            Value::Group(pairs) => {
                let is_alien = |(key, _): &(Text, Node)| item.get(&**key).is_none();
                pairs.iter().all(|(key, _)| own.get(&**key).is_some()) && pairs.iter().any(is_alien)
            }
            _ => false,
        })
    }

    /// Whether a text may be what a field takes that is written in some way, such as a date: it is one, or nearly.
    fn could_be(&self, value: &Node, schema: &'a Json) -> bool {
        let schema = self.resolved(schema);
        let (Value::Text(text) | Value::Number(text)) = &value.value else { return true };
        match (schema.get("anyOf").and_then(Json::as_array), schema.get("format").and_then(Json::as_str)) {
            (Some(branches), _) => branches.iter().any(|branch| branch["type"] != "null" && self.could_be(value, branch)),
            (None, Some(format)) => is_nearly(format, text),
            (None, None) => true,
        }
    }

    /// Whether a value is of a kind that a schema takes.
    fn takes_kind(&self, value: &Node, schema: &'a Json) -> bool {
        let schema = self.resolved(schema);
        let kind = match value.value {
            Value::List(_) => "array",
            Value::Group(_) => "object",
            _ => "string",
        };
        let branches = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array);
        branches.is_some_and(|branches| branches.iter().any(|branch| self.takes_kind(value, branch))) || super::allows(schema, kind)
    }

    /// The field that a record must have and lacks, if there is only one and it takes a text as this one is.
    fn only_one_missing(&self, value: &Node, schema: &'a Json, pairs: &[(Text, Node)]) -> Option<&'a str> {
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        let mut missing = required.filter(|name| !pairs.iter().any(|(key, _)| **key == **name));
        let only = missing.next().filter(|_| missing.next().is_none())?;
        let takes_text = self.resolved(&schema["properties"][only]).get("format").is_some_and(|format| format == "text");
        (takes_text && matches!(value.value, Value::Text(_))).then_some(only)
    }

    /// Whether the entries of a list have what those of a field of that name must have in some record.
    fn fits_elsewhere(&self, key: &str, value: &Node) -> bool {
        let definitions = self.schema.get("$defs").and_then(Json::as_object).into_iter().flatten();
        let mut fields = definitions.filter_map(|(_, record)| Some(self.resolved(record.get("properties")?.get(key)?)));
        let Value::List(entries) = &value.value else { return false };
        let has = |name: &str| matches!(entries.first().map(|entry| &entry.value), Some(Value::Group(pairs)) if pairs.iter().any(|(key, _)| **key == *name));
        fields.any(|field| {
            let must = self.resolved(&field["items"])["required"].as_array();
            field.get("items").is_some() && must.into_iter().flatten().filter_map(Json::as_str).all(has)
        })
    }

    /// Whether a key is a field of a record around.
    fn is_of_around(&self, key: &str) -> bool {
        self.around.iter().any(|record| has_field(record, key))
    }

    /// Says so if the key is a field of another record of this file.
    fn belongs_elsewhere(&self, key: &str) -> Option<String> {
        let has = |schema: &Json| has_field(schema, key);
        if let Some(record) = self.around.iter().rev().find(|schema| has(schema)) {
            return Some(format!(
                "`{key}` is a field of the {} around this: indent it less, like the other fields there",
                record_name(record)
            ));
        }
        let definitions = self.schema.get("$defs").and_then(Json::as_object).into_iter().flatten();
        let records: Vec<String> = definitions.filter(|(_, schema)| has(schema)).map(|(name, _)| spaced(name)).collect();
        match &records[..] {
            [] => None,
            records => Some(format!("`{key}` is a field of: {}; move it there, or remove it", records.join(", "))),
        }
    }
}

/// What to do with a remark that is written like a field.
fn remark(written: &str, known: &[&str]) -> Option<String> {
    const REMARKS: [&str; 8] = ["note", "notes", "remark", "comment", "comments", "todo", "nb", "internal"];
    let own = "if it is a remark to yourselves, start the line with `# `";
    REMARKS.contains(&written).then(|| match known.contains(&"text") {
        true => format!("{own}; if readers are to see it, write it in `text`"),
        false => own.to_string(),
    })
}

/// Whether other keys than the named fields may be levels.
pub(super) fn has_levels(schema: &Json) -> bool {
    schema.get("properties").is_some() && schema.get("additionalProperties").is_some_and(Json::is_object)
}

/// Whether a value looks like the items of a level: a list of groups.
pub(super) fn holds_items(node: &Node) -> bool {
    match &node.value {
        Value::List(nodes) => !nodes.is_empty() && nodes.iter().all(|node| matches!(node.value, Value::Group(_))),
        _ => false,
    }
}

fn is_text(schema: &Json) -> bool {
    let branches = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array);
    match branches {
        Some(branches) => branches.iter().all(is_text),
        None => !super::allows(schema, "array") && !super::allows(schema, "object") && schema.get("$ref").is_none(),
    }
}

fn has_field(schema: &Json, key: &str) -> bool {
    schema.get("properties").is_some_and(|fields| fields.get(key).is_some())
}

fn record_name(schema: &Json) -> String {
    schema.get("title").and_then(Json::as_str).map_or("record".to_string(), spaced)
}

/// `MeasureTarget` as "measure target".
fn spaced(name: &str) -> String {
    words_of(name).replace('_', " ")
}
