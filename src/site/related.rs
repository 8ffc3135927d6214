//! Goals that a reader of one goal will want to see, and why.

use super::*;
use crate::strategy::model::Strength;

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
        let suppressed = self.suppressed(goal);
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
        let mut propose = |node: Node, reason: Reason| {
            let Node::Item(item) = node else { return };
            let Some(page) = self.page_of(item) else { return };
            if found.len() < MOST && !family(page) && !suppressed.contains(&page) && !found.iter().any(|known| known.item == page) {
                found.push(Related { item: page, reason });
            }
        };
        let links = |kinds: fn(LinkKind) -> bool| {
            let from = own.iter().flat_map(|&item| self.links_from(Node::Item(item))).filter(move |link| kinds(link.kind));
            let to = own.iter().flat_map(|&item| self.links_to(Node::Item(item))).filter(move |link| kinds(link.kind));
            (from, to)
        };
        let (pinned, pinned_by) = links(|kind| kind == LinkKind::Related);
        pinned.for_each(|link| propose(link.to, Reason::Pinned));
        pinned_by.for_each(|link| propose(link.from, Reason::Pinned));
        let (from, to) = links(|kind| !matches!(kind, LinkKind::Related | LinkKind::Mentions));
        from.for_each(|link| propose(link.to, Reason::From(link.kind)));
        to.for_each(|link| propose(link.from, Reason::To(link.kind)));
        let trust = self.trust_of(goal);
        for other_trusts in [true, false] {
            for topic in self.main_topics(goal) {
                for &(item, strength) in &self.topic(topic).items {
                    let is_other = self.trust_of(item) != trust;
                    if strength == Strength::Main && self.item(item).has_page && is_other == other_trusts && self.is_current(item) {
                        propose(Node::Item(item), Reason::Topic(topic));
                    }
                }
            }
        }
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

    /// Whether the item belongs to its trust's current strategy: earlier ones are kept, not proposed.
    pub fn is_current(&self, item: ItemId) -> bool {
        let strategy = self.item(item).strategy;
        self.trust(self.strategy(strategy).trust).current == Some(strategy)
    }

    /// Items that either side does not want proposed.
    fn suppressed(&self, goal: ItemId) -> Vec<ItemId> {
        let none = &mut Diagnostics::new();
        let resolver = address::Resolver { site: self, broken: &Default::default(), problems: none };
        let means = |from: ItemId, address: &str| {
            let strategy = self.item(from).strategy;
            let origin = address::Origin { trust: Some(self.strategy(strategy).trust), strategy: Some(strategy), plan: None };
            match resolver.meaning(address, origin) {
                address::Meaning::One(Node::Item(item)) => Some(item),
                _ => None,
            }
        };
        let own = self.item(goal).fields.not_related.iter().filter_map(|address| means(goal, address));
        let topics = self.main_topics(goal);
        let others = topics.flat_map(|topic| &self.topic(topic).items).map(|(item, _)| *item);
        let theirs =
            others.filter(|&item| self.item(item).fields.not_related.iter().any(|address| means(item, address) == Some(goal)));
        own.chain(theirs).collect()
    }
}
