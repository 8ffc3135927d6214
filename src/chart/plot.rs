//! A chart over time: the figures as a line with marks, mean and limits of each stretch, target, steps and notes.

use jiff::civil::Date;

use super::axis::Axis;
use super::{kind, short};
use crate::measure::{Aim, Better, Xmr};

/// The height of the chart's field, in pixels, and the room above it for flags.
const HEIGHT: f64 = 200.0;
const ABOVE: f64 = 28.0;
/// The most figures that are drawn: on a phone, more would be closer together than their marks are wide.
pub const MOST: usize = 60;

/// What is to be drawn.
pub struct Shown<'a> {
    /// The dates of all figures, oldest first, and whether each is a point of the chart.
    pub dates: &'a [(Date, bool)],
    pub chart: &'a Xmr,
    pub better: Option<Better>,
    pub aim: Option<Aim>,
    /// What is to be flagged, in order of time.
    pub events: &'a [Event],
}

/// Something that a reader must know of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    pub day: Date,
    /// Whether limits start anew there.
    pub step: bool,
}

/// A drawing, ready to be written: `x` in percent of the width, `y` in pixels from the top.
#[derive(Debug, PartialEq)]
pub struct Plot {
    pub height: i32,
    /// Where the field ends and the dates stand.
    pub bottom: i32,
    pub top: i32,
    pub lines: Vec<Line>,
    pub marks: Vec<Mark>,
    /// Where figures are withheld, or no numbers.
    pub gaps: Vec<String>,
    pub flags: Vec<Flag>,
    /// Numbers up the side.
    pub ticks: Vec<Tick>,
    /// The first figure that is drawn, among all that are there.
    pub from: usize,
    /// What there is to see, for the key.
    pub has: Drawn,
}

/// Kinds of lines and marks in a drawing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub limits: bool,
    pub target: bool,
    pub improvement: bool,
    pub concern: bool,
    pub neither: bool,
    pub gaps: bool,
}

#[derive(Debug, PartialEq)]
pub struct Line {
    /// `figures`, `mean`, `limit`, `target` or `step`.
    pub kind: &'static str,
    pub x1: String,
    pub y1: String,
    pub x2: String,
    pub y2: String,
}

#[derive(Debug, PartialEq)]
pub struct Mark {
    /// `common`, `improvement`, `concern` or `neither`.
    pub kind: &'static str,
    pub x: String,
    pub y: String,
}

/// The number of an event, which a list below the chart explains.
#[derive(Debug, PartialEq)]
pub struct Flag {
    pub x: String,
    pub y: i32,
    pub number: usize,
}

#[derive(Debug, PartialEq)]
pub struct Tick {
    pub y: String,
    pub text: String,
}

impl Plot {
    /// Draws a chart; `None` where there are fewer than three figures: two are no course, and Making Data Count warns of comparing
    /// them.
    pub fn of(shown: &Shown) -> Option<Plot> {
        let from = shown.dates.len().saturating_sub(MOST);
        let dates = &shown.dates[from..];
        let first = shown.dates[..from].iter().filter(|(_, known)| *known).count();
        let points = shown.chart.points.get(first..)?;
        if points.len() < 3 {
            return None;
        }
        let [(start, _), .., (end, _)] = dates else { return None };
        let across = |day: Date| {
            let whole = f64::from((*end - *start).get_days()).max(1.0);
            percent(f64::from((day - *start).get_days()) / whole)
        };
        let days: Vec<Date> = dates.iter().filter(|(_, known)| *known).map(|(day, _)| *day).collect();
        let stretches: Vec<_> = shown.chart.stretches.iter().filter(|stretch| stretch.points.end > first).collect();
        let limits = || stretches.iter().filter_map(|stretch| stretch.limits);
        let lines = limits().flat_map(|limits| [limits.lower, limits.upper]);
        let least = if limits().next().is_some() { 0.0 } else { 0.1 };
        let axis = Axis::holding(points.iter().map(|point| point.value).chain(lines).chain(ends(shown.aim)), least);
        let down = |value: f64| short(ABOVE + HEIGHT * (1.0 - axis.share(value)), 1);
        let mut plot = Plot {
            height: (ABOVE + HEIGHT) as i32 + 28,
            bottom: (ABOVE + HEIGHT) as i32,
            top: ABOVE as i32,
            lines: Vec::new(),
            marks: Vec::new(),
            gaps: dates.iter().filter(|(_, known)| !known).map(|(day, _)| across(*day)).collect(),
            flags: Vec::new(),
            ticks: axis.ticks.iter().map(|&tick| Tick { y: down(tick), text: axis.text(tick) }).collect(),
            from,
            has: Drawn::default(),
        };
        let line = |kind, (x1, x2): (&str, &str), (y1, y2): (&str, &str)| Line {
            kind,
            x1: x1.into(),
            y1: y1.into(),
            x2: x2.into(),
            y2: y2.into(),
        };
        let level = |kind, value: f64, from: &str, to: &str| line(kind, (from, to), (&down(value), &down(value)));
        for value in ends(shown.aim) {
            plot.lines.push(level("target", value, "0", "100%"));
        }
        for (at, stretch) in stretches.iter().enumerate() {
            let own = stretch.points.start.max(first) - first..stretch.points.end - first;
            let left = if at == 0 { "0".to_string() } else { across(days[own.start]) };
            // The lines of one stretch end where the next begins, so that none seems to hold for both.
            let right = if own.end < days.len() { across(days[own.end]) } else { "100%".to_string() };
            if let Some(limits) = stretch.limits {
                plot.lines.push(level("limit", limits.lower, &left, &right));
                plot.lines.push(level("limit", limits.upper, &left, &right));
                plot.lines.push(level("mean", limits.mean, &left, &right));
            }
            for pair in own.collect::<Vec<_>>().windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let ends = (down(points[a].value), down(points[b].value));
                plot.lines.push(line("figures", (&across(days[a]), &across(days[b])), (&ends.0, &ends.1)));
            }
        }
        for (at, event) in shown.events.iter().filter(|event| event.day >= *start && event.day <= *end).enumerate() {
            let x = across(event.day);
            if event.step {
                plot.lines.push(line("step", (&x, &x), (&short(ABOVE, 0), &short(ABOVE + HEIGHT, 0))));
            }
            // Neighbours stand on two levels, so that they do not hide each other.
            plot.flags.push(Flag { x, y: if at % 2 == 0 { 10 } else { 21 }, number: at + 1 });
        }
        plot.marks = points
            .iter()
            .zip(&days)
            .map(|(point, day)| Mark { kind: kind(point, shown.better), x: across(*day), y: down(point.value) })
            .collect();
        let seen = |kind: &str| plot.marks.iter().any(|mark| mark.kind == kind);
        plot.has = Drawn {
            limits: limits().next().is_some(),
            target: shown.aim.is_some(),
            improvement: seen("improvement"),
            concern: seen("concern"),
            neither: seen("neither"),
            gaps: !plot.gaps.is_empty(),
        };
        Some(plot)
    }
}

/// The lines that an aim has.
fn ends(aim: Option<Aim>) -> impl Iterator<Item = f64> {
    let (one, other) = match aim {
        None => (None, None),
        Some(Aim::AtLeast(line) | Aim::AtMost(line)) => (Some(line), None),
        Some(Aim::Within(from, to)) => (Some(from), Some(to)),
    };
    one.into_iter().chain(other)
}

fn percent(share: f64) -> String {
    match short(share * 100.0, 1).as_str() {
        "0" => "0".to_string(),
        text => format!("{text}%"),
    }
}
