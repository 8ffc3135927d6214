//! Readings as rows: those of one measure, of one strategy, or of the whole site.

use super::{Column, Kind, cells};
use crate::site::{ItemId, Node, Site, StrategyId};
use crate::strategy::scalars::PartialDate;

/// The columns of the readings of a strategy or of the site.
pub const COLUMNS: &[Column] = &[
    Column::text("address", "Address", "The address of the item that the measure belongs to: trust, strategy and id."),
    Column::text("trust", "Trust", "The name of the trust."),
    Column::text("strategy", "Strategy", "The title of the strategy."),
    Column::text("item", "Item", "The title of the item, or its text."),
    Column::text("measure", "Measure", "The measure's id, unique within the strategy."),
    Column::text("title", "Title", "What is measured."),
    Column::text("unit", "Unit", "The unit of the figures."),
    Column::text("date", "Date", "The date, as exactly as the source says."),
    Column { kind: Kind::Date, ..Column::text("first_day", "First day", "The first day that the date can mean.") },
    Column { kind: Kind::Date, ..Column::text("last_day", "Last day", "The last day that the date can mean.") },
    Column::text("value", "Value", "The figure or rating as printed; one that is withheld is not a number."),
    Column { kind: Kind::Number, ..Column::text("number", "Number", "The figure as a number, if it is one.") },
    Column::text("group", "Group", "The group that the figure is of; empty for the whole."),
    Column::text("note", "Note", "Anything that a reader must know about the figure."),
];

/// The rows of a strategy, oldest first within a measure.
pub fn rows(site: &Site, id: StrategyId) -> impl Iterator<Item = Vec<String>> + '_ {
    let strategy = site.strategy(id);
    let (trust, title) = (site.trust(strategy.trust).file.name.to_string(), strategy.fields.title.to_string());
    site.measured(id).flat_map(move |(item, at)| {
        let measure = &site.item(item).fields.measures[at];
        let (address, name) = (site.address(Node::Item(item)), site.item_title(item));
        let (trust, title) = (trust.clone(), title.clone());
        site.readings(id, measure).into_iter().map(move |(date, group, amount, note)| {
            vec![
                address.clone(),
                trust.clone(),
                title.clone(),
                name.clone(),
                measure.id.value.to_string(),
                measure.title.to_string(),
                measure.unit.as_deref().unwrap_or_default().to_string(),
                date.to_string(),
                date.first().to_string(),
                date.last().to_string(),
                amount.printed.to_string(),
                amount.number().map(|number| number.to_string()).unwrap_or_default(),
                group,
                note.unwrap_or_default().to_string(),
            ]
        })
    })
}

/// The readings of an item's `at`th measure, oldest first; columns of groups are blank for the whole.
pub fn readings_csv(site: &Site, item: ItemId, at: usize) -> Vec<u8> {
    let record = site.item(item);
    let measure = &record.fields.measures[at];
    let from_files = site.readings_in_files(record.strategy, measure);
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in from_files.iter().flat_map(|reading| reading.breakdown()) {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let usual = |date: PartialDate, value: &str, note: Option<&str>| -> Vec<String> {
        let unit = measure.unit.as_deref().unwrap_or_default();
        let words = [&measure.id.value, &*measure.title, unit, &date.to_string(), value, note.unwrap_or_default()];
        words.map(str::to_string).to_vec()
    };
    let inline = measure.readings.iter().map(|reading| {
        let row = usual(reading.date.value, &reading.value.value.printed, reading.note.as_deref());
        (reading.date.value.first(), row)
    });
    let from_files = from_files.iter().map(|reading| {
        let group = |column: &&str| reading.breakdown().iter().find(|(own, _)| own == column).map(|(_, value)| value.clone());
        let mut row = usual(reading.date, &reading.value.printed, reading.note());
        row.extend(columns.iter().map(|column| group(column).unwrap_or_default()));
        (reading.date.first(), row)
    });
    let mut rows: Vec<_> = inline.chain(from_files).collect();
    rows.sort_by_key(|(day, _)| *day);
    let head = ["measure", "title", "unit", "date", "value", "note"].into_iter().chain(columns.iter().copied());
    let whole = |(_, mut row): (_, Vec<String>)| {
        row.resize(6 + columns.len(), String::new());
        row
    };
    cells::csv(head, rows.into_iter().map(whole))
}
