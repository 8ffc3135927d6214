//! Names in conditions, and before filters that take anything: what is mistyped there is no error to the engine, which takes it
//! for something that is not there.

use std::collections::BTreeSet;

use super::declarations::Fault;
use crate::diagnostic::nearest;
use crate::source::At;

/// Every name of a field in a template: what follows a dot.
pub fn fields(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('.').map(|(at, _)| name_at(&text[at + 1..])).filter(|name| name.len() > 2)
}

/// The first name of a template that nothing has, and that is nearly a known one. `fields` are those of the built-in templates.
pub fn fault(text: &str, fields: &BTreeSet<&str>) -> Option<Fault> {
    let own = locals(text);
    let is_component = text.contains("{% component ") || text.contains("{%- component ");
    tags(text).find_map(|(start, tag)| {
        let words = tag.trim_start_matches('-').trim_start();
        let is_condition = words.starts_with("if ") || words.starts_with("elif ");
        names(tag).find_map(|(at, path)| {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            let place = |at: usize, name: &str| At::new(start + at, start + at + name.len());
            let told = |at: usize, name: &str, near: &str, what: &str| {
                let message = format!("there is no {what} `{name}`; `{near}` is nearest");
                Some((place(at, name), message, "correct the name: as it is, it stands for nothing"))
            };
            if is_component && rest.is_empty() && !own.contains(first) {
                let near = nearest(first, own.iter().copied()).filter(|near| is_slip(first, near))?;
                return told(at, first, near, "name");
            }
            // Strings are the theme's own, and are looked for elsewhere.
            if !is_condition || first == "s" || rest.is_empty() {
                return None;
            }
            let mut from = at + first.len() + 1;
            rest.split('.').find_map(|name| {
                let here = from;
                from += name.len() + 1;
                if fields.contains(name) || name.len() < 4 {
                    return None;
                }
                let near = nearest(name, fields.iter().copied()).filter(|near| is_slip(name, near))?;
                told(here, name, near, "field")
            })
        })
    })
}

/// One letter too many or too few, or two that have changed places; the plural of a name is another name.
fn is_slip(name: &str, near: &str) -> bool {
    let is_plural = name.strip_suffix('s') == Some(near) || near.strip_suffix('s') == Some(name);
    name.len() > 2 && !is_plural && strsim::damerau_levenshtein(name, near) == 1
}

/// What stands between `{{` or `{%` and its end, and where; nothing of comments, and of text that is to stand as it is.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = ["{{", "{%", "{#"].into_iter().filter_map(|mark| text[from..].find(mark)).min()? + from;
            let close = match &text[open..open + 2] {
                "{{" => "}}",
                "{%" => "%}",
                _ => "#}",
            };
            let end = open + 2 + text[open + 2..].find(close)?;
            from = end + 2;
            let tag = &text[open + 2..end];
            if close == "%}" && tag.trim_matches('-').trim() == "raw" {
                from += text[from..].find("endraw")?;
            } else if close != "#}" {
                return Some((open + 2, tag));
            }
        }
    })
}

fn name_at(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The names with their fields in a tag, and where: no texts in quotes, no filters, tests, functions, arguments or elements.
fn names(tag: &str) -> impl Iterator<Item = (usize, &str)> {
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
            let is_other = before.ends_with(['|', '<', '/', ':']) && !before.ends_with("||")
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

    #[test]
    fn what_is_right_is_not_told() {
        let known = BTreeSet::from(["title"]);
        for text in [
            "{% component box(color: string, ...rest) %}{# was {{ colour }} #}{{ color }}{{ rest }}{% endcomponent %}",
            "{# {% if page.titel %} #}",
            "{% component list(rows: array) %}{% for row in rows %}{% raw %}{{ rwo }}{% endraw %}{% endfor %}{% endcomponent %}",
            "{% component x(a: map) %}{% set_global aa = 1 %}{{ aa }}{% endcomponent %}",
        ] {
            assert_eq!(fault(text, &known), None, "{text}");
        }
        assert!(fault("{# x #}{% if page.titel %}", &known).is_some());
        assert!(fault("{% raw %}x{% endraw %}{% if page.titel %}", &known).is_some());
    }

    #[test]
    fn letters_of_all_kinds_are_passed_over() {
        let known = BTreeSet::from(["title"]);
        for text in [
            "{# {{ é }} {{ naïve.tïtle }} #}",
            "{% if “x” == 'é %}",
            "{{ '",
            "{% if a.\u{1f389}b %}{{ é | x }}",
            "{{ \"é\" }}",
            "{# {%} #}",
            "{{}}",
        ] {
            assert_eq!(fault(text, &known), None, "{text}");
        }
    }

    #[test]
    fn the_built_in_templates_have_no_mistyped_name() {
        let texts = crate::theme::layers::built_in_texts();
        let known: BTreeSet<&str> = texts.iter().flat_map(|text| fields(text)).collect();
        for text in &texts {
            assert_eq!(fault(text, &known), None, "{text}");
        }
    }
}
