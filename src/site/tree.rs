//! From a tree of items to the site's list of them: each gets its id, its narrative and its topics.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::address::RESERVED_IN_STRATEGY;
use super::ids::{duplicate_of, words_of};
use super::was;
use super::words::Words;
use super::{Group, Item, ItemId, Level, PlanId, Prosaic, Site, StrategyId, TopicId};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::SourceId;
use crate::strategy::lists::Few;
use crate::strategy::model::{self, ItemFields, Strength};
use crate::strategy::{Narrative, levels};

/// Puts one tree of items, that of a strategy or of a partner plan, into the site's list of items.
pub struct Tree<'a> {
    pub site: &'a Site,
    pub source: SourceId,
    pub strategy: StrategyId,
    pub plan: Option<PlanId>,
    pub levels: &'a [Level],
    /// The number of its first item.
    pub first: usize,
    pub narratives: &'a mut BTreeMap<String, Narrative>,
    pub problems: &'a mut Diagnostics,
    /// What is in it so far: nothing at first.
    pub arranged: Arranged,
}

/// The items of a strategy or partner plan, to follow those in the site's list.
#[derive(Default)]
pub struct Arranged {
    pub groups: Vec<Group>,
    pub items: Vec<Item>,
    /// The items by their ids.
    pub index: HashMap<Arc<str>, ItemId>,
    /// What each is about.
    pub topics: Vec<(TopicId, ItemId, Strength)>,
}

impl Tree<'_> {
    /// Arranges every item of these groups, and of those below them.
    pub fn arrange(mut self, groups: Vec<levels::Group>) -> Arranged {
        self.arranged.groups = self.groups(groups, None);
        self.arranged
    }

    fn groups(&mut self, groups: Vec<levels::Group>, parent: Option<ItemId>) -> Vec<Group> {
        let mut arranged = Vec::new();
        for group in groups {
            let level = self.levels.iter().position(|level| *level.key == *group.level).unwrap_or_default();
            let items = group.items.into_iter().map(|item| self.item(item, level, parent)).collect();
            arranged.push(Group { level, items });
        }
        arranged
    }

    fn item(&mut self, item: model::Item, level: usize, parent: Option<ItemId>) -> ItemId {
        let first = self.first;
        let at = self.arranged.items.len();
        let id = ItemId::new(first + at);
        let (fields, groups) = (item.fields, item.groups);
        let name: Arc<str> = Arc::from(&*fields.id.value as &str);
        let place = self.source.at(fields.id.at);
        match self.arranged.index.entry(Arc::clone(&name)) {
            Entry::Vacant(free) => drop(free.insert(id)),
            Entry::Occupied(taken) => {
                let other = &self.arranged.items[taken.get().index() - first].fields;
                let first = (self.source.at(other.id.at), words_of(other));
                self.problems.push(duplicate_of(&name, place, words_of(&fields), first));
            }
        }
        let has_page = self.plan.is_none() && fields.page.unwrap_or(self.levels[level].page);
        if has_page && RESERVED_IN_STRATEGY.contains(&&*name) || *name == *"index" {
            self.problems.push(
                Diagnostic::new(&codes::RESERVED_ID, place, format!("the site needs `{name}` for a page of its own"))
                    .help("choose another id for this item"),
            );
        }
        self.topics(id, &fields);
        let narrative = self
            .narratives
            .remove(&*name)
            .map(|narrative| Prosaic { source: narrative.source, words: Words::unresolved(narrative.prose) });
        let (strategy, plan) = (self.strategy, self.plan);
        let item =
            Item { id: name, strategy, plan, parent, level, groups: Few::default(), fields, has_page, narrative: narrative.into() };
        self.arranged.items.push(item);
        let groups = self.groups(groups, Some(id));
        self.arranged.items[at].groups = groups.into();
        id
    }

    fn topics(&mut self, id: ItemId, fields: &ItemFields) {
        let all = !self.site.lacks("topics");
        for (name, strength) in fields.topics.iter() {
            match self.site.topics_by_id(name) {
                Some(topic) => self.arranged.topics.push((topic, id, strength.value)),
                // It may stand in what could not be read.
                None if !all => {}
                None => {
                    let known = self.site.topics.iter().map(|topic| &*topic.record.id.value);
                    let problem = Diagnostic::new(
                        &codes::UNKNOWN_REFERENCE,
                        self.source.at(name.at),
                        format!("there is no topic `{name}` in `content/topics.yaml`"),
                    );
                    if let Some(now) = self.site.topic_renamed(name) {
                        self.problems.push(was::told_renamed(problem, name, now.to_string()));
                        continue;
                    }
                    let (cause, help) = self.site.lack_of_topic(name);
                    self.problems.push(problem.cause(cause).suggest(nearest(name, known)).help_or(|| help));
                }
            }
        }
    }
}
