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
mod claims;
mod extras;
mod filter;
mod follow;
mod ids;
mod items;
mod levels;
mod links;
mod lookup;
mod media;
mod missing;
mod moved;
mod orphans;
mod owners;
mod parts;
mod places;
mod redirects;
mod related;
mod routes;
mod series;
mod spread;
mod status;
mod tables;
mod texts;
mod tree;
mod types;
mod unpublished;
mod was;
mod words;

pub use address::{RESERVED_IN_STRATEGY, RESERVED_TOP};
pub use filter::View;
pub use follow::{Day, DayOf, News};
pub use items::Items;
pub use links::{Link, LinkKind};
pub use media::{Media, Picture};
pub use missing::{missing_in, run_together};
pub use parts::Memory;
pub use places::OWN_PLACES;
pub use related::{Reason, Related};
pub use routes::{DATA_SCHEMA, Owner, Routes};
pub use series::{Figure, Reckoning};
pub use status::{Computed, StatusSaid};
pub use tables::Table;
pub use types::*;
pub use unpublished::Unpublished;
pub use was::told_renamed;
pub use words::{Resolved, Words};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use address::Resolver;
use arrange::{Arranged, Fresh};
use links::Kinship;
use parts::{FileWords, Made};
use texts::Mention;

use crate::diagnostic::Diagnostics;
use crate::source::{Place, SourceId, Sources};
use crate::strategy::Content;
use crate::strategy::model::{Framework, Partner, SharedMeasure, SiteFile, StatusWord, Term};

/// Everything that is published, linked both ways.
#[derive(Debug, Default)]
pub struct Site {
    pub file: Option<SiteFile>,
    pub trusts: Vec<Trust>,
    pub strategies: Vec<Arc<Strategy>>,
    /// Every item of every strategy and partner plan; a strategy's own are together and in the order of its file.
    pub items: Items,
    pub plans: Vec<Arc<Plan>>,
    pub topics: Vec<Topic>,
    pub terms: Vec<Term>,
    pub partners: Vec<Partner>,
    pub frameworks: Vec<Framework>,
    /// Measures that trusts share.
    pub measures: Vec<SharedMeasure>,
    pub pages: Vec<Page>,
    pub statuses: Vec<StatusWord>,
    pub media: BTreeMap<SourceId, Media>,
    /// The day that the site is seen from: what is late or stale is so on that day.
    pub today: jiff::civil::Date,
    /// What it is seen from. If that is with drafts, pages say so, and search engines are kept out.
    pub view: View,
    files: SharedFiles,
    words: HashMap<SourceId, Arc<FileWords>>,
    /// All links, in the order of where they start.
    from: links::ByNode,
    /// All links, in the order of where they end.
    to: links::ByNode,
    apart: HashSet<(ItemId, ItemId)>,
    superseded_by: HashMap<StrategyId, StrategyId>,
    routes: Arc<Routes>,
    trust_by_id: BTreeMap<String, TrustId>,
    hidden: filter::Hidden,
    /// Ids that records had before, with those that such records have now.
    former: BTreeMap<String, BTreeSet<String>>,
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
    pub measures: Option<SourceId>,
}

/// Resolves the content into the site as it is seen from `view`. What was made of a strategy earlier, and is in `memory`, is
/// used again as long as nothing that it depends on has changed.
///
/// **When content is wrong** it goes on with what it can, and the diagnostics list every problem. If there are errors, the
/// site is for preview only.
pub fn resolve(mut content: Content, view: &View, sources: &Sources, memory: &mut Memory) -> (Site, Diagnostics) {
    let mut problems = Diagnostics::new();
    let world = content.world.take();
    let known = memory.of(world.as_deref(), view);
    let parts = known.map_or(&[][..], |known| &known.parts);
    let Arranged { mut site, fresh, files, mut made, marked } =
        arrange::arrange(content, world.is_some(), view, parts, &mut problems);
    site.view = *view;
    site.today = view.as_of.date();
    let link = |fresh: Fresh| linked(&site, fresh, sources);
    let linked: Vec<Linked> = fresh.into_par_iter().map(link).collect();
    let mut resolver = Resolver { site: &site, problems: &mut problems };
    let shared = texts::of_shared(&mut resolver, marked, sources);
    redirects::check(&mut resolver);
    linked.into_iter().for_each(|linked| linked.put_back(&mut site, &mut made));
    finish(&mut site, shared, &made, sources, &mut problems);
    let gathered = routes::gathered(&site);
    let taken = match known.and_then(|known| known.routes(&site.media, &gathered)) {
        Some(routes) => {
            site.routes = routes;
            Diagnostics::new()
        }
        None => {
            let (routes, taken) = claims::claim(&site, sources, &gathered);
            site.routes = Arc::new(routes);
            taken
        }
    };
    memory.keep(world, view, &site, files, &made, taken.is_empty().then_some(gathered));
    problems.extend(taken);
    (site, problems)
}

/// What linking a strategy came to.
struct Linked {
    id: StrategyId,
    texts: texts::Resolution,
    links: links::Links,
    problems: Diagnostics,
}

fn linked(site: &Site, fresh: Fresh, sources: &Sources) -> Linked {
    let mut problems = Diagnostics::new();
    let mut resolver = Resolver { site, problems: &mut problems };
    let texts = texts::of_strategy(&mut resolver, fresh.strategy, fresh.marked, sources);
    let links = links::of_strategy(&mut resolver, fresh.strategy);
    Linked { id: fresh.strategy, texts, links, problems }
}

impl Linked {
    /// Puts the targets where their texts are, and the rest into what was made of the strategy.
    fn put_back(self, site: &mut Site, made: &mut [Arc<Made>]) {
        const FRESH: &str = "what was made anew is nobody else's yet";
        let Linked { id, texts: texts::Resolution { words, mut narratives, mentions, library }, links, problems } = self;
        let mut fill = |text: Option<&mut Prosaic>| {
            let Some(text) = text else { return };
            if let Some(targets) = narratives.remove(&text.source) {
                text.words.targets = targets;
            }
        };
        site.items.piece_mut(id).expect(FRESH).iter_mut().for_each(|item| fill(item.narrative.as_mut()));
        let strategy = Arc::get_mut(&mut site.strategies[id.index()]).expect(FRESH);
        fill(strategy.narrative.as_mut());
        for update in &mut strategy.updates {
            update.text.words.targets = narratives.remove(&update.source).unwrap_or_default();
        }
        for (kinship, other) in links.kin {
            match kinship {
                Kinship::PartOf => strategy.part_of = Some(other),
                Kinship::Supersedes => strategy.supersedes = Some(other),
            }
        }
        let made = Arc::get_mut(&mut made[id.index()]).expect(FRESH);
        let mentions = mentions.into_iter().map(Mention::link);
        made.links = links.links.into_iter().chain(mentions).collect();
        made.apart = links.apart;
        made.words = words.into_iter().map(|(source, words)| (source, Arc::new(words))).collect();
        made.media = library.media.into_values().collect();
        made.large = library.large.into_iter().collect();
        made.problems.extend(problems);
    }
}

/// Brings together what was made of the strategies and of what they share.
fn finish(site: &mut Site, shared: texts::Resolution, made: &[Arc<Made>], sources: &Sources, problems: &mut Diagnostics) {
    let texts::Resolution { words, mut narratives, mentions, library: mut media } = shared;
    site.words = words.into_iter().map(|(source, words)| (source, Arc::new(words))).collect();
    for page in &mut site.pages {
        page.text.words.targets = narratives.remove(&page.source).unwrap_or_default();
    }
    let mut links: Vec<Link> = mentions.into_iter().map(Mention::link).collect();
    for made in made {
        site.words.extend(made.words.iter().cloned());
        site.apart.extend(&made.apart);
        links.extend(&made.links);
        media.extend(made.media.iter().cloned(), made.large.iter().cloned());
        problems.extend(made.problems.iter().cloned());
    }
    (site.from, site.to) = links::both_ends(links);
    site.superseded_by = site.strategy_ids().filter_map(|id| Some((site.strategy(id).supersedes?, id))).collect();
    media::of_brands(site, &mut media, sources, problems);
    problems.extend(media.large.into_values());
    site.media = media.media;
}
