//! Where an item leads, as pages show it: to topics, to items of this and other strategies, to partners.

use serde::Serialize;

use super::Hrefs;
use super::shell::LinkOut;
use crate::site::{ItemId, LinkKind, Node, StrategyId};
use crate::strategy::located::{Located, Text};
use crate::strategy::model::Strength;

#[derive(Debug, Serialize)]
pub struct TopicLink {
    pub text: String,
    pub href: String,
    pub strength: Strength,
}

#[derive(Debug, Serialize)]
pub struct LinksView {
    /// The key of the kind: `supports`, `supported_by` …
    pub kind: &'static str,
    pub links: Vec<ItemLink>,
}

/// A link to an item, with the trust if it is another.
#[derive(Debug, Serialize)]
pub struct ItemLink {
    pub text: String,
    pub href: String,
    pub trust: Option<String>,
    pub level: Option<String>,
}

impl Hrefs<'_> {
    pub fn topics(&self, id: ItemId) -> Vec<TopicLink> {
        let known = |(name, strength): &(Text, Located<Strength>)| {
            let topic = self.site.topics_by_id(name)?;
            let href = self.node(Node::Topic(topic));
            Some(TopicLink { text: self.site.topic(topic).record.title.to_string(), href, strength: strength.value })
        };
        let mut topics: Vec<TopicLink> = self.site.item(id).fields.topics.iter().filter_map(known).collect();
        topics.sort_by_key(|topic| topic.strength);
        topics
    }

    /// The item's links of every kind but mentions, in both directions.
    pub fn links(&self, id: ItemId) -> Vec<LinksView> {
        let (from, to) = (self.site.links_from(Node::Item(id)), self.site.links_to(Node::Item(id)));
        let mut views = Vec::new();
        if from.is_empty() && to.is_empty() {
            return views;
        }
        for kind in LinkKind::ALL.into_iter().filter(|kind| !matches!(kind, LinkKind::Mentions | LinkKind::Related)) {
            let from = from.iter().filter(|link| link.kind == kind).map(|link| self.item_link(id, link.to));
            let to = to.iter().filter(|link| link.kind == kind).map(|link| self.item_link(id, link.from));
            for (kind, links) in [(kind.key(), from.collect::<Vec<_>>()), (kind.reverse_key(), to.collect())] {
                if !links.is_empty() {
                    views.push(LinksView { kind, links });
                }
            }
        }
        views
    }

    /// A link from an item to another node, naming the trust if it is another.
    pub fn item_link(&self, from: ItemId, to: Node) -> ItemLink {
        let site = self.site;
        let trust = match to {
            Node::Item(item) => Some(site.trust_of(item)),
            Node::Strategy(strategy) => Some(site.strategy(strategy).trust),
            Node::Plan(plan) => Some(site.strategy(site.plan(plan).strategy).trust),
            _ => None,
        };
        let (text, level) = match to {
            Node::Item(item) => (site.item_short_title(item), Some(site.level(item).one.clone())),
            other => (site.title(other), None),
        };
        let trust = trust.filter(|&trust| trust != site.trust_of(from)).map(|trust| site.trust(trust).short_name().to_string());
        ItemLink { text, href: self.node(to), trust, level }
    }

    /// A partner of `partners.yaml`, or a trust of this site.
    pub fn partner(&self, name: &Text) -> LinkOut {
        let site = self.site;
        if let Some(partner) = site.partners.iter().find(|known| *known.id.value == **name) {
            return LinkOut { text: partner.name.to_string(), href: partner.url.as_ref().map(|url| url.value.to_string()) };
        }
        match site.trust_ids().find(|&trust| site.trust(trust).id == **name) {
            Some(trust) => LinkOut { text: site.trust(trust).file.name.to_string(), href: Some(self.node(Node::Trust(trust))) },
            None => LinkOut { text: name.to_string(), href: None },
        }
    }

    /// A supporting strategy or programme that an item names.
    pub fn supporting(&self, strategy: StrategyId, name: &Text) -> LinkOut {
        let known = self.site.strategy(strategy).fields.supporting.iter().find(|known| *known.id.value == **name);
        LinkOut {
            text: known.map_or(name.to_string(), |known| known.title.to_string()),
            href: known.and_then(|known| known.url.as_ref()).map(|url| url.value.to_string()),
        }
    }
}
