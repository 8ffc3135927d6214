//! What stands before the braces of a style sheet of the project's own: selectors that no browser reads, and those that select
//! nothing because a name in them is mistyped.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::declarations::Fault;
use super::html;
use super::names::{is_slip, known, meant};
use super::statements::Statement;
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

/// The first fault in what stands before a brace. `is_made` says whether a template makes an element of that name.
pub fn fault(statement: &Statement, is_made: impl Fn(&str) -> bool) -> Option<Fault> {
    let Statement { words, start, end, .. } = *statement;
    match statement.mark {
        '{' if words.is_empty() => Some((
            At::new(end, end + 1),
            "nothing stands before this `{`".to_string(),
            "write the selector there, or take out the mark that ends it too early",
        )),
        '{' if statement.in_steps => of_step(start, words),
        // A value of one's own may stand in braces: `--own: { a: b }`.
        '{' if !words.starts_with('@') && !words.starts_with("--") => of_selector(start, words, &is_made),
        _ => None,
    }
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

/// Two classes of which a sheet has one and a template the other: what their problems have in common, and whether the one that is
/// told is the slip. `words` are those of the theme: of the slip they have less.
pub fn of_pair(message: &str, words: &[&str]) -> Option<(String, bool)> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (name, near) = message.contains(" has the class ").then(|| Some((quoted.next()?, quoted.next()?)))??;
    let parts = |name| str::split(name, ['-', '_']);
    let (own, other) = parts(name).zip(parts(near)).find(|(own, other)| own != other).unwrap_or((name, near));
    let times = |part: &str| words.iter().map(|text| text.matches(part).count()).sum::<usize>();
    Some((format!("classes {} {}", name.min(near), name.max(near)), times(own) < times(other)))
}

/// The classes that something on a page has, and those of a sheet that were looked at.
pub struct Classes<'a> {
    /// The words of all templates and of the built-in styles, and every sheet.
    made: &'a str,
    all: &'a str,
    known: LazyCell<BTreeSet<&'a str>, Box<dyn FnOnce() -> BTreeSet<&'a str> + 'a>>,
    seen: BTreeSet<String>,
}

impl<'a> Classes<'a> {
    pub fn of(made: &'a str, all: &'a str) -> Self {
        let known = move || {
            let lists = made.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
            // Short names are alike by chance.
            lists.flat_map(str::split_whitespace).filter(|class| class.len() > 5 && class.chars().all(is_in_name)).collect()
        };
        Classes { made, all, known: LazyCell::new(Box::new(known)), seen: BTreeSet::new() }
    }

    /// The first class of a selector that nothing on a page has, and that is nearly one which something has.
    pub fn fault(&mut self, statement: &Statement) -> Option<Fault> {
        let words = statement.words;
        if statement.mark != '{' || words.starts_with('@') {
            return None;
        }
        for (dot, _) in words.match_indices('.') {
            let name = words[dot + 1..].split(|c: char| !is_in_name(c)).next().unwrap_or_default();
            let is_short = name.len() < 6 || name.starts_with(|c: char| c.is_ascii_digit());
            if is_short || !self.seen.insert(name.to_string()) || has(self.made, name) {
                continue;
            }
            let Some(near) = nearest(name, self.known.iter().copied().filter(|known| known.len().abs_diff(name.len()) < 2))
                .filter(|near| is_slip(name, near))
            else {
                continue;
            };
            // A class that sheets name more than once is right, and told where the template has it.
            if self.all.matches(&format!(".{name}")).count() > 1 && !self.all.contains(&format!(".{near}")) {
                continue;
            }
            let place = At::new(statement.start + dot, statement.start + dot + 1 + name.len());
            let message = format!("no template has the class `{name}`; `{near}` is nearest");
            return Some((place, message, "correct the name, or take the rule out"));
        }
        None
    }
}

fn has(words: &str, name: &str) -> bool {
    memchr::memmem::find(words.as_bytes(), name.as_bytes()).is_some()
}

/// The classes of a template that no sheet names, and that are nearly one which some name: of each element the first. `all` are the styles of the theme,
/// `made` the words of its templates and of the built-in styles.
pub fn classes_of_template(text: &str, all: &str, made: &str) -> impl Iterator<Item = Fault> {
    let known = LazyCell::new(|| {
        let names = all.split('.').skip(1).map(|rest| rest.split(|c: char| !is_in_name(c)).next().unwrap_or_default());
        names.filter(|name| name.len() > 5 && name.starts_with(|c: char| c.is_ascii_alphabetic())).collect::<BTreeSet<&str>>()
    });
    let mut seen = BTreeSet::new();
    // What the engine fills in is no name of a class.
    let bare = html::without_tokens(text);
    let starts: Vec<usize> = bare.match_indices("class=\"").map(|(at, open)| at + open.len()).collect();
    starts.into_iter().filter_map(move |start| {
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
    use crate::theme::statements::statements;

    #[test]
    fn what_is_right_is_not_told() {
        let sheets = [
            "a:hover > .b__c--d, li:nth-child(2n + 1)::before, :root:not([lang=\"cy\"]) {}",
            "@media print { *, ::after { x: y } h2 + p ~ a[href^='http.:'] {} }",
            "@keyframes fade { from {} 33.3% {} to {} } @font-face {} .a\\.b {} .md\\:hover\\:x {} &:hover .x {} > li {}",
            "a { --own: { b: c } }",
            ":lang(cy) q, input:-webkit-autofill, ::-moz-focus-inner, dialog::backdrop, a:has(> .b:is(.c, i)) {}",
        ];
        let told = |sheet: &'static str| statements(sheet).find_map(|statement| fault(&statement, |name| name == "own-box"));
        for sheet in sheets.into_iter().chain(["own-box {}"]) {
            assert_eq!(told(sheet), None, "{sheet}");
        }
    }
}
