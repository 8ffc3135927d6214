//! Long lists of trusts, spread over several pages: who looks for one trust on a phone should not load a thousand.
//!
//! A site with few trusts has one page of each, and nothing here shows. The order of the trusts never changes.

use super::{Owner, Site, TopicId, TrustId};

/// How many records a page of a topic has, unless one trust alone has more. With its links one takes some 700 bytes there.
const RECORDS: usize = 200;

/// How many trusts stand in one table of all topics. A row has a cell for each topic.
const TRUSTS: usize = 100;

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

    /// The folder of the `at`th page of a list whose first page is in `folder`.
    pub fn folder_of_page(folder: &str, at: usize) -> String {
        if at == 0 { folder.to_string() } else { format!("{folder}/part-{}", at + 1) }
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
    }
    routes
}
