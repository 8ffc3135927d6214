//! Usual YAML as a tree: the fast way.
//!
//! In: a text. Out: the tree of it, with places, or nothing.
//!
//! It reads what nearly every file is made of: groups and lists in blocks and in brackets, texts with and without quotes, on one line
//! and on several, comments. It gives up on the rest: on mistakes, and on what is rare (anchors, tags, several documents, tabs before
//! a text, odd numbers). That is read the slow way. Whenever there is doubt, giving up is right: it costs a moment, where a wrong
//! tree would be a lie.
//!
//! Always true: where this gives a tree, the slow way gives the same.

mod blocks;
mod brackets;
mod lines;
mod long;
mod quotes;
#[cfg(test)]
mod tests;
mod texts;
mod words;

use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// Deeper than any strategy, and shallow enough for any stack.
const DEEPEST: usize = 60;

/// So many bytes from the start of a key to its colon are a key anywhere; YAML has a limit.
const LONGEST_KEY: usize = 1000;

/// The tree of a text; none if it has to be read the slow way.
pub fn tree(text: &str) -> Option<Node> {
    if !lines::is_usual(text) {
        return None;
    }
    let bytes = text.as_bytes();
    let has_tabs = memchr::memchr(b'\t', bytes).is_some();
    let mut reader = Reader { text, bytes, pos: 0, line: 0, column: 0, depth: 0, has_tabs, pairs: Vec::new(), nodes: Vec::new() };
    reader.start()?;
    let tree = reader.root()?;
    (reader.column == lines::END).then_some(tree)
}

/// A place in a text, and what has been read of the groups and lists around it.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The byte that is read next.
    pos: usize,
    /// Where its line starts.
    line: usize,
    /// Of the line with content that was gone to last.
    column: isize,
    depth: usize,
    has_tabs: bool,
    /// The pairs of the groups that are being read, and the nodes of the lists: each takes its own off the end when it is whole, so
    /// that it allocates once.
    pairs: Vec<(Text, Node)>,
    nodes: Vec<Node>,
}

/// What stands at the start of a line or an entry.
enum Piece {
    /// A key; its colon has been read.
    Key(Text),
    /// A value; what follows has been gone to.
    Value(Node),
}

impl<'a> Reader<'a> {
    /// Goes to the first line with content, over the mark that a document may start with.
    fn start(&mut self) -> Option<()> {
        if self.content().is_some() {
            return Some(());
        }
        if self.column != 0 || !self.bytes[self.pos..].starts_with(b"---") {
            return None;
        }
        self.pos += 3;
        self.next_line()
    }

    /// Reads a list or a group, and what it is in: none if that is too deep.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let read = read(self)?;
        self.depth -= 1;
        Some(read)
    }

    /// The group of all pairs from a number on; none if a key stands there twice.
    fn group(&mut self, from: usize) -> Option<Value> {
        let pairs = self.pairs.split_off(from);
        (!has_twice(&pairs)).then_some(Value::Group(pairs))
    }

    fn list(&mut self, from: usize) -> Value {
        Value::List(self.nodes.split_off(from))
    }

    fn text_at(&self, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(start..end)
    }
}

/// Whether a key stands there twice.
fn has_twice(pairs: &[(Text, Node)]) -> bool {
    // Most groups are small, and small ones are faster looked through than sorted.
    if pairs.len() <= 16 {
        return pairs.iter().enumerate().any(|(at, (key, _))| pairs[..at].iter().any(|(known, _)| known.as_str() == key.as_str()));
    }
    let mut keys: Vec<&str> = pairs.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|two| two[0] == two[1])
}

/// A place without bytes of its own.
fn just(at: usize) -> At {
    At::new(at, at)
}
