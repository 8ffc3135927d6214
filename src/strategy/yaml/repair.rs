//! Reads a file that cannot be read as it is: finds each slip, reads on as if it were mended, and keeps every place.

use super::slips::{self, Slip};
use super::{Node, at, options};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, SourceId};

/// More slips than this in one file, and it is no YAML at all.
const PATIENCE: usize = 40;

/// What is left of a text with slips.
pub struct Repaired {
    /// With its places in the text as it is. None: the text cannot be read; then there is always a problem.
    pub tree: Option<Node>,
    pub problems: Diagnostics,
    /// Whether lines with ids were passed over.
    pub lossy: bool,
}

/// The tree of a text, whatever slips are in it, and the problems of its YAML.
pub fn tree(text: &str, source: SourceId, known: &dyn Fn(&str) -> bool) -> Repaired {
    let mut work = Patched { text: text.to_string(), origins: (0..=text.len() as u32).collect() };
    let (mut problems, mut lossy) = (Diagnostics::new(), false);
    for _ in 0..PATIENCE {
        let state = work.state();
        let stuck = match &state {
            State::Read(tree) if tree.is_group() => {
                let State::Read(tree) = state else { unreachable!("it was matched above") };
                return Repaired { tree: Some(tree), problems, lossy };
            }
            State::Read(_) => 0,
            State::Stuck(_, at) => *at,
        };
        let next = slips::find(&work.text, known).into_iter().take(PATIENCE).find_map(|slip| {
            let next = work.with(&slip.edits);
            let goes_on = match next.state() {
                State::Read(tree) => tree.is_group() || matches!(state, State::Stuck(..)),
                State::Stuck(_, now) => {
                    let line_end = work.text[slip.at.end..].find('\n').map_or(work.text.len(), |length| slip.at.end + length);
                    now > stuck || (now != stuck && now > work.origin(line_end))
                }
            };
            goes_on.then_some((slip, next))
        });
        match next {
            Some((slip, next)) => {
                problems.push(told(&slip, &work, source));
                let ids = |text: &str| text.matches("id:").count();
                // A slip on the last line may mean that the rest is gone.
                lossy |= work.text[slip.at.end..].trim().is_empty();
                lossy |= slip.edits.iter().any(|(range, new)| ids(&work.text[range.clone()]) > ids(new));
                work = next;
            }
            None => match state {
                // A text or a list stands where the fields of the file belong: its shape says so.
                State::Read(tree) => return Repaired { tree: Some(tree), problems, lossy },
                State::Stuck(error, _) => {
                    problems.push(unknown(&error, &work, source));
                    return Repaired { tree: None, problems, lossy: true };
                }
            },
        }
    }
    Repaired { tree: None, problems, lossy: true }
}

fn told(slip: &Slip, work: &Patched, source: SourceId) -> Diagnostic {
    let at = At { start: work.origin(slip.at.start), end: work.origin(slip.at.end) };
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, source.at(at), slip.message.as_str()).help(slip.help.as_str());
    match &slip.replace {
        Some(text) => problem.replace(text.as_str()).sure(slip.sure),
        None => problem,
    }
}

/// A problem that no slip explains.
fn unknown(error: &serde_saphyr::Error, work: &Patched, source: SourceId) -> Diagnostic {
    use serde_saphyr::Error;
    let start = work.error_at(error);
    let place = source.at(At { start, end: start });
    let problem = |message: &str| Diagnostic::new(&codes::YAML_SYNTAX, place, message);
    match error.without_snippet() {
        Error::Eof { .. } => Diagnostic::new(&codes::YAML_SYNTAX, source.start(), "the file is empty")
            .help("write at least the field that it must have, such as `title: Our strategy`"),
        Error::Budget { .. } => problem("the file is nested too deeply, or far too large")
            .help("divide it, or look for a mark that is repeated by mistake"),
        Error::UnknownAnchor { .. } => problem("`*` refers to a name that is not defined with `&`")
            .help("put quotes round the text if the star is meant as such"),
        _ => problem("this line cannot be read: its indent or its punctuation differs from what YAML expects here")
            .help("compare the line, and the one above it, with the lines around them: indent, colon, dash, quotes, brackets"),
    }
}

/// How far a text can be read.
enum State {
    Read(Node),
    /// The error, and the byte of the file where it was noticed.
    Stuck(Box<serde_saphyr::Error>, u32),
}

/// A text with edits in it, where each byte knows which byte of the file it stands for.
struct Patched {
    text: String,
    origins: Vec<u32>,
}

impl Patched {
    fn origin(&self, byte: usize) -> u32 {
        self.origins[byte.min(self.text.len())]
    }

    fn with(&self, edits: &[(std::ops::Range<usize>, String)]) -> Patched {
        let mut edits: Vec<_> = edits.iter().collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mut next = Patched { text: String::with_capacity(self.text.len()), origins: Vec::with_capacity(self.origins.len()) };
        let mut from = 0;
        for (range, new) in edits {
            if range.start < from {
                continue;
            }
            next.text += &self.text[from..range.start];
            next.origins.extend(&self.origins[from..range.start]);
            let (first, last) = (self.origins[range.start], self.origins[range.end]);
            next.text += new;
            next.origins.extend((0..new.len() as u32).map(|at| (first + at).min(last)));
            from = range.end;
        }
        next.text += &self.text[from..];
        next.origins.extend(&self.origins[from..]);
        next
    }

    fn state(&self) -> State {
        let options = options(serde_saphyr::DuplicateKeyPolicy::PassThrough);
        match serde_saphyr::from_str_with_options::<Node>(&self.text, options) {
            Ok(mut tree) => {
                tree.settle(&self.text, &|at| At { start: self.origin(at.start as usize), end: self.origin(at.end as usize) });
                State::Read(tree)
            }
            Err(error) => {
                let at = self.error_at(&error);
                State::Stuck(Box::new(error), at)
            }
        }
    }

    /// The byte of the file where an error was noticed.
    fn error_at(&self, error: &serde_saphyr::Error) -> u32 {
        let Some(location) = error.location() else { return 0 };
        let found = at(&location).start as usize;
        let found = match found {
            0 => {
                let (line, column) = (location.line() as usize, location.column() as usize);
                let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                let within: usize = self.text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
                start + within
            }
            found => found,
        };
        // An error at the end is shown on the last line that has words.
        let words = self.text.trim_end().len();
        let floor = (0..=found.min(words)).rev().find(|&byte| self.text.is_char_boundary(byte)).unwrap_or(0);
        self.origin(floor)
    }
}
