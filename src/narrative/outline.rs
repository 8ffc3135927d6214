//! Headings: their ids, and whether their levels follow each other.

use std::collections::{BTreeMap, HashMap};

use pulldown_cmark::{Event, Tag};

use super::events::Events;
use super::{Heading, Origin};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// The headings by the index of their start. One without any content is not there, and not to be shown.
///
/// Ids are the author's (`{#id}`), else made from the words; they are unique, not empty, and need no escape in an address.
pub(super) fn headings(events: &Events, text: &str, origin: Origin) -> (BTreeMap<usize, Heading>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut ids = Ids::default();
    let mut headings = BTreeMap::new();
    for (at, event) in events.iter() {
        let Event::Start(Tag::Heading { level, id, .. }) = event else { continue };
        if !events.inside(at).any(|inner| !matches!(events.event(inner), Event::InlineHtml(_))) {
            continue;
        }
        let mut given = id.as_deref().map(safe).unwrap_or_default();
        if !given.is_empty() && ids.has(&given) {
            let place = origin.place(text, events.range(at));
            let message = format!("two headings have the id `{given}`");
            diagnostics.push(Diagnostic::new(&codes::DUPLICATE_ID, place, message).help(codes::DUPLICATE_ID.cure()));
            given.clear();
        } else if !given.is_empty() {
            ids.unique(&given);
        }
        headings.insert(at, Heading { level: *level as u8, id: given, text: events.plain(events.inside(at)) });
    }
    let mut before = None;
    for (number, (&at, heading)) in headings.iter_mut().enumerate() {
        // Given ids were all taken above, so that a heading further up cannot take one by its words.
        if heading.id.is_empty() {
            let slug = slug::slugify(&heading.text);
            heading.id = ids.unique(&if slug.is_empty() { format!("section-{}", number + 1) } else { slug });
        }
        let deepest = before.map_or(2, |level| level + 1);
        if heading.level > deepest {
            let message = match before {
                None => format!("the first heading is of level {}", heading.level),
                Some(before) => format!("a heading of level {} follows one of level {before}", heading.level),
            };
            let place = origin.place(text, events.range(at));
            let help = format!("use level {deepest}: `{}`", "#".repeat(deepest.into()));
            diagnostics.push(Diagnostic::new(&codes::HEADING_LEVEL, place, message).help(help));
        }
        before = Some(heading.level);
    }
    (headings, diagnostics)
}

/// An author's id as it is, or with hyphens for what would need an escape.
fn safe(id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    id.chars().map(kept).collect::<String>().trim_matches('-').to_string()
}

/// The ids that are taken, each with the number that a repeat of it gets next.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The id itself, or with `-2`, `-3` … behind it when it is taken.
    fn unique(&mut self, wanted: &str) -> String {
        let mut number = self.0.get(wanted).copied().unwrap_or(1);
        let mut id = wanted.to_string();
        while self.has(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_string(), number);
        self.0.entry(id.clone()).or_insert(1);
        id
    }
}
