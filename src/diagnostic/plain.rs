//! Problems without drawing: one line a fact for screen readers and tests, JSON for machines, and the count at the end.

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Sources};

/// `error[code] file:line:column message`, then `  help: …` and `  see file:line:column words` lines.
pub fn plain(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for d in diagnostics.iter() {
        let place = d.place.map(|place| where_is(place, sources) + " ").unwrap_or_default();
        text += &format!("{}[{}] {place}{}\n", d.severity.word(), d.code.name, d.message);
        if let Some(help) = &d.help {
            text += &format!("  help: {help}\n");
        }
        for (place, words) in &d.related {
            text += &format!("  see {} {words}\n", where_is(*place, sources));
        }
    }
    text
}

/// A JSON array of objects: `code`, `severity`, `file`, `line`, `column`, `start` and `end` (bytes), `message`, `help`, `replace`.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let value = |d: &Diagnostic| {
        let at = d.place.map(|place| (sources.get(place.source), place.at));
        let position = at.map(|(source, at)| source.line_column(at.start));
        serde_json::json!({
            "code": d.code.name,
            "severity": d.severity.word(),
            "file": at.map(|(source, _)| source.path()),
            "line": position.map(|p| p.line),
            "column": position.map(|p| p.column),
            "start": at.map(|(_, at)| at.start),
            "end": at.map(|(_, at)| at.end),
            "message": d.message,
            "help": d.help,
            "replace": d.replace,
        })
    };
    let list: Vec<_> = diagnostics.iter().map(value).collect();
    serde_json::to_string_pretty(&list).expect("JSON values are always printable") + "\n"
}

/// "2 errors, 1 warning in 2 files", or `None` when there is nothing to say.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let counted = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ]
    .into_iter()
    .map(|(severity, one, many)| (diagnostics.count(severity), one, many))
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
    .collect::<Vec<_>>();
    if counted.is_empty() {
        return None;
    }
    let files: std::collections::BTreeSet<_> = diagnostics.iter().filter_map(|d| d.place.map(|place| place.source)).collect();
    let files = match files.len() {
        0 => String::new(),
        1 => " in 1 file".to_string(),
        many => format!(" in {many} files"),
    };
    Some(counted.join(", ") + &files)
}

fn where_is(place: Place, sources: &Sources) -> String {
    let source = sources.get(place.source);
    let position = source.line_column(place.at.start);
    format!("{}:{}:{}", source.path(), position.line, position.column)
}
