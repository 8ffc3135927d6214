//! Which level something new is of, in the strategy's own words.

use super::project::{Project, each};
use crate::strategy::levels::{Group, USUAL_LEVELS};
use crate::strategy::model::StrategyFile;

/// What a level is called, and whether its items have pages.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelName {
    pub key: String,
    pub one: String,
    pub page: bool,
}

impl Project {
    /// The level that a goal (`with_page`) or an objective gets where nobody says otherwise: the usual one, or the strategy's own
    /// that stands there in its place. None if the place is not there.
    pub fn usual_level(&self, address: &str, with_page: bool) -> Option<LevelName> {
        let strategy = self.strategy(address)?;
        let parent = strategy.item_of(address);
        if address.split('/').count() > 2 && parent.is_none() {
            return None;
        }
        let file = &strategy.file;
        let usual = named(file, if with_page { "goals" } else { "objectives" });
        // Commitments and the like are things of their own.
        let fits = |level: &LevelName| {
            level.page == with_page && (level.key == usual.key || USUAL_LEVELS.iter().all(|usual| usual.key != level.key))
        };
        let levels = |groups: &[Group]| groups.iter().map(|group| named(file, &group.level)).filter(fits).collect::<Vec<_>>();
        // What stands there, and below the neighbours of what it is to stand below.
        let mut known = parent.as_ref().map_or_else(|| levels(&file.groups), |found| levels(&found.item.groups));
        each(&file.groups, &mut |item, level| {
            if parent.as_ref().is_some_and(|found| found.level == level) {
                known.extend(levels(&item.groups));
            }
        });
        if let Some(level) = known.iter().find(|level| level.key == usual.key).or(known.first()) {
            return Some(level.clone());
        }
        let is_parents = |level: &LevelName| parent.as_ref().is_some_and(|found| found.level == level.key);
        let mut declared = file.levels.iter().map(|(key, _)| named(file, key)).filter(|level| fits(level) && !is_parents(level));
        Some(declared.next().unwrap_or(usual))
    }

    /// The levels that a strategy may use.
    pub fn levels(&self, address: &str) -> Vec<LevelName> {
        let Some(strategy) = self.strategy(address) else { return Vec::new() };
        let declared = strategy.file.levels.iter().map(|(key, _)| key.as_str());
        let usual = USUAL_LEVELS.iter().map(|level| level.key);
        let mut keys: Vec<&str> = Vec::new();
        for key in declared.chain(usual) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.into_iter().map(|key| named(&strategy.file, key)).collect()
    }
}

/// A level as the strategy calls it.
pub(super) fn named(file: &StrategyFile, key: &str) -> LevelName {
    let usual = USUAL_LEVELS.iter().find(|level| level.key == key);
    let declared = file.levels.iter().find(|(name, _)| **name == *key).map(|(_, level)| level);
    let one = declared.map(|level| level.one.to_string()).or(usual.map(|level| level.one.to_string()));
    let page = declared.and_then(|level| level.page).unwrap_or(usual.is_some_and(|level| level.page));
    LevelName { key: key.to_string(), one: one.unwrap_or_else(|| key.to_string()), page }
}
