//! `trustpress new` and `trustpress fmt` as commands: what they say, what they write, and how they end.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn project(files: &[(&str, &str)]) -> TempDir {
    let place = TempDir::new().unwrap();
    for (path, text) in files {
        let file = place.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    place
}

fn trustpress(root: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    command.args(words).current_dir(root).stdin(Stdio::null()).output().expect("the command can be run")
}

/// What it said to people and to programs, and its exit code.
fn told(root: &Path, words: &[&str]) -> (String, String, i32) {
    let output = trustpress(root, words);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stderr), text(output.stdout), output.status.code().expect("an exit code"))
}

const SITE: (&str, &str) = ("content/site.yaml", "title: A site\n");
const TRUST: (&str, &str) = ("content/hill/trust.yaml", "name: Hill\n");
const PLAN: (&str, &str) = ("content/hill/2026/strategy.yaml", "title: Plan\ngoals:\n  - id: care   # first\n    title: Care\n");

#[test]
fn a_site_grows_record_by_record() {
    let place = project(&[SITE]);
    let root = place.path();
    let steps: [(&[&str], &str); 9] = [
        (&["trust", "--title", "Dale Council"], "the trust `dale-council`: content/dale-council/trust.yaml"),
        (
            &["strategy", "--title", "A fair start", "--id", "2026-30"],
            "the strategy `2026-30`: content/dale-council/2026-30/strategy.yaml",
        ),
        (
            &["goal", "--title", "Safe streets", "--number", "1"],
            "the goal `safe-streets`: content/dale-council/2026-30/strategy.yaml:3",
        ),
        (
            &["objective", "--in", "dale-council/2026-30/safe-streets", "--title", "Slow traffic", "--text", "Cars: slow."],
            "the objective `slow-traffic`: content/dale-council/2026-30/strategy.yaml:7",
        ),
        (
            &["measure", "--in", "dale-council/2026-30/safe-streets", "--title", "Children hurt", "--better", "down"],
            "the measure `children-hurt`: content/dale-council/2026-30/strategy.yaml:11",
        ),
        (&["update", "--title", "A start", "--date", "2026-02"], "content/dale-council/2026-30/updates/2026-02-a-start.md"),
        (&["page", "--title", "About us"], "the page `about-us`: content/pages/about-us.md"),
        (&["topic", "--title", "Travel"], "the topic `travel`: content/topics.yaml"),
        (&["strategy", "--title", "Next"], "It is a draft"),
    ];
    for (words, line) in steps {
        let (said, out, code) = told(root, &[&["new"], words].concat());
        assert!(said.contains(line) && said.contains("Next: ") && out.is_empty() && code == 0, "{words:?}: {said}");
    }
    let strategy = fs::read_to_string(root.join("content/dale-council/2026-30/strategy.yaml")).unwrap();
    let expected = "title: A fair start\ngoals:\n  - id: safe-streets\n    number: 1\n    title: Safe streets\n    objectives:\n      - id: slow-traffic\n        title: Slow traffic\n        text: \"Cars: slow.\"\n    measures:\n      - id: children-hurt\n        title: Children hurt\n        better: down\n";
    assert_eq!(strategy, expected);
    let readings = fs::read_to_string(root.join("content/dale-council/2026-30/readings.csv")).unwrap();
    assert_eq!(readings, "measure,date,value,note\n", "figures are never made up");
    let (said, _, code) = told(root, &["check", "--format", "plain"]);
    assert!(said.contains("No errors") && code == 0, "{said}");
    assert_eq!(told(root, &["fmt", "--check"]).2, 0, "what is made is laid out");
}

#[test]
fn what_is_missing_is_asked_for_by_name() {
    let place = project(&[SITE, TRUST, PLAN, ("content/hill/2027/strategy.yaml", "title: Next\ndraft: true\n")]);
    let root = place.path();
    for (words, line) in [
        (
            &["goal", "--title", "Beds"][..],
            "`--in` is missing: it says where the new one stands, as one of\n  --in hill/2026\n  --in hill/2027",
        ),
        (&["goal", "--in", "hill/2026"], "`--title` is missing"),
        (&["goal", "--in", "hill/2026", "--title", " "], "a title is needed"),
        (&["measure", "--in", "hill/2026", "--title", "Beds"], "--in hill/2026/care"),
        (&["goal", "--in", "hill/2026", "--title", "Care"], "Made the goal `care-2`"),
        (
            &["goal", "--in", "hill/2026", "--title", "Care", "--id", "care"],
            "the id `care` is taken: it stands in content/hill/2026/strategy.yaml:3. `care-3` is free",
        ),
        (&["goal", "--in", "hill/2026", "--title", "Beds", "--level", "aims"], "there is no level `aims`"),
        (&["update", "--in", "hill/2026", "--title", "Beds", "--date", "May"], "a date is written 2026-03-31"),
        (&["objective", "--in", "hill/2026/cara", "--title", "Beds"], "did you mean `hill/2026/care`?"),
    ] {
        let (said, _, code) = told(root, &[&["new"], words].concat());
        assert!(said.contains(line) && (code == 2 || line.starts_with("Made")), "{words:?}: {said}");
    }
    let (said, _, code) = told(&root.join("content/hill"), &["new", "goal", "--title", "Beds"]);
    assert!(said.contains("`trustpress init` makes one") && code == 2, "{said}");
}

#[test]
fn a_file_with_an_error_is_not_added_to() {
    let wrong = "title: Plan\ngaols:\n  - id: care\n    title: Care\n";
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", wrong)]);
    let (said, _, code) = told(place.path(), &["new", "goal", "--in", "hill/2026", "--title", "Beds"]);
    assert!(said.contains("there is no field `gaols` here") && said.contains("Nothing was made") && code == 1, "{said}");
    assert_eq!(fs::read_to_string(place.path().join("content/hill/2026/strategy.yaml")).unwrap(), wrong);
    // Where something else is wrong, it is no reason.
    let (said, _, code) = told(place.path(), &["new", "topic", "--title", "Travel"]);
    assert!(said.contains("Made the topic `travel`") && code == 0, "{said}");
}

#[test]
fn a_layout_that_is_not_changed_is_told_with_what_to_add() {
    let rare = "title: Plan\ngoals: &all\n  - id: care\n    title: Care\n";
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", rare)]);
    let (said, _, code) = told(place.path(), &["new", "goal", "--title", "Beds: more"]);
    assert!(
        said.contains("Add this by hand") && said.contains("goals:\n  - id: beds-more\n    title: \"Beds: more\"\n") && code == 2,
        "{said}"
    );
    assert_eq!(fs::read_to_string(place.path().join("content/hill/2026/strategy.yaml")).unwrap(), rare);
    let (said, _, code) = told(place.path(), &["fmt"]);
    assert!(
        said.contains("`content/hill/2026/strategy.yaml` is written in a rare way, and is left as it is.") && code == 0,
        "{said}"
    );
}

#[test]
fn files_are_laid_out_once_and_only_if_asked() {
    let untidy = "title:   Plan\r\ngoals:\r\n- id: care   # first\r\n  title: Care";
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", untidy), ("content/hill/2026/care.md", "Words  \n")]);
    let file = place.path().join("content/hill/2026/strategy.yaml");
    let (said, out, code) = told(place.path(), &["fmt", "--check"]);
    assert_eq!(out, "content/hill/2026/care.md\ncontent/hill/2026/strategy.yaml\n");
    assert!(said.contains("2 files to lay out") && code == 1, "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), untidy);
    let (said, out, code) = told(place.path(), &["fmt"]);
    assert!(said.contains("content/hill/2026/strategy.yaml\nLaid out 2 files.") && out.is_empty() && code == 0, "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), PLAN.1);
    assert_eq!(told(place.path(), &["fmt", "--check"]), ("All files are laid out.\n".to_string(), String::new(), 0));
}
