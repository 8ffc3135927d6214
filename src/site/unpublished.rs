//! What a site that shows drafts too shows before its time, or after it.

use super::*;
use crate::strategy::located::Located;
use crate::strategy::rare::Rare;
use crate::strategy::scalars::Moment;

/// Why the public does not see a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unpublished {
    Draft,
    /// Its moment is still to come.
    Later,
    /// Its moment has passed.
    Withdrawn,
}

impl Site {
    /// Why the public does not see a node, itself or for what it belongs to; nothing if it does.
    pub fn unpublished(&self, node: Node) -> Option<Unpublished> {
        if !self.view.drafts {
            return None;
        }
        match node {
            Node::Trust(id) => {
                let file = &self.trust(id).file;
                self.reason(file.draft, &file.publish_from, &file.withdraw_on)
            }
            Node::Strategy(id) => {
                let strategy = self.strategy(id);
                let fields = &strategy.fields;
                let own = self.reason(fields.draft, &fields.publish_from, &fields.withdraw_on);
                own.or_else(|| self.unpublished(Node::Trust(strategy.trust)))
            }
            Node::Item(id) => {
                let item = self.item(id);
                let above = item.parent.map_or(Node::Strategy(item.strategy), Node::Item);
                self.item_unpublished(id).or_else(|| self.unpublished(above))
            }
            Node::Plan(id) => self.unpublished(Node::Strategy(self.plan(id).strategy)),
            Node::Page(id) => {
                let fields = &self.pages[id.index()].fields;
                self.reason(fields.draft, &fields.publish_from, &fields.withdraw_on)
            }
            Node::Topic(_) | Node::Term(_) => None,
        }
    }

    /// Why the public would not see an item even if it sees what the item belongs to.
    pub fn item_unpublished(&self, id: ItemId) -> Option<Unpublished> {
        let fields = &self.item(id).fields;
        self.reason(fields.draft, &fields.publish_from, &fields.withdraw_on)
    }

    fn reason(&self, draft: bool, from: &Rare<Located<Moment>>, until: &Rare<Located<Moment>>) -> Option<Unpublished> {
        let view = self.view;
        if !view.drafts || (View { drafts: false, ..view }).shows(draft, from, until) {
            return None;
        }
        Some(match from.as_ref().is_some_and(|from| from.value.0 > view.as_of) {
            _ if draft => Unpublished::Draft,
            true => Unpublished::Later,
            false => Unpublished::Withdrawn,
        })
    }
}
