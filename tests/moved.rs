//! Where a page that is gone has gone: what `serve` tells a browser that still shows it.

mod support;

use std::collections::BTreeMap;

use support::{options, publish, with_usual};

/// The place of what stood at a route, on a site of strategies with the same three items: `people` with a page, below it
/// `staff` without one.
fn moved(strategies: &[&str], route: &str) -> Option<String> {
    let strategy = |folder: &&str| {
        let text = "title: A plan\ngoals:\n  - id: people\n    title: People\n    objectives: [{ id: staff, title: Staff }]\n";
        (format!("content/{folder}/strategy.yaml"), text.to_string())
    };
    let files: BTreeMap<String, String> = strategies.iter().map(strategy).collect();
    let (publication, problems) = publish(&with_usual(&files, false), &options());
    assert!(!problems.has_errors());
    let (path, place) = publication.site.location(publication.site.moved(route)?);
    Some(place.map_or(path.clone(), |place| format!("{path}#{place}")))
}

#[test]
fn an_item_is_found_in_the_strategy_that_has_another_id() {
    let found = moved(&["eastvale/2026"], "eastvale/2025/people/index.html");
    assert_eq!(found.as_deref(), Some("eastvale/2026/people/index.html"));
}

#[test]
fn an_item_without_a_page_of_its_own_is_found_on_the_page_that_shows_it() {
    let found = moved(&["eastvale/2026"], "eastvale/2026/staff/index.html");
    assert_eq!(found.as_deref(), Some("eastvale/2026/people/index.html#staff"));
}

#[test]
fn a_trust_that_has_another_id_is_followed() {
    let strategies = ["eastern-vale/2026", "northgate/2030"];
    assert_eq!(moved(&strategies, "eastvale/2026/people/index.html").as_deref(), Some("eastern-vale/2026/people/index.html"));
    assert_eq!(moved(&strategies, "eastvale/2026/index.html").as_deref(), Some("eastern-vale/2026/index.html"));
}

#[test]
fn the_id_of_another_trust_that_is_still_there_is_not_its_own() {
    assert_eq!(
        moved(&["eastvale/2026", "northgate/2026"], "eastvale/2026/quality/index.html").as_deref(),
        Some("eastvale/2026/index.html")
    );
    assert_eq!(moved(&["eastvale/2026", "northgate/2026"], "eastvale/2025/index.html"), None);
}

#[test]
fn a_page_about_the_whole_strategy_leads_to_it() {
    let found = moved(&["eastern-vale/2026"], "eastvale/2026/plan-on-a-page/index.html");
    assert_eq!(found.as_deref(), Some("eastern-vale/2026/index.html"));
}

#[test]
fn what_could_be_either_or_is_unknown_is_not_guessed() {
    let two = ["eastern-vale/2026", "northgate/2026"];
    assert_eq!(moved(&two, "eastvale/2026/people/index.html"), None);
    assert_eq!(moved(&two, "nowhere/index.html"), None);
    assert_eq!(moved(&two, "404.html"), None);
}
