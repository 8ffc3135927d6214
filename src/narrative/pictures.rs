//! Pictures: figures where they have a caption and may be one, always with a description, always from the content.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::address::Address;
use super::events::is_wordless;
use super::render::escaped;
use super::writer::Writer;
use super::{Piece, ReferenceKind};
use crate::diagnostic::codes;

impl Writer<'_> {
    /// Writes the picture that starts at an event, whole. One that cannot be shown leaves its description.
    pub(super) fn picture(&mut self, at: usize, kind: LinkType, written: &str, caption: &str) {
        let events = self.events;
        let alt = if is_wordless(kind) { String::new() } else { events.plain(events.inside(at)) };
        let (written, range) = self.address_of(at, kind, written);
        if alt.is_empty() {
            let help = format!("say in one sentence what the picture shows: `![what it shows]({written})`");
            self.report(&codes::MISSING_ALT, events.range(at), "a picture without a description", help);
        }
        let Address::File(path, _) = Address::of(written) else {
            self.report_picture(range, written);
            return self.phrase(&escaped(&alt));
        };
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        let (figure, words) =
            if self.phrases == 0 && !caption.is_empty() { (Some(caption), String::new()) } else { (None, caption) };
        match figure {
            Some(_) => self.interrupt_paragraph(),
            None => self.open_paragraph(),
        }
        let index = self.refer(range, ReferenceKind::Picture { path, alt, caption: figure });
        self.piece(Piece::Picture(index));
        if !words.is_empty() {
            self.html(&format!(" <span class=\"caption\">{}</span>", escaped(&words)));
        }
    }

    fn report_picture(&mut self, range: Range<usize>, written: &str) {
        match Address::of(written) {
            Address::Outside | Address::Host => {
                let help = "save the picture beside the text, and name that file";
                self.report(&codes::MISSING_MEDIA, range, "a picture from another website", help);
            }
            Address::Heading(_) | Address::Nothing => {
                self.report(&codes::MISSING_MEDIA, range, "a picture without a file", "name a file beside the text");
            }
            fault => self.report_address(range, written, fault),
        }
    }
}
