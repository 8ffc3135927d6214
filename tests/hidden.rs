//! What is hidden leaks nowhere: real content, in which records are hidden at random. No text that stands in them alone is in
//! any byte of the output.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use trustpress::source::Sources;
use trustpress::strategy::tree::{Node, Value};
use trustpress::strategy::yaml_tree;

/// The files of a project: texts by their path. Other media have bytes of their own, which are texts here.
type Files = BTreeMap<String, String>;

fn files_of(folder: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = Sources::read(&root).expect("the content can be read");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("our own files are text");
    sources
        .below("content/")
        .map(|(_, file)| (file.path().to_string(), text(file.bytes().expect("it is there").into_owned())))
        .collect()
}

static PROJECTS: LazyLock<[Files; 2]> = LazyLock::new(|| [files_of(""), files_of("examples/northgate")]);

/// Something to hide: a file as a whole, or an item in a strategy's file.
#[derive(Clone, Debug)]
struct Record {
    /// `trust.yaml`, `strategy.yaml`, an update or a page.
    file: String,
    /// The ids of an item and of all items that hold it; none: the file's own record.
    item: Option<Vec<String>>,
}

/// The items of a tree: lists of groups that have an id, under a key that holds items.
fn items<'a>(node: &'a Node, above: &[String], found: &mut Vec<(Vec<String>, &'a Node)>) {
    let Value::Group(pairs) = &node.value else { return };
    const LEVELS: [&str; 10] =
        ["parts", "goals", "objectives", "commitments", "changes", "initiatives", "focus", "milestones", "principles", "actions"];
    for (key, value) in pairs.iter().filter(|(key, _)| LEVELS.contains(&&**key)) {
        let Value::List(list) = &value.value else { panic!("`{}` holds a list", &**key) };
        for item in list {
            let Some(Value::Text(id)) = item.get("id").map(|id| &id.value) else { continue };
            let path = [above, std::slice::from_ref(id)].concat();
            items(item, &path, found);
            found.push((path, item));
        }
    }
}

fn tree(text: &str) -> Node {
    yaml_tree(text).expect("our own files are YAML")
}

fn records(files: &Files) -> Vec<Record> {
    let mut all = Vec::new();
    for (path, text) in files {
        let name = path.rsplit('/').next().unwrap_or(path);
        if ["trust.yaml", "strategy.yaml"].contains(&name) || path.contains("/updates/") || path.starts_with("content/pages/") {
            all.push(Record { file: path.clone(), item: None });
        }
        if name == "strategy.yaml" {
            let tree = tree(text);
            let mut found = Vec::new();
            items(&tree, &[], &mut found);
            all.extend(found.into_iter().map(|(item, _)| Record { file: path.clone(), item: Some(item) }));
        }
    }
    all
}

/// Every text of a tree, with ids and what is no prose.
fn texts(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(_, node)| texts(node, found)),
        Value::List(nodes) => nodes.iter().for_each(|node| texts(node, found)),
        Value::Text(text) => found.push(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The letters and digits of a text: what is left of it whatever a format does to the rest.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text without its tags, as letters.
fn letters_without_tags(text: &str) -> String {
    letters(&text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, rest)| rest)).collect::<String>())
}

/// Pieces of a text that come out as they are written: without marks of links, and long enough that they are not there by chance.
fn pieces(text: &str) -> impl Iterator<Item = String> + '_ {
    let pieces = text.split(['[', ']', '|', '(', ')', '\n', '*', '"', '<', '>', '{', '}', '#']);
    pieces.map(letters).filter(|piece| piece.chars().count() >= 22)
}

/// The project with a record hidden, and what stands in that record alone.
fn hide(files: &Files, record: &Record) -> (Files, BTreeSet<String>) {
    let mut left = files.clone();
    let mut secret: Vec<String> = Vec::new();
    let folder = record.file.rsplit_once('/').expect("a path").0;
    let text = &files[&record.file];
    // What is left of the project, as far as its words go.
    let mut open = files.clone();
    match &record.item {
        None => {
            let hidden = match record.file.rsplit('/').next() {
                Some("trust.yaml" | "strategy.yaml") => format!("{folder}/"),
                _ => record.file.clone(),
            };
            open.retain(|path, text| {
                let goes = path.starts_with(&hidden);
                match path.ends_with(".yaml") {
                    _ if !goes => {}
                    true => texts(&tree(text), &mut secret),
                    false => secret.push(text.clone()),
                }
                !goes
            });
            let mark = if record.file.ends_with(".md") {
                text.replacen("---\n", "---\ndraft: true\n", 1)
            } else {
                format!("draft: true\n{text}")
            };
            left.insert(record.file.clone(), mark);
        }
        Some(path) => {
            let tree = tree(text);
            let mut all = Vec::new();
            items(&tree, &[], &mut all);
            let (_, item) = all.iter().find(|(own, _)| own == path).expect("the item is there");
            texts(item, &mut secret);
            let below: Vec<&str> =
                all.iter().filter(|(own, _)| own.starts_with(path)).map(|(own, _)| own[own.len() - 1].as_str()).collect();
            for id in below {
                secret.extend(open.remove(&format!("{folder}/{id}.md")));
            }
            // Its own words are no longer among those of the file.
            let mut others = Vec::new();
            texts(&tree, &mut others);
            for gone in &secret {
                if let Some(at) = others.iter().position(|text| text == gone) {
                    others.remove(at);
                }
            }
            open.insert(record.file.clone(), others.join("\n"));
            let Value::Group(pairs) = &item.value else { unreachable!("an item is a group") };
            let start = pairs[0].0.at.start as usize;
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let flow = text[..start].trim_end().ends_with('{');
            let gap = if flow { ", ".to_string() } else { format!("\n{}", " ".repeat(start - line)) };
            left.insert(record.file.clone(), format!("{}draft: true{gap}{}", &text[..start], &text[start..]));
        }
    }
    // Words that stand elsewhere too are no secret. What is only about hidden records goes with them; its words need not be found.
    let open = open.iter().flat_map(|(path, text)| [letters(path), letters(text)]).collect::<Vec<_>>().join("|");
    let secret = secret.iter().flat_map(|text| pieces(text).collect::<Vec<_>>()).filter(|piece| !open.contains(piece)).collect();
    (left, secret)
}

fn leaks(files: &Files, secret: &BTreeSet<String>) -> Vec<String> {
    let (publication, _) = support::publish(files, &support::options());
    let mut found = Vec::new();
    for (route, bytes) in support::render_all(&publication) {
        let text = String::from_utf8_lossy(&bytes);
        let (all, words) = (format!("{}|{}", letters(&route), letters(&text)), letters_without_tags(&text));
        found.extend(
            secret.iter().filter(|piece| all.contains(*piece) || words.contains(*piece)).map(|piece| format!("{route}: {piece}")),
        );
    }
    found
}

#[test]
fn hidden_records_leak_nowhere() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let all: Vec<(usize, Record)> =
        PROJECTS.iter().enumerate().flat_map(|(at, files)| records(files).into_iter().map(move |record| (at, record))).collect();
    let secrets = std::cell::Cell::new(0);
    runner
        .run(&proptest::sample::select(all), |(at, record)| {
            let (left, secret) = hide(&PROJECTS[at], &record);
            secrets.set(secrets.get() + secret.len());
            let leaks = leaks(&left, &secret);
            prop_assert!(leaks.is_empty(), "{:?} leaks:\n{}", record, leaks.join("\n"));
            Ok(())
        })
        .unwrap();
    assert!(secrets.get() > 0, "there was something to find");
}

/// The test itself: what is not hidden is found.
#[test]
fn what_is_not_hidden_is_found() {
    let files = &PROJECTS[1];
    let record = records(files).into_iter().find(|record| record.item.is_some()).expect("there are items");
    let (_, secret) = hide(files, &record);
    assert!(!secret.is_empty() && !leaks(files, &secret).is_empty());
}
