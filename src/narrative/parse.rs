//! Events -> pieces: the elements, one by one. Links, pictures, footnotes and raw HTML have files of their own.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::events::{Events, task_mark};
use super::render::escaped;
use super::writer::{Paragraph, Writer};
use super::{Origin, Piece, Prose, Wording, outline, wording};
use crate::diagnostic::Diagnostics;

/// The prose of a text's events, with the problems found `before` and here; with its wording if the `words` are to be judged.
pub(super) fn prose(text: &str, origin: Origin, events: Events, before: Diagnostics, words: bool) -> (Prose, Diagnostics) {
    let (headings, misplaced) = outline::headings(&events, text, origin);
    let mut writer = Writer::new(text, origin, &events, &headings, before.and(misplaced));
    writer.report_repeated_notes();
    writer.write(0..events.len());
    writer.write_notes();
    let Writer { pieces, references, diagnostics, .. } = writer;
    let wording = words.then(|| wording::wording(text, origin, &events)).filter(|wording| *wording != Wording::default());
    let outline = headings.into_values().filter(|heading| !heading.text.is_empty()).collect();
    (Prose { pieces: pieces.finished(), references: references.into(), outline, wording: wording.map(Box::new) }, diagnostics)
}

impl Writer<'_> {
    pub fn write(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at) + 1;
        }
    }

    /// Writes the event and gives the index of the last one it dealt with.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        match events.event(at) {
            Event::Start(tag) => return self.start(at, tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.in_code => self.html(&escaped(text)),
            Event::Text(text) => {
                self.report_unknown_notes(events.range(at));
                let text = if self.paragraph == Paragraph::Due { text.trim_start() } else { text };
                if !text.is_empty() {
                    self.phrase(&escaped(text));
                }
            }
            Event::Code(code) => self.phrase(&format!("<code>{}</code>", escaped(code))),
            Event::InlineHtml(tag) => self.report_tag(at, tag),
            Event::FootnoteReference(label) => self.note_mark(at, label),
            Event::TaskListMarker(done) => self.phrase(task_mark(*done)),
            Event::SoftBreak | Event::HardBreak if self.paragraph == Paragraph::Due => {}
            Event::SoftBreak => self.html("\n"),
            Event::HardBreak => self.html("<br>\n"),
            Event::Rule => self.html("<hr>\n"),
            // Inside an HTML block, which was dealt with as a whole; mathematics are not switched on.
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        at
    }

    fn start(&mut self, at: usize, tag: &Tag) -> usize {
        match tag {
            Tag::Paragraph => self.paragraph = Paragraph::Due,
            Tag::Heading { .. } => {
                if let Some(heading) = self.headings.get(&at) {
                    self.heading = Some(heading.level);
                    self.phrases += 1;
                    self.pieces.push(Piece::HeadingStart(heading.level, &heading.id));
                }
            }
            Tag::BlockQuote(None) => self.html("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                self.html(&format!("<aside class=\"callout callout--{}\">\n", callout(*kind)));
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.html("<pre><code>");
            }
            Tag::List(None) => self.html("<ul>\n"),
            Tag::List(Some(1)) => self.html("<ol>\n"),
            Tag::List(Some(first)) => self.html(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.html("<li>"),
            Tag::DefinitionList => self.html("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.phrases += 1;
                self.html("<dt>");
            }
            Tag::DefinitionListDefinition => self.html("<dd>"),
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                self.html("<div class=\"table-scroll\"><table>\n");
            }
            Tag::TableHead => {
                self.table.column = 0;
                self.table.in_head = true;
                self.table.in_row = true;
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.table.in_row = true;
                self.html("<tr>");
            }
            Tag::TableCell => self.start_cell(self.events.inside(at).is_empty()),
            Tag::Emphasis => self.start_mark("<em>"),
            Tag::Strong => self.start_mark("<strong>"),
            Tag::Strikethrough => self.start_mark("<del>"),
            Tag::Link { link_type, dest_url, .. } => return self.link(at, *link_type, dest_url),
            Tag::Image { link_type, dest_url, title, .. } => {
                self.picture(at, *link_type, dest_url, title);
                return self.events.end(at);
            }
            Tag::HtmlBlock => {
                self.report_block(at);
                self.part_words();
                return self.events.end(at);
            }
            Tag::FootnoteDefinition(_) => {
                self.part_words();
                return self.events.end(at);
            }
            // Not switched on.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
        at
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.interrupt_paragraph();
                self.paragraph = Paragraph::Outside;
            }
            TagEnd::Heading(_) => {
                if let Some(level) = self.heading.take() {
                    self.phrases -= 1;
                    self.pieces.push(Piece::HeadingEnd(level));
                }
            }
            TagEnd::BlockQuote(None) => self.html("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.html("</aside>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.html("</code></pre>\n");
            }
            TagEnd::List(true) => self.html("</ol>\n"),
            TagEnd::List(false) => self.html("</ul>\n"),
            TagEnd::Item => self.html("</li>\n"),
            TagEnd::DefinitionList => self.html("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.phrases -= 1;
                self.html("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => self.html("</dd>\n"),
            TagEnd::Table => self.html("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.table.in_row = false;
                self.html("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => {
                self.table.in_row = false;
                self.html("</tr>\n");
            }
            TagEnd::TableCell => {
                self.table.column += 1;
                self.html(self.table.cell_end);
            }
            TagEnd::Emphasis => self.end_mark("</em>"),
            TagEnd::Strong => self.end_mark("</strong>"),
            TagEnd::Strikethrough => self.end_mark("</del>"),
            TagEnd::Link => self.end_link(),
            // Passed over as a whole, or not switched on.
            TagEnd::Image | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }
}

fn callout(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
