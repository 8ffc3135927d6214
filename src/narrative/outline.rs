//! Headings: their ids, and whether their levels follow each other.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::events::Events;
use super::{Heading, Origin};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::is_odd_blank;

/// The headings by the index of their start. One without any content is not there, and not to be shown.
///
/// Ids are the author's (`{#id}`), else made from the words; they are unique, not empty, and need no escape in an address.
pub(super) fn headings(events: &Events, text: &str, origin: Origin) -> (BTreeMap<usize, Heading>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut ids = Ids::default();
    let mut headings = BTreeMap::new();
    let fields = fields(text);
    if fields > 0 {
        let message = "a narrative has no fields between two lines `---`: this makes a heading of them";
        let problem = Diagnostic::new(&codes::ACCIDENTAL_HEADING, origin.place(text, 0..fields), message);
        diagnostics.push(problem.help("remove these lines; the title stands in `strategy.yaml`"));
    }
    for (at, event) in events.iter() {
        let Event::Start(Tag::Heading { level, id, attrs, .. }) = event else { continue };
        if !events.inside(at).any(|inner| !matches!(events.event(inner), Event::InlineHtml(_))) {
            let problem = Diagnostic::new(&codes::EMPTY_HEADING, origin.place(text, events.range(at)), "a heading without words");
            diagnostics.push(problem.help("write its words behind the mark, or remove the line"));
            continue;
        }
        let raw = text[events.range(at)].trim();
        let is_underlined = !raw.starts_with('#') && events.range(at).start >= fields;
        if is_underlined && (is_several_lines(raw) || ends_a_sentence(raw)) {
            diagnostics.push(underlined(text, origin, events.range(at)));
        }
        if let Some(start) = raw.find(" {#").filter(|_| id.is_none() && !raw.ends_with('}')) {
            let from = events.range(at).start + text[events.range(at)].find(raw).unwrap_or_default() + start + 1;
            let place = origin.place(text, from..from + raw.len() - start - 1);
            let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "the id of this heading does not end");
            diagnostics.push(problem.help("put a `}` after it"));
        }
        if let Some(problem) = marked_twice(text, origin, events.range(at)) {
            diagnostics.push(problem);
        }
        let meant = odd_id(id.as_deref(), attrs);
        if let Some(id) = &meant {
            diagnostics.push(in_braces(text, origin, events.range(at), id));
        }
        let mut given = meant.as_deref().or(id.as_deref()).map(safe).unwrap_or_default();
        if !given.is_empty() && ids.has(&given) {
            let place = origin.place(text, events.range(at));
            let message = format!("two headings have the id `{given}`");
            diagnostics.push(Diagnostic::new(&codes::DUPLICATE_ID, place, message).help(codes::DUPLICATE_ID.cure()));
            given.clear();
        } else if !given.is_empty() {
            ids.unique(&given);
        }
        let place = origin.place(text, events.range(at));
        headings.insert(at, Heading { place, level: *level as u8, id: given, text: events.plain(events.inside(at)) });
    }
    diagnostics.extend(above_the_first(&headings));
    let top = headings.values().next().map_or(1, |first: &Heading| first.level.min(2));
    let mut before = None;
    for (number, heading) in headings.values_mut().enumerate() {
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
            let help = format!("use level {deepest}: `{}`", "#".repeat(deepest.into()));
            diagnostics.push(Diagnostic::new(&codes::HEADING_LEVEL, heading.place, message).help(help));
        }
        before = Some(heading.level.max(top));
    }
    (headings, diagnostics)
}

/// A heading of a higher level than the first: the one, or the first if there are several.
fn above_the_first(headings: &BTreeMap<usize, Heading>) -> Option<Diagnostic> {
    let first = headings.values().next()?;
    let mut above = headings.values().filter(|heading| heading.level < first.level.min(2));
    let (one, several) = (above.next()?, above.next().is_some());
    let (heading, message, right) = match several {
        false => (one, "a heading of level 1 below one of level 2", "##"),
        true => (first, "the first heading is of level 2, and others of level 1", "#"),
    };
    let help = format!("use level {}: `{right}`", right.len());
    Some(Diagnostic::new(&codes::HEADING_LEVEL, heading.place, message).help(help))
}

/// Where the fields end that some text starts with, as pages do; 0 if there are none.
fn fields(text: &str) -> usize {
    let first = text.lines().nth(1).and_then(|line| line.split_once(':')).map_or("", |(key, _)| key);
    let is_key = !first.is_empty() && first.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_key || text.lines().next().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if number > 0 && line.trim_end() == "---" {
            return end;
        }
    }
    0
}

/// The id that was meant by `{walls}` or `{#the walls}`: there is no such attribute as one of these words.
fn odd_id(id: Option<&str>, attributes: &[(CowStr, Option<CowStr>)]) -> Option<String> {
    let words = attributes.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| &**name);
    let words: Vec<&str> = id.into_iter().chain(words).collect();
    let is_odd = words.len() > usize::from(id.is_some()) && attributes.iter().all(|(_, value)| value.is_none());
    is_odd.then(|| slug::slugify(words.join(" ")))
}

/// Words in braces behind a heading, of which nothing is shown.
fn in_braces(text: &str, origin: Origin, range: Range<usize>, id: &str) -> Diagnostic {
    let raw = &text[range.clone()];
    let start = raw.rfind('{').unwrap_or_default();
    let end = raw[start..].find('}').map_or(raw.len(), |end| start + end + 1);
    let message = match raw[start..].starts_with("{#") {
        true => "the id of a heading has no blanks",
        false => "words in braces behind a heading are not shown",
    };
    let problem = Diagnostic::new(&codes::STRAY_MARK, origin.place(text, range.start + start..range.start + end), message);
    problem.help(format!("write `{{#{id}}}` for an id, or put a backslash before the `{{` if readers are to see it"))
}

/// Whether a mistake in a text, told at its place, takes away headings or their ids: what links to them is not to blame.
pub fn may_lack_headings(text: &str, id: &str) -> bool {
    let is_lost = |line: &str| {
        let words = line.trim_start_matches('#');
        let bold = line.trim().strip_prefix("**").and_then(|line| line.strip_suffix("**"));
        let is_marked = words.len() < line.len();
        let is_joined = words.trim().is_empty() || words.starts_with(|c: char| c.is_alphanumeric() || is_odd_blank(c));
        let braces = words.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{')).map_or("", |(_, inside)| inside);
        let is_odd_id = braces.strip_prefix('#').map_or(!braces.is_empty() && !braces.contains(['.', '=']), |id| id.contains(' '));
        is_marked && (is_joined || is_odd_id) || bold.is_some_and(|bold| slug::slugify(bold) == id)
    };
    let open_comment = text.rfind("<!--").is_some_and(|start| !text[start..].contains("-->"));
    let is_fence = |line: &&str| ["```", "~~~"].iter().any(|mark| line.trim_start().starts_with(mark));
    open_comment || text.lines().filter(is_fence).count() % 2 == 1 || text.lines().any(is_lost)
}

/// `## # Words`; `## # of beds` has a sign for the word number.
fn marked_twice(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = &text[range.clone()];
    let words = raw.trim_start_matches('#').trim_start();
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let is_twice = raw.starts_with('#')
        && (1..7).contains(&marks)
        && rest.starts_with([' ', '\t'])
        && rest.trim_start().starts_with(char::is_uppercase);
    let at = range.start + raw.len() - words.len();
    is_twice.then(|| {
        let message = "a second mark of a heading is shown as one of its words";
        Diagnostic::new(&codes::STRAY_MARK, origin.place(text, at..at + marks), message).help("take it out")
    })
}

/// A line of `---` or `===` below words makes a heading of them, although most people mean a dividing line.
fn underlined(text: &str, origin: Origin, range: Range<usize>) -> Diagnostic {
    let raw = text[range.clone()].trim_end();
    let line = raw.rfind('\n').map_or(0, |end| end + 1);
    let place = origin.place(text, range.start + line..range.start + raw.len());
    Diagnostic::new(&codes::ACCIDENTAL_HEADING, place, "this line makes a heading of the words above it")
        .help("leave a blank line above it for a dividing line; for a heading, write `## ` before its words; for a list, words after the dash")
}

/// Whether a heading has several lines of words above its line.
fn is_several_lines(raw: &str) -> bool {
    raw.lines().filter(|line| !line.trim().is_empty()).count() > 2
}

fn ends_a_sentence(raw: &str) -> bool {
    raw.lines().next().is_some_and(|words| words.trim_end().ends_with(['.', ';', ',']))
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
