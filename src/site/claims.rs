//! Who claims which path, and who has it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::address::RESERVED_TOP;
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::SourceId;
use crate::stratml::Part;

/// A path, who claims it, and where that is written.
pub type Claim = (String, Owner, Option<Place>);

/// The page that stands for a folder.
fn page(folder: String) -> String {
    if folder.is_empty() { "index.html".to_string() } else { folder + "/index.html" }
}

/// Every path that the content has something for, of the owners that are wanted.
pub fn claims(
    site: &Site,
    gathered: &[(String, Owner)],
    old_names: &was::OldNames,
    wanted: &(impl Fn(Owner) -> bool + Sync),
) -> Vec<Claim> {
    let of_strategies: Vec<Vec<Claim>> =
        (0..site.strategies.len()).into_par_iter().map(|at| claims_of(site, StrategyId::new(at), wanted)).collect();
    let mut claims: Vec<Claim> = Vec::new();
    let mut add = |path: String, owner: Owner, place: Option<Place>| {
        if wanted(owner) {
            claims.push((path, owner, place));
        }
    };
    add(page(String::new()), Owner::Home, None);
    for (at, trust) in site.trusts.iter().enumerate() {
        let id = TrustId::new(at);
        add(page(trust.id.clone()), Owner::Trust(id), Some(trust.source.start()));
        if trust.file.brand.is_some() {
            add(format!("{}/brand.css", trust.id), Owner::Brand(id), Some(trust.source.start()));
        }
    }
    of_strategies.into_iter().flatten().for_each(|(path, owner, place)| add(path, owner, place));
    if !site.topics.is_empty() {
        add(page("topics".into()), Owner::Topics, site.files.topics.map(SourceId::start));
        for (at, topic) in site.topics.iter().enumerate() {
            let id = &topic.record.id;
            let place = site.files.topics.map(|source| source.at(id.at));
            add(page(format!("topics/{}", &*id.value)), Owner::Topic(TopicId::new(at), 0), place);
            if site.compares() {
                add(page(format!("compare/{}", &*id.value)), Owner::CompareTopic(TopicId::new(at), 0), place);
            }
        }
    }
    if site.compares() {
        add(page("compare".into()), Owner::Compare(0), None);
    }
    if !site.strategies.is_empty() {
        add(page("timeline".into()), Owner::Timeline(0), None);
        add(page("data".into()), Owner::Data(0), None);
        add(DATA_SCHEMA.into(), Owner::DataSchema, None);
        for table in Table::ALL.into_iter().filter(|&table| site.has_table(table, None)) {
            let path = site.table_path(table, None);
            add(format!("{path}-metadata.json"), Owner::TableMetadata(table, None), None);
            add(path, Owner::Table(table, None), None);
        }
    }
    if !site.terms.is_empty() {
        add(page("glossary".into()), Owner::Glossary, site.files.glossary.map(SourceId::start));
    }
    if site.can_be_searched() {
        add(page("search".into()), Owner::Search, None);
    }
    gathered.iter().for_each(|(path, owner)| add(path.clone(), *owner, None));
    for (at, own) in site.pages.iter().enumerate() {
        add(page(own.id.clone()), Owner::Page(PageId::new(at)), Some(own.source.start()));
    }
    add(page("site-map".into()), Owner::SiteMap, None);
    if let Some((facts, source)) = site.file.as_ref().and_then(|file| file.accessibility.as_ref()).zip(site.files.site) {
        add(page("accessibility".into()), Owner::Accessibility, Some(source.at(facts.status.at)));
    }
    add("404.html".into(), Owner::NotFound, None);
    add("robots.txt".into(), Owner::Robots, None);
    add("_headers".into(), Owner::Headers, None);
    let file = site.file.as_ref();
    if !old_names.is_empty() || file.is_some_and(|file| !file.redirects.is_empty()) {
        add("_redirects".into(), Owner::RedirectsFile, None);
    }
    if file.is_some_and(|file| file.base_url.is_some()) {
        add("sitemap.xml".into(), Owner::SitemapXml, None);
    }
    if site.has_cards() {
        let trusts = (0..site.trusts.len()).map(|at| Node::Trust(TrustId::new(at)));
        let strategies = (0..site.strategies.len()).map(StrategyId::new);
        let goals = strategies.clone().flat_map(|id| site.goals(id)).map(Node::Item);
        for about in trusts.chain(strategies.map(Node::Strategy)).chain(goals).map(Some).chain([None]) {
            add(site.card_path(about), Owner::Card(about), None);
        }
    }
    for (at, redirect) in file.iter().flat_map(|file| &file.redirects).enumerate() {
        // One that is no path is reported where redirects are resolved.
        if let Ok(path) = redirects::path(&redirect.from) {
            add(path, Owner::Redirect(at), site.files.site.map(|source| source.at(redirect.from.at)));
        }
    }
    for media in site.media.values() {
        add(media.path.clone(), Owner::Media(media.source), Some(media.source.start()));
    }
    claims
}

/// The paths that a strategy has something for, of the owners that are wanted.
fn claims_of(site: &Site, id: StrategyId, wanted: &impl Fn(Owner) -> bool) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut add = |path: String, owner: Owner, place: Option<Place>| claims.push((path, owner, place));
    let strategy = site.strategy(id);
    let folder = site.address(Node::Strategy(id));
    let place = Some(strategy.source.start());
    add(page(folder.clone()), Owner::Strategy(id), place);
    add(page(format!("{folder}/whole")), Owner::Whole(id), place);
    add(format!("{folder}/strategy.json"), Owner::StrategyJson(id), place);
    for part in Part::ALL.into_iter().filter(|_| site.has_stratml(id)) {
        add(format!("{folder}/{}", part.file()), Owner::Stratml(id, part), place);
    }
    for table in Table::ALL.into_iter().filter(|&table| site.has_table(table, Some(id))) {
        let path = site.table_path(table, Some(id));
        add(format!("{path}-metadata.json"), Owner::TableMetadata(table, Some(id)), place);
        add(path, Owner::Table(table, Some(id)), place);
    }
    if site.goals(id).next().is_some() {
        add(page(format!("{folder}/plan-on-a-page")), Owner::PlanOnAPage(id), place);
    }
    if strategy.has_progress {
        add(page(format!("{folder}/progress")), Owner::Progress(id), place);
    }
    for item in strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items())) {
        for (at, measure) in site.item(item).fields.measures.iter().enumerate() {
            let owner = Owner::Readings(item, at);
            // There are more of these than of all others.
            if wanted(owner) && site.has_readings(item, measure) {
                add(site.readings_path(item, measure), owner, Some(strategy.source.at(measure.id.at)));
            }
        }
    }
    for goal in site.goals(id) {
        let at = site.item(goal).fields.id.at;
        add(page(format!("{folder}/{}", site.item(goal).id)), Owner::Goal(goal), Some(strategy.source.at(at)));
    }
    claims
}

/// Gives every path its owner; reports two that claim one path.
pub fn claim(site: &Site, sources: &crate::source::Sources, gathered: &[(String, Owner)]) -> (Routes, Diagnostics) {
    let mut problems = Diagnostics::new();
    let mut routes = Routes::default();
    let old_names = was::OldNames::of(site);
    let mut claims = claims(site, gathered, &old_names, &|owner| !site.leaves_out(owner));
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    if !old_names.is_empty() {
        let mut old: Vec<(String, Owner, Option<Place>)> = Vec::new();
        let stays = |owner: &Owner| matches!(owner, Owner::Redirect(_) | Owner::Brand(_) | Owner::Card(_));
        for (now, ..) in claims.iter().filter(|(_, owner, _)| !stays(owner)) {
            for (path, place) in old_names.paths(now) {
                if path.ends_with(".html") {
                    old.push((path.clone(), Owner::Moved, Some(place)));
                }
                moved.entry(path).or_insert_with(|| now.clone());
            }
        }
        claims.append(&mut old);
    }
    // The first to claim a path has it.
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.par_sort_unstable_by(|&a, &b| (&claims[a].0, a).cmp(&(&claims[b].0, b)));
    let mut late: Vec<(usize, usize)> = Vec::new();
    for same in order.chunk_by(|&a, &b| claims[a].0 == claims[b].0) {
        late.extend(same[1..].iter().map(|&later| (later, same[0])));
    }
    late.sort_unstable();
    for (later, first) in late {
        problems.extend(taken(&claims[later], &claims[first], sources));
    }
    order.dedup_by(|later, first| claims[*later].0 == claims[*first].0);
    routes.by_path = order.into_iter().map(|first| (std::mem::take(&mut claims[first].0), claims[first].1)).collect();
    // A file that stands there by itself has not moved.
    moved.retain(|path, _| matches!(routes.by_path.get(path), None | Some(Owner::Moved)));
    routes.moved = moved;
    (routes, problems)
}

/// What is wrong with a claim to a path that another has claimed before, if it is not told in another place.
fn taken((path, owner, place): &Claim, (_, holder, first): &Claim, sources: &crate::source::Sources) -> Option<Diagnostic> {
    let same_file = first.map(|first| first.source) == place.map(|place| place.source);
    // The ids of one strategy's items are held apart by a check of their own.
    if same_file && matches!(owner, Owner::Goal(_) | Owner::Readings(..) | Owner::Topic(..) | Owner::CompareTopic(..)) {
        return None;
    }
    // So are those that they had before.
    if same_file && *owner == Owner::Moved && matches!(holder, Owner::Goal(_) | Owner::Moved) {
        return None;
    }
    // A link to the strategy's file of readings leads to what is published of it.
    if matches!((holder, owner), (Owner::Table(Table::Readings, _), Owner::Media(_))) {
        return None;
    }
    // That the site needs the name itself is told as such.
    let is_own = |owner: &Owner| matches!(owner, Owner::Trust(_) | Owner::Page(_));
    let top = path.split('/').next().unwrap_or_default();
    if RESERVED_TOP.contains(&top) && is_own(holder) != is_own(owner) {
        return None;
    }
    let message = format!("the address `/{}` is taken", path.trim_end_matches("index.html"));
    let problem = match place {
        Some(place) => Diagnostic::new(&codes::ROUTE_TAKEN, *place, message),
        None => Diagnostic::general(&codes::ROUTE_TAKEN, message),
    };
    let problem = match (owner, holder) {
        (Owner::Redirect(_), Owner::Redirect(_)) => problem.help("keep one of the two"),
        // Below an old id stand many pages, and all of them are one mistake.
        (Owner::Moved, _) => problem.help("something stands there: take this old id out").cause(format!("old id {place:?}")),
        (Owner::Redirect(_), _) => problem.help("a page stands there: take this old address out"),
        _ => problem.help("rename one of the two"),
    };
    Some(match first {
        Some(first) => problem.related(*first, format!("`{}` stands there", sources.get(first.source).path())),
        None => problem,
    })
}
