//! Whose each text is: which file and which field belongs to which record.

use std::collections::HashMap;

use super::address::Origin;
use super::{ItemId, Node, PlanId, Prosaic, Site, StrategyId, TrustId};
use crate::source::{Place, SourceId};
use crate::strategy::located::Marked;
use crate::strategy::model::{ItemFields, PartnerPlanFields};

/// The fields of inline Markdown that are an item's own words. A reference in any other field is the strategy's.
fn words_of(fields: &ItemFields) -> impl Iterator<Item = &Marked> {
    let measures = fields.measures.iter().flat_map(|measure| {
        let notes =
            [measure.text.as_ref(), measure.source.as_ref(), measure.target.as_ref().and_then(|target| target.text.as_ref())];
        notes.into_iter().flatten()
    });
    let own = [fields.text.as_ref(), fields.this_year.as_ref(), fields.status.as_ref().and_then(|status| status.note.as_ref())];
    own.into_iter().flatten().chain(measures)
}

/// The fields of inline Markdown that are a partner plan's own words.
fn words_of_plan(fields: &PartnerPlanFields) -> impl Iterator<Item = &Marked> {
    let aligned = fields.aligned.iter().filter_map(|aligned| aligned.text.as_ref());
    let statements = fields.statements.iter().flat_map(|statement| {
        let wordings = statement.wordings.iter().map(|other| &other.text);
        let pillars = statement.pillars.iter().filter_map(|pillar| pillar.text.as_ref());
        std::iter::once(&statement.text).chain(wordings).chain(pillars)
    });
    fields.text.iter().chain(aligned).chain(statements)
}

/// Which item or partner plan each of their fields belongs to.
pub fn owners(site: &Site) -> HashMap<Place, Node> {
    let mut owners = HashMap::new();
    for (at, item) in site.items.iter().enumerate() {
        // A strategy is pushed after its items, so that its index is known here.
        let source = site.strategy(item.strategy).source;
        owners.extend(words_of(&item.fields).map(|words| (source.at(words.at), Node::Item(ItemId::new(at)))));
    }
    for (at, plan) in site.plans.iter().enumerate() {
        let source = site.strategy(plan.strategy).source;
        owners.extend(words_of_plan(&plan.fields).map(|words| (source.at(words.at), Node::Plan(PlanId::new(at)))));
    }
    owners
}

/// Whose file each file is, and what short addresses in it are relative to.
pub fn origins(site: &Site) -> HashMap<SourceId, (Node, Origin)> {
    let trusts = site.trusts.iter().enumerate().map(|(at, trust)| {
        let id = TrustId::new(at);
        (trust.source, (Node::Trust(id), Origin { trust: Some(id), strategy: trust.current, plan: None }))
    });
    let strategies = site.strategies.iter().enumerate().map(|(at, strategy)| {
        let id = StrategyId::new(at);
        (strategy.source, (Node::Strategy(id), Origin { trust: Some(strategy.trust), strategy: Some(id), plan: None }))
    });
    trusts.chain(strategies).collect()
}

/// Which record each content file is about: what a plain link to the file leads to.
pub fn records(site: &Site) -> HashMap<SourceId, (Node, Option<&Prosaic>)> {
    let mut records = HashMap::new();
    for id in site.page_ids() {
        let page = &site.pages[id.index()];
        records.insert(page.source, (Node::Page(id), Some(&page.text)));
    }
    for id in site.trust_ids() {
        records.insert(site.trust(id).source, (Node::Trust(id), None));
    }
    for id in site.strategy_ids() {
        let strategy = site.strategy(id);
        let own = strategy.narrative.as_ref();
        records.insert(strategy.source, (Node::Strategy(id), own));
        records.extend(own.map(|text| (text.source, (Node::Strategy(id), own))));
        for item in strategy.items() {
            let own = site.item(item).narrative.as_ref();
            records.extend(own.map(|text| (text.source, (Node::Item(item), own))));
        }
    }
    records
}
