//! What the figures of a measure say, as pages show it: a chart, two icons, a finding, and the way to the target.

use serde::Serialize;

use super::drawing::{KeyView, key, plot_svg, spark_svg};
use super::{FigureView, with_unit};
use crate::chart::{Bar, Event, Plot, Shown, Spark, Tick};
use crate::measure::{Assurance, Cause, Side, Unjudged, Variation};
use crate::page::Hrefs;
use crate::site::{ItemId, Reckoning};
use crate::strategy::model::Measure;

#[derive(Debug, Serialize)]
pub struct SaidView {
    /// The latest figure that is a number or a rating.
    pub latest: Option<FigureView>,
    pub icons: IconsView,
    pub finding: Option<FindingView>,
    /// `met` or `not_met`: how the latest figure stands to the target.
    pub met: Option<&'static str>,
    pub way: Option<WayView>,
    /// Why the figures cannot be held against the plan, where there is a target with a number.
    pub unjudged: Option<Unjudged>,
    /// Whether a newer figure should be there by now.
    pub late: bool,
    /// How many figures are withheld or no numbers.
    pub left_out: usize,
    /// How many figures the limits rest on, if they are too few to be firm.
    pub trial: Option<usize>,
    /// How many differences between figures the limits leave out as outliers.
    pub screened: usize,
    pub mean: Option<String>,
    pub lower: Option<String>,
    pub upper: Option<String>,
    pub plot: Option<PlotView>,
    pub events: Vec<EventView>,
}

/// The two icons; nothing where there is nothing to judge by.
#[derive(Debug, Serialize)]
pub struct IconsView {
    /// `common`, `improvement`, `concern` or `neither`.
    pub variation: Option<&'static str>,
    /// `high` or `low`, where the variation is special.
    pub side: Option<Side>,
    /// `pass`, `fail` or `hit-or-miss`.
    pub assurance: Option<&'static str>,
}

/// What a chart shows, as the key of a sentence.
#[derive(Debug, Serialize)]
pub struct FindingView {
    /// `none`, `outside-high`, `rising-low` …: which rule the latest figure meets, and the side of the mean that it is on.
    pub key: String,
    pub since: String,
    /// Whether the sentence is about more than one figure.
    pub several: bool,
}

/// How much of the way is behind us, in whole percent.
#[derive(Debug, Serialize)]
pub struct WayView {
    pub made: i32,
    pub plan: Option<PlannedView>,
    pub bar: Bar,
}

/// Where the plan has us on the day of the latest figure.
#[derive(Debug, Serialize)]
pub struct PlannedView {
    pub planned: i32,
    pub date: String,
    /// How many points ahead of the plan, or behind it; neither if just as planned.
    pub ahead: u32,
    pub behind: u32,
}

#[derive(Debug, Serialize)]
pub struct PlotView {
    pub height: i32,
    /// What stands inside the frame, as SVG, but for the dates below.
    pub drawing_html: String,
    /// What its lines and marks mean.
    pub key: Vec<KeyView>,
    /// The dates of the first and the last figure that are drawn, and of one in the middle.
    pub first: String,
    pub middle: Option<DateTick>,
    pub last: String,
}

#[derive(Debug, Serialize)]
pub struct DateTick {
    pub x: String,
    pub date: String,
}

/// Something of a date that a flag on the chart points to.
#[derive(Debug, Serialize)]
pub struct EventView {
    pub number: usize,
    pub date: String,
    pub html: Option<String>,
    pub text: Option<String>,
    pub step: bool,
}

impl IconsView {
    pub fn of(reckoning: &Reckoning) -> IconsView {
        let (variation, side) = match reckoning.variation {
            None => (None, None),
            Some(Variation::Common) => (Some("common"), None),
            Some(Variation::Improvement(side)) => (Some("improvement"), Some(side)),
            Some(Variation::Concern(side)) => (Some("concern"), Some(side)),
            Some(Variation::Neither(side)) => (Some("neither"), Some(side)),
        };
        let assurance = reckoning.assurance.map(|assurance| match assurance {
            Assurance::Pass => "pass",
            Assurance::Fail => "fail",
            Assurance::HitOrMiss => "hit-or-miss",
        });
        IconsView { variation, side, assurance }
    }
}

impl Hrefs<'_> {
    /// What the figures of an item's measure say; `None` where it has none.
    pub fn said(&self, item: ItemId, measure: &Measure) -> Option<SaidView> {
        let reckoning = self.site.reckoning(item, measure);
        let unit = measure.unit.as_deref().unwrap_or_default();
        let source = self.site.strategy(self.site.item(item).strategy).source;
        let (first, last) = (reckoning.figures.first()?, reckoning.figures.last()?);
        let limits = reckoning.chart.limits();
        let decimals = decimals(&reckoning);
        let line = |value: f64| with_unit(&format!("{value:.decimals$}"), unit);
        let events = events(&reckoning);
        let shown: Vec<Event> = events.iter().map(|(event, _)| *event).collect();
        let dates: Vec<_> = reckoning.figures.iter().map(|figure| (figure.date.first(), figure.number.is_some())).collect();
        let plot = Plot::of(&Shown {
            dates: &dates,
            chart: &reckoning.chart,
            better: reckoning.better,
            aim: reckoning.aim.ok(),
            events: &shown,
        });
        let from = plot.as_ref().map_or(0, |plot| plot.from);
        let start = dates.get(from).map_or(first.date.first(), |(day, _)| *day);
        let visible = events.into_iter().filter(|(event, _)| event.day >= start && event.day <= last.date.first());
        let event = |(at, (event, place)): (usize, (Event, Place))| EventView {
            number: at + 1,
            date: match place {
                Place::Step(step) => reckoning.steps[step].1.date.value.to_string(),
                Place::Figure(figure) => reckoning.figures[figure].date.to_string(),
            },
            html: match place {
                Place::Step(step) => Some(self.marked(source, &reckoning.steps[step].1.reason)),
                Place::Figure(_) => None,
            },
            text: match place {
                Place::Step(_) => None,
                Place::Figure(figure) => reckoning.figures[figure].note.map(str::to_string),
            },
            step: event.step,
        };
        let events = if plot.is_some() { visible.enumerate().map(event).collect() } else { Vec::new() };
        Some(SaidView {
            latest: reckoning.latest().map(|latest| FigureView::of(&latest.amount.printed, unit, Some(latest.date))),
            icons: IconsView::of(&reckoning),
            finding: finding(&reckoning),
            met: reckoning.is_met().map(|met| if met { "met" } else { "not_met" }),
            way: way(&reckoning),
            unjudged: reckoning.pace.err().filter(|_| reckoning.aim.is_ok() || reckoning.aim == Err(Unjudged::NoDirection)),
            late: reckoning.late,
            left_out: reckoning.left_out(),
            trial: limits.filter(|limits| limits.trial).map(|limits| limits.points),
            screened: limits.map_or(0, |limits| limits.screened),
            mean: limits.map(|limits| line(limits.mean)),
            lower: limits.map(|limits| line(limits.lower)),
            upper: limits.map(|limits| line(limits.upper)),
            plot: plot.map(|plot| plot_view(plot, &reckoning, unit)),
            events,
        })
    }

    /// The figures as a line as small as a word, in SVG.
    pub fn spark(&self, reckoning: &Reckoning) -> Option<String> {
        Spark::of(&reckoning.chart, reckoning.better).map(|spark| spark_svg(&spark))
    }
}

fn plot_view(plot: Plot, reckoning: &Reckoning, unit: &str) -> PlotView {
    let drawn = &reckoning.figures[plot.from..];
    let days = |at: usize| drawn[at].date.first();
    let whole = (days(drawn.len() - 1) - days(0)).get_days();
    let half = (1..drawn.len().saturating_sub(1)).min_by_key(|&at| (2 * (days(at) - days(0)).get_days() - whole).abs());
    let middle = half.filter(|_| drawn.len() > 4).map(|at| DateTick {
        x: format!("{:.1}%", f64::from((days(at) - days(0)).get_days()) * 100.0 / f64::from(whole.max(1))),
        date: drawn[at].date.to_string(),
    });
    // On the axis a unit of one sign is worth its room; a word is not.
    let unit = if unit.chars().count() <= 2 { unit } else { "" };
    let ticks = plot.ticks.into_iter().map(|tick| Tick { text: with_unit(&tick.text, unit), ..tick }).collect();
    let plot = Plot { ticks, ..plot };
    PlotView {
        height: plot.height,
        drawing_html: plot_svg(&plot),
        key: key(&plot.has),
        first: drawn[0].date.to_string(),
        last: drawn[drawn.len() - 1].date.to_string(),
        middle,
    }
}

fn finding(reckoning: &Reckoning) -> Option<FindingView> {
    let chart = &reckoning.chart;
    let since = chart.since()?;
    let latest = chart.points.last()?;
    let key = match latest.special {
        None => "none".to_string(),
        Some(special) => {
            let cause = match special.cause {
                Cause::Outside => "outside",
                Cause::NearLimit => "near",
                Cause::Shift => "shift",
                Cause::Trend if chart.rises() == Some(false) => "falling",
                Cause::Trend => "rising",
            };
            format!("{cause}-{}", if special.side == Side::High { "high" } else { "low" })
        }
    };
    let at = |point: usize| reckoning.figures[reckoning.known[point]].date.to_string();
    Some(FindingView { key, since: at(since), several: since + 1 < chart.points.len() })
}

fn way(reckoning: &Reckoning) -> Option<WayView> {
    let percent = |share: f64| (share * 100.0).round().clamp(-9999.0, 9999.0) as i32;
    let made = percent(reckoning.way.ok()?);
    let planned = reckoning.pace.ok().map(|pace| percent(pace.planned));
    let view = |planned: i32| {
        let ahead = made - planned;
        let date = reckoning.latest()?.date.to_string();
        Some(PlannedView { planned, date, ahead: ahead.max(0).unsigned_abs(), behind: ahead.min(0).unsigned_abs() })
    };
    Some(WayView { made, plan: planned.and_then(view), bar: Bar::of(made, planned) })
}

/// Where an event comes from: a step, or a figure with a note.
#[derive(Clone, Copy)]
enum Place {
    Step(usize),
    Figure(usize),
}

/// Steps and notes in the order of time. Of one day, the step comes first.
fn events(reckoning: &Reckoning) -> Vec<(Event, Place)> {
    let steps = reckoning.steps.iter().enumerate().map(|(at, (point, _))| {
        let day = reckoning.figures[reckoning.known[*point]].date.first();
        (Event { day, step: true }, Place::Step(at))
    });
    let notes = reckoning.figures.iter().enumerate().filter(|(_, figure)| figure.note.is_some());
    let notes = notes.map(|(at, figure)| (Event { day: figure.date.first(), step: false }, Place::Figure(at)));
    let mut all: Vec<(Event, Place)> = steps.chain(notes).collect();
    all.sort_by_key(|(event, _)| (event.day, !event.step));
    all
}

/// One decimal more than the figures have, and no more than three.
fn decimals(reckoning: &Reckoning) -> usize {
    let of = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = reckoning.known.iter().map(|&at| of(&reckoning.figures[at].amount.printed)).max();
    most.map_or(1, |most| (most + 1).min(3))
}
