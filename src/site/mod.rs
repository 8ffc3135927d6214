//! The site graph: every strategy in one place, its references resolved.
//!
//! In: the decoded content, and the [`View`] it is to be seen from. Out: one [`Site`].
//!
//! Always true
//! - What is not published at that view is gone before any link, list or route is made; only its bare addresses are kept,
//!   to word a diagnostic.
//! - An id such as [`ItemId`] is made only here, so holding one means that the thing exists.
//! - Every link has two ends: what [`Site::links_from`] gives for one end, [`Site::links_to`] gives for the other.
//! - Every route has one owner.
//!
//! Not here: HTML, and any file on disk but the headers of pictures.

mod address;
mod arrange;
mod filter;
mod ids;
mod levels;
mod links;
mod lookup;
mod media;
mod missing;
mod moved;
mod owners;
mod redirects;
mod related;
mod routes;
mod texts;
mod tree;
mod types;
mod words;

pub use filter::View;
use links::Kinship;
pub use links::{Link, LinkKind};
pub use media::{Media, Picture};
pub use missing::missing_in;
pub use related::{Reason, Related};
pub use routes::{DATA_SCHEMA, Owner, Routes};
pub use types::*;
pub use words::{Resolved, Words};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::Diagnostics;
use crate::source::{Place, SourceId, Sources};
use crate::strategy::Content;
use crate::strategy::model::{Framework, Partner, SiteFile, StatusWord, Term};

/// Everything that is published, linked both ways.
#[derive(Debug, Default)]
pub struct Site {
    pub file: Option<SiteFile>,
    pub trusts: Vec<Trust>,
    pub strategies: Vec<Strategy>,
    /// Every item of every strategy and partner plan; a strategy's own are together and in the order of its file.
    pub items: Vec<Item>,
    pub plans: Vec<Plan>,
    pub topics: Vec<Topic>,
    pub terms: Vec<Term>,
    pub partners: Vec<Partner>,
    pub frameworks: Vec<Framework>,
    pub pages: Vec<Page>,
    pub statuses: Vec<StatusWord>,
    pub media: Vec<Media>,
    /// Seen with drafts: pages say so, and search engines are kept out.
    pub with_drafts: bool,
    files: SharedFiles,
    words: HashMap<Place, Words>,
    from: BTreeMap<Node, Vec<Link>>,
    to: BTreeMap<Node, Vec<Link>>,
    apart: BTreeSet<(ItemId, ItemId)>,
    routes: Routes,
    trust_by_id: BTreeMap<String, TrustId>,
    hidden: filter::Hidden,
    /// Folders with a file that could not be read.
    broken: BTreeSet<String>,
}

/// The files that shared records come from, for placing problems in them.
#[derive(Debug, Default, Clone, Copy)]
pub struct SharedFiles {
    pub site: Option<SourceId>,
    pub topics: Option<SourceId>,
    pub glossary: Option<SourceId>,
    pub partners: Option<SourceId>,
}

/// Resolves the content into the site as it is seen from `view`.
///
/// **When content is wrong** it goes on with what it can, and the diagnostics list every problem. If there are errors, the
/// site is for preview only.
pub fn resolve(mut content: Content, view: &View, sources: &Sources) -> (Site, Diagnostics) {
    let mut problems = Diagnostics::new();
    let hidden = filter::remove_unpublished(&mut content, view, &mut problems);
    let marked = std::mem::take(&mut content.marked);
    let mut site = arrange::arrange(content, &mut problems);
    site.with_drafts = view.drafts;
    site.hidden = hidden;
    let mut resolver = address::Resolver { site: &site, problems: &mut problems };
    let (mentions, media, words, narratives) = texts::resolve(&mut resolver, marked, sources);
    let links = links::resolve(&mut resolver, mentions);
    (site.from, site.to, site.apart) = (links.from, links.to, links.apart);
    for (id, kinship, other) in links.strategies {
        match kinship {
            Kinship::PartOf => site.strategies[id.index()].part_of = Some(other),
            Kinship::Supersedes => {
                site.strategies[id.index()].supersedes = Some(other);
                site.strategies[other.index()].superseded_by = Some(id);
            }
        }
    }
    (site.media, site.words) = (media, words);
    narratives.put_back(&mut site);
    media::of_brands(&mut site, sources, &mut problems);
    site.routes = routes::claim(&site, sources, &mut problems);
    (site, problems)
}
