//! A region with many trusts: no page grows without bounds, and nothing is lost between the pages of a long list.

use std::collections::BTreeMap;

use trustpress::source::Sources;
use trustpress::{Options, Publication, When, publication};

const TRUSTS: usize = 500;
const GOALS: usize = 20;

/// Five hundred trusts whose ten thousand goals are all on one topic.
fn region() -> Publication {
    let mut files = vec![
        ("content/site.yaml".to_string(), "format: 1\ntitle: A region\n".to_string()),
        (
            "content/topics.yaml".to_string(),
            "topics:\n  - { id: health, title: Health }\n  - { id: rare, title: Rare }\n".to_string(),
        ),
    ];
    for trust in 0..TRUSTS {
        let folder = format!("content/trust-{trust:04}");
        let topics = |at: usize| if at == 0 && trust % 200 == 7 { "{ health: main, rare: part }" } else { "{ health: main }" };
        let goal = |at: usize| {
            let topics = topics(at);
            format!("  - id: goal-{at}\n    title: Nobody waits longer than {at} months for an operation\n    topics: {topics}\n")
        };
        let goals: String = (0..GOALS).map(goal).collect();
        files.push((format!("{folder}/trust.yaml"), format!("name: Hospitals of district {trust:04}\n")));
        // Some strategies state no period.
        let period = if trust % 5 == 0 { String::new() } else { format!("period: {}/{}\n", 2020 + trust % 7, 21 + trust % 7) };
        files.push((format!("{folder}/2026/strategy.yaml"), format!("title: Strategy 2026\n{period}goals:\n{goals}")));
    }
    let when = When::Civil(jiff::civil::date(2026, 11, 1).at(9, 0, 0, 0));
    let options = Options { when, base_url: None, drafts: false, advice: false, ended: |_| () };
    let (publication, problems) = publication(Sources::from_texts(files), &options);
    let first = problems.iter().find(|problem| problem.severity == trustpress::diagnostic::Severity::Error);
    assert!(first.is_none(), "{first:?}");
    publication
}

#[test]
fn lists_of_ten_thousand_goals_are_spread_over_pages() {
    let site = region();
    let routes = site.routes();
    let is_list = |route: &&String| {
        route.ends_with(".html")
            && (route.starts_with("topics/")
                || route.starts_with("compare/")
                || route.starts_with("site-map/")
                || route.starts_with("data/")
                || route.starts_with("timeline/"))
    };
    let page = |route: &String| String::from_utf8(site.file(route).expect("it is a route").expect("it renders")).expect("UTF-8");
    let pages: BTreeMap<&str, String> = routes.iter().filter(is_list).map(|route| (route.as_str(), page(route))).collect();
    for (route, html) in &pages {
        assert!(html.len() < 200_000, "{route} has {} bytes", html.len());
    }
    // Each trust stands on one page of the topic, and on one of those that compare; the table of all topics leads to it.
    for list in ["topics/health/", "compare/health/"] {
        let parts: Vec<(&&str, &String)> = pages.iter().filter(|(route, _)| route.starts_with(list)).collect();
        assert!(parts.len() > 10, "{list} has several pages");
        for trust in 0..TRUSTS {
            let place = format!("id=\"trust-{trust:04}\"");
            assert_eq!(parts.iter().filter(|(_, html)| html.contains(&place)).count(), 1, "{list}, {place}");
        }
    }
    for trust in 0..TRUSTS {
        let place = format!("id=\"trust-{trust:04}.2026\"");
        assert_eq!(pages.iter().filter(|(route, html)| route.starts_with("data/") && html.contains(&place)).count(), 1, "{place}");
        let link = format!("/trust-{trust:04}/2026/index.html\"");
        let led = pages.iter().filter(|(route, html)| route.starts_with("timeline/") && html.contains(&link)).count();
        assert_eq!(led, 1, "the timeline leads to {link} once");
    }
    let tables: Vec<(&&str, &String)> =
        pages.iter().filter(|(route, _)| !route[8..].contains("health/") && route.starts_with("compare/")).collect();
    let mut led = 0;
    for (route, html) in tables {
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|href| href.contains("#trust-"))
        {
            let (path, place) = href.split_once('#').expect("it has a place");
            let folder = route.trim_end_matches("index.html");
            let path = match path.strip_prefix("../") {
                Some(path) => format!("compare/{path}"),
                None => format!("{folder}{path}"),
            };
            assert!(pages[path.as_str()].contains(&format!("id=\"{place}\"")), "{route} leads to {href}");
            led += 1;
        }
    }
    assert_eq!(led, TRUSTS + 3, "each trust on the one topic, three on the other");
    let rare = &pages["compare/rare/index.html"];
    assert!(rare.contains("of 497 other trusts"), "too many to name");
}
