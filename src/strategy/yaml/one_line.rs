//! One line that explains several problems: a line at the wrong indent, a dash that is lost, the key of a list that is gone.
//!
//! A mistake of this kind moves all that follows it, so a file with many problems of its structure often has one mistake only.
//! Here changes of a single line are tried near the first problem, the likeliest first. One after which problems of several
//! lines are gone, and no new ones there, is what happened: it is told in place of them.

use std::collections::HashMap;
use std::ops::Range;

use super::repair::{Patched, State, UNEXPLAINED};
use super::slips::FITS_NOWHERE;
use super::slips::key;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::SourceId;
use crate::strategy::shape::{Heads, Mended};
use crate::strategy::tree::Node;

/// So many bytes may be read for all that is tried together: a file of usual size gets hundreds of tries, and a huge one few.
const EFFORT: usize = 12_000_000;

/// How many lines with words before the first problem the mistake may be.
const BEFORE: usize = 16;

/// What may have happened to a line, or to what stands around it.
type Kind = fn(&[Line], usize, &[String]) -> Vec<Guess>;

/// The likeliest first.
const KINDS: [Kind; 7] = [moved, dashed, swapped, joined, emptied, moved_with_below, headed];

/// What a file says once the one line is as it was meant.
pub struct Explained {
    pub tree: Node,
    pub mended: Mended,
    pub problems: Diagnostics,
}

/// Looks for the one line. `heads` are keys that have a list or a group below them; `mend` holds a tree against its schema.
pub fn explain(
    text: &str,
    source: SourceId,
    problems: &Diagnostics,
    heads: &Heads,
    mend: &dyn Fn(&mut Node) -> Mended,
) -> Option<Explained> {
    let line_of = |problem: &Diagnostic| Some(text.get(..problem.place?.at.start as usize)?.matches('\n').count());
    let structural = |problem: &&Diagnostic| {
        [&codes::YAML_SYNTAX, &codes::UNKNOWN_FIELD, &codes::WRONG_SHAPE, &codes::MISSING_FIELD, &codes::REPEATED_KEY]
            .contains(&problem.code)
            && (*problem.code == codes::YAML_SYNTAX || !problem.replace.as_ref().is_some_and(|right| right.sure))
    };
    let mut places: Vec<usize> = problems.iter().filter(structural).filter_map(line_of).collect();
    places.sort();
    places.dedup();
    // A line that nothing explains, or that fits nowhere, may have its mistake elsewhere.
    let is_dark = |problem: &Diagnostic| [UNEXPLAINED, FITS_NOWHERE].contains(&problem.message.as_str());
    // Several fields on one line that stand nowhere in their record: the key above it is gone.
    let is_strange = |problem: &&Diagnostic| *problem.code == codes::UNKNOWN_FIELD && problem.replace.is_none();
    let is_strange_line = places.len() == 1 && problems.iter().filter(is_strange).count() > 1;
    // A level where none can be: the entry that has it stands in a list of something else, whose own key is gone.
    let is_level = |problem: &Diagnostic| {
        let name = problem.place.and_then(|place| text.get(place.at.range()));
        name.is_some_and(|name| heads.names[..heads.levels].iter().any(|level| level == name))
    };
    let is_strange_level = places.len() == 1 && problems.iter().find(is_strange).is_some_and(is_level);
    if places.len() < 2 && !is_strange_line && !is_strange_level && !problems.iter().any(is_dark) {
        return None;
    }
    let work = Patched::new(text);
    let mut best = None;
    let kinds = if is_strange_level && !is_strange_line { &KINDS[KINDS.len() - 1..] } else { &KINDS[..] };
    for guess in Lines::of(text).guesses(*places.first()?, kinds, &heads.names).take(EFFORT / text.len().max(1)) {
        let State::Read(mut tree) = work.with(&guess.edits).state() else { continue };
        if !tree.is_group() {
            continue;
        }
        let mended = mend(&mut tree);
        let stays = |problem: &Diagnostic| mended.problems.iter().any(|other| same(problem, other));
        let is_new = |problem: &Diagnostic| !problems.iter().any(|other| same(problem, other));
        let mut gone: Vec<usize> = problems.iter().filter(structural).filter(|known| !stays(known)).filter_map(line_of).collect();
        gone.dedup();
        // A value beside what is gone may have been wrong because of it, and no other.
        let (from, to) = (gone.first().copied().unwrap_or(0), gone.last().copied().unwrap_or(0));
        let is_beside = |problem: &Diagnostic| line_of(problem).is_some_and(|line| line + 1 >= from && line <= to + 1);
        let loses_others = problems.iter().any(|known| !structural(&known) && !stays(known) && !is_beside(known));
        let lights_up = problems.iter().any(|known| is_dark(known) && !stays(known));
        if gone.len() < 2 && !is_strange_line && !is_strange_level && !lights_up || loses_others || !mended.fits || mended.problems.iter().any(is_new) {
            continue;
        }
        let at = crate::source::At::new(guess.at.start, guess.at.end);
        let problem = Diagnostic::new(&codes::YAML_SYNTAX, source.at(at), guess.message).help(guess.help);
        let problems = std::iter::once(problem).chain(mended.problems.iter().cloned()).collect();
        let is_all = mended.problems.is_empty();
        let explained = Some(Explained { tree, mended, problems });
        if is_all {
            return explained;
        }
        best = best.or(explained);
    }
    best
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && one.place == other.place && one.message == other.message
}

/// A change of one line, and what to tell if it explains the problems.
struct Guess {
    at: Range<usize>,
    message: String,
    help: String,
    edits: Vec<(Range<usize>, String)>,
    /// Whether the file would have the line elsewhere below its key.
    is_odd: bool,
}

/// A line with words.
struct Line<'a> {
    number: usize,
    start: usize,
    /// Its indent, in bytes.
    indent: usize,
    /// What stands after the indent.
    words: &'a str,
}

impl<'a> Line<'a> {
    fn end(&self) -> usize {
        self.start + self.indent + self.words.len()
    }

    /// How far in its words stand, after dashes.
    fn inner(&self) -> usize {
        self.indent + self.words.len() - self.bare().len()
    }

    fn bare(&self) -> &'a str {
        self.words.trim_start_matches("- ").trim_start()
    }

    fn is_entry(&self) -> bool {
        self.words.starts_with("- ")
    }

    /// Whether it is a key that waits for what stands below.
    fn is_head(&self) -> bool {
        self.bare().ends_with(':')
    }

    /// Its first word, and where that stands.
    fn name(&self) -> (&'a str, Range<usize>) {
        let bare = self.bare();
        let name = key(bare).map_or(bare, |length| &bare[..length]);
        let start = self.start + self.inner();
        (name, self.start + self.indent..start + name.len())
    }
}

struct Lines<'a>(Vec<Line<'a>>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (number, raw) in text.split_inclusive('\n').enumerate() {
            let indent = raw.len() - raw.trim_start_matches(' ').len();
            let words = raw[indent..].trim_end();
            if !words.is_empty() && !words.starts_with('#') {
                lines.push(Line { number, start, indent, words });
            }
            start += raw.len();
        }
        Lines(lines)
    }

    /// What may have happened, the likeliest first: near the first problem, and the smaller change before the larger one.
    fn guesses(self, first: usize, kinds: &[Kind], heads: &[String]) -> impl Iterator<Item = Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let back = here.saturating_sub(BEFORE)..(here + 1).min(all.len());
        let mut near: Vec<usize> = back.rev().chain(here + 1..(here + 3).min(all.len())).collect();
        // A line further up that is less far in than all since has closed what was open before.
        let mut open = all.get(here).map_or(0, |line| line.indent);
        for at in (0..here).rev().filter(|at| all[*at].is_head()) {
            if all[at].indent < open {
                open = all[at].indent;
                if !near.contains(&at) {
                    near.push(at);
                }
            }
        }
        let mut guesses = Vec::new();
        for kind in kinds {
            let mut of_kind: Vec<Guess> = near.iter().flat_map(|&at| kind(&all, at, heads)).collect();
            // Of two lines that may each be the one that moved, the other is where the file has such lines.
            of_kind.sort_by_key(|guess| guess.is_odd);
            guesses.extend(of_kind);
        }
        guesses.into_iter()
    }
}

/// The columns that a line may have been meant for, the nearest first.
fn columns(lines: &[Line], at: usize) -> Vec<usize> {
    let own = lines[at].indent;
    let around = lines[at.saturating_sub(4)..(at + 4).min(lines.len())].iter();
    let mut columns: Vec<usize> = around.flat_map(|line| [line.indent, line.inner()]).collect();
    columns.extend([own + 2, own.saturating_sub(2)]);
    // What is open above it, however far up.
    let mut open = usize::MAX;
    for line in lines[..at].iter().rev() {
        if line.indent < open {
            open = line.indent;
            columns.extend([line.indent, line.inner()]);
        }
        if open == 0 {
            break;
        }
    }
    columns.retain(|&column| column != own);
    columns.sort_by_key(|&column| (column.abs_diff(own), column));
    columns.dedup();
    columns.truncate(8);
    columns
}

/// How much further in than the key above it a line would stand at a column; nothing if no key waits for it.
fn step_at(lines: &[Line], at: usize, column: usize) -> Option<usize> {
    let is_above = |line: &&Line| line.indent < column || line.inner() == column && line.is_head() && lines[at].is_entry();
    let head = lines[..at].iter().rev().find(is_above).filter(|line| line.is_head())?;
    column.checked_sub(head.inner())
}

/// How much further in than its key most lists, or most groups of fields, of a file stand.
fn usual_step(lines: &[Line], is_list: bool) -> usize {
    let below = lines.windows(2).filter(|pair| pair[0].is_head() && pair[1].is_entry() == is_list);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    below.take(500).filter_map(|pair| pair[1].indent.checked_sub(pair[0].inner())).for_each(|step| *counts.entry(step).or_default() += 1);
    counts.into_iter().max_by_key(|(step, count)| (*count, *step)).map_or(2, |(step, _)| step)
}

fn wrong_indent(line: &Line, to: usize, below: &str) -> (String, String) {
    let (name, _) = line.name();
    let way = if to > line.indent { "less" } else { "further" };
    let spaces = if to == 1 { "1 space".to_string() } else { format!("{to} spaces") };
    (format!("`{name}` is indented {way} than where it belongs"), format!("give it {spaces}{below}"))
}

/// The line alone stands at another indent.
fn moved(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let line = &lines[at];
    let guess = |to: usize| {
        let (message, help) = wrong_indent(line, to, "");
        let edits = vec![(line.start..line.start + line.indent, " ".repeat(to))];
        let is_odd = step_at(lines, at, to).is_some_and(|step| step != usual_step(lines, line.is_entry()));
        Guess { at: line.name().1, message, help, edits, is_odd }
    };
    columns(lines, at).into_iter().map(guess).collect()
}

/// The line and what stands below it are at another indent.
fn moved_with_below(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let line = &lines[at];
    let below = lines[at + 1..].iter().take_while(|below| below.indent > line.indent).count();
    if below == 0 {
        return Vec::new();
    }
    let guess = |to: usize| {
        let (message, help) = wrong_indent(line, to, ", and move the lines below it in the same way");
        let edits = lines[at..=at + below].iter().map(|line| {
            let indent = (line.indent + to).saturating_sub(lines[at].indent);
            (line.start..line.start + line.indent, " ".repeat(indent))
        });
        Guess { at: line.name().1, message, help, edits: edits.collect(), is_odd: false }
    };
    columns(lines, at).into_iter().map(guess).collect()
}

/// A dash is missing before the line, or one too many.
fn dashed(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let line = &lines[at];
    let (name, place) = line.name();
    let indent = line.start..line.start + line.indent;
    if line.is_entry() {
        let dash = line.start + line.indent..line.start + line.inner();
        let message = format!("the dash does not belong before `{name}`");
        let help = "remove the dash: this is a field like the ones above it".to_string();
        let gaps = [" ".repeat(dash.len()), String::new()];
        let guess = |gap: String| Guess {
            at: dash.start..dash.start + 1,
            message: message.clone(),
            help: help.clone(),
            edits: vec![(dash.clone(), gap)],
            is_odd: false,
        };
        return gaps.map(guess).into();
    }
    let gaps =
        columns(lines, at).into_iter().filter(|column| *column < line.indent).map(|column| (column, line.indent - column - 1));
    let all = gaps.chain([(line.indent, 1), (line.indent, 3)]);
    let guess = |(column, gap): (usize, usize)| Guess {
        at: place.clone(),
        message: format!("a dash is missing before `{name}`"),
        help: format!("an entry of a list starts with a dash: `- {name}…`"),
        edits: vec![(indent.clone(), format!("{}-{}", " ".repeat(column), " ".repeat(gap)))],
        is_odd: false,
    };
    all.map(guess).collect()
}

/// The line stands above the one that it belongs below.
fn swapped(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let (line, Some(below)) = (&lines[at], lines.get(at + 1)) else { return Vec::new() };
    let (upper, lower) = (line.start..line.end(), below.start..below.end());
    let whole = |line: &Line| format!("{}{}", " ".repeat(line.indent), line.words);
    vec![Guess {
        at: line.name().1,
        message: format!("this line stands above `{}`, and belongs below it", below.name().0),
        help: "let the two lines change places".to_string(),
        edits: vec![(upper, whole(below)), (lower, whole(line))],
        is_odd: false,
    }]
}

/// The line lacks the comma or the mark that ends it.
fn joined(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let line = &lines[at];
    let end = line.end();
    let comma = line.words.contains(['[', '{', ',']).then(|| Guess {
        at: end - 1..end,
        message: "a comma is missing at the end of this line".to_string(),
        help: "separate what stands in brackets with commas".to_string(),
        edits: vec![(end..end, ",".to_string())],
        is_odd: false,
    });
    let block = line.is_head().then(|| Guess {
        at: line.name().1,
        message: "a text of several lines starts below, and this line does not say so".to_string(),
        help: format!("write `{}: >`", line.name().0),
        edits: vec![(end..end, " >".to_string())],
        is_odd: false,
    });
    let close = ['"', '\''].into_iter().filter_map(|quote| {
        let first = (at.saturating_sub(3)..=at).rev().find(|&at| lines[at].words.matches(quote).count() % 2 == 1)?;
        let opens = &lines[first];
        let from = opens.start + opens.indent + opens.words.find(quote)?;
        let ends = lines[first..=at].windows(2).map(|pair| (pair[0].end()..pair[1].start + pair[1].indent, " ".to_string()));
        Some(Guess {
            at: from..opens.end(),
            message: format!("the text that starts with {quote} here does not end with one"),
            help: format!("put a {quote} at the end of the text, or write it without quotes"),
            edits: ends.chain([(end..end, quote.to_string())]).collect(),
            is_odd: false,
        })
    });
    comma.into_iter().chain(block).chain(close).collect()
}

/// The line has a value, and a list or fields below it too.
fn emptied(lines: &[Line], at: usize, _: &[String]) -> Vec<Guess> {
    let (line, Some(below)) = (&lines[at], lines.get(at + 1)) else { return Vec::new() };
    let (name, _) = line.name();
    let Some(value) = line.bare()[name.len()..].strip_prefix(':').map(str::trim).filter(|value| !value.is_empty()) else {
        return Vec::new();
    };
    if below.indent < line.inner() || below.indent == line.inner() && !below.is_entry() {
        return Vec::new();
    }
    let (start, end) = (line.end() - value.len(), line.end());
    let what = if below.is_entry() { "a list" } else { "fields" };
    vec![Guess {
        at: start..end,
        message: format!("`{name}` has a value here, and {what} below it too"),
        help: format!("keep one of the two: leave nothing after `{name}:` if what stands below is meant"),
        edits: vec![(start..end, String::new())],
        is_odd: false,
    }]
}

/// The key of the list or of the group that starts here is gone.
fn headed(lines: &[Line], at: usize, heads: &[String]) -> Vec<Guess> {
    let line = &lines[at];
    let above = at.checked_sub(1).map(|above| &lines[above]);
    // Fields right below an entry that has no dash of its own, or further in than the line above.
    let deeper = above.is_none_or(|above| line.indent > above.inner() || above.is_entry() && line.indent == above.indent);
    // Fields below a key that has other groups too, which are less far in.
    let block = |above: &Line| lines[at..].iter().take_while(|below| below.indent > above.indent).map(|below| below.indent).min();
    let level = above.filter(|above| above.is_head() && !line.is_entry()).and_then(block).filter(|level| *level < line.indent);
    if level.is_none() && (above.is_some_and(Line::is_head) || !(line.is_entry() || deeper)) {
        return Vec::new();
    }
    let what = if line.is_entry() { "the list" } else { "the fields" };
    let columns = [level.or(line.indent.checked_sub(2)), line.is_entry().then_some(line.indent), line.indent.checked_sub(4)];
    let place =
        line.start + line.indent..line.start + line.indent + line.words.len().min(line.inner() - line.indent + line.name().0.len());
    let guess = |column: usize, head: &String| Guess {
        at: place.clone(),
        message: format!("the key of {what} that starts here is missing"),
        help: format!("write it on a line above, such as `{head}:`"),
        edits: vec![(line.start..line.start, format!("{}{head}:\n", " ".repeat(column)))],
        is_odd: false,
    };
    columns
        .into_iter()
        .flatten()
        .flat_map(|column| heads.iter().map(move |head| (column, head)))
        .map(|(column, head)| guess(column, head))
        .collect()
}
