//! The page of one trust: who it is, its current strategy, and the ones before.

use serde::Serialize;

use super::item::Depth;
use super::overview::OverviewView;
use super::shell::{About, LinkOut, Shell};
use super::strategy::StrategyLink;
use super::updates::FollowView;
use super::{Hrefs, SourceView};
use crate::site::{Node, StrategyId, TrustId};

#[derive(Debug, Serialize)]
pub struct TrustPage {
    pub shell: Shell,
    pub name: String,
    pub kind: Option<String>,
    pub nation: Option<String>,
    pub ods: Option<String>,
    pub text_html: Option<String>,
    pub places: Vec<String>,
    pub sites: Vec<SiteView>,
    pub former_names: Vec<FormerView>,
    pub partners: Vec<LinkOut>,
    pub website: Option<String>,
    /// The current strategy: its statements and goals.
    pub current: Option<OverviewView>,
    pub current_link: Option<StrategyLink>,
    pub plan_on_a_page: Option<String>,
    pub source: Option<SourceView>,
    /// Strategies that serve the current one.
    pub parts: Vec<StrategyLink>,
    /// The other strategies, newest first.
    pub others: Vec<StrategyLink>,
    /// Strategies of other trusts that are this one's as well.
    pub shared: Vec<StrategyLink>,
    pub follow: FollowView,
}

#[derive(Debug, Serialize)]
pub struct SiteView {
    pub name: String,
    pub kind: Option<String>,
    pub also: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct FormerView {
    pub name: String,
    pub until: Option<String>,
}

pub fn of(hrefs: &Hrefs, id: TrustId) -> TrustPage {
    let site = hrefs.site;
    let trust = site.trust(id);
    let file = &trust.file;
    let owned = |text: &Option<crate::strategy::located::Text>| text.as_deref().map(str::to_string);
    let strings = |texts: &[crate::strategy::located::Text]| texts.iter().map(|text| text.to_string()).collect();
    let others = trust.strategies.iter().copied().filter(|&strategy| Some(strategy) != trust.current);
    let (parts, others): (Vec<_>, Vec<_>) =
        others.partition(|&strategy| trust.current.is_some() && site.strategy(strategy).part_of == trust.current);
    let with_this = |id: &StrategyId| site.strategy(*id).fields.shared_with.iter().any(|name| **name == *trust.id);
    let shared = site.strategy_ids().filter(with_this).map(|strategy| StrategyLink {
        trust: Some(site.trust(site.strategy(strategy).trust).short_name().to_string()),
        ..hrefs.strategy_link(strategy)
    });
    TrustPage {
        shell: hrefs.shell(About {
            kind: "trust",
            title: file.name.to_string(),
            description: file.text.as_ref().map(|text| site.plain(site.words(trust.source, text))),
            trust: Some(id),
            strategy: None,
        }),
        name: file.name.to_string(),
        kind: owned(&file.kind),
        nation: owned(&file.nation),
        ods: owned(&file.ods),
        text_html: file.text.as_ref().map(|text| hrefs.marked(trust.source, text)),
        places: strings(&file.places),
        sites: file
            .sites
            .iter()
            .map(|place| SiteView { name: place.name.to_string(), kind: owned(&place.kind), also: strings(&place.also) })
            .collect(),
        former_names: file
            .former_names
            .iter()
            .map(|former| FormerView {
                name: former.name.to_string(),
                until: former.until.as_ref().map(|date| date.value.to_string()),
            })
            .collect(),
        partners: file.partners.iter().map(|partner| hrefs.partner(partner)).collect(),
        website: file.website.as_ref().map(|url| url.value.to_string()),
        current: trust.current.map(|current| hrefs.overview(current, Depth { shift: 2, whole: false })),
        current_link: trust.current.map(|current| hrefs.strategy_link(current)),
        plan_on_a_page: trust.current.and_then(|current| hrefs.plan_on_a_page(current)),
        source: trust.current.and_then(|current| hrefs.source(current)),
        parts: parts.into_iter().map(|strategy| hrefs.strategy_link(strategy)).collect(),
        others: others.into_iter().map(|strategy| hrefs.strategy_link(strategy)).collect(),
        shared: shared.collect(),
        follow: hrefs.follow(Some(Node::Trust(id))),
    }
}
