//! Reports for programs: what their readers rely on.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use trustpress::diagnostic::{Diagnostic, Diagnostics, Severity, codes, github, human, json, plain, sarif, summary};
use trustpress::source::{At, SourceId, Sources};

/// A site with problems of many kinds in files with awkward names and line ends.
fn site() -> (Sources, Diagnostics) {
    let files = [
        ("content/site.yaml", "\u{feff}description:\r\ntitle: Plans\r\n"),
        ("content/hill/trust.yaml", "name: Hill\nacronym:\nbrand: { primary: \"#ffee00\" }\n"),
        ("content/hill/2026/strategy.yaml", "title: Hill\ngoals:\n  - { id: care, title: Ça va }\n  - { id: care, title: Care }\n"),
        ("content/hill/2026/care.md", "日本 [[caer]] [a](//b.example)\n\n<div>\nmany\nlines\n</div>\n"),
        ("content/hill/2026/a, b: 100%.md", "Text.\n"),
        ("content/vale/trust.yaml", "name: Vale\n"),
        ("content/vale/2026/strategy.yaml", "\u{feff}tilte: Vale\r\n"),
    ];
    let files: BTreeMap<String, String> = files.map(|(path, text)| (path.to_string(), text.to_string())).into();
    let (publication, problems) = support::publish(&files, &support::options());
    assert!(problems.len() >= 5, "{problems:?}");
    (publication.sources, problems)
}

#[test]
fn sarif_fits_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("sarif-2.1.0.json")).unwrap();
    let judge = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let (sources, problems) = site();
    for problems in [problems, Diagnostics::new()] {
        let log: Value = serde_json::from_str(&sarif(&problems, &sources, "")).unwrap();
        let wrong: Vec<String> = judge.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let run = &log["runs"][0];
        assert_eq!(run["results"].as_array().map(Vec::len), Some(problems.len()));
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            for member in ["shortDescription", "fullDescription", "help"] {
                assert!(rule[member]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
            }
        }
    }
}

#[test]
fn regions_are_the_same_in_lines_and_in_bytes() {
    let (sources, problems) = site();
    let log: Value = serde_json::from_str(&sarif(&problems, &sources, "")).unwrap();
    for (result, problem) in log["runs"][0]["results"].as_array().unwrap().iter().zip(problems.iter()) {
        let Some(place) = problem.place else { continue };
        let location = &result["locations"][0]["physicalLocation"];
        let region = |name: &str| location["region"][name].as_u64().unwrap() as usize;
        let text = sources.get(place.source).text().unwrap();
        assert_eq!(region("byteOffset"), place.at.start as usize);
        let at = |line: usize, column: usize| {
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let mark = if line == 1 && text.starts_with('\u{feff}') { 3 } else { 0 };
            start + mark + text[start + mark..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
        };
        let (start, end) = (at(region("startLine"), region("startColumn")), at(region("endLine"), region("endColumn")));
        assert_eq!(end - start, region("byteLength"), "{result}");
    }
}

#[test]
fn addresses_in_sarif_are_relative_and_escaped() {
    let (sources, problems) = site();
    let log = sarif(&problems, &sources, "our site");
    assert!(log.contains("\"our%20site/content/hill/2026/a%2C%20b%3A%20100%25.md\""), "{log}");
    assert!(!log.contains("\"/"), "{log}");
}

#[test]
fn workflow_commands_are_one_line_each_and_escaped() {
    let (sources, problems) = site();
    let text = github(&problems, &sources, "our site");
    assert_eq!(text.lines().count(), problems.len());
    assert!(text.lines().all(|line| ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start))));
    assert!(text.contains("file=our site/content/hill/2026/a%2C b%3A 100%25.md,line=1,col=1,"), "{text}");
    let many = text.lines().find(|line| line.contains("title=raw-html")).unwrap();
    assert!(many.contains("line=3,endLine=6,title") && !many.contains("col="), "no columns over several lines: {many}");
}

#[test]
fn json_says_what_there_is_and_null_for_the_rest() {
    let (sources, problems) = site();
    let general = Diagnostic::general(&codes::MISSING_FILE, "`content/site.yaml` is missing");
    let list: Value = serde_json::from_str(&json(&problems.and([general].into_iter().collect()), &sources)).unwrap();
    let list = list.as_array().unwrap();
    let of = |code: &str| list.iter().find(|problem| problem["code"] == code).unwrap();
    assert_eq!(of("unknown-field")["replace"]["sure"], true);
    assert_eq!(of("unknown-field")["column"], 1, "the mark of the byte order is no column");
    assert!(of("missing-file")["file"].is_null() && of("missing-file")["related"].as_array().is_some_and(Vec::is_empty));
}

#[test]
fn a_medium_has_no_lines() {
    let sources = Sources::from_texts([("content/hill/ward.png".to_string(), "\u{1}".to_string())]);
    let place = SourceId::FIRST.at(At::new(0, 1));
    let problems = [Diagnostic::new(&codes::BAD_PICTURE, place, "its size cannot be read")].into_iter().collect();
    assert!(!sarif(&problems, &sources, "").contains("region"));
    assert!(!github(&problems, &sources, "").contains("line="));
}

/// Problems of these severities, all in one file.
fn problems(severities: &[Severity]) -> Diagnostics {
    let at = |(start, severity): (usize, &Severity)| {
        let place = SourceId::FIRST.at(At::new(start, start));
        Diagnostic { severity: *severity, ..Diagnostic::new(&codes::EMPTY_FIELD, place, "`acronym` has no value") }
    };
    severities.iter().enumerate().map(at).collect()
}

#[test]
fn the_count_is_in_words() {
    use Severity::{Advice, Error, Warning};
    let shown = |severities: &[Severity]| summary(&problems(severities), true);
    let hidden = |severities: &[Severity]| summary(&problems(severities), false);
    assert_eq!(shown(&[]), None);
    assert_eq!(shown(&[Error, Warning, Warning]).unwrap(), "1 error, 2 warnings in 1 file");
    assert_eq!(shown(&[Advice, Advice]).unwrap(), "2 pieces of advice in 1 file");
    assert_eq!(hidden(&[Advice]).unwrap(), "1 piece of advice: `trustpress check` shows it");
    assert_eq!(hidden(&[Error, Advice, Advice]).unwrap(), "1 error in 1 file; 2 pieces of advice: `trustpress check` shows them");
}

#[test]
fn drawings_have_no_marks_of_the_machine() {
    let files = [
        ("content/site.yaml", "\u{feff}licence: none\r\ntitle: Plans\r\n"),
        ("content/hill/2027/strategy.yaml", ""),
        ("content/hill/trust.yaml", "name: Hill\r\n"),
        ("content/hill/2026/strategy.yaml", "title: Hill\r\ngoals: [{ id: care, title: \"Care \\e[31m [[b]]\" }]"),
        ("content/hill/2026/care.md", "Text.\r\n\r\n[[no\u{7}where]] \u{1b}[31m\r\n<div>\r\nmany\r\n</div>"),
    ];
    let files: BTreeMap<String, String> = files.map(|(path, text)| (path.to_string(), text.to_string())).into();
    let (publication, problems) = support::publish(&files, &support::options());
    let drawn = anstream::adapter::strip_str(&human(&problems, &publication.sources)).to_string();
    for text in [drawn.as_str(), &plain(&problems, &publication.sources)] {
        let stray = |c: char| c == '\u{feff}' || (c.is_control() && c != '\n');
        assert!(!text.contains(stray), "{text:?}");
        assert!(text.contains("content/site.yaml:1:10"), "the mark of the byte order is no column: {text}");
        assert!(text.contains("content/hill/2027/strategy.yaml:1:1"), "an empty file has a first line: {text}");
    }
}
