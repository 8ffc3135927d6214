//! How an item is going, as pages show it: by its own status or by the latest update about it.

use serde::Serialize;

use super::Hrefs;
use crate::site::{ItemId, Update};
use crate::source::SourceId;
use crate::strategy::model::{Status, Tone};

#[derive(Debug, Serialize)]
pub struct StatusView {
    pub id: String,
    pub title: String,
    pub tone: Tone,
    pub as_at: Option<String>,
    pub by: Option<String>,
    pub note_html: Option<String>,
}

impl Hrefs<'_> {
    /// The item's own status, or that of the latest update about it, whichever is of the later day.
    pub fn latest_status(&self, id: ItemId) -> Option<StatusView> {
        let item = self.site.item(id);
        let strategy = self.site.strategy(item.strategy);
        let own = item.fields.status.as_ref();
        let about = |update: &&Update| {
            update.fields.status.is_some()
                && update.fields.about.iter().any(|name| self.site.item_named(item.strategy, name) == Some(id))
        };
        let update = strategy.updates.iter().filter(about).max_by_key(|update| (update.fields.date.last(), update.name.clone()));
        let as_at = own.and_then(|status| status.as_at.as_ref()).map(|date| date.last());
        match (own, update) {
            (_, Some(update)) if as_at.is_none_or(|own| own <= update.fields.date.last()) => {
                let word = update.fields.status.as_ref()?;
                let mut view = self.status_word(word);
                view.as_at = Some(update.fields.date.to_string());
                view.by = update.fields.by.as_deref().map(str::to_string);
                Some(view)
            }
            (Some(status), _) => Some(self.status(strategy.source, status)),
            (None, _) => None,
        }
    }

    fn status_word(&self, word: &str) -> StatusView {
        let known = self.site.statuses.iter().find(|known| *known.id.value == *word);
        StatusView {
            id: word.to_string(),
            title: known.map_or(word, |known| &known.title).to_string(),
            tone: known.and_then(|known| known.tone.as_ref()).map_or(Tone::Neutral, |tone| tone.value),
            as_at: None,
            by: None,
            note_html: None,
        }
    }

    fn status(&self, source: SourceId, status: &Status) -> StatusView {
        StatusView {
            as_at: status.as_at.as_ref().map(|date| date.value.to_string()),
            by: status.by.as_deref().map(str::to_string),
            note_html: status.note.as_ref().map(|note| self.marked(source, note)),
            ..self.status_word(&status.value)
        }
    }
}
