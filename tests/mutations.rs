//! Whatever goes wrong with a file, the run ends with reports that lie inside it. `PROPTEST_CASES` says how often to try.

#[path = "support/mutation.rs"]
mod mutation;
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use mutation::mutations;
use proptest::prelude::*;
use proptest::sample::Index;
use trustpress::diagnostic::{human, json, plain};
use trustpress::source::Sources;

/// The project that the cases of single mistakes start from.
fn hill() -> BTreeMap<String, String> {
    let text = include_str!("cases/mistakes/yaml.txt");
    let sections = text.split("\n--- ").skip(1).take_while(|section| !section.starts_with("as of"));
    sections
        .filter_map(|section| section.split_once('\n'))
        .map(|(path, body)| (path.to_string(), body.to_string() + "\n"))
        .collect()
}

/// Every text that people wrote for our own content.
fn own_files() -> Vec<(String, String)> {
    let sources = Sources::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's content can be read");
    let written = |path: &str| [".yaml", ".md", ".csv"].iter().any(|ending| path.ends_with(ending));
    let files = sources.below("content/").filter(|(_, file)| written(file.path()));
    files.map(|(_, file)| (file.path().to_string(), file.text().expect("our content is UTF-8").to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(300), ..ProptestConfig::default() })]

    /// A file of our own content, read alone.
    #[test]
    fn a_spoilt_file_is_read(file in any::<Index>(), mutation in mutations()) {
        thread_local!(static FILES: Vec<(String, String)> = own_files());
        let (path, text) = FILES.with(|files| file.get(files).clone());
        let spoilt = mutation.apply(&text).text;
        let sources = Sources::from_texts([(path.clone(), spoilt.clone())]);
        let (_, problems) = trustpress::strategy::read(&sources, true);
        for problem in problems.iter() {
            if let Some(place) = problem.place {
                prop_assert!(spoilt.get(place.at.range()).is_some(), "{path}: {problem:?}");
                prop_assert!(!problem.message.is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// A file of a small project, and the whole run.
    #[test]
    fn a_spoilt_project_is_checked(file in any::<Index>(), mutation in mutations()) {
        let mut files = hill();
        let path = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let spoilt = mutation.apply(&files[&path]).text;
        files.insert(path.clone(), spoilt);
        let (publication, problems) = support::publish(&files, &support::options());
        for problem in problems.iter() {
            let places = problem.place.into_iter().chain(problem.related.iter().map(|(place, _)| *place));
            for place in places {
                let text = &files[publication.sources.get(place.source).path()];
                prop_assert!(text.get(place.at.range()).is_some(), "{problem:?}");
            }
        }
        for render in [human, plain, json] {
            render(&problems, &publication.sources);
        }
        if !problems.has_errors() {
            publication.render_problems().expect("texts in memory do not vanish");
        }
    }
}
