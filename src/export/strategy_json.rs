//! `strategy.json`: a strategy whole, in one flat list of items. The public contract for re-use.

use serde::Serialize;

use crate::site::{ItemId, LinkKind, Node, PlanId, Site, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::model::{Better, DiscrepancyKind, Placed, Standing, Strength};
use crate::strategy::scalars::{Amount, PartialDate};

/// The edition of this format. It changes only when a reader of the old one could no longer read the new one.
const FORMAT: u32 = 1;

/// The shape of `strategy.json`. Absent values are left out.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "A strategy, as published by trustpress")]
pub struct StrategyJson {
    /// The edition of this format.
    format: u32,
    /// The strategy's address: `trust/strategy`.
    address: String,
    trust: TrustJson,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<PeriodJson>,
    stated_periods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    /// Whether it is the trust's current strategy.
    current: bool,
    /// The address of the strategy that it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    /// The address of the strategy that it took the place of, if that is on the site; otherwise its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<String>,
    /// Ids of trusts and partners that it belongs to as well.
    shared_with: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceJson>,
    /// The levels of the strategy's tree, in the order of the document.
    levels: Vec<LevelJson>,
    statements: Vec<StatementJson>,
    values: Vec<NamedJson>,
    /// Every item of every level, parents before their children.
    items: Vec<ItemJson>,
    quotations: Vec<QuotationJson>,
    findings: Vec<FindingJson>,
    people: Vec<PersonJson>,
    supporting: Vec<NamedJson>,
    partner_plans: Vec<PlanJson>,
    /// Dated reports on progress, newest first.
    updates: Vec<UpdateJson>,
    discrepancies: Vec<DiscrepancyJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct TrustJson {
    address: String,
    name: String,
    short_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ods: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct PeriodJson {
    printed: String,
    /// The first day, as exactly as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The last day, as exactly as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct SourceJson {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    second_hand: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct LevelJson {
    key: String,
    one: String,
    many: String,
}

#[derive(Serialize, schemars::JsonSchema)]
struct StatementJson {
    kinds: Vec<String>,
    text: String,
    wordings: Vec<String>,
    pillars: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct NamedJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct ItemJson {
    /// The full address: `trust/strategy/item`.
    address: String,
    id: String,
    /// The key of its level.
    level: String,
    /// Whether the item has a page of its own.
    page: bool,
    /// The path of the page that shows it, and its place there.
    url: String,
    /// The address of the item above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placed: Option<Placed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    other_titles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    this_year: Option<String>,
    labels: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// Who answers for it: roles, or ids of people.
    owners: Vec<String>,
    /// Ids of partners and trusts that it names.
    partners: Vec<String>,
    /// Ids of supporting strategies and programmes that it names.
    names: Vec<String>,
    topics: Vec<TopicJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusJson>,
    /// Links to other records, each kind in both directions: `supports` here is `supported_by` there.
    links: Vec<LinkJson>,
    measures: Vec<MeasureJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct TopicJson {
    topic: String,
    strength: Strength,
}

#[derive(Serialize, schemars::JsonSchema)]
struct StatusJson {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct LinkJson {
    kind: &'static str,
    /// The address of the other end.
    to: String,
}

#[derive(Serialize, schemars::JsonSchema)]
struct MeasureJson {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    better: Option<Better>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<FigureJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<FigureJson>,
    trajectory: Vec<FigureJson>,
    /// Whether it is the one measure to show first.
    lead: bool,
    readings: Vec<FigureJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct FigureJson {
    /// As printed: a figure, a range or a rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The group that it is of, where it is not of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct QuotationJson {
    id: String,
    text: String,
    by: String,
    about: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct FindingJson {
    id: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    topics: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct PersonJson {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct PlanJson {
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    partner: Option<String>,
    title: String,
    items: Vec<ItemJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct UpdateJson {
    date: String,
    title: String,
    /// Addresses of the items that it is about; none: the whole strategy.
    about: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    text: String,
}

#[derive(Serialize, schemars::JsonSchema)]
struct DiscrepancyJson {
    at: Vec<String>,
    kind: DiscrepancyKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    believed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

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

fn own(text: &Option<Text>) -> Option<String> {
    text.as_deref().map(str::to_string)
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

fn date(date: &Option<Located<PartialDate>>) -> Option<String> {
    date.as_ref().map(|date| date.value.to_string())
}

impl Export<'_> {
    fn plain(&self, marked: &Marked) -> String {
        self.site.plain(self.site.words(self.source, marked))
    }

    fn plain_of(&self, marked: &Option<Marked>) -> Option<String> {
        marked.as_ref().map(|marked| self.plain(marked))
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
                second_hand: source.kind.as_ref().is_some_and(|kind| kind.value == crate::strategy::model::Hand::SecondHand),
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
        let json = |update: &crate::site::Update| UpdateJson {
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

    fn item(&self, id: ItemId) -> ItemJson {
        let (site, item) = (self.site, self.site.item(id));
        let fields = &item.fields;
        let (path, place) = site.location(Node::Item(id));
        ItemJson {
            address: site.address(Node::Item(id)),
            id: item.id.clone(),
            level: site.level(id).key.clone(),
            page: item.has_page,
            url: place.map_or(path.clone(), |place| format!("{path}#{place}")),
            parent: item.parent.map(|parent| site.address(Node::Item(parent))),
            placed: fields.placed.as_ref().map(|placed| placed.value),
            number: own(&fields.number),
            title: own(&fields.title),
            other_titles: fields.other_titles.iter().map(|other| other.text.to_string()).collect(),
            text: self.plain_of(&fields.text),
            this_year: self.plain_of(&fields.this_year),
            labels: fields.label.iter().map(|label| label.text.to_string()).collect(),
            period: fields.period.as_ref().map(|period| period.printed.clone()),
            due: date(&fields.due),
            owners: strings(&fields.owner),
            partners: strings(&fields.partners),
            names: strings(&fields.names),
            topics: fields
                .topics
                .iter()
                .map(|(topic, strength)| TopicJson { topic: topic.to_string(), strength: strength.value })
                .collect(),
            status: fields.status.as_ref().map(|status| StatusJson {
                value: status.value.to_string(),
                as_at: date(&status.as_at),
                by: own(&status.by),
            }),
            links: self.links(id),
            measures: fields.measures.iter().map(|measure| self.measure(measure)).collect(),
        }
    }

    fn links(&self, id: ItemId) -> Vec<LinkJson> {
        let node = Node::Item(id);
        let mut links = Vec::new();
        for kind in LinkKind::ALL {
            let from = self.site.links_from(node).iter().filter(|link| link.kind == kind);
            links.extend(from.map(|link| LinkJson { kind: kind.key(), to: self.site.address(link.to) }));
            let to = self.site.links_to(node).iter().filter(|link| link.kind == kind);
            links.extend(to.map(|link| LinkJson { kind: kind.reverse_key(), to: self.site.address(link.from) }));
        }
        links
    }

    fn measure(&self, measure: &crate::strategy::model::Measure) -> MeasureJson {
        let printed = |amount: &Option<Located<Amount>>| amount.as_ref().map(|amount| amount.printed.clone());
        MeasureJson {
            id: measure.id.value.to_string(),
            title: measure.title.to_string(),
            unit: own(&measure.unit),
            better: measure.better.as_ref().map(|better| better.value),
            baseline: measure.baseline.as_ref().map(|baseline| FigureJson {
                value: Some(baseline.value.printed.clone()),
                date: date(&baseline.date),
                group: None,
                note: self.plain_of(&baseline.note),
            }),
            target: measure.target.as_ref().map(|target| {
                let range = || match (printed(&target.from), printed(&target.to)) {
                    (Some(from), Some(to)) => Some(format!("{from} to {to}")),
                    (from, to) => from.or(to),
                };
                FigureJson {
                    value: printed(&target.value).or_else(range),
                    date: date(&target.by),
                    group: None,
                    note: self.plain_of(&target.text),
                }
            }),
            trajectory: measure
                .trajectory
                .iter()
                .map(|step| FigureJson {
                    value: Some(step.value.printed.clone()),
                    date: date(&step.date),
                    group: None,
                    note: self.plain_of(&step.note),
                })
                .collect(),
            lead: measure.lead,
            readings: self
                .site
                .readings(self.id, measure)
                .into_iter()
                .map(|(date, group, value, note)| FigureJson {
                    value: Some(value.printed.clone()),
                    date: Some(date.to_string()),
                    group: Some(group).filter(|group| !group.is_empty()),
                    note: note.map(str::to_string),
                })
                .collect(),
        }
    }
}
