//! Tables: rows of cells, as far as Markdown has such.

use super::Reader;
use super::runs::chosen;
use super::styles::Look;
use super::xml::Element;
use crate::document::{Block, Kind, Place, Span, Words, clean};

impl<'x> Reader<'_, 'x> {
    pub fn table(&mut self, table: &'x Element) {
        self.flush();
        self.tables += 1;
        let place = Place::Table(self.tables);
        let rows: Vec<Vec<&Element>> =
            parts(table, "tr").into_iter().filter(|row| row.at(&["trPr", "del"]).is_none()).map(|row| parts(row, "tc")).collect();
        if rows.iter().all(|row| row.len() <= 1) {
            // A table of one column is a frame around its words.
            self.document.tell(Some(place), "a table of one column became paragraphs");
            rows.into_iter().flatten().for_each(|cell| self.walk(cell));
            return;
        }
        let mut doubts = Vec::new();
        let mut cells = Vec::new();
        for row in rows {
            let mut words = Vec::new();
            for cell in row {
                let setting = |name: &str| cell.at(&["tcPr", name]);
                let goes_on = setting("vMerge").is_some_and(|merge| merge.value() != Some("restart"));
                let span = setting("gridSpan").and_then(Element::value).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                let is_merged = setting("vMerge").is_some() || span > 1;
                if is_merged && doubts.is_empty() {
                    doubts.push(
                        "this table had merged cells, which Markdown has not: their words stand in the first of them".to_string(),
                    );
                }
                let own = self.cell(cell, place, &mut doubts);
                if goes_on && !own.is_empty() {
                    self.document.tell(Some(place), format!("a cell that goes on from the one above has words: {}", own.plain()));
                }
                words.push(own);
                words.extend((1..span.min(64)).map(|_| Words::default()));
            }
            cells.push(words);
        }
        let mut cells = clean::even(cells);
        cells.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        // A row with one cell above all others is the table's title.
        let is_title =
            |row: &Vec<Words>| row.len() > 1 && row.iter().filter(|cell| !cell.is_empty()).count() == 1 && !row[0].is_empty();
        if cells.len() > 1 && cells.first().is_some_and(is_title) {
            let title = cells.remove(0).swap_remove(0);
            self.add(place, Kind::Paragraph(title));
        }
        if !cells.is_empty() {
            let mut block = Block::new(place, Kind::Table(cells));
            block.unsure = doubts;
            self.document.blocks.push(block);
        }
        self.after();
    }

    /// The words of a cell in one line: what was one below the other stands one after the other.
    fn cell(&mut self, cell: &'x Element, place: Place, doubts: &mut Vec<String>) -> Words {
        let mut spans: Vec<Span> = Vec::new();
        let mut paragraphs = Vec::new();
        self.paragraphs_of(cell, &mut paragraphs);
        let mut count = 0;
        for paragraph in paragraphs {
            let style = paragraph.at(&["pPr", "pStyle"]).and_then(Element::value);
            let look = self.styles.look(style);
            // The first row of a table is bold by being that.
            let look = Look { bold: false, ..look };
            let own = self.spans(paragraph, &look, None);
            self.fields.retain(|field| field.has_result);
            let words = Words::of(own);
            if words.is_empty() {
                continue;
            }
            count += 1;
            let words = words.without_start(clean::bullet(&words.plain()).unwrap_or(0));
            if let Some(last) = spans.last() {
                let ends = last.note.is_some() || last.text.trim_end().ends_with(['.', ':', ';', ',', '!', '?', '–']);
                spans.push(Span::plain(if ends { " " } else { "; " }));
            }
            spans.extend(words.spans().iter().map(|span| Span { text: span.text.replace('\n', " "), ..span.clone() }));
        }
        let doubt = "cells of this table had several lines: here they stand one after the other";
        if count > 1 && !doubts.iter().any(|known| known == doubt) {
            doubts.push(doubt.to_string());
        }
        if !cell.all("tbl").is_empty() {
            self.document.tell(Some(place), "a table within a cell became words of the cell");
        }
        Words::of(spans)
    }

    fn paragraphs_of(&mut self, parent: &'x Element, paragraphs: &mut Vec<&'x Element>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => paragraphs.push(element),
                "AlternateContent" => chosen(element).into_iter().for_each(|chosen| self.paragraphs_of(chosen, paragraphs)),
                "del" | "moveFrom" | "tcPr" => {}
                _ => self.paragraphs_of(element, paragraphs),
            }
        }
    }
}

/// The rows of a table or the cells of a row, also those that stand within something else.
fn parts<'e>(parent: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            own if own == name => found.push(element),
            "sdt" | "sdtContent" | "ins" | "customXml" | "moveTo" => found.extend(parts(element, name)),
            _ => {}
        }
    }
    found
}
