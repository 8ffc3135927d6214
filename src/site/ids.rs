//! Which ids may be used: what the site needs for itself is taken, and within its bounds an id stands once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::address::RESERVED_TOP;
use super::{Node, Site, StrategyId};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Place, SourceId};
use crate::strategy::located::Located;
use crate::strategy::model::ItemFields;
use crate::strategy::scalars::{Id, Written};

/// The id of a record stands twice; `first` is where it stood before.
pub fn duplicate(id: &str, place: Place, first: Place) -> Diagnostic {
    Diagnostic::new(&codes::DUPLICATE_ID, place, format!("the id `{id}` is used twice"))
        .help("give one of the two another id; references follow ids, not titles")
        .related(first, "first used here")
        .copy_of(first)
}

/// As [`duplicate`], told where the id fits the record's own words less: an id is most often made of its title.
/// Nothing is known of a record without words.
pub fn duplicate_of(id: &str, place: Place, words: Option<&str>, (first, first_words): (Place, Option<&str>)) -> Diagnostic {
    let fit = |words: &str| {
        let words = words.to_lowercase();
        id.split('-').filter(|part| part.len() > 2 && words.contains(part)).count()
    };
    match first_words.zip(words).is_some_and(|(first, second)| fit(first) < fit(second)) {
        true => Diagnostic { related: vec![(place, "and used here".to_string())], ..duplicate(id, first, place) },
        false => duplicate(id, place, first),
    }
}

/// The words that an item's id is likely made of: its title. None: it has no words at all.
pub fn words_of(fields: &ItemFields) -> Option<&str> {
    let title = fields.short_title.as_ref().or(fields.title.as_ref()).map(|title| &**title);
    title.or(fields.text.as_ref().map(|_| ""))
}

/// Reports ids that two topics, terms, partners, frameworks or their items, measures or statuses share.
pub fn unique_shared_ids(site: &Site, problems: &mut Diagnostics) {
    let mut seen: HashMap<(String, String), (Place, Option<&str>)> = HashMap::new();
    let mut claim = |source: Option<SourceId>, kind: &str, id: &Located<Id>, words| {
        let words = Some(words);
        let Some(source) = source else { return };
        let place = source.at(id.at);
        match seen.entry((kind.to_string(), id.value.to_string())) {
            Entry::Vacant(free) => drop(free.insert((place, words))),
            Entry::Occupied(taken) => problems.push(duplicate_of(&id.value, place, words, *taken.get())),
        }
    };
    site.topics.iter().for_each(|topic| claim(site.files.topics, "topic", &topic.record.id, &topic.record.title));
    // Terms stand in the order of the alphabet; the second is the one further down.
    let mut terms: Vec<_> = site.terms.iter().collect();
    terms.sort_by_key(|term| term.id.at.start);
    terms.into_iter().for_each(|term| claim(site.files.glossary, "term", &term.id, &term.term));
    site.partners.iter().for_each(|partner| claim(site.files.partners, "partner", &partner.id, &partner.name));
    for framework in &site.frameworks {
        claim(site.files.partners, "framework", &framework.id, &framework.title);
        let kind = format!("item of {}", &*framework.id.value);
        framework.items.iter().for_each(|item| claim(site.files.partners, &kind, &item.id, &item.title));
    }
    site.measures.iter().for_each(|measure| claim(site.files.measures, "measure", &measure.id, &measure.title));
    let statuses = site.file.iter().flat_map(|file| &file.statuses);
    statuses.for_each(|word| claim(site.files.site, "status", &word.id, &word.title));
    let sections = site.file.iter().flat_map(|file| &file.sections);
    sections.for_each(|section| claim(site.files.site, "section", &section.id, &section.title));
}

/// A trust or a page of the site's own cannot stand where a page of the tool's own does.
pub fn not_reserved(id: &str, source: SourceId, cure: &str, problems: &mut Diagnostics) {
    if RESERVED_TOP.contains(&id) {
        let message = format!("the site needs `{id}` for a page of its own");
        problems.push(Diagnostic::new(&codes::RESERVED_ID, source.start(), message).help(cure));
    }
}

/// A folder's name is part of addresses; whether it can be.
pub fn folder_is_an_id(folder: &str, source: SourceId, problems: &mut Diagnostics) -> bool {
    let parsed = Id::parse(folder);
    let fits = parsed.is_ok();
    if let Err(rule) = parsed {
        problems.push(
            Diagnostic::new(&codes::WRONG_VALUE, source.start(), format!("the folder `{folder}` cannot be part of an address"))
                .help(rule)
                .chief_cause(super::missing::missing_in("", &folder.to_lowercase())),
        );
    }
    fits
}

/// Strategies, items and partner plans of a trust share one namespace, so that a two-part address has one meaning.
pub fn clashes_with_strategies(site: &Site, strategies: &[StrategyId], problems: &mut Diagnostics) {
    for &id in strategies {
        let strategy = site.strategy(id);
        for &other in strategies {
            let name = &site.strategy(other).id;
            let item = strategy.index.get(&**name).map(|&item| site.item(item).fields.id.at);
            let plan =
                strategy.plans.iter().map(|&plan| site.plan(plan)).find(|plan| plan.id == *name).map(|plan| plan.fields.id.at);
            if let Some(at) = item.or(plan) {
                problems.push(duplicate(name, strategy.source.at(at), site.strategy(other).source.start()));
            }
        }
    }
}

/// Whether it tells of an id in the place of which there was another before, as long as all was well.
pub fn is_lost_id(problem: &Diagnostic) -> bool {
    [&codes::DUPLICATE_ID, &codes::RESERVED_ID].contains(&problem.code)
}

impl Site {
    /// Of two records with one id, one had another before: what refers to that is not a second mistake.
    pub(super) fn lost_by_duplicates(&mut self, problems: &Diagnostics) {
        let files = self.files;
        let shared = [
            (files.topics, "topics"),
            (files.glossary, "glossary"),
            (files.partners, "partners.yaml"),
            (files.measures, "measures.yaml"),
            (files.site, "site.yaml"),
        ];
        for problem in problems.iter().filter(|problem| is_lost_id(problem)) {
            let Some(place) = problem.place else { continue };
            let name = shared.iter().find(|(file, _)| *file == Some(place.source)).map(|(_, name)| name.to_string());
            self.broken.extend(name);
            let strategy = self.strategy_ids().find(|&id| self.strategy(id).source == place.source);
            self.broken.extend(strategy.map(|id| self.address(Node::Strategy(id))));
        }
    }
}
