//! The lines around a problem, with those that they stand below: as much of a file as shows whether a guess is any good.

use std::ops::Range;

use super::{BEFORE, Lines};

/// How many lines with words after the last place in question belong to it.
const AFTER: usize = 24;

/// Parts of a text that can be read without the others.
pub struct Window {
    /// What is not in it, in order.
    cut: Vec<Range<usize>>,
    /// The lines in question, without those that they stand below.
    core: Range<usize>,
    length: usize,
}

impl Window {
    /// The lines between two, with some before and after them, and every line above that they stand below.
    pub fn around(text: &str, first: usize, last: usize) -> Window {
        let Lines(lines) = Lines::of(text);
        let at = |number: usize| lines.partition_point(|line| line.number < number);
        let from = at(first).saturating_sub(BEFORE + 2);
        let start_of = |at: usize| lines.get(at).map_or(text.len(), |line| line.start);
        let mut kept = Vec::new();
        let (mut open, mut is_entry) = lines.get(from).map_or((0, false), |line| (line.indent, line.is_entry()));
        for (at, above) in lines[..from].iter().enumerate().rev() {
            if above.indent < open || is_entry && above.indent == open && above.is_head() && !above.is_entry() {
                (open, is_entry) = (above.indent, above.is_entry());
                kept.push(start_of(at)..start_of(at + 1));
            }
        }
        kept.reverse();
        // Up to where a record ends, so that it is whole.
        let past = (at(last) + 1).min(lines.len());
        let shallow = lines[from.min(past)..past].iter().map(|line| line.indent).min().unwrap_or(0);
        let end = lines[past..].iter().take(AFTER).position(|line| line.indent <= shallow).map_or(past + AFTER, |more| past + more);
        let core = start_of(from)..start_of(end.min(lines.len()));
        kept.push(core.clone());
        let mut cut = Vec::new();
        let mut done = 0;
        for part in &kept {
            cut.push(done..part.start);
            done = part.end;
        }
        cut.push(done..text.len());
        cut.retain(|range| !range.is_empty());
        let length = kept.iter().map(Range::len).sum();
        Window { cut, core, length }
    }

    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether a byte stands in the lines in question.
    pub fn has(&self, at: usize) -> bool {
        self.core.contains(&at)
    }

    /// The edits that leave the window alone, with those of a guess in it.
    pub fn with(&self, edits: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
        let is_kept = |range: &Range<usize>| self.cut.iter().all(|cut| range.end <= cut.start || range.start >= cut.end);
        let kept = edits.iter().filter(|(range, _)| is_kept(range)).cloned();
        kept.chain(self.cut.iter().map(|range| (range.clone(), String::new()))).collect()
    }
}
