//! Links between items, in both directions, each with its kind.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Origin, Resolver};
use super::texts::Mention;
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::strategy::located::Text;

/// What one end of a link does to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    Delivers,
    Supports,
    DependsOn,
    AlignsWith,
    Related,
    /// A text refers to it.
    Mentions,
}

impl LinkKind {
    /// Every kind, in the order of lists.
    pub const ALL: [LinkKind; 6] =
        [LinkKind::Delivers, LinkKind::Supports, LinkKind::DependsOn, LinkKind::AlignsWith, LinkKind::Related, LinkKind::Mentions];

    /// The key of the link seen from its start, in data and strings.
    pub fn key(self) -> &'static str {
        match self {
            LinkKind::Delivers => "delivers",
            LinkKind::Supports => "supports",
            LinkKind::DependsOn => "depends_on",
            LinkKind::AlignsWith => "aligns_with",
            LinkKind::Related => "related",
            LinkKind::Mentions => "mentions",
        }
    }

    /// The key of the link seen from its end.
    pub fn reverse_key(self) -> &'static str {
        match self {
            LinkKind::Delivers => "delivered_by",
            LinkKind::Supports => "supported_by",
            LinkKind::DependsOn => "needed_by",
            LinkKind::AlignsWith => "aligned_by",
            LinkKind::Related => "related_by",
            LinkKind::Mentions => "mentioned_by",
        }
    }
}

/// A link from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub from: Node,
    pub to: Node,
    pub kind: LinkKind,
    /// Where it is written.
    pub place: Place,
}

type Ends = BTreeMap<Node, Vec<Link>>;

/// What the link fields of all items and texts come to.
pub struct Links {
    pub from: Ends,
    pub to: Ends,
    /// Pairs of items, in both orders, that an author does not want side by side.
    pub apart: BTreeSet<(ItemId, ItemId)>,
    /// What one strategy is to another.
    pub strategies: Vec<(StrategyId, Kinship, StrategyId)>,
}

/// What a strategy is to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    PartOf,
    Supersedes,
}

/// Resolves the link fields of every item, adds what texts mention, and gives each link to both of its ends.
pub fn resolve(resolver: &mut Resolver, mentions: Vec<Mention>) -> Links {
    let site = resolver.site;
    let mut links = Vec::new();
    let mut apart = BTreeSet::new();
    for (at, item) in site.items.iter().enumerate() {
        let from = ItemId::new(at);
        let strategy = site.strategy(item.strategy);
        let origin = Origin { trust: Some(strategy.trust), strategy: Some(item.strategy), plan: item.plan };
        let fields = &item.fields;
        let written: [(LinkKind, &[Text]); 5] = [
            (LinkKind::Delivers, fields.delivers.as_deref().unwrap_or_default()),
            (LinkKind::Supports, &fields.supports),
            (LinkKind::DependsOn, &fields.depends_on),
            (LinkKind::AlignsWith, &fields.aligns_with),
            (LinkKind::Related, &fields.related),
        ];
        for (kind, addresses) in written {
            for address in addresses {
                let place = strategy.source.at(address.at);
                let Some(to) = resolver.node(address, origin, place) else { continue };
                if to == Node::Item(from) {
                    let problem = Diagnostic::new(&codes::SELF_REFERENCE, place, format!("`{address}` refers to itself"));
                    resolver.problems.push(problem.help("remove the reference, or correct it"));
                    continue;
                }
                links.push(Link { from: Node::Item(from), to, kind, place });
            }
        }
        for address in &fields.not_related {
            if let Some(Node::Item(other)) = resolver.node(address, origin, strategy.source.at(address.at)) {
                apart.extend([(from, other), (other, from)]);
            }
        }
    }
    let mut strategies = Vec::new();
    for id in site.strategy_ids() {
        let strategy = site.strategy(id);
        let origin = Origin { trust: Some(strategy.trust), ..Origin::default() };
        let before =
            strategy.fields.supersedes.as_ref().and_then(|old| old.address.as_ref()).map(|address| (address, Kinship::Supersedes));
        let above = strategy.fields.part_of.as_ref().map(|address| (address, Kinship::PartOf));
        for (address, kinship) in before.into_iter().chain(above) {
            let place = strategy.source.at(address.at);
            match resolver.node(address, origin, place) {
                Some(Node::Strategy(other)) if other != id => strategies.push((id, kinship, other)),
                Some(_) => {
                    let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, format!("`{address}` is not another strategy"));
                    resolver.problems.push(problem.help("write the address of a strategy: trust/strategy"));
                }
                None => {}
            }
        }
    }
    super::redirects::check(resolver);
    links.extend(mentions.into_iter().map(|mention| Link {
        from: mention.from,
        to: mention.to,
        kind: LinkKind::Mentions,
        place: mention.place,
    }));
    let (from, to) = both_ends(links);
    Links { from, to, apart, strategies }
}

fn both_ends(mut links: Vec<Link>) -> (Ends, Ends) {
    // The order of nodes is the order of trusts and of their files; a thing said twice is one link.
    links.sort();
    links.dedup_by_key(|link| (link.from, link.to, link.kind));
    let (mut from, mut to) = (Ends::new(), Ends::new());
    for link in links {
        from.entry(link.from).or_default().push(link);
        to.entry(link.to).or_default().push(link);
    }
    // From its start, a link is listed by kind; the sort above was by the other end.
    from.values_mut().chain(to.values_mut()).for_each(|links| links.sort_by_key(|link| link.kind));
    (from, to)
}
