//! What was found in each strategy, for the next run.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Checked, Wanted, traces};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::site::{Routes, Strategy, StrategyId};
use crate::source::{SourceId, Sources};

/// What was found last, for what is the same still: of each kind by itself, so that they can be looked for side by side.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) strategies: OfStrategies,
    pub(super) media: OfMedia,
    pub(super) names: OfNames,
}

/// What the checks of single strategies found last, when nothing was lost from any file.
///
/// A site that shares a [`Strategy`] with an earlier one has the same records for it, and whatever else its checks look at is
/// as it was (`site::resolve` takes a strategy over only then). So it is enough that day and wanted codes are the same.
#[derive(Debug, Default)]
pub(super) struct OfStrategies {
    of: Option<(Date, Wanted)>,
    found: Vec<(Arc<Strategy>, Arc<Diagnostics>)>,
}

/// What was found in each media file of some sources.
#[derive(Debug, Default)]
pub(super) struct OfMedia {
    traces: HashMap<SourceId, Option<Diagnostic>>,
    of: Sources,
}

/// The names of files and routes, if nothing is to be said of them.
#[derive(Debug, Default)]
pub(super) struct OfNames(Option<(Sources, Arc<Routes>)>);

impl OfStrategies {
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
}

impl OfMedia {
    /// What media files tell beside what one sees. A file is read again only if it is another one.
    pub(super) fn traces(&mut self, checked: Checked) -> Diagnostics {
        let sources = checked.sources;
        let same_ids = self.of.have_ids_of(sources);
        let look = |&id: &SourceId| {
            let known = self.traces.get(&id).filter(|_| same_ids && self.of.shares(sources, id));
            // One that cannot be read is told where its bytes are needed.
            let look = || traces::problem(id.start(), &sources.get(id).bytes().ok()?);
            (id, known.cloned().unwrap_or_else(look))
        };
        self.traces = checked.site.media.par_iter().map(|(id, _)| look(id)).collect();
        self.of = sources.clone();
        let mut found: Vec<(&SourceId, &Option<Diagnostic>)> = self.traces.iter().collect();
        found.sort_by_key(|(id, _)| **id);
        found.into_iter().filter_map(|(_, problem)| problem.clone()).collect()
    }
}

impl OfNames {
    /// What `check` finds in the names of files and routes.
    pub(super) fn names(&mut self, checked: Checked, check: impl Fn() -> Diagnostics) -> Diagnostics {
        let routes = checked.site.routes();
        if let Some((sources, known)) = &self.0
            && Arc::ptr_eq(known, routes)
            && sources.have_ids_of(checked.sources)
        {
            return Diagnostics::new();
        }
        let found = check();
        self.0 = found.is_empty().then(|| (checked.sources.clone(), Arc::clone(routes)));
        found
    }
}
