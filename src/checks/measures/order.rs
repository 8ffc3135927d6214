//! The dates of a measure's figures: each once, and one after the other.

use std::collections::{BTreeMap, HashMap};

use super::Figure;
use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::SourceId;

/// Figures that stand in an order of their own: those of one group in one file.
type Series<'a> = (Vec<(&'a str, &'a str)>, SourceId);

pub fn check(checked: Checked, figures: &[Figure], problems: &mut Diagnostics) {
    let mut seen: HashMap<_, &Figure> = HashMap::new();
    let mut series: BTreeMap<Series, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        match seen.get(&(figure.group(), figure.date.to_string())) {
            Some(first) => {
                let message = format!("there is another figure of {}", figure.date);
                let problem = Diagnostic::new(&codes::DUPLICATE_FIGURE, figure.dated_at, message);
                let problem = problem.help("keep one of the two, or correct its date");
                problems.push(problem.related(first.dated_at, "the other one"));
                continue;
            }
            None => drop(seen.insert((figure.group(), figure.date.to_string()), figure)),
        }
        // A date that is yet to come is reported as such.
        if figure.date.first() <= checked.today {
            series.entry((figure.group(), figure.dated_at.source)).or_default().push(figure);
        }
    }
    for figures in series.values() {
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
