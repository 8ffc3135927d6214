//! YAML laid out: lines are set in by what they belong to, and blanks go that mean nothing. Words, quotes, comments and the breaks of
//! lines are the author's.

use std::ops::Range;

use super::flow;
use crate::strategy::layout::{Form, Key, Laid, Manner, comments, layout};

/// The text laid out; none if it is written in a way that cannot be kept for certain.
pub fn yaml(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    if text.contains('\r') {
        return None;
    }
    let laid = layout(&text)?;
    let mut plan = Plan::of(&text);
    match &laid.value {
        Form::Group { within: false, pairs } => plan.group(pairs, 0)?,
        _ => return None,
    }
    let new = plan.written()?;
    let after = layout(&new)?;
    (after.says(&laid) && told(&new, &after) == told(&text, &laid)).then_some(new)
}

/// The words of all comments, and behind which key or text each stands.
fn told<'a>(text: &'a str, laid: &Laid) -> Vec<(&'a str, usize)> {
    comments(text, laid).into_iter().map(|(at, before)| (text[at].trim_end(), before)).collect()
}

/// How a line is to be set in.
#[derive(Clone, Copy, Debug)]
enum Inset {
    /// It is blank or a comment, as far as is known.
    Open,
    /// A key or a dash stands first in it.
    At(usize),
    /// It goes on with what began above, and moves along with it, but stays right of a column.
    Along { by: isize, least: usize },
    /// It belongs to a block of text, whose blanks count.
    Block { by: isize, own: usize },
}

/// A key or a dash: its line, the column that it has, and the one that it gets.
#[derive(Clone, Copy, Debug)]
struct Stand {
    line: usize,
    old: usize,
    new: usize,
}

struct Plan<'a> {
    text: &'a str,
    /// Where each line starts, and one more for the end.
    starts: Vec<usize>,
    insets: Vec<Inset>,
    stands: Vec<Stand>,
    /// New bytes between what stands in one line.
    gaps: Vec<(Range<usize>, String)>,
    /// Texts over several lines, in which blanks at the end of a line are the author's.
    texts: Vec<Range<usize>>,
}

impl<'a> Plan<'a> {
    fn of(text: &'a str) -> Plan<'a> {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        let lines = starts.len() - 1;
        Plan { text, starts, insets: vec![Inset::Open; lines], stands: Vec::new(), gaps: Vec::new(), texts: Vec::new() }
    }

    /// The pairs of a group on lines of its own, whose keys are to stand at a column.
    fn group(&mut self, pairs: &[(Key, Laid)], column: usize) -> Option<()> {
        for (key, value) in pairs {
            let line = self.line(key.at.start);
            let before = &self.text[self.starts[line]..key.at.start];
            match before.trim_matches(' ') {
                "" => self.insets[line] = Inset::At(column),
                // The dash says where the line begins.
                dashes if dashes.bytes().all(|byte| matches!(byte, b'-' | b' ')) => {}
                _ => return None,
            }
            let old = key.at.start - self.starts[line];
            self.stands.push(Stand { line, old, new: column });
            self.behind(key.at.end, ":", value)?;
            self.value(value, column, column as isize - old as isize, column + 2)?;
        }
        Some(())
    }

    /// The entries of a list on lines of its own, whose dashes are to stand at a column.
    fn list(&mut self, entries: &[Laid], column: usize) -> Option<()> {
        for entry in entries {
            let dash = self.dash(entry)?;
            let line = self.line(dash);
            if self.text[self.starts[line]..dash].trim_matches(' ').is_empty() {
                self.insets[line] = Inset::At(column);
            }
            let old = dash - self.starts[line];
            self.stands.push(Stand { line, old, new: column });
            self.behind(dash, "-", entry)?;
            self.value(entry, column, column as isize - old as isize, column + 2)?;
        }
        Some(())
    }

    /// What stands between a key or the place of a dash and its value: the mark, and one blank if the value begins in this line.
    fn behind(&mut self, start: usize, mark: &str, value: &Laid) -> Option<()> {
        let end = self.end_of_line(start);
        let is_block = matches!(value.value, Form::Text(_, Manner::Block));
        if !is_block && !value.is_absent() && value.at.start <= end {
            (self.text[start..value.at.start].trim() == mark).then_some(())?;
            self.gaps.push((start..value.at.start, format!("{mark} ")));
            return Some(());
        }
        let rest = self.text[start..end].trim_start().strip_prefix(mark)?.trim_end();
        let new = match rest.trim_start() {
            "" if !is_block => mark.to_string(),
            comment if comment.starts_with('#') && !is_block => format!("{mark}{rest}"),
            head if is_block && head.starts_with(['|', '>']) => format!("{mark} {head}"),
            _ => return None,
        };
        self.gaps.push((start..end, new));
        Some(())
    }

    /// A value below something at a column that moves `by` so much; lists and groups in it are to stand at `inner`.
    fn value(&mut self, value: &Laid, column: usize, by: isize, inner: usize) -> Option<()> {
        let (first, last) = (self.line(value.at.start), self.line(value.at.end));
        match &value.value {
            Form::Text(..) if value.is_absent() => {}
            Form::Text(_, Manner::Block) => {
                let own = value.at.start - self.starts[first];
                // The head is on the line above the first that has letters or none.
                let mut head = first - 1;
                while self.words(head).is_empty() {
                    head -= 1;
                }
                let indicator = self.text[self.starts[head]..self.end_of_line(self.starts[head])].trim_end();
                let marks = indicator.rsplit(['|', '>']).next().unwrap_or_default();
                let says_how_far = marks.split(" #").next().unwrap_or_default().bytes().any(|byte| byte.is_ascii_digit());
                let by = if says_how_far { by } else { inner as isize - own as isize };
                for line in head + 1..=last {
                    self.insets[line] = Inset::Block { by, own };
                }
                self.texts.push(value.at.clone());
            }
            Form::Text(..) | Form::List { within: true, .. } | Form::Group { within: true, .. } => {
                let begins_a_line = self.text[self.starts[first]..value.at.start].trim_matches(' ').is_empty();
                for line in if begins_a_line { first } else { first + 1 }..=last {
                    self.insets[line] = Inset::Along { by, least: column + 1 };
                }
                self.texts.push(value.at.clone());
                if first == last {
                    self.gaps.extend(flow::gaps(self.text, value));
                }
            }
            Form::List { entries, .. } => self.list(entries, inner)?,
            Form::Group { pairs, .. } => self.group(pairs, inner)?,
        }
        Some(())
    }

    /// The dash of an entry, which may stand on a line above.
    fn dash(&self, entry: &Laid) -> Option<usize> {
        if entry.is_absent() {
            return None;
        }
        let mut line = self.line(entry.at.start);
        let mut before = self.text[self.starts[line]..entry.at.start].trim_end();
        loop {
            let is_passed = before.is_empty() || before.trim_start().starts_with('#');
            if !is_passed && matches!(entry.value, Form::Text(_, Manner::Block)) {
                // The line with its head, such as `- >-`.
                return before.rfind("- ").map(|at| self.starts[line] + at);
            }
            if before.ends_with('-') {
                return Some(self.starts[line] + before.len() - 1);
            }
            line = line.checked_sub(1).filter(|_| is_passed)?;
            before =
                self.text[self.starts[line]..self.end_of_line(self.starts[line])].split(" #").next().unwrap_or_default().trim_end();
        }
    }

    /// The new text. None if a line is none of those that were looked at.
    fn written(&mut self) -> Option<String> {
        self.gaps.sort_by_key(|(at, _)| at.start);
        let mut new = String::with_capacity(self.text.len());
        let mut gaps = self.gaps.iter().peekable();
        for line in 0..self.insets.len() {
            let (start, end) = (self.starts[line], self.end_of_line(self.starts[line]));
            let old = self.text[start..end].len() - self.text[start..end].trim_start_matches(' ').len();
            let mut rest = String::new();
            let mut at = start + old;
            while let Some((gap, text)) = gaps.next_if(|(gap, _)| gap.start < end) {
                rest.push_str(self.text.get(at..gap.start)?);
                rest.push_str(text);
                at = gap.end;
            }
            rest.push_str(self.text.get(at..end)?);
            let goes_on = self.texts.iter().any(|text| text.start < end && end < text.end);
            let rest = if goes_on { rest.as_str() } else { rest.trim_end() };
            let moved = |by: isize| usize::try_from(old as isize + by).unwrap_or_default();
            let column = match self.insets[line] {
                Inset::Block { own, .. } if rest.is_empty() && old <= own => 0,
                Inset::Block { by, .. } => moved(by),
                Inset::At(column) => column,
                Inset::Along { .. } if rest.trim().is_empty() => {
                    new.push('\n');
                    continue;
                }
                Inset::Along { by, least } => moved(by).max(least),
                Inset::Open if rest.starts_with('#') => self.column_of_comment(line, old),
                Inset::Open if rest.is_empty() => {
                    // One blank line says as much as several.
                    if !new.is_empty() && !new.ends_with("\n\n") {
                        new.push('\n');
                    }
                    continue;
                }
                Inset::Open => return None,
            };
            new.push_str(&" ".repeat(column));
            new.push_str(rest);
            new.push('\n');
        }
        while new.ends_with("\n\n") {
            new.pop();
        }
        Some(new)
    }

    /// A comment moves with what it is about: what comes next, if it stands there, or else what it is below.
    fn column_of_comment(&self, line: usize, old: usize) -> usize {
        let at = self.stands.partition_point(|stand| stand.line < line);
        let next = self.stands.get(at);
        if let Some(next) = next.filter(|next| next.old == old) {
            return next.new;
        }
        if next.is_none() && old == 0 {
            return 0;
        }
        // What stands above, from the inside out.
        let mut least = usize::MAX;
        let mut above = None;
        for stand in self.stands[..at].iter().rev() {
            if stand.old < least {
                least = stand.old;
                if stand.old <= old {
                    above = Some(stand);
                    break;
                }
            }
        }
        match (above, next) {
            (Some(above), _) if above.old == old => above.new,
            (_, Some(next)) if old < next.old => next.new,
            (Some(above), _) => above.new + (old - above.old),
            (None, Some(next)) => next.new,
            (None, None) => 0,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.starts[..self.starts.len() - 1].partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn words(&self, line: usize) -> &str {
        self.text[self.starts[line]..self.end_of_line(self.starts[line])].trim()
    }

    fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |brk| at + brk)
    }
}
