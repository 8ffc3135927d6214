//! What to say of an address that leads nowhere: what is missing, what was likely meant, and which other problems come of
//! the same mistake.

use super::address::{Meaning, Origin, Resolver};
use super::*;
use crate::diagnostic::nearest;

/// The first parts of the addresses of records that all trusts share.
const SHARED: [&str; 3] = ["topics", "glossary", "pages"];

/// The cause of every problem that comes of a name that a trust does not have; no trust: the site.
pub fn missing_in(trust: &str, name: &str) -> String {
    format!("no {name} in {trust}")
}

impl Site {
    /// The cause of a topic that is not there, and the cure. Where there are no topics at all, that is the one mistake.
    pub(crate) fn lack_of_topic(&self, name: &str) -> (String, String) {
        let add = "add a topic of this id, or remove the reference";
        match self.files.topics {
            None => ("no topics at all".into(), format!("the file is not there: make it, and {add}")),
            Some(_) if self.topics.is_empty() => ("no topics at all".into(), format!("the file has no topics: {add}")),
            Some(_) => (format!("no topic {name} in "), "add it there, or use one that is there".into()),
        }
    }
}

/// What to do about names that stand in place of one, if all are known: a comma or the end of a line is missing between them.
pub fn run_together(written: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let parts = written.split([' ', ',', ';', '\n']).filter(|part| !matches!(*part, "" | "-" | "and"));
    let parts: Vec<&str> = parts.collect();
    (parts.len() > 1 && parts.iter().all(|part| is_known(part)))
        .then(|| format!("write each as an entry of its own, with a comma or a new line between them: `{}`", parts.join("`, `")))
}

impl Resolver<'_> {
    pub(super) fn missing(&self, address: &str, origin: Origin) -> String {
        match address.split_once('/') {
            Some((trust, rest)) if self.site.trust_by_id.contains_key(trust) => format!("no item `{rest}` in trust `{trust}`"),
            Some(_) => format!("nothing has the address `{address}`"),
            None if origin.strategy.is_some() => format!("no item `{address}` in this strategy"),
            None => format!("no trust `{address}` on this site"),
        }
    }

    /// What is missing where an address leads nowhere: an id that was changed is one mistake, however many places still use it.
    /// `likely`: what was meant, if that is known.
    pub(super) fn cause(&self, address: &str, likely: Option<&str>, origin: Origin) -> String {
        let site = self.site;
        let address = address.trim().trim_matches('/');
        let own = origin.trust.map(|id| &*site.trust(id).id);
        let is_strategy =
            |trust: &str, name: &str| matches!(self.meaning(&format!("{trust}/{name}"), origin), Meaning::One(Node::Strategy(_)));
        let is_plan = |name: &str| {
            let plans = origin.strategy.iter().flat_map(|&here| &site.strategy(here).plans);
            plans.into_iter().any(|&plan| site.plan(plan).id == name)
        };
        let Some((first, rest)) = address.split_once('/') else {
            let is_trust = likely.is_some_and(|likely| site.trust_by_id.contains_key(likely));
            return missing_in(own.filter(|_| !is_trust).unwrap_or_default(), address);
        };
        match own {
            _ if site.trust_by_id.contains_key(first) => match rest.split_once('/') {
                Some((strategy, item)) if is_strategy(first, strategy) => missing_in(first, item),
                Some((strategy, _)) => missing_in(first, strategy),
                None => missing_in(first, rest),
            },
            Some(own) if is_strategy(own, first) => missing_in(own, rest),
            Some(own) if is_plan(first) => missing_in(own, address),
            // As lists of topics tell it.
            _ if first == "topics" => format!("no topic {rest} in "),
            _ if SHARED.contains(&first) => missing_in("", address),
            _ => missing_in("", first),
        }
    }

    /// The address most like the one that was written, in the same form: each part that leads nowhere is replaced by the
    /// nearest one that leads on.
    pub(super) fn nearest(&self, address: &str, origin: Origin) -> Option<String> {
        let parts: Vec<&str> = address.trim().trim_matches('/').split('/').collect();
        let exact = self.titled(address, origin).or_else(|| self.elsewhere(&parts, origin));
        let near = || self.corrected(&parts, origin).or_else(|| self.of_another_trust(&parts));
        exact.or_else(near).or_else(|| self.of_shared(&parts, origin)).or_else(|| self.titled_elsewhere(address))
    }

    /// The item of the strategy, or the trust, that has the words of an address for its name.
    fn titled(&self, address: &str, origin: Origin) -> Option<String> {
        let site = self.site;
        let is = |title: &str| title.trim().eq_ignore_ascii_case(address.trim());
        let is_item = |item: &ItemId| site.item(*item).fields.title.as_ref().is_some_and(|title| is(title.as_str()));
        let mut items = origin.strategy.into_iter().flat_map(|here| site.strategy(here).items()).filter(is_item);
        match (items.next(), items.next()) {
            (Some(item), None) => Some(site.item(item).id.to_string()),
            (Some(_), Some(_)) => None,
            _ => site.trusts.iter().find(|trust| is(&trust.file.name)).map(|trust| trust.id.clone()),
        }
    }

    /// The record of that very id that all trusts share: its folder was left out.
    fn of_shared(&self, parts: &[&str], origin: Origin) -> Option<String> {
        let [name] = parts else { return None };
        let mut found = SHARED.iter().map(|folder| format!("{folder}/{name}"));
        let is_one = |address: &String| matches!(self.meaning(address, origin), Meaning::One(_));
        found.find(is_one).filter(|_| !found.any(|other| is_one(&other)))
    }

    /// The one strategy, partner plan, page, term or topic of the site that has the words of an address for its title.
    fn titled_elsewhere(&self, address: &str) -> Option<String> {
        let site = self.site;
        let strategies = site.trusts.iter().flat_map(|trust| &trust.strategies).map(|&id| Node::Strategy(id));
        let plans = site.trusts.iter().flat_map(|trust| &trust.strategies).flat_map(|&id| &site.strategy(id).plans);
        let pages = site.page_ids().map(Node::Page).chain(plans.map(|&plan| Node::Plan(plan)));
        let terms = site.term_ids().map(Node::Term);
        let all = strategies.chain(pages).chain(terms).chain(site.topic_ids().map(Node::Topic));
        let mut found = all.filter(|&node| site.title(node).eq_ignore_ascii_case(address.trim()));
        found.next().filter(|_| found.next().is_none()).map(|node| site.address(node))
    }

    /// The item of that very id in a partner plan of the strategy, or in another strategy of the trust.
    fn elsewhere(&self, parts: &[&str], origin: Origin) -> Option<String> {
        let site = self.site;
        let own = origin.trust.map(|trust| (String::new(), trust));
        let (name, (before, trust)) = match *parts {
            [name] => (name, own?),
            [trust, name] => (name, (format!("{trust}/"), *site.trust_by_id.get(trust)?)),
            _ => return None,
        };
        let plans = origin.strategy.iter().filter(|_| before.is_empty()).flat_map(|&here| &site.strategy(here).plans);
        let plans = plans.map(|&plan| site.plan(plan)).filter(|plan| plan.index.contains_key(name));
        let strategies = site.trust(trust).strategies.iter().map(|&id| site.strategy(id));
        let strategies = strategies.filter(|strategy| strategy.index.contains_key(name));
        let mut found = plans.map(|plan| &plan.id).chain(strategies.map(|strategy| &strategy.id));
        let likely = found.next().filter(|_| found.next().is_none()).map(|id| format!("{before}{id}/{name}"))?;
        matches!(self.meaning(&likely, origin), Meaning::One(_)).then_some(likely)
    }

    fn corrected(&self, parts: &[&str], origin: Origin) -> Option<String> {
        let mut corrected: Vec<String> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let known = self.names_after(&corrected, at + 1 < parts.len(), origin);
            match known.contains(*part) {
                true => corrected.push(part.to_string()),
                false => corrected.push(nearest(part, known.iter().copied())?.to_string()),
            }
        }
        let likely = corrected.join("/");
        matches!(self.meaning(&likely, origin), Meaning::One(_)).then_some(likely)
    }

    /// The item of that very id in the current strategy of the one trust that has it: its trust was left out.
    fn of_another_trust(&self, parts: &[&str]) -> Option<String> {
        let site = self.site;
        let [name] = parts else { return None };
        let has = |trust: &&Trust| trust.current.is_some_and(|now| site.strategy(now).index.contains_key(*name));
        let mut trusts = site.trusts.iter().filter(has);
        trusts.next().filter(|_| trusts.next().is_none()).map(|trust| format!("{}/{name}", trust.id))
    }

    /// The names that may stand after those of the beginning of an address; sorted, so that of two equally near ones always
    /// the same is proposed. `more`: whether others are to follow.
    fn names_after(&self, before: &[String], more: bool, origin: Origin) -> BTreeSet<&str> {
        let site = self.site;
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        match before[..] {
            [] => {
                names.extend(site.trust_by_id.keys().map(String::as_str));
                let own = origin.trust.iter().flat_map(|&own| &site.trust(own).strategies);
                names.extend(own.map(|&id| site.strategy(id).id.as_str()));
                match (more, origin.plan, origin.strategy) {
                    (true, _, here) => {
                        names.extend(SHARED);
                        let plans = here.iter().flat_map(|&here| &site.strategy(here).plans);
                        names.extend(plans.map(|&plan| site.plan(plan).id.as_str()));
                    }
                    (false, plan, here) => {
                        names.extend(plan.iter().flat_map(|&plan| site.plan(plan).index.keys()).map(|id| &**id));
                        names.extend(here.into_iter().flat_map(|here| self.names_in(here)));
                    }
                }
            }
            ["topics"] => names.extend(site.topics.iter().map(|topic| &*topic.record.id.value as &str)),
            ["glossary"] => names.extend(site.terms.iter().map(|term| &*term.id.value as &str)),
            ["pages"] => names.extend(site.pages.iter().map(|page| page.id.as_str())),
            _ => match self.meaning(&before.join("/"), origin) {
                Meaning::One(Node::Trust(id)) => {
                    names.extend(site.trust(id).strategies.iter().map(|&id| site.strategy(id).id.as_str()));
                    names.extend(site.trust(id).current.into_iter().flat_map(|now| self.names_in(now)));
                }
                Meaning::One(Node::Strategy(id)) => names.extend(self.names_in(id)),
                Meaning::One(Node::Plan(id)) => names.extend(site.plan(id).index.keys().map(|id| &**id)),
                _ => {}
            },
        }
        names
    }

    /// The ids of a strategy's items and partner plans.
    fn names_in(&self, id: StrategyId) -> impl Iterator<Item = &str> {
        let strategy = self.site.strategy(id);
        let plans = strategy.plans.iter().map(|&plan| self.site.plan(plan).id.as_str());
        strategy.index.keys().map(|id| &**id).chain(plans)
    }
}
