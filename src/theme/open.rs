//! What a template opens and does not close. The engine notices it only where something else comes.

use crate::source::At;

/// The tags that have an end of their own.
const BLOCKS: [&str; 6] = ["block", "component", "filter", "for", "if", "raw"];

/// A mark or a tag that is not closed: where it is, what is wrong, and what to do.
pub fn unclosed(text: &str) -> Option<(At, String, String)> {
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
        let next = ["{%", "{{"].iter().filter_map(|mark| inside.find(mark)).min().filter(|_| close != "#}");
        let Some(end) = end.filter(|end| next.is_none_or(|next| *end < next)) else {
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
        if let Some(block) = BLOCKS.iter().find(|block| **block == name) {
            open.push((block, place));
        } else if let Some(ended) = name.strip_prefix("end").filter(|ended| BLOCKS.contains(ended)) {
            match open.pop() {
                Some((block, _)) if block == ended => {}
                // What is ended was opened further out: what stands inside it was not closed.
                Some((block, _)) if lacking(text, block) == 1 && lacking(text, ended) == -1 => {
                    let message = format!("`{name}` stands here where a `{block}` ends");
                    return Some((place, message, format!("write `{{% end{block} %}}`")));
                }
                Some((block, inner)) if open.iter().any(|(outer, _)| *outer == ended) => return Some(told(block, inner)),
                _ => return None,
            }
        } else if let Some((block, _)) = open.last().filter(|_| name.starts_with("end") && name != "endset") {
            let message = format!("there is no tag `{name}`, and the `{block}` above has no end");
            return Some((place, message, format!("write `{{% end{block} %}}`")));
        }
    }
    open.pop().map(|(block, place)| told(block, place))
}

/// How many ends of a kind of block a template has fewer than starts.
fn lacking(text: &str, block: &str) -> isize {
    let words = text.split("{%").skip(1).filter_map(|tag| tag.trim_start_matches('-').split_whitespace().next());
    words.map(|word| isize::from(word == block) - isize::from(word.strip_prefix("end") == Some(block))).sum()
}

/// A mark that was meant to open a tag and has lost its second half: what stands between it and the end is a tag.
pub fn half(text: &str) -> Option<(At, String, String)> {
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
            let Some(open) = rest[line..close].rfind('{').map(|open| line + open) else { continue };
            let inside = &rest[open + 1..close];
            let is_tag = inside.starts_with([' ', '-']) && !inside.contains([':', ';', '{', '}']);
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
    (place, format!("this `{block}` has no end"), format!("put `{{% end{block} %}}` where it ends"))
}
