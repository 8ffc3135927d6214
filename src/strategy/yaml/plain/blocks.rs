//! Groups and lists in blocks: what belongs together stands in one column.
//!
//! A line in another column ends the group or list, and is for one of those around it. If it stands in the column of none of them, it
//! is left when the document has been read, and that is a mistake.

use super::lines::{is_break, is_space};
use super::{Piece, Reader, just};
use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

impl Reader<'_> {
    /// The whole document: a list or a group. All else is rare.
    pub fn root(&mut self) -> Option<Node> {
        let (start, column) = (self.pos, self.column);
        if self.at_dash() {
            return self.block_list(column, false);
        }
        match self.piece(column - 1)? {
            Piece::Key(key) => self.block_group(start, column, key),
            Piece::Value(_) => None,
        }
    }

    /// A value on lines of its own, right of the column of what it belongs to.
    fn block(&mut self, parent: isize) -> Option<Node> {
        let (start, column) = (self.pos, self.column);
        if self.at_dash() {
            return self.block_list(column, false);
        }
        match self.piece(parent)? {
            Piece::Key(key) => self.block_group(start, column, key),
            Piece::Value(node) => Some(node),
        }
    }

    /// A group in a column; its first key has been read.
    fn block_group(&mut self, start: usize, column: isize, first: Text) -> Option<Node> {
        self.deeper(|this| {
            let from = this.pairs.len();
            let mut key = first;
            loop {
                let value = this.value_of_key(column)?;
                this.pairs.push((key, value));
                if this.column != column {
                    break;
                }
                key = match this.piece(column)? {
                    Piece::Key(key) => key,
                    Piece::Value(_) => return None,
                };
            }
            Some(Node { at: just(start), value: this.group(from)? })
        })
    }

    /// What stands behind a colon, or below it.
    fn value_of_key(&mut self, column: isize) -> Option<Node> {
        let colon = self.pos - 1;
        self.skip_spaces();
        if !self.ends_here() {
            return self.value(column);
        }
        self.next_line()?;
        if self.column > column {
            self.block(column)
        } else if self.column == column && self.at_dash() {
            self.block_list(column, true)
        } else {
            Some(Node { at: just(colon), value: Value::Null })
        }
    }

    /// A list in a column. In a group it may stand in the column of its key (`is_flush`); then its place is that of its first entry.
    fn block_list(&mut self, column: isize, is_flush: bool) -> Option<Node> {
        self.deeper(|this| {
            let from = this.nodes.len();
            let mut at = just(this.pos);
            loop {
                let (entry, place) = this.entry(column)?;
                if is_flush && this.nodes.len() == from {
                    at = place;
                }
                this.nodes.push(entry);
                if this.column != column || !this.at_dash() {
                    break;
                }
            }
            Some(Node { at, value: this.list(from) })
        })
    }

    /// One entry of a list, and where its own text starts.
    fn entry(&mut self, column: isize) -> Option<(Node, At)> {
        self.pos += 1;
        self.skip_spaces();
        if self.ends_here() {
            self.rest_of_line()?;
            let place = just(self.pos);
            self.next_line()?;
            let node = if self.column > column { self.block(column)? } else { Node { at: place, value: Value::Null } };
            return Some((node, place));
        }
        let (start, inner) = (self.pos, self.here());
        let node = if self.at_dash() {
            self.block_list(inner, false)?
        } else {
            match self.piece(column)? {
                Piece::Key(key) => self.block_group(start, inner, key)?,
                Piece::Value(node) => node,
            }
        };
        Some((node, just(start)))
    }

    /// A value that may not be a group of the line it starts in.
    fn value(&mut self, parent: isize) -> Option<Node> {
        match self.piece(parent)? {
            Piece::Key(_) => None,
            Piece::Value(node) => Some(node),
        }
    }

    /// Whether here is the dash of an entry.
    fn at_dash(&self) -> bool {
        self.byte() == Some(b'-') && is_space(self.byte_at(self.pos + 1))
    }

    /// Whether nothing more stands in the line, but perhaps a comment.
    fn ends_here(&self) -> bool {
        is_break(self.byte()) || self.byte() == Some(b'#')
    }
}
