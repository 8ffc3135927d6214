//! Topics: who does what on a subject, trust by trust. A trust that does not address a topic is left out, not shown as failing.

use serde::Serialize;

use super::Hrefs;
use super::home::TopicCard;
use super::shell::{About, LinkView, Shell};
use crate::site::{ItemId, Node, TopicId, TrustId};
use crate::strategy::model::Strength;

/// All topics, and a table trust by topic.
#[derive(Debug, Serialize)]
pub struct TopicsPage {
    pub shell: Shell,
    pub topics: Vec<TopicCard>,
    pub trusts: Vec<LinkView>,
    pub rows: Vec<TopicRow>,
}

#[derive(Debug, Serialize)]
pub struct TopicRow {
    pub topic: LinkView,
    /// One for each trust, in the order of `trusts`.
    pub cells: Vec<TopicCell>,
}

/// How much a trust's current strategy has on a topic.
#[derive(Debug, Serialize)]
pub struct TopicCell {
    pub main: usize,
    pub part: usize,
    /// The trust's place on the topic's page, if it has anything on it.
    pub href: Option<String>,
}

/// One topic.
#[derive(Debug, Serialize)]
pub struct TopicPage {
    pub shell: Shell,
    pub description_html: Option<String>,
    pub synonyms: Vec<String>,
    pub trusts: Vec<TopicTrust>,
    /// How many trusts the site has in all.
    pub of: usize,
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
    let site = hrefs.site;
    let row = |id: TopicId| {
        let cell = |trust: TrustId| {
            let goals = |strength: Strength| goals_on(hrefs, id, trust).filter(|&(_, own)| own == strength).count();
            let (main, part) = (goals(Strength::Main), goals(Strength::Part));
            let any = main + part > 0;
            let (path, _) = site.location(Node::Topic(id));
            TopicCell { main, part, href: any.then(|| format!("{}#{}", hrefs.path(&path), site.trust(trust).id)) }
        };
        TopicRow {
            topic: hrefs.link_as(Node::Topic(id), site.topic(id).short_title()),
            cells: site.trust_ids().map(cell).collect(),
        }
    };
    TopicsPage {
        shell: hrefs.shell(About::site("topics", "")),
        topics: hrefs.topic_cards(),
        trusts: site.trust_ids().map(|id| hrefs.link(Node::Trust(id))).collect(),
        rows: site.topic_ids().map(row).collect(),
    }
}

/// The goals of a trust's current strategy on a topic.
fn goals_on<'a>(hrefs: &'a Hrefs, topic: TopicId, trust: TrustId) -> impl Iterator<Item = (ItemId, Strength)> + 'a {
    let site = hrefs.site;
    let own =
        move |&(item, _): &(ItemId, Strength)| site.trust_of(item) == trust && site.item(item).has_page && site.is_current(item);
    site.topic(topic).items.iter().copied().filter(own)
}

pub fn of(hrefs: &Hrefs, id: TopicId) -> TopicPage {
    let site = hrefs.site;
    let topic = site.topic(id);
    let trusts: Vec<TopicTrust> = site.trust_ids().filter_map(|trust| of_trust(hrefs, id, trust)).collect();
    let mut shell = hrefs.shell(About {
        description: topic
            .record
            .description
            .as_ref()
            .zip(site.files().topics)
            .map(|(text, source)| site.words(source, text).prose.plain.clone()),
        ..About::site("topic", &*topic.record.title)
    });
    shell.trail.push(LinkView { text: String::new(), href: hrefs.path("topics/index.html"), current: false });
    let beside = |at: Option<usize>| at.and_then(|at| site.topic_ids().nth(at)).map(|other| hrefs.link(Node::Topic(other)));
    TopicPage {
        description_html: topic
            .record
            .description
            .as_ref()
            .zip(site.files().topics)
            .map(|(text, source)| hrefs.marked(source, text)),
        synonyms: topic.record.synonyms.iter().map(|word| word.to_string()).collect(),
        trusts,
        of: site.trusts.len(),
        previous: beside(id.index().checked_sub(1)),
        next: beside(Some(id.index() + 1)),
        all: hrefs.path("topics/index.html"),
        shell,
    }
}

fn of_trust(hrefs: &Hrefs, id: TopicId, trust: TrustId) -> Option<TopicTrust> {
    let site = hrefs.site;
    let own: Vec<(ItemId, Strength)> =
        site.topic(id).items.iter().copied().filter(|&(item, _)| site.trust_of(item) == trust).collect();
    let evidence_of = |page: Option<ItemId>| -> Vec<Evidence> {
        let below = own.iter().filter(|&&(item, _)| !site.item(item).has_page && site.page_of(item) == page);
        below.map(|&(item, _)| evidence(hrefs, item)).collect()
    };
    // A goal counts by its own topics; one whose items alone are about the topic is partly about it.
    let mut goals: Vec<(ItemId, Strength)> = own.iter().copied().filter(|&(item, _)| site.item(item).has_page).collect();
    for page in own.iter().filter_map(|&(item, _)| site.page_of(item)) {
        if !goals.iter().any(|&(goal, _)| goal == page) {
            goals.push((page, Strength::Part));
        }
    }
    goals.sort_by_key(|&(goal, _)| goal);
    let goal = |&(goal, _): &(ItemId, Strength)| {
        let item = site.item(goal);
        let strategy = site.strategy(item.strategy);
        TopicGoal {
            title: site.item_title(goal),
            href: hrefs.node(Node::Item(goal)),
            level: site.level(goal).one.clone(),
            text_html: item.fields.text.as_ref().map(|text| hrefs.marked(strategy.source, text)),
            strategy: (!site.is_current(goal)).then(|| hrefs.link(Node::Strategy(item.strategy))),
            second_hand: hrefs.source(item.strategy).is_some_and(|source| source.second_hand),
            evidence: evidence_of(Some(goal)),
        }
    };
    let with = |strength: Strength| goals.iter().filter(|&&(_, own)| own == strength).map(goal).collect::<Vec<_>>();
    let (main, part, loose) = (with(Strength::Main), with(Strength::Part), evidence_of(None));
    let findings = findings(hrefs, id, trust);
    if main.is_empty() && part.is_empty() && loose.is_empty() && findings.is_empty() {
        return None;
    }
    Some(TopicTrust { anchor: site.trust(trust).id.clone(), link: hrefs.link(Node::Trust(trust)), main, part, loose, findings })
}

fn findings(hrefs: &Hrefs, topic: TopicId, trust: TrustId) -> Vec<String> {
    let site = hrefs.site;
    let own = site.topic(topic).findings.iter().map(|&(id, at)| (site.strategy(id), at)).filter(|(strategy, _)| strategy.trust == trust);
    own.map(|(strategy, at)| hrefs.marked(strategy.source, &strategy.fields.findings[at].text)).collect()
}

fn evidence(hrefs: &Hrefs, item: ItemId) -> Evidence {
    let site = hrefs.site;
    Evidence { text: site.item_title(item), href: hrefs.node(Node::Item(item)), level: site.level(item).one.clone() }
}
