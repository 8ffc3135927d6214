//! A chart as small as a word: the way of the figures, the band of usual variation, and the mark of the latest.

use super::{kind, short};
use crate::measure::{Better, Xmr};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
/// Room for the mark at the end.
const PAD: f64 = 5.0;
/// Two years of months, the latest of the figures.
const MOST: usize = 24;

#[derive(Debug, PartialEq)]
pub struct Spark {
    pub width: i32,
    pub height: i32,
    pub d: String,
    /// The top and the height of the band between the limits.
    pub band: Option<(String, String)>,
    /// The kind of the latest point, and where it stands.
    pub kind: &'static str,
    pub x: String,
    pub y: String,
}

impl Spark {
    /// `None` where there are fewer than three figures, which are no course.
    pub fn of(chart: &Xmr, better: Option<Better>) -> Option<Spark> {
        let points = &chart.points[chart.points.len().saturating_sub(MOST)..];
        let latest = points.last().filter(|_| points.len() > 2)?;
        let limits = chart.limits();
        let ends = limits.iter().flat_map(|limits| [limits.lower, limits.upper]);
        // No axis stands beside it, so that it needs no round numbers and takes all its height.
        let values = points.iter().map(|point| point.value).chain(ends);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let share = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
        let down = |value: f64| PAD + (HEIGHT - 2.0 * PAD) * (1.0 - share(value));
        let across = |at: usize| PAD + (WIDTH - 2.0 * PAD) * at as f64 / (points.len() - 1) as f64;
        let step = |(at, value): (usize, f64)| {
            let letter = if at == 0 { "M" } else { "L" };
            format!("{letter}{} {}", short(across(at), 1), short(down(value), 1))
        };
        Some(Spark {
            width: WIDTH as i32,
            height: HEIGHT as i32,
            d: points.iter().map(|point| point.value).enumerate().map(step).collect(),
            band: limits.map(|limits| (short(down(limits.upper), 1), short(down(limits.lower) - down(limits.upper), 1))),
            kind: kind(latest, better),
            x: short(across(points.len() - 1), 1),
            y: short(down(latest.value), 1),
        })
    }
}
