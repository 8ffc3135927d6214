//! The arithmetic of progress: limits of usual variation, special causes, the way to a target, how often figures come.
//!
//! In: numbers and dates. Out: numbers, and answers as values.
//!
//! Always true
//! - Nothing is guessed. What cannot be judged is an answer with its reason ([`Unjudged`]), not a number.
//! - Nothing here asks the clock.
//! - Numbers that differ only by the rounding of the machine are equal ([`same`]).
//!
//! Not here: words, pages, drawings, and where figures come from.
//!
//! The charts are those of NHS England's *Making Data Count*: XmR charts, four rules for special causes, an icon for variation
//! and one for assurance. The rules are taken as `NHSRplotthedots` of the NHS-R community (MIT) implements and documents them;
//! tests hold our results to figures that this package and its Python sibling `nhspy-plotthedots` publish.

mod causes;
mod icons;
mod legend;
mod limits;
mod progress;
mod rhythm;
#[cfg(test)]
mod tests;
mod xmr;

pub use causes::{Cause, Special};
pub use icons::{Assurance, Variation, assurance, nature, variation};
pub use legend::{Band, Fault, band, faults};
pub use limits::{LEAST, Limits, TRIAL, limits};
pub use progress::{Aim, Pace, Step, Unjudged, pace, way};
pub use rhythm::{is_late, usual};
pub use xmr::{Point, Rules, Section, Stretch, Xmr, xmr};

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    Up,
    Down,
    Neither,
}

/// The side of the mean that a value is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    High,
    Low,
}

/// Whether two values are the same but for what the machine rounds: decimal fractions such as 0.1 are not exact in it, and a mean of
/// equal values may miss them by the last bit. Without this, figures that never change would make a run above their mean.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9)
}

/// The side of `line` that a value is on; `None` on it.
pub fn side(value: f64, line: f64) -> Option<Side> {
    match (same(value, line), value > line) {
        (true, _) => None,
        (false, true) => Some(Side::High),
        (false, false) => Some(Side::Low),
    }
}
