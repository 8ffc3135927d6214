//! Addresses in plain words.

use super::Slips;
use crate::diagnostic::{Diagnostic, codes};

impl Slips<'_> {
    /// `https://…` in plain words.
    pub(super) fn address(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let scheme = ["https", "http"].into_iter().find(|scheme| raw[..at].ends_with(scheme))?;
        let start = at - scheme.len();
        let address = raw[start..].split([' ', '\t', '\u{a0}', '<', '>', '"', '“', '”', '|']).next()?;
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
        if address.len() <= scheme.len() + 3 {
            return None;
        }
        let (before, after) = (&raw[..start], &raw[start + address.len()..]);
        // `<address|words>` of a chat, `[address words]` of a wiki.
        let other = match after.chars().next().unwrap_or_default() {
            '|' if before.ends_with('<') => after[1..].split_once('>'),
            ' ' if before.ends_with('[') && !before.ends_with("[[") => after[1..].split_once(']'),
            _ => None,
        };
        if let Some((words, rest)) = other.filter(|(words, _)| !words.is_empty() && !words.contains(['[', '<'])) {
            let end = raw.len() - rest.len();
            let message = "no link: its words stand in square brackets, and its address in round ones";
            self.push(&codes::NOT_A_LINK, offset + start - 1..offset + end, message, &format!("[{words}]({address})"));
            return Some(end);
        }
        let place = self.origin.place(self.text, offset + start..offset + start + address.len());
        let problem = Diagnostic::new(&codes::BARE_ADDRESS, place, "an address in plain words is no link");
        self.problems.push(problem.help(format!("say where it leads: `[words that say it]({address})`")));
        Some(start + address.len())
    }

    /// `www.…` in plain words.
    pub(super) fn named_site(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let starts = raw[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"'));
        let address = raw[at..].split(|c: char| c.is_whitespace() || "<>\"“”|)".contains(c)).next()?;
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        (starts && address.get(4..).is_some_and(|name| name.contains('.'))).then(|| {
            let place = self.origin.place(self.text, offset + at..offset + at + address.len());
            let problem = Diagnostic::new(&codes::BARE_ADDRESS, place, "an address in plain words is no link");
            self.problems.push(problem.help(format!("say where it leads: `[words that say it](https://{address})`")));
            at + address.len()
        })
    }

    /// `name@host` in plain words.
    pub(super) fn mail(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'');
        let start = raw[..at]
            .rfind(|c: char| !is_part(c))
            .map_or(0, |before| before + raw[before..].chars().next().map_or(1, char::len_utf8));
        let host = raw[at + 1..].split(|c: char| !is_part(c)).next()?.trim_end_matches(['.', '-', '_', '+']);
        // `@name@host` is an account of another kind.
        let is_mail = start < at
            && !raw[..start].ends_with(['@', '/', '’'])
            && host
                .rsplit_once('.')
                .is_some_and(|(name, end)| !name.is_empty() && end.len() > 1 && end.bytes().all(|b| b.is_ascii_lowercase()));
        is_mail.then(|| {
            let end = at + 1 + host.len();
            let address = &raw[start..end];
            let place = self.origin.place(self.text, offset + start..offset + end);
            let problem = Diagnostic::new(&codes::BARE_ADDRESS, place, "an e-mail address in plain words is no link");
            self.problems.push(problem.help(format!("write `[{address}](mailto:{address})`, or words in place of the first")));
            end
        })
    }
}
