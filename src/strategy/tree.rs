//! A file as a bare tree of keys and values, with their places: what is left when it cannot be decoded.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::located::Text;
use super::yaml;
use crate::source::At;

/// A node of the tree. `at` covers the node's own text; of a list or a group, its start.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub at: At,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    /// As written.
    Bool(String),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Group(Vec<(Text, Node)>),
}

impl Node {
    /// The value of a key, if the node is a group that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Group(pairs) => pairs.iter().find(|(name, _)| &**name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Puts the node and all below it in their place: `text` is what it was read from, `place` where that is in the file.
    pub fn settle(&mut self, text: &str, place: &impl Fn(At) -> At) {
        match &mut self.value {
            Value::Bool(raw) | Value::Number(raw) => *raw = text.get(self.at.range()).unwrap_or_default().to_string(),
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.settle(text, place)),
            Value::Group(pairs) => {
                for (key, node) in pairs {
                    key.at = place(key.at);
                    node.settle(text, place);
                }
            }
            Value::Null | Value::Text(_) => {}
        }
        self.at = place(self.at);
    }

    /// How many keys there are in it, at any depth.
    pub fn count_keys(&self) -> usize {
        match &self.value {
            Value::Group(pairs) => pairs.iter().map(|(_, node)| 1 + node.count_keys()).sum(),
            Value::List(nodes) => nodes.iter().map(Node::count_keys).sum(),
            _ => 0,
        }
    }

    /// How many groups in it have that key, at any depth.
    pub fn count_of(&self, name: &str) -> usize {
        match &self.value {
            Value::Group(pairs) => pairs.iter().map(|(key, node)| usize::from(**key == *name) + node.count_of(name)).sum(),
            Value::List(nodes) => nodes.iter().map(|node| node.count_of(name)).sum(),
            _ => 0,
        }
    }

    /// Whether it is what a file holds: fields, or nothing yet.
    pub fn is_group(&self) -> bool {
        matches!(self.value, Value::Group(_) | Value::Null)
    }

    /// The kind of value in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Group(_) => "a group of fields",
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        yaml::spanned(deserializer).map(|(value, at)| Node { at, value })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        struct ValueVisitor;
        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<Value, E> {
                Ok(Value::Bool(String::new()))
            }
            fn visit_i64<E: de::Error>(self, _: i64) -> Result<Value, E> {
                Ok(Value::Number(String::new()))
            }
            fn visit_u64<E: de::Error>(self, _: u64) -> Result<Value, E> {
                Ok(Value::Number(String::new()))
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Number(String::new()))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_string()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Value, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Value::List)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((Key(key), node)) = map.next_entry()? {
                    pairs.push((key, node));
                }
                Ok(Value::Group(pairs))
            }
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// The key of a value, with its place.
struct Key(Text);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        yaml::spanned::<String, D>(deserializer).map(|(key, at)| Key(Text::from_text_at(&key, at)))
    }
}
