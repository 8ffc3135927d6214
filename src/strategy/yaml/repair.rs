//! Reads a file that cannot be read as it is: finds each slip, reads on as if it were mended, and keeps every place.

use std::collections::HashMap;

use super::slips::{self, Slip};
use super::{Node, at, options};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, SourceId, is_invisible, is_odd_blank};
use crate::strategy::shape::Words;

/// More slips than this in one file, and it is no YAML at all.
pub const PATIENCE: usize = 40;

/// What is said of a line that no slip explains.
pub const UNEXPLAINED: &str = "this line cannot be read: its indent or its punctuation is not as it must be here";

/// What is left of a text with slips.
pub struct Repaired {
    /// With its places in the text as it is. None: the text cannot be read; then there is always a problem.
    pub tree: Option<Node>,
    pub problems: Diagnostics,
    /// Whether lines with ids were passed over.
    pub lossy: bool,
    /// Whether lines may have moved to where they do not belong.
    pub moved: bool,
    /// The lines whose meaning depends on a slip before them: what seems wrong there may only follow from it.
    pub unsure: Vec<At>,
    /// The text as it was read in the end.
    pub work: Patched,
}

/// The tree of a text, whatever slips are in it, and the problems of its YAML.
pub fn tree(text: &str, source: SourceId, known: &Words) -> Repaired {
    tree_of(Patched::new(text), text, source, known)
}

/// As [`tree`], where some slips are mended already.
pub fn tree_of(mut work: Patched, text: &str, source: SourceId, known: &Words) -> Repaired {
    let (mut problems, mut lossy, mut moved, mut unsure) = (Diagnostics::new(), false, false, Vec::new());
    let mut alike: HashMap<String, usize> = HashMap::new();
    for _ in 0..PATIENCE {
        let state = work.state();
        // A key with a no-break space before it can be read, as a key of another group and with another name.
        let is_whole = matches!(&state, State::Read(tree) if tree.is_group());
        let stuck = match &state {
            State::Read(_) => 0,
            State::Stuck(_, at) => *at,
        };
        let is_stuck = matches!(state, State::Stuck(..));
        let goes_on = |slip: &Slip| {
            let next = work.with(&slip.edits);
            let goes_on = match next.state() {
                State::Read(tree) => tree.is_group() || is_stuck,
                State::Stuck(..) if is_whole => false,
                State::Stuck(_, now) => {
                    let line_end = work.text[slip.at.end..].find('\n').map_or(work.text.len(), |length| slip.at.end + length);
                    now > stuck || (now != stuck && now > work.origin(line_end))
                }
            };
            goes_on.then_some(next)
        };
        let looks = !is_whole || has_odd_indent(&work.text);
        let found = if looks { slips::find(&work.text, known) } else { Vec::new() };
        let is_likely = |slip: &Slip| !is_whole || slip.is_odd_blank();
        let mut found = found.into_iter().filter(is_likely).take(PATIENCE);
        let next = found.find_map(|slip| goes_on(&slip).map(|next| (slip, next)));
        let (slip, next) = match (next, state) {
            (Some(next), _) => next,
            // A text or a list stands where the fields of the file belong: its shape says so.
            (None, State::Read(tree)) => {
                let problems = counted(problems, &alike);
                return Repaired { tree: Some(tree), problems, lossy, moved, unsure, work };
            }
            (None, State::Stuck(error, at)) => {
                if !unsure.iter().any(|zone: &At| zone.start <= at && at < zone.end) {
                    problems.push(unknown(&error, &work, source));
                }
                // Reads on without the line.
                lossy = true;
                let slip = work.line_of(at);
                match goes_on(&slip).filter(|_| !slip.at.is_empty()) {
                    Some(next) => {
                        unsure.push(next.zone(text, at));
                        work = next;
                        continue;
                    }
                    None => return Repaired { tree: None, problems: counted(problems, &alike), lossy, moved, unsure, work },
                }
            }
        };
        let problem = told(&slip, &work, source);
        let at = problem.place.map_or(0, |place| place.at.start);
        let ids = |text: &str| text.matches("id:").count();
        moved |= slip.moves;
        // A slip on the last line may mean that the rest is gone.
        lossy |= work.text[slip.at.end..].trim().is_empty();
        lossy |= slip.edits.iter().any(|(range, new)| ids(&work.text[range.clone()]) > ids(new));
        let is_mark = slip.replace.as_ref().is_some_and(|right| right.trim().len() <= 1 && slip.sure);
        if is_mark && let Some(count) = alike.get_mut(&slip.message) {
            *count += 1;
        } else if !told_on_line(&problems, text, at) && !unsure.iter().any(|zone: &At| zone.start <= at && at < zone.end) {
            problems.push(problem);
            if is_mark {
                alike.insert(slip.message.clone(), 0);
            }
        }
        if slip.moves {
            unsure.push(next.zone(text, at));
        }
        work = next;
    }
    Repaired { tree: None, problems: counted(problems, &alike), lossy: true, moved, unsure, work }
}

/// Whether a blank that is no usual one stands before the first word of a line.
fn has_odd_indent(text: &str) -> bool {
    let is_odd = |c: char| is_odd_blank(c) || is_invisible(c);
    !text.is_ascii() && text.lines().any(|line| line.trim_start_matches([' ', '\t']).starts_with(is_odd))
}

/// Whether a problem is told on the line of a byte.
fn told_on_line(problems: &Diagnostics, text: &str, at: u32) -> bool {
    let bytes = text.as_bytes();
    problems.iter().filter_map(|problem| problem.place).any(|place| {
        let (start, end) = (place.at.start.min(at) as usize, place.at.start.max(at) as usize);
        !bytes[start.min(bytes.len())..end.min(bytes.len())].contains(&b'\n')
    })
}

/// One mark that is mistyped throughout a file is one mistake: the first place says how many more there are.
fn counted(problems: Diagnostics, alike: &HashMap<String, usize>) -> Diagnostics {
    let count = |mut problem: Diagnostic| {
        match alike.get(&problem.message) {
            Some(0) | None => {}
            Some(1) => problem.message += "; the file has 1 more",
            Some(more) => problem.message += &format!("; the file has {more} more"),
        }
        problem
    };
    problems.into_iter().map(count).collect()
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
        _ => problem(UNEXPLAINED)
            .help("compare the line, and the one above it, with the lines around them: indent, colon, dash, quotes, brackets"),
    }
}

/// What stands in place of some bytes.
pub type Edit = (std::ops::Range<usize>, String);

/// How far a text can be read.
pub enum State {
    Read(Node),
    /// The error, and the byte of the file where it was noticed.
    Stuck(Box<serde_saphyr::Error>, u32),
}

/// A text with edits in it, where each byte knows which byte of the file it stands for.
#[derive(Clone, Debug)]
pub struct Patched {
    text: String,
    origins: Vec<u32>,
}

impl Patched {
    pub fn new(text: &str) -> Patched {
        Patched { text: text.to_string(), origins: (0..=text.len() as u32).collect() }
    }

    fn origin(&self, byte: usize) -> u32 {
        self.origins[byte.min(self.text.len())]
    }

    /// The bytes of the line that a byte of the file stands on.
    fn line_at(&self, origin: u32) -> std::ops::Range<usize> {
        let at = self.origins.partition_point(|known| *known < origin).min(self.text.len());
        let at = (0..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let start = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let end = self.text[start..].find('\n').map_or(self.text.len(), |length| start + length);
        start..end
    }

    /// The line that a byte of the file stands on, as something to leave out.
    fn line_of(&self, origin: u32) -> Slip {
        Slip::without(self.line_at(origin))
    }

    /// What a slip at a byte of the file may have moved: from its line up to the next one that is indented less, or that starts
    /// another record than the one that the line belongs to by now.
    pub fn zone(&self, text: &str, at: u32) -> At {
        let floor = (0..=(at as usize).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let start = text[..floor].rfind('\n').map_or(0, |line| line + 1);
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let (own, column) = (indent(&text[start..]).max(1), self.column_of(at));
        let mut end = start;
        for (count, line) in text[start..].split_inclusive('\n').enumerate() {
            let words = line.trim();
            let is_other = || indent(line) < own || words.starts_with("- ") && indent(line) < column;
            if count > 0 && !words.is_empty() && !words.starts_with('#') && is_other() {
                break;
            }
            end += line.len();
        }
        At::new(start, end)
    }

    /// How far in the words of that line stand, after dashes; of one that was left out, those of the line above.
    fn column_of(&self, origin: u32) -> usize {
        let words = |line: &str| line.trim_start_matches([' ', '-']).trim_end().len();
        let lines = self.text[..self.line_at(origin).end].lines().rev();
        let line = lines.into_iter().find(|line| words(line) > 0).unwrap_or_default();
        line.trim_end().len() - words(line)
    }

    /// A problem of the edited text, at its place in the file.
    pub fn placed(&self, mut problem: Diagnostic) -> Diagnostic {
        let back = |at: At| At { start: self.origin(at.start as usize), end: self.origin(at.end as usize) };
        problem.place.iter_mut().for_each(|place| place.at = back(place.at));
        problem.related.iter_mut().for_each(|(place, _)| place.at = back(place.at));
        problem.replace.iter_mut().for_each(|replacement| replacement.at = back(replacement.at));
        problem
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn with(&self, edits: &[Edit]) -> Patched {
        let mut edits: Vec<_> = edits.iter().collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mut next = Patched { text: String::with_capacity(self.text.len()), origins: Vec::with_capacity(self.origins.len()) };
        let mut from = 0;
        for (range, new) in edits {
            if range.start < from || self.text.get(range.clone()).is_none() {
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

    pub fn state(&self) -> State {
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
