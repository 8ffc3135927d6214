//! What holds a style sheet together: braces, comments and quotation marks that open or close nothing. A sheet is mended there, as
//! it was likely meant, so that the rest of it can be judged.

use super::css::without_words;
use super::declarations::Fault;
use super::statements::{Statement, statements};
use crate::source::At;

/// A sheet that holds together, byte for byte as long as before, but for braces that are added at its end.
pub struct Mended {
    pub css: String,
    pub faults: Vec<Fault>,
    /// Places in statements that are told, or were changed: nothing more is to be said of these.
    pub settled: Vec<usize>,
}

/// After so many the sheet is none.
const MOST: usize = 20;

/// Finds what does not hold together, one after the other, and mends it.
pub fn mended(css: &str) -> Mended {
    let mut mended = Mended { css: css.to_string(), faults: Vec::new(), settled: Vec::new() };
    while mended.faults.len() < MOST {
        let css = &mended.css;
        let Some(slip) = open_text(css).or_else(|| unopened(css)).or_else(|| open_brace(css)) else { break };
        mended.settled.push(slip.at.start as usize);
        for (at, mark) in slip.mends {
            match mended.css.get(at..at + 1) {
                Some(_) => {
                    mended.css.replace_range(at..at + 1, mark);
                    mended.settled.push(at);
                }
                None => mended.css += mark,
            }
        }
        mended.faults.push((slip.at, slip.message, slip.help));
    }
    mended.settled.sort_unstable();
    mended
}

struct Slip {
    at: At,
    message: String,
    help: &'static str,
    /// Bytes, and what is to stand there.
    mends: Vec<(usize, &'static str)>,
}

/// The first selector whose brace is missing: before declarations stands what cannot be one. Or the first declaration in no rule.
fn unopened(css: &str) -> Option<Slip> {
    let bare = without_words(css);
    let lacks = || bare.matches('{').count() < bare.matches('}').count();
    // `@layer tokens` above a rule.
    let layer = statements(&bare).filter(|statement| statement.mark == '{' && statement.words.starts_with("@layer ")).find_map(
        |statement| {
            let first = statement.first_line().trim_end();
            let end = statement.start + first.len();
            let at = At::new(statement.start, end);
            let help = "put a `{` at the end of the line";
            let is_alone = first.len() < statement.words.trim_end().len() && !first.ends_with(',') && lacks();
            let slip = || Slip { at, message: "the `{` of this layer is missing".to_string(), help, mends: vec![(end, "{")] };
            is_alone.then(slip)
        },
    );
    if layer.is_some() {
        return layer;
    }
    statements(&bare).filter(|statement| statement.mark != '{').find_map(|statement| {
        let Statement { words, start, .. } = statement;
        let first = statement.first_line();
        let at = At::new(start, start + first.len());
        let blank = || (start..start + words.len()).filter(|at| css.as_bytes()[*at].is_ascii()).map(|at| (at, " ")).collect();
        if of_selector(words) {
            // The brace belongs before the first declaration.
            let colon = words.find(": ")?;
            let gap = start + words[..colon].rfind([' ', '\n'])?;
            let one_line = gap < start + first.len();
            let at = if one_line { At::new(start, start + words[..gap - start].trim_end().len()) } else { at };
            let help = if one_line { "put a `{` after the selector" } else { "put a `{` at the end of the line" };
            let mends = if lacks() { vec![(gap, "{")] } else { blank() };
            return Some(Slip { at, message: "the `{` of this rule is missing".to_string(), help, mends });
        }
        if statement.depth == 0 && !words.is_empty() && !words.starts_with('@') {
            let before = start.checked_sub(1).filter(|_| lacks());
            let mends = before.map_or_else(blank, |before| vec![(before, "{")]);
            let message = "this declaration stands in no rule".to_string();
            return Some(Slip { at, message, help: "put a `{` before the first declaration of the rule", mends });
        }
        None
    })
}

/// Whether a selector stands before a declaration, with nothing between them.
fn of_selector(words: &str) -> bool {
    let first = words.lines().next().unwrap_or_default().trim_end();
    let bare = first.trim_end_matches('(').trim_end();
    let is_selector = bare.starts_with(['.', '#', ':', '[', '&', '>']) && !bare.contains(';');
    let below = words.len() > first.len() && words[first.len()..].contains(':');
    let beside = words.find(": ").is_some_and(|colon| words[..colon].trim_end().contains(' '));
    is_selector && (below || beside)
}

fn told(at: usize, message: &str, help: &'static str, mends: Vec<(usize, &'static str)>) -> Option<Slip> {
    Some(Slip { at: At::new(at, at + 1), message: message.to_string(), help, mends })
}

/// The first comment, text in quotes or address that has no end.
fn open_text(css: &str) -> Option<Slip> {
    let bytes = css.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if css[at..].starts_with("/*") => match css[at + 2..].find("*/") {
                // A comment with rules in it that holds another has lost its end before them.
                Some(length) if !swallows(&css[at + 2..at + 2 + length]) => at += length + 3,
                _ => return told(at, "this comment has no end", "end it with `*/`", words_from(css, at)),
            },
            b'\\' => at += 1,
            quote @ (b'"' | b'\'') => match end_of_text(&bytes[at + 1..], quote) {
                Some(length) => at += length + 1,
                None => {
                    let help = "put the same mark at the end of the text";
                    return told(at, "this quotation mark has no other on its line", help, vec![(at, " ")]);
                }
            },
            b'u' if css[at..].starts_with("url(") && !closes_soon(&css[at..]) => {
                return told(at + 3, "this round bracket is not closed", "put a `)` after the address", vec![(at + 3, " ")]);
            }
            // `*/*` is any element, and then a comment.
            b'*' if css[at..].starts_with("*/") && !css[at..].starts_with("*/*") => {
                let help = "start the comment with `/*`, or take this out";
                return told(at, "this `*/` ends no comment", help, vec![(at, " "), (at + 1, " ")]);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether an address has its second bracket on its line or the next; the address may have a line of its own.
fn closes_soon(address: &str) -> bool {
    let alone = address.lines().next().is_some_and(|first| first.trim_end() == "url(");
    address.lines().take(if alone { 3 } else { 2 }).any(|line| line.contains(')'))
}

/// The first brace that closes nothing, or that is not closed.
fn open_brace(css: &str) -> Option<Slip> {
    let bare = without_words(css);
    // Where each stands that is open, on which line, and how far in that line starts.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let (mut line, mut column) = (0, indent(css));
    // The first rule whose end is not as far in as its start: where a brace before that end was left out, or one is too many.
    let mut uneven: Option<(usize, usize)> = None;
    // The first rule in which another starts that is no further in, and where that is.
    let mut unclosed: Option<(usize, usize)> = None;
    for (at, mark) in bare.bytes().enumerate() {
        match mark {
            b'\n' => (line, column) = (line + 1, indent(&css[at + 1..])),
            b'{' => {
                let above = open.last().filter(|(_, above, further)| *above < line && *further >= column);
                unclosed = unclosed.or(above.map(|(above, ..)| (*above, at)));
                open.push((at, line, column));
            }
            b'}' => match open.pop() {
                Some((start, above, further)) if uneven.is_none() && above < line && further != column => {
                    uneven = Some((start, at))
                }
                Some(_) => {}
                None => {
                    let place = uneven.map_or(at, |(_, end)| end);
                    let help = "take it out, or add the `{` that it closes";
                    return told(place, "this `}` closes nothing", help, vec![(place, " ")]);
                }
            },
            _ => {}
        }
    }
    let last = open.last()?.0;
    let uneven = uneven.map(|(start, _)| start).filter(|start| *start > last);
    let place = unclosed.map(|(start, _)| start).or(uneven).unwrap_or(last);
    // The end of the line before the rule that follows.
    let end = unclosed.and_then(|(_, next)| css[..next].rfind('\n')).unwrap_or(css.len());
    told(place, "this `{` is not closed", "add a `}` at the end of the rule", vec![(end, "}")])
}

/// Whether what looks like one comment has rules in it, and then the start of another. One that starts with a rule leaves it out on
/// purpose.
fn swallows(comment: &str) -> bool {
    let is_words = comment.lines().next().is_some_and(|first| !first.contains(['{', ';']));
    is_words && comment.find("/*").is_some_and(|next| comment[..next].contains('{'))
}

/// The bytes of a comment without an end: its lines, up to the first with a mark of CSS in it.
fn words_from(css: &str, at: usize) -> Vec<(usize, &'static str)> {
    let mut end = at;
    for (number, line) in css[at..].split_inclusive('\n').enumerate() {
        let is_css = line.contains(['{', '}']) || line.contains(':') && line.trim_end().ends_with(';');
        if number > 0 && is_css {
            break;
        }
        end += line.len();
    }
    (at..end).filter(|at| css.as_bytes()[*at].is_ascii() && css.as_bytes()[*at] != b'\n').map(|at| (at, " ")).collect()
}

/// How far away the mark is that ends a text; nothing if its line ends before.
pub(super) fn end_of_text(rest: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while at < rest.len() {
        match rest[at] {
            b'\\' if rest[at + 1..].starts_with(b"\r\n") => at += 2,
            b'\\' => at += 1,
            b'\n' => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How far in a line starts.
fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}
