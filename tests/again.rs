//! What is read again after an edit is what would be read anew: the same bytes at the same routes, and the same problems.
//! `PROPTEST_CASES` says how often to try.

#[path = "support/mutation.rs"]
mod mutation;
mod support;

use std::collections::BTreeMap;

use mutation::{Mutation, mutations};
use proptest::prelude::*;
use proptest::sample::Index;
use trustpress::source::Sources;
use trustpress::{Memory, Options, Publication, RenderError, When, publication, publication_again};

/// Three bodies whose strategies refer to one another in every way that there is.
const PROJECT: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Plans\nbase_url: https://plans.example.org\nredirects:\n  - from: old/\n    to: hill/waits\n"),
    ("content/topics.yaml", "topics:\n  - id: waiting\n    title: Waiting\n  - id: staff\n    title: Staff\n"),
    (
        "content/glossary.yaml",
        "terms:\n  - id: ics\n    term: Integrated care system\n    acronym: ICS\n    text: Bodies of an area, such as [[vale]].\n",
    ),
    ("content/partners.yaml", "partners:\n  - id: council\n    name: The council\n"),
    ("content/pages/about.md", "---\ntitle: About\n---\n\nSee [the waits](../hill/2026/waits.md#how) and [[topics/waiting]].\n"),
    ("content/hill/trust.yaml", "name: Hill Trust\nbrand:\n  primary: \"#005eb8\"\n  logo: logo.svg\n"),
    ("content/hill/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"></svg>"),
    (
        "content/hill/2026/strategy.yaml",
        "title: Hill 2026\nperiod: 2026 to 2030\nsupersedes: { address: hill/2020 }\ntext: With our ICS, after [[hill/2020]].\n\
         goals:\n  - id: waits\n    title: Cut waits\n    topics: { waiting: main }\n    supports: [vale/plan/care]\n    \
         measures:\n      - id: wait\n        title: Wait\n        unit: weeks\n        target: { value: 12, by: 2029-03 }\n    \
         objectives:\n      - id: weekend\n        title: Weekend\n        depends_on: [people]\n  - id: people\n    title: People\n    \
         topics: { staff: main, waiting: part }\n    partners: [council]\n    related: [vale/staff]\n    publish_from: 2026-01-02\n\
         partner_plans:\n  - id: works\n    title: Works\n    partner: council\n    objectives:\n      - id: build\n        \
         title: Build\n        delivers: [waits]\n",
    ),
    ("content/hill/2026/waits.md", "We cut waits.\n\n## How\n\nAs [[vale/care]] does, and [our people](people.md).\n"),
    ("content/hill/2026/people.md", "Our people. ![A drawing](../logo.svg)\n\n## Pay\n\nSee [[waits]].\n"),
    ("content/hill/2026/readings.csv", "measure,date,value\nwait,2025-06,17\nwait,2025-09,16\n"),
    ("content/hill/2026/updates/a.md", "---\ntitle: Half a year\ndate: 2025-10-15\nabout: [waits]\n---\n\nSee [[people]].\n"),
    (
        "content/hill/2020/strategy.yaml",
        "title: Hill 2020\nperiod: 2020 to 2025\ngoals:\n  - id: old\n    title: Old goal\n    aligns_with: [vale/care]\n",
    ),
    ("content/vale/trust.yaml", "name: Vale Trust\ntext: Beside [[hill]].\n"),
    (
        "content/vale/plan/strategy.yaml",
        "title: Vale plan\nperiod: 2025 to 2028\nfindings:\n  - id: late\n    text: People wait, see [[care]].\n    about: [care]\n    \
         topics: [waiting]\nwas: [scheme]\ngoals:\n  - id: care\n    was: [cure]\n    title: Better care\n    topics: { waiting: main }\n  - id: staff\n    \
         title: More staff\n    supports: [care]\n    not_related: [hill/people]\n",
    ),
    ("content/vale/plan/care.md", "Care.\n\n## What we do\n\nSee [how](../../hill/2026/waits.md#how).\n"),
    ("content/dale/trust.yaml", "name: Dale Trust\n"),
    (
        "content/dale/small/strategy.yaml",
        "title: Dale small\npart_of: vale/plan\nactions:\n  - id: act\n    title: Act\n    supports: [hill/2026/waits]\n",
    ),
];

/// Edits that people make, of the kinds that other files can see and of those that they cannot.
const EDITS: &[(&str, &str)] = &[
    ("id: waits", "id: waiting-times"),
    ("id: care", "id: caring"),
    ("was: [cure]", "was: [caring]"),
    ("was: [scheme]", "was: [small]"),
    ("supports: [vale/plan/care]", "supports: [vale/scheme/cure]"),
    ("title: Cut waits", "title: Shorter waits"),
    ("title: Vale plan", "title: The plan of the vale"),
    ("name: Hill Trust", "name: Hill and Dale Trust"),
    ("## How", "## How and when"),
    ("## What we do", "## How"),
    ("publish_from: 2026-01-02", "publish_from: 2026-03-01"),
    ("    partners: [council]\n", "    partners: [council]\n    draft: true\n"),
    ("title: Hill 2020\n", "title: Hill 2020\ndraft: true\n"),
    ("title: Plans\n", "title: Plans\nwithout: [whole, tables, feeds, search]\n"),
    ("name: Vale Trust\n", "name: Vale Trust\ndraft: true\n"),
    ("period: 2025 to 2028", "period: 2019 to 2022"),
    ("supersedes: { address: hill/2020 }", "standing: archived"),
    ("supports: [vale/plan/care]", "supports: [vale/plan/care, dale/act]"),
    ("supports: [care]", "supports: [care, hill/waits]"),
    ("topics: { waiting: main }", "topics: { staff: main }"),
    ("  - id: staff\n    title: Staff\n", "  - id: staff\n    title: Staff\n  - id: money\n    title: Money\n"),
    ("width=\"40\"", "width=\"80\""),
    ("wait,2025-09,16", "wait,2025-09,15"),
    ("date: 2025-10-15", "date: 2025-10"),
    ("about: [waits]", "about: [people]"),
    ("by: 2029-03", "by: 2029-03-31"),
    ("Our people.", "Our people, with [[dale]]."),
    ("See [[people]].", "See [[ people-who-left ]]."),
    ("part_of: vale/plan", "part_of: hill"),
    ("      - id: weekend\n", "      - id: evening\n        title: Evening\n      - id: weekend\n"),
    ("actions:\n", "initiatives:\n"),
    ("- from: old/", "- from: older/"),
    ("acronym: ICS", "acronym: ICB"),
];

/// One step of somebody's work.
#[derive(Clone, Debug)]
enum Step {
    Edit(Index),
    /// The other way round.
    Back(Index),
    Spoil(Index, Mutation),
    /// The state that was there so many steps ago.
    Undo(usize),
    Remove(Index),
    Move(Index),
    /// So many days pass.
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = any::<Index>;
    let step = prop_oneof![
        8 => at().prop_map(Step::Edit),
        4 => at().prop_map(Step::Back),
        3 => (at(), mutations()).prop_map(|(file, mutation)| Step::Spoil(file, mutation)),
        4 => (1..4usize).prop_map(Step::Undo),
        1 => at().prop_map(Step::Remove),
        1 => at().prop_map(Step::Move),
        1 => (1..60i64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..16)
}

type Files = BTreeMap<String, String>;

fn replaced(files: &mut Files, from: &str, to: &str) {
    files.values_mut().for_each(|text| *text = text.replace(from, to));
}

fn apply(step: &Step, files: &mut Files, history: &[Files], options: &mut Options) {
    match step {
        Step::Edit(edit) => {
            let (from, to) = edit.get(EDITS);
            replaced(files, from, to);
        }
        Step::Back(edit) => {
            let (to, from) = edit.get(EDITS);
            replaced(files, from, to);
        }
        Step::Spoil(file, mutation) => {
            let paths: Vec<String> = files.keys().cloned().collect();
            let text = files.get_mut(file.get(&paths)).expect("a path of the files");
            // There is nothing left to spoil in a file whose only line is gone.
            if !text.is_empty() {
                *text = mutation.apply(text).text;
            }
        }
        Step::Undo(back) => {
            if let Some(before) = history.len().checked_sub(*back) {
                *files = history[before].clone();
            }
        }
        Step::Remove(file) if files.len() > 3 => {
            let paths: Vec<String> = files.keys().cloned().collect();
            files.remove(file.get(&paths));
        }
        Step::Move(file) => {
            let paths: Vec<String> = files.keys().cloned().collect();
            let path = file.get(&paths);
            let text = files.remove(path).expect("a path of the files");
            files.insert(path.replace("waits.md", "waiting-times.md").replace("/plan/", "/plans/"), text);
        }
        Step::Remove(_) => {}
        Step::Wait(days) => {
            let When::Civil(now) = options.when else { unreachable!("the test says when it is") };
            options.when = When::Civil(now.saturating_add(jiff::Span::new().days(*days)));
        }
    }
}

/// The sources after a step. Files that stay as they were are shared, as they are when a folder is read again.
fn next(before: &Sources, files: &Files) -> Sources {
    let same_paths = before.len() == files.len() && files.keys().all(|path| before.find(path).is_some());
    if !same_paths {
        return Sources::from_texts(files.clone());
    }
    let changed = files.iter().filter_map(|(path, text)| {
        let id = before.find(path)?;
        (before.get(id).text() != Ok(text)).then(|| (id, text.clone()))
    });
    before.with_texts(changed)
}

fn bytes(publication: &Publication) -> BTreeMap<String, Result<Vec<u8>, String>> {
    let file = |route: String| {
        let made = publication.file(&route).expect("a listed route has a file").map_err(|error| match error {
            RenderError::Template(problem) => problem.message.clone(),
            RenderError::Read(cause) => cause.to_string(),
        });
        (route, made)
    };
    publication.routes().into_iter().map(file).collect()
}

/// Each case is up to fifteen readings, each of them done twice.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(24, |cases| cases.parse().expect("it is set to a number"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn a_project_read_again_is_the_project_read_anew(steps in steps()) {
        let mut files: Files = PROJECT.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
        let (mut options, mut memory) = (support::options(), Memory::default());
        let mut sources = Sources::from_texts(files.clone());
        let (_, problems) = publication_again(sources.clone(), &options, &mut memory);
        prop_assert!(!problems.has_errors(), "{problems:?}");
        let mut history = Vec::new();
        for step in steps {
            let before = files.clone();
            apply(&step, &mut files, &history, &mut options);
            history.push(before);
            sources = next(&sources, &files);
            let (again, found_again) = publication_again(sources.clone(), &options, &mut memory);
            let (anew, found_anew) = publication(sources.clone(), &options);
            prop_assert_eq!(&found_again, &found_anew, "after {:?}", step);
            prop_assert_eq!(again.routes(), anew.routes());
            if !found_anew.has_errors() {
                prop_assert!(bytes(&again) == bytes(&anew), "other bytes after {step:?}");
            }
        }
    }
}
