//! Readings of measures from CSV: `measure,date,value[,note][,breakdown columns]`.

use super::scalars::{Amount, PartialDate, Written};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, Place, SourceId};

/// One figure of a measure at one date.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The line it stands on.
    pub place: Place,
    pub measure: String,
    pub date: PartialDate,
    pub value: Amount,
    pub note: Option<String>,
    /// Columns beyond the usual four, with their values; blank means all.
    pub breakdown: Vec<(String, String)>,
}

impl Reading {
    /// The group that the figure is of, as words; empty for the whole.
    pub fn group(&self) -> String {
        let named = self.breakdown.iter().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
        named.collect::<Vec<_>>().join(", ")
    }
}

/// Reads a file of readings. A line that cannot be read is reported and left out.
pub fn read(text: &str, source: SourceId) -> (Vec<Reading>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim_start_matches('\u{feff}').to_string()).collect(),
        Err(_) => return (Vec::new(), problems),
    };
    let column = |name: &str| header.iter().position(|known| known == name);
    let (Some(measure_column), Some(date_column), Some(value_column)) = (column("measure"), column("date"), column("value")) else {
        let missing = ["measure", "date", "value"].into_iter().find(|name| column(name).is_none()).unwrap_or_default();
        let place = source.at(At::new(0, text.lines().next().unwrap_or_default().len()));
        let problem = Diagnostic::new(&codes::BAD_READING, place, format!("the first line has no column `{missing}`"));
        let semicolons = header.len() == 1 && header[0].contains(';');
        let problem = match nearest(missing, header.iter().map(String::as_str)) {
            _ if semicolons => problem.help("the columns are separated by semicolons: save the file with commas between them"),
            Some(near) => problem.help(format!("call the column `{near}` `{missing}`")),
            None => problem.help("the first line names the columns: measure,date,value,note"),
        };
        problems.push(problem);
        return (Vec::new(), problems);
    };
    let note = column("note");
    let mut readings = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                let place = source.at(At::new(start, start));
                let problem = Diagnostic::new(&codes::BAD_READING, place, "this line cannot be read as CSV");
                problems.push(problem.help(codes::BAD_READING.cure()));
                break;
            }
        }
        let start = record.position().map_or(start, |position| position.byte() as usize);
        let line = text[start..].lines().next().unwrap_or_default();
        let place = source.at(At::new(start, start + line.len()));
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let mut wrong = |message: String| {
            problems.push(Diagnostic::new(&codes::BAD_READING, place, message).help(codes::BAD_READING.cure()));
        };
        if cell(measure_column).is_empty() || cell(value_column).is_empty() {
            wrong("this line lacks its measure or its value".to_string());
            continue;
        }
        match (PartialDate::parse(cell(date_column)), Amount::parse(cell(value_column))) {
            (Ok(date), Ok(value)) => readings.push(Reading {
                place,
                measure: cell(measure_column).to_string(),
                date,
                value,
                note: note.map(cell).filter(|note| !note.is_empty()).map(str::to_string),
                breakdown: (0..header.len())
                    .filter(|at| ![Some(measure_column), Some(date_column), Some(value_column), note].contains(&Some(*at)))
                    .map(|at| (header[at].clone(), cell(at).to_string()))
                    .collect(),
            }),
            (Err(message), _) | (_, Err(message)) => wrong(format!("`{}`: {message}", cell(date_column))),
        }
    }
    (readings, problems)
}
