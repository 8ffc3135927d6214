//! Fields that are left empty in text that is good YAML.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, SourceId};

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
