//! Trusts side by side: how much each has on each topic, and on one topic what each has, how it is measured, and for when.
//! Nothing is ranked: the order is the site's own, and a trust without anything on a topic is named as such, once.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::spread::SpreadView;
use super::strategy::StrategyLink;
use super::topics::{self, TopicTrust, in_words};
use crate::site::{ItemId, Node, Site, TopicId, TrustId};
use crate::strategy::model::Strength;

/// How many goals each trust has on each topic.
#[derive(Debug, Serialize)]
pub struct ComparePage {
    pub shell: Shell,
    pub trusts: Vec<LinkView>,
    /// The pages with other trusts, if they do not fit on one.
    pub spread: Option<SpreadView>,
    pub rows: Vec<TopicRow>,
}

#[derive(Debug, Serialize)]
pub struct TopicRow {
    /// Leads to the trusts side by side.
    pub topic: LinkView,
    /// One for each trust, in the order of `trusts`.
    pub cells: Vec<TopicCell>,
}

/// How much a trust has on a topic.
#[derive(Debug, Serialize)]
pub struct TopicCell {
    pub main: usize,
    pub part: usize,
    /// No goal is about it, but something else is: an item under no goal, a partner's plan, a finding.
    pub elsewhere: bool,
    /// The trust's row on the topic's page of this kind, if it has anything on it.
    pub href: Option<String>,
}

/// One topic, trusts side by side.
#[derive(Debug, Serialize)]
pub struct CompareTopicPage {
    pub shell: Shell,
    /// The topic's own page.
    pub topic: LinkView,
    pub rows: Vec<CompareRow>,
    /// The pages with other trusts, if they do not fit on one.
    pub spread: Option<SpreadView>,
    /// Trusts with nothing on it; on the last page.
    pub without: Vec<LinkView>,
    /// How many trusts have nothing on it, where they are too many to name.
    pub unnamed: usize,
    pub measured: bool,
    pub others: Vec<LinkView>,
    pub all: String,
}

#[derive(Debug, Serialize)]
pub struct CompareRow {
    pub on: TopicTrust,
    pub strategy: Option<StrategyLink>,
    pub measures: Vec<CompareMeasure>,
}

#[derive(Debug, Serialize)]
pub struct CompareMeasure {
    pub title: String,
    pub href: String,
}

/// How many trusts with nothing on a topic are named.
const MOST_WITHOUT: usize = 100;

/// The `at`th page.
pub fn all(hrefs: &Hrefs, at: usize) -> ComparePage {
    let site = hrefs.site;
    let pages = site.pages_of_trusts();
    let row = |id: TopicId| {
        let all = topics::About::of(site, id, &pages[at]);
        let places = site.pages_of_topic(id);
        let nothing = topics::About::default();
        let cell = |&trust: &TrustId| {
            let about = all.get(&trust).unwrap_or(&nothing);
            let count = |strength: Strength| about.goals.iter().filter(|&&(_, own)| own == strength).count();
            let (main, part) = (count(Strength::Main), count(Strength::Part));
            TopicCell {
                main,
                part,
                elsewhere: main + part == 0 && all.contains_key(&trust),
                href: places.iter().position(|trusts| trusts.binary_search(&trust).is_ok()).map(|at| {
                    let page = hrefs.path(&path(hrefs, id, at));
                    format!("{page}#{}", site.trust(trust).id)
                }),
            }
        };
        TopicRow { topic: link(hrefs, id), cells: pages[at].iter().map(cell).collect() }
    };
    ComparePage {
        shell: hrefs.shell(About::site("compare", "")),
        trusts: pages[at].iter().map(|&id| hrefs.link_as(Node::Trust(id), site.trust(id).short_name())).collect(),
        rows: site.topic_ids().map(row).collect(),
        spread: hrefs.spread(&pages, "compare", at),
    }
}

/// The `at`th page of a topic.
pub fn of(hrefs: &Hrefs, id: TopicId, at: usize) -> CompareTopicPage {
    let site = hrefs.site;
    let topic = site.topic(id);
    let pages = site.pages_of_topic(id);
    let all = topics::About::of(site, id, &pages[at]);
    let row = |&trust: &TrustId| {
        let about = all.get(&trust)?;
        Some(CompareRow {
            measures: measures(hrefs, about),
            on: in_words(hrefs, trust, about),
            strategy: site.trust(trust).current.map(|current| hrefs.strategy_link(current)),
        })
    };
    let rows: Vec<CompareRow> = pages[at].iter().filter_map(row).collect();
    let is_last = at + 1 == pages.len();
    let has_none = |trust: &TrustId| topic.trusts.binary_search_by_key(trust, |&(trust, _)| trust).is_err();
    let without: Vec<TrustId> = site.trust_ids().filter(|trust| is_last && has_none(trust)).collect();
    let named = if without.len() > MOST_WITHOUT { &[][..] } else { &without };
    let mut shell = hrefs.shell(About::site("compare-topic", &*topic.record.title));
    shell.trail.push(LinkView { text: String::new(), href: hrefs.path("compare/index.html"), current: false });
    CompareTopicPage {
        topic: hrefs.link(Node::Topic(id)),
        measured: rows.iter().any(|row| !row.measures.is_empty()),
        rows,
        spread: hrefs.spread(&pages, &format!("compare/{}", &*topic.record.id.value), at),
        unnamed: without.len() - named.len(),
        without: named.iter().map(|&trust| hrefs.link(Node::Trust(trust))).collect(),
        others: site.topic_ids().map(|other| link(hrefs, other)).collect(),
        all: hrefs.path("compare/index.html"),
        shell,
    }
}

/// The measures of what a trust has on a topic: of its goals that are mainly about it, and of items on it.
fn measures(hrefs: &Hrefs, about: &topics::About) -> Vec<CompareMeasure> {
    let site = hrefs.site;
    let goals = about.goals.iter().filter(|&&(_, strength)| strength == Strength::Main).map(|&(goal, _)| goal);
    let items: Vec<ItemId> = goals.chain(about.items.iter().copied()).collect();
    let of_item = |&item: &ItemId| {
        let (page, _) = site.location(Node::Item(item));
        let page = hrefs.path(&page);
        let measures = hrefs.measures(item, true).into_iter();
        measures.map(move |measure| CompareMeasure { href: format!("{page}#{}", measure.anchor), title: measure.title })
    };
    items.iter().flat_map(of_item).collect()
}

fn path(hrefs: &Hrefs, id: TopicId, at: usize) -> String {
    let folder = format!("compare/{}", &*hrefs.site.topic(id).record.id.value);
    format!("{}/index.html", Site::folder_of_page(&folder, at))
}

fn link(hrefs: &Hrefs, id: TopicId) -> LinkView {
    let path = path(hrefs, id, 0);
    LinkView { text: hrefs.site.topic(id).short_title().to_string(), href: hrefs.path(&path), current: path == hrefs.route }
}
