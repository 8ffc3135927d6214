//! The tree of items as the standard has it: goals, and objectives below them.
//!
//! A goal is each item with a page of its own, and each that has no such item above or below it. An objective is every other
//! item below a goal, whatever its depth: it names the objective above it. What stands above goals is told in lines.

use std::collections::HashSet;

use super::{Export, Lines};
use crate::site::{ItemId, LinkKind, Node, Site, StrategyId};
use crate::strategy::levels::USUAL_LEVELS;
use crate::strategy::model::Placed;
use crate::stratml::lines::{self, folded, line};
use crate::stratml::{Aim, Part, identifier};

pub struct Tree<'a> {
    site: &'a Site,
    /// Each goal with its objectives; of each objective, whether another is above it.
    goals: Vec<(ItemId, Vec<ItemId>)>,
    above: Vec<ItemId>,
}

impl<'a> Tree<'a> {
    pub fn of(site: &'a Site, id: StrategyId) -> Tree<'a> {
        let (mut goals, mut above, mut known): (Vec<ItemId>, Vec<ItemId>, HashSet<ItemId>) = Default::default();
        for item in site.strategy(id).items() {
            let mut ancestors = std::iter::successors(site.item(item).parent, |&above| site.item(above).parent);
            let is_goal_above = ancestors.any(|above| known.contains(&above));
            let is_goal_below = || site.below(item).into_iter().any(|below| site.item(below).has_page);
            if site.item(item).has_page || !is_goal_above && !is_goal_below() {
                goals.push(item);
                known.insert(item);
            } else if !is_goal_above {
                above.push(item);
            }
        }
        let mut tree = Tree { site, goals: Vec::new(), above };
        for goal in tree.by_level(goals) {
            let mut objectives = Vec::new();
            tree.objectives(goal, &known, &mut objectives);
            tree.goals.push((goal, objectives));
        }
        tree
    }

    fn objectives(&self, above: ItemId, goals: &HashSet<ItemId>, found: &mut Vec<ItemId>) {
        let children = self.site.item(above).children().filter(|child| !goals.contains(child)).collect();
        for child in self.by_level(children) {
            found.push(child);
            self.objectives(child, goals, found);
        }
    }

    /// Items in order, those of one level together.
    fn by_level(&self, mut items: Vec<ItemId>) -> Vec<ItemId> {
        let mut names: Vec<&str> = Vec::new();
        for &item in &items {
            let name = &*self.site.level(item).one;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        items.sort_by_key(|&item| names.iter().position(|name| *name == self.site.level(item).one));
        items
    }

    /// The items above goals, which are not goals.
    pub fn above_goals(&self) -> impl Iterator<Item = ItemId> + '_ {
        self.above.iter().copied()
    }

    /// A line for each level that has a name of the strategy's own.
    pub fn levels(&self) -> Vec<String> {
        let items = self.goals.iter().flat_map(|(goal, objectives)| std::iter::once(goal).chain(objectives));
        let mut names = Vec::new();
        let mut told = Vec::new();
        for level in items.map(|&item| self.site.level(item)) {
            let (one, many) = (folded(&level.one), folded(&level.many));
            let usual = USUAL_LEVELS.iter().any(|usual| usual.key == level.key && usual.one == one && usual.many == many);
            if names.contains(&one) || usual {
                names.push(one);
                continue;
            }
            told.push(line(&format!("{} {}", lines::LEVEL, level.key), &format!("one {one}, many {many}")));
            names.push(one);
        }
        told
    }
}

impl Export<'_> {
    pub fn goals(&self, tree: &Tree) -> Vec<Aim> {
        let goal = |(goal, objectives): &(ItemId, Vec<ItemId>)| {
            let below = objectives.iter().map(|&objective| self.aim(objective, Some(*goal)));
            Aim { objectives: below.collect(), ..self.aim(*goal, None) }
        };
        tree.goals.iter().map(goal).collect()
    }

    /// A goal, or an objective of `goal`.
    fn aim(&self, id: ItemId, goal: Option<ItemId>) -> Aim {
        let (site, item) = (self.site, self.site.item(id));
        let fields = &item.fields;
        let description = self.plain_of(&fields.text);
        let title = fields.title.as_ref().or(fields.short_title.as_ref());
        let name = match title {
            Some(title) => folded(title),
            None if goal.is_none() || description.is_empty() => folded(&site.item_title(id)),
            None => String::new(),
        };
        let measured = |part| if self.part == part { &fields.measures[..] } else { &[] };
        Aim {
            identifier: identifier(&site.address(Node::Item(id))),
            number: folded(fields.number.as_deref().unwrap_or_default()),
            name,
            description,
            stakeholders: self.stakeholders(&fields.partners),
            other: self.lines_of(id, goal, measured(Part::One)),
            indicators: measured(Part::Two).iter().map(|measure| self.indicator(id, measure)).collect(),
            objectives: Vec::new(),
        }
    }

    fn lines_of(&self, id: ItemId, goal: Option<ItemId>, measures: &[crate::strategy::model::Measure]) -> Vec<String> {
        let (site, item) = (self.site, self.site.item(id));
        let fields = &item.fields;
        let mut other = Lines::default();
        let level = folded(&site.level(id).one);
        let usual = if goal.is_some() { "Objective" } else { "Goal" };
        other.add(lines::LEVEL, if level == usual { "" } else { &level });
        if let Some(above) = item.parent.filter(|&above| goal.is_some_and(|goal| goal != above)) {
            other.add(lines::BELOW, &identifier(&site.address(Node::Item(above))));
        }
        if let (Some(short), Some(title)) = (fields.short_title.as_ref(), &fields.title)
            && **short != **title
        {
            other.add(lines::SHORT_TITLE, short);
        }
        other.add(lines::PERIOD, fields.period.as_ref().map_or("", |period| &period.printed));
        other.add(lines::DUE, &fields.due.as_ref().map(|due| due.value.to_string()).unwrap_or_default());
        fields.owner.iter().for_each(|owner| other.add(lines::OWNER, &site.owner_name(self.id, owner)));
        let prose = other.0.len();
        if goal.is_none()
            && let Some(above) = item.parent
        {
            other.add("Part of", &self.named(above));
        }
        fields.other_titles.iter().for_each(|title| other.add("Also called", &title.text));
        fields.label.iter().for_each(|label| other.add("Label", &label.text));
        other.add("This year", &self.plain_of(&fields.this_year));
        match fields.placed.as_ref().map(|placed| placed.value) {
            Some(Placed::Inferred) => other.add("Place", "our reading; the source does not say where this belongs"),
            Some(Placed::Unknown) => other.add("Place", "not known; the source does not say where this belongs"),
            Some(Placed::Stated) | None => {}
        }
        let topics = fields.topics.iter().filter_map(|(topic, _)| site.topics_by_id(topic));
        topics.for_each(|topic| other.add("Topic", &site.topic(topic).record.title));
        let supporting = &site.strategy(self.id).fields.supporting;
        for name in &fields.names {
            let known = supporting.iter().find(|known| *known.id.value == **name).map_or(name, |known| &known.title);
            other.add("Names", known);
        }
        if let Some(said) = site.statuses_of(id).into_iter().next() {
            let word = site.status_word(self.id, said.word).map_or(said.word, |known| &known.title);
            let as_at = said.as_at.map(|date| format!(", as at {date}")).unwrap_or_default();
            let by = said.by.map(|by| format!(", says: {}", &**by)).unwrap_or_default();
            other.add("Status", &format!("{}{as_at}{by}", &**word));
        }
        for link in site.links_from(Node::Item(id)) {
            let label = match link.kind {
                LinkKind::Delivers => "Delivers",
                LinkKind::Supports => "Supports",
                LinkKind::DependsOn => "Depends on",
                LinkKind::AlignsWith => "Aligns with",
                LinkKind::Related | LinkKind::Mentions => continue,
            };
            other.add(label, &format!("{} ({})", site.title(link.to), site.address(link.to)));
        }
        measures.iter().for_each(|measure| other.add("Measure", &self.measure_in_words(measure)));
        other.0.extend(item.narrative.iter().flat_map(|text| site.plain_lines(&text.words)));
        other.with_prose_from(prose)
    }

    /// What an item is called: its level, number and title.
    fn named(&self, id: ItemId) -> String {
        let number = self.site.item(id).fields.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
        format!("{}{number}, {}", self.site.level(id).one, self.site.item_title(id))
    }

    /// An item above goals.
    pub fn about_part(&self, other: &mut Lines, id: ItemId) {
        let item = self.site.item(id);
        let text = match item.fields.title {
            Some(_) => self.plain_of(&item.fields.text),
            None => String::new(),
        };
        other.add("Above the goals", &format!("{}. {text}", self.named(id)));
        other.0.extend(item.narrative.iter().flat_map(|text| self.site.plain_lines(&text.words)));
    }
}
