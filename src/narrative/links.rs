//! Links: which are finished here, and which the site has to look up.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::address::{Address, is_wiki};
use super::events::is_wordless;
use super::render::quoted_address;
use super::writer::Writer;
use super::{Piece, Reference, ReferenceKind};
use crate::diagnostic::{Diagnostic, codes, nearest};

/// How an open link ends.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Closing {
    /// It was not to be linked; only its words are written.
    Words,
    Anchor,
    Reference(usize),
}

impl Writer<'_> {
    /// Starts a link, or writes it whole if its words are not the author's. Gives the index of the last event dealt with.
    pub(super) fn link(&mut self, at: usize, kind: LinkType, written: &str) -> usize {
        self.open_paragraph();
        let (written, range) = self.address_of(at, kind, written);
        let fault = self.link_fault(at, kind, written);
        if let Some((message, help)) = fault {
            let mut place = self.events.range(at);
            // The mark stands before the blank.
            place.start -= if message.contains("between `!`") { 2 } else { 0 };
            self.report(&codes::BROKEN_LINK, place, message, help);
        }
        if fault.is_none() {
            self.judge_words(at, kind, written);
        }
        let closing = match kind {
            _ if fault.is_some() => Closing::Words,
            LinkType::WikiLink { .. } => Closing::Reference(self.refer(range, ReferenceKind::Address(written.to_string()))),
            LinkType::Email => self.destination(range, &format!("mailto:{written}")),
            _ => self.destination(range, written),
        };
        if is_wordless(kind) {
            if let Closing::Reference(index) = closing {
                self.pieces.push(Piece::Title(index));
            }
            return self.events.end(at);
        }
        if let Closing::Reference(index) = closing {
            self.pieces.push(Piece::LinkStart(index));
        }
        self.links.push(closing);
        self.phrases += 1;
        at
    }

    /// What is wrong with a link that cannot be one wherever it leads, and what to do.
    fn link_fault(&self, at: usize, kind: LinkType, written: &str) -> Option<(&'static str, &'static str)> {
        let is_picture = |inner| matches!(self.events.event(inner), Event::Start(Tag::Image { .. }));
        let mut inside = self.events.inside(at);
        let has_words = is_wordless(kind) || !self.events.plain(inside.clone()).is_empty() || inside.any(is_picture);
        let raw = &self.text[self.events.range(at)];
        let is_image = [".png", ".jpg", ".jpeg", ".svg", ".webp"].iter().any(|end| written.to_ascii_lowercase().ends_with(end));
        if is_wiki(kind) && ["File:", "Image:"].iter().any(|start| written.starts_with(start)) {
            Some(("no picture: brackets of a wiki stand around its file", "write `![what it shows](file.png)`"))
        } else if is_wiki(kind) && raw.contains("||") {
            Some(("two bars stand between the address and the words", "take one of the two out"))
        } else if is_image && self.follows_mark(self.events.range(at).start) {
            Some(("no picture: a blank stands between `!` and `[`", "take the blank out"))
        } else if self.in_link() {
            Some(("a link within a link", "end the one before the other starts"))
        } else if is_wiki(kind) && written.is_empty() {
            Some(("a reference to nothing", "write the address of an item: `[[people]]`"))
        } else if is_wiki(kind) && !has_words {
            Some(("a link without words", "leave out the | to show the target's title"))
        } else if !has_words {
            Some(("a link without words", "put words between the square brackets"))
        } else {
            None
        }
    }

    /// Whether a `!` stands before a place, with blanks on both sides: that of a sentence follows its last word.
    fn follows_mark(&self, at: usize) -> bool {
        self.text[..at].strip_suffix("! ").is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    }

    /// Whether what is written now stands in a link that is shown as one.
    pub(super) fn in_link(&self) -> bool {
        self.links.iter().any(|link| *link != Closing::Words)
    }

    pub(super) fn end_link(&mut self) {
        self.phrases -= 1;
        match self.links.pop() {
            Some(Closing::Anchor) => self.html("</a>"),
            Some(Closing::Reference(_)) => self.pieces.push(Piece::LinkEnd),
            Some(Closing::Words) | None => {}
        }
    }

    fn destination(&mut self, range: Range<usize>, written: &str) -> Closing {
        if self.has_odd_signs(range.clone(), written) {
            return Closing::Words;
        }
        match Address::of(written) {
            Address::Outside => {
                self.html(&format!("<a href=\"{}\">", quoted_address(written)));
                Closing::Anchor
            }
            Address::Heading(id) => self.heading_link(range, id),
            Address::File(path, fragment) => Closing::Reference(self.refer(range, ReferenceKind::File { path, fragment })),
            fault => {
                self.report_address(range, written, fault);
                Closing::Words
            }
        }
    }

    fn heading_link(&mut self, range: Range<usize>, id: String) -> Closing {
        let headings = self.headings;
        self.notes.link_to(&id);
        if headings.values().any(|heading| heading.id == id) || self.notes.has_id(&id) {
            self.html("<a href=\"#");
            self.pieces.push(Piece::Id(&id));
            self.html("\">");
            return Closing::Anchor;
        }
        let found = nearest(&id, headings.values().map(|heading| heading.id.as_str())).map(|id| format!("#{id}"));
        let message = format!("no heading of this text has the id `{id}`");
        let problem = Diagnostic::new(&codes::BROKEN_LINK, self.place(range.clone()), message);
        let problem = match found {
            Some(found) => self.suggest(problem, range, &format!("#{id}"), &found),
            None => problem.help(
                "a heading's id is its words, in small letters and joined by hyphens; one of another file is `people.md#its-id`",
            ),
        };
        self.diagnostics.push(problem);
        Closing::Words
    }

    pub(super) fn refer(&mut self, range: Range<usize>, kind: ReferenceKind) -> usize {
        let place = self.place(range);
        self.references.push(Reference { place, kind });
        self.references.len() - 1
    }
}
