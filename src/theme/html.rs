//! The HTML of a template of the project's own: elements that do not end, or end nothing, and values without their second
//! quotation mark. On pages nobody could tell any more where these come from.

use super::names::known;
use super::selectors::TAGS;
use crate::diagnostic::nearest;
use crate::source::At;

/// What is wrong, where, and what to do.
type Fault = (At, String, String);

/// The elements that have no end, or may go without one.
const ENDLESS: [&str; 33] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// The attributes of HTML, and those of drawings that templates write.
const ATTRIBUTES: &str = "abbr accept accept-charset accesskey action allow allowfullscreen alt as async autocapitalize autocomplete \
    autofocus autoplay blocking charset checked cite class color cols colspan content contenteditable controls coords crossorigin data \
    datetime decoding default defer dir dirname disabled download draggable enctype enterkeyhint exportparts fetchpriority for form \
    formaction formenctype formmethod formnovalidate formtarget headers height hidden high href hreflang http-equiv id imagesizes \
    imagesrcset inert inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang list loading loop low \
    max maxlength media method min minlength multiple muted name nomodule nonce novalidate open optimum part pattern ping placeholder \
    playsinline popover popovertarget popovertargetaction poster preload property readonly referrerpolicy rel required reversed role \
    rows rowspan sandbox scope selected shape size sizes slot span spellcheck src srcdoc srclang srcset start step style tabindex \
    target title translate type usemap value width wrap xmlns viewbox fill stroke transform d cx cy r rx ry x y x1 x2 y1 y2 dx dy \
    points opacity offset focusable preserveaspectratio \
    aria-activedescendant aria-atomic aria-autocomplete aria-busy aria-checked aria-colcount aria-colindex aria-colspan aria-controls \
    aria-current aria-describedby aria-description aria-details aria-disabled aria-errormessage aria-expanded aria-flowto \
    aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby aria-level aria-live aria-modal \
    aria-multiline aria-multiselectable aria-orientation aria-owns aria-placeholder aria-posinset aria-pressed aria-readonly \
    aria-relevant aria-required aria-roledescription aria-rowcount aria-rowindex aria-rowspan aria-selected aria-setsize aria-sort \
    aria-valuemax aria-valuemin aria-valuenow aria-valuetext";

/// Elements that never stand within another of their name.
const UNNESTED: [&str; 15] =
    ["a", "button", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "label", "option", "p", "summary", "title"];

/// Elements whose words are no HTML, whatever they look like.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A part of a template that is shown as a whole or not at all.
struct Part<'t> {
    /// Whether it may be left out, so that what it opens may be closed in another such part.
    may_go: bool,
    /// The elements that are open.
    open: Vec<(&'t str, usize)>,
    fault: Option<Fault>,
    /// What has no end between the two ends of another element.
    endless: Option<Fault>,
    /// Whether a part within it opens or closes more than it closes or opens.
    is_unsure: bool,
}

impl Part<'_> {
    fn new(may_go: bool) -> Self {
        Part { may_go, open: Vec::new(), fault: None, endless: None, is_unsure: false }
    }
}

/// The first fault in the HTML of a template.
pub fn fault(text: &str) -> Option<Fault> {
    let mut parts = vec![Part::new(false)];
    let mut told = None;
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
            at = found + end;
        } else if rest.starts_with("<!--") {
            at = found + rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with("}}") && braces == 0 {
            let message = "`}}` ends here what no `{{` opens".to_string();
            return Some((At::new(found, found + 2), message, "take it out, or write `{{` where it starts".to_string()));
        } else if rest.starts_with("</") || rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with('<') {
            let is_end = rest.starts_with("</");
            let start = found + 1 + usize::from(is_end);
            let name = text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
            if is_end && text[start..].starts_with(' ') && text[start..].trim_start().starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let message = "this end of an element has a blank after its slash, and ends nothing".to_string();
                return Some((At::new(found, start), message, "take the blank out".to_string()));
            }
            let end = match end_of_tag(text, start + name.len()) {
                Ok(end) => end,
                Err(fault) => return Some(fault),
            };
            // Drawings and formulas have names of their own.
            let is_foreign = |name: &str| name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math");
            let in_foreign = is_foreign(name) || parts.iter().flat_map(|part| &part.open).any(|(open, _)| is_foreign(open));
            let mistyped = || mistyped(text, name, start, end, is_end);
            if let Some(fault) =
                Some(()).filter(|()| !in_foreign).and_then(|()| mistyped()).or_else(|| meant_as_end(text, name, found, end))
            {
                return Some(fault);
            }
            let is_open = |part: &Part| part.is_unsure || part.open.iter().any(|(open, _)| open.eq_ignore_ascii_case(name));
            if is_end && !name.is_empty() && !is_endless(name) && !parts.iter().any(is_open) {
                return Some(of_nothing(parts.last().and_then(|part| part.open.last()), name, found));
            }
            let part = parts.last_mut()?;
            match is_end {
                // The name itself may be filled in: `<{{ tag }}>`.
                _ if name.is_empty() => {}
                true => ends(part, name, found),
                false if is_endless(name) || text[..end].ends_with("/>") => {}
                false => part.open.push((name, found)),
            }
            let raw = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)).filter(|_| !is_end);
            at = raw.map_or(end, |raw| end_of_raw(text, end, raw));
        } else {
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
    told
}

/// Where the words of an element end that are no HTML; without an end, behind its start.
fn end_of_raw(text: &str, from: usize, name: &str) -> usize {
    let is_end =
        |at: &usize| text.as_bytes()[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
    text[from..].match_indices("</").map(|(at, _)| from + at).find(is_end).unwrap_or(from)
}

/// Whether an element has no end, or may go without one. HTML takes capitals and small letters alike.
fn is_endless(name: &str) -> bool {
    ENDLESS.iter().any(|endless| endless.eq_ignore_ascii_case(name))
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
pub(super) fn end_of_tag(text: &str, from: usize) -> Result<usize, Fault> {
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
            (b'<', None) if text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                let start = text[..from].rfind('<').unwrap_or(from);
                let message = format!("the `>` of `{}` is missing", &text[start..from]);
                return Err((At::new(start, from), message, "put a `>` at its end".to_string()));
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
            part.endless = part.endless.take().or(inner.map(endless));
        }
        None => part.fault = part.fault.take().or(Some(of_nothing(None, name, at))),
    }
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

/// The name of an element or of an attribute that is nearly one of HTML.
fn mistyped(text: &str, name: &str, start: usize, end: usize, is_end: bool) -> Option<Fault> {
    let lower = name.to_ascii_lowercase();
    if name.len() > 2 && !lower.contains('-') && !known(TAGS, &lower) {
        // What is like none of these may be newer, or of a drawing that is put together of several templates.
        let near = nearest(&lower, TAGS.split_whitespace().filter(|tag| tag.len() > 2)).filter(|near| is_near(&lower, near))?;
        let message = format!("HTML has no element `{name}`");
        return Some((At::new(start, start + name.len()), message, format!("did you mean `{near}`?")));
    }
    // Elements of one's own have attributes of one's own.
    if is_end || name.is_empty() || name.contains('-') {
        return None;
    }
    attributes(text, start + name.len(), end).find_map(|(at, attribute)| {
        let lower = attribute.to_ascii_lowercase();
        let place = At::new(at, at + attribute.len());
        if lower == "style" || lower.starts_with("on") && lower.len() > 4 && !lower.contains('-') {
            let message = format!("`{lower}=…` stands on an element, where no browser will use it");
            return Some((place, message, "put it into a file of the theme".to_string()));
        }
        if let Some(found) = of_value(&lower, place, &text[at + attribute.len()..end]) {
            return Some(found);
        }
        let is_own = lower.starts_with("data-") || lower.starts_with("on") || lower.contains([':', '@', '.', '_']);
        if is_own || lower.len() < 3 || known(ATTRIBUTES, &lower) {
            return None;
        }
        let near = nearest(&lower, ATTRIBUTES.split_whitespace().filter(|known| known.len() > 2))?;
        is_near(&lower, near).then(|| {
            let message = format!("HTML has no attribute `{attribute}`");
            (At::new(at, at + attribute.len()), message, format!("did you mean `{near}`?"))
        })
    })
}

/// Attributes that say yes or no.
const YES_OR_NO: &str = "aria-hidden aria-disabled aria-busy aria-atomic aria-modal aria-multiline aria-multiselectable aria-readonly \
    aria-required aria-expanded aria-selected aria-grabbed";

const ROLES: &str = "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox \
    complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group \
    heading image img insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox \
    menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup \
    rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch tab table tablist \
    tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem";

/// A value that an attribute cannot have. `rest` is what stands behind its name.
fn of_value(attribute: &str, place: At, rest: &str) -> Option<Fault> {
    if attribute != "role" && !known(YES_OR_NO, attribute) {
        return None;
    }
    let value = rest.strip_prefix("=\"")?.split('"').next().filter(|value| !value.contains('{'))?;
    let start = place.end as usize + 2;
    let told = |help: String| Some((At::new(start, start + value.len()), format!("`{attribute}` is never `{value}`"), help));
    if attribute != "role" {
        return (!["true", "false", "undefined"].contains(&value)).then(|| told("write `true` or `false`".to_string()))?;
    }
    let near = nearest(value, ROLES.split_whitespace()).filter(|near| !known(ROLES, value) && is_near(value, near))?;
    told(format!("did you mean `{near}`?"))
}

/// One slip in a short name, or two in a long one.
fn is_near(name: &str, near: &str) -> bool {
    strsim::damerau_levenshtein(name, near) <= if name.len() > 7 { 2 } else { 1 }
}

/// The names of the attributes of a tag, and where each stands; none that a template fills in.
fn attributes(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-:@._".contains(c);
    let mut at = start;
    std::iter::from_fn(move || {
        while at < end {
            if let Some(length) = token(text, at) {
                at += length;
                // What stands right behind it is the rest of a name.
                at += text[at..].find(|c: char| !is_name(c)).unwrap_or_default();
                continue;
            }
            let rest = &text[at..end];
            match rest.chars().next()? {
                quote @ ('"' | '\'') => {
                    at += 1;
                    while at < end && text.as_bytes()[at] != quote as u8 {
                        at += token(text, at).unwrap_or(1);
                    }
                    at += 1;
                }
                '=' => {
                    at += 1;
                    at += text[at..end].len() - text[at..end].trim_start().len();
                    // A value without quotation marks.
                    while at < end && !text[at..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '"' || c == '\'') {
                        at += token(text, at).or(text[at..].chars().next().map(char::len_utf8)).unwrap_or(1);
                    }
                }
                c if is_name(c) => {
                    let name = &rest[..rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())];
                    let found = at;
                    at += name.len();
                    if token(text, at).is_none() {
                        return Some((found, name));
                    }
                }
                c => at += c.len_utf8(),
            }
        }
        None
    })
}

fn endless((name, at): (&str, usize)) -> Fault {
    (At::new(at, at + name.len() + 1), format!("`<{name}>` has no end"), format!("put `</{name}>` where it ends"))
}

/// Closes the innermost part, and keeps its fault if it can be none of several parts together.
fn close(parts: &mut Vec<Part>, told: &mut Option<Fault>) {
    let Some(mut part) = parts.pop() else { return };
    // No other part can close it, unless one within does.
    match part.endless.take() {
        Some(fault) if !part.is_unsure && part.may_go => *told = told.take().or(Some(fault)),
        fault => part.fault = part.fault.take().or(fault),
    }
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
            "<ul><li>One<ul>\n<li>Two</ul></ul><div>Words <div>\n</div></div>",
            "<svg><animate from=\"1\" values=\"1;2\"/><mpath href=\"#a\"/></svg><math><msub><mi>x</mi></msub></math>",
            "<a href=/targets title = forms>x</a><my-element forms=x></my-element><a href={{ x }}/forms>x</a>",
            "<script>const x = `</p><dvi>`;</script><textarea><dvi></textarea><title>{{ a }}</title>",
            "<p>{ a } {\"a\":{\"b\":1}} {{ \"}}\" }}{{ '%}' }}{# don't #}</p><symbol><feBlend/><mpath/><set/></symbol>",
            "<spacer></spacer><permission type=\"x\"></permission><p onclick-x=\"1\" one=\"2\" role=\"none image\">x</p>",
            "{# <div> #}<!-- <div> --><script>\"<div>\"</script><a{% if x %} b=\"c\"{% endif %}>x</a>",
        ];
        for text in right {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
