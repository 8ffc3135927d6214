//! The items of `strategy.json`, with their links and measures.

use super::shape::{FigureJson, ItemJson, LinkJson, MeasureJson, StatusJson, StepJson, TopicJson};
use super::{Export, date, own, strings};
use crate::site::{ItemId, LinkKind, Node};
use crate::strategy::located::Located;
use crate::strategy::model::{Baseline, Measure};
use crate::strategy::scalars::Amount;

impl Export<'_> {
    /// An item with its links and measures.
    pub fn item(&self, id: ItemId) -> ItemJson {
        let (site, item) = (self.site, self.site.item(id));
        let fields = &item.fields;
        let (path, place) = site.location(Node::Item(id));
        ItemJson {
            address: site.address(Node::Item(id)),
            id: item.id.to_string(),
            level: site.level(id).key.clone(),
            page: item.has_page,
            url: place.map_or(path.clone(), |place| format!("{path}#{place}")),
            parent: item.parent.map(|parent| site.address(Node::Item(parent))),
            placed: fields.placed.as_ref().map(|placed| placed.value),
            number: own(&fields.number),
            title: own(&fields.title),
            other_titles: fields.other_titles.iter().map(|other| other.text.to_string()).collect(),
            text: self.plain_of(&fields.text),
            this_year: self.plain_of(&fields.this_year),
            labels: fields.label.iter().map(|label| label.text.to_string()).collect(),
            period: fields.period.as_ref().map(|period| period.printed.clone()),
            due: date(&fields.due),
            owners: strings(&fields.owner),
            partners: strings(&fields.partners),
            names: strings(&fields.names),
            topics: fields
                .topics
                .iter()
                .map(|(topic, strength)| TopicJson { topic: topic.to_string(), strength: strength.value })
                .collect(),
            status: fields.status.as_ref().map(|status| StatusJson {
                value: status.value.to_string(),
                as_at: date(&status.as_at),
                by: own(&status.by),
            }),
            links: self.links(id),
            measures: fields.measures.iter().map(|measure| self.measure(measure)).collect(),
        }
    }

    fn links(&self, id: ItemId) -> Vec<LinkJson> {
        let node = Node::Item(id);
        let mut links = Vec::new();
        for kind in LinkKind::ALL {
            let from = self.site.links_from(node).iter().filter(|link| link.kind == kind);
            links.extend(from.map(|link| LinkJson { kind: kind.key(), to: self.site.address(link.to) }));
            let to = self.site.links_to(node).iter().filter(|link| link.kind == kind);
            links.extend(to.map(|link| LinkJson { kind: kind.reverse_key(), to: self.site.address(link.from) }));
        }
        links
    }

    fn measure(&self, measure: &Measure) -> MeasureJson {
        let printed = |amount: Option<&Located<Amount>>| amount.map(|amount| amount.printed.to_string());
        let baseline = |known: &Baseline| FigureJson {
            value: Some(known.value.printed.to_string()),
            date: date(&known.date),
            group: None,
            note: self.plain_of(&known.note),
        };
        MeasureJson {
            id: measure.id.value.to_string(),
            title: measure.title.to_string(),
            unit: own(&measure.unit),
            better: measure.better.as_ref().map(|better| better.value),
            baseline: measure.baseline.as_ref().map(baseline),
            target: measure.target.as_ref().map(|target| {
                let range = || match (printed(target.from.as_ref()), printed(target.to.as_ref())) {
                    (Some(from), Some(to)) => Some(format!("{from} to {to}")),
                    (from, to) => from.or(to),
                };
                FigureJson {
                    value: printed(target.value.as_ref()).or_else(range),
                    date: date(&target.by),
                    group: None,
                    note: self.plain_of(&target.text),
                }
            }),
            trajectory: measure.trajectory.iter().map(baseline).collect(),
            scale: strings(&measure.scale),
            steps: measure
                .steps
                .iter()
                .map(|step| StepJson { date: step.date.value.to_string(), reason: self.plain(&step.reason) })
                .collect(),
            shared: own(&measure.shared),
            lead: measure.is_lead(),
            readings: self
                .site
                .readings(self.id, measure)
                .into_iter()
                .map(|(date, group, value, note)| FigureJson {
                    value: Some(value.printed.to_string()),
                    date: Some(date.to_string()),
                    group: Some(group).filter(|group| !group.is_empty()),
                    note: note.map(str::to_string),
                })
                .collect(),
        }
    }
}
