//! The list of all items. Those of one strategy are one piece, so that sites can share it.

use std::sync::Arc;

use super::{Item, ItemId, StrategyId};

/// The items of one strategy and of its partner plans, in the order of its file.
pub type Piece = Arc<Vec<Item>>;

/// Every item of a site.
#[derive(Debug, Default)]
pub struct Items {
    /// By strategy.
    pieces: Vec<Piece>,
    /// The number of the first item of each piece.
    starts: Vec<u32>,
    count: u32,
}

impl Items {
    /// Adds the items of the next strategy.
    pub(super) fn push(&mut self, piece: Piece) {
        self.starts.push(self.count);
        self.count += u32::try_from(piece.len()).expect("fewer than four thousand million items");
        self.pieces.push(piece);
    }

    pub fn len(&self) -> usize {
        self.count as usize
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn get(&self, id: ItemId) -> &Item {
        let piece = self.starts.partition_point(|&start| start as usize <= id.index()) - 1;
        &self.pieces[piece][id.index() - self.starts[piece] as usize]
    }

    pub(super) fn piece(&self, strategy: StrategyId) -> &Piece {
        &self.pieces[strategy.index()]
    }

    /// The items of a strategy that no other site shares yet.
    pub(super) fn piece_mut(&mut self, strategy: StrategyId) -> Option<&mut [Item]> {
        Arc::get_mut(&mut self.pieces[strategy.index()]).map(Vec::as_mut_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }
}
