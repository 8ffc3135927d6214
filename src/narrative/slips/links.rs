//! Links and pictures with a bracket too few, or one in the wrong place.

use std::ops::Range;

use super::{Slips, suggest};
use crate::diagnostic::{Diagnostic, codes};

impl Slips<'_> {
    /// `[words](address` without an end, or with blanks in the address. Gives where the slip ends, in the words.
    pub(super) fn round(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let from = at + 2;
        let rest = &raw[from..];
        let Some(open) = self.open(raw, at, offset) else {
            // One behind a backslash is meant as it is.
            if raw[..at].contains('[') {
                return None;
            }
            let address =
                rest.split([')', ' ']).next().filter(|address| is_address(address) && rest[address.len()..].starts_with(')'))?;
            let end = from + address.len() + 1;
            let place = self.origin.place(self.text, offset + at..offset + end);
            let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "no link: the `[` before its words is missing");
            self.problems.push(problem.help("put a `[` before the first word that is to lead there"));
            return Some(end);
        };
        let Some(close) = rest.find(')') else {
            let address = rest.split_whitespace().next()?.trim_end_matches(['.', ',', ';', ':']);
            let end = from + (rest.len() - rest.trim_start().len()) + address.len();
            let right = format!("{})", raw[open..end].trim_end_matches([']', '}', '>']));
            let message = "a link whose address has no end: the closing `)` is missing";
            return is_address(address)
                .then(|| self.push(&codes::NOT_A_LINK, offset + open..offset + end, message, &right))
                .map(|()| end);
        };
        let inside = &rest[..close];
        let bare = inside.trim_start_matches('(');
        if raw[..at].ends_with(']') != (bare.len() < inside.len()) && is_address(bare) && !bare.contains(char::is_whitespace) {
            let words = raw[open + 1..at].trim_end_matches(']');
            let end = from + close + 1 + usize::from(bare.len() < inside.len() && rest[close + 1..].starts_with(')'));
            let right = format!("[{words}]({bare})");
            self.push(&codes::NOT_A_LINK, offset + open..offset + end, "no link: one of its brackets stands twice", &right);
            return Some(end);
        }
        let (address, title) = inside.trim().split_once(char::is_whitespace)?;
        let title = title.trim();
        if is_address(address) && title.starts_with(['“', '”', '‘', '’', '"', '\'']) {
            let words = title.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\''));
            let start = offset + from + inside.rfind(title)?;
            let place = start..start + title.len();
            self.push(&codes::NOT_A_LINK, place, "a caption needs straight quotation marks", &format!("\"{words}\""));
            return Some(from + close);
        }
        let place = offset + from..offset + from + close;
        let digits: String = inside.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        if digits.len() > 6 && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-')) {
            let message = "no link: a telephone number has `tel:` before it, and no blanks";
            self.push(&codes::NOT_A_LINK, place, message, &format!("tel:{digits}"));
            return Some(from + close);
        }
        if raw[..open].ends_with('!') && title.starts_with('=') && is_address(address) {
            let place = from + inside.find('=').unwrap_or_default();
            let place = self.origin.place(self.text, offset + place..offset + from + close);
            let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "no picture: its size cannot be said here");
            self.problems.push(problem.help("take it out: pictures are as wide as their place allows"));
            return Some(from + close);
        }
        let message = "no link: there are blanks in its address";
        if ["mailto:", "tel:"].iter().any(|scheme| inside.starts_with(scheme)) && !inside.contains('?') {
            self.push(&codes::NOT_A_LINK, place, message, &inside.split_whitespace().collect::<String>());
            return Some(from + close);
        }
        if has_file_ending(inside.trim()) && !inside.contains("://") {
            self.push(&codes::NOT_A_LINK, place, message, &format!("<{}>", inside.trim()));
        } else if is_address(address) {
            let problem = Diagnostic::new(&codes::NOT_A_LINK, self.origin.place(self.text, place), message);
            self.problems.push(problem.help("take them out, or write `%20` for each"));
        } else {
            return None;
        }
        Some(from + close)
    }

    /// `[words]address)` and `[words]: address`, without the bracket before the address.
    pub(super) fn half(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset)?;
        let rest = &raw[at + 1..];
        let gap = rest.len() - rest.trim_start_matches([':', ' ']).len();
        let address = rest[gap..].split([' ', ')', '<', '\n']).next()?.trim_end_matches(['.', ',', ';']);
        let is_colon = rest.starts_with(':');
        if gap == 0 && raw[..open].ends_with('!') && has_file_ending(address) && !rest[address.len()..].starts_with(')') {
            let right = format!("{}({address})", &raw[open - 1..=at]);
            let message = "no picture: its file stands in no round brackets";
            self.push(&codes::NOT_A_LINK, offset + open - 1..offset + at + 1 + address.len(), message, &right);
            return Some(at + 1 + address.len());
        }
        let closed = rest[gap + address.len()..].starts_with(')');
        if !is_address(address) || address.starts_with('#') || !is_colon && (gap > 0 || !closed) {
            return None;
        }
        let end = at + 1 + gap + address.len() + usize::from(closed);
        let message = "no link: the `(` before the address is missing";
        self.push(&codes::NOT_A_LINK, offset + open..offset + end, message, &format!("{}({address})", &raw[open..=at]));
        Some(end)
    }

    /// `[words(address)`.
    pub(super) fn unclosed_words(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset).filter(|open| !raw[*open..at].contains(']') && !raw[..*open].ends_with('['))?;
        let close = at + raw[at..].find(')')?;
        let address = &raw[at + 1..close];
        let words = &raw[open + 1..at];
        // `[(trust/item)]`.
        if words.is_empty() && raw[close + 1..].starts_with(']') && is_plain_id(address) {
            let message = "no reference: it has two square brackets on each side";
            let range = offset + open..offset + close + 2;
            let right = format!("[[{address}]]");
            self.problems.push(suggest((self.text, self.origin), &codes::NOT_A_LINK, range, message, &right).sure(false));
            return Some(close + 2);
        }
        (is_address(address) && !address.contains(char::is_whitespace) && !words.is_empty() && !words.ends_with(' ')).then(|| {
            let message = "no link: the `]` after its words is missing";
            let words = words.trim_end_matches(['}', '>']);
            self.push(&codes::NOT_A_LINK, offset + open..offset + close + 1, message, &format!("[{words}]({address})"));
            close + 1
        })
    }

    /// `[words] (address)`.
    pub(super) fn apart(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset)?;
        let bracket = at + raw[at..].find('(')?;
        let close = bracket + raw[bracket..].find(')')?;
        let address = &raw[bracket + 1..close];
        let (path, title) = address.split_once(' ').unwrap_or((address, "\""));
        let is_picture = raw[..open].ends_with('!');
        let open = if is_picture { open - 1 } else { open };
        (is_address(path) && !path.contains(char::is_whitespace) && title.starts_with('"')).then(|| {
            let right = format!("{}]({address})", &raw[open..at]);
            let what = if is_picture { "picture" } else { "link" };
            let message = &format!("no {what}: there is a blank between its brackets");
            self.push(&codes::NOT_A_LINK, offset + open..offset + close + 1, message, &right);
            close + 1
        })
    }

    /// `(words)[address]`.
    pub(super) fn reversed(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('(')?;
        let close = at + raw[at..].find(']')?;
        let address = &raw[at + 2..close];
        (is_address(address) && !address.contains(char::is_whitespace)).then(|| {
            let right = format!("[{}]({address})", &raw[open + 1..at]);
            let message = "no link: its brackets are the wrong way round";
            self.push(&codes::NOT_A_LINK, offset + open..offset + close + 1, message, &right);
            close + 1
        })
    }

    /// `[words][label]`, where nothing says what the label stands for.
    pub(super) fn undefined(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = self.open(raw, at, offset)?;
        let close = at + 2 + raw[at + 2..].find(']')?;
        let (words, label) = (&raw[open + 1..at], &raw[at + 2..close]);
        let has_words = |text: &str| text.contains(char::is_alphabetic);
        let label = if label.is_empty() { words } else { label };
        // `list[first][next]` is a formula.
        let is_free = !raw[..open].ends_with(|c: char| c == '[' || c.is_alphanumeric());
        (has_words(words) && has_words(label) && is_free).then(|| {
            let place = self.origin.place(self.text, offset + open..offset + close + 1);
            let message = format!("no link: nothing says where `{label}` leads");
            let help = format!("put the address in round brackets: `[{words}](address)`");
            self.problems.push(Diagnostic::new(&codes::NOT_A_LINK, place, message).help(help));
            close + 1
        })
    }

    /// A bracket right before or behind a link that no other in its paragraph goes with: `[[words](address)`, `[words](address))`.
    pub(super) fn beside(&mut self, link: Range<usize>) {
        let text = self.text;
        let after = text[link.end..].split("\n\n").next().unwrap_or_default();
        let before = &text[..link.start];
        if before.ends_with('[') && !before.ends_with("\\[") && !after.contains(']') {
            self.stray(link.start - 1);
        } else if after.starts_with(')') && !after[1..].starts_with(char::is_alphanumeric) {
            let start = before.rfind("\n\n").map_or(0, |at| at + 2);
            let open = before[start..].bytes().fold(0_usize, |open, byte| match byte {
                b'(' => open + 1,
                b')' => open.saturating_sub(1),
                _ => open,
            });
            if open == 0 {
                self.stray(link.end);
            }
        }
    }

    fn stray(&mut self, at: usize) {
        let place = self.origin.place(self.text, at..at + 1);
        let problem = Diagnostic::new(&codes::NOT_A_LINK, place, "a bracket beside this link goes with no other");
        self.problems.push(problem.help("take it out, or write the other one"));
    }
}

/// Whether some words are the address of an item beyond doubt.
fn is_plain_id(words: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/');
    words.contains(['-', '/']) && words.starts_with(|c: char| c.is_ascii_lowercase()) && words.bytes().all(is_part)
}

/// Whether some words are an address or a file's name beyond doubt.
fn is_address(words: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:", "www.", "../", "./"].iter().any(|start| words.starts_with(start))
        || has_file_ending(words)
        || (words.starts_with('#') && !words.contains(' '))
}

fn has_file_ending(words: &str) -> bool {
    const ENDINGS: [&str; 15] = [
        ".md", ".pdf", ".html", ".htm", ".yaml", ".csv", ".doc", ".docx", ".xls", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".svg",
    ];
    let path = words.split(['#', '?']).next().unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}
