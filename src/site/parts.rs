//! What is made of the files of one strategy, and when it can be used again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::items::Piece;
use super::media::Media;
use super::{ItemId, Link, Owner, Plan, Routes, Site, Strategy, StrategyId, TopicId, View, Words};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{At, SourceId};
use crate::strategy::model::Strength;
use crate::strategy::{StrategyFiles, World};

/// The fields of inline Markdown of one file.
pub type FileWords = HashMap<At, Words>;

/// Everything that is made of the files of one strategy. Sites share it for as long as it stays true.
#[derive(Debug)]
pub struct Part {
    files: StrategyFiles,
    pub strategy: Arc<Strategy>,
    pub items: Piece,
    pub plans: Vec<Arc<Plan>>,
    pub made: Arc<Made>,
}

/// What comes of a strategy's files beside its records.
#[derive(Debug, Default)]
pub struct Made {
    /// The bare addresses of what was removed.
    pub hidden: Vec<[String; 3]>,
    pub topics: Vec<(TopicId, ItemId, Strength)>,
    /// The topics of findings, by their place in the strategy's list.
    pub findings: Vec<(TopicId, usize)>,
    pub words: Vec<(SourceId, Arc<FileWords>)>,
    pub links: Vec<Link>,
    /// Pairs of items that an author does not want side by side.
    pub apart: Vec<(ItemId, ItemId)>,
    pub media: Vec<Media>,
    /// Pictures that are too large, each told once.
    pub large: Vec<(SourceId, Diagnostic)>,
    pub problems: Diagnostics,
}

/// What was made of the last content that had no faults in its files and ids.
///
/// A part stays true while its own files are the same, no other file looks different to it ([`World`]), and nothing has
/// appeared or gone with time.
#[derive(Debug, Default)]
pub struct Memory {
    known: Option<Known>,
}

#[derive(Debug)]
pub struct Known {
    world: Arc<World>,
    /// Whether drafts were shown, and how many moments had passed.
    seen: (bool, usize),
    /// In the order of strategies. Those whose files are the same can be used.
    pub parts: Vec<Arc<Part>>,
    /// The routes, if none was claimed twice, and what has some of them that no surface tells: media, feeds, calendars, further pages of long lists.
    routes: Option<Arc<Routes>>,
    media: BTreeMap<SourceId, Media>,
    gathered: Vec<(String, Owner)>,
}

impl Known {
    /// The routes of a site with these media and gathered routes.
    pub fn routes(&self, media: &BTreeMap<SourceId, Media>, gathered: &[(String, Owner)]) -> Option<Arc<Routes>> {
        self.routes.clone().filter(|_| self.media == *media && self.gathered == gathered)
    }
}

fn seen(world: &World, view: &View) -> (bool, usize) {
    (view.drafts, world.moments().filter(|moment| moment.0 <= view.as_of).count())
}

impl Memory {
    /// What was made of the last world, if this one looks like it.
    pub fn of(&self, world: Option<&World>, view: &View) -> Option<&Known> {
        let is_true = |known: &Known, world: &World| known.seen == seen(world, view) && known.world.looks_like(world);
        self.known.as_ref().zip(world).filter(|(known, world)| world.is_whole() && is_true(known, world)).map(|(known, _)| known)
    }

    /// Notes what a site was made of, if the site lacks nothing.
    /// `gathered`: the routes that stand for records of many files; nothing if a route was claimed twice.
    pub fn keep(
        &mut self,
        world: Option<Arc<World>>,
        view: &View,
        site: &Site,
        files: Vec<StrategyFiles>,
        made: &[Arc<Made>],
        gathered: Option<Vec<(String, Owner)>>,
    ) {
        let Some(world) = world.filter(|world| world.is_whole() && site.is_whole()) else { return };
        let before = self.known.take().map(|known| known.parts).unwrap_or_default();
        let part = |(at, files): (usize, StrategyFiles)| {
            let strategy = &site.strategies[at];
            if let Some(part) = before.get(at).filter(|part| Arc::ptr_eq(&part.strategy, strategy)) {
                return Arc::clone(part);
            }
            let plans = strategy.plans.iter().map(|plan| Arc::clone(&site.plans[plan.index()]));
            Arc::new(Part {
                files,
                strategy: Arc::clone(strategy),
                items: Arc::clone(site.items.piece(StrategyId::new(at))),
                plans: plans.collect(),
                made: Arc::clone(&made[at]),
            })
        };
        let parts = files.into_iter().enumerate().map(part).collect();
        let (routes, media) = (gathered.is_some().then(|| Arc::clone(&site.routes)), site.media.clone());
        let gathered = gathered.unwrap_or_default();
        self.known = Some(Known { seen: seen(&world, view), world, parts, routes, media, gathered });
    }
}

impl Part {
    /// Whether it was made of these very files.
    pub fn is_of(&self, files: &StrategyFiles) -> bool {
        self.files.are(files)
    }
}
