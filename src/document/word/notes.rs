//! What stands outside the text: footnotes and endnotes, headers and footers, comments.

use super::Reader;
use super::styles::Look;
use super::xml::Element;
use crate::document::words::folded;
use crate::document::{Span, Unreadable, Words};

impl Reader<'_, '_> {
    /// The label of a note, which is one that was met already or a new one.
    pub fn label(&mut self, is_end: bool, id: &str) -> String {
        let key = (is_end, id.to_string());
        let at = self.labels.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.labels.push(key);
            self.labels.len() - 1
        });
        (at + 1).to_string()
    }

    /// Reads the notes that were referred to, and tells the others.
    pub fn notes(&mut self) -> Result<(), Unreadable> {
        let mut notes = Vec::new();
        for (is_end, file, name) in [(false, "footnotes.xml", "footnote"), (true, "endnotes.xml", "endnote")] {
            let part = self.parts.beside(file);
            let Some(tree) = self.parts.tree(&part)? else { continue };
            let targets = self.parts.targets(&part)?;
            let before = std::mem::replace(&mut self.targets, targets);
            for note in tree.elements().filter(|element| element.name == name) {
                if note.attribute("type").is_some_and(|kind| kind != "normal") {
                    continue;
                }
                let id = note.attribute("id").unwrap_or_default().to_string();
                let at = self.labels.iter().position(|known| *known == (is_end, id.clone()));
                let words = self.note(note);
                match at {
                    Some(at) => notes.push((at, words)),
                    None if words.is_empty() => {}
                    None => self.document.leave_out(None, format!("a note that no word refers to: {}", words.plain())),
                }
            }
            self.targets = before;
        }
        notes.sort_by_key(|(at, _)| *at);
        self.document.notes = notes.into_iter().map(|(at, words)| ((at + 1).to_string(), words)).collect();
        Ok(())
    }

    fn note(&mut self, note: &Element) -> Words {
        // Notes hold words only: what they draw is not asked for.
        let mut plain = Vec::new();
        for paragraph in note.all("p") {
            let mut reader = Words::default();
            let spans = self.note_spans(paragraph);
            if !spans.is_empty() {
                reader = Words::of(spans);
            }
            plain.extend(reader.spans().iter().cloned().chain([Span::plain(" ")]));
        }
        Words::of(plain)
    }

    fn note_spans(&mut self, paragraph: &Element) -> Vec<Span> {
        let mut spans = Vec::new();
        let place = self.place();
        for element in paragraph.elements() {
            match element.name.as_str() {
                "del" | "moveFrom" | "pPr" => {}
                "hyperlink" => {
                    let link = element.attribute("id").and_then(|id| self.targets.outside(id)).map(str::to_string);
                    let link = link.filter(|link| crate::document::text::is_web(link));
                    spans.extend(self.note_spans(element).into_iter().map(|span| Span { link: link.clone(), ..span }));
                }
                "r" => {
                    let own = element.child("rPr");
                    let is_on = |name: &str| own.and_then(|own| own.is_on(name)).unwrap_or(false);
                    let look = Look { bold: is_on("b"), italic: is_on("i"), ..Look::default() };
                    for piece in element.elements() {
                        let text = match piece.name.as_str() {
                            "t" => self.cleaned.letters(&piece.text(), place),
                            "tab" | "br" | "cr" => " ".to_string(),
                            "noBreakHyphen" => "-".to_string(),
                            _ => continue,
                        };
                        spans.push(Span { text, bold: look.bold, italic: look.italic, ..Span::default() });
                    }
                }
                _ => spans.extend(self.note_spans(element)),
            }
        }
        spans
    }

    /// Tells the words of headers and footers, and that there are comments.
    pub fn margins(&mut self) -> Result<(), Unreadable> {
        for (start, name) in [("header", "header"), ("footer", "footer")] {
            let mut known: Vec<String> = Vec::new();
            for part in self.parts.named(start) {
                let Some(tree) = self.parts.tree(&part)? else { continue };
                let lines: Vec<String> =
                    tree.all("p").iter().map(|line| line.all("t").iter().map(|words| words.text()).collect::<String>()).collect();
                let words = folded(&lines.join(" "));
                // A number of a page is no loss.
                if words.chars().any(char::is_alphabetic) && !known.contains(&words) {
                    self.document.leave_out(None, format!("the {name} of the pages: {words}"));
                    known.push(words);
                }
            }
        }
        let part = self.parts.beside("comments.xml");
        let comments =
            self.parts.tree(&part)?.map_or(0, |tree| tree.elements().filter(|element| element.name == "comment").count());
        if comments > 0 {
            let one = "a comment in the margin, which may be private";
            let words =
                if comments == 1 { one.to_string() } else { format!("{comments} comments in the margin, which may be private") };
            self.document.leave_out(None, words);
        }
        Ok(())
    }
}
