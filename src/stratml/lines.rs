//! Lines of other information, the one place that the standard has for what it has no place for: `Level: Strategic aim`.
//!
//! The lines at the start have labels that can be read back; they stand in a fixed order. All that follows is prose.

pub const SUBTITLE: &str = "Subtitle";
pub const SHORT_TITLE: &str = "Short title";
pub const KIND: &str = "Kind";
pub const PERIOD: &str = "Period";
pub const PUBLISHED: &str = "Published";
pub const STANDING: &str = "Standing";
pub const LANGUAGE: &str = "Language";
pub const SOURCE_TITLE: &str = "Source title";
pub const SOURCE_PUBLISHER: &str = "Source published by";
pub const SOURCE_KIND: &str = "Source kind";
/// `Level aims: one Strategic aim, many Strategic aims`, a line for each level that is not a usual one.
pub const LEVEL: &str = "Level";
/// The objective above an objective, by its identifier.
pub const BELOW: &str = "Below";
pub const DUE: &str = "Due";
pub const OWNER: &str = "Owner";
pub const BETTER: &str = "Better";
pub const LEAD: &str = "Shown first";
/// A rating of the scale, from the worst to the best.
pub const RATING: &str = "Rating";
pub const SOURCE: &str = "Source";
/// A change that was known: its date, a comma, what changed.
pub const CHANGE: &str = "Known change";
/// Where an indicator stood at the start, as the description of an actual result.
pub const BASELINE: &str = "Baseline";
/// A step on the way, as the description of a target result.
pub const STEP: &str = "Step on the way";
/// A target that is a range, as the name of a descriptor.
pub const RANGE: &str = "Range";

/// Every label that is read back.
const LABELS: [&str; 19] = [
    SUBTITLE,
    SHORT_TITLE,
    KIND,
    PERIOD,
    PUBLISHED,
    STANDING,
    LANGUAGE,
    SOURCE_TITLE,
    SOURCE_PUBLISHER,
    SOURCE_KIND,
    LEVEL,
    BELOW,
    DUE,
    OWNER,
    BETTER,
    LEAD,
    RATING,
    SOURCE,
    CHANGE,
];

/// The first line of prose, behind those with labels. One that starts like a label gets a blank before its colon, so that it is
/// not taken for one.
pub fn first_of_prose(line: &str) -> String {
    let is_level = |label: &str| label.strip_prefix("Level ").is_some_and(|key| !key.is_empty());
    match line.split_once(": ") {
        Some((label, rest)) if LABELS.contains(&label) || is_level(label) => format!("{label} : {rest}"),
        _ => line.to_string(),
    }
}

/// A text as the standard's files hold it: no control characters, white space folded into single blanks.
pub fn folded(text: &str) -> String {
    // What XML cannot hold, and the mark of the byte order, which means something only in front of a text.
    let fits = |c: &char| c.is_whitespace() || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    let mut folded = String::with_capacity(text.len());
    let mut between = false;
    for letter in text.chars().filter(fits) {
        if letter.is_whitespace() {
            between = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut between) {
            folded.push(' ');
        }
        folded.push(letter);
    }
    folded
}

/// `Label: value`; just the label, where there is no value.
pub fn line(label: &str, value: &str) -> String {
    if value.is_empty() { label.to_string() } else { format!("{label}: {value}") }
}

/// The value of a line that has this label; empty where there is only the label.
pub fn value_of<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(label)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(": ").filter(|value| !value.is_empty()) }
}

/// Lines that are read from the start, label by label.
pub struct Lines<'a> {
    rest: &'a [String],
}

impl<'a> Lines<'a> {
    pub fn new(lines: &'a [String]) -> Lines<'a> {
        Lines { rest: lines }
    }

    /// The value of the next line, if it has this label and can be kept as what `keep` makes of it.
    pub fn take<T>(&mut self, label: &str, keep: impl FnOnce(&'a str) -> Option<T>) -> Option<T> {
        let (first, rest) = self.rest.split_first()?;
        let kept = keep(value_of(first, label).filter(|value| !value.is_empty())?)?;
        self.rest = rest;
        Some(kept)
    }

    /// As [`Lines::take`], of a text that needs no look.
    pub fn text(&mut self, label: &str) -> Option<String> {
        self.take(label, |value| Some(value.to_string()))
    }

    /// The values of all next lines that have this label.
    pub fn texts(&mut self, label: &str) -> Vec<String> {
        std::iter::from_fn(|| self.text(label)).collect()
    }

    /// The next line, whatever it is, if it can be kept.
    pub fn next_if<T>(&mut self, keep: impl FnOnce(&'a str) -> Option<T>) -> Option<T> {
        let (first, rest) = self.rest.split_first()?;
        let kept = keep(first)?;
        self.rest = rest;
        Some(kept)
    }

    /// All that was not taken.
    pub fn rest(self) -> &'a [String] {
        self.rest
    }
}
