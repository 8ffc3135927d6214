//! Markdown and tables: only the ends of lines, blanks that mean nothing, and the end of the file.

use crate::narrative::{self, Origin, Pieces};
use crate::source::SourceId;

/// A text of Markdown. What a reader sees stays the same.
pub fn prose(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plain = ended(&text.replace("\r\n", "\n"));
    let tidy = ended(&without_idle_blanks(&plain));
    if seen(&tidy) == seen(&plain) { tidy } else { plain }
}

/// What a text is on a page.
fn seen(text: &str) -> (Pieces, Vec<String>) {
    let (prose, _) = narrative::parse(text, Origin::File { source: SourceId::FIRST, offset: 0 }, false);
    let addresses = prose.references.iter().map(|reference| reference.address().unwrap_or_default().to_string()).collect();
    (prose.pieces, addresses)
}

/// Without blanks at the ends of lines. Two of them break a line, unless a paragraph ends there; in code all are the author's.
fn without_idle_blanks(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut new = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let words = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        let is_code = fence.is_some();
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let bare = line.trim_end_matches([' ', '\t']);
        let breaks = line.len() - bare.len() > 1 && !bare.is_empty() && lines.peek().is_some_and(|next| !next.trim().is_empty());
        new.push_str(if is_code || breaks { line } else { bare });
        new.push('\n');
    }
    new
}

/// A table of figures: its cells stay as they are.
pub fn table(text: &str) -> String {
    // A cell in quotes may have several lines.
    let is_simple =
        text.lines().all(|line| line.matches('"').count().is_multiple_of(2)) && !text.replace("\r\n", "").contains('\r');
    if is_simple { ended(&text.replace("\r\n", "\n")) } else { text.to_string() }
}

/// With one line end at the end, if there is anything.
fn ended(text: &str) -> String {
    let bare = text.trim_end_matches(['\n', ' ', '\t']);
    if bare.is_empty() {
        return String::new();
    }
    // Blanks on the last line may mean something.
    let end = text[bare.len()..].find('\n').map_or(text.len(), |brk| bare.len() + brk);
    format!("{}\n", &text[..end])
}
