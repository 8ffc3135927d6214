//! StratML: what is published keeps to the standard, and what is published comes back from an import as it was.

#[path = "support/stratml.rs"]
mod standard;
mod support;

#[path = "support/mutation.rs"]
mod mutation;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use mutation::mutations;
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

/// A plan of Part 2 with one of everything that our files have.
const PLAN: &str = include_str!("stratml-plan.xml");

#[test]
fn a_fault_of_each_kind_is_refused() {
    assert_eq!(faults(PLAN), Vec::<String>::new());
    let spoilt = [
        (
            "    <Vision>",
            "    <Mission>\n      <Description>x</Description>\n    </Mission>\n    <Vision>",
            "Vision stands too late",
        ),
        ("<Name>Shorter waits</Name>", "", "Goal has 0 of Name"),
        ("<Name>Shorter waits</Name>", "<Name>a</Name><Name>b</Name>", "Goal has 2 of Name"),
        ("<Name>Shorter waits</Name>", "<Name>a</Name><Colour>red</Colour>", "there is no element Colour"),
        ("<Name>Shorter waits</Name>", "<Name>a</Name>words", "Goal has text between"),
        ("<Name>Shorter waits</Name>", "<Name>a<Name>b</Name></Name>", "Name stands in Name"),
        ("_north.plan.waits</Identifier>", "000.waits</Identifier>", "Identifier is `000.waits`"),
        ("_north.plan.waits</Identifier>", "_north</Identifier>", "the identifier _north stands twice"),
        ("2026-04-01</StartDate>", "2026-04</StartDate>", "StartDate is `2026-04`"),
        (">92<", ">92%<", "NumberOfUnits is `92%`"),
        (" Type=\"Strategic_Plan\"", "", "has no Type"),
        ("\"Quantitative\"", "\"Rough\"", "PerformanceIndicatorType is Rough"),
        ("StakeholderTypeType", "StakeholderType", "Stakeholder has the attribute StakeholderType"),
        ("urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", "http://www.stratml.net", "the namespace is another"),
        ("<Source>https://example.org/north/plan/", "<Source>no address", "Source is `no address"),
        ("North &amp; Sons", "North & Sons", "not well-formed"),
        ("</Goal>", "", "not well-formed"),
    ];
    for (right, wrong, fault) in spoilt {
        assert!(PLAN.contains(right), "{right}");
        let found = faults(&PLAN.replacen(right, wrong, 1));
        assert!(found.iter().any(|found| found.contains(fault)), "{fault}: {found:?}");
    }
    // Part 1 has no indicators, and no empty dates.
    let one = PLAN.replace("PerformancePlanOrReport", "StrategicPlan").replace(" Type=\"Strategic_Plan\"", "");
    let one = one.replace("tech:xsd:StrategicPlan", "tech:xsd:stratml_core");
    assert!(faults(&one).iter().any(|fault| fault.contains("PerformanceIndicator")), "{:?}", faults(&one));
    let empty = one.replace("2026-04-01</StartDate>", "</StartDate>");
    assert!(faults(&empty).contains(&"StartDate is ``".to_string()));
}

#[test]
fn a_file_that_is_no_stratml_is_refused_at_its_place() {
    let wrong = |xml: &str| read(xml).expect_err("it is wrong").to_string();
    assert_eq!(
        wrong("<html></html>"),
        "1:1 this is no StratML: it starts with `html`, not `StrategicPlan` or `PerformancePlanOrReport`"
    );
    assert_eq!(wrong(""), "1:1 there is no XML in this file");
    assert_eq!(wrong("hello"), "1:1 there is no XML in this file");
    assert_eq!(wrong("<StrategicPlan>\n  <Name>A</Name>\n</StrategicPlan>"), "1:1 this plan has no `StrategicPlanCore`");
    assert_eq!(wrong("<StrategicPlan>\n  <StrategicPlanCore/>\n</StrategicPlan>"), "2:3 this plan has no goal");
    assert_eq!(wrong("<StrategicPlan>\n  <Name>A</Nome>\n</StrategicPlan>"), "2:10 `Name` of line 2 is closed by `Nome`");
    assert_eq!(wrong("<StrategicPlan>\n  <Name>A & B</Name>\n</StrategicPlan>"), "2:11 an `&` is written `&amp;` in XML");
    assert_eq!(
        wrong("<StrategicPlan>\n  <Name>A &nbsp; B</Name>\n</StrategicPlan>"),
        "2:11 XML does not know `&nbsp;`: an `&` is written `&amp;`"
    );
    assert_eq!(wrong("<StrategicPlan>\n  <Name>A"), "2:3 `Name` is not closed");
    assert_eq!(wrong(&"<a>".repeat(100)), "1:193 elements are nested more than 64 deep");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    /// Whatever happens to a file by accident: it is refused, or its import is content that can be read.
    #[test]
    fn a_spoilt_file_is_refused_or_read(mutations in prop::collection::vec(mutations(), 1..4), found in any::<bool>()) {
        let spoilt = mutations.iter().fold(if found { FOUND } else { PLAN }.to_string(), |text, mutation| {
            if text.is_empty() { text } else { mutation.apply(&text).text }
        });
        if let Ok((document, ..)) = read(&spoilt) {
            let imported = import(&document, "spoilt.xml", &Existing::default());
            let files = imported.files.iter().map(|(path, text)| (format!("content/{path}"), text.clone())).collect();
            let (_, problems) = publish(&files, &options());
            // What the plan says may be wrong; how it is written may not.
            let of_shape = |code: &str| ["yaml-syntax", "repeated-key", "unknown-field", "missing-field", "wrong-shape", "wrong-value", "duplicate-id", "reserved-id", "unknown-reference", "not-one-paragraph", "raw-html", "broken-link", "orphan-narrative", "unknown-file"].contains(&code);
            let wrong: Vec<_> = problems.iter().filter(|problem| of_shape(problem.code.name)).map(|problem| &problem.message).collect();
            prop_assert!(wrong.is_empty(), "{:?}\n{:#?}", wrong, files);
        }
    }
}

/// A file as they are found: an old namespace, elements in another order and by old names, identifiers that are none of ours.
const FOUND: &str = r#"<?xml version="1.0"?>
<p:PerformancePlanOrReport xmlns:p="http://www.stratml.net/PerformancePlanOrReport" Type="Performance_Plan">
  <p:Name>Plan &amp; Hope</p:Name>
  <p:OtherInformation>Level: it is high
    A second line.</p:OtherInformation>
  <p:StrategicPlanCore>
    <p:Organization><p:Acronym>NT</p:Acronym><p:Name>North Trust</p:Name>
      <p:Stakeholder StakeholderTypeType="Organization"><p:Name>The ICS</p:Name></p:Stakeholder>
    </p:Organization>
    <p:Mission><p:Description>To care.</p:Description></p:Mission>
    <p:Mission><p:Description>To care more.</p:Description></p:Mission>
    <p:Goal>
      <p:Identifier>_5f2c-aa</p:Identifier><id/>
      <p:Description>*Nobody* waits.</p:Description><p:Name>Waits</p:Name>
      <p:Stakeholder StakeholderTypeType="Generic_Group"><p:Name>Patients</p:Name><p:Role><p:Name>Waiting</p:Name><p:RoleType>Beneficiary</p:RoleType></p:Role></p:Stakeholder>
      <p:Objective>
        <p:Name>Waits</p:Name>
        <p:PerformanceIndicator IndicatorType="Quantitative">
          <p:MeasurementDimension>Seen in time</p:MeasurementDimension><p:UnitOfMeasurement>%</p:UnitOfMeasurement>
          <p:Relationship><p:Name>Like another</p:Name></p:Relationship>
          <p:MeasurementInstance>
            <p:TargetResult><p:Description>Most</p:Description><p:NumberOfUnits>80</p:NumberOfUnits><p:EndDate>2027-03-31</p:EndDate></p:TargetResult>
            <p:TargetResult><p:NumberOfUnits>92</p:NumberOfUnits><p:StartDate/><p:EndDate>2028-03-31</p:EndDate></p:TargetResult>
            <p:ActualResult><p:NumberOfUnits>61</p:NumberOfUnits></p:ActualResult>
          </p:MeasurementInstance>
        </p:PerformanceIndicator>
      </p:Objective>
    </p:Goal>
  </p:StrategicPlanCore>
  <p:AdministrativeInformation><p:StartDate>2026-04-01</p:StartDate><p:Source>ask us</p:Source></p:AdministrativeInformation>
  <p:Submitter><p:FirstName>Jo</p:FirstName><p:EmailAddress>jo@example.org</p:EmailAddress></p:Submitter>
</p:PerformancePlanOrReport>
"#;

#[test]
fn a_file_as_they_are_found_loses_nothing_in_silence() {
    let (document, part, left_out) = read(FOUND).expect("it is StratML");
    assert_eq!(part, Part::Two);
    assert_eq!(
        left_out,
        ["line 20: `Relationship` is left out: Like another", "line 31: `Submitter` is left out: Jo jo@example.org"]
    );
    let (_, _, left_out) = read(&FOUND.replace("2028-03-31", "0228-03-31")).expect("it is StratML");
    assert_eq!(left_out[1], "line 23: `EndDate` is left out: 0228-03-31", "a year that no strategy can name");
    let imported = import(&document, "found.xml", &Existing::default());
    assert_eq!(
        imported.told,
        [
            "The source is left out, since it is no web address: ask us",
            "One identifier of the file is left out: ids are made of titles, since they become addresses.",
        ]
    );
    let expected = [
        ("nt/plan-hope/index.md", "Level: it is high\n\nA second line.\n\nMission: To care more.\n"),
        ("nt/plan-hope/waits.md", "Stakeholder: Patients (generic group). Role: Waiting, Beneficiary\n"),
        ("nt/trust.yaml", "name: North Trust\nacronym: NT\npartners:\n  - the-ics\n"),
        ("partners.yaml", "partners:\n  - id: the-ics\n    name: The ICS\n"),
        ("site.yaml", "title: North Trust\n"),
        (
            "nt/plan-hope/strategy.yaml",
            r##"# Made from found.xml.
title: Plan & Hope
kind: performance plan
period: from 2026-04-01
statements:
  - kind: mission
    text: To care.
goals:
  - id: waits
    title: Waits
    text: "\\*Nobody\\* waits."
    objectives:
      - id: waits-2
        title: Waits
        measures:
          - id: seen-in-time
            title: Seen in time
            text: "Result: 61."
            unit: "%"
            target:
              value: 92
              by: 2028-03-31
            trajectory:
              - value: 80
                date: 2027-03-31
                note: Most
"##,
        ),
    ];
    for (path, text) in expected {
        assert_eq!(imported.files.get(path).map(String::as_str), Some(text), "{path}");
    }
    assert_eq!(imported.files.len(), expected.len());
    let files = imported.files.iter().map(|(path, text)| (format!("content/{path}"), text.clone())).collect();
    let (publication, problems) = publish(&files, &options());
    assert!(!problems.has_errors(), "{}", trustpress::diagnostic::plain(&problems, &publication.sources));
}

#[test]
fn an_import_names_what_the_project_has() {
    let (document, ..) = read(PLAN).expect("it is StratML");
    let existing = Existing {
        trust: Some("south".into()),
        bodies: vec![("south".into(), "South".into()), ("area".into(), "The ICS".into())],
        has_site_file: true,
        has_partners_file: true,
    };
    let imported = import(&document, "plan.xml", &existing);
    assert_eq!(imported.files.keys().collect::<Vec<_>>(), ["south/plan/strategy.yaml"]);
    assert!(imported.files["south/plan/strategy.yaml"].contains("partners:\n      - area\n"), "{:?}", imported.files);
    assert_eq!(
        imported.told,
        [
            "The address of the page that the file came from is left out: https://example.org/north/plan/",
            "The organisation is left out, since the trust is there already: North & Sons",
        ]
    );
    let unknown = import(&document, "plan.xml", &Existing { bodies: Vec::new(), ..existing });
    assert_eq!(unknown.files["south/plan/waits.md"], "Stakeholder: The ICS (organization).\n");
}

fn trustpress(root: &Path, words: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    let Output { stderr, status, .. } = command.args(words).current_dir(root).output().expect("the command can be run");
    (String::from_utf8(stderr).expect("UTF-8"), status.code().expect("an exit code"))
}

#[test]
fn the_command_makes_a_project_and_never_writes_over_one() {
    let place = tempfile::TempDir::new().expect("a folder");
    let root = place.path();
    std::fs::write(root.join("plan.xml"), PLAN).expect("written");
    std::fs::write(root.join("found.xml"), FOUND).expect("written");
    std::fs::write(root.join("wrong.xml"), "<StrategicPlan>\n  <Name>A</Nome>\n</StrategicPlan>").expect("written");
    let (words, code) = trustpress(root, &["import", "stratml", "plan.xml"]);
    assert_eq!(
        (words.as_str(), code),
        (
            "content/north/plan/strategy.yaml\ncontent/north/trust.yaml\ncontent/partners.yaml\ncontent/site.yaml\n\nMade 4 files. Next: `trustpress check`\n",
            0
        )
    );
    let (words, code) = trustpress(root, &["check"]);
    assert_eq!(code, 0, "{words}");

    let before = std::fs::read(root.join("content/north/plan/strategy.yaml")).expect("read");
    let refused = [
        (&["import", "stratml", "plan.xml"][..], "`content/north/plan` is there already"),
        (&["import", "stratml", "plan.xml", "--trust", "south"], "there is no trust `south`"),
        (&["import", "stratml", "wrong.xml"], "wrong.xml:2:10 `Name` of line 2 is closed by `Nome`"),
        (&["import", "stratml", "gone.xml"], "could not read `gone.xml`"),
    ];
    for (words, why) in refused {
        let (said, code) = trustpress(root, words);
        assert!(said.contains(why) && code == 2, "{said}");
    }
    let (words, code) = trustpress(root, &["import", "stratml", "found.xml", "--trust", "north"]);
    assert!(code == 0 && words.contains("Not in these files:\n- line 20: `Relationship` is left out"), "{words}");
    assert_eq!(std::fs::read(root.join("content/north/plan/strategy.yaml")).expect("read"), before);
    // The list of partners is not ours to change: one that is not in it is told in words.
    let waits = std::fs::read_to_string(root.join("content/north/plan-hope/waits.md")).expect("read");
    assert!(waits.starts_with("Stakeholder: Patients"), "{waits}");
    assert_eq!(trustpress(root, &["check"]).1, 0);

    std::fs::remove_dir_all(root.join("content/north/plan")).expect("removed");
    let (words, code) = trustpress(root, &["import", "stratml", "plan.xml"]);
    assert!(code == 2 && words.contains("with `--trust north`"), "{words}");
}
