//! References to items with a bracket too few, or with brackets of another kind.

use super::Slips;
use crate::diagnostic::{Diagnostic, codes};

impl Slips<'_> {
    /// `[[address` without an end.
    pub(super) fn reference(&mut self, raw: &str, at: usize, offset: usize, in_table: bool) -> Option<usize> {
        let rest = &raw[at + 2..];
        if rest.starts_with("]]") {
            let place = self.origin.place(self.text, offset + at..offset + at + 4);
            let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "a reference to nothing");
            self.problems.push(problem.help("write the address of an item: `[[people]]`"));
            return Some(at + 4);
        }
        if let Some(words) = rest.strip_prefix('|').and_then(|rest| rest.split_once("]]")) {
            let end = at + 2 + 1 + words.0.len() + 2;
            let place = self.origin.place(self.text, offset + at..offset + end);
            let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "a reference without an address");
            self.problems.push(problem.help("write the address of an item before the bar: `[[people|words]]`"));
            return Some(end);
        }
        // Brackets upon brackets name nothing, and would be searched for their ends one by one.
        if rest.starts_with('[') {
            return None;
        }
        let line = self.text[offset + at + 2..].lines().next().unwrap_or_default();
        // In a table a bar ends the cell, which the table's own check tells.
        if rest.contains("]]") || (in_table && line.contains("]]")) {
            return None;
        }
        let address = id_at(rest)?;
        let after = &rest[address.len()..];
        let message = "a reference without an end: the closing `]]` is missing";
        let (end, right) = match after.find(']') {
            Some(close) if close == 0 || after.starts_with('|') => {
                let end = at + 2 + address.len() + close;
                (end + 1, format!("{}]]", &raw[at..end]))
            }
            _ if after.starts_with('|') => {
                let problem =
                    Diagnostic::new(&codes::NOT_A_LINK, self.origin.place(self.text, offset + at..offset + raw.len()), message);
                self.problems.push(problem.help("put `]]` after the last of its words"));
                return Some(raw.len());
            }
            _ => (at + 2 + address.len(), format!("[[{address}]]")),
        };
        self.push(&codes::NOT_A_LINK, offset + at..offset + end, message, &right);
        Some(end)
    }

    /// `[address]]`.
    pub(super) fn unopened(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let Some(open) = self.open(raw, at, offset) else {
            let in_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/');
            let address = &raw[raw[..at].trim_end_matches(in_id).len()..at];
            let is_id = address.len() > 2 && address.starts_with(|c: char| c.is_ascii_lowercase());
            // A name in capitals, or a bracket behind a backslash, is meant as it is.
            let is_free = !raw[..at].contains('[') && !raw[..at - address.len()].ends_with(char::is_alphanumeric);
            return (is_id && is_free).then(|| {
                let range = offset + at - address.len()..offset + at + 2;
                let message = "a reference without a start: the opening `[[` is missing";
                self.push(&codes::NOT_A_LINK, range, message, &format!("[[{address}]]"));
                at + 2
            });
        };
        let address = &raw[open + 1..at];
        let is_whole = id_at(address)?.len() == address.split('|').next()?.len();
        // `b[c[d]]` is a formula, and `[words]](address)` a link with a bracket too many.
        let is_single = !raw[..open].ends_with(|c: char| c == '[' || c.is_alphanumeric()) && !raw[at + 2..].starts_with('(');
        (is_whole && is_single).then(|| {
            let message = "a reference starts with two brackets";
            self.push(&codes::NOT_A_LINK, offset + open..offset + at + 2, message, &format!("[[{address}]]"));
            at + 2
        })
    }

    /// `[address|words]`: a reference with one bracket on each side.
    pub(super) fn single(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset).filter(|open| !raw[..*open].ends_with('['))?;
        let close = at + raw[at..].find(']')?;
        let is_id = id_at(&raw[open + 1..at]).is_some_and(|id| id.len() == at - open - 1);
        let is_alone = !raw[close + 1..].starts_with([']', '(', '[', ':']);
        // `[yes|no]` is a choice: of two plain words, neither is an address.
        let is_choice = !raw[open + 1..at].contains(['-', '/']) && raw[at + 1..close].chars().all(|c| c.is_lowercase() || c == '|');
        (is_id && is_alone && !is_choice).then(|| {
            let right = format!("[[{}]]", &raw[open + 1..close]);
            self.push(
                &codes::NOT_A_LINK,
                offset + open..offset + close + 1,
                "no reference: it has two brackets on each side",
                &right,
            );
            close + 1
        })
    }

    /// `[trust/strategy-2026/item]`: an address with one bracket on each side, too long to be other words.
    pub(super) fn path(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset).filter(|open| !raw[..*open].ends_with(['[', '!']))?;
        let address = &raw[open + 1..at];
        let is_id =
            id_at(address).is_some_and(|id| id.len() == address.len()) && address.starts_with(|c: char| c.is_ascii_alphabetic());
        // `[in-patient/out-patient/day-case]` is none: strategies are called after their years.
        let is_long = address.matches('/').count() > 1 && address.contains(|c: char| c.is_ascii_digit());
        (is_id && is_long).then(|| {
            let message = "no reference: it has two brackets on each side";
            self.push(&codes::NOT_A_LINK, offset + open..offset + at + 1, message, &format!("[[{address}]]"));
            at + 1
        })
    }

    /// `{{address}}`, or a mark of another program's templates, such as `{{ title }}` and `{% include %}`.
    pub(super) fn braces(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let close = if raw[at..].starts_with("{{") { "}}" } else { "%}" };
        let address = &raw[at + 2..at + 2 + raw[at + 2..].find(close)?];
        let end = at + 4 + address.len();
        let is_name =
            |words: &str| words.starts_with(char::is_alphabetic) && words.contains(' ') && !words.contains(['{', ',', '+']);
        if close == "%}" || address.starts_with([' ', '<', '%']) || is_name(address) {
            let place = self.origin.place(self.text, offset + at..offset + end);
            let problem = Diagnostic::new(&codes::STRAY_MARK, place, "a mark of a template, which readers would see as it is");
            self.problems.push(problem.help("write the words themselves; a text is not filled in"));
            return Some(end);
        }
        (id_at(address)?.len() == address.split('|').next()?.len()).then(|| {
            let message = "no reference: its brackets are square ones";
            self.push(&codes::NOT_A_LINK, offset + at..offset + end, message, &format!("[[{address}]]"));
            end
        })
    }
}

/// The address of an item that some words start with.
fn id_at(words: &str) -> Option<&str> {
    let end =
        words.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/'))).unwrap_or(words.len());
    (end > 0).then(|| &words[..end])
}
