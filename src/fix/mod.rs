//! Corrections: what diagnostics know to be right, written in place of what is there.
//!
//! In: the files, and a way to look at them. Out: the files as mended, with a list of the changes; [`write()`] takes one to disk.
//!
//! Always true
//! - Only replacements that are certain are written, and only their bytes change: layout, comments and line ends stay.
//! - No two that overlap are written in one round. The site is looked at again after each round, until nothing is left to do.
//! - A change that brings about an error is taken back.
//! - Only texts are changed that stand in the project itself: no media, nothing behind a link, nothing read-only.
//!
//! Not here: what is wrong, and what would be right.

mod disk;
mod edit;

use std::collections::{BTreeMap, BTreeSet};

pub use disk::{FixError, Written, write};
use edit::{Edit, landed, touches};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::source::{At, SourceId, Sources};

/// Each round mends at least one place. A file that cannot be read may show its mistakes one after the other.
const ROUNDS: usize = 50;

/// The files after all that could be mended was, and what was done.
#[derive(Debug)]
pub struct Fixed {
    pub sources: Sources,
    pub changes: Vec<Change>,
}

/// One place that was mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub source: SourceId,
    /// Where the new text stands in the file as mended.
    pub at: At,
    pub old: String,
    pub new: String,
}

/// Mends what can be mended for certain. `look` reads the files, and gives them back with their problems.
pub fn fix(sources: Sources, mut look: impl FnMut(Sources) -> (Sources, Diagnostics)) -> Fixed {
    let (sources, mut problems) = look(sources);
    let mut fixed = Fixed { sources, changes: Vec::new() };
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let mut edits = edit::proposed(&problems, &fixed.sources);
        let mut some_wait = false;
        loop {
            edits.retain(|edit| !refused.contains(&edit.refusal()));
            if edits.is_empty() && some_wait {
                break;
            }
            if edits.is_empty() {
                return fixed;
            }
            let (sources, after) = look(edit::applied(&fixed.sources, &edits));
            match judged(&edits, &problems, &after, &sources) {
                Verdict::Good => {
                    fixed.take(sources, &edits);
                    problems = after;
                    break;
                }
                Verdict::Harmful(which) => refused.extend(which.into_iter().map(|at| edits[at].refusal())),
                Verdict::OneOf(which) if which.len() == 1 => refused.extend([edits[which[0]].refusal()]),
                // Tried one by one: the others come back in the next round.
                Verdict::OneOf(which) => {
                    some_wait = true;
                    let mut at = 0..;
                    edits.retain(|_| !which[1..].contains(&at.next().expect("there are numbers enough")));
                }
            }
        }
    }
    fixed
}

/// What a round has done, by the indexes of its edits.
enum Verdict {
    Good,
    Harmful(Vec<usize>),
    /// There is harm, and one or more of these did it.
    OneOf(Vec<usize>),
}

/// Mending a file's text or shape brings to light what could not be judged before. That is no harm, unless a new problem of
/// text or shape lies in the new text itself, or the file cannot be read any more: as a whole, or just after the new text.
fn judged(edits: &[Edit], before: &Diagnostics, after: &Diagnostics, sources: &Sources) -> Verdict {
    let is_known = |problem: &Diagnostic| {
        let same = |known: &Diagnostic| known.code == problem.code && known.message == problem.message;
        before.iter().any(same)
    };
    let did_harm = |edit: &Edit, at: At| {
        after.iter().filter(|problem| touches(problem, edit.source, at)).any(|problem| {
            let judged_before = depth(problem.code) != Depth::Meaning || depth(edit.code) == Depth::Meaning;
            problem.code == edit.code || (is_error(problem) && judged_before && !is_known(problem))
        }) || after.iter().any(|problem| {
            let helpless = problem.replace.as_ref().is_none_or(|right| !right.sure);
            depth(problem.code) == Depth::Text && helpless && !is_known(problem) && follows(problem, edit.source, at, sources)
        })
    };
    let harmful = edits.iter().zip(landed(edits)).enumerate().filter(|(_, (edit, at))| did_harm(edit, *at));
    let harmful: Vec<usize> = harmful.map(|(index, _)| index).collect();
    if !harmful.is_empty() {
        return Verdict::Harmful(harmful);
    }
    let worse_than = |problems: &Diagnostics, edit: &Edit| {
        let here = |problem: &Diagnostic| problem.place.is_some_and(|place| place.source == edit.source);
        problems.iter().any(|problem| here(problem) && is_error(problem) && depth(problem.code) < depth(edit.code))
    };
    let all = || 0..edits.len();
    let suspects: Vec<usize> = all().filter(|&at| worse_than(after, &edits[at]) && !worse_than(before, &edits[at])).collect();
    let only_of_meaning = edits.iter().all(|edit| depth(edit.code) == Depth::Meaning);
    let more = after.count(Severity::Error) > before.count(Severity::Error);
    match suspects.is_empty() {
        false => Verdict::OneOf(suspects),
        true if only_of_meaning && more => Verdict::OneOf(all().collect()),
        true => Verdict::Good,
    }
}

/// Whether a problem stands on the lines of a range, or on the one after them.
fn follows(problem: &Diagnostic, source: SourceId, at: At, sources: &Sources) -> bool {
    let line = |byte| sources.get(source).line_column(byte).line;
    let lines = line(at.start)..=line(at.end) + 1;
    problem.place.is_some_and(|place| place.source == source && lines.contains(&line(place.at.start)))
}

fn is_error(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
}

/// How much of a file a problem keeps from being judged: the deepest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// All of it.
    Text,
    /// What its values mean.
    Shape,
    Meaning,
}

fn depth(code: &Code) -> Depth {
    match code {
        code if [&codes::NOT_TEXT, &codes::YAML_SYNTAX].contains(&code) => Depth::Text,
        code if code.group == codes::YAML_SYNTAX.group => Depth::Shape,
        _ => Depth::Meaning,
    }
}

impl Fixed {
    /// Keeps the outcome of a round.
    fn take(&mut self, sources: Sources, edits: &[Edit]) {
        for edit in edits.iter().rev() {
            let growth = edit.new.len() as i64 - (edit.at.end - edit.at.start) as i64;
            let moved = |byte: u32| u32::try_from(byte as i64 + growth).expect("a place stays in its file");
            for change in self.changes.iter_mut().filter(|change| change.source == edit.source) {
                if edit.at.end <= change.at.start {
                    change.at = At { start: moved(change.at.start), end: moved(change.at.end) };
                } else if edit.at.start < change.at.end {
                    change.at.end = moved(change.at.end).max(change.at.start);
                }
            }
        }
        for (edit, at) in edits.iter().zip(landed(edits)) {
            self.changes.push(Change { source: edit.source, at, old: edit.old.clone(), new: edit.new.clone() });
        }
        self.sources = sources;
    }

    /// The changes of each file, in the order of the text.
    pub fn by_file(&self) -> BTreeMap<SourceId, Vec<&Change>> {
        let mut files: BTreeMap<SourceId, Vec<&Change>> = BTreeMap::new();
        self.changes.iter().for_each(|change| files.entry(change.source).or_default().push(change));
        files.values_mut().for_each(|changes| changes.sort_by_key(|change| change.at));
        files
    }
}

impl Change {
    /// What was done, such as "content/hill/trust.yaml:3 `nmae` is now `name`".
    pub fn words(&self, sources: &Sources) -> String {
        let source = sources.get(self.source);
        let what = match (self.old.as_str(), self.new.as_str()) {
            ("", new) => format!("{} is added", named(new)),
            (old, "") => format!("{} is removed", named(old)),
            (old, new) => format!("{} is now {}", named(old), named(new)),
        };
        format!("{}:{} {what}", source.path(), source.line_column(self.at.start).line)
    }
}

/// A text in words: blanks are counted, and long texts are cut in their middle.
fn named(text: &str) -> String {
    const LONGEST: usize = 60;
    let counted = |number: usize, one: &str, many: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    };
    if text.chars().all(|c| c == ' ') {
        return counted(text.len(), "space", "spaces");
    }
    if text.chars().all(|c| c == '\t') {
        return counted(text.len(), "tab", "tabs");
    }
    // Where a line ends in it, the blanks at its ends are only layout.
    let text = if text.contains('\n') { text.trim() } else { text };
    let letters: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match letters.len() {
        0..=LONGEST => format!("`{}`", letters.iter().collect::<String>()),
        many => {
            let (start, end): (String, String) = (letters[..40].iter().collect(), letters[many - 15..].iter().collect());
            format!("`{start} … {end}`")
        }
    }
}
