//! Problems as workflow commands of GitHub Actions: each is shown at its line of a pull request.

use super::spot::Spot;
use super::{Diagnostics, Severity, one_line};
use crate::source::Sources;

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=CODE::message`, one line a problem. `folder` is the project's
/// folder as seen from the repository's, empty if they are the same.
pub fn github(diagnostics: &Diagnostics, sources: &Sources, folder: &str) -> String {
    let mut text = String::new();
    for d in diagnostics.iter() {
        let command = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let mut properties = Vec::new();
        if let Some(spot) = d.place.map(|place| Spot::of(place, sources)) {
            properties.push(format!("file={}", property(&super::spot::below(folder, spot.file))));
            if spot.is_text {
                properties.push(format!("line={}", spot.start.line));
                // Columns are refused for a range of several lines.
                match spot.start.line == spot.end.line {
                    true => properties
                        .push(format!("col={},endLine={},endColumn={}", spot.start.column, spot.end.line, spot.end.column)),
                    false => properties.push(format!("endLine={}", spot.end.line)),
                }
            }
        }
        properties.push(format!("title={}", property(d.code.name)));
        let mut words = vec![d.sentences()];
        words.extend(d.related.iter().map(|(place, words)| format!("See {} {}", Spot::of(*place, sources), one_line(words))));
        text += &format!("::{command} {}::{}\n", properties.join(","), message(&words.join("\n")));
    }
    text
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
