//! The project's own five strategies: everything that their sources hold is there, and nothing else.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{own_content, render_all};

struct Expected {
    folder: &'static str,
    pages: usize,
    levels: &'static [(&'static str, usize)],
    values: usize,
    quotations: usize,
    findings: usize,
    plan_items: usize,
}

const EXPECTED: &[Expected] = &[
    Expected {
        folder: "homerton/2021-22",
        pages: 4,
        levels: &[("goals", 4), ("objectives", 19)],
        values: 0,
        quotations: 0,
        findings: 0,
        plan_items: 0,
    },
    Expected {
        folder: "imperial/2019-2029",
        pages: 3,
        levels: &[("goals", 3), ("objectives", 6), ("changes", 12), ("initiatives", 15)],
        values: 4,
        quotations: 0,
        findings: 0,
        plan_items: 0,
    },
    Expected {
        folder: "west-london/five-year-strategy",
        pages: 5,
        levels: &[("goals", 5), ("commitments", 16)],
        values: 0,
        quotations: 7,
        findings: 6,
        plan_items: 0,
    },
    Expected {
        folder: "south-tees/plans-for-the-future",
        pages: 5,
        levels: &[("parts", 2), ("goals", 4), ("objectives", 8)],
        values: 0,
        quotations: 0,
        findings: 0,
        plan_items: 0,
    },
    Expected {
        folder: "east-north-herts/2017-19",
        pages: 12,
        levels: &[("goals", 3), ("plan_aims", 9), ("objectives", 28), ("focus", 34), ("commitments", 4)],
        values: 5,
        quotations: 0,
        findings: 0,
        plan_items: 19,
    },
];

fn list<'a>(json: &'a Value, key: &str) -> &'a Vec<Value> {
    json[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list"))
}

#[test]
fn the_five_strategies_are_complete() {
    let (publication, problems) = own_content();
    let found = trustpress::diagnostic::plain(&problems, &publication.sources);
    assert!(!problems.iter().any(|problem| problem.severity != trustpress::diagnostic::Severity::Advice), "{found}");
    let files = render_all(&publication);
    for expected in EXPECTED {
        let folder = expected.folder;
        let json: Value = serde_json::from_slice(&files[&format!("{folder}/strategy.json")]).expect("the export is JSON");
        let items = list(&json, "items");
        let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
        items.iter().for_each(|item| *levels.entry(item["level"].as_str().expect("a level")).or_default() += 1);
        assert_eq!(levels, expected.levels.iter().copied().collect(), "{folder}: items by level");
        let pages = items.iter().filter(|item| item["page"] == true).count();
        assert_eq!(pages, expected.pages, "{folder}: goals with pages");
        for item in items.iter().filter(|item| item["page"] == true) {
            assert!(files.contains_key(item["url"].as_str().expect("a url")), "{folder}: {}", item["url"]);
        }
        assert_eq!(list(&json, "values").len(), expected.values, "{folder}: values");
        assert_eq!(list(&json, "quotations").len(), expected.quotations, "{folder}: quotations");
        assert_eq!(list(&json, "findings").len(), expected.findings, "{folder}: findings");
        let plan_items: usize = list(&json, "partner_plans").iter().map(|plan| list(plan, "items").len()).sum();
        assert_eq!(plan_items, expected.plan_items, "{folder}: items of partner plans");
    }
}

#[test]
fn objective_numbers_run_on_across_imperials_goals() {
    let (publication, _) = own_content();
    let bytes = publication.file("imperial/2019-2029/strategy.json").expect("a route").expect("bytes");
    let json: Value = serde_json::from_slice(&bytes).expect("the export is JSON");
    let numbers: Vec<&str> = list(&json, "items")
        .iter()
        .filter(|item| item["level"] == "objectives")
        .map(|item| item["number"].as_str().expect("a number"))
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn a_wrong_name_in_a_source_reaches_no_title_or_address() {
    let (publication, _) = own_content();
    for (route, bytes) in render_all(&publication) {
        assert!(!route.contains("north-west-london-nhs-trust"), "{route}");
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for part in ["<title>", "<h1"].iter().filter_map(|start| text.split(start).nth(1)) {
            let title = part.split("</").next().unwrap_or_default();
            assert!(!title.contains("North West London NHS Trust"), "{route}: {title}");
        }
    }
}

#[test]
fn no_page_fills_the_gap_between_declared_and_listed() {
    let (publication, _) = own_content();
    let overview = publication.file("south-tees/plans-for-the-future/index.html").expect("a route").expect("bytes");
    let words = support::main_words(&String::from_utf8(overview).expect("UTF-8"));
    assert!(words.contains("18"), "the source's own count is kept");
    assert!(!words.contains("19 objectives") && !words.contains("19 strategic objectives"));
}

#[test]
fn every_link_leads_somewhere_and_every_link_has_two_ends() {
    let (publication, _) = own_content();
    let files = render_all(&publication);
    let dead = support::dead_links(&files);
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
    let site = &publication.site;
    let mut links = 0;
    for link in site.links() {
        links += 1;
        assert!(site.links_to(link.to).contains(link), "{} -> {}", site.address(link.from), site.address(link.to));
    }
    assert!(links > 50, "goals refer to each other");
    for (route, bytes) in files.iter().filter(|(route, _)| route.ends_with(".html")) {
        let page = support::read_page(std::str::from_utf8(bytes).expect("UTF-8"));
        let mut ids = page.ids.clone();
        ids.sort();
        let before = ids.len();
        ids.dedup();
        assert_eq!(before, ids.len(), "{route}: an id stands twice");
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    let (first, _) = own_content();
    let (second, _) = own_content();
    assert_eq!(render_all(&first), render_all(&second));
}

#[test]
fn pages_of_the_tools_own_say_what_they_are_to_search_engines() {
    let own = ["topics/", "compare/", "timeline/", "glossary/", "data/", "site-map/"];
    let of_strategies = ["/plan-on-a-page/index.html", "/whole/index.html", "/progress/index.html"];
    let pages = render_all(&own_content().0).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = pages
        .filter(|(path, _)| own.iter().any(|start| path.starts_with(start)) || of_strategies.iter().any(|end| path.ends_with(end)));
    let mut count = 0;
    for (path, bytes) in pages {
        let html = String::from_utf8(bytes).expect("pages are UTF-8");
        let description = html.split("<meta name=\"description\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(description.is_some_and(|words| words.len() > 10), "{path}: {description:?}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn our_pages_keep_to_the_rules_of_good_pages() {
    let (publication, _) = support::own_content();
    let problems = publication.page_problems().expect("the content can be read");
    assert!(problems.is_empty(), "{}", trustpress::diagnostic::plain(&problems, &publication.sources));
}
