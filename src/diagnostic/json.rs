//! Problems as a JSON array, for programs. `docs/content/pages/checks.md` describes the members.

use serde_json::{Map, Value, json};

use super::spot::Spot;
use super::{Diagnostic, Diagnostics};
use crate::source::{Place, Sources};

/// One object a problem: `code`, `severity`, the place, `message`, `label`, `help`, `replace` and `related`. A place is
/// `file`, `line`, `column`, `end_line`, `end_column`, and in bytes `start` and `end`. What there is not is `null`.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let list: Vec<Value> = diagnostics.iter().map(|diagnostic| object(diagnostic, sources)).collect();
    serde_json::to_string_pretty(&list).expect("JSON values are always printable") + "\n"
}

fn object(d: &Diagnostic, sources: &Sources) -> Value {
    let related = d.related.iter().map(|(place, words)| {
        let mut other = Map::new();
        other.insert("words".into(), words.as_str().into());
        other.append(&mut members(Some(*place), sources));
        Value::Object(other)
    });
    let replace = d.replace.as_ref().zip(d.place).map(|(right, place)| {
        let mut replace = Map::new();
        replace.insert("text".into(), right.text.as_str().into());
        replace.insert("sure".into(), right.sure.into());
        replace.append(&mut members(Some(place.source.at(right.at)), sources));
        Value::Object(replace)
    });
    let mut object = Map::new();
    object.insert("code".into(), d.code.name.into());
    object.insert("severity".into(), d.severity.word().into());
    object.append(&mut members(d.place, sources));
    object.insert("message".into(), d.message.as_str().into());
    object.insert("label".into(), json!(d.label));
    object.insert("help".into(), json!(d.help));
    object.insert("replace".into(), json!(replace));
    object.insert("related".into(), related.collect());
    Value::Object(object)
}

fn members(place: Option<Place>, sources: &Sources) -> Map<String, Value> {
    let spot = place.map(|place| Spot::of(place, sources));
    let spot = spot.as_ref();
    let members = [
        ("file", json!(spot.map(|spot| spot.file))),
        ("line", json!(spot.map(|spot| spot.start.line))),
        ("column", json!(spot.map(|spot| spot.start.column))),
        ("end_line", json!(spot.map(|spot| spot.end.line))),
        ("end_column", json!(spot.map(|spot| spot.end.column))),
        ("start", json!(spot.map(|spot| spot.at.start))),
        ("end", json!(spot.map(|spot| spot.at.end))),
    ];
    members.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}
