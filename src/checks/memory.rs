//! What was found in each strategy, for the next run.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Checked, Wanted};
use crate::diagnostic::Diagnostics;
use crate::site::{Routes, Strategy, StrategyId};
use crate::source::Sources;

/// What the checks of single strategies found last, when nothing was lost from any file.
///
/// A site that shares a [`Strategy`] with an earlier one has the same records for it, and whatever else its checks look at is
/// as it was (`site::resolve` takes a strategy over only then). So it is enough that day and wanted codes are the same.
#[derive(Debug, Default)]
pub struct Memory {
    of: Option<(Date, Wanted)>,
    found: Vec<(Arc<Strategy>, Arc<Diagnostics>)>,
    /// The names of files and routes, if nothing is to be said of them.
    names: Option<(Sources, Arc<Routes>)>,
}

impl Memory {
    /// What `check` finds in each strategy, in order.
    pub(super) fn run(&mut self, checked: Checked, check: impl Fn(StrategyId) -> Diagnostics + Sync) -> Vec<Arc<Diagnostics>> {
        let site = checked.site;
        let of = (checked.today, checked.wanted.clone());
        let whole = checked.is_whole();
        let before = if whole && self.of.as_ref() == Some(&of) { &self.found[..] } else { &[] };
        let found: Vec<Arc<Diagnostics>> = site
            .strategies
            .par_iter()
            .enumerate()
            .map(|(at, strategy)| match before.get(at) {
                Some((known, found)) if Arc::ptr_eq(known, strategy) => Arc::clone(found),
                _ => Arc::new(check(StrategyId::new(at))),
            })
            .collect();
        if whole {
            let known = site.strategies.iter().cloned().zip(found.iter().cloned());
            (self.of, self.found) = (Some(of), known.collect());
        }
        found
    }

    /// What `check` finds in the names of files and routes.
    pub(super) fn names(&mut self, checked: Checked, check: impl Fn() -> Diagnostics) -> Diagnostics {
        let routes = checked.site.routes();
        if let Some((sources, known)) = &self.names
            && Arc::ptr_eq(known, routes)
            && sources.have_ids_of(checked.sources)
        {
            return Diagnostics::new();
        }
        let found = check();
        self.names = found.is_empty().then(|| (checked.sources.clone(), Arc::clone(routes)));
        found
    }
}
