//! The lines of a file that is laid out: where they start and end, and what stands in them.

use std::ops::Range;

use crate::strategy::layout::{Form, Laid};

pub struct File<'a> {
    pub text: &'a str,
    pub whole: &'a Laid,
}

impl File<'_> {
    /// The end of the line on which something ends, and of the comments below that belong to it: those from this column on.
    pub fn after(&self, end: usize, column: usize) -> usize {
        let mut at = self.line_end(end);
        loop {
            let rest = &self.text[at..];
            let Some(next) = rest.find('\n').map(|brk| at + brk + 1) else { return at };
            let line = self.text[next..].lines().next().unwrap_or_default();
            let words = line.trim_start_matches(' ');
            if !words.starts_with('#') || line.len() - words.len() < column {
                return at;
            }
            at = next + line.len();
        }
    }

    /// The dash of a list's entry, which may stand on a line above.
    pub fn dash(&self, entry: usize) -> Option<usize> {
        let mut rest = self.text[..entry].trim_end();
        loop {
            let line: Range<usize> = self.line_start(rest.len())..rest.len();
            let words = match rest[line.clone()].trim_start().starts_with('#') {
                true => "",
                false => rest[line.clone()].split(" #").next().unwrap_or_default().trim_end(),
            };
            if words.ends_with('-') {
                return Some(line.start + words.len() - 1);
            }
            if !words.is_empty() || line.start == 0 {
                return None;
            }
            rest = rest[..line.start].trim_end();
        }
    }

    /// How far lists are set in below their keys, in this file.
    pub fn step(&self) -> usize {
        fn first(file: &File, laid: &Laid) -> Option<usize> {
            match &laid.value {
                Form::List { entries, .. } => entries.iter().find_map(|entry| first(file, entry)),
                Form::Group { pairs, .. } => pairs.iter().find_map(|(key, value)| {
                    let Form::List { within: false, entries } = &value.value else { return first(file, value) };
                    let dash = file.dash(entries.first()?.at.start)?;
                    file.column(dash).checked_sub(file.column(key.at.start))
                }),
                Form::Text(..) => None,
            }
        }
        first(self, self.whole).unwrap_or(2)
    }

    /// Whether a line between two places is blank.
    pub fn blank_between(&self, end: usize, start: usize) -> bool {
        let between = self.text.get(end..self.line_start(start).max(end)).unwrap_or_default();
        let lines: Vec<&str> = between.split('\n').collect();
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().any(|line| line.trim().is_empty())
    }

    pub fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].trim_start_matches('\u{feff}').chars().count()
    }

    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |brk| brk + 1)
    }

    pub fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |brk| at + brk);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }

    pub fn with_line_ends(&self, added: &str) -> String {
        if self.text.contains("\r\n") { added.replace('\n', "\r\n") } else { added.to_string() }
    }
}
