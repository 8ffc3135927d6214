//! The starting site: it has no problem whenever it is made, and making it harms nothing.

mod support;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;
use trustpress::diagnostic::plain;
use trustpress::starter::{files, start};
use trustpress::{Options, When};

fn problems(year: i16, month: i8, day: i8) -> String {
    let today = date(year, month, day);
    let files: BTreeMap<String, String> = files(today).into_iter().filter(|(path, _)| path.starts_with("content/")).collect();
    let options = Options { when: When::Civil(today.at(9, 0, 0, 0)), ..support::options() };
    let (site, problems) = support::publish(&files, &options);
    plain(&problems.and(site.page_problems().expect("texts in memory")), &site.sources)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn it_has_no_problem_on_any_day(year in 2026i16..2060, month in 1i8..=12, day in 1i8..=28) {
        prop_assert_eq!(problems(year, month, day), "");
    }
}

#[test]
fn it_has_no_problem_on_a_leap_day_and_at_the_end_of_a_year() {
    assert_eq!(problems(2028, 2, 29) + &problems(2026, 12, 31), "");
}

#[test]
fn nothing_that_is_there_is_touched() {
    let place = TempDir::new().unwrap();
    let today = date(2026, 11, 22);
    fs::write(place.path().join("README.md"), "mine").unwrap();
    let started = start(place.path(), today).unwrap();
    assert_eq!((started.kept.as_slice(), started.had_content), (&["README.md".to_string()][..], false));
    assert_eq!(fs::read_to_string(place.path().join("README.md")).unwrap(), "mine");
    assert!(place.path().join("content/riverside/plan/strategy.yaml").exists() && place.path().join(".gitignore").exists());

    fs::remove_dir_all(place.path().join("content/riverside")).unwrap();
    let started = start(place.path(), today).unwrap();
    assert!(started.had_content && started.made.is_empty(), "no example is added to content: {started:?}");
    assert!(!place.path().join("content/riverside").exists());
}

/// An editor finds the schema that a file names in its first line.
#[test]
fn the_first_line_of_each_file_names_a_schema_that_is_there() {
    let files: BTreeMap<String, String> = files(date(2026, 11, 22)).into_iter().collect();
    let mut seen = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("content/") && path.ends_with(".yaml")) {
        let name = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").expect(path);
        let up = name.matches("../").count();
        assert_eq!(up, path.matches('/').count(), "{path}");
        let schema = files.get(name.trim_start_matches("../")).unwrap_or_else(|| panic!("{path}: {name}"));
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let value: serde_json::Value = serde_saphyr::from_str(text).unwrap();
        jsonschema::validate(&schema, &value).unwrap_or_else(|problem| panic!("{path}: {problem}"));
        seen += 1;
    }
    assert_eq!(seen, 5);
}
