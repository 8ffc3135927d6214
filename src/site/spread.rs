//! Long lists of trusts and strategies, spread over several pages: who looks for one trust on a phone should not load a thousand.
//!
//! A site with few trusts has one page of each, and nothing here shows. The order of a list never changes.

use jiff::civil::Date;

use super::{Owner, Site, Strategy, StrategyId, TopicId, TrustId};

/// How many records a page of a topic has, unless one trust alone has more. With its links one takes some 700 bytes there.
const RECORDS: usize = 200;

/// How many trusts stand in one table of all topics. A row has a cell for each topic.
const TRUSTS: usize = 100;

/// How many strategies a page of the timeline has. Each takes some 900 bytes there.
const STRATEGIES: usize = 150;

impl Site {
    /// The trusts that have something on a topic, page by page; the first page is there even if nobody has.
    pub fn pages_of_topic(&self, topic: TopicId) -> Vec<Vec<TrustId>> {
        let (mut pages, mut page, mut room) = (Vec::new(), Vec::new(), RECORDS);
        for &(trust, records) in &self.topic(topic).trusts {
            if records > room && !page.is_empty() {
                pages.push(std::mem::take(&mut page));
                room = RECORDS;
            }
            page.push(trust);
            room = room.saturating_sub(records);
        }
        pages.push(page);
        pages
    }

    /// All trusts, page by page, for tables that have a row for each.
    pub fn pages_of_trusts(&self) -> Vec<Vec<TrustId>> {
        let all: Vec<TrustId> = self.trust_ids().collect();
        all.chunks(TRUSTS).map(<[TrustId]>::to_vec).collect()
    }

    /// Which of those pages a trust stands on.
    pub fn page_of_trust(&self, trust: TrustId) -> usize {
        trust.index() / TRUSTS
    }

    /// All strategies in the order of time, page by page; those whose dates are not known come last.
    pub fn pages_of_timeline(&self) -> Vec<Vec<StrategyId>> {
        let mut all: Vec<StrategyId> = self.trusts.iter().flat_map(|trust| trust.strategies.iter().copied()).collect();
        all.sort_by_cached_key(|&id| self.strategy(id).span().map_or((true, Default::default()), |span| (false, span)));
        all.chunks(STRATEGIES).map(<[StrategyId]>::to_vec).collect()
    }

    /// The folder of the `at`th page of a list whose first page is in `folder`.
    pub fn folder_of_page(folder: &str, at: usize) -> String {
        if at == 0 { folder.to_string() } else { format!("{folder}/part-{}", at + 1) }
    }
}

impl Strategy {
    /// The first and the last day that its period touches. One end that is not stated is taken from the other; ends in the wrong
    /// order are a mistake that is reported elsewhere, and change places here.
    pub fn span(&self) -> Option<(Date, Date)> {
        let period = self.fields.period.as_ref()?;
        let (first, last) = (period.first(), period.last());
        let (from, to) = (first.or(last)?, last.or(first)?);
        Some((from.min(to), from.max(to)))
    }
}

/// The routes of all pages but the first of each list.
pub(super) fn routes(site: &Site) -> Vec<(String, Owner)> {
    let mut routes = Vec::new();
    let mut add = |folder: &str, at: usize, owner| routes.push((format!("{}/index.html", Site::folder_of_page(folder, at)), owner));
    for (id, topic) in site.topic_ids().zip(&site.topics) {
        let id_of_topic = &*topic.record.id.value;
        for at in 1..site.pages_of_topic(id).len() {
            add(&format!("topics/{id_of_topic}"), at, Owner::Topic(id, at));
            if site.compares() {
                add(&format!("compare/{id_of_topic}"), at, Owner::CompareTopic(id, at));
            }
        }
    }
    let further = 1..site.pages_of_trusts().len();
    if site.compares() {
        further.clone().for_each(|at| add("compare", at, Owner::Compare(at)));
    }
    if !site.strategies.is_empty() {
        further.for_each(|at| add("data", at, Owner::Data(at)));
        (1..site.pages_of_timeline().len()).for_each(|at| add("timeline", at, Owner::Timeline(at)));
    }
    routes
}
