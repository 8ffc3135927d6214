//! A scale with round numbers on it.

use super::short;

/// A scale from the bottom to the top of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// The scale that holds all `values`, with about four steps of 1, 2 or 5 times a power of ten. It is as long as the share
    /// `least` of them, so that a small difference is not drawn as a large one; figures with limits need no such care, because
    /// their limits say what is large.
    pub fn holding(values: impl Iterator<Item = f64>, least: f64) -> Axis {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = match () {
            () if low > high => (0.0, 1.0),
            () => {
                let least = low.abs().max(high.abs()) * least.max(0.001);
                let room = if least == 0.0 { 0.5 } else { ((least - (high - low)) / 2.0).max(0.0) };
                (low - room, high + room)
            }
        };
        let rough = (high - low) / 4.0;
        let power = rough.log10().floor() as i32;
        let unit = 10f64.powi(power);
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * unit).find(|step| *step >= rough).unwrap_or(10.0 * unit);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        // Counted in steps, so that no rounding error adds up.
        let count = (last - first).clamp(1.0, 10.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|at| (first + at as f64) * step).collect();
        let decimals = usize::try_from(-(step.log10().floor() as i32)).unwrap_or(0);
        Axis { low: ticks[0], high: *ticks.last().expect("there are at least two ticks"), ticks, decimals }
    }

    /// How far up a value stands, from 0 to 1.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// A tick as text.
    pub fn text(&self, tick: f64) -> String {
        format!("{:.*}", self.decimals, if short(tick, self.decimals) == "0" { 0.0 } else { tick })
    }
}
