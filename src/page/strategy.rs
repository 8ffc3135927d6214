//! The page of one strategy, and links to strategies.

use serde::Serialize;

use super::Hrefs;
use super::item::Depth;
use super::overview::OverviewView;
use super::shell::{About, LinkView, Shell};
use super::thread::ThreadView;
use crate::site::{Node, StrategyId};

#[derive(Debug, Serialize)]
pub struct StrategyPage {
    pub shell: Shell,
    pub overview: OverviewView,
    /// From what it is for to what is planned, as a list and a drawing.
    pub thread: Option<ThreadView>,
    pub data: Option<String>,
    /// Where its tables are listed.
    pub tables: Option<String>,
    /// Where it is listed in StratML.
    pub stratml: Option<String>,
    /// Strategies before and after this one, of the same trust.
    pub others: Vec<StrategyLink>,
}
/// A link to a strategy with its period.
#[derive(Debug, Serialize)]
pub struct StrategyLink {
    pub link: LinkView,
    pub kind: Option<String>,
    pub period: Option<String>,
    /// Whether it is the trust's current one.
    pub current: bool,
    /// `superseded`, `archived` or `earlier`; nothing if it applies.
    pub standing: Option<&'static str>,
    /// Whose it is, where that is not plain.
    pub trust: Option<String>,
}

pub fn of(hrefs: &Hrefs, id: StrategyId) -> StrategyPage {
    let site = hrefs.site;
    let strategy = site.strategy(id);
    let overview = hrefs.overview(id, Depth { shift: 1, whole: false });
    let shell = hrefs.shell(About {
        kind: "strategy",
        title: strategy.fields.title.to_string(),
        description: strategy.fields.text.as_ref().map(|text| site.plain(site.words(strategy.source, text))),
        trust: Some(strategy.trust),
        strategy: Some(id),
    });
    let others = site.trust(strategy.trust).strategies.iter().filter(|&&other| other != id);
    let files = hrefs.data_files(Some(id));
    let listed = |kind: &str| files.iter().any(|file| file.media_type == kind).then(|| hrefs.data_link(id));
    StrategyPage {
        thread: hrefs.asked.of("thread", || hrefs.thread(id)),
        data: hrefs.strategy_json(id),
        tables: listed("text/csv"),
        stratml: listed("application/xml"),
        others: others.map(|&other| hrefs.strategy_link(other)).collect(),
        overview,
        shell,
    }
}

impl Hrefs<'_> {
    pub fn strategy_link(&self, id: StrategyId) -> StrategyLink {
        let strategy = self.site.strategy(id);
        StrategyLink {
            link: self.link(Node::Strategy(id)),
            kind: strategy.fields.kind.as_deref().map(str::to_string),
            period: strategy.fields.period.as_ref().map(|period| period.printed.clone()),
            current: self.site.trust(strategy.trust).current == Some(id),
            standing: self.site.standing(id),
            trust: None,
        }
    }
}
