//! What is made of the files of one strategy, and when it can be used again.

use std::collections::HashMap;
use std::sync::Arc;

use super::media::Media;
use super::{Item, ItemId, Link, Plan, Site, Strategy, StrategyId, TopicId, View, Words};
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
    pub items: Vec<Arc<Item>>,
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
struct Known {
    world: Arc<World>,
    /// Whether drafts were shown, and how many moments had passed.
    seen: (bool, usize),
    parts: Vec<Part>,
}

fn seen(world: &World, view: &View) -> (bool, usize) {
    (view.drafts, world.moments().filter(|moment| moment.0 <= view.as_of).count())
}

impl Memory {
    /// The parts that are true in a world, in the order of strategies; of those, the ones whose files are the same can be used.
    pub fn parts(&self, world: Option<&World>, view: &View) -> &[Part] {
        let known = self
            .known
            .as_ref()
            .zip(world)
            .filter(|(known, world)| world.is_whole() && known.seen == seen(world, view) && known.world.looks_like(world));
        known.map_or(&[], |(known, _)| &known.parts)
    }

    /// Notes what a site was made of, if the site lacks nothing.
    pub fn keep(&mut self, world: Option<Arc<World>>, view: &View, site: &Site, files: Vec<StrategyFiles>, made: &[Arc<Made>]) {
        let Some(world) = world.filter(|world| world.is_whole() && site.is_whole()) else { return };
        let part = |(at, files): (usize, StrategyFiles)| {
            let strategy = &site.strategies[at];
            let items = site.items[strategy.items.start..].iter().take_while(|item| item.strategy == StrategyId::new(at));
            let plans = strategy.plans.iter().map(|plan| Arc::clone(&site.plans[plan.index()]));
            Part {
                files,
                strategy: Arc::clone(strategy),
                items: items.cloned().collect(),
                plans: plans.collect(),
                made: Arc::clone(&made[at]),
            }
        };
        let parts = files.into_iter().enumerate().map(part).collect();
        self.known = Some(Known { seen: seen(&world, view), world, parts });
    }
}

impl Part {
    /// Whether it was made of these very files.
    pub fn is_of(&self, files: &StrategyFiles) -> bool {
        self.files.are(files)
    }
}
