//! Texts behind `|` and `>`, which stand on lines of their own.

use super::Reader;
use super::lines::is_break;
use crate::source::At;
use crate::strategy::tree::{Node, Value};

/// What becomes of the breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum End {
    One,
    None,
    All,
}

impl Reader<'_> {
    /// The text below the mark here, right of the column `parent`. What follows has then been gone to.
    pub fn long(&mut self, parent: isize) -> Option<Node> {
        let folds = self.byte() == Some(b'>');
        self.pos += 1;
        let (end, given) = self.header()?;
        self.step_over_break()?;
        let indent = match given {
            Some(more) => (parent.max(0) as usize) + more,
            None => self.indent_of_text(parent)?,
        };
        let mut breaks = self.blank_lines(indent)?;
        if self.here() != indent as isize || is_break(self.byte()) {
            return None;
        }
        let start = self.pos;
        let mut text = String::new();
        let (mut is_first, mut was_deep) = (true, false);
        while self.here() == indent as isize && self.byte().is_some() {
            // Lines that stand further to the right keep their breaks.
            let is_deep = self.byte() == Some(b' ');
            let folds_here = folds && !is_first && !was_deep && !is_deep;
            if folds_here && breaks == 0 {
                text.push(' ');
            } else {
                text.extend(std::iter::repeat_n('\n', breaks + usize::from(!is_first && !folds_here)));
            }
            (is_first, was_deep) = (false, is_deep);
            let line_end = self.end_of_line(self.pos);
            text.push_str(self.text_at(self.pos, line_end)?);
            self.pos = line_end;
            breaks = match self.step_over_break() {
                Some(()) => self.blank_lines(indent)?,
                None => 0,
            };
        }
        if end != End::None {
            text.push('\n');
        }
        if end == End::All {
            text.extend(std::iter::repeat_n('\n', breaks));
        }
        let at = At::new(start, self.pos);
        self.content()?;
        Some(Node { at, value: Value::Text(text) })
    }

    /// What stands behind the mark: what becomes of the end, and how far to the right the text is.
    fn header(&mut self) -> Option<(End, Option<usize>)> {
        let (mut end, mut given) = (End::One, None);
        for _ in 0..2 {
            match self.byte()? {
                mark @ (b'+' | b'-') if end == End::One => end = if mark == b'+' { End::All } else { End::None },
                digit @ b'1'..=b'9' if given.is_none() => given = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.pos += 1;
        }
        self.rest_of_line()?;
        Some((end, given))
    }

    /// Goes over a break; none at the end of the text.
    fn step_over_break(&mut self) -> Option<()> {
        self.pos += usize::from(self.byte() == Some(b'\r'));
        (self.byte() == Some(b'\n')).then_some(())?;
        self.pos += 1;
        self.line = self.pos;
        Some(())
    }

    /// The column of the first line that is not blank. None if there is no such line, or a blank one is longer than that.
    fn indent_of_text(&self, parent: isize) -> Option<usize> {
        let (mut at, mut longest) = (self.pos, 0);
        loop {
            let start = at;
            while self.byte_at(at) == Some(b' ') {
                at += 1;
            }
            let column = at - start;
            if !is_break(self.byte_at(at)) {
                return (column as isize > parent && column >= longest).then_some(column);
            }
            longest = longest.max(column);
            at = self.end_of_line(at);
            at += if self.byte_at(at)? == b'\r' { 2 } else { 1 };
        }
    }

    /// Goes over lines with no more than `indent` spaces, and over the spaces of the next line as far as that. Says how many lines.
    fn blank_lines(&mut self, indent: usize) -> Option<usize> {
        let mut count = 0;
        loop {
            while self.here() < indent as isize && self.byte() == Some(b' ') {
                self.pos += 1;
            }
            // A tab is no indent, and easily mistaken for one.
            if self.byte() == Some(b'\t') {
                return None;
            }
            if self.byte().is_none() || !is_break(self.byte()) {
                return Some(count);
            }
            self.step_over_break()?;
            count += 1;
        }
    }
}
