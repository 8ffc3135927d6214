//! Plain text: lines that are paragraphs, headings by their looks, lists and tables as people type them.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::clean::{self, Cleaned, Draft, bullet};
use super::{Block, Document, Place, Span, Words, guess};

/// A line of at least this many letters was not wrapped by hand.
const WRAPPED: usize = 100;

/// Reads a text.
pub fn read(text: &str) -> Document {
    let mut document = Document::default();
    let mut cleaned = Cleaned::default();
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| cleaned.letters(line, Place::Line(at + 1)).trim_end_matches([' ', '\t', '\n']).to_string())
        .collect();
    // Trailing tabs are cells without words: they say that a line is a row.
    let is_wrapped = lines.iter().all(|line| line.chars().count() <= WRAPPED);
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    let mut tags = Tags::default();
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|&at| lines[at].trim().is_empty()).unwrap_or(lines.len());
        let is_alone = end == at + 1;
        if let Some((heading, after)) = heading(&lines, at, end, is_alone, is_wrapped, &mut tags) {
            blocks.push(heading);
            at = after;
            continue;
        }
        let drafts = drafts(&lines, at, end, is_wrapped, &mut tags);
        blocks.extend(clean::blocks(&drafts, &mut document));
        at = end;
    }
    guess::levels(&mut blocks);
    document.blocks = blocks;
    cleaned.tell(&mut document);
    tags.tell(&mut document);
    document
}

/// The heading that starts here, and where the lines behind it start.
fn heading(lines: &[String], at: usize, end: usize, is_alone: bool, is_wrapped: bool, tags: &mut Tags) -> Option<(Block, usize)> {
    let line = lines[at].trim();
    let place = Place::Line(at + 1);
    let block =
        |words: &str, level: usize, tags: &mut Tags| Block::new(place, guess::heading(Words::of(tags.spans(words, place)), level));
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
        return Some((block(line[marks..].trim(), marks, tags), at + 1));
    }
    let under = lines.get(at + 1).map(|line| line.trim()).filter(|under| under.len() > 2 && at + 1 < end);
    if let Some(level) = under.and_then(|under| ['=', '-', '_', '~'].iter().position(|mark| under.chars().all(|c| c == *mark))) {
        return Some((block(line, if level == 0 { 1 } else { 2 }, tags), at + 2));
    }
    // A heading stands alone, or before lines that are paragraphs by themselves.
    let next = lines.get(at + 1).filter(|_| !is_alone);
    let leads = next.is_some_and(|next| !is_wrapped && next.chars().count() > WRAPPED && bullet(next).is_none());
    let may_be = (is_alone || leads) && bullet(line).is_none() && guess::looks_like_heading(line) && at + 1 < lines.len();
    may_be.then(|| (block(line, 0, tags), at + 1))
}

/// The paragraphs of lines without a blank line between them.
fn drafts(lines: &[String], start: usize, end: usize, is_wrapped: bool, tags: &mut Tags) -> Vec<Draft> {
    let mut drafts: Vec<(usize, usize, String)> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(end).skip(start) {
        let indent = line.len() - line.trim_start().len();
        let starts = bullet(line).is_some() || clean::number(line).is_some();
        let is_row = line.trim().contains('\t');
        match drafts.last_mut() {
            // A line that was wrapped goes on with the one above it; so does one that is indented below an item.
            Some((_, above, text)) if !starts && !is_row && !text.contains('\t') && (is_wrapped || indent > *above) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            _ => drafts.push((at, indent, line.clone())),
        }
    }
    let draft = |(at, indent, text): (usize, usize, String)| {
        let place = Place::Line(at + 1);
        Draft { place, spans: tags.spans(&text, place), indent }
    };
    drafts.into_iter().map(draft).collect()
}

/// Emphasis, links and pasted HTML within lines.
#[derive(Default)]
pub(super) struct Tags {
    found: Vec<String>,
    first: Option<Place>,
}

impl Tags {
    /// The spans of a line: `**bold**`, `[words](address)` and pasted HTML become what they mean; tabs stay.
    pub(super) fn spans(&mut self, text: &str, place: Place) -> Vec<Span> {
        let Some(parts) = text.contains('\t').then(|| text.split('\t')) else { return self.parsed(text, place) };
        let mut spans = Vec::new();
        for (at, part) in parts.enumerate() {
            if at > 0 {
                spans.push(Span::plain("\t"));
            }
            spans.extend(self.parsed(part, place));
        }
        spans
    }

    fn parsed(&mut self, text: &str, place: Place) -> Vec<Span> {
        let lead = text.len() - text.trim_start().len();
        if !text.contains(['*', '_', '<', '[', '&', '\\', '`']) {
            return vec![Span::plain(text)];
        }
        let (mut spans, mut look) = (Vec::new(), Span::plain(&text[..lead]));
        // A letter in front keeps the start of the line from meaning anything but words.
        let line = format!("x {}", text[lead..].replace('\\', "\\\\").replace('`', "\\`"));
        let mut add = |look: &Span, text: &str| spans.push(Span { text: text.to_string(), ..look.clone() });
        add(&look, &text[..lead]);
        let mut is_start = true;
        for event in Parser::new(&line) {
            match event {
                Event::Text(words) => {
                    let words =
                        if is_start { words.strip_prefix("x ").or(words.strip_prefix('x')).unwrap_or(&words) } else { &words };
                    is_start = false;
                    add(&look, words);
                }
                Event::Code(words) => add(&look, &words),
                Event::SoftBreak | Event::HardBreak => add(&look, "\n"),
                Event::Start(Tag::Strong) => look.bold = true,
                Event::End(TagEnd::Strong) => look.bold = false,
                Event::Start(Tag::Emphasis) => look.italic = true,
                Event::End(TagEnd::Emphasis) => look.italic = false,
                Event::Start(Tag::Link { dest_url, .. }) if is_web(&dest_url) => look.link = Some(dest_url.to_string()),
                Event::End(TagEnd::Link) => look.link = None,
                Event::InlineHtml(tag) => {
                    let (name, is_end) = tag_name(&tag);
                    match name.as_str() {
                        "b" | "strong" => look.bold = !is_end,
                        "i" | "em" => look.italic = !is_end,
                        "p" | "br" | "li" | "div" | "ul" | "ol" | "tr" if !is_end => add(&look, "\n"),
                        "p" | "li" | "div" | "ul" | "ol" | "tr" | "span" | "td" | "a" | "u" | "sup" | "sub" | "font" => {}
                        _ => {
                            add(&look, &tag);
                            continue;
                        }
                    }
                    self.note(&tag, place);
                }
                _ => {}
            }
        }
        spans
    }

    /// Remembers a tag that became something else.
    pub(super) fn note(&mut self, tag: &str, place: Place) {
        self.first.get_or_insert(place);
        let shown = format!("<{}>", tag_name(tag).0);
        if !self.found.contains(&shown) {
            self.found.push(shown);
        }
    }

    pub(super) fn tell(&self, document: &mut Document) {
        if !self.found.is_empty() {
            let found = self.found.join(", ");
            document
                .tell(self.first, format!("tags of HTML ({found}) became line breaks and emphasis, or went; the first is here"));
        }
    }
}

/// The name of a tag, and whether it ends an element.
fn tag_name(tag: &str) -> (String, bool) {
    let inner = tag.trim_start_matches('<');
    let (inner, is_end) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    (name.to_ascii_lowercase(), is_end)
}

/// Whether a link may stand on a page.
pub fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme))
}
