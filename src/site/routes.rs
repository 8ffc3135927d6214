//! Routes: every path of the site, and the one thing that owns it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::address::RESERVED_TOP;
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::SourceId;
use crate::stratml::Part;

/// What stands at a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    Home,
    Trust(TrustId),
    /// The trust's colours and fonts as a style sheet.
    Brand(TrustId),
    Strategy(StrategyId),
    Goal(ItemId),
    PlanOnAPage(StrategyId),
    Whole(StrategyId),
    StrategyJson(StrategyId),
    /// A table of a strategy, or of the whole site.
    Table(Table, Option<StrategyId>),
    /// The strategy in StratML.
    Stratml(StrategyId, Part),
    /// What the columns of a table are.
    TableMetadata(Table, Option<StrategyId>),
    /// How the strategy's items are going.
    Progress(StrategyId),
    /// The readings of an item's `n`th measure.
    Readings(ItemId, usize),
    Topics,
    /// The `n`th page of a topic, from 0.
    Topic(TopicId, usize),
    /// How much each trust has on each topic.
    Compare(usize),
    /// What each trust has on one topic, side by side.
    CompareTopic(TopicId, usize),
    Timeline(usize),
    Glossary,
    Search,
    /// What was reported lately, and of one year all.
    Updates,
    UpdatesOf(i16),
    /// The updates as an Atom feed: of a trust, a topic, or the site.
    Feed(Option<Node>),
    /// What is due and to be reviewed, for calendars: of a trust, or the site.
    Calendar(Option<TrustId>),
    Data(usize),
    /// The schema of `strategy.json`.
    DataSchema,
    Page(PageId),
    /// The accessibility statement, made from the site's facts.
    Accessibility,
    SiteMap,
    NotFound,
    /// The `n`th redirect of `site.yaml`.
    Redirect(usize),
    /// A page that stood here under an id that it had before.
    Moved,
    Media(SourceId),
    SitemapXml,
    Robots,
    /// What a web server's answers are to carry.
    Headers,
    /// Where old addresses lead, for a web server's rules.
    RedirectsFile,
    /// The card of a goal, a strategy or a trust; of nothing, the site's.
    Card(Option<Node>),
}

/// Where the schema of `strategy.json` is published.
pub const DATA_SCHEMA: &str = "data/strategy.schema.json";

/// Every route and its owner, in the order of paths.
#[derive(Debug, Default)]
pub struct Routes {
    by_path: BTreeMap<String, Owner>,
    /// Where pages and files stand now that stood elsewhere under ids they had before.
    moved: BTreeMap<String, String>,
}

impl Routes {
    /// The owner of a path such as `homerton/2021-22/people/index.html`.
    pub fn owner(&self, path: &str) -> Option<Owner> {
        self.by_path.get(path).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, Owner)> {
        self.by_path.iter().map(|(path, owner)| (path.as_str(), *owner))
    }

    /// Where stands now what stood at a path under an id that it had before.
    pub fn moved_to(&self, path: &str) -> Option<&str> {
        self.moved.get(path).map(String::as_str)
    }

    /// Every path that something had under an id it had before, and where it stands now. Only pages leave a stub there.
    pub fn moved(&self) -> impl Iterator<Item = (&str, &str)> {
        self.moved.iter().map(|(old, now)| (old.as_str(), now.as_str()))
    }

    /// How many routes are pages that people read.
    pub fn pages(&self) -> usize {
        self.by_path.keys().filter(|path| path.ends_with(".html")).count()
    }
}

/// A path, who claims it, and where that is written.
type Claim = (String, Owner, Option<Place>);

/// The routes that stand for records of many files: feeds, calendars, further pages of long lists.
pub fn gathered(site: &Site) -> Vec<(String, Owner)> {
    follow::routes(site).into_iter().chain(spread::routes(site)).collect()
}

/// Every path that the content has something for, extras that the site does without among them.
fn claims(site: &Site, gathered: &[(String, Owner)], old_names: &was::OldNames) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let page = |folder: String| if folder.is_empty() { "index.html".to_string() } else { format!("{folder}/index.html") };
    let mut add = |path: String, owner: Owner, place: Option<Place>| claims.push((path, owner, place));
    add(page(String::new()), Owner::Home, None);
    for (at, trust) in site.trusts.iter().enumerate() {
        let id = TrustId::new(at);
        add(page(trust.id.clone()), Owner::Trust(id), Some(trust.source.start()));
        if trust.file.brand.is_some() {
            add(format!("{}/brand.css", trust.id), Owner::Brand(id), Some(trust.source.start()));
        }
    }
    for (at, strategy) in site.strategies.iter().enumerate() {
        let id = StrategyId::new(at);
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
                if site.has_readings(item, measure) {
                    add(site.readings_path(item, measure), Owner::Readings(item, at), Some(strategy.source.at(measure.id.at)));
                }
            }
        }
        for goal in site.goals(id) {
            let at = site.item(goal).fields.id.at;
            add(page(format!("{folder}/{}", site.item(goal).id)), Owner::Goal(goal), Some(strategy.source.at(at)));
        }
    }
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

/// Gives every path its owner; reports two that claim one path.
pub fn claim(site: &Site, sources: &crate::source::Sources, gathered: &[(String, Owner)]) -> (Routes, Diagnostics) {
    let mut problems = Diagnostics::new();
    let mut routes = Routes::default();
    let old_names = was::OldNames::of(site);
    let mut claims = claims(site, gathered, &old_names);
    claims.retain(|(_, owner, _)| !site.leaves_out(*owner));
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
    let mut claimants: BTreeMap<String, Option<Place>> = BTreeMap::new();
    for (path, owner, place) in claims {
        match routes.by_path.entry(path) {
            Entry::Vacant(free) => {
                claimants.insert(free.key().clone(), place);
                free.insert(owner);
            }
            Entry::Occupied(taken) => {
                let first = claimants.get(taken.key()).copied().flatten();
                let same_file = first.map(|first| first.source) == place.map(|place| place.source);
                // The ids of one strategy's items are held apart by a check of their own.
                if same_file && matches!(owner, Owner::Goal(_) | Owner::Readings(..) | Owner::Topic(..) | Owner::CompareTopic(..)) {
                    continue;
                }
                // So are those that they had before.
                if same_file && owner == Owner::Moved && matches!(taken.get(), Owner::Goal(_) | Owner::Moved) {
                    continue;
                }
                // A link to the strategy's file of readings leads to what is published of it.
                if matches!((taken.get(), owner), (Owner::Table(Table::Readings, _), Owner::Media(_))) {
                    continue;
                }
                // That the site needs the name itself is told as such.
                let is_own = |owner: &Owner| matches!(owner, Owner::Trust(_) | Owner::Page(_));
                let top = taken.key().split('/').next().unwrap_or_default();
                if RESERVED_TOP.contains(&top) && is_own(taken.get()) != is_own(&owner) {
                    continue;
                }
                let message = format!("the address `/{}` is taken", taken.key().trim_end_matches("index.html"));
                let problem = match place {
                    Some(place) => Diagnostic::new(&codes::ROUTE_TAKEN, place, message),
                    None => Diagnostic::general(&codes::ROUTE_TAKEN, message),
                };
                let problem = match (owner, taken.get()) {
                    (Owner::Redirect(_), Owner::Redirect(_)) => problem.help("keep one of the two"),
                    // Below an old id stand many pages, and all of them are one mistake.
                    (Owner::Moved, _) => {
                        problem.help("something stands there: take this old id out").cause(format!("old id {place:?}"))
                    }
                    (Owner::Redirect(_), _) => problem.help("a page stands there: take this old address out"),
                    _ => problem.help("rename one of the two"),
                };
                problems.push(match first {
                    Some(first) => problem.related(first, format!("`{}` stands there", sources.get(first.source).path())),
                    None => problem,
                });
            }
        }
    }
    // A file that stands there by itself has not moved.
    moved.retain(|path, _| matches!(routes.by_path.get(path), None | Some(Owner::Moved)));
    routes.moved = moved;
    (routes, problems)
}

impl Site {
    /// The paths of what the site does without although its content has it, each with who would own it.
    pub fn left_out(&self) -> BTreeMap<String, Owner> {
        let claims = claims(self, &gathered(self), &was::OldNames::of(self));
        claims.into_iter().filter(|(_, owner, _)| self.leaves_out(*owner)).map(|(path, owner, _)| (path, owner)).collect()
    }

    /// What the page at a route is about; nothing for pages of the site as a whole.
    pub fn subject(&self, route: &str) -> Option<Node> {
        Some(match self.routes.owner(route)? {
            Owner::Trust(id) => Node::Trust(id),
            Owner::Strategy(id) | Owner::PlanOnAPage(id) | Owner::Whole(id) | Owner::Progress(id) => Node::Strategy(id),
            Owner::Goal(id) => Node::Item(id),
            Owner::Topic(id, _) | Owner::CompareTopic(id, _) => Node::Topic(id),
            Owner::Page(id) => Node::Page(id),
            _ => return None,
        })
    }

    /// Whether there is something to compare: several trusts, and topics to compare them by.
    pub fn compares(&self) -> bool {
        self.trusts.len() > 1 && !self.topics.is_empty()
    }

    /// Whether there is something to search.
    pub fn can_be_searched(&self) -> bool {
        !self.trusts.is_empty() || !self.pages.is_empty()
    }

    /// Whether pages have cards: a place that links to a page asks for its card by a full address.
    pub fn has_cards(&self) -> bool {
        cfg!(feature = "cards") && self.base_url().is_some()
    }

    /// Where the card of a goal, a strategy or a trust stands; of nothing, the site's.
    pub fn card_path(&self, about: Option<Node>) -> String {
        let page = about.map(|node| self.location(node).0).unwrap_or_default();
        format!("cards/{}card.png", page.trim_end_matches("index.html"))
    }

    /// Where readers find a node: the path of its page, and the place on that page.
    pub fn location(&self, node: Node) -> (String, Option<String>) {
        let page = |folder: String| folder + "/index.html";
        match node {
            Node::Trust(_) | Node::Strategy(_) | Node::Topic(_) => (page(self.address(node)), None),
            Node::Page(id) => (page(self.pages[id.index()].id.clone()), None),
            Node::Term(id) => (page("glossary".into()), Some(self.terms[id.index()].id.value.to_string())),
            Node::Plan(id) => (page(self.address(Node::Strategy(self.plan(id).strategy))), Some(self.plan(id).id.clone())),
            Node::Item(id) => {
                let strategy = self.strategy(self.item(id).strategy);
                // Pages ask this of every link: one text, made once.
                let on = |goal: ItemId| {
                    let parts = [&self.trust(strategy.trust).id, "/", &strategy.id, "/", &self.item(goal).id, "/index.html"];
                    parts.concat()
                };
                match self.page_of(id) {
                    Some(own) if own == id => (on(id), None),
                    Some(above) => (on(above), Some(self.anchor(id))),
                    None => (page(self.address(Node::Strategy(self.item(id).strategy))), Some(self.anchor(id))),
                }
            }
        }
    }

    /// The id of an item's place on the page that shows it.
    pub fn anchor(&self, id: ItemId) -> String {
        let item = self.item(id);
        match item.plan {
            Some(plan) => format!("{}.{}", self.plan(plan).id, item.id),
            None => item.id.to_string(),
        }
    }
}
