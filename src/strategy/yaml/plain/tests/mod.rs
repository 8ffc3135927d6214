//! Where the fast way gives a tree, slower ways give the same one, places and all.

mod events;
mod grammar;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;

use super::tree;
use crate::strategy::tests::mutation::mutations;
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml::slow_tree;

/// Whether it was read the fast way; it is a fault if another way gives something else.
fn is_read(text: &str) -> bool {
    let Some(fast) = tree(text) else { return false };
    assert_eq!(Some(&fast), events::tree(text).as_ref(), "the events of the parser differ:\n{text}\n{text:?}");
    assert_eq!(Some(&fast), slow_tree(text).as_ref(), "serde-saphyr differs:\n{text}\n{text:?}");
    true
}

/// Marks and bits of text from which anything can come.
const BITS: [&str; 44] = [
    "a", "b", "1", ":", ": ", "- ", "-", "\n", "\n", "\n ", "\n  ", "  ", " ", "#", " #", "'", "\"", "[", "]", "{", "}", ", ", ",",
    "|", ">", "\\", "|\n", ">-\n", "a: ", "b:\n", "- a", "\n- ", "é", "\r\n", "\t", "?", "&", "*", "!", "---\n", "~", "0", ".",
    "\u{a0}",
];

/// All files of a kind in a folder.
fn files(folder: &Path, kind: &str, all: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    for path in entries {
        if path.is_dir() {
            files(&path, kind, all);
        } else if path.extension().is_some_and(|extension| extension == kind) {
            all.push(path);
        }
    }
}

/// The YAML in our own folders, as files and in the cases of the tests; those of strategies are named.
fn real_files() -> Vec<(String, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("our files are UTF-8");
    let (mut yaml, mut cases) = (Vec::new(), Vec::new());
    ["content", "docs", "examples", "themes"].iter().for_each(|folder| files(&here.join(folder), "yaml", &mut yaml));
    files(&here.join("tests/cases"), "txt", &mut cases);
    yaml.sort();
    cases.sort();
    let mut all: Vec<(String, String)> = yaml.iter().map(|path| (path.display().to_string(), read(path))).collect();
    for case in cases {
        for part in read(&case).split("\n--- ").skip(1) {
            let Some((name, text)) = part.split_once('\n').filter(|(name, text)| name.ends_with(".yaml") && !text.is_empty())
            else {
                continue;
            };
            all.push((format!("case of {name}"), text.to_string()));
        }
    }
    all
}

#[test]
fn our_own_files_are_read() {
    let mut strategies = 0;
    for (path, text) in real_files() {
        let read = is_read(&text);
        if path.ends_with(".yaml") && !path.starts_with("case") {
            assert!(read, "{path}");
            strategies += usize::from(path.ends_with("strategy.yaml"));
        }
    }
    assert!(strategies >= 7, "{strategies}");
}

/// What is usual, each with a twist.
const USUAL: [&str; 24] = [
    "a: b",
    "---\na: b\n",
    "# c\n\n--- # c\n\n  # c\na:   b   # c\n",
    "a:\n  b:\n    c: d\n  e: f\ng: h\n",
    "a:\n- b\n- c: d\n  e: f\n-\n  g: h\n-\ni: j\n",
    "a:\n  - b\n  # c\n# d\n  - - e\n    - f\n  -   g: h\n      i:\n      - j\n",
    "- a\n- 'b'\n-\n- [c]\n",
    "a: b\n  c\n\n  d # e\nf: g\n",
    "a:\n  b\n  c\nd:\n  'e'\nf:\n  [g]\n",
    "a: \"b\\n\\u00e9 \\\"c\\\"\"\nd: 'e''f'\n\"g h\": i\n'j''': k\n",
    "a: \"b  \n\n   c \\\n    \\ d\n  \"\ne: '\n  f'\n",
    "a: |\n  b\n   c\n\n  d\n\ne: >-\n\n  f\n  g\n\n    h\n  i\n",
    "a: |+\n  b\n\n# c\nd: >2\n    e\n   f\n",
    "a:\n  - |\n    b\n  - >+ # c\n\n    d\n",
    "a: |-\n  b",
    "a: [b, 'c', \"d\", 1, ~, [e], {f: g}]\nh: {}\ni: []\n",
    "a: [\n  b, # c\n\n  d e\n  f,\n]\ng: { h: i, \"j\":k, l: , m: }\n",
    "a: {\n  b: c,\n  d:\n    e\n}\nf: {\"g\":[\"h\",{\"i\":1}]}\n",
    "a:\r\n  - b\r\n\r\n  - c\r\n    d\r\ne: |\r\n  f\r\n\r\ng: 'h\r\n  i'\r\n",
    "a: b:c\nd: e#f\ng: -h\ni: http://j.k/l?m=n#o\np: 10:30\n",
    "é ü: “a”\nb: \u{a0}c\u{a0}\nd: e\u{2028}f\n",
    "  a: b\n  c: d\n",
    "a: 1\nb: -5\nc: 0.25\nd: true\ne: ~\nf: null\ng: 2025-01-31\nh: 2019/20\n",
    "a : b\nc: \"d\te\" # f\tg\nh: 'i' \n",
];

#[test]
fn what_is_usual_is_read() {
    for text in USUAL {
        assert!(is_read(text), "{text:?}");
    }
}

/// What is rare or wrong, and easily taken for something else.
const LEFT: [&str; 44] = [
    "",
    "# c\n",
    "a",
    "[a]",
    "a: b\na: c\n",
    "a: &x b\n",
    "a: *x\n",
    "a: !t b\n",
    "? a\n: b\n",
    "a: b\n---\nc: d\n",
    "a: b\n...\n",
    "%YAML 1.2\n---\na: b\n",
    "\u{feff}a: b\n",
    "a:\tb\n",
    "a:\n\tb: c\n",
    "- a\n-\tb\n",
    "a: b\tc\n",
    "a: b: c\n",
    "a: b\n  c: d\n",
    "a:\n  b: c\n d: e\n",
    "a: - b\n",
    "a: 'b' c\n",
    "a: 'b'#c\n",
    "a: [b]#c\n",
    "a: [b\n",
    "a: 'b\n",
    "a: [b: c]\n",
    "a: [b,,c]\n",
    "a: {b, c}\n",
    "a: [b]: c\n",
    "a: 'b\nc'\n",
    "a: [b,\nc]\n",
    "a: \"\\q\"\n",
    "a: \"\\ud83d\\ude00\"\n",
    "a: |\n b\n  c\n d: e\nf\n",
    "a: |\n    \n  b\n",
    "a: |\n",
    "a: |x\n  b\n",
    "a: 0x1f\n",
    "a: 1_000\n",
    "~: a\n",
    "<<: a\n",
    "a: b\rc: d\r",
    "a: b\u{7f}\n",
];

#[test]
fn what_is_rare_or_wrong_is_left_to_others() {
    for text in LEFT {
        assert_eq!(tree(text), None, "{text:?}");
    }
    let long = "k".repeat(super::LONGEST_KEY + 1);
    for text in [format!("{long}: a\n"), format!("a: {{{long}: b}}\n"), format!("\"{long}\": a\n")] {
        assert_eq!(tree(&text), None);
    }
}

#[test]
fn deep_and_wide_texts_are_read_or_left() {
    let deep = |depth: usize| "a: ".to_string() + &"[".repeat(depth) + &"]".repeat(depth);
    assert!(is_read(&deep(20)));
    assert!(tree(&deep(super::DEEPEST - 1)).is_some() && tree(&deep(super::DEEPEST)).is_none());
    assert!(tree(&"- ".repeat(super::DEEPEST)).is_some() && tree(&"- ".repeat(super::DEEPEST + 1)).is_none());
    assert!(tree(&deep(100_000)).is_none() && tree(&"- ".repeat(100_000)).is_none());
    let wide: String = (0..50_000).map(|at| format!("key-{at}: {at}\n")).collect();
    assert!(matches!(tree(&wide), Some(Node { value: Value::Group(pairs), .. }) if pairs.len() == 50_000));
    assert_eq!(tree(&(wide + "key-7: again\n")), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2000), ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_right_or_left(rolls in prop::collection::vec(any::<u16>(), 0..120)) {
        is_read(&grammar::document(&rolls));
    }

    #[test]
    fn any_row_of_marks_is_read_right_or_left(bits in prop::collection::vec(prop::sample::select(BITS.to_vec()), 0..14)) {
        is_read(&bits.concat());
    }

    #[test]
    fn a_row_of_marks_in_a_document_is_read_right_or_left(
        rolls in prop::collection::vec(any::<u16>(), 0..60),
        at in any::<Index>(),
        bits in prop::collection::vec(prop::sample::select(BITS.to_vec()), 1..5),
    ) {
        let text = grammar::document(&rolls);
        let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let (before, after) = text.split_at(places[at.index(places.len())]);
        is_read(&[before, &bits.concat(), after].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(500), ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_file_is_read_right_or_left(file in any::<Index>(), changes in prop::collection::vec(mutations(), 1..4)) {
        thread_local!(static FILES: Vec<(String, String)> = real_files());
        let mut text = FILES.with(|files| file.get(files).1.clone());
        for change in changes {
            if !text.is_empty() {
                text = change.apply(&text).text;
            }
        }
        is_read(&text);
    }
}
