//! Mending: which replacements are written, which are not, and when it ends.

use trustpress::diagnostic::{Code, Diagnostic, Diagnostics, codes, human, json};
use trustpress::fix::{Fixed, fix};
use trustpress::source::{At, SourceId, Sources};

/// Mends one file, whose problems a function finds.
fn mended(path: &str, text: &str, problems: impl Fn(&str) -> Vec<Diagnostic>) -> (String, Fixed) {
    let fixed = fix(Sources::from_texts([(path.to_string(), text.to_string())]), |sources| {
        let found = problems(sources.get(SourceId::FIRST).text().unwrap()).into_iter().collect::<Diagnostics>().sorted();
        (sources, found)
    });
    (fixed.sources.get(SourceId::FIRST).text().unwrap().to_string(), fixed)
}

/// A problem wherever a word stands.
fn wherever(text: &str, word: &str, code: &'static Code) -> Vec<Diagnostic> {
    let at = |(start, _)| SourceId::FIRST.at(At::new(start, start + word.len()));
    text.match_indices(word).map(|found| Diagnostic::new(code, at(found), format!("`{word}` is wrong"))).collect()
}

fn replaced(text: &str, word: &str, right: &str) -> Vec<Diagnostic> {
    wherever(text, word, &codes::WRONG_VALUE).into_iter().map(|problem| problem.replace(right)).collect()
}

fn words(fixed: &Fixed) -> Vec<String> {
    fixed.by_file().into_values().flatten().map(|change| change.words(&fixed.sources)).collect()
}

#[test]
fn every_place_is_mended_and_told() {
    let (text, fixed) = mended("content/a.yaml", "a: gaol\nb: gaol\n", |text| replaced(text, "gaol", "goal"));
    assert_eq!(text, "a: goal\nb: goal\n");
    assert_eq!(words(&fixed), ["content/a.yaml:1 `gaol` is now `goal`", "content/a.yaml:2 `gaol` is now `goal`"]);
}

#[test]
fn guesses_are_left() {
    let guess = |text: &str| replaced(text, "gaol", "goal").into_iter().map(|problem| problem.sure(false)).collect();
    assert!(mended("content/a.yaml", "a: gaol\n", guess).1.changes.is_empty());
}

#[test]
fn replacements_that_overlap_are_written_one_after_the_other() {
    let both = |text: &str| [replaced(text, "a: b: c", "a: \"b: c\""), replaced(text, "c\n", "c c\n")].concat();
    assert_eq!(mended("content/a.yaml", "a: b: c\n", both).0, "a: \"b: c\"\n");
    let next = |text: &str| [replaced(text, "one two", "one three"), replaced(text, "two three", "2 3")].concat();
    assert_eq!(mended("content/a.yaml", "one two three", next).0, "one three three", "the second is gone with the first");
}

#[test]
fn what_does_harm_is_taken_back_alone() {
    let harmful = |text: &str| {
        let brought = wherever(text, "goal", &codes::WRONG_SHAPE);
        [replaced(text, "gaol", "goal"), replaced(text, "tilte", "title"), brought].concat()
    };
    let (text, fixed) = mended("content/a.yaml", "tilte: gaol\n", harmful);
    assert_eq!((text.as_str(), fixed.changes.len()), ("title: gaol\n", 1), "the harm shows in the new text");

    let far = |text: &str| {
        let brought = if text.contains("goal") { wherever(text, "end", &codes::YAML_SYNTAX) } else { Vec::new() };
        [replaced(text, "gaol", "goal"), replaced(text, "tilte", "title"), brought].concat()
    };
    for (wrong, right) in
        [("tilte: gaol\n\n\n\nend\n", "title: gaol\n\n\n\nend\n"), ("gaol: tilte\n\n\n\nend\n", "gaol: title\n\n\n\nend\n")]
    {
        let (text, fixed) = mended("content/a.yaml", wrong, far);
        assert_eq!((text.as_str(), fixed.changes.len()), (right, 1), "the harm shows far away");
    }
}

#[test]
fn a_reference_is_not_mended_into_another_fault() {
    let reference = |text: &str| {
        let wrong = wherever(text, "poeple", &codes::UNKNOWN_REFERENCE).into_iter().map(|problem| problem.replace("people"));
        wrong.chain(wherever(text, "people", &codes::SELF_REFERENCE)).collect()
    };
    assert!(mended("content/a.yaml", "supports: poeple\n", reference).1.changes.is_empty());
}

#[test]
fn what_comes_to_light_is_no_harm() {
    let behind = |text: &str| {
        let hidden = if text.contains("title") { wherever(text, "nobody", &codes::UNKNOWN_REFERENCE) } else { Vec::new() };
        [replaced(text, "tilte", "title"), hidden].concat()
    };
    assert_eq!(mended("content/a.yaml", "tilte: nobody\n", behind).0, "title: nobody\n");
}

#[test]
fn it_ends_even_if_every_cure_is_the_next_mistake() {
    let longer = |text: &str| {
        let end = At::new(text.len(), text.len());
        let code = if text.len().is_multiple_of(2) { &codes::WRONG_VALUE } else { &codes::WRONG_SHAPE };
        vec![Diagnostic::new(code, SourceId::FIRST.start(), "too short").replace_at(end, "x")]
    };
    assert!(mended("content/a.yaml", "", longer).0.len() < 1000);
}

#[test]
fn only_files_that_people_write_in_are_changed() {
    for path in ["content/a.svg", "content/a.png", "themes/base/assets/a.js"] {
        assert!(mended(path, "gaol", |text| replaced(text, "gaol", "goal")).1.changes.is_empty(), "{path}");
    }
}

#[test]
fn a_replacement_may_stand_elsewhere_and_takes_the_line_ends_of_the_file() {
    let missing = |text: &str| -> Vec<Diagnostic> {
        let start = text.find("goals").filter(|_| !text.contains("id:"));
        let at = text.find("title: Care").map(|at| At::new(at, at));
        let problem = |start| Diagnostic::new(&codes::MISSING_FIELD, SourceId::FIRST.at(At::new(start, start + 5)), "no `id`");
        start.zip(at).map(|(start, at)| problem(start).help("give it an id").replace_at(at, "id: care\n    ")).into_iter().collect()
    };
    let text = "title: Hill\r\ngoals:\r\n  - title: Care\r\n";
    let problems: Diagnostics = missing(text).into_iter().collect();
    let sources = Sources::from_texts([("content/a.yaml".to_string(), text.to_string())]);
    let drawn = anstream::adapter::strip_str(&human(&problems, &sources)).to_string();
    assert!(drawn.contains("--> content/a.yaml:2:1\n") && drawn.contains("3 ~   - id: care\n"), "{drawn}");
    assert!(json(&problems, &sources).contains("\"line\": 3,\n      \"column\": 5,"), "{}", json(&problems, &sources));

    let (text, fixed) = mended("content/a.yaml", text, missing);
    assert_eq!(text, "title: Hill\r\ngoals:\r\n  - id: care\r\n    title: Care\r\n");
    assert_eq!(words(&fixed), ["content/a.yaml:3 `id: care` is added"]);
}

#[test]
fn blanks_are_told_in_words() {
    let (_, fixed) = mended("content/a.yaml", "a:\n\tb: c\n", |text| replaced(text, "\t", "  "));
    assert_eq!(words(&fixed), ["content/a.yaml:2 1 tab is now 2 spaces"]);
}
