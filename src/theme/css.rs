//! Style sheets of the project's own: whether what opens is closed. Browsers pass over the rest of a sheet in silence.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, SourceId};

/// The first brace, comment or quotation mark of a sheet that opens or closes nothing.
pub fn problem(css: &str, source: SourceId) -> Option<Diagnostic> {
    let (at, message, help) = slip(css)?;
    Some(Diagnostic::new(&codes::CSS_PROBLEM, source.at(At::new(at, at + 1)), message).help(help))
}

type Slip = (usize, &'static str, &'static str);

fn slip(css: &str) -> Option<Slip> {
    let bytes = css.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    // The first rule whose end is not as far in as its start: where a brace before that end was left out.
    let mut uneven: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if css[at..].starts_with("/*") => match css[at + 2..].find("*/") {
                Some(length) => at += length + 3,
                None => return Some((at, "this comment has no end", "end it with `*/`")),
            },
            b'\\' => at += 1,
            quote @ (b'"' | b'\'') => match end_of_text(&bytes[at + 1..], quote) {
                Some(length) => at += length + 1,
                None => {
                    return Some((at, "this quotation mark has no other on its line", "put the same mark at the end of the text"));
                }
            },
            b'{' => open.push(at),
            b'}' => match open.pop() {
                Some(start) if uneven.is_none() && !css[start..at].contains('\n') => {}
                Some(start) if uneven.is_none() && indent(css, start) != indent(css, at) => uneven = Some(start),
                Some(_) => {}
                None => return Some((at, "this `}` closes nothing", "take it out, or add the `{` that it closes")),
            },
            _ => {}
        }
        at += 1;
    }
    let last = *open.last()?;
    Some((uneven.filter(|start| *start > last).unwrap_or(last), "this `{` is not closed", "add a `}` at the end of the rule"))
}

/// How far away the mark is that ends a text; nothing if its line ends before.
fn end_of_text(rest: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 1,
            b'\n' => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How far in the line of a byte starts.
fn indent(css: &str, at: usize) -> usize {
    let line = css[..at].rfind('\n').map_or(0, |before| before + 1);
    css[line..].len() - css[line..].trim_start_matches([' ', '\t']).len()
}
