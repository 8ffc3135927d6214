//! The arithmetic held against published figures, figures worked by hand, and what must be true of any figures.

mod progress;
mod properties;
mod published;
mod rules;

use super::*;

/// Whether two numbers agree to the digits that a source prints.
fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

fn chart(values: &[f64]) -> Xmr {
    xmr(values, &[], &Rules::default())
}
