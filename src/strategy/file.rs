//! One file of `content/`, read and decoded.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::content::{Decoded, Narrative, PageSource, Update};
use super::front_matter::{self, FrontMatter};
use super::located::Text;
use super::model::*;
use super::readings::{self, Reading};
use super::role::Role;
use super::{levels, shape, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::narrative::{self, Origin, Prose};
use crate::source::{At, Place, Source, SourceId};

/// One file, read.
pub enum Part {
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

/// Fields of inline Markdown by their place.
pub type Marks = Vec<(Place, Prose)>;

/// Reads one file. What cannot be decoded is [`Part::Broken`], with at least one problem.
pub fn part(id: SourceId, source: &Source) -> (Part, Marks, Diagnostics) {
    let path = source.path().strip_prefix("content/").unwrap_or(source.path());
    let role = Role::of(path);
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
            return (Part::Broken(role.folder()), Vec::new(), Diagnostics::from_iter([problem]));
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
    (part.unwrap_or_else(|| Part::Broken(role.folder())), reader.marks, reader.problems)
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
        let Some(FrontMatter { fields, body }) = front_matter::split(self.text) else {
            let problem = Diagnostic::new(&codes::MISSING_FIELD, self.id.start(), "the file does not start with its fields");
            self.problems.push(problem.help("start it with a line `---`, a line `title: …`, and another line `---`"));
            return None;
        };
        let fields = self.load::<T>(&fields)?;
        let prose = self.prose(&self.text[body..], body);
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

    fn groups(&mut self, groups: &[levels::Group], declared: &[(Text, Level)], fields: &[String]) {
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
