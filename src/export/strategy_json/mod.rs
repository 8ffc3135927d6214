//! `strategy.json`: a strategy whole, in one flat list of items. The public contract for re-use.

mod items;
mod shape;

pub use shape::StrategyJson;
use shape::{
    DiscrepancyJson, FindingJson, LevelJson, NamedJson, PeriodJson, PersonJson, PlanJson, QuotationJson, SourceJson, StatementJson,
    TrustJson, UpdateJson,
};

use crate::site::{Node, PlanId, Site, StrategyId, Update};
use crate::source::SourceId;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::model::Hand;
use crate::strategy::scalars::PartialDate;

/// The edition of this format. It changes only when a reader of the old one could no longer read the new one.
const FORMAT: u32 = 1;

/// The bytes of a strategy's `strategy.json`: indented, keys in a fixed order, a newline at the end.
pub fn strategy_json(site: &Site, id: StrategyId) -> Vec<u8> {
    let export = Export { site, id, source: site.strategy(id).source };
    let mut bytes = serde_json::to_vec_pretty(&export.strategy()).expect("the export is plain data");
    bytes.push(b'\n');
    bytes
}

struct Export<'a> {
    site: &'a Site,
    id: StrategyId,
    source: SourceId,
}

fn own<'t>(text: impl Into<Option<&'t Text>>) -> Option<String> {
    text.into().map(|text| text.to_string())
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

fn date<'d>(date: impl Into<Option<&'d Located<PartialDate>>>) -> Option<String> {
    date.into().map(|date| date.value.to_string())
}

impl Export<'_> {
    fn plain(&self, marked: &Marked) -> String {
        self.site.plain(self.site.words(self.source, marked))
    }

    fn plain_of<'m>(&self, marked: impl Into<Option<&'m Marked>>) -> Option<String> {
        marked.into().map(|marked| self.plain(marked))
    }

    fn strategy(&self) -> StrategyJson {
        let (site, strategy) = (self.site, self.site.strategy(self.id));
        let (fields, trust) = (&strategy.fields, site.trust(strategy.trust));
        StrategyJson {
            format: FORMAT,
            address: site.address(Node::Strategy(self.id)),
            trust: TrustJson {
                address: trust.id.clone(),
                name: trust.file.name.to_string(),
                short_name: trust.short_name().to_string(),
                ods: own(&trust.file.ods),
            },
            title: fields.title.to_string(),
            subtitle: own(&fields.subtitle),
            kind: own(&fields.kind),
            text: self.plain_of(&fields.text),
            period: fields.period.as_ref().map(|period| PeriodJson {
                printed: period.printed.clone(),
                from: period.from.map(|date| date.to_string()),
                to: period.to.map(|date| date.to_string()),
            }),
            stated_periods: fields.stated_periods.iter().map(|stated| stated.text.to_string()).collect(),
            standing: strategy.standing(),
            current: trust.current == Some(self.id),
            part_of: strategy.part_of.map(|above| site.address(Node::Strategy(above))),
            supersedes: strategy
                .supersedes
                .map(|old| site.address(Node::Strategy(old)))
                .or_else(|| own(&fields.supersedes.as_ref()?.title)),
            shared_with: strings(&fields.shared_with),
            published: date(&fields.published),
            review_by: date(&fields.review_by),
            language: own(&fields.language),
            source: fields.source.as_ref().map(|source| SourceJson {
                title: source.title.to_string(),
                publisher: own(&source.publisher),
                second_hand: source.kind.as_ref().is_some_and(|kind| kind.value == Hand::SecondHand),
                url: source.url.as_ref().map(|url| url.value.to_string()),
            }),
            levels: strategy
                .levels
                .iter()
                .map(|level| LevelJson { key: level.key.clone(), one: level.one.clone(), many: level.many.clone() })
                .collect(),
            statements: fields
                .statements
                .iter()
                .map(|statement| StatementJson {
                    kinds: statement.kind.iter().map(|kind| kind.to_string()).collect(),
                    text: self.plain(&statement.text),
                    wordings: statement.wordings.iter().map(|other| self.plain(&other.text)).collect(),
                    pillars: statement.pillars.iter().map(|pillar| pillar.title.to_string()).collect(),
                })
                .collect(),
            values: fields
                .values
                .iter()
                .map(|value| NamedJson { id: None, name: own(&value.name), text: self.plain_of(&value.text) })
                .collect(),
            items: strategy.items().map(|item| self.item(item)).collect(),
            quotations: fields
                .quotations
                .iter()
                .map(|quotation| QuotationJson {
                    id: quotation.id.value.to_string(),
                    text: quotation.text.to_string(),
                    by: quotation.by.to_string(),
                    about: quotation.about.iter().filter_map(|name| self.address_of(name)).collect(),
                })
                .collect(),
            findings: fields
                .findings
                .iter()
                .map(|finding| FindingJson {
                    id: finding.id.value.to_string(),
                    text: self.plain(&finding.text),
                    from: own(&finding.from),
                    topics: finding.topics.iter().map(|topic| topic.to_string()).collect(),
                })
                .collect(),
            people: fields
                .people
                .iter()
                .map(|person| PersonJson {
                    id: person.id.value.to_string(),
                    name: person.name.to_string(),
                    role: own(&person.role),
                })
                .collect(),
            supporting: fields
                .supporting
                .iter()
                .map(|record| NamedJson {
                    id: Some(record.id.value.to_string()),
                    name: Some(record.title.to_string()),
                    text: self.plain_of(&record.text),
                })
                .collect(),
            partner_plans: strategy.plans.iter().map(|&plan| self.plan(plan)).collect(),
            updates: self.updates(),
            discrepancies: fields
                .discrepancies
                .iter()
                .map(|discrepancy| DiscrepancyJson {
                    at: discrepancy.at.iter().map(|at| at.to_string()).collect(),
                    kind: discrepancy.kind.value,
                    printed: own(&discrepancy.printed),
                    believed: own(&discrepancy.believed),
                    note: self.plain_of(&discrepancy.note),
                })
                .collect(),
        }
    }

    fn updates(&self) -> Vec<UpdateJson> {
        let mut updates: Vec<_> = self.site.strategy(self.id).updates.iter().collect();
        updates.sort_by_key(|update| (std::cmp::Reverse(update.fields.date.first()), &update.name));
        let json = |update: &Update| UpdateJson {
            date: update.fields.date.to_string(),
            title: update.fields.title.to_string(),
            about: update.fields.about.iter().filter_map(|name| self.address_of(name)).collect(),
            by: own(&update.fields.by),
            status: own(&update.fields.status),
            text: self.site.plain(&update.text.words),
        };
        updates.into_iter().map(json).collect()
    }

    fn address_of(&self, name: &str) -> Option<String> {
        self.site.item_named(self.id, name).map(|item| self.site.address(Node::Item(item)))
    }

    fn plan(&self, id: PlanId) -> PlanJson {
        let plan = self.site.plan(id);
        PlanJson {
            address: self.site.address(Node::Plan(id)),
            partner: own(&plan.fields.partner),
            title: plan.fields.title.to_string(),
            items: plan.items().map(|item| self.item(item)).collect(),
        }
    }
}
