//! What a site is made of: its ids, and the records that they stand for.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::words::Words;
use crate::source::SourceId;
use crate::strategy::Readings;
use crate::strategy::lists::Few;
use crate::strategy::model::{self, ItemFields, PageFields, PartnerPlanFields, Standing, StrategyFields, TrustFile, UpdateFields};
use crate::strategy::rare::Rare;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);
        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                $name(u32::try_from(index).expect("fewer than four thousand million records"))
            }
            /// Its place in the site's list of such things.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

id! {
    /// A trust of the site.
    TrustId;
    /// A strategy of the site.
    StrategyId;
    /// An item of a strategy or of a partner plan.
    ItemId;
    /// A partner plan of a strategy.
    PlanId;
    /// A shared topic.
    TopicId;
    /// A term of the glossary.
    TermId;
    /// A page of the site's own.
    PageId;
}

/// Anything that can be referred to, or refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    Trust(TrustId),
    Strategy(StrategyId),
    Item(ItemId),
    Plan(PlanId),
    Topic(TopicId),
    Term(TermId),
    Page(PageId),
}

/// A level of a strategy's tree, as the strategy calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub key: String,
    pub one: String,
    pub many: String,
    pub page: bool,
}

/// Items of one level below one parent.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Index into the levels of the strategy or plan.
    pub level: usize,
    pub items: Vec<ItemId>,
}

#[derive(Debug, Clone)]
pub struct Trust {
    pub id: String,
    pub source: SourceId,
    pub file: TrustFile,
    /// Newest first.
    pub strategies: Vec<StrategyId>,
    /// The current strategy, if the trust has any.
    pub current: Option<StrategyId>,
    pub logo: Option<SourceId>,
    pub fonts: Vec<(SourceId, u16)>,
}

impl Trust {
    /// The name that people use.
    pub fn short_name(&self) -> &str {
        self.file.short_name.as_deref().unwrap_or(&self.file.name)
    }
}

#[derive(Debug)]
pub struct Strategy {
    pub id: String,
    pub trust: TrustId,
    pub source: SourceId,
    pub fields: StrategyFields,
    pub levels: Vec<Level>,
    pub groups: Vec<Group>,
    pub(super) items: Range<usize>,
    pub plans: Vec<PlanId>,
    /// The strategy that this one serves.
    pub part_of: Option<StrategyId>,
    /// The one before it, where that is on this site.
    pub supersedes: Option<StrategyId>,
    pub narrative: Option<Prosaic>,
    pub updates: Vec<Update>,
    /// Those of one measure together.
    pub readings: Arc<Readings>,
    /// Whether it has something to show of how it goes: a status or a reading.
    pub has_progress: bool,
    /// Whether a day is named in it that a calendar could have: no need to look for one otherwise.
    pub(super) may_have_days: bool,
    /// Whether an item of it had another id before.
    pub(super) has_old_ids: bool,
    /// Whether items of it are hidden: then its lists are not all that its document declares.
    pub incomplete: bool,
    pub(super) index: HashMap<Arc<str>, ItemId>,
    /// The ids of all records that have a place on its pages, once they are asked for: a number for each, in order.
    pub(super) places: OnceLock<Box<[u64]>>,
}

impl Strategy {
    /// Its own items, not those of its partner plans, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = ItemId> + use<> {
        self.items.clone().map(ItemId::new)
    }

    pub fn standing(&self) -> Option<Standing> {
        self.fields.standing.as_ref().map(|standing| standing.value)
    }

    pub fn short_title(&self) -> &str {
        self.fields.short_title.as_deref().unwrap_or(&self.fields.title)
    }
}

#[derive(Debug)]
pub struct Plan {
    pub id: String,
    pub strategy: StrategyId,
    pub fields: PartnerPlanFields,
    pub levels: Vec<Level>,
    pub groups: Vec<Group>,
    pub(super) items: Range<usize>,
    pub(super) index: HashMap<Arc<str>, ItemId>,
}

impl Plan {
    /// Its items in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = ItemId> + use<> {
        self.items.clone().map(ItemId::new)
    }
}

/// An item in its place in the tree.
#[derive(Debug)]
pub struct Item {
    pub id: Arc<str>,
    pub strategy: StrategyId,
    /// The partner plan it belongs to, if it is not the strategy's own.
    pub plan: Option<PlanId>,
    pub parent: Option<ItemId>,
    pub level: usize,
    pub groups: Few<Group>,
    pub fields: Arc<ItemFields>,
    /// Whether it has a page of its own: then it is what readers call a goal.
    pub has_page: bool,
    pub narrative: Rare<Prosaic>,
}

impl Item {
    /// Its children of all levels, in the order of the file.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = ItemId> + '_ {
        self.groups.iter().flat_map(|group| group.items.iter().copied())
    }
}

/// A text of blocks: a narrative, an update, a page.
#[derive(Debug, Clone)]
pub struct Prosaic {
    pub source: SourceId,
    pub words: Words,
}

#[derive(Debug)]
pub struct Update {
    pub name: String,
    pub source: SourceId,
    pub fields: UpdateFields,
    pub text: Prosaic,
}

impl Update {
    /// The id of its place on the pages that show it.
    pub fn anchor(&self) -> String {
        format!("update-{}", slug::slugify(&self.name))
    }
}

#[derive(Debug)]
pub struct Page {
    pub id: String,
    pub source: SourceId,
    pub fields: PageFields,
    pub text: Prosaic,
}

/// A shared topic and the items about it.
#[derive(Debug)]
pub struct Topic {
    pub record: model::Topic,
    /// Every item about it, in the order of the trusts and their files.
    pub items: Vec<(ItemId, model::Strength)>,
    /// Every finding about it: the strategy, and its place in the strategy's list.
    pub findings: Vec<(StrategyId, usize)>,
    /// Every trust that has something on it, in their order, and how many items and findings those are.
    pub trusts: Vec<(TrustId, usize)>,
}

impl Topic {
    /// Notes one more record on it; trust after trust.
    pub(super) fn count(&mut self, trust: TrustId) {
        match self.trusts.last_mut() {
            Some((last, records)) if *last == trust => *records += 1,
            _ => self.trusts.push((trust, 1)),
        }
    }

    pub fn short_title(&self) -> &str {
        self.record.short_title.as_deref().unwrap_or(&self.record.title)
    }
}
