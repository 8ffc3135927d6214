//! What a template opens and does not close. The engine notices it only where something else comes.

use super::html::{end_of_tag, is_endless, token};
use crate::diagnostic::nearest;
use crate::source::At;

/// The tags that have an end of their own.
const BLOCKS: [&str; 6] = ["block", "component", "filter", "for", "if", "raw"];

/// The tags besides these and their ends.
const OTHERS: [&str; 9] = ["break", "continue", "elif", "else", "endset", "extends", "include", "set", "set_global"];

/// Tags of other engines, and what to do.
const OF_OTHERS: [(&str, &str); 9] = [
    ("elseif", "did you mean `elif`?"),
    ("elsif", "did you mean `elif`?"),
    ("comment", "write the comment as `{# words #}`"),
    ("unless", "in its place there is `{% if not value %}` and `{% endif %}`"),
    ("assign", "write `{% set name = value %}`"),
    ("capture", "in its place there is `{% set name %}` and `{% endset %}`"),
    ("macro", "write a component: a file of its own below `components/`"),
    ("import", "components are there without it: take it out"),
    ("partial", "in its place there is `{% include \"name.html\" %}`"),
];

/// What is meant for an engine that has marks such as `{{#each}}`, `{{/if}}` and `{{{value}}}`.
pub fn foreign(text: &str) -> Option<(At, String, String)> {
    let mut at = 0;
    while let Some(found) = text[at..].find('{').map(|found| at + found) {
        let Some(length) = token(text, found) else {
            at = found + 1;
            continue;
        };
        at = found + length;
        let tag = &text[found..at];
        if tag.starts_with("{%") && tag.trim_start_matches(['{', '%', '-', ' ']).starts_with("raw") {
            at += text[at..].find("endraw").unwrap_or_default();
        }
        let sign = tag
            .strip_prefix("{{")
            .filter(|rest| rest.starts_with(['#', '/', '^', '>']) || rest.starts_with('{') && text[at..].starts_with('}'));
        if let Some(sign) = sign.and_then(|rest| rest.chars().next()) {
            let help = match sign {
                '{' => "write `{{ value | safe }}`",
                '>' => "write `{% include \"name.html\" %}`",
                _ => "write `{% if value %}` or `{% for one in values %}`, and their ends",
            };
            return Some((At::new(found, found + 3), format!("`{{{{{sign}` is no mark of these templates"), help.to_string()));
        }
    }
    None
}

/// The first word of a tag that is none; what starts with `<` calls a component.
pub fn unknown(text: &str) -> Option<(At, String, String)> {
    let mut at = 0;
    let mut open: Vec<&str> = Vec::new();
    while let Some(found) = text[at..].find('{').map(|found| at + found) {
        let Some(length) = token(text, found) else {
            at = found + 1;
            continue;
        };
        at = found + length;
        let Some(inside) = text[found..at].strip_prefix("{%") else { continue };
        let words = inside.trim_start_matches('-').trim_start();
        let name = words.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        let is_end = |name: &str| name.strip_prefix("end").is_some_and(|block| BLOCKS.contains(&block));
        if is_end(name) {
            open.pop();
        } else if BLOCKS.contains(&name) {
            open.push(name);
        }
        if name.is_empty() || is_end(name) || BLOCKS.contains(&name) || OTHERS.contains(&name) {
            continue;
        }
        let ends: Vec<String> = BLOCKS.iter().map(|block| format!("end{block}")).collect();
        let known = BLOCKS.iter().chain(&OTHERS).copied().chain(ends.iter().map(String::as_str));
        let likely = |near: &&str| strsim::damerau_levenshtein(name, near) <= 2 && near.starts_with("end") == name.starts_with('e');
        let near = nearest(name, known.clone().filter(likely)).or_else(|| nearest(name, known)).or_else(|| {
            // Of short names, one letter more or less.
            BLOCKS.into_iter().chain(OTHERS).find(|known| strsim::damerau_levenshtein(name, known) == 1)
        });
        let start = found + 2 + inside.len() - words.len();
        let all = "the tags are `if`, `for`, `set`, `block`, `extends`, `include` and their ends".to_string();
        let other = OF_OTHERS.iter().find(|(other, _)| *other == name);
        let help = match (open.last(), near) {
            _ if other.is_some() => other.map_or(all, |(_, help)| help.to_string()),
            (Some(block), _) if name == "end" => format!("did you mean `end{block}`?"),
            (_, near) => near.map_or(all, |near| format!("did you mean `{near}`?")),
        };
        return Some((At::new(start, start + name.len()), format!("there is no tag `{name}`"), help));
    }
    None
}

/// A mark or a tag that is not closed: where it is, what is wrong, and what to do.
pub fn unclosed(text: &str) -> Option<(At, String, String)> {
    // Two components with different names are one whose name is mistyped.
    let is_pair = |block: &str, ended: &str| BLOCKS.contains(&block) || BLOCKS.contains(&ended);
    let mut open: Vec<(&str, At)> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{']).map(|found| at + found) {
        let close = match text.as_bytes().get(found + 1) {
            Some(b'%') => "%}",
            Some(b'{') => "}}",
            Some(b'#') => "#}",
            _ => {
                at = found + 1;
                continue;
            }
        };
        let inside = &text[found + 2..];
        let first = inside.lines().next().unwrap_or_default().trim_end();
        let end = inside.find(close);
        let has_mark = |words: &str| close != "#}" && ["{%", "{{"].iter().any(|mark| words.contains(mark));
        let Some(end) = end.filter(|end| !has_mark(&inside[..*end])) else {
            let mark = &text[found..found + 2];
            let place = At::new(found, found + 2 + first.len());
            return Some((place, format!("`{mark}` is opened here and not closed"), format!("close it with `{close}`")));
        };
        let place = At::new(found, found + 2 + end + 2);
        let words = inside[..end].trim_matches(['-', ' ', '\n', '\t']);
        let name = words.split_whitespace().next().unwrap_or_default();
        at = found + 2 + end + 2;
        if let Some(quote) = open_quote(&inside[..end]).filter(|_| close != "#}") {
            let start = found + 2 + quote;
            let message = "the text that starts with this quotation mark does not end".to_string();
            return Some((At::new(start, start + 1), message, "put the same mark at its end".to_string()));
        }
        if close != "%}" {
            continue;
        }
        if let Some(block) = started(words) {
            open.push((block, place));
        } else if let Some(ended) = ended(name) {
            match open.pop() {
                Some((block, inner)) if block == ended => {
                    // What ends here by its name was opened further out.
                    let named = |at: At| words_in(&text[at.range()]).nth(1).filter(|_| matches!(block, "block" | "component"));
                    let name = words_in(&text[place.range()]).nth(1);
                    let outer = open.iter().rfind(|(other, at)| *other == block && named(*at) == name);
                    if name.is_some() && named(inner) != name && outer.is_some() {
                        return Some(told(block, inner));
                    }
                }
                // What is ended was opened further out: what stands inside it was not closed.
                Some((block, _)) if is_pair(block, ended) && lacking(text, block) == 1 && lacking(text, ended) == -1 => {
                    let message = format!("`{name}` stands here where a `{block}` ends");
                    return Some((place, message, format!("write `{}`", end_of(block))));
                }
                Some((block, inner)) if open.iter().any(|(outer, _)| *outer == ended) => {
                    return Some(told(block, crossed(text, block).unwrap_or(inner)));
                }
                _ => return None,
            }
        }
    }
    let (block, place) = open.pop()?;
    Some(told(block, crossed(text, block).unwrap_or(place)))
}

/// What a tag opens: a block, or the component by its name.
fn started(words: &str) -> Option<&str> {
    let word = words.split_whitespace().next()?;
    let call = || word.strip_prefix('<').filter(|_| !words.ends_with("/>")).map(|name| name.trim_end_matches('>'));
    BLOCKS.contains(&word).then_some(word).or_else(call).filter(|name| !name.is_empty() && !name.starts_with('/'))
}

/// What a tag ends, by its first word.
fn ended(word: &str) -> Option<&str> {
    word.strip_prefix("end").filter(|block| BLOCKS.contains(block)).or_else(|| Some(word.strip_prefix("</")?.trim_end_matches('>')))
}

/// The tag that ends what is opened.
fn end_of(block: &str) -> String {
    if BLOCKS.contains(&block) { format!("{{% end{block} %}}") } else { format!("{{% </{block}> %}}") }
}

/// The first tag of a kind that an element around it ends before: what it opens ends there, and nothing says so.
fn crossed(text: &str, block: &str) -> Option<At> {
    // What is open, tags with their places and elements without; and the elements that a tag closed over.
    let mut open: Vec<(&str, Option<At>)> = Vec::new();
    let mut loose: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '<']).map(|found| at + found) {
        if let Some(length) = token(text, found) {
            at = found + length;
            let name = words_in(&text[found..at]).next().unwrap_or_default();
            let is_tag = text[found..].starts_with("{%");
            if is_tag && BLOCKS.contains(&name) {
                open.push((name, Some(At::new(found, at))));
            } else if is_tag && (name.starts_with("end") || name.starts_with("el")) {
                let start = open.iter().rposition(|(_, place)| place.is_some())?;
                loose.extend(open.drain(start + 1..).map(|(name, _)| name));
                if name.starts_with("end") && name != "endset" {
                    open.pop();
                }
            }
            continue;
        }
        let is_end = text[found + 1..].starts_with('/');
        let start = found + 1 + usize::from(is_end);
        let name = text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
        at = start + name.len();
        if name.is_empty() || text.as_bytes()[found] == b'{' || is_endless(name) {
            continue;
        }
        let end = end_of_tag(text, at).unwrap_or_else(|(_, end)| end);
        if !is_end {
            if !text[..end].ends_with("/>") {
                open.push((name, None));
            }
        } else if let Some(start) = open.iter().rposition(|(open, place)| place.is_none() && *open == name) {
            let within = open.split_off(start);
            let inner = within.iter().rev().find_map(|(_, place)| *place);
            if let (Some(place), false) = (inner, loose.contains(&name)) {
                let is_kind = words_in(&text[place.range()]).next() == Some(block);
                return is_kind.then_some(place);
            }
            open.extend(within.into_iter().skip(1).filter(|(_, place)| place.is_some()));
        }
        at = end;
    }
    None
}

/// The words of a tag, from its first on.
fn words_in(tag: &str) -> impl Iterator<Item = &str> {
    tag.trim_start_matches(['{', '%', '-'])
        .split(|c: char| c.is_whitespace() || c == '(')
        .filter(|word| !word.is_empty() && *word != "%}" && *word != "-%}")
}

/// A comment that has lost its end, and goes on to that of the next: it has a tag in it, and then the start of a comment.
pub fn comment(text: &str) -> Option<(At, String, String)> {
    let mut at = 0;
    while let Some(found) = text[at..].find("{#").map(|found| at + found) {
        at = found + text[found..].find("#}")? + 2;
        let inside = &text[found + 2..at];
        // On one line it is a comment about these marks.
        if inside.find("{#").is_some_and(|next| inside[..next].contains("{%") && inside[..next].contains('\n')) {
            let end = found + 2 + inside.lines().next().unwrap_or_default().trim_end().len();
            return Some((At::new(found, end), "`{#` is opened here and not closed".to_string(), "close it with `#}`".to_string()));
        }
    }
    None
}

/// How many ends of a kind of block a template has fewer than starts.
pub fn lacking(text: &str, block: &str) -> isize {
    let tags =
        text.split("{%").skip(1).filter_map(|tag| tag.split("%}").next()).map(|tag| tag.trim_matches(['-', ' ', '\n', '\t']));
    let ends = |words: &str| words.split_whitespace().next().and_then(ended) == Some(block);
    tags.map(|words| isize::from(started(words) == Some(block)) - isize::from(ends(words))).sum()
}

/// A mark that was meant to open a tag and has lost its second half: what stands between it and the end is a tag.
pub fn half(text: &str) -> Option<(At, String, String)> {
    if let Some(fault) = half_comment(text) {
        return Some(fault);
    }
    let mut at = 0;
    for (number, part) in text.split("{%").flat_map(|part| part.split("{{")).flat_map(|part| part.split("{#")).enumerate() {
        let start = at;
        at += part.len() + 2;
        // Behind the end of the tag that the part starts with.
        let first =
            if number == 0 { 0 } else { ["%}", "}}", "#}"].iter().filter_map(|end| part.find(end)).min().map_or(0, |end| end + 2) };
        let rest = &part[first..];
        for end in ["%}", "}}"] {
            let Some(close) = rest.find(end) else { continue };
            let line = rest[..close].rfind('\n').map_or(0, |line| line + 1);
            let Some(open) = rest[line..close].rfind('{').map(|open| line + open) else {
                if end == "%}" && is_tag(rest[line..close].trim()) {
                    let place = At::new(start + first + close, start + first + close + 2);
                    let help = format!("write `{{%` before `{}`", rest[line..close].trim());
                    return Some((place, "`%}` ends here what no `{%` opens".to_string(), help));
                }
                continue;
            };
            let inside = &rest[open + 1..close];
            let is_tag = inside.starts_with([' ', '-']) && !inside.contains([':', ';', '{', '}']);
            let word = inside.trim_start_matches([' ', '-', '%']).split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let is_known = BLOCKS.contains(&word) || OTHERS.contains(&word) || word.starts_with("end") || word.is_empty();
            if is_tag && end == "%}" && !is_known {
                let place = At::new(start + first + close, start + first + close + 2);
                let help = "take it out, or write `{%` where it starts".to_string();
                return Some((place, "`%}` ends here what no `{%` opens".to_string(), help));
            }
            if is_tag {
                let mark = if end == "%}" { "{%" } else { "{{" };
                let place = At::new(start + first + open, start + first + open + 1);
                return Some((
                    place,
                    format!("`{end}` ends here what no `{mark}` opens"),
                    format!("write `{mark}` in place of `{{`"),
                ));
            }
        }
    }
    None
}

/// The end of a comment that nothing starts.
fn half_comment(text: &str) -> Option<(At, String, String)> {
    let end = text.find("#}").filter(|end| !text[..*end].contains(['{', '}']))?;
    let help = "write `{#` where the comment starts, or take it out".to_string();
    Some((At::new(end, end + 2), "`#}` ends here what no `{#` opens".to_string(), help))
}

/// A tag without its words: `{% %}`, or `{% block %}` without a name.
pub fn empty(text: &str) -> Option<(At, String, String)> {
    let tags = text.match_indices("{%").filter_map(|(start, _)| Some((start, start + 2 + text[start + 2..].find("%}")? + 2)));
    let in_comment = |start: usize| text[..start].rfind("{#") > text[..start].rfind("#}");
    tags.filter(|(start, end)| !text[start + 2..*end].contains('{') && !in_comment(*start)).find_map(|(start, end)| {
        let (lacks, help) = match text[start + 2..end - 2].trim_matches(['-', ' ', '\n', '\t']) {
            "" => ("word in it", "write what the tag is to do, such as `if`, `block` or `endif`; or take it out"),
            "block" => ("name", "write the name of the block after it"),
            "if" | "elif" => ("condition", "write after it what must be so"),
            "for" => ("list", "write `for NAME in LIST`"),
            "extends" | "include" => ("template", "write the name of the template in quotation marks after it"),
            _ => return None,
        };
        Some((At::new(start, end), format!("this tag has no {lacks}"), help.to_string()))
    })
}

/// Whether words are those of a tag.
pub fn is_tag(words: &str) -> bool {
    let word = words.trim_start_matches(['-', ' ']).split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    let is_end = |word: &str| word.strip_prefix("end").is_some_and(|block| BLOCKS.contains(&block));
    BLOCKS.contains(&word) || OTHERS.contains(&word) || is_end(word)
}

/// Where a text in quotation marks starts that does not end.
fn open_quote(inside: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in inside.char_indices() {
        open = match open {
            None if matches!(c, '"' | '\'' | '`') => Some((at, c)),
            Some((_, quote)) if quote == c => None,
            open => open,
        };
    }
    open.map(|(at, _)| at)
}

fn told(block: &str, place: At) -> (At, String, String) {
    (place, format!("this `{block}` has no end"), format!("put `{}` where it ends", end_of(block)))
}
