//! Items: the nodes of a strategy's tree, and what is said of them.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Measure;
use crate::strategy::levels::WithItems;
use crate::strategy::lists::{Few, One, OneOrMany, Pairs};
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::rare::Rare;
use crate::strategy::scalars::{Every, Id, Moment, PartialDate, Period};

/// A node of a strategy's tree: a goal, an objective, a commitment, or whatever the strategy calls it.
/// Below it stand further items, under the keys of their levels.
pub type Item = WithItems<Arc<ItemFields>>;

/// A node of a strategy's tree: a goal, an objective, a commitment, or whatever the strategy calls it.
/// Any key that is not listed here is a level, and holds a list of items.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Item")]
pub struct ItemFields {
    /// The item's name in addresses and references. Unique within the strategy; never changed once published.
    #[schemars(example = &"integrated-care")]
    pub id: Located<Id>,
    /// Ids that it had before. Their addresses lead here, and no other item can have them.
    #[schemars(example = ["joined-up-care"])]
    #[serde(default)]
    pub was: Few<Located<Id>>,
    /// The number as printed. It may run on across parents, and may be missing.
    #[schemars(example = &"1")]
    #[serde(default)]
    pub number: Option<Text>,
    /// The full title, as printed. An item without a title is shown by its text.
    #[schemars(example = &"To help create a high quality integrated care system")]
    #[serde(default)]
    pub title: Option<Text>,
    /// A short title for cards, breadcrumbs and the browser's tab.
    #[schemars(example = &"Integrated care")]
    #[serde(default)]
    pub short_title: Rare<Text>,
    /// Other names that the source gives the same item.
    #[serde(default)]
    pub other_titles: Few<OtherTitle>,
    /// The item's own statement: one or two sentences.
    #[schemars(example = &"We will keep care flowing, with our partners.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// What the item's owner does about it this year.
    #[schemars(example = &"Better use of data in the emergency department.")]
    #[serde(default)]
    pub this_year: Rare<Marked>,
    /// A sub-label, perhaps of a framework such as the Care Quality Commission's key questions.
    #[serde(default)]
    pub label: OneOrMany<Label>,
    /// The item's own period, where it differs from the strategy's.
    #[schemars(example = &"2019/20")]
    #[serde(default)]
    pub period: Rare<Located<Period>>,
    /// The date by which it is to be done.
    #[schemars(example = &"2027-03-31")]
    #[serde(default)]
    pub due: Rare<Located<PartialDate>>,
    /// Whether the item has a page of its own, where that differs from its level.
    #[serde(default)]
    pub page: Option<bool>,
    /// What the item is about: ids of shared topics, each with `main` or `part`.
    #[schemars(example = topics_example())]
    #[serde(default)]
    pub topics: Pairs<Located<Strength>>,
    /// The item or items of this strategy that it delivers. Left out: the source does not say. `[]`: none.
    #[schemars(example = ["right-care"])]
    #[serde(default)]
    pub delivers: Option<Few<Text>>,
    /// Items that it helps to achieve, here or elsewhere.
    #[schemars(example = ["quality"])]
    #[serde(default)]
    pub supports: Few<Text>,
    /// Items that must come first or go along.
    #[schemars(example = ["recruitment"])]
    #[serde(default)]
    pub depends_on: Few<Text>,
    /// Items of other plans, a partner's or the nation's, that it puts into practice.
    #[schemars(example = ["hwe-stp/urgent-care"])]
    #[serde(default)]
    pub aligns_with: Few<Text>,
    /// Items that a reader should see beside it.
    #[schemars(example = ["homerton/people"])]
    #[serde(default)]
    pub related: Few<Text>,
    /// Items that are not to be proposed beside it, although they share a topic.
    #[schemars(example = ["imperial/estates"])]
    #[serde(default)]
    pub not_related: Few<Text>,
    /// Ids of partners (in `partners.yaml`) or trusts that it names.
    #[schemars(example = ["north-east-london-ics"])]
    #[serde(default)]
    pub partners: Few<Text>,
    /// Ids of the supporting strategies and programmes that it names.
    #[schemars(example = ["digital-strategy"])]
    #[serde(default)]
    pub names: Few<Text>,
    /// Who answers for it: a person's id, or a role in words; several if they do so together.
    #[schemars(example = &"Chief operating officer")]
    #[serde(default)]
    pub owner: OneOrMany<Text>,
    /// How it is going.
    #[serde(default)]
    pub status: Rare<Status>,
    /// How often its status is to be looked at anew, where that differs from the strategy's.
    #[schemars(example = &"3 months")]
    #[serde(default)]
    pub review_every: Rare<Located<Every>>,
    /// What is counted to see whether it is reached.
    #[serde(default)]
    pub measures: Few<Measure>,
    /// How sure its place in the tree is: `stated` by the source, `inferred` by us, or `unknown`.
    #[serde(default)]
    pub placed: Option<Located<Placed>>,
    /// What the document says of the items below this one, level by level, compared with what is listed.
    #[schemars(example = declares_example())]
    #[serde(default)]
    pub declares: Pairs<Located<u32>>,
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

fn topics_example() -> serde_json::Value {
    serde_json::json!({ "integrated-care": "main", "digital-and-data": "part" })
}

fn declares_example() -> serde_json::Value {
    serde_json::json!({ "objectives": 5 })
}

/// Another name of the same thing, and where it stands.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherTitle {
    /// The other name, as printed.
    #[schemars(example = &"Delivering our Promises")]
    pub text: Text,
    /// Where it is used. `plan-on-a-page` makes it the row's label there.
    #[schemars(example = &"plan-on-a-page")]
    #[serde(default, rename = "where")]
    pub place: Option<Text>,
}

/// A label on an item.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The label as printed.
    #[schemars(example = &"Safe")]
    pub text: Text,
    /// What it stands for: `framework/item` of `partners.yaml`.
    #[schemars(example = &"cqc/safe")]
    #[serde(default)]
    pub framework: Option<Text>,
}

impl One for Label {
    fn from_text(text: &str, at: crate::source::At) -> Label {
        Label { text: Text::from_text(text, at), framework: None }
    }
}

/// How much of an item is about a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Strength {
    /// The main subject of the item.
    Main,
    /// A part of it, or one of its objectives.
    Part,
}

/// How sure an item's place in the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Placed {
    /// The source says where it belongs.
    Stated,
    /// We read it so; the source does not say.
    Inferred,
    /// Nobody knows.
    Unknown,
}

/// How an item is going: a word of the site's legend, who says so, and as of when.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// An id of the status legend, of the strategy or of `site.yaml`; without a legend: complete, on-track, at-risk, off-track, not-started, paused.
    #[schemars(example = &"on-track")]
    pub value: Text,
    /// The day that the statement is about.
    #[schemars(example = &"2026-09-30")]
    #[serde(default)]
    pub as_at: Option<Located<PartialDate>>,
    /// Who says so: a role or a body.
    #[schemars(example = &"Chief operating officer")]
    #[serde(default)]
    pub by: Rare<Text>,
    /// Why, in a sentence.
    #[schemars(example = &"Two of three wards have moved.")]
    #[serde(default)]
    pub note: Rare<Marked>,
}
