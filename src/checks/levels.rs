//! Levels that are declared and hold nothing.

use std::collections::BTreeSet;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Group, Level, Site, StrategyId};
use crate::strategy::lists::Pairs;
use crate::strategy::{located::Text, model};

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    // What is hidden or lost may be of any level.
    if strategy.incomplete || site.lacks_items(id) {
        return;
    }
    let mut unused = |declared: &Pairs<model::Level>, levels: &[Level], groups: &[Group], named: &[&Text]| {
        let mut used = BTreeSet::new();
        collect(site, levels, groups, &mut used);
        for (key, _) in declared.iter().filter(|(key, _)| !used.contains(&**key) && !named.iter().any(|name| ***name == **key)) {
            let message = format!("no item is of the level `{key}`");
            let problem = Diagnostic::new(&codes::UNUSED_LEVEL, site.place(id, key.at), message);
            problems.push(
                problem
                    .did_you_mean(key, used.iter().copied())
                    .help_or(|| "use it as the key of a list of items, or remove it".into()),
            );
        }
    };
    let columns = strategy.fields.plan_on_a_page.iter().flat_map(|layout| &layout.columns).map(|column| &column.level);
    let counted = strategy.fields.declares.iter().map(|(key, _)| key);
    let named: Vec<&Text> = columns.chain(counted).collect();
    unused(&strategy.fields.levels, &strategy.levels, &strategy.groups, &named);
    for &plan in &strategy.plans {
        let plan = site.plan(plan);
        let counted: Vec<&Text> = plan.fields.declares.iter().map(|(key, _)| key).collect();
        unused(&plan.fields.levels, &plan.levels, &plan.groups, &counted);
    }
}

fn collect<'a>(site: &'a Site, levels: &'a [Level], groups: &[Group], used: &mut BTreeSet<&'a str>) {
    for group in groups {
        used.insert(&levels[group.level].key);
        group.items.iter().for_each(|&item| collect(site, levels, &site.item(item).groups, used));
    }
}
