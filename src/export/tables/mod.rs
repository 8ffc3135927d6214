//! The site as tables: CSV files for spreadsheets and programs, each with a description of its columns (W3C, CSV on the Web).

mod cells;
mod items;
mod readings;

pub use readings::readings_csv;

use serde_json::{Value, json};

use crate::site::{Node, Site, StrategyId, Table};

/// A column: its name for programs, its title for people, what it holds.
pub struct Column {
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub kind: Kind,
}

/// What the cells of a column are.
pub enum Kind {
    Text,
    /// Several texts with semicolons between them.
    List,
    Number,
    Date,
}

impl Column {
    const fn text(name: &'static str, title: &'static str, about: &'static str) -> Column {
        Column { name, title, about, kind: Kind::Text }
    }

    const fn list(name: &'static str, title: &'static str, about: &'static str) -> Column {
        Column { name, title, about, kind: Kind::List }
    }

    fn json(&self) -> Value {
        let datatype = match self.kind {
            Kind::Text | Kind::List => "string",
            Kind::Number => "number",
            Kind::Date => "date",
        };
        let mut column = json!({
            "name": self.name,
            // The first line of the file holds the names.
            "titles": [self.name, self.title],
            "dc:description": self.about,
            "datatype": datatype,
        });
        if matches!(self.kind, Kind::List) {
            column["separator"] = json!(LIST);
        }
        column
    }
}

/// What stands between the parts of a cell that holds several.
const LIST: &str = ";";

/// Several texts in one cell.
fn listed(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| text.replace(LIST, ",")).collect::<Vec<_>>().join(LIST)
}

impl Table {
    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Goals | Table::Objectives => items::COLUMNS,
            Table::Readings => readings::COLUMNS,
        }
    }
}

/// A table of one strategy, or of the whole site.
pub fn table_csv(site: &Site, table: Table, strategy: Option<StrategyId>) -> Vec<u8> {
    let strategies = site.strategy_ids().filter(|id| strategy.is_none_or(|only| only == *id));
    let rows = strategies.flat_map(|id| -> Box<dyn Iterator<Item = Vec<String>>> {
        match table {
            Table::Readings => Box::new(readings::rows(site, id)),
            _ => Box::new(items::rows(site, id, table)),
        }
    });
    cells::csv(table.columns().iter().map(|column| column.name), rows)
}

/// What a table is, for programs: its title, publisher and licence as far as the site states them, and its columns.
pub fn table_metadata(site: &Site, table: Table, strategy: Option<StrategyId>) -> Vec<u8> {
    let file = site.file.as_ref();
    let what = match table {
        Table::Goals => "items with pages of their own",
        Table::Objectives => "items without pages of their own",
        Table::Readings => "readings",
    };
    let of = match strategy {
        Some(id) => format!("{}, {}", site.trust(site.strategy(id).trust).file.name, site.strategy(id).fields.title),
        None => file.map(|file| file.title.to_string()).unwrap_or_default(),
    };
    let mut metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": table.file(),
        "dc:title": format!("{of}: {what}"),
    });
    if let Some(publisher) = file.and_then(|file| file.publisher.as_ref()) {
        metadata["dc:publisher"] = json!(&*publisher.name);
    }
    if let Some(licence) = file.and_then(|file| file.licence.as_ref()) {
        metadata["dc:rights"] = json!(&*licence.name);
        if let Some(url) = &licence.url {
            metadata["dc:license"] = json!({ "@id": url.value.to_string() });
        }
    }
    if let Some((base, id)) = site.base_url().zip(strategy) {
        metadata["dc:source"] = json!({ "@id": format!("{base}/{}/", site.address(Node::Strategy(id))) });
    }
    let mut schema = json!({ "columns": table.columns().iter().map(Column::json).collect::<Vec<_>>() });
    if table != Table::Readings {
        schema["primaryKey"] = json!("address");
    }
    metadata["tableSchema"] = schema;
    let mut bytes = serde_json::to_vec_pretty(&metadata).expect("what is known of a table is plain data");
    bytes.push(b'\n');
    bytes
}
