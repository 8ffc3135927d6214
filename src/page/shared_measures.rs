//! What several trusts count in the same way, side by side on a topic's page. It is no ranking: the order is the site's own, and
//! a measure stands here only if its trusts say that it is the very same one (`measures.yaml`).

use serde::Serialize;

use super::Hrefs;
use super::progress::LeadView;
use super::shell::LinkView;
use crate::site::{ItemId, Node, TopicId, TrustId};
use crate::strategy::model::{Better, Measure, SharedMeasure};

#[derive(Debug, Serialize)]
pub struct SharedView {
    pub anchor: String,
    pub title: String,
    pub text_html: Option<String>,
    pub better: Option<Better>,
    pub rows: Vec<SharedRow>,
}

#[derive(Debug, Serialize)]
pub struct SharedRow {
    pub trust: LinkView,
    pub goal: LinkView,
    pub measure: LeadView,
}

impl Hrefs<'_> {
    /// The shared measures of items on a topic, where two trusts or more have figures.
    pub fn shared_measures(&self, topic: TopicId) -> Vec<SharedView> {
        let site = self.site;
        if site.measures.is_empty() {
            return Vec::new();
        }
        let about = site.topic(topic).items.iter().flat_map(|&(item, _)| std::iter::once(item).chain(site.below(item)));
        let applies = |item: &ItemId| site.applies(site.item(*item).strategy);
        let mut items: Vec<ItemId> = about.filter(applies).collect();
        // In the order of the trusts and their files, each once.
        items.sort();
        items.dedup();
        let own = items.iter().flat_map(|&item| site.item(item).fields.measures.iter().map(move |measure| (item, measure)));
        let shared: Vec<(ItemId, &Measure)> =
            own.filter(|(item, measure)| measure.shared.is_some() && site.has_readings(*item, measure)).collect();
        site.measures.iter().filter_map(|known| self.shared_measure(known, &shared)).collect()
    }

    fn shared_measure(&self, known: &SharedMeasure, shared: &[(ItemId, &Measure)]) -> Option<SharedView> {
        let site = self.site;
        let is_it = |measure: &Measure| measure.shared.as_ref().is_some_and(|name| **name == *known.id.value);
        let same: Vec<(ItemId, &Measure)> = shared.iter().copied().filter(|(_, measure)| is_it(measure)).collect();
        let mut trusts: Vec<TrustId> = same.iter().map(|&(item, _)| site.trust_of(item)).collect();
        trusts.dedup();
        let row = |&(item, measure): &(ItemId, &Measure)| {
            let trust = site.trust_of(item);
            SharedRow {
                trust: self.link_as(Node::Trust(trust), site.trust(trust).short_name()),
                goal: self.link_as(Node::Item(item), site.item_short_title(item)),
                measure: self.lead(item, measure),
            }
        };
        (trusts.len() > 1).then(|| SharedView {
            anchor: format!("measure-{}", &*known.id.value),
            title: known.title.to_string(),
            text_html: known.text.as_ref().zip(site.files().measures).map(|(text, source)| self.marked(source, text)),
            better: known.better.as_ref().map(|better| better.value),
            rows: same.iter().map(row).collect(),
        })
    }
}
