//! What can be asked of a site.

use super::*;
use crate::source::{At, SourceId};
use crate::strategy::Reading;
use crate::strategy::located::Marked;
use crate::strategy::model::Measure;
use crate::strategy::scalars::{Amount, PartialDate};

impl Site {
    pub fn trust(&self, id: TrustId) -> &Trust {
        &self.trusts[id.index()]
    }

    pub fn strategy(&self, id: StrategyId) -> &Strategy {
        &self.strategies[id.index()]
    }

    pub fn item(&self, id: ItemId) -> &Item {
        self.items.get(id)
    }

    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }

    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// The address where the site will be published, without a `/` at its end.
    pub fn base_url(&self) -> Option<&str> {
        Some(self.file.as_ref()?.base_url.as_ref()?.trim_end_matches('/'))
    }

    /// The path of the site's root on its host, from its address; `/` if that is not known.
    pub fn base_path(&self) -> String {
        let url = self.base_url().unwrap_or_default();
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path).trim_matches('/');
        if path.is_empty() { "/".to_string() } else { format!("/{path}/") }
    }

    /// The trust of a site that has one only.
    pub fn only_trust(&self) -> Option<TrustId> {
        (self.trusts.len() == 1).then(|| TrustId::new(0))
    }

    /// Every trust, in the order of their folders.
    pub fn trust_ids(&self) -> impl Iterator<Item = TrustId> + use<> {
        (0..self.trusts.len()).map(TrustId::new)
    }

    /// Every strategy, in the order of their folders.
    pub fn strategy_ids(&self) -> impl Iterator<Item = StrategyId> + use<> {
        (0..self.strategies.len()).map(StrategyId::new)
    }

    /// Every topic, in the order of `topics.yaml`.
    pub fn topic_ids(&self) -> impl Iterator<Item = TopicId> + use<> {
        (0..self.topics.len()).map(TopicId::new)
    }

    /// Every term of the glossary, in the order of lists.
    pub fn term_ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.terms.len()).map(TermId::new)
    }

    /// Every page of the site's own.
    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len()).map(PageId::new)
    }

    /// The name of a body that a strategy names: a partner, or a trust of this site.
    pub fn body_name(&self, name: &str) -> String {
        let partner = self.partners.iter().find(|known| *known.id.value == *name).map(|partner| &partner.name);
        let trust = || self.trust_by_id.get(name).map(|&id| &self.trust(id).file.name);
        partner.or_else(trust).map_or(name, |known| known).to_string()
    }

    /// Who answers for an item: a person whom its strategy names, with their role; or a role as it stands.
    pub fn owner_name(&self, strategy: StrategyId, name: &str) -> String {
        let people = &self.strategy(strategy).fields.people;
        match people.iter().find(|person| *person.id.value == *name) {
            Some(person) => match &person.role {
                Some(role) => format!("{}, {role}", person.name),
                None => person.name.to_string(),
            },
            None => name.to_string(),
        }
    }

    /// The node of a full address, if it has one meaning.
    pub fn find(&self, address: &str) -> Option<Node> {
        let resolver = address::Resolver { site: self, problems: &mut Diagnostics::new() };
        match resolver.meaning(address, Default::default()) {
            address::Meaning::One(node) => Some(node),
            _ => None,
        }
    }

    /// The trust that an item's strategy belongs to.
    pub fn trust_of(&self, item: ItemId) -> TrustId {
        self.strategy(self.item(item).strategy).trust
    }

    /// The place of a value in a strategy's file.
    pub fn place(&self, strategy: StrategyId, at: At) -> Place {
        self.strategy(strategy).source.at(at)
    }

    /// Whether something that stands in a file of `content/` is not shown.
    pub fn hides_part_of(&self, path: &str) -> bool {
        self.hidden.has_part_of(path)
    }

    /// The files of the shared records.
    pub fn files(&self) -> SharedFiles {
        self.files
    }

    /// The words of a field of inline Markdown in the file `source`: parsed, references resolved.
    pub fn words(&self, source: SourceId, marked: &Marked) -> &Words {
        self.words.get(&source).and_then(|words| words.get(&marked.at)).unwrap_or(&words::NO_WORDS)
    }

    /// The links that start at a node, in the order of its file.
    pub fn links_from(&self, node: Node) -> &[Link] {
        self.from.get(node)
    }

    /// The links that end at a node, in the order of the trusts and their files.
    pub fn links_to(&self, node: Node) -> &[Link] {
        self.to.get(node)
    }

    /// All links, from both ends' point of view the same.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.from.all().iter()
    }

    /// The strategy that took the place of another, where both are on this site.
    pub fn superseded_by(&self, strategy: StrategyId) -> Option<StrategyId> {
        self.superseded_by.get(&strategy).copied()
    }

    pub fn routes(&self) -> &Arc<Routes> {
        &self.routes
    }

    /// A measure's readings, inline and from files, oldest first: date, group (empty for the whole), figure, note.
    pub fn readings<'a>(
        &'a self,
        strategy: StrategyId,
        measure: &'a Measure,
    ) -> Vec<(PartialDate, String, &'a Amount, Option<&'a str>)> {
        let inline = measure.readings.iter();
        let inline = inline.map(|reading| (reading.date.value, String::new(), &reading.value.value, reading.note.as_deref()));
        let from_files = self.readings_in_files(strategy, measure).iter();
        let from_files = from_files.map(|reading| (reading.date, reading.group(), &reading.value, reading.note()));
        let mut readings: Vec<_> = inline.chain(from_files).collect();
        readings.sort_by(|a, b| (a.0.first(), &a.1).cmp(&(b.0.first(), &b.1)));
        readings
    }

    /// The lines of a measure in the strategy's files of readings, in the order written.
    pub fn readings_in_files(&self, strategy: StrategyId, measure: &Measure) -> &[Reading] {
        self.strategy(strategy).readings.of_measure(&measure.id.value)
    }

    /// Whether there is a trust of that id that is not to be seen: not published, or with a file that cannot be read.
    pub fn hides_trust(&self, id: &str) -> bool {
        self.hidden.has(id, "", "") || self.broken.contains(id)
    }

    /// Whether something of that full address is not to be seen: itself, or what it is part of.
    pub fn hides(&self, address: &str) -> bool {
        self.hidden.has(address, "", "")
    }

    /// Whether the records at an address are not all known: those of a strategy (`trust/strategy`), or of `topics`, `glossary`,
    /// `partners.yaml` or `site.yaml`. Their file has a mistake that may have cost one its id.
    pub fn lacks(&self, address: &str) -> bool {
        self.broken.contains(address)
    }

    /// As [`Site::lacks`], of a strategy.
    pub fn lacks_items(&self, strategy: StrategyId) -> bool {
        self.lacks(&self.address(Node::Strategy(strategy)))
    }

    /// Whether every file of the content could be read, so that what is not here is nowhere.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// Whether some of the content is not here: it is not published.
    pub fn hides_records(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// The level of an item: what its strategy or partner plan calls it.
    pub fn level(&self, item: ItemId) -> &Level {
        let item = self.item(item);
        match item.plan {
            Some(plan) => &self.plan(plan).levels[item.level],
            None => &self.strategy(item.strategy).levels[item.level],
        }
    }

    /// The nearest item with a page, the item itself or one above it. `None`: it is shown on the strategy's overview.
    pub fn page_of(&self, item: ItemId) -> Option<ItemId> {
        std::iter::successors(Some(item), |&item| self.item(item).parent).find(|&item| self.item(item).has_page)
    }

    /// The item of a strategy, or of one of its partner plans (`plan/item`), that has this id.
    pub fn item_named(&self, strategy: StrategyId, name: &str) -> Option<ItemId> {
        let record = self.strategy(strategy);
        let of_plan = || {
            let (plan, item) = name.split_once('/')?;
            let plan = record.plans.iter().map(|&id| self.plan(id)).find(|known| known.id == plan)?;
            plan.index.get(item).copied()
        };
        record.index.get(name).copied().or_else(of_plan)
    }

    /// The items with pages of a strategy, in order.
    pub fn goals(&self, strategy: StrategyId) -> impl Iterator<Item = ItemId> + '_ {
        self.strategy(strategy).items().filter(|&item| self.item(item).has_page)
    }

    /// Everything below an item, in the order of the file.
    pub fn below(&self, item: ItemId) -> Vec<ItemId> {
        let mut found = Vec::new();
        let mut open: Vec<ItemId> = self.item(item).children().rev().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.item(next).children().rev());
        }
        found
    }

    /// The file's topics section as read, for checks.
    pub fn topics_by_id(&self, id: &str) -> Option<TopicId> {
        self.topics.iter().position(|topic| *topic.record.id.value == *id).map(TopicId::new)
    }
}
