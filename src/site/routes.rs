//! Routes: every path of the site, and the one thing that owns it.

use std::collections::BTreeMap;

use super::*;
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
    pub(super) by_path: BTreeMap<String, Owner>,
    /// Where pages and files stand now that stood elsewhere under ids they had before.
    pub(super) moved: BTreeMap<String, String>,
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

/// The routes that stand for records of many files: feeds, calendars, further pages of long lists.
pub fn gathered(site: &Site) -> Vec<(String, Owner)> {
    follow::routes(site).into_iter().chain(spread::routes(site)).collect()
}

impl Site {
    /// The paths of what the site does without although its content has it, each with who would own it.
    pub fn left_out(&self) -> BTreeMap<String, Owner> {
        let claims = claims::claims(self, &gathered(self), &was::OldNames::of(self), &|owner| self.leaves_out(owner));
        claims.into_iter().map(|(path, owner, _)| (path, owner)).collect()
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
