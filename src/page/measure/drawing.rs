//! Drawings as SVG: what the chart room has measured, in the bytes that a page shows.
//!
//! Not templates: a drawing is a hundred small parts, and what a mark means its shape says, which is no matter of a theme's taste.
//! Themes colour and size the parts by their classes, and set the frame, the words and the key round them.

use std::fmt::Write;

use serde::Serialize;

use crate::chart::{Drawn, Plot, Spark};

/// A small drawing that shows what a kind of line or mark looks like.
#[derive(Debug, Serialize)]
pub struct KeyView {
    /// `mean`, `limit`, `target`, `improvement`, `concern`, `neither` or `gap`.
    pub kind: &'static str,
    /// The drawing, as SVG.
    pub sample_html: String,
}

/// Everything inside a chart's frame but its dates, whose words are the theme's.
pub fn plot_svg(plot: &Plot) -> String {
    let mut svg = String::with_capacity(64 * (4 + 2 * plot.ticks.len() + plot.lines.len() + plot.marks.len()));
    svg += "<g class=\"chart__grid\">";
    for tick in &plot.ticks {
        let y = &tick.y;
        let text = escaped(&tick.text);
        svg += "\n";
        parts(&mut svg, &["<line x1=\"0\" x2=\"100%\" y1=\"", y, "\" y2=\"", y, "\"/>"]);
        parts(&mut svg, &["<text x=\"-8\" y=\"", y, "\" dy=\".32em\" text-anchor=\"end\">", &text, "</text>"]);
    }
    svg += "\n</g>";
    for line in &plot.lines {
        parts(&mut svg, &["\n<line class=\"chart__", line.kind, "\" x1=\"", &line.x1, "\" x2=\"", &line.x2]);
        parts(&mut svg, &["\" y1=\"", &line.y1, "\" y2=\"", &line.y2, "\"/>"]);
    }
    let bottom = plot.bottom.to_string();
    for x in &plot.gaps {
        svg += "\n";
        gap(&mut svg, x, &bottom);
    }
    for each in &plot.marks {
        svg += "\n";
        mark(&mut svg, each.kind, &each.x, &each.y);
    }
    for flag in &plot.flags {
        let (x, y, number) = (&flag.x, flag.y, flag.number);
        write!(svg, "\n<text class=\"chart__flag\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{number}</text>").expect(WRITES);
    }
    svg
}

/// What the lines and marks of a drawing mean, in the order of a chart's key.
pub fn key(has: &Drawn) -> Vec<KeyView> {
    let kinds = [
        ("mean", has.limits),
        ("limit", has.limits),
        ("target", has.target),
        ("improvement", has.improvement),
        ("concern", has.concern),
        ("neither", has.neither),
        ("gap", has.gaps),
    ];
    kinds.into_iter().filter(|(_, has)| *has).map(|(kind, _)| KeyView { kind, sample_html: sample(kind) }).collect()
}

fn sample(kind: &str) -> String {
    let mut svg = "<svg class=\"chart__sample\" width=\"24\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">".to_string();
    match kind {
        "gap" => gap(&mut svg, "12", "8"),
        "mean" | "limit" | "target" => {
            parts(&mut svg, &["<line class=\"chart__", kind, "\" x1=\"0\" x2=\"24\" y1=\"8\" y2=\"8\"/>"]);
        }
        _ => mark(&mut svg, kind, "12", "8"),
    }
    svg + "</svg>"
}

/// A line as small as a word.
pub fn spark_svg(spark: &Spark) -> String {
    let (width, height) = (spark.width, spark.height);
    let mut svg = format!(
        "<svg class=\"spark\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" \
         focusable=\"false\">"
    );
    if let Some((y, tall)) = &spark.band {
        write!(svg, "<rect class=\"spark__band\" x=\"0\" y=\"{y}\" width=\"{width}\" height=\"{tall}\"/>").expect(WRITES);
    }
    parts(&mut svg, &["<path class=\"spark__line\" d=\"", &spark.d, "\"/>"]);
    mark(&mut svg, spark.kind, &spark.x, &spark.y);
    svg + "</svg>"
}

/// The mark of one figure. Its shape alone says what it is.
fn mark(svg: &mut String, kind: &str, x: &str, y: &str) {
    let shape = match kind {
        "common" => {
            return parts(svg, &["<circle class=\"chart__mark chart__mark--common\" cx=\"", x, "\" cy=\"", y, "\" r=\"3.5\"/>"]);
        }
        "improvement" => "M-5-5H5V5H-5Z",
        "concern" => "M0-7 7 5H-7Z",
        _ => "M0-7 7 0 0 7-7 0Z",
    };
    parts(svg, &["<svg class=\"chart__mark chart__mark--", kind, "\" x=\"", x, "\" y=\"", y, "\" overflow=\"visible\"><path d=\""]);
    parts(svg, &[shape, "\"/></svg>"]);
}

/// The place of a figure that is withheld.
fn gap(svg: &mut String, x: &str, y: &str) {
    parts(
        svg,
        &["<svg class=\"chart__gap\" x=\"", x, "\" y=\"", y, "\" overflow=\"visible\"><path d=\"M-4-4 4 4M-4 4 4-4\"/></svg>"],
    );
}

fn parts(svg: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| svg.push_str(part));
}

/// The text of a tick: a number, and perhaps a unit that somebody wrote.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

const WRITES: &str = "writing to a string cannot fail";
