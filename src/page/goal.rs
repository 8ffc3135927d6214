//! The page of one goal: what, why, what will be done, how it is going, who else.

use serde::Serialize;

use super::href::{OutlineEntry, below_title, outline};
use super::item::Depth;
use super::links::ItemLink;
use super::record::{FindingView, QuotationView, SourceView, UpdateView};
use super::shell::{About, LinkOut, LinkView, Shell};
use super::{Hrefs, ItemView};
use crate::site::{ItemId, LinkKind, Node, Reason};

#[derive(Debug, Serialize)]
pub struct GoalPage {
    pub shell: Shell,
    pub item: ItemView,
    /// The items above it, outermost first; those without pages lead to their place on the overview.
    pub above: Vec<LinkView>,
    pub related: Vec<RelatedView>,
    /// Who refers to it in their texts.
    pub mentioned_by: Vec<ItemLink>,
    pub quotations: Vec<QuotationView>,
    pub findings: Vec<FindingView>,
    pub updates: Vec<UpdateView>,
    pub source: Option<SourceView>,
    pub overview: LinkView,
    pub data: Option<String>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    /// Headings of the narrative, for the contents list.
    pub outline: Vec<OutlineEntry>,
}

/// A goal proposed beside this one, and why.
#[derive(Debug, Serialize)]
pub struct RelatedView {
    pub title: String,
    pub href: String,
    pub trust: String,
    pub other_trust: bool,
    /// The key of the reason: `pinned`, `topic`, or the kind of link seen from this goal.
    pub reason: &'static str,
    pub topic: Option<LinkOut>,
}

pub fn of(hrefs: &Hrefs, id: ItemId) -> GoalPage {
    let (site, asked) = (hrefs.site, hrefs.asked);
    let item = site.item(id);
    let strategy = site.strategy(item.strategy);
    let place = hrefs.heading(Node::Item(id));
    // Of its own page the item itself is shown whole, and the goals below it are named. Its groups have a heading, and each item too.
    let depth = Depth { shift: 2, whole: false };
    let view = hrefs.item(id, depth);
    let view = ItemView {
        narrative_html: item.narrative.as_ref().map(|text| hrefs.html(&text.words, below_title(&text.words), &place)),
        notes: hrefs.notes(item.strategy, Some(id), false),
        groups: hrefs.groups(&item.groups, depth),
        measures: hrefs.measures(id, false),
        ..view
    };
    let mut above: Vec<LinkView> = std::iter::successors(item.parent, |&above| site.item(above).parent)
        .map(|above| hrefs.link_as(Node::Item(above), site.item_short_title(above)))
        .collect();
    above.reverse();
    let mut shell = hrefs.shell(About {
        kind: "goal",
        title: site.item_title(id),
        description: item.fields.text.as_ref().map(|text| site.plain(site.words(strategy.source, text))),
        trust: Some(strategy.trust),
        strategy: Some(item.strategy),
    });
    shell.trail.extend(above.iter().cloned());
    shell.tab = shell.tab.replacen(&shell.title, &site.item_short_title(id), 1);
    let goals: Vec<ItemId> = site.goals(item.strategy).collect();
    let at = goals.iter().position(|&goal| goal == id).unwrap_or_default();
    let link = |at: usize| goals.get(at).map(|&goal| hrefs.link_as(Node::Item(goal), site.item_short_title(goal)));
    GoalPage {
        related: asked.of("related", || site.related(id).into_iter().map(|related| related_view(hrefs, id, related)).collect()),
        mentioned_by: asked.of("mentioned_by", || mentions(hrefs, id)),
        quotations: hrefs.quotations(item.strategy, Some(id)),
        findings: hrefs.findings(item.strategy, Some(id)),
        updates: hrefs.updates(item.strategy, Some(id)),
        source: asked.of("source", || hrefs.source(item.strategy)),
        overview: asked.of("overview", || hrefs.link(Node::Strategy(item.strategy))),
        data: asked.of("data", || hrefs.strategy_json(item.strategy)),
        previous: at.checked_sub(1).and_then(link),
        next: link(at + 1),
        outline: asked.of("outline", || item.narrative.as_ref().map(|text| outline(&text.words, &place)).unwrap_or_default()),
        above,
        item: view,
        shell,
    }
}

fn related_view(hrefs: &Hrefs, goal: ItemId, related: crate::site::Related) -> RelatedView {
    let site = hrefs.site;
    let trust = site.trust_of(related.item);
    let (reason, topic) = match related.reason {
        Reason::Pinned => ("pinned", None),
        Reason::From(kind) => (kind.key(), None),
        Reason::To(kind) => (kind.reverse_key(), None),
        Reason::Topic(topic) => {
            let text = site.topic(topic).record.title.to_string();
            ("topic", Some(LinkOut { text, href: Some(hrefs.node(Node::Topic(topic))) }))
        }
    };
    RelatedView {
        title: site.item_title(related.item),
        href: hrefs.node(Node::Item(related.item)),
        trust: site.trust(trust).short_name().to_string(),
        other_trust: trust != site.trust_of(goal),
        reason,
        topic,
    }
}

/// Who mentions the goal, or something on its page, in a text; each once.
fn mentions(hrefs: &Hrefs, goal: ItemId) -> Vec<ItemLink> {
    let site = hrefs.site;
    let own = std::iter::once(goal).chain(site.below(goal).into_iter().filter(|&item| site.page_of(item) == Some(goal)));
    let mut nodes: Vec<Node> = own
        .flat_map(|item| site.links_to(Node::Item(item)))
        .filter(|link| link.kind == LinkKind::Mentions)
        .map(|link| link.from)
        .filter(|from| !matches!(from, Node::Item(item) if site.page_of(*item) == Some(goal)))
        .collect();
    nodes.sort();
    nodes.dedup();
    nodes.into_iter().map(|node| hrefs.item_link(goal, node)).collect()
}
