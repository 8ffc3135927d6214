//! Values of the wrong kind: a text where a list belongs, a list where a text belongs, and so on.

use serde_json::Value as Json;

use super::value::{name_of, whole_in};
use super::{Checker, Field, allows};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::scalars::{Id, PartialDate, Period, Written};
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml::{IN_A_TEXT, OWN_LINE_OR_QUOTES, leads_on, quoted};

impl<'a> Checker<'a> {
    /// Reports a value whose kind the schema does not allow, and turns it into what was meant if that can be told.
    pub(super) fn misfit(&mut self, node: &mut Node, schema: &'a Json, field: &Field) -> bool {
        if let (Value::Null, Some((key, at))) = (&node.value, &field.key) {
            // `{ goals 3 }`
            let halves = key.split_once(' ').filter(|_| !field.each && !self.text[at.end as usize..].trim_start().starts_with(':'));
            if let Some((name, value)) = halves {
                let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.place(*at), format!("a colon is missing after `{name}`"));
                self.problems.push(problem.replace(format!("{name}: {}", value.trim())).sure(false));
                return false;
            }
            let (message, help) = match field.each {
                true => (format!("an entry of `{key}` has no value"), "write it after the dash, or remove the dash"),
                false => (format!("`{key}` has no value"), "write it after the colon, or below it"),
            };
            let at = if field.each && node.at.start > at.start { node.at } else { *at };
            self.problems.push(Diagnostic::new(&codes::MISSING_FIELD, self.place(at), message).help(help));
            return false;
        }
        if allows(schema, "string") && self.text_with_colon(node) {
            return true;
        }
        if let Some(name) = half_field(node, schema) {
            let at = At { start: node.at.start, end: node.at.start + name.len() as u32 };
            let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.place(at), format!("a colon is missing after `{name}`"));
            self.problems.push(problem.help(format!("write `{name}: …`")).replace(format!("{name}:")).sure(false));
            return false;
        }
        let problem = self.problem(node, schema, field);
        if field.key.is_none() {
            self.problems.push(problem.help(help_of_group(schema)));
            return false;
        }
        // The list that a text stands in place of may have records.
        self.lossy |= matches!((&node.value, kind(schema)), (Value::Text(_), "array")) && !self.entries_allow(schema, "string");
        let (problem, meant) = match (&node.value, kind(schema)) {
            // What is hidden or shown by it stays as it is, lest other problems follow from a guess.
            (Value::Text(raw), "boolean") => match raw.to_lowercase().as_str() {
                "yes" | "y" | "on" | "true" => (problem.help("write `true`").replace("true"), None),
                "no" | "n" | "off" | "false" => (problem.help("write `false`").replace("false"), None),
                _ => (problem.help("write `true` or `false`"), None),
            },
            (Value::Text(raw), "integer") => match whole_in(raw) {
                None => (problem.help("write the number in digits, such as 5"), None),
                Some(digits) => (problem.replace(digits.clone()).sure(false), Some(Value::Number(digits))),
            },
            (Value::Text(text), "array") if !self.entries_allow(schema, "string") && text.contains('\n') => {
                match self.mark_of_block(node, field) {
                    Some((at, mark)) => {
                        let place = Some(self.place(at));
                        let help = format!("remove the `{mark}`: it makes one text of all lines below");
                        (Diagnostic { place, ..problem }.help(help), None)
                    }
                    None => self.as_list(problem, node, schema),
                }
            }
            (Value::Text(_) | Value::Number(_) | Value::Bool(_), "array") => self.as_list(problem, node, schema),
            (Value::Group(pairs), "array") if self.entries_allow(schema, "object") && !self.has_a_field_of(pairs, schema) => {
                let entry = self.resolved(&schema["items"]);
                if let Some((line, entries)) = named_entries(pairs, entry) {
                    let problem = problem.help(format!("write each entry after a dash, with the names of its fields: `{line}`"));
                    self.problems.push(problem);
                    node.value = Value::List(entries);
                    return self.fit(node, schema, field);
                }
                (
                    problem.help(format!(
                        "write each entry after a dash, with its fields: {}",
                        help_of_group(entry).trim_start_matches("write fields below it, such as ")
                    )),
                    None,
                )
            }
            (Value::Group(_), "array") if self.entries_allow(schema, "object") => {
                let one = Node { at: node.at, value: node.value.clone() };
                let problem = problem.help("put `- ` before its first field, and two more spaces before the others");
                (problem, Some(Value::List(vec![one])))
            }
            (Value::Text(raw) | Value::Number(raw), "object") => {
                let raw = raw.clone();
                self.as_group(problem, &raw, schema)
            }
            (Value::List(nodes), "object") if schema.get("properties").is_some() && nodes.len() == 1 => {
                let one = nodes[0].value.clone();
                (problem.help("remove the dash: there is only one of it"), matches!(one, Value::Group(_)).then_some(one))
            }
            (Value::List(nodes), "object")
                if nodes.iter().all(|node| matches!(&node.value, Value::Group(pairs) if pairs.len() == 1)) =>
            {
                let pairs = nodes.iter().flat_map(|node| match &node.value {
                    Value::Group(pairs) => pairs.clone(),
                    _ => Vec::new(),
                });
                let group = Value::Group(pairs.collect());
                let is_flow = self.text.get(node.at.start as usize..).is_some_and(|text| text.starts_with('['));
                let help = if is_flow {
                    "fields stand in braces: write `{ … }` in place of `[ … ]`"
                } else {
                    "remove the dashes before the keys"
                };
                (problem.help(help), Some(group))
            }
            (Value::List(nodes), "object") => {
                let names: Vec<String> = nodes.iter().filter_map(text_of).collect();
                (problem.help(self.help_of_object(&names, schema)), None)
            }
            (Value::List(nodes), "string") => {
                let only = match &nodes[..] {
                    [one] => text_of(one),
                    _ => None,
                };
                let problem = match &only {
                    Some(_) => problem.help("remove the dash or the brackets: there is only one"),
                    None => problem.help(format!("write one text, without dashes or brackets{}", example_of(schema))),
                };
                (problem, only.map(Value::Text))
            }
            (Value::Group(pairs), "string") => match &pairs[..] {
                [(key, value)] if value.value == Value::Null => {
                    let text = key.to_string();
                    let what = if self.has_colon(key) { "the colon" } else { "the brackets `{ }` round the text" };
                    (problem.help(format!("remove {what}: write `{text}`")), Some(Value::Text(text)))
                }
                [(_, value)] if text_of(value).is_some() => {
                    let text = text_of(value).unwrap_or_default();
                    (problem.help(format!("write the text alone: `{text}`")), Some(Value::Text(text)))
                }
                _ => (problem.help(format!("write one text, without keys{}", example_of(schema))), None),
            },
            (_, "object") => (problem.help(self.help_of_object(&[], schema)), None),
            (_, kind) => (problem.help(format!("write {}", one_of_kind(kind))), None),
        };
        let place = problem.place;
        let of_entry = matches!((&node.value, &meant), (Value::Group(_), Some(Value::List(_))));
        let Some(value) = meant else {
            self.problems.push(problem);
            return false;
        };
        node.value = value;
        // What was inside may have problems of its own; what is told at this very place is told.
        let told = std::mem::take(&mut self.problems);
        let fits = self.fit(node, schema, field);
        let found = std::mem::replace(&mut self.problems, told);
        let starts_here = |problem: &Diagnostic| problem.place.map(|place| place.at.start) == place.map(|place| place.at.start);
        // Fields without a dash, and without the one that comes first: the line that had both is gone.
        let lacks = found.iter().find(|problem| of_entry && starts_here(problem) && *problem.code == codes::MISSING_FIELD);
        let first = lacks.and_then(|problem| problem.message.rsplit('`').nth(1).map(str::to_string));
        self.problems.push(match first {
            Some(first) => {
                problem.help(format!("an entry of the list starts with a dash: write a line `- {first}: …` above this one"))
            }
            None => problem,
        });
        self.problems.extend(found.into_iter().filter(|problem| !starts_here(problem)));
        fits
    }

    fn problem(&self, node: &Node, schema: &Json, field: &Field) -> Diagnostic {
        let expected = match schema.get("format").and_then(Json::as_str) {
            Some("text" | "inline-markdown") => "a text",
            Some(PartialDate::FORMAT) => "a date such as 2026-03-31",
            Some(Period::FORMAT) => "a period such as `2019 to 2029`",
            Some(format) if name_of(format).is_some() => name_of(format).unwrap_or_default(),
            _ if allows(schema, "object") && schema.get("properties").is_none() => "names with values",
            _ if allows(schema, "object") => "a group of fields",
            _ if allows(schema, "array") => "a list",
            _ if allows(schema, "boolean") => "`true` or `false`",
            _ if allows(schema, "integer") => "a whole number",
            _ => "a text",
        };
        let this = match &node.value {
            Value::Text(text) if text.len() <= 40 => format!("`{text}`"),
            _ => node.kind().to_string(),
        };
        Diagnostic::new(&codes::WRONG_SHAPE, self.place(node.at), format!("{} {expected}, and this is {this}", field.takes()))
    }

    /// `- Our plan: the sequel` in a list of texts reads as a key with a value.
    fn text_with_colon(&mut self, node: &mut Node) -> bool {
        let Value::Group(pairs) = &node.value else { return false };
        let [(key, value)] = &pairs[..] else { return false };
        let is_prose = key.contains(' ') || key.starts_with(|c: char| c.is_uppercase());
        let end = match &value.value {
            Value::Text(_) | Value::Number(_) | Value::Bool(_) => value.at.end,
            Value::Null if self.has_colon(key) => key.at.end + 1,
            _ => return false,
        };
        let at = At { start: key.at.start, end };
        let raw = self.text.get(at.range()).unwrap_or_default().trim_end().to_string();
        if !is_prose || raw.contains('\n') {
            return false;
        }
        if let Some(name) = self.field_in_entry(key) {
            let start = key.at.end as usize - name.len();
            let message = format!("`{name}` {IN_A_TEXT}");
            let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.place(At::new(start, start + name.len())), message);
            self.problems.push(problem.help(OWN_LINE_OR_QUOTES));
            let words = key[..key.len() - name.len()].trim_end_matches([' ', '-']);
            *node = Node {
                at: At { start: key.at.start, end: key.at.start + words.len() as u32 },
                value: Value::Text(words.to_string()),
            };
            self.lossy = true;
            return true;
        }
        let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.place(at), "a text with a colon and a space in it needs quotes");
        self.problems.push(problem.help("put quotes round it").replace(quoted(&raw)));
        *node = Node { at, value: Value::Text(raw) };
        true
    }

    /// `- the lake villages sites:`: the field of a record around, or with a dash of any, that ends the words before a colon.
    fn field_in_entry<'k>(&self, key: &'k Text) -> Option<&'k str> {
        let (before, name) = key.rsplit_once(' ')?;
        let definitions = self.schema.get("$defs").and_then(Json::as_object).into_iter().flatten().map(|(_, record)| record);
        let is_entry = before.ends_with(" -");
        let mut records = self.around.iter().copied().chain(definitions.filter(|_| is_entry));
        let is_field = records.any(|record| record.get("properties").is_some_and(|fields| fields.get(name).is_some()));
        let is_word = leads_on(before) && !name.contains('_');
        // The key's own bytes, without quotes.
        let is_bare = key.at.range().len() == key.len();
        (is_field && !is_word && is_bare).then_some(name)
    }

    /// Whether a colon follows a key: in `{ Sam Lee }` none does.
    fn has_colon(&self, key: &Text) -> bool {
        self.text.get(key.at.end as usize..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    }

    fn has_a_field_of(&self, pairs: &[(Text, Node)], schema: &'a Json) -> bool {
        let fields = self.resolved(&schema["items"]).get("properties");
        fields.is_none_or(|fields| pairs.iter().any(|(key, _)| fields.get(&**key).is_some()))
    }

    pub(super) fn entries_allow(&self, schema: &'a Json, kind: &str) -> bool {
        let items = self.resolved(&schema["items"]);
        let branches = items.get("anyOf").and_then(Json::as_array);
        allows(items, kind) || branches.is_some_and(|branches| branches.iter().any(|branch| allows(self.resolved(branch), kind)))
    }

    /// The `|` or `>` after a key that makes a text of the lines below, and where it stands.
    fn mark_of_block(&self, node: &Node, field: &Field) -> Option<(At, char)> {
        let (_, key) = field.key.as_ref()?;
        let between = self.text.get(key.end as usize..node.at.start as usize)?;
        let (at, mark) = between.lines().next()?.char_indices().find(|(_, c)| matches!(c, '|' | '>'))?;
        let start = key.end as usize + at;
        Some((At::new(start, start + 1), mark))
    }

    /// A lone text is meant as a list of one, or of several between commas.
    fn as_list(&self, problem: Diagnostic, node: &Node, schema: &'a Json) -> (Diagnostic, Option<Value>) {
        let raw = self.text.get(node.at.range()).unwrap_or_default();
        let Some(text) = text_of(node) else { return (problem, None) };
        if !self.entries_allow(schema, "string") {
            let help = "write an entry on a line below, with a dash before its first field, such as `- id: …`";
            let below = self.resolved(&schema["items"]).get("properties").and_then(Json::as_object);
            let help = below.and_then(|fields| fields.keys().next()).map_or(help.to_string(), |first| help.replace("id", first));
            return (problem.help(help), None);
        }
        // Word's bullets, or round brackets, in place of what makes a list.
        let bullets = "•·▪◦●‣○*";
        if raw.contains('\n') && raw.lines().all(|line| line.trim_start().starts_with(|first| bullets.contains(first))) {
            let mark: String = raw.chars().take(1).collect();
            let words = |line: &str| line.trim_start().trim_start_matches(|c: char| bullets.contains(c)).trim().to_string();
            let list = raw.lines().map(|line| Node { at: node.at, value: Value::Text(words(line)) }).collect();
            return (problem.help(format!("put a hyphen and a space, `- `, in place of each `{mark}`")), Some(Value::List(list)));
        }
        let round = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
        let is_round = round.is_some();
        let text = round.unwrap_or(&text).trim_matches(['[', ']']).to_string();
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let short = parts.iter().all(|part| !part.contains(' '));
        let entries = if short || !text.contains(['.', '\n']) { parts } else { vec![text.as_str()] };
        let list = entries.iter().map(|entry| Node { at: node.at, value: Value::Text(entry.to_string()) }).collect();
        let problem = match short && !raw.contains('\n') {
            true if is_round => {
                let problem = problem.help("put square brackets in place of the round ones");
                problem.replace(format!("[{}]", entries.join(", ")))
            }
            true => problem.help("put square brackets round it").replace(format!("[{}]", entries.join(", "))),
            false => problem.help("write each entry on a line of its own below, after a dash: `- …`"),
        };
        (problem, Some(Value::List(list)))
    }

    /// A lone text is meant as the field of a record that comes first.
    fn as_group(&mut self, problem: Diagnostic, raw: &str, schema: &'a Json) -> (Diagnostic, Option<Value>) {
        let Some(fields) = schema.get("properties").and_then(Json::as_object) else {
            let names: Vec<String> = raw.split([',', ';', '\n']).map(|name| name.trim().to_string()).collect();
            return (problem.help(self.help_of_object(&names, schema)), None);
        };
        let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let takes_text = |name: &str| fields.get(name).is_some_and(|field| self.takes_text(field));
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if required.contains(&"id") || required.is_empty() && fields.contains_key("id") {
            pairs.extend(Id::meant(raw).map(|id| ("id", id)));
        }
        let words: &[&str] = match raw.contains('/') {
            true => &["address", "title", "value", "name", "term", "text"],
            false => &["title", "value", "name", "term", "text"],
        };
        let named = words.iter().copied().find(|name| takes_text(name) && (required.contains(name) || fields.contains_key(*name)));
        // `7.5 by 2030-03`: a figure with its date.
        let dated = [(" by ", "by"), (" in ", "date")].into_iter().find_map(|(word, field)| {
            let (value, date) = raw.split_once(word)?;
            let is_both = fields.contains_key("value") && fields.contains_key(field) && PartialDate::parse(date.trim()).is_ok();
            is_both.then(|| [("value", value.trim().to_string()), (field, date.trim().to_string())])
        });
        if let Some(dated) = dated {
            pairs.extend(dated);
        } else if let Some(name) = named.or_else(|| required.iter().copied().find(|name| takes_text(name))) {
            pairs.push((name, raw.to_string()));
        }
        // Whatever id it is given, it may have had another.
        self.lossy |= pairs.iter().any(|(name, _)| *name == "id");
        let all_there = required.iter().all(|name| pairs.iter().any(|(known, _)| known == name));
        if pairs.is_empty() || !all_there || raw.contains('\n') {
            return (problem.help(help_of_group(schema)), None);
        }
        let plain = |text: &str| match text.contains([',', ':', '#', '{', '}', '[', ']', '"', '%', '\'', '&', '*', '@', '`', '!']) {
            true => quoted(text),
            false => text.to_string(),
        };
        let written: Vec<String> = pairs.iter().map(|(name, text)| format!("{name}: {}", plain(text))).collect();
        let start = At::new(0, 0);
        let place = problem.place.map_or(start, |place| place.at);
        let node = |text: &String| Node { at: place, value: Value::Text(text.clone()) };
        let group = pairs.iter().map(|(name, text)| (Text::from_text_at(name, place), node(text)));
        let group = Value::Group(group.collect());
        let names: Vec<String> = written
            .iter()
            .zip(&pairs)
            .map(|(field, (name, _))| if field.len() > 60 { format!("`{name}: …`") } else { format!("`{field}`") })
            .collect();
        (
            problem
                .help(format!("write it with the names of its fields: {}", names.join(", ")))
                .replace(format!("{{ {} }}", written.join(", ")))
                .sure(false),
            Some(group),
        )
    }

    /// What to write where a group belongs. Where values belong to names, that is the very line: with the names or the value that
    /// stand there, or else with those of the field's example.
    fn help_of_object(&self, written: &[String], schema: &'a Json) -> String {
        if schema.get("properties").is_some() {
            return help_of_group(schema);
        }
        let others = self.resolved(&schema["additionalProperties"]);
        let known = words(others);
        let is_value = |word: &str| known.contains(&word) || allows(others, "integer") && word.parse::<u32>().is_ok();
        let is_name = |word: &str| !is_value(word) && !word.is_empty() && word.len() <= 40 && !word.contains([' ', ':']);
        let example = schema["examples"][0].as_object().and_then(|pairs| pairs.iter().next());
        let value = written.iter().find(|word| is_value(word)).cloned().unwrap_or_else(|| match others["required"].as_array() {
            Some(fields) => {
                let fields: Vec<String> = fields.iter().filter_map(Json::as_str).map(|field| format!("{field}: …")).collect();
                format!("{{ {} }}", fields.join(", "))
            }
            None => match known.first() {
                Some(word) => word.to_string(),
                None => example.filter(|_| allows(others, "integer")).map_or("…".to_string(), |(_, value)| value.to_string()),
            },
        });
        let names: Vec<&str> = written.iter().map(String::as_str).filter(|word| is_name(word)).take(2).collect();
        let names = if names.is_empty() { vec![example.map_or("…", |(name, _)| name)] } else { names };
        let lines: Vec<String> = names.iter().map(|name| format!("`{name}: {value}`")).collect();
        format!("write each name with a colon and its value on a line below: {}", lines.join(", "))
    }

    fn takes_text(&self, schema: &'a Json) -> bool {
        let schema = self.resolved(schema);
        let branches = schema.get("anyOf").and_then(Json::as_array);
        allows(schema, "string") || branches.is_some_and(|branches| branches.iter().any(|branch| self.takes_text(branch)))
    }
}

/// The kind of value that a schema is about, whatever else it allows.
fn kind(schema: &Json) -> &'static str {
    ["object", "array", "string", "boolean", "integer", "number"].into_iter().find(|kind| allows(schema, kind)).unwrap_or("string")
}

/// The field of a record that a text starts with, where its colon is missing: `title Cut waits`.
fn half_field<'n>(node: &'n Node, schema: &Json) -> Option<&'n str> {
    let Value::Text(text) = &node.value else { return None };
    let (word, _) = text.split_once(' ')?;
    schema.get("properties")?.get(word)?;
    Some(word)
}

/// `done: Done`, where entries with an id and a title belong: how the first would be written, and all of them.
fn named_entries(pairs: &[(Text, Node)], entry: &Json) -> Option<(String, Vec<Node>)> {
    let must: Vec<&str> = entry["required"].as_array()?.iter().filter_map(Json::as_str).collect();
    let ["id", words] = must[..] else { return None };
    let record = |(key, node): &(Text, Node)| {
        let text = text_of(node).filter(|_| Id::parse(key).is_ok())?;
        let id = Node { at: key.at, value: Value::Text(key.to_string()) };
        let words = Node { at: node.at, value: Value::Text(text) };
        let fields = vec![(Text::from_text_at("id", key.at), id), (Text::from_text_at(must[1], node.at), words)];
        Some(Node { at: At { start: key.at.start, end: node.at.end }, value: Value::Group(fields) })
    };
    let entries: Vec<Node> = pairs.iter().map(record).collect::<Option<_>>()?;
    let (key, node) = pairs.first()?;
    Some((format!("- {{ id: {key}, {words}: {} }}", text_of(node)?), entries))
}

/// How a text of the schema's format looks.
fn example_of(schema: &Json) -> &'static str {
    match schema.get("format").and_then(Json::as_str) {
        Some(Period::FORMAT) => ", such as `2019 to 2029`",
        Some(PartialDate::FORMAT) => ", such as `2026-03-31`",
        _ => "",
    }
}

fn one_of_kind(kind: &str) -> &'static str {
    match kind {
        "boolean" => "`true` or `false`",
        "integer" | "number" => "the number in digits, such as 5",
        "array" => "each entry on a line of its own below, after a dash",
        _ => "one text",
    }
}

pub(super) fn words(schema: &Json) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    let branches = schema.get("oneOf").and_then(Json::as_array).into_iter().flatten();
    listed.chain(branches.filter_map(|branch| branch.get("const").and_then(Json::as_str))).collect()
}

fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(raw) | Value::Number(raw) | Value::Bool(raw) => Some(raw.clone()),
        _ => None,
    }
}

/// The fields that come first are the ones that most people want.
fn help_of_group(schema: &Json) -> String {
    let fields = schema.get("properties").and_then(Json::as_object);
    let lines: Vec<String> = fields.into_iter().flatten().take(4).map(|(field, _)| format!("`{field}: …`")).collect();
    format!("write fields below it, such as {}", lines.join(", "))
}
