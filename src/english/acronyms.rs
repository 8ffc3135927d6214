//! Acronyms, and whether the words beside them explain them.

use std::ops::Range;

use super::{Remark, bare, is_capitals, tokens};

/// Acronyms that need no explanation, because more people know them than know the words they stand for. The style guides of
/// the NHS and of GOV.UK leave the first of these unexplained; the others are in everybody's dictionary.
const KNOWN: &[&str] = &[
    "NHS", "UK", "GP", "A&E", "EU", "US", "USA", "UN", "MP", "VAT", "BBC", "TV", "ID", "IT", "OK", "PDF", "PC", "CV", "DNA", "HIV",
    "AIDS", "COVID", "AM", "PM", "FAQ", // Compass points.
    "NE", "NW", "SE", "SW",
];

/// Words that people write in capitals for stress.
const STRESSED: &[&str] = &[
    "ALL", "AND", "ANY", "ARE", "AS", "AT", "BE", "BUT", "BY", "CAN", "DO", "EVERY", "FOR", "IF", "IN", "IS", "MAY", "MUST",
    "NEVER", "NEW", "NO", "NOT", "NOW", "OF", "ON", "ONLY", "OR", "OUR", "SO", "STOP", "THE", "THIS", "TO", "WE", "WHO", "WHY",
    "WILL", "WITH", "YES", "YOU", "YOUR",
];

/// The most letters of an acronym. What is longer is a word in capitals.
const MOST_LETTERS: usize = 6;

/// Tells every acronym in some words. What everybody knows, Roman numerals, words in capitals and codes with digits are none.
///
/// It counts as explained by a bracket on either side, "integrated care system (ICS)" or "ICS (integrated care system)", by
/// "…, or ICS", and by "ICS means …".
pub fn acronyms(text: &str, mut tell: impl FnMut(Range<usize>, Remark)) {
    // Most texts have none, and are dealt with here.
    if !text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_uppercase() && matches!(pair[1], b'A'..=b'Z' | b'&')) {
        return;
    }
    // In a text that is all capitals, no word stands out.
    if !text.contains(char::is_lowercase) {
        return;
    }
    let words: Vec<(usize, &str)> = tokens(text).collect();
    for (at, &(start, token)) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| words[before].1);
        let after = words.get(at + 1).map(|(_, after)| *after);
        if is_address(token) || [before, after].into_iter().flatten().any(|beside| are_shouted(token, beside)) {
            continue;
        }
        for (offset, part) in parts(token) {
            if let Some(short) = acronym(part) {
                let explained = is_explained(short, &words, at);
                let from = start + offset;
                tell(from..from + part.len(), Remark::Acronym { short: short.to_string(), explained });
            }
        }
    }
}

fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains("www.") || token.contains('@')
}

/// Whether two neighbours in capitals are words rather than acronyms.
fn are_shouted(one: &str, other: &str) -> bool {
    let both = [bare(one), bare(other)];
    both.iter().all(|word| is_capitals(word)) && both.iter().any(|word| word.len() >= 5 || STRESSED.contains(word))
}

/// The parts of `HIV/AIDS` and `NHS-wide`, without punctuation and without `'s`.
fn parts(token: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = token.split(['/', '-', '–', '—', '\'', '’']);
    pieces.map(bare).map(|part| (part.as_ptr() as usize - token.as_ptr() as usize, part)).filter(|(_, part)| !part.is_empty())
}

/// The acronym that a word is, in the singular.
fn acronym(word: &str) -> Option<&str> {
    let short = word.strip_suffix('s').unwrap_or(word);
    let is_one = (2..=MOST_LETTERS).contains(&short.len())
        && short.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'&')
        && !KNOWN.contains(&short)
        && !STRESSED.contains(&short)
        && !is_roman(short)
        // Levels and grades: AA, AAA.
        && short.bytes().any(|byte| byte != short.as_bytes()[0]);
    is_one.then_some(short)
}

fn is_roman(word: &str) -> bool {
    const NUMERALS: &[&str] = &[
        "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
        "XXII",
    ];
    NUMERALS.contains(&word)
}

fn is_explained(short: &str, words: &[(usize, &str)], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map(|at| words[at].1);
    let ends_bracket = words[at].1.contains(')');
    // `(ICS)`, `(or ICS)`, `(known as ICS)`.
    let in_bracket = ends_bracket && at > 0 && (0..=2).any(|back| word(back).is_some_and(|word| word.starts_with('(')));
    let or = word(1) == Some("or") && word(2).is_some_and(|word| word.ends_with(','));
    let by_words = words.get(at + 1).is_some_and(|(_, after)| matches!(*after, "means" | "stands"));
    // Alone in its block, such as the cell of a table of short forms.
    in_bracket || or || by_words || words.len() == 1 || is_spelt_out(short, &words[at + 1..])
}

/// Whether a bracket follows in which at least half of the letters are initials: `ICS (integrated care system)`.
fn is_spelt_out(short: &str, after: &[(usize, &str)]) -> bool {
    if !after.first().is_some_and(|(_, word)| word.starts_with('(')) {
        return false;
    }
    let length = after.iter().position(|(_, word)| word.contains(')')).map_or(after.len(), |end| end + 1);
    let initials: String = after[..length].iter().filter_map(|(_, word)| bare(word).chars().next()).collect();
    let initials = initials.to_ascii_uppercase();
    let met = short.chars().filter(|letter| initials.contains(*letter)).count();
    length > 1 && met * 2 >= short.len()
}
