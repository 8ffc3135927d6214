//! Names of files, and of the folders that ids make, which another computer or a web server cannot hold.

use std::collections::{HashMap, HashSet};

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, unusable_name};
use crate::site::{Owner, Site};
use crate::source::Place;

/// As long as a path may be. Windows stops at 260 characters, and the folder that the project lies in counts.
const LONGEST: usize = 200;

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    same_but_for_case(checked, problems);
    let mut names = Names { told: HashSet::new(), problems };
    for (id, file) in checked.sources.below("") {
        names.judge(file.path(), id.start(), None);
    }
    for (path, place) in written(checked.site) {
        names.judge(&path, place, Some("choose another id"));
    }
}

/// The routes whose names are written in a file, not given to one: of goals, topics and old addresses.
fn written(site: &Site) -> impl Iterator<Item = (String, Place)> {
    site.routes().iter().filter_map(|(path, owner)| {
        let place = match owner {
            Owner::Goal(item) => site.place(site.item(item).strategy, site.item(item).fields.id.at),
            Owner::Topic(topic, 0) => site.files().topics?.at(site.topic(topic).record.id.at),
            Owner::Redirect(at) => site.files().site?.at(site.file.as_ref()?.redirects.get(at)?.from.at),
            _ => return None,
        };
        Some((path.trim_end_matches("/index.html").to_string(), place))
    })
}

struct Names<'a> {
    /// What has been judged already: a folder's name is one mistake, however many files are in it.
    told: HashSet<String>,
    problems: &'a mut Diagnostics,
}

impl Names<'_> {
    /// `written`: what to do about a name that is written in a file.
    fn judge(&mut self, path: &str, place: Place, written: Option<&str>) {
        for name in path.split('/') {
            if let Some(reason) = unusable(name) {
                let problem = Diagnostic::new(&codes::UNUSABLE_NAME, place, format!("`{name}` {reason}"));
                let key = unusable_name(name);
                self.problems.push(match written {
                    Some(cure) => problem.help(cure).chief_cause(key),
                    None => problem.help("rename it").cause(key),
                });
                return;
            }
        }
        let length = path.chars().count();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if length > LONGEST && self.told.insert(folder.to_string()) {
            let message = format!("this path has {length} characters, and more than {LONGEST} are too many for some computers");
            let problem = Diagnostic::new(&codes::UNUSABLE_NAME, place, message);
            self.problems.push(problem.help("shorten the names of the file and of its folders"));
        }
    }
}

/// Why Windows cannot hold a file or folder of this name, if it cannot.
fn unusable(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let numbered = |device: &str| stem.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    if ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return Some("is the name of a device on Windows, where no file or folder can have it".into());
    }
    if let Some(wrong) = name.chars().find(|c| "<>:\"|?*\\".contains(*c) || c.is_control()) {
        let shown = if wrong.is_control() { "a character that cannot be seen".to_string() } else { format!("`{wrong}`") };
        return Some(format!("has {shown} in it, which Windows allows in no name"));
    }
    let end = name.chars().next_back()?;
    [('.', "a full stop"), (' ', "a blank")]
        .into_iter()
        .find(|(wrong, _)| end == *wrong)
        .map(|(_, words)| format!("ends with {words}, which Windows takes away"))
}

/// Two files, or an old address and a page, whose names differ in capital letters only.
fn same_but_for_case(checked: Checked, problems: &mut Diagnostics) {
    let mut seen: HashMap<String, (&str, Place)> = HashMap::new();
    // A narrative with capitals in its name belongs to no item, and is reported as such.
    let is_narrative = |path: &str| path.ends_with(".md") && path.split('/').count() == 4 && path.starts_with("content/");
    for (id, file) in checked.sources.below("").filter(|(_, file)| !is_narrative(file.path())) {
        let first = *seen.entry(file.path().to_lowercase()).or_insert((file.path(), id.start()));
        if first.0 != file.path() {
            let message = format!("`{}` and `{}` differ in capital letters only", first.0, file.path());
            // The one with capitals is likely the slip.
            let is_plain = file.path() == file.path().to_lowercase();
            let (place, first) = if is_plain { (first.1, (first.0, id.start())) } else { (id.start(), first) };
            let problem = Diagnostic::new(&codes::CASE_CLASH, place, message);
            problems.push(
                problem
                    .help("rename one of the two: Windows and macOS take them for one file")
                    .related(first.1, "the other one")
                    .chief_cause(format!("the file {}", file.path().to_lowercase())),
            );
        }
    }
    let site = checked.site;
    let is_old = |owner: Owner| matches!(owner, Owner::Redirect(_));
    let others = site.routes().iter().filter(|(_, owner)| !is_old(*owner));
    let mut seen: HashMap<String, &str> = others.map(|(path, _)| (path.to_lowercase(), path)).collect();
    let (Some(file), Some(source)) = (&site.file, site.files().site) else { return };
    let mut old: Vec<(usize, &str)> = site
        .routes()
        .iter()
        .filter_map(|(path, owner)| match owner {
            Owner::Redirect(at) => Some((at, path)),
            _ => None,
        })
        .collect();
    old.sort();
    for (at, path) in old {
        let first = *seen.entry(path.to_lowercase()).or_insert(path);
        if first != path {
            let from = &file.redirects[at].from;
            let shown = first.trim_end_matches("index.html");
            let message = format!("`{from}` and the address `/{shown}` differ in capital letters only");
            let problem = Diagnostic::new(&codes::CASE_CLASH, source.at(from.at), message);
            problems.push(problem.help("take this old address out: Windows and macOS take the two for one"));
        }
    }
}
