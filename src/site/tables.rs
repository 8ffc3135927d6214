//! Tables: what of a strategy, or of the whole site, is published in rows and columns.

use super::*;

/// A table of the site's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Items with pages of their own.
    Goals,
    /// Items without.
    Objectives,
    /// Every reading of every measure.
    Readings,
}

impl Table {
    /// Every table, in the order of lists.
    pub const ALL: [Table; 3] = [Table::Goals, Table::Objectives, Table::Readings];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Table::Goals => "goals.csv",
            Table::Objectives => "objectives.csv",
            Table::Readings => "readings.csv",
        }
    }
}

impl Site {
    /// Whether a strategy has anything for a table; without a strategy, whether any has.
    pub fn has_table(&self, table: Table, strategy: Option<StrategyId>) -> bool {
        let Some(id) = strategy else { return self.strategy_ids().any(|id| self.has_table(table, Some(id))) };
        let mut own = self.strategy(id).items();
        match table {
            Table::Goals => own.any(|item| self.item(item).has_page),
            Table::Objectives => own.any(|item| !self.item(item).has_page),
            Table::Readings => self.measured(id).next().is_some(),
        }
    }

    /// The measures of a strategy that have readings, each with its item and its place there; those of partner plans are last.
    pub fn measured(&self, id: StrategyId) -> impl Iterator<Item = (ItemId, usize)> + '_ {
        let strategy = self.strategy(id);
        let items = strategy.items().chain(strategy.plans.iter().flat_map(|&plan| self.plan(plan).items()));
        items.flat_map(move |item| {
            let measures = self.item(item).fields.measures.iter().enumerate();
            measures.filter(move |(_, measure)| self.has_readings(item, measure)).map(move |(at, _)| (item, at))
        })
    }

    /// Where a table is published: beside the page of its strategy, or in `data/` for the whole site.
    pub fn table_path(&self, table: Table, strategy: Option<StrategyId>) -> String {
        let folder = strategy.map_or("data".to_string(), |id| self.address(Node::Strategy(id)));
        format!("{folder}/{}", table.file())
    }

    /// Whether a strategy can be told in StratML, which has no plan without a goal.
    pub fn has_stratml(&self, id: StrategyId) -> bool {
        self.strategy(id).items().next().is_some()
    }
}
