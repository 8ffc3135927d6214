//! The file `strategy.yaml`: one document of a trust, all but its items and measures.

use schemars::JsonSchema;
use serde::Deserialize;

use super::StatusWord;
use crate::strategy::levels::WithItems;
use crate::strategy::lists::{Few, OneOrMany, Pairs};
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::rare::Rare;
use crate::strategy::scalars::{Every, Id, Moment, PartialDate, Period, WebAddress};

/// `strategy.yaml`: one document of a trust. Items stand under the keys of their levels, such as `goals`.
pub type StrategyFile = WithItems<StrategyFields>;

/// `strategy.yaml`: one document of a trust.
/// Any key that is not listed here is a level, such as `goals`, and holds a list of items.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Strategy")]
pub struct StrategyFields {
    /// The document's title, as printed.
    #[schemars(example = &"Better health, for life")]
    pub title: Text,
    /// Its subtitle, as printed.
    #[schemars(example = &"Our vision and strategy for 2019-2029")]
    #[serde(default)]
    pub subtitle: Option<Text>,
    /// A short title for breadcrumbs and cards.
    #[schemars(example = &"Better health")]
    #[serde(default)]
    pub short_title: Option<Text>,
    /// What kind of document it is, in words shown to readers.
    #[schemars(example = &"operating plan")]
    #[serde(default)]
    pub kind: Option<Text>,
    /// The strategy in a sentence or two.
    #[schemars(example = &"A ten-year strategy with three goals.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// The period it covers, as printed. Leave it out if the source does not say.
    #[schemars(example = &"2019 to 2029")]
    #[serde(default)]
    pub period: Option<Located<Period>>,
    /// Every period that the source states, where it states several.
    #[serde(default)]
    pub stated_periods: Vec<StatedPeriod>,
    /// The strategy's place in time: `current`, `superseded` or `archived`.
    #[serde(default)]
    pub standing: Option<Located<Standing>>,
    /// The strategy before this one: an address on this site, or the title of one that is not here.
    #[serde(default)]
    pub supersedes: Option<Supersedes>,
    /// The strategy that this one serves, such as the main strategy of an enabling strategy or of an annual plan: its address.
    /// It then applies beside that strategy, and is never taken for the trust's main one.
    #[schemars(example = &"imperial/2019-2029")]
    #[serde(default)]
    pub part_of: Option<Text>,
    /// Ids of trusts or partners that this strategy belongs to as well. It is listed on those trusts' pages too.
    #[schemars(example = ["eastvale-council"])]
    #[serde(default)]
    pub shared_with: Vec<Text>,
    /// When it was published, as exactly as it is known.
    #[schemars(example = &"2019-03")]
    #[serde(default)]
    pub published: Option<Located<PartialDate>>,
    /// When it is next to be reviewed.
    #[serde(default)]
    pub review_by: Option<Located<PartialDate>>,
    /// The strategy's own words for how an item is going, in place of the site's.
    #[serde(default)]
    pub statuses: Vec<StatusWord>,
    /// How often the statuses of its items are to be looked at anew. One that is older is shown as out of date.
    #[schemars(example = &"3 months")]
    #[serde(default)]
    pub review_every: Option<Located<Every>>,
    /// The language it is written in, if it is not the site's.
    #[schemars(example = &"cy")]
    #[serde(default)]
    pub language: Option<Text>,
    /// What these pages were made from.
    #[serde(default)]
    pub source: Option<SourceOfStrategy>,
    /// The same strategy in other forms: a PDF, an Easy Read booklet, a film in sign language.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// What the document says of itself, level by level, compared with what is listed.
    #[schemars(example = declares_example())]
    #[serde(default)]
    pub declares: Pairs<Located<u32>>,
    /// The strategy's own names for its levels, and levels of its own. Usual levels need no declaration:
    /// parts, goals, objectives, commitments, changes, initiatives, focus, milestones, principles, actions.
    #[schemars(example = levels_example())]
    #[serde(default)]
    pub levels: Pairs<Level>,
    /// Vision, mission, purpose, promise, ambition: whatever the trust calls them.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// The trust's values.
    #[serde(default)]
    pub values: Vec<Value>,
    /// Supporting strategies and programmes that the text names.
    #[serde(default)]
    pub supporting: Vec<Supporting>,
    /// Plans of partners that this strategy goes along with, with items of their own.
    #[serde(default)]
    pub partner_plans: Vec<PartnerPlan>,
    /// People whom the source names.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Words quoted from the source or from a person.
    #[serde(default)]
    pub quotations: Vec<Quotation>,
    /// What an engagement exercise found.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What the source gets wrong or leaves open: kept, marked and explained.
    #[serde(default)]
    pub discrepancies: Vec<Discrepancy>,
    /// How the plan on a page is laid out. Without it, every level without pages is a column.
    #[serde(default)]
    pub plan_on_a_page: Option<PlanOnAPage>,
    /// Names that its folder had before. Their addresses lead here.
    #[schemars(example = ["2019-24"])]
    #[serde(default)]
    pub was: Vec<Located<Id>>,
    /// Not for publication yet.
    #[serde(default)]
    pub draft: bool,
    /// Not to be published before this moment.
    #[schemars(example = &"2026-12-01T09:00")]
    #[serde(default)]
    pub publish_from: Rare<Located<Moment>>,
    /// Not to be published from this moment on.
    #[serde(default)]
    pub withdraw_on: Rare<Located<Moment>>,
}

fn declares_example() -> serde_json::Value {
    serde_json::json!({ "goals": 3 })
}

fn levels_example() -> serde_json::Value {
    serde_json::json!({ "goals": { "one": "Strategic aim", "many": "Strategic aims" } })
}

/// A level of the strategy's tree: what one of its items is called, and several.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// One item of it.
    #[schemars(example = &"Strategic aim")]
    pub one: Text,
    /// Several, as a heading.
    #[schemars(example = &"Strategic aims")]
    pub many: Text,
    /// Whether its items have pages of their own. Left out: as usual for that key, or no.
    #[serde(default)]
    pub page: Option<bool>,
}

/// A period that the source states, in its own words.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedPeriod {
    /// The source's words.
    #[schemars(example = &"for the next 18 months")]
    pub text: Text,
    /// The start they mean.
    #[serde(default)]
    pub from: Option<Located<PartialDate>>,
    /// The end they mean.
    #[serde(default)]
    pub to: Option<Located<PartialDate>>,
    /// Where the source says so.
    #[schemars(example = &"the heading")]
    #[serde(default, rename = "where")]
    pub place: Option<Text>,
}

/// A strategy's place in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Standing {
    /// It applies now.
    Current,
    /// A later one has taken its place.
    Superseded,
    /// It is kept for the record.
    Archived,
}

/// The strategy before this one.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supersedes {
    /// Its address, if it is on this site.
    #[schemars(example = &"imperial/2014-2019")]
    #[serde(default)]
    pub address: Option<Text>,
    /// Its title, if it is not.
    #[schemars(example = &"Achieving Together")]
    #[serde(default)]
    pub title: Option<Text>,
}

/// What the pages of a strategy were made from.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Source")]
pub struct SourceOfStrategy {
    /// The document's title as the source prints it.
    #[schemars(example = &"Better health, for life")]
    pub title: Text,
    /// Who published it.
    #[schemars(example = &"Imperial College Healthcare NHS Trust")]
    #[serde(default)]
    pub publisher: Option<Text>,
    /// `first-hand`: the trust's own words. `second-hand`: a report about them, which every page then says.
    #[serde(default)]
    pub kind: Option<Located<Hand>>,
    /// Its web address.
    #[schemars(example = &"https://www.example.org/strategy.pdf")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
    /// When it was published, in the source's own words, where they are not a date.
    #[schemars(example = &"this month")]
    #[serde(default)]
    pub published: Option<Text>,
    /// When it was seen.
    #[schemars(example = &"2026-11")]
    #[serde(default)]
    pub seen: Option<Located<PartialDate>>,
    /// Anything that a reader must know about it.
    #[schemars(example = &"The article does not give the years.")]
    #[serde(default)]
    pub note: Option<Marked>,
}

/// Whether a source is the trust itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Hand {
    /// The trust's own publication.
    FirstHand,
    /// A report about it by somebody else.
    SecondHand,
}

/// The strategy in another form.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// What it is.
    #[schemars(example = &"Easy Read booklet")]
    pub title: Text,
    /// A file beside `strategy.yaml`.
    #[schemars(example = &"easy-read.pdf")]
    #[serde(default)]
    pub file: Option<Text>,
    /// A web address, if it is elsewhere.
    #[schemars(example = &"https://www.example.org/easy-read.pdf")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
    /// Its language, if it is not the strategy's.
    #[schemars(example = &"cy")]
    #[serde(default)]
    pub language: Option<Text>,
}

/// A statement of what the trust is for or wants to be.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What the trust calls it; two words if the same sentence serves as both.
    #[schemars(example = &"vision")]
    pub kind: OneOrMany<Text>,
    /// The statement.
    #[schemars(example = &"To be among the best.")]
    pub text: Marked,
    /// Other wordings of it in the same source.
    #[serde(default)]
    pub wordings: Vec<OtherWording>,
    /// The points it rests on.
    #[serde(default)]
    pub pillars: Vec<Pillar>,
}

/// The same statement in other words.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Wording")]
pub struct OtherWording {
    /// The other words, as printed.
    #[schemars(example = &"To be amongst the best in all that we do.")]
    pub text: Marked,
    /// Where they stand.
    #[schemars(example = &"the plan on a page")]
    #[serde(default, rename = "where")]
    pub place: Option<Text>,
}

/// A point that a statement rests on.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pillar {
    /// Its name.
    #[schemars(example = &"Patient experience")]
    pub title: Text,
    /// What it means.
    #[schemars(example = &"What patients say of our care.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// A value of the trust: a name, a sentence, or both.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Its name.
    #[schemars(example = &"Kind")]
    #[serde(default)]
    pub name: Option<Text>,
    /// What it means, or the whole of it if it has no name.
    #[schemars(example = &"We are considerate and thoughtful.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// A supporting strategy, programme or system that the text names.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supporting {
    /// The name that items use under `names`.
    #[schemars(example = &"digital-strategy")]
    pub id: Located<Id>,
    /// Its title, as printed.
    #[schemars(example = &"Digital strategy")]
    pub title: Text,
    /// What it is.
    #[schemars(example = &"enabling strategy")]
    #[serde(default)]
    pub kind: Option<Text>,
    /// Its web address, if it is published.
    #[schemars(example = &"https://www.example.org/digital-strategy")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
    /// What it is about.
    #[schemars(example = &"It sets out how records will be shared.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// A plan of a partner that the strategy goes along with.
pub type PartnerPlan = WithItems<PartnerPlanFields>;

/// A plan of a partner that the strategy goes along with. Its items can be referred to as `plan/item`.
/// Any key that is not listed here is a level, and holds a list of items.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PartnerPlan")]
pub struct PartnerPlanFields {
    /// The plan's name in references; different from every item and strategy of the trust.
    #[schemars(example = &"hwe-stp")]
    pub id: Located<Id>,
    /// Whose plan it is: a partner's id in `partners.yaml`.
    #[schemars(example = &"herts-west-essex-stp")]
    #[serde(default)]
    pub partner: Option<Text>,
    /// Its title, as printed.
    #[schemars(example = &"Sustainability and Transformation Plan")]
    pub title: Text,
    /// What it is about.
    #[schemars(example = &"The plan of all health bodies of the area.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// Its period.
    #[serde(default)]
    pub period: Option<Located<Period>>,
    /// How the strategy goes along with it.
    #[serde(default)]
    pub aligned: Option<Aligned>,
    /// Its web address.
    #[schemars(example = &"https://www.example.org/stp")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
    /// The plan's own names for its levels, and levels of its own.
    #[serde(default)]
    pub levels: Pairs<Level>,
    /// Its vision and other statements.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// What the plan says of itself, level by level.
    #[serde(default)]
    pub declares: Pairs<Located<u32>>,
}

/// How a strategy goes along with a partner's plan, and who says so.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aligned {
    /// `source`, if the document says so; `us`, if it is our reading.
    pub by: Located<AlignedBy>,
    /// In what way.
    #[schemars(example = &"The operating plan takes up the plan's vision.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// Who says that two plans go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AlignedBy {
    /// The document says so.
    Source,
    /// It is our reading.
    Us,
}

/// A person whom the source names.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name that quotations and owners use.
    #[schemars(example = &"nick-carver")]
    pub id: Located<Id>,
    /// The person's name.
    #[schemars(example = &"Nick Carver")]
    pub name: Text,
    /// Their role, as the source gives it.
    #[schemars(example = &"chief executive")]
    #[serde(default)]
    pub role: Option<Text>,
    /// The body they belong to, if it is not the trust.
    #[schemars(example = &"East and North Hertfordshire NHS Trust")]
    #[serde(default)]
    pub organisation: Option<Text>,
    /// When they held the role.
    #[serde(default)]
    pub as_at: Option<Located<PartialDate>>,
}

/// Words quoted exactly.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quotation {
    /// Its name in addresses.
    #[schemars(example = &"close-to-home")]
    pub id: Located<Id>,
    /// The words, without quotation marks.
    #[schemars(example = &"providing care close to home")]
    pub text: Text,
    /// Who says them: a person's id, or `source` for the document itself.
    #[schemars(example = &"source")]
    pub by: Text,
    /// The items they are about; none: the whole strategy.
    #[schemars(example = ["population-health"])]
    #[serde(default)]
    pub about: Few<Text>,
}

/// What an engagement exercise found.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its name in addresses.
    #[schemars(example = &"improve-access")]
    pub id: Located<Id>,
    /// The finding.
    #[schemars(example = &"People want it to be easier to get care.")]
    pub text: Marked,
    /// The exercise it comes from.
    #[schemars(example = &"survey of stakeholders")]
    #[serde(default)]
    pub from: Option<Text>,
    /// The items that take it up.
    #[schemars(example = ["population-health"])]
    #[serde(default)]
    pub about: Few<Text>,
    /// Ids of shared topics that it is about.
    #[schemars(example = ["mental-health"])]
    #[serde(default)]
    pub topics: Vec<Text>,
}

/// Something that the source gets wrong or leaves open. It answers the check that would complain at that place.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discrepancy {
    /// The items it is about; `.` is the strategy itself.
    #[schemars(example = &"quality")]
    pub at: OneOrMany<Text>,
    /// What kind of thing is wrong.
    pub kind: Located<DiscrepancyKind>,
    /// What the source prints.
    #[schemars(example = &"five strategic objectives")]
    #[serde(default)]
    pub printed: Option<Text>,
    /// What we believe is meant.
    #[schemars(example = &"four, as listed")]
    #[serde(default)]
    pub believed: Option<Text>,
    /// The explanation for readers.
    #[schemars(example = &"The page says five and lists four.")]
    #[serde(default)]
    pub note: Option<Marked>,
    /// Whether readers are told; `false` only keeps the record.
    #[serde(default)]
    pub show: Option<bool>,
}

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum DiscrepancyKind {
    /// A number that its own list does not bear out.
    Count,
    /// A name that is wrong, or several names of one thing.
    Name,
    /// Dates that do not agree.
    Date,
    /// A slip of the pen.
    Typo,
    /// Something that ought to be there.
    Missing,
    /// What belongs to what is not clear.
    Grouping,
}

/// The layout of the plan on a page.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanOnAPage {
    /// Its title, as printed.
    #[schemars(example = &"Trust plan on a page")]
    #[serde(default)]
    pub title: Option<Text>,
    /// The levels that are columns, in order. Levels with pages come first.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Anything that a reader must know about it.
    #[schemars(example = &"The printed table has no lines in its last column.")]
    #[serde(default)]
    pub note: Option<Marked>,
}

/// A column of the plan on a page.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The key of the level.
    #[schemars(example = &"objectives")]
    pub level: Text,
    /// The heading as printed; left out: the level's own name.
    #[schemars(example = &"Key Objectives")]
    #[serde(default)]
    pub title: Option<Text>,
}
