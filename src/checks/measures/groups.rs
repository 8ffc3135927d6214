//! Names of groups in files of readings: one that is mistyped makes a group of its own.

use std::collections::BTreeMap;

use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, Place};
use crate::strategy::{Reading, Readings};

/// How often a name stands in a file before another that is nearly the same is taken for a slip: one that differs in capitals and
/// blanks alone, and any other.
const OFTEN: (usize, usize) = (2, 3);

/// A column of more names than this is no list of groups, but of codes or notes.
const MOST: usize = 300;

pub fn check(checked: Checked, readings: &Readings, problems: &mut Diagnostics) {
    // Most files have no groups.
    if readings.iter().all(|reading| reading.breakdown().is_empty()) {
        return;
    }
    // Of each column, the names, how often each stands there, and where first.
    let mut columns: BTreeMap<&str, BTreeMap<&str, (usize, &Reading)>> = BTreeMap::new();
    for reading in readings.iter() {
        for (column, name) in reading.breakdown().iter().filter(|(_, name)| !name.is_empty() && name.parse::<f64>().is_err()) {
            columns.entry(column).or_default().entry(name).or_insert((0, reading)).0 += 1;
        }
    }
    for names in columns.into_values().filter(|names| names.len() <= MOST) {
        let often: Vec<(&str, usize)> =
            names.iter().map(|(name, (count, _))| (*name, *count)).filter(|(_, count)| *count >= OFTEN.0).collect();
        for (name, (_, reading)) in names.iter().filter(|(_, (count, _))| *count == 1) {
            let is_meant = |(other, count): &&(&str, usize)| match is_same(name, other) {
                true => true,
                false => *count >= OFTEN.1 && is_slip(name, other),
            };
            let Some((meant, _)) = often.iter().find(is_meant) else { continue };
            let message = format!("the group `{name}` stands here alone, and `{meant}` stands in other lines");
            let Place { source, at: line } = reading.place;
            let text = checked.sources.get(source).text().unwrap_or_default();
            let cell = text.get(line.range()).and_then(|text| text.rfind(name)).map_or(line, |start| {
                let start = line.start as usize + start;
                At::new(start, start + name.len())
            });
            let problem = Diagnostic::new(&codes::UNLIKE_GROUP, source.at(cell), message);
            problems.push(problem.help(format!("write `{meant}` if that is meant")));
        }
    }
}

fn folded(text: &str) -> Vec<String> {
    text.to_lowercase().split([' ', '-', '_']).map(str::to_string).collect()
}

/// Whether a name is another one but for capitals and blanks.
fn is_same(name: &str, other: &str) -> bool {
    let (own, known) = (folded(name), folded(other));
    // With figures in it, `1-2` is not `12`.
    own == known || own.concat() == known.concat() && !name.contains(|c: char| c.is_ascii_digit())
}

/// Whether a name is another one but for one letter of a long word.
fn is_slip(name: &str, other: &str) -> bool {
    let (own, known) = (folded(name), folded(other));
    let differ: Vec<_> = own.iter().zip(&known).filter(|(own, known)| own != known).collect();
    // Symptomatic, asymptomatic.
    let denies = |one: &str, other: &str| one.strip_prefix('a') == Some(other);
    let is_word = |word: &str| word.chars().count() > 4 && !word.contains(|c: char| c.is_ascii_digit());
    own.len() == known.len()
        && matches!(differ[..], [(own, known)] if is_word(known) && is_word(own) && own.chars().next() == known.chars().next() && !denies(own, known) && !denies(known, own) && strsim::damerau_levenshtein(own, known) == 1)
}

#[cfg(test)]
mod tests {
    use super::{is_same, is_slip};

    #[test]
    fn groups_that_are_others_are_no_slips() {
        for (name, other) in [("Nroth", "North"), ("north", "North"), ("St Mary s", "St Marys"), ("Main hosptal", "Main hospital")]
        {
            assert!(is_same(name, other) || is_slip(name, other), "{name}");
        }
        for (name, other) in [
            ("South", "North"),
            ("Asymptomatic", "Symptomatic"),
            ("Band 1-2", "Band 12"),
            ("Ward A", "Ward B"),
            ("Ward 11", "Ward 12"),
            ("East", "West"),
            ("Easton", "Aston"),
            ("2025/26", "2025/27"),
        ] {
            assert!(!is_same(name, other) && !is_slip(name, other), "{name}");
        }
    }
}
