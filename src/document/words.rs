//! Words with their emphasis, links and notes, as Markdown that shows every one of them.

use pulldown_cmark::{Event, Parser, Tag};

use super::escape;
use crate::narrative::MARKDOWN;

/// A stretch of words that look alike. A line break is `\n`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// A web address, or one of mail or telephone.
    pub link: Option<String>,
    /// It is the mark of this note, and has no words.
    pub note: Option<String>,
}

/// The words of a paragraph, a heading, an item or a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    spans: Vec<Span>,
    /// Markdown of the author's, kept as it is.
    source: Option<String>,
}

/// What stands between a label and what it is the label of.
const SEPARATORS: [char; 6] = [' ', '-', '–', '—', ':', '.'];

impl Span {
    pub fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    fn looks_like(&self, other: &Span) -> bool {
        self.note.is_none()
            && other.note.is_none()
            && (self.bold, self.italic, &self.link) == (other.bold, other.italic, &other.link)
    }
}

impl Words {
    /// Words of these spans; blanks at both ends and doubled ones go.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Words {
        let mut whole: Vec<Span> = Vec::new();
        for mut span in spans {
            span.text = span.text.replace('\t', " ");
            match whole.last_mut().filter(|last| last.looks_like(&span)) {
                Some(last) => last.text.push_str(&span.text),
                None if span.text.is_empty() && span.note.is_none() => {}
                None => whole.push(span),
            }
        }
        let mut after_blank = true;
        for span in &mut whole {
            let mut text = String::with_capacity(span.text.len());
            for letter in span.text.chars() {
                if letter == '\n' {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                if letter != ' ' || !after_blank {
                    text.push(letter);
                }
                after_blank = letter == ' ' || letter == '\n';
            }
            span.text = text;
        }
        while let Some(last) = whole.last_mut().filter(|last| last.note.is_none()) {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            whole.pop();
        }
        if let Some(first) = whole.first_mut() {
            first.text = first.text.trim_start().to_string();
        }
        whole.retain(|span| !span.text.is_empty() || span.note.is_some());
        Words { spans: whole, source: None }
    }

    pub fn plain_of(text: &str) -> Words {
        Words::of([Span::plain(text)])
    }

    /// Markdown that stays as it is written.
    pub fn of_markdown(source: &str) -> Words {
        let (plain, _) = read(source);
        Words { spans: vec![Span::plain(plain)], source: Some(source.trim().to_string()) }
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The author's own Markdown, if it stays as it is.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The bold words that they start with, and the words behind them: `**Kind** - we are considerate`.
    pub fn split_lead(&self) -> Option<(String, Words)> {
        let (lead, rest) = match &self.source {
            Some(source) => {
                let (lead, rest) = source.strip_prefix("**")?.split_once("**")?;
                (read(lead).0, Words::of_markdown(rest.trim_start_matches(SEPARATORS)))
            }
            None => {
                let (first, rest) = self.spans.split_first().filter(|(first, _)| first.bold && first.link.is_none())?;
                let mut rest = rest.to_vec();
                let next = rest.first_mut()?;
                next.text = next.text.trim_start_matches(SEPARATORS).to_string();
                (first.text.clone(), Words::of(rest))
            }
        };
        let lead = folded(lead.trim_matches(SEPARATORS));
        (!lead.is_empty() && !rest.is_empty()).then_some((lead, rest))
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty() || self.source.as_deref() == Some("")
    }

    /// The words alone, in one line.
    pub fn plain(&self) -> String {
        folded(&self.spans.iter().map(|span| span.text.as_str()).collect::<String>())
    }

    /// Whether all of them are bold.
    pub fn are_bold(&self) -> bool {
        self.spans.iter().any(|span| span.bold) && self.spans.iter().all(|span| span.bold || span.text.trim().is_empty())
    }

    /// The labels of the notes that they refer to.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().filter_map(|span| span.note.as_deref())
    }

    /// Where links lead that are among them.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().filter_map(|span| span.link.as_deref())
    }

    /// The same without the marks of notes.
    pub fn without_notes(&self) -> Words {
        let spans = self.spans.iter().filter(|span| span.note.is_none()).cloned();
        match &self.source {
            Some(source) => Words::of_markdown(&with_notes(source, |_| String::new())),
            None => Words::of(spans),
        }
    }

    /// The same behind the first letters, as many as these bytes.
    pub fn without_start(&self, bytes: usize) -> Words {
        let mut left = bytes;
        let cut = self.spans.iter().cloned().map(|mut span| {
            let mut gone = left.min(span.text.len());
            while !span.text.is_char_boundary(gone) {
                gone += 1;
            }
            left -= gone.min(left);
            span.text.drain(..gone);
            span
        });
        match &self.source {
            // The words of a source are cut in the source, where they stand there as they are.
            Some(source) => match source.strip_prefix(&folded(&self.plain()[..bytes.min(self.plain().len())])) {
                Some(rest) => Words::of_markdown(rest),
                None => self.clone(),
            },
            None => Words::of(cut.collect::<Vec<_>>()),
        }
    }

    /// As Markdown with line breaks, for a narrative.
    pub fn markdown(&self) -> String {
        if let Some(source) = &self.source {
            return source.clone();
        }
        let (plain, bare) = (self.plain(), self.without_notes());
        let ways = [(true, true, true), (true, false, true), (false, false, true), (false, false, false)];
        let shows_all = |way: &&(bool, bool, bool)| folded(&read(&bare.written(**way)).0) == plain;
        self.written(*ways.iter().find(shows_all).unwrap_or(&ways[3]))
    }

    /// As Markdown in one line, for a cell or a field.
    pub fn line(&self) -> String {
        let text = self.markdown();
        folded(&text.replace("\\\n", " "))
    }

    /// With bold words, italic ones and links, or without.
    fn written(&self, (bold, italic, links): (bool, bool, bool)) -> String {
        let mut text = String::new();
        for (at, span) in self.spans.iter().enumerate() {
            if let Some(label) = &span.note {
                text.push_str(&format!("[^{label}]"));
                continue;
            }
            let mark = match (span.bold && bold, span.italic && italic) {
                (true, true) => "***",
                (true, false) => "**",
                (false, true) => "*",
                (false, false) => "",
            };
            let link = span.link.as_ref().filter(|_| links);
            if mark.is_empty() && link.is_none() {
                text.push_str(&escape::letters(&span.text));
                continue;
            }
            // Marks and links stand close to words: what is blank at their ends stands outside, and punctuation where a letter is
            // next, since `**word:**next` shows its stars.
            let inner = span.text.trim();
            let lead = span.text.len() - span.text.trim_start().len();
            let next = self.spans.get(at + 1).and_then(|next| next.text.chars().next());
            let touches = lead + inner.len() == span.text.len() && next.is_some_and(char::is_alphanumeric) && link.is_none();
            let kept = if touches { inner.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '’') } else { inner };
            let (before, after) = (&span.text[..lead], &span.text[lead + kept.len()..]);
            text.push_str(&escape::letters(before));
            if !kept.is_empty() {
                let words = format!("{mark}{}{mark}", escape::letters(kept));
                match link {
                    Some(address) => text.push_str(&format!("[{words}]({})", target(address))),
                    None => text.push_str(&words),
                }
            }
            text.push_str(&escape::letters(after));
        }
        let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escape::start).collect();
        lines.join("\\\n")
    }
}

/// An address as a link has it.
fn target(address: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '(' | ')' | '\\');
    if address.chars().all(is_plain) { address.to_string() } else { format!("<{}>", address.replace(['<', '>', '\n'], "")) }
}

/// The words of Markdown, and where its links lead.
pub fn read(markdown: &str) -> (String, Vec<String>) {
    let (mut plain, mut links) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, MARKDOWN) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            _ => {}
        }
    }
    (plain, links)
}

/// Markdown whose marks of notes, `[^1]`, are others: asks for each label what is to stand there.
pub fn with_notes(source: &str, mut mark: impl FnMut(&str) -> String) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("[^") {
        let label = rest[at + 2..].split([']', '[', '\n']).next().unwrap_or_default();
        let end = at + 2 + label.len();
        let is_escaped = rest[..at].len() - rest[..at].trim_end_matches('\\').len();
        if label.is_empty() || !rest[end..].starts_with(']') || is_escaped % 2 == 1 {
            text.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        }
        text.push_str(&rest[..at]);
        text.push_str(&mark(label));
        rest = &rest[end + 1..];
    }
    text + rest
}

/// In one line, with single blanks.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
