//! Measures and their readings belong together.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::site::Site;

pub fn check(site: &Site, problems: &mut Diagnostics) {
    for id in site.strategy_ids() {
        let strategy = site.strategy(id);
        let mut seen: BTreeMap<&str, crate::source::At> = BTreeMap::new();
        for measure in strategy.items().flat_map(|item| &site.item(item).fields.measures) {
            if let Some(first) = seen.insert(&measure.id.value, measure.id.at) {
                let problem = Diagnostic::new(
                    &codes::DUPLICATE_ID,
                    strategy.source.at(measure.id.at),
                    format!("the measure `{}` is defined twice", &*measure.id.value),
                );
                problems
                    .push(problem.help("give one of the two another id").related(strategy.source.at(first), "first defined here"));
            }
        }
        if strategy.lossy {
            continue;
        }
        let mut told: Vec<&str> = Vec::new();
        for reading in strategy.readings.iter().filter(|reading| !seen.contains_key(reading.measure.as_str())) {
            // One misspelt id is one mistake, however many lines repeat it.
            if !told.contains(&reading.measure.as_str()) {
                told.push(&reading.measure);
                let problem = Diagnostic::new(
                    &codes::ORPHAN_READINGS,
                    reading.place,
                    format!("the strategy has no measure `{}`", reading.measure),
                );
                let near = nearest(&reading.measure, seen.keys().copied()).map(|near| format!("did you mean `{near}`?"));
                problems.push(problem.help(near.unwrap_or_else(|| "correct the id, or define the measure at an item".into())));
            }
        }
    }
}
