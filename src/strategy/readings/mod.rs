//! Readings of measures from CSV: `measure,date,value[,note][,breakdown columns]`.

mod columns;
mod reading;
mod rows;

pub use reading::{Reading, Readings};

use std::sync::Arc;

use super::scalars::{Amount, Id, PartialDate, Written};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, SourceId};
use columns::Columns;
use reading::More;
use rows::{Row, Rows};

/// The tables of one strategy as one.
pub(super) fn joined(mut tables: Vec<Arc<Readings>>) -> Arc<Readings> {
    if tables.len() > 1 { Readings::joined(tables.iter().map(|table| &**table)).into() } else { tables.pop().unwrap_or_default() }
}

/// Reads a file of readings. A line that cannot be read is reported and left out.
pub fn read(text: &str, source: SourceId) -> (Readings, Diagnostics) {
    let mut table = Table { text, source, problems: Diagnostics::new() };
    let readings = table.readings().unwrap_or_default();
    (Readings::of(readings), table.problems)
}

struct Table<'a> {
    text: &'a str,
    source: SourceId,
    problems: Diagnostics,
}

/// What stands between cells in place of commas.
const OTHER_MARKS: [(char, &str); 3] = [(';', "semicolons"), ('\t', "tabs"), ('|', "upright lines")];

impl Table<'_> {
    /// `None`: the file cannot be read as a table at all.
    fn readings(&mut self) -> Option<Vec<(Arc<str>, Reading)>> {
        let mut rows = Rows::of(self.text);
        let mut row = Row::default();
        rows.next(&mut row).ok()?;
        let columns = self.columns(&row)?;
        // A first line that does not fit the rows is the one mistake, whatever is said of its names.
        let of_names = std::mem::take(&mut self.problems);
        self.fits_rows(&columns)?;
        self.problems.extend(of_names);
        let has_quotes = matches!(rows, Rows::Quoted { .. });
        let mut readings: Vec<(Arc<str>, Reading)> = Vec::new();
        loop {
            match rows.next(&mut row) {
                Ok(true) => {}
                Ok(false) => return Some(readings),
                Err(start) => {
                    self.wrong(At::new(start, start), "this line cannot be read as a table".to_string());
                    return Some(readings);
                }
            }
            let quoted = row.places.iter().filter(|_| has_quotes);
            if let Some(open) = quoted.clone().find(|cell| left_open(&self.text[cell.range()])) {
                let cell = self.text[open.range()].lines().next().unwrap_or_default();
                let at = At::new(open.start as usize, open.start as usize + cell.len());
                self.problems.push(
                    Diagnostic::new(
                        &codes::BAD_READING,
                        self.source.at(at),
                        "the text that starts with \" here does not end with one",
                    )
                    .help("put a \" at the end of the text, or write it without quotes"),
                );
                return Some(readings);
            }
            if let Some(torn) = quoted.clone().find(|cell| has_odd_quotes(&self.text[cell.range()])) {
                let message = "a text in quotation marks has others inside, and ends at the first of them";
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(*torn), message);
                self.problems
                    .push(problem.help("put quotation marks round the whole text, and write each of those inside twice: \"\""));
                continue;
            }
            let is_name = |(at, name): (usize, &String)| {
                let cell = row.cell(at);
                cell.eq_ignore_ascii_case(name) || !cell.is_ascii() && cell.to_lowercase() == *name
            };
            if columns.names.iter().enumerate().all(is_name) {
                let problem = Diagnostic::new(
                    &codes::BAD_READING,
                    self.source.at(row.line),
                    "the line that names the columns stands here again",
                );
                self.problems.push(problem.help("remove it; if the whole table was pasted twice, remove one of the two"));
                return Some(readings);
            }
            // Nothing but blanks; or a mark of the end of a file, which other programs write; it is told as a character that no text has.
            if row.cells.iter().all(|cell| cell.chars().all(char::is_control)) {
                continue;
            }
            let above = readings.last().map(|(above, _)| above);
            let reading = self.reading(&row, &columns, above);
            readings.extend(reading);
        }
    }

    fn reading(&mut self, row: &Row, columns: &Columns, above: Option<&Arc<str>>) -> Option<(Arc<str>, Reading)> {
        let (cell, place, line) = (|at| row.cell(at), |at| row.place(at), row.line);
        let (count, length) = (columns.names.len(), row.cells.len());
        if length > count {
            let value = columns.value;
            let (first, next) = (cell(value), cell(value + 1));
            if is_split(row, columns) {
                let at = At { start: place(value).start, end: place(value + 1).end };
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(at), "a comma in a number starts a new column");
                self.problems.push(match next.len() {
                    3 => problem.help("write the number without it").replace(format!("{first}{next}")),
                    _ => problem.help("write a decimal point").replace(format!("{first}.{next}")).sure(false),
                });
            } else if let Some(at) = self.in_other_quotes(&row.places) {
                let message = "these quotes do not keep a text with a comma in it together";
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(at), message);
                self.problems.push(problem.help("put straight double quotes round it: \"…\""));
            } else if PartialDate::parse(cell(count - 1 + columns.date)).is_ok()
                && !cell(count - 1 + columns.value).is_empty()
                && length < 2 * count
            {
                let at = self.source.at(place(count - 1));
                let problem = Diagnostic::new(&codes::BAD_READING, at, "two lines stand on this one");
                self.problems.push(problem.help("start a new line where the second one begins"));
            } else {
                // After a comma of a sentence a blank stands; if there is none, the first cell that is too much says it.
                let after_blank = (1..length).find(|&at| place(at).start > place(at - 1).end + 1 && !cell(at).is_empty());
                let too_much = || (count..length).find(|&at| !cell(at).is_empty()).unwrap_or(count);
                let at = At { start: place(after_blank.unwrap_or_else(too_much)).start, end: line.end };
                let message = format!("this line has {length} columns, and the first line names {count}");
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(at), message);
                self.problems.push(problem.help("put quotes round a text with a comma in it, or remove what is too much"));
            }
            return None;
        }
        if [columns.date, columns.value].into_iter().any(|at| cell(at).is_empty()) && self.is_no_reading(row, columns) {
            return None;
        }
        let mut lacks = |at: usize, name: &str| {
            let is_empty = cell(at).is_empty();
            if is_empty {
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(place(at)), format!("this line has no {name}"));
                self.problems.push(problem.help(format!("write the {name}, or remove the line")));
            }
            is_empty
        };
        if lacks(columns.measure, "measure") || lacks(columns.date, "date") {
            return None;
        }
        let date = match PartialDate::parse(cell(columns.date)) {
            Ok(date) => date,
            Err(_) if cell(columns.value).is_empty() && date_and_value(cell(columns.date)).is_some() => {
                let problem = Diagnostic::new(
                    &codes::BAD_READING,
                    self.source.at(place(columns.date)),
                    "the date and the value stand in one cell",
                );
                let right = date_and_value(cell(columns.date)).unwrap_or_default();
                self.problems.push(problem.help("put a comma between them").replace(right).sure(false));
                return None;
            }
            Err(cure) => {
                let message = format!("`{}` is not written as a date", cell(columns.date));
                let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(place(columns.date)), message).help(cure);
                let meant = PartialDate::meant(cell(columns.date)).filter(|meant| PartialDate::parse(meant).is_ok());
                self.problems.push(match meant {
                    Some(meant) => problem.replace(meant).sure(!PartialDate::is_ambiguous(cell(columns.date))),
                    None => problem,
                });
                return None;
            }
        };
        if cell(columns.value).is_empty() {
            let at = self.source.at(place(columns.value));
            self.problems.push(
                Diagnostic::new(&codes::BAD_READING, at, "this line has no value").help("write the value, or remove the line"),
            );
            return None;
        }
        if is_shortened(cell(columns.value)) {
            let message = format!("`{}` is a number that a spreadsheet has shortened", cell(columns.value));
            let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(place(columns.value)), message);
            let number = cell(columns.value).parse::<f64>().ok().map(|number| number.to_string());
            self.problems.push(problem.suggest(number.as_deref()).help_or(|| "write all its digits".into()));
            return None;
        }
        let own = [Some(columns.measure), Some(columns.date), Some(columns.value), columns.note];
        // What lies further on than any line is long is told at the line's start.
        let within = |at: At| (u16::try_from(at.start - line.start).ok(), u16::try_from(at.end - at.start).ok());
        let cell_at = |at: usize| match within(place(at)) {
            (Some(start), Some(length)) => (start, length),
            _ => (0, 0),
        };
        let breakdown = (0..count).filter(|at| !own.contains(&Some(*at)));
        let more = More {
            note: columns.note.map(cell).filter(|note| !note.is_empty()).map(str::to_string),
            breakdown: breakdown.map(|at| (columns.names[at].clone(), cell(at).to_string())).collect(),
        };
        // Most stand on lines that follow each other.
        let measure = match above.filter(|above| ***above == *cell(columns.measure)) {
            Some(above) => Arc::clone(above),
            None => cell(columns.measure).into(),
        };
        let reading = Reading {
            place: self.source.at(line),
            cells: [columns.measure, columns.date, columns.value].map(cell_at),
            date,
            value: Amount::parse(cell(columns.value)).ok()?,
            more: (more.note.is_some() || !more.breakdown.is_empty()).then(|| Box::new(more)),
        };
        Some((measure, reading))
    }

    /// A line that lacks a date or a value because it is something else: other marks between its cells, a note, a total.
    fn is_no_reading(&mut self, row: &Row, columns: &Columns) -> bool {
        let first = row.cell(columns.measure);
        let has_others = row.cells.iter().enumerate().any(|(at, cell)| at != columns.measure && !cell.is_empty());
        let separator = OTHER_MARKS.into_iter().find(|(mark, _)| !has_others && first.contains(*mark));
        let (message, help) = if let Some((_, words)) = separator {
            (format!("the columns are separated by {words}"), "put commas between them")
        } else if !first.is_empty() && Id::parse(first).is_err() {
            let help =
                "write the id of a measure, a date and a value, with commas between them; take notes and totals out of the file";
            (format!("`{first}` is not the id of a measure, and this line is no reading"), help)
        } else if !first.is_empty() && !has_others {
            ("this line has neither a date nor a value".to_string(), "write them, or remove the line")
        } else {
            return false;
        };
        self.problems.push(Diagnostic::new(&codes::BAD_READING, self.source.at(row.line), message).help(help));
        true
    }

    /// Where a text in curly or single quotes starts that a comma has torn.
    fn in_other_quotes(&self, cells: &[At]) -> Option<At> {
        let text = |at: At| &self.text[at.range()];
        let opens = |at: At| [('“', '”'), ('‘', '’'), ('\'', '\'')].into_iter().find(|(open, _)| text(at).starts_with(*open));
        cells.iter().enumerate().find_map(|(number, &at)| {
            let (_, close) = opens(at)?;
            let end = cells[number + 1..].iter().find(|later| text(**later).ends_with(close))?;
            Some(At { start: at.start, end: end.end })
        })
    }

    fn wrong(&mut self, at: At, message: String) {
        self.problems.push(Diagnostic::new(&codes::BAD_READING, self.source.at(at), message));
    }
}

/// Whether a row has one cell more than the first line, since a comma stands in its number: `3,6` or `1,200`.
fn is_split(row: &Row, columns: &Columns) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (first, next) = (row.cell(columns.value), row.cell(columns.value + 1));
    row.cells.len() == columns.names.len() + 1 && digits(first.trim_start_matches('-')) && digits(next)
}

/// `2026-05 16` and `2026-05;16`: a date and a number that lack the comma between them. Gives them with it.
fn date_and_value(cell: &str) -> Option<String> {
    let (date, value) = cell.split_once([' ', ';', '\t', ':'])?;
    let is_value = Amount::parse(value.trim()).is_ok_and(|amount| amount.number().is_some());
    (PartialDate::parse(date).is_ok() && is_value).then(|| format!("{date},{}", value.trim()))
}

/// Whether a cell starts with a quote that nothing closes, or that only a quote on another line does, past whole rows.
fn left_open(cell: &str) -> bool {
    if !cell.starts_with('"') {
        return false;
    }
    let swallows_rows = cell.split_once('\n').is_some_and(|(_, more)| more.lines().any(|line| line.matches(',').count() >= 2));
    swallows_rows || !cell.bytes().filter(|b| *b == b'"').count().is_multiple_of(2)
}

/// Whether a cell in quotes has a single quote inside, or something after the one that closes it.
fn has_odd_quotes(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix('"') else { return false };
    rest.strip_suffix('"').is_none_or(|inner| inner.replace("\"\"", "").contains('"'))
}

/// `2.50E+01`: a number as spreadsheets shorten it.
fn is_shortened(cell: &str) -> bool {
    let Some((number, power)) = cell.split_once(['E', 'e']) else { return false };
    number.parse::<f64>().is_ok() && power.starts_with(['+', '-']) && power[1..].parse::<u32>().is_ok()
}
