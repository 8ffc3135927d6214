//! What word processors and people leave in texts: odd blanks, bullets typed by hand, tables made of tabs.

use super::{Block, Document, Kind, Place, Span, Words};

/// A paragraph as a file has it, before anybody asks what it is meant for.
pub struct Draft {
    pub place: Place,
    pub spans: Vec<Span>,
    /// How far it is indented, in any unit.
    pub indent: usize,
}

/// What was made clean, so that it can be told once.
#[derive(Default)]
pub struct Cleaned {
    blanks: usize,
    hyphens: usize,
    first: Option<Place>,
}

impl Cleaned {
    /// Letters as a web page needs them.
    pub fn letters(&mut self, text: &str, place: Place) -> String {
        let mut clean = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\u{a0}' | '\u{202f}' | '\u{2007}' => {
                    self.blanks += 1;
                    self.first.get_or_insert(place);
                    clean.push(' ');
                }
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {
                    self.hyphens += 1;
                    self.first.get_or_insert(place);
                }
                '\u{2011}' => clean.push('-'),
                '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
                '\n' | '\t' => clean.push(letter),
                letter if letter.is_control() || ('\u{fdd0}'..='\u{fdef}').contains(&letter) => {}
                letter => clean.push(letter),
            }
        }
        clean
    }

    pub fn tell(&self, document: &mut Document) {
        if self.blanks > 0 {
            document.tell(self.first, format!("no-break spaces became spaces ({}); the first is here", self.blanks));
        }
        if self.hyphens > 0 {
            document.tell(self.first, format!("soft hyphens and other signs that nobody sees went ({})", self.hyphens));
        }
    }
}

/// The bullets that people type or paste; those of symbol fonts are in an area of their own.
const BULLETS: [char; 25] = [
    '•', '·', '▪', '■', '□', '●', '○', '◦', '‣', '⁃', '∙', '–', '—', '-', '*', '➢', '➤', '►', '▶', '✓', '✔', '❖', '§', '\u{f0b7}',
    '\u{f0a7}',
];

/// The bytes that a bullet typed by hand takes with the blanks behind it, if there is one.
pub fn bullet(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let mut letters = trimmed.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let (gap, words) = rest.split_at(blank);
    // The hollow bullet of Word is the letter `o` with a tab behind it.
    let is_letter_o = first == 'o' && gap.starts_with('\t');
    let is_bullet = BULLETS.contains(&first) && (blank > 0 || matches!(first, '•' | '▪' | '●' | '\u{f0b7}' | '\u{f0a7}'));
    (!words.trim().is_empty() && (is_bullet || is_letter_o)).then(|| lead + first.len_utf8() + blank)
}

/// The number that was typed at the start of an item, `1.`, `2)`, `(3)`, and the bytes that it takes with the blanks behind it.
pub fn number(text: &str) -> Option<(u64, usize)> {
    let trimmed = text.trim_start();
    let open = usize::from(trimmed.starts_with('('));
    let digits = trimmed[open..].bytes().take_while(u8::is_ascii_digit).count();
    let value = trimmed[open..open + digits].parse().ok().filter(|_| digits < 4)?;
    let rest = &trimmed[open + digits..];
    let rest = if open == 1 { rest.strip_prefix(')')? } else { rest.strip_prefix(['.', ')'])? };
    let words = rest.trim_start_matches([' ', '\t']);
    (words.len() < rest.len() && !words.is_empty()).then(|| (value, text.len() - words.len()))
}

/// Paragraphs as blocks: items of lists that were typed, tables of tabs, or just paragraphs.
pub fn blocks(drafts: &[Draft], document: &mut Document) -> Vec<Block> {
    let plain: Vec<String> = drafts.iter().map(|draft| draft.spans.iter().map(|span| span.text.as_str()).collect()).collect();
    let mut blocks = Vec::new();
    let (mut at, mut indents) = (0, Vec::new());
    while at < drafts.len() {
        let draft = &drafts[at];
        let words = Words::of(draft.spans.clone());
        let rows = (at..drafts.len()).take_while(|&at| is_row(&plain[at])).count();
        if rows > 1 {
            let cells = drafts[at..at + rows].iter().map(|draft| cells(&draft.spans)).collect();
            document.tell(Some(draft.place), format!("a table of {rows} rows that was made with tabs is a table now"));
            let doubt = "this was a table made with tabs: look whether its cells stand in the right columns";
            blocks.push(Block::new(draft.place, Kind::Table(even(cells))).doubt(doubt));
            indents.clear();
            at += rows;
            continue;
        }
        let counted = number(&plain[at]).filter(|(value, _)| {
            let next = plain.get(at + 1).and_then(|next| number(next));
            let before = (at > 0).then(|| number(&plain[at - 1])).flatten();
            next.is_some_and(|(next, _)| next == value + 1) || before.is_some_and(|(before, _)| before + 1 == *value)
        });
        let item = match (bullet(&plain[at]), counted) {
            (Some(bytes), _) => Some((None, bytes)),
            (None, Some((value, bytes))) => Some((Some(value), bytes)),
            (None, None) => None,
        };
        match item {
            Some((number, bytes)) => {
                let depth = depth(&mut indents, draft.indent);
                // The blanks at the start are gone already.
                let lead = plain[at].len() - plain[at].trim_start().len();
                let words = cut(draft.spans.clone(), lead, bytes);
                blocks.push(Block::new(draft.place, Kind::Item { depth, number, words }));
            }
            None if words.is_empty() => indents.clear(),
            None => {
                indents.clear();
                blocks.push(Block::new(draft.place, Kind::Paragraph(words)));
            }
        }
        at += 1;
    }
    blocks
}

/// How deep an item stands whose list began with these indents.
fn depth(indents: &mut Vec<usize>, indent: usize) -> usize {
    while indents.last().is_some_and(|last| *last > indent) {
        indents.pop();
    }
    // Nobody means more than this by an indent.
    if indents.is_empty() || indents.len() < 9 && indents.last().is_some_and(|last| *last < indent) {
        indents.push(indent);
    }
    indents.len() - 1
}

/// Words without what stands before these bytes.
fn cut(mut spans: Vec<Span>, lead: usize, bytes: usize) -> Words {
    let mut left = bytes.max(lead);
    for span in &mut spans {
        let gone = left.min(span.text.len());
        span.text.drain(..gone);
        left -= gone;
    }
    Words::of(spans)
}

/// Whether a paragraph has words on both sides of a tab, and is no item.
fn is_row(text: &str) -> bool {
    bullet(text).is_none() && number(text).is_none() && text.trim().contains('\t')
}

fn cells(spans: &[Span]) -> Vec<Words> {
    let mut cells: Vec<Vec<Span>> = vec![Vec::new()];
    for span in spans {
        for (at, part) in span.text.split('\t').enumerate() {
            if at > 0 {
                cells.push(Vec::new());
            }
            cells.last_mut().expect("there is a first cell").push(Span { text: part.to_string(), ..span.clone() });
        }
    }
    cells.into_iter().map(Words::of).collect()
}

/// Rows of as many cells as the longest has; columns without any words go.
pub fn even(mut rows: Vec<Vec<Words>>) -> Vec<Vec<Words>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    rows.iter_mut().for_each(|row| row.resize(columns, Words::default()));
    let used: Vec<bool> = (0..columns).map(|column| rows.iter().any(|row| !row[column].is_empty())).collect();
    for row in &mut rows {
        let mut column = 0;
        row.retain(|_| {
            column += 1;
            used[column - 1]
        });
    }
    rows
}
