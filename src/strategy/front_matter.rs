//! Markdown that starts with YAML between two lines `---`, taken apart.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, SourceId};

/// The two parts of such a file.
pub struct FrontMatter {
    /// The YAML, with every byte where it is in the file. None if the file has no fields at all.
    pub fields: Option<String>,
    /// Where the Markdown starts.
    pub body: usize,
}

/// Lines that people type, or that an editor makes, in place of three hyphens.
fn is_nearly_fence(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 8
        && !line.is_empty()
        && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | '*' | '_' | '=' | ' ' | '+'))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Takes a file apart, and says what is wrong with the lines between which its fields stand.
pub fn split(text: &str, source: SourceId) -> (FrontMatter, Option<Diagnostic>) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut problem = None;
    let mut start = mark;
    let mut lines = text[mark..].split_inclusive('\n').peekable();
    // Blank lines before the fields do no harm that a reader could see.
    while let Some(line) = lines.peek().filter(|line| line.trim().is_empty()) {
        start += line.len();
        lines.next();
    }
    let first = lines.next().unwrap_or_default();
    let place = |start: usize, line: &str| source.at(At::new(start, start + line.trim_end().len()));
    let mut opening = first.len();
    if !is_fence(first) {
        let has_field = looks_like_field(first);
        // Marks of a block of code round the fields.
        let is_code = matches!(first.trim_end(), "```" | "+++") && lines.peek().is_some_and(|next| looks_like_field(next));
        if !is_nearly_fence(first) && !has_field && !is_code {
            let missing =
                Diagnostic::new(&codes::MISSING_FIELD, source.at(At::new(start, start)), "the file does not start with its fields")
                    .help("start it with a line `---`, a line `title: …`, and another line `---`");
            return (FrontMatter { fields: None, body: start }, Some(missing));
        }
        problem = Some(match has_field {
            true => Diagnostic::new(&codes::YAML_SYNTAX, place(start, first), "the line `---` before the fields is missing")
                .help("put a line of three hyphens above this one"),
            false => Diagnostic::new(
                &codes::YAML_SYNTAX,
                place(start, first),
                "the fields start with a line of three hyphens, and nothing else",
            )
            .replace("---"),
        });
        if has_field {
            opening = 0;
        }
    }
    if first.trim_end() == "+++" && lines.peek().is_some_and(|next| next.contains('=') && !next.contains(':')) {
        let written =
            Diagnostic::new(&codes::YAML_SYNTAX, place(start, first), "the fields are written as TOML, another program's way");
        let help = "write `---` in place of each `+++`, and `title: …` in place of `title = \"…\"`, and so on";
        return (of_toml(text, start + opening), Some(written.help(help)));
    }
    let mut at = start + opening;
    let mut end = at;
    let mut body = None;
    let mut blank_before = false;
    for line in text[at..].split_inclusive('\n') {
        let words = line.trim();
        if is_fence(line) {
            (end, body) = (at, Some(at + line.len()));
            break;
        }
        if is_nearly_fence(line) && problem.is_none() && words.len() > 1 && words != "- -" {
            problem = Some(
                Diagnostic::new(
                    &codes::YAML_SYNTAX,
                    place(at, line),
                    "the fields end with a line of three hyphens, and nothing else",
                )
                .replace("---"),
            );
            (end, body) = (at, Some(at + line.len()));
            break;
        }
        // A heading, or words after an empty line that are no field: the text has begun.
        let is_text = words.starts_with("# ") && blank_before
            || words.starts_with("## ")
            || !words.is_empty() && !line.starts_with([' ', '\t', '-', '#']) && !looks_like_field(line);
        if is_text && !text[at..].lines().any(is_fence) {
            (end, body) = (at, Some(at));
            break;
        }
        blank_before = words.is_empty();
        at += line.len();
    }
    let closed = body.is_some_and(|body| body > end);
    if !closed && problem.as_ref().is_none_or(|_| opening == 0) {
        let stop = body.unwrap_or(text.len());
        // The line below the last field, where it should stand.
        let last = text[..stop].trim_end().len();
        let line = text[last..].find('\n').map_or(last, |end| last + end + 1);
        let words = text[line..].lines().next().unwrap_or_default();
        let unclosed = Diagnostic::new(&codes::YAML_SYNTAX, place(line, words), "the line `---` after the fields is missing")
            .help("put a line of three hyphens below the last field, above this line");
        problem = problem.or(Some(unclosed.related(place(start, first), "the fields start here")));
        end = stop;
    }
    let body = body.unwrap_or(text.len());
    // Blanks in place of what stands before keep every byte of the YAML where it is in the file.
    let yaml_start = start + opening;
    let mut fields: String = text[..yaml_start].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    // A line of blanks alone would be read as the indent of the first field.
    if yaml_start > 0 && !fields.ends_with('\n') {
        fields.pop();
        fields.push('\n');
    }
    fields += &text[yaml_start..end];
    (FrontMatter { fields: Some(fields), body }, problem)
}

/// Fields of TOML as YAML: `title = "Us"` is `title : "Us"`.
fn of_toml(text: &str, start: usize) -> FrontMatter {
    let length = text[start..].find("\n+++").map_or(text.len() - start, |at| at + 1);
    let mut fields: String = text[..start].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    for line in text[start..start + length].split_inclusive('\n') {
        fields += &line.replacen('=', ":", 1);
    }
    let rest = &text[start + length..];
    FrontMatter { fields: Some(fields), body: start + length + rest.find('\n').map_or(rest.len(), |at| at + 1) }
}

fn looks_like_field(line: &str) -> bool {
    let word = line.split(':').next().unwrap_or_default();
    line.contains(':') && !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}
