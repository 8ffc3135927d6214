//! Goals and objectives as items: a tree again, below the keys of their levels.

use std::collections::HashSet;

use super::head::is_date;
use super::ids::{fresh, slug};
use super::levels::Levels;
use super::yaml::{Group, Yaml};
use super::{Import, UNTITLED, markdown};
use crate::site::{OWN_PLACES, RESERVED_IN_STRATEGY};
use crate::strategy::scalars::{Period, Written};
use crate::stratml::lines::{self, Lines};
use crate::stratml::{Aim, identifier};

/// The items so far, parents before their children.
#[derive(Default)]
pub struct Items {
    pub levels: Levels,
    all: Vec<Item>,
    ids: HashSet<String>,
}

struct Item {
    level: String,
    identifier: String,
    above: Option<usize>,
    fields: Group,
}

impl Items {
    pub fn uses(&self, level: &str) -> bool {
        self.all.iter().any(|item| item.level == level)
    }

    /// Writes the items under the keys of their levels.
    pub fn write(&self, fields: &mut Group) {
        self.children(None, fields);
    }

    fn children(&self, above: Option<usize>, fields: &mut Group) {
        let mut groups: Vec<(&str, Vec<Yaml>)> = Vec::new();
        for (at, item) in self.all.iter().enumerate().filter(|(_, item)| item.above == above) {
            let mut own = item.fields.clone();
            self.children(Some(at), &mut own);
            match groups.iter_mut().find(|(level, _)| *level == item.level) {
                Some((_, group)) => group.push(Yaml::Group(own)),
                None => groups.push((&item.level, vec![Yaml::Group(own)])),
            }
        }
        groups.into_iter().for_each(|(level, group)| fields.list(level, group));
    }
}

impl Import<'_> {
    pub fn add_items(&mut self, items: &mut Items) {
        // Where an id is made of a title, it must be none that a page needs, nor one that stands further down.
        items.ids.extend(RESERVED_IN_STRATEGY.iter().chain(OWN_PLACES).map(|id| id.to_string()));
        items.ids.insert(self.strategy.clone());
        // What is a page is known before items are written.
        for goal in &self.document.goals {
            level(items, goal, true);
        }
        for goal in &self.document.goals {
            let at = self.add(items, goal, None);
            for objective in &goal.objectives {
                self.add(items, objective, Some(at));
            }
        }
    }

    fn id(&mut self, items: &mut Items, aim: &Aim, is_goal: bool) -> String {
        let own = self.own_id(&aim.identifier, 3);
        // An identifier stands once in a file, so one of ours is taken by nobody else.
        let own = own.filter(|id| id != "index" && (!items.ids.contains(id) || RESERVED_IN_STRATEGY.contains(&id.as_str())));
        let id = own.unwrap_or_else(|| {
            let words = if aim.name.is_empty() { &aim.description } else { &aim.name };
            fresh(&slug(words, if is_goal { "goal" } else { "objective" }), |id| items.ids.contains(id))
        });
        items.ids.insert(id.clone());
        id
    }

    fn add(&mut self, items: &mut Items, aim: &Aim, goal: Option<usize>) -> usize {
        let id = self.id(items, aim, goal.is_none());
        let level = level(items, aim, goal.is_none());
        let mut read = Lines::new(&aim.other);
        read.text(lines::LEVEL);
        let above = goal.map(|goal| {
            let known = |name: &str| (goal..items.all.len()).find(|&at| items.all[at].identifier == name && at != goal);
            read.take(lines::BELOW, known).unwrap_or(goal)
        });
        let mut fields = Group::default();
        fields.text("id", &id);
        fields.text("number", &aim.number);
        // A goal without a title of its own is known by its text. What has a shorter title has a title.
        let short = read.text(lines::SHORT_TITLE);
        let title = if goal.is_none() && short.is_none() && aim.name == aim.description { "" } else { &aim.name };
        fields.text("title", title);
        fields.text("short_title", &short.unwrap_or_default());
        if title.is_empty() && aim.description.is_empty() {
            fields.text("title", UNTITLED);
        }
        fields.text("text", &markdown::paragraph(&aim.description));
        let has_page = items.levels.has_pages(&level);
        if has_page && (goal.is_some() || RESERVED_IN_STRATEGY.contains(&id.as_str())) {
            fields.put("page", Yaml::Bool(false));
        }
        fields.text(
            "period",
            &read.take(lines::PERIOD, |text| Period::parse(text).ok().map(|_| text.to_string())).unwrap_or_default(),
        );
        fields.text("due", &read.take(lines::DUE, |text| is_date(text).then(|| text.to_string())).unwrap_or_default());
        fields.texts("owner", &read.texts(lines::OWNER));
        let (partners, more) = self.stakeholders(&aim.stakeholders);
        fields.texts("partners", &partners);
        let measures = aim.indicators.iter().map(|indicator| self.measure(indicator, &id, &mut items.ids)).collect();
        fields.list("measures", measures);
        let prose: Vec<String> = read.rest().iter().cloned().chain(more).collect();
        self.narrative(&id, &prose);
        let identifier = match aim.identifier.as_str() {
            "" => identifier(&id),
            own => own.to_string(),
        };
        items.all.push(Item { level, identifier, above, fields });
        items.all.len() - 1
    }
}

/// The key of an aim's level: the one that it names, or the standard's own word.
fn level(items: &mut Items, aim: &Aim, is_goal: bool) -> String {
    let usual = if is_goal { "Goal" } else { "Objective" };
    let named = Lines::new(&aim.other).text(lines::LEVEL);
    items.levels.key(named.as_deref().unwrap_or(usual), is_goal)
}
