//! Footnotes: numbered in the order of their marks, collected at the end, each with a way back to every mark.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Piece;
use super::events::Events;
use super::render::escaped;
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, codes, nearest};

/// The footnotes of a text. Their ids have a colon, which no heading's id has: `fn:1` is the first note, `fnref:1` its
/// first mark, `fnref:1:2` its second.
pub(super) struct Notes {
    /// In the order of the text.
    notes: Vec<Note>,
    /// Indexes by label. Of notes with the same label, the first is marked, and the others have no mark.
    by_label: BTreeMap<String, usize>,
    /// Indexes of the notes that have a number, in its order.
    numbered: Vec<usize>,
    /// Where notes start whose label is taken.
    repeated: Vec<usize>,
    /// The numbers of notes that a link leads to.
    linked: Vec<usize>,
    /// Whether a mark was met whose note is nowhere: it may be meant for a note without a mark.
    lacking: bool,
}

struct Note {
    /// The index of the event that starts it.
    start: usize,
    number: Option<usize>,
    /// The marks that have a way back.
    marks: usize,
    is_marked: bool,
}

impl Notes {
    pub fn of(events: &Events) -> Notes {
        let mut found = Notes {
            notes: Vec::new(),
            by_label: BTreeMap::new(),
            numbered: Vec::new(),
            repeated: Vec::new(),
            linked: Vec::new(),
            lacking: false,
        };
        for (start, event) in events.iter() {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            match found.by_label.entry(label.to_lowercase()) {
                Entry::Vacant(free) => _ = free.insert(found.notes.len()),
                Entry::Occupied(_) => found.repeated.push(start),
            }
            found.notes.push(Note { start, number: None, marks: 0, is_marked: false });
        }
        found
    }

    /// Whether a note will have this id: every note gets a number, marked or not.
    pub fn has_id(&self, id: &str) -> bool {
        (1..=self.notes.len()).any(|number| id == note_id(number))
    }

    /// Remembers a link to an id, if it is that of a note.
    pub fn link_to(&mut self, id: &str) {
        self.linked.extend((1..=self.notes.len()).find(|&number| id == note_id(number)));
    }

    fn number(&mut self, index: usize) -> usize {
        *self.notes[index].number.get_or_insert_with(|| {
            self.numbered.push(index);
            self.numbered.len()
        })
    }

    /// The note of a number; once the marked ones are through, the others in the order of the text.
    fn take(&mut self, number: usize) -> Option<usize> {
        if self.numbered.len() < number {
            let unmarked = self.notes.iter().position(|note| note.number.is_none())?;
            self.number(unmarked);
        }
        self.numbered.get(number - 1).copied()
    }
}

fn note_id(number: usize) -> String {
    format!("fn:{number}")
}

fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{mark}") }
}

impl Writer<'_> {
    pub(super) fn note_mark(&mut self, at: usize, label: &str) {
        let Some(&index) = self.notes.by_label.get(&label.to_lowercase()) else {
            // The parser folds a few more letters than we do, such as ß to ss.
            let range = self.events.range(at);
            self.phrase(&escaped(&self.text[range.clone()]));
            return self.report_unknown_notes(range);
        };
        let number = self.notes.number(index);
        self.notes.notes[index].is_marked = true;
        if self.in_link() {
            self.phrase(&format!("<sup>[{number}]</sup>"));
            return;
        }
        self.notes.notes[index].marks += 1;
        let mark = self.notes.notes[index].marks;
        self.phrase("<sup class=\"footnote-mark\"><a id=\"");
        self.pieces.push(Piece::Id(&mark_id(number, mark)));
        self.html("\" href=\"#");
        self.pieces.push(Piece::Id(&note_id(number)));
        self.html(&format!("\" role=\"doc-noteref\">[{number}]</a></sup>"));
    }

    /// Writes all notes as one list. Notes may mark further notes, and ways back are known once all are read.
    pub(super) fn write_notes(&mut self) {
        let body = std::mem::take(&mut self.pieces);
        let mut written = Vec::new();
        while let Some(index) = self.notes.take(written.len() + 1) {
            self.write(self.events.inside(self.notes.notes[index].start));
            written.push((index, std::mem::take(&mut self.pieces)));
        }
        self.pieces = body;
        self.report_unmarked_notes();
        if written.is_empty() {
            return;
        }
        self.html("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (number, (index, pieces)) in (1..).zip(written) {
            self.html("<li id=\"");
            self.pieces.push(Piece::Id(&note_id(number)));
            self.html("\">");
            self.pieces.extend(&pieces);
            self.ways_back(number, index);
            self.html("</li>\n");
        }
        self.html("</ol>\n</div>\n");
    }

    /// Writes the links back to a note's marks, into its last paragraph if it ends with one.
    fn ways_back(&mut self, number: usize, index: usize) {
        let in_paragraph = self.pieces.take_end("</p>\n");
        for mark in 1..=self.notes.notes[index].marks {
            self.html(" <a class=\"footnote-back\" href=\"#");
            self.pieces.push(Piece::Id(&mark_id(number, mark)));
            let words = if mark == 1 { format!("↩{number}") } else { format!("↩{number}.{mark}") };
            self.html(&format!("\" role=\"doc-backlink\">{words}</a>"));
        }
        if in_paragraph {
            self.html("</p>\n");
        }
    }

    pub(super) fn report_repeated_notes(&mut self) {
        for start in std::mem::take(&mut self.notes.repeated) {
            let range = self.events.range(start);
            let label = self.text[range.clone()].find(']').map_or(range.end, |end| range.start + end + 1);
            let help = "give one of the two another label";
            self.report(&codes::DUPLICATE_ID, range.start..label, "two footnotes have the same label", help);
        }
        let empty: Vec<usize> =
            self.notes.notes.iter().map(|note| note.start).filter(|&start| self.events.inside(start).is_empty()).collect();
        for start in empty {
            let help = "write the words of the note behind the colon, or take the note and its mark out";
            self.report(&codes::BROKEN_LINK, self.events.range(start), "a footnote without words", help);
        }
    }

    /// Reports notes that neither a mark nor a link leads to.
    fn report_unmarked_notes(&mut self) {
        if self.notes.lacking {
            return;
        }
        for index in 0..self.notes.notes.len() {
            let note = &self.notes.notes[index];
            let is_linked = note.number.is_some_and(|number| self.notes.linked.contains(&number));
            let is_first = self.notes.by_label.values().any(|&first| first == index);
            if note.is_marked || is_linked || !is_first {
                continue;
            }
            let range = self.events.range(note.start);
            let label = self.text[range.clone()].find(']').map_or(range.end, |end| range.start + end + 1);
            let mark = self.text[range.start..label].to_string();
            if let Some(mistyped) = mistyped(&self.text[..range.start], &mark) {
                let place = self.place(mistyped.clone());
                let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "this is no mark of a footnote");
                let problem = self.suggest(problem, mistyped.clone(), &self.text[mistyped], &mark);
                self.diagnostics.push(problem);
                continue;
            }
            let help = match numbered_mark(&self.text[..range.start]) {
                Some(number) => format!("put its mark where it belongs in the text: is that `{number}`? Write `{mark}`"),
                None => format!("put its mark where it belongs in the text, `{mark}`, or remove the note"),
            };
            self.report(&codes::UNMARKED_NOTE, range.start..label, "nothing in the text refers to this footnote", help);
        }
    }

    /// Reports marks in a text whose note is nowhere: Markdown takes those for plain words.
    pub(super) fn report_unknown_notes(&mut self, range: Range<usize>) {
        let text = self.text;
        if memchr::memchr(b'[', &text.as_bytes()[range.clone()]).is_none() {
            return;
        }
        for (at, _) in text[range.clone()].match_indices("[^") {
            let start = range.start + at;
            let backslashes = text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count();
            let rest = &text[start + 2..range.end];
            let label = rest.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).next().unwrap_or_default();
            let known = self.notes.by_label.contains_key(&label.to_lowercase());
            if known || label.is_empty() || !rest[label.len()..].starts_with(']') || backslashes % 2 == 1 {
                continue;
            }
            self.notes.lacking = true;
            let end = start + label.len() + 3;
            let place = self.place(start..end);
            // Several marks of one note lack the same note.
            let cause = format!("no footnote {label} in {:?}", place.source);
            if let Some(note) = mistyped_note(text, label) {
                let message = format!("this is not the note of `[^{label}]`");
                let problem = Diagnostic::new(&codes::BROKEN_LINK, self.place(note.clone()), message).chief_cause(cause);
                self.diagnostics.push(self.suggest(problem, note.clone(), &text[note], &format!("[^{label}]:")));
                continue;
            }
            let starts_line = text[..start].is_empty() || text[..start].ends_with('\n');
            if starts_line && rest[label.len() + 1..].starts_with(' ') {
                let message = format!("no footnote: a colon is missing after `[^{label}]`");
                let problem = Diagnostic::new(&codes::BROKEN_LINK, place, message).chief_cause(cause);
                self.diagnostics.push(self.suggest(problem, start..end, &text[start..end], &format!("[^{label}]:")));
                continue;
            }
            let problem = Diagnostic::new(&codes::BROKEN_LINK, place, format!("there is no footnote `{label}`")).cause(cause);
            let problem = match nearest(label, self.notes.by_label.keys().map(String::as_str)) {
                Some(found) => self.suggest(problem, start..end, &text[start..end], &format!("[^{found}]")),
                None => problem.help(format!("write its words in a paragraph of their own: `[^{label}]: words`")),
            };
            self.diagnostics.push(problem);
        }
    }
}

/// Where the mark of a note stands with a bracket or a caret that is wrong: `[lists]`, `[^lists`, `^[lists]`, `(^lists)`.
fn mistyped(text: &str, mark: &str) -> Option<Range<usize>> {
    let label = mark.strip_prefix("[^")?.strip_suffix(']')?;
    let forms = ["^[", "[^ ", "(^", "[^", "^", "["].map(|open| (open, format!("{open}{label}")));
    for (open, form) in forms {
        for (at, _) in text.match_indices(&form) {
            let rest = &text[at + form.len()..];
            let close = if rest.starts_with([']', ')']) { 1 } else { 0 };
            let follows_word = text[..at].ends_with(|c: char| !c.is_whitespace() && !matches!(c, '[' | ']' | '(' | '!' | '\\'));
            let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
            let is_other = open == "[" && (close == 0 || rest[1..].starts_with(['(', '[', ':', ']'])) || rest.starts_with("](");
            if follows_word && is_whole && !is_other && !text[at..].starts_with(mark) {
                return Some(at..at + form.len() + close);
            }
        }
    }
    None
}

/// `[1]` behind a word, as Word and wikis mark notes.
fn numbered_mark(text: &str) -> Option<&str> {
    text.match_indices('[').find_map(|(at, _)| {
        let inside = text[at + 1..].split(']').next()?;
        let is_number = (1..3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit());
        let end = at + 2 + inside.len();
        let is_mark = is_number
            && text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ';'))
            && text.get(end..).is_some_and(|after| !after.starts_with(['(', '[', ':']));
        is_mark.then(|| &text[at..end])
    })
}

/// Where the note of a label starts with a sign that is wrong: `[lists]: words`, `^lists: words`, `[^lists]; words`.
fn mistyped_note(text: &str, label: &str) -> Option<Range<usize>> {
    let starts = ["[", "^", "^[", "[^ ", "[^"].map(|open| format!("{open}{label}"));
    let mut from = 0;
    text.split_inclusive('\n').find_map(|line| {
        let at = from;
        from += line.len();
        let start = starts.iter().find(|start| line.starts_with(start.as_str()))?;
        let rest = &line[start.len()..];
        let end = rest.find([' ', '\n']).unwrap_or(rest.len());
        let is_right = line.starts_with(&format!("[^{label}]:"));
        let is_note = !is_right
            && matches!(&rest[..end], "]:" | ":" | "];" | "]," | "].")
            && !line[start.len() + end..].trim().contains("://");
        is_note.then(|| at..at + start.len() + end)
    })
}
