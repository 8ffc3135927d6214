//! The levels of a strategy that is made: usual ones, and those that the file names.

use super::ids::{fresh, slug};
use super::yaml::{Group, Yaml};
use crate::strategy::levels::USUAL_LEVELS;
use crate::stratml::lines::{self, Lines};

#[derive(Default)]
pub struct Levels {
    all: Vec<Level>,
}

struct Level {
    key: String,
    one: String,
    many: String,
    /// Whether it must be declared: it is no usual one by that name.
    own: bool,
    of_goals: bool,
}

impl Levels {
    /// The levels that lines of the file declare, as far as a strategy may.
    pub fn declared(&mut self, lines: &mut Lines) {
        let declared = |line: &str| {
            let (key, names) = line.strip_prefix(lines::LEVEL)?.strip_prefix(' ')?.split_once(": one ")?;
            let (one, many) = names.split_once(", many ")?;
            let is_key =
                !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
            let is_new = !is_field(key) && !self.all.iter().any(|level| level.key == key || level.one == one);
            (is_key && is_new && !one.is_empty() && !many.is_empty()).then(|| Level {
                key: key.to_string(),
                one: one.to_string(),
                many: many.to_string(),
                own: true,
                of_goals: false,
            })
        };
        let mut found = Vec::new();
        while let Some(level) = lines.next_if(declared).filter(|level| !found.iter().any(|known: &Level| known.key == level.key)) {
            found.push(level);
        }
        self.all.extend(found);
    }

    /// The key of the level that is called so, for a goal or an objective.
    pub fn key(&mut self, one: &str, is_goal: bool) -> String {
        let at = self.all.iter().position(|level| level.one == one).unwrap_or_else(|| {
            let usual = USUAL_LEVELS.iter().find(|usual| usual.one == one && !self.all.iter().any(|level| level.key == usual.key));
            let level = match usual {
                Some(usual) => {
                    Level { key: usual.key.into(), one: one.into(), many: usual.many.into(), own: false, of_goals: false }
                }
                None => {
                    let taken = |key: &str| {
                        is_field(key)
                            || USUAL_LEVELS.iter().any(|usual| usual.key == key)
                            || self.all.iter().any(|level| level.key == key)
                    };
                    let key = fresh(&slug(one, "level"), taken);
                    Level { key, one: one.into(), many: one.into(), own: true, of_goals: false }
                }
            };
            self.all.push(level);
            self.all.len() - 1
        });
        self.all[at].of_goals |= is_goal;
        self.all[at].key.clone()
    }

    /// Whether items of a level have pages unless they say otherwise.
    pub fn has_pages(&self, key: &str) -> bool {
        let usual = USUAL_LEVELS.iter().find(|usual| usual.key == key).map(|usual| usual.page);
        usual.unwrap_or_else(|| self.all.iter().any(|level| level.key == key && level.of_goals))
    }

    /// What `levels` holds: those that are used and no usual ones.
    pub fn group(&self, is_used: impl Fn(&str) -> bool) -> Group {
        let mut group = Group::default();
        for level in self.all.iter().filter(|level| level.own && is_used(&level.key)) {
            let mut names = Group::default();
            names.text("one", &level.one);
            names.text("many", &level.many);
            if self.has_pages(&level.key) && !USUAL_LEVELS.iter().any(|usual| usual.key == level.key) {
                names.put("page", Yaml::Bool(true));
            }
            group.put(&level.key, Yaml::Group(names));
        }
        group
    }
}

/// Whether a key is a field of a strategy or an item, and so cannot be a level.
fn is_field(key: &str) -> bool {
    let is_one = |schema: schemars::Schema| schema.get("properties").and_then(|fields| fields.get(key)).is_some();
    let usual = USUAL_LEVELS.iter().any(|usual| usual.key == key);
    !usual
        && (is_one(schemars::schema_for!(crate::strategy::model::StrategyFields))
            || is_one(schemars::schema_for!(crate::strategy::model::ItemFields)))
}
