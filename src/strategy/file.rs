//! One file of `content/`, read and decoded.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::content::{Decoded, Narrative, PageSource, Update};
use super::front_matter::{self, FrontMatter};
use super::located::Text;
use super::model::*;
use super::read::no_file;
use super::readings::{self, Readings};
use super::role::{self, Role};
use super::scalars::{Id, Moment, Written};
use super::world::{Surface, surface};
use super::{encoding, levels, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::narrative::{self, Origin, Prose};
use crate::source::{Place, Source, SourceId, with_line_ends};

/// One file, read.
#[derive(Clone, Debug)]
pub enum Part {
    Site(Decoded<SiteFile>),
    Topics(Decoded<TopicsFile>),
    Glossary(Decoded<GlossaryFile>),
    Partners(Decoded<PartnersFile>),
    Measures(Decoded<MeasuresFile>),
    Page(PageSource),
    Trust(String, Decoded<TrustFile>),
    Strategy(String, String, Box<Decoded<StrategyFile>>),
    Narrative(String, String, String, Narrative),
    Update(String, String, Update),
    Readings(String, String, Arc<Readings>),
    Broken,
    Nothing,
}

/// Fields of inline Markdown by their place.
pub type Marks = Vec<(Place, Arc<Prose>)>;

/// One file, read: what it holds, its fields of inline Markdown, and its problems.
#[derive(Clone, Debug)]
pub struct Read {
    pub part: Part,
    pub marks: Marks,
    pub problems: Diagnostics,
    /// The folder whose records are not all known, because this file could not be read, or not all of it.
    pub lossy: Option<String>,
    /// Whether the file's shape is wrong somewhere, so that what it seems to lack may be there under another name.
    pub mended: bool,
    /// What other files can see of it.
    pub surface: Surface,
    /// The moments at which something in it appears or goes.
    pub moments: Vec<Moment>,
}

impl Read {
    fn broken(role: Role, problem: Diagnostic) -> Read {
        Read { lossy: Some(role.folder()), ..Read::of(Part::Broken, Vec::new(), Diagnostics::from_iter([problem]), true) }
    }

    fn of(part: Part, marks: Marks, problems: Diagnostics, mended: bool) -> Read {
        let (surface, moments) = surface(&part);
        Read { part, marks, problems, lossy: None, mended, surface, moments }
    }
}

/// Reads one file. What cannot be decoded is [`Part::Broken`], with at least one problem. `taken` says whether another file
/// stands at a path below `content/`; `words`, whether the wording of texts is to be judged.
pub fn read(id: SourceId, source: &Source, taken: &dyn Fn(&str) -> bool, words: bool) -> Read {
    let path = source.path().strip_prefix("content/").unwrap_or(source.path());
    let own = Role::of(path);
    // Each file of a folder of readings is read, whatever its name, and one that is not read may be a download.
    if let Some(original) = role::copied_from(source.name()).filter(|_| !matches!(own, Role::Readings(..) | Role::Media)) {
        let whole = path[..path.len() - source.name().len()].to_string() + &original;
        if taken(&whole) && role::writing(&format!("content/{whole}")).is_some() {
            return Read::of(Part::Nothing, Vec::new(), Diagnostics::from_iter([copied(id, source.name(), &original)]), false);
        }
    }
    if let Some(theme) = role::theme_in_content(path) {
        let problem =
            Diagnostic::new(&codes::UNKNOWN_FILE, id.start(), format!("`{path}` is part of a theme, and is not used here"));
        let problem = problem.help(format!("move `content/themes/{theme}` to `themes/{theme}`, beside `content/`"));
        let problem = problem.cause(format!("the theme {theme} in the content"));
        return Read::of(Part::Nothing, Vec::new(), Diagnostics::from_iter([problem]), false);
    }
    let right = matches!(own, Role::Stray | Role::Media).then(|| role::right_path(path)).flatten().filter(|right| !taken(right));
    let (role, misnamed) = match &right {
        Some(right) => (Role::of(right), Some(misnamed(id, path, right))),
        None => (own, None),
    };
    // What is no text cannot be read, whatever it is called.
    if let Some(misnamed) = misnamed.as_ref().filter(|_| !source.is_text()) {
        return Read::broken(role, misnamed.clone());
    }
    if matches!(role, Role::Media) {
        return Read::of(Part::Nothing, Vec::new(), Diagnostics::new(), false);
    }
    // A file of a trust may have the name of one that all share, and be something else.
    let is_moved = right.as_ref().is_some_and(|right| path.contains('/') && !right.contains('/'));
    source.with_text(|text| match text {
        Ok(text) if !encoding::is_wide(text.as_bytes()) => {
            let text = &with_line_ends(text);
            let read = read_text(id, source, text, role, misnamed, taken, words);
            if is_moved && read.mended { read_text(id, source, text, own, None, taken, words) } else { read }
        }
        _ => Read::broken(role, encoding::problem(id, source)),
    })
}

/// Reads a file that is text and has a role.
fn read_text(
    id: SourceId,
    source: &Source,
    text: &str,
    role: Role,
    misnamed: Option<Diagnostic>,
    taken: &dyn Fn(&str) -> bool,
    words: bool,
) -> Read {
    // Of what has no place in the site, that is told.
    if let Some(problem) = encoding::foreign(text, id).filter(|_| !matches!(role, Role::Stray)) {
        return Read::broken(role, problem);
    }
    let path = source.path().strip_prefix("content/").unwrap_or(source.path());
    let is_yaml = path.ends_with(".yaml");
    let damaged = encoding::damaged(text, id).or_else(|| (!is_yaml).then(|| encoding::unfit(text, id)).flatten());
    let is_unmerged = damaged.as_ref().is_some_and(|problem| problem.message == encoding::UNMERGED);
    let mut reader = Reader {
        id,
        text,
        words,
        marks: Vec::new(),
        problems: misnamed.into_iter().chain(damaged).collect(),
        lossy: false,
        mended: false,
    };
    let part = match role {
        Role::Site => reader.yaml().map(Part::Site),
        Role::Topics => reader.yaml().map(Part::Topics),
        Role::Glossary => reader.yaml().map(Part::Glossary),
        Role::Partners => reader.yaml().map(Part::Partners),
        Role::Measures => reader.yaml().map(Part::Measures),
        Role::Trust(trust) => reader.yaml().map(|file| Part::Trust(trust.to_string(), file)),
        Role::Strategy(trust, strategy) => {
            reader.strategy().map(|file| Part::Strategy(trust.to_string(), strategy.to_string(), Box::new(file)))
        }
        Role::Page(page) => reader
            .with_front_matter()
            .map(|(fields, prose)| Part::Page(PageSource { source: id, id: page.to_string(), fields, prose })),
        Role::Update(trust, strategy, name) => reader.with_front_matter().map(|(fields, prose)| {
            let update = Update { source: id, name: name.to_string(), fields, prose };
            Part::Update(trust.to_string(), strategy.to_string(), update)
        }),
        Role::Narrative(trust, strategy, name) => {
            let prose = reader.prose(text, 0);
            reader.has_words(&prose);
            Some(Part::Narrative(trust.to_string(), strategy.to_string(), name.to_string(), Narrative { source: id, prose }))
        }
        Role::Readings(trust, strategy) => {
            let (readings, problems) = readings::read(text, id);
            // Of two versions of a table, neither can be read.
            let (readings, problems) = if is_unmerged { Default::default() } else { (readings, problems) };
            reader.problems.extend(problems);
            Some(Part::Readings(trust.to_string(), strategy.to_string(), readings.into()))
        }
        Role::Stray => {
            let problem = Diagnostic::new(&codes::UNKNOWN_FILE, id.start(), format!("`{path}` has no place in the site"));
            reader.problems.push(match role::home_of(source.name()) {
                Some(home) => problem.help(format!("such a file belongs {home}")),
                None => problem.help("move it to where it belongs, or remove it"),
            });
            Some(Part::Nothing)
        }
        Role::Media => None,
    };
    let name = match role {
        Role::Page(name) | Role::Update(_, _, name) => Some(name),
        _ => None,
    };
    // Two files whose names differ in capital letters are told as such.
    let clashes = path != path.to_lowercase() && taken(&path.to_lowercase());
    if let Some((name, rule)) = name.filter(|_| !clashes).and_then(|name| Id::parse(name).err().map(|rule| (name, rule))) {
        let problem =
            Diagnostic::new(&codes::WRONG_VALUE, id.start(), format!("the file's name `{name}.md` cannot be part of an address"));
        // The links that have the name in small letters are right.
        let folder = source.folder();
        let cause = no_file(&format!("{folder}/{}.md", name.to_lowercase()));
        reader.problems.push(problem.help(rule).chief_cause(cause));
    }
    if is_unmerged {
        // Two versions say the same twice, and differently: neither can be judged.
        reader.problems = reader.problems.into_iter().filter(|problem| *problem.code == codes::DAMAGED_TEXT).collect();
        reader.mended = true;
    }
    let lossy = (part.is_none() || reader.lossy).then(|| role.folder());
    let Reader { marks, problems, mended, .. } = reader;
    Read { lossy: lossy.clone(), ..Read::of(part.unwrap_or(Part::Broken), marks, problems, mended || lossy.is_some()) }
}

/// A copy of a file that is read.
fn copied(id: SourceId, name: &str, original: &str) -> Diagnostic {
    let message = format!("`{name}` seems to be a copy of `{original}`, and is not read");
    let problem = Diagnostic::new(&codes::UNKNOWN_FILE, id.start(), message);
    problem
        .help(format!("put what is new in it into `{original}`, and remove it; if it is a file of its own, give it another name"))
}

/// A file whose name or folder is mistyped. Somebody wrote it to be read: it is, as if it had the right one.
fn misnamed(id: SourceId, path: &str, right: &str) -> Diagnostic {
    let problem = Diagnostic::new(&codes::UNKNOWN_FILE, id.start(), format!("`{path}` has no place in the site"));
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_string();
    let same_folder = path.rsplit_once('/').map(|(folder, _)| folder) == right.rsplit_once('/').map(|(folder, _)| folder);
    let is_sheet = [".xlsx", ".xls", ".ods", ".tsv", ".numbers"].iter().any(|ending| path.to_lowercase().ends_with(ending));
    let cure = match (is_sheet, same_folder) {
        (true, _) => format!("save it as a table with commas (CSV), called `{}`", name(right)),
        (_, true) => format!("call it `{}`", name(right)),
        (_, false) if !right.contains('/') => format!("such a file belongs {}", role::home_of(right).unwrap_or_default()),
        (_, false) => format!("call it `{right}`"),
    };
    Diagnostic { severity: Severity::Error, ..problem }.help(cure)
}

struct Reader<'a> {
    id: SourceId,
    text: &'a str,
    words: bool,
    marks: Marks,
    problems: Diagnostics,
    lossy: bool,
    mended: bool,
}

impl Reader<'_> {
    fn yaml<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<Decoded<T>> {
        let loaded = yaml::load(self.text, self.id);
        self.decoded(self.text, loaded)
    }

    /// A strategy; its levels must be usual ones or declared, which only the file as a whole can tell.
    fn strategy(&mut self) -> Option<Decoded<StrategyFile>> {
        let (mut loaded, mut problems) = yaml::load::<StrategyFile>(self.text, self.id);
        if problems.is_empty() && loaded.as_ref().is_some_and(|loaded| !levels_are_known(&loaded.value)) {
            (loaded, problems) = yaml::load_mended(self.text, self.id);
        }
        self.decoded(self.text, (loaded, problems))
    }

    fn decoded<T: JsonSchema>(
        &mut self,
        text: &str,
        (loaded, problems): (Option<yaml::Loaded<T>>, Diagnostics),
    ) -> Option<Decoded<T>> {
        self.mended |= !problems.is_empty();
        if problems.is_empty()
            && text.lines().all(|line| line.trim_start_matches('\u{feff}').trim().is_empty() || line.trim_start().starts_with('#'))
        {
            // Comments alone may be kept for later; an empty file is one whose text was lost.
            let code = if text.contains('#') { &codes::EMPTY_FIELD } else { &codes::MISSING_FIELD };
            let empty = Diagnostic::new(code, self.id.start(), "the file is empty");
            self.problems.push(empty.help("write its fields; if nothing uses it, remove the file"));
            self.lossy = true;
        }
        let quiet = yaml::quiet(text, self.id, &problems, loaded.as_ref());
        let joined = quiet.iter().filter(|problem| *problem.code == codes::JOINED_LINE);
        let wrong: Vec<Place> = problems.iter().chain(joined).filter_map(|problem| problem.place).collect();
        self.problems.extend(quiet);
        self.problems.extend(problems);
        let loaded = loaded?;
        self.lossy |= loaded.lossy;
        for (at, words) in loaded.marked {
            let place = self.id.at(at);
            let raw = self.text.get(at.range()).unwrap_or_default();
            let (prose, problems) = narrative::parse_inline(&words, Origin::Value { place, raw }, self.words);
            self.marks.push((place, Arc::new(prose)));
            // In a text that is wrong as YAML, what seems to be Markdown may be the same mistake.
            if !wrong.iter().any(|wrong| wrong.covers(place) || place.covers(*wrong)) {
                self.problems.extend(problems);
            }
        }
        Some(Decoded { source: self.id, value: loaded.value })
    }

    fn prose(&mut self, text: &str, offset: usize) -> Arc<Prose> {
        let mark = if offset == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
        let origin = Origin::File { source: self.id, offset: (offset + mark) as u32 };
        let (prose, problems) = narrative::parse(&text[mark..], origin, self.words);
        self.problems.extend(problems);
        Arc::new(prose)
    }

    /// Reports a text that shows nothing, unless something is wrong with the file.
    fn has_words(&mut self, prose: &Prose) {
        if prose.is_empty() && self.problems.is_empty() {
            let (message, help) = match self.text.trim_start_matches('\u{feff}').trim().is_empty() {
                true => ("the file is empty", "write its words, or remove the file"),
                false => ("the file has no words that readers would see", "write them, or remove the file"),
            };
            self.problems.push(Diagnostic::new(&codes::EMPTY_FIELD, self.id.start(), message).help(help));
        }
    }

    /// A Markdown file that starts with YAML between two lines `---`.
    fn with_front_matter<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<(T, Arc<Prose>)> {
        let (FrontMatter { fields, body }, problem) = front_matter::split(self.text, self.id);
        let whole = problem.is_none();
        self.problems.extend(problem);
        self.mended |= !whole;
        let fields = fields.and_then(|fields| {
            let loaded = yaml::load::<T>(&fields, self.id);
            self.decoded(&fields, loaded)
        });
        let prose = self.prose(&self.text[body..], body);
        Some((fields?.value, prose))
    }
}

/// Whether every level of the file is a usual one or declared.
fn levels_are_known(file: &StrategyFile) -> bool {
    let plans = file.partner_plans.iter().all(|plan| groups_are_known(&plan.groups, &plan.levels));
    groups_are_known(&file.groups, &file.levels) && plans
}

fn groups_are_known(groups: &[levels::Group], declared: &[(Text, Level)]) -> bool {
    groups.iter().all(|group| {
        let usual = levels::USUAL_LEVELS.iter().any(|level| *level.key == *group.level);
        let known = usual || declared.iter().any(|(key, _)| **key == *group.level);
        known && group.items.iter().all(|item| groups_are_known(&item.groups, declared))
    })
}
