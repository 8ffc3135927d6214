//! Markdown as a list of events with their ranges, each start knowing its end.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Origin;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::has_byte;

/// What narratives understand of Markdown.
// Smart punctuation stays off: it opens a quotation at the apostrophe of '90s and of Welsh 'Dyn ni.
pub const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// What stands for a task's box in text.
pub(super) fn task_mark(done: bool) -> &'static str {
    if done { "☑ " } else { "☐ " }
}

/// The events of a text. Starts and ends are balanced; neighbouring texts are one.
pub(super) struct Events<'t> {
    list: Vec<(Event<'t>, Range<usize>)>,
    /// For each start, the index of its end; for any other event, its own.
    ends: Vec<usize>,
    /// Where labels of links are given their addresses, by label in small letters: `[label]: address`.
    definitions: BTreeMap<String, Range<usize>>,
}

/// Gives a text the words of its whole run, if it is one.
fn finish(last: Option<&mut (Event, Range<usize>)>, run: &mut String) {
    if let Some((Event::Text(words), _)) = last.filter(|_| !run.is_empty()) {
        *words = std::mem::take(run).into();
    }
}

impl<'t> Events<'t> {
    pub fn read(text: &'t str) -> Events<'t> {
        let parser = Parser::new_ext(text, MARKDOWN);
        let definitions =
            parser.reference_definitions().iter().map(|(label, it)| (label.to_lowercase(), it.span.clone())).collect();
        // Room for as many as usual, so that the list need not move as it grows.
        let mut list: Vec<(Event, Range<usize>)> = Vec::with_capacity(text.len() / 16 + 4);
        // The words of neighbouring texts, put together when the last is known: code has one for each line.
        let mut run = String::new();
        for (event, range) in parser.into_offset_iter() {
            match (&event, list.last_mut()) {
                (Event::Text(more), Some((Event::Text(first), whole))) => {
                    if run.is_empty() {
                        run.push_str(first);
                    }
                    run.push_str(more);
                    whole.end = range.end;
                }
                (_, last) => {
                    finish(last, &mut run);
                    list.push((event, range));
                }
            }
        }
        finish(list.last_mut(), &mut run);
        Events::of(list, definitions)
    }

    /// The one event of a line without any mark: what [`Events::read`] gives as one paragraph, at a fraction of the work. `None`:
    /// the text may have a mark.
    pub fn of_words(text: &'t str) -> Option<Events<'t>> {
        let bytes = text.as_bytes();
        // A number at the start may be that of a list.
        let first = bytes.iter().find(|byte| !byte.is_ascii_digit())?;
        let is_word = bytes[0].is_ascii_alphabetic() || bytes[0].is_ascii_digit() && !matches!(first, b'.' | b')');
        let is_mark = |byte| {
            let is_plain = matches!(byte, b' ' | b'%' | b'\'' | b'"' | b'(' | b')' | b',' | b'-' | b'.' | b'/' | b';' | b'?');
            !(is_plain || byte.is_ascii_alphanumeric() || byte >= 0x80)
        };
        let plain = is_word && bytes[bytes.len() - 1] != b' ' && !has_byte(bytes, is_mark);
        plain.then(|| Events::of(vec![(Event::Text(text.into()), 0..text.len())], BTreeMap::new()))
    }

    fn of(list: Vec<(Event<'t>, Range<usize>)>, definitions: BTreeMap<String, Range<usize>>) -> Events<'t> {
        let mut ends: Vec<usize> = (0..list.len()).collect();
        let mut open = Vec::new();
        for (at, (event, _)) in list.iter().enumerate() {
            match event {
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        ends[start] = at;
                    }
                }
                _ => {}
            }
        }
        Events { list, ends, definitions }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn event(&self, at: usize) -> &Event<'t> {
        &self.list[at].0
    }

    /// The event behind another, if that is not the last.
    pub fn next(&self, at: usize) -> Option<&Event<'t>> {
        self.list.get(at + 1).map(|(event, _)| event)
    }

    /// The bytes of the text that an event stands for; for a start, the whole element.
    pub fn range(&self, at: usize) -> Range<usize> {
        self.list[at].1.clone()
    }

    /// Where the label of a link or picture is given its address.
    pub fn definition(&self, at: usize) -> Option<Range<usize>> {
        match self.event(at) {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => self.definitions.get(&id.to_lowercase()).cloned(),
            _ => None,
        }
    }

    pub fn end(&self, start: usize) -> usize {
        self.ends[start]
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Event<'t>)> {
        self.list.iter().map(|(event, _)| event).enumerate()
    }

    /// The events between a start and its end.
    pub fn inside(&self, start: usize) -> Range<usize> {
        start + 1..self.end(start)
    }

    /// The words of some events, white space collapsed.
    pub fn plain(&self, range: Range<usize>) -> String {
        let mut words = Words::default();
        let mut at = range.start;
        while at < range.end {
            match self.event(at) {
                Event::Text(text) | Event::Code(text) => words.add(text),
                Event::TaskListMarker(done) => words.add(task_mark(*done)),
                Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) if is_wordless(*link_type) => {
                    at = self.end(at)
                }
                Event::Start(tag) if !is_block(&tag.to_end()) => {}
                Event::End(tag) if !is_block(tag) => {}
                Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
                _ => words.add(" "),
            }
            at += 1;
        }
        words.text
    }

    /// The same words as one paragraph, which has no events of its own; whatever cannot be in one is reported once.
    pub fn one_paragraph(self, text: &str, origin: Origin) -> (Events<'t>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut kept: Vec<(Event, Range<usize>)> = Vec::new();
        let mut paragraphs = 0;
        let mut at = 0;
        while at < self.len() {
            let (event, range) = &self.list[at];
            let found = match event {
                Event::Start(Tag::Paragraph) => {
                    paragraphs += 1;
                    (paragraphs == 2).then(|| ("a second paragraph", codes::NOT_ONE_PARAGRAPH.cure()))
                }
                Event::Start(tag) => not_in_a_paragraph(tag),
                Event::Rule => Some(("a dividing line", codes::NOT_ONE_PARAGRAPH.cure())),
                _ => None,
            };
            if let Some((name, help)) = found
                && diagnostics.is_empty()
            {
                let message = format!("{name} in a field that holds one paragraph");
                let place = origin.place(text, range.clone());
                diagnostics.push(Diagnostic::new(&codes::NOT_ONE_PARAGRAPH, place, message).help(help));
            }
            match event {
                // A note's words would stand in the middle of the paragraph.
                Event::Start(Tag::FootnoteDefinition(_)) => at = self.end(at),
                Event::FootnoteReference(_) => {}
                Event::Start(Tag::Image { .. }) => {
                    kept.push((Event::Text(self.plain(self.inside(at)).into()), range.clone()));
                    at = self.end(at);
                }
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => kept.push((event.clone(), range.clone())),
                Event::Start(tag) if is_block(&tag.to_end()) => {}
                Event::End(tag) if is_block(tag) => {
                    if !matches!(kept.last(), None | Some((Event::SoftBreak, _))) {
                        kept.push((Event::SoftBreak, range.end..range.end));
                    }
                }
                Event::Rule => {}
                _ => kept.push((event.clone(), range.clone())),
            }
            at += 1;
        }
        while matches!(kept.last(), Some((Event::SoftBreak, _))) {
            kept.pop();
        }
        (Events::of(kept, self.definitions), diagnostics)
    }
}

/// Words with one blank between them, whatever white space they had.
#[derive(Default)]
pub(super) struct Words {
    pub text: String,
    /// White space has come since the last word.
    gap: bool,
}

impl Words {
    pub fn add(&mut self, more: &str) {
        self.gap |= more.starts_with(char::is_whitespace);
        // Most texts are words with one blank between them already. Other white space starts with one of these bytes.
        let may_be_blank = |byte: u8| byte < b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
        if !more.as_bytes().windows(2).any(|two| two == b"  ") && !has_byte(more.as_bytes(), may_be_blank) {
            let words = more.trim_matches(' ');
            if self.gap && !self.text.is_empty() && !words.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(words);
            self.gap = if words.is_empty() { self.gap } else { more.ends_with(' ') };
            return;
        }
        for word in more.split_whitespace() {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.gap = true;
        }
        if !more.is_empty() {
            self.gap = more.ends_with(char::is_whitespace);
        }
    }
}

/// `[[address]]` or `![[path]]`, whose words are none of the author's.
pub(super) fn is_wordless(kind: LinkType) -> bool {
    kind == LinkType::WikiLink { has_pothole: false }
}

fn is_block(tag: &TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// What an element is called that cannot stand in a paragraph, and what its author may do.
fn not_in_a_paragraph(tag: &Tag) -> Option<(&'static str, &'static str)> {
    let other = |name| Some((name, codes::NOT_ONE_PARAGRAPH.cure()));
    match tag {
        Tag::Heading { .. } => Some(("a heading", "if the # is meant as such, put a backslash before it: `\\# 1`")),
        Tag::List(_) => Some(("a list", "if its mark is meant as such, put a backslash in it: `1\\. May`, `\\- and`")),
        Tag::BlockQuote(_) => other("a quotation"),
        Tag::CodeBlock(_) => other("a block of code"),
        Tag::Table(_) => other("a table"),
        Tag::DefinitionList => other("a list of definitions"),
        Tag::FootnoteDefinition(_) => other("a footnote"),
        Tag::Image { .. } => other("a picture"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Parser, TextMergeWithOffset};

    use super::{Events, MARKDOWN, Words};
    use crate::narrative::Origin;
    use crate::source::{At, SourceId};

    proptest! {
        #[test]
        fn a_line_without_marks_is_one_event(text in "([ab2 é£’\u{a0}\u{2028}%'\"(),./;?-]|\\.\\.|www\\.|1\\. |- ){0,20}") {
            if let Some(events) = Events::of_words(&text) {
                let place = SourceId::FIRST.at(At::new(0, text.len()));
                let (read, problems) = Events::read(&text).one_paragraph(&text, Origin::Value { place, raw: &text });
                prop_assert_eq!(events.list, read.list);
                prop_assert!(problems.is_empty());
            }
        }

        #[test]
        fn neighbouring_texts_are_one(pieces in prop::collection::vec("[ab]|\\\\|[\\*_`&<>\\[\\]!|#-]|&amp;|\n|\n\n|    |```\n|- |1\\. ", 0..40)) {
            let text = pieces.concat();
            let merged: Vec<_> = TextMergeWithOffset::new(Parser::new_ext(&text, MARKDOWN).into_offset_iter()).collect();
            prop_assert_eq!(Events::read(&text).list, merged);
        }

        #[test]
        fn words_have_one_blank_between_them(pieces in prop::collection::vec("[ab é£’\u{a0}\u{85}\u{2003}\u{3000}\n\t]{0,6}", 0..6)) {
            let mut words = Words::default();
            pieces.iter().for_each(|piece| words.add(piece));
            prop_assert_eq!(words.text, pieces.concat().split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
