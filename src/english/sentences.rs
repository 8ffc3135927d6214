//! Sentences that are long, and words in capitals.

use std::ops::Range;

use super::acronyms::is_word;
use super::{Counts, Quotes, Remark, bare, tokens};

/// The most words that a sentence has on GOV.UK ("Sentence length: why 25 words is our limit", Government Digital Service).
pub const MOST_WORDS: usize = 25;

/// From so many words in a row on, capitals are more than a name or two.
const CAPITALS_IN_A_ROW: usize = 3;

/// Tells long sentences and rows of capitals in some words. Gives their counts.
///
/// A sentence ends at a full stop, question mark or exclamation mark, unless a small letter follows.
pub fn sentences(text: &str, mut tell: impl FnMut(Range<usize>, Remark)) -> Counts {
    let mut counts = Counts::default();
    let mut quotes = Quotes::default();
    let mut sentence = Stretch::default();
    let mut capitals = Stretch::default();
    // A row of acronyms is no shouting.
    let mut has_word = false;
    let mut rest = tokens(text).map(|(start, token)| (start, token, Look::at(token))).peekable();
    while let Some((start, token, look)) = rest.next() {
        let end = start + token.len();
        let next = rest.peek().map(|(_, _, next)| next);
        // Most words have no quotation marks, and stand in none.
        let quoted = if look.is_plain { quotes.are_open() } else { quotes.hold(token) };
        if look.letters > 0 && !quoted {
            counts.words += 1;
            counts.letters += look.letters;
            sentence.add(start, end);
            if look.is_capitals {
                capitals.add(start, end);
                has_word |= is_word(bare(token));
            }
        }
        if capitals.words > 0 && (!look.is_loud || quoted || next.is_none()) {
            let row = std::mem::take(&mut capitals);
            if row.words >= CAPITALS_IN_A_ROW && has_word {
                tell(row.start..row.end, Remark::Capitals(row.words));
            }
            has_word = false;
        }
        if next.is_none_or(|next| !next.is_small && stops(token)) {
            let whole = std::mem::take(&mut sentence);
            counts.sentences += u32::from(whole.words > 0);
            if whole.words > MOST_WORDS {
                tell(whole.start..end, Remark::LongSentence(whole.words));
            }
        }
    }
    counts
}

fn stops(token: &str) -> bool {
    token.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', '…'])
}

/// What is to be known of a word, seen in one pass.
struct Look {
    /// Letters and digits.
    letters: u32,
    /// Two letters or more, and all of them capitals.
    is_capitals: bool,
    /// Nothing in it breaks a row of capitals.
    is_loud: bool,
    /// It starts with a small letter.
    is_small: bool,
    /// It has only signs of ASCII, and no quotation mark.
    is_plain: bool,
}

impl Look {
    fn at(token: &str) -> Look {
        let (mut letters, mut capitals, mut small, mut digits) = (0, 0, 0, 0);
        let (mut is_small, mut is_plain) = (false, true);
        for sign in token.chars() {
            match sign {
                'a'..='z' => {
                    is_small |= letters + digits == 0;
                    letters += 1;
                    small += 1;
                }
                'A'..='Z' => {
                    letters += 1;
                    capitals += 1;
                }
                '0'..='9' => digits += 1,
                '"' => is_plain = false,
                _ if sign.is_ascii() => {}
                _ => {
                    is_plain = false;
                    if sign.is_alphabetic() {
                        is_small |= letters + digits == 0 && sign.is_lowercase();
                        letters += 1;
                        capitals += u32::from(sign.is_uppercase());
                        small += u32::from(!sign.is_uppercase());
                    } else if sign.is_numeric() {
                        digits += 1;
                    }
                }
            }
        }
        let is_capitals = small == 0 && capitals >= 2;
        // `A` and `I` go with any row.
        let is_loud = is_capitals || letters == 0 || (small == 0 && letters == 1);
        Look { letters: letters + digits, is_capitals, is_loud, is_small, is_plain }
    }
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
