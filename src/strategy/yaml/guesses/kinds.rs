//! What may have happened to a line itself: another indent, a dash too many or too few, an end that is lost.

use super::{Guess, Line, columns, step_at, usual_step};
use crate::strategy::shape::Heads;
use crate::strategy::yaml::slips::{key, spaces};

fn wrong_indent(line: &Line, to: usize, below: &str) -> (String, String) {
    let (name, _) = line.name();
    let way = if to > line.indent { "less" } else { "further" };
    let (what, help) = match line.is_entry() {
        true => (format!("the dash before `{name}`"), format!("put {} before the dash", spaces(to))),
        false => (format!("`{name}`"), format!("give it {}", spaces(to))),
    };
    (format!("{what} is indented {way} than where it belongs"), help + below)
}

/// How odd it would be for a line to belong at a column: whether the file has such lines elsewhere below their key, how
/// far it would have come from there, and whether others came with it.
fn oddness(lines: &[Line], at: usize, to: usize, lines_moved: usize) -> (bool, usize, usize) {
    let line = &lines[at];
    let is_odd = step_at(lines, at, to).is_some_and(|step| step != usual_step(lines, line.is_entry()));
    (is_odd, line.indent.abs_diff(to), lines_moved)
}

/// The line stands at another indent, alone or with what stands below it.
pub(super) fn moved(lines: &[Line], at: usize, heads: &Heads) -> Vec<Guess> {
    [moved_alone(lines, at, heads), moved_with_below(lines, at, heads)].into_iter().flatten().collect()
}

/// The line alone stands at another indent.
pub(super) fn moved_alone(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let guess = |to: usize| {
        let (message, help) = wrong_indent(line, to, "");
        let edits = vec![(line.start..line.start + line.indent, " ".repeat(to))];
        Guess { at: line.name().1, message, help, edits, oddness: Some(oddness(lines, at, to, 1)) }
    };
    // An entry stands below a key that waits for its list, or beside another entry; elsewhere a text would swallow it.
    let beside = |to: usize| {
        lines[..at].iter().rev().take_while(|above| above.indent >= to).any(|above| above.indent == to && above.is_entry())
    };
    let can_stand = |to: &usize| !line.is_entry() || step_at(lines, at, *to).is_some() || beside(*to);
    columns(lines, at).into_iter().filter(can_stand).map(guess).collect()
}

/// The line and what stands below it are at another indent.
pub(super) fn moved_with_below(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let all_below = lines[at + 1..].iter().take_while(|below| below.indent > line.indent).count();
    if all_below == 0 {
        return Vec::new();
    }
    let guess = |to: usize| {
        // Of a list's entry, those that stand where it belongs are beside it.
        let beside = |below: &&Line| !(line.is_entry() && below.is_entry() && below.indent == to);
        let below = lines[at + 1..=at + all_below].iter().take_while(beside).count();
        let (message, help) = wrong_indent(line, to, ", and move the lines below it in the same way");
        let edits = lines[at..=at + below].iter().map(|line| {
            let indent = (line.indent + to).saturating_sub(lines[at].indent);
            (line.start..line.start + line.indent, " ".repeat(indent))
        });
        Guess { at: line.name().1, message, help, edits: edits.collect(), oddness: Some(oddness(lines, at, to, 2)) }
    };
    columns(lines, at).into_iter().map(guess).collect()
}

/// A dash is missing before the line, or one too many.
pub(super) fn dashed(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
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
            oddness: None,
        };
        return gaps.map(guess).into();
    }
    let gaps =
        columns(lines, at).into_iter().filter(|column| *column < line.indent).map(|column| (column, line.indent - column - 1));
    let all = gaps.chain([(line.indent, 1), (line.indent, 3)]);
    let help = match name.starts_with('{') {
        true => "an entry of a list starts with a dash: put `- ` before the `{`".to_string(),
        false => format!("an entry of a list starts with a dash: `- {name}…`"),
    };
    let name = if name.starts_with('{') { "{" } else { name };
    let guess = |(column, gap): (usize, usize)| Guess {
        at: place.clone(),
        message: format!("a dash is missing before `{name}`"),
        help: help.clone(),
        edits: vec![(indent.clone(), format!("{}-{}", " ".repeat(column), " ".repeat(gap)))],
        oddness: None,
    };
    all.map(guess).collect()
}

/// The line stands above the one that it belongs below.
pub(super) fn swapped(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let (line, Some(below)) = (&lines[at], lines.get(at + 1)) else { return Vec::new() };
    let (upper, lower) = (line.start..line.end(), below.start..below.end());
    let whole = |line: &Line| format!("{}{}", " ".repeat(line.indent), line.words);
    vec![Guess {
        at: line.name().1,
        message: format!("this line stands above `{}`, and belongs below it", below.name().0),
        help: "let the two lines change places".to_string(),
        edits: vec![(upper, whole(below)), (lower, whole(line))],
        oddness: None,
    }]
}

/// The line goes on with the text above, and is not indented as such.
pub(super) fn torn(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let (line, Some(above)) = (&lines[at], at.checked_sub(1).map(|above| &lines[above])) else { return Vec::new() };
    if line.is_entry() || key(line.words).is_some() || above.is_head() {
        return Vec::new();
    }
    vec![Guess {
        at: line.start + line.indent..line.end(),
        message: "this line goes on with the text above, and is not indented like it".to_string(),
        help: "write the text on one line, or indent this line further than the one above".to_string(),
        edits: vec![(above.end()..line.start + line.indent, " ".to_string())],
        oddness: None,
    }]
}

/// The line lacks the comma or the mark that ends it.
pub(super) fn joined(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let end = line.end();
    let comma = line.words.contains(['[', '{', ',']).then(|| Guess {
        at: end - 1..end,
        message: "a comma is missing at the end of this line".to_string(),
        help: "separate what stands in brackets with commas".to_string(),
        edits: vec![(end..end, ",".to_string())],
        oddness: None,
    });
    let block = line.is_head().then(|| Guess {
        at: line.name().1,
        message: "a text of several lines starts below, and this line does not say so".to_string(),
        help: format!("write `{}: >`", line.name().0),
        edits: vec![(end..end, " >".to_string())],
        oddness: None,
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
            oddness: None,
        })
    });
    comma.into_iter().chain(block).chain(close).collect()
}

/// The line has a value, and a list or fields below it too.
pub(super) fn emptied(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
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
        oddness: None,
    }]
}

/// The line that starts an entry is gone, and its other fields stand right below the key of their list.
pub(super) fn begun(lines: &[Line], at: usize, _: &Heads) -> Vec<Guess> {
    let line = &lines[at];
    let below_head = at.checked_sub(1).is_some_and(|above| lines[above].is_head());
    let Some(column) = line.indent.checked_sub(2).filter(|_| below_head && !line.is_entry()) else { return Vec::new() };
    let Some(beside) = lines[at..].iter().find(|other| other.indent == column && other.is_entry()) else { return Vec::new() };
    let name = beside.name().0;
    vec![Guess {
        at: line.name().1,
        message: "the line that starts this entry is missing".to_string(),
        help: format!("write it above this one: `- {name}: …`"),
        edits: vec![(line.start..line.start, format!("{}- {name}: missing-line\n", " ".repeat(column)))],
        oddness: None,
    }]
}
