//! The words of every code: their form, and that their examples are true.

mod support;

use std::collections::BTreeMap;

use trustpress::diagnostic::codes::{self, ALL};
use trustpress::diagnostic::{Code, Diagnostics, Example, Severity, plain};
use trustpress::source::Sources;
use trustpress::{Publication, publication};

/// Codes whose wrong examples are not made up to a whole site: what is missing is the point.
const BARE: [&Code; 1] = [&codes::MISSING_FILE];

/// A letter of a wrong example that stands for a byte of another encoding, which a text cannot show.
const UNREADABLE: char = '\u{fffd}';

/// The site of one side of a code's examples, with all its problems.
fn publish(code: &Code, right: bool) -> (Publication, Diagnostics) {
    let files = code.examples().into_iter().filter(|example| example.right == right);
    let files: BTreeMap<String, String> = files.map(|Example { path, text, .. }| (path.to_string(), text)).collect();
    let mut files = support::with_usual(&files, !right && BARE.contains(&code));
    let published = files.remove("published/manifest.json").unwrap_or_default();
    let published: serde_json::Value = serde_json::from_str(&published).unwrap_or_default();
    let published: Vec<String> = published["files"].as_object().into_iter().flat_map(|files| files.keys().cloned()).collect();
    let bytes = files.into_iter().map(|(path, text)| (path, in_latin_1(&text)));
    let (publication, problems) = publication(Sources::from_bytes(bytes), &support::options());
    let problems = problems.and(publication.lost(&published));
    let rendering = if problems.has_errors() { Diagnostics::new() } else { publication.page_problems().expect("texts in memory") };
    (publication, problems.and(rendering))
}

/// The bytes of a text, in which the pound sign that could not be read is one of Latin 1.
fn in_latin_1(text: &str) -> Vec<u8> {
    let letter = |letter: char| if letter == UNREADABLE { vec![0xa3] } else { letter.to_string().into_bytes() };
    text.chars().flat_map(letter).collect()
}

#[test]
fn every_explanation_has_its_form() {
    for code in ALL {
        let name = code.name;
        for phrase in [code.finds(), code.matters(), code.cure()] {
            let plain = !phrase.is_empty() && !phrase.contains('\n') && !phrase.starts_with(char::is_uppercase);
            assert!(plain, "{name}: `{phrase}` is no phrase");
        }
        let prose = code.text.split("\nWrong:\n").next().unwrap_or_default();
        assert_eq!(prose.lines().filter(|line| !line.is_empty()).count(), 3, "{name}: three paragraphs of one line each");
        let examples = code.examples();
        let sides: Vec<bool> = examples.iter().map(|example| example.right).collect();
        assert!(sides.is_sorted() && sides.contains(&false) && sides.contains(&true), "{name}: wrong first, then right");
        for example in examples {
            let known = ["content/", "themes/", "published/"].iter().any(|folder| example.path.starts_with(folder));
            assert!(known && !example.language.is_empty() && !example.text.is_empty(), "{name}: {example:?}");
        }
    }
}

#[test]
fn every_wrong_example_has_the_problem_and_nothing_else() {
    let mut failures = String::new();
    for code in ALL {
        let (publication, problems) = publish(code, false);
        let found = problems.iter().any(|problem| problem.code == *code);
        let others = problems.iter().any(|problem| problem.code != *code && problem.severity != Severity::Advice);
        for problem in problems.iter().filter(|problem| problem.code == *code) {
            assert!(!problem.message.ends_with('.') && !problem.message.contains('\n'), "{}: {}", code.name, problem.message);
            assert!(problem.help.is_some() || problem.replace.is_some(), "{}: what to do?", code.name);
        }
        if !found || others {
            failures += &format!("=== {}\n{}", code.name, plain(&problems, &publication.sources));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_right_example_has_no_problem() {
    let mut failures = String::new();
    for code in ALL {
        let (publication, problems) = publish(code, true);
        let matters = |problem: &&trustpress::diagnostic::Diagnostic| problem.code == *code || problem.severity != Severity::Advice;
        let problems: Diagnostics = problems.iter().filter(matters).cloned().collect();
        if !problems.is_empty() {
            failures += &format!("=== {}\n{}", code.name, plain(&problems, &publication.sources));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_rendering_names_the_files_and_has_no_fence_on_a_terminal() {
    for code in ALL {
        let (terminal, web) = (code.plain_text(), code.markdown());
        for example in code.examples() {
            assert!(terminal.contains(&format!("in {}:", example.path)), "{terminal}");
            assert!(web.contains(&format!("in `{}`:", example.path)), "{web}");
        }
        assert!(!terminal.contains("```"), "{terminal}");
    }
}
