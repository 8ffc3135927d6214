//! Extras: pages and files that a site may do without. Which of them stand is decided here alone; whoever links to one asks
//! whether it stands.

use super::{Owner, Site};
use crate::source::Place;
use crate::strategy::model::Extra;

impl Site {
    /// Whether `site.yaml` leaves out a kind of pages or files.
    pub fn is_without(&self, extra: Extra) -> bool {
        self.file.iter().flat_map(|file| &file.without).any(|left_out| left_out.value == extra)
    }

    /// Whether `site.yaml` leaves out what an owner stands for.
    pub(super) fn leaves_out(&self, owner: Owner) -> bool {
        let extras = extras_of(owner);
        !extras.is_empty() && extras.iter().all(|&extra| self.is_without(extra))
    }

    /// The place in `site.yaml` where what an owner stands for is left out, the first of several.
    pub fn place_of_leaving_out(&self, owner: Owner) -> Option<Place> {
        let left_out = &self.file.as_ref()?.without;
        let extras = extras_of(owner);
        Some(self.files().site?.at(left_out.iter().find(|left_out| extras.contains(&left_out.value))?.at))
    }

    /// Whether the thing itself stands at a path, not an old address that leads on from there.
    pub fn stands(&self, path: &str, owner: Owner) -> bool {
        self.routes.owner(path) == Some(owner)
    }
}

/// The kinds that an owner is an extra of: it goes when all of them are left out. Nothing for what every site has.
fn extras_of(owner: Owner) -> &'static [Extra] {
    match owner {
        Owner::Whole(_) => &[Extra::Whole],
        Owner::PlanOnAPage(_) => &[Extra::PlanOnAPage],
        Owner::Progress(_) => &[Extra::Progress],
        Owner::Compare(_) | Owner::CompareTopic(..) => &[Extra::Compare],
        Owner::Timeline(_) => &[Extra::Timeline],
        Owner::Updates | Owner::UpdatesOf(_) => &[Extra::Updates],
        Owner::Search => &[Extra::Search],
        Owner::Feed(_) => &[Extra::Feeds],
        Owner::Calendar(_) => &[Extra::Calendars],
        Owner::StrategyJson(_) | Owner::DataSchema => &[Extra::Json],
        Owner::Table(..) | Owner::TableMetadata(..) | Owner::Readings(..) => &[Extra::Tables],
        Owner::Stratml(..) => &[Extra::Stratml],
        Owner::Card(_) => &[Extra::Cards],
        // It lists the files of all these.
        Owner::Data(_) => &[Extra::Json, Extra::Tables, Extra::Stratml],
        Owner::Home
        | Owner::Trust(_)
        | Owner::Brand(_)
        | Owner::Strategy(_)
        | Owner::Goal(_)
        | Owner::Topics
        | Owner::Topic(..)
        | Owner::Glossary
        | Owner::Page(_)
        | Owner::Accessibility
        | Owner::SiteMap
        | Owner::NotFound
        | Owner::Redirect(_)
        | Owner::Moved
        | Owner::Media(_)
        | Owner::SitemapXml
        | Owner::Robots
        | Owner::Headers
        | Owner::RedirectsFile => &[],
    }
}
