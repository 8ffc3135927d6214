//! Style sheets of the project's own: whether what opens is closed, declarations end, and what is read has a value. Browsers
//! pass over the rest of a sheet in silence.

use std::collections::BTreeSet;

use super::braces::{end_of_text, mended};
use super::declarations::{self, Fault};
use super::names::{self, is_slip};
use super::selectors::{self, Classes};
use super::statements::{Statement, statements};
use super::{keywords, layers::Layers};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{At, SourceId};

/// What the sheets of a theme are held against.
pub struct Known {
    /// Every sheet of the theme, one after the other.
    css: String,
    /// The words of all templates and of the built-in styles.
    made: String,
    /// The files that styles can show.
    assets: BTreeSet<String>,
    /// The names of one's own that some sheet gives a value to, and those that some sheet reads.
    set: BTreeSet<String>,
    read: BTreeSet<String>,
    /// The names that the project's own sheets set.
    own: BTreeSet<String>,
}

impl Known {
    pub fn of(layers: &Layers) -> Known {
        let assets = layers.assets().keys().map(|path| path.trim_start_matches("assets/").to_string()).collect();
        let own = layers.own_sheets().iter().flat_map(|(_, css)| set_in(&without_words(css))).collect();
        Known { own, ..Known::from_words(layers.every_css(), layers.words(), assets) }
    }

    fn from_words(css: String, made: String, assets: BTreeSet<String>) -> Known {
        let (set, read) = (set_in(&css), read_in(&css).map(|(_, name)| name.to_string()).collect());
        Known { css, made, assets, set, read, own: BTreeSet::new() }
    }

    /// Whether something comes of a name without a value: it is read, and not only for names that own sheets set once more.
    fn misses(&self, name: &str) -> bool {
        self.css.match_indices(&format!("var({name})")).any(|(at, _)| {
            let start = self.css[..at].rfind(['{', ';']).map_or(0, |start| start + 1);
            !self.own.contains(self.css[start..at].split(':').next().unwrap_or_default())
        })
    }
}

/// Every problem of a sheet: what does not hold together, and of each other statement the first fault.
pub fn problems(css: &str, known: &Known, source: SourceId) -> Vec<Diagnostic> {
    let problem = |(at, message, help): Fault| Diagnostic::new(&codes::CSS_PROBLEM, source.at(at), message).help(help);
    let whole = mended(css);
    let mut found: Vec<Diagnostic> = whole.faults.into_iter().map(problem).collect();
    let bare = without_words(&whole.css);
    let own = Own { set: set_in(&bare), read: read_in(&bare).map(|(_, name)| name.to_string()).collect() };
    let mut classes = Classes::of(&known.made, &known.css);
    let mut from = 0;
    // `#{…}` of Sass: its braces make rules of the line that it stands in.
    let mut spoilt = 0..0;
    for statement in statements(&bare) {
        let before = std::mem::replace(&mut from, statement.end + 1);
        let settled = whole.settled.partition_point(|at| *at < before);
        if whole.settled.get(settled).is_some_and(|at| *at <= statement.end) {
            continue;
        }
        if spoilt.contains(&statement.start) {
            continue;
        }
        if statement.mark == '{' && statement.words.ends_with('#') {
            let at = At::new(statement.end - 1, statement.end + 1);
            let help = "write what it stands for: browsers read these files as they are";
            found.push(problem((at, "`#{` is of Sass or the like, which no browser knows".to_string(), help)));
            spoilt = statement.end..statement.end + bare[statement.end..].find('\n').unwrap_or(bare.len() - statement.end);
            continue;
        }
        // A sheet that was mended may be longer than the one that was written.
        let raw = css.get(statement.start..statement.end).unwrap_or_default();
        let fault = undeclared(&statement)
            .or_else(|| declarations::fault(&statement, raw, &known.assets))
            .or_else(|| names::mistyped(&statement, raw))
            .or_else(|| selectors::fault(&statement, |name| known.made.contains(&format!("<{name}"))))
            .or_else(|| keywords::unmoved(&statement, &bare, &known.css))
            .or_else(|| classes.fault(&statement));
        match fault {
            Some(fault) => {
                // What reads it with both its hyphens finds nothing.
                let cause = fault.1.ends_with("with one hyphen").then(|| misnamed(&format!("-{}", &bare[fault.0.range()])));
                let pair = selectors::of_pair(&fault.1, &[&known.made, &known.css]);
                let problem = problem(fault);
                found.push(match (cause, pair) {
                    (Some(cause), _) | (_, Some((cause, true))) => problem.chief_cause(cause),
                    (_, Some((cause, false))) => problem.cause(cause),
                    _ => problem,
                });
            }
            None => found.extend(unset(&statement, known, &own, source).or_else(|| unread(&statement, known, &own, source))),
        }
    }
    found
}

/// The names that a sheet itself sets and reads.
struct Own {
    set: BTreeSet<String>,
    read: BTreeSet<String>,
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn name_at(css: &str, at: usize) -> &str {
    &css[at..at + css[at..].find(|c: char| !is_in_name(c)).unwrap_or(css.len() - at)]
}

/// Every name that `var()` reads, and where it stands.
fn read_in(css: &str) -> impl Iterator<Item = (usize, &str)> {
    css.match_indices("var(--").map(|(at, before)| at + before.len() - "--".len()).map(|at| (at, name_at(css, at)))
}

/// Every name of one's own that a colon follows.
fn set_in(css: &str) -> BTreeSet<String> {
    let starts = css.match_indices("--").map(|(at, _)| at).filter(|at| !css[..*at].ends_with(is_in_name));
    let names = starts.map(|at| (at, name_at(css, at)));
    names.filter(|(at, name)| css[at + name.len()..].trim_start().starts_with(':')).map(|(_, name)| name.to_string()).collect()
}

/// The first `var(--name)` of a statement to which no sheet of the theme gives a value.
fn unset(statement: &Statement, known: &Known, own: &Own, source: SourceId) -> Option<Diagnostic> {
    let words = statement.words;
    let is_set = |name: &str| known.set.contains(name) || own.set.contains(name);
    let (at, name) = read_in(words).find(|(at, name)| {
        let has_other = words[at + name.len()..].trim_start().starts_with(',');
        // A declaration without its colon is told as such.
        let has = |words: String| memchr::memmem::find(known.css.as_bytes(), words.as_bytes()).is_some();
        let is_started = || ['{', ';'].iter().any(|mark| has(format!("{mark}{name} ")));
        !has_other && !is_set(name) && !is_started()
    })?;
    let at = statement.start + at;
    let message = format!("no sheet of the theme gives `{name}` a value");
    let problem = Diagnostic::new(&codes::CSS_PROBLEM, source.at(At::new(at, at + name.len())), message);
    let names = known.set.union(&own.set).map(String::as_str);
    // What nothing reads was likely meant to be read here.
    let is_unread = |known_name: &&str| !known.read.contains(*known_name);
    let near = nearest(name, names.clone()).map(|near| {
        let steps = |other: &str| strsim::damerau_levenshtein(name, other);
        let unread = nearest(name, names.filter(is_unread));
        unread.filter(|unread| steps(unread) <= steps(near)).unwrap_or(near)
    });
    let problem = match near {
        Some(near) if is_misnamed(&known.css, near, name) => problem.cause(misnamed(near)),
        Some(near) if is_unread(&near) => problem.chief_cause(misnamed(near)),
        _ => problem.cause(misnamed(name)),
    };
    Some(problem.suggest(near).help_or(|| format!("set it in a file of `tokens/`: `{name}: …;`")))
}

/// The names that a sheet lacks although those below it of the same path set them: it stands in for them as a whole, and other sheets
/// read these names.
pub fn lost(css: &str, below: &str, known: &Known, source: SourceId) -> Option<Diagnostic> {
    let bare = without_words(css);
    let own = set_in(&bare);
    let has = |name: &str| memchr::memmem::find(bare.as_bytes(), name.as_bytes()).is_some();
    // Likely a slip of it, which is told.
    let is_slipped = |name: &str| own.iter().any(|set| !known.read.contains(set) && strsim::damerau_levenshtein(set, name) <= 2);
    let is_lost = |name: &String| !known.set.contains(name) && !has(name) && known.misses(name) && !is_slipped(name);
    let lost: Vec<String> = set_in(&without_words(below)).into_iter().filter(is_lost).collect();
    let first = lost.first()?;
    let more = if lost.len() > 1 { format!(", nor {} more that others read", lost.len() - 1) } else { String::new() };
    let message = format!("this sheet stands in for the one below, and does not set `{first}`{more}");
    let help = "set it here too, or give the file a name of its own: both sheets are used then";
    Some(Diagnostic::new(&codes::CSS_PROBLEM, source.start(), message).help(help))
}

/// What a name that is set and the one that is read in its place have in common.
fn misnamed(set: &str) -> String {
    format!("the styles set {set}")
}

/// Whether of a name that is set and one that is read the first is the slip: it stands once, and the other more often.
fn is_misnamed(all: &str, set: &str, read: &str) -> bool {
    all.matches(&format!("{set}:")).count() == 1 && all.matches(&format!("var({read})")).count() > 1
}

/// A name that a statement sets, that nothing reads, and that is nearly one which the theme reads.
fn unread(statement: &Statement, known: &Known, own: &Own, source: SourceId) -> Option<Diagnostic> {
    let (name, ..) = statement.declaration().filter(|(name, ..)| name.starts_with("--") && name.chars().all(is_in_name))?;
    if known.read.contains(name) || own.read.contains(name) {
        return None;
    }
    // Sizes and shades have names that are alike: only letters that have changed places are a slip for certain.
    let letters = |name: &str| {
        let mut letters = name.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    // One letter more or less is a slip of a long name, unless both are set here.
    let is_one_letter = |near: &str| {
        name.len() > 4
            && near.as_bytes().get(2) == name.as_bytes().get(2)
            // `--lime` is no `--line`: of short names, one with another letter is another name.
            && (near.len() != name.len() || name.len() > 8)
            && is_slip(name, near)
            && !own.set.contains(near)
    };
    let is_meant = |near: &&str| near.len().abs_diff(name.len()) < 2 && (letters(near) == letters(name) || is_one_letter(near));
    let near = nearest(name, known.read.union(&own.read).map(String::as_str).filter(is_meant))?;
    // What is registered may be read by a script, or only move.
    if known.css.contains(&format!("@property {name}")) {
        return None;
    }
    let place = source.at(At::new(statement.start, statement.start + name.len()));
    let problem = Diagnostic::new(&codes::CSS_PROBLEM, place, format!("nothing reads `{name}`")).suggest(Some(near)).sure(false);
    Some(match is_misnamed(&known.css, name, near) {
        true => problem.chief_cause(misnamed(name)),
        false => problem.cause(misnamed(name)),
    })
}

/// A declaration of a rule without a colon, or that runs into the next one.
fn undeclared(statement: &Statement) -> Option<Fault> {
    let Statement { words, start, .. } = *statement;
    if statement.depth == 0 || statement.mark == '{' || words.is_empty() || words.starts_with('@') {
        return None;
    }
    let first = statement.first_line();
    let place = At::new(start, start + first.len());
    if !words.contains(':') {
        return Some((place, "there is no colon in this declaration".to_string(), "write it as `property: value;`"));
    }
    let is_start = |line: &str| {
        let line = line.trim_start();
        let name = line.split(':').next().unwrap_or_default().trim_end();
        line.contains(':') && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    };
    let runs_on = is_start(first) && words.lines().skip(1).any(is_start);
    runs_on.then(|| (place, "this declaration does not end with its line".to_string(), "put a `;` after it"))
}

/// The sheet with blanks in place of comments, and of texts in quotes and the addresses of `url()`.
pub(super) fn without_words(css: &str) -> String {
    let mut left = String::with_capacity(css.len());
    let mut at = 0;
    while at < css.len() {
        let rest = &css[at..];
        let length = match rest.as_bytes()[0] {
            b'/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            quote @ (b'"' | b'\'') => end_of_text(&rest.as_bytes()[1..], quote).map(|end| end + 2),
            b'u' if rest.starts_with("url(") => rest.lines().next().and_then(|line| line.find(')')).map(|end| end + 1),
            _ => None,
        };
        match length {
            Some(length) => left.extend(rest.bytes().take(length).map(|b| if b == b'\n' { '\n' } else { ' ' })),
            // Up to what may start a comment, a text or an address.
            None => {
                let next = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '/' | '"' | '\'' | 'u'));
                left += &rest[..next.map_or(rest.len(), |(next, _)| next)];
            }
        }
        at = left.len();
    }
    left
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every style sheet below a folder.
    fn sheets(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sheets(&path, found),
                false if path.extension().is_some_and(|end| end == "css") => {
                    found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
                }
                false => {}
            }
        }
    }

    #[test]
    fn the_built_in_styles_are_right() {
        let mut found = Vec::new();
        sheets(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes"), &mut found);
        let all: String = found.iter().map(|(_, css)| css.as_str()).collect();
        let known = Known::from_words(all.clone(), all, BTreeSet::new());
        for (path, css) in &found {
            let told = problems(css, &known, SourceId::FIRST);
            let told: Vec<_> =
                told.into_iter().map(|told| (told.message, css[told.place.unwrap().at.range()].to_string())).collect();
            assert_eq!(told, [], "{path}");
        }
    }
}
