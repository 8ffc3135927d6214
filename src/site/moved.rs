//! Where to find what stood at a route that is no more.

use super::{ItemId, Node, Site, StrategyId};

impl Site {
    /// What a reader of a page that is gone wants now: what has its id, nearest to where it stood, or the strategy that it was
    /// a part of. `None` if the ids in the route are not known any more, or cannot be told apart.
    ///
    /// Only the route is asked about, so that the answer needs no memory of the site as it was.
    pub fn moved(&self, route: &str) -> Option<Node> {
        let folder = route.strip_suffix("index.html").unwrap_or(route).trim_end_matches('/');
        match folder.split('/').collect::<Vec<_>>()[..] {
            [trust, strategy, name] => {
                let item = self.moved_item(trust, strategy, name).map(Node::Item);
                item.or_else(|| self.moved_strategy(trust, strategy).map(Node::Strategy))
            }
            [trust, strategy] => self.moved_strategy(trust, strategy).map(Node::Strategy),
            _ => None,
        }
    }

    /// The item of that id in the same strategy, else in one of the same trust or, where the trust has another id now, of any.
    fn moved_item(&self, trust: &str, strategy: &str, id: &str) -> Option<ItemId> {
        let found = (0..self.items.len()).map(ItemId::new).filter(|&item| *self.item(item).id == *id);
        nearest(found, |item| {
            let of = self.strategy(self.item(item).strategy);
            let same_trust = self.same_trust(self.item(item).strategy, trust)?;
            let is_current = self.trust(of.trust).current == Some(self.item(item).strategy);
            Some((same_trust && of.id == strategy, self.item(item).plan.is_none(), of.id == strategy, is_current))
        })
    }

    fn moved_strategy(&self, trust: &str, id: &str) -> Option<StrategyId> {
        let found = self.strategy_ids().filter(|&strategy| self.strategy(strategy).id == id);
        nearest(found, |strategy| self.same_trust(strategy, trust))
    }

    /// Whether the strategy is that trust's. `None`: it is another's, and has nothing to do with it.
    fn same_trust(&self, strategy: StrategyId, trust: &str) -> Option<bool> {
        let is_its_own = self.trust(self.strategy(strategy).trust).id == trust;
        let is_gone = !self.trust_by_id.contains_key(trust);
        (is_its_own || is_gone).then_some(is_its_own)
    }
}

/// The one that comes nearest; `None` if there are two.
fn nearest<T: Copy, N: Ord>(found: impl Iterator<Item = T>, nearness: impl Fn(T) -> Option<N>) -> Option<T> {
    let mut found: Vec<(N, T)> = found.filter_map(|one| Some((nearness(one)?, one))).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0));
    match &found[..] {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, nearest), ..] => Some(*nearest),
        [] => None,
    }
}
