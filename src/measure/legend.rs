//! Words for how far ahead of the plan things are: bands of a scale that must have no gaps and no overlaps.

use super::same;

/// The part of the scale that a word stands for: from (included) to below (not included). An end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub from: Option<f64>,
    pub below: Option<f64>,
}

impl Band {
    pub fn holds(self, value: f64) -> bool {
        // A value that misses the border by a rounding error is on it.
        self.from.is_none_or(|from| value >= from || same(value, from))
            && self.below.is_none_or(|below| value < below && !same(value, below))
    }

    fn start(self) -> f64 {
        self.from.unwrap_or(f64::NEG_INFINITY)
    }

    fn end(self) -> f64 {
        self.below.unwrap_or(f64::INFINITY)
    }
}

/// What is wrong with a set of bands; the numbers say which bands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The band ends before it starts, or holds nothing.
    Empty(usize),
    /// Two bands hold the same values.
    Overlap(usize, usize),
    /// Between one band and the next higher there are values that neither holds.
    Gap(usize, usize),
    /// Nothing holds what lies below the lowest band, or above the highest.
    OpenBelow(usize),
    OpenAbove(usize),
}

/// The band that holds a value.
pub fn band(bands: &[Band], value: f64) -> Option<usize> {
    bands.iter().position(|band| band.holds(value))
}

/// Everything that is wrong with a set of bands. A set without faults holds every value in exactly one band.
pub fn faults(bands: &[Band]) -> Vec<Fault> {
    let empty = |&at: &usize| bands[at].start() >= bands[at].end();
    let (empty, mut order): (Vec<usize>, Vec<usize>) = (0..bands.len()).partition(empty);
    let mut found: Vec<Fault> = empty.into_iter().map(Fault::Empty).collect();
    order.sort_by(|&a, &b| bands[a].start().total_cmp(&bands[b].start()).then(a.cmp(&b)));
    // The band that reaches highest so far: a later one may end within it.
    let mut top: Option<usize> = None;
    for &at in &order {
        match top {
            None if bands[at].from.is_some() => found.push(Fault::OpenBelow(at)),
            None => {}
            Some(top) if bands[at].start() < bands[top].end() => found.push(Fault::Overlap(top, at)),
            Some(top) if bands[at].start() > bands[top].end() => found.push(Fault::Gap(top, at)),
            Some(_) => {}
        }
        top = Some(top.filter(|&top| bands[top].end() >= bands[at].end()).unwrap_or(at));
    }
    found.extend(top.filter(|&top| bands[top].below.is_some()).map(Fault::OpenAbove));
    found
}
