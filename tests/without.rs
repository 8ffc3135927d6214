//! `without` in `site.yaml`: what is left out is not written, nothing links to it, and the rest of the site is as it was.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use support::{dead_links, options, publish, render_all};
use trustpress::schema;

type IsOfKind = fn(&str) -> bool;

/// Every name that `without` can have, and whether a file is of that kind.
const KINDS: [(&str, IsOfKind); 13] = [
    ("whole", |path| path.ends_with("/whole/index.html")),
    ("plan-on-a-page", |path| path.ends_with("/plan-on-a-page/index.html")),
    ("progress", |path| path.ends_with("/progress/index.html")),
    ("compare", |path| path.starts_with("compare/")),
    ("timeline", |path| path.starts_with("timeline/")),
    ("updates", |path| path.starts_with("updates/") && path.ends_with(".html")),
    ("search", |path| path.starts_with("search/")),
    ("feeds", |path| path.ends_with("/feed.xml")),
    ("calendars", |path| path.ends_with(".ics")),
    ("json", |path| path.ends_with("/strategy.json") || path.ends_with("/strategy.schema.json")),
    ("tables", |path| path.ends_with(".csv") || path.ends_with(".csv-metadata.json")),
    ("stratml", |path| path.ends_with("/stratml.xml") || path.ends_with("/stratml-part2.xml")),
    ("cards", |path| path.starts_with("cards/")),
];

const STRATEGY: &str = "title: A plan\nperiod: 2024-2028\nsource: { title: A plan, kind: second-hand }\ngoals:\n\
    \x20 - id: people\n    title: People\n    due: 2026-03-31\n    topics: { staff: main }\n    status: { value: on-track, as_at: 2025-12-01 }\n\
    \x20   objectives:\n      - id: recruit\n        title: Recruit\n        measures:\n\
    \x20         - id: vacancies\n            title: Vacancies\n            unit: \"%\"\n            better: down\n\
    \x20           readings: [{ date: 2025-01, value: 9 }, { date: 2025-02, value: 8 }]\n";

/// A site that has something of every kind; `without` is a list as `site.yaml` has it.
fn site(without: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("site.yaml".to_string(), format!("title: A site\nbase_url: https://plans.example.org\nwithout: {without}\n")),
        ("topics.yaml".to_string(), "topics: [{ id: staff, title: Staff }]\n".to_string()),
        ("glossary.yaml".to_string(), "terms: [{ id: bed, term: bed, text: Where one sleeps. }]\n".to_string()),
    ]);
    for trust in ["north", "south"] {
        files.insert(format!("{trust}/trust.yaml"), format!("name: {trust}\n"));
        files.insert(format!("{trust}/2024/strategy.yaml"), STRATEGY.to_string());
        for update in 0..20 {
            let text =
                format!("---\ndate: 2025-{:02}-11\nabout: [people]\ntitle: News {update}\n---\nIt goes well.\n", update % 12 + 1);
            files.insert(format!("{trust}/2024/updates/{update}.md"), text);
        }
    }
    files.into_iter().map(|(path, text)| (format!("content/{path}"), text)).collect()
}

fn made(without: &str) -> BTreeMap<String, Vec<u8>> {
    let (publication, problems) = publish(&site(without), &options());
    assert!(!problems.has_errors(), "{without}: {}", trustpress::diagnostic::plain(&problems, &publication.sources));
    let files = render_all(&publication);
    let wrong = publication.page_problems().expect("nothing is read from a disk");
    assert!(wrong.is_empty(), "{without}: {}", trustpress::diagnostic::plain(&wrong, &publication.sources));
    files
}

/// A file's path and the kind of what is written in it: fingerprints are in the names of parts of the search.
fn paths(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let plain =
        |path: &String| if path.starts_with("search/") && path.ends_with(".js") { "search/part.js".into() } else { path.clone() };
    files.keys().map(plain).collect()
}

/// Whether a text leads to such a file: in a page, a feed, a sitemap or a list of old addresses.
fn mentions(files: &BTreeMap<String, Vec<u8>>, is_kind: impl Fn(&str) -> bool, all: &BTreeSet<String>) -> Vec<String> {
    let gone: Vec<&str> = all.iter().filter(|path| is_kind(path)).map(|path| path.trim_end_matches("index.html")).collect();
    let is_text = |path: &str| [".html", ".xml", ".json", ".txt", "_redirects"].iter().any(|end| path.ends_with(end));
    let texts = files.iter().filter(|(path, _)| is_text(path));
    let found = texts.flat_map(|(path, bytes)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        gone.iter()
            .filter(move |gone| text.contains(&format!("plans.example.org/{gone}")))
            .map(move |gone| format!("{path}: {gone}"))
    });
    found.collect()
}

#[test]
fn every_name_is_tried() {
    let schema = serde_json::to_value(schema::of(schema::Kind::Site)).expect("schemas are plain data");
    let text = schema["properties"]["without"].clone();
    let mut names = BTreeSet::new();
    words(&text["items"], &mut names);
    assert_eq!(names, KINDS.iter().map(|(name, _)| name.to_string()).collect());
}

fn words(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            let here = fields.get("const").into_iter().chain(fields.get("enum").and_then(Value::as_array).into_iter().flatten());
            names.extend(here.filter_map(Value::as_str).map(str::to_string));
            fields.values().for_each(|value| words(value, names));
        }
        Value::Array(values) => values.iter().for_each(|value| words(value, names)),
        _ => {}
    }
}

#[test]
fn each_kind_alone_can_be_left_out() {
    let whole = made("[]");
    let all = paths(&whole);
    assert_eq!(dead_links(&whole), Vec::<String>::new());
    for (name, is_kind) in KINDS {
        let has_any = all.iter().any(|path| is_kind(path));
        assert!(has_any || name == "cards" && !cfg!(feature = "cards"), "the site has no {name}");
        let files = made(&format!("[{name}]"));
        assert_eq!(dead_links(&files), Vec::<String>::new(), "{name}");
        // The first feed stands below the address of the page.
        let gone = |path: &str| is_kind(path) && path != "updates/index.html";
        assert_eq!(mentions(&files, gone, &all), Vec::<String>::new(), "{name}");
        let left: BTreeSet<String> = all.iter().filter(|path| !is_kind(path)).cloned().collect();
        assert_eq!(paths(&files), left, "{name}");
    }
}

#[test]
fn all_kinds_together_can_be_left_out() {
    let all = paths(&made("[]"));
    let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    let files = made(&format!("[{}]", names.join(", ")));
    // The page of data goes with the last of its files.
    let is_gone = |path: &str| path.starts_with("data/") || KINDS.iter().any(|(_, is_kind)| is_kind(path));
    assert_eq!(dead_links(&files), Vec::<String>::new());
    assert_eq!(mentions(&files, is_gone, &all), Vec::<String>::new());
    assert_eq!(paths(&files), all.into_iter().filter(|path| !is_gone(path)).collect());
}

/// The page of data lists what is left, and stands as long as there is something to list.
#[test]
fn the_page_of_data_stands_for_each_of_its_kinds() {
    for left in ["json", "tables", "stratml"] {
        let others: Vec<&str> = ["json", "tables", "stratml"].into_iter().filter(|name| *name != left).collect();
        let files = made(&format!("[{}]", others.join(", ")));
        assert!(files.contains_key("data/index.html"), "{left}");
        assert_eq!(dead_links(&files), Vec::<String>::new(), "{left}");
    }
}
