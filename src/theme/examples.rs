//! Examples of components that the project has itself, held against the components: the gallery shows none of them if one is wrong.

use std::collections::BTreeMap;

use super::files::no_component;
use super::gallery::PARTS;
use super::layers::Layers;
use super::tags::{tags, words_of};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, SourceId};
use crate::strategy::tree::{Node, Value};
use crate::strategy::{untyped, yaml_tree};

/// An argument of a component.
struct Argument<'a> {
    name: &'a str,
    /// What it is, such as `string`; empty if it may be anything.
    kind: &'a str,
    is_needed: bool,
}

/// What components take, by their names; nothing of those that take anything.
type Components<'a> = BTreeMap<&'a str, Option<Vec<Argument<'a>>>>;

/// Reports what is wrong with the project's own examples.
pub fn check(layers: &Layers, problems: &mut Diagnostics) {
    let own: Vec<_> = layers.examples().into_iter().filter_map(|(path, text, source)| Some((path, text, source?))).collect();
    if own.is_empty() {
        return;
    }
    let texts: Vec<&str> = layers.templates().filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok()).collect();
    let components = texts.iter().rev().flat_map(|text| components(text)).collect();
    for (path, text, source) in own {
        problems.extend(of_file(&path, &text, source, &components));
    }
}

/// The components that a template defines, and what each takes.
fn components(text: &str) -> impl Iterator<Item = (&str, Option<Vec<Argument<'_>>>)> {
    tags(text).filter_map(|(_, tag)| {
        let rest = words_of(tag).strip_prefix("component ")?.trim_start();
        let head = &rest[..rest.find(['(', ' ']).unwrap_or(rest.len())];
        let inside = rest[head.len()..].trim_start().strip_prefix('(').unwrap_or_default();
        let inside = &inside[..super::tags::arguments_end(inside, ')').unwrap_or(inside.len())];
        let mut depth = 0;
        let is_end = |c: char| {
            depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
            c == ',' && depth == 0
        };
        let own = inside.split(is_end).map(str::trim).filter(|part| !part.is_empty() && !part.starts_with('@'));
        let arguments = own.map(|part| {
            let (head, default) = part.split_once('=').map_or((part, None), |(head, default)| (head, Some(default)));
            let (name, kind) = head.split_once(':').unwrap_or((head, ""));
            Argument { name: name.trim(), kind: kind.trim(), is_needed: default.is_none() }
        });
        Some((head, (!inside.contains("...")).then(|| arguments.collect())))
    })
}

fn of_file(path: &str, text: &str, source: SourceId, components: &Components) -> Diagnostics {
    if let Err(problems) = untyped(text, source) {
        return problems;
    }
    let told = |at: At, message: &str| Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.at(at), message);
    let Some(tree) = yaml_tree(text) else { return Diagnostics::new() };
    let whole = || At::new(0, text.lines().next().unwrap_or_default().len());
    match &tree.value {
        Value::Group(_) if path == PARTS => Diagnostics::new(),
        _ if path == PARTS => {
            Diagnostics::from_iter(
                [told(whole(), "this is no map of parts").help("write each part with its fields below its name")],
            )
        }
        Value::List(examples) => {
            let folder = path.split('/').nth(1).unwrap_or_default();
            examples.iter().flat_map(|example| of_example(folder, example, source, components)).collect()
        }
        _ => Diagnostics::from_iter([told(whole(), "this is no list of examples")
            .help("start each example with `- name: …`, and write what the component is handed below `with`")]),
    }
}

fn of_example(folder: &str, example: &Node, source: SourceId, components: &Components) -> Vec<Diagnostic> {
    let told = |at: At, message: String| Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.at(at), message);
    let Value::Group(pairs) = &example.value else {
        return vec![told(example.at, "this is no example".into()).help("write it as `name: …`, with `with` below it")];
    };
    let keys = ["name", "component", "with", "body"];
    if let Some((key, _)) = pairs.iter().find(|(key, _)| !keys.contains(&&**key)) {
        return vec![
            told(key.at, format!("an example has no `{key}`"))
                .did_you_mean(key, keys)
                .help_or(|| "it has `name`, `component`, `with` and `body`".into()),
        ];
    }
    let mut found = Vec::new();
    if !matches!(example.get("name"), Some(Node { value: Value::Text(_), .. })) {
        found.push(told(example.at, "this example has no `name`".into()).help("write in a few words what it shows: `name: …`"));
    }
    let (name, at) = match example.get("component") {
        Some(Node { value: Value::Text(name), at }) => (name.clone(), *at),
        _ => (folder.replace('-', "_"), example.at),
    };
    let Some(takes) = components.get(&*name) else {
        let problem = told(at, format!("there is no component `{name}`")).cause(no_component(&name));
        let near = nearest(&name, components.keys().copied()).map(|near| format!("did you mean `{near}`?"));
        found.push(problem.help(near.unwrap_or_else(|| "write the component into the folder of its examples".into())));
        return found;
    };
    let Some(takes) = takes else { return found };
    let with = example.get("with");
    let given = match with.map(|with| &with.value) {
        Some(Value::Group(given)) => given.as_slice(),
        _ => &[],
    };
    for (key, value) in given {
        match takes.iter().find(|argument| *argument.name == **key) {
            None => {
                let message = format!("the component `{name}` takes no `{key}`");
                let all = || takes.iter().map(|argument| format!("`{}`", argument.name)).collect::<Vec<_>>().join(", ");
                let problem = told(key.at, message).did_you_mean(key, takes.iter().map(|argument| argument.name));
                found.push(problem.help_or(|| format!("it takes {}", all())));
            }
            Some(argument) if !fits(argument.kind, &value.value) => {
                let (what, cure) = meaning(argument.kind);
                found.push(told(value.at, format!("`{key}` of the component `{name}` is {what}")).help(cure));
            }
            Some(_) => {}
        }
    }
    let is_given = |argument: &&Argument| given.iter().any(|(key, _)| **key == *argument.name);
    // One that is called otherwise is told.
    if let Some(lacking) = takes.iter().find(|argument| argument.is_needed && !is_given(argument)).filter(|_| found.is_empty()) {
        let message = format!("this example lacks `{}`, which the component `{name}` needs", lacking.name);
        found.push(told(example.at, message).help(format!("write `{}: …` below `with`", lacking.name)));
    }
    found
}

/// Whether a value can be what an argument is. Nothing at all is left to the component.
fn fits(kind: &str, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Null) => true,
        ("string", value) => matches!(value, Value::Text(_)),
        ("bool", value) => matches!(value, Value::Bool(_)),
        ("integer" | "float" | "number", value) => matches!(value, Value::Number(_)),
        ("array", value) => matches!(value, Value::List(_)),
        ("map", value) => matches!(value, Value::Group(_)),
        _ => true,
    }
}

/// What an argument of a kind is, and how to write it.
fn meaning(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "string" => ("a text", "put it in quotation marks"),
        "bool" => ("yes or no", "write `true` or `false`"),
        "array" => ("a list", "start each of its entries with `- `"),
        "map" => ("a group of fields", "write its fields as `name: value`"),
        _ => ("a number", "write digits alone"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn the_built_in_examples_are_right() {
        for theme in ["base", "nhs", "civic"] {
            let layers = Layers::of(&Sources::from_texts([]), theme).expect("it is built in");
            let texts: Vec<&str> = layers.templates().filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok()).collect();
            let components = texts.iter().rev().flat_map(|text| components(text)).collect();
            for (path, text, _) in layers.examples() {
                let found = of_file(&path, &text, SourceId::FIRST, &components);
                assert!(found.is_empty(), "{path}: {found:?}");
            }
        }
    }
}
