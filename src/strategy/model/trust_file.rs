//! The file `trust.yaml`: an organisation that publishes, and its brand.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::strategy::located::{Located, Marked, Text};
use crate::strategy::rare::Rare;
use crate::strategy::scalars::{Colour, Id, Moment, PartialDate, WebAddress};

/// `trust.yaml`: an organisation that publishes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Trust")]
pub struct TrustFile {
    /// The full legal name.
    #[schemars(example = &"Imperial College Healthcare NHS Trust")]
    pub name: Text,
    /// The name that people use.
    #[schemars(example = &"Imperial College Healthcare")]
    #[serde(default)]
    pub short_name: Option<Text>,
    /// Its initials.
    #[schemars(example = &"ICHT")]
    #[serde(default)]
    pub acronym: Option<Text>,
    /// What kind of body it is, in words shown to readers.
    #[schemars(example = &"NHS foundation trust")]
    #[serde(default)]
    pub kind: Option<Text>,
    /// The nation it serves.
    #[schemars(example = &"England")]
    #[serde(default)]
    pub nation: Option<Text>,
    /// Its code of the Organisation Data Service.
    #[schemars(example = &"RYJ")]
    #[serde(default)]
    pub ods: Option<Text>,
    /// What it does, in a sentence or two.
    #[schemars(example = &"It runs five hospitals in west London.")]
    #[serde(default)]
    pub text: Option<Marked>,
    /// The places it serves.
    #[schemars(example = ["City and Hackney"])]
    #[serde(default)]
    pub places: Vec<Text>,
    /// Its hospitals, centres and other sites.
    #[serde(default)]
    pub sites: Vec<Site>,
    /// Names it had before.
    #[serde(default)]
    pub former_names: Vec<FormerName>,
    /// Ids of partners that it works with.
    #[schemars(example = ["north-west-london-ics"])]
    #[serde(default)]
    pub partners: Vec<Text>,
    /// Its own website.
    #[schemars(example = &"https://www.imperial.nhs.uk")]
    #[serde(default)]
    pub website: Option<Located<WebAddress>>,
    /// Its colours, logo and fonts.
    #[serde(default)]
    pub brand: Option<Brand>,
    /// Names that its folder had before. Their addresses lead here.
    #[schemars(example = ["northgate-hospitals"])]
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

/// A hospital, centre or other site.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Its name.
    #[schemars(example = &"St Mary's Hospital")]
    pub name: Text,
    /// What it is.
    #[schemars(example = &"hospital")]
    #[serde(default)]
    pub kind: Option<Text>,
    /// Other names of it.
    #[serde(default)]
    pub also: Vec<Text>,
}

/// A name that the trust had before.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    #[schemars(example = &"Northgate Hospitals NHS Trust")]
    pub name: Text,
    /// Until when.
    #[serde(default)]
    pub until: Option<Located<PartialDate>>,
}

/// A trust's own look, within the theme.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The main colour. White text must be readable on it.
    #[schemars(example = &"#005eb8")]
    #[serde(default)]
    pub primary: Option<Located<Colour>>,
    /// The second colour, for lines and marks. They must be seen on light pages.
    #[schemars(example = &"#0072ce")]
    #[serde(default)]
    pub accent: Option<Located<Colour>>,
    /// The logo: a picture beside `trust.yaml`.
    #[schemars(example = &"logo.svg")]
    #[serde(default)]
    pub logo: Option<Text>,
    /// What the logo says, if that is not the trust's name.
    #[schemars(example = &"Northgate Hospitals")]
    #[serde(default)]
    pub logo_text: Option<Text>,
    /// The trust's own fonts: files beside `trust.yaml`, with a licence to use them.
    #[serde(default)]
    pub fonts: Vec<Font>,
}

/// A font file.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Font {
    /// The file, in WOFF2.
    #[schemars(example = &"frutiger-roman.woff2")]
    pub file: Text,
    /// Its weight.
    #[schemars(example = 400)]
    #[serde(default)]
    pub weight: Option<Located<u16>>,
}
