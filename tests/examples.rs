//! The examples that are published with the program: they have no problem, and show what they are there to show.

use std::path::Path;

use trustpress::source::Sources;
use trustpress::{Options, Publication, When, publication};

fn northgate() -> Publication {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northgate");
    let sources = Sources::read(&root).expect("the example can be read");
    // The day after its latest figures: what is late there is meant to be.
    let when = When::Civil(jiff::civil::date(2026, 11, 15).at(9, 0, 0, 0));
    let (site, problems) = publication(sources, &Options { when, base_url: None, drafts: false, advice: true, ended: |_| () });
    let problems = problems.and(site.page_problems().expect("its files can be read"));
    assert!(problems.is_empty(), "{}", trustpress::diagnostic::plain(&problems, &site.sources));
    site
}

#[test]
fn northgate_has_no_problem_and_shows_every_icon_mark_and_status() {
    let site = northgate();
    let routes = site.routes();
    let pages = routes.iter().filter(|route| route.ends_with(".html"));
    let text = |route: &String| String::from_utf8(site.file(route).expect("a route has a file").expect("it can be made"));
    let all: String = pages.map(|route| text(route).expect("pages are UTF-8")).collect();
    let of = |prefix: &str, names: &[&str]| {
        for name in names {
            assert!(all.contains(&format!("{prefix}{name}\"")), "nothing shows {prefix}{name}");
        }
    };
    of("chart__mark--", &["common", "improvement", "concern", "neither"]);
    of("class=\"icon icon--", &["common", "improvement", "concern", "neither", "pass", "fail", "hit-or-miss"]);
    of("class=\"chart__", &["mean", "limit", "target", "step", "gap"]);
    of("status-tag--", &["done", "good", "warning", "bad", "neutral"]);
    for words in [
        "This status is out of date.",
        "by the figures",
        "Earlier statuses",
        "overdue",
        "unusually large differences are left out",
        "They are a first estimate.",
        "There are too few figures",
        "starting point met the target already",
        "Measured in the same way",
        "do not exist",
    ] {
        assert!(all.contains(words), "nothing says: {words}");
    }
}
