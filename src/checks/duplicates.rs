//! Ids that stand twice among the records of one kind in a strategy. Items, and what trusts share, are held apart where they
//! are put into the site's lists.

use std::collections::HashMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::StrategyId;
use crate::strategy::located::Located;
use crate::strategy::scalars::Id;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    let mut unique = |ids: &mut dyn Iterator<Item = &Located<Id>>, kind: &str| {
        let mut seen = HashMap::new();
        for id in ids {
            let first = *seen.entry(id.value.to_string()).or_insert(id.at);
            if first != id.at {
                let message = format!("two {kind} have the id `{}`", &*id.value);
                let problem = Diagnostic::new(&codes::DUPLICATE_ID, strategy.source.at(id.at), message);
                let problem = problem.help("give one of the two another id");
                problems.push(problem.related(strategy.source.at(first), "first used here"));
            }
        }
    };
    unique(&mut fields.supporting.iter().map(|record| &record.id), "supporting strategies");
    unique(&mut fields.people.iter().map(|record| &record.id), "people");
    unique(&mut fields.quotations.iter().map(|record| &record.id), "quotations");
    unique(&mut fields.findings.iter().map(|record| &record.id), "findings");
    unique(&mut strategy.plans.iter().map(|&plan| &site.plan(plan).fields.id), "partner plans");
    unique(&mut strategy.items().flat_map(|item| &site.item(item).fields.measures).map(|measure| &measure.id), "measures");
}
