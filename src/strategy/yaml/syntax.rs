//! What is wrong with text that is not YAML, in the author's words.

use serde_saphyr::Error;

use super::at;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, Place, SourceId};

/// What is wrong with text that does not follow the rules of YAML.
pub fn problem(error: &Error, text: &str, source: SourceId) -> Diagnostic {
    let error = error.without_snippet();
    let mut found = error.location().map(|location| at(&location)).unwrap_or_default();
    if found == At::default()
        && let Some(location) = error.location()
    {
        found = line_from(text, location.line() as usize, location.column() as usize);
    }
    let line_start = text[..floor(text, found.start as usize)].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let problem = |message: &str| Diagnostic::new(&codes::YAML_SYNTAX, source.at(found), message);
    let whole_line = source.at(At::new(line_start, line_start + line.len()));
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("this key");
            problem(&format!("`{key}` stands twice in the same group")).help("keep one of the two, or give the second its own name")
        }
        Error::MultipleDocuments { .. } => {
            problem("a second document starts here").help("keep one document in a file: remove the line `---`")
        }
        Error::Eof { .. } => Diagnostic::new(&codes::YAML_SYNTAX, source.start(), "the file is empty")
            .help("write at least the field that it must have, such as `title: Our strategy`"),
        Error::UnknownAnchor { .. } => problem("`*` refers to a name that is not defined with `&`")
            .help("put quotes round the text if the star is meant as such"),
        Error::Budget { .. } => problem("the file is nested too deeply, or far too large"),
        _ => quote_left_open(&text[..line_start], source)
            .or_else(|| tab(line, line_start, source))
            .or_else(|| colon_in_text(line, line_start, source))
            .or_else(|| open_quote(line, whole_line))
            .or_else(|| special_start(line, line_start, source))
            .unwrap_or_else(|| {
                let said = error.to_string();
                let said = said.split(" at line ").next().unwrap_or(&said).trim_end_matches(['.', ':']).to_string();
                problem(&format!("this cannot be read as YAML: {said}"))
                    .help("compare the indent and the punctuation of this line with the lines around it")
            }),
    }
}

fn tab(line: &str, start: usize, source: SourceId) -> Option<Diagnostic> {
    let blank = line.len() - line.trim_start().len();
    let at = line[..blank].find('\t')?;
    let place = source.at(At::new(start + at, start + blank));
    let tab = Diagnostic::new(&codes::YAML_SYNTAX, place, "a tab stands where only spaces may indent");
    Some(tab.help("indent with two spaces for each level"))
}

/// `title: Our plan: the sequel` needs quotes.
fn colon_in_text(line: &str, start: usize, source: SourceId) -> Option<Diagnostic> {
    let (key, value) = line.split_once(": ")?;
    let value_start = start + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = value.trim();
    if !value.contains(": ") && !value.ends_with(':') || value.starts_with(['"', '\'', '{', '[', '|', '>']) {
        return None;
    }
    let place = source.at(At::new(value_start, value_start + value.len()));
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, place, "a text with a colon and a space in it needs quotes");
    Some(problem.help("put quotes round it").replace(quoted(value)))
}

fn open_quote(line: &str, place: Place) -> Option<Diagnostic> {
    let value = line.split_once(':').map_or(line, |(_, value)| value).trim().trim_start_matches("- ");
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let closed = value.len() > 1 && value.ends_with(quote);
    (!closed).then(|| {
        Diagnostic::new(&codes::YAML_SYNTAX, place, format!("a quote {quote} is opened here, and the text does not end with one"))
            .help("close the quote at the end of the text, or write the text without quotes")
    })
}

/// A quote that an earlier line opens and nothing closes swallows the lines up to here.
fn quote_left_open(before: &str, source: SourceId) -> Option<Diagnostic> {
    let mut start = before.len();
    for line in before.split_inclusive('\n').rev().take(12) {
        start -= line.len();
        let text = line.trim_end();
        let value = text.split_once(": ").map_or(text.trim_start().trim_start_matches("- "), |(_, value)| value).trim_start();
        let Some(quote @ ('"' | '\'')) = value.chars().next() else { continue };
        let closed = value.len() > 1 && value.ends_with(quote) && !value.ends_with("\\\"");
        if closed {
            return None;
        }
        let place = source.at(At::new(start + text.len() - value.len(), start + text.len()));
        let problem =
            Diagnostic::new(&codes::YAML_SYNTAX, place, format!("the text that starts with {quote} here does not end with one"));
        return Some(problem.help(format!("put a {quote} at the end of the text, or write the text without quotes")));
    }
    None
}

/// `title: & more` or `- @home`: characters that mean something else at the start of a text.
fn special_start(line: &str, start: usize, source: SourceId) -> Option<Diagnostic> {
    let value = line.split_once(": ").map_or(line.trim_start().trim_start_matches("- "), |(_, value)| value).trim();
    let first = value.chars().next().filter(|first| "&*%@`!|>{}[],#".contains(*first))?;
    let value_start = start + (value.as_ptr() as usize - line.as_ptr() as usize);
    let place = source.at(At::new(value_start, value_start + value.len()));
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, place, format!("`{first}` has a meaning of its own at the start of a text"));
    Some(problem.help("put quotes round the text if the character is meant as such").replace(quoted(value)))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line_from(text: &str, line: usize, column: usize) -> At {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within: usize = text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    At::new(start + within, start + within)
}

fn floor(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
