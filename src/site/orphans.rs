//! What is judged of a strategy once it has its place in the site: the ids of its places, and narratives that belong to no item.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arrange::Fresh;
use super::ids::is_lost_id;
use super::missing::missing_in;
use super::parts::Made;
use super::*;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::strategy::Narrative;

/// What is wrong with the ids of a strategy's places, and with the narratives that are left over.
pub fn check(site: &Site, made: &[Arc<Made>], fresh: &mut Fresh) -> (StrategyId, Diagnostics) {
    let id = fresh.strategy;
    let mut problems = Diagnostics::new();
    places::check(site, id, &mut problems);
    // While an item's id may be lost, nobody can tell which narrative belongs to none.
    if !site.lacks_items(id) && !made[id.index()].problems.iter().chain(problems.iter()).any(is_lost_id) {
        let strategy = site.strategy(id);
        let own = &site.items.piece(id)[..strategy.items().count()];
        report_orphans(site, strategy.trust, std::mem::take(&mut fresh.left), own, &mut problems);
    }
    (id, problems)
}

/// Narratives that are left over once every item has taken its own.
fn report_orphans(site: &Site, trust: TrustId, left: BTreeMap<String, Narrative>, items: &[Item], problems: &mut Diagnostics) {
    if left.is_empty() {
        return;
    }
    // Sorted, so that of two equally near names always the same is proposed.
    let bare: BTreeSet<&str> =
        items.iter().filter(|item| item.narrative.is_none()).map(|item| &*item.id).chain(["index"]).collect();
    for (name, narrative) in left {
        let problem = Diagnostic::new(
            &codes::ORPHAN_NARRATIVE,
            narrative.source.start(),
            format!("no item of the strategy has the id `{name}`"),
        );
        let problem = problem.chief_cause(missing_in(&site.trust(trust).id, &name));
        let renamed = items.iter().find(|item| item.fields.was.iter().any(|was| *was.value == *name));
        if let Some(item) = renamed {
            let help = format!("it is called `{0}` now: call the file `{0}.md`", item.id);
            problems.push(Diagnostic { cause: None, ..problem.help(help) });
            continue;
        }
        problems.push(match nearest(&name, bare.iter().copied()) {
            Some(near) => problem.help(format!("did you mean to call the file `{near}.md`?")),
            None => problem.help("name the file after the id of an item, or call it `index.md` for the strategy itself"),
        });
    }
}
