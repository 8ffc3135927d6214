//! From line to line: blanks, breaks and comments.

use memchr::{memchr, memchr_iter, memchr2_iter};

use super::Reader;

/// The column of the end of the text: left of all others.
pub const END: isize = -1;

/// Whether a text holds only what these readers know. No marks of the order of bytes and no letters of control; a return only before
/// the end of a line. All that is asked below is then asked of bytes.
pub fn is_usual(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) | (byte == 0x7f);
    // Without leaving at the first one, so that it is done for many bytes at once.
    if bytes.iter().fold(false, |found, &byte| found | is_control(byte)) {
        return false;
    }
    // U+0080 to U+009F; U+FEFF, U+FFFE and U+FFFF.
    let is_odd = |at: usize| match bytes[at..] {
        [0xc2, next, ..] => next < 0xa0,
        [0xef, next, last, ..] => matches!((next, last), (0xbb, 0xbf) | (0xbf, 0xbe | 0xbf)),
        _ => false,
    };
    memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n')) && !memchr2_iter(0xc2, 0xef, bytes).any(is_odd)
}

/// Whether a byte (none: the end of the text) ends a line.
pub fn is_break(byte: Option<u8>) -> bool {
    matches!(byte, None | Some(b'\n' | b'\r'))
}

/// Whether a byte parts words and marks.
pub fn is_space(byte: Option<u8>) -> bool {
    byte == Some(b' ') || is_break(byte)
}

impl Reader<'_> {
    /// The byte here; none at the end.
    pub fn byte(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    pub fn byte_at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// How far here is from the start of the line. Before the first mark of a line there are only spaces, so bytes are columns.
    pub fn here(&self) -> isize {
        (self.pos - self.line) as isize
    }

    pub fn skip_spaces(&mut self) {
        // Indents are long, so eight at a time: what is left of a word without its spaces starts with the first other byte.
        while let Some(word) = self.bytes[self.pos..].first_chunk() {
            let others = u64::from_le_bytes(*word) ^ u64::from_le_bytes([b' '; 8]);
            if others != 0 {
                self.pos += others.trailing_zeros() as usize / 8;
                return;
            }
            self.pos += 8;
        }
        while self.byte() == Some(b' ') {
            self.pos += 1;
        }
    }

    /// The end of the line that `at` is in: its break, or the end of the text.
    pub fn end_of_line(&self, at: usize) -> usize {
        match memchr(b'\n', &self.bytes[at..]) {
            Some(length) => {
                let end = at + length;
                end - usize::from(end > at && self.bytes[end - 1] == b'\r')
            }
            None => self.bytes.len(),
        }
    }

    /// Goes over the spaces and the comment that may end a line, as far as its break; none if more stands there.
    pub fn rest_of_line(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.byte() == Some(b'#') && (self.pos == self.line || self.bytes[self.pos - 1] == b' ') {
            self.pos = self.end_of_line(self.pos);
        }
        is_break(self.byte()).then_some(())
    }

    /// Goes from a break to the next line that is not blank, and says how many breaks there were.
    pub fn breaks(&mut self) -> Option<usize> {
        let mut count = 0;
        loop {
            self.skip_spaces();
            match self.byte() {
                Some(b'\n') => {
                    count += 1;
                    self.pos += 1;
                    self.line = self.pos;
                }
                Some(b'\r') => self.pos += 1,
                Some(b'\t') => return None,
                Some(_) => {
                    self.column = self.here();
                    return Some(count);
                }
                None => {
                    self.column = END;
                    return Some(count);
                }
            }
        }
    }

    /// Goes from the end of what was read to the first mark of the next line with content; none if more stands in this line.
    pub fn next_line(&mut self) -> Option<()> {
        self.rest_of_line()?;
        self.content()
    }

    /// Goes from a break, or the first mark of a line, to the first mark of a line with content.
    pub fn content(&mut self) -> Option<()> {
        loop {
            self.breaks()?;
            if self.byte() != Some(b'#') {
                break;
            }
            self.pos = self.end_of_line(self.pos);
        }
        // Another document, or the end of this one.
        let rest = &self.bytes[self.pos..];
        (self.column != 0 || !(rest.starts_with(b"---") || rest.starts_with(b"..."))).then_some(())
    }
}
