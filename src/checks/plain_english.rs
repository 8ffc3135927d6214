//! Plain English: sentences, capitals and reading age of what the site's authors write themselves.
//!
//! A strategy is a signed-off text, so all of this is advice. Titles, statements and quotations are the source's own words and
//! are not judged.

use super::texts::{File, Part};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::english::{MOST_WORDS, Remark};

/// How many pieces of advice of a kind a file gets at most.
const MOST_IN_A_FILE: usize = 3;

/// A text with fewer words is too short to have a reading age.
const FEWEST_WORDS: u32 = 100;

/// The age at which school ends.
const OLDEST: u32 = 18;

/// The highest reading age that the NHS content guide names.
const HIGHEST_AGE: u32 = 14;

pub fn check(part: &Part, problems: &mut Diagnostics) {
    part.files.iter().for_each(|file| problems.extend(of_file(file)));
}

fn of_file(file: &File) -> Vec<Diagnostic> {
    let (mut sentences, mut capitals) = (Vec::new(), Vec::new());
    for (place, remark) in &file.remarks {
        match remark {
            Remark::Acronym { .. } => {}
            _ if file.is_carried(*place) => {}
            Remark::LongSentence(words) => {
                let help = format!("split it: more than {MOST_WORDS} words are hard to follow");
                sentences.push(Diagnostic::new(&codes::LONG_SENTENCE, *place, format!("a sentence of {words} words")).help(help));
            }
            Remark::Capitals(words) => {
                let problem = Diagnostic::new(&codes::BLOCK_CAPITALS, *place, format!("{words} words in a row in capitals"));
                capitals.push(problem.help("write them in small letters; for stress, put `**` on both sides"));
            }
        }
    }
    let mut found = few(sentences);
    found.extend(few(capitals));
    found.extend(reading_age(file));
    found
}

/// The first few, the last of which says how many more there are.
fn few(mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = all.len().saturating_sub(MOST_IN_A_FILE);
    all.truncate(MOST_IN_A_FILE);
    if let Some(last) = all.last_mut().filter(|_| more > 0) {
        last.message += &format!(", and {more} more such in this file");
    }
    all
}

fn reading_age(file: &File) -> Option<Diagnostic> {
    let counts = file.counts.filter(|counts| counts.words >= FEWEST_WORDS)?;
    let age = counts.reading_age();
    (age > HIGHEST_AGE).then(|| {
        let (words, letters) = (counts.words_a_sentence(), counts.letters_a_word());
        // Pupils are no older, and neither is the index meant for more.
        let age = if age > OLDEST { format!("above {OLDEST}") } else { format!("of {age}") };
        let message = format!("a reading age {age}: {words:.0} words a sentence and {letters:.1} letters a word on average");
        let help = format!("aim for 9 to 11, and {HIGHEST_AGE} at most: use shorter sentences and everyday words");
        Diagnostic::new(&codes::READING_AGE, file.source.start(), message).help(help)
    })
}
