//! Counts that a document declares, compared with what is listed.

use super::{Checked, recorded};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Group, Level, Node, Site, StrategyId};
use crate::strategy::lists::Pairs;
use crate::strategy::located::Located;
use crate::strategy::model::DiscrepancyKind;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    // While items are hidden, a list cannot be held against what the document declares.
    if strategy.incomplete || site.lacks_items(id) {
        return;
    }
    compare(site, id, Node::Strategy(id), &strategy.fields.declares, &strategy.levels, &strategy.groups, problems);
    for item in strategy.items() {
        let record = site.item(item);
        compare(site, id, Node::Item(item), &record.fields.declares, &strategy.levels, &record.groups, problems);
    }
    for &plan in &strategy.plans {
        let record = site.plan(plan);
        compare(site, id, Node::Plan(plan), &record.fields.declares, &record.levels, &record.groups, problems);
    }
}

/// Compares each declared count with the items of that level at any depth below the node.
fn compare(
    site: &Site,
    strategy: StrategyId,
    node: Node,
    declares: &Pairs<Located<u32>>,
    levels: &[Level],
    groups: &[Group],
    problems: &mut Diagnostics,
) {
    let answers: Vec<_> = recorded(site, strategy, node, DiscrepancyKind::Count).collect();
    let mut differs = false;
    for (key, declared) in declares.iter() {
        let place = site.place(strategy, key.at);
        let known = crate::strategy::levels::USUAL_LEVELS
            .iter()
            .map(|level| level.key)
            .chain(levels.iter().map(|level| level.key.as_str()));
        if !known.clone().any(|level| *level == **key) {
            // What it declares may be what differs.
            differs = true;
            let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, format!("`{key}` is not a level of the strategy"));
            let problem = problem.cause(format!("no level {key} in {}", site.address(Node::Strategy(strategy))));
            problems.push(problem.did_you_mean(key, known).help_or(|| "use the key of a level".into()));
            continue;
        }
        let listed = count(site, groups, key);
        if listed == declared.value as usize {
            continue;
        }
        differs = true;
        if answers.is_empty() {
            problems.push(
                Diagnostic::new(
                    &codes::DECLARED_COUNT,
                    site.place(strategy, declared.at),
                    format!("{} `{key}` are declared, and {listed} are listed", declared.value),
                )
                .help("complete the list, or record the difference under `discrepancies` with `kind: count`")
                // An entry in the wrong list makes two counts wrong.
                .cause(format!("the counts declared at {}", site.address(node))),
            );
        }
    }
    if !differs && !declares.is_empty() {
        let leads_nowhere = |name: &str| name != "." && site.item_named(strategy, name).is_none();
        for answer in answers.into_iter().filter(|answer| !answer.at.iter().any(|name| leads_nowhere(name))) {
            let problem = Diagnostic::new(
                &codes::NEEDLESS_DISCREPANCY,
                site.place(strategy, answer.kind.at),
                "no declared count differs here",
            );
            problems.push(problem.help("remove the discrepancy, or correct what is declared"));
        }
    }
}

fn count(site: &Site, groups: &[Group], key: &str) -> usize {
    let own = |group: &Group| group.items.iter().filter(|&&item| site.level(item).key == key).count();
    groups
        .iter()
        .map(|group| own(group) + group.items.iter().map(|&item| count(site, &site.item(item).groups, key)).sum::<usize>())
        .sum()
}
