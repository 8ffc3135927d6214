//! `trustpress new`: whatever is added to real content, every byte that was there stays, and the content says the same and the new
//! record besides.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use trustpress::diagnostic::{Diagnostics, codes};
use trustpress::source::Sources;
use trustpress::write::{New, Project, Words};

/// Our own content, the example and the starting site, each as texts by their path.
fn projects() -> &'static [BTreeMap<String, String>] {
    static PROJECTS: LazyLock<Vec<BTreeMap<String, String>>> = LazyLock::new(read);
    &PROJECTS
}

fn read() -> Vec<BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = |sources: Sources| -> BTreeMap<String, String> {
        let texts = sources.below("content/").filter(|(_, file)| file.is_text());
        texts.map(|(_, file)| (file.path().to_string(), file.text().expect("our own files are text").to_string())).collect()
    };
    let read = |folder: &str| texts(Sources::read(&root.join(folder)).expect("our own content can be read"));
    let start = trustpress::starter::files(jiff::civil::date(2026, 1, 1));
    let start = start.into_iter().filter(|(path, _)| path.starts_with("content/")).collect();
    vec![read("."), read("examples/northgate"), start]
}

/// Whether the first text is left when some of the second is taken away.
fn is_within(old: &str, new: &str) -> bool {
    let mut rest = new.chars();
    old.chars().all(|letter| rest.any(|other| other == letter))
}

fn ids(project: &Project) -> Vec<String> {
    project.items(None).into_iter().map(|choice| choice.address).collect()
}

fn known(problems: &Diagnostics) -> Vec<(&'static str, String)> {
    problems.iter().map(|problem| (problem.code.name, problem.message.clone())).collect()
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{2,8}( [a-z]{2,8}){1,4}",
        "[a-z]{3,8}: [a-z#&*!|>'\"%@`{}\\[\\],?-]{1,8} [a-z]{3,8}",
        Just("On time, every time".to_string()),
        Just("30% less".to_string()),
    ]
}

/// How a project's files may be saved.
#[derive(Clone, Copy, Debug)]
struct Saved {
    windows: bool,
    /// Without the end of the last line.
    open_end: bool,
    /// With a mark of byte order.
    mark: bool,
}

fn saved(texts: BTreeMap<String, String>, how: Saved) -> Sources {
    let save = |(path, text): (String, String)| {
        if !path.ends_with(".yaml") {
            return (path, text);
        }
        let text = if how.open_end { text.trim_end().to_string() } else { text };
        let text = if how.windows { text.replace('\n', "\r\n") } else { text };
        (path, if how.mark { format!("\u{feff}{text}") } else { text })
    };
    Sources::from_texts(texts.into_iter().map(save))
}

/// Something new of one of eight kinds, at a place that is there.
fn new(kind: usize, place: &prop::sample::Index, project: &Project) -> New {
    let strategy = place.get(&project.strategies()).address.clone();
    let item = place.get(&project.items(None)).address.clone();
    let level = |of: &str, page| project.usual_level(of, page).expect("the place is there").key;
    match kind {
        0 => New::Trust,
        1 => New::Strategy { trust: strategy.split('/').next().expect("an address has a first part").to_string() },
        2 => New::Item { level: level(&strategy, true), of: strategy, number: String::new() },
        3 | 4 => New::Item { level: level(&item, false), of: item, number: "7".into() },
        5 => New::Measure { of: item, unit: "%".into(), better: "up".into() },
        6 => New::Update { of: item, date: "2025-12-31".into(), by: String::new() },
        _ => New::Topic,
    }
}

fn holds(sources: &Sources, new: &New, title: String, look: bool) -> Result<(), TestCaseError> {
    let project = Project::of(sources);
    let id = project.propose(new, &title).expect("there is always a free id");
    let words = Words { title, id: id.clone(), text: String::new() };
    let made = project.make(new, &words).expect("our own files can be added to");
    if let Some((source, text)) = &made.edit {
        let old = sources.get(*source).text().expect("our own files are text");
        prop_assert!(is_within(old, text) && text.len() > old.len());
        prop_assert!(!old.contains("\r\n") || !text.replace("\r\n", "").contains('\n'), "other line ends");
        prop_assert_eq!(old.ends_with('\n'), text.ends_with('\n'));
    }
    for (path, _) in &made.files {
        prop_assert!(sources.find(path).is_none(), "{} is there already", path);
    }
    let after = sources.with_texts(made.edit).with_new(made.files);
    let (before, mut now) = (ids(&project), ids(&Project::of(&after)));
    if let New::Item { of, .. } = new {
        let strategy: Vec<&str> = of.split('/').take(2).collect();
        let own = format!("{}/{id}", strategy.join("/"));
        prop_assert!(!before.contains(&own) && now.contains(&own), "{} is not there", own);
        now.retain(|address| *address != own);
    }
    prop_assert_eq!(before, now);
    // Judging a whole site takes its time.
    if !look {
        return Ok(());
    }
    // A strategy may say of itself how many items it has, and a new topic has no goals yet.
    let of_counts = [&codes::DECLARED_COUNT, &codes::NEEDLESS_DISCREPANCY, &codes::UNUSED_TOPIC].map(|code| code.name);
    let problems = |sources: Sources| known(&trustpress::publication(sources, &support::options()).1);
    let (before, mut news) = (problems(sources.clone()), problems(after));
    news.retain(|problem| !of_counts.contains(&problem.0) && !before.contains(problem));
    prop_assert_eq!(news, vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_was_there_stays(
        which in 0..3usize, kind in 0..8usize, place in any::<prop::sample::Index>(), title in words(),
        windows: bool, open_end: bool, mark: bool, look in prop::bool::weighted(0.15),
    ) {
        let sources = saved(projects()[which].clone(), Saved { windows, open_end, mark });
        let new = new(kind, &place, &Project::of(&sources));
        holds(&sources, &new, title, look)?;
    }
}
