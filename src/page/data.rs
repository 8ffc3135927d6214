//! The data beside the pages: what there is for re-use, and what its fields mean.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, LinkView, Shell};
use super::spread::SpreadView;
use crate::site::{Node, Site, StrategyId, Table};
use crate::stratml::Part;

#[derive(Debug, Serialize)]
pub struct DataPage {
    pub shell: Shell,
    pub strategies: Vec<DataEntry>,
    /// The pages with other trusts' data, if it does not fit on one.
    pub spread: Option<SpreadView>,
    /// What there is of all strategies together.
    pub whole: Vec<DataFile>,
    /// The JSON Schema of the files.
    pub schema: String,
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
    DataPage {
        strategies: ids.map(entry).collect(),
        spread: hrefs.spread(&pages, "data", at),
        whole: hrefs.data_files(None),
        schema: hrefs.path(crate::site::DATA_SCHEMA),
        has_objectives: site.has_table(Table::Objectives, None),
        has_readings: site.has_table(Table::Readings, None),
        has_stratml: site.strategy_ids().any(|id| site.has_stratml(id)),
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

    /// The files of a strategy's data; without a strategy, those of the whole site.
    pub fn data_files(&self, strategy: Option<StrategyId>) -> Vec<DataFile> {
        let site = self.site;
        let beside = |id, name: &str| self.path(&format!("{}/{name}", site.address(Node::Strategy(id))));
        let json = strategy.map(|id| DataFile {
            kind: "json",
            name: "strategy.json",
            href: beside(id, "strategy.json"),
            columns: None,
            media_type: "application/json",
        });
        let tables = Table::ALL.into_iter().filter(|&table| site.has_table(table, strategy)).map(|table| {
            let path = site.table_path(table, strategy);
            DataFile {
                kind: match table {
                    Table::Goals => "goals",
                    Table::Objectives => "objectives",
                    Table::Readings => "readings",
                },
                name: table.file(),
                href: self.path(&path),
                columns: Some(self.path(&format!("{path}-metadata.json"))),
                media_type: "text/csv",
            }
        });
        let told = strategy.filter(|&id| site.has_stratml(id));
        let stratml = told.into_iter().flat_map(|id| Part::ALL.map(|part| (id, part))).map(|(id, part)| DataFile {
            kind: match part {
                Part::One => "stratml",
                Part::Two => "stratml_part2",
            },
            name: part.file(),
            href: beside(id, part.file()),
            columns: None,
            media_type: "application/xml",
        });
        json.into_iter().chain(tables).chain(stratml).collect()
    }
}
