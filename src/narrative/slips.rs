//! Words that were meant as a mark: what looks like a link and is none, bold that is not closed, an address in plain words.
//!
//! Markdown has no errors: what does not follow its rules is shown as it is written. Here the likely slips among such words
//! are found. What stands in code, or behind a backslash, is meant as it is.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Events;
use super::{Origin, foreign};
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
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }) => at = events.end(at),
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

    fn push(&mut self, code: &'static Code, range: Range<usize>, message: &str, right: &str) {
        self.problems.push(suggest((self.text, self.origin), code, range, message, right));
    }

    /// `[words](address` without an end, or with blanks in the address. Gives where the slip ends, in the words.
    fn round(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let from = at + 2;
        let rest = &raw[from..];
        let Some(open) = raw[..at].rfind('[') else {
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
            let right = format!("{})", &raw[open..end]);
            let message = "a link whose address has no end: the closing `)` is missing";
            return is_address(address)
                .then(|| self.push(&codes::NOT_A_LINK, offset + open..offset + end, message, &right))
                .map(|()| end);
        };
        let inside = &rest[..close];
        let (address, title) = inside.trim().split_once(char::is_whitespace)?;
        let title = title.trim();
        if is_address(address) && title.starts_with(['“', '”', '‘', '’', '"', '\'']) {
            let words = title.trim_matches(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\''));
            let right = format!("{address} \"{words}\"");
            self.push(&codes::NOT_A_LINK, offset + from..offset + from + close, "a caption needs straight quotation marks", &right);
            return Some(from + close);
        }
        let place = offset + from..offset + from + close;
        let message = "no link: there are blanks in its address";
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
    fn half(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[')?;
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
    fn unclosed_words(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[').filter(|open| !raw[*open..at].contains(']') && !raw[..*open].ends_with('['))?;
        let close = at + raw[at..].find(')')?;
        let address = &raw[at + 1..close];
        let words = &raw[open + 1..at];
        (is_address(address) && !address.contains(char::is_whitespace) && !words.is_empty() && !words.ends_with(' ')).then(|| {
            let message = "no link: the `]` after its words is missing";
            self.push(&codes::NOT_A_LINK, offset + open..offset + close + 1, message, &format!("[{words}]({address})"));
            close + 1
        })
    }

    /// `[words] (address)`.
    fn apart(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[')?;
        let bracket = at + raw[at..].find('(')?;
        let close = bracket + raw[bracket..].find(')')?;
        let address = &raw[bracket + 1..close];
        (is_address(address) && !address.contains(char::is_whitespace)).then(|| {
            let right = format!("{}]({address})", &raw[open..at]);
            let message = "no link: there is a blank between its brackets";
            self.push(&codes::NOT_A_LINK, offset + open..offset + close + 1, message, &right);
            close + 1
        })
    }

    /// `(words)[address]`.
    fn reversed(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
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

    /// `[[address` without an end.
    fn reference(&mut self, raw: &str, at: usize, offset: usize, in_table: bool) -> Option<usize> {
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
    fn unopened(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[')?;
        let address = &raw[open + 1..at];
        let is_whole = id_at(address)?.len() == address.split('|').next()?.len();
        let is_single = !raw[..open].ends_with('[');
        (is_whole && is_single).then(|| {
            let message = "a reference starts with two brackets";
            self.push(&codes::NOT_A_LINK, offset + open..offset + at + 2, message, &format!("[[{address}]]"));
            at + 2
        })
    }

    /// `https://…` in plain words.
    fn address(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let scheme = ["https", "http"].into_iter().find(|scheme| raw[..at].ends_with(scheme))?;
        let start = at - scheme.len();
        let address = raw[start..].split([' ', '\t', '\u{a0}', '<', '>', '"', '“', '”', '|']).next()?;
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
        if address.len() <= scheme.len() + 3 {
            return None;
        }
        let place = self.origin.place(self.text, offset + start..offset + start + address.len());
        let problem = Diagnostic::new(&codes::BARE_ADDRESS, place, "an address in plain words is no link");
        self.problems.push(problem.help(format!("say where it leads: `[words that say it]({address})`")));
        Some(start + address.len())
    }

    /// `[words][label]`, where nothing says what the label stands for.
    fn undefined(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[')?;
        let close = at + 2 + raw[at + 2..].find(']')?;
        let (words, label) = (&raw[open + 1..at], &raw[at + 2..close]);
        let has_words = |text: &str| text.contains(char::is_alphabetic);
        let label = if label.is_empty() { words } else { label };
        (has_words(words) && has_words(label) && !raw[..open].ends_with('[')).then(|| {
            let place = self.origin.place(self.text, offset + open..offset + close + 1);
            let message = format!("no link: nothing says where `{label}` leads");
            let help = format!("put the address in round brackets: `[{words}](address)`");
            self.problems.push(Diagnostic::new(&codes::NOT_A_LINK, place, message).help(help));
            close + 1
        })
    }

    /// `~~words` without an end.
    fn struck(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let word = raw[at..].split_whitespace().next().filter(|word| word[2..].starts_with(char::is_alphanumeric))?;
        let place = self.origin.place(self.text, offset + at..offset + at + word.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "struck-out words that do not end");
        self.problems.push(problem.help("put `~~` after the last of them, or take the words out"));
        Some(at + word.len())
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
        } else if is_of_word && rest.contains('>') {
            (at + 2 + rest.find('>')?, "HTML is not allowed in a text", codes::RAW_HTML.cure())
        } else {
            return None;
        };
        let place = self.origin.place(self.text, offset + at..offset + end);
        self.problems.push(Diagnostic::new(&codes::RAW_HTML, place, message).help(help));
        // One tag is reported, and not its end too.
        Some(if is_of_word { raw.len() } else { end })
    }

    /// `[address|words]`: a reference with one bracket on each side.
    fn single(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[').filter(|open| !raw[..*open].ends_with('['))?;
        let close = at + raw[at..].find(']')?;
        let is_id = id_at(&raw[open + 1..at]).is_some_and(|id| id.len() == at - open - 1);
        let is_alone = !raw[close + 1..].starts_with([']', '(', '[', ':']);
        (is_id && is_alone).then(|| {
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
    fn path(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let open = raw[..at].rfind('[').filter(|open| !raw[..*open].ends_with(['[', '!']))?;
        let address = &raw[open + 1..at];
        let is_id =
            id_at(address).is_some_and(|id| id.len() == address.len()) && address.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_long = address.matches('/').count() > 1 && address.contains(|c: char| c == '-' || c.is_ascii_digit());
        (is_id && is_long).then(|| {
            let message = "no reference: it has two brackets on each side";
            self.push(&codes::NOT_A_LINK, offset + open..offset + at + 1, message, &format!("[[{address}]]"));
            at + 1
        })
    }

    /// A backtick that Markdown has left among the words: it has no other.
    fn tick(&mut self, start: usize) -> Option<usize> {
        let place = self.origin.place(self.text, start..start + 1);
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "a backtick that no other goes with");
        self.problems.push(
            problem
                .help("take it out; code has one on both sides, lines of code have ``` above and below, and an apostrophe is `'`"),
        );
        None
    }

    /// `_words` that starts italics and does not end them.
    fn underlined(&mut self, start: usize) -> Option<usize> {
        let text = self.text;
        let is_free = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“');
        let rest = &text[start..];
        let marks = rest.len() - rest.trim_start_matches('_').len();
        let word = rest.split_whitespace().next().unwrap_or_default();
        let block = rest.split("\n\n").next().unwrap_or_default();
        let opens = text[..start].chars().next_back().is_none_or(is_free) && rest[marks..].starts_with(char::is_alphabetic);
        let is_name = word.trim_end_matches('.').contains('.') || word[marks..].contains(['/', '=']);
        let ends = block[marks..].matches('_').count();
        // One of two marks stays over: `__words_`.
        if !opens || is_name || marks > 2 || ends >= marks {
            return None;
        }
        let place = self.origin.place(text, start..start + word.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "words in italics that do not end");
        self.problems.push(problem.help("put `_` after the last of them; for an underscore as such, write `\\_`"));
        Some(start + marks)
    }

    /// `www.…` in plain words.
    fn named_site(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
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
    fn mail(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
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

    /// `{{address}}`, or a mark of another program's templates, such as `{{ title }}` and `{% include %}`.
    fn braces(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let close = if raw[at..].starts_with("{{") { "}}" } else { "%}" };
        let address = &raw[at + 2..at + 2 + raw[at + 2..].find(close)?];
        let end = at + 4 + address.len();
        if close == "%}" || address.starts_with([' ', '<', '%']) {
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

    /// Reports a `*` that starts words and does not end them, and `**words*`.
    fn report_slanted(&mut self) {
        let text = self.text;
        let blank_before =
            |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
        let in_word = |at: usize| text[at + 1..].starts_with(char::is_alphabetic);
        // Printed texts mark footnotes with asterisks: "waits* fell", and below "*to March".
        let is_footnote = self.slanted.iter().any(|&(at, _)| !blank_before(at));
        let torn = |pair: &[(usize, usize)]| {
            let ((one, block), (two, other)) = (pair[0], pair[1]);
            let ends = text[..two].ends_with(' ') && !text[two + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '*');
            !is_footnote && block == other && blank_before(one) && in_word(one) && ends
        };
        let pairs: Vec<(usize, usize)> =
            self.slanted.windows(2).filter(|pair| torn(pair)).map(|pair| (pair[0].0, pair[1].0)).collect();
        for (one, two) in pairs {
            let message = "not in italics: there are blanks between `*` and the words";
            self.push(&codes::UNCLOSED_MARK, one..two + 1, message, &format!("*{}*", text[one + 1..two].trim()));
        }
        for &(at, block) in &self.slanted {
            let is_alone = self.slanted.iter().filter(|(_, other)| *other == block).count() == 1;
            let is_odd = text[at + 1..].starts_with('*') || text[..at].ends_with('*');
            let line = text[at..].lines().next().unwrap_or_default();
            let word = line.split_whitespace().next().unwrap_or_default();
            let (message, help) = match (is_odd, is_alone && blank_before(at) && in_word(at) && !is_footnote) {
                (true, _) => ("more asterisks on one side of the words than on the other", "bold words have `**` on both sides"),
                (_, true) => {
                    ("words in italics that do not end", "put `*` after the last of them; for an asterisk as such, write `\\*`")
                }
                _ => continue,
            };
            let place = self.origin.place(text, at..at + word.len());
            self.problems.push(Diagnostic::new(&codes::UNCLOSED_MARK, place, message).help(help));
        }
    }

    fn end_block(&mut self) {
        self.block += 1;
        if !self.bold.is_empty() {
            self.blocks.push(std::mem::take(&mut self.bold));
        }
    }

    /// Reports `**` that starts bold words and does not end them, and `** words **` with blanks inside.
    fn report_bold(&mut self) {
        let text = self.text;
        let blank_before =
            |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
        let blank_after = |at: usize| text[at + 2..].chars().next().is_none_or(char::is_whitespace);
        let opens = |at: usize| blank_before(at) && !blank_after(at);
        let blocks = std::mem::take(&mut self.blocks);
        // Printed texts mark footnotes with asterisks: "waits** fell", and below "**to March".
        let is_footnote = blocks.iter().flatten().any(|&at| !blank_before(at) && text[at + 2..].starts_with([' ', ',', '.']));
        for block in blocks {
            match block[..] {
                [one] if opens(one) && !is_footnote => {
                    let line = text[one..].lines().next().unwrap_or_default();
                    let word = line.split_whitespace().next().unwrap_or_default();
                    let place = self.origin.place(text, one..one + word.len());
                    let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "bold words that do not end");
                    self.problems.push(problem.help("put `**` after the last bold word; for an asterisk as such, write `\\*`"));
                }
                [one, two] if blank_after(one) || !blank_after(two) || blank_before(two) => {
                    let words = &text[one + 2..two];
                    let has_blank = words.starts_with(' ') || words.ends_with(' ');
                    if has_blank && !words.contains('\n') && words.contains(char::is_alphabetic) {
                        let message = "not bold: there are blanks between `**` and the words";
                        self.push(&codes::UNCLOSED_MARK, one..two + 2, message, &format!("**{}**", words.trim()));
                    }
                }
                _ => {}
            }
        }
    }
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

/// The address of an item that some words start with.
fn id_at(words: &str) -> Option<&str> {
    let end =
        words.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/'))).unwrap_or(words.len());
    (end > 0).then(|| &words[..end])
}
