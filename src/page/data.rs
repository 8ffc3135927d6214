//! The data beside the pages: what there is for re-use, and what its fields mean.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::spread::SpreadView;
use crate::site::{DATA_SCHEMA, Node, Owner, Site, StrategyId, Table};
use crate::stratml::Part;

#[derive(Debug, Serialize)]
pub struct DataPage {
    pub shell: Shell,
    pub strategies: Vec<DataEntry>,
    /// The pages with other trusts' data, if it does not fit on one.
    pub spread: Option<SpreadView>,
    /// What there is of all strategies together.
    pub whole: Vec<DataFile>,
    /// The JSON Schema of the files `strategy.json`, if there are such.
    pub schema: Option<String>,
    /// Whether there is a table of items with pages.
    pub has_goals: bool,
    pub has_objectives: bool,
    pub has_readings: bool,
    pub has_stratml: bool,
}

#[derive(Debug, Serialize)]
pub struct DataEntry {
    /// The id of its place on the page.
    pub id: String,
    pub trust: LinkView,
    pub strategy: LinkView,
    pub files: Vec<DataFile>,
}

/// A file of data.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// What it is: `json`, `goals`, `objectives`, `readings`, `stratml` or `stratml_part2`.
    pub kind: &'static str,
    pub name: &'static str,
    pub href: String,
    /// Of a table: what its columns are.
    pub columns: Option<String>,
    /// Its type on the web.
    pub media_type: &'static str,
}

/// The `at`th page.
pub fn of(hrefs: &Hrefs, at: usize) -> DataPage {
    let site = hrefs.site;
    let pages = site.pages_of_trusts();
    let ids = pages[at].iter().flat_map(|&trust| site.trust(trust).strategies.iter().copied());
    let entry = |id| DataEntry {
        id: hrefs.data_place(id),
        trust: hrefs.link(Node::Trust(site.strategy(id).trust)),
        strategy: hrefs.link(Node::Strategy(id)),
        files: hrefs.data_files(Some(id)),
    };
    let whole = hrefs.data_files(None);
    let has = |kind: &str| whole.iter().any(|file| file.kind == kind);
    DataPage {
        strategies: ids.map(entry).filter(|entry| !entry.files.is_empty()).collect(),
        spread: hrefs.spread(&pages, "data", at),
        has_goals: has("goals"),
        has_objectives: has("objectives"),
        has_readings: has("readings"),
        has_stratml: site.strategy_ids().any(|id| hrefs.stratml_file(id, Part::One).is_some()),
        whole,
        schema: hrefs.there(DATA_SCHEMA, Owner::DataSchema),
        shell: hrefs.shell(About::site("data", "")),
    }
}

impl Hrefs<'_> {
    /// The link to a strategy's place on the pages of data.
    pub fn data_link(&self, id: StrategyId) -> String {
        let folder = Site::folder_of_page("data", self.site.page_of_trust(self.site.strategy(id).trust));
        format!("{}#{}", self.path(&format!("{folder}/index.html")), self.data_place(id))
    }

    /// The id of a strategy's place on its page of data.
    fn data_place(&self, id: StrategyId) -> String {
        self.site.address(Node::Strategy(id)).replace('/', ".")
    }

    /// The file `strategy.json`.
    pub fn strategy_json(&self, id: StrategyId) -> Option<String> {
        self.there(&format!("{}/strategy.json", self.site.address(Node::Strategy(id))), Owner::StrategyJson(id))
    }

    fn stratml_file(&self, id: StrategyId, part: Part) -> Option<String> {
        self.there(&format!("{}/{}", self.site.address(Node::Strategy(id)), part.file()), Owner::Stratml(id, part))
    }

    /// The files of a strategy's data; without a strategy, those of the whole site.
    pub fn data_files(&self, strategy: Option<StrategyId>) -> Vec<DataFile> {
        let json = strategy.and_then(|id| self.strategy_json(id)).map(|href| DataFile {
            kind: "json",
            name: "strategy.json",
            href,
            columns: None,
            media_type: "application/json",
        });
        let table = |table: Table| {
            let path = self.site.table_path(table, strategy);
            Some(DataFile {
                kind: match table {
                    Table::Goals => "goals",
                    Table::Objectives => "objectives",
                    Table::Readings => "readings",
                },
                name: table.file(),
                href: self.there(&path, Owner::Table(table, strategy))?,
                columns: self.there(&format!("{path}-metadata.json"), Owner::TableMetadata(table, strategy)),
                media_type: "text/csv",
            })
        };
        let stratml = |(id, part): (StrategyId, Part)| {
            Some(DataFile {
                kind: match part {
                    Part::One => "stratml",
                    Part::Two => "stratml_part2",
                },
                name: part.file(),
                href: self.stratml_file(id, part)?,
                columns: None,
                media_type: "application/xml",
            })
        };
        let parts = strategy.into_iter().flat_map(|id| Part::ALL.map(|part| (id, part)));
        json.into_iter().chain(Table::ALL.into_iter().filter_map(table)).chain(parts.filter_map(stratml)).collect()
    }
}
