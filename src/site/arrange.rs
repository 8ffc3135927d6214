//! From folders to lists: trusts, strategies and items get their ids, levels their names, topics their items.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::ids::{clashes_with_strategies, duplicate, folder_is_an_id, not_reserved, unique_shared_ids};
use super::levels::names_of_levels;
use super::parts::{Made, Part};
use super::tree::{self, Tree};
use super::words::Words;
use super::*;
use crate::source::SourceId;
use crate::strategy::located::{Located, Text};
use crate::strategy::model::{self, Tone};
use crate::strategy::scalars::{Id, Written};
use crate::strategy::{Marks, Narrative, StrategyFiles, StrategySource, TrustSource};

/// What was arranged and is still to be linked.
pub struct Fresh {
    pub strategy: StrategyId,
    pub marked: Marks,
    /// The narratives that no item has taken.
    pub(super) left: BTreeMap<String, Narrative>,
}

/// The site's lists, filled; references are not resolved yet.
pub struct Arranged {
    pub site: Site,
    /// The strategies that were not taken from an earlier site.
    pub fresh: Vec<Fresh>,
    /// By strategy: its files, if they are to be remembered, and what came of them.
    pub files: Vec<StrategyFiles>,
    pub made: Vec<Arc<Made>>,
    /// Every field of inline Markdown that belongs to no strategy.
    pub marked: Marks,
}

/// Puts the content into the site's lists. A strategy whose files are those of one of the `parts` is taken from there.
pub fn arrange(mut content: Content, remember: bool, view: &View, parts: &[Arc<Part>], problems: &mut Diagnostics) -> Arranged {
    let hidden = filter::remove_unpublished(&mut content, view, problems);
    let site = shared(&mut content, hidden, problems);
    let marked = content.marked;
    let mut arranger = Arranger {
        view,
        parts,
        remember,
        problems,
        arranged: Arranged { site, fresh: Vec::new(), files: Vec::new(), made: Vec::new(), marked },
    };
    let trusts: Vec<(TrustSource, Vec<Files>)> = match parts {
        // Nothing was made before: every file is wanted, and to copy what is in them is a task for all cores.
        [] => content.trusts.into_par_iter().map(|trust| with_files(trust, |files| Files::open(files, remember))).collect(),
        _ => content.trusts.into_iter().map(|trust| with_files(trust, Files::Shut)).collect(),
    };
    trusts.into_iter().for_each(|(trust, strategies)| arranger.trust(trust, strategies));
    let mut arranged = arranger.arranged;
    let (site, made) = (&arranged.site, &arranged.made);
    let found: Vec<(StrategyId, Diagnostics)> =
        arranged.fresh.par_iter_mut().map(|fresh| orphans::check(site, made, fresh)).collect();
    for (strategy, problems) in found {
        let made = Arc::get_mut(&mut arranged.made[strategy.index()]).expect("what was made anew is nobody else's yet");
        made.problems.extend(problems);
    }
    for (at, made) in arranged.made.iter().enumerate() {
        let site = &mut arranged.site;
        let trust = site.strategies[at].trust;
        for &(topic, item, strength) in &made.topics {
            let topic = &mut site.topics[topic.index()];
            topic.items.push((item, strength));
            topic.count(trust);
        }
        for &(topic, finding) in &made.findings {
            let topic = &mut site.topics[topic.index()];
            topic.findings.push((StrategyId::new(at), finding));
            topic.count(trust);
        }
        site.hidden.0.extend(made.hidden.iter().cloned());
        site.lost_by_duplicates(&made.problems);
    }
    arranged.site.lost_by_duplicates(problems);
    arranged.site.former = arranged.site.former_ids();
    arranged
}

/// The files of a strategy, which are opened only if nothing was made of them earlier.
enum Files {
    Shut(StrategyFiles),
    /// With the files themselves, if they are to be remembered.
    Open(Option<StrategyFiles>, Box<StrategySource>),
}

impl Files {
    fn open(files: StrategyFiles, remember: bool) -> Files {
        let kept = remember.then(|| files.clone());
        Files::Open(kept, Box::new(files.open()))
    }
}

/// A trust, and its strategies' files apart from it.
fn with_files(mut trust: TrustSource, open: impl Fn(StrategyFiles) -> Files) -> (TrustSource, Vec<Files>) {
    let strategies = std::mem::take(&mut trust.strategies);
    (trust, strategies.into_iter().map(open).collect())
}

/// The site with what all trusts share.
fn shared(content: &mut Content, hidden: filter::Hidden, problems: &mut Diagnostics) -> Site {
    let mut site = Site {
        files: SharedFiles {
            site: content.site.as_ref().map(|file| file.source),
            topics: content.topics.as_ref().map(|file| file.source),
            glossary: content.glossary.as_ref().map(|file| file.source),
            partners: content.partners.as_ref().map(|file| file.source),
            measures: content.measures.as_ref().map(|file| file.source),
        },
        topics: content
            .topics
            .take()
            .map(|file| file.value.topics)
            .unwrap_or_default()
            .into_iter()
            .map(|record| Topic { record, items: Vec::new(), findings: Vec::new(), trusts: Vec::new() })
            .collect(),
        broken: std::mem::take(&mut content.broken),
        terms: content.glossary.take().map(|file| file.value.terms).unwrap_or_default(),
        hidden,
        ..Site::default()
    };
    site.terms.sort_by_key(|term| term.acronym.as_ref().unwrap_or(&term.term).to_lowercase());
    if let Some(file) = content.partners.take() {
        (site.partners, site.frameworks) = (file.value.partners, file.value.frameworks);
    }
    site.measures = content.measures.take().map(|file| file.value.measures).unwrap_or_default();
    site.file = content.site.take().map(|file| file.value);
    site.statuses = site.file.as_ref().map(|file| file.statuses.clone()).unwrap_or_default();
    if site.statuses.is_empty() {
        site.statuses = usual_statuses();
    }
    for page in std::mem::take(&mut content.pages) {
        not_reserved(&page.id, page.source, "call the file something else", problems);
        let text = Prosaic { source: page.source, words: Words::unresolved(page.prose) };
        site.pages.push(Page { id: page.id, source: page.source, fields: page.fields, text });
    }
    site.pages.sort_by_key(|page| page.fields.order.as_ref().map_or(i32::MAX, |order| order.value));
    unique_shared_ids(&site, problems);
    site.lost_by_duplicates(problems);
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
        from: None,
        below: None,
    };
    words.into_iter().map(word).collect()
}

fn unplaced<T>(value: T) -> Located<T> {
    Located { value, at: Default::default() }
}

struct Arranger<'a> {
    view: &'a View,
    parts: &'a [Arc<Part>],
    remember: bool,
    problems: &'a mut Diagnostics,
    arranged: Arranged,
}

impl Arranger<'_> {
    fn trust(&mut self, source: TrustSource, strategies: Vec<Files>) {
        let site = &mut self.arranged.site;
        let trust = TrustId::new(site.trusts.len());
        not_reserved(&source.id, source.file.source, "give the trust's folder another name", self.problems);
        if !folder_is_an_id(&source.id, source.file.source, self.problems) {
            site.broken.insert(source.id.clone());
        }
        site.trust_by_id.insert(source.id.clone(), trust);
        site.trusts.push(Trust {
            id: source.id.clone(),
            source: source.file.source,
            file: source.file.value,
            strategies: Vec::new(),
            current: None,
            logo: None,
            fonts: Vec::new(),
        });
        let mut strategies: Vec<StrategyId> =
            strategies.into_iter().filter_map(|files| self.strategy(trust, &source.id, files)).collect();
        let site = &mut self.arranged.site;
        clashes_with_strategies(site, &strategies, self.problems);
        let newest_first =
            |&id: &StrategyId| std::cmp::Reverse(site.strategy(id).fields.period.as_ref().and_then(|period| period.first()));
        strategies.sort_by_key(newest_first);
        site.trusts[trust.index()].current = current(site, &strategies);
        site.trusts[trust.index()].strategies = strategies;
    }

    /// `None`: the strategy is not published.
    fn strategy(&mut self, trust: TrustId, trust_name: &str, files: Files) -> Option<StrategyId> {
        let id = StrategyId::new(self.arranged.site.strategies.len());
        if let Files::Shut(files) = &files
            && let Some(part) = self.parts.get(id.index()).filter(|part| part.is_of(files))
        {
            let site = &mut self.arranged.site;
            site.strategies.push(Arc::clone(&part.strategy));
            site.items.push(Arc::clone(&part.items));
            site.plans.extend(part.plans.iter().cloned());
            self.arranged.made.push(Arc::clone(&part.made));
            self.arranged.files.extend(self.remember.then(|| files.clone()));
            return Some(id);
        }
        let mut made = Made::default();
        let (kept, mut source) = match files {
            Files::Shut(files) => (self.remember.then(|| files.clone()), Box::new(files.open())),
            Files::Open(kept, source) => (kept, source),
        };
        let (shown, hidden) = filter::remove_unpublished_of(trust_name, &mut source, self.view, &mut made.problems);
        if !shown {
            // It gets no number, so that what is said of it is said by the site.
            self.arranged.site.hidden.0.extend(hidden);
            self.problems.extend(made.problems);
            return None;
        }
        made.hidden = hidden;
        if !folder_is_an_id(&source.id, source.file.source, &mut made.problems) {
            self.arranged.site.broken.insert(trust_name.to_string());
        }
        let marked = std::mem::take(&mut source.marked);
        let left = add_strategy(&mut self.arranged.site, trust, *source, &mut made);
        self.arranged.made.push(Arc::new(made));
        self.arranged.files.extend(kept);
        self.arranged.fresh.push(Fresh { strategy: id, marked, left });
        Some(id)
    }
}

/// The trust's current strategy: the one marked so; the newest by period if none or several are. A strategy that serves
/// another is not asked.
fn current(site: &Site, newest_first: &[StrategyId]) -> Option<StrategyId> {
    let main = newest_first.iter().copied().filter(|&id| site.strategy(id).fields.part_of.is_none());
    let marked = main.clone().find(|&id| site.strategy(id).standing() == Some(model::Standing::Current));
    // One that is marked as past is taken only where there is nothing else.
    let open = main.clone().find(|&id| site.strategy(id).standing().is_none());
    marked.or(open).or(main.clone().next()).or(newest_first.first().copied())
}

/// Gives the narratives that are left over.
fn add_strategy(site: &mut Site, trust: TrustId, source: StrategySource, made: &mut Made) -> BTreeMap<String, Narrative> {
    let id = StrategyId::new(site.strategies.len());
    let file = source.file.value;
    let file_id = source.file.source;
    let (mut fields, groups) = (file.fields, file.groups);
    let levels = names_of_levels(&fields.levels, &groups);
    let mut narratives = source.narratives;
    let first = site.items.len();
    let tree = Tree {
        site,
        source: file_id,
        strategy: id,
        plan: None,
        levels: &levels,
        first,
        narratives: &mut narratives,
        problems: &mut made.problems,
        arranged: tree::Arranged::default(),
    };
    let tree::Arranged { groups, mut items, index, topics } = tree.arrange(groups);
    was::check(file_id, &items, &index, first, &mut made.problems);
    let own = first..first + items.len();
    made.topics.extend(topics);
    let mut plans = Vec::new();
    for plan in std::mem::take(&mut fields.partner_plans) {
        plans.push(add_plan(site, id, file_id, plan, &index, &mut items, made));
    }
    for (at, finding) in fields.findings.iter().enumerate() {
        let about = |topic: &TopicId| finding.topics.iter().any(|name| **name == *site.topic(*topic).record.id.value);
        made.findings.extend(site.topic_ids().filter(about).map(|topic| (topic, at)));
    }
    let to_prosaic = |narrative: Narrative| Prosaic { source: narrative.source, words: Words::unresolved(narrative.prose) };
    let narrative = narratives.remove("index").map(to_prosaic);
    let updates = source.updates.into_iter().map(|update| {
        let text = Prosaic { source: update.source, words: Words::unresolved(update.prose) };
        Update { name: update.name, source: update.source, fields: update.fields, text }
    });
    let updates: Vec<Update> = updates.collect();
    let has_progress = status::has_progress(&items, &updates, &source.readings);
    let may_have_days = follow::may_have_days(&fields, &items);
    let has_old_ids = items.iter().any(|item| !item.fields.was.is_empty());
    // In a block of their own: shrinking leaves them where they are.
    let mut all = Vec::with_capacity(items.len());
    all.append(&mut items);
    site.items.push(Arc::new(all));
    site.strategies.push(Arc::new(Strategy {
        id: source.id,
        trust,
        source: file_id,
        fields,
        levels,
        groups,
        items: own,
        plans,
        part_of: None,
        supersedes: None,
        narrative,
        updates,
        readings: source.readings,
        has_progress,
        may_have_days,
        has_old_ids,
        incomplete: source.incomplete,
        index,
        places: OnceLock::new(),
    }));
    narratives
}

fn add_plan(
    site: &mut Site,
    strategy: StrategyId,
    source: SourceId,
    plan: model::PartnerPlan,
    index: &HashMap<Arc<str>, ItemId>,
    items: &mut Vec<Item>,
    made: &mut Made,
) -> PlanId {
    let id = PlanId::new(site.plans.len());
    let (fields, groups) = (plan.fields, plan.groups);
    let mut levels = names_of_levels(&fields.levels, &groups);
    // A partner's items are shown with the partner's plan and never have pages of their own.
    levels.iter_mut().for_each(|level| level.page = false);
    let name = fields.id.value.to_string();
    if let Some(&item) = index.get(&*name) {
        let first = items[item.index() - site.items.len()].fields.id.at;
        made.problems.push(duplicate(&name, source.at(fields.id.at), source.at(first)));
    }
    let mut no_narratives = Default::default();
    let first = site.items.len() + items.len();
    let tree = Tree {
        site,
        source,
        strategy,
        plan: Some(id),
        levels: &levels,
        first,
        narratives: &mut no_narratives,
        problems: &mut made.problems,
        arranged: tree::Arranged::default(),
    };
    let arranged = tree.arrange(groups);
    made.topics.extend(arranged.topics);
    was::check(source, &arranged.items, &arranged.index, first, &mut made.problems);
    let own = first..first + arranged.items.len();
    items.extend(arranged.items);
    let tree::Arranged { groups, index, .. } = arranged;
    site.plans.push(Arc::new(Plan { id: name, strategy, fields, levels, groups, items: own, index }));
    id
}
