//! Colours and whether text can be read in them. Formulas: WCAG 2.2, relative luminance and contrast ratio.

use crate::strategy::scalars::Colour;

pub const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
pub const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };

/// The contrast ratio of two colours, from 1 to 21, whichever is the lighter.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0 for black to 1 for white.
fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

/// The colour mixed with another: `share` 0 is the colour itself, 1 the other.
pub fn mixed(colour: Colour, other: Colour, share: f64) -> Colour {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Colour {
        red: channel(colour.red, other.red),
        green: channel(colour.green, other.green),
        blue: channel(colour.blue, other.blue),
    }
}

/// The colour moved towards `towards` as little as it takes to reach `ratio` on `background`, in steps of one hundredth.
pub fn moved_until(colour: Colour, towards: Colour, background: Colour, ratio: f64) -> Colour {
    let mut steps = (0..=100).map(|step| mixed(colour, towards, f64::from(step) / 100.0));
    steps.find(|candidate| contrast(*candidate, background) >= ratio).unwrap_or(towards)
}

/// Why a pair of colours cannot be told apart well enough: nothing if it can. What falls short never reads as what is needed.
pub fn too_low(one: Colour, other: Colour, needed: f64) -> Option<String> {
    let ratio = contrast(one, other);
    let told = (ratio * 10.0).floor() / 10.0;
    (ratio < needed).then(|| format!("has a contrast of {told:.1} to 1, and {needed} is needed"))
}
