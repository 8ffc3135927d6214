//! What may have happened to one line of a file: each guess with the edits that undo it, and the words to tell it.

use std::collections::HashMap;
use std::ops::Range;

use super::slips::key;
use crate::strategy::shape::Heads;

/// How many lines with words before the first problem the mistake may be.
const BEFORE: usize = 16;

/// What may have happened to a line, or to what stands around it.
pub type Kind = fn(&[Line], usize, &Heads) -> Vec<Guess>;

/// The likeliest first.
pub const KINDS: [Kind; 7] = [moved, dashed, swapped, joined, emptied, moved_with_below, headed];

/// A change of one line, and what to tell if it explains the problems.
pub struct Guess {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
    pub edits: Vec<(Range<usize>, String)>,
    /// If lines are moved: whether the file would have them elsewhere below their key.
    pub move_is_odd: Option<bool>,
}

/// A line with words.
pub struct Line<'a> {
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

/// The lines of a file that have words.
pub struct Lines<'a>(Vec<Line<'a>>);

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
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
    pub fn guesses(self, first: usize, heads: &Heads) -> Vec<Guess> {
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
        for kind in KINDS {
            let mut of_kind: Vec<Guess> = near.iter().flat_map(|&at| kind(&all, at, heads)).collect();
            // Of two lines that may each be the one that moved, the other is where the file has such lines.
            of_kind.sort_by_key(|guess| guess.move_is_odd == Some(true));
            guesses.extend(of_kind);
        }
        guesses.extend(keyed(&all, here, heads));
        guesses
    }

    /// Only keys that may be gone: near the line, and above it.
    pub fn gone_keys(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let near = (here.saturating_sub(BEFORE)..(here + 1).min(all.len())).rev();
        near.flat_map(|at| headed(&all, at, heads)).chain(keyed(&all, here, heads)).collect()
    }

    /// What may have happened to the line itself, and the key that may be gone above it, where no key above waits for it.
    pub fn of_entry(self, first: usize, heads: &Heads) -> (Vec<Guess>, Vec<Guess>) {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        match all.get(here) {
            Some(_) if here > 0 && !all[here - 1].is_head() => {
                let near = here..(here + 2).min(all.len());
                (near.flat_map(|at| moved(&all, at, heads)).collect(), keyed(&all, here, heads))
            }
            _ => Default::default(),
        }
    }

    /// The key right above a line, at another indent.
    pub fn of_key_above(self, first: usize, heads: &Heads) -> Vec<Guess> {
        let all = self.0;
        let here = all.partition_point(|line| line.number < first);
        let above = here.checked_sub(1).filter(|above| all[*above].is_head());
        above.map(|above| moved(&all, above, heads)).unwrap_or_default()
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
    below
        .take(500)
        .filter_map(|pair| pair[1].indent.checked_sub(pair[0].inner()))
        .for_each(|step| *counts.entry(step).or_default() += 1);
    counts.into_iter().max_by_key(|(step, count)| (*count, *step)).map_or(2, |(step, _)| step)
}

fn wrong_indent(line: &Line, to: usize, below: &str) -> (String, String) {
    let (name, _) = line.name();
    let way = if to > line.indent { "less" } else { "further" };
    let spaces = if to == 1 { "1 space".to_string() } else { format!("{to} spaces") };
    (format!("`{name}` is indented {way} than where it belongs"), format!("give it {spaces}{below}"))
}

/// The line alone stands at another indent.
fn moved(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let guess = |to: usize| {
        let (message, help) = wrong_indent(line, to, "");
        let edits = vec![(line.start..line.start + line.indent, " ".repeat(to))];
        let is_odd = step_at(lines, at, to).is_some_and(|step| step != usual_step(lines, line.is_entry()));
        Guess { at: line.name().1, message, help, edits, move_is_odd: Some(is_odd) }
    };
    columns(lines, at).into_iter().map(guess).collect()
}

/// The line and what stands below it are at another indent.
fn moved_with_below(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
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
        Guess { at: line.name().1, message, help, edits: edits.collect(), move_is_odd: Some(false) }
    };
    columns(lines, at).into_iter().map(guess).collect()
}

/// A dash is missing before the line, or one too many.
fn dashed(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
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
            move_is_odd: None,
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
        move_is_odd: None,
    };
    all.map(guess).collect()
}

/// The line stands above the one that it belongs below.
fn swapped(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let (line, Some(below)) = (&lines[at], lines.get(at + 1)) else { return Vec::new() };
    let (upper, lower) = (line.start..line.end(), below.start..below.end());
    let whole = |line: &Line| format!("{}{}", " ".repeat(line.indent), line.words);
    vec![Guess {
        at: line.name().1,
        message: format!("this line stands above `{}`, and belongs below it", below.name().0),
        help: "let the two lines change places".to_string(),
        edits: vec![(upper, whole(below)), (lower, whole(line))],
        move_is_odd: None,
    }]
}

/// The line lacks the comma or the mark that ends it.
fn joined(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let end = line.end();
    let comma = line.words.contains(['[', '{', ',']).then(|| Guess {
        at: end - 1..end,
        message: "a comma is missing at the end of this line".to_string(),
        help: "separate what stands in brackets with commas".to_string(),
        edits: vec![(end..end, ",".to_string())],
        move_is_odd: None,
    });
    let block = line.is_head().then(|| Guess {
        at: line.name().1,
        message: "a text of several lines starts below, and this line does not say so".to_string(),
        help: format!("write `{}: >`", line.name().0),
        edits: vec![(end..end, " >".to_string())],
        move_is_odd: None,
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
            move_is_odd: None,
        })
    });
    comma.into_iter().chain(block).chain(close).collect()
}

/// The line has a value, and a list or fields below it too.
fn emptied(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
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
        move_is_odd: None,
    }]
}

/// The key of the list or of the group that starts here is gone, and what it started is further in than what stands above.
fn headed(lines: &[Line], at: usize, heads: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let above = at.checked_sub(1).map(|above| &lines[above]);
    // Fields right below an entry that has no dash of its own, or further in than the line above.
    let deeper = above.is_none_or(|above| line.indent > above.inner() || above.is_entry() && line.indent == above.indent);
    // Fields below a key that has other groups too, which are less far in; or below the entries of a list.
    let level = above.filter(|above| above.is_head() && !line.is_entry()).and_then(|above| inner_level(lines, at, above));
    let after_list = || {
        let beside = lines[..at].iter().rev().find(|above| above.indent <= line.indent);
        beside.is_some_and(|beside| beside.is_entry() && beside.indent == line.indent)
    };
    if level.is_none() && (above.is_some_and(Line::is_head) || !(line.is_entry() || deeper || after_list())) {
        return Vec::new();
    }
    keyed(lines, at, heads)
}

/// How far in the other groups of the key above stand, if that is less than the line.
fn inner_level(lines: &[Line], at: usize, above: &Line) -> Option<usize> {
    let block = lines[at..].iter().take_while(|below| below.indent > above.indent);
    block.map(|below| below.indent).min().filter(|level| *level < lines[at].indent)
}

/// The key that the line stands below is gone.
fn keyed(lines: &[Line], at: usize, heads: &Heads) -> Vec<Guess> {
    let Some(line) = lines.get(at) else { return Vec::new() };
    let level = at.checked_sub(1).and_then(|above| inner_level(lines, at, &lines[above]));
    let what = if line.is_entry() { "the list" } else { "the fields" };
    let mut columns: Vec<usize> = [level, line.indent.checked_sub(2), line.indent.checked_sub(4)].into_iter().flatten().collect();
    match line.is_entry() {
        true if usual_step(lines, true) == 0 => columns.insert(0, line.indent),
        true => columns.insert(1, line.indent),
        false => {}
    }
    // Levels have records with fields, and no bare words.
    let is_word = line.is_entry() && key(line.bare()).is_none() && !line.bare().starts_with('{');
    let names = &heads.names[if is_word { heads.levels } else { 0 }..];
    let place =
        line.start + line.indent..line.start + line.indent + line.words.len().min(line.inner() - line.indent + line.name().0.len());
    let guess = |column: usize, head: &String| Guess {
        at: place.clone(),
        message: format!("the key of {what} that starts here is missing"),
        help: format!("write it on a line above, such as `{head}:`"),
        edits: vec![(line.start..line.start, format!("{}{head}:\n", " ".repeat(column)))],
        move_is_odd: None,
    };
    columns
        .into_iter()
        .flat_map(|column| names.iter().map(move |head| (column, head)))
        .map(|(column, head)| guess(column, head))
        .collect()
}
