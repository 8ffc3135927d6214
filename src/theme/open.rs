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
        if close != "%}" {
            continue;
        }
        if let Some(block) = BLOCKS.iter().find(|block| **block == name) {
            open.push((block, place));
        } else if let Some(ended) = name.strip_prefix("end").filter(|ended| BLOCKS.contains(ended)) {
            match open.pop() {
                Some((block, _)) if block == ended => {}
                // What is ended was opened further out: what stands inside it was not closed.
                Some((block, inner)) if open.iter().any(|(outer, _)| *outer == ended) => return Some(told(block, inner)),
                _ => return None,
            }
        }
    }
    open.pop().map(|(block, place)| told(block, place))
}

fn told(block: &str, place: At) -> (At, String, String) {
    (place, format!("this `{block}` has no end"), format!("put `{{% end{block} %}}` where it ends"))
}
