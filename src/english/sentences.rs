//! Sentences that are long, and words in capitals.

use std::ops::Range;

use super::{Counts, Quotes, Remark, bare, is_capitals, tokens};

/// The most words that a sentence has on GOV.UK ("Sentence length: why 25 words is our limit", Government Digital Service).
pub const MOST_WORDS: usize = 25;

/// From so many words in a row on, capitals are more than a name or two.
const CAPITALS_IN_A_ROW: usize = 3;

/// A row of acronyms is no shouting: one of its words must be longer than acronyms are.
const LONGER_THAN_ACRONYMS: usize = 5;

/// Tells long sentences and rows of capitals in some words. Gives their counts.
///
/// A sentence ends at a full stop, question mark or exclamation mark, unless a small letter follows.
pub fn sentences(text: &str, mut tell: impl FnMut(Range<usize>, Remark)) -> Counts {
    let mut counts = Counts::default();
    let mut quotes = Quotes::default();
    let mut sentence = Stretch::default();
    let mut capitals = Stretch::default();
    let mut longest = 0;
    let mut rest = tokens(text).peekable();
    while let Some((start, token)) = rest.next() {
        let end = start + token.len();
        let word = bare(token);
        let quoted = quotes.hold(token);
        if !word.is_empty() && !quoted {
            counts.words += 1;
            counts.letters += word.chars().filter(|c| c.is_alphanumeric()).count() as u32;
            sentence.add(start, end);
            if is_capitals(word) {
                capitals.add(start, end);
                longest = longest.max(word.chars().count());
            }
        }
        let loud = is_capitals(word) || matches!(word, "A" | "I") || !word.chars().any(char::is_alphabetic);
        if !loud || quoted || rest.peek().is_none() {
            let row = std::mem::take(&mut capitals);
            if row.words >= CAPITALS_IN_A_ROW && longest >= LONGER_THAN_ACRONYMS {
                tell(row.start..row.end, Remark::Capitals(row.words));
            }
            longest = 0;
        }
        let stops = token.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…']);
        let goes_on = rest.peek().is_some_and(|(_, next)| bare(next).starts_with(char::is_lowercase));
        if rest.peek().is_none() || (stops && !goes_on) {
            let whole = std::mem::take(&mut sentence);
            counts.sentences += u32::from(whole.words > 0);
            if whole.words > MOST_WORDS {
                tell(whole.start..end, Remark::LongSentence(whole.words));
            }
        }
    }
    counts
}

/// Words that go together, from the first to the last.
#[derive(Default)]
struct Stretch {
    start: usize,
    end: usize,
    words: usize,
}

impl Stretch {
    fn add(&mut self, start: usize, end: usize) {
        if self.words == 0 {
            self.start = start;
        }
        self.end = end;
        self.words += 1;
    }
}
