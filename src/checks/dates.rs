//! Periods and dates that contradict each other.

use jiff::civil::Date;

use super::{Checked, date_at, recorded};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Node, Site, StrategyId};
use crate::source::{At, Place};
use crate::strategy::located::Located;
use crate::strategy::model::{DiscrepancyKind, Standing};
use crate::strategy::scalars::Period;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    let place = |at: At| strategy.source.at(at);
    reversed(fields.period.as_ref(), place, problems);
    for stated in &fields.stated_periods {
        let (Some(from), Some(to)) = (&stated.from, &stated.to) else { continue };
        if to.value.last() < from.value.first() {
            let message = format!("the stated period ends ({}) before it starts ({})", to.value, from.value);
            // The one that lies outside the strategy's period is the likelier slip.
            let starts_late = fields.period.as_ref().and_then(|period| period.last()).is_some_and(|end| end < from.value.first());
            let (wrong, other, what) = if starts_late { (from.at, to.at, "its end") } else { (to.at, from.at, "its start") };
            let problem = Diagnostic::new(&codes::PERIOD_REVERSED, place(wrong), message);
            problems.push(problem.help("swap the two dates, or correct one of them").related(place(other), what));
        }
    }
    // The next one may be there before its time.
    let has_begun = |later: &StrategyId| {
        let first = site.strategy(*later).fields.period.as_ref().and_then(|period| period.first());
        first.is_none_or(|first| first <= site.view.as_of.date())
    };
    if let (Some(standing), Some(later)) = (&fields.standing, site.superseded_by(id).filter(has_begun))
        && standing.value == Standing::Current
    {
        let message = format!("this strategy is said to be current, and `{}` takes its place", site.address(Node::Strategy(later)));
        let problem = Diagnostic::new(&codes::WRONG_VALUE, place(standing.at), message);
        problems.push(problem.help("write `superseded`, or correct `supersedes` in the other one"));
    }
    for plan in &strategy.plans {
        reversed(site.plan(*plan).fields.period.as_ref(), place, problems);
    }
    for item in strategy.items() {
        let fields = &site.item(item).fields;
        reversed(fields.period.as_ref(), place, problems);
        let due = fields.due.as_ref().map(|due| (due.value.first(), due.value.last(), due.at));
        let period = fields.period.as_ref().filter(|period| !is_reversed(period)).and_then(|period| {
            let (first, last) = (period.first().or(period.last())?, period.last().or(period.first())?);
            Some((first, last, period.at))
        });
        let targets = fields.measures.iter().filter_map(|measure| measure.target.as_ref()?.by.as_ref());
        let targets = targets.map(|by| (by.value.first(), by.value.last(), by.at));
        for (first, last, at) in due.into_iter().chain(period).chain(targets) {
            outside(site, id, Node::Item(item), (first, last), at, problems);
        }
    }
}

fn is_reversed(period: &Located<Period>) -> bool {
    period.first().zip(period.last()).is_some_and(|(first, last)| last < first)
}

fn reversed(period: Option<&Located<Period>>, place: impl Fn(At) -> Place, problems: &mut Diagnostics) {
    let Some(period) = period else { return };
    if is_reversed(period) {
        let problem = Diagnostic::new(
            &codes::PERIOD_REVERSED,
            place(period.at),
            format!("the period `{}` ends before it starts", period.printed),
        );
        problems.push(problem.help("swap the two dates, or correct one of them"));
    }
}

/// Reports a date that lies wholly outside the strategy's period, unless a discrepancy of dates is recorded at the item.
fn outside(site: &Site, id: StrategyId, node: Node, (first, last): (Date, Date), at: At, problems: &mut Diagnostics) {
    let Some(period) = site.strategy(id).fields.period.as_ref().filter(|period| !is_reversed(period)) else { return };
    let before = period.first().is_some_and(|start| last < start);
    let after = period.last().is_some_and(|end| first > end);
    if !(before || after) || recorded(site, id, node, DiscrepancyKind::Date).next().is_some() {
        return;
    }
    let side = if before { "before the strategy's period starts" } else { "after the strategy's period ends" };
    let problem = Diagnostic::new(&codes::OUTSIDE_PERIOD, site.place(id, at), format!("this date is {side} ({})", period.printed));
    problems.push(
        problem
            .help("correct the date, or record under `discrepancies` with `kind: date` that the source says so")
            .cause(date_at(site.place(id, at)))
            .related(site.place(id, period.at), "the strategy's period"),
    );
}
