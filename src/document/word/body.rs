//! The body: paragraphs, headings, items of lists, and what stands around them.

use super::Reader;
use super::numbering::Mark;
use super::runs::chosen;
use super::styles::Look;
use super::xml::Element;
use crate::document::clean::{self, Draft};
use crate::document::{Block, Heading, Kind, Place, Span, Words, guess};

impl<'x> Reader<'_, 'x> {
    /// Reads what stands on its own: paragraphs, tables, and what holds such.
    pub fn walk(&mut self, parent: &'x Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                "sdt" if is_contents(element) => {
                    let place = Place::Paragraph(self.paragraphs + 1);
                    let lines = element.all("p").iter().filter(|line| !line.all("t").is_empty()).count();
                    self.contents.0 += lines;
                    self.contents.1.get_or_insert(place);
                }
                "AlternateContent" => chosen(element).into_iter().for_each(|chosen| self.walk(chosen)),
                "del" | "moveFrom" => {
                    self.tracked.deleted += 1;
                }
                "altChunk" => {
                    let place = self.place();
                    self.document.leave_out(Some(place), "another document that stands within this one");
                }
                "sectPr" | "sdtPr" | "sdtEndPr" | "tcPr" => {}
                _ => self.walk(element),
            }
        }
    }

    fn paragraph(&mut self, element: &'x Element) {
        let own = element.child("pPr");
        let setting = |path: &[&str]| own.and_then(|own| own.at(path)).and_then(Element::value);
        let style = setting(&["pStyle"]);
        let mut look = self.styles.look(style);
        if look.is_quote {
            // A quotation is told by its mark.
            (look.bold, look.italic) = (false, false);
        }
        if look.heading.is_some() && self.fields.iter().any(|field| field.is_contents()) {
            // A list of contents that has no end would swallow the whole document.
            self.fields.clear();
        }
        // What is met in the paragraph is placed at it, if it has words.
        self.paragraphs += 1;
        let is_in_contents = self.fields.iter().any(|field| field.is_contents());
        let mut spans = std::mem::take(&mut self.carried);
        spans.extend(self.spans(element, &look, None));
        self.fields.retain(|field| field.has_result);
        let words = Words::of(spans.clone());
        let opens_contents = self.fields.iter().any(|field| field.is_contents());
        if look.is_contents || is_in_contents || opens_contents {
            let place = self.place();
            self.paragraphs -= 1;
            self.contents.0 += 1;
            self.contents.1.get_or_insert(place);
            return self.after();
        }
        if own.is_some_and(|own| own.at(&["rPr", "del"]).is_some()) {
            // Its end was deleted, so that it goes on with the next one.
            self.paragraphs -= 1;
            self.carried = spans;
            return self.after();
        }
        if words.is_empty() {
            self.paragraphs -= 1;
            if !self.boxes.is_empty() || !self.pictures.is_empty() {
                self.flush();
            } else {
                self.draft(Vec::new(), 0);
            }
            return self.after();
        }
        self.sort_out(element, style, &look, spans, words);
        self.after();
    }

    /// Decides what a paragraph with words is.
    fn sort_out(&mut self, element: &'x Element, style: Option<&str>, look: &Look, spans: Vec<Span>, words: Words) {
        let own = element.child("pPr");
        let setting = |path: &[&str]| own.and_then(|own| own.at(path)).and_then(Element::value);
        let number = |path: &[&str]| setting(path).and_then(|value| value.parse::<usize>().ok());
        let list = match setting(&["numPr", "numId"]) {
            Some(list) => Some((list.to_string(), number(&["numPr", "ilvl"]))),
            None => look.list.clone().map(|(list, depth)| {
                let by_style = style.and_then(|style| self.numbering.depth_of(&list, style));
                let depth = by_style.or(number(&["numPr", "ilvl"])).unwrap_or(depth);
                (list, Some(depth))
            }),
        };
        let list = list.filter(|(list, _)| list != "0");
        let mark = list.map(|(list, depth)| {
            let depth = depth.unwrap_or(0).min(8);
            (depth, self.numbering.next(&list, depth, &self.styles))
        });
        let place = self.place();
        let level = match number(&["outlineLvl"]) {
            Some(level) => Some(level + 1).filter(|level| *level <= 9),
            None => look.heading,
        };
        if look.is_title || look.is_subtitle {
            let words = upright(spans, "");
            return self.add(place, if look.is_title { Kind::Title(words) } else { Kind::Subtitle(words) });
        }
        if let Some(level) = level {
            let printed = match mark {
                Some((_, Mark::Number(_, printed))) => printed.trim().to_string(),
                _ => String::new(),
            };
            // `Goal 1:` is made by Word, but it is words all the same.
            let is_bare = !printed.chars().any(char::is_alphabetic);
            let (number, before) = if is_bare { (printed.as_str(), "") } else { ("", printed.as_str()) };
            let number = number.trim_matches(['.', '(', ')']).to_string();
            return self.add(place, Kind::Heading(Heading { level, number, words: upright(spans, before), is_guessed: false }));
        }
        match mark {
            Some((depth, Mark::Bullet)) => {
                // A bullet may have been typed behind the one that Word makes.
                let typed = clean::bullet(&words.plain()).unwrap_or(0);
                self.add(place, Kind::Item { depth, number: None, words: words.without_start(typed) });
            }
            Some((depth, Mark::Number(number, printed))) => {
                let is_worded = printed.chars().filter(|letter| letter.is_alphabetic()).count() > 4;
                let before = Span::plain(if is_worded { format!("{printed} ") } else { String::new() });
                let words = Words::of(std::iter::once(before).chain(spans));
                self.add(place, Kind::Item { depth, number: Some(number), words });
            }
            _ if look.is_quote => {
                let quoted = words.markdown().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
                self.add(place, Kind::Markdown(quoted));
            }
            _ => {
                let indent = ["left", "start"].iter().find_map(|side| own?.child("ind")?.attribute(side)?.parse::<usize>().ok());
                self.draft(spans, indent.unwrap_or(0) / 100);
            }
        }
    }

    fn draft(&mut self, spans: Vec<Span>, indent: usize) {
        let place = self.place();
        self.drafts.push(Draft { place, spans, indent });
    }

    pub fn add(&mut self, place: Place, kind: Kind) {
        self.flush();
        self.document.blocks.push(Block::new(place, kind));
    }

    /// Makes blocks of the paragraphs that wait. Words that are bold throughout may be a heading.
    pub fn flush(&mut self) {
        let drafts = std::mem::take(&mut self.drafts);
        for mut block in clean::blocks(&drafts, &mut self.document) {
            if let Kind::Paragraph(words) = &block.kind
                && words.are_bold()
                && words.notes().next().is_none()
                && guess::looks_like_heading(&words.plain())
            {
                block.kind = guess::heading(upright(words.spans().to_vec(), ""), 0);
            }
            self.document.blocks.push(block);
        }
    }

    /// Reads what was met within a paragraph or table and stands behind it: pictures, and the words of text boxes.
    pub fn after(&mut self) {
        if self.pictures.is_empty() && self.boxes.is_empty() {
            return;
        }
        self.flush();
        let place = self.place();
        for (index, alt) in std::mem::take(&mut self.pictures) {
            self.add(place, Kind::Picture { index, alt });
        }
        for text_box in std::mem::take(&mut self.boxes) {
            if self.boxed == 8 {
                self.document.leave_out(Some(place), "text boxes within text boxes within text boxes");
                return;
            }
            let first = self.document.blocks.len();
            self.boxed += 1;
            self.walk(text_box);
            self.flush();
            self.boxed -= 1;
            let doubt = "these words stood in a text box beside the text: look whether this is their place";
            if let Some(block) = self.document.blocks.get_mut(first) {
                block.unsure.push(doubt.to_string());
            }
        }
    }
}

/// Words of a heading: they are bold by being a heading.
fn upright(spans: Vec<Span>, before: &str) -> Words {
    let before = Span::plain(if before.is_empty() { String::new() } else { format!("{before} ") });
    let plain = |span: Span| Span { text: span.text.replace('\n', " "), bold: false, italic: false, ..span };
    Words::of(std::iter::once(before).chain(spans.into_iter().map(plain)))
}

fn is_contents(sdt: &Element) -> bool {
    let gallery = sdt.at(&["sdtPr", "docPartObj", "docPartGallery"]).and_then(Element::value);
    gallery == Some("Table of Contents")
}
