//! StratML: what is published keeps to the standard, and what is published comes back from an import as it was.

#[path = "support/stratml.rs"]
mod standard;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use standard::faults;
use support::{options, publish};
use trustpress::import::{Existing, import};
use trustpress::source::Sources;
use trustpress::stratml::{Part, read};
use trustpress::{Publication, publication};

/// The files of StratML that a site publishes, by route.
fn files(publication: &Publication) -> BTreeMap<String, String> {
    let is_stratml = |route: &String| Part::ALL.iter().any(|part| route.ends_with(&format!("/{}", part.file())));
    let text = |route: &str| {
        let bytes = publication.file(route).expect("a listed route has a file").expect("an export cannot fail");
        String::from_utf8(bytes).expect("XML is UTF-8")
    };
    publication.routes().into_iter().filter(is_stratml).map(|route| (route.clone(), text(&route))).collect()
}

/// What a site publishes when it has nothing but what was imported from this file; the import has no errors.
fn again(xml: &str) -> BTreeMap<String, String> {
    let (document, part, left_out) = read(xml).expect("our own files can be read");
    assert_eq!(trustpress::stratml::write(&document, part), xml, "what was read is written as it was");
    assert_eq!(left_out, Vec::<String>::new(), "nothing is left out");
    let imported = import(&document, "plan.xml", &Existing::default());
    assert_eq!(imported.told, Vec::<String>::new(), "nothing is lost");
    let files: BTreeMap<String, String> =
        imported.files.iter().map(|(path, text)| (format!("content/{path}"), text.clone())).collect();
    let (publication, problems) = publish(&files, &options());
    if problems.has_errors() {
        let wrong = trustpress::diagnostic::plain(&problems, &publication.sources);
        panic!("{wrong}\n{}", files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect::<String>());
    }
    self::files(&publication)
}

/// Every file keeps to the standard, and comes back from an import as it is.
fn holds(publication: &Publication) -> usize {
    let files = files(publication);
    for (route, xml) in &files {
        assert_eq!(faults(xml), Vec::<String>::new(), "{route}\n{xml}");
        let back = again(xml);
        assert_eq!(back.get(route).map(String::as_str), Some(xml.as_str()), "{route} comes back as another");
    }
    files.len()
}

#[test]
fn our_own_strategies_keep_to_the_standard_and_come_back() {
    assert_eq!(holds(&support::own_content().0), 10);
}

#[test]
fn the_examples_keep_to_the_standard_and_come_back() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northgate");
    let sources = Sources::read(&root).expect("the example can be read");
    assert_eq!(holds(&publication(sources, &options()).0), 4);
}

/// A text that means something to YAML, Markdown, XML or the lines of other information.
fn words() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "plain words",
        "City & Hackney",
        "a < b > c",
        "\"quoted\"",
        "it's",
        "# 1",
        "- and",
        "1. May",
        "1) May",
        "a: b",
        "a #b",
        "*",
        "**strong**",
        "_low_",
        "`code`",
        "[x]",
        "[[x]]",
        "[x](y)",
        "\\",
        "a\\",
        "|",
        "~~",
        "true",
        "null",
        "12",
        "2026-03",
        "1e5",
        "&amp;",
        "&#8211;",
        "<b>",
        "Level: Goal",
        "Level: Aim",
        "Due: 2026",
        "Owner: me",
        "Below: _x",
        "Period: 2026",
        "Kind: odd",
        "é",
        "£4 – £5",
        "😀",
        "%",
        "@x",
        "! x",
        "? x",
        "{a}",
        ", b",
        "---",
        "===",
        ": x",
        "> q",
        "+ x",
        "= y",
        "Baseline",
        "Baseline: x",
        "Step on the way",
        "from 3",
        "a to b",
        "•",
        "http://example.org/a_b_c",
        "a  b",
        "yes",
        "~",
        "''",
        "x\u{a0}y",
        "[^1]",
        "$x$",
        "^x^",
    ]);
    prop::collection::vec(odd, 1..4).prop_map(|words| words.join(" "))
}

#[derive(Clone, Debug)]
struct Node {
    level: usize,
    title: Option<String>,
    text: Option<String>,
    short: Option<String>,
    page: Option<bool>,
    dated: bool,
    owner: Option<String>,
    measure: Option<(String, usize)>,
    narrative: Option<String>,
    below: Vec<Node>,
}

const LEVELS: [&str; 5] = ["goals", "objectives", "commitments", "aims", "themes"];

fn node() -> impl Strategy<Value = Node> {
    let title = || prop::option::weighted(0.7, words());
    let leaf = (
        0..LEVELS.len(),
        title(),
        title(),
        prop::option::weighted(0.2, words()),
        prop::option::weighted(0.2, any::<bool>()),
        any::<bool>(),
        prop::option::weighted(0.2, words()),
        prop::option::weighted(0.3, (words(), 0usize..6)),
        prop::option::weighted(0.3, words()),
    );
    let leaf = leaf.prop_map(|(level, title, text, short, page, dated, owner, measure, narrative)| Node {
        level,
        title,
        text,
        short,
        page,
        dated,
        owner,
        measure,
        narrative,
        below: Vec::new(),
    });
    leaf.prop_recursive(3, 14, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(node, below)| Node { below, ..node })
    })
}

/// Writes items under the keys of their levels, which stand once each.
fn write(files: &mut BTreeMap<String, String>, text: &mut String, nodes: &[Node], indent: usize, number: &mut usize) {
    let json = |words: &str| serde_json::to_string(words).expect("plain data");
    let pad = " ".repeat(indent);
    for (at, level) in LEVELS.iter().enumerate() {
        let own: Vec<&Node> = nodes.iter().filter(|node| node.level == at).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{pad}{level}:");
        for node in own {
            *number += 1;
            let id = format!("item-{number}");
            let _ = writeln!(text, "{pad}  - id: {id}\n{pad}    number: \"{number}.{at}\"");
            let title = node.title.clone().or_else(|| node.text.is_none().then(|| "Some title".to_string()));
            // Markdown of the author's, so that what it means is not what is written.
            let fields = [
                ("title", &title),
                ("text", &node.text.as_deref().map(escaped)),
                ("short_title", &node.short),
                ("owner", &node.owner),
            ];
            for (key, value) in fields {
                if let Some(value) = value {
                    let _ = writeln!(text, "{pad}    {key}: {}", json(value));
                }
            }
            if let Some(page) = node.page {
                let _ = writeln!(text, "{pad}    page: {page}");
            }
            if node.dated {
                let _ = writeln!(text, "{pad}    due: 2027-03\n{pad}    period: 2026/27");
            }
            if let Some((title, kind)) = &node.measure {
                let _ =
                    writeln!(text, "{pad}    measures:\n{pad}      - id: measure-{number}\n{pad}        title: {}", json(title));
                let more = [
                    "target: { value: 12.50, by: 2027-03 }\n",
                    "target: { from: 85, to: 92, by: 2026/27, text: \"Some \\\\* words.\" }\n",
                    "baseline: { value: \"<5\", date: 2024/25 Q4 }\n|better: down\n|lead: true\n",
                    "readings: [{ date: 2025, value: \"1,234\" }, { date: 2025-06, value: Good, note: \"a: b, {c}\" }, { date: 2025-07-01, value: -3 }]\n",
                    "scale: [Poor, Good]\n|target: { value: Good }\n|source: \"The *report*.\"\n|text: How it is counted.\n",
                    "unit: \"%\"\n|trajectory: [{ value: 3, date: 2026-03, note: half way }]\n|target: { value: 6, by: 2027 }\n|steps: [{ date: 2025-10, reason: A second room. }]\n",
                ][*kind];
                more.split('|').for_each(|line| text.push_str(&format!("{pad}        {line}")));
            }
            if let Some(words) = &node.narrative {
                files.insert(format!("content/north/plan/{id}.md"), format!("{}\n\n- one\n- two\n", escaped(words)));
            }
            write(files, text, &node.below, indent + 4, number);
        }
    }
}

/// Words that cannot be a mistake of Markdown.
fn escaped(words: &str) -> String {
    words.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn any_strategy_keeps_to_the_standard_and_comes_back(
        nodes in prop::collection::vec(node(), 1..5), title in words(), about in words(), vision in prop::option::of(words()),
        period in prop::sample::select(vec!["", "2026 to 2030", "2026/27", "from 2026-04-01", "2026-04-01 to 2030-03"]),
        kind in prop::sample::select(vec!["", "annual plan", "strategy", "performance report"]),
    ) {
        let json = |words: &str| serde_json::to_string(words).expect("plain data");
        let mut files = BTreeMap::new();
        let mut text = format!("title: {}\ntext: {}\n", json(&title), json(&escaped(&about)));
        if let Some(vision) = &vision {
            let _ = writeln!(text, "statements:\n  - kind: [vision, promise]\n    text: {}\n  - {{ kind: purpose, text: To care. }}", json(&escaped(vision)));
        }
        for (key, value) in [("period", period), ("kind", kind)].iter().filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(text, "{key}: {value}");
        }
        let mut items = String::new();
        write(&mut files, &mut items, &nodes, 0, &mut 0);
        let used = |level: &str| items.contains(&format!("{level}:\n"));
        let own = [("aims", "{ one: Strategic aim, many: Strategic aims, page: true }"), ("themes", "{ one: Goal, many: Our themes }")];
        let own: Vec<_> = own.iter().filter(|(level, _)| used(level)).collect();
        if !own.is_empty() {
            text += "levels:\n";
            own.iter().for_each(|(level, names)| text += &format!("  {level}: {names}\n"));
        }
        files.insert("content/north/plan/strategy.yaml".into(), text + &items);
        files.insert("content/site.yaml".into(), "title: A site\nbase_url: https://example.org/trusts\n".into());
        files.insert("content/partners.yaml".into(), "partners: [{ id: ics, name: The ICS }]\n".into());
        files.insert("content/north/trust.yaml".into(), "name: North & Sons\nacronym: NS\ntext: It runs a *hospital*.\npartners: [ics]\n".into());
        let (publication, problems) = publish(&files, &options());
        prop_assume!(!problems.has_errors());
        prop_assert_eq!(holds(&publication), 2);
    }
}
