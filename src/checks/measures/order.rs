//! The dates of a measure's figures: each once, and one after the other.

use super::Figure;
use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

pub fn check(checked: Checked, figures: &[Figure], problems: &mut Diagnostics) {
    // The first and the last day that a date can mean tell it from any other.
    let day = |figure: &Figure| (figure.date.first(), figure.date.last());
    let mut by_date: Vec<&Figure> = figures.iter().collect();
    by_date.sort_by(|a, b| a.group().cmp(b.group()).then_with(|| day(a).cmp(&day(b))));
    let mut kept: Vec<&Figure> = Vec::with_capacity(figures.len());
    for same in by_date.chunk_by(|a, b| day(a) == day(b) && a.group().eq(b.group())) {
        let first = same[0];
        for figure in &same[1..] {
            let message = format!("there is another figure of {}", figure.date);
            let problem = Diagnostic::new(&codes::DUPLICATE_FIGURE, figure.dated_at, message);
            let problem = problem.help("keep one of the two, or correct its date");
            problems.push(problem.related(first.dated_at, "the other one"));
        }
        // A date that is yet to come is reported as such.
        kept.extend((first.date.first() <= checked.today).then_some(first));
    }
    // Figures of one group in one file stand in an order of their own: that of the lines.
    kept.sort_by(|a, b| a.group().cmp(b.group()).then_with(|| a.dated_at.cmp(&b.dated_at)));
    for figures in kept.chunk_by(|a, b| a.dated_at.source == b.dated_at.source && a.group().eq(b.group())) {
        if let Some(figure) = out_of_order(figures) {
            let message = format!("{} is out of order among the dates round it", figure.date);
            let problem = Diagnostic::new(&codes::UNORDERED_FIGURES, figure.dated_at, message);
            problems.push(problem.help("correct the date, or put the figures in the order of their dates"));
        }
    }
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
    // Of the two, the one without which the dates round it are in order.
    let first_is_wrong = after < 2 || dates[after - 2] <= dates[after];
    Some(figures[if first_is_wrong { after - 1 } else { after }])
}
