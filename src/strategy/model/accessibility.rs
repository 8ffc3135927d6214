//! The accessibility statement as data, after the model of the regulations of 2018.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Publisher;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::scalars::PartialDate;

/// What the accessibility statement is made from. The page has the words that the regulations ask for; these are the facts.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accessibility {
    /// How far the site meets level AA of WCAG 2.2: `full`, `partial` or `none`. `full` needs a date under `tested`.
    pub status: Located<Compliance>,
    /// When the site was last tested.
    #[schemars(example = &"2026-10-12")]
    #[serde(default)]
    pub tested: Option<Located<PartialDate>>,
    /// Who tested it.
    #[schemars(example = &"the trust's own digital team")]
    #[serde(default)]
    pub tested_by: Option<Text>,
    /// How it was tested, and which pages.
    #[schemars(example = &"We tested one page of each kind by keyboard, with a screen reader and with tools.")]
    #[serde(default)]
    pub method: Option<Marked>,
    /// When the statement was first prepared.
    #[schemars(example = &"2026-10-20")]
    #[serde(default)]
    pub prepared: Option<Located<PartialDate>>,
    /// When the statement was last reviewed. It is to be reviewed every year.
    #[schemars(example = &"2026-10-20")]
    #[serde(default)]
    pub reviewed: Option<Located<PartialDate>>,
    /// What is known not to be accessible.
    #[serde(default)]
    pub issues: Vec<AccessibilityIssue>,
    /// What is being done to improve it.
    #[schemars(example = &"We test each new kind of page before it is published.")]
    #[serde(default)]
    pub plans: Option<Marked>,
    /// How soon readers get an answer.
    #[schemars(example = &"5 working days")]
    #[serde(default)]
    pub reply_within: Option<Text>,
    /// The body to complain to, if it is not the Equality Advisory and Support Service.
    #[serde(default)]
    pub enforcement: Option<Publisher>,
}

/// How far a site meets level AA of WCAG 2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Compliance {
    /// In full.
    Full,
    /// In part.
    Partial,
    /// Not.
    None,
}

/// Something that is not accessible.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessibilityIssue {
    /// What it is, and whom it keeps out.
    #[schemars(example = &"Some tables are hard to read at high zoom.")]
    pub text: Marked,
    /// Why it is so: `failure` (the default), `burden` (to mend it would be a disproportionate burden) or `out-of-scope`.
    #[serde(default)]
    pub kind: Option<Located<IssueKind>>,
    /// The success criterion of WCAG that it fails.
    #[schemars(example = &"1.4.10 Reflow")]
    #[serde(default)]
    pub criterion: Option<Text>,
    /// When it will be mended.
    #[schemars(example = &"2027-03")]
    #[serde(default)]
    pub fix_by: Option<Located<PartialDate>>,
    /// Where to find the same in another form.
    #[schemars(example = &"The same figures are in the table below each chart.")]
    #[serde(default)]
    pub instead: Option<Marked>,
}

/// Why something is not accessible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum IssueKind {
    /// It fails a criterion, and will be mended.
    Failure,
    /// To mend it would be a disproportionate burden.
    Burden,
    /// The regulations do not cover it.
    OutOfScope,
}
