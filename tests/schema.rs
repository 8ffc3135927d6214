//! One definition: the loader, the schemas and the published references agree.

mod support;

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use trustpress::schema::{self, Kind};
use trustpress::source::{SourceId, Sources};

/// Which kind of file stands at a path of `content/`.
fn kind_of(path: &str) -> Option<Kind> {
    Some(match path.rsplit('/').next()? {
        "site.yaml" => Kind::Site,
        "trust.yaml" => Kind::Trust,
        "strategy.yaml" => Kind::Strategy,
        "topics.yaml" => Kind::Topics,
        "glossary.yaml" => Kind::Glossary,
        "partners.yaml" => Kind::Partners,
        "measures.yaml" => Kind::Measures,
        _ => return None,
    })
}

/// The project's own YAML files, as the schema's judge sees them.
fn own_files() -> Vec<(Kind, String, Value)> {
    let sources = Sources::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the content can be read");
    let file = |(_, source): (SourceId, &trustpress::source::Source)| {
        let kind = kind_of(source.path())?;
        let text = source.text().expect("UTF-8");
        let value = trustpress::strategy::untyped(text, SourceId::FIRST).expect("the content is YAML");
        Some((kind, source.path().to_string(), value))
    };
    let files: Vec<_> = sources.below("content/").filter_map(file).collect();
    assert!(files.len() > 10, "the content is gone");
    files
}

fn judge(kind: Kind) -> jsonschema::Validator {
    jsonschema::validator_for(schema::of(kind).as_value()).expect("our schemas are JSON Schemas")
}

#[test]
fn the_schemas_accept_our_content() {
    for (kind, path, value) in own_files() {
        let wrong: Vec<String> =
            judge(kind).iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{path}: {}", wrong.join("\n"));
    }
}

#[test]
fn the_export_fits_its_schema() {
    let (publication, _) = support::own_content();
    let judge = judge(Kind::StrategyJson);
    for (route, bytes) in support::render_all(&publication).iter().filter(|(route, _)| route.ends_with("strategy.json")) {
        let value: Value = serde_json::from_slice(bytes).expect("JSON");
        let wrong: Vec<String> = judge.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{route}: {}", wrong.join("\n"));
    }
}

/// The values that a mistake may put in place of another.
fn wrong_values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!(7)),
        Just(json!(-3)),
        Just(json!(2.5)),
        Just(json!("words")),
        Just(json!("")),
        Just(json!("2019/20")),
        Just(json!([])),
        Just(json!(["a", "b"])),
        Just(json!([{ "id": "x" }])),
        Just(json!({})),
        Just(json!({ "title": "x" })),
    ]
}

/// Every place in a value, as a JSON pointer.
fn pointers(value: &Value, above: &str, all: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            let path = format!("{above}/{}", escaped(key));
            all.push(path.clone());
            pointers(value, &path, all);
        }),
        Value::Array(values) => values.iter().enumerate().for_each(|(at, value)| {
            let path = format!("{above}/{at}");
            all.push(path.clone());
            pointers(value, &path, all);
        }),
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Mistake {
    Replace(Value),
    Delete,
    Rename(&'static str),
    Add(&'static str, Value),
}

fn mistakes() -> impl Strategy<Value = Mistake> {
    prop_oneof![
        4 => wrong_values().prop_map(Mistake::Replace),
        2 => Just(Mistake::Delete),
        1 => prop_oneof![Just("tilte"), Just("Title"), Just("goals"), Just("levels"), Just("x")].prop_map(Mistake::Rename),
        1 => (prop_oneof![Just("notes"), Just("objectives"), Just("period"), Just("status")], wrong_values()).prop_map(|(key, value)| Mistake::Add(key, value)),
    ]
}

fn make(value: &mut Value, pointer: &str, mistake: &Mistake) {
    let (above, last) = pointer.rsplit_once('/').expect("a pointer has a slash");
    let key = last.replace("~1", "/").replace("~0", "~");
    match mistake {
        Mistake::Replace(new) => *value.pointer_mut(pointer).expect("the place exists") = new.clone(),
        Mistake::Add(name, new) => {
            if let Some(Value::Object(fields)) = value.pointer_mut(pointer) {
                fields.insert(name.to_string(), new.clone());
            }
        }
        Mistake::Delete | Mistake::Rename(_) => {
            if let Some(Value::Object(fields)) = value.pointer_mut(above)
                && let Some(old) = fields.shift_remove(&key)
                && let Mistake::Rename(name) = mistake
            {
                fields.insert(name.to_string(), old);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    /// What the loader accepts the schema accepts; so what the schema rejects the loader rejects.
    #[test]
    fn loader_and_schema_agree(file in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), mistake in mistakes()) {
        thread_local! {
            static FILES: Vec<(Kind, String, Value)> = own_files();
            static JUDGES: Vec<(Kind, jsonschema::Validator)> = Kind::ALL.into_iter().map(|kind| (kind, judge(kind))).collect();
        }
        let (kind, path, mut value) = FILES.with(|files| file.get(files).clone());
        let mut all = Vec::new();
        pointers(&value, "", &mut all);
        let pointer = place.get(&all);
        make(&mut value, pointer, &mistake);
        // JSON is YAML, so that the loader reads the very value that the schema judges.
        let text = serde_json::to_string_pretty(&value).expect("JSON");
        let problems = schema::shape_problems(kind, &text, SourceId::FIRST);
        let valid = JUDGES.with(|judges| judges.iter().find(|(known, _)| *known == kind).expect("every kind has a judge").1.is_valid(&value));
        if problems.is_empty() {
            prop_assert!(valid, "the loader accepts what the schema rejects: {path} {pointer} {mistake:?}");
        }
        for problem in problems.iter() {
            let at = problem.place.expect("a problem of shape has a place").at;
            prop_assert!(at.start <= at.end && at.end as usize <= text.len(), "{path} {pointer} {mistake:?}: {at:?}");
        }
    }
}

/// A page of the documentation that is made from the code. `UPDATE_EXPECT=1` writes it.
fn is_current(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/pages").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, text).expect("the reference can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/content/pages/{name} is not current: UPDATE_EXPECT=1 cargo test writes it");
}

#[test]
fn the_published_references_are_current() {
    is_current("fields.md", &schema::field_reference());
    is_current("codes.md", &schema::code_reference());
    is_current("commands.md", &trustpress::cli::reference());
}
