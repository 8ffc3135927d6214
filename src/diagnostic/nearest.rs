//! "Did you mean …?": the known name nearest to what was written, and whether it is meant for certain.

/// The known name nearest to what was written, if any is near enough to be what was meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let reach = 2.min(written.chars().count() / 3);
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_lowercase()), name))
        .filter(|(likeness, name)| *likeness >= 0.85 || strsim::damerau_levenshtein(&folded, name) <= reach)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
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

    #[test]
    fn letters_are_counted_not_bytes() {
        assert_eq!(nearest("漢字", ["id"]), None);
        assert_eq!(nearest("tilte", ["id", "title"]), Some("title"));
    }
}
