//! From folders to lists: trusts, strategies and items get their ids, levels their names, topics their items.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::address::{RESERVED_IN_STRATEGY, RESERVED_TOP};
use super::texts::Words;
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::SourceId;
use crate::strategy::levels::{self, USUAL_LEVELS};
use crate::strategy::lists::Pairs;
use crate::strategy::located::Text;
use crate::strategy::model::{self, ItemFields, Tone};
use crate::strategy::scalars::{Id, Written};
use crate::strategy::{Narrative, StrategySource, TrustSource};

/// Puts the content into the site's lists. References are not resolved yet.
pub fn arrange(content: Content, problems: &mut Diagnostics) -> Site {
    let mut site = Site {
        files: SharedFiles {
            site: content.site.as_ref().map(|file| file.source),
            topics: content.topics.as_ref().map(|file| file.source),
            glossary: content.glossary.as_ref().map(|file| file.source),
            partners: content.partners.as_ref().map(|file| file.source),
        },
        topics: topics_of(content.topics.as_ref().map(|file| &file.value))
            .into_iter()
            .map(|record| Topic { record, items: Vec::new(), findings: Vec::new() })
            .collect(),
        terms: content.glossary.map(|file| file.value.terms).unwrap_or_default(),
        ..Site::default()
    };
    site.terms.sort_by_key(|term| term.acronym.as_ref().unwrap_or(&term.term).to_lowercase());
    if let Some(file) = content.partners {
        (site.partners, site.frameworks) = (file.value.partners, file.value.frameworks);
    }
    site.statuses = content.site.as_ref().map(|file| file.statuses.clone()).unwrap_or_default();
    if site.statuses.is_empty() {
        site.statuses = usual_statuses();
    }
    site.file = content.site.map(|file| file.value);
    for page in content.pages {
        not_reserved(&page.id, page.source, "call the file something else", problems);
        let text = Prosaic { source: page.source, words: Words::unresolved(page.prose) };
        site.pages.push(Page { id: page.id, source: page.source, fields: page.fields, text });
    }
    site.pages.sort_by_key(|page| page.fields.order.as_ref().map_or(i32::MAX, |order| order.value));
    unique_shared_ids(&site, problems);
    for trust in content.trusts {
        add_trust(&mut site, trust, problems);
    }
    site
}

/// The legend of a site that declares none.
fn usual_statuses() -> Vec<StatusWord> {
    let words = [
        ("complete", "Complete", Tone::Done),
        ("on-track", "On track", Tone::Good),
        ("at-risk", "At risk", Tone::Warning),
        ("off-track", "Off track", Tone::Bad),
        ("not-started", "Not started", Tone::Neutral),
        ("paused", "Paused", Tone::Neutral),
    ];
    let word = |(id, title, tone): (&str, &str, Tone)| StatusWord {
        id: unplaced(Id::parse(id).expect("the usual status ids are ids")),
        title: Text::unplaced(title),
        text: None,
        tone: Some(unplaced(tone)),
    };
    words.into_iter().map(word).collect()
}

fn unplaced<T>(value: T) -> crate::strategy::located::Located<T> {
    crate::strategy::located::Located { value, at: Default::default() }
}

fn unique_shared_ids(site: &Site, problems: &mut Diagnostics) {
    let mut seen = HashMap::new();
    let mut claim = |source: Option<SourceId>, kind: &'static str, id: &crate::strategy::located::Located<Id>| {
        let Some(source) = source else { return };
        match seen.entry((kind, id.value.to_string())) {
            Entry::Vacant(free) => drop(free.insert(source.at(id.at))),
            Entry::Occupied(taken) => problems.push(duplicate(&id.value, source.at(id.at), *taken.get())),
        }
    };
    site.topics.iter().for_each(|topic| claim(site.files.topics, "topic", &topic.record.id));
    site.terms.iter().for_each(|term| claim(site.files.glossary, "term", &term.id));
    site.partners.iter().for_each(|partner| claim(site.files.partners, "partner", &partner.id));
    site.frameworks.iter().for_each(|framework| claim(site.files.partners, "framework", &framework.id));
}

fn duplicate(id: &str, place: Place, first: Place) -> Diagnostic {
    Diagnostic::new(&codes::DUPLICATE_ID, place, format!("the id `{id}` is used twice"))
        .help("give one of the two another id; references follow ids, not titles")
        .related(first, "first used here")
}

fn add_trust(site: &mut Site, source: TrustSource, problems: &mut Diagnostics) {
    let trust = TrustId::new(site.trusts.len());
    not_reserved(&source.id, source.file.source, "give the trust's folder another name", problems);
    folder_is_an_id(&source.id, source.file.source, problems);
    site.trust_by_id.insert(source.id.clone(), trust);
    let mut strategies = Vec::new();
    site.trusts.push(Trust {
        id: source.id,
        source: source.file.source,
        file: source.file.value,
        strategies: Vec::new(),
        current: None,
        logo: None,
        fonts: Vec::new(),
    });
    for strategy in source.strategies {
        folder_is_an_id(&strategy.id, strategy.file.source, problems);
        strategies.push(add_strategy(site, trust, strategy, problems));
    }
    clashes_with_strategies(site, &strategies, problems);
    let newest_first =
        |&id: &StrategyId| std::cmp::Reverse(site.strategy(id).fields.period.as_ref().and_then(|period| period.first()));
    strategies.sort_by_key(newest_first);
    site.trusts[trust.index()].current = current(site, &strategies);
    site.trusts[trust.index()].strategies = strategies;
}

/// A trust or a page of the site's own cannot stand where a page of the tool's own does.
fn not_reserved(id: &str, source: SourceId, cure: &str, problems: &mut Diagnostics) {
    if RESERVED_TOP.contains(&id) {
        let message = format!("the site needs `{id}` for a page of its own");
        problems.push(Diagnostic::new(&codes::RESERVED_ID, source.start(), message).help(cure));
    }
}

fn folder_is_an_id(folder: &str, source: SourceId, problems: &mut Diagnostics) {
    if let Err(rule) = Id::parse(folder) {
        problems.push(
            Diagnostic::new(&codes::WRONG_VALUE, source.start(), format!("the folder `{folder}` cannot be part of an address"))
                .help(rule),
        );
    }
}

/// The trust's current strategy: the one marked so; the newest by period if none or several are. A strategy that serves
/// another is not asked.
fn current(site: &Site, newest_first: &[StrategyId]) -> Option<StrategyId> {
    let main = newest_first.iter().copied().filter(|&id| site.strategy(id).fields.part_of.is_none());
    let marked = main.clone().find(|&id| site.strategy(id).standing() == Some(model::Standing::Current));
    marked.or(main.clone().next()).or(newest_first.first().copied())
}

/// Strategies, items and partner plans of a trust share one namespace, so that a two-part address has one meaning.
fn clashes_with_strategies(site: &Site, strategies: &[StrategyId], problems: &mut Diagnostics) {
    for &id in strategies {
        let strategy = site.strategy(id);
        for &other in strategies {
            let name = &site.strategy(other).id;
            let item = strategy.index.get(name).map(|&item| site.item(item).fields.id.at);
            let plan =
                strategy.plans.iter().map(|&plan| site.plan(plan)).find(|plan| plan.id == *name).map(|plan| plan.fields.id.at);
            if let Some(at) = item.or(plan) {
                problems.push(duplicate(name, strategy.source.at(at), site.strategy(other).source.start()));
            }
        }
    }
}

fn add_strategy(site: &mut Site, trust: TrustId, source: StrategySource, problems: &mut Diagnostics) -> StrategyId {
    let id = StrategyId::new(site.strategies.len());
    let file = source.file.value;
    let file_id = source.file.source;
    let (mut fields, groups) = (file.fields, file.groups);
    let levels = names_of_levels(&fields.levels, &groups);
    let mut narratives = source.narratives;
    let mut tree = Tree {
        site,
        source: file_id,
        strategy: id,
        plan: None,
        levels: &levels,
        index: HashMap::new(),
        narratives: &mut narratives,
        problems,
    };
    let start = tree.site.items.len();
    let arranged = tree.groups(groups, None);
    let (index, end) = (std::mem::take(&mut tree.index), tree.site.items.len());
    let mut plans = Vec::new();
    for plan in std::mem::take(&mut fields.partner_plans) {
        plans.push(add_plan(site, id, file_id, plan, &index, problems));
    }
    for (at, finding) in fields.findings.iter().enumerate() {
        let about = |topic: &Topic| finding.topics.iter().any(|name| **name == *topic.record.id.value);
        site.topics.iter_mut().filter(|topic| about(topic)).for_each(|topic| topic.findings.push((id, at)));
    }
    let to_prosaic = |narrative: Narrative| Prosaic { source: narrative.source, words: Words::unresolved(narrative.prose) };
    let narrative = narratives.remove("index").map(to_prosaic);
    let updates = source.updates.into_iter().map(|update| {
        let text = Prosaic { source: update.source, words: Words::unresolved(update.prose) };
        Update { name: update.name, source: update.source, fields: update.fields, text }
    });
    let updates = updates.collect();
    for (name, narrative) in narratives {
        let known = index.keys().map(String::as_str).chain(["index"]);
        let problem = Diagnostic::new(
            &codes::ORPHAN_NARRATIVE,
            narrative.source.start(),
            format!("no item of the strategy has the id `{name}`"),
        );
        problems.push(match crate::diagnostic::nearest(&name, known) {
            Some(near) => problem.help(format!("did you mean to call the file `{near}.md`?")),
            None => problem.help("name the file after the id of an item, or call it `index.md` for the strategy itself"),
        });
    }
    site.strategies.push(Strategy {
        id: source.id,
        trust,
        source: file_id,
        fields,
        levels,
        groups: arranged,
        items: start..end,
        plans,
        part_of: None,
        supersedes: None,
        superseded_by: None,
        narrative,
        updates,
        readings: source.readings,
        incomplete: source.incomplete,
        index,
    });
    id
}

fn add_plan(
    site: &mut Site,
    strategy: StrategyId,
    source: SourceId,
    plan: model::PartnerPlan,
    items: &HashMap<String, ItemId>,
    problems: &mut Diagnostics,
) -> PlanId {
    let id = PlanId::new(site.plans.len());
    let (fields, groups) = (plan.fields, plan.groups);
    let mut levels = names_of_levels(&fields.levels, &groups);
    // A partner's items are shown with the partner's plan and never have pages of their own.
    levels.iter_mut().for_each(|level| level.page = false);
    let name = fields.id.value.to_string();
    if let Some(&item) = items.get(&name) {
        problems.push(duplicate(&name, source.at(fields.id.at), source.at(site.item(item).fields.id.at)));
    }
    let mut no_narratives = Default::default();
    let mut tree = Tree {
        site,
        source,
        strategy,
        plan: Some(id),
        levels: &levels,
        index: HashMap::new(),
        narratives: &mut no_narratives,
        problems,
    };
    let start = tree.site.items.len();
    let arranged = tree.groups(groups, None);
    let (index, end) = (std::mem::take(&mut tree.index), tree.site.items.len());
    site.plans.push(Plan { id: name, strategy, fields, levels, groups: arranged, items: start..end, index });
    id
}

/// Every level that is used or declared, in the order of the file, with the strategy's own names.
fn names_of_levels(declared: &Pairs<model::Level>, groups: &[levels::Group]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    fn used(groups: &[levels::Group], keys: &mut Vec<String>) {
        for group in groups {
            if !keys.iter().any(|key| **key == *group.level) {
                keys.push(group.level.to_string());
            }
            group.items.iter().for_each(|item| used(&item.groups, keys));
        }
    }
    let mut keys = Vec::new();
    used(groups, &mut keys);
    keys.extend(declared.iter().map(|(key, _)| key.to_string()));
    for key in keys {
        if levels.iter().any(|level| level.key == key) {
            continue;
        }
        let usual = USUAL_LEVELS.iter().find(|level| level.key == key);
        let usual_page = usual.is_some_and(|level| level.page);
        levels.push(match (declared.iter().find(|(name, _)| **name == *key), usual) {
            (Some((_, own)), _) => {
                Level { key, one: own.one.to_string(), many: own.many.to_string(), page: own.page.unwrap_or(usual_page) }
            }
            (None, Some(usual)) => Level { key, one: usual.one.into(), many: usual.many.into(), page: usual_page },
            // The reader of the file has refused undeclared levels; the key is better than a panic if one ever slips through.
            (None, None) => Level { one: key.clone(), many: key.clone(), key, page: false },
        });
    }
    levels
}

struct Tree<'a> {
    site: &'a mut Site,
    source: SourceId,
    strategy: StrategyId,
    plan: Option<PlanId>,
    levels: &'a [Level],
    index: HashMap<String, ItemId>,
    narratives: &'a mut std::collections::BTreeMap<String, Narrative>,
    problems: &'a mut Diagnostics,
}

impl Tree<'_> {
    fn groups(&mut self, groups: Vec<levels::Group>, parent: Option<ItemId>) -> Vec<Group> {
        let mut arranged = Vec::new();
        for group in groups {
            let level = self.levels.iter().position(|level| *level.key == *group.level).unwrap_or_default();
            let items = group.items.into_iter().map(|item| self.item(item, level, parent)).collect();
            arranged.push(Group { level, items });
        }
        arranged
    }

    fn item(&mut self, item: model::Item, level: usize, parent: Option<ItemId>) -> ItemId {
        let id = ItemId::new(self.site.items.len());
        let (fields, groups) = (item.fields, item.groups);
        let name = fields.id.value.to_string();
        let place = self.source.at(fields.id.at);
        match self.index.entry(name.clone()) {
            Entry::Vacant(free) => drop(free.insert(id)),
            Entry::Occupied(taken) => {
                let first = self.source.at(self.site.item(*taken.get()).fields.id.at);
                self.problems.push(duplicate(&name, place, first));
            }
        }
        let has_page = self.plan.is_none() && fields.page.unwrap_or(self.levels[level].page);
        if has_page && RESERVED_IN_STRATEGY.contains(&name.as_str()) || name == "index" {
            self.problems.push(
                Diagnostic::new(&codes::RESERVED_ID, place, format!("the site needs `{name}` for a page of its own"))
                    .help("choose another id for this item"),
            );
        }
        self.topics(id, &fields);
        let narrative = self
            .narratives
            .remove(&name)
            .map(|narrative| Prosaic { source: narrative.source, words: Words::unresolved(narrative.prose) });
        let (strategy, plan) = (self.strategy, self.plan);
        self.site.items.push(Item { id: name, strategy, plan, parent, level, groups: Vec::new(), fields, has_page, narrative });
        let groups = self.groups(groups, Some(id));
        self.site.items[id.index()].groups = groups;
        id
    }

    fn topics(&mut self, id: ItemId, fields: &ItemFields) {
        for (name, strength) in fields.topics.iter() {
            match self.site.topics.iter_mut().find(|topic| *topic.record.id.value == **name) {
                Some(topic) => topic.items.push((id, strength.value)),
                None => {
                    let known = self.site.topics.iter().map(|topic| &*topic.record.id.value);
                    let problem = Diagnostic::new(
                        &codes::UNKNOWN_REFERENCE,
                        self.source.at(name.at),
                        format!("there is no topic `{name}` in `content/topics.yaml`"),
                    );
                    self.problems.push(
                        problem
                            .suggest(crate::diagnostic::nearest(name, known))
                            .help_or(|| "add it there, or use one that is there".into()),
                    );
                }
            }
        }
    }
}
