//! What the templates that take part in a page can show of it: the fields that one of their texts names.
//!
//! What none of them names needs neither be worked out nor made a value of the engine's.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use memchr::memmem;

use super::files::{defined, in_name};
use super::layers::Layers;
use super::shapes::{Holds, Shapes};
use super::tags::tags;
use crate::page::Asked;

/// The fields of all records that pages consist of, in order, each with the most that it holds.
static FIELDS: LazyLock<BTreeMap<&'static str, Holds>> = LazyLock::new(|| Shapes::read().holdings());

/// Where each field stands in their order.
static PLACES: LazyLock<HashMap<&'static [u8], usize, FixedState>> =
    LazyLock::new(|| FIELDS.keys().enumerate().map(|(at, field)| (field.as_bytes(), at)).collect());

/// What can be shown of the page of every page template, by the template's name.
///
/// A template takes part by what it extends and includes, and by the components that it uses. Whatever looks like one of these
/// is taken for it, and a name that stands anywhere in a tag is taken for a use: so rather too much is named. A record that is
/// printed as it is shows what is named.
pub fn by_template(layers: &Layers) -> BTreeMap<String, Asked> {
    let texts: Vec<(&str, &str)> =
        layers.templates().map(|(path, bytes, _)| (path, std::str::from_utf8(bytes).unwrap_or_default())).collect();
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut components: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (path, text)) in texts.iter().enumerate() {
        files.entry(last_name(path)).or_default().push(at);
        for name in defined(text) {
            components.entry(name).or_default().push(at);
        }
    }
    let next: Vec<BTreeSet<usize>> = texts
        .iter()
        .map(|(_, text)| {
            let named = memmem::find_iter(text.as_bytes(), ".html").filter_map(|end| files.get(last_name(&text[..end + 5])));
            let used = memchr::memchr_iter(b'<', text.as_bytes()).filter_map(|mark| {
                let rest = &text[mark + 1..];
                components.get(&rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())])
            });
            named.chain(used).flatten().copied().collect()
        })
        .collect();
    let own: Vec<Vec<bool>> = texts.iter().map(|(_, text)| named_in(text)).collect();
    let mut named = BTreeMap::new();
    for (start, (path, _)) in texts.iter().enumerate() {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        // The uppermost layer's comes first, and is the one that is rendered.
        named.entry(name.to_string()).or_insert_with(|| {
            let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
            while let Some(at) = open.pop() {
                open.extend(next[at].iter().filter(|&&other| seen.insert(other)));
            }
            let nowhere = |at: &usize| !seen.iter().any(|&text| own[text][*at]);
            Asked::without(FIELDS.keys().enumerate().filter(|(at, _)| nowhere(at)).map(|(_, field)| *field).collect())
        });
    }
    named
}

/// The name of a file at the end of a text: of `{% extends "base/goal.html`, `goal.html`.
fn last_name(text: &str) -> &str {
    let start = text.rfind(|c: char| c == '/' || c == '"' || c == '\'' || c == '`' || c.is_whitespace());
    start.map_or(text, |start| text[start..].trim_start_matches(['/', '"', '\'', '`']).trim_start())
}

/// Whether a text names a field, for each of them in their order.
fn named_in(text: &str) -> Vec<bool> {
    if may_show_all(text) {
        return vec![true; FIELDS.len()];
    }
    let own = own_names(text);
    let mut named = vec![false; FIELDS.len()];
    for (_, tag) in tags(text) {
        let mut start = 0;
        for word in words(tag) {
            if let Some(&at) = PLACES.get(word) {
                let is_own = || own.contains(word) && !tag[..start].trim_end().ends_with(['.', '"', '\'', '`']);
                named[at] = named[at] || !is_own();
            }
            start += word.len() + 1;
        }
    }
    named
}

fn words(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))
}

/// The names that a text gives to what it goes through or keeps: `group` of `{% for group in page.groups %}`. By itself such a word
/// is no field. Those of components may be: a record that is handed over with `...` meets them.
fn own_names(text: &str) -> HashSet<&[u8]> {
    if has(text, "component ") {
        return HashSet::new();
    }
    fn given(tag: &str) -> Option<&[u8]> {
        let tag = tag.trim_start_matches('-').trim_start();
        let rest = tag.strip_prefix("for ").or_else(|| tag.strip_prefix("set "))?.trim_start();
        words(rest).next()
    }
    tags(text).filter_map(|(_, tag)| given(tag)).collect()
}

/// Whether a text may show, or look at, fields that it does not name: whole records, or names that it puts together.
fn may_show_all(text: &str) -> bool {
    let may = |(_, tag)| shows_pairs(tag) || filters_records(tag) || looks_up(tag, text) || compares_records(tag);
    has(text, "__tera_context") || tags(text).any(may)
}

/// `for key, value in page.shell`
fn shows_pairs(tag: &str) -> bool {
    let words = tag.trim_start_matches('-').trim_start().strip_prefix("for ");
    words.is_some_and(|words| words.split(" in ").next().is_some_and(|names| names.contains(',')))
}

/// `page | json_encode`, `list | unique`, `record | get(key=name)`
fn filters_records(tag: &str) -> bool {
    let is_of_all = |rest: &str| {
        let rest = rest.trim_start();
        let name = &rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())];
        matches!(name, "json_encode" | "keys" | "pairs" | "str" | "unique" | "values")
    };
    let names_field = |(at, sign): (usize, &str)| {
        let names = ["key", "attribute", "pat"].iter().any(|argument| tag[..at].ends_with(argument));
        names && !is_literal(&tag[at + sign.len()..], [',', ')'])
    };
    tag.split('|').skip(1).any(is_of_all) || tag.match_indices('=').any(names_field)
}

/// `record[name]`; strings, assets and lists are no records.
fn looks_up(tag: &str, text: &str) -> bool {
    tag.match_indices('[').any(|(at, _)| {
        let of = path_before(&tag[..at]);
        let root = of.split('.').next().unwrap_or_default();
        let is_strings = matches!(root, "s" | "assets") || has(text, &format!("set {root} = s."));
        let is_record =
            !is_strings && of.rsplit('.').next().and_then(|field| FIELDS.get(field)).is_none_or(|most| *most == Holds::Records);
        !of.is_empty() && is_record && !is_literal(&tag[at + 1..], [']', ']'])
    })
}

/// `one == other`, `one in others`, where both may be records.
fn compares_records(tag: &str) -> bool {
    let is_loop = |before: &str| before[..before.len() - path_before(before).len()].trim_end_matches([' ', ',']).ends_with("for");
    memchr::memchr3_iter(b'=', b'!', b' ', tag.as_bytes()).any(|at| {
        let Some(sign) = ["==", "!=", " in "].into_iter().find(|sign| tag[at..].starts_with(sign)) else { return false };
        let (before, after) = (tag[..at].trim_end().trim_end_matches(" not"), tag[at + sign.len()..].trim_start());
        let after = &after[..after.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(after.len())];
        !(is_value(after) || before.ends_with(QUOTES) || is_value(path_before(before)) || sign == " in " && is_loop(before))
    })
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

fn has(text: &str, name: &str) -> bool {
    memmem::find(text.as_bytes(), name.as_bytes()).is_some()
}

/// Whether a text or a number stands there, up to one of the `ends`, and nothing that is put together.
fn is_literal(written: &str, ends: [char; 2]) -> bool {
    let written = written[..written.find(ends).unwrap_or(written.len())].trim();
    written.starts_with(|c: char| QUOTES.contains(&c) || c.is_ascii_digit() || c == '-') && !written.contains('~')
}

/// The name with its fields that a text ends with.
fn path_before(text: &str) -> &str {
    text.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or_default()
}

/// Whether what is written is no record for certain: a text, a number, a field that holds no records.
fn is_value(written: &str) -> bool {
    let field = written.rsplit_once('.').map(|(_, field)| field);
    written.starts_with(|c: char| QUOTES.contains(&c) || c.is_ascii_digit() || c == '-')
        || matches!(written, "true" | "false" | "none" | "length")
        || field.and_then(|field| FIELDS.get(field)) == Some(&Holds::Values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What can be shown of a goal's page in a theme whose own templates these are.
    fn of_goal(templates: &[(&str, &str)]) -> Asked {
        let file = |(path, text): &(&str, &str)| (format!("themes/ours/{path}"), text.to_string());
        let layers = Layers::of(&Sources::from_texts(templates.iter().map(file)), "ours").expect("it has files");
        by_template(&layers).remove("goal.html").expect("it is one of them")
    }

    /// The fields that are named.
    fn named(text: &str) -> Vec<&str> {
        let named = of_goal(&[("templates/goal.html", text)]);
        FIELDS.keys().copied().filter(|field| named.has(field)).collect()
    }

    #[test]
    fn a_template_asks_for_what_takes_part_in_its_page() {
        let goal = |text: &'static str| ("templates/goal.html", text);
        let said = |templates: &[(&str, &str)]| of_goal(templates).has("said");
        assert!(!said(&[goal("{{ page.item.title }}")]));
        assert!(said(&[goal("{{ page.item.measures[0].said }}")]));
        assert!(said(&[goal("{% for x in page.item.measures %}{{ x | get(key='said') }}{% endfor %}")]));
        assert!(said(&[goal("{% include 'part.html' %}"), ("templates/part.html", "{{ m.said }}")]));
        assert!(said(&[goal("{%- extends \"frame.html\" %}"), ("templates/frame.html", "{{ m.said }}")]));
        assert!(said(&[goal("{{<own m={m} />}}"), ("components/own/own.html", "{% component own(m: map) %}{{ m.said }}")]));
        assert!(said(&[goal("{{<own {...m} />}}"), ("components/own/own.html", "{% component own(said) %}{% set said = 1 %}")]));
        // Through a component of the built-in theme, and those that it uses.
        assert!(said(&[goal("{{<item item={page.item} />}}")]));
        assert_eq!(said(&[goal("{% extends \"base/goal.html\" %}")]), said(&[("templates/home.html", "x")]));
    }

    #[test]
    fn a_template_may_show_what_it_does_not_name() {
        assert_eq!(named("{{ page.item.title }}"), ["item", "title"]);
        for named_only in [
            "{% if page.item.title == other.item %}{{ page.item }}",
            "{% if page.item | length == 2 %}{{ title }}",
            "{% if 'q' in page.item or page.title != item %}",
            "{% for item in page.title %}{{ s.compass[title] }}{{ item['title'] }}{{ page.item }}",
            "{% for level in page.item %}{{ level.title }}{% set  holds = level %}{{ holds | safe }}",
            "{% set a = s.b %}{{ a.c[title] }}{{ item[0] }}",
            "{% set a = [item for item in page.title if item.title ~ 'q'] %}",
            "{% if page.title not in item %}",
            "{% if é== 2 %}{{ é['title'] }}{{ item }}",
            "<p class='links'>{# {{ page.links }} #}{{ '}} {%' ~ page.item ~ {'a': {'b': 1}} ~ page.title }} holds",
        ] {
            assert_eq!(named(named_only), ["item", "title"], "{named_only}");
        }
        for all in [
            "{{ __tera_context }}",
            "{{ page | json_encode }}",
            "{{ page |unique }}",
            "{% for key, value in page.shell %}{{ value }}{% endfor %}",
            "{{ page['ti' ~ 'tle'] }}",
            "{{ page | get(key='ti' ~ 'tle') }}",
            "{{ page.item[name] }}",
            "{% set a = [x for x in page.items if x in goals] %}",
            "{{ page[name] }}",
            "{{ page | get(key=name) }}",
            "{{ list | sort(attribute=name) }}",
            "{% if page.item == other %}",
            "{% if goal == page.item %}",
            "{% if x != goal %}",
            "{% if name in page.item %}",
            "{% if page.item is containing(pat=name) %}",
            "{{ '}}' ~ page | json_encode }}",
        ] {
            assert_eq!(named(all).len(), FIELDS.len(), "{all}");
        }
    }
}
