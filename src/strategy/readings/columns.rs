//! The first line of a file of readings: which columns there are, and whether the rows fit it.

use super::rows::{Row, Rows};
use super::{OTHER_MARKS, Table, is_split};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::At;
use crate::strategy::scalars::{Amount, Id, PartialDate, Written};

/// Where the columns that every file has stand.
pub(super) struct Columns {
    pub(super) measure: usize,
    pub(super) date: usize,
    pub(super) value: usize,
    pub(super) note: Option<usize>,
    pub(super) names: Vec<String>,
}

impl Table<'_> {
    /// The columns that the first line names. `None`: they are not known.
    pub(super) fn columns(&mut self, head: &Row) -> Option<Columns> {
        let names: Vec<String> = head.cells.iter().map(|name| name.to_lowercase()).collect();
        let (first, whole) = (&self.text[head.line.range()], head.line);
        let column = |name: &str| names.iter().position(|known| known == name);
        if let (Some(measure), Some(date), Some(value)) = (column("measure"), column("date"), column("value")) {
            let cell = |at: usize| self.source.at(head.place(at));
            let twice = (1..names.len()).find(|&at| !names[at].is_empty() && names[..at].contains(&names[at]));
            if let Some(at) = twice {
                let message = format!("the first line has two columns `{}`", names[at]);
                let problem = Diagnostic::new(&codes::BAD_READING, cell(at), message);
                self.problems.push(problem.help("give one of the two its own name, or take it out of every line"));
                return None;
            }
            let others = names.iter().map(String::as_str).filter(|name| !["measure", "date", "value"].contains(name));
            let note = column("note").or_else(|| nearest("note", others).and_then(column));
            if let Some(at) = note.filter(|at| names[*at] != "note") {
                let message = format!("`{}` is taken for the column `note`", names[at]);
                let problem = Diagnostic::new(&codes::BAD_READING, cell(at), message);
                self.problems.push(problem.help("call the column `note`").replace("note").sure(false));
            }
            return Some(Columns { measure, date, value, note, names });
        }
        let missing: Vec<&str> = ["measure", "date", "value"].into_iter().filter(|name| column(name).is_none()).collect();
        let usual = "the first line names the columns: measure,date,value,note";
        let wrong = |at: At, message: String| Diagnostic::new(&codes::BAD_READING, self.source.at(at), message);
        let separator = OTHER_MARKS.into_iter().find(|(mark, _)| names.len() == 1 && first.contains(*mark));
        let near = nearest(missing[0], names.iter().map(String::as_str)).and_then(column);
        // Where the column usually stands, under another name.
        let usual_at = ["measure", "date", "value"].iter().position(|name| *name == missing[0]);
        let is_own =
            |at: &usize| names.get(*at).is_some_and(|name| !["measure", "date", "value", "note", ""].contains(&name.as_str()));
        let near = near.or(usual_at.filter(|at| missing.len() == 1 && is_own(at)));
        self.problems.push(match (self.text.trim().is_empty(), separator, near) {
            (true, ..) => wrong(whole, "the file is empty".to_string()).help(usual),
            (_, Some((mark, words)), _) => {
                let at = whole.start as usize + first.find(mark).unwrap_or_default();
                wrong(At::new(at, at + 1), format!("the columns are separated by {words}"))
                    .help("save the file with commas between them (CSV)")
            }
            (_, _, Some(near)) => wrong(head.place(near), format!("the first line has no column `{}`", missing[0]))
                .help(format!("call the column `{}`", missing[0]))
                .replace(missing[0])
                .sure(false),
            (_, _, None) if missing.len() == 3 && self.second_names_columns() => {
                wrong(whole, "this line stands above the one that names the columns".to_string())
                    .help("remove it: the first line of the file names the columns")
            }
            (_, _, None) if missing.len() == 3 => wrong(whole, "the first line does not name the columns".to_string())
                .help("put a line `measure,date,value,note` above it"),
            (_, _, None) => wrong(whole, format!("the first line has no column `{}`", missing[0])).help(usual),
        });
        // If the rows have there what the name should say, they can be judged.
        let near = near.filter(|at| separator.is_none() && missing.len() == 1 && self.most_have(missing[0], *at))?;
        let column = |name: &str| if name == missing[0] { Some(near) } else { column(name) };
        let (measure, date, value) = (column("measure")?, column("date")?, column("value")?);
        Some(Columns { measure, date, value, note: column("note"), names })
    }

    /// Whether the line with the names has a heading above it.
    fn second_names_columns(&self) -> bool {
        let (mut rows, mut row) = (Rows::of(self.text), Row::default());
        let is_there = [(); 2].iter().all(|()| rows.next(&mut row) == Ok(true));
        let has = |name: &str| row.cells.iter().any(|cell| cell.eq_ignore_ascii_case(name));
        is_there && ["measure", "date", "value"].into_iter().all(has)
    }

    /// Whether most cells of a column are what the name says.
    fn most_have(&self, name: &str, at: usize) -> bool {
        let (mut rows, mut fit) = (0, 0);
        let (mut reader, mut row) = (Rows::of(self.text), Row::default());
        // The first line has the names.
        let _ = reader.next(&mut row);
        while rows < 1000 && reader.next(&mut row) == Ok(true) {
            let cell = row.cell(at);
            rows += 1;
            fit += usize::from(match name {
                "measure" => Id::parse(cell).is_ok(),
                "date" => PartialDate::parse(cell).is_ok(),
                _ => Amount::parse(cell).is_ok_and(|amount| amount.number().is_some()),
            });
        }
        fit * 2 > rows
    }

    /// Holds the first line against the rows: what is wrong in all of them is wrong in it.
    pub(super) fn fits_rows(&mut self, columns: &Columns) -> Option<()> {
        let count = columns.names.len();
        // How many cells the rows have, if all have as many; and which columns have any.
        let (mut rows, mut length, mut is_filled) = (0, None, vec![false; count]);
        // How many cells of a column are dates, and whether one of them is more than a year.
        let (mut dates, mut is_dated) = (vec![0; count], vec![false; count]);
        // How much of what stands under `date` is a date in another way of writing.
        let mut near = 0;
        // How many cells of a column are numbers, and how many rows have nothing where the value belongs.
        let (mut numbers, mut valueless) = (vec![0; count], 0);
        // How many rows have a number that a comma divides: each of them tells of its own.
        let mut split = 0;
        let mut reader = Rows::of(self.text);
        let mut row = Row::default();
        reader.next(&mut row).ok()?;
        let head = row.clone();
        while rows < 1000 && reader.next(&mut row) == Ok(true) {
            rows += 1;
            let cells = row.cells.len();
            split += usize::from(cells > count && is_split(&row, columns));
            length = if rows == 1 { Some(cells) } else { length.filter(|length| *length == cells) };
            // Of a file as nearly all are, the first row says enough. A number may look like a year, but not like a day.
            let is_day = |cell: &str| cell.contains(['-', '/']) && PartialDate::parse(cell).is_ok();
            let dated = || is_day(row.cell(columns.date));
            let is_whole = cells <= count && !row.cell(columns.value).is_empty();
            if rows == 1 && is_whole && columns.names.iter().all(|name| !name.is_empty()) && dated() {
                return Some(());
            }
            for (at, text) in row.cells.iter().take(count).enumerate() {
                is_filled[at] |= !text.is_empty();
                valueless += usize::from(at == columns.value && text.is_empty());
                numbers[at] += usize::from(Amount::parse(text).is_ok_and(|amount| amount.number().is_some()));
                near += usize::from(at == columns.date && PartialDate::meant(text).is_some());
                if PartialDate::parse(text).is_ok() {
                    dates[at] += 1;
                    is_dated[at] |= text.contains(['-', '/']);
                }
            }
        }
        if let Some(have) = length.filter(|have| rows > 1 && *have > count && split < rows) {
            let message = format!("the first line names {count} columns, and the lines below it have {have}");
            let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(head.line), message);
            self.problems.push(problem.help("name the column that is missing there, or take its cells out of every line"));
            return None;
        }
        let dated = (0..count)
            .find(|&at| is_dated[at] && dates[at] == rows && rows > 1 && dates[columns.date] * 2 < rows && near * 2 < rows);
        if let Some(at) = dated {
            let message = format!("the dates stand in the column `{}`, and none in the column `date`", columns.names[at]);
            let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(head.place(at)), message);
            self.problems.push(problem.help("let each name stand above what it names"));
            return None;
        }
        if let Some(at) = (0..count).find(|&at| rows > 1 && numbers[at] * 2 > rows && valueless * 2 > rows) {
            let message = format!("the figures stand in the column `{}`, and hardly any in the column `value`", columns.names[at]);
            let problem = Diagnostic::new(&codes::BAD_READING, self.source.at(head.place(at)), message);
            self.problems.push(problem.help("let each name stand above what it names"));
            return None;
        }
        let nameless = (0..count).find(|&at| columns.names[at].is_empty() && is_filled[at]);
        if let Some(at) = nameless {
            let message = format!("column {} has no name in the first line", at + 1);
            self.problems
                .push(Diagnostic::new(&codes::BAD_READING, self.source.at(head.place(at)), message).help("write its name there"));
            return None;
        }
        Some(())
    }
}
