//! Lists and groups in brackets.

use super::lines::{is_break, is_space};
use super::texts::{is_bracket, join, trimmed};
use super::{Reader, just, words};
use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

impl Reader<'_> {
    /// The list or group that opens here; its further lines stand right of the column `parent`, but for a bracket that closes.
    /// Here is then behind that.
    pub fn brackets(&mut self, parent: isize) -> Option<Node> {
        let at = At::new(self.pos, self.pos + 1);
        let is_list = self.byte() == Some(b'[');
        self.pos += 1;
        let value = self.deeper(|this| if is_list { this.flow_list(parent) } else { this.flow_group(parent) })?;
        Some(Node { at, value })
    }

    fn flow_list(&mut self, parent: isize) -> Option<Value> {
        let from = self.nodes.len();
        self.gap(parent)?;
        while self.byte() != Some(b']') {
            let node = self.flow_node(parent)?;
            self.nodes.push(node);
            self.comma(b']', parent)?;
        }
        self.pos += 1;
        Some(self.list(from))
    }

    fn flow_group(&mut self, parent: isize) -> Option<Value> {
        let from = self.pairs.len();
        self.gap(parent)?;
        while self.byte() != Some(b'}') {
            let key = self.flow_key(parent)?;
            let colon = self.pos - 1;
            self.gap(parent)?;
            let value = match self.byte()? {
                b',' | b'}' => Node { at: just(colon), value: Value::Null },
                _ => self.flow_node(parent)?,
            };
            self.pairs.push((key, value));
            self.comma(b'}', parent)?;
        }
        self.pos += 1;
        self.group(from)
    }

    /// A key and its colon, on one line.
    fn flow_key(&mut self, parent: isize) -> Option<Text> {
        let (start, line) = (self.pos, self.line);
        let is_quoted = matches!(self.byte()?, b'"' | b'\'');
        let key = if is_quoted {
            let text = self.quoted(parent)?;
            Text::from_text_at(&text, At::new(start, self.pos))
        } else {
            self.starts_bare(true)?;
            let end = self.flow_words();
            let text = self.text_at(start, end)?;
            (!words::is_odd_key(text)).then(|| Text::from_text_at(text, At::new(start, end)))?
        };
        // As in JSON, a value may stand close to a key in quotes.
        let is_key = self.byte() == Some(b':') && (is_quoted || is_space(self.byte_at(self.pos + 1))) && self.line == line;
        self.is_short(start).filter(|_| is_key)?;
        self.pos += 1;
        Some(key)
    }

    /// A value in brackets.
    fn flow_node(&mut self, parent: isize) -> Option<Node> {
        let start = self.pos;
        match self.byte()? {
            b'[' | b'{' => self.brackets(parent),
            b'"' | b'\'' => {
                let text = self.quoted(parent)?;
                Some(Node { at: At::new(start, self.pos), value: Value::Text(text) })
            }
            _ => self.flow_text(parent),
        }
    }

    /// A text without quotes, on one or more lines.
    fn flow_text(&mut self, parent: isize) -> Option<Node> {
        let start = self.pos;
        self.starts_bare(true)?;
        let mut end = self.flow_words();
        let text = self.text_at(start, end)?;
        let mut lines: Option<String> = None;
        while is_break(self.byte()) {
            let breaks = self.breaks()?;
            if matches!(self.byte(), None | Some(b'#' | b']' | b'}' | b',')) {
                break;
            }
            self.goes_on(parent).then_some(())?;
            let lines = lines.get_or_insert_with(|| text.to_string());
            join(lines, breaks);
            let from = self.pos;
            end = self.flow_words();
            lines.push_str(self.text_at(from, end)?);
        }
        let value = words::scalar(lines.as_deref().unwrap_or(text))?;
        Some(Node { at: At::new(start, end), value })
    }

    /// Goes over the rest of a text in this line, and says where it ends. Here is then what ends it.
    fn flow_words(&mut self) -> usize {
        let start = self.pos;
        while let Some(byte) = self.byte() {
            let next = self.byte_at(self.pos + 1);
            let ends = match byte {
                b',' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r' | b'\t' => true,
                b':' => is_space(next) || is_bracket(next),
                b'#' => self.pos > start && self.bytes[self.pos - 1] == b' ',
                _ => false,
            };
            if ends {
                break;
            }
            self.pos += 1;
        }
        start + trimmed(&self.bytes[start..self.pos])
    }

    /// Goes over what parts two entries, or what stands before the bracket that closes.
    fn comma(&mut self, close: u8, parent: isize) -> Option<()> {
        self.gap(parent)?;
        match self.byte()? {
            b',' => {
                self.pos += 1;
                self.gap(parent)
            }
            byte => (byte == close).then_some(()),
        }
    }

    /// Goes over spaces, breaks and comments; the next mark stands right of the column `parent`, or closes.
    fn gap(&mut self, parent: isize) -> Option<()> {
        self.skip_spaces();
        if !is_break(self.byte()) && self.byte() != Some(b'#') {
            return Some(());
        }
        self.next_line()?;
        (self.column > parent || matches!(self.byte(), Some(b']' | b'}'))).then_some(())
    }
}
