//! Marks of other programs among the words: readers would see them as they are.

use std::ops::Range;

use super::Origin;
use super::marks::is_first_in_line;
use super::slips::suggest;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::has_byte;

/// Names of signs that stand between `&` and `;`.
const ENTITIES: [&str; 22] = [
    "nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "trade", "pound", "euro", "cent", "deg", "frac12", "ndash", "mdash",
    "hellip", "lsquo", "rsquo", "ldquo", "rdquo", "bull", "times",
];

/// Names in braces that make boxes of another program's pages.
const MACROS: [&str; 8] = ["info", "note", "tip", "warning", "panel", "toc", "expand", "quote"];

/// Whether some words may have such a mark at all. Most have none of these signs.
pub(super) fn may_have(words: &[u8]) -> bool {
    has_byte(words, |byte| matches!(byte, b'=' | b'+' | b'{' | b'&' | b'[' | b'#' | b'!') || byte == b':' || byte == b'\'')
}

/// The first such mark in words of one line that Markdown found no mark in, and how it begins; one that stands on a line of its own
/// is told only if the `last` one began otherwise, as many such marks come in pairs.
pub(super) fn mark(text: &str, origin: Origin, range: Range<usize>, last: &str) -> Option<(&'static str, Diagnostic)> {
    // A colon makes a definition of what follows it.
    let signs = &[' ', '\t', '>', ':'];
    let opens = is_first_in_line(text, range.start, signs);
    let on_line = if opens { on_line(text, origin, text[..range.start].trim_end_matches(signs).len()) } else { None };
    on_line
        .filter(|(begins, _)| begins.is_empty() || *begins != last)
        .or_else(|| within(text, origin, range).map(|problem| ("", problem)))
}

/// A mark that takes a line of its own, or starts one.
fn on_line(text: &str, origin: Origin, start: usize) -> Option<(&'static str, Diagnostic)> {
    let start = start + text[start..].len() - text[start..].trim_start_matches([' ', '\t', '>']).len();
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    let told = |begins, code: &'static Code, length: usize, message: &str, help: &str| {
        let place = origin.place(text, start..start + length);
        Some((begins, Diagnostic::new(code, place, message).help(help)))
    };
    let callout = "write a line `> [!NOTE]`, and `> ` before each line of the words";
    match line.as_bytes().first()? {
        b'[' if ["[toc]", "[_toc_]"].contains(&line.to_ascii_lowercase().as_str()) => {
            let message = format!("`{line}` makes no list of contents: readers see it as it is");
            told("[TOC]", &codes::STRAY_MARK, line.len(), &message, "take it out: pages list their headings by themselves")
        }
        b':' if line
            .strip_prefix(":::")
            .is_some_and(|rest| rest.trim_start_matches([':', ' ']).starts_with(char::is_alphabetic)) =>
        {
            told(":::", &codes::STRAY_MARK, line.len(), "`:::` makes no box: readers see it as it is", callout)
        }
        b'!' => {
            let (kind, title) = line.get(4..).filter(|_| line.starts_with("!!! ") || line.starts_with("??? ")).map(word)?;
            let kinds =
                ["note", "tip", "info", "hint", "important", "warning", "caution", "danger", "attention", "example", "quote"];
            let message = "`!!!` makes no box: readers see it as it is";
            let is_box = kinds.contains(&kind) && (title.is_empty() || title.starts_with('"'));
            is_box.then(|| told("!!!", &codes::STRAY_MARK, line.len(), message, callout)).flatten()
        }
        b'\'' if line.starts_with("'''") && !line[3..].contains(['\'', ' ']) => {
            let message = "`'''` starts no code: its marks are backticks";
            told("'''", &codes::STRAY_MARK, line.len(), message, "write a line ``` above the code and one below it")
        }
        b'+' if line.len() > 3
            && line.ends_with('+')
            && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
            && text[start..].lines().nth(1).is_some_and(|next| next.trim_start_matches([' ', '\t', '>']).starts_with('|')) =>
        {
            let help = "write each row as `| cell | cell |`, and `| --- | --- |` below the first";
            told("+-", &codes::UNEVEN_TABLE, line.len(), "no table: its lines have `|` between the cells, and no frame", help)
        }
        b'=' => {
            let words = line.trim_matches('=');
            let marks = line.len() - line.trim_start_matches('=').len();
            let is_heading = marks > 1 && words.len() + 2 * marks == line.len() && words.starts_with(' ') && words.ends_with(' ');
            let message = "no heading: its mark is `#` in front of the words, not `=` on both sides";
            let right = format!("{} {}", "#".repeat(marks.min(6)), words.trim());
            (is_heading && words.len() > 2)
                .then(|| ("", suggest((text, origin), &codes::MARK_WITHOUT_BLANK, start..start + line.len(), message, &right)))
        }
        b'{' if line.starts_with("{|") => {
            let help = "write each row as `| cell | cell |`, and `| --- | --- |` below the first";
            told("{|", &codes::UNEVEN_TABLE, line.len(), "no table: this is the mark of one in a wiki", help)
        }
        b'.' => {
            let name = line.strip_prefix(".. ")?.split_once("::")?.0;
            let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            let message = format!("`.. {name}::` makes nothing here: readers see it as it is");
            is_name.then(|| told("", &codes::STRAY_MARK, name.len() + 5, &message, "write the words themselves"))?
        }
        b'i' if line.starts_with("image::") && line.ends_with(']') => told(
            "",
            &codes::NOT_A_LINK,
            line.len(),
            "no picture: this is the mark of one in AsciiDoc",
            "write `![what it shows](file.png)`",
        ),
        b'i' if line.starts_with("import ")
            && line.trim_end_matches(';').ends_with(['\'', '"'])
            && [" from '", " from \""].iter().any(|from| line.contains(from)) =>
        {
            let message = "this line of a program is shown to readers as it is";
            told("import", &codes::STRAY_MARK, line.len(), message, "take it out")
        }
        b'#' => {
            let words = line.trim_start_matches('#');
            let marks = line.len() - words.len();
            let message = format!("no heading: it has {marks} marks `#`, and six are the most");
            let is_heading = marks > 6 && words.trim_start().starts_with(char::is_alphanumeric);
            is_heading.then(|| {
                told("#", &codes::HEADING_LEVEL, marks, &message, "take marks out: `##` is a heading, `###` one below it")
            })?
        }
        _ => None,
    }
}

/// The first word of a line, and the rest.
fn word(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim_start()))
}

/// A mark within a line.
fn within(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = &text[range.clone()];
    let is_escaped = |at: usize| text[..range.start + at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1;
    let found = memchr::memchr3_iter(b'&', b'{', b'[', raw.as_bytes()).filter(|&at| !is_escaped(at)).find_map(|at| {
        match raw.as_bytes()[at] {
            b'&' => entity(raw, at),
            b'{' => attributes(text, range.start + at, raw, at).or_else(|| latex(raw, at)),
            _ => tags(raw, at),
        }
    });
    let found = found
        .or_else(|| ["==", "++", "'''"].into_iter().find_map(|mark| paired(raw, mark)).filter(|(at, ..)| !is_escaped(at.start)));
    let found = found.or_else(|| emoji(raw)).or_else(|| of_word(raw));
    let (at, message, help, right) = found?;
    let place = range.start + at.start..range.start + at.end;
    Some(match right {
        Some(right) => suggest((text, origin), &codes::STRAY_MARK, place, message, &right),
        None => Diagnostic::new(&codes::STRAY_MARK, origin.place(text, place), message).help(help),
    })
}

/// Where a mark stands, what is said of it, what to do, and what would be right in its place.
type Found = (Range<usize>, String, &'static str, Option<String>);

/// `&nbsp` without its semicolon.
fn entity(raw: &str, at: usize) -> Option<Found> {
    let name = raw[at + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let end = at + 1 + name.len();
    // `&nbspwaits` runs on.
    let (name, end) = if name.starts_with("nbsp") { ("nbsp", at + 5) } else { (name, end) };
    let is_open = ENTITIES.contains(&name) && !raw[end..].starts_with([';', '=']);
    // `?a=1&copy=2` is an address.
    let in_word = raw[..at].ends_with(|c: char| c.is_alphanumeric() || c == '/') && !name.starts_with("nbsp");
    is_open.then_some(())?;
    (!in_word).then(|| (at..end, format!("the semicolon after `&{name}` is missing"), "", Some(format!("&{name};"))))
}

/// `{.class}`, `{#id}` or `{width=50%}` behind a picture, a link or words.
fn attributes(text: &str, start: usize, raw: &str, at: usize) -> Option<Found> {
    let inside = &raw[at + 1..at + raw[at..].find('}')?];
    let is_free = text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '*'));
    let names = |words: &str| words.starts_with(|c: char| c.is_ascii_alphabetic());
    // `{n=12}` may be a formula.
    let key = inside.split_once('=').map_or("", |(key, _)| key.trim());
    let is_key = ["width", "height", "target", "rel", "class", "id", "style", "align", "lang", "title", "alt"].contains(&key);
    let is_name = inside.strip_prefix(['.', '#', ':']).is_some_and(|rest| names(rest.trim_start_matches([' ', '.', '#'])));
    let help = "take it out; what things look like is said by the theme";
    let message = format!("`{{{inside}}}` sets nothing here: readers see it as it is");
    let is_macro = MACROS.contains(&inside.split(':').next().unwrap_or_default());
    (is_free && (is_key || is_name || is_macro)).then(|| (at..at + inside.len() + 2, message, help, None))
}

/// `\\textbf{words}`; what `\\begin{…}` starts is told there.
fn latex(raw: &str, at: usize) -> Option<Found> {
    let name = &raw[raw[..at].trim_end_matches(|c: char| c.is_ascii_lowercase()).len()..at];
    let before = raw[..at - name.len()].strip_suffix('\\')?;
    let start = before.len() - usize::from(before.ends_with('$'));
    let is_mark = name.len() > 1 && name != "end" && !before.ends_with(|c: char| c.is_alphanumeric() || c == '\\' || c == ':');
    let end = raw[at..].find('}').map_or(at + 1, |end| at + end + 1);
    let help = "write `## words` for a heading, `**words**` for bold, `*words*` for italics, `-` before each point of a list";
    is_mark.then(|| (start..end, format!("`\\{name}` is a mark of LaTeX: readers see it as it is"), help, None))
}

/// `:tada:`
fn emoji(raw: &str) -> Option<Found> {
    let at = raw.match_indices(':').map(|(at, _)| at).find(|&at| {
        let Some((name, rest)) = raw[at + 1..].split_once(':') else { return false };
        raw[..at].chars().next_back().is_none_or(|c| c == ' ' || c == '(')
            && name.len() > 1
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '`' || c == ':')
    })?;
    let end = at + 2 + raw[at + 1..].find(':')?;
    let message = format!("`{}` makes no sign: readers see it as it is", &raw[at..end]);
    Some((at..end, message, "take it out, or paste the sign itself", None))
}

/// What Word writes where something that it pointed at is gone.
fn of_word(raw: &str) -> Option<Found> {
    const WRITTEN: [&str; 2] = ["Error! Reference source not found.", "Error! Bookmark not defined."];
    let (at, written) = WRITTEN.iter().find_map(|written| Some((raw.find(written)?, written)))?;
    let message = "Word says here that it found nothing".to_string();
    Some((at..at + written.len(), message, "write what the text points at", None))
}

/// `[b]words[/b]`, as in forums, and `[insert number]`.
fn tags(raw: &str, at: usize) -> Option<Found> {
    const TAGS: [&str; 8] = ["b", "i", "u", "s", "url", "img", "quote", "code"];
    let name = raw[at + 1..].split([']', '=']).next()?;
    if name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("insert ")) && !raw[at + 1 + name.len()..].starts_with("](") {
        let end = (at + 2 + name.len()).min(raw.len());
        return Some((at..end, format!("`[{name}]` is still to be filled in"), "write what belongs here", None));
    }
    let close = format!("[/{name}]");
    let end = TAGS.contains(&name.to_ascii_lowercase().as_str()).then(|| raw[at..].find(&close))?? + close.len();
    let help = "write `**words**` for bold, `*words*` for italics, `[words](address)` for a link";
    Some((at..at + end, format!("`[{name}]` marks nothing: readers see it as it is"), help, None))
}

/// `==words==`, `++words++` or `'''words'''`.
fn paired(raw: &str, mark: &str) -> Option<Found> {
    let at = raw.find(mark)?;
    let rest = &raw[at + mark.len()..];
    let is_free = raw[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
    let end = rest.find(mark)?;
    let words = &rest[..end];
    let is_whole = words.starts_with(char::is_alphanumeric)
        && !words.ends_with(char::is_whitespace)
        && !rest[end + mark.len()..].starts_with(mark.as_bytes()[0] as char);
    let message = format!("`{mark}` marks nothing: readers see it as it is");
    (is_free && is_whole).then(|| (at..at + end + 2 * mark.len(), message, "write `**words**` for words that matter", None))
}
