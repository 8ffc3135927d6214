//! Edits of texts: which are proposed, what they make of the files, and where they land.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{At, SourceId, Sources};

/// The endings of the files that people write in, and that a correction may change.
const WRITABLE: [&str; 5] = [".yaml", ".yml", ".md", ".csv", ".html"];

/// New bytes for some of a file.
#[derive(Debug)]
pub(super) struct Edit {
    pub source: SourceId,
    pub at: At,
    pub old: String,
    pub new: String,
    /// What it mends.
    pub code: &'static Code,
}

impl Edit {
    /// By what it is known when it is not to be tried again; places move.
    pub fn refusal(&self) -> (SourceId, String, String) {
        (self.source, self.old.clone(), self.new.clone())
    }
}

/// The edits that are certain, in the order of files and places, without those that would overlap an earlier one.
pub(super) fn proposed(problems: &Diagnostics, sources: &Sources) -> Vec<Edit> {
    let edit = |problem: &Diagnostic| {
        let (right, place) = problem.replace.as_ref().filter(|right| right.sure).zip(problem.place)?;
        let source = sources.get(place.source);
        if !WRITABLE.iter().any(|ending| source.path().ends_with(ending)) {
            return None;
        }
        let text = source.text().ok()?;
        let old = text.get(right.at.range())?.to_string();
        let new = match text.contains("\r\n") {
            true => right.text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => right.text.clone(),
        };
        (old != new).then_some(Edit { source: place.source, at: right.at, old, new, code: problem.code })
    };
    let mut edits: Vec<Edit> = problems.iter().filter_map(edit).collect();
    edits.sort_by(|a, b| (a.source, a.at, &a.new).cmp(&(b.source, b.at, &b.new)));
    let mut last: Option<(SourceId, At)> = None;
    edits.retain(|edit| {
        let overlaps =
            last.is_some_and(|(source, at)| source == edit.source && (edit.at.start < at.end || edit.at.start == at.start));
        if !overlaps {
            last = Some((edit.source, edit.at));
        }
        !overlaps
    });
    edits
}

/// The files with these edits, which are in order and do not overlap.
pub(super) fn applied(sources: &Sources, edits: &[Edit]) -> Sources {
    let mut texts: BTreeMap<SourceId, String> = BTreeMap::new();
    // From the end, so that the places before stay.
    for edit in edits.iter().rev() {
        let text = texts
            .entry(edit.source)
            .or_insert_with(|| sources.get(edit.source).text().expect("edits are proposed for texts only").to_string());
        text.replace_range(edit.at.range(), &edit.new);
    }
    sources.with_texts(texts)
}

/// Where the new text of each edit stands once all are applied.
pub(super) fn landed(edits: &[Edit]) -> impl Iterator<Item = At> {
    let (mut source, mut growth) = (None, 0i64);
    edits.iter().map(move |edit| {
        if source != Some(edit.source) {
            (source, growth) = (Some(edit.source), 0);
        }
        let start = usize::try_from(edit.at.start as i64 + growth).expect("what comes before was in the file");
        growth += edit.new.len() as i64 - edit.old.len() as i64;
        At::new(start, start + edit.new.len())
    })
}

/// Whether a problem, or a place that belongs to it, has to do with a range.
pub(super) fn touches(problem: &Diagnostic, source: SourceId, at: At) -> bool {
    let meets = |other: At| match other.start == other.end || at.start == at.end {
        true => other.start <= at.end && at.start <= other.end,
        false => other.start < at.end && at.start < other.end,
    };
    let places = problem.place.iter().chain(problem.related.iter().map(|(place, _)| place));
    places.into_iter().any(|place| place.source == source && meets(place.at))
}
