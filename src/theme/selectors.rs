//! What stands before the braces of a style sheet of the project's own: selectors that no browser reads, and those that select
//! nothing because a name in them is mistyped.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::declarations::Fault;
use super::html;
use super::names::{is_slip, known, meant};
use crate::diagnostic::nearest;
use crate::source::At;

const CLASSES: &str = "active any-link autofill checked default defined dir disabled empty enabled first first-child first-of-type \
    focus focus-visible focus-within fullscreen has host host-context hover in-range indeterminate invalid is lang last-child \
    last-of-type left link modal not nth-child nth-last-child nth-last-of-type nth-of-type only-child only-of-type open \
    optional out-of-range placeholder-shown popover-open read-only read-write required right root scope target target-within \
    user-invalid user-valid valid visited where";

const ELEMENTS: &str = "after backdrop before cue details-content file-selector-button first-letter first-line \
    grammar-error highlight marker part placeholder selection slotted spelling-error target-text view-transition";

/// The elements of HTML, and those of drawings.
pub(super) const TAGS: &str = "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col \
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 \
    head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav noscript object \
    ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span \
    strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track u ul var video wbr svg g path \
    rect circle ellipse line polyline polygon text tspan textpath image use defs symbol marker mask pattern clippath \
    lineargradient radialgradient stop filter foreignobject desc view metadata mpath set switch \
    animate animatemotion animatetransform from to";

/// The first fault in what stands before braces. `bare` is the sheet without comments and texts in quotes, `is_made` says whether
/// a template makes an element of that name.
pub fn fault(bare: &str, is_made: impl Fn(&str) -> bool) -> Option<Fault> {
    let mut start = 0;
    // Whether what is open holds steps of `@keyframes`, innermost last.
    let mut steps: Vec<bool> = Vec::new();
    for (at, mark) in bare.char_indices().filter(|(_, mark)| "{};".contains(*mark)) {
        let raw = &bare[start..at];
        let words = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        start = at + 1;
        match mark {
            '{' if words.is_empty() => {
                let message = "nothing stands before this `{`".to_string();
                return Some((
                    At::new(at, at + 1),
                    message,
                    "write the selector there, or take out the mark that ends it too early",
                ));
            }
            '{' => {
                let found = match steps.last() {
                    Some(true) => of_step(from, words),
                    _ if words.starts_with('@') => None,
                    _ => of_selector(from, words, &is_made),
                };
                if found.is_some() {
                    return found;
                }
                steps.push(words.starts_with("@keyframes"));
            }
            '}' => drop(steps.pop()),
            _ => {}
        }
    }
    None
}

fn of_step(start: usize, words: &str) -> Option<Fault> {
    let is_step = |step: &&str| ["from", "to"].contains(step) || step.ends_with('%');
    let wrong = words.split(',').map(str::trim).find(|step| !is_step(step))?;
    let from = start + words.find(wrong)?;
    let message = format!("`{wrong}` is no step of an animation");
    Some((At::new(from, from + wrong.len()), message, "write `from`, `to` or a percentage, such as `50%`"))
}

fn of_selector(start: usize, words: &str, is_made: &impl Fn(&str) -> bool) -> Option<Fault> {
    let first = words.lines().next().unwrap_or_default().trim_end();
    let whole = |message: &str, help| Some((At::new(start, start + first.len()), message.to_string(), help));
    for (open, close) in [('(', ')'), ('[', ']')] {
        if words.matches(open).count() != words.matches(close).count() {
            return whole("the brackets of this selector do not go together", "close each one that is opened");
        }
    }
    if words.split(',').any(|part| part.trim().is_empty()) {
        return whole(
            "a part of this selector is empty: browsers pass over the whole rule",
            "take out the comma, or add what is missing",
        );
    }
    let bytes = words.as_bytes();
    let mut at = 0;
    let mut in_attribute = false;
    while at < bytes.len() {
        let rest = &words[at..];
        let mark = bytes[at];
        let name_at = |skip: usize| rest[skip..].split(|c: char| !is_in_name(c)).next().unwrap_or_default();
        let place = |skip: usize, name: &str| At::new(start + at, start + at + skip + name.len());
        match mark {
            b'[' => in_attribute = true,
            b']' => in_attribute = false,
            _ if in_attribute => {}
            b'\\' => {
                // What follows goes on with the name.
                let skip = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                at += skip + name_at(skip).len();
                continue;
            }
            b'.' | b'#' if name_at(1).is_empty() && !rest[1..].starts_with('\\') => {
                let message = format!("no name follows this `{}`", mark as char);
                return Some((place(1, ""), message, "write the name right after it"));
            }
            b':' => {
                let double = rest.starts_with("::");
                let skip = 1 + usize::from(double);
                let name = name_at(skip);
                let place = place(skip, name);
                if name.is_empty() {
                    return Some((place, "no name follows this `:`".to_string(), "write the name right after it, or take it out"));
                }
                let own = name.starts_with('-');
                let is_function = rest[skip + name.len()..].starts_with('(');
                if double && known(CLASSES, name) && !own {
                    return Some((
                        place,
                        format!("`{name}` has one colon"),
                        "write it with one colon: it is no element of its own",
                    ));
                }
                let (list, what) = if double { (ELEMENTS, "::") } else { (CLASSES, ":") };
                let either = known(ELEMENTS, name) || known(CLASSES, name) || own;
                if let Some(meant) = meant(list, name).or_else(|| meant(ELEMENTS, name)).filter(|_| !either) {
                    let message = format!("CSS knows no `{what}{name}`; `{what}{meant}` is nearest");
                    return Some((place, message, "correct the name: browsers pass over the whole rule"));
                }
                at += skip + name.len();
                // What stands in brackets may be no selector: a language, a formula.
                if is_function && !["not", "is", "where", "has"].contains(&name) {
                    at += rest[skip + name.len()..].find(')').unwrap_or_default();
                }
                continue;
            }
            _ if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let name = name_at(0);
                let lower = name.to_ascii_lowercase();
                if !known(TAGS, &lower) && !is_made(name) {
                    let message = format!("no page has an element `{name}`");
                    let help = match known(CLASSES, &lower) {
                        true => "put a colon before it",
                        false => "the name of a class starts with a dot; an element is called as in HTML",
                    };
                    return Some((place(0, name), message, help));
                }
                at += name.len();
                continue;
            }
            _ => {}
        }
        at += match mark {
            b'.' | b'#' => 1 + name_at(1).len(),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    None
}

/// The first class of a sheet that nothing on a page has, and that is nearly one which something has. `made` has the words of
/// all templates and of the built-in styles, `all` every sheet.
pub fn class(bare: &str, made: &str, all: &str) -> Option<Fault> {
    let lists = || made.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let classes = || lists().flat_map(str::split_whitespace).filter(|class| class.len() > 5 && class.chars().all(is_in_name));
    // Short names are alike by chance.
    let known = LazyCell::new(|| classes().collect::<BTreeSet<&str>>());
    let mut seen = BTreeSet::new();
    let mut start = 0;
    for (at, mark) in bare.char_indices().filter(|(_, mark)| "{};".contains(*mark)) {
        let from = std::mem::replace(&mut start, at + 1);
        if mark != '{' {
            continue;
        }
        let words = &bare[from..at];
        for (dot, _) in words.match_indices('.').filter(|_| !words.trim_start().starts_with('@')) {
            let name = words[dot + 1..].split(|c: char| !is_in_name(c)).next().unwrap_or_default();
            if name.len() < 6 || name.starts_with(|c: char| c.is_ascii_digit()) || !seen.insert(name) || made.contains(name) {
                continue;
            }
            if let Some(near) = nearest(name, known.iter().copied()).filter(|near| is_slip(name, near)) {
                // A class that sheets name more than once is right, and told where the template has it.
                if all.matches(&format!(".{name}")).count() > 1 && !all.contains(&format!(".{near}")) {
                    continue;
                }
                let place = At::new(from + dot, from + dot + 1 + name.len());
                let message = format!("no template has the class `{name}`; `{near}` is nearest");
                return Some((place, message, "correct the name, or take the rule out"));
            }
        }
    }
    None
}

/// The first class of a template that no sheet names, and that is nearly one which some name. `all` are the styles of the theme,
/// `made` the words of its templates and of the built-in styles.
pub fn class_of_template(text: &str, all: &str, made: &str) -> Option<Fault> {
    let known = LazyCell::new(|| {
        let names = all.split('.').skip(1).map(|rest| rest.split(|c: char| !is_in_name(c)).next().unwrap_or_default());
        names.filter(|name| name.len() > 5 && name.starts_with(|c: char| c.is_ascii_alphabetic())).collect::<BTreeSet<&str>>()
    });
    let mut seen = BTreeSet::new();
    // What the engine fills in is no name of a class.
    let bare = html::without_tokens(text);
    bare.match_indices("class=\"").find_map(|(at, open)| {
        let start = at + open.len();
        let value = &bare[start..start + bare[start..].find('"')?];
        value.split_whitespace().find_map(|class| {
            let is_name = class.len() > 5 && class.chars().all(is_in_name);
            // What stands in several places may be for scripts, or for readers of the page's source.
            if !is_name || !seen.insert(class.to_string()) || known.contains(class) || made.matches(class).nth(1).is_some() {
                return None;
            }
            let near = nearest(class, known.iter().copied()).filter(|near| is_slip(class, near))?;
            if near.strip_suffix('s') == Some(class) || class.strip_suffix('s') == Some(near) {
                return None;
            }
            let from = start + value.find(class)?;
            let message = format!("no sheet has the class `{class}`; `{near}` is nearest");
            Some((At::new(from, from + class.len()), message, "correct the name, or write a rule for it"))
        })
    })
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_is_right_is_not_told() {
        let sheets = [
            "a:hover > .b__c--d, li:nth-child(2n + 1)::before, :root:not([lang=\"cy\"]) {}",
            "@media print { *, ::after { x: y } h2 + p ~ a[href^='http.:'] {} }",
            "@keyframes fade { from {} 33.3% {} to {} } @font-face {} .a\\.b {} .md\\:hover\\:x {} &:hover .x {} > li {}",
            ":lang(cy) q, input:-webkit-autofill, ::-moz-focus-inner, dialog::backdrop, a:has(> .b:is(.c, i)) {}",
        ];
        for sheet in sheets {
            assert_eq!(fault(sheet, |_| false), None, "{sheet}");
        }
        assert_eq!(fault("own-box {}", |name| name == "own-box"), None);
    }
}
