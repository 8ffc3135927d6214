//! Slips: YAML as people mistype it, found line by line, with the text that was probably meant.
//!
//! Only a file that cannot be read comes here. The scanner knows the YAML that people write by hand (keys, lists, texts in
//! quotes, `[…]`, `{…}`, blocks after `|`) and nothing more. It may find fault with what YAML allows: whoever asks tries each
//! slip's edits, and believes those that let the file be read further.

mod brackets;
mod indent;
mod keys;
mod line;
mod parts;
mod value;

use std::ops::Range;

pub use indent::spaces;
pub use parts::{IN_A_TEXT, OWN_LINE_OR_QUOTES, leads_on};

use crate::source::{self, is_invisible};
use crate::strategy::shape::Words;

/// What is said of a line at an indent that nothing above it has.
pub const FITS_NOWHERE: &str = "this line is indented like none of the lines above that it could belong to";

/// How the message ends of what is told of a block that is further in, or less far, than what stands beside it.
pub const BESIDE_IT: &str = "than what stands beside it";

/// How the message ends of what is told of a field at the column of a dash.
pub const LIKE_A_DASH: &str = "is indented like the dash of the list's entry above";

/// What is said of a first field that seems to start an entry of a list.
pub const NO_DASH: &str = "a dash is missing before";

/// So many slips are found at once: those further down are found once these are mended.
const ENOUGH: usize = 2 * super::repair::PATIENCE;

/// A slip: where it is, what to tell the author, and the edits with which the file can be read on.
#[derive(Debug)]
pub struct Slip {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
    /// What would be right in place of `at`.
    pub replace: Option<String>,
    /// Whether that is what was meant for certain.
    pub sure: bool,
    pub edits: Vec<(Range<usize>, String)>,
    /// Whether it may move the lines around it to where they do not belong.
    pub moves: bool,
}

impl Slip {
    /// A slip that moves the lines around it, as a wrong indent does.
    fn moving(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { moves: true, ..Slip::new(at, message, help) }
    }

    /// Leaves something out.
    pub fn without(at: Range<usize>) -> Slip {
        Slip { edits: vec![(at.clone(), String::new())], ..Slip::moving(at, "", "") }
    }

    fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { at, message: message.into(), help: help.into(), replace: None, sure: true, edits: Vec::new(), moves: false }
    }

    /// What would be right stands in place of what is marked.
    fn replaced(self, text: impl Into<String>) -> Slip {
        let text = text.into();
        Slip { edits: vec![(self.at.clone(), text.clone())], replace: Some(text), ..self }
    }

    /// Whether it is a blank of another kind than the usual one.
    pub fn is_odd_blank(&self) -> bool {
        self.replace.as_ref().is_some_and(|right| right.trim().is_empty())
            && self.edits.iter().all(|(_, right)| right.trim().is_empty())
            && (self.message.starts_with("a no-break space") || self.message.starts_with("an invisible"))
    }

    /// What would be right is a guess.
    fn unsure(self) -> Slip {
        Slip { sure: false, ..self }
    }

    /// Reads the file as if this stood there. It helps to read on, and may not be what the author wants.
    fn edited(mut self, at: Range<usize>, text: impl Into<String>) -> Slip {
        self.edits.push((at, text.into()));
        self
    }
}

/// The slips of a text, in its order. `known` are the fields of its records.
pub fn find(text: &str, known: &Words) -> Vec<Slip> {
    let mut lines = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for line in text[start..].split_inclusive('\n') {
        lines.push(Line::new(start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    let steps = indent::usual_steps(&lines);
    let tabbed = lines.iter().all(|line| line.says_nothing() || !line.text.starts_with(' '));
    let mut scanner = Scanner {
        text,
        steps,
        tabbed,
        lines,
        at: 0,
        levels: Vec::new(),
        closed: Vec::new(),
        open: Open::Nothing,
        slips: Vec::new(),
        hash: false,
        known,
    };
    while scanner.at < scanner.lines.len() && scanner.slips.len() < ENOUGH {
        scanner.line();
    }
    scanner.slips.sort_by_key(|slip| slip.at.start);
    scanner.slips
}

/// A line without its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// The bytes and the columns of the blanks at its start.
    indent: (usize, usize),
    says_nothing: bool,
}

impl<'a> Line<'a> {
    fn new(start: usize, text: &'a str) -> Line<'a> {
        let blanks = &text[..text.len() - text.trim_start_matches(is_blank).len()];
        let columns = blanks.chars().map(|blank| if blank == '\t' { 2 } else { 1 }).sum();
        let words = text[blanks.len()..].trim_end_matches(is_blank);
        Line { start, text, indent: (blanks.len(), columns), says_nothing: words.is_empty() || words.starts_with('#') }
    }

    fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// The bytes and the columns of the blanks at the start; a tab counts as two.
    fn indent(self) -> (usize, usize) {
        self.indent
    }

    fn says_nothing(self) -> bool {
        self.says_nothing
    }
}

/// A group of fields or a list that is open, and how far it is indented.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Level<'a> {
    column: usize,
    is_list: bool,
    /// The first key of a list's first entry, where its dash stands, and how many entries there are so far.
    first: &'a str,
    dash: usize,
    entries: usize,
}

/// What the line before has left open.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    /// Its value is complete.
    Nothing,
    /// A key or a dash at this column waits for what stands below it.
    Below(usize),
    /// A text goes on in lines that are indented further than this; and the byte where it starts.
    Text(usize, usize),
}

struct Scanner<'a> {
    text: &'a str,
    /// How much further in than their keys groups of fields stand, and lists.
    steps: [isize; 2],
    /// Whether all that is indented starts with a tab: then each is one step, and not as wide as suits its line.
    tabbed: bool,
    lines: Vec<Line<'a>>,
    /// The next line to look at.
    at: usize,
    levels: Vec<Level<'a>>,
    /// Those that the current line has closed.
    closed: Vec<Level<'a>>,
    open: Open,
    slips: Vec<Slip>,
    /// Whether a comment swallows the end of what a bracket opened.
    hash: bool,
    known: &'a Words,
}

/// Blanks of all kinds that people type or paste.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t') || is_odd_blank(c)
}

/// A blank, or nothing at all to the eye, that YAML takes for a letter.
fn is_odd_blank(c: char) -> bool {
    source::is_odd_blank(c) || is_invisible(c)
}

/// The length of the key that a content starts with, if it is written as one: `title:` and then a blank or nothing.
pub(super) fn key(content: &str) -> Option<usize> {
    if let Some(quote @ ('"' | '\'')) = content.chars().next() {
        let close = content[1..].find(quote)? + 2;
        return content[close..].trim_start().starts_with(':').then_some(close);
    }
    if content.starts_with(['[', '{', '#', '|', '>', '&', '*', '!']) {
        return None;
    }
    let before_comment = content.find(" #").map_or(content, |comment| &content[..comment]);
    let ends = before_comment.trim_end().strip_suffix(':').map(str::len);
    let within = before_comment.find(": ").into_iter().chain(before_comment.find(":\t")).min();
    within.into_iter().chain(ends).min().filter(|&length| length > 0)
}

/// The key if it is one word, as the names of fields are.
fn plain_key(content: &str) -> Option<&str> {
    let key = &content[..key(content)?];
    is_word(key).then_some(key)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('-') && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// What to do about a text in quotes with such a quote in it.
fn other_quotes(quote: char) -> String {
    let (kind, other) = if quote == '"' { ("single", '\'') } else { ("double", '"') };
    format!("put {kind} quotes round the text, since it has {quote} in it: `{other}…{other}`")
}

/// The text in double quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
