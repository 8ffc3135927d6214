//! All of `content/` read in parallel, and put together.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::content::{Content, Decoded, StrategySource, TrustSource};
use super::file::{self, Part};
use super::located::Text;
use super::model::TrustFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::source::Sources;

/// Reads every file of `content/`.
///
/// **Gives** the content with every file that can be decoded, and every problem of the files' own shape and text.
pub fn read(sources: &Sources) -> (Content, Diagnostics) {
    let files: Vec<_> = sources.below("content/").collect();
    let taken = |path: &str| sources.find(&format!("content/{path}")).is_some();
    let parts: Vec<_> = files.par_iter().map(|(id, source)| (*id, file::read(*id, source, &taken))).collect();
    let mut problems = Diagnostics::new();
    let mut content = Content::default();
    let mut strategies: BTreeMap<(String, String), StrategySource> = BTreeMap::new();
    let mut belongings = Vec::new();
    let mut missing = Vec::new();
    for (id, read) in parts {
        problems.extend(read.problems);
        content.marked.extend(read.marks);
        content.mended.extend(read.mended.then_some(id));
        content.broken.extend(read.lossy);
        match read.part {
            Part::Site(file) => content.site = Some(file),
            Part::Topics(file) => content.topics = Some(file),
            Part::Glossary(file) => content.glossary = Some(file),
            Part::Partners(file) => content.partners = Some(file),
            Part::Page(page) => content.pages.push(page),
            Part::Trust(id, file) => content.trusts.push(TrustSource { id, file, strategies: Vec::new() }),
            Part::Strategy(trust, id, file) => {
                let strategy = StrategySource {
                    id: id.clone(),
                    file: *file,
                    narratives: BTreeMap::new(),
                    updates: Vec::new(),
                    readings: Vec::new(),
                    incomplete: false,
                };
                strategies.insert((trust, id), strategy);
            }
            Part::Broken | Part::Nothing => {}
            belonging => belongings.push(belonging),
        }
    }
    for belonging in belongings {
        let (trust, strategy, source) = match &belonging {
            Part::Narrative(trust, strategy, _, narrative) => (trust, strategy, Some(narrative.source)),
            Part::Update(trust, strategy, update) => (trust, strategy, Some(update.source)),
            Part::Readings(trust, strategy, readings) => (trust, strategy, readings.first().map(|reading| reading.place.source)),
            _ => continue,
        };
        let folder = format!("{trust}/{strategy}");
        match (strategies.get_mut(&(trust.clone(), strategy.clone())), belonging) {
            (Some(owner), Part::Narrative(_, _, name, narrative)) => drop(owner.narratives.insert(name, narrative)),
            (Some(owner), Part::Update(_, _, update)) => owner.updates.push(update),
            (Some(owner), Part::Readings(_, _, readings)) => owner.readings.extend(readings),
            (None, _) if content.broken.contains(&folder) => {}
            (_, _) => {
                missing.push(format!("content/{folder}/strategy.yaml"));
                problems.extend(source.map(|source| {
                    let message = format!("there is no strategy in `content/{folder}`");
                    Diagnostic::new(&codes::MISSING_FILE, source.start(), message)
                        .help(format!("add `content/{folder}/strategy.yaml`, or move this file to where it belongs"))
                        .cause(no_file(&format!("content/{folder}/strategy.yaml")))
                }));
                // The other files of the folder lack the same, and what refers to its items too.
                content.broken.insert(folder);
            }
        }
    }
    for ((trust, _), strategy) in strategies {
        let source = strategy.file.source;
        match content.trusts.iter_mut().find(|known| known.id == trust) {
            Some(owner) => owner.strategies.push(strategy),
            None => {
                if !content.broken.contains(&trust) {
                    let message = format!("nothing says whose strategy this is: `content/{trust}/trust.yaml` is missing");
                    let problem = Diagnostic::new(&codes::MISSING_FILE, source.start(), message);
                    let path = format!("content/{trust}/trust.yaml");
                    problems.push(problem.help("add the file, with a line `name: …`").cause(no_file(&path)));
                    missing.push(path);
                }
                // Its strategies can be judged without it.
                let file = Decoded { source, value: TrustFile { name: Text::unplaced(&trust), ..TrustFile::default() } };
                content.mended.insert(source);
                content.trusts.push(TrustSource { id: trust, file, strategies: vec![strategy] });
            }
        }
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
fn no_file(path: &str) -> String {
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
