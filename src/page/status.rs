//! How an item is going, as pages show it: the latest status with those before it, and what the figures say by themselves.

use serde::Serialize;

use super::Hrefs;
use crate::measure::Unjudged;
use crate::site::{Computed, ItemId, StatusSaid, StrategyId};
use crate::strategy::model::Tone;

#[derive(Debug, Serialize)]
pub struct StatusView {
    pub id: String,
    pub title: String,
    pub tone: Tone,
    pub as_at: Option<String>,
    pub by: Option<String>,
    pub note_html: Option<String>,
    /// Whether it ought to have been looked at anew by now.
    pub stale: bool,
    /// Whether nobody said it: the figures come to it.
    pub by_figures: bool,
    /// What the figures come to, where the legend has a scale.
    pub computed: Option<ComputedView>,
    /// Statuses before it, the newest first.
    pub older: Vec<OlderStatus>,
}

/// A status that the item had.
#[derive(Debug, Serialize)]
pub struct OlderStatus {
    pub title: String,
    pub tone: Tone,
    pub as_at: Option<String>,
    pub by: Option<String>,
    pub note_html: Option<String>,
}

/// The sum that a status by figures rests on.
#[derive(Debug, Serialize)]
pub struct ComputedView {
    /// The measure that it goes by.
    pub measure: String,
    pub title: Option<String>,
    /// Whole percent of the way: what is behind us, and what should be.
    pub made: i32,
    pub planned: i32,
    pub ahead: u32,
    pub behind: u32,
    /// Whether it is another status than the one that somebody gave.
    pub differs: bool,
    /// Why the figures come to nothing.
    pub unjudged: Option<Unjudged>,
}

impl Hrefs<'_> {
    /// The item's status: what was said of the latest day, or else what its figures come to.
    pub fn latest_status(&self, id: ItemId) -> Option<StatusView> {
        let site = self.site;
        let strategy = site.item(id).strategy;
        let said = site.statuses_of(id);
        let computed = site.computed_status(id);
        let Some((latest, older)) = said.split_first() else {
            let Some(Ok(found)) = computed else { return None };
            let view = self.word(strategy, &found.word.id.value);
            return Some(StatusView { by_figures: true, computed: self.computed(id, Some(Ok(found)), None), ..view });
        };
        let view = self.said_status(strategy, latest);
        Some(StatusView {
            stale: site.is_stale(id, latest),
            computed: self.computed(id, computed, Some(latest.word)),
            older: older.iter().map(|said| self.older(strategy, said)).collect(),
            ..view
        })
    }

    fn word(&self, strategy: StrategyId, word: &str) -> StatusView {
        let known = self.site.status_word(strategy, word);
        StatusView {
            id: word.to_string(),
            title: known.map_or(word, |known| &known.title).to_string(),
            tone: known.and_then(|known| known.tone.as_ref()).map_or(Tone::Neutral, |tone| tone.value),
            as_at: None,
            by: None,
            note_html: None,
            stale: false,
            by_figures: false,
            computed: None,
            older: Vec::new(),
        }
    }

    fn said_status(&self, strategy: StrategyId, said: &StatusSaid) -> StatusView {
        StatusView {
            as_at: said.as_at.map(|date| date.to_string()),
            by: said.by.map(|by| by.to_string()),
            note_html: said.note.map(|(source, note)| self.marked(source, note)),
            ..self.word(strategy, said.word)
        }
    }

    fn older(&self, strategy: StrategyId, said: &StatusSaid) -> OlderStatus {
        let StatusView { title, tone, as_at, by, note_html, .. } = self.said_status(strategy, said);
        OlderStatus { title, tone, as_at, by, note_html }
    }

    fn computed(&self, id: ItemId, computed: Option<Result<Computed, Unjudged>>, said: Option<&str>) -> Option<ComputedView> {
        let measure = self.site.lead_measure(id)?.title.to_string();
        Some(match computed? {
            Ok(found) => {
                let ahead = found.made - found.planned;
                ComputedView {
                    measure,
                    title: Some(found.word.title.to_string()),
                    made: found.made,
                    planned: found.planned,
                    ahead: ahead.max(0).unsigned_abs(),
                    behind: ahead.min(0).unsigned_abs(),
                    differs: said.is_some_and(|said| *found.word.id.value != *said),
                    unjudged: None,
                }
            }
            Err(why) => {
                ComputedView { measure, title: None, made: 0, planned: 0, ahead: 0, behind: 0, differs: false, unjudged: Some(why) }
            }
        })
    }
}
