//! The folder `content/` as typed values.

use std::collections::{BTreeMap, BTreeSet};

use super::model::*;
use super::readings::Reading;
use crate::narrative::Prose;
use crate::source::{Place, SourceId};

/// A decoded file and where it is.
#[derive(Clone, Debug)]
pub struct Decoded<T> {
    pub source: SourceId,
    pub value: T,
}

impl<T> std::ops::Deref for Decoded<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A narrative: the prose of the strategy (`index.md`) or of the item that the file is named after.
#[derive(Clone, Debug)]
pub struct Narrative {
    pub source: SourceId,
    pub prose: Prose,
}

/// A dated update of a strategy.
#[derive(Clone, Debug)]
pub struct Update {
    pub source: SourceId,
    /// The file's name without its ending.
    pub name: String,
    pub fields: UpdateFields,
    pub prose: Prose,
}

/// A page of the site's own, from `pages/`.
#[derive(Clone, Debug)]
pub struct PageSource {
    pub source: SourceId,
    pub id: String,
    pub fields: PageFields,
    pub prose: Prose,
}

/// One folder of a strategy.
#[derive(Clone, Debug)]
pub struct StrategySource {
    pub id: String,
    pub file: Decoded<StrategyFile>,
    /// By the file's name without its ending; the strategy's own is `index`.
    pub narratives: BTreeMap<String, Narrative>,
    pub updates: Vec<Update>,
    pub readings: Vec<Reading>,
    /// Whether items of it were removed because they are not published.
    pub incomplete: bool,
}

/// One folder of a trust.
#[derive(Clone, Debug)]
pub struct TrustSource {
    pub id: String,
    pub file: Decoded<TrustFile>,
    pub strategies: Vec<StrategySource>,
}

/// Everything in `content/`, decoded; references still as written.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Absent if `site.yaml` is missing or cannot be decoded.
    pub site: Option<Decoded<SiteFile>>,
    pub topics: Option<Decoded<TopicsFile>>,
    pub glossary: Option<Decoded<GlossaryFile>>,
    pub partners: Option<Decoded<PartnersFile>>,
    pub pages: Vec<PageSource>,
    pub trusts: Vec<TrustSource>,
    /// Every field of inline Markdown in the YAML files.
    pub marked: Vec<(Place, Prose)>,
    /// Folders of trusts and strategies with a file that could not be read, or not all of it: a reference into them that leads
    /// nowhere is not judged.
    pub broken: BTreeSet<String>,
    /// Files whose shape is wrong somewhere: what they seem to lack is not judged.
    pub mended: BTreeSet<SourceId>,
}
