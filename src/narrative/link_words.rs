//! The words of links: whether they say where the link leads, as the standards for access ask (WCAG 2.2, 2.4.4) and as GOV.UK
//! and the NHS have it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::events::is_wordless;
use super::writer::Writer;
use crate::diagnostic::codes;

/// Words that say nothing when a screen reader reads out the links of a page as a list.
const VAGUE: &[&str] = &[
    "click here",
    "click",
    "here",
    "read more",
    "read more here",
    "see more",
    "more",
    "more here",
    "learn more",
    "find out more",
    "find out more here",
    "more info",
    "more information",
    "more details",
    "details",
    "see here",
    "go here",
    "go",
    "this",
    "this link",
    "this page",
    "this site",
    "this website",
    "this document",
    "link",
    "the link",
    "page",
    "website",
    "web page",
    "webpage",
    "download",
    "download here",
    "view",
    "continue",
    "continue reading",
    "click this",
    "click this link",
    "click me",
    "press here",
    "tap here",
    "follow this link",
    "find out",
    "read on",
    "show more",
    "view more",
    "further details",
    "further information",
    "info",
    "document",
    "the document",
    "file",
    "url",
    "yma",
    "cliciwch yma",
    "darllen mwy",
    "mwy",
    "rhagor",
];

impl Writer<'_> {
    /// Reports the words of a link if they do not say where it leads.
    pub(super) fn judge_words(&mut self, at: usize, kind: LinkType, written: &str) {
        if is_wordless(kind) || kind == LinkType::Email {
            return;
        }
        let Some(range) = self.words_of(at) else { return };
        let words = self.events.plain(self.events.inside(at));
        let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bar = || self.text[range.clone()].find('|');
        // A bar that is written as an entity is meant.
        if let Some(bar) = matches!(kind, LinkType::WikiLink { .. }).then(bar).flatten() {
            let bar = range.start + bar;
            let help = "an address and its words have one `|` between them; take this one out";
            self.report(&codes::STRAY_MARK, bar..bar + 1, "a second `|` is shown as one of the words", help);
        } else if plain.starts_with("click here ") {
            let help =
                "name what it leads to, without these words: readers who hear links one by one know that they can follow them";
            self.report(&codes::VAGUE_LINK, range, "a link that starts with \"click here\"", help);
        } else if VAGUE.contains(&plain.as_str()) || is_number(&plain) {
            let help = format!("name what it leads to, such as \"our annual report\", in place of \"{words}\"");
            self.report(&codes::VAGUE_LINK, range, format!("\"{words}\" does not say where the link leads"), help);
        } else if is_long_address(&words) || is_without_scheme(&words, written) || names_file(words.trim(), written) {
            let help = format!("say in words where it leads: `[words]({written})`");
            self.report(&codes::BARE_ADDRESS, range, "an address in place of words", help);
        }
    }

    /// Where the words of a link or picture stand; `None` if there are none, or a picture is among them.
    pub(super) fn words_of(&self, at: usize) -> Option<Range<usize>> {
        let inside = self.events.inside(at);
        let has_picture = inside.clone().any(|inner| matches!(self.events.event(inner), Event::Start(Tag::Image { .. })));
        let (first, last) = (inside.clone().next()?, inside.last()?);
        (!has_picture).then(|| self.events.range(first).start..self.events.range(last).end.max(self.events.range(first).end))
    }
}

/// Whether words are no more than a mark or a number, such as that of a note.
fn is_number(plain: &str) -> bool {
    plain.len() < 3 && !plain.contains(char::is_alphabetic)
}

/// Whether words are no more than the name of the file that an address leads to.
fn names_file(words: &str, address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    // Files of plain text are called by their names, such as robots.txt.
    let is_ending = |ending: &str| (2..5).contains(&ending.len()) && ending != "txt";
    let is_name = !words.contains([':', ' ']) && words.rsplit_once('.').is_some_and(|(_, ending)| is_ending(ending));
    is_name && (path == words || path.strip_suffix(words).is_some_and(|folder| folder.is_empty() || folder.ends_with('/')))
}

/// Whether some words are the address itself, with its path and without its start.
fn is_without_scheme(words: &str, address: &str) -> bool {
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.trim_start_matches("www.").trim_end_matches('/').to_string()
    };
    address.contains("://") && !words.contains("://") && words.contains('/') && bare(words.trim()) == bare(address)
}

/// Whether some words are a web address with a path. The bare name of a website can be read out, and serves as its name.
fn is_long_address(words: &str) -> bool {
    let rest = words.strip_prefix("https://").or(words.strip_prefix("http://"));
    let rest = rest.or(words.starts_with("www.").then_some(words));
    rest.is_some_and(|rest| !rest.contains(' ') && rest.trim_end_matches('/').contains('/'))
}
