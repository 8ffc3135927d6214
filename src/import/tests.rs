//! The YAML that is written reads back as what it was.

use proptest::prelude::*;

use super::yaml::{Group, Yaml};
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml_tree;
use crate::stratml::lines::folded;

/// Texts of signs that mean something to YAML, and of any others.
fn texts() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        ":",
        ": ",
        " #",
        "#",
        "-",
        "- ",
        "?",
        "!",
        "&",
        "*",
        "{",
        "}",
        "[",
        "]",
        ",",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\"",
        "'",
        "\\",
        "0",
        "1.5",
        "-3",
        "007",
        "1e5",
        "0x1f",
        "true",
        "No",
        "~",
        "null",
        "2026-03-31",
        "2026/27",
        "12:30",
        "=",
        "<<",
        "\u{2028}",
        "\u{85}",
        "\u{a0}",
        "\u{7f}",
        "\u{feff}",
        "é",
        "😀",
        "a",
        "word",
        " and some more words of a sentence that goes on ",
        "...",
        "---",
        "\t",
        "\n",
    ]);
    let odd = prop::collection::vec(sign, 1..12).prop_map(|signs| signs.concat());
    prop_oneof![3 => odd, 1 => any::<String>()].prop_map(|text| folded(&text)).prop_filter("a text", |text| !text.is_empty())
}

/// A value as a bare tree has it: numbers and the like as they are written.
fn text(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Number(text) | Value::Bool(text) => text.clone(),
        _ => panic!("no text: {node:?}"),
    }
}

proptest! {
    #[test]
    fn every_text_reads_back(first in texts(), second in texts(), third in texts()) {
        let mut inner = Group::default();
        inner.text("a", &first);
        inner.texts("b", &[second.clone(), third.clone()]);
        inner.put("c", Yaml::Bool(true));
        let mut file = Group::default();
        file.text("title", &second);
        file.list("items", vec![Yaml::Group(inner.clone()), Yaml::Line(vec![("x", third.clone()), ("y", first.clone())])]);
        file.put("group", Yaml::Group(inner));
        let written = file.file();
        let tree = yaml_tree(&written).ok_or_else(|| TestCaseError::fail(written.clone()))?;
        let list = |node: &Node, key: &str| match node.get(key).map(|node| node.value.clone()) {
            Some(Value::List(nodes)) => nodes,
            other => panic!("no list: {other:?}\n{written}"),
        };
        let of = |node: &Node, key: &str| text(node.get(key).unwrap_or_else(|| panic!("no {key}\n{written}")));
        prop_assert_eq!(of(&tree, "title"), second.clone(), "{}", written);
        let items = list(&tree, "items");
        for inner in [&items[0], tree.get("group").expect("it is there")] {
            prop_assert_eq!(of(inner, "a"), first.clone(), "{}", written);
            let both: Vec<String> = list(inner, "b").iter().map(text).collect();
            prop_assert_eq!(both, vec![second.clone(), third.clone()], "{}", written);
        }
        prop_assert_eq!(of(&items[1], "x"), third.clone(), "{}", written);
        prop_assert_eq!(of(&items[1], "y"), first.clone(), "{}", written);
    }
}
