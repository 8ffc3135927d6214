//! Every page of the site as one nested list.

use serde::Serialize;

use super::Hrefs;
use super::section::SectionView;
use super::shell::{About, LinkView, Shell};
use crate::site::{ItemId, Node, Owner, StrategyId};

#[derive(Debug, Serialize)]
pub struct SiteMapPage {
    pub shell: Shell,
    pub trusts: Vec<Branch>,
    /// Whether the list stops at the trusts, because there are too many pages below them.
    pub shallow: bool,
    pub topics: Vec<LinkView>,
    pub all_topics: Option<String>,
    pub timeline: Option<String>,
    pub updates: Option<String>,
    pub glossary: Option<String>,
    /// The site's own pages in their groups, then those that are in none.
    pub sections: Vec<SectionView>,
    pub pages: Vec<LinkView>,
}

/// A link and the links below it.
#[derive(Debug, Serialize)]
pub struct Branch {
    pub link: LinkView,
    pub plan_on_a_page: Option<String>,
    pub whole: Option<String>,
    pub progress: Option<String>,
    pub below: Vec<Branch>,
}

/// More pages than these are too many for one list: then it stops at the trusts.
const MOST_PAGES: usize = 2000;

pub fn of(hrefs: &Hrefs) -> SiteMapPage {
    let site = hrefs.site;
    let deep = site.routes().pages() <= MOST_PAGES;
    let trust = |id| Branch {
        link: hrefs.link(Node::Trust(id)),
        plan_on_a_page: None,
        whole: None,
        progress: None,
        below: site.trust(id).strategies.iter().filter(|_| deep).map(|&strategy| of_strategy(hrefs, strategy)).collect(),
    };
    SiteMapPage {
        trusts: site.trust_ids().map(trust).collect(),
        shallow: !deep,
        topics: site.topic_ids().map(|id| hrefs.link(Node::Topic(id))).collect(),
        all_topics: hrefs.there("topics/index.html", Owner::Topics),
        timeline: hrefs.there("timeline/index.html", Owner::Timeline(0)),
        updates: hrefs.there("updates/index.html", Owner::Updates),
        glossary: hrefs.there("glossary/index.html", Owner::Glossary),
        sections: hrefs.sections(),
        pages: hrefs.loose_pages(),
        shell: hrefs.shell(About::site("site-map", "")),
    }
}

fn of_strategy(hrefs: &Hrefs, id: StrategyId) -> Branch {
    let site = hrefs.site;
    let highest = |&goal: &ItemId| site.item(goal).parent.and_then(|above| site.page_of(above)).is_none();
    Branch {
        link: hrefs.link(Node::Strategy(id)),
        plan_on_a_page: hrefs.plan_on_a_page(id),
        whole: hrefs.whole(id),
        progress: hrefs.progress(id),
        below: site.goals(id).filter(highest).map(|goal| of_goal(hrefs, goal)).collect(),
    }
}

fn of_goal(hrefs: &Hrefs, id: ItemId) -> Branch {
    let site = hrefs.site;
    let below = site
        .below(id)
        .into_iter()
        .filter(|&item| site.item(item).has_page && site.item(item).parent.and_then(|above| site.page_of(above)) == Some(id));
    Branch {
        link: hrefs.link(Node::Item(id)),
        plan_on_a_page: None,
        whole: None,
        progress: None,
        below: below.map(|item| of_goal(hrefs, item)).collect(),
    }
}
