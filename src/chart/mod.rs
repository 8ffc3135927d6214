//! Numbers to the parts of a drawing: XmR and run charts, lines as small as a word, and bars of progress.
//!
//! In: figures with their dates, and what the arithmetic says of them. Out: where lines, marks and ticks stand.
//!
//! Always true
//! - Across, everything stands at a share of the width, and down at a number of pixels: so one drawing fits a phone and a sheet of
//!   paper, with letters and marks of the same size on both.
//! - A mark's kind is told by its shape; its colour only repeats that.
//! - Numbers are rounded to what can be seen, so that the same figures make the same bytes.
//!
//! Not here: words, colours, and the drawing itself. `page/measure/drawing.rs` draws what this room has measured.

mod axis;
mod bar;
mod plot;
mod spark;
#[cfg(test)]
mod tests;

pub use bar::Bar;
pub use plot::{Drawn, Event, Flag, Line, Mark, Plot, Shown, Tick};
pub use spark::Spark;

use crate::measure::{Better, Point, Variation, nature};

/// What a point is, as the name of its mark.
pub fn kind(point: &Point, better: Option<Better>) -> &'static str {
    match point.special.map(|special| nature(better.unwrap_or(Better::Neither), special.side)) {
        None | Some(Variation::Common) => "common",
        Some(Variation::Improvement(_)) => "improvement",
        Some(Variation::Concern(_)) => "concern",
        Some(Variation::Neither(_)) => "neither",
    }
}

/// A number with no more decimals than can be seen, and without zeros at the end.
fn short(number: f64, decimals: usize) -> String {
    let scaled = (number * 10f64.powi(i32::try_from(decimals).expect("no drawing has that many decimals"))).round();
    if scaled.abs() >= 1e15 {
        return format!("{number:.decimals$}");
    }
    // Digit by digit from the last one on, since printing a fraction exactly costs more than all else about a mark.
    let mut rest = scaled.abs() as u64;
    let mut digits = Vec::with_capacity(8);
    for place in 0.. {
        if place > decimals && rest == 0 {
            break;
        }
        let digit = (rest % 10) as u8;
        rest /= 10;
        if place == decimals && !digits.is_empty() {
            digits.push(b'.');
        }
        if place >= decimals || digit > 0 || !digits.is_empty() {
            digits.push(b'0' + digit);
        }
    }
    if scaled < 0.0 {
        digits.push(b'-');
    }
    digits.into_iter().rev().map(char::from).collect()
}
