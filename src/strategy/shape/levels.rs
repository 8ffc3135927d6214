//! The levels that a file declares, and those of its items.

use serde_json::Value as Json;

use super::keys::{holds_items, words_of};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, nearest};
use crate::source::{At, SourceId};
use crate::strategy::levels::USUAL_LEVELS;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// So many lists or mentions of a level that is not declared speak against the declaration of another.
const MANY: usize = 2;

/// The keys under every `levels` of the file: the strategy's own, and those of its partner plans.
pub(super) fn declared_levels(node: &Node, declared: &mut Vec<String>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(key, value)| match (&**key, &value.value) {
            ("levels", Value::Group(levels)) => declared.extend(levels.iter().map(|(level, _)| level.to_string())),
            // Names alone, which is told: they are declared all the same.
            ("levels", Value::Text(names)) => declared.extend(names.split(',').map(|name| name.trim().to_string())),
            ("levels", Value::List(entries)) => declared.extend(entries.iter().filter_map(|entry| match &entry.value {
                Value::Text(name) => Some(name.clone()),
                Value::Group(pairs) => pairs.first().map(|(key, _)| key.to_string()),
                _ => None,
            })),
            // A level whose line has lost its indent.
            (level, Value::Group(names)) if names.iter().any(|(name, _)| matches!(&**name, "one" | "many")) => {
                declared.push(level.to_string())
            }
            _ => declared_levels(value, declared),
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| declared_levels(node, declared)),
        _ => {}
    }
}

/// The keys with words for one and for many below them, wherever in the text: of a level whose declaration cannot be read.
pub(super) fn worded_levels(text: &str) -> impl Iterator<Item = String> {
    let starts = text.match_indices("one:").chain(text.match_indices("many:"));
    starts.filter_map(|(at, _)| {
        let above = text[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '{').strip_suffix(':')?;
        above.rsplit(|c: char| c.is_whitespace() || c == '{').next().filter(|name| !name.is_empty()).map(str::to_string)
    })
}

/// The word for many of each declared level, written as a key, and its own key.
pub(super) fn shown_levels(node: &Node, shown: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(key, value)| match &value.value {
            Value::Group(levels) if **key == *"levels" => {
                shown.extend(levels.iter().filter_map(|(level, names)| Some((word_for_many(names)?, level.to_string()))));
            }
            _ => shown_levels(value, shown),
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| shown_levels(node, shown)),
        _ => {}
    }
}

fn word_for_many(names: &Node) -> Option<String> {
    match &names.get("many")?.value {
        Value::Text(many) => Some(words_of(many)),
        _ => None,
    }
}

/// Levels that are misspelt where they are declared: nothing is of them, and the items are of one that is written nearly alike.
/// Gives each its name.
pub(super) fn renamed_levels(tree: &mut Node, schema: &Json, source: SourceId) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let mut declared = Vec::new();
    declared_levels(tree, &mut declared);
    let mut used = Vec::new();
    used_levels(tree, &mut used);
    let definitions = schema.get("$defs").and_then(Json::as_object).into_iter().flatten().map(|(_, record)| record);
    let records: Vec<&Json> = std::iter::once(schema).chain(definitions).filter_map(|record| record.get("properties")).collect();
    let is_other = |name: &str| {
        USUAL_LEVELS.iter().any(|level| level.key == name)
            || declared.iter().any(|level| level == name)
            || records.iter().any(|fields| fields.get(name).is_some())
    };
    let strange: Vec<&str> = used.iter().map(|(name, _)| name.as_str()).filter(|name| !is_other(name)).collect();
    if !strange.is_empty() {
        rename(tree, &used, &strange, source, &mut problems);
    }
    problems
}

fn rename(node: &mut Node, used: &[(String, At)], strange: &[&str], source: SourceId, problems: &mut Diagnostics) {
    let pairs = match &mut node.value {
        Value::Group(pairs) => pairs,
        Value::List(nodes) => return nodes.iter_mut().for_each(|node| rename(node, used, strange, source, problems)),
        _ => return,
    };
    for (key, value) in pairs {
        // Partner plans have levels of their own.
        let Value::Group(levels) = &mut value.value else {
            rename(value, used, strange, source, problems);
            continue;
        };
        if **key != *"levels" {
            continue;
        }
        for (level, names) in levels.iter_mut().filter(|(level, _)| !used.iter().any(|(name, _)| **name == **level)) {
            let Some(right) = nearest(level, strange.iter().copied()) else { continue };
            // What readers are told is the word that the key is made of.
            let many = word_for_many(names).unwrap_or_default();
            let count = used.iter().filter(|(name, _)| name == right).count();
            if words_of(level) == many || words_of(right) != many && count < MANY {
                continue;
            }
            let message = format!("no item is of the level `{level}`");
            let problem = Diagnostic::new(&codes::UNUSED_LEVEL, source.at(level.at), message);
            let problem = Diagnostic { severity: Severity::Error, ..problem }.replace(right);
            let first = used.iter().find(|(name, _)| name == right);
            problems
                .extend(first.map(|(_, at)| problem.related(source.at(*at), format!("the items here are of the level `{right}`"))));
            *level = Text::from_text_at(right, level.at);
        }
    }
}

/// Each key of a list of records, and each level that is named where levels are counted or laid out.
fn used_levels(node: &Node, used: &mut Vec<(String, At)>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(key, value)| match (&**key, &value.value) {
            ("levels", _) => {}
            ("declares", Value::Group(counts)) => used.extend(counts.iter().map(|(level, _)| (level.to_string(), level.at))),
            ("level", Value::Text(level)) => used.push((level.clone(), value.at)),
            _ => {
                if holds_items(value) {
                    used.push((key.to_string(), key.at));
                }
                used_levels(value, used);
            }
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| used_levels(node, used)),
        _ => {}
    }
}
