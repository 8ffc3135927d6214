//! Marks in texts that are no part of them: quotes, brackets, comments, what nobody sees.

use super::super::quoted;
use super::{Reader, indent};
use crate::diagnostic::codes;
use crate::source::{has_byte, is_invisible};

/// Pairs of quotation marks that are none to YAML.
const CURLY: [(char, char); 6] = [('“', '”'), ('”', '”'), ('“', '“'), ('„', '“'), ('„', '”'), ('‘', '’')];

impl Reader<'_> {
    /// Characters at the ends of a text that nobody sees: no name with them is the one that it looks like.
    pub(super) fn invisible(&mut self, value: &str, at: usize) {
        let is_odd = |c: Option<char>| c.is_some_and(is_invisible);
        // A byte-order mark in front of the file is none of its text.
        if at == 0 && value.starts_with('\u{feff}')
            || value.is_ascii()
            || !(is_odd(value.chars().next()) || is_odd(value.chars().next_back()))
        {
            return;
        }
        let clean = value.trim_matches(is_invisible);
        let problem =
            self.problem(&codes::WRONG_VALUE, at, at + value.len(), format!("an invisible character stands beside `{clean}`"));
        self.found.push(problem.help("delete the whole value, and type it again").replace(clean));
    }

    /// `title: Plan #1` ends at the blank before the #.
    pub(super) fn comment_in(&mut self, value: &str, at: usize) {
        if memchr::memchr(b'#', value.as_bytes()).is_none() {
            return;
        }
        let mut from = 0;
        while let Some(found) = value[from..].find(" #") {
            let hash = from + found + 1;
            let rest = &value[hash..];
            if rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
                let problem = self.problem(
                    &codes::COMMENT_IN_TEXT,
                    at + hash,
                    at + value.len(),
                    "what follows a space and a # is a comment, and is not shown",
                );
                self.found
                    .push(problem.help(format!("if it is part of the text, put quotes round the whole text: {}", quoted(value))));
            }
            // The rest of the line is the comment.
            if !rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
                return;
            }
            from = value.len();
        }
    }

    /// Curly quotes round a whole text are part of it; and where one stands alone, the other was forgotten.
    pub(super) fn curly(&mut self, value: &str, at: usize, above: usize) {
        // Most texts have none: both begin with this byte.
        if memchr::memchr(0xe2, value.as_bytes()).is_none() {
            return;
        }
        let (opened, closed) = (value.matches('“').count(), value.matches('”').count());
        // `36”` are inches, and other languages have other pairs.
        let is_other = value.contains(['„', '«', '»'])
            || value.match_indices('”').any(|(at, _)| value[..at].ends_with(|c: char| c.is_ascii_digit()));
        let next = || self.text[at + value.len()..].lines().skip(1).find(|line| !line.trim().is_empty());
        if opened + closed == 1 && !is_other && next().is_none_or(|next| indent(next) <= above) {
            let (mark, what) = if closed == 0 {
                ('“', "nothing closes what this `“` opens")
            } else {
                ('”', "nothing opens what this `”` closes")
            };
            let start = at + value.find(mark).unwrap_or_default();
            let problem = self.problem(&codes::STRAY_MARK, start, start + mark.len_utf8(), what);
            self.found.push(problem.help("write the other one too, or take this one out"));
        }
        let encloses = |(open, close): &(char, char)| {
            let inner = value.strip_prefix(*open).and_then(|inner| inner.strip_suffix(*close));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([*open, *close].as_slice()))
        };
        if CURLY.iter().any(encloses) {
            let problem = self.problem(
                &codes::CURLY_QUOTES,
                at,
                at + value.len(),
                "curly quotes do not enclose a text; they are shown as part of it",
            );
            self.found.push(problem.help("remove them, or leave them if readers are to see them"));
        }
    }

    /// A quote or a bracket at the end of a text that nothing opens, or `!` and `&` that take its first word away.
    pub(super) fn stray_mark(&mut self, value: &str, at: usize) {
        // Most texts have none of these marks.
        let is_marked = value.starts_with(['!', '&']) || value.ends_with('\'');
        if !is_marked && !has_byte(value.as_bytes(), |byte| matches!(byte, b']' | b'}' | b'"')) {
            return;
        }
        let text = value.find(" #").map_or(value, |comment| value[..comment].trim_end());
        let end = at + text.len();
        let opens = |open: char, close: char| text.ends_with(close) && !text.contains(open);
        let end = if text.ends_with("\".") || text.ends_with("\",") { end - 1 } else { end };
        let odd_quotes = self.text[..end].ends_with('"') && !text.matches('"').count().is_multiple_of(2);
        let closes = [('[', ']'), ('{', '}')].into_iter().find(|(open, close)| opens(*open, *close)).map(|(_, close)| close);
        // `a screen of 24"`
        let number = text.trim_end_matches('"').rsplit(' ').next().unwrap_or_default();
        let is_inches =
            number.len() < 4 && text.contains(' ') && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        // An apostrophe stands after a letter.
        let odd_single = [".'", "!'", "?'", ",'"].iter().any(|end| text.ends_with(end)) && {
            let opens = |(at, _): (usize, &str)| !text[..at].ends_with(char::is_alphanumeric);
            !text[..text.len() - 1].match_indices('\'').any(opens)
        };
        let odd = odd_quotes.then_some('"').or(odd_single.then_some('\''));
        if let Some(mark) = closes.or(odd).filter(|_| !is_inches) {
            let problem = self.problem(&codes::STRAY_MARK, end - 1, end, format!("nothing opens what this `{mark}` closes"));
            self.found.push(problem.help("remove it, or put what it closes before the text"));
        }
        let first = value.chars().next();
        let name = value.split(' ').next().unwrap_or_default();
        // An anchor alone stands before what is below it, and takes nothing away.
        let is_anchor = first == Some('&') && (name.len() == value.len() || self.text.contains(&format!("*{}", &name[1..])));
        // `&nbsp;We`, from a web page.
        if let Some(entity) = name.split_inclusive(';').next().filter(|_| first == Some('&')).filter(|entity| is_entity(entity)) {
            let problem = self.problem(&codes::STRAY_MARK, at, at + entity.len(), format!("`{entity}` is HTML, and no text"));
            self.found.push(problem.help("remove it, or write the letter that it stands for"));
            return;
        }
        let takes_a_word = matches!(first, Some('!' | '&')) && name.len() > 1 && !name.starts_with("!!") && !is_anchor;
        if takes_a_word || name == "!" && value.len() > 1 {
            let mark = first.unwrap_or_default();
            let problem = self.problem(
                &codes::STRAY_MARK,
                at,
                at + text.len(),
                match name.len() {
                    1 => format!("`{mark}` has a meaning of its own at the start of a text, and is not shown"),
                    _ => format!("`{mark}` has a meaning of its own at the start of a text, and takes `{name}` away"),
                },
            );
            self.found.push(problem.help("put quotes round the text").replace(quoted(text)).sure(false));
        }
    }
}

/// Whether a word is written as HTML writes a letter: `&nbsp;`, `&#160;`.
fn is_entity(word: &str) -> bool {
    let name = word.strip_prefix('&').and_then(|word| word.strip_suffix(';'));
    name.is_some_and(|name| name.len() > 1 && name.trim_start_matches('#').bytes().all(|b| b.is_ascii_alphanumeric()))
}
