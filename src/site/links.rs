//! Links between items, in both directions, each with its kind.

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::address::{Origin, Resolver};
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

/// What the link fields of a strategy and its items come to.
#[derive(Default)]
pub struct Links {
    pub links: Vec<Link>,
    /// Pairs of items, in both orders, that an author does not want side by side.
    pub apart: Vec<(ItemId, ItemId)>,
    /// What it is to other strategies.
    pub kin: Vec<(Kinship, StrategyId)>,
}

/// What a strategy is to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    PartOf,
    Supersedes,
}

/// Resolves the link fields of a strategy, its items and its partner plans.
pub fn of_strategy(resolver: &mut Resolver, id: StrategyId) -> Links {
    let site = resolver.site;
    let mut made = Links::default();
    let strategy = site.strategy(id);
    for from in strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items())) {
        let item = site.item(from);
        let origin = Origin { trust: Some(strategy.trust), strategy: Some(id), plan: item.plan };
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
                made.links.push(Link { from: Node::Item(from), to, kind, place });
            }
        }
        for address in &fields.not_related {
            if let Some(Node::Item(other)) = resolver.node(address, origin, strategy.source.at(address.at)) {
                made.apart.extend([(from, other), (other, from)]);
            }
        }
    }
    let origin = Origin { trust: Some(strategy.trust), ..Origin::default() };
    let before =
        strategy.fields.supersedes.as_ref().and_then(|old| old.address.as_ref()).map(|address| (address, Kinship::Supersedes));
    let above = strategy.fields.part_of.as_ref().map(|address| (address, Kinship::PartOf));
    for (address, kinship) in before.into_iter().chain(above) {
        let place = strategy.source.at(address.at);
        match resolver.node(address, origin, place) {
            Some(Node::Strategy(other)) if other != id => made.kin.push((kinship, other)),
            Some(_) => {
                let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, format!("`{address}` is not another strategy"));
                resolver.problems.push(problem.help("write the address of a strategy: trust/strategy"));
            }
            None => {}
        }
    }
    made
}

/// All links, once in the order of where they start and once in that of where they end. A thing said twice is one link; the
/// links of a node stand by kind, then in the order of the trusts and their files.
pub fn both_ends(mut links: Vec<Link>) -> (ByNode, ByNode) {
    links.par_sort_unstable_by_key(|link| (link.from, link.kind, link.to, link.place));
    links.dedup_by_key(|link| (link.from, link.kind, link.to));
    let from = ByNode::of(links.clone(), |link| link.from);
    links.par_sort_unstable_by_key(|link| (link.to, link.kind, link.from, link.place));
    (from, ByNode::of(links, |link| link.to))
}

/// Links in the order of one of their ends; those of a node are found without a search, since every item on every page asks.
#[derive(Debug, Default)]
pub struct ByNode {
    links: Vec<Link>,
    /// Where the links of a node start, and how many there are.
    places: HashMap<Node, (u32, u32), FixedState>,
}

impl ByNode {
    fn of(links: Vec<Link>, end: fn(&Link) -> Node) -> ByNode {
        let mut places = HashMap::default();
        for (at, link) in (0..).zip(&links) {
            places.entry(end(link)).or_insert((at, 0)).1 += 1;
        }
        ByNode { links, places }
    }

    pub fn all(&self) -> &[Link] {
        &self.links
    }

    pub fn get(&self, node: Node) -> &[Link] {
        let (start, count) = self.places.get(&node).copied().unwrap_or_default();
        &self.links[start as usize..][..count as usize]
    }
}
