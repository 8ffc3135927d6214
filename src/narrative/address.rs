//! Addresses as authors write them: what kind they are, where they stand, and what is wrong with them.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::LinkType;

use super::writer::Writer;
use crate::diagnostic::{Diagnostic, codes, nearest, unusable_name};
use crate::source::{is_invisible, is_odd_blank};

/// Every scheme that a page links to.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// A kind of signs, and what they are called.
type Signs = (fn(char) -> bool, &'static str);

/// Signs that come with text from Word.
const ODD: [Signs; 4] = [
    (|sign| matches!(sign, '“' | '”' | '„'), "curly quotation marks"),
    (is_odd_blank, "a no-break space"),
    (is_odd_hyphen, "a hyphen of Word"),
    (is_invisible, "a sign that cannot be seen"),
];

/// A hyphen that looks like the one of the keyboard.
fn is_odd_hyphen(sign: char) -> bool {
    matches!(sign, '\u{2010}' | '\u{2011}')
}

/// An address without such signs. The name of a file may have them, but for its ends.
fn without_odd_signs(written: &str) -> Cow<'_, str> {
    if written.is_ascii() {
        return written.into();
    }
    let is_odd = |sign: char| ODD.iter().any(|(is_one, _)| is_one(sign));
    let inner = written.trim_matches(|sign| is_odd(sign) || matches!(sign, '‘' | '’'));
    let is_outside = ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| inner.starts_with(scheme));
    let plain = |sign: char| if is_outside && is_odd_hyphen(sign) { '-' } else { sign };
    inner.chars().map(plain).filter(|&sign| !is_outside || !is_odd(sign)).collect()
}

/// What the author wrote as an address, by its form alone.
pub(super) enum Address {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    Outside,
    /// `#heading`, percent-decoded.
    Heading(String),
    /// A relative path and a heading, percent-decoded.
    File(String, Option<String>),
    /// `/path`.
    Root,
    /// `//host/path`.
    Host,
    /// `mailto:` without an @.
    Mail,
    /// A web address, an e-mail address or a number that cannot be one, and why.
    Odd(&'static str),
    /// Any other scheme.
    Scheme(String),
    Nothing,
}

impl Address {
    pub fn of(written: &str) -> Address {
        // Browsers take a backslash in an address for a slash.
        let slashes = written.chars().take_while(|c| matches!(c, '/' | '\\')).count();
        let (before_fragment, fragment) = written.split_once('#').unwrap_or((written, ""));
        let scheme = before_fragment.split(['/', '?']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme);
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        match scheme {
            _ if slashes >= 2 => Address::Host,
            _ if slashes == 1 => Address::Root,
            Some(scheme) if !SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)) => Address::Scheme(scheme.to_string()),
            Some(scheme) if written[scheme.len() + 1..].trim_matches('/').is_empty() => Address::Nothing,
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto") && !decoded(written).contains('@') => Address::Mail,
            Some(scheme) => odd(&scheme.to_ascii_lowercase(), &written[scheme.len() + 1..]).map_or(Address::Outside, Address::Odd),
            None if before_fragment.is_empty() && fragment.is_empty() => Address::Nothing,
            None if before_fragment.is_empty() => Address::Heading(decoded(fragment)),
            None if is_nearly_web(written) => Address::Odd("a web address starts with `https://`"),
            None => Address::File(decoded(before_fragment), Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())),
        }
    }
}

/// Whether `https//` or `https;//` stands at the start.
fn is_nearly_web(written: &str) -> bool {
    let rest = written.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    rest.is_some_and(|rest| rest.trim_start_matches(['.', ',', ';', ' ']).starts_with("//"))
}

/// What is wrong with what stands after a scheme, if nobody can be reached there.
fn odd(scheme: &str, rest: &str) -> Option<&'static str> {
    // A website without a dot in its name may be known in a network of one's own.
    let is_host = |host: &str| {
        let is_label = |label: &str| !label.is_empty() && !label.contains([',', ';', '"', '(', '[', ' ']);
        host.starts_with('[') || host.split('.').all(is_label)
    };
    match scheme {
        "tel" if rest.starts_with("//") => Some("no slashes belong between `tel:` and the number"),
        "tel" => (!rest.contains(|c: char| c.is_ascii_digit())).then_some("there is no telephone number after `tel:`"),
        "mailto" => {
            let address = rest.split('?').next().unwrap_or_default();
            let (name, host) = address.rsplit_once('@').or_else(|| address.rsplit_once("%40"))?;
            (name.starts_with('/') || name.is_empty() || name.ends_with('@') || !is_host(host) || !host.contains('.'))
                .then_some("this is no e-mail address")
        }
        _ => {
            let Some(rest) = rest.strip_prefix("//") else { return Some("two slashes belong after the colon of a web address") };
            let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            if ["http", "https"].contains(&host.trim_end_matches(':')) {
                return Some("the start of this address stands twice");
            }
            let name = host.split(':').next().filter(|_| !host.starts_with('[')).unwrap_or(host).trim_end_matches('.');
            match name {
                "localhost" | "127.0.0.1" => Some("this address leads readers to their own computer"),
                _ if name.contains(',') => Some("there is no website of that name: a comma stands in it"),
                _ => (!is_host(name)).then_some("there is no website of that name"),
            }
        }
    }
}

/// The length of an address at the start of a text that has backslashes before some of its signs.
fn escaped(raw: &str, written: &str) -> Option<usize> {
    let mut length = 0;
    for sign in written.chars() {
        let rest = &raw[length..];
        let bare =
            rest.strip_prefix('\\').filter(|bare| bare.starts_with(|c: char| c.is_ascii_punctuation()) && bare.starts_with(sign));
        let bare = bare.unwrap_or(rest);
        length = raw.len() - bare.strip_prefix(sign)?.len();
    }
    (length > 0).then_some(length)
}

pub(super) fn is_wiki(kind: LinkType) -> bool {
    matches!(kind, LinkType::WikiLink { .. })
}

/// The address of `[[address|words]]`. In a table `\|` stands for the bar, and the parser leaves the backslash there.
fn bare(address: &str) -> &str {
    address.trim_end_matches('\\').trim()
}

impl Writer<'_> {
    /// Reports an address with signs in it that Word puts there and that no address has. The link or picture is then left out.
    pub(super) fn has_odd_signs(&mut self, range: Range<usize>, written: &str) -> bool {
        let right = without_odd_signs(written);
        if right == written {
            return self.has_backslash(range);
        }
        let odd = written.chars().find_map(|sign| ODD.iter().find(|(is_one, _)| is_one(sign)));
        let name = odd.map_or("curly quotation marks", |(_, name)| name);
        let problem = Diagnostic::new(&codes::BROKEN_LINK, self.place(range.clone()), format!("{name} in an address"));
        let problem = self.suggest(problem, range, written, &right);
        self.diagnostics.push(problem);
        true
    }

    /// Reports a path of Windows, `..\\reports\\plan.pdf`. A backslash before another sign only says that this is meant as it is.
    fn has_backslash(&mut self, range: Range<usize>) -> bool {
        let raw = &self.text[range.clone()];
        let is_mark = |at: usize| raw[..at].ends_with("..") || raw[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if raw.contains([':', '[', '<']) || raw.starts_with(['/', '\\']) || !raw.match_indices('\\').any(|(at, _)| is_mark(at)) {
            return false;
        }
        let right = raw.replace('\\', "/");
        let problem = Diagnostic::new(&codes::BROKEN_LINK, self.place(range), "backslashes in the path of a file");
        self.diagnostics.push(problem.suggest(Some(&right)));
        true
    }

    /// Reports an address that neither a link nor a picture can have.
    pub(super) fn report_address(&mut self, range: Range<usize>, written: &str, fault: Address) {
        let problem = |code, message: &str| Diagnostic::new(code, self.place(range.clone()), message);
        let problem = match fault {
            Address::Host => {
                let right = format!("https://{}", written.trim_start_matches(['/', '\\']));
                let problem = problem(&codes::UNSAFE_LINK, "an address of a website without `https:`");
                self.suggest(problem, range, written, &right).sure(true)
            }
            Address::Root => problem(&codes::BROKEN_LINK, "a path from the top of the site")
                .help("write the path from this file's folder, such as `../report.pdf`, or `[[an address]]`"),
            Address::Odd(message) => {
                let help = "copy the address from where it works: `https://www.example.org/page`, `mailto:name@example.org`, \
                    `tel:+441632960000`";
                problem(&codes::BROKEN_LINK, message).help(help)
            }
            Address::Scheme(scheme) => {
                let problem = problem(&codes::UNSAFE_LINK, &format!("pages do not link to addresses with `{scheme}:`"));
                // A file's name may have a colon, which is told where the file is.
                let name = percent_decode_str(written).decode_utf8_lossy();
                let is_name = name.contains(' ') && !name.contains("//");
                let problem = if is_name { problem.cause(unusable_name(&name)) } else { problem };
                let start = &written[..scheme.len() + 1 + written[scheme.len() + 1..].starts_with("//") as usize * 2];
                match nearest(start, ["https://", "http://"]).map(|known| &known[..known.len() - 3]).or(nearest(&scheme, SCHEMES)) {
                    None if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") => {
                        problem.help("this file lies on one computer: put it beside the text, and link to it by its name")
                    }
                    None if scheme.eq_ignore_ascii_case("data") => {
                        problem.help("save it as a file beside the text, and name that file")
                    }
                    Some(known) => problem.help(format!("did you mean `{known}:`?")),
                    None => problem.help("link to https, http, mailto, tel, or a file of the content"),
                }
            }
            Address::Mail => problem(&codes::BROKEN_LINK, "a mail address without an @")
                .help("write it whole, such as `mailto:name@example.org`"),
            Address::Outside | Address::Heading(_) | Address::File(..) | Address::Nothing => {
                problem(&codes::BROKEN_LINK, "a link to nothing").help("put an address between the round brackets")
            }
        };
        self.diagnostics.push(problem);
    }

    /// The address of a link or picture, bare, and where it stands; the whole link if that cannot be told.
    pub(super) fn address_of<'w>(&self, at: usize, kind: LinkType, written: &'w str) -> (&'w str, Range<usize>) {
        let written = if is_wiki(kind) { bare(written) } else { written };
        let whole = self.events.range(at);
        let from = match kind {
            LinkType::WikiLink { .. } => whole.start,
            // The same characters may stand among the words.
            LinkType::Inline => self.events.inside(at).last().map_or(whole.start, |last| self.events.range(last).end),
            _ => {
                let given = self.events.definition(at).filter(|_| !written.is_empty());
                let found = given.and_then(|given| {
                    let from = given.start + self.text[given.clone()].find("]:")?;
                    Some(from + self.text[from..given.end].find(written)?)
                });
                return (written, found.map_or(whole, |start| start..start + written.len()));
            }
        };
        // Where brackets of both kinds interleave, the parser lets the words run past the link's end.
        let after = self.text.get(from..whole.end);
        // Nearly always it is what stands in the round brackets.
        let is_next = after.is_some_and(|after| after.strip_prefix("](").is_some_and(|rest| rest.starts_with(written)));
        // With backslashes in it, it is longer there.
        let at_its_place = || Some((2, escaped(after?.strip_prefix("](")?, written)?));
        let elsewhere = || Some((after?.find(written)?, written.len()));
        match if is_next { Some((2, written.len())) } else { at_its_place().or_else(elsewhere) } {
            Some((start, length)) if !written.is_empty() => (written, from + start..from + start + length),
            _ => (written, whole),
        }
    }

    /// Says what may be right: in place of what is marked, if that is just what was written.
    pub(super) fn suggest(&self, problem: Diagnostic, range: Range<usize>, written: &str, right: &str) -> Diagnostic {
        let marked = problem.place.map(|place| place.at.range().len());
        if self.text[range] == *written && marked == Some(written.len()) {
            problem.suggest(Some(right))
        } else {
            problem.help(format!("did you mean `{right}`?"))
        }
    }
}
