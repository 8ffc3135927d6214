//! The levels of a strategy or partner plan, with the names that it gives them.

use super::Level;
use crate::strategy::levels::{Group, USUAL_LEVELS};
use crate::strategy::lists::Pairs;
use crate::strategy::model;

/// Every level that is used or declared, in the order of the file, with the strategy's own names.
pub fn names_of_levels(declared: &Pairs<model::Level>, groups: &[Group]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    fn used(groups: &[Group], keys: &mut Vec<String>) {
        for group in groups {
            if !keys.iter().any(|key| **key == *group.level) {
                keys.push(group.level.to_string());
            }
            group.items.iter().for_each(|item| used(&item.groups, keys));
        }
    }
    let mut keys = Vec::new();
    used(groups, &mut keys);
    keys.extend(declared.iter().map(|(key, _)| key.to_string()));
    for key in keys {
        if levels.iter().any(|level| level.key == key) {
            continue;
        }
        let usual = USUAL_LEVELS.iter().find(|level| level.key == key);
        let usual_page = usual.is_some_and(|level| level.page);
        levels.push(match (declared.iter().find(|(name, _)| **name == *key), usual) {
            (Some((_, own)), _) => {
                Level { key, one: own.one.to_string(), many: own.many.to_string(), page: own.page.unwrap_or(usual_page) }
            }
            (None, Some(usual)) => Level { key, one: usual.one.into(), many: usual.many.into(), page: usual_page },
            // The reader of the file has refused undeclared levels; the key is better than a panic if one ever slips through.
            (None, None) => Level { one: key.clone(), many: key.clone(), key, page: false },
        });
    }
    levels
}
