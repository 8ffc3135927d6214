//! What stands between the commas of brackets on one line, and lists in which something stands twice.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, SourceId};

/// A text without quotes: an entry of a list, or the value of a key.
pub struct Part<'a> {
    pub at: usize,
    pub text: &'a str,
    /// Where the list that it is an entry of is opened; none for the value of a key.
    list: Option<usize>,
}

/// The texts without quotes in brackets that are opened and closed on one line, which starts at a byte of the file.
pub fn parts(line: &str, start: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let (mut from, mut quote) = (0, None);
    for (at, mark) in line.char_indices() {
        if let Some(known) = quote {
            quote = (mark != known).then_some(known);
            continue;
        }
        let before = line[from..at].trim();
        match mark {
            '"' | '\'' if before.is_empty() || before.ends_with(':') => quote = Some(mark),
            '[' | '{' if before.is_empty() || before.ends_with(':') => {
                open.push((mark, at));
                from = at + 1;
            }
            ',' | ']' | '}' => {
                let raw = &line[from..at];
                let text = raw.split_once(": ").map_or(raw, |(_, value)| value).trim_start();
                let first = start + at - text.len();
                let text = text.trim_end();
                if !text.is_empty() && !text.starts_with(['"', '\'', '#']) {
                    let list = open.last().filter(|(bracket, _)| *bracket == '[').map(|(_, opened)| *opened);
                    parts.push(Part { at: first, text, list });
                }
                from = at + 1;
                if mark != ',' {
                    open.pop();
                }
            }
            '#' if line[..at].ends_with(' ') => break,
            _ => {}
        }
    }
    parts
}

/// Lists on one line that have an entry twice, or whose entries other marks than commas divide.
pub fn odd_lists(parts: &[Part], source: SourceId) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, part) in parts.iter().enumerate().filter(|(_, part)| part.list.is_some()) {
        let before = || parts[..number].iter().filter(|other| other.list == part.list);
        let after = parts.get(number + 1).is_some_and(|other| other.list == part.list);
        if let Some(first) = before().find(|other| other.text == part.text) {
            found.push(repeated(part.text, part.at, first.at, source));
        }
        if let Some(mark) = part.text.find("; ").filter(|_| !after && before().next().is_none()) {
            let at = At::new(part.at + mark, part.at + mark + 1);
            let problem =
                Diagnostic::new(&codes::STRAY_MARK, source.at(at), "`;` is part of this entry's text, and divides nothing");
            found.push(problem.help("divide the entries of a list with commas; or put quotes round a text with `;` in it"));
        }
    }
    found
}

/// An entry that stands in its list already.
pub fn repeated(text: &str, at: usize, first: usize, source: SourceId) -> Diagnostic {
    let place = |at: usize| source.at(At::new(at, at + text.len()));
    Diagnostic::new(&codes::REPEATED_ENTRY, place(at), format!("`{text}` stands twice in this list"))
        .help("remove one of the two, or write here what was meant")
        .related(place(first), "it stands here first")
}
