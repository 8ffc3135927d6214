//! The tags of templates: where they stand, and what they name.

use std::collections::BTreeSet;

use memchr::memmem;

use crate::source::At;

/// What stands between `{{` or `{%` and its end, and where; nothing of comments, and of text that is to stand as it is. One that
/// is not closed as it should be reaches further.
pub fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + memchr::memchr(b'{', bytes.get(from..)?)? + 2;
            match bytes.get(start - 1) {
                Some(b'#') => from = start + memmem::find(&bytes[start..], b"#}")? + 2,
                Some(mark @ (b'{' | b'%')) => {
                    let tag = &text[start..tag_end(bytes, start)];
                    from = start + tag.len() + 2;
                    if *mark == b'{' || tag.trim_matches('-').trim() != "raw" {
                        return Some((start, tag));
                    }
                    from += text.get(from..)?.find("endraw")?;
                }
                _ => from = start - 1,
            }
        }
    })
}

/// Where the tag ends whose words start there: no quoted text and no map within it ends it.
fn tag_end(bytes: &[u8], start: usize) -> usize {
    let (mut quote, mut braces, mut at) = (None, 0, start);
    while let Some(&byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => braces += 1,
            (None, b'}' | b'%') if braces == 0 && bytes.get(at + 1) == Some(&b'}') => break,
            (None, b'}') => braces -= 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// The words of a tag, without its marks.
pub fn words_of(tag: &str) -> &str {
    tag.trim_start_matches('-').trim_end_matches('-').trim()
}

/// `set name = value`.
pub fn set(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_prefix("set ").or(words.strip_prefix("set_global "))?;
    let (name, value) = rest.split_once('=')?;
    Some((name.trim(), value))
}

/// Each `for names in list` of a tag; the list up to what no path of names has.
pub fn loops(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    tag.match_indices("for ").filter(|(at, _)| !tag[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_')).filter_map(
        |(at, _)| {
            let (names, rest) = tag[at + 4..].split_once(" in ")?;
            let rest = rest.trim_start();
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
            let is_path = [' ', ']', '-', '\n'].iter().any(|c| rest[end..].starts_with(*c)) || rest[end..].is_empty();
            Some((
                names,
                if is_path && !rest[end..].trim_start().starts_with(['|', '[', '(', '~', '+']) { &rest[..end] } else { "" },
            ))
        },
    )
}

/// The names of a component's arguments.
pub fn parameters(inside: &str) -> BTreeSet<&str> {
    let mut depth = 0;
    let is_end = |c: char| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        c == ',' && depth == 0 || depth < 0
    };
    inside.split(is_end).map(|part| name_at(part.trim().trim_start_matches(['@', '.']))).filter(|name| !name.is_empty()).collect()
}

/// Where a template gives a name its value: a loop, a `set` or a component's argument.
pub fn bound_at(text: &str, name: &str) -> Option<At> {
    tags(text).find_map(|(start, tag)| {
        let words = words_of(tag);
        let binds = words.starts_with("for ") || words.starts_with("set") || words.starts_with("component ");
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let whole = |at: &usize| !tag[..*at].ends_with(is_name) && !tag[at + name.len()..].starts_with(is_name);
        let at = tag.match_indices(name).map(|(at, _)| at).find(whole).filter(|_| binds)?;
        Some(At::new(start + at, start + at + name.len()))
    })
}

/// The name that a text starts with.
pub fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The names with their fields in a tag, and where: no texts in quotes, no filters, tests, functions, arguments or elements.
pub fn names_in(tag: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tag.len() {
            let rest = &tag[at..];
            let first = rest.chars().next()?;
            let is_quote = matches!(first, '"' | '\'' | '`');
            if let Some(close) = is_quote.then(|| rest[1..].find(first)).flatten() {
                at += close + 2;
                continue;
            }
            if !(first.is_ascii_alphabetic() || first == '_') {
                at += first.len_utf8();
                continue;
            }
            let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
            let (start, name) = (at, rest[..length].trim_end_matches('.'));
            at += length;
            let before = tag[..start].trim_end();
            let after = tag[at..].trim_start();
            let is_other = before.ends_with(['|', '<', '/', ':', '.']) && !before.ends_with("||")
                || before.ends_with(" is")
                || before.ends_with(" is not")
                || after.starts_with(['(', ':'])
                || after.starts_with('=') && !after.starts_with("==");
            if !is_other {
                return Some((start, name));
            }
        }
        None
    })
}

/// Where the arguments of a call end.
pub fn arguments_end(text: &str, close: char) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if c == close && depth == 0 => return Some(at),
            None if matches!(c, '(' | '[' | '{') => depth += 1,
            None if matches!(c, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            None => {}
        }
    }
    None
}

/// The names of arguments, `name=value`, and where each stands.
pub fn arguments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut depth, mut quote) = (0_usize, None);
    text.char_indices().filter_map(move |(at, c)| {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if matches!(c, '(' | '[' | '{') => depth += 1,
            None if matches!(c, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            None if c == '=' && depth == 0 && !text[at + 1..].starts_with('=') => {
                let before = text[..at].trim_end();
                let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(0, |start| start + 1);
                return (start < before.len()).then(|| (start, &before[start..]));
            }
            None => {}
        }
        None
    })
}

/// The names that a template and those below it give values to. `text_of` finds a template by what stands after `extends`.
pub fn outer<'a>(text: &'a str, text_of: impl Fn(&str) -> Option<&'a str>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut text = text;
    for _ in 0..8 {
        let extends = tags(text).find_map(|(_, tag)| words_of(tag).strip_prefix("extends "));
        let Some(below) = extends.and_then(|name| text_of(name.trim().trim_matches(['"', '\'', '`']))) else { break };
        names.extend(locals(below));
        text = below;
    }
    names
}

/// The names that a template gives values itself, and the words of the language.
pub fn locals(text: &str) -> BTreeSet<&str> {
    const WORDS: &str = "and as assets block body break component continue elif else endblock endcomponent endfilter endfor endif \
        endraw endset extends false False filter for if in include is loop none None not null or page raw s set set_global true True";
    let mut own: BTreeSet<&str> = WORDS.split_whitespace().collect();
    for (_, tag) in tags(text) {
        let words = tag.trim_start_matches('-').trim_start();
        if let Some(rest) = words.strip_prefix("set ").or(words.strip_prefix("set_global ")) {
            own.insert(name_at(rest.trim_start()));
        } else if let Some(rest) = words.strip_prefix("for ") {
            own.extend(rest.split(" in ").next().unwrap_or_default().split(',').map(|name| name_at(name.trim())));
        } else if let Some(rest) = words.strip_prefix("component ") {
            own.insert(name_at(rest));
            let inside = rest.split_once('(').map_or("", |(_, inside)| inside);
            own.extend(inside.split(',').map(|name| name_at(name.trim().trim_start_matches(['@', '.']))));
            own.extend(["string", "map", "array", "bool", "integer", "float", "number"]);
        }
    }
    own
}
