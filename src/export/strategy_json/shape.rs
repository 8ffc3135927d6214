//! The published shape of `strategy.json`, field by field. Filling it is elsewhere.

use serde::Serialize;

use crate::strategy::model::{Better, DiscrepancyKind, Placed, Standing, Strength};

/// The shape of `strategy.json`. Absent values are left out.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "A strategy, as published by trustpress")]
pub struct StrategyJson {
    /// The edition of this format.
    pub format: u32,
    /// The strategy's address: `trust/strategy`.
    pub address: String,
    pub trust: TrustJson,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodJson>,
    pub stated_periods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Whether it is the trust's current strategy.
    pub current: bool,
    /// The address of the strategy that it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The address of the strategy that it took the place of, if that is on the site; otherwise its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// Ids of trusts and partners that it belongs to as well.
    pub shared_with: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceJson>,
    /// The levels of the strategy's tree, in the order of the document.
    pub levels: Vec<LevelJson>,
    pub statements: Vec<StatementJson>,
    pub values: Vec<NamedJson>,
    /// Every item of every level, parents before their children.
    pub items: Vec<ItemJson>,
    pub quotations: Vec<QuotationJson>,
    pub findings: Vec<FindingJson>,
    pub people: Vec<PersonJson>,
    pub supporting: Vec<NamedJson>,
    pub partner_plans: Vec<PlanJson>,
    /// Dated reports on progress, newest first.
    pub updates: Vec<UpdateJson>,
    pub discrepancies: Vec<DiscrepancyJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct TrustJson {
    pub address: String,
    pub name: String,
    pub short_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct PeriodJson {
    pub printed: String,
    /// The first day, as exactly as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day, as exactly as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct SourceJson {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    pub second_hand: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct LevelJson {
    pub key: String,
    pub one: String,
    pub many: String,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct StatementJson {
    pub kinds: Vec<String>,
    pub text: String,
    pub wordings: Vec<String>,
    pub pillars: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct NamedJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct ItemJson {
    /// The full address: `trust/strategy/item`.
    pub address: String,
    pub id: String,
    /// The key of its level.
    pub level: String,
    /// Whether the item has a page of its own.
    pub page: bool,
    /// The path of the page that shows it, and its place there.
    pub url: String,
    /// The address of the item above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed: Option<Placed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub other_titles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub this_year: Option<String>,
    pub labels: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who answers for it: roles, or ids of people.
    pub owners: Vec<String>,
    /// Ids of partners and trusts that it names.
    pub partners: Vec<String>,
    /// Ids of supporting strategies and programmes that it names.
    pub names: Vec<String>,
    pub topics: Vec<TopicJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusJson>,
    /// Links to other records, each kind in both directions: `supports` here is `supported_by` there.
    pub links: Vec<LinkJson>,
    pub measures: Vec<MeasureJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct TopicJson {
    pub topic: String,
    pub strength: Strength,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct StatusJson {
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct LinkJson {
    pub kind: &'static str,
    /// The address of the other end.
    pub to: String,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct MeasureJson {
    pub id: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub better: Option<Better>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<FigureJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<FigureJson>,
    pub trajectory: Vec<FigureJson>,
    /// Ratings from the worst to the best, where its figures are words.
    pub scale: Vec<String>,
    /// Known changes, from which on its limits start anew.
    pub steps: Vec<StepJson>,
    /// The measure that several trusts count in the same way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<String>,
    /// Whether it is the one measure to show first.
    pub lead: bool,
    pub readings: Vec<FigureJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct StepJson {
    pub date: String,
    pub reason: String,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct FigureJson {
    /// As printed: a figure, a range or a rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The group that it is of, where it is not of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct QuotationJson {
    pub id: String,
    pub text: String,
    pub by: String,
    pub about: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct FindingJson {
    pub id: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    pub topics: Vec<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct PersonJson {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct PlanJson {
    pub address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    pub title: String,
    pub items: Vec<ItemJson>,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct UpdateJson {
    pub date: String,
    pub title: String,
    /// Addresses of the items that it is about; none: the whole strategy.
    pub about: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    pub text: String,
}

#[derive(Serialize, schemars::JsonSchema)]
pub struct DiscrepancyJson {
    pub at: Vec<String>,
    pub kind: DiscrepancyKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub believed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
