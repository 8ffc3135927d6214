//! The golden thread of a strategy: what it is for, the goals that serve this, what is planned for each, and the plans that
//! are shared with partners. Once as a tree, which a page lists in words, and once as a drawing of the same tree.

mod drawing;
mod lines;

use serde::Serialize;

use super::Hrefs;
use crate::site::{Group, ItemId, Node, StrategyId};
use drawing::Drawing;

/// The levels whose items say best what is planned for a goal, the best first; of others the first that the goal has.
const PLANNED: [&str; 5] = ["objectives", "commitments", "milestones", "actions", "changes"];

/// A longer statement is no title for a drawing: then the strategy's own title is.
const LONGEST: usize = 110;

/// More ends than this are counted, not drawn: a drawing is to be seen in one look.
const ENDS: usize = 24;

#[derive(Debug, Serialize)]
pub struct ThreadView {
    /// What it all is for: the shortest of the strategy's statements with the trust's words for it, or else the title.
    pub kinds: Vec<String>,
    pub text: String,
    pub branches: Vec<Branch>,
    /// Plans that are shared with partners; they hang on the whole strategy.
    pub plans: Vec<Branch>,
    pub drawing: Drawing,
}

/// An item and what hangs on it.
#[derive(Debug, Serialize)]
pub struct Branch {
    pub number: Option<String>,
    pub text: String,
    pub href: String,
    /// What the strategy calls one of it.
    pub level: String,
    /// Whether it is a goal or leads to goals.
    pub goal: bool,
    pub below: Vec<Branch>,
    /// What hangs on it and is only counted.
    pub counted: Option<Counted>,
}

#[derive(Debug, Serialize)]
pub struct Counted {
    pub heading: String,
    pub count: usize,
}

impl Branch {
    fn ends(&self) -> usize {
        self.below.iter().map(Branch::ends).sum::<usize>().max(1)
    }
}

impl Hrefs<'_> {
    /// The thread of a strategy; `None` where there is too little to see: no item that has another below it, and fewer than two
    /// at the top.
    pub fn thread(&self, id: StrategyId) -> Option<ThreadView> {
        let site = self.site;
        let strategy = site.strategy(id);
        let top: Vec<ItemId> = ends_or_goals(self, &strategy.groups);
        if top.len() < 2 {
            return None;
        }
        let whole: Vec<Branch> = top.iter().map(|&item| self.branch(item, true)).collect();
        let branches = match whole.iter().map(Branch::ends).sum::<usize>() {
            ends if ends > ENDS => top.iter().map(|&item| self.branch(item, false)).collect(),
            _ => whole,
        };
        let plan = |&plan: &crate::site::PlanId| Branch {
            number: None,
            text: site.plan(plan).fields.title.to_string(),
            href: self.node(Node::Plan(plan)),
            level: String::new(),
            goal: false,
            below: Vec::new(),
            counted: None,
        };
        let plans: Vec<Branch> = strategy.plans.iter().map(plan).collect();
        let words = |statement: &crate::strategy::model::Statement| site.plain(site.words(strategy.source, &statement.text));
        let statement = strategy.fields.statements.iter().min_by_key(|statement| words(statement).chars().count());
        let statement = statement.filter(|statement| words(statement).chars().count() <= LONGEST);
        let (kinds, text) = match statement {
            Some(statement) => (statement.kind.iter().map(|kind| kind.to_string()).collect(), words(statement)),
            None => (Vec::new(), strategy.fields.title.to_string()),
        };
        let drawing = Drawing::of(&text, &branches, &plans);
        Some(ThreadView { kinds, text, branches, plans, drawing })
    }

    /// An item with the goals below it, or else with what is planned for it: each, or (`whole` is false) only how many.
    fn branch(&self, id: ItemId, whole: bool) -> Branch {
        let site = self.site;
        let item = site.item(id);
        let goals: Vec<ItemId> = item.children().filter(|&below| leads_to_goals(self, below)).collect();
        let planned = planned(self, &item.groups);
        let counted = planned.filter(|_| goals.is_empty() && !whole).map(|group| Counted {
            heading: group.items.first().map(|&first| site.level(first).many.clone()).unwrap_or_default(),
            count: group.items.len(),
        });
        let below = match planned {
            _ if !goals.is_empty() => goals,
            Some(group) if whole => group.items.clone(),
            _ => Vec::new(),
        };
        Branch {
            number: item.fields.number.as_deref().map(str::to_string),
            text: site.item_short_title(id),
            href: self.node(Node::Item(id)),
            level: site.level(id).one.clone(),
            goal: leads_to_goals(self, id),
            below: below.into_iter().map(|below| self.branch(below, whole && leads_to_goals(self, id))).collect(),
            counted: counted.filter(|_| leads_to_goals(self, id)),
        }
    }
}

/// The items that the thread leads to first: those that are goals or have goals below them; where there is none, all.
fn ends_or_goals(hrefs: &Hrefs, groups: &[Group]) -> Vec<ItemId> {
    let all = || groups.iter().flat_map(|group| group.items.iter().copied());
    let goals: Vec<ItemId> = all().filter(|&item| leads_to_goals(hrefs, item)).collect();
    if goals.is_empty() { all().collect() } else { goals }
}

fn leads_to_goals(hrefs: &Hrefs, id: ItemId) -> bool {
    hrefs.site.item(id).has_page || hrefs.site.below(id).iter().any(|&below| hrefs.site.item(below).has_page)
}

fn planned<'a>(hrefs: &Hrefs, groups: &'a [Group]) -> Option<&'a Group> {
    let key = |group: &Group| group.items.first().map(|&first| hrefs.site.level(first).key.as_str());
    let of = |wanted: &str| groups.iter().find(|group| key(group) == Some(wanted));
    PLANNED.into_iter().find_map(of).or(groups.first())
}
