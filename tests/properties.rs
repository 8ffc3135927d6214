//! What holds for any content: links have two ends and lead somewhere, the same input gives the same bytes, hidden records
//! leak nowhere, and no text, however broken, makes the tool panic.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use support::{dead_links, options, publish, render_all};
use trustpress::Options;

/// A goal of a made-up site: whom it refers to, how, and whether it is hidden.
#[derive(Clone, Debug)]
struct Goal {
    links: Vec<(u8, usize)>,
    topics: Vec<(usize, bool)>,
    objectives: usize,
    child: bool,
    hidden: bool,
    mentions: Vec<usize>,
}

fn goals() -> impl Strategy<Value = Vec<Goal>> {
    let goal = (
        prop::collection::vec((0u8..4, 0usize..40), 0..3),
        prop::collection::vec((0usize..4, any::<bool>()), 0..3),
        0usize..4,
        any::<bool>(),
        prop::bool::weighted(0.2),
        prop::collection::vec(0usize..40, 0..3),
    );
    let goal = goal.prop_map(|(links, topics, objectives, child, hidden, mentions)| Goal {
        links,
        topics,
        objectives,
        child,
        hidden,
        mentions,
    });
    prop::collection::vec(goal, 1..14)
}

const TRUSTS: [&str; 3] = ["northgate", "eastvale", "westmoor"];
const KINDS: [&str; 4] = ["supports", "depends_on", "related", "aligns_with"];

/// The files of a site with these goals, dealt out over the trusts in turn.
fn files(goals: &[Goal]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("content/site.yaml".into(), "title: A site\nbase_url: https://example.org/\n".into());
    files.insert(
        "content/topics.yaml".into(),
        "topics:\n".to_string() + &(0..4).map(|n| format!("  - {{ id: topic-{n}, title: Topic {n} }}\n")).collect::<String>(),
    );
    let owner = |at: usize| TRUSTS[at % TRUSTS.len()];
    for trust in TRUSTS.iter().take(goals.len()) {
        files.insert(
            format!("content/{trust}/trust.yaml"),
            format!("name: {trust} & Partners\nbrand: {{ primary: \"#005eb8\" }}\n"),
        );
        let mut text = String::from("title: Plan\nperiod: 2026 to 2030\ngoals:\n");
        for (at, goal) in goals.iter().enumerate().filter(|(at, _)| owner(*at) == *trust) {
            let _ =
                write!(text, "  - id: goal-{at}\n    title: \"Goal {at} <&> {}\"\n", if goal.hidden { "canary" } else { "plain" });
            if goal.hidden {
                text += "    draft: true\n";
            }
            let mut topics: BTreeMap<usize, bool> = BTreeMap::new();
            topics.extend(goal.topics.iter().copied());
            if !topics.is_empty() {
                text += "    topics:\n";
                topics
                    .iter()
                    .for_each(|(topic, main)| text += &format!("      topic-{topic}: {}\n", if *main { "main" } else { "part" }));
            }
            for (kind, name) in KINDS.iter().enumerate() {
                // What supports or needs another is not supported or needed by it in turn.
                let goes_on = |to: usize| if kind < 2 { to > at } else { to != at };
                let to = goal.links.iter().filter(|(own, to)| usize::from(*own) == kind && goes_on(to % goals.len()));
                let mut to: Vec<String> = to.map(|(_, to)| to % goals.len()).map(|to| format!("{}/goal-{to}", owner(to))).collect();
                to.dedup();
                if !to.is_empty() {
                    let _ = writeln!(text, "    {name}: [{}]", to.join(", "));
                }
            }
            if goal.objectives > 0 {
                text += "    objectives:\n";
                (0..goal.objectives)
                    .for_each(|n| text += &format!("      - {{ id: objective-{at}-{n}, number: {n}, text: Do it. }}\n"));
            }
            if goal.child {
                let _ = writeln!(text, "    goals:\n      - {{ id: child-{at}, title: Child {at} }}");
            }
            let mentions: Vec<String> =
                goal.mentions.iter().map(|to| to % goals.len()).map(|to| format!("[[{}/goal-{to}|words]]", owner(to))).collect();
            files.insert(
                format!("content/{trust}/plan/goal-{at}.md"),
                format!("See {}. {}\n", mentions.join(", "), if goal.hidden { "canary" } else { "" }),
            );
        }
        files.insert(format!("content/{trust}/plan/strategy.yaml"), text);
    }
    files
}

/// A heading of level 1 in a text never stands beside the title of its page.
#[test]
fn a_page_has_one_title() {
    let mut files = BTreeMap::new();
    let mut add = |path: &str, text: &str| files.insert(path.to_string(), text.to_string());
    add("content/site.yaml", "title: A site\n");
    add("content/pages/about.md", "---\ntitle: About\n---\n# Who\n\nWe.\n");
    add("content/hill/trust.yaml", "name: Hill\n");
    add(
        "content/hill/2026/strategy.yaml",
        "title: Hill 2026\ngoals:\n  - id: care\n    title: Care\n    objectives: [{ id: wards, title: Wards }]\n",
    );
    for name in ["index", "care", "wards"] {
        add(&format!("content/hill/2026/{name}.md"), "# What\n\nThis.\n\n## How\n\nSo.\n");
    }
    add("content/hill/2026/updates/one.md", "---\ndate: 2026\ntitle: One\n---\n# What\n\nThat.\n");
    let (publication, problems) = publish(&files, &options());
    assert!(problems.is_empty(), "{}", trustpress::diagnostic::plain(&problems, &publication.sources));
    for (route, bytes) in render_all(&publication).iter().filter(|(route, _)| route.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        assert_eq!(html.matches("<h1").count(), 1, "{route}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn any_site_is_linked_soundly(goals in goals()) {
        let files = files(&goals);
        let (publication, problems) = publish(&files, &options());
        prop_assert!(!problems.has_errors(), "{}", trustpress::diagnostic::plain(&problems, &publication.sources));
        let site = &publication.site;
        for link in site.links() {
            prop_assert!(site.links_to(link.to).contains(link));
        }
        let rendered = render_all(&publication);
        prop_assert_eq!(dead_links(&rendered), Vec::<String>::new());
        let (again, _) = publish(&files, &options());
        prop_assert!(rendered == render_all(&again), "the same input gives the same bytes");
        for (route, bytes) in &rendered {
            prop_assert!(!String::from_utf8_lossy(bytes).contains("canary") && !route.contains("canary"), "{} shows what is hidden", route);
        }
        for related in site.strategy_ids().flat_map(|id| site.goals(id)).map(|goal| (goal, site.related(goal))) {
            let (goal, related) = related;
            prop_assert!(related.len() <= 6);
            prop_assert!(related.iter().all(|other| other.item != goal));
        }
        let (drafts, _) = publish(&files, &Options { drafts: true, ..options() });
        prop_assert_eq!(dead_links(&render_all(&drafts)), Vec::<String>::new());
    }
}

/// A file of a good site with a piece cut out, doubled, or put elsewhere.
#[derive(Clone, Debug)]
enum Damage {
    Cut(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    Truncate(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    let bits = prop_oneof![
        Just("\t"),
        Just(": "),
        Just("\""),
        Just("'"),
        Just("- "),
        Just("["),
        Just("{"),
        Just("[["),
        Just("]]"),
        Just("<b>"),
        Just("&x"),
        Just("*"),
        Just("\n"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("’"),
        Just("\r\n"),
        Just("---\n"),
        Just("# "),
        Just("  "),
        Just("|"),
        Just("!"),
        Just("](")
    ];
    prop_oneof![
        (at(), 1usize..40).prop_map(|(at, length)| Damage::Cut(at, length)),
        (at(), 1usize..40).prop_map(|(at, length)| Damage::Double(at, length)),
        (at(), bits).prop_map(|(at, bit)| Damage::Insert(at, bit)),
        at().prop_map(Damage::Truncate),
    ]
}

fn damaged(text: &str, damage: &Damage) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return String::new();
    }
    let piece = |at: usize, length: usize| at..(at + length).min(letters.len());
    let mut result = letters.clone();
    match damage {
        Damage::Cut(at, length) => drop(result.drain(piece(at.index(letters.len()), *length))),
        Damage::Double(at, length) => {
            let range = piece(at.index(letters.len()), *length);
            let end = range.end;
            result.splice(end..end, letters[range].to_vec());
        }
        Damage::Insert(at, bit) => {
            let at = at.index(letters.len());
            result.splice(at..at, bit.chars());
        }
        Damage::Truncate(at) => result.truncate(at.index(letters.len())),
    }
    result.into_iter().collect()
}

/// A small site that uses most of what files can hold.
fn rich_files() -> BTreeMap<String, String> {
    let texts = [
        ("content/site.yaml", "title: A site\nnotice: See [[northgate]].\n"),
        (
            "content/topics.yaml",
            "topics:\n  - { id: workforce, title: Workforce, description: \"People, and [[northgate/care|care]].\" }\n",
        ),
        ("content/glossary.yaml", "terms:\n  - { id: ics, term: Integrated care system, acronym: ICS, text: All bodies. }\n"),
        ("content/northgate/trust.yaml", "name: Northgate\nbrand: { primary: \"#005eb8\" }\n"),
        (
            "content/northgate/2026/strategy.yaml",
            "title: Northgate 2026\nperiod: 2026 to 2030\nlevels:\n  aims: { one: Aim, many: Aims, page: true }\nstatements:\n  - kind: [vision, \
             promise]\n    text: Better health\ngoals:\n  - id: care\n    number: 1\n    title: Care\n    text: We **care**, see [[staff]].\n    \
             topics: { workforce: main }\n    declares: { objectives: 1 }\n    objectives:\n      - id: right-care\n        text: Right care.\n    \
             measures:\n      - { id: agency, title: Agency, unit: \"%\", target: { value: 3.2, by: 2027-03 } }\n  - id: staff\n    title: Staff\n    \
             supports: [care]\naims:\n  - { id: aim, title: Aim }\n",
        ),
        (
            "content/northgate/2026/care.md",
            "# Why\n\nBecause[^1] of [[staff]] and [staff](staff.md).\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: So.\n",
        ),
        ("content/northgate/2026/staff.md", "We are part of the ICS.\n"),
        ("content/northgate/2026/readings.csv", "measure,date,value,note\nagency,2025-11,4.1,\nagency,2025-12,*,few\n"),
        ("content/northgate/2026/updates/one.md", "---\ndate: 2025-12-01\ntitle: Good news\nabout: [care]\n---\nIt goes well.\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\n## Who\n\nWe, see [[topics/workforce]].\n"),
    ];
    texts.into_iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

#[test]
fn the_rich_site_is_sound() {
    let (publication, problems) = publish(&rich_files(), &options());
    assert!(problems.is_empty(), "{}", trustpress::diagnostic::plain(&problems, &publication.sources));
    assert_eq!(dead_links(&render_all(&publication)), Vec::<String>::new());
    let pages = publication.page_problems().expect("texts in memory");
    assert!(pages.is_empty(), "{}", trustpress::diagnostic::plain(&pages, &publication.sources));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(file in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..3)) {
        let mut files = rich_files();
        let path = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let text = files.get_mut(&path).expect("the path is one of them");
        *text = damages.iter().fold(text.clone(), |text, damage| damaged(&text, damage));
        let (publication, problems) = publish(&files, &options());
        for problem in problems.iter() {
            if let Some(place) = problem.place {
                let source = publication.sources.get(place.source);
                let length = source.text().expect("UTF-8").len() as u32;
                prop_assert!(place.at.start <= place.at.end && place.at.end <= length, "{}: {:?} of {length}: {}", source.path(), place.at, problem.message);
            }
        }
        let _ = trustpress::diagnostic::human(&problems, &publication.sources);
        if !problems.has_errors() {
            prop_assert_eq!(dead_links(&render_all(&publication)), Vec::<String>::new());
        }
    }
}
