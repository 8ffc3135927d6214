//! The folder `content/` as typed values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{Marks, Part, Read};
use super::model::*;
use super::readings::{self, Readings};
use super::world::World;
use crate::narrative::Prose;
use crate::source::SourceId;

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
    pub prose: Arc<Prose>,
}

/// A dated update of a strategy.
#[derive(Clone, Debug)]
pub struct Update {
    pub source: SourceId,
    /// The file's name without its ending.
    pub name: String,
    pub fields: UpdateFields,
    pub prose: Arc<Prose>,
}

/// A page of the site's own, from `pages/`.
#[derive(Clone, Debug)]
pub struct PageSource {
    pub source: SourceId,
    pub id: String,
    pub fields: PageFields,
    pub prose: Arc<Prose>,
}

/// One folder of a strategy.
#[derive(Clone, Debug)]
pub struct StrategySource {
    pub id: String,
    pub file: Decoded<StrategyFile>,
    /// By the file's name without its ending; the strategy's own is `index`.
    pub narratives: BTreeMap<String, Narrative>,
    pub updates: Vec<Update>,
    pub readings: Arc<Readings>,
    /// Every field of inline Markdown in its YAML.
    pub marked: Marks,
    /// Whether items of it were removed because they are not published.
    pub incomplete: bool,
}

/// The files of one strategy as they were read; its own comes first. A copy shares them.
#[derive(Clone, Debug)]
pub struct StrategyFiles {
    pub id: String,
    /// Its `strategy.yaml`.
    pub source: SourceId,
    files: Vec<Arc<Read>>,
}

impl StrategyFiles {
    pub(super) fn new(id: String, source: SourceId, own: Arc<Read>) -> StrategyFiles {
        StrategyFiles { id, source, files: vec![own] }
    }

    pub(super) fn add(&mut self, file: Arc<Read>) {
        self.files.push(file);
    }

    /// What is in its files; its own comes first.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.files.iter().map(|read| &read.part)
    }

    /// Whether nothing was read anew since.
    pub fn are(&self, others: &StrategyFiles) -> bool {
        self.files.len() == others.files.len() && self.files.iter().zip(&others.files).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// The values in the files. What nobody else holds is not copied.
    pub fn open(self) -> StrategySource {
        let mut files = self.files.into_iter().map(Arc::unwrap_or_clone);
        let own = files.next();
        let Some(Read { part: Part::Strategy(_, _, file), marks, .. }) = own else { unreachable!("its own file comes first") };
        let mut strategy = StrategySource {
            id: self.id,
            file: *file,
            narratives: BTreeMap::new(),
            updates: Vec::new(),
            readings: Arc::default(),
            marked: marks,
            incomplete: false,
        };
        let mut tables = Vec::new();
        for read in files {
            strategy.marked.extend(read.marks);
            match read.part {
                Part::Narrative(_, _, name, narrative) => drop(strategy.narratives.insert(name, narrative)),
                Part::Update(_, _, update) => strategy.updates.push(update),
                Part::Readings(_, _, table) => tables.push(table),
                _ => {}
            }
        }
        strategy.readings = readings::joined(tables);
        strategy
    }
}

/// One folder of a trust.
#[derive(Clone, Debug)]
pub struct TrustSource {
    pub id: String,
    pub file: Decoded<TrustFile>,
    pub strategies: Vec<StrategyFiles>,
}

/// Everything in `content/`, decoded; references still as written.
#[derive(Debug, Default)]
pub struct Content {
    /// Absent if `site.yaml` is missing or cannot be decoded.
    pub site: Option<Decoded<SiteFile>>,
    pub topics: Option<Decoded<TopicsFile>>,
    pub glossary: Option<Decoded<GlossaryFile>>,
    pub partners: Option<Decoded<PartnersFile>>,
    pub measures: Option<Decoded<MeasuresFile>>,
    pub pages: Vec<PageSource>,
    pub trusts: Vec<TrustSource>,
    /// Every field of inline Markdown in the YAML that belongs to no strategy.
    pub marked: Marks,
    /// Folders of trusts and strategies with a file that could not be read, or not all of it: a reference into them that leads
    /// nowhere is not judged.
    pub broken: BTreeSet<String>,
    /// Files whose shape is wrong somewhere: what they seem to lack is not judged.
    pub mended: BTreeSet<SourceId>,
    /// All files together, if they are to be remembered.
    pub world: Option<Arc<World>>,
}
