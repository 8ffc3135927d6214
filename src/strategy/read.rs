//! The folder `content/` as decoded files: which path is what, and all of them read in parallel.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::model::*;
use super::{levels, readings, shape, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, nearest};
use crate::narrative::{self, Origin, Prose};
use crate::source::{At, Place, Source, SourceId, Sources};

pub use super::readings::Reading;

/// A decoded file and where it is.
#[derive(Clone, Debug)]
pub struct Decoded<T> {
    pub source: SourceId,
    pub value: T,
}

impl<T> std::ops::Deref for Decoded<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A narrative: the prose of the strategy (`index.md`) or of the item that the file is named after.
#[derive(Clone, Debug)]
pub struct Narrative {
    pub source: SourceId,
    pub prose: Prose,
}

/// A dated update of a strategy.
#[derive(Clone, Debug)]
pub struct Update {
    pub source: SourceId,
    /// The file's name without its ending.
    pub name: String,
    pub fields: UpdateFields,
    pub prose: Prose,
}

/// A page of the site's own, from `pages/`.
#[derive(Clone, Debug)]
pub struct PageSource {
    pub source: SourceId,
    pub id: String,
    pub fields: PageFields,
    pub prose: Prose,
}

/// One folder of a strategy.
#[derive(Clone, Debug)]
pub struct StrategySource {
    pub id: String,
    pub file: Decoded<StrategyFile>,
    /// By the file's name without its ending; the strategy's own is `index`.
    pub narratives: BTreeMap<String, Narrative>,
    pub updates: Vec<Update>,
    pub readings: Vec<Reading>,
    /// Whether items of it were removed because they are not published.
    pub incomplete: bool,
}

/// One folder of a trust.
#[derive(Clone, Debug)]
pub struct TrustSource {
    pub id: String,
    pub file: Decoded<TrustFile>,
    pub strategies: Vec<StrategySource>,
}

/// Everything in `content/`, decoded; references still as written.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Absent if `site.yaml` is missing or cannot be decoded.
    pub site: Option<Decoded<SiteFile>>,
    pub topics: Option<Decoded<TopicsFile>>,
    pub glossary: Option<Decoded<GlossaryFile>>,
    pub partners: Option<Decoded<PartnersFile>>,
    pub pages: Vec<PageSource>,
    pub trusts: Vec<TrustSource>,
    /// Every field of inline Markdown in the YAML files.
    pub marked: Vec<(Place, Prose)>,
    /// Folders of trusts and strategies with a file that could not be decoded: references into them are not judged.
    pub broken: BTreeSet<String>,
}

/// What a path below `content/` is.
enum Role<'a> {
    Site,
    Topics,
    Glossary,
    Partners,
    Page(&'a str),
    Trust(&'a str),
    Strategy(&'a str, &'a str),
    Narrative(&'a str, &'a str, &'a str),
    Update(&'a str, &'a str, &'a str),
    Readings(&'a str, &'a str),
    Media,
    /// A file that looks like content and has no place; with the nearest name that would have one.
    Stray(Option<&'static str>),
}

fn role(path: &str) -> Role<'_> {
    let parts: Vec<&str> = path.split('/').collect();
    let stem = |name: &'_ str| name.len() > 3 && name.ends_with(".md");
    match parts[..] {
        ["site.yaml"] => Role::Site,
        ["topics.yaml"] => Role::Topics,
        ["glossary.yaml"] => Role::Glossary,
        ["partners.yaml"] => Role::Partners,
        [.., "README.md"] => Role::Media,
        ["pages", name] if stem(name) => Role::Page(&name[..name.len() - 3]),
        [trust, "trust.yaml"] => Role::Trust(trust),
        [trust, strategy, "strategy.yaml"] => Role::Strategy(trust, strategy),
        [trust, strategy, "readings.csv"] => Role::Readings(trust, strategy),
        [trust, strategy, "readings", name] if name.ends_with(".csv") => Role::Readings(trust, strategy),
        [trust, strategy, "updates", name] if stem(name) => Role::Update(trust, strategy, &name[..name.len() - 3]),
        [trust, strategy, name] if stem(name) => Role::Narrative(trust, strategy, &name[..name.len() - 3]),
        [.., name] => {
            let known: &[&'static str] = match parts.len() {
                1 => &["site.yaml", "topics.yaml", "glossary.yaml", "partners.yaml"],
                2 => &["trust.yaml"],
                _ => &["strategy.yaml", "readings.csv"],
            };
            let content_ending = [".yaml", ".yml", ".md"].iter().any(|ending| name.to_lowercase().ends_with(ending));
            if content_ending { Role::Stray(nearest(name, known.iter().copied())) } else { Role::Media }
        }
        [] => Role::Media,
    }
}

/// One file, read.
enum Part {
    Site(Decoded<SiteFile>),
    Topics(Decoded<TopicsFile>),
    Glossary(Decoded<GlossaryFile>),
    Partners(Decoded<PartnersFile>),
    Page(PageSource),
    Trust(String, Decoded<TrustFile>),
    Strategy(String, String, Box<Decoded<StrategyFile>>),
    Narrative(String, String, String, Narrative),
    Update(String, String, Update),
    Readings(String, String, Vec<Reading>),
    Broken(String),
    Nothing,
}

type Marks = Vec<(Place, Prose)>;

/// Reads every file of `content/`.
///
/// **Gives** the content with every file that can be decoded, and every problem of the files' own shape and text.
pub fn read(sources: &Sources) -> (Content, Diagnostics) {
    let files: Vec<_> = sources.below("content/").collect();
    let parts: Vec<(Part, Marks, Diagnostics)> = files.par_iter().map(|(id, source)| part(*id, source)).collect();
    let mut problems = Diagnostics::new();
    let mut content = Content::default();
    let mut strategies: BTreeMap<(String, String), StrategySource> = BTreeMap::new();
    let mut belongings = Vec::new();
    for (part, marks, found) in parts {
        problems = problems.and(found);
        content.marked.extend(marks);
        match part {
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
            Part::Broken(folder) => {
                content.broken.insert(folder);
            }
            Part::Nothing => {}
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
            (_, _) => problems.extend(source.map(|source| {
                Diagnostic::new(&codes::UNKNOWN_FILE, source.start(), format!("there is no strategy in `content/{folder}`"))
                    .help(format!("add `content/{folder}/strategy.yaml`, or move this file to where it belongs"))
            })),
        }
    }
    for ((trust, _), strategy) in strategies {
        let source = strategy.file.source;
        match content.trusts.iter_mut().find(|known| known.id == trust) {
            Some(owner) => owner.strategies.push(strategy),
            None if content.broken.contains(&trust) => {}
            None => problems.push(
                Diagnostic::new(
                    &codes::MISSING_FILE,
                    source.start(),
                    format!("nothing says whose strategy this is: `content/{trust}/trust.yaml` is missing"),
                )
                .help("add the file, with a line `name: …`"),
            ),
        }
    }
    if content.site.is_none() && !content.broken.contains("") {
        problems.push(
            Diagnostic::general(&codes::MISSING_FILE, "`content/site.yaml` is missing")
                .help("add the file, with a line such as `title: Our strategies`"),
        );
    }
    (content, problems)
}

fn part(id: SourceId, source: &Source) -> (Part, Marks, Diagnostics) {
    let path = source.path().strip_prefix("content/").unwrap_or(source.path());
    let role = role(path);
    if matches!(role, Role::Media) {
        return (Part::Nothing, Vec::new(), Diagnostics::new());
    }
    let text = match source.text() {
        Ok(text) => text,
        Err(wrong) => {
            let start = wrong.valid_up_to();
            let place = id.at(At::new(start, start + wrong.error_len().unwrap_or(1)));
            let problem =
                Diagnostic::new(&codes::NOT_TEXT, place, "the file is not UTF-8 text: this byte belongs to another encoding")
                    .help("save the file again as UTF-8: most editors offer it under Save as, Encoding");
            return (Part::Broken(folder_of(&role)), Vec::new(), Diagnostics::from_iter([problem]));
        }
    };
    let mut reader = Reader { id, text, marks: Vec::new(), problems: Diagnostics::new() };
    let part = match role {
        Role::Site => reader.yaml().map(Part::Site),
        Role::Topics => reader.yaml().map(Part::Topics),
        Role::Glossary => reader.yaml().map(Part::Glossary),
        Role::Partners => reader.yaml().map(Part::Partners),
        Role::Trust(trust) => reader.yaml().map(|file| Part::Trust(trust.to_string(), file)),
        Role::Strategy(trust, strategy) => reader.yaml::<StrategyFile>().and_then(|file| {
            let fits = reader.levels_are_known(&file.value);
            fits.then(|| Part::Strategy(trust.to_string(), strategy.to_string(), Box::new(file)))
        }),
        Role::Page(page) => reader
            .with_front_matter()
            .map(|(fields, prose)| Part::Page(PageSource { source: id, id: page.to_string(), fields, prose })),
        Role::Update(trust, strategy, name) => reader.with_front_matter().map(|(fields, prose)| {
            let update = Update { source: id, name: name.to_string(), fields, prose };
            Part::Update(trust.to_string(), strategy.to_string(), update)
        }),
        Role::Narrative(trust, strategy, name) => {
            let prose = reader.prose(text, 0);
            Some(Part::Narrative(trust.to_string(), strategy.to_string(), name.to_string(), Narrative { source: id, prose }))
        }
        Role::Readings(trust, strategy) => {
            let (readings, problems) = readings::read(text, id);
            reader.problems = problems;
            Some(Part::Readings(trust.to_string(), strategy.to_string(), readings))
        }
        Role::Stray(nearest) => {
            let problem = Diagnostic::new(&codes::UNKNOWN_FILE, id.start(), format!("`{path}` has no place in the site"));
            reader.problems.push(match nearest {
                // Somebody wrote it to be read: without it the site would lack what it holds.
                Some(name) => {
                    Diagnostic { severity: Severity::Error, ..problem }.help(format!("did you mean to call it `{name}`?"))
                }
                None => problem.help("move it to where it belongs, or remove it"),
            });
            Some(Part::Nothing)
        }
        Role::Media => None,
    };
    (part.unwrap_or_else(|| Part::Broken(folder_of(&self::role(path)))), reader.marks, reader.problems)
}

/// The folder whose records are missing when a file of this role cannot be decoded; empty for the site's own files.
fn folder_of(role: &Role) -> String {
    match role {
        Role::Trust(trust) => trust.to_string(),
        Role::Strategy(trust, strategy) => format!("{trust}/{strategy}"),
        _ => String::new(),
    }
}

struct Reader<'a> {
    id: SourceId,
    text: &'a str,
    marks: Marks,
    problems: Diagnostics,
}

impl Reader<'_> {
    fn yaml<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<Decoded<T>> {
        self.load(self.text)
    }

    fn load<T: DeserializeOwned + JsonSchema>(&mut self, text: &str) -> Option<Decoded<T>> {
        match yaml::load(text, self.id) {
            Ok(loaded) => {
                self.problems.extend(yaml::empty_fields(text, self.id));
                for (at, words) in loaded.marked {
                    let place = self.id.at(at);
                    let raw = self.text.get(at.range()).unwrap_or_default();
                    let (prose, problems) = narrative::parse_inline(&words, Origin::Value { place, raw });
                    self.marks.push((place, prose));
                    self.problems.extend(problems.iter().cloned());
                }
                Some(Decoded { source: self.id, value: loaded.value })
            }
            Err(problems) => {
                self.problems.extend(problems.iter().cloned());
                None
            }
        }
    }

    fn prose(&mut self, text: &str, offset: usize) -> Prose {
        let mark = if offset == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
        let origin = Origin::File { source: self.id, offset: (offset + mark) as u32 };
        let (prose, problems) = narrative::parse(&text[mark..], origin);
        self.problems.extend(problems.iter().cloned());
        prose
    }

    /// A Markdown file that starts with YAML between two lines `---`.
    fn with_front_matter<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<(T, Prose)> {
        let text = self.text;
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        let rest = &text[first.len()..];
        let opened = first.trim_start_matches('\u{feff}').trim_end() == "---";
        let mut end = 0;
        let closing = rest.split_inclusive('\n').find(|line| {
            let closes = line.trim_end() == "---";
            end += if closes { 0 } else { line.len() };
            closes
        });
        let Some(closing) = closing.filter(|_| opened) else {
            let problem = Diagnostic::new(&codes::MISSING_FIELD, self.id.start(), "the file does not start with its fields");
            self.problems.push(problem.help("start it with a line `---`, a line `title: …`, and another line `---`"));
            return None;
        };
        // Blanks in place of the opening line keep every byte of the YAML where it is in the file.
        let front = " ".repeat(first.len() - 1) + "\n" + &rest[..end];
        let fields = self.load::<T>(&front)?;
        let body = first.len() + end + closing.len();
        let prose = self.prose(&text[body..], body);
        Some((fields.value, prose))
    }

    /// Whether every level of the file is a usual one or declared; reports those that are not.
    fn levels_are_known(&mut self, file: &StrategyFile) -> bool {
        let before = self.problems.len();
        let fields = shape::field_names::<StrategyFile>();
        self.groups(&file.groups, &file.levels, &fields);
        let fields = shape::field_names::<PartnerPlan>();
        for plan in &file.partner_plans {
            self.groups(&plan.groups, &plan.levels, &fields);
        }
        self.problems.len() == before
    }

    fn groups(&mut self, groups: &[levels::Group], declared: &[(crate::strategy::located::Text, Level)], fields: &[String]) {
        let item_fields = shape::field_names::<Item>();
        for group in groups {
            let usual = levels::USUAL_LEVELS.iter().any(|level| *level.key == *group.level);
            if !usual && !declared.iter().any(|(key, _)| **key == *group.level) {
                let known = fields.iter().map(String::as_str).chain(declared.iter().map(|(key, _)| &**key));
                self.problems.push(shape::unknown_key(&group.level, self.id, known, true));
            }
            for item in &group.items {
                self.groups(&item.groups, declared, &item_fields);
            }
        }
    }
}
