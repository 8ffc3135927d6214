//! Acronyms, and whether the words beside them explain them.

use std::ops::Range;

use super::{Remark, bare, is_capitals};

/// Acronyms that need no explanation, because more people know them than know the words they stand for. The style guides of
/// the NHS and of GOV.UK leave the first of these unexplained; the others are in everybody's dictionary.
const KNOWN: &[&str] = &[
    "NHS", "UK", "GP", "A&E", "EU", "US", "USA", "UN", "MP", "VAT", "BBC", "TV", "ID", "IT", "OK", "PDF", "PC", "CV", "DNA", "HIV",
    "AIDS", "COVID", "AM", "PM", "FAQ", "KB", "MB", "GB", // Compass points.
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
    let mut from = 0;
    while let Some(at) = two_capitals(text.as_bytes(), from) {
        // In a text that is all capitals, no word stands out.
        if from == 0 && !text.contains(char::is_lowercase) {
            return;
        }
        let start = text[..at].rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |blank| blank + 1);
        let token = text[start..].split_ascii_whitespace().next().unwrap_or_default();
        from = start + token.len();
        let around = Around { before: &text[..start], token, after: &text[from..] };
        if is_address(token) || around.is_shouted() || around.is_on_a_sign() {
            continue;
        }
        for (offset, part) in parts(token) {
            if let Some(short) = acronym(part) {
                let at = start + offset;
                tell(at..at + part.len(), Remark::Acronym { short: short.to_string(), explained: around.explains(short) });
            }
        }
    }
}

/// Where a capital is followed by another, or by `&`. Most texts have no such place.
fn two_capitals(text: &[u8], from: usize) -> Option<usize> {
    let found = text[from..].windows(2).position(|pair| pair[0].is_ascii_uppercase() && matches!(pair[1], b'A'..=b'Z' | b'&'))?;
    Some(from + found)
}

/// Whether it is an address, or the mark of a callout.
fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains("www.") || token.contains('@') || token.starts_with("[!")
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

/// Whether something in capitals is a word, not an acronym.
pub(super) fn is_word(word: &str) -> bool {
    word.len() >= 5 || STRESSED.contains(&word)
}

fn is_roman(word: &str) -> bool {
    const NUMERALS: &[&str] = &[
        "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
        "XXII",
    ];
    NUMERALS.contains(&word)
}

/// A word with all that stands around it.
struct Around<'t> {
    before: &'t str,
    token: &'t str,
    after: &'t str,
}

impl<'t> Around<'t> {
    /// The words before it, the nearest first.
    fn back(&self) -> impl Iterator<Item = &'t str> {
        self.before.split_ascii_whitespace().rev()
    }

    /// Whether it has a neighbour in capitals, and the two are words rather than acronyms.
    fn is_shouted(&self) -> bool {
        let beside = self.back().next().into_iter().chain(self.after.split_ascii_whitespace().next());
        let own = bare(self.token);
        is_capitals(own) && beside.map(bare).any(|other| is_capitals(other) && (is_word(own) || is_word(other)))
    }

    /// Whether it is one of several words between quotation marks that are all in capitals: “KEEP OUT”.
    fn is_on_a_sign(&self) -> bool {
        let opens = |word: &str| word.trim_start_matches(['(', '[']).starts_with(['“', '‘', '"', '\'']);
        let closes = |word: &str| word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']).ends_with(['”', '’', '"', '\'']);
        let is_loud = |word: &&str| is_capitals(bare(word));
        let reach = |first: &dyn Fn(&str) -> bool, rest: &mut dyn Iterator<Item = &'t str>| {
            let mut row = [self.token].into_iter().chain(rest).take_while(is_loud);
            row.position(first)
        };
        let before = reach(&opens, &mut self.back());
        let after = before.and_then(|_| reach(&closes, &mut self.after.split_ascii_whitespace()));
        before.zip(after).is_some_and(|(before, after)| before + after > 0)
    }

    /// Whether the words around it say what it means.
    fn explains(&self, short: &str) -> bool {
        let next = self.after.split_ascii_whitespace().next();
        // Alone in its block, such as the cell of a table of short forms.
        if next.is_none() && self.back().next().is_none() {
            return true;
        }
        // `(ICS)`, `(or ICS)`, `(known as ICS)`.
        let words = [self.token].into_iter().chain(self.back().take(2));
        let in_bracket =
            self.token.contains(')') && self.back().next().is_some() && words.into_iter().any(|word| word.starts_with('('));
        let mut back = self.back();
        let or = back.next() == Some("or") && back.next().is_some_and(|word| word.ends_with(','));
        in_bracket || or || matches!(next, Some("means" | "stands")) || self.spells_out(short)
    }

    /// Whether a bracket follows in which at least half of the letters are initials: `ICS (integrated care system)`.
    fn spells_out(&self, short: &str) -> bool {
        let Some(bracket) = self.after.trim_start().strip_prefix('(') else { return false };
        let inside = bracket.split(')').next().unwrap_or_default();
        let initials: String = inside.split_ascii_whitespace().filter_map(|word| bare(word).chars().next()).collect();
        let initials = initials.to_ascii_uppercase();
        let met = short.chars().filter(|letter| initials.contains(*letter)).count();
        inside.contains(' ') && met * 2 >= short.len()
    }
}
