//! English, counted: long sentences, capitals, acronyms, and how hard a text is to read.
//!
//! In: the words of one block, such as a paragraph or a heading, without any marks. Out: [`Remark`]s, each with its range,
//! and [`Counts`].
//!
//! Always true
//! - Nothing is a fault here: a figure is told, and a check says whether it matters.
//! - Words between quotation marks are somebody else's: they are neither counted nor judged, but for their acronyms.
//! - In doubt there is no remark: a sentence rather ends too early, and a word in capitals rather is no acronym.
//!
//! Not here: Markdown, places in files, and any other language.

mod acronyms;
mod counts;
mod sentences;
#[cfg(test)]
mod tests;

pub use acronyms::acronyms;
pub use counts::Counts;
pub use sentences::{MOST_WORDS, sentences};

/// Something about the words that a check may want to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// A sentence of so many words, more than [`MOST_WORDS`].
    LongSentence(usize),
    /// So many words in a row in capitals: three or more.
    Capitals(usize),
    /// An acronym, in the singular, and whether the words beside it say what it means.
    Acronym { short: String, explained: bool },
}

/// The words of a text between white space, each with where it starts.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    text.split_ascii_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Without the punctuation around it.
fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether its letters are all capitals, and there are two or more.
fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2 && letters.all(char::is_uppercase)
}

/// Whether each word stands between quotation marks, asked word by word.
#[derive(Default)]
struct Quotes {
    double: bool,
    single: bool,
}

impl Quotes {
    fn are_open(&self) -> bool {
        self.double || self.single
    }

    fn hold(&mut self, token: &str) -> bool {
        let starts = |marks: &[char]| token.trim_start_matches(['(', '[']).starts_with(marks);
        let quoted = self.are_open() || starts(&['"', '“', '‘']);
        self.double ^= token.chars().filter(|c| matches!(c, '"' | '“' | '”')).count() % 2 == 1;
        self.single =
            (self.single || starts(&['‘'])) && !token.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).ends_with('’');
        quoted
    }
}
