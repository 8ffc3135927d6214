//! "Did you mean …?": the known name nearest to what was written, and whether it is meant for certain.

/// The known name nearest to what was written, if any is near enough to be what was meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let count = folded.chars().count();
    let reach = 2.min(written.chars().count() / 3);
    let letters = letters_of(&folded);
    known
        .into_iter()
        .filter(|name| may_be_near(&folded, count, &letters, name))
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_lowercase()), name))
        .filter(|(likeness, name)| *likeness >= LIKE || strsim::damerau_levenshtein(&folded, name) <= reach)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// From this likeness on, two names are near.
const LIKE: f64 = 0.85;

/// How often each letter stands in a name of ASCII's letters; of all others together.
fn letters_of(name: &str) -> [u8; 32] {
    let mut letters = [0_u8; 32];
    for byte in name.bytes() {
        let letter = &mut letters[usize::from(byte & 31)];
        *letter = letter.saturating_add(1);
    }
    letters
}

/// Whether a name may be near to one of so many letters. Sites have thousands of names, and nearly all differ in their letters already:
/// with `m` letters in common, the likeness of Jaro is at most `(m/a + m/b + 1) / 3`, and Winkler adds a tenth of what is left to 1
/// for each of four letters that both start with.
fn may_be_near(folded: &str, count: usize, letters: &[u8; 32], name: &str) -> bool {
    if !name.is_ascii() || !folded.is_ascii() || name.is_empty() || folded.is_empty() {
        return true;
    }
    // Capitals and small letters are one here.
    let own = letters_of(name);
    let common: usize = letters.iter().zip(&own).map(|(a, b)| usize::from(*a.min(b))).sum();
    if common + 2 >= count.max(name.len()) {
        return true;
    }
    let starts = folded.bytes().zip(name.bytes()).take(4).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let m = common as f64;
    let jaro = (m / count as f64 + m / name.len() as f64 + 1.0) / 3.0;
    jaro + 0.1 * starts as f64 * (1.0 - jaro) >= LIKE
}

/// Whether a known name is written here with a slip, and for certain: one or two letters differ, or only case, blanks and
/// hyphens do, and no other known name is nearly as near. A digit that differs is no slip: it is another number or year.
pub(super) fn is_slip(written: &str, name: &str, known: &[&str]) -> bool {
    let folded = |text: &str| text.to_lowercase().replace([' ', '_'], "-");
    let written = folded(written);
    let distance = |name: &str| strsim::damerau_levenshtein(&written, &folded(name));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let reach = match name.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    let found = distance(name);
    let margin = found.min(1);
    let alone = known.iter().filter(|other| **other != name).all(|other| distance(other) > found + margin);
    found <= reach && digits(&written) == digits(name) && alone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIELDS: &[&str] = &["id", "title", "short_title", "goals", "period", "2021-22", "people", "peoples"];

    #[test]
    fn a_slip_is_near_and_alone() {
        for (written, name) in [("tilte", "title"), ("Title", "title"), ("short title", "short_title"), ("goal", "goals")] {
            assert!(is_slip(written, name, FIELDS), "{written}");
        }
        for (written, name) in [("peopel", "people"), ("2022-22", "2021-22"), ("ip", "id"), ("tiles are", "title")] {
            assert!(!is_slip(written, name, FIELDS), "{written}");
        }
    }

    proptest! {
        /// The names that are left out by their letters alone are none that would be near.
        #[test]
        fn no_near_name_is_passed_over(written in "[a-dA-C é-]{0,12}", names in prop::collection::vec("[a-dA-B é-]{0,12}", 0..8)) {
            let (folded, reach) = (written.to_lowercase(), 2.min(written.chars().count() / 3));
            let letters = letters_of(&folded);
            for name in &names {
                let near = strsim::jaro_winkler(&folded, &name.to_lowercase()) >= LIKE || strsim::damerau_levenshtein(&folded, name) <= reach;
                prop_assert!(!near || may_be_near(&folded, folded.chars().count(), &letters, name), "{written}, {name}");
            }
        }
    }

    #[test]
    fn letters_are_counted_not_bytes() {
        assert_eq!(nearest("漢字", ["id"]), None);
        assert_eq!(nearest("tilte", ["id", "title"]), Some("title"));
    }
}
