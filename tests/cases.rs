//! Runs every text file of `tests/cases/`: files in, expected text out. `UPDATE_EXPECT=1` fills in what is expected.
//!
//! A case starts with a sentence that says what it shows. Then come sections:
//!
//! - `--- path`: a file. `content/site.yaml` and the `trust.yaml` of every trust are made up unless the case has them, or
//!   says `--- bare`.
//! - `--- drafts`, `--- as of MOMENT`: how to look at the site from here on.
//! - `--- edit path`, with lines `old => new`: changes a file; `\n` starts a new line.
//! - `--- mistake path`, with such lines: changes that file, and no other: mistakes do not add up. `\t`, `\r` and `\u{a0}` stand
//!   for what they are in Rust. Or, in place of such lines, one of `is called PATH`, `is gone`, `is empty`,
//!   `is saved as ENCODING` (windows-1252, utf-16, utf-16 without its mark, windows lines).
//! - `--- fix`: mends what `check --fix` would mend; the lines below say what was done.
//! - `--- new KIND IN TITLE`: what `new` makes there (`-` for what stands nowhere); the line below says where it is, or why not.
//! - `--- fmt`: lays out all files; the lines below say which were changed or left.
//! - `--- expect diagnostics [code …]`: all problems, or those of these codes, in plain form.
//! - `--- expect FORMAT [code …]`: the same as `human`, `plain`, `json`, `sarif`, `github` or `html`.
//! - `--- expect count`: the last line of a report.
//! - `--- expect source PATH`: a file as it is now.
//! - `--- expect main of ROUTE contains`: lines that stand in the words of that page's main part, in this order.
//! - `--- expect main of ROUTE lacks`: lines that do not stand there.
//! - `--- expect file ROUTE`: a whole file; with `contains` or `lacks`, lines of it.
//! - `--- published`: the files of an earlier publication, one a line, which addresses are held against from here on.
//! - `--- expect routes`: every route but the theme's own files and the parts of the search index.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use trustpress::diagnostic::{self, Diagnostics};
use trustpress::export::SearchIndex;
use trustpress::fix::fix;
use trustpress::source::Sources;
use trustpress::strategy::scalars::{Moment, Written};
use trustpress::write::{New, Project, Words, format};
use trustpress::{Options, Publication, When, publication};

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("the cases can be read").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    assert!(files.len() > 10, "the cases are gone");
    if let Some(wanted) = std::env::var("CASES").ok().filter(|wanted| !wanted.is_empty()) {
        files.retain(|path| path.to_string_lossy().contains(&wanted));
    }
    let mut failures = String::new();
    let run = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        let (filled, wrong) = Case::parse(&text).run();
        (path, text, filled, wrong)
    };
    for (path, text, filled, wrong) in files.into_par_iter().map(run).collect::<Vec<_>>() {
        let name = path.strip_prefix(&folder).expect("a case stands in the folder").display().to_string();
        if update && filled != text {
            std::fs::write(&path, filled).expect("a case can be written");
        } else if !wrong.is_empty() {
            let _ = writeln!(failures, "=== {name}\n{wrong}");
        }
    }
    assert!(
        failures.is_empty(),
        "\n{failures}\nUPDATE_EXPECT=1 cargo test fills in the new text; read the difference before you keep it."
    );
}

struct Case<'a> {
    sentence: &'a str,
    sections: Vec<(&'a str, &'a str)>,
}

impl<'a> Case<'a> {
    fn parse(text: &'a str) -> Case<'a> {
        let mut parts = text.split("\n--- ");
        let sentence = parts.next().unwrap_or_default();
        let section = |part: &'a str| part.split_once('\n').unwrap_or((part, ""));
        Case { sentence, sections: parts.map(section).collect() }
    }

    /// Runs the case. Gives it back with what came out in place of what was expected, and what differed.
    fn run(&self) -> (String, String) {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut saved: Option<(String, String)> = None;
        let mut right: Option<BTreeMap<String, String>> = None;
        let mut options = support::options();
        let (mut filled, mut wrong) = (self.sentence.to_string(), String::new());
        let bare = self.sections.iter().any(|(head, _)| *head == "bare");
        let mut published: Vec<String> = Vec::new();
        let mut site: Option<(Publication, Diagnostics)> = None;
        for (head, body) in &self.sections {
            let words: Vec<&str> = head.split(' ').collect();
            let mut actual = body.to_string();
            match words[..] {
                ["bare"] => {}
                ["published"] => (published, site) = (body.lines().map(str::to_string).collect(), None),
                ["drafts"] => (options.drafts, site) = (true, None),
                ["as", "of", moment] => (options, site) = (at(moment, options.clone()), None),
                ["edit", path] => {
                    edit(&mut files, path, body, false);
                    site = None;
                }
                ["mistake", path] => {
                    files = right.get_or_insert_with(|| files.clone()).clone();
                    saved = None;
                    match body.trim_end() {
                        "is gone" => drop(files.remove(path)),
                        "is empty" => drop(files.insert(path.to_string(), String::new())),
                        moved if moved.starts_with("is called ") => {
                            let text = files.remove(path).expect("the file is in the case");
                            files.insert(moved["is called ".len()..].to_string(), text);
                        }
                        encoded if encoded.starts_with("is saved as ") => {
                            saved = Some((path.to_string(), encoded["is saved as ".len()..].to_string()));
                        }
                        _ => edit(&mut files, path, body, true),
                    }
                    site = None;
                }
                ["fix"] => {
                    let (fixed, done) = mended(&support::with_usual(&files, bare), &options);
                    files = fixed;
                    compare(head, body, &done, &mut wrong);
                    (actual, site) = (done, None);
                }
                ["new", kind, place, ..] => {
                    let title = words[3..].join(" ");
                    let (made, told) = made(&support::with_usual(&files, bare), kind, place, &title);
                    files.extend(made);
                    compare(head, body, &told, &mut wrong);
                    (actual, site) = (told, None);
                }
                ["fmt"] => {
                    let (laid_out, told) = laid_out(&support::with_usual(&files, bare));
                    files.extend(laid_out);
                    compare(head, body, &told, &mut wrong);
                    (actual, site) = (told, None);
                }
                ["expect", ..] => {
                    let publish = || {
                        let texts = support::with_usual(&files, bare).into_iter();
                        let bytes = texts.map(|(path, text)| match &saved {
                            Some((saved, encoding)) if *saved == path => (path, encoded(&text, encoding)),
                            _ => (path, text.into_bytes()),
                        });
                        let (publication, problems) = publication(Sources::from_bytes(bytes), &options);
                        let lost = publication.lost(&published);
                        (publication, problems.and(lost).sorted())
                    };
                    let (publication, problems) = site.get_or_insert_with(publish);
                    match outcome(&words[1..], body, publication, problems) {
                        Outcome::Text(text) => {
                            compare(head, body, &text, &mut wrong);
                            actual = text;
                        }
                        Outcome::Wrong(words) => {
                            let _ = writeln!(wrong, "--- {head}\n{words}");
                        }
                        Outcome::Right => {}
                    }
                }
                [path] => {
                    files.insert(path.to_string(), format!("{}\n", body.trim_end_matches('\n')));
                    site = None;
                }
                _ => panic!("a case has no section `--- {head}`"),
            }
            let actual = actual.trim_end_matches('\n');
            let _ = write!(filled, "\n--- {head}{}{actual}", if actual.is_empty() { "" } else { "\n" });
        }
        (filled + "\n", wrong)
    }
}

/// Changes a file by lines `old => new`.
fn edit(files: &mut BTreeMap<String, String>, path: &str, body: &str, once: bool) {
    let text = files.get_mut(path).unwrap_or_else(|| panic!("`{path}` is not in the case"));
    for (old, new) in body.lines().filter_map(|line| line.split_once(" => ").or_else(|| Some((line.strip_suffix(" =>")?, "")))) {
        let (old, new) = (plain_letters(old), plain_letters(new));
        let count = text.matches(&old).count();
        assert!(count == 1 || count > 1 && !once, "`{old}` is {count} times in `{path}`");
        *text = text.replace(&old, &new);
    }
}

/// The bytes of a text as some editors save it.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide = || text.encode_utf16().flat_map(u16::to_le_bytes);
    match encoding {
        "windows-1252" => {
            text.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(c).expect("a letter of Latin-1") }).collect()
        }
        "utf-16" => [0xff, 0xfe].into_iter().chain(wide()).collect(),
        "utf-16 without its mark" => wide().collect(),
        "windows lines" => text.replace('\n', "\r\n").into_bytes(),
        _ => panic!("a case cannot save as `{encoding}`"),
    }
}

/// A text with its escapes read.
fn plain_letters(text: &str) -> String {
    let text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape is closed");
        let code = u32::from_str_radix(code, 16).expect("an escape is a number");
        plain.push(char::from_u32(code).expect("an escape is a letter"));
        plain += rest;
    }
    plain
}

fn at(moment: &str, options: Options) -> Options {
    Options { when: When::Civil(Moment::parse(moment).expect("a moment of a case is well written").0), ..options }
}

fn compare(head: &str, expected: &str, came: &str, wrong: &mut String) {
    let (expected, came) = (expected.trim_end(), came.trim_end());
    if expected != came {
        let _ = writeln!(wrong, "--- {head}\nexpected:\n{expected}\ncame out:\n{came}");
    }
}

/// The files with what `check --fix` mends, and what it says of that.
fn mended(files: &BTreeMap<String, String>, options: &Options) -> (BTreeMap<String, String>, String) {
    let fixed = fix(Sources::from_texts(files.clone()), |sources| {
        let (publication, problems) = trustpress::publication(sources, options);
        (publication.sources, problems)
    });
    let files = fixed.sources.below("").map(|(_, source)| (source.path().to_string(), source.shown().into_owned())).collect();
    let words = fixed.by_file().into_values().flatten().map(|change| change.words(&fixed.sources) + "\n").collect();
    (files, words)
}

/// The files that `fmt` changes, and what it says of them and of those that it leaves.
fn laid_out(files: &BTreeMap<String, String>) -> (BTreeMap<String, String>, String) {
    let sources = Sources::from_texts(files.clone());
    let layout = format(&sources);
    let path = |id| sources.get(id).path().to_string();
    let changed: BTreeMap<String, String> = layout.changed.into_iter().map(|(id, text)| (path(id), text)).collect();
    let told = changed.keys().map(|path| format!("{path}\n")).collect::<String>();
    let rare = layout.rare.into_iter().map(|id| format!("{} is left\n", path(id))).collect::<String>();
    (changed, told + &rare + &diagnostic::plain(&layout.wrong, &sources))
}

/// The files that `new` writes or changes, and what it says of them.
fn made(files: &BTreeMap<String, String>, kind: &str, place: &str, title: &str) -> (BTreeMap<String, String>, String) {
    let sources = Sources::from_texts(files.clone());
    let project = Project::of(&sources);
    let of = || place.to_string();
    let item = |page| {
        let level = project.usual_level(place, page).map(|level| level.key).unwrap_or_default();
        New::Item { of: of(), level, number: String::new() }
    };
    let new = match kind {
        "trust" => New::Trust,
        "strategy" => New::Strategy { trust: of() },
        "goal" => item(true),
        "objective" => item(false),
        "measure" => New::Measure { of: of(), unit: "%".to_string(), better: "up".to_string() },
        "update" => New::Update { of: of(), date: "2026-01-01".to_string(), by: String::new() },
        "page" => New::Page,
        "topic" => New::Topic,
        _ => panic!("a case cannot make a new `{kind}`"),
    };
    // A title with an id in front is to have that one.
    let (id, title) = title.split_once(" = ").map_or((None, title), |(id, title)| (Some(id.to_string()), title));
    let words = |id| Words { title: title.to_string(), id, text: String::new() };
    let made = id.map_or_else(|| project.propose(&new, title), Ok).and_then(|id| project.make(&new, &words(id)));
    match made {
        Ok(made) => {
            let edit = made.edit.map(|(source, text)| (sources.get(source).path().to_string(), text));
            let told = format!("{}:{}\n", made.path, made.line);
            (edit.into_iter().chain(made.files).collect(), told)
        }
        Err(refused) => (BTreeMap::new(), format!("{refused}\n")),
    }
}

enum Outcome {
    Text(String),
    Wrong(String),
    Right,
}

fn outcome(words: &[&str], body: &str, publication: &Publication, problems: &Diagnostics) -> Outcome {
    match words {
        ["count"] => Outcome::Text(diagnostic::summary(problems, true).unwrap_or_default()),
        ["source", path] => {
            let source = publication.sources.find(path).map(|id| publication.sources.get(id).shown().into_owned());
            Outcome::Text(source.unwrap_or_else(|| "(no such file)".into()))
        }
        [format @ ("diagnostics" | "human" | "plain" | "json" | "sarif" | "github" | "html"), codes @ ..] => {
            let rendering = publication.render_problems().expect("texts in memory do not vanish");
            let all = problems.clone().and(rendering);
            let chosen = all.iter().filter(|problem| codes.is_empty() || codes.contains(&problem.code.name));
            let chosen: Diagnostics = chosen.cloned().collect();
            let sources = &publication.sources;
            Outcome::Text(match *format {
                "human" => anstream::adapter::strip_str(&diagnostic::human(&chosen, sources)).to_string(),
                "json" => diagnostic::json(&chosen, sources),
                "html" => diagnostic::html(&chosen, sources),
                "sarif" => diagnostic::sarif(&chosen, sources, "").replace(env!("CARGO_PKG_VERSION"), "VERSION"),
                "github" => diagnostic::github(&chosen, sources, ""),
                _ => diagnostic::plain(&chosen, sources),
            })
        }
        ["routes"] => {
            let is_own = |route: &String| !route.starts_with("assets/") && !SearchIndex::may_have(route);
            let own = publication.routes().into_iter().filter(is_own);
            Outcome::Text(own.collect::<Vec<_>>().join("\n"))
        }
        ["file", route] => Outcome::Text(file(publication, route).unwrap_or_else(|| "(no such route)".into())),
        ["main", "of", route, how] | ["file", route, how] => {
            let Some(text) = file(publication, route) else { return Outcome::Wrong(format!("there is no route `{route}`")) };
            let main = if words[0] == "main" { support::main_words(&text) } else { text };
            let mut rest = main.as_str();
            for line in body.lines().filter(|line| !line.is_empty()) {
                match (rest.find(line), *how) {
                    (Some(at), "contains") => rest = &rest[at + line.len()..],
                    (None, "lacks") => {}
                    (found, _) => {
                        let what = if found.is_some() { "stands there" } else { "is missing, or stands earlier" };
                        return Outcome::Wrong(format!("`{line}` {what}; the words are:\n{main}"));
                    }
                }
            }
            Outcome::Right
        }
        _ => panic!("a case cannot expect `{}`", words.join(" ")),
    }
}

fn file(publication: &Publication, route: &str) -> Option<String> {
    let bytes = publication.file(route)?.unwrap_or_else(|error| panic!("{route}: {error:?}"));
    Some(String::from_utf8(bytes).expect("files of a case are text"))
}
