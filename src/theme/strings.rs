//! The words that the tool puts on pages: `strings/<language>.yaml`, upper layers over lower ones.

use serde_json::{Map, Value};

use super::layers::Layers;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::SourceId;
use crate::strategy::untyped;

/// The strings of a language. A key that the language lacks is reported, and taken from English meanwhile.
pub fn load(layers: &Layers, language: &str, problems: &mut Diagnostics) -> Map<String, Value> {
    let mut english = Map::new();
    read(layers, "en", &mut english, problems);
    if language == "en" {
        return english;
    }
    let mut strings = Map::new();
    let found = read(layers, language, &mut strings, problems);
    let mut missing = Vec::new();
    complete(&mut strings, &english, "", &mut missing);
    if !found {
        problems.push(
            Diagnostic::general(&codes::STRINGS_PROBLEM, format!("no theme has strings for the language `{language}`"))
                .help(format!("add `themes/<theme>/strings/{language}.yaml` with a translation of every key of `strings/en.yaml`")),
        );
    } else if !missing.is_empty() {
        problems.push(
            Diagnostic::general(&codes::STRINGS_PROBLEM, format!("the strings of `{language}` lack {}", missing.join(", ")))
                .help("translate each of these keys"),
        );
    }
    strings
}

/// Reads the strings of one language from every layer. Whether any layer has them.
fn read(layers: &Layers, language: &str, strings: &mut Map<String, Value>, problems: &mut Diagnostics) -> bool {
    let mut found = false;
    for (bytes, source) in layers.all(&format!("strings/{language}.yaml")) {
        found = true;
        let text = String::from_utf8_lossy(bytes);
        match untyped(&text, source.unwrap_or(SourceId::FIRST)) {
            Ok(Value::Object(upper)) => lay_over(strings, upper),
            Ok(_) => problems.push(match source {
                Some(source) => Diagnostic::new(&codes::STRINGS_PROBLEM, source.start(), "strings are written as `key: words`")
                    .help(codes::STRINGS_PROBLEM.cure()),
                None => Diagnostic::general(&codes::STRINGS_PROBLEM, "the built-in strings are not keys with words"),
            }),
            Err(problem) => problems.push(*problem),
        }
    }
    found
}

fn lay_over(lower: &mut Map<String, Value>, upper: Map<String, Value>) {
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(Value::Object(below)), Value::Object(above)) => lay_over(below, above),
            (_, value) => drop(lower.insert(key, value)),
        }
    }
}

/// Fills what is missing from English, and names it.
fn complete(strings: &mut Map<String, Value>, english: &Map<String, Value>, above: &str, missing: &mut Vec<String>) {
    for (key, value) in english {
        let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        match (strings.get_mut(key), value) {
            (Some(Value::Object(own)), Value::Object(english)) => complete(own, english, &path, missing),
            (Some(_), _) => {}
            (None, value) => {
                missing.push(format!("`{path}`"));
                strings.insert(key.clone(), value.clone());
            }
        }
    }
}
