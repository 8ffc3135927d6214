//! Pages as view models: exactly what a template may see.
//!
//! In: the [`Site`], the owner of a route, and what the page's template asks for. Out: one [`Page`].
//!
//! Always true
//! - A page is a function of the site, the route and what is asked for alone.
//! - Every link in it is ready to print: relative to the page's own route, and naming `index.html`, so that it works from a
//!   web server, from any sub-folder of one, and from a double click on the file.
//! - What a record does not have is absent: an empty list or nothing, never an empty section.
//! - Fields named `…html` are finished HTML; everything else is plain text for the template to escape.
//!
//! Not here: words of the tool's own (they are the theme's strings), and bytes.

mod accessibility;
mod asked;
mod card;
mod compare;
mod data;
mod follow;
mod gallery;
mod glossary;
mod goal;
mod home;
mod href;
mod item;
mod linked_data;
mod links;
mod measure;
mod notes;
mod overview;
mod own;
mod plan;
mod progress;
mod record;
mod search;
mod section;
mod shared_measures;
mod shell;
mod site_map;
mod spread;
mod status;
mod strategy;
mod thread;
mod timeline;
mod topics;
mod trust;
mod updates;
mod whole;

pub use accessibility::AccessibilityPage;
pub use asked::Asked;
pub use card::Card;
pub use compare::{ComparePage, CompareTopicPage};
pub use data::DataPage;
pub use follow::{Calendar, Event, Feed, calendar, feed};
pub use gallery::{ExampleView, GalleryPage, gallery};
pub use glossary::GlossaryPage;
pub use goal::GoalPage;
pub use home::HomePage;
pub use href::Hrefs;
pub use item::{GroupView, ItemView};
pub use measure::MeasureView;
pub use notes::NoteView;
pub use own::{OwnPage, RedirectPage};
pub use plan::PlanPage;
pub use progress::ProgressPage;
pub use record::SourceView;
pub use search::{SearchPage, search};
pub use section::SectionView;
pub use shell::{LinkView, POLICY, Shell};
pub use site_map::SiteMapPage;
pub use status::StatusView;
pub use strategy::StrategyPage;
pub use timeline::TimelinePage;
pub use topics::{TopicPage, TopicsPage};
pub use trust::TrustPage;
pub use updates::UpdatesPage;
pub use whole::WholePage;

use serde::Serialize;

use crate::site::{Owner, Site};

/// One page, ready for its template.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Page {
    Home(HomePage),
    Trust(Box<TrustPage>),
    Strategy(Box<StrategyPage>),
    Goal(Box<GoalPage>),
    Plan(PlanPage),
    Progress(Box<ProgressPage>),
    Whole(Box<WholePage>),
    Topics(TopicsPage),
    Topic(TopicPage),
    Compare(ComparePage),
    CompareTopic(CompareTopicPage),
    Timeline(TimelinePage),
    Updates(UpdatesPage),
    Glossary(GlossaryPage),
    Search(SearchPage),
    Data(DataPage),
    Own(OwnPage),
    Accessibility(Box<AccessibilityPage>),
    SiteMap(SiteMapPage),
    Redirect(RedirectPage),
    Gallery(GalleryPage),
}

/// The name of the template that makes the page at a route. `None` for routes that hold something else than a page.
pub fn template(site: &Site, owner: Owner) -> Option<&'static str> {
    Some(match shown(site, owner) {
        Owner::Home => "home.html",
        Owner::Trust(_) => "trust.html",
        Owner::Strategy(_) => "strategy.html",
        Owner::Goal(_) => "goal.html",
        Owner::PlanOnAPage(_) => "plan.html",
        Owner::Progress(_) => "progress.html",
        Owner::Whole(_) => "whole.html",
        Owner::Topics => "topics.html",
        Owner::Topic(..) => "topic.html",
        Owner::Compare(_) => "compare.html",
        Owner::CompareTopic(..) => "compare-topic.html",
        Owner::Timeline(_) => "timeline.html",
        Owner::Updates | Owner::UpdatesOf(_) => "updates.html",
        Owner::Glossary => "glossary.html",
        Owner::Search => "search.html",
        Owner::Data(_) => "data.html",
        Owner::Page(_) => "page.html",
        Owner::NotFound => "404.html",
        Owner::Accessibility => "accessibility.html",
        Owner::SiteMap => "site-map.html",
        Owner::Redirect(_) | Owner::Moved => "redirect.html",
        Owner::Brand(_)
        | Owner::Feed(_)
        | Owner::Calendar(_)
        | Owner::Card(_)
        | Owner::StrategyJson(_)
        | Owner::Readings(..)
        | Owner::Table(..)
        | Owner::Stratml(..)
        | Owner::TableMetadata(..)
        | Owner::Media(_)
        | Owner::SitemapXml
        | Owner::Robots
        | Owner::Headers
        | Owner::RedirectsFile
        | Owner::DataSchema => return None,
    })
}

/// The page that stands at a route; fields that are not `asked` for may be empty. `None` for routes that hold something else than a page, and for
/// the search page, which needs to know of its index: [`search`].
pub fn of(site: &Site, route: &str, owner: Owner, asked: &Asked) -> Option<Page> {
    let hrefs = Hrefs::new(site, route, owner, asked);
    Some(match shown(site, owner) {
        Owner::Home => Page::Home(home::of(&hrefs)),
        Owner::Trust(id) => Page::Trust(Box::new(trust::of(&hrefs, id))),
        Owner::Strategy(id) => Page::Strategy(Box::new(strategy::of(&hrefs, id))),
        Owner::Goal(id) => Page::Goal(Box::new(goal::of(&hrefs, id))),
        Owner::PlanOnAPage(id) => Page::Plan(plan::of(&hrefs, id)),
        Owner::Progress(id) => Page::Progress(Box::new(progress::of(&hrefs, id))),
        Owner::Whole(id) => Page::Whole(Box::new(whole::of(&hrefs, id))),
        Owner::Topics => Page::Topics(topics::all(&hrefs)),
        Owner::Topic(id, at) => Page::Topic(topics::of(&hrefs, id, at)),
        Owner::Compare(at) => Page::Compare(compare::all(&hrefs, at)),
        Owner::CompareTopic(id, at) => Page::CompareTopic(compare::of(&hrefs, id, at)),
        Owner::Timeline(at) => Page::Timeline(timeline::of(&hrefs, at)),
        Owner::Updates => Page::Updates(updates::of(&hrefs, None)),
        Owner::UpdatesOf(year) => Page::Updates(updates::of(&hrefs, Some(year))),
        Owner::Glossary => Page::Glossary(glossary::of(&hrefs)),
        Owner::Data(at) => Page::Data(data::of(&hrefs, at)),
        Owner::Page(id) => Page::Own(own::of(&hrefs, id)),
        Owner::Accessibility => Page::Accessibility(Box::new(accessibility::of(&hrefs)?)),
        Owner::SiteMap => Page::SiteMap(site_map::of(&hrefs)),
        Owner::NotFound => Page::Own(own::not_found(&hrefs)),
        Owner::Redirect(at) => Page::Redirect(own::redirect(&hrefs, at)?),
        Owner::Moved => Page::Redirect(own::moved(&hrefs)?),
        // What has a template of its own is one of these; the search page needs its index.
        _ => return None,
    })
}

/// What is shown at a route of the owner: with one trust, the first page is that trust's.
fn shown(site: &Site, owner: Owner) -> Owner {
    match (owner, site.only_trust()) {
        (Owner::Home, Some(id)) => Owner::Trust(id),
        _ => owner,
    }
}
