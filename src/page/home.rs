//! The first page: which trusts, which subjects.

use serde::Serialize;

use super::Hrefs;
use super::section::SectionView;
use super::shell::{About, LinkView, Shell};
use super::strategy::StrategyLink;
use crate::site::{Node, Owner, TrustId};

#[derive(Debug, Serialize)]
pub struct HomePage {
    pub shell: Shell,
    pub description_html: Option<String>,
    pub trusts: Vec<TrustCard>,
    pub topics: Vec<TopicCard>,
    /// The site's own pages in their groups, if it has such.
    pub sections: Vec<SectionView>,
    pub timeline: Option<String>,
    pub all_topics: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct TrustCard {
    pub link: LinkView,
    pub name: String,
    pub kind: Option<String>,
    pub strategy: Option<StrategyLink>,
    /// The current strategy's goals at its highest level with pages; none where the site has more than 50 trusts.
    pub goals: Vec<LinkView>,
    pub second_hand: bool,
}

#[derive(Debug, Serialize)]
pub struct TopicCard {
    pub link: LinkView,
    pub trusts: usize,
}

/// In a list of more trusts than these, nobody reads what the goals of each are.
const MOST_TRUSTS: usize = 50;

pub fn of(hrefs: &Hrefs) -> HomePage {
    let site = hrefs.site;
    let file = site.file.as_ref();
    let description = file.and_then(|file| file.description.as_ref()).zip(site.files().site);
    let mut about = About::site("home", file.map(|file| file.title.to_string()).unwrap_or_default());
    about.description = description.map(|(text, source)| site.plain(site.words(source, text)));
    HomePage {
        shell: hrefs.shell(about),
        description_html: description.map(|(text, source)| hrefs.marked(source, text)),
        trusts: site.trust_ids().map(|id| trust_card(hrefs, id)).collect(),
        topics: hrefs.topic_cards(),
        sections: hrefs.sections(),
        timeline: hrefs.there("timeline/index.html", Owner::Timeline(0)),
        all_topics: hrefs.there("topics/index.html", Owner::Topics),
    }
}

fn trust_card(hrefs: &Hrefs, id: TrustId) -> TrustCard {
    let site = hrefs.site;
    let trust = site.trust(id);
    let highest = |current| {
        let has_page_above = |item| site.item(item).parent.and_then(|above| site.page_of(above)).is_some();
        site.goals(current).filter(move |&goal| !has_page_above(goal))
    };
    let named = site.trusts.len() <= MOST_TRUSTS;
    let goals = trust.current.filter(|_| named).into_iter().flat_map(highest);
    TrustCard {
        link: hrefs.link(Node::Trust(id)),
        name: trust.file.name.to_string(),
        kind: trust.file.kind.as_deref().map(str::to_string),
        strategy: trust.current.map(|current| hrefs.strategy_link(current)),
        goals: goals.map(|goal| hrefs.link_as(Node::Item(goal), site.item_short_title(goal))).collect(),
        second_hand: trust.current.and_then(|current| hrefs.source(current)).is_some_and(|source| source.second_hand),
    }
}

impl Hrefs<'_> {
    /// Every topic, with the number of trusts that have something on it.
    pub fn topic_cards(&self) -> Vec<TopicCard> {
        let card = |id| {
            let topic = self.site.topic(id);
            TopicCard { link: self.link(Node::Topic(id)), trusts: topic.trusts.len() }
        };
        self.site.topic_ids().map(card).collect()
    }
}
