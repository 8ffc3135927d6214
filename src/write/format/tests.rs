//! Files laid out: what moves, what stays, and what is left alone.

use proptest::prelude::*;

use super::prose::{prose, table};
use super::yaml::yaml;
use crate::strategy::tests::mutation::mutations;
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml_tree;
use crate::write::tests::{own_files, spoilt};

fn laid_out(text: &str) -> String {
    let new = yaml(text).unwrap_or("(left alone)".to_string());
    if new != "(left alone)" {
        assert_eq!(yaml(&new).as_deref(), Some(new.as_str()), "what is laid out stays");
    }
    new
}

#[test]
fn lines_are_set_in_by_what_they_belong_to() {
    for (text, new) in [
        ("goals:\n- id: a\n  title: A\n- id: b\n", "goals:\n  - id: a\n    title: A\n  - id: b\n"),
        ("goals:\n    -   id: a\n        title: A\n", "goals:\n  - id: a\n    title: A\n"),
        ("goals:\n  -\n      id: a\n", "goals:\n  -\n    id: a\n"),
        ("a:\n    b:\n        c: d\n", "a:\n  b:\n    c: d\n"),
        ("a:\n - - b\n   - c\n", "a:\n  - - b\n    - c\n"),
    ] {
        assert_eq!(laid_out(text), new, "{text}");
    }
}

#[test]
fn texts_over_several_lines_move_along() {
    let text = "a:\n- text: >-\n      One\n\n        two.\n  note: \"x\n    y\"\n  last: one\n   two\n";
    let new = "a:\n  - text: >-\n      One\n\n        two.\n    note: \"x\n      y\"\n    last: one\n     two\n";
    assert_eq!(laid_out(text), new);
    assert_eq!(laid_out("a: |2\n    b\n   c\n"), "a: |2\n    b\n   c\n");
    assert_eq!(laid_out("a: |   # why\n     b  \n       c\n"), "a: |   # why\n  b  \n    c\n");
    assert_eq!(laid_out("a:\n - |\n  b\n - >-\n    c\n"), "a:\n  - |\n    b\n  - >-\n    c\n");
    assert_eq!(laid_out("a: [b,\n  c]\nd: e\n"), "a: [b,\n  c]\nd: e\n");
}

#[test]
fn blanks_that_mean_nothing_go() {
    assert_eq!(laid_out("\n\na:   b  \n\n\n\nc :  d   # why  \ne:\t\n\n"), "a: b\n\nc: d   # why\ne:\n");
    assert_eq!(laid_out("a: {b: c,d: [ e,f ] , g: {}, h: [ ]}"), "a: { b: c, d: [e, f], g: {}, h: [] }\n");
    assert_eq!(laid_out("a: {\"b\":c}\nd: [e,]\n"), "a: { \"b\": c }\nd: [e,]\n");
    assert_eq!(laid_out("\u{feff}a: b\r\n\r\nc: d"), "a: b\n\nc: d\n");
}

#[test]
fn comments_move_with_what_they_are_about() {
    let text = "# top\ngoals:   # all\n# first\n- id: a\n  # its title\n  title: A\n  # - end of a\n# second\n- id: b\n  # end\n# bottom\n";
    let new = "# top\ngoals:   # all\n  # first\n  - id: a\n    # its title\n    title: A\n    # - end of a\n  # second\n  - id: b\n    # end\n# bottom\n";
    assert_eq!(laid_out(text), new);
}

#[test]
fn what_is_rare_is_left_alone() {
    for text in [
        "a: &b c\n",
        "? a\n: b\n",
        "---\na: b\n",
        "a: !t b\n",
        "- a\n",
        "a: b\rc: d\n",
        "a: |+\n  b\n\n\nc: d\n",
        "a: [\n",
        "text\n",
    ] {
        assert_eq!(laid_out(text), "(left alone)", "{text}");
    }
    assert_eq!(laid_out("# only a comment\n"), "# only a comment\n");
    assert_eq!(laid_out(""), "");
}

#[test]
fn prose_keeps_what_a_reader_sees() {
    assert_eq!(prose("One \ntwo.  \nThree.  \n\n \n```\ncode  \n \n```\n\n\n"), "One\ntwo.  \nThree.\n\n\n```\ncode  \n \n```\n");
    assert_eq!(prose("\u{feff}One\r\ntwo"), "One\ntwo\n");
    assert_eq!(prose("    code \n    more"), "    code \n    more\n");
    assert_eq!(prose(""), "");
}

#[test]
fn tables_keep_their_cells() {
    assert_eq!(table("measure,date\r\na,2026\r\n\r\n"), "measure,date\na,2026\n");
    assert_eq!(table("\u{feff}a,\"b \"\nc,d "), "\u{feff}a,\"b \"\nc,d \n");
    assert_eq!(table("a,\"b\r\nc\"\r\n"), "a,\"b\r\nc\"\r\n");
}

/// What a file says, wherever it stands.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_string(),
        Value::Bool(text) | Value::Number(text) => text.clone(),
        Value::Text(text) => format!("{text:?}"),
        Value::List(nodes) => format!("[{}]", nodes.iter().map(said).collect::<Vec<_>>().join(",")),
        Value::Group(pairs) => pairs.iter().map(|(key, node)| format!("{key}={};", said(node))).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever accidents befall a file, what is laid out says what it said, and stays.
    #[test]
    fn a_spoilt_file_says_the_same(file in any::<prop::sample::Index>(), mutations in prop::collection::vec(mutations(), 1..4)) {
        thread_local!(static FILES: Vec<(String, String)> = own_files());
        let (path, text) = FILES.with(|files| file.get(files).clone());
        let text = spoilt(text, &mutations);
        if path.ends_with(".yaml") {
            if let Some(new) = yaml(&text) {
                prop_assert_eq!(yaml_tree(&text).as_ref().map(said), yaml_tree(&new).as_ref().map(said));
                let again = yaml(&new);
                prop_assert_eq!(again.as_ref(), Some(&new));
            }
        } else {
            let lay_out = if path.ends_with(".csv") { table } else { prose };
            let new = lay_out(&text);
            prop_assert_eq!(lay_out(&new), new);
        }
    }
}
