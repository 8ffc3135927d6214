//! What a project has already: where something new can stand, and which ids are taken.

use super::levels::named;
use super::records::New;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::site::{OWN_PLACES, RESERVED_IN_STRATEGY, RESERVED_TOP};
use crate::source::{At, SourceId, Sources};
use crate::strategy::levels::Group;
use crate::strategy::located::Located;
use crate::strategy::model::{Item, StrategyFile};
use crate::strategy::scalars::Id;
use crate::strategy::{self, Content};

/// A project as whoever adds to it needs to see it.
pub struct Project {
    pub(super) sources: Sources,
    pub(super) content: Content,
    pub(super) strategies: Vec<Opened>,
    problems: Diagnostics,
}

/// A strategy and where it stands.
pub(super) struct Opened {
    pub trust: String,
    pub id: String,
    pub source: SourceId,
    pub file: StrategyFile,
}

/// A place in which something new can stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// As in `--in`: `TRUST`, `TRUST/STRATEGY` or `TRUST/STRATEGY/ITEM`.
    pub address: String,
    /// What it is called.
    pub words: String,
    /// How far below the first choices it stands.
    pub depth: usize,
}

impl Choice {
    /// What is enough to name an item or a trust among its own kind; a strategy is named with its trust.
    pub fn id(&self) -> &str {
        let parts = self.address.split('/').count();
        if parts < 3 { &self.address } else { self.address.rsplit('/').next().unwrap_or(&self.address) }
    }
}

/// An item, and what stands above it.
pub(super) struct Found<'a> {
    pub item: &'a Item,
    pub level: &'a str,
}

impl Project {
    pub fn of(sources: &Sources) -> Project {
        let (content, problems) = strategy::read(sources, false);
        let opened = content.trusts.iter().flat_map(|trust| trust.strategies.iter().map(|files| (trust.id.clone(), files.clone())));
        let opened = opened.map(|(trust, files)| {
            let source = files.source;
            let strategy = files.open();
            Opened { trust, id: strategy.id, source, file: strategy.file.value }
        });
        let strategies = opened.collect();
        Project { sources: sources.clone(), content, strategies, problems: problems.sorted() }
    }

    /// The errors of all files: of those that have one, records may be missing.
    pub fn problems(&self) -> Diagnostics {
        let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error && *problem.code != codes::MISSING_FILE;
        self.problems.iter().filter(is_error).cloned().collect()
    }

    /// The errors of the file to which something is to be added.
    pub fn problems_of(&self, new: &New) -> Diagnostics {
        let file = match new {
            New::Item { of, .. } | New::Measure { of, .. } => {
                format!("content/{}/strategy.yaml", of.split('/').take(2).collect::<Vec<_>>().join("/"))
            }
            New::Topic => "content/topics.yaml".to_string(),
            New::Trust | New::Strategy { .. } | New::Update { .. } | New::Page => return Diagnostics::new(),
        };
        let file = self.sources.find(&file);
        self.problems().into_iter().filter(|problem| file.is_some() && problem.place.map(|place| place.source) == file).collect()
    }

    pub fn trusts(&self) -> Vec<Choice> {
        let choice =
            |trust: &strategy::TrustSource| Choice { address: trust.id.clone(), words: trust.file.name.to_string(), depth: 0 };
        self.content.trusts.iter().map(choice).collect()
    }

    pub fn strategies(&self) -> Vec<Choice> {
        let choice = |known: &Opened| Choice {
            address: format!("{}/{}", known.trust, known.id),
            words: known.file.title.to_string(),
            depth: 0,
        };
        self.strategies.iter().map(choice).collect()
    }

    /// The items of a strategy, or of all strategies if none is named.
    pub fn items(&self, strategy: Option<&str>) -> Vec<Choice> {
        fn collect(file: &StrategyFile, groups: &[Group], start: &str, depth: usize, all: &mut Vec<Choice>) {
            for group in groups {
                let one = named(file, &group.level).one;
                for item in &group.items {
                    let number = item.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
                    let title = item.short_title.as_deref().or(item.title.as_deref()).or(item.text.as_deref());
                    let words = format!("{one}{number}: {}", shortened(title.unwrap_or(&item.id.value)));
                    all.push(Choice { address: format!("{start}/{}", &*item.id.value), words, depth });
                    collect(file, &item.groups, start, depth + 1, all);
                }
            }
        }
        let mut all = Vec::new();
        for known in &self.strategies {
            let address = format!("{}/{}", known.trust, known.id);
            if strategy.is_none_or(|wanted| wanted == address) {
                collect(&known.file, &known.file.groups, &address, 0, &mut all);
            }
        }
        all
    }

    /// Whether a strategy is a draft, so that only whoever asks for drafts sees it.
    pub fn is_draft(&self, address: &str) -> bool {
        self.strategy(address).is_some_and(|strategy| strategy.file.draft)
    }

    /// The strategy of `TRUST/STRATEGY` or of anything in it.
    pub(super) fn strategy(&self, address: &str) -> Option<&Opened> {
        let mut parts = address.split('/');
        let (trust, id) = (parts.next()?, parts.next()?);
        self.strategies.iter().find(|known| known.trust == trust && known.id == id)
    }

    /// Who has an id that a trust or a page of the site wants; both stand at the top of the site.
    pub(super) fn taken_at_the_top(&self, id: &str) -> Option<String> {
        let content = &self.content;
        if RESERVED_TOP.contains(&id) {
            return Some(OWN_PAGE.to_string());
        }
        let mut trusts = content.trusts.iter().map(|trust| (&trust.id, trust.file.source, &trust.file.was));
        let mut pages = content.pages.iter().map(|page| (&page.id, page.source, &page.fields.was));
        let has = |known: &str, source: SourceId, was: &[Located<Id>]| match known == id {
            true => Some(self.stands_in(source)),
            false => self.former(source, was, id),
        };
        trusts
            .find_map(|(known, source, was)| has(known, source, was))
            .or_else(|| pages.find_map(|(known, source, was)| has(known, source, was)))
    }

    pub(super) fn taken_by_topic(&self, id: &str) -> Option<String> {
        let topics = self.content.topics.as_ref()?;
        topics.value.topics.iter().find_map(|topic| self.own_or_former(topics.source, &topic.id, &topic.was, id))
    }

    /// Who has an id that a strategy of a trust wants: its items may not have it either.
    pub(super) fn taken_by_strategy(&self, trust: &str, id: &str) -> Option<String> {
        let of_trust = || self.strategies.iter().filter(|known| known.trust == trust);
        let has = |known: &Opened| match known.id == id {
            true => Some(self.stands_in(known.source)),
            false => self.former(known.source, &known.file.was, id),
        };
        of_trust().find_map(has).or_else(|| of_trust().find_map(|known| self.taken_in(known, id)))
    }

    /// Who has an id that an item wants.
    pub(super) fn taken_by_item(&self, strategy: &Opened, id: &str) -> Option<String> {
        if RESERVED_IN_STRATEGY.contains(&id) {
            return Some(OWN_PAGE.to_string());
        }
        let mut others = self.strategies.iter().filter(|known| known.trust == strategy.trust);
        let folder = |known: &Opened| (known.id == id).then(|| self.stands_in(known.source));
        self.taken_on_pages(strategy, id).or_else(|| others.find_map(folder))
    }

    /// Who has an id that a measure wants.
    pub(super) fn taken_by_measure(&self, strategy: &Opened, id: &str) -> Option<String> {
        self.taken_on_pages(strategy, id)
    }

    /// Who has an id among all records of a strategy that have places on its pages: no two places of a page may have one id.
    fn taken_on_pages(&self, strategy: &Opened, id: &str) -> Option<String> {
        if OWN_PLACES.contains(&id) {
            return Some(OWN_PART.to_string());
        }
        let file = &strategy.file;
        let people = file.people.iter().map(|person| &person.id).chain(file.supporting.iter().map(|record| &record.id));
        let voices = file.quotations.iter().map(|quotation| &quotation.id).chain(file.findings.iter().map(|finding| &finding.id));
        let mut others = people.chain(voices);
        let other = || others.find_map(|known| self.own_or_former(strategy.source, known, &[], id));
        self.taken_in(strategy, id).or_else(|| self.measured_as(strategy, id)).or_else(other)
    }

    /// Who has an id among the items and partner plans of a strategy.
    fn taken_in(&self, strategy: &Opened, id: &str) -> Option<String> {
        let mut taken = None;
        each(&strategy.file.groups, &mut |item, _| {
            taken = taken.take().or_else(|| self.own_or_former(strategy.source, &item.id, &item.was, id));
        });
        let mut plans = strategy.file.partner_plans.iter();
        taken.or_else(|| plans.find_map(|plan| self.own_or_former(strategy.source, &plan.id, &[], id)))
    }

    /// Which measure of a strategy has an id.
    fn measured_as(&self, strategy: &Opened, id: &str) -> Option<String> {
        let mut taken = None;
        each(&strategy.file.groups, &mut |item, _| {
            let mut own = item.measures.iter().map(|measure| self.own_or_former(strategy.source, &measure.id, &[], id));
            taken = taken.take().or_else(|| own.find_map(|taken| taken));
        });
        taken
    }

    fn own_or_former(&self, source: SourceId, own: &Located<Id>, was: &[Located<Id>], id: &str) -> Option<String> {
        if *own.value == *id { Some(format!("it stands in {}", self.line(source, own.at))) } else { self.former(source, was, id) }
    }

    fn former(&self, source: SourceId, was: &[Located<Id>], id: &str) -> Option<String> {
        was.iter().find(|was| *was.value == *id).map(|was| format!("it stands in {}, as an id of old", self.line(source, was.at)))
    }

    fn stands_in(&self, source: SourceId) -> String {
        format!("it stands in {}", self.sources.get(source).path())
    }

    fn line(&self, source: SourceId, at: At) -> String {
        let file = self.sources.get(source);
        format!("{}:{}", file.path(), file.line_column(at.start).line)
    }
}

/// Why nobody can have an id that the tool keeps for itself.
const OWN_PAGE: &str = "a page of trustpress's own stands there";
const OWN_PART: &str = "pages have a part of that id";

impl Opened {
    /// The item that an address of three parts names.
    pub fn item_of(&self, address: &str) -> Option<Found<'_>> {
        let id = address.split('/').nth(2)?;
        let mut found = None;
        each(&self.file.groups, &mut |item, level| {
            if *item.id.value == *id {
                found = found.take().or(Some(Found { item, level }));
            }
        });
        found
    }
}

/// Tells of every item, with the key of its level.
pub(super) fn each<'a>(groups: &'a [Group], tell: &mut dyn FnMut(&'a Item, &'a str)) {
    for group in groups {
        for item in &group.items {
            tell(item, &group.level);
            each(&item.groups, tell);
        }
    }
}

/// The start of a text, for a list of choices.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 50;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST - 2).collect();
    format!("{} …", start.trim_end())
}
