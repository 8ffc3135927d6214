//! A tree as YAML again, with a table of where each of its values was in the file.

use crate::source::At;
use crate::strategy::tree::{Node, Value};

/// The text, and where its keys and values start, in order, with their places in the file.
pub struct Emitted {
    pub text: String,
    pub places: Vec<(u32, At)>,
}

/// Writes a tree so that it can be decoded.
pub fn emit(tree: &Node) -> Emitted {
    let mut emitted = Emitted { text: String::new(), places: Vec::new() };
    emitted.node(tree);
    emitted
}

impl Emitted {
    fn node(&mut self, node: &Node) {
        self.mark(node.at);
        match &node.value {
            Value::Null => self.text += "null",
            Value::Bool(raw) | Value::Number(raw) => self.text += raw,
            Value::Text(text) => self.quoted(text),
            Value::List(nodes) => {
                self.text += "[";
                for (count, node) in nodes.iter().enumerate() {
                    self.text += if count == 0 { "" } else { ", " };
                    self.node(node);
                }
                self.text += "]";
            }
            Value::Group(pairs) => {
                self.text += "{";
                for (count, (key, node)) in pairs.iter().enumerate() {
                    self.text += if count == 0 { "" } else { ", " };
                    self.mark(key.at);
                    self.quoted(key);
                    self.text += ": ";
                    self.node(node);
                }
                self.text += "}";
            }
        }
    }

    fn mark(&mut self, at: At) {
        self.places.push((self.text.len() as u32, at));
    }

    /// A JSON string is a YAML text in double quotes.
    fn quoted(&mut self, text: &str) {
        self.text += &serde_json::to_string(text).expect("text is always printable");
    }
}
