//! The words that the tool puts on pages: `strings/<language>.yaml`, upper layers over lower ones.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::layers::Layers;
use super::translations::Translation;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use crate::source::{Place, SourceId};
use crate::strategy::scalars::meant_language;
use crate::strategy::{untyped, yaml_tree};

/// The language of a site, and where `site.yaml` names it.
#[derive(Clone, Copy)]
pub struct Language<'a> {
    pub name: &'a str,
    pub place: Option<Place>,
}

/// The strings of a language. A key that the language lacks is reported, and taken from English meanwhile.
pub fn load(layers: &Layers, language: Language, problems: &mut Diagnostics) -> Map<String, Value> {
    let name = language.name;
    let mut built_in = Map::new();
    let mut english = Map::new();
    read(layers, "en", Some(&mut built_in), &mut english, problems);
    let mut meant = check_own(layers, "en", &built_in, problems);
    if name == "en" {
        return english;
    }
    let mut strings = Map::new();
    let found = read(layers, name, None, &mut strings, problems);
    meant.extend(check_own(layers, name, &built_in, problems));
    let mut missing = Vec::new();
    complete(&mut strings, &english, "", &mut missing);
    if !found {
        let problem = at(language.place, &codes::STRINGS_PROBLEM, format!("no theme has strings for the language `{name}`"));
        let languages = layers.languages();
        // `en_GB` is `en-GB`, and for want of that `en`.
        let meant = meant_language(name.trim_matches(['“', '”', '‘', '’', '-']));
        let first = meant.as_deref().and_then(|meant| meant.split('-').next());
        if let Some(meant) = [meant.as_deref(), first].into_iter().flatten().find(|meant| languages.contains(*meant)) {
            problems.push(problem.suggest(Some(meant)));
            return strings;
        }
        problems.push(
            problem.did_you_mean(name, languages.iter().map(String::as_str)).help_or(|| {
                format!("add `themes/<theme>/strings/{name}.yaml` with a translation of every key of `strings/en.yaml`")
            }),
        );
        return strings;
    }
    // A key that is mistyped is missing under its right name: that is one mistake.
    missing.retain(|path| !meant.contains(path));
    if !missing.is_empty() {
        let own = layers.all(&path_of(name)).filter_map(|(_, source)| source).last();
        let missing: Vec<String> = missing.iter().map(|path| format!("`{path}`")).collect();
        let message = format!("the strings of `{name}` lack {}", missing.join(", "));
        problems.push(at(own.map(SourceId::start), &codes::STRINGS_PROBLEM, message).help("translate each of these keys"));
    }
    strings
}

fn path_of(language: &str) -> String {
    format!("strings/{language}.yaml")
}

fn at(place: Option<Place>, code: &'static Code, message: String) -> Diagnostic {
    match place {
        Some(place) => Diagnostic::new(code, place, message),
        None => Diagnostic::general(code, message),
    }
}

/// Holds the project's own files of a language against the built-in English ones. Gives the keys that were likely meant where
/// unknown ones stand.
fn check_own(layers: &Layers, language: &str, built_in: &Map<String, Value>, problems: &mut Diagnostics) -> BTreeSet<String> {
    let mut meant = BTreeSet::new();
    for (bytes, source) in layers.all(&path_of(language)) {
        let (Some(source), Ok(text)) = (source, std::str::from_utf8(bytes)) else { continue };
        let Some(tree) = yaml_tree(text) else { continue };
        let templates: Vec<&str> = layers.templates().filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok()).collect();
        let mut translation = Translation { source, text, templates: &templates, meant: BTreeSet::new() };
        translation.check(&tree, built_in, "", problems);
        meant.extend(translation.meant);
    }
    meant
}

/// Reads the strings of one language from every layer, and apart from that the built-in ones. Whether any layer has them.
fn read(
    layers: &Layers,
    language: &str,
    mut built_in: Option<&mut Map<String, Value>>,
    strings: &mut Map<String, Value>,
    problems: &mut Diagnostics,
) -> bool {
    let mut found = false;
    for (bytes, source) in layers.all(&path_of(language)) {
        found = true;
        let text = String::from_utf8_lossy(bytes);
        match untyped(&text, source.unwrap_or(SourceId::FIRST)) {
            Ok(Value::Object(upper)) => {
                if let (Some(built_in), None) = (&mut built_in, source) {
                    lay_over(built_in, upper.clone());
                }
                lay_over(strings, upper);
            }
            Ok(_) => problems.push(match source {
                Some(source) => Diagnostic::new(&codes::STRINGS_PROBLEM, source.start(), "strings are written as `key: words`")
                    .help(codes::STRINGS_PROBLEM.cure()),
                None => Diagnostic::general(&codes::STRINGS_PROBLEM, "the built-in strings are not keys with words"),
            }),
            Err(found) => problems.extend(found),
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
                missing.push(path);
                strings.insert(key.clone(), value.clone());
            }
        }
    }
}
