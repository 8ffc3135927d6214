//! The words of a text as a check of plain English sees them, block by block.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::{Events, is_wordless};
use crate::english::{self, Counts, Remark};
use crate::source::Place;

/// What is remarkable in the words of a text, and how many they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// In the order of the text.
    pub remarks: Vec<(Place, Remark)>,
    /// Of its sentences alone: no headings, tables, quotations or code.
    pub counts: Counts,
}

/// What the words of a block are for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Sentences,
    /// A heading or a cell of a table.
    Label,
    /// Somebody else's words.
    Quotation,
    /// The term of a definition: what follows explains it.
    Term,
}

/// Stands for words that are not in the text: the title of what `[[x]]` leads to, or code. A sentence may start with them.
const SOME_NAME: &str = "It";

/// Reads the words of a text.
pub(super) fn wording(text: &str, origin: Origin, events: &Events) -> Wording {
    let mut reader = Reader { text, origin, words: String::new(), runs: Vec::new(), wording: Wording::default() };
    let mut quotations = 0;
    let mut block = Use::Sentences;
    let mut at = 0;
    while at < events.len() {
        match events.event(at) {
            Event::Text(words) => reader.add(words, events.range(at)),
            Event::Start(Tag::Link { link_type, .. }) if is_wordless(*link_type) => {
                reader.add(SOME_NAME, events.range(at));
                at = events.end(at);
            }
            Event::Code(_) => reader.add(SOME_NAME, events.range(at)),
            // Code is no English, and a picture's description stands in place of it.
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => at = events.end(at),
            Event::Start(Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Start(tag) => {
                reader.close(if quotations > 0 { Use::Quotation } else { block });
                block = match tag {
                    Tag::Heading { .. } | Tag::TableCell => Use::Label,
                    Tag::DefinitionListTitle => Use::Term,
                    _ => Use::Sentences,
                };
                quotations += usize::from(matches!(tag, Tag::BlockQuote(None)));
            }
            Event::End(tag) => {
                reader.close(if quotations > 0 { Use::Quotation } else { block });
                block = Use::Sentences;
                quotations -= usize::from(matches!(tag, TagEnd::BlockQuote(None)));
            }
            Event::SoftBreak | Event::HardBreak => reader.words.push(' '),
            _ => {}
        }
        at += 1;
    }
    reader.close(Use::Sentences);
    reader.wording
}

struct Reader<'t> {
    text: &'t str,
    origin: Origin<'t>,
    /// The words of the block so far.
    words: String,
    /// Where each stretch of them starts, and where it stands in the text.
    runs: Vec<(usize, Range<usize>)>,
    wording: Wording,
}

impl Reader<'_> {
    fn add(&mut self, words: &str, range: Range<usize>) {
        self.runs.push((self.words.len(), range));
        self.words.push_str(words);
    }

    /// Judges the words of the block that ends.
    fn close(&mut self, block: Use) {
        if self.runs.is_empty() {
            return self.words.clear();
        }
        let Reader { text, origin, words, runs, wording } = self;
        let before = wording.remarks.len();
        let mut tell = |range: Range<usize>, remark| {
            let place = origin.place(text, in_text(text, words, runs, range));
            wording.remarks.push((place, remark));
        };
        if matches!(block, Use::Sentences | Use::Label) {
            let counts = english::sentences(words, |range, remark| {
                if block == Use::Sentences || !matches!(remark, Remark::LongSentence(_)) {
                    tell(range, remark);
                }
            });
            if block == Use::Sentences {
                wording.counts += counts;
            }
        }
        english::acronyms(words, tell);
        if block == Use::Term {
            for (_, remark) in &mut wording.remarks[before..] {
                if let Remark::Acronym { explained, .. } = remark {
                    *explained = true;
                }
            }
        }
        self.words.clear();
        self.runs.clear();
    }
}

/// Where a range of a block's words stands in the text.
fn in_text(text: &str, words: &str, runs: &[(usize, Range<usize>)], range: Range<usize>) -> Range<usize> {
    let run = |at: usize| {
        let index = runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let end = runs.get(index + 1).map_or(words.len(), |(start, _)| *start);
        let (start, place) = &runs[index];
        // An escape or an entity is spelt otherwise in the text.
        let alike = words.get(*start..*start + place.len().min(end - start)) == text.get(place.clone());
        (*start, place.clone(), alike)
    };
    let (start, first, alike) = run(range.start);
    let from = if alike { first.start + (range.start - start) } else { first.start };
    // The last byte, not the one behind it, tells the stretch that the words end in.
    let (start, last, alike) = run(range.end - 1);
    let to = if alike { (last.start + (range.end - start)).min(last.end) } else { last.end };
    from..to.max(from)
}
