//! Markdown: its blocks, each kept as it is written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::text::{Tags, is_web};
use super::{Block, Document, Heading, Kind, Place, Words, clean};
use crate::narrative::MARKDOWN;

/// Reads a file of Markdown.
pub fn read(text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut document = Document::default();
    let body = front_matter(&text, &mut document);
    // Blanked out, so that lines and places stay.
    let text = format!("{}{}", text[..body].replace(|c: char| c != '\n', ""), &text[body..]);
    let mut cleaned = clean::Cleaned::default();
    let text: Vec<String> =
        text.split('\n').enumerate().map(|(at, line)| cleaned.letters(line, Place::Line(at + 1)).replace('\n', " ")).collect();
    let text = text.join("\n");
    let mut reader = Reader {
        text: &text,
        blocks: Vec::new(),
        tags: Tags::default(),
        ends: text.match_indices('\n').map(|(at, _)| at).collect(),
    };
    let events: Vec<(Event, Range<usize>)> = Parser::new_ext(&text, MARKDOWN).into_offset_iter().collect();
    reader.blocks(&events, &mut document);
    document.blocks = std::mem::take(&mut reader.blocks);
    reader.tags.tell(&mut document);
    cleaned.tell(&mut document);
    document
}

/// Reads the title in the fields that a file may start with, and tells the others. Gives the byte where the text starts.
fn front_matter(text: &str, document: &mut Document) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else { return 0 };
    let Some(end) = rest.find("\n---\n") else { return 0 };
    let fields = &rest[..end];
    if !fields.lines().next().is_some_and(|line| line.contains(':')) {
        return 0;
    }
    for (at, line) in fields.lines().enumerate() {
        match line.split_once(':') {
            Some(("title", title)) => document.title = title.trim().trim_matches(['"', '\'']).to_string(),
            _ => document.leave_out(Some(Place::Line(at + 2)), format!("a field of the file's own: {line}")),
        }
    }
    4 + end + 5
}

/// Lists within lists beyond this are one item.
const DEEPEST: usize = 20;

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    tags: Tags,
    /// Where lines end.
    ends: Vec<usize>,
}

type Events<'a, 'e> = &'e [(Event<'a>, Range<usize>)];

impl Reader<'_> {
    fn place(&self, byte: usize) -> Place {
        Place::Line(self.ends.partition_point(|end| *end < byte) + 1)
    }

    fn add(&mut self, range: &Range<usize>, kind: Kind) {
        self.blocks.push(Block::new(self.place(range.start), kind));
    }

    fn blocks(&mut self, events: Events, document: &mut Document) {
        let mut at = 0;
        while at < events.len() {
            let (event, range) = &events[at];
            let end = end_of(events, at);
            let inner = &events[(at + 1).min(end)..end];
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let words = self.words(&self.slice(inner), range.start, document);
                    let heading = Heading { level: number(*level), number: String::new(), words, is_guessed: false };
                    if !heading.words.is_empty() {
                        self.add(range, Kind::Heading(heading));
                    }
                }
                Event::Start(Tag::Paragraph) => {
                    let words = self.words(&self.text[range.clone()], range.start, document);
                    self.add(range, Kind::Paragraph(words));
                }
                Event::Start(Tag::List(_)) if self.is_plain_list(inner) => self.list(events, at, 0, document),
                Event::Start(Tag::Table(_)) => {
                    let rows = self.rows(inner, document);
                    self.add(range, Kind::Table(rows));
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let source = self.text[range.clone()].trim();
                    let words = source.split_once("]:").map_or(source, |(_, words)| words);
                    let words = self.words(words, range.start, document);
                    document.notes.push((label.to_string(), words));
                }
                // Cut out of its lines, an indented block would be none.
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    let lines: String = inner
                        .iter()
                        .filter_map(|(event, _)| if let Event::Text(line) = event { Some(&**line) } else { None })
                        .collect();
                    let fence = "`".repeat(lines.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
                    self.add(range, Kind::Markdown(format!("{fence}\n{}\n{fence}", lines.trim_end_matches('\n'))));
                }
                Event::Start(_) | Event::Rule => {
                    let source = self.text[range.clone()].trim_end();
                    let words = match event {
                        Event::Start(Tag::CodeBlock(_)) | Event::Rule => None,
                        _ => Some(self.words(source, range.start, document)),
                    };
                    // What cannot stay as it is becomes words.
                    let kind = match words {
                        None => Kind::Markdown(source.to_string()),
                        Some(words) if words.source().is_none() => Kind::Paragraph(words),
                        Some(words) => Kind::Markdown(words.markdown()),
                    };
                    self.add(range, kind);
                }
                _ => {}
            }
            at = end + 1;
        }
    }

    /// Words as they are written; without what a page may not have: HTML, pictures that are not here, links to files.
    fn words(&mut self, source: &str, start: usize, document: &mut Document) -> Words {
        let place = self.place(start);
        let events: Vec<(Event, Range<usize>)> = Parser::new_ext(source, MARKDOWN).into_offset_iter().collect();
        // What goes, as ranges of the source.
        let mut gone: Vec<Range<usize>> = Vec::new();
        let mut is_block = false;
        for (at, (event, range)) in events.iter().enumerate() {
            let inner = &events[at + 1..end_of(&events, at).max(at + 1)];
            let mut keep_inner = || {
                let first = inner.first().map_or(range.end, |(_, inner)| inner.start);
                let last = inner.iter().map(|(_, inner)| inner.end).max().unwrap_or(range.end);
                gone.extend([range.start..first, last..range.end]);
            };
            match event {
                Event::InlineHtml(html) if html.starts_with("<!--") => {}
                Event::InlineHtml(_) => {
                    self.tags.note(&source[range.clone()], place);
                    gone.push(range.clone());
                }
                // A comment is one where nothing else stands on its lines.
                Event::Html(_)
                    if source.trim().starts_with("<!--") && source.trim().find("-->") == Some(source.trim().len() - 3) => {}
                Event::Html(_) => is_block = true,
                Event::Start(Tag::Image { dest_url, .. }) => {
                    document.leave_out(Some(place), format!("the picture `{dest_url}`: its description stands as words"));
                    keep_inner();
                }
                Event::Start(Tag::Link { dest_url, .. }) if !is_web(dest_url) => {
                    document.leave_out(Some(place), format!("the target of a link, which is no web address: {dest_url}"));
                    keep_inner();
                }
                _ => {}
            }
        }
        if is_block {
            return Words::of(self.tags.spans(source, place));
        }
        let mut text = source.to_string();
        gone.sort_by_key(|range| std::cmp::Reverse((range.start, range.end)));
        let mut before = source.len();
        for range in gone.into_iter().filter(|range| !range.is_empty()) {
            if range.end <= before {
                text.replace_range(range.clone(), "");
                before = range.start;
            }
        }
        // What goes may have kept the start of a line from meaning something.
        if text == source || may_stay(&text) && shape(&text) == shape(source) {
            Words::of_markdown(&text)
        } else {
            Words::of(self.tags.spans(source, place))
        }
    }

    /// The source of inline events.
    fn slice(&self, inner: Events) -> String {
        let Some(first) = inner.first() else { return String::new() };
        let end = inner.iter().map(|(_, range)| range.end).max().unwrap_or(first.1.end);
        self.text[first.1.start..end].to_string()
    }

    /// Whether a list holds words and lists alone, so that its items can be taken one by one.
    fn is_plain_list(&self, inner: Events) -> bool {
        let mut paragraphs = 0;
        for (event, _) in inner {
            match event {
                Event::Start(Tag::Item) => paragraphs = 0,
                Event::Start(Tag::Paragraph) => paragraphs += 1,
                Event::Start(
                    Tag::CodeBlock(_)
                    | Tag::BlockQuote(_)
                    | Tag::Table(_)
                    | Tag::HtmlBlock
                    | Tag::Heading { .. }
                    | Tag::DefinitionList,
                )
                | Event::Rule
                | Event::TaskListMarker(_) => return false,
                _ => {}
            }
            if paragraphs > 1 {
                return false;
            }
        }
        true
    }

    fn list(&mut self, events: Events, at: usize, depth: usize, document: &mut Document) {
        let (Event::Start(Tag::List(first)), end) = (&events[at].0, end_of(events, at)) else { return };
        let mut number = *first;
        let mut at = at + 1;
        while at < end {
            let last = end_of(events, at);
            let is_list = |at: &usize| matches!(events[*at].0, Event::Start(Tag::List(_)));
            let lists = (at + 1..last).find(is_list).unwrap_or(last);
            let own = &events[at + 1..lists];
            let own = match own {
                [(Event::Start(Tag::Paragraph), _), inner @ .., (Event::End(TagEnd::Paragraph), _)] => inner,
                own => own,
            };
            let words = self.words(&self.slice(own), events[at].1.start, document);
            self.add(&events[at].1, Kind::Item { depth, number, words });
            let mut below = lists;
            while below < last {
                if is_list(&below) {
                    if depth < DEEPEST {
                        self.list(events, below, depth + 1, document);
                    } else {
                        let words = Words::plain_of(&super::words::read(&self.text[events[below].1.clone()]).0);
                        self.add(&events[below].1, Kind::Item { depth, number: None, words });
                    }
                    below = end_of(events, below);
                }
                below += 1;
            }
            number = number.map(|number| number + 1);
            at = last + 1;
        }
    }

    fn rows(&mut self, inner: Events, document: &mut Document) -> Vec<Vec<Words>> {
        let mut rows: Vec<Vec<Words>> = Vec::new();
        for (at, (event, range)) in inner.iter().enumerate() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let source = self.slice(&inner[at + 1..end_of(inner, at)]);
                    let words = self.words(&source, range.start, document);
                    rows.last_mut().expect("a cell stands in a row").push(words);
                }
                _ => {}
            }
        }
        rows
    }
}

/// The index of the end that belongs to a start; of any other event, its own.
fn end_of(events: Events, at: usize) -> usize {
    let mut open = 0usize;
    for (index, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return index;
        }
    }
    events.len() - 1
}

/// The blocks of a source, in order.
fn shape(source: &str) -> Vec<std::mem::Discriminant<Tag<'_>>> {
    let is_within =
        |tag: &Tag| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. });
    let block = |event| match event {
        Event::Start(tag) if !is_within(&tag) => Some(std::mem::discriminant(&tag)),
        _ => None,
    };
    Parser::new_ext(source, MARKDOWN).filter_map(block).collect()
}

/// Whether a page may have all of this.
fn may_stay(source: &str) -> bool {
    Parser::new_ext(source, MARKDOWN).all(|event| match event {
        Event::InlineHtml(html) => html.starts_with("<!--"),
        Event::Html(_) | Event::Start(Tag::Image { .. }) => false,
        Event::Start(Tag::Link { dest_url, .. }) => is_web(&dest_url),
        _ => true,
    })
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}
