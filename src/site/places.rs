//! Places on the pages of a strategy, and their ids. All of a strategy stands together on its page of everything, so each
//! record needs an id that no other has. Headings give way: only their words are known to the author.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;

use super::ids::{duplicate_of, words_of};
use super::*;
use crate::diagnostic::{Diagnostic, codes};
use crate::strategy::located::Located;
use crate::strategy::scalars::Id;

/// The ids that templates themselves give to parts of pages that show records or narratives.
pub const OWN_PLACES: &[&str] = &[
    "contents-label",
    "main",
    "search-words",
    "section-about",
    "section-attention",
    "section-connections",
    "section-counts",
    "section-findings",
    "section-follow",
    "section-formats",
    "section-goals",
    "section-measures",
    "section-mentioned-by",
    "section-nav-label",
    "section-next",
    "section-notes",
    "section-others",
    "section-partner-plans",
    "section-people",
    "section-quotations",
    "section-related",
    "section-shared",
    "section-statements",
    "section-supporting",
    "section-thread",
    "section-timeline",
    "section-updates",
    "section-values",
    "section-ways",
    "source",
];

/// A record that has a place on a page.
struct Placed<'s> {
    id: &'s Located<Id>,
    /// What it is, and what several are.
    kind: [&'static str; 2],
    /// What its id is likely made of.
    words: Option<&'s str>,
    /// Whether it is held apart from others of its sort where these are arranged.
    arranged: bool,
}

/// Reports what has the id of another record with a place on the strategy's pages, or of a part of these.
pub(super) fn check(site: &Site, id: StrategyId, problems: &mut Diagnostics) {
    let strategy = site.strategy(id);
    let mut records = records(site, strategy);
    records.sort_by_key(|record| record.id.at.start);
    let mut first: HashMap<&str, &Placed> = HashMap::new();
    for record in &records {
        let name: &str = &record.id.value;
        let place = strategy.source.at(record.id.at);
        if is_own(strategy, name) {
            let message = format!("the pages of the strategy need `{name}` for a part of their own");
            problems.push(Diagnostic::new(&codes::RESERVED_ID, place, message).help("choose another id"));
            continue;
        }
        let Some(other) = first.get(name) else {
            first.insert(name, record);
            continue;
        };
        if record.arranged && other.arranged {
            continue;
        }
        let problem = duplicate_of(name, place, record.words, (strategy.source.at(other.id.at), other.words));
        let message = match record.kind == other.kind {
            true => format!("two {} have the id `{name}`", record.kind[1]),
            false => format!("{} and {} have the id `{name}`", other.kind[0], record.kind[0]),
        };
        problems.push(Diagnostic { message, ..problem });
    }
}

/// Whether templates have a place of that id on the pages of a strategy.
fn is_own(strategy: &Strategy, id: &str) -> bool {
    let of_level = |key: &str| strategy.levels.iter().any(|level| level.key == key);
    OWN_PLACES.contains(&id)
        || id.strip_prefix("group-").is_some_and(of_level)
        || id.starts_with("update-") && strategy.updates.iter().any(|update| update.anchor() == id)
}

/// Every record of a strategy, and the ids that they had before, which lead on to them.
fn records<'s>(site: &'s Site, strategy: &'s Strategy) -> Vec<Placed<'s>> {
    let mut found = Vec::new();
    let mut add = |id, kind, words: Option<&'s str>, arranged| found.push(Placed { id, kind, words, arranged });
    let plans: Vec<&Plan> = strategy.plans.iter().map(|&plan| site.plan(plan)).collect();
    for item in strategy.items().map(|item| site.item(item)) {
        add(&item.fields.id, ["an item", "items"], words_of(&item.fields), true);
        item.fields.was.iter().for_each(|was| add(was, ["an old id", "old ids"], None, true));
    }
    for plan in &plans {
        add(&plan.fields.id, ["a partner plan", "partner plans"], Some(&plan.fields.title), false);
    }
    for item in strategy.items().chain(plans.iter().flat_map(|plan| plan.items())) {
        for measure in &site.item(item).fields.measures {
            add(&measure.id, ["a measure", "measures"], Some(&measure.title), false);
        }
    }
    let fields = &strategy.fields;
    for record in &fields.supporting {
        add(&record.id, ["a supporting strategy", "supporting strategies"], Some(&record.title), false);
    }
    fields.people.iter().for_each(|person| add(&person.id, ["a person", "people"], Some(&person.name), false));
    fields.quotations.iter().for_each(|quotation| add(&quotation.id, ["a quotation", "quotations"], None, false));
    fields.findings.iter().for_each(|finding| add(&finding.id, ["a finding", "findings"], None, false));
    found
}

impl Site {
    /// The id of a heading's place on the page that shows its narrative: its own, unless something else there has that.
    pub fn place_of_heading<'h>(&self, node: Node, heading: &'h str) -> Cow<'h, str> {
        let taken = match node {
            Node::Item(id) if self.page_of(id) != Some(id) => return Cow::Owned(format!("{}:{heading}", self.anchor(id))),
            Node::Item(id) => self.has_place(self.item(id).strategy, heading),
            Node::Strategy(id) => self.has_place(id, heading),
            _ => OWN_PLACES.contains(&heading),
        };
        // No id of anything else has a colon but those of footnotes, which end in a number.
        if taken { Cow::Owned(format!("{heading}:heading")) } else { Cow::Borrowed(heading) }
    }

    fn has_place(&self, id: StrategyId, name: &str) -> bool {
        let strategy = self.strategy(id);
        let all = || {
            let records = records(self, strategy).into_iter().map(|record| record.id.value.to_string());
            let of_plans = strategy.plans.iter().flat_map(|&plan| self.plan(plan).items()).map(|item| self.anchor(item));
            let mut numbers: Box<[u64]> = records.chain(of_plans).map(|id| number(&id)).collect();
            numbers.sort_unstable();
            numbers
        };
        is_own(strategy, name) || strategy.places.get_or_init(all).binary_search(&number(name)).is_ok()
    }
}

/// A number for an id. If ever two ids had the same, a heading would be named apart without need.
fn number(id: &str) -> u64 {
    foldhash::quality::FixedState::default().hash_one(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => templates(&path, found),
                false if path.extension().is_some_and(|end| end == "html") => found.push(path),
                false => {}
            }
        }
    }

    /// Pages of the tool's own, on which no record and no heading of a narrative has a place.
    const APART: [&str; 4] = ["accessibility.html", "data.html", "search.html", "updates.html"];

    #[test]
    fn the_ids_of_templates_are_known() {
        let mut files = Vec::new();
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes"), &mut files);
        let mut written = BTreeSet::new();
        for file in files {
            let in_templates = file.parent().is_some_and(|folder| folder.ends_with("templates"));
            if in_templates && APART.iter().any(|name| file.ends_with(name)) {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            // What asks for an entry of a list of contents names the id of a place.
            let ids = text.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            written.extend(ids.filter(|id| !id.contains("{{")).map(str::to_string));
        }
        let known: BTreeSet<String> = OWN_PLACES.iter().map(|id| id.to_string()).collect();
        assert_eq!(written, known);
    }
}
