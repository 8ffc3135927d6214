//! The two icons of Making Data Count: what the variation is like, and whether the target will be met.

use super::progress::Aim;
use super::{Better, Limits, Side, Xmr, side};

/// What the latest point says of the variation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// Nothing but chance.
    Common,
    /// A special cause, for the better.
    Improvement(Side),
    /// A special cause, for the worse.
    Concern(Side),
    /// A special cause, and neither way is better.
    Neither(Side),
}

/// What the limits say of the target, if nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// It will be met again and again.
    Pass,
    /// It will be missed again and again.
    Fail,
    /// It may be met or missed by chance.
    HitOrMiss,
}

/// What a special point is, where `better` says which way is better.
pub fn nature(better: Better, side: Side) -> Variation {
    match (better, side) {
        (Better::Neither, side) => Variation::Neither(side),
        (Better::Up, Side::High) | (Better::Down, Side::Low) => Variation::Improvement(side),
        (Better::Up, Side::Low) | (Better::Down, Side::High) => Variation::Concern(side),
    }
}

/// The variation icon: by the latest point. `None`: there are no limits to judge it by.
/// Source: Making Data Count; `NHSRplotthedots`, `ptd_calculate_point_type`.
pub fn variation(chart: &Xmr, better: Better) -> Option<Variation> {
    chart.limits()?;
    let latest = chart.points.last()?;
    Some(latest.special.map_or(Variation::Common, |special| nature(better, special.side)))
}

/// The assurance icon: the limits of the latest stretch against the target.
/// Source: Making Data Count; `NHSRplotthedots`, `ptd_calculate_assurance_type`: a target that lies on a limit or between the two may
/// be met or missed. For a range, which the package does not have: limits within it pass, limits outside it altogether fail.
pub fn assurance(limits: &Limits, aim: Aim) -> Assurance {
    let above = |value: f64, line: f64| side(value, line) == Some(Side::High);
    match aim {
        Aim::AtLeast(target) if above(limits.lower, target) => Assurance::Pass,
        Aim::AtLeast(target) if above(target, limits.upper) => Assurance::Fail,
        Aim::AtMost(target) if above(target, limits.upper) => Assurance::Pass,
        Aim::AtMost(target) if above(limits.lower, target) => Assurance::Fail,
        Aim::Within(from, to) if above(limits.lower, from) && above(to, limits.upper) => Assurance::Pass,
        Aim::Within(from, to) if above(from, limits.upper) || above(limits.lower, to) => Assurance::Fail,
        _ => Assurance::HitOrMiss,
    }
}
