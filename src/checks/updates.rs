//! Updates of a strategy that are there twice.

use std::collections::HashMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::StrategyId;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for update in &checked.site.strategy(id).updates {
        let fields = &update.fields;
        let place = update.source.at(fields.title.at);
        let first = *seen.entry((fields.date.value.to_string(), fields.title.trim().to_lowercase())).or_insert(place);
        if first != place {
            let message = format!("another update of {} has this title", fields.date.value);
            let problem = Diagnostic::new(&codes::DUPLICATE_UPDATE, place, message);
            problems.push(problem.help("remove one of the two, or correct its date or title").related(first, "the other one"));
        }
    }
}
