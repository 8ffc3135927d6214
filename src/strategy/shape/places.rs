//! What stands in the wrong place in a group or a list: keys that stand twice, lines without their indent, texts that a
//! comma divides, entries that run together.

use serde_json::Value as Json;

use super::keys::{has_levels, holds_items, repeated};
use super::{Checker, Field, allows};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::At;
use crate::strategy::levels::USUAL_LEVELS;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml::{quoted, spaces};

impl<'a> Checker<'a> {
    /// Keys that follow a field without a value, and fit below it, lack their indent: puts them where they belong.
    pub(super) fn gather_below(&mut self, pairs: &mut Vec<(Text, Node)>, schema: &'a Json) {
        let Some(fields) = schema.get("properties").and_then(Json::as_object) else { return };
        for at in 0..pairs.len() {
            let Some((above, _)) = pairs.get(at).filter(|(_, node)| node.value == Value::Null) else { continue };
            let Some(below) = fields.get(&**above).and_then(|schema| self.group_of(schema)) else { continue };
            let fits = |key: &str| match below.get("properties").and_then(Json::as_object) {
                Some(fields) => fields.contains_key(key),
                None => true,
            };
            let mut count = 0;
            for (key, value) in &pairs[at + 1..] {
                let own = fields.get(&**key).or_else(|| {
                    let declared = is_level(key) || self.declared.iter().any(|level| *level == **key);
                    schema.get("additionalProperties").filter(|_| has_levels(schema) && declared)
                });
                let takes = below.get("properties").map_or(below.get("additionalProperties"), |fields| fields.get(&**key));
                let is_named = below.get("properties").is_some();
                let can_move = value.value != Value::Null && (is_named || !holds_items(value));
                let Some(takes) = takes.filter(|_| fits(key) && can_move) else { break };
                // The second of a key has no place here.
                let is_again = pairs.iter().any(|(other, _)| **other == **key && other.at != key.at) && **above != **key;
                let belongs_here =
                    !is_again && own.is_some_and(|own| self.would_fit(value, own, key) || !self.would_fit(value, takes, key));
                if belongs_here {
                    break;
                }
                count += 1;
            }
            if count == 0 {
                continue;
            }
            let strays: Vec<(Text, Node)> = pairs.drain(at + 1..at + 1 + count).collect();
            let (above, node) = &mut pairs[at];
            let first = &strays[0].0;
            let problem = format!("`{first}` stands beside `{above}`, and not below it");
            let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, self.source.at(first.at), problem);
            self.problems.push(problem.help("indent it by two more spaces, and what belongs to it too"));
            *node = Node { at: first.at, value: Value::Group(strays) };
        }
    }

    /// Words that stand beside an entry of records, and belong to the list of words that it ends with: puts them there.
    pub(super) fn gather_words(&mut self, nodes: &mut Vec<Node>, items: &'a Json) {
        let Some(fields) = items.get("properties").and_then(Json::as_object) else { return };
        for at in 0..nodes.len() {
            let words = |node: &&Node| matches!(node.value, Value::Text(_) | Value::Number(_));
            let count = nodes.get(at + 1..).unwrap_or_default().iter().take_while(words).count();
            let Some(Value::Group(pairs)) = nodes.get(at).map(|node| &node.value).filter(|_| count > 0) else { continue };
            let takes = |key: &str| fields.get(key).is_some_and(|field| self.entries_allow(self.resolved(field), "string"));
            let Some((key, _)) = pairs.last().filter(|(key, value)| value.value == Value::Null && takes(key)) else { continue };
            let key = key.to_string();
            let below: Vec<Node> = nodes.drain(at + 1..at + 1 + count).collect();
            let first = below[0].at;
            let line = self.text[..first.start as usize].rfind('\n').map_or(0, |end| end + 1);
            let dash = self.text[line..first.start as usize].find('-').map_or(first.start as usize, |dash| line + dash);
            let place = self.source.at(At { start: dash as u32, end: first.end });
            let message = format!("this entry stands beside the one that has `{key}`, and not below `{key}:`");
            let problem = Diagnostic::new(&codes::WRONG_SHAPE, place, message);
            self.problems.push(problem.help("indent it further than that key, and the entries that belong to it too"));
            if let Value::Group(pairs) = &mut nodes[at].value
                && let Some((_, value)) = pairs.last_mut()
            {
                *value = Node { at: first, value: Value::List(below) };
            }
        }
    }

    /// A level, or another list of records, that stands among names with values: it belongs beside their key.
    pub(super) fn lift_out(&mut self, pairs: &mut Vec<(Text, Node)>, schema: &'a Json) {
        let Some(fields) = schema.get("properties").and_then(Json::as_object) else { return };
        for at in 0..pairs.len() {
            let (above, node) = &mut pairs[at];
            let holds = fields.get(&**above).map(|field| self.resolved(field));
            let Value::Group(inner) = &mut node.value else { continue };
            if holds.is_none_or(|holds| holds.get("properties").is_some() || !allows(holds, "object")) {
                continue;
            }
            let is_level = |key: &str| has_levels(schema) && (is_level(key) || self.declared.iter().any(|level| level == key));
            let is_lost = |(key, value): &(Text, Node)| holds_items(value) && (is_level(key) || fields.contains_key(&**key));
            let Some(first) = inner.iter().position(is_lost) else { continue };
            let lost = inner.split_off(first);
            let key = &lost[0].0;
            let message = format!("`{key}` is indented further than where it belongs");
            let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.source.at(key.at), message);
            self.problems.push(problem.help(format!("give it {}", spaces(self.column(above.at)))));
            pairs.splice(at + 1..at + 1, lost);
        }
    }

    /// `{ main: integrated-care }`, where `{ integrated-care: main }` is meant: keys and values that stand in each other's place.
    pub(super) fn turn_round(&mut self, pairs: &mut [(Text, Node)], schema: &'a Json) {
        let Some(others) = schema.get("additionalProperties").filter(|_| schema.get("properties").is_none()) else { return };
        let words = super::misfit::words(self.resolved(others));
        let is_turned = |(key, node): &(Text, Node)| {
            let other = matches!(&node.value, Value::Text(text) if !words.contains(&text.as_str()));
            words.contains(&&**key) && other
        };
        if pairs.is_empty() || !pairs.iter().all(is_turned) {
            return;
        }
        let mut right = Vec::new();
        for (key, node) in pairs.iter_mut() {
            let Value::Text(text) = &node.value else { continue };
            right.push(format!("{text}: {key}"));
            let turned = (Text::from_text_at(text, node.at), Node { at: key.at, value: Value::Text(key.to_string()) });
            (*key, *node) = turned;
        }
        let (first, last) = (pairs[0].1.at, pairs[pairs.len() - 1].0.at);
        let place = self.source.at(At { start: first.start, end: last.end });
        let problem = Diagnostic::new(&codes::WRONG_SHAPE, place, "the names and their values are the wrong way round");
        self.problems.push(problem.help(format!("write `{}`", right.join("`, `"))));
    }

    /// Whether a field takes any words, and not only an id, a date or the like.
    fn takes_words(&self, schema: &'a Json) -> bool {
        let schema = self.resolved(schema);
        match schema.get("anyOf").and_then(Json::as_array) {
            Some(branches) => branches.iter().any(|branch| self.takes_words(branch)),
            None => matches!(schema.get("format").and_then(Json::as_str), Some("text" | "inline-markdown" | "amount")),
        }
    }

    /// The branch of a schema that takes a group of fields.
    pub(super) fn group_of(&self, schema: &'a Json) -> Option<&'a Json> {
        let schema = self.resolved(schema);
        match schema.get("anyOf").and_then(Json::as_array) {
            Some(branches) => branches.iter().find_map(|branch| self.group_of(branch)),
            None => allows(schema, "object").then_some(schema),
        }
    }

    /// Whether a value fits a schema, without a word.
    pub(super) fn would_fit(&mut self, value: &Node, schema: &'a Json, key: &Text) -> bool {
        let told = std::mem::take(&mut self.problems);
        let state = (self.lossy, self.unnamed);
        self.fit(&mut value.clone(), schema, &Field::named(key));
        let fits = self.problems.is_empty();
        (self.lossy, self.unnamed) = state;
        self.problems = told;
        fits
    }

    /// Whether what a value has wrong for a schema is no more than slips.
    pub(super) fn reads_as(&mut self, value: &Node, schema: &'a Json, key: &Text) -> bool {
        let told = std::mem::take(&mut self.problems);
        let state = (self.lossy, self.unnamed);
        self.fit(&mut value.clone(), schema, &Field::named(key));
        let slips_only = self.problems.iter().all(|problem| problem.replace.is_some());
        (self.lossy, self.unnamed) = state;
        self.problems = told;
        slips_only
    }

    /// A key and its value that fit the group before them, and not this one, lack their indent.
    pub(super) fn gather_into_previous(&mut self, pairs: &mut Vec<(Text, Node)>, schema: &'a Json) {
        let fields = schema.get("properties").and_then(Json::as_object);
        // Keys of the author's own, each with a group of fields.
        let others = schema.get("additionalProperties").filter(|others| fields.is_none() && others.is_object());
        if fields.is_none() && others.is_none() {
            return;
        }
        let field = |name: &str| fields.and_then(|fields| fields.get(name));
        let mut at = 1;
        while at < pairs.len() {
            let (key, value) = pairs[at].clone();
            let before = &pairs[at - 1];
            let below = match &before.1.value {
                Value::Group(_) => field(&before.0).or(others).and_then(|schema| self.group_of(schema)),
                _ => None,
            };
            let takes = below.and_then(|below| match below.get("properties") {
                Some(fields) => fields.get(&*key),
                None => below.get("additionalProperties").filter(|_| field(&key).is_none() || has_levels(schema) && is_level(&key)),
            });
            let levels = schema.get("additionalProperties").filter(|_| has_levels(schema));
            let own = field(&key).or(levels).or(others);
            let lacks = before.1.get(&key).is_none();
            if let Some(takes) = takes.filter(|_| lacks)
                && !own.is_some_and(|own| self.would_fit(&value, own, &key))
                && self.would_fit(&value, takes, &key)
            {
                let (above, node) = &mut pairs[at - 1];
                let problem = format!("`{key}` stands beside `{above}`, and not below it");
                let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, self.source.at(key.at), problem);
                self.problems.push(problem.help(format!("indent it by two more spaces, like the other lines below `{above}`")));
                if let Value::Group(inner) = &mut node.value {
                    inner.push((key, value));
                }
                pairs.remove(at);
                continue;
            }
            at += 1;
        }
    }

    /// Reports a field of the record around that stands among keys of the author's own, and makes no sense there.
    pub(super) fn belongs_around(&mut self, key: &Text, value: &Node, schema: &'a Json) -> bool {
        let around = self.around.iter().rev().nth(1).and_then(|record| record.get("properties"));
        let is_level = USUAL_LEVELS.iter().any(|level| *level.key == **key);
        let is_field = !is_level && around.is_some_and(|fields| fields.get(&**key).is_some());
        let Some(others) = schema.get("additionalProperties").filter(|_| is_field && schema.get("properties").is_none()) else {
            return false;
        };
        let fits = self.would_fit(value, others, key);
        if !fits {
            let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, self.source.at(key.at), format!("there is no `{key}` here"));
            self.problems.push(
                problem.help(format!("`{key}` is a field of what is around this: indent it less, like the other fields there")),
            );
        }
        !fits
    }

    /// Reports each key that stands twice. The items of a level that stands twice are all kept.
    pub(super) fn once(&mut self, pairs: Vec<(Text, Node)>) -> Vec<(Text, Node)> {
        let mut kept: Vec<(Text, Node)> = Vec::with_capacity(pairs.len());
        let mut again: Vec<Diagnostic> = Vec::new();
        for (key, value) in pairs {
            let Some((first, known)) = kept.iter_mut().find(|(known, _)| **known == *key) else {
                kept.push((key, value));
                continue;
            };
            again.push(repeated(&key, first, self.source));
            match (&mut known.value, value.value) {
                (Value::List(all), Value::List(more)) => {
                    // What was pasted twice has its entries once.
                    let is_there = |one: &Node| one.get("id").is_some_and(|id| all.iter().any(|other| is_same_id(other, id)));
                    let new: Vec<Node> = more.into_iter().filter(|one| !is_there(one)).collect();
                    all.extend(new);
                }
                // The line of the key stands twice, its value once.
                (Value::Null, meant) => *known = Node { at: value.at, value: meant },
                _ => {}
            }
        }
        // Many of them: something was pasted twice.
        if again.len() > 2 {
            self.lossy = true;
            let more = again.len() - 1;
            again.truncate(1);
            again[0].message += &format!(", and so do {more} more keys");
            again[0].help = Some(
                "if it was pasted twice, remove one of the two; if two entries run together, the line between them is missing"
                    .to_string(),
            );
        }
        self.problems.extend(again);
        kept
    }

    /// In `{ id: x, text: Do this, and that }` a comma divides the text: what follows it has no colon. Puts it together again.
    pub(super) fn join_at_commas(&mut self, pairs: &mut Vec<(Text, Node)>, schema: &'a Json, at: At) -> bool {
        let mut joined = false;
        if !self.text[at.start as usize..].starts_with('{') {
            return false;
        }
        let fields = schema.get("properties").and_then(Json::as_object);
        let is_field = |key: &str| fields.is_some_and(|fields| fields.contains_key(key));
        let mut next = 1;
        while next < pairs.len() {
            let mut last = next;
            let divided = matches!(pairs[next - 1].1.value, Value::Text(_)) && fields.is_some();
            while divided
                && last < pairs.len()
                && pairs[last].1.value == Value::Null
                && !is_field(&pairs[last].0)
                && !pairs[last].0.contains(':')
            {
                last += 1;
            }
            let is_text = fields.and_then(|fields| fields.get(&*pairs[next - 1].0)).is_none_or(|schema| self.takes_words(schema));
            let half = pairs.get(next).filter(|_| last > next).and_then(|(key, _)| key.split_once(' '));
            let half = half.filter(|(name, _)| is_field(name) && !pairs.iter().any(|(key, _)| **key == **name));
            if let Some((name, rest)) = half.map(|(name, rest)| (name.to_string(), rest.to_string())) {
                let key = &pairs[next].0;
                let named = At { start: key.at.start, end: key.at.start + name.len() as u32 };
                let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.place(named), format!("a colon is missing after `{name}`"));
                self.problems.push(problem.help(format!("write `{name}: …`")).replace(format!("{name}:")).sure(false));
                let value = Node { at: At { start: named.end + 1, end: key.at.end }, value: Value::Text(rest) };
                pairs[next] = (Text::from_text_at(&name, named), value);
                joined = true;
                next += 1;
                continue;
            }
            if last > next && !is_text {
                let stray = &pairs[next].0;
                let problem = Diagnostic::new(
                    &codes::YAML_SYNTAX,
                    self.place(stray.at),
                    format!("`{stray}` stands here without the name of its field"),
                );
                self.problems.push(problem.help(format!("write the field's name and a colon before it, such as `title: {stray}`")));
                pairs.drain(next..last);
                joined = true;
                last = next;
            }
            if last > next {
                let (start, end) = (pairs[next - 1].1.at.start, pairs[last - 1].0.at.end);
                let raw = &self.text[start as usize..end as usize];
                // A mark at the end alone is what is left of the quotes.
                let raw = raw.strip_suffix('"').filter(|text| !text.contains('"')).unwrap_or(raw).to_string();
                if !raw.starts_with(['"', '\'']) {
                    // Curly quotes would be shown beside the straight ones.
                    let inner = raw.strip_prefix('“').and_then(|inner| inner.strip_suffix('”'));
                    let raw = inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(&raw).to_string();
                    let name = pairs[next - 1].0.to_string();
                    let problem = Diagnostic::new(
                        &codes::YAML_SYNTAX,
                        self.place(At { start, end }),
                        format!("inside {{ }} a comma ends the text of `{name}`"),
                    );
                    self.problems
                        .push(problem.help(format!("put quotes round the whole text: `{name}: \"…\"`")).replace(quoted(&raw)));
                    pairs[next - 1].1.value = Value::Text(raw);
                    pairs.drain(next..last);
                    joined = true;
                }
            }
            next += 1;
        }
        joined
    }

    /// An entry of a list that has its first key twice is two entries: the dash of the second is missing.
    pub(super) fn divide_entries(&mut self, node: &mut Node, items: &'a Json) {
        let items = self.resolved(items);
        let Value::List(nodes) = &mut node.value else { return };
        if !allows(items, "object") && items.get("anyOf").is_none() && items.get("properties").is_none() {
            return;
        }
        let mut divided: Vec<Node> = Vec::with_capacity(nodes.len());
        let required: Vec<&str> =
            items.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
        // A key that is written twice starts no entry if what it must have does not follow.
        let may_start =
            |pairs: &[(Text, Node)]| pairs.len() > 1 && required.iter().all(|name| pairs.iter().any(|(key, _)| **key == **name));
        let mut cut = false;
        for mut entry in std::mem::take(nodes) {
            if let (Some(last), false) = (divided.last_mut(), cut)
                && self.is_part_of(last, &mut entry, items)
            {
                continue;
            }
            // The line that starts an entry stands twice.
            let is_again = match (divided.last().map(|last| &last.value), &entry.value) {
                (Some(Value::Group(first)), Value::Group(pairs)) => {
                    let same = |a: &(Text, Node), b: &(Text, Node)| *a.0 == *b.0 && a.1.value == b.1.value;
                    !cut && first.len() == 1 && pairs.len() > 1 && same(&first[0], &pairs[0])
                }
                _ => false,
            };
            if let (true, Value::Group(pairs)) = (is_again, &entry.value) {
                let key = &pairs[0].0;
                let problem =
                    Diagnostic::new(&codes::REPEATED_KEY, self.source.at(key.at), "the line that starts this entry stands twice");
                self.problems.push(problem.help("remove one of the two lines"));
                divided.pop();
            }
            let before = divided.len();
            // In braces it is one entry, whatever stands twice in it.
            let in_braces = self.text[entry.at.start as usize..].starts_with('{');
            while let Value::Group(pairs) = &mut entry.value
                && !in_braces
                && let Some(again) = (2..pairs.len()).find(|&at| *pairs[at].0 == *pairs[0].0 && *pairs[1].0 != *pairs[0].0)
                && may_start(&pairs[again..])
            {
                let rest = pairs.split_off(again);
                let (key, first) = (&rest[0].0, &pairs[0].0);
                let problem = Diagnostic::new(
                    &codes::REPEATED_KEY,
                    self.source.at(key.at),
                    format!("`{key}` stands twice in the same entry"),
                );
                self.problems.push(
                    problem
                        .help(format!("if a new entry of the list starts here, put a dash before it: `- {key}: …`"))
                        .related(self.source.at(first.at), "the entry starts here"),
                );
                let at = key.at;
                divided.push(std::mem::replace(&mut entry, Node { at, value: Value::Group(rest) }));
            }
            if let Value::Group(pairs) = &mut entry.value {
                // The first line of an entry is lost: its other fields stand twice in the entry above.
                let again: Vec<usize> =
                    (1..pairs.len()).filter(|&at| pairs[..at].iter().any(|(key, _)| **key == *pairs[at].0)).collect();
                let has_id =
                    items.get("required").and_then(Json::as_array).is_some_and(|required| required.iter().any(|name| name == "id"));
                if again.len() >= 2 && has_id {
                    let mut rest = pairs.split_off(again[0]);
                    if let Some(id) = self.id_further_in(pairs, rest[0].0.at) {
                        rest.insert(0, id);
                        let second = Node { at: rest[0].0.at, value: Value::Group(rest) };
                        divided.push(std::mem::replace(&mut entry, second));
                        cut = true;
                        divided.push(entry);
                        continue;
                    }
                    let (key, first) = (&rest[0].0, &pairs[0].0);
                    let message = format!("two entries run together here: `{key}` and {} more stand twice in one", again.len() - 1);
                    let problem = Diagnostic::new(&codes::REPEATED_KEY, self.source.at(key.at), message);
                    self.problems.push(
                        problem
                            .help("put the first line of the second entry above this one, such as `- id: …`")
                            .related(self.source.at(first.at), "the entry starts here"),
                    );
                    self.lossy = true;
                    self.unnamed += 1;
                    let (at, id) = (key.at, Value::Text(format!("unnamed-{}", self.unnamed)));
                    rest.insert(0, (Text::from_text_at("id", at), Node { at, value: id }));
                    let second = Node { at, value: Value::Group(rest) };
                    divided.push(std::mem::replace(&mut entry, second));
                }
            }
            cut = divided.len() > before;
            divided.push(entry);
        }
        *nodes = divided;
    }

    /// How many bytes stand before a place on its line.
    fn column(&self, at: At) -> usize {
        let start = at.start as usize;
        start - self.text[..start].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The line `- id: …` above fields that stand twice, where it is so far in that it ends a list of the entry above.
    fn id_further_in(&mut self, pairs: &mut [(Text, Node)], below: At) -> Option<(Text, Node)> {
        let Value::List(entries) = &mut pairs.last_mut()?.1.value else { return None };
        let Value::Group(fields) = &entries.last()?.value else { return None };
        let [(key, _)] = &fields[..] else { return None };
        if **key != *"id" {
            return None;
        }
        let column = self.column(below).checked_sub(2)?;
        let Some(Node { value: Value::Group(mut fields), .. }) = entries.pop() else { return None };
        let id = fields.pop()?;
        let message = "the dash before `id` is indented further than what stands beside it";
        let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.source.at(id.0.at), message);
        self.problems.push(problem.help(format!("put {} before the dash", spaces(column))));
        Some(id)
    }

    /// An entry that lacks what it must have, and has nothing that the one above has: its dash is one too many, and its fields go to
    /// that one.
    fn is_part_of(&mut self, above: &mut Node, entry: &mut Node, items: &'a Json) -> bool {
        let in_braces = self.text[entry.at.start as usize..].starts_with('{');
        let (Value::Group(fields), Value::Group(pairs)) = (&mut above.value, &mut entry.value) else { return false };
        let has = |pairs: &[(Text, Node)], name: &str| pairs.iter().any(|(key, _)| **key == *name);
        let required: Vec<&str> =
            items.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
        let lacks: Vec<&str> = required.iter().copied().filter(|name| !has(pairs, name)).collect();
        let Some((first, _)) = pairs.first().filter(|_| !lacks.is_empty() && !in_braces) else { return false };
        let is_whole = required.iter().all(|name| has(fields, name) || has(pairs, name));
        let is_other = pairs.iter().all(|(key, _)| items["properties"].get(&**key).is_some() && !has(fields, key));
        let is_none = lacks.len() == required.len() || required.iter().any(|name| !has(fields, name));
        let line = self.text[..first.at.start as usize].rfind('\n').map_or(0, |end| end + 1);
        let dash = self.text[line..first.at.start as usize].find('-').map(|dash| line + dash);
        let Some(dash) = dash.filter(|_| is_whole && is_other && is_none) else { return false };
        let lacks = lacks.iter().map(|name| format!("no `{name}`")).collect::<Vec<_>>().join(" and ");
        let place = self.source.at(At::new(dash, dash + 1));
        let message = format!("the dash before `{first}` starts an entry that has {lacks}");
        let problem = Diagnostic::new(&codes::MISSING_FIELD, place, message);
        self.problems.push(
            problem.help(
                "if the line belongs to the entry above it, put a space in place of the dash; if not, add what the entry lacks",
            ),
        );
        fields.append(pairs);
        true
    }
}

fn is_level(key: &str) -> bool {
    USUAL_LEVELS.iter().any(|level| level.key == key)
}

/// Whether a record has that id.
fn is_same_id(record: &Node, id: &Node) -> bool {
    record.get("id").is_some_and(|own| own.value == id.value)
}
