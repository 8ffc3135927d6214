//! All of `content/` read in parallel, and put together.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::content::{Content, Decoded, StrategyFiles, TrustSource};
use super::file::{self, Part, Read};
use super::located::Text;
use super::model::TrustFile;
use super::world::World;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::source::{SourceId, Sources};

/// Reads every file of `content/`.
///
/// **Gives** the content with every file that can be decoded, and every problem of the files' own shape and text. What is
/// remarkable in the wording of texts is looked for only if their `words` are to be judged.
pub fn read(sources: &Sources, words: bool) -> (Content, Diagnostics) {
    put_together(sources, files(sources, None, words))
}

/// As [`read`]; of a file that is as it was in the world `before`, what was read then is taken. The content keeps the world as it
/// is now.
pub fn read_again(sources: &Sources, before: Option<&World>, words: bool) -> (Content, Diagnostics) {
    let is_like = |before: &&World| before.has_words() == words && before.has_paths_of(sources);
    let files = files(sources, before.filter(is_like), words);
    let world = World::new(sources.clone(), files.clone(), words);
    let (content, problems) = put_together(sources, files);
    (Content { world: Some(Arc::new(world)), ..content }, problems)
}

fn files(sources: &Sources, before: Option<&World>, words: bool) -> Vec<(SourceId, Arc<Read>)> {
    let taken = |path: &str| sources.find(&format!("content/{path}")).is_some();
    let read = |(id, source)| {
        let known = before.and_then(|before| before.file(id, sources));
        (id, known.unwrap_or_else(|| Arc::new(file::read(id, source, &taken, words))))
    };
    sources.below("content/").collect::<Vec<_>>().into_par_iter().map(read).collect()
}

fn put_together(sources: &Sources, files: Vec<(SourceId, Arc<Read>)>) -> (Content, Diagnostics) {
    let mut problems = Diagnostics::new();
    let mut content = Content::default();
    let mut strategies: BTreeMap<(String, String), StrategyFiles> = BTreeMap::new();
    let mut belongings = Vec::new();
    let mut missing = Vec::new();
    for (id, read) in files {
        problems.extend(read.problems.iter().cloned());
        content.mended.extend(read.mended.then_some(id));
        content.broken.extend(read.lossy.clone());
        match &read.part {
            Part::Strategy(trust, name, _) => {
                let key = (trust.clone(), name.clone());
                strategies.insert(key, StrategyFiles::new(name.clone(), id, read));
                continue;
            }
            Part::Narrative(..) | Part::Update(..) | Part::Readings(..) => {
                belongings.push((id, read));
                continue;
            }
            Part::Broken | Part::Nothing => {}
            Part::Site(file) => content.site = Some(file.clone()),
            Part::Topics(file) => content.topics = Some(file.clone()),
            Part::Glossary(file) => content.glossary = Some(file.clone()),
            Part::Partners(file) => content.partners = Some(file.clone()),
            Part::Measures(file) => content.measures = Some(file.clone()),
            Part::Page(page) => content.pages.push(page.clone()),
            Part::Trust(id, file) => {
                content.trusts.push(TrustSource { id: id.clone(), file: file.clone(), strategies: Vec::new() });
            }
        }
        content.marked.extend(read.marks.iter().cloned());
    }
    let mut strategies: Vec<((String, String), StrategyFiles)> = strategies.into_iter().collect();
    let mut last = usize::MAX;
    for (id, read) in belongings {
        let (trust, strategy, says_something) = match &read.part {
            Part::Narrative(trust, strategy, ..) | Part::Update(trust, strategy, _) => (trust, strategy, true),
            Part::Readings(trust, strategy, readings) => (trust, strategy, !readings.is_empty()),
            _ => continue,
        };
        let is_owner = |(key, _): &((String, String), StrategyFiles)| (&key.0, &key.1).cmp(&(trust, strategy));
        // Files of one folder come one after another.
        if strategies.get(last).is_none_or(|owner| is_owner(owner).is_ne()) {
            last = strategies.binary_search_by(is_owner).unwrap_or(usize::MAX);
        }
        if let Some((_, owner)) = strategies.get_mut(last) {
            owner.add(read);
            continue;
        }
        let folder = format!("{trust}/{strategy}");
        if content.broken.contains(&folder) {
            continue;
        }
        if says_something {
            let problem = Diagnostic::new(&codes::MISSING_FILE, id.start(), format!("there is no strategy in `content/{folder}`"));
            let path = format!("content/{folder}/strategy.yaml");
            problems.push(problem.help(format!("add `{path}`, or move this file to where it belongs")).cause(no_file(&path)));
        }
        missing.push(format!("content/{folder}/strategy.yaml"));
        // The other files of the folder lack the same, and what refers to its items too.
        content.broken.insert(folder);
    }
    let mut trusts: HashMap<String, usize> = content.trusts.iter().enumerate().map(|(at, trust)| (trust.id.clone(), at)).collect();
    for ((trust, _), strategy) in strategies {
        let at = *trusts.entry(trust).or_insert_with_key(|trust| {
            let source = strategy.source;
            if !content.broken.contains(trust) {
                let message = format!("nothing says whose strategy this is: `content/{trust}/trust.yaml` is missing");
                let problem = Diagnostic::new(&codes::MISSING_FILE, source.start(), message);
                let path = format!("content/{trust}/trust.yaml");
                problems.push(problem.help("add the file, with a line `name: …`").cause(no_file(&path)));
                missing.push(path);
            }
            // Its strategies can be judged without it.
            let file = Decoded { source, value: TrustFile { name: Text::unplaced(trust), ..TrustFile::default() } };
            content.mended.insert(source);
            content.trusts.push(TrustSource { id: trust.clone(), file, strategies: Vec::new() });
            content.trusts.len() - 1
        });
        content.trusts[at].strategies.push(strategy);
    }
    content.trusts.sort_by(|a, b| a.id.cmp(&b.id));
    if content.site.is_none() && !content.broken.contains("site.yaml") {
        problems.push(
            Diagnostic::general(&codes::MISSING_FILE, "`content/site.yaml` is missing")
                .help("add the file, with a line such as `title: Our strategies`")
                .cause(no_file("content/site.yaml")),
        );
        missing.push("content/site.yaml".to_string());
        content.broken.insert("site.yaml".to_string());
    }
    (content, misplaced(sources, problems, &missing))
}

/// The cause of every problem that comes of a file that is not there.
pub(super) fn no_file(path: &str) -> String {
    format!("no file {path}")
}

/// A file that is missing, and one without a place that is probably it, are one mistake. So are the files of a folder that
/// stands in the wrong place.
fn misplaced(sources: &Sources, problems: Diagnostics, missing: &[String]) -> Diagnostics {
    let parts = |path: &str| path.rsplit_once('/').map(|(folder, name)| (folder.to_string(), name.to_string())).unwrap_or_default();
    let told = |mut problem: Diagnostic| {
        let Some(place) = problem.place.filter(|_| *problem.code == codes::UNKNOWN_FILE) else { return problem };
        let path = sources.get(place.source).path();
        let (folder, name) = parts(path);
        let is_it = |right: &&String| {
            let (right_folder, right_name) = parts(right);
            name == right_name || folder == right_folder && [".yaml", ".yml"].iter().any(|ending| name.ends_with(ending))
        };
        match missing.iter().find(is_it) {
            Some(right) => {
                problem.severity = Severity::Error;
                problem.help = Some(match parts(right).0 == folder {
                    true => format!("call it `{}`", parts(right).1),
                    false => format!("move it: it belongs at `{right}`"),
                });
                problem.chief_cause(no_file(right))
            }
            None if name.ends_with(".yaml") => problem.chief_cause(format!("the folder {folder} has no place")),
            None => problem.cause(format!("the folder {folder} has no place")),
        }
    };
    problems.into_iter().map(told).collect()
}
