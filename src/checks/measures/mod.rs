//! Measures: their targets, their figures, and the readings that belong to them.

mod groups;
mod order;
mod settings;
mod stale;
mod targets;
mod values;

use std::collections::BTreeSet;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{ItemId, StrategyId};
use crate::source::Place;
use crate::strategy::Reading;
use crate::strategy::model::{Measure, SharedMeasure};
use crate::strategy::scalars::{Amount, PartialDate};

/// One figure of a measure, from the strategy itself or from a file of readings.
#[derive(Clone, Copy)]
struct Figure<'a> {
    date: PartialDate,
    value: &'a Amount,
    /// The line of a file, if it stands in one.
    reading: Option<&'a Reading>,
    dated_at: Place,
    valued_at: Place,
}

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let mut known = BTreeSet::new();
    let mut twice = false;
    for item in strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items())) {
        let measures = &site.item(item).fields.measures;
        leads(checked, item, problems);
        for measure in measures {
            targets::check(checked, item, measure, problems);
            // Plans of partners have no files of readings.
            let own = site.item(item).plan.is_none();
            let readings = if own { site.readings_in_files(id, measure) } else { &[] };
            let figures = figures(checked, id, measure, readings);
            settings::check(checked, item, measure, &figures, problems);
            order::check(checked, &figures, problems);
            values::check(checked, id, measure, &figures, problems);
            stale::check(checked, id, &figures, problems);
            if own && !known.insert(&*measure.id.value as &str) {
                twice = true;
            }
        }
    }
    groups::check(checked, &strategy.readings, problems);
    // While an item's measures may be lost, nobody can tell which readings belong to none.
    if site.lacks_items(id) || twice {
        return;
    }
    for (measure, readings) in strategy.readings.by_measure().filter(|(measure, _)| !known.contains(measure)) {
        // One misspelt id is one mistake, however many lines repeat it.
        let place = readings[0].named_at();
        let problem = Diagnostic::new(&codes::ORPHAN_READINGS, place, format!("the strategy has no measure `{measure}`"));
        let problem = problem.did_you_mean(measure, known.iter().copied());
        problems.push(problem.help_or(|| "correct the id, or define the measure at an item".into()));
    }
}

/// Every figure of a measure: those of the strategy itself, then those of files, each in the order written.
fn figures<'a>(checked: Checked, id: StrategyId, measure: &'a Measure, from_files: &'a [Reading]) -> Vec<Figure<'a>> {
    let source = checked.site.strategy(id).source;
    let inline = measure.readings.iter().map(|reading| Figure {
        date: reading.date.value,
        value: &reading.value.value,
        reading: None,
        dated_at: source.at(reading.date.at),
        valued_at: source.at(reading.value.at),
    });
    let from_files = from_files.iter().map(|reading| Figure {
        date: reading.date,
        value: &reading.value,
        reading: Some(reading),
        dated_at: reading.dated_at(),
        valued_at: reading.valued_at(),
    });
    inline.chain(from_files).collect()
}

impl<'a> Figure<'a> {
    /// The group that the figure is of: columns with their values; none for the whole.
    fn group(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let columns = self.reading.into_iter().flat_map(|reading| reading.breakdown());
        columns.filter(|(_, value)| !value.is_empty()).map(|(column, value)| (column.as_str(), value.as_str()))
    }
}

/// The measure of `measures.yaml` that one is the same as, if it is there.
fn shared<'a>(checked: Checked<'a>, measure: &Measure) -> Option<&'a SharedMeasure> {
    checked.site.measures.iter().find(|known| measure.shared.as_ref().is_some_and(|name| *known.id.value == **name))
}

/// Only one measure of an item can be shown first.
fn leads(checked: Checked, item: ItemId, problems: &mut Diagnostics) {
    let record = checked.site.item(item);
    let place =
        |measure: &Measure| checked.site.place(record.strategy, measure.lead.as_ref().map_or(measure.id.at, |lead| lead.at));
    let mut leads = record.fields.measures.iter().filter(|measure| measure.is_lead());
    let Some(first) = leads.next() else { return };
    // What was pasted twice has one id, which is told.
    for other in leads.filter(|other| other.id.value != first.id.value) {
        let message = format!("`{}` is to be shown first, and so is `{}`", &*other.id.value, &*first.id.value);
        let problem = Diagnostic::new(&codes::SEVERAL_LEADS, place(other), message);
        problems.push(problem.help("write `lead: true` at one measure of an item only").related(place(first), "the other one"));
    }
}
