//! The two ways to read a file agree, and a mistake changes nothing but what it touches.

#[path = "../../tests/support/mutation.rs"]
pub(crate) mod mutation;

use mutation::mutations;
use proptest::prelude::*;
use proptest::sample::Index;

use super::model::*;
use super::tree::{Node, Value};
use super::yaml;
use crate::source::{At, SourceId, Sources};

/// The YAML files of our own content.
fn own_files() -> Vec<(String, String)> {
    let sources = Sources::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's content can be read");
    let files = sources.below("content/").filter(|(_, file)| file.path().ends_with(".yaml"));
    files.map(|(_, file)| (file.path().to_string(), file.text().expect("our content is UTF-8").to_string())).collect()
}

/// Reads a file on both ways; whether they give the same, places and all.
fn agree<T: serde::de::DeserializeOwned + schemars::JsonSchema + PartialEq>(text: &str) -> bool {
    let (fast, none) = yaml::load::<T>(text, SourceId::FIRST);
    let (slow, nothing) = yaml::load_mended::<T>(text, SourceId::FIRST);
    let (fast, slow) = (fast.expect("our content is right"), slow.expect("our content is right"));
    none.is_empty() && nothing.is_empty() && fast.value == slow.value && fast.marked == slow.marked
}

#[test]
fn the_way_of_mending_reads_what_the_usual_way_reads() {
    for (path, text) in own_files() {
        let same = match path.rsplit('/').next().unwrap_or_default() {
            "strategy.yaml" => agree::<StrategyFile>(&text),
            "trust.yaml" => agree::<TrustFile>(&text),
            "site.yaml" => agree::<SiteFile>(&text),
            "topics.yaml" => agree::<TopicsFile>(&text),
            "glossary.yaml" => agree::<GlossaryFile>(&text),
            "partners.yaml" => agree::<PartnersFile>(&text),
            "measures.yaml" => agree::<MeasuresFile>(&text),
            name => panic!("what is `{name}`?"),
        };
        assert!(same, "{path}");
    }
}

/// Texts on whose kind the two ways could differ.
const ODD: &str = r#"
a: [1, 01, +1, -1, 1.5, .5, 5., 1e3, 1_000, 0x1f, 0o17, 0b1, .inf, -.inf, .nan, 12e, 2026-01-01, 2019/20, 1.2.3, 10%, £4m]
b: [true, True, TRUE, yes, no, on, null, Null, ~, "null", '~', "", '12', "true", - , +, ., .., 99999999999999999999]
c:
d: |
  Lines
   kept
e: >-
  Lines
  joined
"f g": { h: 'it''s', "i": "a	b", j: }
2025: year
k: plain text
  over lines # and a comment
"#;

fn both_ways_agree(text: &str) {
    if let Some((fast, slow)) = yaml::both_trees(text) {
        assert_eq!(Some(fast), slow, "{text}");
    }
}

#[test]
fn the_fast_way_reads_what_the_slow_way_reads() {
    for (path, text) in own_files() {
        assert!(yaml::both_trees(&text).is_some(), "{path} is read the fast way");
        both_ways_agree(&text);
    }
    for (at, line) in ODD.split_inclusive('\n').enumerate() {
        for value in line.split_inclusive(", ").map(|value| value.trim_end_matches([',', ' ', ']', '\n'])) {
            both_ways_agree(value.rsplit('[').next().unwrap_or_default());
            both_ways_agree(&format!("key: {}\n", value.rsplit('[').next().unwrap_or_default()));
        }
        both_ways_agree(line);
        both_ways_agree(&ODD.split_inclusive('\n').skip(at).collect::<String>());
    }
}

/// The values of a tree, each with the keys above it.
fn leaves(node: &Node, keys: &mut Vec<String>, all: &mut Vec<(Vec<String>, String, At)>) {
    match &node.value {
        Value::Group(pairs) => pairs.iter().for_each(|(key, node)| {
            keys.push(key.to_string());
            leaves(node, keys, all);
            keys.pop();
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| leaves(node, keys, all)),
        Value::Null => all.push((keys.clone(), String::new(), node.at)),
        Value::Text(text) | Value::Number(text) | Value::Bool(text) => all.push((keys.clone(), text.clone(), node.at)),
    }
}

fn all_leaves(text: &str) -> Vec<(Vec<String>, String, At)> {
    let mut all = Vec::new();
    if let Some(tree) = yaml::tree_of(text, SourceId::FIRST) {
        leaves(&tree, &mut Vec::new(), &mut all);
    }
    all
}

/// What is in one list and not in the other.
fn beyond<'a>(all: &'a [(Vec<String>, String, At)], other: &[(Vec<String>, String, At)]) -> Vec<&'a (Vec<String>, String, At)> {
    let mut left: Vec<_> = other.iter().map(|(keys, text, _)| (keys, text)).collect();
    all.iter()
        .filter(|(keys, text, _)| match left.iter().position(|known| *known == (keys, text)) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(100), ..ProptestConfig::default() })]

    /// Where nothing is reported, what was read differs only where the bytes do.
    #[test]
    fn what_is_not_reported_has_not_changed(file in any::<Index>(), mutation in mutations()) {
        thread_local!(static FILES: Vec<(String, String)> = own_files().into_iter().filter(|(path, _)| path.ends_with("strategy.yaml")).collect());
        let (path, text) = FILES.with(|files| file.get(files).clone());
        let spoilt = mutation.apply(&text);
        both_ways_agree(&spoilt.text);
        let (_, problems) = super::read(&Sources::from_texts([(path.clone(), spoilt.text.clone())]), true);
        // The file stands alone here.
        let told = problems.iter().any(|problem| *problem.code != crate::diagnostic::codes::MISSING_FILE);
        if !told {
            let (before, after) = (all_leaves(&text), all_leaves(&spoilt.text));
            // The lines that the accident touches, and the one above: a text may go on over lines.
            let lines = |text: &str, range: &std::ops::Range<usize>| {
                let start = text[..range.start].rfind('\n').map_or(0, |at| text[..at].rfind('\n').map_or(0, |at| at + 1));
                let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
                start..end
            };
            let (old, new) = (lines(&text, &spoilt.old), lines(&spoilt.text, &spoilt.new));
            let touches = |at: At, range: &std::ops::Range<usize>| (at.start as usize) < range.end && at.end as usize >= range.start;
            // Marks of YAML move what stands beside or below them, and rightly so.
            let marks = |text: &str| text.trim().is_empty() || text.contains([':', '-', ' ', '\n', '#', '[', ']', '{', '}', ',', '"', '\'', '|', '>']);
            // So does a key, where it is a name of the author's own: what is not used under that name is a check's to tell.
            let line = text[..spoilt.old.start].rfind('\n').map_or(0, |at| at + 1);
            let in_key = !text[line..spoilt.old.start].contains(':');
            let structural = in_key || marks(&text[spoilt.old.clone()]) || marks(&spoilt.text[spoilt.new.clone()]);
            if !structural {
                // Of two that are alike, either may be the one.
                let touched = |all: &[(Vec<String>, String, At)], (keys, value): (&Vec<String>, &String), range| {
                    all.iter().any(|(k, v, at)| k == keys && v == value && touches(*at, range))
                };
                for (keys, value, _) in beyond(&before, &after) {
                    prop_assert!(touched(&before, (keys, value), &old), "{path}: lost {keys:?} {value:?} by {mutation:?}");
                }
                for (keys, value, _) in beyond(&after, &before) {
                    prop_assert!(touched(&after, (keys, value), &new), "{path}: came {keys:?} {value:?} by {mutation:?}");
                }
            }
        }
    }
}
