//! Strategies and their periods, in the order of time. What states no period stands apart; nothing is guessed.

use jiff::civil::Date;
use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::strategy::StrategyLink;
use crate::site::{Node, StrategyId};

#[derive(Debug, Serialize)]
pub struct TimelinePage {
    pub shell: Shell,
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

pub fn of(hrefs: &Hrefs) -> TimelinePage {
    let site = hrefs.site;
    let mut entries: Vec<(StrategyId, Option<(Date, Date)>)> =
        site.trust_ids().flat_map(|trust| site.trust(trust).strategies.iter().copied()).map(|id| (id, span(hrefs, id))).collect();
    entries.sort_by_key(|(_, span)| *span);
    let first = entries.iter().filter_map(|(_, span)| Some(i32::from(span.as_ref()?.0.year()))).min().unwrap_or_default();
    let last = entries.iter().filter_map(|(_, span)| Some(i32::from(span.as_ref()?.1.year()))).max().unwrap_or_default() + 1;
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| last - first <= step * MOST_YEARS).unwrap_or(100);
    let first = first.div_euclid(step) * step;
    let steps = (last - first + step - 1) / step;
    let month = |date: Date| (i32::from(date.year()) - first) * 12 + i32::from(date.month()) - 1;
    let entry = |(id, span): (StrategyId, Option<(Date, Date)>)| {
        let strategy = site.strategy(id);
        let period = strategy.fields.period.as_ref();
        TimelineEntry {
            trust: hrefs.link_as(Node::Trust(strategy.trust), site.trust(strategy.trust).short_name()),
            strategy: hrefs.strategy_link(id),
            bar: span.map(|(from, to)| Bar {
                from: month(from),
                months: month(to) - month(from) + 1,
                open_start: period.is_some_and(|period| period.first().is_none()),
                open_end: period.is_some_and(|period| period.last().is_none()),
            }),
            stated: strategy.fields.stated_periods.iter().map(|stated| stated.text.to_string()).collect(),
        }
    };
    let (dated, undated): (Vec<_>, Vec<_>) = entries.into_iter().map(entry).partition(|entry| entry.bar.is_some());
    TimelinePage {
        shell: hrefs.shell(About::site("timeline", "")),
        years: (0..=steps).map(|at| first + at * step).collect(),
        months: steps * step * 12,
        step: step * 12,
        dated,
        undated,
    }
}

/// The first and the last day that a strategy's period touches. One end that is not stated is taken from the other; ends in
/// the wrong order are a mistake that is reported elsewhere, and change places here.
fn span(hrefs: &Hrefs, id: StrategyId) -> Option<(Date, Date)> {
    let period = hrefs.site.strategy(id).fields.period.as_ref()?;
    let (first, last) = (period.first(), period.last());
    let (from, to) = (first.or(last)?, last.or(first)?);
    Some((from.min(to), from.max(to)))
}
