//! Records added to files of many layouts: the new text, and nothing else, is there besides.

use std::path::Path;

use proptest::prelude::*;

use super::yaml::{Group, Yaml};
use super::{Home, add};
use crate::source::Sources;
use crate::strategy::tests::mutation::{Mutation, mutations};

fn record() -> Group {
    let mut group = Group::default();
    group.text("id", "new");
    group.text("title", "Care: now");
    group
}

/// The file with one more at the root, under `goals`.
fn with_goal(text: &str) -> String {
    add(text, Home::File, "goals", &record()).map_or("(left alone)".to_string(), |added| added.text)
}

/// The file with one more objective, below the record `a`.
fn with_objective(text: &str) -> String {
    let id = Home::Record(text.find("id: a").expect("there is such a record") + 4);
    add(text, id, "objectives", &record()).map_or("(left alone)".to_string(), |added| added.text)
}

const NEW: &str = "id: new\n    title: \"Care: now\"";

#[test]
fn a_list_on_lines_goes_on_as_it_is() {
    assert_eq!(with_goal("goals:\n  - id: a\n    title: A\n"), format!("goals:\n  - id: a\n    title: A\n  - {NEW}\n"));
    let flat = "goals:\n- id: a\n  title: A\ntitle: T\n";
    assert_eq!(with_goal(flat), "goals:\n- id: a\n  title: A\n- id: new\n  title: \"Care: now\"\ntitle: T\n");
    let wide = "goals:\n    -   id: a\n        title: A\n";
    assert_eq!(with_goal(wide), format!("{wide}    -   id: new\n        title: \"Care: now\"\n"));
    let below = "goals:\n  -\n    # c - d\n    id: a\n";
    assert_eq!(with_goal(below), format!("{below}  - {NEW}\n"));
    let lines = "goals:\n  - { id: a }\n  - { id: b, title: B }   # why\n";
    assert_eq!(with_goal(lines), format!("{lines}  - {{ id: new, title: \"Care: now\" }}\n"));
}

#[test]
fn blank_lines_between_entries_go_on() {
    let apart = "goals:\n  - id: a\n    title: A\n\n  - id: b\n    title: B\n\nvalues: [x]\n";
    let after =
        "goals:\n  - id: a\n    title: A\n\n  - id: b\n    title: B\n\n  - id: new\n    title: \"Care: now\"\n\nvalues: [x]\n";
    assert_eq!(with_goal(apart), after);
}

#[test]
fn comments_stay_with_what_they_are_about() {
    let text = "goals:\n  - id: a   # first\n    title: A\n  # - id: later\n# The values.\nvalues: [x]\n";
    let after = format!("goals:\n  - id: a   # first\n    title: A\n  # - id: later\n  - {NEW}\n# The values.\nvalues: [x]\n");
    assert_eq!(with_goal(text), after);
}

#[test]
fn lists_in_brackets_go_on_in_brackets() {
    let new = "{ id: new, title: \"Care: now\" }";
    for (text, after) in [
        ("goals: []\n", format!("goals: [{new}]\n")),
        ("goals: [{ id: a }]  # all\n", format!("goals: [{{ id: a }}, {new}]  # all\n")),
        ("goals: [{ id: a },]\n", format!("goals: [{{ id: a }}, {new},]\n")),
        (
            "goals: [\n  { id: a }, # one\n  { id: b } # two\n]\n",
            format!("goals: [\n  {{ id: a }}, # one\n  {{ id: b }}, # two\n  {new}\n]\n"),
        ),
        ("goals: [\n  { id: a },\n]\n", format!("goals: [\n  {{ id: a }},\n  {new},\n]\n")),
        ("goals: [\n  { id: a }]\n", format!("goals: [\n  {{ id: a }},\n  {new}]\n")),
    ] {
        assert_eq!(with_goal(text), after, "{text}");
    }
}

#[test]
fn a_key_that_is_missing_is_made() {
    assert_eq!(with_goal("title: T\n"), format!("title: T\ngoals:\n  - {NEW}\n"));
    assert_eq!(with_goal("title: T\n\nkind: plan\n# end\n\n"), format!("title: T\n\nkind: plan\n# end\n\ngoals:\n  - {NEW}\n\n"));
    assert_eq!(with_goal(""), format!("goals:\n  - {NEW}\n"));
    assert_eq!(with_goal("# Our goals\n"), format!("# Our goals\ngoals:\n  - {NEW}\n"));
    assert_eq!(
        with_goal("title: T\ngoals: # none yet\nkind: plan\n"),
        format!("title: T\ngoals: # none yet\n  - {NEW}\nkind: plan\n")
    );
    let line = "goals:\n  - { id: a, title: A }\n  - id: b\n";
    let after = "goals:\n  - { id: a, title: A, objectives: [{ id: new, title: \"Care: now\" }] }\n  - id: b\n";
    assert_eq!(with_objective(line), after);
    let lines = "goals:\n  - id: a\n    text: >-\n      One.\n      # Two.\n\n  - id: b\n";
    let after = "goals:\n  - id: a\n    text: >-\n      One.\n      # Two.\n    objectives:\n      - id: new\n        title: \"Care: now\"\n\n  - id: b\n";
    assert_eq!(with_objective(lines), after);
}

#[test]
fn line_ends_marks_and_the_end_of_the_file_stay() {
    let windows = "\u{feff}title: T\r\ngoals:\r\n  - id: a\r\n    title: A";
    let after = "\u{feff}title: T\r\ngoals:\r\n  - id: a\r\n    title: A\r\n  - id: new\r\n    title: \"Care: now\"";
    assert_eq!(with_goal(windows), after);
    assert_eq!(
        with_objective(windows),
        "\u{feff}title: T\r\ngoals:\r\n  - id: a\r\n    title: A\r\n    objectives:\r\n      - id: new\r\n        title: \"Care: now\""
    );
}

#[test]
fn what_is_rare_is_left_alone() {
    for text in [
        "goals: &all\n  - id: a\n",
        "--- \ngoals:\n  - id: a\n",
        "goals: null\n",
        "goals: text\n",
        "goals:\n  - id: a\n    text: |+\n      One.\n\n\n",
        "- id: a\n",
        "a: [\n",
    ] {
        assert_eq!(with_goal(text), "(left alone)", "{text}");
    }
}

#[test]
fn texts_read_back_as_they_were_given() {
    for title in [
        "yes",
        "1e3",
        "0x1F",
        "a: b",
        "# no",
        "- x",
        "\"q\"",
        "it's",
        "a, b]",
        "{x}",
        "*",
        "&a",
        "!t",
        "%d",
        "@x",
        "`c`",
        "~",
        "",
        "é—…",
        "2026-03-31",
        "[[care]]",
    ] {
        let mut record = Group::default();
        record.put("id", Yaml::Text("new".into()));
        record.put("title", Yaml::Text(title.into()));
        for text in ["goals: []\n", "goals:\n  - id: a\n"] {
            assert!(add(text, Home::File, "goals", &record).is_some(), "{title}");
        }
    }
}

/// Our own files and those of the example.
pub fn own_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = [".", "examples/northgate"].map(|folder| Sources::read(&root.join(folder)).expect("our own content can be read"));
    let files = sources.iter().flat_map(|sources| sources.below("content/")).filter(|(_, file)| file.is_text());
    files.map(|(_, file)| (file.path().to_string(), file.text().expect("our own files are text").to_string())).collect()
}

/// A text after accidents. One of which nothing is left has no more of them.
pub fn spoilt(text: String, mutations: &[Mutation]) -> String {
    mutations.iter().fold(text, |text, mutation| if text.trim().is_empty() { text } else { mutation.apply(&text).text })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever accidents befall a file: to what can be added to, bytes are added.
    #[test]
    fn a_spoilt_file_keeps_its_bytes(
        file in any::<prop::sample::Index>(), mutations in prop::collection::vec(mutations(), 0..4), home in any::<prop::sample::Index>(),
        key in prop::sample::select(vec!["goals", "objectives", "measures", "topics", "partners"]),
    ) {
        thread_local!(static FILES: Vec<(String, String)> = own_files().into_iter().filter(|(path, _)| path.ends_with(".yaml")).collect());
        let (_, text) = FILES.with(|files| file.get(files).clone());
        let text = spoilt(text, &mutations);
        let ids: Vec<usize> = text.match_indices("id: ").map(|(at, _)| at + 4).collect();
        let homes: Vec<Home> = std::iter::once(Home::File).chain(ids.into_iter().map(Home::Record)).collect();
        if let Some(added) = add(&text, *home.get(&homes), key, &record()) {
            let mut rest = added.text.chars();
            prop_assert!(text.chars().all(|letter| rest.any(|other| other == letter)), "a letter is gone");
            prop_assert!(added.text[added.at..].trim_start_matches("{ ").starts_with("id: new"), "the record starts elsewhere");
        }
    }
}
