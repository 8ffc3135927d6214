//! Tables whose rows do not fit together: Markdown drops what is too much, fills in what is too little, and takes what has no
//! line of dashes for plain words.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::Events;
use super::slips::suggest;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// Finds the tables that lose cells, have no header, or are none.
pub(super) fn check(text: &str, origin: Origin, events: &Events) -> Diagnostics {
    let mut problems = Diagnostics::new();
    if !text.contains(['|', '\t']) {
        return problems;
    }
    let mut columns = 0;
    let mut table_end = 0;
    for (at, event) in events.iter() {
        let range = events.range(at);
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableHead) if events.plain(events.inside(at)).is_empty() => {
                let problem = Diagnostic::new(&codes::TABLE_WITHOUT_HEADER, origin.place(text, range), "a table without a header");
                problems.push(problem.help("say in each cell of this first line what the column holds"));
            }
            Event::Start(Tag::TableHead) => {
                if let Some(number) = nameless(events, at, columns)
                    && let Some(cell) = cells(text[range.clone()].trim_end()).get(number)
                {
                    let cell = range.start + cell.start..range.start + cell.end + 1;
                    let problem =
                        Diagnostic::new(&codes::TABLE_WITHOUT_HEADER, origin.place(text, cell), "a column without a header");
                    problems.push(problem.help("say here what the column holds"));
                }
            }
            Event::End(TagEnd::Table) => table_end = range.end,
            Event::Start(Tag::TableRow) => problems.extend(row(text, origin, range, columns)),
            Event::Start(Tag::Paragraph) if table_end > 0 && text[table_end..range.start].trim().is_empty() => {
                problems.extend(torn_off(text, origin, range));
            }
            Event::Start(Tag::Paragraph) => problems.extend(no_table(text, origin, range)),
            _ => {}
        }
    }
    problems
}

/// The number of the first column whose cells have words and whose header has none.
fn nameless(events: &Events, head: usize, columns: usize) -> Option<usize> {
    let is_empty = |row: usize, number: usize| {
        let mut cells = events.inside(row).filter(|&inner| matches!(events.event(inner), Event::Start(Tag::TableCell)));
        cells.nth(number).is_none_or(|cell| events.inside(cell).is_empty())
    };
    let is_row = |&at: &usize| matches!(events.event(at), Event::Start(Tag::TableRow));
    let rows = || (events.end(head)..).take_while(|&at| !matches!(events.event(at), Event::End(TagEnd::Table))).filter(is_row);
    // The first column may say by itself what its cells are, the last may hold remarks, and an empty one keeps others apart.
    (1..columns.max(1) - 1).find(|&number| is_empty(head, number) && rows().any(|row| !is_empty(row, number)))
}

/// Rows below a table that a blank line divides from it.
fn torn_off(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = text[range.clone()].trim_end();
    let first = raw.lines().next()?.trim_end();
    if raw.lines().nth(1).is_some_and(is_line_of_dashes) || !raw.lines().all(is_framed) {
        return no_table(text, origin, range);
    }
    let place = origin.place(text, range.start..range.start + first.len());
    let problem = Diagnostic::new(&codes::UNEVEN_TABLE, place, "no row: a blank line divides it from the table above");
    Some(problem.help("take the blank line out"))
}

fn counted(cells: usize) -> String {
    if cells == 1 { "1 cell".to_string() } else { format!("{cells} cells") }
}

fn is_framed(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|')
}

/// A row with more or fewer cells than the table has columns.
fn row(text: &str, origin: Origin, range: Range<usize>, columns: usize) -> Option<Diagnostic> {
    let raw = text[range.clone()].trim_end();
    let whole = range.start..range.start + raw.len();
    let cells = cells(raw);
    if let Some(bar) = bar_in_reference(raw, &cells) {
        let at = range.start + bar;
        let message = "in a table, a `|` within a reference ends the cell";
        return Some(suggest((text, origin), &codes::UNEVEN_TABLE, at..at + 1, message, "\\|"));
    }
    if is_line_of_dashes(raw) && raw.contains("---") {
        let problem = Diagnostic::new(&codes::UNEVEN_TABLE, origin.place(text, whole), "a second line of dashes is shown as a row");
        return Some(problem.help("take it out: only the header has one below it"));
    }
    if cells.len() == columns {
        return None;
    }
    if !raw.contains('|') && columns > 1 {
        let problem =
            Diagnostic::new(&codes::UNEVEN_TABLE, origin.place(text, whole), "this line is taken for a row of the table above it");
        return Some(problem.help("leave a blank line before it"));
    }
    let its_columns = if columns == 1 { "1 column".to_string() } else { format!("{columns} columns") };
    let message = format!("this row has {}, and its table has {its_columns}", counted(cells.len()));
    let (place, help) = match cells.get(columns) {
        Some(extra) => {
            let from = range.start + extra.start;
            let from = from + raw[extra.start..].len() - raw[extra.start..].trim_start().len();
            let help = "what is too much is not shown: add a column at the top, or write `\\|` for a bar within a cell";
            (from..whole.end, help)
        }
        None => (whole, "add the missing `|`; a cell may be empty"),
    };
    Some(Diagnostic::new(&codes::UNEVEN_TABLE, origin.place(text, place), message).help(help))
}

/// The cells of a row, as Markdown takes it apart.
fn cells(raw: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let indent = raw.len() - raw.trim_start().len();
    let mut start = indent + usize::from(raw[indent..].starts_with('|'));
    let mut escaped = false;
    for (at, byte) in raw.bytes().enumerate().skip(start) {
        if byte == b'|' && !escaped {
            cells.push(start..at);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < raw.len() {
        cells.push(start..raw.len());
    }
    cells
}

/// The bar of `[[address|words]]` that ends a cell.
fn bar_in_reference(raw: &str, cells: &[Range<usize>]) -> Option<usize> {
    let cell = cells
        .iter()
        .position(|cell| raw[cell.clone()].rfind("[[").is_some_and(|open| !raw[cell.clone()][open..].contains("]]")))?;
    let next = &raw[cells.get(cell + 1)?.clone()];
    let closes = next.find("]]").is_some_and(|close| !next[..close].contains("[["));
    closes.then_some(cells[cell].end)
}

/// A paragraph that was meant as a table: its line of dashes does not fit, or is not there.
fn no_table(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = text[range.clone()].trim_end();
    if !raw.contains('\n') {
        return None;
    }
    let tabbed = tabbed(text, origin, range.start..range.start + raw.len());
    if tabbed.is_some() || !raw.contains('|') {
        return tabbed;
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = range.start;
    for line in raw.split_inclusive('\n') {
        lines.push(start..start + line.trim_end().len());
        start += line.len();
    }
    for (at, pair) in lines.windows(2).enumerate() {
        let (above, dashes) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        if above.contains('|') && is_line_of_dashes(dashes) {
            let (has, needs) = (cells(dashes).len(), cells(above).len());
            let below = lines.get(at + 2).map(|line| cells(&text[line.clone()]).len());
            if has != needs && below == Some(has) {
                let message = format!("no table: this line has {}, and those below it have {has}", counted(needs));
                let problem = Diagnostic::new(&codes::UNEVEN_TABLE, origin.place(text, pair[0].clone()), message);
                return Some(problem.help("add the missing `|`; a cell may be empty"));
            }
            if has != needs {
                let message = format!("no table: this line has {has} columns, and the line above it has {needs}");
                let indent = dashes.len() - dashes.trim_start().len();
                let place = pair[1].start + indent..pair[1].end;
                return Some(suggest((text, origin), &codes::UNEVEN_TABLE, place, message, &line_of_dashes(needs)));
            }
        }
    }
    let framed = |line: &Range<usize>| is_framed(&text[line.clone()]);
    let needs = cells(&text[lines[0].clone()]).len();
    let mistyped = lines.get(1).filter(|line| {
        let is_mark = |c: char| matches!(c, '-' | '=' | '_' | '–' | '—' | '+' | ':' | '|' | ' ');
        let line = text[(*line).clone()].trim();
        line.len() > 4 && line.starts_with(['|', '+']) && line.chars().all(is_mark)
    });
    if let Some(line) = mistyped {
        let problem =
            Diagnostic::new(&codes::UNEVEN_TABLE, origin.place(text, line.clone()), "no table: this is no line of dashes");
        return Some(problem.help(format!("write it as `{}`", line_of_dashes(needs))));
    }
    // Two lines may be lists of links.
    let is_bare = lines.len() > 2 && needs > 1 && lines.iter().all(|line| text[line.clone()].matches(" | ").count() + 1 == needs);
    (is_bare || lines.iter().all(framed)).then(|| {
        let problem = Diagnostic::new(
            &codes::UNEVEN_TABLE,
            origin.place(text, lines[0].clone()),
            "no table: the line of dashes below its header is missing",
        );
        problem.help(format!("put this line below it: `{}`", line_of_dashes(needs)))
    })
}

/// Lines whose words tabs keep apart, as in a table that was pasted from Word.
fn tabbed(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = &text[range.clone()];
    let tabs = |line: &str| line.trim().matches('\t').count();
    let first = raw.lines().next()?.trim_end();
    // The mark of a list has a tab behind it too.
    let is_words =
        |line: &str| line.trim().split('\t').next().is_some_and(|cell| cell.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let count = tabs(first);
    (count > 0 && raw.lines().take(2).all(|line| tabs(line) == count && is_words(line))).then(|| {
        let place = origin.place(text, range.start..range.start + first.len());
        let message = "no table: readers see its cells one after the other";
        let help = "write each line as `| cell | cell |`, and `| --- | --- |` below the first";
        Diagnostic::new(&codes::UNEVEN_TABLE, place, message).help(help)
    })
}

fn is_line_of_dashes(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn line_of_dashes(columns: usize) -> String {
    format!("|{}", " --- |".repeat(columns))
}
