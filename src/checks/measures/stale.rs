//! Figures that have not been brought up to date, judged by how often they came before.

use super::Figure;
use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::measure::{is_late, usual};
use crate::site::StrategyId;

pub fn check(checked: Checked, id: StrategyId, figures: &[Figure], problems: &mut Diagnostics) {
    let site = checked.site;
    let period = site.strategy(id).fields.period.as_ref();
    let over = period.and_then(|period| period.last()).is_some_and(|last| last < checked.today);
    // A line that could not be read may hold the newest figure.
    let unread = || {
        let folder = checked.sources.get(site.strategy(id).source).folder();
        let mut bad = checked.known.iter().filter(|problem| problem.code == &codes::BAD_READING);
        bad.any(|problem| problem.place.is_some_and(|place| checked.sources.get(place.source).path().starts_with(folder)))
    };
    if over || !site.applies(id) {
        return;
    }
    let Some(latest) = figures.iter().max_by_key(|figure| figure.date.first()) else { return };
    let mut dates: Vec<_> = figures.iter().map(|figure| figure.date.first()).collect();
    dates.sort_unstable();
    dates.dedup();
    let Some(usual) = usual(&dates) else { return };
    if is_late(usual, latest.date.last(), checked.today) && !unread() {
        let message = format!("the latest figure is of {}, and one came every {} before", latest.date, in_words(usual));
        let problem = Diagnostic::new(&codes::STALE_READINGS, latest.dated_at, message);
        problems.push(
            problem.help(
                "add the figures since; if there are none, accept this under `checks` in `content/site.yaml` with the reason",
            ),
        );
    }
}

fn in_words(days: i64) -> String {
    match days {
        0..=1 => "day".to_string(),
        2..=20 => format!("{days} days"),
        21..=45 => "month".to_string(),
        46..=319 => format!("{} months", (days + 15) / 30),
        320..=500 => "year".to_string(),
        _ => format!("{} years", (days + 182) / 365),
    }
}
