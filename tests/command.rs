//! The command itself: what it prints where, its exit codes, and what `check --fix` does to files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A project in a folder of its own.
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
    command.args(words).current_dir(root).output().expect("the command can be run")
}

fn told(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr), output.status.code().expect("an exit code"))
}

const SITE: (&str, &str) = ("content/site.yaml", "title: A site\n");
const TRUST: (&str, &str) = ("content/hill/trust.yaml", "name: Hill\n");
const GOOD: (&str, &str) = ("content/hill/2026/strategy.yaml", "title: Hill\ngoals: [{ id: care, title: Care }]\n");

#[test]
fn fixing_changes_only_what_is_wrong() {
    let strategy =
        "\u{feff}# Our strategy\r\ntilte:   Hill: 2026   \r\n\r\ngoals:   # all of them\r\n  - { id: care,  title: 'Care' }\r\n";
    let mended = "\u{feff}# Our strategy\r\ntitle:   \"Hill: 2026\"   \r\n\r\ngoals:   # all of them\r\n  - { id: care,  title: 'Care' }\r\n";
    let narrative = "See [the site](//example.org)\tand  [[caer]].";
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", strategy), ("content/hill/2026/care.md", narrative)]);
    let (out, words, code) = told(&trustpress(place.path(), &["check", "--fix"]));
    let read = |path: &str| fs::read_to_string(place.path().join(path)).unwrap();
    assert_eq!(read("content/hill/2026/strategy.yaml"), mended);
    assert_eq!(read("content/hill/2026/care.md"), "See [the site](https://example.org)\tand  [[caer]].");
    assert_eq!((out.as_str(), code), ("", 1), "a guess is left");
    for line in [
        "content/hill/2026/care.md:1 `//example.org` is now `https://example.org`",
        "content/hill/2026/strategy.yaml:2 `tilte` is now `title`",
        "content/hill/2026/strategy.yaml:2 `Hill: 2026` is now `\"Hill: 2026\"`",
        "Mended 3 places in 2 files",
        "error[unknown-reference]: no item `caer` in this strategy",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    assert!(words.ends_with("1 error in 1 file\n"), "{words}");
    let names: Vec<_> = fs::read_dir(place.path().join("content/hill/2026")).unwrap().collect();
    assert_eq!(names.len(), 2, "nothing is left beside the files");

    // Nothing more can be mended: nothing is written.
    let before = fs::metadata(place.path().join("content/hill/2026/care.md")).unwrap().modified().unwrap();
    let (_, words, code) = told(&trustpress(place.path(), &["check", "--fix"]));
    assert!(words.starts_with("Nothing could be mended for certain.\n") && code == 1, "{words}");
    assert_eq!(fs::metadata(place.path().join("content/hill/2026/care.md")).unwrap().modified().unwrap(), before);
}

#[test]
fn fixing_all_is_a_success() {
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", "tilte: Hill\ngoals: [{ id: care, title: Care }]\n")]);
    let (_, words, code) = told(&trustpress(place.path(), &["check", "--fix"]));
    assert!(words.contains("No errors") && code == 0, "{words}");
}

#[cfg(unix)]
#[test]
fn fixing_keeps_permissions_and_leaves_links_and_protected_files_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let wrong = "title: Hill\ngoals: [{ id: care, titel: Care }]\n";
    let place = project(&[SITE, TRUST, ("content/hill/2025/strategy.yaml", wrong), ("content/hill/2026/strategy.yaml", wrong)]);
    let other = project(&[("strategy.yaml", wrong)]);
    let file = |year: &str| place.path().join("content/hill").join(year).join("strategy.yaml");
    fs::create_dir(place.path().join("content/hill/2027")).unwrap();
    symlink(other.path().join("strategy.yaml"), file("2027")).unwrap();
    fs::set_permissions(file("2025"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(file("2026"), fs::Permissions::from_mode(0o640)).unwrap();
    let (_, words, code) = told(&trustpress(place.path(), &["check", "--fix"]));
    assert_eq!(fs::read_to_string(file("2025")).unwrap(), wrong);
    assert_eq!(fs::read_to_string(file("2026")).unwrap(), wrong.replace("titel", "title"));
    assert_eq!(fs::metadata(file("2026")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(other.path().join("strategy.yaml")).unwrap(), wrong);
    assert!(words.contains("`content/hill/2025/strategy.yaml` is left as it is: it can only be read"), "{words}");
    assert!(words.contains("`content/hill/2027/strategy.yaml` is left as it is: it stands behind a link"), "{words}");
    assert_eq!(code, 1, "what is left is reported");
}

#[test]
fn formats_for_programs_go_to_standard_output_and_words_to_standard_error() {
    let place = project(&[SITE, ("content/hill/trust.yaml", "name: Hill\nacronym:\n"), GOOD]);
    for command in ["check", "build"] {
        for format in ["json", "sarif", "github"] {
            let (out, words, code) = told(&trustpress(place.path(), &[command, "--format", format]));
            assert!(out.contains("empty-field") && !words.contains("empty-field"), "{command} {format}: {out}{words}");
            assert!(words.contains("1 warning in 1 file") && code == 0, "{command} {format}: {words}");
        }
        for format in ["human", "plain"] {
            let (out, words, code) = told(&trustpress(place.path(), &[command, "--format", format]));
            assert!(out.is_empty() && words.contains("empty-field") && code == 0, "{command} {format}: {out}{words}");
            assert!(!words.contains('\u{1b}'), "no colour where no terminal is");
        }
        let (.., code) = told(&trustpress(place.path(), &[command, "--strict"]));
        assert_eq!(code, 1, "{command}");
    }
    let (out, words, _) = told(&trustpress(place.path(), &["check", "--quiet", "--format", "plain"]));
    assert!(out.is_empty() && words.lines().count() == 3, "{words}");
}

#[test]
fn a_project_in_a_folder_of_the_repository_is_named_from_there() {
    let place =
        project(&[("site/content/site.yaml", "title: A site\n"), ("site/content/hill/trust.yaml", "name: Hill\nacronym:\n")]);
    let (out, ..) = told(&trustpress(place.path(), &["check", "--root", "./site", "--format", "github"]));
    assert!(out.contains("file=site/content/hill/trust.yaml,"), "{out}");
    let root = place.path().canonicalize().unwrap().join("site");
    let (out, ..) = told(&trustpress(place.path(), &["check", "--root", root.to_str().unwrap(), "--format", "github"]));
    assert!(out.contains("file=site/content/hill/trust.yaml,"), "{out}");
}

#[test]
fn errors_end_a_report_with_their_count() {
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", "tilte: Hill\n")]);
    let (_, words, code) = told(&trustpress(place.path(), &["build"]));
    assert!(words.ends_with("\n1 error in 1 file. Nothing was written.\n") && code == 1, "{words}");
    let (_, words, code) = told(&trustpress(place.path(), &["check"]));
    assert!(words.ends_with("\n1 error in 1 file; `trustpress check --fix` mends it\n") && code == 1, "{words}");
    let (_, words, code) = told(&trustpress(&place.path().join("content"), &["check"]));
    assert!(words.starts_with("error: could not read the folder") && code == 2, "{words}");
}

#[test]
fn explain_knows_codes_as_reports_print_them() {
    let place = project(&[]);
    let (all, ..) = told(&trustpress(place.path(), &["explain"]));
    assert!(all.starts_with("Files and their fields\n  not-text ") && all.contains("\n\nThemes\n"), "{all}");
    for name in ["raw-html", "error[raw-html]"] {
        let (out, words, code) = told(&trustpress(place.path(), &["explain", name]));
        assert!(out.starts_with("raw-html (error)\n\nFinds ") && words.is_empty() && code == 0, "{out}{words}");
        assert!(out.contains("\n    We train **more** nurses.\n"), "{out}");
    }
    let (out, words, code) = told(&trustpress(place.path(), &["explain", "raw-htm"]));
    assert!(out.is_empty() && words.contains("did you mean `raw-html`?") && code == 2, "{words}");
}

#[test]
fn an_address_that_was_published_cannot_vanish_unnoticed() {
    let place = project(&[SITE, TRUST, GOOD]);
    assert_eq!(told(&trustpress(place.path(), &["build", "--output", "published"])).2, 0);
    let check = |manifest: &str| told(&trustpress(place.path(), &["check", "--against", manifest]));
    assert_eq!(check("published").2, 0, "nothing has changed");

    let strategy = place.path().join("content/hill/2026/strategy.yaml");
    fs::write(&strategy, "title: Hill\ngoals: [{ id: better-care, title: Care }]\n").unwrap();
    for manifest in ["published", "published/manifest.json"] {
        let (_, words, code) = check(manifest);
        assert!(words.contains("error[lost-address]: `/hill/2026/care/` was published"), "{words}");
        assert!(words.contains("if that is `better-care` now, add a line `was: [care]` to it"), "{words}");
        assert_eq!(code, 1);
    }
    fs::write(&strategy, "title: Hill\ngoals: [{ id: better-care, was: [care], title: Care }]\n").unwrap();
    assert_eq!(check("published").2, 0);

    fs::write(place.path().join("app.json"), r#"{ "name": "An app" }"#).unwrap();
    let (_, words, code) = check("app.json");
    assert!(words.contains("`app.json` is not a list of files that trustpress wrote"), "{words}");
    assert_eq!(code, 2);
    assert_eq!(check("nowhere").2, 2);
}

#[test]
fn a_copy_of_the_site_is_verified() {
    let place = project(&[SITE, TRUST, GOOD]);
    let (_, words, _) = told(&trustpress(place.path(), &["build"]));
    assert!(words.contains("(all new)"), "{words}");
    let (_, words, _) = told(&trustpress(place.path(), &["build"]));
    assert!(words.contains("(nothing changed)"), "{words}");
    let (out, words, code) = told(&trustpress(place.path(), &["verify"]));
    assert_eq!((out.as_str(), code), ("", 0), "{words}");
    assert!(words.starts_with("As built: ") && words.ends_with(" files in output\n"), "{words}");

    fs::write(place.path().join("output/index.html"), "mine").unwrap();
    fs::remove_file(place.path().join("output/404.html")).unwrap();
    fs::write(place.path().join("output/notes.txt"), "mine").unwrap();
    let (out, words, code) = told(&trustpress(place.path(), &["verify"]));
    assert_eq!(out, "missing: 404.html\nchanged: index.html\nnot of this site: notes.txt\n");
    assert!(words.starts_with("Not as built: 3 differences in output, which should have "), "{words}");
    assert_eq!(code, 1);

    let (_, words, code) = told(&trustpress(place.path(), &["verify", "content"]));
    assert_eq!((words.as_str(), code), ("error: could not read the list of files `content/manifest.json`: it does not exist\n", 2));
    let (_, words, code) = told(&trustpress(place.path(), &["build"]));
    assert!(words.contains("(2 changed)") && code == 0, "{words}");
    let (_, _, code) = told(&trustpress(place.path(), &["verify", "output", "--against", "output/manifest.json"]));
    assert_eq!(code, 0);
}

#[test]
fn what_the_dates_will_change_is_listed() {
    let strategy = "title: Hill
publish_from: 2026-03-01T09:00
goals:
  - { id: open, title: Open }
  - { id: with, title: Comes with the strategy, publish_from: 2026-02-01 }
  - id: later
    title: Comes later
    publish_from: 2026-05-01
    withdraw_on: 2026-07-01
    objectives: [{ id: below, title: Goes with its parent, withdraw_on: 2026-08-01 }, { id: nodate, title: No date }]
  - { id: never, title: Never, draft: true, publish_from: 2026-06-01 }
  - { id: past, title: Gone, withdraw_on: 2025-01-01 }
";
    let page = "---\ntitle: About us\nwithdraw_on: 2026-04-01T17:30\n---\nWords.\n";
    let update = "---\ntitle: News\ndate: 2026-03-01\npublish_from: 2026-03-02\n---\nWords.\n";
    let place = project(&[
        SITE,
        TRUST,
        ("content/hill/2026/strategy.yaml", strategy),
        ("content/hill/2026/updates/one.md", update),
        ("content/pages/about.md", page),
    ]);
    let (_, words, code) = told(&trustpress(place.path(), &["check", "--as-of", "2026-01-01"]));
    let list = "By its dates the site changes, in its own time zone:
  2026-03-01 09:00  appears  Hill  (content/hill/2026/strategy.yaml:2)
  2026-03-02 00:00  appears  News  (content/hill/2026/updates/one.md:4)
  2026-04-01 17:30  goes     About us  (content/pages/about.md:3)
  2026-05-01 00:00  appears  Comes later  (content/hill/2026/strategy.yaml:8)
  2026-07-01 00:00  goes     Comes later  (content/hill/2026/strategy.yaml:9)
";
    assert!(words.ends_with(list), "{words}");
    assert_eq!(code, 0);
    let (_, words, _) = told(&trustpress(place.path(), &["build", "--as-of", "2026-05-01"]));
    assert!(words.ends_with("It changes by its dates on 2026-07-01 00:00: build it again then.\n"), "{words}");
    for words in [["check", "--as-of", "2026-09-01"].as_slice(), &["check", "--drafts"]] {
        let (_, words, _) = told(&trustpress(place.path(), words));
        assert!(!words.contains("By its dates"), "{words}");
    }
}

#[test]
fn a_snippet_for_a_server_goes_to_standard_output() {
    let moved = "title: Hill\ngoals: [{ id: better-care, was: [care], title: Care }]\n";
    let place = project(&[SITE, TRUST, ("content/hill/2026/strategy.yaml", moved)]);
    let print = |server: &str| told(&trustpress(place.path(), &["snippet", server, "--base-url", "https://example.org/plans/"]));
    for (server, lines) in [
        (
            "nginx",
            [
                "location /plans/ {",
                "location = \"/plans/hill/2026/care/\" { absolute_redirect off; return 301 \"/plans/hill/2026/better-care/\"; }",
            ],
        ),
        (
            "apache",
            [
                "ErrorDocument 404 /plans/404.html",
                "RedirectMatch 301 \"^/plans/hill/2026/care/(index\\.html)?$\" \"/plans/hill/2026/better-care/\"",
            ],
        ),
        ("iis", ["<error statusCode=\"404\" path=\"404.html\"", "<location path=\"hill/2026/care\">"]),
    ] {
        let (out, words, code) = print(server);
        assert_eq!((words.as_str(), code), ("", 0));
        for line in lines.iter().chain(&["Content-Security-Policy", "default-src 'none'"]) {
            // In XML, quotation marks are written in another way.
            let line = if server == "iis" { line.replace('\'', "&apos;") } else { line.to_string() };
            assert!(out.contains(&line), "{server} lacks {line}:\n{out}");
        }
    }
}

#[test]
fn names_that_the_author_keeps_stay_in_the_output() {
    let place = project(&[("content/site.yaml", "title: A site\nserver: { keep: [.htaccess] }\n"), TRUST, GOOD]);
    assert_eq!(told(&trustpress(place.path(), &["build"])).2, 0);
    fs::write(place.path().join("output/.htaccess"), "Options -Indexes\n").unwrap();
    assert_eq!(told(&trustpress(place.path(), &["build"])).2, 0);
    assert_eq!(fs::read_to_string(place.path().join("output/.htaccess")).unwrap(), "Options -Indexes\n");
}

#[test]
fn what_stands_is_not_made_again_and_what_was_told_is_told_again() {
    let place = project(&[SITE, TRUST, GOOD]);
    let build = |words: &[&str]| told(&trustpress(place.path(), &[&["build"], words].concat())).1;
    let is_settled = || fs::read_to_string(place.path().join("output/manifest.json")).unwrap().contains("\"silent\":\"always\"");
    let write = |text: &str| fs::write(place.path().join(GOOD.0), text).unwrap();
    assert!(build(&[]).contains("(all new)") && is_settled());
    let words = build(&[]);
    assert!(words.starts_with("Built ") && words.contains("(nothing changed)"), "{words}");
    assert!(!build(&["--base-url", "https://hill.example.org"]).contains("(nothing changed)"));

    write("title: <b>Hill\ngoals: [{ id: care, title: Care }]\n");
    assert!(build(&[]).contains("warning[stray-mark]") && !is_settled());
    assert!(build(&[]).contains("warning[stray-mark]"), "what is told once is told as long as it is there");

    write("title: Hill\ngoals: [{ id: care, title: Care }, { id: new, title: New, publish_from: 2026-05-01T09:00 }]\n");
    for _ in 0..2 {
        assert!(build(&["--as-of", "2026-05-01T08:00"]).contains("It changes by its dates on 2026-05-01 09:00"));
    }
    assert!(!build(&["--as-of", "2026-05-01T10:00"]).contains("(nothing changed)") && is_settled());
    assert!(build(&["--as-of", "2026-05-01T10:00"]).contains("(nothing changed)"));
    assert!(build(&["--as-of", "2026-05-01T08:00"]).contains("It changes by its dates"), "an earlier moment is another site");

    // A quiet build does not look for advice, and so cannot know that nothing needs to be ignored.
    let ignores = "title: A site\nchecks: { ignore: [{ code: block-capitals, file: content/site.yaml, reason: Our name }] }\n";
    fs::write(place.path().join(SITE.0), ignores).unwrap();
    let silent = ["build", "--quiet", "--as-of", "2026-05-01T10:00"];
    assert_eq!((told(&trustpress(place.path(), &silent)).1, is_settled()), (String::new(), false));
    let words = build(&["--as-of", "2026-05-01T10:00"]);
    assert!(words.contains("warning[needless-ignore]"), "{words}");
}
