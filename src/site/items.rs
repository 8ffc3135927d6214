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
    /// The piece of each item: no other question is asked as often.
    piece_of: Vec<u32>,
}

impl Items {
    /// Adds the items of the next strategy.
    pub(super) fn push(&mut self, piece: Piece) {
        let small = |number: usize| u32::try_from(number).expect("fewer than four thousand million items");
        self.starts.push(small(self.len()));
        self.piece_of.resize(self.len() + piece.len(), small(self.pieces.len()));
        self.pieces.push(piece);
    }

    pub fn len(&self) -> usize {
        self.piece_of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.piece_of.is_empty()
    }

    pub(super) fn get(&self, id: ItemId) -> &Item {
        let piece = self.piece_of[id.index()] as usize;
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
