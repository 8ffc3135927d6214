//! The file `site.yaml`: what holds for the whole site.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Accessibility;
use crate::strategy::lists::Pairs;
use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::scalars::{Id, MailAddress, WebAddress};

/// `site.yaml`: what holds for the whole site.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Site")]
pub struct SiteFile {
    /// The edition of this format; 1 is the only one yet.
    #[schemars(example = 1)]
    #[serde(default)]
    pub format: Option<Located<u32>>,
    /// The site's title.
    #[schemars(example = &"NHS strategies, side by side")]
    pub title: Text,
    /// The site in a sentence or two.
    #[schemars(example = &"What five trusts want to achieve, side by side.")]
    #[serde(default)]
    pub description: Option<Marked>,
    /// The address where the site will be published, for sitemaps and cards.
    #[schemars(example = &"https://strategy.example.nhs.uk/")]
    #[serde(default)]
    pub base_url: Option<Located<WebAddress>>,
    /// The language of the site's own words; `en` if left out.
    #[schemars(example = &"en")]
    #[serde(default)]
    pub language: Option<Text>,
    /// The time zone of embargoes; `Europe/London` if left out.
    #[schemars(example = &"Europe/London")]
    #[serde(default)]
    pub time_zone: Option<Text>,
    /// The theme: `base`, `nhs`, or a folder of `themes/`; `base` if left out.
    #[schemars(example = &"nhs")]
    #[serde(default)]
    pub theme: Option<Text>,
    /// Who publishes the site.
    #[serde(default)]
    pub publisher: Option<Publisher>,
    /// How readers can reach the publisher.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// The licence of the site's content.
    #[serde(default)]
    pub licence: Option<Licence>,
    /// What the accessibility statement is made from, for the page `/accessibility/`.
    #[serde(default)]
    pub accessibility: Option<Box<Accessibility>>,
    /// A notice shown on every page.
    #[schemars(example = &"These are summaries, not the trusts' own publications.")]
    #[serde(default)]
    pub notice: Option<Marked>,
    /// The words for how an item is going, in order of lists. Left out: complete, on track, at risk, off track, not started, paused.
    #[serde(default)]
    pub statuses: Vec<StatusWord>,
    /// Groups of pages of the site's own, in the order of the menu. Each is linked at the top of every page.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Old addresses of this site and where they lead now.
    #[serde(default)]
    pub redirects: Vec<Redirect>,
    /// Pages and files that the site does without. No page links to them then.
    #[schemars(example = ["stratml", "calendars"])]
    #[serde(default)]
    pub without: Vec<Located<Extra>>,
    /// What the web server that publishes the site is to do.
    #[serde(default)]
    pub server: Server,
    /// How strict the checks are.
    #[serde(default)]
    pub checks: Checks,
}

/// The body that publishes the site.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Its name.
    #[schemars(example = &"Northgate Health Observatory")]
    pub name: Text,
    /// Its web address.
    #[schemars(example = &"https://www.example.org")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
}

/// How readers can reach the publisher.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// A mail address.
    #[schemars(example = &"strategy@example.org")]
    #[serde(default)]
    pub email: Option<Located<MailAddress>>,
    /// A telephone number.
    #[schemars(example = &"020 7946 0000")]
    #[serde(default)]
    pub phone: Option<Text>,
    /// A page with a form.
    #[schemars(example = &"https://www.example.org/contact")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
}

/// The licence of the content.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name.
    #[schemars(example = &"Open Government Licence v3.0")]
    pub name: Text,
    /// Its web address.
    #[schemars(example = &"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")]
    #[serde(default)]
    pub url: Option<Located<WebAddress>>,
}

/// A group of pages of the site's own.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What pages write as their `section`.
    #[schemars(example = &"guides")]
    pub id: Located<Id>,
    /// What readers see, in the menu and above the group.
    #[schemars(example = &"Guides")]
    pub title: Text,
    /// What the group is for, in a sentence.
    #[schemars(example = &"One task at a time.")]
    #[serde(default)]
    pub text: Option<Marked>,
}

/// A word of the status legend.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "StatusWord")]
pub struct StatusWord {
    /// What items write as their status.
    #[schemars(example = &"on-track")]
    pub id: Located<Id>,
    /// What readers see.
    #[schemars(example = &"On track")]
    pub title: Text,
    /// What it means.
    #[schemars(example = &"It will be done in time.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// How it feels, for its colour and shape: `good`, `done`, `warning`, `bad` or `neutral`.
    #[serde(default)]
    pub tone: Option<Located<Tone>>,
    /// From where on an item with a measure has this status by its figures: how far ahead of the plan it is, in percentage points
    /// of the way from start to target. Less than 0 is behind the plan. Left out beside `below`: from any point on.
    #[schemars(example = -5)]
    #[serde(default)]
    pub from: Option<Located<i32>>,
    /// Below where it has this status by its figures. Left out beside `from`: to any point.
    #[schemars(example = -5)]
    #[serde(default)]
    pub below: Option<Located<i32>>,
}

/// How a status feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Tone {
    /// Finished.
    Done,
    /// As it should be.
    Good,
    /// Something must be done.
    Warning,
    /// It will fail as things stand.
    Bad,
    /// Neither good nor bad.
    Neutral,
}

/// Pages and files that a site may do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Extra {
    /// Each strategy on one page.
    Whole,
    /// Each strategy as one table.
    PlanOnAPage,
    /// How each strategy is going. Its goals' pages show their own progress all the same.
    Progress,
    /// Trusts side by side, by topic.
    Compare,
    /// All strategies in order of time.
    Timeline,
    /// The updates of the whole site. They stay on the pages of what they are about.
    Updates,
    /// The search, and what it searches in.
    Search,
    /// Updates as Atom feeds.
    Feeds,
    /// What is due, for calendars.
    Calendars,
    /// `strategy.json`, and its schema.
    Json,
    /// The tables for spreadsheets (CSV), with the readings of each measure.
    Tables,
    /// The strategies in StratML. Without `json`, `tables` and `stratml` there is no page of data either.
    Stratml,
    /// Pictures for places that link to pages.
    Cards,
}

/// An old address and where it leads now.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// The old path on this site.
    #[schemars(example = &"old-strategy/people/")]
    pub from: Text,
    /// What it leads to: an address such as `homerton/people`.
    #[schemars(example = &"homerton/people")]
    pub to: Text,
}

/// What the web server that publishes the site is to do.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Headers of its answers, beside the usual ones or in place of the usual one of that name.
    #[schemars(example = headers_example())]
    #[serde(default)]
    pub headers: Pairs<Text>,
    /// Names at the top of the output folder that stay when the site is built anew, beside `.git`, `.nojekyll`, `.well-known` and
    /// `CNAME`.
    #[schemars(example = [".htaccess"])]
    #[serde(default)]
    pub keep: Vec<Text>,
}

fn headers_example() -> serde_json::Value {
    serde_json::json!({ "Strict-Transport-Security": "max-age=31536000" })
}

/// How strict the checks are.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// How bad the problems of a code are on this site: `error`, `warning` or `advice`. What is an error by itself stays one.
    #[schemars(example = severity_example())]
    #[serde(default)]
    pub severity: Pairs<Located<CheckSeverity>>,
    /// Codes whose problems are not to be reported at some place, each with a reason.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

fn severity_example() -> serde_json::Value {
    serde_json::json!({ "undated-target": "advice" })
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum CheckSeverity {
    /// It stops publication.
    Error,
    /// It stops publication under `--strict`.
    Warning,
    /// It never does.
    Advice,
}

/// A problem that is known and accepted.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// The code, as reports print it. Errors cannot be ignored.
    #[schemars(example = &"outside-period")]
    pub code: Text,
    /// The file, from the project's folder.
    #[schemars(example = &"content/homerton/2021-22/strategy.yaml")]
    pub file: Text,
    /// Where in the file: the id of an item, or words of the line. Left out: the whole file.
    #[schemars(example = &"right-care")]
    #[serde(default)]
    pub at: Option<Text>,
    /// Why it is accepted.
    #[schemars(example = &"The source gives this date.")]
    pub reason: Text,
}
