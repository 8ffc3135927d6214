//! Keys that are gone from above what they started.

use std::collections::HashSet;

use super::{Guess, Line, usual_step};
use crate::strategy::shape::Heads;
use crate::strategy::yaml::slips::{key, spaces};

/// The key of the list or of the group that starts here is gone, and what it started is further in than what stands above.
pub(super) fn headed(lines: &[Line], at: usize, heads: &Heads) -> Vec<Guess> {
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

fn spaces_before(column: usize) -> String {
    match column {
        0 => "at the very start of the line".to_string(),
        column => format!("with {} before it", spaces(column)),
    }
}

/// The key that the line stands below is gone.
pub(super) fn keyed(lines: &[Line], at: usize, heads: &Heads) -> Vec<Guess> {
    let Some(line) = lines.get(at) else { return Vec::new() };
    let level = at.checked_sub(1).and_then(|above| inner_level(lines, at, &lines[above]));
    let what = match line.is_entry() {
        true => "this list has no line above it that says what it is a list of",
        false => "these fields have no line above them that says what they belong to",
    };
    let step = usual_step(lines, line.is_entry());
    let mut columns: Vec<usize> = level.or(line.indent.checked_sub(step)).into_iter().collect();
    if line.is_entry() && step > 0 {
        columns.push(line.indent);
    }
    let is_word = line.is_entry() && key(line.bare()).is_none() && !line.bare().starts_with('{');
    let is_record = line.is_entry() && !is_word;
    let mut names: Vec<&str> = heads
        .of(|below| {
            if is_word {
                below.words
            } else if is_record {
                below.records
            } else {
                below.fields
            }
        })
        .collect();
    // What such lines stand below elsewhere in the file is the likeliest.
    let usual: HashSet<&str> = lines
        .windows(2)
        .filter(|pair| pair[0].is_head() && pair[1].indent == line.indent && pair[1].is_entry() == line.is_entry())
        .filter(|pair| pair[1].name().0 == line.name().0)
        .map(|pair| pair[0].name().0)
        .collect();
    names.sort_by_key(|name| !usual.contains(name));
    let place =
        line.start + line.indent..line.start + line.indent + line.words.len().min(line.inner() - line.indent + line.name().0.len());
    let guess = |column: usize, head: &str| Guess {
        at: place.clone(),
        message: what.to_string(),
        help: format!("write it on a line of its own above, with a colon, such as `{head}:`, {}", spaces_before(column)),
        edits: vec![(line.start..line.start, format!("{}{head}:\n", " ".repeat(column)))],
        oddness: None,
    };
    columns
        .into_iter()
        .flat_map(|column| names.iter().map(move |head| (column, *head)))
        .map(|(column, head)| guess(column, head))
        .collect()
}
