//! Words that were meant as a mark: what looks like a link and is none, bold that is not closed, an address in plain words.
//!
//! Markdown has no errors: what does not follow its rules is shown as it is written. Here the likely slips among such words
//! are found. What stands in code, or behind a backslash, is meant as it is.

mod addresses;
mod emphasis;
mod links;
mod references;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::Events;
use super::{Origin, foreign, raw_html};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use crate::source::has_byte;

/// Finds the slips within lines.
pub(super) fn check(text: &str, origin: Origin, events: &Events) -> Diagnostics {
    // Most words have none of these signs.
    let names_site = text.contains("www.");
    let is_sign = |byte: u8| matches!(byte, b']' | b')' | b'[' | b'*' | b'{' | b'|' | b'`' | b'_' | b':' | b'~' | b'<' | b'@');
    let may_slip = |words: &Range<usize>| names_site || has_byte(&text.as_bytes()[words.clone()], is_sign);
    if !may_slip(&(0..text.len())) && !foreign::may_have(text.as_bytes()) {
        return Diagnostics::new();
    }
    let mut slips =
        Slips { text, origin, problems: Diagnostics::new(), bold: Vec::new(), blocks: Vec::new(), block: 0, slanted: Vec::new() };
    let mut in_table = false;
    let mut foreign = "";
    let mut at = 0;
    while at < events.len() {
        match events.event(at) {
            Event::Start(Tag::Link { link_type: LinkType::Inline, .. }) => {
                slips.beside(events.range(at));
                at = events.end(at);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }) => at = events.end(at),
            Event::Code(words) if text[events.range(at).end..].starts_with('_') => slips.link_in_code(words, events.range(at)),
            Event::Text(_) => {
                let range = events.range(at);
                let found =
                    foreign::may_have(&text.as_bytes()[range.clone()]).then(|| foreign::mark(text, origin, range.clone(), foreign));
                if let Some((begins, problem)) = found.flatten() {
                    foreign = begins;
                    slips.problems.push(problem);
                } else if may_slip(&range) {
                    slips.words(range, in_table);
                }
            }
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::TableCell) => slips.end_block(),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => slips.end_block(),
            _ => {}
        }
        at += 1;
    }
    slips.end_block();
    slips.report_slanted();
    slips.report_bold();
    slips.problems
}

/// Says what is wrong and what would be right: in place of what is marked, if that can be put there as it is.
pub(super) fn suggest(
    (text, origin): (&str, Origin),
    code: &'static Code,
    range: Range<usize>,
    message: impl Into<String>,
    right: &str,
) -> Diagnostic {
    let place = origin.place(text, range.clone());
    let problem = Diagnostic::new(code, place, message);
    let has_own_meaning = right.contains(['"', '\'', '\\']) || right.contains(": ") || right.contains(" #");
    let fits = match origin {
        Origin::File { .. } => true,
        Origin::Value { .. } => !has_own_meaning,
    };
    if fits && place.at.range().len() == text[range].len() {
        problem.replace(right)
    } else {
        problem.help(format!("did you mean `{right}`?"))
    }
}

struct Slips<'t> {
    text: &'t str,
    origin: Origin<'t>,
    problems: Diagnostics,
    /// The `**` among the words of the block so far.
    bold: Vec<usize>,
    /// Those of the blocks before.
    blocks: Vec<Vec<usize>>,
    /// How many blocks there were so far.
    block: usize,
    /// The single `*`, and the number of the block that each stands in.
    slanted: Vec<(usize, usize)>,
}

impl Slips<'_> {
    /// Looks at a stretch of words in one line that Markdown found no mark in.
    fn words(&mut self, range: Range<usize>, in_table: bool) {
        let text = self.text;
        let raw = &text[range.clone()];
        let mut taken = 0;
        for (at, sign) in signs(raw) {
            let start = range.start + at;
            // A backslash in front stands outside these words.
            if at < taken || text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1 {
                continue;
            }
            let found = match sign {
                "](" => self.round(raw, at, range.start),
                "] (" => self.apart(raw, at, range.start),
                ")[" => self.reversed(raw, at, range.start),
                "]." => self.half(raw, at, range.start).or_else(|| self.path(raw, at, range.start)),
                "(" => self.unclosed_words(raw, at, range.start),
                "[[" => self.reference(raw, at, range.start, in_table),
                "]]" => self.unopened(raw, at, range.start),
                "][" => self.undefined(raw, at, range.start),
                "{{" | "{%" => self.braces(raw, at, range.start),
                "|" => self.single(raw, at, range.start),
                "]" => self.path(raw, at, range.start),
                "`" => self.tick(start),
                "_" => self.underlined(start),
                "www." => self.named_site(raw, at, range.start),
                "@" => self.mail(raw, at, range.start),
                "~~" => self.struck(raw, at, range.start),
                "<" => self.tag(raw, at, range.start),
                "*" => {
                    self.slanted.push((start, self.block));
                    None
                }
                "**" => {
                    self.bold.push(start);
                    Some(at + 2)
                }
                _ => self.address(raw, at, range.start),
            };
            taken = found.unwrap_or(taken);
        }
    }

    /// Where the last bracket stands that opens before some place in the words, and has no backslash in front.
    fn open(&self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        raw[..at].rfind('[').filter(|open| !self.text[..offset + open].ends_with('\\'))
    }

    fn push(&mut self, code: &'static Code, range: Range<usize>, message: &str, right: &str) {
        self.problems.push(suggest((self.text, self.origin), code, range, message, right));
    }

    /// `<!--` without an end, or a tag of Word such as `<o:p>`, which Markdown takes for words.
    fn tag(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let rest = &raw[at + 1..];
        let is_of_word = rest.trim_start_matches('/').split('>').next().is_some_and(|tag| {
            let name = tag.split_once(':').map(|(one, other)| (one, other.split(' ').next().unwrap_or_default()));
            name.is_some_and(|(one, other)| {
                (1..4).contains(&one.len())
                    && (one.to_owned() + other).chars().all(|c| c.is_ascii_alphanumeric())
                    && !other.is_empty()
            })
        });
        let (end, message, help) = if rest.starts_with("!--") {
            (at + 4, "a comment that does not end is shown to readers", "end the comment with `-->`")
        } else if rest.strip_prefix('!').is_some_and(|rest| rest.starts_with(['-', '–', '—'])) && rest.contains('>') {
            (
                at + 2 + rest.find('>')?,
                "a comment starts with `<!--`, and is shown to readers otherwise",
                "write `<!--` before it and `-->` behind it",
            )
        } else if rest.starts_with('@') && rest[1..].split_once('>').is_some_and(|(name, _)| is_name_of_chat(name)) {
            let end = at + 2 + rest.find('>')?;
            let place = self.origin.place(self.text, offset + at..offset + end);
            let problem = Diagnostic::new(&codes::STRAY_MARK, place, "the name of somebody in a chat: readers see it as it is");
            self.problems.push(problem.help("write the name itself"));
            return Some(end);
        } else if is_of_word && rest.contains('>') {
            (at + 2 + rest.find('>')?, "HTML is not allowed in a text", &*raw_html::cure("o:p", false))
        } else {
            return None;
        };
        let place = self.origin.place(self.text, offset + at..offset + end);
        self.problems.push(Diagnostic::new(&codes::RAW_HTML, place, message).help(help));
        // One tag is reported, and not its end too.
        Some(if is_of_word { raw.len() } else { end })
    }

    /// `` `words <address>`_ ``, as in reStructuredText.
    fn link_in_code(&mut self, words: &str, range: Range<usize>) {
        if let Some((words, address)) = words.strip_suffix('>').and_then(|words| words.split_once(" <"))
            && address.starts_with("http")
        {
            let message = "no link: its words stand in square brackets, and its address in round ones";
            self.push(&codes::NOT_A_LINK, range.start..range.end + 1, message, &format!("[{words}]({address})"));
        }
    }

    fn end_block(&mut self) {
        self.block += 1;
        if !self.bold.is_empty() {
            self.blocks.push(std::mem::take(&mut self.bold));
        }
    }
}

/// `U024BE7LH` and the like.
fn is_name_of_chat(name: &str) -> bool {
    name.len() > 7 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// The signs of a slip in some words, in their order.
fn signs(raw: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let bytes = raw.as_bytes();
    (0..bytes.len()).filter_map(move |at| {
        let sign = match bytes[at] {
            b']' if bytes[at + 1..].starts_with(b"(") => "](",
            b']' if bytes[at + 1..].starts_with(b"]") => "]]",
            b']' if bytes[at + 1..].starts_with(b": ") || matches!(bytes.get(at + 1), Some(b'.' | b'a'..=b'z')) => "].",
            b'(' if !raw[..at].ends_with(']') => "(",
            b']' if bytes[at + 1..].starts_with(b" ") && raw[at + 1..].trim_start().starts_with('(') => "] (",
            b')' if bytes[at + 1..].starts_with(b"[") => ")[",
            b'[' if bytes[at + 1..].starts_with(b"[") => "[[",
            b'*' if bytes[at + 1..].starts_with(b"*") && !raw[..at].ends_with('*') && !raw[at + 2..].starts_with('*') => "**",
            b']' if bytes[at + 1..].starts_with(b"[") => "][",
            b']' => "]",
            b'{' if bytes[at + 1..].starts_with(b"{") => "{{",
            b'{' if bytes[at + 1..].starts_with(b"%") => "{%",
            b'|' => "|",
            b'`' if !raw[..at].ends_with('`') => "`",
            b'_' if !raw[..at].ends_with('_') => "_",
            b'w' if bytes[at..].starts_with(b"www.") => "www.",
            b'@' => "@",
            b'*' if !raw[at + 1..].starts_with('*') && !raw[..at].ends_with('*') => "*",
            b':' if bytes[at + 1..].starts_with(b"//") => "://",
            b'~' if bytes[at + 1..].starts_with(b"~") => "~~",
            b'<' => "<",
            _ => return None,
        };
        Some((at, sign))
    })
}
