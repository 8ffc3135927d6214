//! Topics: who does what on a subject, trust by trust. A trust that does not address a topic is left out, not shown as failing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Hrefs;
use super::home::TopicCard;
use super::shared_measures::SharedView;
use super::shell::{self, LinkView, Shell};
use super::spread::SpreadView;
use super::updates::FollowView;
use crate::site::{ItemId, Node, Owner, Site, StrategyId, TopicId, TrustId};
use crate::strategy::model::Strength;

/// All topics.
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    pub shell: Shell,
    pub topics: Vec<TopicCard>,
}

/// One topic.
#[derive(Debug, Serialize)]
pub struct TopicPage {
    pub shell: Shell,
    pub description_html: Option<String>,
    pub synonyms: Vec<String>,
    pub trusts: Vec<TopicTrust>,
    /// The other pages of the topic, if it takes several.
    pub spread: Option<SpreadView>,
    /// How many trusts have something on it.
    pub count: usize,
    /// What several trusts count in the same way; on the first page.
    pub shared: Vec<SharedView>,
    /// How many trusts the site has in all.
    pub of: usize,
    /// The same, side by side.
    pub compare: Option<String>,
    pub follow: FollowView,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub all: String,
}

/// What one trust has on a topic.
#[derive(Debug, Serialize)]
pub struct TopicTrust {
    pub anchor: String,
    pub link: LinkView,
    pub main: Vec<TopicGoal>,
    pub part: Vec<TopicGoal>,
    /// Items that stand under no goal.
    pub loose: Vec<Evidence>,
    /// What people told the trust, where that is about the topic.
    pub findings: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct TopicGoal {
    pub title: String,
    pub href: String,
    pub level: String,
    pub text_html: Option<String>,
    /// The strategy, if it is not the trust's current one.
    pub strategy: Option<LinkView>,
    pub second_hand: bool,
    /// The items of the goal that are about the topic.
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Serialize)]
pub struct Evidence {
    pub text: String,
    pub href: String,
    pub level: String,
}

pub fn all(hrefs: &Hrefs) -> TopicsPage {
    TopicsPage { shell: hrefs.shell(shell::About::site("topics", "")), topics: hrefs.topic_cards() }
}

/// What a trust has on a topic.
#[derive(Default)]
pub struct About {
    /// Goals on it, by strength. One whose items alone are about the topic is partly about it.
    pub goals: Vec<(ItemId, Strength)>,
    /// Items on it that have no page, the goals' and others.
    pub items: Vec<ItemId>,
    findings: Vec<(StrategyId, usize)>,
}

impl About {
    /// Of every trust that has anything on the topic, from the first to the last of these, which are in their order.
    pub fn of(site: &Site, topic: TopicId, trusts: &[TrustId]) -> BTreeMap<TrustId, About> {
        let record = site.topic(topic);
        let mut all: BTreeMap<TrustId, About> = BTreeMap::new();
        for &(item, strength) in of_trusts(&record.items, trusts, |&(item, _)| site.trust_of(item)) {
            let about = all.entry(site.trust_of(item)).or_default();
            match site.item(item).has_page {
                true => about.goals.push((item, strength)),
                false => about.items.push(item),
            }
        }
        for &(strategy, at) in of_trusts(&record.findings, trusts, |&(strategy, _)| site.strategy(strategy).trust) {
            all.entry(site.strategy(strategy).trust).or_default().findings.push((strategy, at));
        }
        for about in all.values_mut() {
            for page in about.items.iter().filter_map(|&item| site.page_of(item)) {
                if !about.goals.iter().any(|&(goal, _)| goal == page) {
                    about.goals.push((page, Strength::Part));
                }
            }
            about.goals.sort_by_key(|&(goal, _)| goal);
        }
        all
    }
}

/// The part of a list in the order of trusts that is about those from the first to the last of some. Of a long list over many pages,
/// each page looks at its own part alone.
fn of_trusts<'l, T>(list: &'l [T], trusts: &[TrustId], trust: impl Fn(&T) -> TrustId) -> &'l [T] {
    let (Some(&first), Some(&last)) = (trusts.first(), trusts.last()) else { return &[] };
    let start = list.partition_point(|record| trust(record) < first);
    let count = list[start..].partition_point(|record| trust(record) <= last);
    &list[start..start + count]
}

/// The `at`th page of a topic.
pub fn of(hrefs: &Hrefs, id: TopicId, at: usize) -> TopicPage {
    let site = hrefs.site;
    let topic = site.topic(id);
    let pages = site.pages_of_topic(id);
    let all = About::of(site, id, &pages[at]);
    let in_words = |trust: &TrustId| Some(in_words(hrefs, *trust, all.get(trust)?));
    let trusts: Vec<TopicTrust> = pages[at].iter().filter_map(in_words).collect();
    let folder = |of: &str| format!("{of}/{}", &*topic.record.id.value);
    let mut shell = hrefs.shell(shell::About {
        description: topic
            .record
            .description
            .as_ref()
            .zip(site.files().topics)
            .map(|(text, source)| site.plain(site.words(source, text))),
        ..shell::About::site("topic", &*topic.record.title)
    });
    shell.trail.push(LinkView { text: String::new(), href: hrefs.path("topics/index.html"), current: false });
    let shared = if at == 0 { hrefs.shared_measures(id) } else { Vec::new() };
    shell.figures = !shared.is_empty();
    let beside = |at: Option<usize>| at.and_then(|at| site.topic_ids().nth(at)).map(|other| hrefs.link(Node::Topic(other)));
    TopicPage {
        description_html: topic
            .record
            .description
            .as_ref()
            .zip(site.files().topics)
            .map(|(text, source)| hrefs.marked(source, text)),
        synonyms: topic.record.synonyms.iter().map(|word| word.to_string()).collect(),
        spread: hrefs.spread(&pages, &folder("topics"), at),
        count: topic.trusts.len(),
        trusts,
        shared,
        of: site.trusts.len(),
        compare: hrefs.there(&format!("{}/index.html", Site::folder_of_page(&folder("compare"), at)), Owner::CompareTopic(id, at)),
        follow: hrefs.follow(Some(Node::Topic(id))),
        previous: beside(id.index().checked_sub(1)),
        next: beside(Some(id.index() + 1)),
        all: hrefs.path("topics/index.html"),
        shell,
    }
}

/// What a trust has on a topic, in words and links.
pub fn in_words(hrefs: &Hrefs, trust: TrustId, about: &About) -> TopicTrust {
    let site = hrefs.site;
    let evidence_of = |page: Option<ItemId>| -> Vec<Evidence> {
        let below = about.items.iter().filter(|&&item| site.page_of(item) == page);
        below.map(|&item| evidence(hrefs, item)).collect()
    };
    let goal = |&(goal, _): &(ItemId, Strength)| {
        let item = site.item(goal);
        TopicGoal {
            title: site.item_title(goal),
            href: hrefs.node(Node::Item(goal)),
            level: site.level(goal).one.clone(),
            text_html: item.fields.text.as_ref().map(|text| hrefs.marked(site.strategy(item.strategy).source, text)),
            strategy: (!site.is_current(goal)).then(|| hrefs.link(Node::Strategy(item.strategy))),
            second_hand: hrefs.source(item.strategy).is_some_and(|source| source.second_hand),
            evidence: evidence_of(Some(goal)),
        }
    };
    let with = |strength: Strength| about.goals.iter().filter(|&&(_, own)| own == strength).map(goal).collect();
    let finding = |&(id, at): &(StrategyId, usize)| {
        let strategy = site.strategy(id);
        hrefs.marked(strategy.source, &strategy.fields.findings[at].text)
    };
    TopicTrust {
        anchor: site.trust(trust).id.clone(),
        link: hrefs.link(Node::Trust(trust)),
        main: with(Strength::Main),
        part: with(Strength::Part),
        loose: evidence_of(None),
        findings: about.findings.iter().map(finding).collect(),
    }
}

fn evidence(hrefs: &Hrefs, item: ItemId) -> Evidence {
    let site = hrefs.site;
    Evidence { text: site.item_title(item), href: hrefs.node(Node::Item(item)), level: site.level(item).one.clone() }
}
