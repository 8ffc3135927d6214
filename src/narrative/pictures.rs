//! Pictures: figures where they have a caption and may be one, always with a description, always from the content.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::address::Address;
use super::events::is_wordless;
use super::render::escaped;
use super::writer::Writer;
use super::{Piece, ReferenceKind};
use crate::diagnostic::codes;

/// What needs not be said: a screen reader says that there is a picture.
const OPENINGS: [&str; 24] = [
    "image of ",
    "an image of ",
    "picture of ",
    "a picture of ",
    "photo of ",
    "a photo of ",
    "photograph of ",
    "a photograph of ",
    "graphic of ",
    "a graphic of ",
    "image showing ",
    "an image showing ",
    "picture showing ",
    "a picture showing ",
    "photo showing ",
    "a photo showing ",
    "photograph showing ",
    "a photograph showing ",
    "graphic showing ",
    "a graphic showing ",
    "image: ",
    "picture: ",
    "photo: ",
    "photograph: ",
];

/// Descriptions that describe nothing.
const EMPTY_WORDS: [&str; 37] = [
    "image",
    "picture",
    "photo",
    "photograph",
    "graphic",
    "icon",
    "untitled",
    "alt",
    "alt text",
    "image description",
    "img",
    "pic",
    "an image",
    "a picture",
    "a photo",
    "a photograph",
    "a graphic",
    "logo",
    "chart",
    "a chart",
    "graph",
    "a graph",
    "diagram",
    "a diagram",
    "figure",
    "banner",
    "screenshot",
    "thumbnail",
    "placeholder",
    "description",
    "decorative",
    "image here",
    "todo",
    "tbc",
    "tbd",
    "xxx",
    "n/a",
];

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
        if let Some((message, help)) = self.poor_words(at, &alt, written, caption) {
            let words = self.words_of(at).unwrap_or_else(|| events.range(at));
            self.report(&codes::POOR_ALT, words, message, help);
        }
        if self.has_odd_signs(range.clone(), written) {
            return self.phrase(&escaped(&alt));
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
        self.pieces.push(Piece::Picture(index));
        if !words.is_empty() {
            self.html(&format!(" <span class=\"caption\">{}</span>", escaped(&words)));
        }
    }

    /// What is wrong with a description that is there, and what to do.
    fn poor_words(&self, at: usize, alt: &str, written: &str, caption: &str) -> Option<(String, String)> {
        let folded = alt.to_lowercase();
        let plain = folded.trim_end_matches(['.', ':']);
        let says = "say in one sentence what the picture shows".to_string();
        let opening = OPENINGS.iter().find(|opening| folded.starts_with(*opening));
        if let Some(opening) = opening {
            let rest = alt.get(opening.len()..).unwrap_or_default().trim();
            let message = format!("a description that starts with \"{}\"", opening.trim_end());
            return Some((message, format!("leave these words out, as it is known to be a picture: \"{}\"", with_capital(rest))));
        }
        let file = written.rsplit('/').next().unwrap_or_default().to_lowercase();
        let stem = file.rsplit_once('.').map_or(&*file, |(stem, _)| stem);
        let is_file = is_file_name(plain)
            || plain == stem && stem.len() > 2 && !plain.contains(' ') && (plain.contains(['_', '-']) || alt == plain);
        if !folded.is_empty() && (is_file || plain == file) {
            return Some(("a description that is the name of a file".to_string(), says));
        }
        if EMPTY_WORDS.contains(&plain) {
            return Some((format!("`{alt}` says nothing of what the picture shows"), says));
        }
        if !folded.is_empty() && folded == caption.to_lowercase() {
            return Some(("the same words as the caption: a screen reader reads them twice".to_string(), says));
        }
        let beside = self.beside_in_link(at)?.to_lowercase();
        (!folded.is_empty() && beside == folded)
            .then(|| ("the same words as the link around it: a screen reader reads them twice".to_string(), says))
    }

    /// The words beside a picture in the link that holds it.
    fn beside_in_link(&self, at: usize) -> Option<String> {
        let events = self.events;
        let is_link = |&start: &usize| matches!(events.event(start), Event::Start(Tag::Link { .. })) && events.end(start) > at;
        let link = (0..at).rev().take(4).find(is_link)?;
        let words = [events.plain(link + 1..at), events.plain(events.end(at) + 1..events.end(link))];
        Some(words.join(" ").trim().to_string())
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

/// Whether some words are the name of a picture's file, or what cameras and programs call one.
fn is_file_name(folded: &str) -> bool {
    let ends = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp", ".heic"];
    let is_numbered = |start: &str| {
        let rest = folded.strip_prefix(start).map(|rest| rest.trim_start_matches(['_', '-', ' ', '(']));
        rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.replace(" at ", " ").chars().all(|c| c.is_ascii_digit() || "-_.: )".contains(c))
        })
    };
    ends.iter().any(|ending| folded.ends_with(ending))
        || ["img", "dsc", "dscn", "dcim", "image", "picture", "photo", "screenshot", "untitled"]
            .iter()
            .any(|start| is_numbered(start))
}

fn with_capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
