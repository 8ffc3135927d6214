//! Problems without drawing: one fact a line, for screen readers, logs and tests.

use super::spot::Spot;
use super::{Diagnostics, one_line};
use crate::source::Sources;

/// `error[code] file:line:column message`; below it, as far as there is anything to say, `  there: …` (of the marked text),
/// `  help: …`, `  write: …` (the text that would be right) and `  see file:line:column words` (of other places).
pub fn plain(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for d in diagnostics.iter() {
        let place = d.place.map(|place| format!("{} ", Spot::of(place, sources))).unwrap_or_default();
        text += &format!("{}[{}] {place}{}\n", d.severity.word(), d.code.name, one_line(&d.message));
        if let Some(label) = &d.label {
            text += &format!("  there: {}\n", one_line(label));
        }
        if let Some(help) = &d.help {
            text += &format!("  help: {}\n", one_line(help));
        }
        if let Some(right) = d.unsaid() {
            text += &format!("  write: {right}\n");
        }
        for (place, words) in &d.related {
            text += &format!("  see {} {}\n", Spot::of(*place, sources), one_line(words));
        }
    }
    text
}
