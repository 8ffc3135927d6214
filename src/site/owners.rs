//! Whose each text is: which file and which field belongs to which record.

use std::collections::HashMap;

use super::address::Origin;
use super::{Node, Prosaic, Site, StrategyId, TrustId};
use crate::source::{At, Source, SourceId};
use crate::strategy::located::Marked;
use crate::strategy::model::{ItemFields, PartnerPlanFields};

/// The fields of inline Markdown that are an item's own words. A reference in any other field is the strategy's.
fn words_of(fields: &ItemFields) -> impl Iterator<Item = &Marked> {
    let measures = fields.measures.iter().flat_map(|measure| {
        let notes =
            [measure.text.as_ref(), measure.source.as_ref(), measure.target.as_ref().and_then(|target| target.text.as_ref())];
        notes.into_iter().flatten().chain(measure.steps.iter().map(|step| &step.reason))
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

/// Which item or partner plan of a strategy each of their fields belongs to.
pub fn owners(site: &Site, id: StrategyId) -> HashMap<At, Node> {
    let strategy = site.strategy(id);
    let plans = strategy.plans.iter();
    let items = strategy.items().chain(plans.clone().flat_map(|&plan| site.plan(plan).items()));
    let of_items = items.flat_map(|item| words_of(&site.item(item).fields).map(move |words| (words.at, Node::Item(item))));
    let of_plans = plans.flat_map(|&plan| words_of_plan(&site.plan(plan).fields).map(move |words| (words.at, Node::Plan(plan))));
    of_items.chain(of_plans).collect()
}

/// Whose file each file of no strategy is, and what short addresses in it are relative to.
pub fn origins(site: &Site) -> HashMap<SourceId, (Node, Origin)> {
    let trusts = site.trusts.iter().enumerate().map(|(at, trust)| {
        let id = TrustId::new(at);
        (trust.source, (Node::Trust(id), Origin { trust: Some(id), strategy: trust.current, plan: None }))
    });
    trusts.collect()
}

/// The record that a content file is about, and its text: what a plain link to the file leads to.
pub fn record<'s>(site: &'s Site, file: &Source, id: SourceId) -> Option<(Node, Option<&'s Prosaic>)> {
    let of_strategy = |id: StrategyId| (Node::Strategy(id), site.strategy(id).narrative.as_ref());
    let is = |text: &Prosaic| text.source == id;
    let parts: Vec<&str> = file.path().split('/').skip(1).collect();
    match parts[..] {
        ["pages", _] => {
            let page = site.page_ids().find(|page| site.pages[page.index()].source == id)?;
            Some((Node::Page(page), Some(&site.pages[page.index()].text)))
        }
        [trust, _] => {
            let trust = *site.trust_by_id.get(trust)?;
            (site.trust(trust).source == id).then_some((Node::Trust(trust), None))
        }
        [trust, strategy, name] => {
            let trust = site.trust(*site.trust_by_id.get(trust)?);
            let strategy = trust.strategies.iter().copied().find(|&id| site.strategy(id).id == strategy)?;
            let record = site.strategy(strategy);
            if record.source == id || record.narrative.as_ref().is_some_and(is) {
                return Some(of_strategy(strategy));
            }
            let item = *record.index.get(name.strip_suffix(".md")?)?;
            let own = site.item(item).narrative.as_ref().filter(|text| is(text))?;
            Some((Node::Item(item), Some(own)))
        }
        _ => None,
    }
}
