//! One layout for the files of content.
//!
//! Always true
//! - A file says what it said: it is read again, and its values and comments held against the old.
//! - A file that is laid out stays as it is.

mod flow;
mod prose;
#[cfg(test)]
mod tests;
mod yaml;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::source::{SourceId, Sources};
use crate::strategy::{self, Writing};

/// What came of laying out files.
#[derive(Debug, Default)]
pub struct Layout {
    /// The files that are to change, with their new texts.
    pub changed: Vec<(SourceId, String)>,
    /// Those that are left because they are written in a rare way.
    pub rare: Vec<SourceId>,
    /// Files with these errors are left as they are.
    pub wrong: Diagnostics,
}

/// Lays out every file of the content that has no error.
pub fn format(sources: &Sources) -> Layout {
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error && *problem.code != codes::MISSING_FILE;
    let wrong = strategy::read(sources, false).1.into_iter().filter(is_error).collect::<Diagnostics>().sorted();
    let is_wrong = |id: SourceId| wrong.iter().any(|problem| problem.place.is_some_and(|place| place.source == id));
    let mut layout = Layout::default();
    for (id, file) in sources.below("content/") {
        let Some(writing) = strategy::writing(file.path()).filter(|_| !is_wrong(id)) else { continue };
        let Ok(text) = file.text() else { continue };
        match formatted(text, writing) {
            Some(new) if new != text => layout.changed.push((id, new)),
            Some(_) => {}
            None => layout.rare.push(id),
        }
    }
    layout.wrong = wrong;
    layout
}

/// One file; none if it is written in a rare way.
fn formatted(text: &str, writing: Writing) -> Option<String> {
    match writing {
        Writing::Yaml => yaml::yaml(text),
        Writing::Prose => Some(prose::prose(text)),
        Writing::Table => Some(prose::table(text)),
        Writing::FieldsAndProse => {
            let plain = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
            let inside = plain.trim_start_matches('\n').strip_prefix("---\n")?;
            let end = inside.split_inclusive('\n').scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some((start, line))
            });
            let (start, line) = end.into_iter().find(|(_, line)| line.trim_end() == "---")?;
            let (fields, body) = (&inside[..start], &inside[start + line.len()..]);
            Some(format!("---\n{}---\n{}", yaml::yaml(fields)?, prose::prose(body)))
        }
    }
}
