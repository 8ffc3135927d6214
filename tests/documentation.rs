//! The documentation: a site without a problem, whose examples are sites without a problem, and whose tutorial works when it is
//! followed to the letter.

#[path = "support/followed.rs"]
mod followed;
#[path = "support/markdown.rs"]
mod markdown;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use followed::Followed;
use markdown::{Block, blocks};
use trustpress::diagnostic::{Diagnostics, Severity, plain};
use trustpress::source::Sources;
use trustpress::{Options, When, publication};

/// Pages of the documentation whose files are no project: they are made from the code, or followed step by step.
const NO_PROJECT: [&str; 5] = ["codes.md", "commands.md", "fields.md", "tutorial.md", "view-models.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A day on which the examples are as they say.
fn options() -> Options {
    Options { when: When::Civil(jiff::civil::date(2027, 3, 1).at(9, 0, 0, 0)), advice: false, ..support::options() }
}

#[test]
fn it_is_a_site_without_a_problem() {
    let (site, problems) = publication(Sources::read(&root().join("docs")).expect("it can be read"), &options());
    let problems = problems.and(site.page_problems().expect("its files can be read"));
    assert_eq!(plain(&problems, &site.sources), "");
    assert_eq!(support::dead_links(&support::render_all(&site)), Vec::<String>::new());
}

/// Each page's files together are one project, with what is added to them. Where a page shows a file again, the project with the earlier one is tried first.
#[test]
fn its_examples_have_no_problem() {
    let mut tried = 0;
    let pages = fs::read_dir(root().join("docs/content/pages")).unwrap().map(|entry| entry.unwrap().path());
    for path in pages.chain([root().join("README.md")]) {
        let page = path.file_name().unwrap().to_string_lossy().to_string();
        if NO_PROJECT.contains(&page.as_str()) {
            continue;
        }
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for block in blocks(&fs::read_to_string(&path).unwrap()) {
            if let Some(path) = block.lead.strip_prefix("In `").and_then(|rest| rest.strip_suffix("`, add:")) {
                *files.get_mut(path).expect("the file comes first") += &block.text;
            }
            let Some(file) = named(&block) else { continue };
            if files.contains_key(&file) {
                has_no_problem(&page, &files);
            }
            files.insert(file, block.text.clone());
        }
        if !files.is_empty() {
            has_no_problem(&page, &files);
            tried += 1;
        }
    }
    assert!(tried > 5, "the examples are gone");
}

/// The file that a block shows: its name stands alone above it.
fn named(block: &Block) -> Option<String> {
    let name = block.lead.strip_prefix('`')?.strip_suffix('`')?;
    ["content/", "themes/"].iter().any(|folder| name.starts_with(folder)).then(|| name.to_string())
}

fn has_no_problem(page: &str, files: &BTreeMap<String, String>) {
    let (site, problems) = support::publish(&support::with_usual(files, false), &options());
    let rendering = if problems.has_errors() { Default::default() } else { site.page_problems().expect("texts in memory") };
    let counts: Diagnostics = problems.and(rendering).into_iter().filter(|problem| problem.severity != Severity::Advice).collect();
    assert_eq!(plain(&counts, &site.sources), "", "the examples of {page}");
}

#[test]
fn the_tutorial_leads_to_a_website() {
    let text = fs::read_to_string(root().join("docs/content/pages/tutorial.md")).unwrap();
    let mut followed = Followed::new();
    for block in blocks(&text) {
        followed.step(&block);
    }
    let page = followed.read("output/hilltown/plan/healthy-streets/index.html");
    for words in ["Everyone can walk to what they need", "Children who walk to school", "The first crossing is open", "chart__mark"]
    {
        assert!(page.contains(words), "the page of the goal lacks: {words}");
    }
    assert!(followed.read("output/index.html").contains("Plans for Hilltown"));
    assert!(!page.contains("Riverside"), "something of the example is left");
}

/// A text beside the site would be published nowhere, and nothing would try its links and examples.
#[test]
fn every_text_is_a_page_of_the_site() {
    let beside = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().to_string());
    let texts: Vec<String> = beside.filter(|name| name.ends_with(".md")).collect();
    assert_eq!(texts, Vec::<String>::new(), "these belong into docs/content/pages, with a title and a section");
}

/// Links in the texts beside the code lead to files, and to headings in them.
#[test]
fn links_between_files_lead_somewhere() {
    for file in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.contains(' ') || link.starts_with('#') {
                continue;
            }
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let path = root().join(path);
            assert!(path.exists(), "{file}: {link} leads nowhere");
            let slug =
                |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-").replace(['\'', ',', '`'], "");
            let is_there = |text: String| text.lines().any(|line| line.starts_with('#') && slug(line) == heading);
            assert!(heading.is_empty() || is_there(fs::read_to_string(&path).unwrap()), "{file}: no heading for {link}");
        }
    }
}
