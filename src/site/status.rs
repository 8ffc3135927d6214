//! How an item is going: who said what when, what is out of date, and what the figures say by themselves.

use std::cmp::Reverse;

use super::*;
use crate::measure::{Band, Unjudged, band};
use crate::source::SourceId;
use crate::strategy::located::{Marked, Text};
use crate::strategy::model::{StatusWord, Tone};
use crate::strategy::scalars::PartialDate;

/// A status that somebody gave an item.
#[derive(Clone, Copy, Debug)]
pub struct StatusSaid<'a> {
    pub word: &'a Text,
    pub as_at: Option<PartialDate>,
    pub by: Option<&'a Text>,
    /// Why, and the file that it stands in.
    pub note: Option<(SourceId, &'a Marked)>,
    /// The update that says so, where one does.
    pub update: Option<&'a Update>,
}

/// What the figures of an item's measure come to on the scale of the legend.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'a> {
    pub measure: &'a crate::strategy::model::Measure,
    /// Whole percent of the way: what is behind us, and what should be.
    pub made: i32,
    pub planned: i32,
    pub word: &'a StatusWord,
}

impl Site {
    /// The words for how an item of a strategy is going, in the order of lists.
    pub fn legend(&self, strategy: StrategyId) -> &[StatusWord] {
        match &self.strategy(strategy).fields.statuses {
            own if own.is_empty() => &self.statuses,
            own => own,
        }
    }

    pub fn status_word(&self, strategy: StrategyId, word: &str) -> Option<&StatusWord> {
        self.legend(strategy).iter().find(|known| *known.id.value == *word)
    }

    /// Every status that an item was given, the newest first. Of one day, what an update says comes before what the item says.
    pub fn statuses_of(&self, item: ItemId) -> Vec<StatusSaid<'_>> {
        let record = self.item(item);
        let strategy = self.strategy(record.strategy);
        let of_update = |update: &'_ Update| {
            let is_about = |name: &Text| self.item_named(record.strategy, name) == Some(item);
            update.fields.status.is_some() && update.fields.about.iter().any(is_about)
        };
        let mut updates: Vec<&Update> = strategy.updates.iter().filter(|update| of_update(update)).collect();
        updates.sort_by_key(|update| Reverse((update.fields.date.last(), &update.name)));
        let mut said: Vec<StatusSaid> = updates
            .into_iter()
            .filter_map(|update| {
                let (as_at, by) = (Some(update.fields.date.value), update.fields.by.as_ref());
                Some(StatusSaid { word: update.fields.status.as_ref()?, as_at, by, note: None, update: Some(update) })
            })
            .collect();
        if let Some(own) = record.fields.status.as_ref() {
            let as_at = own.as_at.as_ref().map(|date| date.value);
            let note = own.note.as_ref().map(|note| (strategy.source, note));
            let day = |said: &StatusSaid| said.as_at.map(PartialDate::last);
            // One without a date is older than any with one.
            let at = said.partition_point(|known| day(known) >= as_at.map(PartialDate::last));
            said.insert(at, StatusSaid { word: &own.value, as_at, by: own.by.as_ref(), note, update: None });
        }
        said
    }

    /// Whether a status of an item ought to have been looked at anew.
    pub fn is_stale(&self, item: ItemId, said: &StatusSaid) -> bool {
        let record = self.item(item);
        let every = record.fields.review_every.as_ref().or(self.strategy(record.strategy).fields.review_every.as_ref());
        // What is finished does not change any more, and of a word that is none nobody knows.
        let word = self.status_word(record.strategy, said.word);
        let done = word.is_none_or(|word| word.tone.as_ref().is_some_and(|tone| tone.value == Tone::Done));
        let due = every.zip(said.as_at).map(|(every, as_at)| every.value.after(as_at.last()));
        !done && self.applies(record.strategy) && due.is_some_and(|due| due < self.today)
    }

    /// The status that an item's figures come to. `None`: the legend has no scale, or the item no measure to go by.
    ///
    /// Both shares are rounded before they are compared, so that the sum that readers see is the sum that decides.
    pub fn computed_status(&self, item: ItemId) -> Option<Result<Computed<'_>, Unjudged>> {
        let legend = self.legend(self.item(item).strategy);
        let bands: Vec<(&StatusWord, Band)> = legend.iter().filter_map(|word| Some((word, word.band()?))).collect();
        let measure = self.lead_measure(item).filter(|_| !bands.is_empty())?;
        let pace = match self.reckoning(item, measure).pace {
            Ok(pace) => pace,
            Err(why) => return Some(Err(why)),
        };
        let percent = |share: f64| (share * 100.0).round().clamp(-9999.0, 9999.0) as i32;
        let (made, planned) = (percent(pace.made), percent(pace.planned));
        let all: Vec<Band> = bands.iter().map(|(_, band)| *band).collect();
        let at = band(&all, f64::from(made - planned))?;
        Some(Ok(Computed { measure, made, planned, word: bands[at].0 }))
    }
}

/// Whether there is something to show of how a strategy goes: a status or a reading.
pub fn has_progress(items: &[Item], updates: &[Update], readings: &crate::strategy::Readings) -> bool {
    let of_item =
        |item: &Item| item.fields.status.is_some() || item.fields.measures.iter().any(|measure| !measure.readings.is_empty());
    !readings.is_empty() || updates.iter().any(|update| update.fields.status.is_some()) || items.iter().any(of_item)
}

impl StatusWord {
    /// The part of the scale that the word stands for, if it has one.
    pub fn band(&self) -> Option<Band> {
        let end = |end: &Option<crate::strategy::located::Located<i32>>| end.as_ref().map(|end| f64::from(end.value));
        let band = Band { from: end(&self.from), below: end(&self.below) };
        (self.from.is_some() || self.below.is_some()).then_some(band)
    }
}
