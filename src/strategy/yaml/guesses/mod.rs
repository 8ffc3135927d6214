//! What may have happened to one line of a file: each guess with the edits that undo it, and the words to tell it.

mod gone;
mod kinds;
mod window;

use std::collections::HashMap;
use std::ops::Range;

use gone::{headed, keyed};
use kinds::{begun, dashed, emptied, joined, moved, moved_alone, moved_with_below, swapped, torn};

pub use window::Window;

use super::slips::key;
use crate::strategy::shape::Heads;

/// How many lines with words before the first problem the mistake may be.
pub const BEFORE: usize = 16;

/// What may have happened to a line, or to what stands around it.
pub type Kind = fn(&[Line], usize, &Heads) -> Vec<Guess>;

/// The likeliest first.
pub const KINDS: [Kind; 8] = [moved, dashed, torn, swapped, joined, emptied, begun, headed];

/// A change of one line, and what to tell if it explains the problems.
pub struct Guess {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
    pub edits: Vec<(Range<usize>, String)>,
    /// If lines are moved: what speaks against it, the more the less likely.
    pub oddness: Option<(bool, usize, usize)>,
}

/// A line with words.
pub struct Line<'a> {
    number: usize,
    start: usize,
    /// Its indent, in bytes.
    indent: usize,
    /// What stands after the indent.
    words: &'a str,
}

impl<'a> Line<'a> {
    fn end(&self) -> usize {
        self.start + self.indent + self.words.len()
    }

    /// How far in its words stand, after dashes.
    fn inner(&self) -> usize {
        self.indent + self.words.len() - self.bare().len()
    }

    fn bare(&self) -> &'a str {
        self.words.trim_start_matches("- ").trim_start()
    }

    fn is_entry(&self) -> bool {
        self.words.starts_with("- ")
    }

    /// Whether it is a key that waits for what stands below.
    fn is_head(&self) -> bool {
        self.bare().ends_with(':')
    }

    /// Its first word, and where that stands.
    fn name(&self) -> (&'a str, Range<usize>) {
        let bare = self.bare();
        let name = key(bare).map_or(bare, |length| &bare[..length]);
        let start = self.start + self.inner();
        (name, self.start + self.indent..start + name.len())
    }
}

/// The lines of a file that have words.
pub struct Lines<'a>(Vec<Line<'a>>);

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (number, raw) in text.split_inclusive('\n').enumerate() {
            let indent = raw.len() - raw.trim_start_matches(' ').len();
            let words = raw[indent..].trim_end();
            if !words.is_empty() && !words.starts_with('#') {
                lines.push(Line { number, start, indent, words });
            }
            start += raw.len();
        }
        Lines(lines)
    }

    /// What may have happened, the likeliest first: near the first problem, and the smaller change before the larger one.
    pub fn guesses(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let back = here.saturating_sub(BEFORE)..(here + 1).min(all.len());
        let mut near: Vec<usize> = back.rev().chain(here + 1..(here + 3).min(all.len())).collect();
        // A line further up that is less far in than all since has closed what was open before.
        let mut open = all.get(here).map_or(0, |line| line.indent);
        for at in (0..here).rev().filter(|at| all[*at].is_head() || all[*at].is_entry()) {
            if all[at].indent < open {
                open = all[at].indent;
                if !near.contains(&at) {
                    near.push(at);
                }
            }
        }
        let mut guesses = Vec::new();
        for kind in KINDS {
            let mut of_kind: Vec<Guess> = near.iter().flat_map(|&at| kind(&all, at, heads)).collect();
            // Of two lines that may each be the one that moved, the other is where the file has such lines.
            of_kind.sort_by_key(|guess| guess.oddness);
            guesses.extend(of_kind);
        }
        guesses.extend(keyed(&all, here, heads));
        guesses
    }

    /// Only keys that may be gone: near the line, and above it.
    pub fn gone_keys(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let near = (here.saturating_sub(BEFORE / 2)..(here + 1).min(all.len())).rev();
        near.flat_map(|at| headed(&all, at, heads)).chain(keyed(&all, here, heads)).collect()
    }

    /// An entry of a list with all that is below it, at another indent than the entries beside it: the one of this line, or the one
    /// above that is less far in.
    pub fn of_entries(&self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = &self.0;
        let here = all.partition_point(|line| line.number < first);
        let Some(line) = all.get(here).filter(|line| line.is_entry()) else { return Vec::new() };
        let above = all[..here].iter().rposition(|above| above.indent < line.indent).filter(|above| all[*above].is_entry());
        above.into_iter().chain([here]).flat_map(|at| moved_with_below(all, at, heads)).collect()
    }

    /// What may have happened to the line itself, and the key that may be gone above it, where no key above waits for it.
    pub fn of_entry(self, first: usize, heads: &Heads) -> (Vec<Guess>, Vec<Guess>) {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        match all.get(here) {
            Some(_) if here > 0 && !all[here - 1].is_head() => {
                let near = here..(here + 2).min(all.len());
                (near.flat_map(|at| moved_alone(&all, at, heads)).collect(), keyed(&all, here, heads))
            }
            _ => Default::default(),
        }
    }

    /// The line right below a line, at another indent.
    pub fn of_line_below(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let below = all.partition_point(|line| line.number <= first);
        if below < all.len() { moved_alone(&all, below, heads) } else { Vec::new() }
    }

    /// The key right above a line, at another indent; with what stands below it, if the others are there too.
    pub fn of_key_above(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let above = here.checked_sub(1).filter(|above| all[*above].is_head());
        above.map(|above| moved(&all, above, heads)).unwrap_or_default()
    }
}

/// The columns that a line may have been meant for, the nearest first.
fn columns(lines: &[Line], at: usize) -> Vec<usize> {
    let own = lines[at].indent;
    let around = lines[at.saturating_sub(4)..(at + 4).min(lines.len())].iter();
    let mut columns: Vec<usize> = around.flat_map(|line| [line.indent, line.inner()]).collect();
    columns.extend([own + 2, own.saturating_sub(2)]);
    // What is open above it, however far up.
    let mut open = usize::MAX;
    for line in lines[..at].iter().rev() {
        if line.indent < open {
            open = line.indent;
            columns.extend([line.indent, line.inner()]);
        }
        if open == 0 {
            break;
        }
    }
    columns.retain(|&column| column != own);
    columns.sort_by_key(|&column| (column.abs_diff(own), column));
    columns.dedup();
    columns.truncate(8);
    columns
}

/// How much further in than the key above it a line would stand at a column; nothing if no key waits for it.
fn step_at(lines: &[Line], at: usize, column: usize) -> Option<usize> {
    let is_above = |line: &&Line| line.indent < column || line.inner() == column && line.is_head() && lines[at].is_entry();
    let head = lines[..at].iter().rev().find(is_above).filter(|line| line.is_head())?;
    column.checked_sub(head.inner())
}

/// How much further in than its key most lists, or most groups of fields, of a file stand.
fn usual_step(lines: &[Line], is_list: bool) -> usize {
    let below = lines.windows(2).filter(|pair| pair[0].is_head() && pair[1].is_entry() == is_list);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    below
        .take(500)
        .filter_map(|pair| pair[1].indent.checked_sub(pair[0].inner()))
        .for_each(|step| *counts.entry(step).or_default() += 1);
    // Of two that are as usual, the one that most files have.
    counts.into_iter().max_by_key(|(step, count)| (*count, std::cmp::Reverse(step.abs_diff(2)))).map_or(2, |(step, _)| step)
}
