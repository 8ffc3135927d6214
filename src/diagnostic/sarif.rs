//! Problems as SARIF 2.1.0, the format of code scanning services.
//!
//! The standard: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::spot::{Spot, below};
use super::{Code, Diagnostic, Diagnostics, Severity, codes, sentence};
use crate::source::{Place, Sources};

/// Everything that could mean something else in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name that services have agreed on for the repository's folder.
const BASE: &str = "%SRCROOT%";

/// One run, with the rules of the codes that it met, in the order of the table of codes. `folder` is the project's folder as
/// seen from the repository's, empty if they are the same.
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources, folder: &str) -> String {
    let met = |code: &&&Code| diagnostics.iter().any(|diagnostic| diagnostic.code == **code);
    let rules: Vec<&Code> = codes::ALL.iter().filter(met).copied().collect();
    let log = Log { sources, folder, rules: &rules };
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "trustpress",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
                },
            },
            "originalUriBaseIds": {
                BASE: { "description": { "text": "The repository's folder." } },
            },
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|diagnostic| log.result(diagnostic)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).expect("JSON values are always printable") + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rule(code: &Code) -> Value {
    let finds = sentence(code.finds());
    json!({
        "id": code.name,
        "shortDescription": { "text": finds },
        "fullDescription": { "text": format!("{finds} Why it matters: {}.", code.matters()) },
        "help": { "text": code.plain_text(), "markdown": code.markdown() },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

struct Log<'a> {
    sources: &'a Sources,
    folder: &'a str,
    rules: &'a [&'a Code],
}

impl Log<'_> {
    fn result(&self, d: &Diagnostic) -> Value {
        let index = self.rules.iter().position(|code| *code == d.code);
        let mut result = json!({
            "ruleId": d.code.name,
            "ruleIndex": index.expect("the rules are those of the problems"),
            "level": level(d.severity),
            // Braces stay as they are: readers take them as such in a message that has no arguments.
            "message": { "text": d.sentences() },
        });
        if let Some(place) = d.place {
            let mut location = json!({ "physicalLocation": self.location(place) });
            if let (Some(label), Some(region)) = (&d.label, location.pointer_mut("/physicalLocation/region")) {
                region["message"] = json!({ "text": label });
            }
            result["locations"] = json!([location]);
        }
        if !d.related.is_empty() {
            let related = d.related.iter().zip(1..).map(
                |((place, words), id)| json!({ "id": id, "physicalLocation": self.location(*place), "message": { "text": words } }),
            );
            result["relatedLocations"] = related.collect();
        }
        if let Some((right, place)) = d.replace.as_ref().zip(d.place) {
            let what = d.help.as_deref().unwrap_or("this would be right");
            result["fixes"] = json!([{
                "description": { "text": sentence(what) },
                "artifactChanges": [{
                    "artifactLocation": self.file(place),
                    "replacements": [{
                        "deletedRegion": self.region(place.source.at(right.at)),
                        "insertedContent": { "text": right.text },
                    }],
                }],
            }]);
        }
        result
    }

    fn file(&self, place: Place) -> Value {
        let path = below(self.folder, self.sources.get(place.source).path());
        json!({ "uri": utf8_percent_encode(&path, PATH).to_string(), "uriBaseId": BASE })
    }

    fn location(&self, place: Place) -> Value {
        let mut location = json!({ "artifactLocation": self.file(place) });
        // A picture has no lines to point at.
        if self.sources.get(place.source).is_text() {
            location["region"] = self.region(place);
        }
        location
    }

    fn region(&self, place: Place) -> Value {
        let spot = Spot::of(place, self.sources);
        json!({
            "startLine": spot.start.line,
            "startColumn": spot.start.column,
            "endLine": spot.end.line,
            "endColumn": spot.end.column,
            "byteOffset": spot.at.start,
            "byteLength": spot.at.end - spot.at.start,
        })
    }
}
