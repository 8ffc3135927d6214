//! All files as they were read, and what of each the others can see.
//!
//! What is made of one strategy depends on its own files, and on the *surface* of all others: ids and their order, dates of
//! publication, headings that can be linked to, and what decides which pages and files there are. While no surface changes, what was made of a strategy stays true.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::file::{Part, Read};
use super::levels::Group;
use super::located::Located;
use super::model::StrategyFile;
use super::rare::Rare;
use super::scalars::Moment;
use crate::narrative::Prose;
use crate::source::{SourceId, Sources};

/// Every file of `content/`, as it was read.
#[derive(Clone, Debug)]
pub struct World {
    sources: Sources,
    /// In the order of ids, which is that of paths.
    files: Vec<File>,
    words: bool,
}

type File = (SourceId, Arc<Read>);

impl World {
    pub(super) fn new(sources: Sources, files: Vec<File>, words: bool) -> World {
        World { sources, files, words }
    }

    /// Whether the files have the same paths as these, and so the same ids.
    pub(super) fn has_paths_of(&self, sources: &Sources) -> bool {
        self.sources.have_ids_of(sources)
    }

    /// What was read of a file, if it is the same file still. The paths are those of `sources`.
    pub(super) fn file(&self, id: SourceId, sources: &Sources) -> Option<Arc<Read>> {
        let is_same = self.sources.shares(sources, id);
        let at = self.files.binary_search_by_key(&id, |(id, _)| *id).ok().filter(|_| is_same)?;
        Some(Arc::clone(&self.files[at].1))
    }

    /// Whether the wording of texts was read, too.
    pub(super) fn has_words(&self) -> bool {
        self.words
    }

    /// The files as they were.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether every file was read without loss, so that nothing depends on what was lost.
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|(_, read)| !read.mended && read.lossy.is_none())
    }

    /// Whether no file can see a difference between this world and the other, but in files that were read anew.
    pub fn looks_like(&self, other: &World) -> bool {
        let alike = |((id, a), (_, b)): (&File, &File)| match &a.surface {
            Surface::Itself => self.sources.shares(&other.sources, *id),
            own => Arc::ptr_eq(a, b) || *own == b.surface,
        };
        self.has_paths_of(&other.sources) && self.files.len() == other.files.len() && self.files.iter().zip(&other.files).all(alike)
    }

    /// The moments at which something of the content appears or goes.
    pub fn moments(&self) -> impl Iterator<Item = Moment> + '_ {
        self.files.iter().flat_map(|(_, read)| read.moments.iter().copied())
    }
}

/// What other files can see of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Surface {
    /// All of it: any change may matter.
    Itself,
    /// What has this fingerprint, which holds as long as the program runs.
    Seen(u64),
}

type Dates = Vec<Moment>;

/// The surface of what was read from a file, and the moments at which something in it appears or goes.
pub(super) fn surface(part: &Part) -> (Surface, Dates) {
    let mut seen = Seen::default();
    match part {
        Part::Strategy(_, _, file) => seen.strategy(file),
        Part::Narrative(_, _, _, narrative) => seen.headings(&narrative.prose),
        Part::Update(_, _, update) => {
            let fields = &update.fields;
            seen.shown(fields.draft, &fields.publish_from, &fields.withdraw_on);
            seen.note(fields.status.is_some());
            seen.headings(&update.prose);
        }
        Part::Readings(_, _, readings) => {
            // Their measures have files of their own.
            seen.note(readings.by_measure().map(|(measure, _)| measure).collect::<Vec<_>>());
        }
        Part::Trust(_, file) => {
            seen.shown(file.draft, &file.publish_from, &file.withdraw_on);
            return (Surface::Itself, seen.moments);
        }
        Part::Page(page) => {
            let fields = &page.fields;
            seen.shown(fields.draft, &fields.publish_from, &fields.withdraw_on);
            return (Surface::Itself, seen.moments);
        }
        Part::Site(_)
        | Part::Topics(_)
        | Part::Glossary(_)
        | Part::Partners(_)
        | Part::Measures(_)
        | Part::Broken
        | Part::Nothing => {
            return (Surface::Itself, Dates::new());
        }
    }
    (Surface::Seen(seen.marks.finish()), seen.moments)
}

#[derive(Default)]
struct Seen {
    marks: DefaultHasher,
    moments: Dates,
}

impl Seen {
    fn note(&mut self, what: impl Hash) {
        what.hash(&mut self.marks);
    }

    fn shown(&mut self, draft: bool, from: &Rare<Located<Moment>>, until: &Rare<Located<Moment>>) {
        let moments = [from, until].map(|moment| moment.as_ref().map(|moment| moment.value));
        self.note((draft, moments));
        self.moments.extend(moments.into_iter().flatten());
    }

    fn headings(&mut self, prose: &Prose) {
        prose.outline.iter().for_each(|heading| self.note(&heading.id));
    }

    fn strategy(&mut self, file: &StrategyFile) {
        let fields = &file.fields;
        self.shown(fields.draft, &fields.publish_from, &fields.withdraw_on);
        self.note(fields.period.as_ref().map(|period| (period.first(), period.last())));
        self.note(fields.standing.as_ref().map(|standing| standing.value));
        self.note(fields.part_of.as_ref().map(|address| address.as_str()));
        let before = fields.supersedes.as_ref().and_then(|before| before.address.as_ref());
        self.note(before.map(|address| address.as_str()));
        self.note(fields.was.len());
        fields.was.iter().for_each(|was| self.note(&*was.value as &str));
        self.groups(&file.groups);
        for (key, level) in fields.levels.iter() {
            self.note((key.as_str(), level.page));
        }
        for plan in &fields.partner_plans {
            self.note(&*plan.id.value as &str);
            self.groups(&plan.groups);
        }
    }

    fn groups(&mut self, groups: &[Group]) {
        self.note(groups.len());
        for group in groups {
            self.note((group.level.as_str(), group.items.len()));
            for item in &group.items {
                let counts = (item.was.len(), item.measures.len());
                self.note((&*item.id.value as &str, item.page, item.status.is_some(), counts));
                item.was.iter().for_each(|was| self.note(&*was.value as &str));
                for measure in &item.measures {
                    self.note((&*measure.id.value as &str, measure.readings.is_empty()));
                }
                self.shown(item.draft, &item.publish_from, &item.withdraw_on);
                self.groups(&item.groups);
            }
        }
    }
}
