//! Narratives: blocks as Markdown, each with the line where it went.

use crate::document::{Block, Document, Kind, Words, with_notes};

/// A narrative as it grows.
#[derive(Default)]
pub struct Narrative {
    pub text: String,
    /// Blocks, and the lines where they start.
    pub lines: Vec<(usize, usize)>,
    /// The level of the last heading.
    level: usize,
    /// How far each depth of the open list is indented; nothing, if no list is open.
    indents: Vec<usize>,
    /// Labels of the notes that are referred to.
    notes: Vec<String>,
    /// Those of them that stand at its end already.
    written: Vec<String>,
    /// The bytes whose lines are counted, and how many lines end in them.
    counted: (usize, usize),
}

impl Narrative {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn start(&mut self) {
        self.indents.clear();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn here(&mut self, at: usize) {
        let (bytes, lines) = self.counted;
        let lines = lines + self.text[bytes..].matches('\n').count();
        self.counted = (self.text.len(), lines);
        self.lines.push((at, lines + 1));
    }

    /// A paragraph of its own, in Markdown.
    pub fn paragraph(&mut self, markdown: &str) {
        self.start();
        self.text.push_str(markdown);
        self.text.push('\n');
    }

    /// Words for the author alone.
    pub fn comment(&mut self, words: &str) {
        let words = words.replace("--", "–").replace('>', "›");
        self.paragraph(&format!("<!-- {words} -->"));
    }

    /// A heading that stands so deep below the narrative's start; no level is left out.
    pub fn heading(&mut self, at: usize, document: &Document, depth: usize) {
        let Kind::Heading(heading) = &document.blocks[at].kind else { return };
        self.doubts(&document.blocks[at]);
        let deepest = if self.level == 0 { 2 } else { self.level + 1 };
        self.level = (depth + 2).min(deepest).min(6);
        self.start();
        self.here(at);
        let number = if heading.number.is_empty() { String::new() } else { format!("{} ", heading.number) };
        let words = self.words(&heading.words, document);
        let words = words.replace("\\\n", " ").replace('\n', " ");
        self.text.push_str(&format!("{} {number}{}\n", "#".repeat(self.level), words.replace('{', "\\{").trim_end_matches('#')));
    }

    fn doubts(&mut self, block: &Block) {
        for doubt in &block.unsure {
            self.comment(&format!("Unsure ({}): {doubt}", block.place));
        }
    }

    /// Words in Markdown. Notes that the document has are remembered; others are no notes.
    fn words(&mut self, words: &Words, document: &Document) -> String {
        let labels: Vec<String> = words.notes().map(str::to_string).collect();
        let is_known = |label: &String| document.notes.iter().any(|(known, _)| known == label);
        if !labels.iter().all(is_known) {
            return words.without_notes().markdown();
        }
        self.notes.extend(labels);
        let text = words.markdown();
        if words.source().is_some() { self.source(&text, document) } else { text }
    }

    /// Markdown of the author's, in which the marks of notes stand as words: those that are none are shown as they are.
    fn source(&mut self, source: &str, document: &Document) -> String {
        with_notes(source, |label| {
            if document.notes.iter().any(|(known, _)| known == label) {
                self.notes.push(label.to_string());
                return format!("[^{label}]");
            }
            format!("\\[^{label}\\]")
        })
    }

    pub fn block(&mut self, at: usize, document: &Document) {
        let block = &document.blocks[at];
        if !block.unsure.is_empty() {
            self.doubts(block);
        }
        match &block.kind {
            Kind::Paragraph(words) => {
                let text = self.words(words, document);
                self.start();
                self.here(at);
                self.text.push_str(&text);
                self.text.push('\n');
            }
            Kind::Item { depth, number, words } => self.item(at, *depth, *number, words, document),
            Kind::Table(rows) => {
                self.start();
                self.here(at);
                for (number, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| {
                            let text = self.words(cell, document);
                            cell_text(&text, cell.source().is_some())
                        })
                        .collect();
                    self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if number == 0 {
                        self.text.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
                    }
                }
            }
            Kind::Picture { index, alt } => {
                let name = &document.pictures[*index].name;
                if alt.is_empty() {
                    self.comment(&format!(
                        "Unsure ({}): the picture {name} stands here, and has no description. Write: ![what it shows]({name})",
                        block.place
                    ));
                    return;
                }
                if alt.contains("automatically generated") || alt.contains("AI-generated") {
                    self.comment(&format!("Unsure ({}): a program described this picture: is it right?", block.place));
                }
                self.start();
                self.here(at);
                self.text.push_str(&format!("![{}]({name})\n", crate::document::paragraph(alt)));
            }
            Kind::Markdown(source) => {
                let source = self.source(source, document);
                self.start();
                self.here(at);
                self.text.push_str(&source);
                self.text.push('\n');
            }
            Kind::Heading(_) => self.heading(at, document, 0),
            Kind::Title(words) | Kind::Subtitle(words) => {
                let text = self.words(words, document);
                self.start();
                self.here(at);
                self.text.push_str(&format!("{text}\n"));
            }
        }
    }

    fn item(&mut self, at: usize, depth: usize, number: Option<u64>, words: &Words, document: &Document) {
        let marker = number.map_or("- ".to_string(), |number| format!("{}. ", number.min(999_999_999)));
        let text = self.words(words, document);
        if self.indents.is_empty() {
            self.start();
        }
        let depth = depth.min(self.indents.len());
        self.indents.truncate(depth);
        let indent: usize = self.indents.iter().sum();
        self.indents.push(marker.len());
        self.here(at);
        let rest = format!("\n{}", " ".repeat(indent + marker.len()));
        self.text.push_str(&format!("{}{marker}{}\n", " ".repeat(indent), text.replace('\n', &rest)));
    }

    /// Writes the notes that its words refer to at its end, and gives their labels.
    pub fn end(&mut self, document: &Document) -> Vec<String> {
        while let Some(label) = self.notes.iter().find(|label| !self.written.contains(label)).cloned() {
            self.written.push(label.clone());
            if let Some((_, words)) = document.notes.iter().find(|(known, _)| *known == label) {
                let text = self.words(&words.without_notes(), document).replace("\\\n", " ").replace('\n', " ");
                self.paragraph(&format!("[^{label}]: {text}"));
            }
        }
        self.written.clone()
    }
}

/// A cell in one line. A bar would end it: in our own Markdown it is escaped already.
fn cell_text(text: &str, is_source: bool) -> String {
    let text = text.replace("\\\n", " ").replace('\n', " ");
    if !is_source {
        return text;
    }
    let mut out = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        if letter == '|' && before != '\\' {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}
