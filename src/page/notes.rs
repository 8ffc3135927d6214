//! Notes on what a source gets wrong or leaves open.

use serde::Serialize;

use super::Hrefs;
use crate::site::{ItemId, StrategyId};
use crate::strategy::model::{Discrepancy, DiscrepancyKind};

/// Something that the source gets wrong or leaves open.
#[derive(Debug, Serialize)]
pub struct NoteView {
    pub kind: DiscrepancyKind,
    pub printed: Option<String>,
    pub believed: Option<String>,
    pub note_html: Option<String>,
}

impl Hrefs<'_> {
    /// The discrepancies to show at an item, or at the strategy itself. Where one page holds `all` items, one that names
    /// several is shown at the first only.
    pub fn notes(&self, strategy: StrategyId, item: Option<ItemId>, all: bool) -> Vec<NoteView> {
        let record = self.site.strategy(strategy);
        let names = |at: &str| match item {
            None => at == ".",
            Some(item) => self.site.item_named(strategy, at) == Some(item),
        };
        let here = |discrepancy: &&Discrepancy| {
            let mut places = discrepancy.at.iter().take(if all { 1 } else { usize::MAX });
            discrepancy.show != Some(false) && places.any(|at| names(at))
        };
        let view = |discrepancy: &Discrepancy| NoteView {
            kind: discrepancy.kind.value,
            printed: discrepancy.printed.as_deref().map(str::to_string),
            believed: discrepancy.believed.as_deref().map(str::to_string),
            note_html: discrepancy.note.as_ref().map(|note| self.marked(record.source, note)),
        };
        record.fields.discrepancies.iter().filter(here).map(view).collect()
    }
}
