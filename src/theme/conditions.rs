//! Names in templates, held against what there is: a field that no page has, a string that the theme lacks, an argument that a
//! component does not take. The engine sees such a name only on a page that comes by it, and takes some for what is not there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::shapes::{Shape, Shapes};
use crate::diagnostic::nearest;
use crate::source::At;

/// What templates may ask for.
pub struct Known<'a> {
    pub shapes: &'a Shapes,
    /// The strings of the theme; nothing if they are not known.
    pub strings: Option<&'a Map<String, Value>>,
    /// What each component takes, by its name; nothing for one that takes anything.
    pub components: &'a BTreeMap<&'a str, Option<BTreeSet<&'a str>>>,
    /// The names of fields, wherever they are.
    pub fields: &'a BTreeSet<&'a str>,
    /// The names that the templates below this one give values to: blocks stand within them.
    pub outer: &'a BTreeSet<&'a str>,
    /// The names of the files below `assets/`; none if they are not known.
    pub assets: &'a BTreeSet<String>,
}

/// A place, what is wrong there, and what to do.
pub type Fault = (At, String, String);

/// The names that a template has given values to, and what they stand for.
struct Scope<'a> {
    names: BTreeMap<&'a str, Shape<'a>>,
    /// What the names of open loops stood for before.
    loops: Vec<Vec<(&'a str, Option<Shape<'a>>)>>,
}

/// Every name of a field in a template: what follows a dot.
pub fn fields(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('.').map(|(at, _)| name_at(&text[at + 1..])).filter(|name| name.len() > 2)
}

/// The components that a template defines, and the arguments that each takes; nothing for one that takes any.
pub fn components(text: &str) -> impl Iterator<Item = (&str, Option<BTreeSet<&str>>)> {
    tags(text).filter_map(|(_, tag)| {
        let rest = words_of(tag).strip_prefix("component ")?.trim_start();
        let head = &rest[..rest.find(['(', ' ']).unwrap_or(rest.len())];
        let inside = rest[head.len()..].trim_start().strip_prefix('(').unwrap_or_default();
        Some((head, (!inside.contains("...")).then(|| parameters(inside))))
    })
}

/// The names of a template that stand for nothing: of each tag the first. `path` is the template's in its theme.
pub fn faults(path: &str, text: &str, known: &Known) -> Vec<Fault> {
    let own = locals(text);
    let names = BTreeMap::from([("page", known.shapes.page(path)), ("s", known.strings.map_or(Shape::Open, Shape::Strings))]);
    let mut scope = Scope { names, loops: Vec::new() };
    // Names without a value, each where it stands first, with one that is near.
    let mut unbound: BTreeMap<&str, (At, &str)> = BTreeMap::new();
    let mut faults = Vec::new();
    // The names that this template uses, and that those below it give values to.
    let mut borrowed = BTreeSet::new();
    for (start, tag) in tags(text) {
        let words = words_of(tag);
        if words.starts_with("component ") {
            let inside = words.split_once('(').map_or("", |(_, inside)| inside);
            parameters(inside).into_iter().filter(|name| *name != "s").for_each(|name| {
                scope.names.insert(name, Shape::Open);
            });
            continue;
        }
        if ["block ", "endblock", "endcomponent", "extends ", "include ", "raw"].iter().any(|start| words.starts_with(start)) {
            continue;
        }
        let is_of_tests = tag.contains(" defined") || tag.contains(" undefined");
        // The names of a list that is made in brackets stand before the list that they are taken from.
        let is_loop = words.starts_with("for ");
        let within: Vec<_> =
            loops(tag).filter(|_| !is_loop).flat_map(|(names, list)| scope.bind_loop(names, list, known)).collect();
        let from = if is_loop { tag.find(" in ").map_or(0, |at| at + 3) } else { 0 };
        let place = |at: usize, name: &str| At::new(start + at, start + at + name.len());
        let called = names_of_calls(tag, known).or_else(|| lost_asset(tag, known));
        let called = called.map(|(at, name, message, help)| (place(at, name), message, help));
        faults.extend(called.or_else(|| {
            names_in(&tag[from..]).map(|(at, path)| (from + at, path)).find_map(|(at, path)| {
                let (first, rest) = path.split_once('.').unwrap_or((path, ""));
                if first == "loop" || is_of_tests {
                    return None;
                }
                borrowed.extend((!own.contains(first)).then_some(first));
                if !own.contains(first) && !known.outer.contains(first) && !unbound.contains_key(first) {
                    let near = nearest(first, own.iter().copied()).filter(|near| is_slip(first, near));
                    unbound.extend(near.map(|near| (first, (place(at, first), near))));
                }
                if unbound.contains_key(first) {
                    return None;
                }
                let mut from = at + first.len() + 1;
                let mut shape = scope.names.get(first).copied().unwrap_or(Shape::Open);
                for name in rest.split('.').filter(|name| !name.is_empty()) {
                    let here = place(from, name);
                    from += name.len() + 1;
                    match known.shapes.field(shape, name) {
                        Ok(Shape::Open) if shape == Shape::Open => {
                            let told = unlike(name, known).map(|near| (here, no_field(name), format!("did you mean `{near}`?")));
                            return told;
                        }
                        Ok(next) => shape = next,
                        Err(there) => {
                            let what = if first == "s" { format!("there is no string `{path}`") } else { no_field(name) };
                            let near = nearest(name, there.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                            let all = || format!("there are {}", there.into_iter().collect::<Vec<_>>().join(", "));
                            return Some((here, what, near.unwrap_or_else(all)));
                        }
                    }
                }
                None
            })
        }));
        within.into_iter().rev().for_each(|(name, before)| scope.restore(name, before));
        scope.follow(words, known);
    }
    let idle = |name: &&&str| {
        let is_told = unbound.values().any(|(_, near)| near == *name);
        !is_told && scope.names.contains_key(**name) && times(text, name) == 1
    };
    let meant = |name: &str| borrowed.iter().copied().find(|other| is_slip(name, other));
    let idle =
        own.iter().filter(idle).filter_map(|name| Some((*name, meant(name)?))).filter(|(_, meant)| !unbound.contains_key(meant));
    faults.extend(idle.filter_map(|(name, meant)| Some(unused(name, meant, bound_at(text, name)?))));
    faults.extend(unbound.iter().map(|(name, (at, near))| unbound_name(text, (*at, name, near))));
    faults
}

/// How a file is told that templates ask for and the theme has not.
pub fn no_asset(name: &str) -> String {
    format!("there is no file `{name}` in `assets/` of the theme")
}

/// `assets["name"]` of a file that the theme has not: where it stands in the tag, its name, what is wrong, and what to do.
fn lost_asset<'t>(tag: &'t str, known: &Known) -> Option<(usize, &'t str, String, String)> {
    tag.match_indices("assets[\"").find_map(|(at, start)| {
        let from = at + start.len();
        let name = &tag[from..from + tag[from..].find('"')?];
        if known.assets.is_empty() || known.assets.contains(name) {
            return None;
        }
        let near = nearest(name, known.assets.iter().map(String::as_str));
        let help = near.map_or("put the file there, or correct its name".to_string(), |near| format!("did you mean `{near}`?"));
        Some((from, name, no_asset(name), help))
    })
}

/// A name without a value, where a name with one is near. Of the two, the one that the template has less often is mistyped.
fn unbound_name(text: &str, (at, name, near): (At, &str, &str)) -> Fault {
    if let Some(bound) = (times(text, near) < times(text, name)).then(|| bound_at(text, near)).flatten() {
        return unused(near, name, bound);
    }
    (at, format!("there is no name `{name}` here"), format!("did you mean `{near}`?"))
}

fn unused(name: &str, meant: &str, at: At) -> Fault {
    let message = format!("nothing uses `{name}`, and this template asks for `{meant}`");
    (at, message, format!("did you mean `{meant}`?"))
}

/// How often a name stands in a text.
pub fn times(text: &str, name: &str) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .filter(|(at, _)| !text[..*at].ends_with(is_name) && !text[at + name.len()..].starts_with(is_name))
        .count()
}

fn no_field(name: &str) -> String {
    format!("there is no field `{name}` here")
}

/// The field that was meant by one that no record has; nothing if there is such a field, or none is near.
fn unlike<'a>(name: &str, known: &Known<'a>) -> Option<&'a str> {
    let fields = known.fields;
    let near = || nearest(name, fields.iter().copied()).filter(|near| is_slip(name, near));
    if name.len() < 4 || fields.contains(name) { None } else { near() }
}

impl<'a> Scope<'a> {
    /// What a path of names stands for; anything if it is more than that.
    fn shape(&self, words: &str, known: &Known<'a>) -> Shape<'a> {
        let path = words.trim();
        if !path.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') {
            return Shape::Open;
        }
        let mut names = path.split('.');
        let first = names.next().and_then(|first| self.names.get(first).copied()).unwrap_or(Shape::Open);
        names.fold(first, |shape, name| known.shapes.field(shape, name).unwrap_or(Shape::Open))
    }

    /// Binds the names of a loop, and gives what they stood for before.
    fn bind_loop(&mut self, names: &'a str, list: &str, known: &Known<'a>) -> Vec<(&'a str, Option<Shape<'a>>)> {
        let shape = match (self.shape(list, known), names.contains(',')) {
            (Shape::List(record), false) => Shape::Record(record),
            _ => Shape::Open,
        };
        names.split(',').map(|name| name_at(name.trim())).map(|name| (name, self.names.insert(name, shape))).collect()
    }

    fn restore(&mut self, name: &'a str, before: Option<Shape<'a>>) {
        match before {
            Some(shape) => self.names.insert(name, shape),
            None => self.names.remove(name),
        };
    }

    /// Goes on behind a tag.
    fn follow(&mut self, words: &'a str, known: &Known<'a>) {
        if let Some((name, value)) = set(words) {
            let shape = self.shape(value, known);
            // In branches, one name may stand for several things.
            let shape = match self.names.get(name) {
                Some(before) if *before != shape => Shape::Open,
                _ => shape,
            };
            self.names.insert(name, shape);
        } else if words.starts_with("for ") {
            let bound = loops(words).next().map(|(names, list)| self.bind_loop(names, list, known));
            self.loops.push(bound.unwrap_or_default());
        } else if words.starts_with("endfor") {
            self.loops.pop().into_iter().flatten().for_each(|(name, before)| self.restore(name, before));
        }
    }
}

/// The words of a tag, without its marks.
fn words_of(tag: &str) -> &str {
    tag.trim_start_matches('-').trim_end_matches('-').trim()
}

/// `set name = value`.
fn set(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_prefix("set ").or(words.strip_prefix("set_global "))?;
    let (name, value) = rest.split_once('=')?;
    Some((name.trim(), value))
}

/// Each `for names in list` of a tag; the list up to what no path of names has.
fn loops(tag: &str) -> impl Iterator<Item = (&str, &str)> {
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
fn parameters(inside: &str) -> BTreeSet<&str> {
    let mut depth = 0;
    let is_end = |c: char| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        c == ',' && depth == 0 || depth < 0
    };
    inside.split(is_end).map(|part| name_at(part.trim().trim_start_matches(['@', '.']))).filter(|name| !name.is_empty()).collect()
}

/// Where a template gives a name its value: a loop, a `set` or a component's argument.
fn bound_at(text: &str, name: &str) -> Option<At> {
    tags(text).find_map(|(start, tag)| {
        let words = words_of(tag);
        let binds = words.starts_with("for ") || words.starts_with("set") || words.starts_with("component ");
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let whole = |at: &usize| !tag[..*at].ends_with(is_name) && !tag[at + name.len()..].starts_with(is_name);
        let at = tag.match_indices(name).map(|(at, _)| at).find(whole).filter(|_| binds)?;
        Some(At::new(start + at, start + at + name.len()))
    })
}

/// The first argument that a component or a string does not take: where it stands in the tag, its name, what is wrong, and what to do.
fn names_of_calls<'t>(tag: &'t str, known: &Known) -> Option<(usize, &'t str, String, String)> {
    let calls = tag.match_indices('<').filter_map(|(at, _)| {
        let name = name_at(&tag[at + 1..]);
        let takes = known.components.get(name)?.as_ref()?;
        let from = at + 1 + name.len();
        let end = from + arguments_end(&tag[from..], '>')?;
        Some((name, takes, from, end))
    });
    for (component, takes, from, end) in calls {
        if let Some((at, name)) = arguments(&tag[from..end]).find(|(_, name)| !takes.contains(name)) {
            let taken = takes.iter().copied().filter(|name| *name != "s");
            let all = taken.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let help = nearest(name, taken).map_or(format!("it takes {all}"), |near| format!("did you mean `{near}`?"));
            return Some((from + at, name, format!("the component `{component}` takes no `{name}`"), help));
        }
    }
    names_in(tag).filter(|(_, path)| path.starts_with("s.")).find_map(|(at, path)| {
        let string = path.split('.').skip(1).try_fold(None, |above: Option<&Value>, name| match above {
            None => Some(known.strings?.get(name)),
            Some(value) => Some(value.get(name)),
        })??;
        let after = at + path.len();
        let from = after + tag[after..].find("fill(")?;
        (tag[after..from].trim() == "|").then_some(())?;
        let from = from + "fill(".len();
        let end = from + arguments_end(&tag[from..], ')')?;
        let gaps: BTreeSet<&str> =
            string.as_str()?.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(gap, _)| gap).collect();
        let given: Vec<(usize, &str)> = arguments(&tag[from..end]).collect();
        let (at, name) = *given.iter().find(|(_, name)| !gaps.contains(name))?;
        let gap = gaps.into_iter().find(|gap| !given.iter().any(|(_, name)| name == gap))?;
        Some((from + at, name, format!("the string `{path}` has no gap `{{{name}}}`"), format!("did you mean `{gap}`?")))
    })
}

/// Where the arguments of a call end.
fn arguments_end(text: &str, close: char) -> Option<usize> {
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
fn arguments(text: &str) -> impl Iterator<Item = (usize, &str)> {
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

/// One letter too many or too few, or two that have changed places; the plural of a name is another name.
fn is_slip(name: &str, near: &str) -> bool {
    let is_plural = name.strip_suffix('s') == Some(near) || near.strip_suffix('s') == Some(name);
    name.len() > 2 && !is_plural && strsim::damerau_levenshtein(name, near) == 1
}

/// What stands between `{{` or `{%` and its end, and where; nothing of comments, and of text that is to stand as it is.
pub fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let is_open = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
            let open = memchr::memchr_iter(b'{', &text.as_bytes()[from..]).map(|at| from + at).find(is_open)?;
            let mark = text.as_bytes()[open + 1];
            let first = if mark == b'{' { b'}' } else { mark };
            let rest = &text.as_bytes()[open + 2..];
            let end = open + 2 + memchr::memchr_iter(first, rest).find(|at| rest.get(at + 1) == Some(&b'}'))?;
            from = end + 2;
            let tag = &text[open + 2..end];
            if mark == b'%' && tag.trim_matches('-').trim() == "raw" {
                from += text[from..].find("endraw")?;
            } else if mark != b'#' {
                return Some((open + 2, tag));
            }
        }
    })
}

fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The names with their fields in a tag, and where: no texts in quotes, no filters, tests, functions, arguments or elements.
fn names_in(tag: &str) -> impl Iterator<Item = (usize, &str)> {
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

/// The names that a template gives values itself, and the words of the language.
fn locals(text: &str) -> BTreeSet<&str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The first name of a template that stands for nothing, where the fields are these.
    fn told(text: &str, fields: &[&str]) -> Option<String> {
        let (shapes, strings, components) = (Shapes::read(), Map::new(), BTreeMap::new());
        let (fields, outer) = (fields.iter().copied().collect(), BTreeSet::new());
        let known = Known {
            shapes: &shapes,
            strings: Some(&strings),
            components: &components,
            fields: &fields,
            outer: &outer,
            assets: &BTreeSet::new(),
        };
        faults("templates/goal.html", text, &known).into_iter().next().map(|(at, ..)| text[at.range()].to_string())
    }

    #[test]
    fn what_is_right_is_not_told() {
        for text in [
            "{% component box(color: string, ...rest) %}{# was {{ colour }} #}{{ color }}{{ rest }}{% endcomponent %}",
            "{# {% if page.titel %} #}",
            "{% component list(rows: array) %}{% for row in rows %}{% raw %}{{ rwo }}{% endraw %}{% endfor %}{% endcomponent %}",
            "{% component x(a: map) %}{% set_global aa = 1 %}{{ aa }}{% endcomponent %}",
        ] {
            assert_eq!(told(text, &["title"]), None, "{text}");
        }
        assert_eq!(told("{# x #}{% if page.item.titel %}", &[]).as_deref(), Some("titel"));
        assert_eq!(told("{% raw %}x{% endraw %}{% if a.titel %}", &["title"]).as_deref(), Some("titel"));
    }

    #[test]
    fn letters_of_all_kinds_are_passed_over() {
        for text in [
            "{# {{ é }} {{ naïve.tïtle }} #}",
            "{% if “x” == 'é %}",
            "{{ '",
            "{% if a.\u{1f389}b %}{{ é | x }}",
            "{{ \"é\" }}",
            "{# {%} #}",
            "{{}}",
        ] {
            assert_eq!(told(text, &["title"]), None, "{text}");
        }
    }

    #[test]
    fn the_built_in_templates_have_no_mistyped_name() {
        let layers = crate::theme::layers::Layers::of(&crate::source::Sources::from_texts([]), "base").expect("it is built in");
        let mut problems = crate::diagnostic::Diagnostics::new();
        let strings = crate::theme::strings::load(&layers, crate::theme::Language { name: "en", place: None }, &mut problems);
        let shapes = Shapes::read();
        let templates: Vec<(&str, &str)> =
            layers.templates().map(|(path, bytes, _)| (path, std::str::from_utf8(bytes).expect("templates are text"))).collect();
        let fields: BTreeSet<&str> = templates.iter().flat_map(|(_, text)| fields(text)).chain(shapes.fields()).collect();
        let components = templates.iter().flat_map(|(_, text)| components(text)).collect();
        for (path, text) in &templates {
            let outer =
                outer(text, |name| templates.iter().find(|(path, _)| path.ends_with(&format!("/{name}"))).map(|(_, text)| *text));
            let known = Known {
                shapes: &shapes,
                strings: Some(&strings),
                components: &components,
                fields: &fields,
                outer: &outer,
                assets: &layers.asset_names(),
            };
            assert_eq!(faults(path, text, &known), [], "{path}");
        }
    }

    #[test]
    fn names_are_followed_to_what_they_stand_for() {
        for (text, wrong) in [
            ("{% set item = page.goal %}{{ item.title }}", "goal"),
            ("{% set item = page.item %}{{ item.titel }}", "titel"),
            ("{% for x in page.mentioned_by %}{{ x.herf }}{% endfor %}", "herf"),
            ("{% if page.item.measures %}{{ <x a={page.item.measure} /> }}{% endif %}", "measure"),
            ("{{ [x.ttle for x in page.item.groups] | join }}", "ttle"),
            (
                "{% for x in page.updates %}{% for x in page.item.groups %}{{ x.heading }}{% endfor %}{{ x.heading }}{% endfor %}",
                "heading",
            ),
            ("{% set curent = page.item %}{{ current.title }}{{ current.due }}", "curent"),
            ("{% for row in page.updates %}{{ row.title }}{{ rwo.title }}{% endfor %}", "rwo"),
        ] {
            assert_eq!(told(text, &["title", "link", "heading"]).as_deref(), Some(wrong), "{text}");
        }
        for text in [
            "{% set item = page.item %}{% set item = {...item, \"x\": []} %}{{ item.own }}",
            "{% for key, value in page.item %}{{ value.own }}{% endfor %}",
            "{% if page.own is defined %}x{% endif %}{{ page.item.groups[0].own }}{{ page?.own }}",
            "{% if a %}{% set x = page.item %}{% else %}{% set x = page.source %}{% endif %}{{ x.printed }}",
            "{% for x in page.updates | reverse %}{{ x.own }}{% endfor %}{{ loop.index }}",
        ] {
            assert_eq!(told(text, &["title"]), None, "{text}");
        }
    }
}
