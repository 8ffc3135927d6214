//! The prose of items and strategies: Markdown -> outline, references, HTML.
//!
//! In: Markdown, and where it stands. Out: [`Prose`], whose HTML is finished but for what only the site knows: where its
//! [`Reference`]s lead. [`Prose::render`] puts that in.
//!
//! Always true
//! - What is printed is valid HTML, whatever the text: escaped, properly nested, every id there once.
//! - No HTML of the author's, no style or script, no link with a scheme other than http, https, mailto and tel.
//! - Everything left out was reported, but for comments, the language of code, titles of links, and attributes of headings
//!   other than an id.
//! - Every place lies inside the text, on the boundaries of characters.
//!
//! Not here: what a reference means, files, and the page around the prose.

mod address;
mod events;
mod footnotes;
mod foreign;
mod link_words;
mod links;
mod marks;
mod outline;
mod parse;
mod pictures;
mod pieces;
mod plain;
mod raw_html;
mod render;
mod slips;
mod tables;
#[cfg(test)]
mod tests;
mod wording;
mod writer;

pub use events::MARKDOWN;
pub use outline::may_lack_headings;
pub use pieces::{Piece, Pieces};
pub use plain::unescaped;
pub use render::{Shown, Target};
pub use wording::Wording;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::english::Remark;
use crate::source::{At, Place, SourceId};
use events::Events;

/// Where a text stands, so that problems in it can be placed.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// The text is the bytes from `offset` of a file, exactly as written.
    File { source: SourceId, offset: u32 },
    /// The text is a decoded YAML value, spelt `raw` at `place`. What stands in both alike is placed exactly; the rest at
    /// the whole `place`.
    Value { place: Place, raw: &'a str },
}

/// A text that was understood, ready to be rendered wherever it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    pub pieces: Pieces,
    pub references: Box<[Reference]>,
    /// The headings that have words of their own, in the order of the text.
    pub outline: Box<[Heading]>,
    /// What a check of plain English may want to tell; nothing if there is none, or it was not to be found.
    pub wording: Option<Box<Wording>>,
}

/// A heading, for lists of contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The heading where it is written, its mark included.
    pub place: Place,
    /// As written: 1 to 6.
    pub level: u8,
    /// As the text has it; a page may have another.
    pub id: String,
    /// The words alone.
    pub text: String,
}

/// Something outside the text that it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The address or path where it stands in the text; where that cannot be told, the whole link, or the whole value.
    /// Only a place as long as the address is the address itself, so that another may be put there.
    pub place: Place,
    pub kind: ReferenceKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceKind {
    /// `[[address]]` or `[[address|words]]`.
    Address(String),
    /// `[words](people.md#x)`, `[words](../report.pdf)`: a relative path and a heading's id, percent-decoded, never empty.
    File { path: String, fragment: Option<String> },
    /// `![alt](path "caption")`: a relative path, percent-decoded, never empty. The caption is plain text; a picture within
    /// a heading, a link or a marked phrase has none, as a figure may not stand there: its caption follows as words.
    Picture { path: String, alt: String, caption: Option<String> },
}

/// Reads a whole document: Markdown with tables, footnotes, definition lists, callouts (`> [!NOTE]`), `[[references]]`
/// and heading ids (`{#id}`). A byte-order mark in front is passed over.
///
/// The diagnostics list every problem; the prose leaves out what is wrong and keeps its words where it has any. Its wording is
/// found only if the `words` are to be judged.
pub fn parse(text: &str, origin: Origin, words: bool) -> (Prose, Diagnostics) {
    let (text, origin) = without_mark(text, origin);
    let events = Events::read(text);
    let looks =
        slips::check(text, origin, &events).and(marks::check(text, origin, &events)).and(tables::check(text, origin, &events));
    let (prose, problems) = parse::prose(text, origin, events, looks, words);
    (prose, without_consequences(problems))
}

/// Without what follows from a heading that is none, or from code that does not end: the levels and the ids of headings, and
/// the notes that it swallows. What stands twice is told once, since a text that is pasted twice is one mistake.
fn without_consequences(problems: Diagnostics) -> Diagnostics {
    let has = |test: &dyn Fn(&Diagnostic) -> bool| problems.iter().any(test);
    let no_heading = has(&|problem| {
        [&codes::EMPTY_HEADING, &codes::BOLD_HEADING].contains(&problem.code) || problem.message.starts_with("no heading:")
    });
    let odd_id = has(&|problem| {
        *problem.code == codes::STRAY_MARK
            && ["the id of a heading", "words in braces"].iter().any(|odd| problem.message.starts_with(odd))
    });
    let open_code = has(&|problem| {
        *problem.code == codes::UNCLOSED_MARK && problem.message.starts_with("code that")
            || *problem.code == codes::RAW_HTML && problem.message.starts_with("a comment without an end")
    });
    let to_heading =
        |problem: &Diagnostic| *problem.code == codes::BROKEN_LINK && problem.message.starts_with("no heading of this");
    let to_note = |problem: &Diagnostic| *problem.code == codes::BROKEN_LINK && problem.message.starts_with("there is no footnote");
    // Where code was to start, and has too few marks, its end starts it.
    let half = problems
        .iter()
        .filter(|problem| problem.message.starts_with("a backtick") || problem.message.starts_with("`'''`"))
        .filter_map(|problem| problem.place)
        .min();
    let follows = |problem: &Diagnostic| {
        let is_open = *problem.code == codes::UNCLOSED_MARK && problem.message.starts_with("code that");
        is_open && half.zip(problem.place).is_some_and(|(half, place)| half.at.start < place.at.start)
            || no_heading
                && (*problem.code == codes::HEADING_LEVEL && !problem.message.starts_with("no heading:") || to_heading(problem))
            || open_code && (to_heading(problem) || to_note(problem))
            || odd_id && to_heading(problem)
    };
    let once = |problem: Diagnostic| match problem.place {
        Some(place) if *problem.code == codes::DUPLICATE_ID && problem.cause.is_none() => {
            problem.cause(format!("what stands twice in {:?}", place.source))
        }
        _ => problem,
    };
    problems.clone().into_iter().filter(|problem| !follows(problem)).map(once).collect()
}

/// Reads a field that holds one paragraph: as [`parse`], without `<p>` around it.
///
/// A list, heading, table, picture, second paragraph or other block is reported as `not-one-paragraph`, once; its words
/// are kept as though they stood in the one paragraph.
pub fn parse_inline(text: &str, origin: Origin, words: bool) -> (Prose, Diagnostics) {
    let (text, origin) = without_mark(text, origin);
    let words_alone = Events::of_words(text);
    let is_read = words_alone.is_some();
    let events = words_alone.unwrap_or_else(|| Events::read(text));
    let mut looks = slips::check(text, origin, &events);
    looks.extend(marks::bullet_first(text, origin));
    let (events, diagnostics) = if is_read { (events, Diagnostics::new()) } else { events.one_paragraph(text, origin) };
    parse::prose(text, origin, events, looks.and(diagnostics), words)
}

impl Prose {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// What is remarkable in its words, in the order of the text.
    pub fn remarks(&self) -> impl Iterator<Item = &(Place, Remark)> {
        self.wording.iter().flat_map(|wording| &wording.remarks)
    }
}

fn without_mark<'t>(text: &'t str, origin: Origin<'t>) -> (&'t str, Origin<'t>) {
    match (text.strip_prefix('\u{feff}'), origin) {
        (Some(rest), Origin::File { source, offset }) => (rest, Origin::File { source, offset: offset + 3 }),
        (Some(rest), value) => (rest, value),
        (None, origin) => (text, origin),
    }
}

impl Reference {
    /// The address of an item, if it is one.
    pub fn address(&self) -> Option<&str> {
        match &self.kind {
            ReferenceKind::Address(address) => Some(address),
            _ => None,
        }
    }
}

impl Origin<'_> {
    /// The place of a range of `text`, without white space at its end.
    fn place(&self, text: &str, range: Range<usize>) -> Place {
        let words = text[range.clone()].trim_end();
        let start = range.start;
        match *self {
            Origin::File { source, offset } => source.at(At::new(start, start + words.len()).shifted(offset)),
            Origin::Value { place, raw } => {
                // The same words may stand there more than once: the third here is the third there.
                let before = text.match_indices(words).take_while(|(at, _)| *at < start).count();
                match spelt(raw, words).nth(before) {
                    Some(found) => place.source.at(At::new(found.start, found.end).shifted(place.at.start)),
                    _ => place,
                }
            }
        }
    }
}

/// Where some words stand in a YAML value: between them it may have line breaks and indents for blanks.
fn spelt<'r>(raw: &'r str, words: &'r str) -> impl Iterator<Item = Range<usize>> + 'r {
    let first = words.split_whitespace().next().unwrap_or_default();
    let starts = raw.match_indices(first).filter(move |_| !first.is_empty() && words.starts_with(first));
    starts.filter_map(move |(start, _)| {
        let mut end = start + first.len();
        for word in words.split_whitespace().skip(1) {
            let blank = raw[end..].len() - raw[end..].trim_start().len();
            if blank == 0 || !raw[end + blank..].starts_with(word) {
                return None;
            }
            end += blank + word.len();
        }
        Some(start..end)
    })
}
