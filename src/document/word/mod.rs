//! Word files (.docx): made by Word, LibreOffice and others.
//!
//! In: the bytes. Out: a [`Document`]. What is kept and what is told: `docs/content/pages/import.md` has the list.

mod body;
mod drawings;
mod fields;
mod notes;
mod numbering;
mod parts;
mod runs;
mod styles;
mod tables;
mod xml;

use std::collections::HashMap;

use fields::Field;
use numbering::Numbering;
use parts::{Parts, Targets};
use styles::Styles;
use xml::Element;

use super::clean::{Cleaned, Draft};
use super::{Document, Place, Span, Unreadable, guess};

/// Reads a file.
///
/// # Errors
/// It is no Word file, is spoilt, or needs a password.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let main = parts.main();
    let root = parts.tree(&main)?;
    let body = root.as_ref().and_then(|root| root.child("body"));
    let body = body.ok_or_else(|| Unreadable("there is no Word document in this file".to_string()))?;
    let styles = Styles::read(parts.tree(&parts.beside("styles.xml"))?.as_ref());
    let numbering = Numbering::read(parts.tree(&parts.beside("numbering.xml"))?.as_ref());
    let targets = parts.targets(&main)?;
    let properties = parts.tree("docProps/core.xml")?;
    let title = properties.as_ref().and_then(|root| root.child("title")).map(Element::text).unwrap_or_default();
    let mut reader = Reader {
        parts,
        styles,
        numbering,
        targets,
        document: Document { title: title.trim().to_string(), ..Document::default() },
        cleaned: Cleaned::default(),
        drafts: Vec::new(),
        fields: Vec::new(),
        carried: Vec::new(),
        boxes: Vec::new(),
        pictures: Vec::new(),
        media: HashMap::new(),
        labels: Vec::new(),
        paragraphs: 0,
        tables: 0,
        boxed: 0,
        tracked: Tracked::default(),
        contents: (0, None),
        hidden: Vec::new(),
    };
    reader.walk(body);
    reader.flush();
    reader.notes()?;
    reader.margins()?;
    reader.end();
    Ok(reader.document)
}

struct Reader<'b, 'x> {
    parts: Parts<'b>,
    styles: Styles,
    numbering: Numbering,
    /// Where the references of the part lead that is being read.
    targets: Targets,
    document: Document,
    cleaned: Cleaned,
    /// Paragraphs that nothing is known of but their words.
    drafts: Vec<Draft>,
    /// The fields that are open.
    fields: Vec<Field>,
    /// The words of a paragraph whose end was deleted.
    carried: Vec<Span>,
    /// Text boxes that were met within a paragraph or a table.
    boxes: Vec<&'x Element>,
    /// Pictures that were met within a paragraph or a table, with their descriptions.
    pictures: Vec<(usize, String)>,
    /// Pictures by the name of their part.
    media: HashMap<String, usize>,
    /// Notes that were referred to: whether at the end of the document, and by which id. Their labels count up.
    labels: Vec<(bool, String)>,
    paragraphs: usize,
    tables: usize,
    /// How deep text boxes stand within each other.
    boxed: usize,
    tracked: Tracked,
    /// Lines of a list of contents.
    contents: (usize, Option<Place>),
    /// Words that Word does not show.
    hidden: Vec<String>,
}

#[derive(Default)]
struct Tracked {
    inserted: usize,
    deleted: usize,
    first: Option<Place>,
}

impl Reader<'_, '_> {
    fn place(&self) -> Place {
        Place::Paragraph(self.paragraphs.max(1))
    }

    /// Says what was met here and there.
    fn end(&mut self) {
        let Tracked { inserted, deleted, first } = self.tracked;
        if inserted + deleted > 0 {
            let words = format!(
                "changes were tracked: what was put in is kept ({inserted}), what was taken out is left out ({deleted}); the first is here"
            );
            self.document.leave_out(first, words);
        }
        let (lines, place) = self.contents;
        if lines > 0 {
            self.document.leave_out(place, format!("the list of contents ({lines} lines): pages have their own"));
        }
        if !self.hidden.is_empty() {
            let words = self.hidden.join(" ");
            self.document.leave_out(None, format!("words that are hidden in Word: {words}"));
        }
        let cleaned = std::mem::take(&mut self.cleaned);
        cleaned.tell(&mut self.document);
        guess::levels(&mut self.document.blocks);
    }
}
