//! Names in templates, held against what there is: a field that no page has, a string that the theme lacks, an argument that a
//! component does not take. The engine sees such a name only on a page that comes by it, and takes some for what is not there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::shapes::{Shape, Shapes};
use super::tags::{arguments, arguments_end, bound_at, locals, loops, name_at, names_in, parameters, set, tags, words_of};
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
                            let near = unlike(name, known);
                            if first == "s" || near.is_some() {
                                return near.map(|near| (here, no_field(name), format!("did you mean `{near}`?")));
                            }
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
        if text[..start].ends_with("{{") && !faults.iter().any(|(at, ..)| at.start as usize >= start) {
            faults.extend(printed(text, start + tag.len() - tag.trim_start_matches(['-', ' ', '\n']).len(), words, &scope, known));
        }
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

/// What a template puts on a page as it is, and readers would not see as it is meant. `words` are all that the tag has, from `start` on.
fn printed(text: &str, start: usize, words: &str, scope: &Scope, known: &Known) -> Option<Fault> {
    if !words.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') {
        return None;
    }
    let told = |message: String, help: String| Some((At::new(start, start + words.len()), message, help));
    let listed = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match scope.shape(words, known) {
        Shape::List(_) => {
            let help = format!("go through it: `{{% for one in {words} %}}{{{{ one.FIELD }}}}{{% endfor %}}`");
            return told(format!("`{words}` is a list, and no text"), help);
        }
        Shape::Strings(below) if below.contains_key("other") => {
            let help = format!("write `{{{{ NUMBER | count(words={words}) }}}}`");
            return told(format!("`{words}` has words for one and for several, and is no text"), help);
        }
        shape @ (Shape::Record(_) | Shape::Strings(_)) => {
            let there = known.shapes.field(shape, "").err().unwrap_or_default();
            let help = format!("name one of them: {}", listed(there.into_iter().collect()));
            return told(format!("`{words}` has several parts, and is no text"), help);
        }
        _ => {}
    }
    let (above, name) = words.rsplit_once('.')?;
    if name.ends_with("_html") && known.fields.contains(name) {
        return told(format!("readers would see the tags of `{name}`"), format!("write `{{{{ {words} | safe }}}}`: it is HTML"));
    }
    let Shape::Strings(beside) = scope.shape(above, known) else { return None };
    let gap = beside.get(name)?.as_str()?.split_once('{')?.1.split_once('}')?.0;
    // A script may fill in what an element hands it.
    let is_handed = text[..start].rsplit('>').next().is_some_and(|element| element.contains("data-"));
    let help = format!("write `{{{{ {words} | fill({gap}=…) }}}}`");
    (!is_handed).then(|| told(format!("nothing fills the gap `{{{gap}}}` of the string `{words}`"), help))?
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
    let near = || nearest(name, fields.iter().copied().filter(|near| is_slip(name, near)));
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
    // Dates, sizes and capitals are made in one way.
    let plain = ["date", "size", "upper_first"].into_iter().find_map(|filter| {
        let (before, rest) = tag.split_once(&format!("{filter}("))?;
        let end = before.trim_end().ends_with('|').then(|| arguments_end(rest, ')')).flatten()?;
        let (at, name) = arguments(&rest[..end]).next()?;
        let help = format!("write `| {filter}`: it takes nothing");
        Some((tag.len() - rest.len() + at, name, format!("the filter `{filter}` takes no `{name}`"), help))
    });
    if plain.is_some() {
        return plain;
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
        let free = gaps.iter().find(|gap| !given.iter().any(|(_, name)| name == *gap));
        match (given.iter().find(|(_, name)| !gaps.contains(name)), free) {
            (Some((at, name)), Some(gap)) => {
                Some((from + at, *name, format!("the string `{path}` has no gap `{{{name}}}`"), format!("did you mean `{gap}`?")))
            }
            (Some((at, name)), None) => {
                let help = format!("write `{{{name}}}` in the string where it belongs, or leave it out here");
                Some((from + at, *name, format!("the string `{path}` has no gap `{{{name}}}`"), help))
            }
            // Another filter may fill it.
            (None, Some(gap)) if !tag[end..].contains("fill(") => {
                let message = format!("nothing fills the gap `{{{gap}}}` of the string `{path}`");
                Some((from - "fill(".len(), "fill", message, format!("write `fill({gap}=…)`")))
            }
            _ => None,
        }
    })
}

/// One letter too many or too few, or two that have changed places; the plural of a name is another name.
fn is_slip(name: &str, near: &str) -> bool {
    let is_plural = name.strip_suffix('s') == Some(near) || near.strip_suffix('s') == Some(name);
    name.len() > 2 && !is_plural && strsim::damerau_levenshtein(name, near) == 1
}

#[cfg(test)]
mod tests {
    use super::super::tags::outer;
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
