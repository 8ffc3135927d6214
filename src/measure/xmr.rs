//! XmR charts: figures in their order, the limits of each stretch, and what is special.

use std::ops::Range;

use super::causes::{Cause, Special, special};
use super::limits::{Limits, limits};
use super::{Side, side};

/// How special causes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Whether unusually large moving ranges are left out of the limits. The R package does so by default; Making Data Count's own
    /// spreadsheet does not, and neither do we.
    pub screen: bool,
    /// How many points make a trend, and how many a shift. Making Data Count takes 7 for both; other schools 6 and 8.
    pub trend: usize,
    pub shift: usize,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { screen: false, trend: 7, shift: 7 }
    }
}

/// Where limits are worked out anew, because the process is known to have changed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The first point of it.
    pub from: usize,
    /// The points that its limits rest on, where those are not all: the others are held against them.
    pub base: Option<Range<usize>>,
}

/// A stretch of points with limits of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    pub points: Range<usize>,
    /// `None`: too few points for limits.
    pub limits: Option<Limits>,
}

/// A figure in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub value: f64,
    pub special: Option<Special>,
}

/// All of a chart's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Xmr {
    pub points: Vec<Point>,
    /// At least one where there is a point; together they hold every point once.
    pub stretches: Vec<Stretch>,
}

impl Xmr {
    /// The stretch of the latest point.
    pub fn latest(&self) -> Option<&Stretch> {
        self.stretches.last()
    }

    /// The limits that the latest point is held against.
    pub fn limits(&self) -> Option<&Limits> {
        self.latest()?.limits.as_ref()
    }
}

/// Works out an XmR chart of `values`, oldest first. Limits start anew at each of `sections`, which are in order; the points before
/// the first are a stretch of their own, unless it starts at 0. Runs do not go on from one stretch to the next, as in
/// `NHSRplotthedots`, which groups by them.
pub fn xmr(values: &[f64], sections: &[Section], rules: &Rules) -> Xmr {
    let mut starts: Vec<Section> = sections.iter().filter(|section| section.from < values.len()).cloned().collect();
    if starts.first().is_none_or(|first| first.from > 0) && !values.is_empty() {
        starts.insert(0, Section { from: 0, base: None });
    }
    let mut chart = Xmr { points: Vec::with_capacity(values.len()), stretches: Vec::new() };
    for (at, section) in starts.iter().enumerate() {
        let to = starts.get(at + 1).map_or(values.len(), |next| next.from);
        // Of two sections at one point, the later one stands.
        if section.from >= to {
            continue;
        }
        let own = &values[section.from..to];
        let base = section.base.clone().map_or(own, |base| {
            let inside = |at: usize| at.clamp(section.from, to);
            let (from, to) = (inside(base.start), inside(base.end));
            &values[from..to.max(from)]
        });
        let found = limits(base, rules.screen);
        let special = found.as_ref().map(|limits| special(own, limits, rules.trend, rules.shift));
        let special = special.unwrap_or_else(|| vec![None; own.len()]);
        chart.points.extend(own.iter().zip(special).map(|(&value, special)| Point { value, special }));
        chart.stretches.push(Stretch { points: section.from..to, limits: found });
    }
    chart
}

impl Xmr {
    /// The first point from which on things are as they are at the latest: the start of its trend or shift, or of the points of
    /// common cause before it. It is in the latest stretch.
    pub fn since(&self) -> Option<usize> {
        let stretch = self.latest()?;
        let mean = stretch.limits?.mean;
        let last = stretch.points.end - 1;
        let value = |at: usize| self.points[at].value;
        let goes_on = |at: usize| match self.points[last].special.map(|special| special.cause) {
            None => self.points[at].special.is_none(),
            Some(Cause::Trend) => side(value(at + 1), value(at)) == side(value(last), value(last - 1)),
            Some(Cause::Shift) => side(value(at), mean) == side(value(last), mean),
            Some(Cause::NearLimit) => at + 2 >= last,
            Some(Cause::Outside) => false,
        };
        Some((stretch.points.start..last).rev().take_while(|&at| goes_on(at)).last().unwrap_or(last))
    }

    /// Whether the latest figure is higher than the one before it; `None` if it is the same, or the only one.
    pub fn rises(&self) -> Option<bool> {
        let [.., before, latest] = &self.points[..] else { return None };
        side(latest.value, before.value).map(|side| side == Side::High)
    }
}
