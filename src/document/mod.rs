//! Documents of other programs as blocks: Word files, Markdown and plain text.
//!
//! In: the bytes of a file. Out: one [`Document`]: headings, paragraphs, list items, tables and pictures in their order, each with
//! the place where the file has it.
//!
//! Always true
//! - No word is dropped in silence. What is not among the blocks or notes is told, with its place.
//! - Words are clean: no no-break spaces, no soft hyphens, no bullets typed by hand, no tables made of tabs.
//! - As Markdown, words show what they are: [`Words::markdown`] gives up marks before it gives up words.
//!
//! Not here: what a strategy is, and any file on disk.

mod clean;
mod escape;
mod guess;
mod markdown;
mod text;
#[cfg(feature = "docx")]
mod word;
mod words;

pub use escape::paragraph;
pub use markdown::read as read_markdown;
pub use text::read as read_text;
#[cfg(feature = "docx")]
pub use word::read as read_docx;
pub use words::{Span, Words, with_notes};

/// What a file holds, in its order.
#[derive(Debug, Default, PartialEq)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes, by the label that words refer to them by.
    pub notes: Vec<(String, Words)>,
    pub pictures: Vec<Picture>,
    /// The title that the file's properties give.
    pub title: String,
    /// What is not in the blocks, or not as it was.
    pub told: Vec<Told>,
}

/// Where a file has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a text, from 1.
    Line(usize),
    /// A paragraph that has words, outside tables, from 1.
    Paragraph(usize),
    /// A table, from 1.
    Table(usize),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Place::Line(number) => write!(f, "line {number}"),
            Place::Paragraph(number) => write!(f, "paragraph {number}"),
            Place::Table(number) => write!(f, "table {number}"),
        }
    }
}

/// Something that an author must know of a document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub place: Option<Place>,
    pub words: String,
    /// Whether something is not there any more.
    pub is_left_out: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub place: Place,
    pub kind: Kind,
    /// What nobody can be sure of, in sentences.
    pub unsure: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Title(Words),
    Subtitle(Words),
    Heading(Heading),
    Paragraph(Words),
    Item {
        /// 0 for an item of the outermost list.
        depth: usize,
        /// The number of an item that is counted.
        number: Option<u64>,
        words: Words,
    },
    /// Rows of cells; the first one names the columns.
    Table(Vec<Vec<Words>>),
    /// One of [`Document::pictures`].
    Picture {
        index: usize,
        alt: String,
    },
    /// Markdown that is kept as it is.
    Markdown(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 for the highest.
    pub level: usize,
    /// The number that stands before it, `1.2`, if it is none of its words.
    pub number: String,
    pub words: Words,
    /// It looks like a heading, and is not marked as one.
    pub is_guessed: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The name of its file.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Why a file cannot be read.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl Block {
    fn new(place: Place, kind: Kind) -> Block {
        Block { place, kind, unsure: Vec::new() }
    }

    fn doubt(mut self, words: impl Into<String>) -> Block {
        self.unsure.push(words.into());
        self
    }
}

impl Document {
    fn tell(&mut self, place: Option<Place>, words: impl Into<String>) {
        self.told.push(Told { place, words: words.into(), is_left_out: false });
    }

    fn leave_out(&mut self, place: Option<Place>, words: impl Into<String>) {
        self.told.push(Told { place, words: words.into(), is_left_out: true });
    }
}
