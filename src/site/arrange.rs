//! From folders to lists: trusts, strategies and items get their ids, levels their names, topics their items.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::ids::{clashes_with_strategies, duplicate, folder_is_an_id, not_reserved, unique_shared_ids};
use super::levels::names_of_levels;
use super::missing::missing_in;
use super::tree::{Arranged, Tree};
use super::words::Words;
use super::*;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::SourceId;
use crate::strategy::located::{Located, Text};
use crate::strategy::model::{self, Tone};
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
        topics: content
            .topics
            .map(|file| file.value.topics)
            .unwrap_or_default()
            .into_iter()
            .map(|record| Topic { record, items: Vec::new(), findings: Vec::new() })
            .collect(),
        broken: content.broken,
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
    site.lost_by_duplicates(problems);
    for trust in content.trusts {
        add_trust(&mut site, trust, problems);
    }
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
    };
    words.into_iter().map(word).collect()
}

fn unplaced<T>(value: T) -> Located<T> {
    Located { value, at: Default::default() }
}

fn add_trust(site: &mut Site, source: TrustSource, problems: &mut Diagnostics) {
    let trust = TrustId::new(site.trusts.len());
    not_reserved(&source.id, source.file.source, "give the trust's folder another name", problems);
    if !folder_is_an_id(&source.id, source.file.source, problems) {
        site.broken.insert(source.id.clone());
    }
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
        if !folder_is_an_id(&strategy.id, strategy.file.source, problems) {
            let trust = site.trust(trust).id.clone();
            site.broken.insert(trust);
        }
        strategies.push(add_strategy(site, trust, strategy, problems));
    }
    clashes_with_strategies(site, &strategies, problems);
    let newest_first =
        |&id: &StrategyId| std::cmp::Reverse(site.strategy(id).fields.period.as_ref().and_then(|period| period.first()));
    strategies.sort_by_key(newest_first);
    site.trusts[trust.index()].current = current(site, &strategies);
    site.trusts[trust.index()].strategies = strategies;
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

fn add_strategy(site: &mut Site, trust: TrustId, source: StrategySource, problems: &mut Diagnostics) -> StrategyId {
    let id = StrategyId::new(site.strategies.len());
    let file = source.file.value;
    let file_id = source.file.source;
    let (mut fields, groups) = (file.fields, file.groups);
    let levels = names_of_levels(&fields.levels, &groups);
    let mut narratives = source.narratives;
    let tree = Tree {
        site,
        source: file_id,
        strategy: id,
        plan: None,
        levels: &levels,
        index: HashMap::new(),
        narratives: &mut narratives,
        problems,
    };
    let Arranged { groups, items, index } = tree.arrange(groups);
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
    // While an item's id may be lost, nobody can tell which narrative belongs to none.
    if !site.lacks(&format!("{}/{}", site.trust(trust).id, source.id)) {
        report_orphans(site, trust, narratives, items.clone(), problems);
    }
    site.strategies.push(Strategy {
        id: source.id,
        trust,
        source: file_id,
        fields,
        levels,
        groups,
        items,
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

/// Narratives that are left over once every item has taken its own.
fn report_orphans(site: &Site, trust: TrustId, left: BTreeMap<String, Narrative>, items: Range<usize>, problems: &mut Diagnostics) {
    if left.is_empty() {
        return;
    }
    // Sorted, so that of two equally near names always the same is proposed.
    let bare: BTreeSet<&str> =
        site.items[items].iter().filter(|item| item.narrative.is_none()).map(|item| item.id.as_str()).chain(["index"]).collect();
    for (name, narrative) in left {
        let problem = Diagnostic::new(
            &codes::ORPHAN_NARRATIVE,
            narrative.source.start(),
            format!("no item of the strategy has the id `{name}`"),
        );
        let problem = problem.chief_cause(missing_in(&site.trust(trust).id, &name));
        problems.push(match nearest(&name, bare.iter().copied()) {
            Some(near) => problem.help(format!("did you mean to call the file `{near}.md`?")),
            None => problem.help("name the file after the id of an item, or call it `index.md` for the strategy itself"),
        });
    }
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
    let tree = Tree {
        site,
        source,
        strategy,
        plan: Some(id),
        levels: &levels,
        index: HashMap::new(),
        narratives: &mut no_narratives,
        problems,
    };
    let Arranged { groups, items, index } = tree.arrange(groups);
    site.plans.push(Plan { id: name, strategy, fields, levels, groups, items, index });
    id
}
