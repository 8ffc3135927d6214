//! The records that trusts share: topics, terms, partners; and the fields of updates and pages.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Better;
use crate::strategy::lists::Few;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::rare::Rare;
use crate::strategy::scalars::{Id, Moment, PartialDate, WebAddress};

/// `topics.yaml`: the subjects that trusts share.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Topics")]
pub struct TopicsFile {
    /// The topics, in the order of lists and tables.
    #[serde(default)]
    pub topics: Vec<Topic>,
}

/// A subject shared across trusts.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in addresses and in the items' `topics`.
    #[schemars(example = &"integrated-care")]
    pub id: Located<Id>,
    /// Ids that it had before. Their addresses lead here.
    #[schemars(example = ["joined-up-care"])]
    #[serde(default)]
    pub was: Vec<Located<Id>>,
    /// Its title.
    #[schemars(example = &"Integrated care and system working")]
    pub title: Text,
    /// A shorter title, for tables and links.
    #[schemars(example = &"Integrated care")]
    #[serde(default)]
    pub short_title: Option<Text>,
    /// What it is about, in a sentence or two.
    #[schemars(example = &"Services that work together round one person.")]
    #[serde(default)]
    pub description: Option<Marked>,
    /// Other words for it.
    #[schemars(example = ["joined-up care"])]
    #[serde(default)]
    pub synonyms: Vec<Text>,
}

/// `measures.yaml`: the measures that trusts share, so that their figures can be seen side by side.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Measures")]
pub struct MeasuresFile {
    /// The measures, in the order of lists and tables.
    #[serde(default)]
    pub measures: Vec<SharedMeasure>,
}

/// A measure that is counted in the same way wherever it is used.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedMeasure {
    /// What a trust's measure writes under `shared`.
    #[schemars(example = &"agency-share")]
    pub id: Located<Id>,
    /// What is measured.
    #[schemars(example = &"Agency staff as a share of the pay bill")]
    pub title: Text,
    /// How it is counted, and what makes figures of different trusts comparable.
    #[schemars(example = &"As in the national return, month by month.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// The unit, which every trust must use.
    #[schemars(example = &"%")]
    #[serde(default)]
    pub unit: Option<Text>,
    /// Which way is better: `up`, `down`, or `neither`.
    #[serde(default)]
    pub better: Option<Located<Better>>,
}

/// `glossary.yaml`: terms and acronyms explained.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Glossary")]
pub struct GlossaryFile {
    /// The terms; shown in alphabetical order.
    #[serde(default)]
    pub terms: Vec<Term>,
}

/// A term or acronym explained.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name in addresses.
    #[schemars(example = &"ics")]
    pub id: Located<Id>,
    /// The term in full.
    #[schemars(example = &"Integrated care system")]
    pub term: Text,
    /// Its short form.
    #[schemars(example = &"ICS")]
    #[serde(default)]
    pub acronym: Option<Text>,
    /// What it means.
    #[schemars(example = &"All health and care bodies of an area, working together.")]
    pub text: Marked,
    /// Other forms of it, such as those a source prints.
    #[schemars(example = ["health care system"])]
    #[serde(default)]
    pub also: Vec<Text>,
}

/// `partners.yaml`: bodies that strategies name, and frameworks that they use.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Partners")]
pub struct PartnersFile {
    /// Care systems, alliances, networks, regulators, other trusts.
    #[serde(default)]
    pub partners: Vec<Partner>,
    /// Frameworks whose items serve as labels.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
}

/// A body that a strategy names.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The name that items use under `partners`.
    #[schemars(example = &"north-east-london-ics")]
    pub id: Located<Id>,
    /// Its name.
    #[schemars(example = &"North East London Integrated Care System")]
    pub name: Text,
    /// Its initials.
    #[schemars(example = &"NEL ICS")]
    #[serde(default)]
    pub acronym: Option<Text>,
    /// What it is, in words shown to readers.
    #[schemars(example = &"integrated care system")]
    #[serde(default)]
    pub kind: Option<Text>,
    /// What it does.
    #[schemars(example = &"It plans care for two million people.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// Other names of it.
    #[schemars(example = ["north east London"])]
    #[serde(default)]
    pub also: Vec<Text>,
    /// Until when it existed.
    #[serde(default)]
    pub until: Option<Located<PartialDate>>,
    /// Ids of the partners that took its place.
    #[schemars(example = ["north-east-london-icb"])]
    #[serde(default)]
    pub successors: Vec<Text>,
    /// Its web address.
    #[schemars(example = &"https://www.example.org/ics")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
}

/// A framework, such as the key questions of the Care Quality Commission.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// The first half of a label's `framework`.
    #[schemars(example = &"cqc")]
    pub id: Located<Id>,
    /// Its title.
    #[schemars(example = &"Key questions of the Care Quality Commission")]
    pub title: Text,
    /// Which edition of it.
    #[schemars(example = &"2014")]
    #[serde(default)]
    pub version: Option<Text>,
    /// Its web address.
    #[schemars(example = &"https://www.cqc.org.uk")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
    /// Its items.
    #[serde(default)]
    pub items: Vec<FrameworkItem>,
}

/// One point of a framework.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameworkItem {
    /// The second half of a label's `framework`.
    #[schemars(example = &"safe")]
    pub id: Located<Id>,
    /// Its title.
    #[schemars(example = &"Safe")]
    pub title: Text,
    /// What it asks.
    #[schemars(example = &"Are people protected from harm?")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// The lines between `---` at the start of a dated update in `updates/`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Update")]
pub struct UpdateFields {
    /// The day it is about.
    #[schemars(example = &"2026-09-30")]
    pub date: Located<PartialDate>,
    /// Its title.
    #[schemars(example = &"The new wards are open")]
    pub title: Text,
    /// The items it is about; none: the whole strategy.
    #[schemars(example = ["right-care"])]
    #[serde(default)]
    pub about: Few<Text>,
    /// Who reports.
    #[schemars(example = &"Chief operating officer")]
    #[serde(default)]
    pub by: Option<Text>,
    /// The status that the items have from that day on.
    #[schemars(example = &"on-track")]
    #[serde(default)]
    pub status: Option<Text>,
    /// Not for publication yet.
    #[serde(default)]
    pub draft: bool,
    /// Not to be published before this moment.
    #[serde(default)]
    pub publish_from: Rare<Located<Moment>>,
    /// Not to be published from this moment on.
    #[serde(default)]
    pub withdraw_on: Rare<Located<Moment>>,
}

/// The lines between `---` at the start of a page in `pages/`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Page")]
pub struct PageFields {
    /// The page's title.
    #[schemars(example = &"About this site")]
    pub title: Text,
    /// The page in a sentence, for search engines.
    #[schemars(example = &"Who makes this site, and from what.")]
    #[serde(default)]
    pub description: Option<Text>,
    /// The group that it belongs to, by its id: one of `sections` in `site.yaml`.
    #[schemars(example = &"guides")]
    #[serde(default)]
    pub section: Option<Text>,
    /// Where the site links to it: `header`, `footer` (if left out) or `nowhere`. A page of a section is listed with its section,
    /// and in no menu unless this says so.
    #[serde(default)]
    pub menu: Option<Located<Menu>>,
    /// Its place among the links: smaller numbers come first.
    #[serde(default)]
    pub order: Option<Located<i32>>,
    /// When it is next to be reviewed; an accessibility statement is, every year.
    #[serde(default)]
    pub review_by: Option<Located<PartialDate>>,
    /// Names that its file had before, without `.md`. Their addresses lead here.
    #[schemars(example = ["about-us"])]
    #[serde(default)]
    pub was: Vec<Located<Id>>,
    /// Not for publication yet.
    #[serde(default)]
    pub draft: bool,
    /// Not to be published before this moment.
    #[serde(default)]
    pub publish_from: Rare<Located<Moment>>,
    /// Not to be published from this moment on.
    #[serde(default)]
    pub withdraw_on: Rare<Located<Moment>>,
}

/// Where the site links to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Menu {
    /// At the top of every page.
    Header,
    /// At the bottom of every page.
    Footer,
    /// On no page: only where a text links to it.
    Nowhere,
}
