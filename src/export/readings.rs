//! The readings of one measure as CSV: each line says what was measured and in which unit, so that it is of use by itself.

use crate::site::{ItemId, Site};
use crate::strategy::scalars::PartialDate;

/// The readings of an item's `at`th measure, oldest first; columns of groups are blank for the whole.
pub fn readings_csv(site: &Site, item: ItemId, at: usize) -> Vec<u8> {
    let record = site.item(item);
    let measure = &record.fields.measures[at];
    let from_files = site.readings_in_files(record.strategy, measure);
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in from_files.iter().flat_map(|reading| &reading.breakdown) {
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
        let group = |column: &&str| reading.breakdown.iter().find(|(own, _)| own == column).map(|(_, value)| value.clone());
        let mut row = usual(reading.date, &reading.value.printed, reading.note.as_deref());
        row.extend(columns.iter().map(|column| group(column).unwrap_or_default()));
        (reading.date.first(), row)
    });
    let mut rows: Vec<_> = inline.chain(from_files).collect();
    rows.sort_by_key(|(day, _)| *day);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let head = ["measure", "title", "unit", "date", "value", "note"].into_iter().chain(columns.iter().copied());
    const IN_MEMORY: &str = "writing to memory never fails";
    writer.write_record(head).expect(IN_MEMORY);
    for (_, mut row) in rows {
        row.resize(6 + columns.len(), String::new());
        writer.write_record(&row).expect(IN_MEMORY);
    }
    writer.into_inner().expect(IN_MEMORY)
}
