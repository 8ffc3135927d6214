//! The four rules that tell a special cause from chance.

use super::{Limits, Side, side};

/// Which rule a point meets. Where several do, it is named after the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    Outside,
    Trend,
    NearLimit,
    Shift,
}

/// A point that chance does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Special {
    pub cause: Cause,
    /// Whether the value is high or low.
    pub side: Side,
}

/// What is special in each of `values`, which belong to one stretch.
///
/// Source: Making Data Count; `NHSRplotthedots`, `ptd_calculate_point_type`. In order:
/// 1. a point outside a limit;
/// 2. a trend: `trend` points, each higher than the one before, or each lower; equal points end it; all its points are marked;
/// 3. two of three consecutive points between the near limit and the limit, where all three are on the same side of the mean; the
///    near ones are marked;
/// 4. a shift: `shift` consecutive points on one side of the mean; a point on the mean ends it; all its points are marked.
///
/// A special point is high or low by its side of the mean, whichever rule it meets. On the mean itself, where only a trend can be
/// special, it is high in a rising trend and low in a falling one: the package leaves that case to its last branch.
pub fn special(values: &[f64], limits: &Limits, trend: usize, shift: usize) -> Vec<Option<Special>> {
    let sides: Vec<Option<Side>> = values.iter().map(|&value| side(value, limits.mean)).collect();
    let mut found: Vec<Option<Special>> = vec![None; values.len()];
    let mut mark = |at: usize, cause: Cause, otherwise: Side| {
        found[at].get_or_insert(Special { cause, side: sides[at].unwrap_or(otherwise) });
    };
    let beyond = |value: f64| match () {
        () if side(value, limits.upper) == Some(Side::High) => Some(Side::High),
        () if side(value, limits.lower) == Some(Side::Low) => Some(Side::Low),
        () => None,
    };
    for (at, &value) in values.iter().enumerate() {
        if let Some(side) = beyond(value) {
            mark(at, Cause::Outside, side);
        }
    }
    let steps: Vec<Option<Side>> = values.windows(2).map(|pair| side(pair[1], pair[0])).collect();
    for (from, to, way) in runs(&steps, trend.saturating_sub(1)) {
        // A run of steps joins one point more than it has steps.
        (from..=to).for_each(|at| mark(at, Cause::Trend, way));
    }
    let near = |at: usize| {
        let value = values[at];
        let past = side(value, limits.near_upper) == Some(Side::High) || side(value, limits.near_lower) == Some(Side::Low);
        past && beyond(value).is_none()
    };
    for from in 0..values.len().saturating_sub(2) {
        let three = from..from + 3;
        let one_side = sides[from].filter(|_| three.clone().all(|at| sides[at] == sides[from]));
        let (Some(side), true) = (one_side, three.clone().filter(|&at| near(at)).count() >= 2) else { continue };
        three.filter(|&at| near(at)).for_each(|at| mark(at, Cause::NearLimit, side));
    }
    for (from, to, side) in runs(&sides, shift) {
        (from..to).for_each(|at| mark(at, Cause::Shift, side));
    }
    found
}

/// The runs of at least `least` equal sides: where each starts, and where it has ended.
fn runs(sides: &[Option<Side>], least: usize) -> Vec<(usize, usize, Side)> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < sides.len() {
        let to = sides[from..].iter().position(|side| *side != sides[from]).map_or(sides.len(), |length| from + length);
        if let (Some(side), true) = (sides[from], to - from >= least.max(1)) {
            found.push((from, to, side));
        }
        from = to;
    }
    found
}
