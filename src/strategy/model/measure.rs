//! Measures of items, with baselines, targets and readings.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::strategy::lists::Few;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::rare::Rare;
use crate::strategy::scalars::{Amount, Id, PartialDate, Period};

/// Something that is counted to see how an item is going.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The measure's name in readings and addresses; unique within the strategy.
    #[schemars(example = &"agency-share")]
    pub id: Located<Id>,
    /// What is measured.
    #[schemars(example = &"Agency staff as a share of the pay bill")]
    pub title: Text,
    /// How it is measured, and what it leaves out.
    #[schemars(example = &"Bank staff are left out.")]
    #[serde(default)]
    pub text: Rare<Marked>,
    /// The unit, printed after the figure.
    #[schemars(example = &"%")]
    #[serde(default)]
    pub unit: Option<Text>,
    /// Which way is better: `up`, `down`, or `neither`.
    #[serde(default)]
    pub better: Option<Located<Better>>,
    /// Where it stood at the start.
    #[serde(default)]
    pub baseline: Option<Baseline>,
    /// Where it is to be, and by when.
    #[serde(default)]
    pub target: Option<MeasureTarget>,
    /// Steps on the way to the target.
    #[serde(default)]
    pub trajectory: Few<Baseline>,
    /// Ratings from the worst to the best, where its figures are words such as `Good`.
    #[schemars(example = ["Inadequate", "Requires improvement", "Good", "Outstanding"])]
    #[serde(default)]
    pub scale: Few<Text>,
    /// How the limits on its chart are worked out. Left out: from all figures.
    #[serde(default)]
    pub limits: Rare<LimitFields>,
    /// When things are known to have changed, so that the chart's limits start anew, and why.
    #[serde(default)]
    pub steps: Few<MeasureStep>,
    /// The measure of `measures.yaml` that it is the very same as, so that trusts can be seen side by side.
    #[schemars(example = &"agency-share")]
    #[serde(default)]
    pub shared: Rare<Text>,
    /// Whether it is the one measure to show first.
    #[serde(default)]
    pub lead: Option<Located<bool>>,
    /// Where the figures come from.
    #[schemars(example = &"The trust's finance report.")]
    #[serde(default)]
    pub source: Rare<Marked>,
    /// The figures, where they are few. Many figures go into `readings.csv`.
    #[serde(default)]
    pub readings: Few<ReadingFields>,
}

impl Measure {
    /// Whether it is the one to show first.
    pub fn is_lead(&self) -> bool {
        self.lead.as_ref().is_some_and(|lead| lead.value)
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: it is watched, not steered.
    Neither,
}

/// How the limits on a chart are worked out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Limits")]
pub struct LimitFields {
    /// The period whose figures the limits rest on; all others are held against them. At least 6 figures, better 12 or more.
    #[schemars(example = &"2024-04 to 2025-03")]
    #[serde(default)]
    pub based_on: Option<Located<Period>>,
    /// Whether unusually large differences between two figures are left out of the limits.
    #[serde(default)]
    pub screen: bool,
    /// How many figures that rise or fall one after the other make a trend; 7 if left out.
    #[schemars(example = 6)]
    #[serde(default)]
    pub trend: Option<Located<u32>>,
    /// How many figures one after the other on one side of the mean make a shift; 7 if left out.
    #[schemars(example = 8)]
    #[serde(default)]
    pub shift: Option<Located<u32>>,
}

/// A change that is known, from which on a chart's limits start anew.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Step")]
pub struct MeasureStep {
    /// The first day or month after the change.
    #[schemars(example = &"2025-10")]
    pub date: Located<PartialDate>,
    /// What changed.
    #[schemars(example = &"The second theatre opened.")]
    pub reason: Marked,
    /// The period whose figures the limits from here on rest on. Left out: all figures from here on.
    #[schemars(example = &"2025-10 to 2026-09")]
    #[serde(default)]
    pub based_on: Option<Located<Period>>,
}

/// A figure at a date.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The figure or rating.
    #[schemars(example = &"6.1")]
    pub value: Located<Amount>,
    /// Its date, as exactly as it is known.
    #[schemars(example = &"2025-03")]
    #[serde(default)]
    pub date: Option<Located<PartialDate>>,
    /// Anything that a reader must know about it.
    #[schemars(example = &"Before two hospitals joined.")]
    #[serde(default)]
    pub note: Option<Marked>,
}

/// What a measure is to reach.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureTarget {
    /// The figure or rating to reach. For a range, give `from` and `to` instead.
    #[schemars(example = &"3.2")]
    #[serde(default)]
    pub value: Option<Located<Amount>>,
    /// The lower end of a range to stay in.
    #[schemars(example = &"85")]
    #[serde(default)]
    pub from: Rare<Located<Amount>>,
    /// The upper end of a range to stay in.
    #[schemars(example = &"92")]
    #[serde(default)]
    pub to: Rare<Located<Amount>>,
    /// The date by which it is to be reached.
    #[schemars(example = &"2027-03")]
    #[serde(default)]
    pub by: Option<Located<PartialDate>>,
    /// The target in the source's own words.
    #[schemars(example = &"In the best quarter of trusts in the North of England.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// One figure of a measure at one date.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Reading")]
pub struct ReadingFields {
    /// The date, as exactly as it is known.
    #[schemars(example = &"2026-03")]
    pub date: Located<PartialDate>,
    /// The figure or rating; `*` and `<5` are kept as such.
    #[schemars(example = &"4.7")]
    pub value: Located<Amount>,
    /// Anything that a reader must know about it.
    #[schemars(example = &"Strikes on 3 days.")]
    #[serde(default)]
    pub note: Option<Text>,
}
