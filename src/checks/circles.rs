//! Links that lead round in a ring: what supports, needs, belongs to or follows itself by way of others.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{LinkKind, Node, Site, StrategyId};
use crate::source::Place;
use crate::strategy::located::Text;

/// A link from one thing to another.
struct Edge<K> {
    from: K,
    to: K,
    place: Place,
}

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    let site = checked.site;
    let address = |node: Node| site.address(node);
    let links = |kind: LinkKind| {
        let links = site.links().filter(move |link| link.kind == kind);
        links.map(|link| Edge { from: link.from, to: link.to, place: link.place }).collect()
    };
    let related = "take one of these links out; things that go together are `related`";
    let line = "take one of these lines out";
    report(links(LinkKind::Supports), address, "supports", related, problems);
    report(links(LinkKind::DependsOn), address, "depends on", related, problems);
    report(part_of(site), address, "is part of", line, problems);
    report(supersedes(site), address, "takes the place of", line, problems);
    report(successors(site), str::to_string, "is followed by", line, problems);
}

fn part_of(site: &Site) -> Vec<Edge<Node>> {
    let edges = site.strategy_ids().filter_map(|id| {
        let strategy = site.strategy(id);
        Some(between(site, id, strategy.part_of?, strategy.fields.part_of.as_ref()?))
    });
    edges.collect()
}

fn supersedes(site: &Site) -> Vec<Edge<Node>> {
    let edges = site.strategy_ids().filter_map(|id| {
        let strategy = site.strategy(id);
        Some(between(site, id, strategy.supersedes?, strategy.fields.supersedes.as_ref()?.address.as_ref()?))
    });
    edges.collect()
}

fn between(site: &Site, from: StrategyId, to: StrategyId, written: &Text) -> Edge<Node> {
    Edge { from: Node::Strategy(from), to: Node::Strategy(to), place: site.place(from, written.at) }
}

fn successors(site: &Site) -> Vec<Edge<&str>> {
    let Some(source) = site.files().partners else { return Vec::new() };
    let pairs = site.partners.iter().flat_map(|partner| partner.successors.iter().map(move |to| (&*partner.id.value, to)));
    pairs.map(|(from, to)| Edge { from: from as &str, to: to as &str, place: source.at(to.at) }).collect()
}

/// Reports each ring once, at its first link in the order of files. Rings that share no link are different mistakes.
fn report<K: Copy + Eq + Hash>(
    mut edges: Vec<Edge<K>>,
    address: impl Fn(K) -> String,
    verb: &str,
    cure: &str,
    problems: &mut Diagnostics,
) {
    edges.sort_by_key(|edge| edge.place);
    for ring in rings(&edges) {
        let [first, others @ ..] = &ring[..] else { continue };
        // Within one strategy, its items' ids say enough.
        let start = address(first.from);
        let folder = start.rsplit_once('/').map_or("", |(folder, _)| folder);
        let above = format!("{folder}/");
        let alike = start.split('/').count() > 2 && ring.iter().all(|edge| address(edge.from).starts_with(&above));
        let name = |end: K| {
            let name = address(end);
            name.strip_prefix(&above).filter(|_| alike).map(str::to_string).unwrap_or(name)
        };
        let shown = if ring.len() > 6 { 3 } else { ring.len() };
        let mut message = format!("these lead round in a ring: `{}`", name(first.from));
        for (at, edge) in ring.iter().take(shown).enumerate() {
            message += &format!("{} {verb} `{}`", if at == 0 { "" } else { ", which" }, name(edge.to));
        }
        if shown < ring.len() {
            message += &format!(" and so on, back to `{}`", name(first.from));
        }
        let mut problem = Diagnostic::new(&codes::CIRCULAR_REFERENCE, first.place, message).help(cure);
        for other in others {
            problem = problem.related(other.place, format!("`{}` {verb} `{}`", name(other.from), name(other.to)));
        }
        problems.push(problem);
    }
}

/// Rings without a link in common: for the first link that lies on one, the shortest ring through it, and so on.
fn rings<K: Copy + Eq + Hash>(edges: &[Edge<K>]) -> Vec<Vec<&Edge<K>>> {
    let mut numbers: HashMap<K, usize> = HashMap::new();
    let mut number = |end| {
        let next = numbers.len();
        *numbers.entry(end).or_insert(next)
    };
    let ends: Vec<(usize, usize)> = edges.iter().map(|edge| (number(edge.from), number(edge.to))).collect();
    let mut left: Vec<usize> = (0..ends.len()).collect();
    let mut found = Vec::new();
    loop {
        trim(&mut left, &ends, numbers.len());
        let mut from: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        left.iter().for_each(|&edge| from.entry(ends[edge].0).or_default().push((edge, ends[edge].1)));
        let ring = left.iter().find_map(|&edge| {
            let mut ring = vec![edge];
            ring.extend(shortest(&from, ends[edge].1, ends[edge].0)?);
            Some(ring)
        });
        let Some(ring) = ring else { return found };
        left.retain(|edge| !ring.contains(edge));
        found.push(ring.into_iter().map(|edge| &edges[edge]).collect());
    }
}

/// Takes out the links that cannot lie on a ring: those to where no link starts, and from where no link ends.
fn trim(left: &mut Vec<usize>, ends: &[(usize, usize)], count: usize) {
    let (mut out, mut into) = (vec![0; count], vec![0; count]);
    // The links that touch a node stand one after another: those of node 3 from `first[3]` up to `first[4]`.
    let mut first = vec![0; count + 1];
    for &edge in left.iter() {
        let (start, end) = ends[edge];
        (out[start], into[end]) = (out[start] + 1, into[end] + 1);
        // One after the other: what leads to itself touches its node twice.
        first[start] += 1;
        first[end] += 1;
    }
    let mut sum = 0;
    first.iter_mut().for_each(|first| {
        sum += *first;
        *first = sum;
    });
    let mut touching = vec![0; sum];
    for &edge in left.iter() {
        for node in [ends[edge].0, ends[edge].1] {
            first[node] -= 1;
            touching[first[node]] = edge;
        }
    }
    let mut gone = vec![false; ends.len()];
    let mut open: Vec<usize> = (0..count).filter(|&node| out[node] == 0 || into[node] == 0).collect();
    while let Some(node) = open.pop() {
        for &edge in &touching[first[node]..first[node + 1]] {
            if std::mem::replace(&mut gone[edge], true) {
                continue;
            }
            let (start, end) = ends[edge];
            (out[start], into[end]) = (out[start] - 1, into[end] - 1);
            open.extend([start, end].into_iter().filter(|&other| other != node && (out[other] == 0 || into[other] == 0)));
        }
    }
    left.retain(|&edge| !gone[edge]);
}

/// The links of the shortest way from one to another.
fn shortest(from: &HashMap<usize, Vec<(usize, usize)>>, start: usize, goal: usize) -> Option<Vec<usize>> {
    let mut came: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(here) = open.pop_front() {
        if here == goal {
            let mut way: Vec<usize> =
                std::iter::successors(came.get(&goal), |(_, before)| came.get(before).filter(|_| *before != start))
                    .map(|(edge, _)| *edge)
                    .collect();
            way.reverse();
            return Some(way);
        }
        for &(edge, next) in from.get(&here).into_iter().flatten() {
            if next != start && !came.contains_key(&next) {
                came.insert(next, (edge, here));
                open.push_back(next);
            }
        }
    }
    None
}
