//! Style sheets of the project's own: whether what opens is closed, declarations end, and what is read has a value. Browsers
//! pass over the rest of a sheet in silence.

use std::collections::BTreeSet;

use super::declarations::{fault, loose};
use super::keywords::unmoved;
use super::names::is_slip;
use super::selectors;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{At, SourceId};

/// The first brace, comment or quotation mark of a sheet that opens or closes nothing, or the first declaration that is none.
pub fn problem(css: &str, source: SourceId) -> Option<Diagnostic> {
    let problem = |at: At, message: &str, help: &str| Diagnostic::new(&codes::CSS_PROBLEM, source.at(at), message).help(help);
    if let Some((at, message, help)) = unopened(css) {
        return Some(problem(at, message, help));
    }
    if let Some((at, message, help)) = loose(css) {
        return Some(problem(at, &message, help));
    }
    match slip(css) {
        Some((at, message, help)) => Some(problem(At::new(at, at + 1), message, help)),
        None => undeclared(css).map(|(at, message, help)| problem(at, message, help)),
    }
}

/// The first fault within the rules of a sheet that holds together.
pub fn faulty(css: &str, assets: &BTreeSet<String>, source: SourceId) -> Option<Diagnostic> {
    let (at, message, help) = fault(css, assets)?;
    // What reads it with both its hyphens finds nothing.
    let cause = message.ends_with("with one hyphen").then(|| misnamed(&format!("-{}", &css[at.range()])));
    let problem = Diagnostic::new(&codes::CSS_PROBLEM, source.at(at), message).help(help);
    Some(match cause {
        Some(cause) => problem.chief_cause(cause),
        None => problem,
    })
}

/// The first selector that selects nothing, or name of a class or an animation that nothing has. `all` are the styles of the
/// theme, `made` the words of its templates and of the built-in styles.
pub fn without_effect(css: &str, all: &str, made: &str, source: SourceId) -> Option<Diagnostic> {
    let bare = without_words(css);
    let found = selectors::fault(&bare, |name| made.contains(&format!("<{name}")));
    let (at, message, help) = found.or_else(|| unmoved(&bare, all)).or_else(|| selectors::class(&bare, made, all))?;
    Some(Diagnostic::new(&codes::CSS_PROBLEM, source.at(at), message).help(help))
}

/// The first `var(--name)` to which no sheet of the theme gives a value.
pub fn unset(css: &str, all: &str, source: SourceId) -> Option<Diagnostic> {
    let css = without_words(css);
    let names = |css: &str, before: &str| -> Vec<(usize, String)> {
        let starts = css.match_indices(before).map(|(at, _)| at + before.len() - "--".len());
        let name = |at: usize| css[at..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next();
        starts.filter_map(|at| Some((at, name(at)?.to_string()))).collect()
    };
    let is_set =
        |sheet: &str, name: &str| sheet.match_indices(name).any(|(at, _)| sheet[at + name.len()..].trim_start().starts_with(':'));
    // A declaration without its colon is told as such.
    let is_started = |name: &str| ['{', ';'].iter().any(|mark| all.contains(&format!("{mark}{name} ")));
    let (at, name) = names(&css, "var(--").into_iter().find(|(at, name)| {
        let has_other = css[at + name.len()..].trim_start().starts_with(',');
        !has_other && !is_set(all, name) && !is_set(&css, name) && !is_started(name)
    })?;
    let known: Vec<(usize, String)> = names(all, "--");
    let message = format!("no sheet of the theme gives `{name}` a value");
    let problem = Diagnostic::new(&codes::CSS_PROBLEM, source.at(At::new(at, at + name.len())), message);
    let known = known.iter().map(|(_, name)| name.as_str()).filter(|known| is_set(all, known));
    let known: Vec<&str> = known.collect();
    // What nothing reads was likely meant to be read here.
    let is_unread = |known: &&&str| !all.contains(&format!("var({known}"));
    let near = nearest(&name, known.iter().copied()).map(|near| {
        let steps = |other: &str| strsim::damerau_levenshtein(&name, other);
        let unread = nearest(&name, known.iter().filter(is_unread).copied());
        unread.filter(|unread| steps(unread) <= steps(near)).unwrap_or(near)
    });
    let problem = match near {
        Some(near) if is_misnamed(all, near, &name) => problem.cause(misnamed(near)),
        Some(near) if !all.contains(&format!("var({near}")) => problem.chief_cause(misnamed(near)),
        _ => problem.cause(misnamed(&name)),
    };
    Some(problem.suggest(near).help_or(|| format!("set it in a file of `tokens/`: `{name}: …;`")))
}

/// What a name that is set and the one that is read in its place have in common.
fn misnamed(set: &str) -> String {
    format!("the styles set {set}")
}

/// Whether of a name that is set and one that is read the first is the slip: it stands once, and the other more often.
fn is_misnamed(all: &str, set: &str, read: &str) -> bool {
    all.matches(&format!("{set}:")).count() == 1 && all.matches(&format!("var({read})")).count() > 1
}

/// The first `--name:` that is nearly one which the theme reads, and that nothing reads.
pub fn unread(css: &str, all: &str, source: SourceId) -> Option<Diagnostic> {
    // Sizes and shades have names that are alike: only letters that have changed places are a slip for certain.
    let letters = |name: &str| {
        let mut letters = name.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name_at = |sheet: &str, at: usize| sheet[at..].split(|c: char| !is_name(c)).next().unwrap_or_default().to_string();
    let read: BTreeSet<String> =
        [all, css].iter().flat_map(|sheet| sheet.match_indices("var(--").map(|(at, _)| name_at(sheet, at + 4))).collect();
    let bare = without_words(css);
    let set = bare.match_indices("--").filter(|(at, _)| !bare[..*at].ends_with(is_name) && !bare[..*at].ends_with('('));
    set.map(|(at, _)| (at, name_at(&bare, at))).find_map(|(at, name)| {
        let is_set = bare[at + name.len()..].trim_start().starts_with(':') && !read.contains(&name);
        // One letter more or less is a slip of a long name, unless both are set here.
        let is_one_letter = |near: &str| {
            name.len() > 4
                && near.as_bytes().get(2) == name.as_bytes().get(2)
                // `--lime` is no `--line`: of short names, one with another letter is another name.
                && (near.len() != name.len() || name.len() > 8)
                && is_slip(&name, near)
                && !bare.contains(&format!("{near}:"))
        };
        // What is registered may be read by a script, or only move.
        let is_meant =
            |near: &&str| (letters(near) == letters(&name) || is_one_letter(near)) && !all.contains(&format!("@property {name}"));
        let near = Some(()).filter(|()| is_set).and_then(|()| nearest(&name, read.iter().map(String::as_str))).filter(is_meant);
        let message = format!("nothing reads `{name}`");
        near.map(|near| {
            let problem = Diagnostic::new(&codes::CSS_PROBLEM, source.at(At::new(at, at + name.len())), message);
            let problem = problem.suggest(Some(near)).sure(false);
            if is_misnamed(all, &name, near) { problem.chief_cause(misnamed(&name)) } else { problem.cause(misnamed(&name)) }
        })
    })
}

/// The first selector whose brace is missing: a line above declarations that cannot be one.
fn unopened(css: &str) -> Option<(At, &'static str, &'static str)> {
    let css = without_words(css);
    let mut start = 0;
    for (at, mark) in css.char_indices().filter(|(_, mark)| "{};".contains(*mark)) {
        let raw = &css[start..at];
        let words = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        start = at + 1;
        let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
        let first = first.trim_end();
        let bare = first.trim_end_matches('(').trim_end();
        let is_selector = bare.starts_with(['.', '#', ':', '[', '&', '>']) && !bare.contains(';');
        if mark != '{' && is_selector && rest.contains(':') {
            let place = At::new(from, from + first.len());
            return Some((place, "the `{` of this rule is missing", "put a `{` at the end of the line"));
        }
    }
    None
}

/// The first declaration of a rule without a colon, or that runs into the next one.
fn undeclared(css: &str) -> Option<(At, &'static str, &'static str)> {
    let css = without_words(css);
    let (mut depth, mut start) = (0, 0);
    for (at, mark) in css.char_indices().filter(|(_, mark)| "{};".contains(*mark)) {
        let raw = &css[start..at];
        let words = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        start = at + 1;
        let is_declaration = depth > 0 && mark != '{' && !words.is_empty() && !words.starts_with('@');
        depth = match mark {
            '{' => depth + 1,
            '}' => depth.max(1) - 1,
            _ => depth,
        };
        if !is_declaration {
            continue;
        }
        let first = words.lines().next().unwrap_or_default().trim_end();
        if !words.contains(':') {
            let place = At::new(from, from + first.len());
            return Some((place, "there is no colon in this declaration", "write it as `property: value;`"));
        }
        let is_start = |line: &str| {
            let line = line.trim_start();
            let name = line.split(':').next().unwrap_or_default().trim_end();
            line.contains(':') && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        };
        if is_start(first) && words.lines().skip(1).any(is_start) {
            return Some((At::new(from, from + first.len()), "this declaration does not end with its line", "put a `;` after it"));
        }
    }
    None
}

/// The sheet with blanks in place of comments, and of texts in quotes and the addresses of `url()`.
pub(super) fn without_words(css: &str) -> String {
    let mut left = css.to_string();
    let mut at = 0;
    while at < css.len() {
        let rest = &css[at..];
        let length = match rest.as_bytes()[0] {
            b'/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            quote @ (b'"' | b'\'') => end_of_text(&rest.as_bytes()[1..], quote).map(|end| end + 2),
            b'u' if rest.starts_with("url(") => rest.lines().next().and_then(|line| line.find(')')).map(|end| end + 1),
            _ => None,
        };
        if let Some(length) = length {
            let blank: String = rest[..length].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
            left.replace_range(at..at + length, &blank);
        }
        at += length.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    left
}

type Slip = (usize, &'static str, &'static str);

fn slip(css: &str) -> Option<Slip> {
    let bytes = css.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    // The first rule whose end is not as far in as its start: where a brace before that end was left out, or one is too many.
    let mut uneven: Option<(usize, usize)> = None;
    // The first rule in which another starts that is no further in.
    let mut unclosed: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if css[at..].starts_with("/*") => match css[at + 2..].find("*/") {
                Some(length) => at += length + 3,
                None => return Some((at, "this comment has no end", "end it with `*/`")),
            },
            b'\\' => at += 1,
            quote @ (b'"' | b'\'') => match end_of_text(&bytes[at + 1..], quote) {
                Some(length) => at += length + 1,
                None => {
                    return Some((at, "this quotation mark has no other on its line", "put the same mark at the end of the text"));
                }
            },
            b'u' if css[at..].starts_with("url(") && !css[at..].lines().take(2).any(|line| line.contains(')')) => {
                return Some((at + 3, "this round bracket is not closed", "put a `)` after the address"));
            }
            // `*/*` is any element, and then a comment.
            b'*' if css[at..].starts_with("*/") && !css[at..].starts_with("*/*") => {
                return Some((at, "this `*/` ends no comment", "start the comment with `/*`, or take this out"));
            }
            b'{' => {
                let above = open.last().filter(|above| css[**above..at].contains('\n') && indent(css, **above) >= indent(css, at));
                unclosed = unclosed.or(above.copied());
                open.push(at);
            }
            b'}' => match open.pop() {
                Some(start) if uneven.is_none() && !css[start..at].contains('\n') => {}
                Some(start) if uneven.is_none() && indent(css, start) != indent(css, at) => uneven = Some((start, at)),
                Some(_) => {}
                None => {
                    let place = uneven.map_or(at, |(_, end)| end);
                    return Some((place, "this `}` closes nothing", "take it out, or add the `{` that it closes"));
                }
            },
            _ => {}
        }
        at += 1;
    }
    let last = *open.last()?;
    let uneven = uneven.map(|(start, _)| start).filter(|start| *start > last);
    Some((unclosed.or(uneven).unwrap_or(last), "this `{` is not closed", "add a `}` at the end of the rule"))
}

/// How far away the mark is that ends a text; nothing if its line ends before.
fn end_of_text(rest: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 1,
            b'\n' => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How far in the line of a byte starts.
fn indent(css: &str, at: usize) -> usize {
    let line = css[..at].rfind('\n').map_or(0, |before| before + 1);
    css[line..].len() - css[line..].trim_start_matches([' ', '\t']).len()
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
        let assets = BTreeSet::new();
        for (path, css) in &found {
            let id = SourceId::FIRST;
            let told = problem(css, id).or_else(|| faulty(css, &assets, id)).or_else(|| without_effect(css, &all, &all, id));
            assert_eq!(told.map(|told| (told.message, css[told.place.unwrap().at.range()].to_string())), None, "{path}");
        }
    }
}
