//! YAML: the only module that knows which crate reads it.
//!
//! Decoding is the fast path. When it fails, the file is read again as a bare tree of keys and values, and the tree is held
//! against the schema of the same types, so that every problem of the file is reported and not only the first.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_saphyr::Error;

use super::located::{self, at};
use super::{shape, tree::Node};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, Place, SourceId};

/// A decoded file, and every field of inline Markdown in it: the bytes it was read from, and its text.
#[derive(Debug)]
pub struct Loaded<T> {
    pub value: T,
    pub marked: Vec<(At, String)>,
}

/// Decodes a file.
///
/// # Errors
/// Every problem of the file's shape, placed in it. There is always at least one.
pub fn load<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> Result<Loaded<T>, Diagnostics> {
    located::take_marked();
    let error = match serde_saphyr::from_str_with_options::<T>(text, options()) {
        Ok(value) => return Ok(Loaded { value, marked: located::take_marked() }),
        Err(error) => error,
    };
    let tree = match serde_saphyr::from_str_with_options::<Node>(text, options()) {
        Ok(tree) => tree,
        Err(error) => return Err(Diagnostics::from_iter([syntax(&error, text, source)])),
    };
    let problems = shape::check(&tree, &schemars::schema_for!(T), text, source);
    if problems.is_empty() {
        return Err(Diagnostics::from_iter([syntax(&error, text, source)]));
    }
    Err(problems)
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        // Generous for any strategy, and small enough that a malicious file is refused in a moment.
        budget: serde_saphyr::budget! { max_depth: 64, max_nodes: 1_000_000, max_aliases: 64 },
    }
}

/// What is wrong with text that does not follow the rules of YAML.
fn syntax(error: &Error, text: &str, source: SourceId) -> Diagnostic {
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
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, place, "a text with a colon and a space in it needs quotes");
    Some(problem.help("put quotes round it").replace(quoted))
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
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, place, format!("`{first}` has a meaning of its own at the start of a text"));
    Some(problem.help("put quotes round the text if the character is meant as such").replace(quoted))
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

/// Fields with nothing after their colon and nothing below them, in text that is good YAML. `primary: #005eb8` is one: what
/// follows a blank and a # is a comment.
pub fn empty_fields(text: &str, source: SourceId) -> Vec<Diagnostic> {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let mut found = Vec::new();
    // Inside a block of text (`|` or `>`) a colon at the end of a line means nothing.
    let mut block: Option<usize> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, end) = (start, start + line.len());
        start = end;
        let words = line.trim();
        let blank_or_comment = words.is_empty() || words.starts_with('#');
        if blank_or_comment || block.is_some_and(|block| indent(line) > block) {
            continue;
        }
        block = None;
        let Some((key, value)) = words.split_once(':') else { continue };
        let value = value.trim_start();
        if value.starts_with(['|', '>']) {
            block = Some(line.len() - line.trim_start().len());
        }
        let key_is_plain = key.trim_start_matches("- ").bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        // `period: # not known` is left empty on purpose, and says so.
        let swallowed = value.starts_with('#') && !value.starts_with("# ") && words[key.len() + 1..].starts_with(' ');
        if !key_is_plain || !(value.is_empty() || swallowed) {
            continue;
        }
        let next = text[end..].lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let own = indent(line);
        let goes_on = next.is_some_and(|next| {
            let blanks = next.len() - next.trim_start().len();
            indent(next) > own || (next.trim_start().starts_with("- ") && blanks + 2 > own)
        });
        if !goes_on {
            let key_at = at + line.find(key.trim_start_matches("- ")).unwrap_or_default();
            let name = key.trim_start_matches("- ");
            let problem = Diagnostic::new(
                &codes::EMPTY_FIELD,
                source.at(At::new(key_at, key_at + name.len())),
                format!("`{name}` has no value"),
            );
            found.push(match value.is_empty() {
                true => problem.help("write the value, or remove the line"),
                false => problem.help(format!("what follows a # is a comment: write `{name}: \"{value}\"` if it is the value")),
            });
        }
    }
    found
}

/// A YAML file of no fixed shape, such as a theme's strings.
///
/// # Errors
/// The first place that does not follow the rules of YAML.
pub fn untyped(text: &str, source: SourceId) -> Result<serde_json::Value, Box<Diagnostic>> {
    serde_saphyr::from_str_with_options(text, options()).map_err(|error| Box::new(syntax(&error, text, source)))
}

/// The problems of a text's shape when it is read as a file of type `T`; none if it can be decoded.
pub fn shape_problems<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> Diagnostics {
    load::<T>(text, source).err().unwrap_or_default()
}
