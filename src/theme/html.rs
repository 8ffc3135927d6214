//! The HTML of a template of the project's own: elements that do not end, or end nothing, and values without their second
//! quotation mark. On pages nobody could tell any more where these come from.

use crate::source::At;

/// What is wrong, where, and what to do.
type Fault = (At, String, String);

/// The elements that have no end, or may go without one.
const ENDLESS: [&str; 33] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// A part of a template that is shown as a whole or not at all.
struct Part<'t> {
    /// Whether it may be left out, so that what it opens may be closed in another such part.
    may_go: bool,
    /// The elements that are open.
    open: Vec<(&'t str, usize)>,
    fault: Option<Fault>,
    /// Whether a part within it opens or closes more than it closes or opens.
    is_unsure: bool,
}

impl Part<'_> {
    fn new(may_go: bool) -> Self {
        Part { may_go, open: Vec::new(), fault: None, is_unsure: false }
    }
}

/// The first fault in the HTML of a template.
pub fn fault(text: &str) -> Option<Fault> {
    let mut parts = vec![Part::new(false)];
    let mut told = None;
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '<']).map(|found| at + found) {
        let rest = &text[found..];
        if let Some(end) = token(text, found) {
            let words = rest[..end].strip_prefix("{%").unwrap_or_default().trim_start_matches('-').trim_start();
            match words.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default() {
                "if" | "for" | "filter" => parts.push(Part::new(true)),
                "block" | "component" => parts.push(Part::new(false)),
                "elif" | "else" => {
                    close(&mut parts, &mut told);
                    parts.push(Part::new(true));
                }
                name if name.starts_with("end") && name != "endset" && name != "endraw" => close(&mut parts, &mut told),
                _ => {}
            }
            at = found + end;
        } else if rest.starts_with("<!--") {
            at = found + rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with("</") || rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with('<') {
            let is_end = rest.starts_with("</");
            let start = found + 1 + usize::from(is_end);
            let name = text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
            let end = match end_of_tag(text, start + name.len()) {
                Ok(end) => end,
                Err(fault) => return Some(fault),
            };
            let part = parts.last_mut()?;
            match is_end {
                // The name itself may be filled in: `<{{ tag }}>`.
                _ if name.is_empty() => {}
                true => ends(part, name, found),
                false if is_endless(name) || text[..end].ends_with("/>") => {}
                false => part.open.push((name, found)),
            }
            let is_raw = ["script", "style"].iter().any(|raw| raw.eq_ignore_ascii_case(name));
            at = match is_raw && !is_end {
                true => text[end..].find("</").map_or(text.len(), |found| end + found),
                false => end,
            };
        } else {
            at = found + 1;
        }
    }
    while !parts.is_empty() {
        close(&mut parts, &mut told);
    }
    told
}

/// Whether an element has no end, or may go without one. HTML takes capitals and small letters alike.
fn is_endless(name: &str) -> bool {
    ENDLESS.iter().any(|endless| endless.eq_ignore_ascii_case(name))
}

/// The length of what the engine reads, if that stands at a byte of a text.
fn token(text: &str, at: usize) -> Option<usize> {
    let end = match text.as_bytes().get(at..at + 2)? {
        b"{%" => "%}",
        b"{{" => "}}",
        b"{#" => "#}",
        _ => return None,
    };
    text[at..].find(end).map(|found| found + 2)
}

/// Where a tag ends, from behind its name on.
fn end_of_tag(text: &str, from: usize) -> Result<usize, Fault> {
    let mut at = from;
    let mut quote: Option<(usize, u8)> = None;
    while at < text.len() {
        if let Some(length) = token(text, at) {
            at += length;
            continue;
        }
        match (text.as_bytes()[at], quote) {
            (mark @ (b'"' | b'\''), None) => quote = Some((at, mark)),
            (mark, Some((_, open))) if mark == open => quote = None,
            (b'<', Some((start, open))) if !is_closed(&text.as_bytes()[at..], open) => {
                let place = At::new(start, start + 1);
                let message = "this quotation mark has no other before the next element".to_string();
                return Err((place, message, "put the same mark at the end of the value".to_string()));
            }
            (b'>', None) => return Ok(at + 1),
            _ => {}
        }
        at += 1;
    }
    Ok(text.len())
}

/// Whether the next quotation mark of a kind closes a value, and does not open another.
fn is_closed(rest: &[u8], mark: u8) -> bool {
    rest.iter().position(|&byte| byte == mark).is_some_and(|found| rest[found - 1] != b'=')
}

fn ends(part: &mut Part, name: &str, at: usize) {
    if is_endless(name) {
        return;
    }
    match part.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
        Some(open) => {
            let inner = part.open.split_off(open).into_iter().skip(1).next_back();
            part.fault = part.fault.take().or(inner.map(endless));
        }
        None => {
            let place = At::new(at, at + name.len() + 3);
            let told = (place, format!("`</{name}>` ends nothing"), "take it out, or open what it is to end".to_string());
            part.fault = part.fault.take().or(Some(told));
        }
    }
}

fn endless((name, at): (&str, usize)) -> Fault {
    (At::new(at, at + name.len() + 1), format!("`<{name}>` has no end"), format!("put `</{name}>` where it ends"))
}

/// Closes the innermost part, and keeps its fault if it can be none of several parts together.
fn close(parts: &mut Vec<Part>, told: &mut Option<Fault>) {
    let Some(mut part) = parts.pop() else { return };
    let fault = part.fault.take().or(part.open.last().copied().map(endless));
    match (parts.last_mut().filter(|_| part.may_go), fault) {
        (Some(around), fault) => around.is_unsure |= part.is_unsure || fault.is_some(),
        (None, Some(fault)) if !part.is_unsure => *told = told.take().or(Some(fault)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::fault;

    fn check(folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                check(&path);
            } else if path.extension().is_some_and(|end| end == "html") {
                assert_eq!(fault(&std::fs::read_to_string(&path).unwrap()), None, "{}", path.display());
            }
        }
    }

    #[test]
    fn the_built_in_templates_are_right() {
        check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes"));
    }

    #[test]
    fn what_is_right_is_not_told() {
        let right = [
            "<{{ tag }}>x</{{ tag }}>",
            "<ul><li>One<li>Two</ul><br/><p>a < b {{ <card x={1} /> }}",
            "{% if a %}<div class=\"{{ x[\"a\"] }}\">{% endif %}<p>x</p>{% if a %}</div>{% endif %}",
            "{% for a in b %}{% if c %}<a href=\"x\">{% else %}<b>{% endif %}{% if c %}</a>{% else %}</b>{% endif %}{% endfor %}",
            "<a title=\"Café\" href='x'>é</a><nav aria-label=\"Nôl\"></nav>",
            "<video><track src=\"a.vtt\"></video><BR><DIV>x</div><table><tfoot><tr><td>x</table>",
            "<p title=\"a < b\">x</p><iframe srcdoc=\"<p>x</p>\"></iframe>",
            "{% for x in xs %}{% if loop.first %}<ul>{% endif %}<li>{{ x }}{% endfor %}</ul>",
            "{# <div> #}<!-- <div> --><script>\"<div>\"</script><a{% if x %} b=\"c\"{% endif %}>x</a>",
        ];
        for text in right {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
