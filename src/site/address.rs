//! Addresses: how content names things, and what they mean where they are written.

use super::*;
use crate::diagnostic::{Diagnostic, codes};

/// Ids that trusts and pages of the site cannot have, because pages of the tool's own stand there.
pub const RESERVED_TOP: &[&str] = &[
    "topics", "compare", "timeline", "glossary", "search", "updates", "data", "site-map", "assets", "cards", "pages", "index",
    "404",
];

/// Ids that items with pages cannot have.
pub const RESERVED_IN_STRATEGY: &[&str] = &["plan-on-a-page", "whole", "progress", "readings", "updates", "data", "index"];

/// Where a reference is written: what its shorter forms are relative to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    pub trust: Option<TrustId>,
    pub strategy: Option<StrategyId>,
    pub plan: Option<PlanId>,
}

/// What an address means.
pub enum Meaning {
    One(Node),
    Many(Vec<Node>),
    /// It names something that is not published.
    Hidden,
    /// It leads into a file that could not be read: nothing is said about it.
    Broken,
    None,
}

pub struct Resolver<'a> {
    pub site: &'a Site,
    pub problems: &'a mut Diagnostics,
}

impl Resolver<'_> {
    /// The node that an address means at a place; reports it if it means none or several.
    pub fn node(&mut self, address: &str, origin: Origin, place: Place) -> Option<Node> {
        match self.meaning(address, origin) {
            Meaning::One(node) => return Some(node),
            // What it means may stand in what could not be read; one letter or two from a known address it is a slip.
            Meaning::Broken => {
                let likely =
                    self.nearest(address, origin).filter(|near| near.len() > 3 && strsim::damerau_levenshtein(near, address) <= 2);
                if likely.is_some() {
                    self.unknown(address, likely, origin, place);
                }
            }
            Meaning::Hidden => self.problems.push(
                Diagnostic::new(&codes::HIDDEN_REFERENCE, place, format!("`{address}` is not published"))
                    .help("it is shown as plain text; publish it, or remove the reference")
                    .cause(format!("hidden: {}", self.cause(address, None, origin))),
            ),
            // Two things with one address are told as such, as are an item and a strategy of its trust with one id.
            Meaning::Many(nodes) if nodes.iter().all(|&node| self.site.address(node) == self.site.address(nodes[0])) => {}
            Meaning::Many(nodes) if self.share_an_id(&nodes) => {}
            Meaning::Many(nodes) => {
                let full: Vec<_> = nodes.iter().map(|&node| format!("`{}`", self.site.address(node))).collect();
                self.problems.push(
                    Diagnostic::new(&codes::AMBIGUOUS_REFERENCE, place, format!("`{address}` could mean {}", full.join(" or ")))
                        .help("write it in full")
                        .cause(format!("ambiguous: {}", self.cause(address, None, origin))),
                );
            }
            Meaning::None => {
                if let Some(now) = self.renamed(address, origin) {
                    self.tell_renamed(address, now, origin, place);
                    return None;
                }
                let likely = self.bare(address, origin).or_else(|| self.nearest(address, origin));
                self.unknown(address, likely, origin, place);
            }
        }
        None
    }

    /// Whether a strategy and items or plans of its own trust go by one id, which is a mistake of its own.
    fn share_an_id(&self, nodes: &[Node]) -> bool {
        let trust = nodes.iter().find_map(|node| match node {
            Node::Strategy(id) => Some(self.site.strategy(*id).trust),
            _ => None,
        });
        trust.is_some_and(|trust| {
            nodes.iter().all(|node| match node {
                Node::Strategy(id) => self.site.strategy(*id).trust == trust,
                Node::Item(id) => self.site.trust_of(*id) == trust,
                Node::Plan(id) => self.site.strategy(self.site.plan(*id).strategy).trust == trust,
                _ => false,
            })
        })
    }

    fn unknown(&mut self, address: &str, likely: Option<String>, origin: Origin, place: Place) {
        let cause = self.cause(address, likely.as_deref(), origin);
        let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, self.missing(address, origin)).cause(cause);
        let leads = |part: &str| matches!(self.meaning(part, origin), Meaning::One(_));
        if let Some(help) = super::run_together(address, leads) {
            return self.problems.push(problem.help(help));
        }
        self.problems.push(problem.help(match likely {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => "correct the spelling, or add what is referred to".to_string(),
        }));
    }

    /// The address without marks that do not belong to it, if that leads somewhere.
    fn bare(&self, address: &str, origin: Origin) -> Option<String> {
        let bare = address.trim_matches(['/', '[', ']', '.', '#', ' ']).trim_end_matches("/index.html").trim_end_matches(".md");
        let lower = bare.to_lowercase().replace([' ', '_'], "-");
        [bare, &lower].into_iter().find(|bare| matches!(self.meaning(bare, origin), Meaning::One(_))).map(str::to_string)
    }

    pub fn meaning(&self, address: &str, origin: Origin) -> Meaning {
        let address = address.trim().trim_end_matches('/');
        let mut found: Vec<Node> = self.candidates(address, origin);
        found.sort();
        found.dedup();
        match found[..] {
            [one] => Meaning::One(one),
            [] => {
                let trust = origin.trust.map_or("", |id| &self.site.trust(id).id);
                let strategy = origin.strategy.map_or("", |id| &self.site.strategy(id).id);
                if self.leads_into_broken(address, trust, strategy) {
                    Meaning::Broken
                } else if self.site.hidden.has(address, trust, strategy) {
                    Meaning::Hidden
                } else {
                    Meaning::None
                }
            }
            _ => Meaning::Many(found),
        }
    }

    fn leads_into_broken(&self, address: &str, trust: &str, strategy: &str) -> bool {
        let first = address.split('/').next().unwrap_or_default();
        self.site.broken.iter().any(|folder| {
            let broken_trust = folder.split('/').next().unwrap_or_default();
            broken_trust == first || *folder == format!("{trust}/{strategy}") || *folder == format!("{trust}/{first}")
        })
    }

    fn candidates(&self, address: &str, origin: Origin) -> Vec<Node> {
        let site = self.site;
        let parts: Vec<&str> = address.split('/').collect();
        let trust = |name: &str| site.trust_by_id.get(name).copied();
        let strategy =
            |trust: TrustId, name: &str| site.trust(trust).strategies.iter().copied().find(|&id| site.strategy(id).id == name);
        let item = |strategy: StrategyId, name: &str| site.strategy(strategy).index.get(name).map(|&id| Node::Item(id));
        let plan =
            |strategy: StrategyId, name: &str| site.strategy(strategy).plans.iter().copied().find(|&id| site.plan(id).id == name);
        let plan_item = |plan: PlanId, name: &str| site.plan(plan).index.get(name).map(|&id| Node::Item(id));
        let here = origin.strategy;
        let current = |trust: TrustId| site.trust(trust).current;
        match parts[..] {
            // The nearest meaning wins: the same plan, the same strategy, the same trust, the whole site.
            [a] => origin
                .plan
                .and_then(|own| plan_item(own, a))
                .or_else(|| here.and_then(|here| item(here, a)))
                .or_else(|| here.and_then(|here| plan(here, a)).map(Node::Plan))
                .or_else(|| origin.trust.and_then(|own| strategy(own, a)).map(Node::Strategy))
                .or_else(|| trust(a).map(Node::Trust))
                .into_iter()
                .collect(),
            [a, b] => {
                let shared = match a {
                    "topics" => {
                        site.topics.iter().position(|topic| *topic.record.id.value == *b).map(|at| Node::Topic(TopicId::new(at)))
                    }
                    "glossary" => site.terms.iter().position(|term| *term.id.value == *b).map(|at| Node::Term(TermId::new(at))),
                    "pages" => site.pages.iter().position(|page| page.id == b).map(|at| Node::Page(PageId::new(at))),
                    _ => None,
                };
                let of_trust = trust(a).into_iter().flat_map(|t| {
                    let now = current(t);
                    [strategy(t, b).map(Node::Strategy), now.and_then(|s| item(s, b)), now.and_then(|s| plan(s, b)).map(Node::Plan)]
                });
                let of_own = origin
                    .trust
                    .and_then(|own| strategy(own, a))
                    .into_iter()
                    .flat_map(|s| [item(s, b), plan(s, b).map(Node::Plan)]);
                let of_plan = here.and_then(|here| plan(here, a)).and_then(|p| plan_item(p, b));
                of_trust.chain(of_own).flatten().chain(of_plan).chain(shared).collect()
            }
            [a, b, c] => {
                let exact =
                    trust(a).and_then(|t| strategy(t, b)).into_iter().flat_map(|s| [item(s, c), plan(s, c).map(Node::Plan)]);
                let of_current = trust(a).and_then(current).and_then(|s| plan(s, b)).and_then(|p| plan_item(p, c));
                let of_own = origin.trust.and_then(|own| strategy(own, a)).and_then(|s| plan(s, b)).and_then(|p| plan_item(p, c));
                exact.flatten().chain(of_current).chain(of_own).collect()
            }
            [a, b, c, d] => {
                let found = trust(a).and_then(|t| strategy(t, b)).and_then(|s| plan(s, c)).and_then(|p| plan_item(p, d));
                found.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Site {
    /// The full address of a node, as content may write it anywhere on the site.
    pub fn address(&self, node: Node) -> String {
        match node {
            Node::Trust(id) => self.trust(id).id.clone(),
            Node::Strategy(id) => [&self.trust(self.strategy(id).trust).id, "/", &self.strategy(id).id].concat(),
            Node::Plan(id) => [&self.address(Node::Strategy(self.plan(id).strategy)), "/", &self.plan(id).id].concat(),
            Node::Item(id) => {
                let item = self.item(id);
                let above = item.plan.map_or(Node::Strategy(item.strategy), Node::Plan);
                [&self.address(above), "/", &item.id].concat()
            }
            Node::Topic(id) => ["topics/", &*self.topic(id).record.id.value].concat(),
            Node::Term(id) => ["glossary/", &*self.terms[id.index()].id.value].concat(),
            Node::Page(id) => ["pages/", &*self.pages[id.index()].id].concat(),
        }
    }

    /// The name that readers know a node by; for links that give no words of their own.
    pub fn title(&self, node: Node) -> String {
        match node {
            Node::Trust(id) => self.trust(id).short_name().to_string(),
            Node::Strategy(id) => self.strategy(id).fields.title.to_string(),
            Node::Plan(id) => self.plan(id).fields.title.to_string(),
            Node::Item(id) => self.item_title(id),
            Node::Topic(id) => self.topic(id).record.title.to_string(),
            Node::Term(id) => self.terms[id.index()].term.to_string(),
            Node::Page(id) => self.pages[id.index()].fields.title.to_string(),
        }
    }

    /// An item's title; one without a title is known by its short title, its text, or its level and number.
    pub fn item_title(&self, id: ItemId) -> String {
        let item = self.item(id);
        let named = item.fields.title.as_deref().or(item.fields.short_title.as_deref()).map(str::to_string);
        let source = self.strategy(item.strategy).source;
        named
            .or_else(|| item.fields.text.as_ref().map(|text| self.words(source, text).prose.plain(|_| None)))
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| {
                let number = item.fields.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
                format!("{}{number}", self.level(id).one)
            })
    }

    /// A title short enough for cards, breadcrumbs and tabs.
    pub fn item_short_title(&self, id: ItemId) -> String {
        self.item(id).fields.short_title.as_deref().map_or_else(|| self.item_title(id), str::to_string)
    }
}
