//! What all that writes pieces shares: the state of what is open, and the few ways to write.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::events::Events;
use super::footnotes::Notes;
use super::links::Closing;
use super::{Heading, Origin, Piece, Pieces, Reference};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Place;

pub(super) struct Writer<'e> {
    pub text: &'e str,
    pub origin: Origin<'e>,
    pub events: &'e Events<'e>,
    /// By the index of their start.
    pub headings: &'e BTreeMap<usize, Heading>,
    pub diagnostics: Diagnostics,
    pub notes: Notes,
    pub pieces: Pieces,
    pub references: Vec<Reference>,
    pub paragraph: Paragraph,
    /// How many elements are open that hold phrases only, so no figure.
    pub phrases: usize,
    /// The links that are open, the innermost last.
    pub links: Vec<Closing>,
    /// The level of the heading that is open.
    pub heading: Option<u8>,
    pub table: Table,
    pub in_code: bool,
    /// The names of the tags of raw HTML that were reported and may still get an end tag.
    pub raw_tags: Vec<String>,
}

/// A figure cannot stand in a paragraph, so a paragraph opens only once there are words, and again after a figure.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Paragraph {
    Outside,
    Due,
    Open,
}

#[derive(Default)]
pub(super) struct Table {
    pub alignments: Vec<Alignment>,
    pub column: usize,
    pub in_head: bool,
    /// Whether a row is open, be it of the head.
    pub in_row: bool,
    pub cell_end: &'static str,
}

impl<'e> Writer<'e> {
    pub fn new(
        text: &'e str,
        origin: Origin<'e>,
        events: &'e Events<'e>,
        headings: &'e BTreeMap<usize, Heading>,
        diagnostics: Diagnostics,
    ) -> Writer<'e> {
        Writer {
            text,
            origin,
            events,
            headings,
            diagnostics,
            notes: Notes::of(events),
            pieces: Pieces::default(),
            references: Vec::new(),
            paragraph: Paragraph::Outside,
            phrases: 0,
            links: Vec::new(),
            heading: None,
            table: Table::default(),
            in_code: false,
            raw_tags: Vec::new(),
        }
    }

    pub fn place(&self, range: Range<usize>) -> Place {
        self.origin.place(self.text, range)
    }

    pub fn report(&mut self, code: &'static Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let problem = Diagnostic::new(code, self.place(range), message).help(help);
        self.diagnostics.push(problem);
    }

    /// Writes finished HTML.
    pub fn html(&mut self, html: &str) {
        self.pieces.push(Piece::Html(html));
    }

    /// Opens the paragraph that is due, since words or a phrase follow.
    pub fn open_paragraph(&mut self) {
        if self.paragraph == Paragraph::Due {
            self.html("<p>");
            self.paragraph = Paragraph::Open;
        }
    }

    /// Closes the paragraph that is open; what follows in it gets another.
    pub fn interrupt_paragraph(&mut self) {
        if self.paragraph == Paragraph::Open {
            self.html("</p>\n");
            self.paragraph = Paragraph::Due;
        }
    }

    /// Where a block is left out that stood between words: what follows is another word.
    pub fn part_words(&mut self) {
        if self.pieces.ends_in_words() {
            self.html("\n");
        }
    }

    pub fn phrase(&mut self, html: &str) {
        self.open_paragraph();
        self.html(html);
    }

    pub fn start_mark(&mut self, tag: &str) {
        self.phrase(tag);
        self.phrases += 1;
    }

    pub fn end_mark(&mut self, tag: &str) {
        self.html(tag);
        self.phrases -= 1;
    }

    pub fn start_cell(&mut self, empty: bool) {
        // A header without words names nothing, so it is no header.
        let (tag, end) = if self.table.in_head && !empty { ("th scope=\"col\"", "</th>") } else { ("td", "</td>") };
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.table.cell_end = end;
        self.html(&["<", tag, class, ">"].concat());
    }
}
