//! Strategies and their periods, in the order of time. What states no period stands apart; nothing is guessed.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::strategy::StrategyLink;
use crate::site::{Node, StrategyId};

#[derive(Debug, Serialize)]
pub struct TimelinePage {
    pub shell: Shell,
    /// The years from the first start to the last end.
    pub years: Vec<i16>,
    pub dated: Vec<TimelineEntry>,
    pub undated: Vec<TimelineEntry>,
}

#[derive(Debug, Serialize)]
pub struct TimelineEntry {
    pub trust: LinkView,
    pub strategy: StrategyLink,
    /// The first and the last year that the period touches, if it has an end there.
    pub from: Option<i16>,
    pub to: Option<i16>,
    /// Periods that the source states in its own words.
    pub stated: Vec<String>,
}

pub fn of(hrefs: &Hrefs) -> TimelinePage {
    let site = hrefs.site;
    let mut entries: Vec<(TimelineEntry, Option<jiff::civil::Date>)> = site
        .trust_ids()
        .flat_map(|trust| site.trust(trust).strategies.iter().copied())
        .map(|id| (entry(hrefs, id), site.strategy(id).fields.period.as_ref().and_then(|period| period.first().or(period.last()))))
        .collect();
    entries.sort_by_key(|(_, first)| *first);
    let (dated, undated): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(_, first)| first.is_some());
    let (dated, undated): (Vec<_>, Vec<_>) =
        (dated.into_iter().map(|(entry, _)| entry).collect::<Vec<_>>(), undated.into_iter().map(|(entry, _)| entry).collect());
    let first = dated.iter().filter_map(|entry| entry.from.or(entry.to)).min();
    let last = dated.iter().filter_map(|entry| entry.to.or(entry.from)).max();
    let years = first.zip(last).map(|(first, last)| (first..=last).collect()).unwrap_or_default();
    TimelinePage { shell: hrefs.shell(About::site("timeline", "")), years, dated, undated }
}

fn entry(hrefs: &Hrefs, id: StrategyId) -> TimelineEntry {
    let strategy = hrefs.site.strategy(id);
    let period = strategy.fields.period.as_ref();
    TimelineEntry {
        trust: hrefs.link(Node::Trust(strategy.trust)),
        strategy: hrefs.strategy_link(id),
        from: period.and_then(|period| period.first()).map(|date| date.year()),
        to: period.and_then(|period| period.last()).map(|date| date.year()),
        stated: strategy.fields.stated_periods.iter().map(|stated| stated.text.to_string()).collect(),
    }
}
