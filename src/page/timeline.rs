//! Strategies and their periods, in the order of time. What states no period stands apart; nothing is guessed.

use jiff::civil::Date;
use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::spread::SpreadView;
use super::strategy::StrategyLink;
use crate::site::{Node, StrategyId};

#[derive(Debug, Serialize)]
pub struct TimelinePage {
    pub shell: Shell,
    /// The other pages of the timeline, if it takes several.
    pub spread: Option<SpreadView>,
    /// The years that the axis names, at equal distances; the last one ends it.
    pub years: Vec<i32>,
    /// The axis's length in months.
    pub months: i32,
    /// Months from one named year to the next.
    pub step: i32,
    pub dated: Vec<TimelineEntry>,
    pub undated: Vec<TimelineEntry>,
}

#[derive(Debug, Serialize)]
pub struct TimelineEntry {
    pub trust: LinkView,
    pub strategy: StrategyLink,
    /// Where its bar stands on the axis, if any of its dates is known.
    pub bar: Option<Bar>,
    /// Periods that the source states in its own words.
    pub stated: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Bar {
    /// Months from the start of the axis.
    pub from: i32,
    pub months: i32,
    /// Whether the document leaves open when it starts or ends.
    pub open_start: bool,
    pub open_end: bool,
}

/// At most so many years are named.
const MOST_YEARS: i32 = 9;

/// The `at`th page of the timeline. The axis is that of all pages.
pub fn of(hrefs: &Hrefs, at: usize) -> TimelinePage {
    let site = hrefs.site;
    let pages = site.pages_of_timeline();
    let spans = || pages.iter().flatten().filter_map(|&id| site.strategy(id).span());
    let first = spans().map(|(from, _)| i32::from(from.year())).min().unwrap_or_default();
    let last = spans().map(|(_, to)| i32::from(to.year())).max().unwrap_or_default() + 1;
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| last - first <= step * MOST_YEARS).unwrap_or(100);
    let first = first.div_euclid(step) * step;
    let steps = (last - first + step - 1) / step;
    let month = |date: Date| (i32::from(date.year()) - first) * 12 + i32::from(date.month()) - 1;
    let entry = |&id: &StrategyId| {
        let strategy = site.strategy(id);
        let period = strategy.fields.period.as_ref();
        TimelineEntry {
            trust: hrefs.link_as(Node::Trust(strategy.trust), site.trust(strategy.trust).short_name()),
            strategy: hrefs.strategy_link(id),
            bar: strategy.span().map(|(from, to)| Bar {
                from: month(from),
                months: month(to) - month(from) + 1,
                open_start: period.is_some_and(|period| period.first().is_none()),
                open_end: period.is_some_and(|period| period.last().is_none()),
            }),
            stated: strategy.fields.stated_periods.iter().map(|stated| stated.text.to_string()).collect(),
        }
    };
    let (dated, undated): (Vec<_>, Vec<_>) = pages[at].iter().map(entry).partition(|entry| entry.bar.is_some());
    // Many may start in one year, so that the trust belongs to the name.
    let name = |&id: &StrategyId| {
        let strategy = site.strategy(id);
        let year = strategy.span().map(|(from, _)| format!("{} ", from.year())).unwrap_or_default();
        year + site.trust(strategy.trust).short_name()
    };
    TimelinePage {
        shell: hrefs.shell(About::site("timeline", "")),
        spread: hrefs.spread_by(&pages, "timeline", at, name),
        years: (0..=steps).map(|at| first + at * step).collect(),
        months: steps * step * 12,
        step: step * 12,
        dated,
        undated,
    }
}
