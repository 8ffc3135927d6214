//! The HTML of a template of the project's own: elements that do not end, or end nothing, and values without their second
//! quotation mark. On pages nobody could tell any more where these come from.

use super::attributes;
use crate::source::At;

/// What is wrong, where, and what to do.
pub type Fault = (At, String, String);

/// The elements that have no end.
const VOID: [&str; 15] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame"];

/// The elements that may go without their ends.
const OPTIONAL: [&str; 21] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot",
    "th", "thead", "tr", "rb", "rtc",
];

/// Elements that never stand within another of their name.
const UNNESTED: [&str; 15] =
    ["a", "button", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "label", "option", "p", "summary", "title"];

/// Elements that a slash at the end of their start does not end.
const UNCLOSED: [&str; 14] =
    ["div", "span", "p", "section", "ul", "ol", "li", "button", "h2", "h3", "label", "textarea", "iframe", "nav"];

/// Elements whose words are no HTML, whatever they look like.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// An element that is open: its name, and where it starts.
type Open<'t> = (&'t str, usize);

/// A part of a template that is shown as a whole or not at all.
struct Part<'t> {
    /// Whether it may be left out, so that what it opens may be closed in another such part.
    may_go: bool,
    open: Vec<Open<'t>>,
    /// What parts within it open and do not close, and which of these names are closed further on.
    loose: Vec<Open<'t>>,
    closed: Vec<&'t str>,
    /// Ends of what is not open here, and how each is told.
    ends: Vec<(&'t str, Fault)>,
}

impl<'t> Part<'t> {
    fn new(may_go: bool) -> Self {
        Part { may_go, open: Vec::new(), loose: Vec::new(), closed: Vec::new(), ends: Vec::new() }
    }

    fn has_loose(&self, name: &str) -> bool {
        self.loose.iter().any(|(open, _)| is(open, name))
    }
}

/// What is found on the way through a template.
#[derive(Default)]
struct Found<'t> {
    faults: Vec<Fault>,
    /// What does not go together: only the first is told, since others may follow from it.
    uneven: Option<Fault>,
    /// An element within another that ends before it, and what is told if its own end follows.
    crossed: Option<(&'t str, Fault)>,
    /// Elements that need no end and have none, and what ends around each.
    skipped: Vec<(Open<'t>, Open<'t>)>,
    /// Elements that need no end and have one.
    ended: Vec<&'t str>,
    /// Names of elements that were told.
    mistyped: Vec<&'t str>,
}

/// Every fault in the HTML of a template; of elements that do not go together, the first.
pub fn faults(text: &str) -> Vec<Fault> {
    let mut parts = vec![Part::new(false)];
    let mut told = Found::default();
    // How many braces are open that are words: a page may well show some code.
    let mut braces = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '<', '}']).map(|found| at + found) {
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
            if parts.is_empty() {
                parts.push(Part::new(false));
            }
            at = found + end;
        } else if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            // One without an end hides all that follows, up to the end of another.
            if end == rest.len() && !rest.ends_with("-->") || rest[4..end].contains("<!--") {
                let line = rest.lines().next().unwrap_or_default().trim_end();
                let message = "this comment does not end".to_string();
                told.faults.push((At::new(found, found + line.len()), message, "put `-->` where it ends".to_string()));
                return told.faults;
            }
            at = found + end;
        } else if rest.starts_with("<%") || rest.starts_with("<?") && !rest.starts_with("<?xml") || rest.starts_with("<>") {
            let length = if rest.starts_with("<?php") { 5 } else { 2 };
            let message = format!("`{}` is no mark of these templates", &rest[..length]);
            told.faults.push((At::new(found, found + length), message, "write `{{ value }}` or `{% if value %}`".to_string()));
            at = found + rest.find(['>', '\n']).map_or(rest.len(), |end| end + 1);
        } else if rest.starts_with("}}") && braces == 0 {
            if !is_prose(&text[..found]) {
                let message = "`}}` ends here what no `{{` opens".to_string();
                told.faults.push((At::new(found, found + 2), message, "take it out, or write `{{` where it starts".to_string()));
            }
            at = found + 2;
        } else if rest.starts_with("</") || rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with('<') {
            at = tag(text, found, &mut parts, &mut told);
        } else {
            told.faults.extend(one_brace(rest, found));
            match rest.as_bytes()[0] {
                b'{' => braces += 1,
                b'}' => braces = braces.max(1) - 1,
                _ => {}
            }
            at = found + 1;
        }
    }
    while !parts.is_empty() {
        close(&mut parts, &mut told);
    }
    let uneven = told.uneven.take().map(|fault| at_its_start(fault, &told)).map(|fault| of_none(text, fault));
    told.faults.extend(uneven);
    told.faults
}

/// `{ page.shell.title }` or `{/* words */}`, with one brace on each side.
fn one_brace(rest: &str, at: usize) -> Option<Fault> {
    let inside = rest.strip_prefix('{')?.split_once('}')?.0;
    let bare = inside.trim();
    let is_path = bare.starts_with("page.") || bare.starts_with("s.");
    let is_path = is_path && bare.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_');
    let is_comment = bare.starts_with("/*") && bare.ends_with("*/");
    (is_path || is_comment).then(|| {
        let right = if is_comment { "write it as `{# words #}`".to_string() } else { format!("write `{{{{ {bare} }}}}`") };
        let message = "one brace on each side fills in nothing: readers see it as it is".to_string();
        (At::new(at, at + inside.len() + 2), message, right)
    })
}

/// Whether `}}` after a text is meant as such: words stand before it, and no value.
fn is_prose(before: &str) -> bool {
    let word = before.strip_suffix(' ').map(|before| before.rsplit(char::is_whitespace).next().unwrap_or_default());
    word.is_some_and(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
}

/// Takes the tag that starts at a byte, and gives where what follows it starts.
fn tag<'t>(text: &'t str, found: usize, parts: &mut Vec<Part<'t>>, told: &mut Found<'t>) -> usize {
    let is_end = text[found..].starts_with("</");
    let mut start = found + 1 + usize::from(is_end);
    if is_end && text[start..].starts_with(' ') && text[start..].trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
        let message = "this end of an element has a blank after its slash, and ends nothing".to_string();
        told.faults.push((At::new(found, start), message, "take the blank out".to_string()));
        start = text.len() - text[start..].trim_start().len();
    }
    let written = text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
    let end = end_of_tag(text, start + written.len()).unwrap_or_else(|(fault, end)| {
        told.faults.push(fault);
        end
    });
    let rest = &text[start + written.len()..end];
    if is_end && rest.starts_with(' ') && rest.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
        let message = "the end of an element has nothing but its name".to_string();
        told.faults.push((At::new(found, end), message, "take the rest out: attributes stand at its start".to_string()));
    } else if is_end && VOID.iter().any(|void| is(void, written)) {
        let message = format!("`<{written}>` has no end");
        told.faults.push((At::new(found, end), message, format!("take `</{written}>` out, or write `<{written}>`")));
    }
    // Drawings and formulas have names of their own.
    let is_foreign = |name: &str| is(name, "svg") || is(name, "math");
    let in_foreign = || is_foreign(written) || parts.iter().flat_map(|part| &part.open).any(|(open, _)| is_foreign(open));
    let meant = attributes::meant(written).filter(|_| !in_foreign());
    let name = meant.unwrap_or(written);
    if let Some(gone) = attributes::obsolete(written, start).filter(|_| !is_end && !in_foreign()) {
        told.faults.push(gone);
    }
    // Its end is mistyped alike.
    let is_told = is_end && told.mistyped.contains(&written);
    if let Some(near) = meant.filter(|_| !is_told) {
        told.mistyped.push(written);
        let message = format!("HTML has no element `{written}`");
        told.faults.push((At::new(start, start + written.len()), message, format!("did you mean `{near}`?")));
    } else if !is_end {
        told.faults.extend(attributes::fault(text, name, start, end).filter(|_| !in_foreign()));
    }
    let swapped = meant_as_end(text, name, found, end);
    let is_end = is_end || swapped.is_some();
    told.faults.extend(swapped);
    // The name itself may be filled in: `<{{ tag }}>`.
    if name.is_empty() || VOID.iter().any(|void| is(void, name)) {
        return end;
    }
    if is_end {
        ends(parts, told, name, found);
    } else if text[..end].ends_with("/>") && UNCLOSED.iter().any(|plain| is(plain, name)) && !in_foreign() {
        let message = format!("`<{name} />` ends nothing in HTML: what follows stands within it");
        told.faults.push((At::new(found, end), message, format!("put `</{name}>` where it ends")));
    } else if !text[..end].ends_with("/>") {
        parts.last_mut().expect("one part is always open").open.push((name, found));
        if let Some(raw) = RAW.iter().find(|raw| is(raw, name)) {
            return end_of_raw(text, end, raw);
        }
    }
    end
}

/// Ends an element.
fn ends<'t>(parts: &mut [Part<'t>], told: &mut Found<'t>, name: &'t str, at: usize) {
    let (part, around) = parts.split_last_mut().expect("one part is always open");
    if let Some(open) = part.open.iter().rposition(|(open, _)| is(open, name)) {
        let inner = part.open.split_off(open);
        told.skipped.extend(inner[1..].iter().filter(|(open, _)| is_optional(open)).map(|open| (*open, (name, at))));
        if let Some(inner) = inner[1..].iter().rfind(|(open, _)| !is_optional(open)).filter(|_| told.uneven.is_none()) {
            told.uneven = Some(endless(*inner));
            told.crossed = Some((inner.0, of_nothing(Some(inner), name, at)));
        }
        told.ended.extend(is_optional(name).then_some(name));
    } else if part.has_loose(name) {
        part.closed.push(name);
    } else if let Some((_, fault)) = told.crossed.take_if(|(inner, _)| is(inner, name)) {
        told.uneven = Some(fault);
    } else {
        let is_around = around.iter().any(|part| part.has_loose(name) || part.open.iter().any(|(open, _)| is(open, name)));
        let open = part.open.last().filter(|_| !is_around);
        let fault = of_nothing(open, name, at);
        part.ends.push((name, fault));
    }
}

/// Closes the innermost part. What may go hands what it leaves open, or ends, to the part around it.
fn close<'t>(parts: &mut Vec<Part<'t>>, told: &mut Found<'t>) {
    let Some(part) = parts.pop() else { return };
    let needs_end = |(open, _): &&Open| !is_optional(open);
    match parts.last_mut().filter(|_| part.may_go) {
        Some(around) => {
            for (name, fault) in part.ends {
                if let Some(open) = around.open.iter().rposition(|(open, _)| is(open, name)) {
                    let open = around.open.remove(open);
                    around.loose.push(open);
                } else if !around.has_loose(name) {
                    around.ends.push((name, fault));
                    continue;
                }
                around.closed.push(name);
            }
            around.loose.extend(part.open);
            around.loose.extend(part.loose);
            around.closed.extend(part.closed);
        }
        None => {
            let is_ended =
                |open: &str| part.closed.iter().any(|name| is(name, open)) || part.ends.iter().any(|(name, _)| is(name, open));
            let open = part.open.iter().rfind(needs_end).copied().map(endless);
            let loose = || part.loose.iter().filter(needs_end).find(|(open, _)| !is_ended(open)).copied().map(endless);
            let ends = || part.ends.iter().find(|(name, _)| !part.has_loose(name)).map(|(_, fault)| fault.clone());
            told.uneven = told.uneven.take().or_else(ends).or(open).or_else(loose);
        }
    }
}

/// What does not go together, told where it starts: at an element without its end, where all others of its name in the template have
/// theirs.
fn at_its_start(fault: Fault, found: &Found) -> Fault {
    let is_alone = |name: &str| found.skipped.iter().filter(|((open, _), _)| is(open, name)).count() == 1;
    let others = |name: &str| found.ended.iter().any(|ended| is(ended, name));
    let slip = found.skipped.iter().find(|((open, _), _)| is_alone(open) && others(open));
    match slip.filter(|(_, (_, end))| *end < fault.0.start as usize) {
        Some((open, (name, at))) => of_nothing(Some(open), name, *at),
        None => fault,
    }
}

/// An end in place of another, told as the end of nothing if that other has its own end: the start is what is missing.
fn of_none(text: &str, fault: Fault) -> Fault {
    let mut quoted = fault.1.split('`').skip(1).step_by(2);
    let (Some(end), Some(open)) = (quoted.next(), quoted.next()) else { return fault };
    let (name, starts) = (open.trim_matches(['<', '>']), text.matches(open.trim_end_matches('>')).count());
    let lacks = !fault.1.contains("stands where") || is_optional(name) || text.matches(&format!("</{name}")).count() != starts;
    if lacks { fault } else { (fault.0, format!("`{end}` ends nothing"), "take it out, or open what it is to end".to_string()) }
}

/// Whether two names of elements are one: HTML takes capitals and small letters alike.
fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

/// Where the words of an element end that are no HTML; without an end, behind its start.
fn end_of_raw(text: &str, from: usize, name: &str) -> usize {
    let is_end =
        |at: &usize| text.as_bytes()[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
    text[from..].match_indices("</").map(|(at, _)| from + at).find(is_end).unwrap_or(from)
}

/// Whether an element has no end, or may go without it.
pub(super) fn is_endless(name: &str) -> bool {
    is_optional(name) || VOID.iter().any(|void| is(void, name))
}

/// Whether an element may go without its end.
fn is_optional(name: &str) -> bool {
    OPTIONAL.iter().any(|optional| is(optional, name))
}

/// The length of what the engine reads, if that stands at a byte of a text.
pub(super) fn token(text: &str, at: usize) -> Option<usize> {
    let end = match text.as_bytes().get(at..at + 2)? {
        b"{%" => "%}",
        b"{{" => "}}",
        b"{#" => "#}",
        _ => return None,
    };
    let rest = &text.as_bytes()[at..];
    let mut quote = None;
    // A text in quotation marks may hold what would end it.
    let found = (2..rest.len()).find(|&at| match quote {
        Some(open) => {
            quote = quote.filter(|_| rest[at] != open);
            false
        }
        None if end != "#}" && matches!(rest[at], b'"' | b'\'' | b'`') => {
            quote = Some(rest[at]);
            false
        }
        None => rest[at..].starts_with(end.as_bytes()),
    });
    found.or_else(|| text[at..].find(end)).map(|found| found + 2)
}

/// A template with braces in place of what the engine reads.
pub(super) fn without_tokens(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    while let Some(at) = text[bare.len()..].find('{').map(|found| bare.len() + found) {
        bare.push_str(&text[bare.len()..at]);
        bare.push_str(&"{".repeat(token(text, at).unwrap_or(1)));
    }
    bare.push_str(&text[bare.len()..]);
    bare
}

/// Where a tag ends, from behind its name on.
///
/// # Errors
/// What is wrong with its marks, and where what follows it starts.
pub(super) fn end_of_tag(text: &str, from: usize) -> Result<usize, (Fault, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut quote: Option<(usize, u8)> = None;
    while at < text.len() {
        if let Some(length) = token(text, at) {
            at += length;
            continue;
        }
        match (bytes[at], quote) {
            (b'"' | b'\'', None) if at > from && bytes[at - 1].is_ascii_alphanumeric() && is_value(&text[from..at]) => {
                let start = from + text[from..at].rfind('=').map_or(0, |sign| sign + 1);
                let message = "the first quotation mark of this value is missing".to_string();
                let place = At::new(start, at + 1);
                let end = text[at..].find(['<', '>']).map_or(text.len(), |end| at + end + usize::from(bytes[at + end] == b'>'));
                return Err(((place, message, "put the same mark in front of the value".to_string()), end));
            }
            (mark @ (b'"' | b'\''), None) => quote = Some((at, mark)),
            (mark, Some((start, open))) if mark == open => {
                // `a="b c="d"`: the mark that should start a value ends the one before.
                let swallowed = bytes[at - 1] == b'=' && text[start..at].contains(' ');
                if swallowed && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
                    let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
                    return Err((without_second(start), end));
                }
                quote = None;
            }
            (b'<', Some((start, open))) if !is_closed(&bytes[at..], open) => {
                return Err((without_second(start), line_end(text, start, at)));
            }
            (b'<', None) if text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                let start = text[..from].rfind('<').unwrap_or(from);
                let message = format!("the `>` of `{}` is missing", &text[start..from]);
                return Err(((At::new(start, from), message, "put a `>` at its end".to_string()), line_end(text, from, at)));
            }
            (b'>', None) => return Ok(at + 1),
            _ => {}
        }
        at += 1;
    }
    Ok(text.len())
}

/// The end of the line of a byte, or a byte that stands before that.
fn line_end(text: &str, from: usize, before: usize) -> usize {
    text[from..before].find('\n').map_or(before, |end| from + end)
}

/// Whether a text ends within a value that no quotation mark starts.
fn is_value(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.split_once('=').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty() && !value.contains(['"', '\'', '{']))
}

fn without_second(start: usize) -> Fault {
    let message = "this quotation mark has no other before the next element".to_string();
    (At::new(start, start + 1), message, "put the same mark at the end of the value".to_string())
}

/// Whether the next quotation mark of a kind closes a value, and does not open another.
fn is_closed(rest: &[u8], mark: u8) -> bool {
    rest.iter().position(|&byte| byte == mark).is_some_and(|found| rest[found - 1] != b'=')
}

/// An end of what is not open; perhaps another element is.
fn of_nothing(open: Option<&(&str, usize)>, name: &str, at: usize) -> Fault {
    let place = At::new(at, at + name.len() + 3);
    match open {
        Some((open, _)) => (place, format!("`</{name}>` stands where `<{open}>` ends"), format!("write `</{open}>`")),
        None => (place, format!("`</{name}>` ends nothing"), "take it out, or open what it is to end".to_string()),
    }
}

/// `<p>words<p>`: an element that starts at the end of a line which has one open, as though it were its end.
fn meant_as_end(text: &str, name: &str, found: usize, end: usize) -> Option<Fault> {
    let is_bare = UNNESTED.contains(&name) && text[found..end] == format!("<{name}>");
    if !is_bare || !text[end..].lines().next().unwrap_or_default().trim().is_empty() {
        return None;
    }
    let line = text[..found].rsplit('\n').next().unwrap_or_default();
    let starts = line.match_indices(&text[found..end - 1]).map(|(at, open)| at + open.len());
    let open = starts.filter(|after| line[*after..].starts_with([' ', '>'])).last()?;
    let words = line[open..].split_once('>')?.1;
    (!words.trim().is_empty() && !words.contains(&format!("</{name}"))).then(|| {
        let message = format!("`<{name}>` stands here where the one before it ends");
        (At::new(found, end), message, format!("write `</{name}>`"))
    })
}

fn endless((name, at): (&str, usize)) -> Fault {
    (At::new(at, at + name.len() + 1), format!("`<{name}>` has no end"), format!("put `</{name}>` where it ends"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::faults;

    fn check(folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                check(&path);
            } else if path.extension().is_some_and(|end| end == "html") {
                assert_eq!(faults(&std::fs::read_to_string(&path).unwrap()), [], "{}", path.display());
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
            "<ul><li>One<ul>\n<li>Two</ul></ul><div>Words <div>\n</div></div>",
            "<svg><animate from=\"1\" values=\"1;2\"/><mpath href=\"#a\"/></svg><math><msub><mi>x</mi></msub></math>",
            "<a href=/targets title = forms>x</a><my-element forms=x></my-element><a href={{ x }}/forms>x</a>",
            "<script>const x = `</p><dvi>`;</script><textarea><dvi></textarea><title>{{ a }}</title>",
            "<p>{ a } {\"a\":{\"b\":1}} {{ \"}}\" }}{{ '%}' }}{# don't #}</p><symbol><feBlend/><mpath/><set/></symbol>",
            "<spacer></spacer><permission type=\"x\"></permission><p onclick-x=\"1\" one=\"2\" role=\"none image\">x</p>",
            "{% for x in xs %}{% if x.a %}</ul>{% endif %}{% if x.b %}<ul>{% endif %}<li>x</li>{% endfor %}",
            "<p>{% if a %}x</p>{% else %}y</p>{% endif %}{% if a %}<p class=\"a\">{% else %}<p>{% endif %}x</p>",
            "<p>Close it with }} and say { {a} }</p><p title=\"a b=\" lang=\"x=\">x<ul></ul></p>",
            "{# <div> #}<!-- <div> --><script>\"<div>\"</script><a{% if x %} b=\"c\"{% endif %}>x</a>",
        ];
        for text in right {
            assert_eq!(faults(text), [], "{text}");
        }
    }
}
