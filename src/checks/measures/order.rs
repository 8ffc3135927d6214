//! The dates of a measure's figures: each once, and one after the other.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::Figure;
use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, Place};

/// The first and the last day that a date can mean, which tell it from any other.
type Day = (Date, Date);

pub fn check(checked: Checked, figures: &[Figure], problems: &mut Diagnostics) {
    if are_in_order(figures) {
        return;
    }
    let day = |figure: &Figure| -> Day { (figure.date.first(), figure.date.last()) };
    // Figures of one group in one file stand in an order of their own: that of the lines. A date that is yet to come is
    // reported as such.
    let mut by_line: Vec<&Figure> = figures.iter().filter(|figure| figure.date.first() <= checked.today).collect();
    by_line.sort_by(|a, b| a.group().cmp(b.group()).then_with(|| a.dated_at.cmp(&b.dated_at)));
    let files = by_line.chunk_by(|a, b| a.dated_at.source == b.dated_at.source && a.group().eq(b.group()));
    let odd: Vec<&Figure> = files.filter_map(out_of_order).collect();
    let mut odd_at: HashSet<Place> = odd.iter().map(|figure| figure.dated_at).collect();
    // The names of groups: their column, and the days that they have figures of.
    let mut groups: HashMap<&str, (&str, HashSet<Day>)> = HashMap::new();
    for figure in figures {
        for (column, group) in figure.group() {
            groups.entry(group).or_insert_with(|| (column, HashSet::new())).1.insert(day(figure));
        }
    }
    let in_note = |figure: &Figure| {
        let note = figure.reading.filter(|_| figure.group().next().is_none())?.note()?;
        let (column, days) = groups.get(note)?;
        (!days.contains(&day(figure))).then_some(*column)
    };
    let mut by_date: Vec<&Figure> = figures.iter().collect();
    by_date.sort_by(|a, b| a.group().cmp(b.group()).then_with(|| day(a).cmp(&day(b))));
    for same in by_date.chunk_by(|a, b| day(a) == day(b) && a.group().eq(b.group())).filter(|same| same.len() > 1) {
        let (astray, here): (Vec<&Figure>, Vec<&Figure>) = same.iter().partition(|figure| in_note(figure).is_some());
        problems.extend(astray.into_iter().filter_map(|figure| group_in_note(checked, figure, in_note(figure)?)));
        // The one out of order has the wrong date.
        let right = here.iter().find(|figure| !odd_at.contains(&figure.dated_at)).or(here.first());
        for figure in same {
            odd_at.remove(&figure.dated_at);
        }
        let Some(right) = right else { continue };
        for figure in here.iter().filter(|figure| figure.dated_at != right.dated_at) {
            let message = format!("there is another figure of {}", figure.date);
            let problem = Diagnostic::new(&codes::DUPLICATE_FIGURE, figure.dated_at, message);
            let problem = problem.help("keep one of the two, or correct its date");
            problems.push(problem.related(right.dated_at, "the other one").copy_of(right.dated_at));
        }
    }
    for figure in odd.into_iter().filter(|figure| odd_at.contains(&figure.dated_at)) {
        let message = format!("{} is out of order among the dates round it", figure.date);
        let problem = Diagnostic::new(&codes::UNORDERED_FIGURES, figure.dated_at, message);
        problems.push(problem.help("correct the date, or put the figures in the order of their dates"));
    }
}

/// Whether these are figures of the whole in one file, each of a later day than the one above it: as nearly all are.
fn are_in_order(figures: &[Figure]) -> bool {
    let follows = |pair: &[Figure]| {
        let is_below = pair[0].dated_at.source == pair[1].dated_at.source && pair[0].dated_at < pair[1].dated_at;
        is_below && pair[0].date.first() < pair[1].date.first()
    };
    figures.windows(2).all(follows) && figures.iter().all(|figure| figure.group().next().is_none())
}

/// What is told of one of several figures of the whole whose note is the name of a group, which stands in the wrong column.
fn group_in_note(checked: Checked, figure: &Figure, column: &str) -> Option<Diagnostic> {
    let reading = figure.reading?;
    let (note, Place { source, at: line }) = (reading.note()?, reading.place);
    let start = line.start as usize + checked.sources.get(source).text().ok()?.get(line.range())?.rfind(note)?;
    let message = format!("`{note}` stands under `note`, and in other lines under `{column}`");
    let problem = Diagnostic::new(&codes::DUPLICATE_FIGURE, source.at(At::new(start, start + note.len())), message);
    Some(problem.help(format!("move it to the column `{column}`")))
}

/// The first figure that stands out of order. Oldest first and newest first are both in order.
fn out_of_order<'a, 'b>(figures: &[&'b Figure<'a>]) -> Option<&'b Figure<'a>> {
    let mut dates: Vec<_> = figures.iter().map(|figure| figure.date.first()).collect();
    let rises = dates.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let falls = dates.windows(2).filter(|pair| pair[0] > pair[1]).count();
    if rises == 0 || falls == 0 {
        return None;
    }
    let mut figures = figures.to_vec();
    if falls > rises {
        dates.reverse();
        figures.reverse();
    }
    let after = dates.windows(2).position(|pair| pair[0] > pair[1])? + 1;
    let away = |next: Date, date: Date| (next - date).get_days().abs();
    // Of the two, the one without which the dates round it are in order.
    let first_is_wrong = match (after < 2).then(|| dates.get(after + 1)) {
        // At the start, the one that is nearer to the next date is right, unless it has that date itself.
        Some(Some(&next)) => next == dates[after - 1] || away(next, dates[after - 1]) >= away(next, dates[after]),
        Some(None) => true,
        // One that has the date of an earlier one is wrong itself.
        None => dates[after - 2] < dates[after] && !has_changed_places(&dates, after, away),
    };
    Some(figures[if first_is_wrong { after - 1 } else { after }])
}

/// Whether a date and the one above it are right but for their order, so that the lower one is what stands where it should not: both
/// would fit between their neighbours, and neither is far from them as a slip in a year is.
fn has_changed_places(dates: &[Date], at: usize, away: impl Fn(Date, Date) -> i32) -> bool {
    let before = dates[at - 2];
    dates.get(at + 1).is_none_or(|next| dates[at - 1] < *next) && 2 * away(before, dates[at - 1]) <= 5 * away(before, dates[at])
}
