//! Pictures and other files beside the content that nothing refers to.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::Node;
use crate::source::{Source, SourceId, Sources};
use crate::strategy::{copied_from, is_readme, theme_in_content};

/// The endings of what people put beside their texts to be shown or downloaded.
const MEDIA: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "woff2", "doc", "docx", "odt", "rtf", "txt", "html", "xls", "xlsx",
    "ods", "csv",
];

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    // A name that is mistyped where a file is referred to leaves the file unused: that is one mistake.
    let wrong = [
        &codes::UNSAFE_LINK,
        &codes::MISSING_MEDIA,
        &codes::BAD_PICTURE,
        &codes::BROKEN_LINK,
        &codes::NOT_A_LINK,
        &codes::NOTHING_TO_SHOW,
        &codes::EMPTY_FIELD,
    ];
    let troubled: HashSet<&str> = checked
        .known
        .iter()
        .filter(|problem| wrong.contains(&problem.code))
        .filter_map(|problem| problem.place)
        .map(|place| top_folder(checked.sources.get(place.source)))
        .collect();
    let used: HashSet<SourceId> = checked.site.media.keys().copied().collect();
    // A narrative that was saved as something else.
    let narrative = |file: &Source| {
        let path = file.path().strip_prefix("content/")?;
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        let is_text = ["doc", "docx", "odt", "rtf", "txt", "html", ""].contains(&ending.to_lowercase().as_str());
        let name = stem.rsplit('/').next().filter(|_| is_text)?;
        matches!(checked.site.find(stem), Some(Node::Item(_))).then(|| name.to_string())
    };
    let unused = checked.sources.below("content/").filter(|(_, file)| !is_written(file)).filter(|(id, file)| {
        let ending = file.name().rsplit_once('.').map_or("", |(_, ending)| ending);
        let depth = file.path().split('/').count();
        let is_reading = file.name() == "readings.csv" && depth == 4 || file.folder().ends_with("/readings") && depth == 5;
        (MEDIA.iter().any(|known| known.eq_ignore_ascii_case(ending)) || ending.is_empty() && narrative(file).is_some())
            && !is_reading
            && file.path().strip_prefix("content/").and_then(theme_in_content).is_none()
            && !used.contains(id)
            && !troubled.contains(top_folder(file))
    });
    let mut unused: BTreeMap<&str, Vec<SourceId>> = unused.fold(BTreeMap::new(), |mut all, (id, file)| {
        all.entry(file.name()).or_insert_with(Vec::new).push(id);
        all
    });
    if unused.is_empty() {
        return;
    }
    // What a draft refers to is used, although nothing of it is published yet.
    let names: Vec<&str> = unused.keys().copied().collect();
    let texts: Vec<&Source> = checked.sources.below("content/").map(|(_, file)| file).filter(|file| is_written(file)).collect();
    let named: HashSet<&str> = texts
        .par_iter()
        .flat_map_iter(|file| {
            let named = |text: &str, name: &str| text.contains(name) || text.contains(&name.replace(' ', "%20"));
            let all = |text: &str| names.iter().copied().filter(|name| named(text, name)).collect::<Vec<_>>();
            file.with_text(|text| all(text.unwrap_or_default()))
        })
        .collect();
    // A name without an ending is a word that texts have anyway.
    unused.retain(|name, _| !named.contains(name) || !name.contains('.'));
    // What a narrative refers to that was saved as something else is not unused.
    let found = |id: SourceId| Some((id, narrative(checked.sources.get(id))?));
    let lost: Vec<(SourceId, String)> = unused.values().flatten().filter_map(|&id| found(id)).collect();
    if !lost.is_empty() {
        for (id, name) in lost {
            let message = format!("`{}` is not read as the text of `{name}`", checked.sources.get(id).name());
            let problem = Diagnostic::new(&codes::UNUSED_MEDIA, id.start(), message);
            problems.push(problem.help(format!("save its words as plain text in a file called `{name}.md`")));
        }
        return;
    }
    for (name, ids) in unused {
        for id in ids {
            let problem = Diagnostic::new(&codes::UNUSED_MEDIA, id.start(), format!("nothing refers to `{name}`"));
            let file = checked.sources.get(id);
            let problem = problem.cause(format!("the file {}", file.path().to_lowercase()));
            problems.push(problem.help(match (name, name.strip_suffix(".txt"), file.folder().rsplit('/').next()) {
                ("readings.csv", ..) => {
                    "such a file belongs beside the `strategy.yaml` that it is about: `content/TRUST/STRATEGY/readings.csv`".into()
                }
                (_, Some(stem), Some("updates" | "pages")) => {
                    format!("call it `{stem}.md` if it is to be read as the others of its folder are, or refer to it in a text")
                }
                _ if copied_from(name).as_deref() == Some("readings.csv") => {
                    "if it is a copy of `readings.csv`, put what is new in it there, and remove it".into()
                }
                _ if name.starts_with("~$") => "remove it: Word leaves such files behind while it is open".into(),
                _ => "refer to it in a text, or remove it: it is not published".to_string(),
            }));
        }
    }
}

/// The problems without unused files of a trust where a record lacks the name of its file: that file may be the one.
pub fn without_expected(sources: &Sources, problems: Diagnostics) -> Diagnostics {
    let folder = |problem: &Diagnostic| Some(top_folder(sources.get(problem.place?.source)));
    let lacking = problems.iter().filter(|problem| *problem.code == codes::NOTHING_TO_SHOW).filter_map(folder);
    let lacking: HashSet<&str> = lacking.collect();
    let expected = |problem: &Diagnostic| {
        *problem.code == codes::UNUSED_MEDIA && folder(problem).is_some_and(|folder| lacking.contains(folder))
    };
    problems.into_iter().filter(|problem| !expected(problem)).collect()
}

/// The folder of a trust, or of the site's own pages.
fn top_folder(file: &Source) -> &str {
    file.path().split('/').nth(1).unwrap_or_default()
}

fn is_written(file: &Source) -> bool {
    [".md", ".yaml"].iter().any(|ending| file.name().ends_with(ending)) || is_readme(file.name())
}
