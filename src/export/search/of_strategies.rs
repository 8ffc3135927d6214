//! Trusts, strategies and partners' plans as what can be found.

use super::documents::{Document, Documents, PLAN, STRATEGY, TRUST, bare, plain_in, strings};
use super::of_items::Placed;
use crate::site::{Node, PlanId, Site, StrategyId, TrustId};
use crate::strategy::located::{Marked, Text};
use crate::strategy::model::{Partner, Statement};

impl Documents {
    /// A trust and all that is its.
    pub fn add_trust(&mut self, site: &Site, id: TrustId) {
        self.list.push(of_trust(site, id));
        for &strategy in &site.trust(id).strategies {
            let placed = Placed::of(site, strategy);
            self.list.push(of_strategy(site, strategy, &placed));
            self.add_items(site, site.strategy(strategy).items(), &placed);
            self.add_updates(site, &placed);
            for &plan in &site.strategy(strategy).plans {
                self.list.push(of_plan(site, plan, &placed));
                self.add_items(site, site.plan(plan).items(), &placed);
            }
        }
    }
}

fn of_trust(site: &Site, id: TrustId) -> Document {
    let trust = site.trust(id);
    let file = &trust.file;
    let text = plain_in(site, Some(trust.source), file.text.as_ref());
    let names = [Some(&file.name), file.short_name.as_ref(), file.acronym.as_ref()].into_iter().flatten();
    let former = file.former_names.iter().map(|former| &former.name);
    let sites = file.sites.iter().flat_map(|place| [&place.name].into_iter().chain(&place.also));
    let known = strings(file.kind.iter().chain(&file.nation).chain(&file.ods).chain(&file.places).chain(sites));
    Document {
        titles: strings(names.chain(former)).collect(),
        texts: known.chain(partners(site, &file.partners)).chain([text.clone()]).collect(),
        excerpt: text,
        ..bare(site, Node::Trust(id), TRUST, &*file.name)
    }
}

fn of_strategy(site: &Site, id: StrategyId, placed: &Placed) -> Document {
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    let plain = |text: &Marked| plain_in(site, Some(strategy.source), Some(text));
    let narrative = strategy.narrative.iter().map(|text| site.plain(&text.words));
    let said: Vec<String> = fields.text.iter().map(plain).chain(statements(&fields.statements, plain)).chain(narrative).collect();
    let values = fields.values.iter().flat_map(|value| strings(&value.name).chain(value.text.iter().map(plain)));
    let supporting = fields
        .supporting
        .iter()
        .flat_map(|named| strings([&named.title]).chain(strings(&named.kind)).chain(named.text.iter().map(plain)));
    let people = fields.people.iter().flat_map(|person| strings([&person.name].into_iter().chain(&person.role)));
    let period = fields.period.iter().map(|period| period.printed.clone());
    let source = fields.source.iter().flat_map(|source| strings([&source.title].into_iter().chain(&source.publisher)));
    let before = fields.supersedes.iter().flat_map(|before| strings(&before.title));
    let formats = fields.formats.iter().flat_map(|format| strings([&format.title]));
    let others = values.chain(supporting).chain(people).chain(period).chain(source).chain(before).chain(formats);
    let names = [Some(&fields.title), fields.subtitle.as_ref(), fields.short_title.as_ref()].into_iter().flatten();
    let texts = said.iter().cloned().chain(strings(&fields.kind)).chain(others).chain(partners(site, &fields.shared_with));
    let is_old = site.standing(id).is_some();
    Document {
        titles: strings(names).collect(),
        texts: texts.chain(placed.on_the_strategy().cloned()).collect(),
        excerpt: said.into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
        language: placed.language(site),
        is_old,
        is_page: !is_old,
        ..bare(site, Node::Strategy(id), STRATEGY, &*fields.title)
    }
}

fn of_plan(site: &Site, id: PlanId, placed: &Placed) -> Document {
    let plan = site.plan(id);
    let strategy = site.strategy(plan.strategy);
    let fields = &plan.fields;
    let plain = |text: &Marked| plain_in(site, Some(strategy.source), Some(text));
    let text = fields.text.as_ref().map(plain).unwrap_or_default();
    let aligned = fields.aligned.iter().filter_map(|aligned| aligned.text.as_ref()).map(plain);
    let texts = [text.clone()].into_iter().chain(aligned).chain(statements(&fields.statements, plain));
    Document {
        titles: strings([&fields.title]).collect(),
        texts: texts.chain(partners(site, &fields.partner)).collect(),
        excerpt: text,
        within: strategy.short_title().to_string(),
        is_page: false,
        is_old: site.standing(plan.strategy).is_some(),
        language: placed.language(site),
        ..bare(site, Node::Plan(id), PLAN, &*fields.title)
    }
}

/// Every wording of statements, and the points that they rest on.
fn statements<'s>(statements: &'s [Statement], plain: impl Fn(&Marked) -> String + Copy + 's) -> impl Iterator<Item = String> + 's {
    statements.iter().flat_map(move |statement| {
        let wordings = statement.wordings.iter().map(|other| &other.text);
        let pillars =
            statement.pillars.iter().flat_map(move |pillar| strings([&pillar.title]).chain(pillar.text.iter().map(plain)));
        let texts = [&statement.text].into_iter().chain(wordings).map(plain);
        texts.chain(strings(statement.kind.iter())).chain(pillars)
    })
}

/// Every name of some partners or trusts, of the partners before them and of those that took their place.
pub fn partners<'s>(site: &'s Site, ids: impl IntoIterator<Item = &'s Text, IntoIter: 's>) -> impl Iterator<Item = String> + 's {
    ids.into_iter().flat_map(move |id| {
        let id: &str = id;
        let is = |partner: &&Partner, id: &str| *partner.id.value == *id;
        let named = site.partners.iter().find(|partner| is(partner, id));
        let later = named.map_or(&[][..], |partner| &partner.successors);
        let kin = move |partner: &&Partner| {
            is(partner, id) || partner.successors.iter().any(|next| **next == *id) || later.iter().any(|next| is(partner, next))
        };
        let names = |partner: &'s Partner| strings([&partner.name].into_iter().chain(&partner.acronym).chain(&partner.also));
        let trusts = site.trusts.iter().filter(move |trust| trust.id == id).map(|trust| trust.file.name.to_string());
        site.partners.iter().filter(kin).flat_map(names).chain(trusts)
    })
}
