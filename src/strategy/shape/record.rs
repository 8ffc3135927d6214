//! Groups of fields: what they lack, what they have twice, and what no field is.

use serde_json::Value as Json;

use super::keys::{has_levels, holds_items};
use super::{Checker, Field, LACKING, MORE_KEYS, allows};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::scalars::{Id, Written};
use crate::strategy::tree::{Node, Value};

impl<'a> Checker<'a> {
    /// Holds a group of fields against its schema. `false`: it lacks what nothing can stand in for.
    pub(super) fn group(&mut self, node: &mut Node, schema: &'a Json, field: &Field) -> bool {
        let at = node.at;
        let Value::Group(pairs) = &mut node.value else { return false };
        let mut pairs = std::mem::take(pairs);
        self.gather_into_previous(&mut pairs, schema);
        self.gather_below(&mut pairs, schema);
        self.lift_out(&mut pairs, schema);
        let count = pairs.len();
        let mut pairs = self.once(pairs);
        // The second of a key that stands twice may be another one, mistyped.
        let repeated = pairs.len() < count;
        let joined = self.join_at_commas(&mut pairs, schema, at);
        let first = pairs.first().map_or(at, |(key, _)| key.at);
        let fields = schema.get("properties").and_then(Json::as_object);
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        self.turn_round(&mut pairs, schema);
        let mut kept: Vec<(Text, Node)> = Vec::with_capacity(pairs.len());
        // Fields that are there and cannot be used, whose absence is no mistake of its own.
        let mut spoilt: Vec<String> = Vec::new();
        let mut bare_told = false;
        let mut glued_told = false;
        let mut strange = joined || repeated;
        let mut strangers: Vec<Diagnostic> = Vec::new();
        self.around.push(schema);
        for at in 0..pairs.len() {
            let (mut key, mut value) = pairs[at].clone();
            if self.belongs_around(&key, &value, schema) {
                spoilt.push(key.to_string());
                continue;
            }
            let value_schema = match fields.and_then(|fields| fields.get(&*key)) {
                Some(schema) => Some(schema),
                None => others.filter(|_| !has_levels(schema) || self.declared.iter().any(|level| **level == *key)),
            };
            let value_schema = value_schema.or_else(|| {
                self.around.pop();
                let told = self.unknown(&key, &value, schema, &pairs);
                self.around.push(schema);
                // Of several keys without the space after their colon, the first says it.
                let is_glued = told.meant.is_some() && key.contains(':') && value.value == Value::Null;
                match told.meant {
                    Some(_) if is_glued && std::mem::replace(&mut glued_told, true) => {}
                    Some(_) => self.problems.push(told.problem),
                    None => strangers.push(told.problem),
                }
                let meant = told.meant.filter(|meant| !kept.iter().any(|(key, _)| **key == **meant));
                match meant {
                    Some(meant) => {
                        if let Some((_, rest)) = key.split_once(':').filter(|_| value.value == Value::Null) {
                            value.value = Value::Text(rest.to_string());
                        }
                        // What closes the HTML before the name is told with it.
                        if let Value::Text(text) = &mut value.value
                            && key.starts_with('<')
                        {
                            text.truncate(text.rfind("</").unwrap_or(text.len()));
                        }
                        key = Text::from_text_at(&meant, key.at);
                        fields.and_then(|fields| fields.get(&meant)).or(others)
                    }
                    // Items below a level that is not declared are still items, and others may refer to them.
                    None if has_levels(schema) && holds_items(&value) => {
                        self.lossy = true;
                        others.filter(|others| self.reads_as(&value, others, &key))
                    }
                    None => {
                        strange = true;
                        None
                    }
                }
            });
            // Of several keys without their values, the first says it.
            let is_bare = value.value == Value::Null && fields.is_none();
            if is_bare && std::mem::replace(&mut bare_told, true) {
                spoilt.push(key.to_string());
                continue;
            }
            let is_renamed = key.at == pairs[at].0.at && *key != *pairs[at].0;
            let told = std::mem::take(&mut self.problems);
            let fits = value_schema.is_some_and(|schema| self.fit(&mut value, schema, &Field::named(&key)));
            let found = std::mem::replace(&mut self.problems, told);
            // Of a key that is only guessed, that its whole value does not fit is no second mistake.
            let value_at = self.place(pairs[at].1.at);
            let whole_value = |problem: &Diagnostic| is_renamed && problem.place == Some(value_at);
            self.problems.extend(found.into_iter().filter(|problem| !whole_value(problem)));
            match value_schema {
                Some(_) if fits => kept.push((key, value)),
                _ => {
                    // A list that is left empty may have had records.
                    self.lossy |= names_records(&value)
                        || value.value == Value::Null && value_schema.is_some_and(|schema| allows(schema, "array"));
                    spoilt.push(key.to_string());
                }
            }
        }
        self.around.pop();
        // Many keys that are no fields here stand in the wrong place together.
        if strangers.len() > 1 {
            let more = strangers.len() - 1;
            strangers.truncate(1);
            strangers[0].message += &format!(", nor for {more} more {MORE_KEYS}");
        }
        self.problems.extend(strangers);
        let whole = self.complete(&mut kept, &spoilt, strange, schema, first, field);
        node.value = Value::Group(kept);
        whole
    }

    /// Reports the fields that a record must have and lacks, and puts something in their place so that it can be read.
    fn complete(
        &mut self,
        pairs: &mut Vec<(Text, Node)>,
        spoilt: &[String],
        strange: bool,
        schema: &'a Json,
        first: At,
        field: &Field,
    ) -> bool {
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        let missing: Vec<&str> = required.filter(|name| !pairs.iter().any(|(key, _)| **key == **name)).collect();
        let mut whole = true;
        let id = pairs.iter().find(|(key, _)| &**key == "id").map(|(_, id)| id.value.clone());
        for name in missing {
            // A key that no field has may be the one that is missing.
            if !strange && !spoilt.iter().any(|spoilt| spoilt == name) {
                let whose = match (&id, &field.key) {
                    (Some(Value::Text(id)), _) => format!("`{id}`"),
                    (_, Some((key, _))) if field.each => format!("this entry of `{key}`"),
                    (_, Some((key, _))) => format!("`{key}`"),
                    _ => "the file".to_string(),
                };
                let problem = Diagnostic::new(&codes::MISSING_FIELD, self.place(first), format!("{whose} has no `{name}`"));
                self.problems.push(problem.help(format!("add a line `{name}: …` here")));
            }
            match self.stand_in(&schema["properties"][name]) {
                Some(value) => pairs.push((Text::from_text_at(name, first), Node { at: first, value })),
                None => whole = false,
            }
        }
        whole
    }

    /// What can stand for a value that is missing, so that the record can be read.
    fn stand_in(&mut self, schema: &'a Json) -> Option<Value> {
        let schema = self.resolved(schema);
        match schema.get("format").and_then(Json::as_str) {
            Some(Id::FORMAT) => {
                self.unnamed += 1;
                self.lossy = true;
                Some(Value::Text(format!("unnamed-{}", self.unnamed)))
            }
            Some("text" | "inline-markdown" | "amount") => Some(Value::Text(LACKING.to_string())),
            None if allows(schema, "array") => Some(Value::List(Vec::new())),
            _ => None,
        }
    }
}

/// Whether a value has records with ids in it, which others may refer to.
fn names_records(node: &Node) -> bool {
    match &node.value {
        Value::Group(pairs) => pairs.iter().any(|(key, value)| &**key == "id" || names_records(value)),
        Value::List(nodes) => nodes.iter().any(names_records),
        _ => false,
    }
}
