//! Ids that records had before: their old addresses lead on, and whoever still refers by one of them is told the new one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::address::{Meaning, Origin, Resolver};
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::SourceId;
use crate::strategy::located::Located;
use crate::strategy::scalars::Id;

/// The records of an address, outermost first: the id of each, and those that it had before.
type Chain<'s> = Vec<(&'s str, &'s [Located<Id>])>;

impl Site {
    fn chain(&self, node: Node) -> Chain<'_> {
        let of_trust = |id: TrustId| (self.trust(id).id.as_str(), self.trust(id).file.was.as_slice());
        let of_strategy = |id: StrategyId| (self.strategy(id).id.as_str(), self.strategy(id).fields.was.as_slice());
        match node {
            Node::Trust(id) => vec![of_trust(id)],
            Node::Strategy(id) => vec![of_trust(self.strategy(id).trust), of_strategy(id)],
            Node::Plan(id) => self.chain(Node::Strategy(self.plan(id).strategy)),
            Node::Item(id) => {
                let item = self.item(id);
                let mut chain = self.chain(Node::Strategy(item.strategy));
                chain.push((&item.id, &item.fields.was));
                chain
            }
            Node::Topic(id) => vec![(&self.topic(id).record.id.value, &self.topic(id).record.was)],
            Node::Page(id) => vec![(&self.pages[id.index()].id, &self.pages[id.index()].fields.was)],
            Node::Term(_) => Vec::new(),
        }
    }

    /// Every id that a record had before, with the ids that such records have now.
    pub(super) fn former_ids(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut former: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut note = |id: &str, was: &[Located<Id>]| {
            for was in was {
                former.entry(was.value.to_string()).or_default().insert(id.to_string());
            }
        };
        self.trusts.iter().for_each(|trust| note(&trust.id, &trust.file.was));
        self.strategies.iter().for_each(|strategy| note(&strategy.id, &strategy.fields.was));
        let with_old = self.strategy_ids().filter(|&id| self.strategy(id).has_old_ids);
        with_old.flat_map(|id| self.items.piece(id).iter()).for_each(|item| note(&item.id, &item.fields.was));
        self.topics.iter().for_each(|topic| note(&topic.record.id.value, &topic.record.was));
        self.pages.iter().for_each(|page| note(&page.id, &page.fields.was));
        former
    }

    /// What an item of a strategy, or of one of its partner plans (`plan/item`), is called that had this id before.
    pub fn item_renamed(&self, strategy: StrategyId, name: &str) -> Option<String> {
        let had = |item: &ItemId, name: &str| self.item(*item).fields.was.iter().any(|was| *was.value == *name);
        let record = self.strategy(strategy);
        if let Some((plan, name)) = name.split_once('/') {
            let plan = record.plans.iter().map(|&id| self.plan(id)).find(|known| known.id == plan)?;
            return plan.items().find(|item| had(item, name)).map(|item| format!("{}/{}", plan.id, self.item(item).id));
        }
        record.items().find(|item| had(item, name)).map(|item| self.item(item).id.to_string())
    }

    /// What the topic is called that had this id before.
    pub fn topic_renamed(&self, name: &str) -> Option<&str> {
        let had = |topic: &&Topic| topic.record.was.iter().any(|was| *was.value == *name);
        self.topics.iter().find(had).map(|topic| &*topic.record.id.value)
    }

    /// The places that lead to an item on the pages that show it, for links to ids that it had before.
    pub fn former_anchors(&self, id: ItemId) -> Vec<String> {
        let item = self.item(id);
        let above = item.plan.map(|plan| format!("{}.", self.plan(plan).id)).unwrap_or_default();
        item.fields.was.iter().map(|was| format!("{above}{}", &*was.value)).collect()
    }
}

impl Resolver<'_> {
    /// The address as it is now, of something that had this one before; `None` if it leads to nothing, or could be several.
    pub(super) fn renamed(&self, address: &str, origin: Origin) -> Option<String> {
        let former = &self.site.former;
        let parts: Vec<&str> = address.trim().trim_end_matches('/').split('/').collect();
        if parts.len() > 4 || !parts.iter().any(|part| former.contains_key(*part)) {
            return None;
        }
        let mut ways: Vec<Vec<&str>> = vec![Vec::new()];
        for part in &parts {
            let now = former.get(*part).into_iter().flatten().map(String::as_str);
            let names: Vec<&str> = std::iter::once(*part).chain(now).collect();
            ways = ways.iter().flat_map(|way| names.iter().map(move |name| [way.as_slice(), &[*name]].concat())).collect();
        }
        let leads_on = |way: &Vec<&str>| {
            let Meaning::One(node) = self.meaning(&way.join("/"), origin) else { return false };
            let chain = self.site.chain(node);
            let had = |old: &str, now: &str| chain.iter().any(|(id, was)| *id == now && was.iter().any(|was| *was.value == *old));
            parts.iter().zip(way).all(|(old, now)| old == now || had(old, now))
        };
        let mut found = ways.iter().skip(1).filter(|way| leads_on(way));
        found.next().filter(|_| found.next().is_none()).map(|way| way.join("/"))
    }

    /// Reports a reference by an id that was changed.
    pub(super) fn tell_renamed(&mut self, address: &str, now: String, origin: Origin, place: Place) {
        let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, self.missing(address, origin));
        self.problems.push(told_renamed(problem, address, now));
    }
}

/// The problem of a reference by an old id, with the new one as its cure.
pub fn told_renamed(problem: Diagnostic, old: &str, now: String) -> Diagnostic {
    let problem = problem.help(format!("it is called `{now}` now"));
    // In a text with marks, the place may be that of the whole text.
    let is_exact = problem.place.is_some_and(|place| place.at.end as usize == place.at.start as usize + old.len());
    if is_exact { problem.replace(now) } else { problem }
}

/// Reports ids that items of one strategy or partner plan had before, and that others there have or had as well.
pub fn check(source: SourceId, items: &[Item], index: &HashMap<Arc<str>, ItemId>, first: usize, problems: &mut Diagnostics) {
    let mut known: HashMap<&str, Place> = HashMap::new();
    for was in items.iter().flat_map(|item| &item.fields.was) {
        let place = source.at(was.at);
        let of_item = index.get(&*was.value as &str).map(|item| source.at(items[item.index() - first].fields.id.at));
        if let Some(other) = of_item.or(known.get(&*was.value as &str).copied()) {
            let message = format!("the old id `{}` is in use", &*was.value);
            let problem = Diagnostic::new(&codes::ROUTE_TAKEN, place, message);
            problems.push(problem.help("take it out here: its address cannot lead to two places").related(other, "used here"));
        }
        known.entry(&was.value).or_insert(place);
    }
}

/// Old ids by the path below which they stand: at `hill/2026`, those that the strategy `2026` had before.
pub struct OldNames<'s>(BTreeMap<String, Vec<(&'s str, Place)>>);

impl<'s> OldNames<'s> {
    pub fn of(site: &'s Site) -> OldNames<'s> {
        let mut names: BTreeMap<String, Vec<(&str, Place)>> = BTreeMap::new();
        let mut note = |path: String, source: Option<SourceId>, was: &'s [Located<Id>]| {
            if let Some(source) = source.filter(|_| !was.is_empty()) {
                names.entry(path).or_default().extend(was.iter().map(|was| (&*was.value as &str, source.at(was.at))));
            }
        };
        site.trusts.iter().for_each(|trust| note(trust.id.clone(), Some(trust.source), &trust.file.was));
        site.pages.iter().for_each(|page| note(page.id.clone(), Some(page.source), &page.fields.was));
        for topic in &site.topics {
            let id = &*topic.record.id.value;
            for folder in ["topics", "compare"] {
                note(format!("{folder}/{id}"), site.files.topics, &topic.record.was);
            }
        }
        for id in site.strategy_ids() {
            let (strategy, folder) = (site.strategy(id), site.address(Node::Strategy(id)));
            for goal in site.goals(id) {
                let item = site.item(goal);
                note(format!("{folder}/{}", item.id), Some(strategy.source), &item.fields.was);
            }
            note(folder, Some(strategy.source), &strategy.fields.was);
        }
        OldNames(names)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every path that what stands at this one had before, with the first of the old ids in it.
    pub fn paths(&self, path: &str) -> Vec<(String, Place)> {
        let mut found: Vec<(String, Option<Place>)> = vec![(String::new(), None)];
        let mut now = String::new();
        for part in path.split('/') {
            now += part;
            let own = self.0.get(&now).map(Vec::as_slice).unwrap_or_default();
            let names: Vec<(&str, Option<Place>)> =
                std::iter::once((part, None)).chain(own.iter().map(|&(name, place)| (name, Some(place)))).collect();
            found = found
                .iter()
                .flat_map(|(before, first)| names.iter().map(move |(name, place)| (format!("{before}{name}/"), first.or(*place))))
                .collect();
            now.push('/');
        }
        found.into_iter().filter_map(|(path, place)| Some((path.trim_end_matches('/').to_string(), place?))).collect()
    }
}
