//! The count at the end of a report.

use std::collections::BTreeSet;

use super::{Diagnostics, Severity};

/// "2 errors, 1 warning, 3 pieces of advice in 2 files", or `None` when there is nothing to say. Where advice is not shown,
/// it is only counted: "2 errors in 1 file; 3 pieces of advice: `trustpress check` shows them".
pub fn summary(diagnostics: &Diagnostics, shows_advice: bool) -> Option<String> {
    let shown = if shows_advice { diagnostics } else { &diagnostics.without_advice() };
    let counted = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    let count = |(severity, one, many): (Severity, &str, &str)| match shown.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let counted: Vec<String> = counted.into_iter().filter_map(count).collect();
    let files: BTreeSet<_> = shown.iter().filter_map(|d| d.place.map(|place| place.source)).collect();
    let files = match files.len() {
        0 => String::new(),
        1 => " in 1 file".to_string(),
        many => format!(" in {many} files"),
    };
    let advice = match diagnostics.len() - shown.len() {
        0 => None,
        1 => Some("1 piece of advice: `trustpress check` shows it".to_string()),
        many => Some(format!("{many} pieces of advice: `trustpress check` shows them")),
    };
    let counted = (!counted.is_empty()).then(|| counted.join(", ") + &files);
    let parts: Vec<String> = [counted, advice].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
