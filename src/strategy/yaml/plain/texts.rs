//! Texts without quotes, and what starts with a mark.

use memchr::{memchr, memchr3};

use super::lines::is_space;
use super::{LONGEST_KEY, Piece, Reader, words};
use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// Why a text without quotes ends in its line.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    /// A colon that makes a key of it.
    Colon,
    Comment,
    Break,
}

impl Reader<'_> {
    /// A key or a value, whatever it starts with; the lines of a value stand right of the column `parent`.
    pub fn piece(&mut self, parent: isize) -> Option<Piece> {
        let start = self.pos;
        let node = match self.byte()? {
            b'"' | b'\'' => {
                let line = self.line;
                let text = self.quoted(parent)?;
                let at = At::new(start, self.pos);
                if self.byte() == Some(b':') && is_space(self.byte_at(self.pos + 1)) {
                    self.is_short(start).filter(|_| self.line == line)?;
                    self.pos += 1;
                    return Some(Piece::Key(Text::from_text_at(&text, at)));
                }
                Node { at, value: Value::Text(text) }
            }
            b'[' | b'{' => self.brackets(parent)?,
            b'|' | b'>' => return self.long(parent).map(Piece::Value),
            _ => return self.bare(parent),
        };
        self.next_line()?;
        Some(Piece::Value(node))
    }

    /// A key, or a text on one or more lines.
    fn bare(&mut self, parent: isize) -> Option<Piece> {
        let start = self.pos;
        self.starts_bare(false)?;
        let (mut end, mut stop) = self.bare_line()?;
        let text = self.text_at(start, end)?;
        if stop == Stop::Colon {
            self.is_short(start).filter(|_| !words::is_odd_key(text))?;
            self.pos += 1;
            return Some(Piece::Key(Text::from_text_at(text, At::new(start, end))));
        }
        let mut lines: Option<String> = None;
        while stop == Stop::Break {
            let breaks = self.breaks()?;
            if !self.goes_on(parent) {
                break;
            }
            let lines = lines.get_or_insert_with(|| text.to_string());
            join(lines, breaks);
            let from = self.pos;
            (end, stop) = self.bare_line().filter(|(_, stop)| *stop != Stop::Colon)?;
            lines.push_str(self.text_at(from, end)?);
        }
        if stop == Stop::Comment {
            self.next_line()?;
        } else {
            self.content()?;
        }
        let value = words::scalar(lines.as_deref().unwrap_or(text))?;
        Some(Piece::Value(Node { at: At::new(start, end), value }))
    }

    /// Whether the line that was gone to belongs to the text before it.
    pub fn goes_on(&self, parent: isize) -> bool {
        self.column > parent && self.byte() != Some(b'#')
    }

    /// None if a text without quotes cannot start here, or seldom does.
    pub fn starts_bare(&self, in_brackets: bool) -> Option<()> {
        let next = self.byte_at(self.pos + 1);
        match self.byte()? {
            b'-' => !(is_space(next) || next == Some(b'\t') || in_brackets && is_bracket(next)),
            b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' => false,
            byte => !matches!(byte, b'%' | b'@' | b'`' | b'\t' | b' ' | b'\r' | b'\n'),
        }
        .then_some(())
    }

    /// Goes over the rest of a text in this line: where it ends, and why. Here is then the colon, the comment or the break.
    fn bare_line(&mut self) -> Option<(usize, Stop)> {
        let start = self.pos;
        // Keys are short words, and are found sooner letter by letter.
        while matches!(self.byte(), Some(b'a'..=b'z' | b'_' | b'-')) {
            self.pos += 1;
        }
        let mut at = self.pos;
        if self.byte() == Some(b':') && is_space(self.byte_at(at + 1)) {
            return Some((at, Stop::Colon));
        }
        let stop = loop {
            let Some(length) = memchr3(b':', b'#', b'\n', &self.bytes[at..]) else {
                at = self.bytes.len();
                break Stop::Break;
            };
            at += length;
            match self.bytes[at] {
                b':' if is_space(self.byte_at(at + 1)) => break Stop::Colon,
                b'#' if at > start && self.bytes[at - 1] == b' ' => break Stop::Comment,
                b'\n' => {
                    at -= usize::from(at > start && self.bytes[at - 1] == b'\r');
                    break Stop::Break;
                }
                _ => at += 1,
            }
        };
        self.pos = at;
        let end = start + trimmed(&self.bytes[start..at]);
        // A tab parts words and marks like a space.
        (!self.has_tabs || memchr(b'\t', &self.bytes[start..at]).is_none()).then_some((end, stop))
    }

    /// None if a key from `start` to here is longer than keys may be.
    pub fn is_short(&self, start: usize) -> Option<()> {
        (self.pos - start <= LONGEST_KEY).then_some(())
    }
}

/// Whether a byte opens, parts or closes what is in brackets.
pub fn is_bracket(byte: Option<u8>) -> bool {
    matches!(byte, Some(b',' | b'[' | b']' | b'{' | b'}'))
}

/// The length without the spaces at the end.
pub fn trimmed(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1)
}

/// What so many breaks are in the middle of a text: one is a space, more are one break less.
pub fn join(text: &mut String, breaks: usize) {
    match breaks {
        1 => text.push(' '),
        _ => text.extend(std::iter::repeat_n('\n', breaks - 1)),
    }
}
