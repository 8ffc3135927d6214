//! Tables as rows of cells, each with its place in the file.

use std::borrow::Cow;
use std::io::Cursor;

use crate::source::At;

/// A row: what its cells say, without blanks round it, and where each stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'t> {
    /// From its first cell to its last; more than one line if a text in quotes goes on.
    pub line: At,
    pub cells: Vec<Cow<'t, str>>,
    /// Of each cell, with the quotes round it. If quotes are not closed, there may be fewer.
    pub places: Vec<At>,
}

impl Row<'_> {
    /// A cell; nothing in it if the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell)
    }

    /// Where a cell stands, or would: at the end of the row.
    pub fn place(&self, at: usize) -> At {
        self.places.get(at).copied().unwrap_or(At { start: self.line.end, end: self.line.end })
    }
}

/// The rows of a table, one after the other, the first line among them. Empty lines are none.
pub enum Rows<'t> {
    /// Without a quotation mark, a row is a line, and commas divide its cells. Nearly all tables are so, and to be read many times as
    /// fast as others.
    Plain {
        text: &'t str,
        at: usize,
    },
    Quoted {
        text: &'t str,
        reader: Box<csv::Reader<Cursor<&'t [u8]>>>,
        record: csv::StringRecord,
    },
}

impl<'t> Rows<'t> {
    pub fn of(text: &'t str) -> Rows<'t> {
        match memchr::memchr(b'"', text.as_bytes()) {
            None => Rows::Plain { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 } },
            Some(_) => Rows::quoted(text),
        }
    }

    fn quoted(text: &'t str) -> Rows<'t> {
        let reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(Cursor::new(text.as_bytes()));
        Rows::Quoted { text, reader: Box::new(reader), record: csv::StringRecord::new() }
    }

    /// Reads the next row into one that was used before. Gives whether there was one.
    ///
    /// # Errors
    /// The rest cannot be read as a table, from this byte on.
    pub fn next(&mut self, row: &mut Row<'t>) -> Result<bool, usize> {
        match self {
            Rows::Plain { text, at } => {
                let bytes = text.as_bytes();
                let start = *at + bytes[*at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
                let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |length| start + length);
                *at = end;
                row.line = At::new(start, end);
                row.cells.clear();
                row.places.clear();
                let mut from = start;
                for comma in memchr::memchr_iter(b',', &bytes[start..end]).map(|comma| start + comma).chain([end]) {
                    let (cell, at) = trimmed(text, from, comma);
                    row.cells.push(Cow::Borrowed(cell));
                    row.places.push(at);
                    from = comma + 1;
                }
                Ok(start < end)
            }
            Rows::Quoted { text, reader, record } => {
                let is_row = reader.read_record(record).map_err(|_| reader.position().byte() as usize)?;
                let start = record.position().map_or(0, |position| position.byte() as usize);
                let end = (reader.position().byte() as usize).min(text.len());
                let line = text[start..end].trim_end_matches(['\r', '\n']);
                let words = line.trim_start_matches(['\r', '\n', '\u{feff}']);
                let start = start + line.len() - words.len();
                row.line = At::new(start, start + words.len());
                row.cells.clear();
                row.cells.extend(record.iter().map(|cell| Cow::Owned(cell.trim().to_string())));
                row.places.clear();
                cut(text, row.line, &mut row.places);
                Ok(is_row)
            }
        }
    }
}

/// Where the cells of a row stand, blanks round them left out.
fn cut(text: &str, line: At, places: &mut Vec<At>) {
    let (start, end) = (line.start as usize, line.end as usize);
    let (mut from, mut quoted) = (start, false);
    for (at, byte) in text[start..end].bytes().enumerate().map(|(at, byte)| (start + at, byte)) {
        match byte {
            b'"' if quoted || text[from..at].trim().is_empty() => quoted = !quoted,
            b',' if !quoted => {
                places.push(trimmed(text, from, at).1);
                from = at + 1;
            }
            _ => {}
        }
    }
    places.push(trimmed(text, from, end).1);
}

/// What stands between two bytes, without the blanks round it.
fn trimmed(text: &str, from: usize, to: usize) -> (&str, At) {
    let cell = &text[from..to];
    let bytes = cell.as_bytes();
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return (cell, At::new(from, to));
    }
    let start = from + cell.len() - cell.trim_start().len();
    let words = cell.trim();
    (words, At::new(start, start + words.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all<'t>(mut rows: Rows<'t>) -> Vec<Row<'t>> {
        let mut found = Vec::new();
        loop {
            let mut row = Row::default();
            match rows.next(&mut row) {
                Ok(true) => found.push(row),
                end => {
                    assert_eq!(end, Ok(false));
                    return found;
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_table_without_quotes_is_what_the_usual_reader_finds(text in "\u{feff}?[a,é \\r\\n\u{a0}]{0,40}") {
            prop_assert_eq!(all(Rows::of(&text)), all(Rows::quoted(&text)));
        }
    }

    #[test]
    fn a_text_in_quotes_is_one_cell() {
        let rows = all(Rows::of("a,b\n\n\"x, \"\"y\"\"\nz\" ,2\n"));
        assert_eq!(rows[1].cells, ["x, \"y\"\nz", "2"]);
        assert_eq!(rows[1].places, [At::new(5, 17), At::new(19, 20)]);
    }
}
