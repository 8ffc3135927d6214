//! A place as the formats say it: the file, and both ends as lines and columns.

use std::fmt;

use crate::source::{At, LineColumn, Place, Sources};

pub(super) struct Spot<'a> {
    /// The path from the project's folder.
    pub file: &'a str,
    pub start: LineColumn,
    /// One past the last character.
    pub end: LineColumn,
    pub at: At,
    /// Whether the file is one that people write in: a picture has no lines.
    pub is_text: bool,
}

impl<'a> Spot<'a> {
    pub fn of(place: Place, sources: &'a Sources) -> Spot<'a> {
        let source = sources.get(place.source);
        let at = At { start: place.at.start, end: place.at.end.max(place.at.start) };
        let (start, end) = (source.line_column(at.start), source.line_column(at.end));
        Spot { file: source.path(), start, end, at, is_text: source.is_text() }
    }
}

/// `file:line:column`.
impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}

/// A path of the project as seen from the repository, in which the project may stand in a folder.
pub(super) fn below(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") }
}
