//! Which costly parts of a page its template can show: those that a text names which takes part in the page.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

use super::files::{defined, in_name};
use super::layers::Layers;
use crate::page::Asked;

/// What every page template asks for, by its name.
///
/// A template takes part by what it extends and includes, and by the components that it uses. Whatever looks like one of these
/// is taken for it, and a name that stands anywhere in a text is taken for a use: so rather too much is worked out. A record that is
/// printed as it is shows what is asked for.
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
    let own: Vec<Asked> = texts.iter().map(|(_, text)| named_in(text)).collect();
    let mut asked = BTreeMap::new();
    for (start, (path, _)) in texts.iter().enumerate() {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        // The uppermost layer's comes first, and is the one that is rendered.
        asked.entry(name.to_string()).or_insert_with(|| {
            let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
            while let Some(at) = open.pop() {
                open.extend(next[at].iter().filter(|&&other| seen.insert(other)));
            }
            seen.iter().fold(Asked::NOTHING, |sum, &at| sum.and(own[at]))
        });
    }
    asked
}

/// The name of a file at the end of a text: of `{% extends "base/goal.html`, `goal.html`.
fn last_name(text: &str) -> &str {
    let start = text.rfind(|c: char| c == '/' || c == '"' || c == '\'' || c == '`' || c.is_whitespace());
    start.map_or(text, |start| text[start..].trim_start_matches(['/', '"', '\'', '`']).trim_start())
}

fn named_in(text: &str) -> Asked {
    let has = |name: &str| memmem::find(text.as_bytes(), name.as_bytes()).is_some();
    // These show everything that there is, or put names together.
    let in_names = |c: char| c.is_alphanumeric() || matches!(c, '_' | ',' | ' ');
    let is_pair = |names: &str| names.contains(',') && names.chars().all(in_names);
    let of_pairs = text.split("for ").skip(1).any(|rest| rest.split(" in ").next().is_some_and(is_pair));
    if has("__tera_context") || has("json_encode") || has("~") || of_pairs {
        return Asked::ALL;
    }
    Asked { said: has("said"), thread: has("thread"), linked_data: has("linked_data_html") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What `goal.html` asks for in a theme whose own templates these are.
    fn of_goal(templates: &[(&str, &str)]) -> Asked {
        let file = |(path, text): &(&str, &str)| (format!("themes/ours/{path}"), text.to_string());
        let layers = Layers::of(&Sources::from_texts(templates.iter().map(file)), "ours").expect("it has files");
        by_template(&layers)["goal.html"]
    }

    #[test]
    fn a_template_asks_for_what_takes_part_in_its_page() {
        let said = Asked { said: true, ..Asked::NOTHING };
        let goal = |text: &'static str| ("templates/goal.html", text);
        assert_eq!(of_goal(&[goal("{{ page.item.title }}")]), Asked::NOTHING);
        assert_eq!(of_goal(&[goal("{{ page.item.measures[0].said }}")]), said);
        assert_eq!(of_goal(&[goal("{% for x in page.item.measures %}{{ x | get(key='said') }}{% endfor %}")]), said);
        assert_eq!(of_goal(&[goal("{% include 'part.html' %}"), ("templates/part.html", "{{ m.said }}")]), said);
        assert_eq!(of_goal(&[goal("{%- extends \"frame.html\" %}"), ("templates/frame.html", "{{ m.said }}")]), said);
        assert_eq!(
            of_goal(&[goal("{{<own m={m} />}}"), ("components/own/own.html", "{% component own(m: map) %}{{ m.said }}")]),
            said
        );
        // Through a component of the built-in theme, and those that it uses.
        assert!(of_goal(&[goal("{{<item item={page.item} />}}")]).said);
        assert_eq!(of_goal(&[goal("{% extends \"base/goal.html\" %}")]), of_goal(&[("templates/home.html", "x")]));
        assert_eq!(of_goal(&[goal("{{ __tera_context }}")]), Asked::ALL);
        assert_eq!(of_goal(&[goal("{{ page | json_encode }}")]), Asked::ALL);
        assert_eq!(of_goal(&[goal("{% for key, value in page.shell %}{{ value }}{% endfor %}")]), Asked::ALL);
    }
}
