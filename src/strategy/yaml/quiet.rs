//! Mistakes in text that is good YAML, and means something else than its author thinks.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, SourceId};

/// Finds them, but for those on lines that have a problem already.
pub fn quiet(text: &str, source: SourceId, told: &Diagnostics) -> Vec<Diagnostic> {
    // Where the lines are not what they seem, neither is their meaning.
    if told.iter().any(|problem| *problem.code == codes::YAML_SYNTAX) {
        return Vec::new();
    }
    let mut reader = Reader { text, source, found: Vec::new(), block: None, quote: None, plain: None };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reader.line(start, line);
        start += line.len();
    }
    let mut found = reader.found;
    if !told.is_empty() {
        let line = |at: u32| text.as_bytes()[..(at as usize).min(text.len())].iter().filter(|b| **b == b'\n').count();
        let lines: Vec<usize> = told.iter().filter_map(|problem| Some(line(problem.place?.at.start))).collect();
        found.retain(|problem| {
            problem.place.is_none_or(|place| {
                let line = line(place.at.start);
                !lines.contains(&line) && !(*problem.code == codes::EMPTY_FIELD && lines.contains(&(line + 1)))
            })
        });
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    found: Vec<Diagnostic>,
    /// In a block of text after `|` or `>`, the indent that its lines exceed: a colon at the end of a line means nothing there.
    block: Option<usize>,
    /// In a text in quotes that goes on over several lines.
    quote: Option<char>,
    /// In a text without quotes: the indent that its further lines exceed.
    plain: Option<usize>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let words = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(quote) = self.quote {
            if words.ends_with(quote) {
                self.quote = None;
            }
            return;
        }
        if words.is_empty() || words.starts_with('#') || self.block.is_some_and(|block| indent > block) {
            return;
        }
        self.block = None;
        if self.plain.is_some_and(|above| indent > above) {
            if words.starts_with("- ") {
                // One list is one mistake.
                self.block = Some(indent - 1);
                let at = start + indent;
                let problem =
                    self.problem(&codes::JOINED_LINE, at, at + words.len(), "this line is read as part of the text above it");
                self.found.push(problem.help(
                    "if a list is meant, leave nothing after the colon of its key; if the dash is part of the text, put quotes round the whole text",
                ));
            }
            return;
        }
        self.plain = None;
        let entry = words.trim_start_matches("- ").trim_start();
        let dashes = words.len() - entry.len();
        let (key, value) = match entry.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' ')) {
            Some((key, value)) => (key, value.trim_start()),
            None => ("", entry),
        };
        let value_at = start + line.find(words).unwrap_or(0) + words.len() - value.len();
        let above = if key.is_empty() { indent + dashes.saturating_sub(2) } else { indent + dashes };
        let swallowed = value.starts_with('#') && !value.starts_with("# ") && !value.starts_with("##") && value.len() > 1;
        match value.chars().next() {
            Some('|' | '>') => self.block = Some(above),
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                if inner.trim_end() == quote.to_string() && !key.is_empty() {
                    let problem = self.problem(&codes::EMPTY_FIELD, value_at, value_at + 2, format!("`{key}` is empty"));
                    self.found.push(problem.help("write the text between the quotes, or remove the line"));
                }
                self.quote = (!inner.contains(quote)).then_some(quote);
            }
            Some('[' | '{') => {}
            Some(first) if first != '#' => {
                self.plain = Some(above);
                self.comment_in(value, value_at);
                self.curly(value, value_at);
            }
            _ => {}
        }
        let key_is_plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        // `period: # not known` is left empty on purpose, and says so.
        if key_is_plain && (value.is_empty() || swallowed) && !self.goes_on_below(start + line.len(), indent + dashes) {
            let key_at = start + line.find(words).unwrap_or(0) + dashes;
            let problem = self.problem(&codes::EMPTY_FIELD, key_at, key_at + key.len(), format!("`{key}` has no value"));
            self.found.push(match value.is_empty() {
                true => problem.help("write the value, or remove the line"),
                false => problem.help(format!("what follows a # is a comment: write `{key}: \"{value}\"` if it is the value")),
            });
        }
    }

    /// Whether what stands below a key belongs to it.
    fn goes_on_below(&self, after: usize, column: usize) -> bool {
        let next = self.text[after..].lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        next.is_some_and(|next| {
            let indent = next.len() - next.trim_start().len();
            indent > column || (indent == column && next.trim_start().starts_with('-'))
        })
    }

    /// `title: Plan #1` ends at the blank before the #.
    fn comment_in(&mut self, value: &str, at: usize) {
        let mut from = 0;
        while let Some(found) = value[from..].find(" #") {
            let hash = from + found + 1;
            let rest = &value[hash..];
            if rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
                let problem = self.problem(
                    &codes::COMMENT_IN_TEXT,
                    at + hash,
                    at + value.len(),
                    "what follows a space and a # is a comment, and is not shown",
                );
                self.found.push(
                    problem.help(format!("if it is part of the text, put quotes round the whole text: {}", super::quoted(value))),
                );
            }
            // The rest of the line is the comment.
            if !rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
                return;
            }
            from = value.len();
        }
    }

    /// Curly quotes round a whole text are part of it.
    fn curly(&mut self, value: &str, at: usize) {
        let inner = value.strip_prefix(['“', '”']).and_then(|inner| inner.strip_suffix(['”', '“']));
        if inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['“', '”'])) {
            let problem = self.problem(
                &codes::CURLY_QUOTES,
                at,
                at + value.len(),
                "curly quotes do not enclose a text; they are shown as part of it",
            );
            self.found.push(problem.help("remove them, or leave them if readers are to see them"));
        }
    }

    fn problem(&self, code: &'static crate::diagnostic::Code, start: usize, end: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.source.at(At::new(start, end)), message)
    }
}
