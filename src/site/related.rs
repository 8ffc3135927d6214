//! Goals that a reader of one goal will want to see, and why.

use super::*;
use crate::strategy::model::{Standing, Strength};

/// Why a goal is proposed beside another.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// An author put it there.
    Pinned,
    /// A link of this kind leads to it.
    From(LinkKind),
    /// A link of this kind comes from it.
    To(LinkKind),
    /// Both are mainly about this topic.
    Topic(TopicId),
}

/// A proposed goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    pub item: ItemId,
    pub reason: Reason,
}

/// How many goals are proposed at most. The rest is behind the topics' pages.
const MOST: usize = 6;

impl Site {
    /// The goals to propose beside a goal: first those that an author pinned, then those that other links lead to or come
    /// from, then those with the same main topic, other trusts first, in the authors' order. Each once, at most six.
    pub fn related(&self, goal: ItemId) -> Vec<Related> {
        let mut found: Vec<Related> = Vec::new();
        let own: Vec<ItemId> =
            std::iter::once(goal).chain(self.below(goal).into_iter().filter(|&item| self.page_of(item) == Some(goal))).collect();
        let family = |item: ItemId| {
            let above = |mut from: ItemId, to: ItemId| loop {
                match self.item(from).parent {
                    Some(parent) if parent == to => break true,
                    Some(parent) => from = parent,
                    None => break false,
                }
            };
            item == goal || above(item, goal) || above(goal, item)
        };
        // Gives whether there is room for more.
        let mut propose = |node: Node, reason: Reason| -> bool {
            if let Node::Item(item) = node
                && let Some(page) = self.page_of(item)
                && !family(page)
                && !self.apart.contains(&(goal, page))
                && !found.iter().any(|known| known.item == page)
            {
                found.push(Related { item: page, reason });
            }
            found.len() < MOST
        };
        let links = |kinds: fn(LinkKind) -> bool| {
            let from = own.iter().flat_map(|&item| self.links_from(Node::Item(item))).filter(move |link| kinds(link.kind));
            let to = own.iter().flat_map(|&item| self.links_to(Node::Item(item))).filter(move |link| kinds(link.kind));
            (from, to)
        };
        let (pinned, pinned_by) = links(|kind| kind == LinkKind::Related);
        let (from, to) = links(|kind| !matches!(kind, LinkKind::Related | LinkKind::Mentions));
        let by_links = pinned
            .map(|link| (link.to, Reason::Pinned))
            .chain(pinned_by.map(|link| (link.from, Reason::Pinned)))
            .chain(from.map(|link| (link.to, Reason::From(link.kind))))
            .chain(to.map(|link| (link.from, Reason::To(link.kind))));
        let trust = self.trust_of(goal);
        let by_topics = [true, false].into_iter().flat_map(|other_trusts| {
            self.main_topics(goal).flat_map(move |topic| {
                let fits = move |&&(item, strength): &&(ItemId, Strength)| {
                    let is_other = self.trust_of(item) != trust;
                    strength == Strength::Main && is_other == other_trusts && self.item(item).has_page && self.is_current(item)
                };
                self.topic(topic).items.iter().filter(fits).map(move |&(item, _)| (Node::Item(item), Reason::Topic(topic)))
            })
        });
        let _ = by_links.chain(by_topics).all(|(node, reason)| propose(node, reason));
        found
    }

    /// The topics that an item is mainly about, in the author's order.
    pub fn main_topics(&self, item: ItemId) -> impl Iterator<Item = TopicId> + '_ {
        let main = |(name, strength): &(_, crate::strategy::located::Located<Strength>)| {
            let name: &crate::strategy::located::Text = name;
            (strength.value == Strength::Main).then(|| self.topics_by_id(name)).flatten()
        };
        self.item(item).fields.topics.iter().filter_map(main)
    }

    /// Whether the item belongs to a strategy that applies: earlier ones are kept, not proposed.
    pub fn is_current(&self, item: ItemId) -> bool {
        self.applies(self.item(item).strategy)
    }

    /// Whether a strategy applies: it is the trust's current one, is marked as current, or serves one that applies.
    pub fn applies(&self, id: StrategyId) -> bool {
        let strategy = self.strategy(id);
        match strategy.standing() {
            Some(Standing::Current) => true,
            Some(Standing::Superseded | Standing::Archived) => false,
            None if self.superseded_by(id).is_some() => false,
            // One step up only, so that two strategies that name each other do no harm.
            None => {
                let current = self.trust(strategy.trust).current;
                let above = strategy.part_of.map(|above| self.strategy(above));
                current == Some(id)
                    || above.is_some_and(|above| above.standing() == Some(Standing::Current))
                    || (strategy.part_of.is_some() && strategy.part_of == current)
            }
        }
    }

    /// `superseded` or `archived` if somebody says so, `earlier` if the trust's current one starts later; nothing otherwise.
    pub fn standing(&self, id: StrategyId) -> Option<&'static str> {
        let strategy = self.strategy(id);
        let starts = |id: StrategyId| self.strategy(id).fields.period.as_ref().and_then(|period| period.first());
        match strategy.standing() {
            Some(Standing::Superseded) => Some("superseded"),
            Some(Standing::Archived) => Some("archived"),
            Some(Standing::Current) => None,
            None if self.superseded_by(id).is_some() => Some("superseded"),
            None if self.applies(id) => None,
            None => {
                let current = self.trust(strategy.trust).current.and_then(starts);
                starts(id).zip(current).is_some_and(|(own, current)| own < current).then_some("earlier")
            }
        }
    }
}
