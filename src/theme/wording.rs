//! What the template engine says, in plain words and in the template's own file.

use std::collections::{BTreeMap, BTreeSet};

use tera::{ErrorKind, ReportError};

use super::files::no_component;
use super::html::Fault;
use super::layers::Layers;
use super::{habits, open};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, SourceId, Sources};

/// How the message starts of a block that nothing shows.
pub(super) const NO_BLOCK: &str = "no template below has a block";

/// The message of an end of what is not open.
pub(super) const ENDS_NOTHING: &str = "this ends nothing that is open here";

/// How the full names of built-in templates start.
const THEMES: [&str; 5] = ["builtin/base/", "builtin/nhs/", "builtin/civic/", "base/", "builtin/"];

const CURE: &str = "correct the template; `What each template gets` in the documentation lists what it may use";

/// Where and why the engine cannot read a template. `names` are those of templates and components.
pub fn syntax(text: &str, report: &ReportError, names: &BTreeSet<String>) -> Fault {
    if let Some(fault) = open::unknown(text).or_else(|| open::unclosed(text)) {
        return fault;
    }
    if let Some(torn) = torn(text, report.message(), report.span().range.start, names) {
        return torn;
    }
    let range = report.span().range.clone();
    if let Some(call) = call(text, range.start) {
        return call;
    }
    if let Some(habit) = habits::of(text, range.clone(), report.message()) {
        return habit;
    }
    let found = text.get(range.clone()).unwrap_or_default();
    let message = match report.message() {
        "Unknown tag" if found.starts_with("end") => "Unexpected end of a tag",
        message => message,
    };
    let (words, help) = plain(message, &BTreeSet::new());
    // Words that stand where a tag should start with the end of the line above.
    let start = range.start + found.len() - found.trim_start().len();
    (At::new(start, range.end.max(start)), words, help.unwrap_or_else(|| CURE.into()))
}

/// A function that there is none of, called with values where names of arguments belong.
fn call(text: &str, at: usize) -> Option<Fault> {
    let before = text.get(..at)?.strip_suffix('(')?;
    let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len()..];
    let is_filter = before[..before.len() - name.len()].trim_end().ends_with('|');
    let start = before.len() - name.len();
    let is_made = ["super", "range", "get_env", "throw"].contains(&name);
    (!name.is_empty() && !is_filter && !is_made)
        .then(|| (At::new(start, at - 1), format!("there is no function `{name}`"), CURE.into()))
}

/// A page's template that cannot be rendered.
pub fn unrendered(error: &tera::Error, template: &str, own: &BTreeMap<String, SourceId>) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => reported(report, own),
        _ => problem(template, At::default(), &error.to_string(), own, &BTreeSet::new()),
    }
}

/// What went wrong, without where.
pub fn in_one_line(error: &tera::Error) -> String {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_string(),
        _ => error.to_string(),
    }
}

fn reported(report: &ReportError, own: &BTreeMap<String, SourceId>) -> Diagnostic {
    at_report(report, report.message(), own)
}

/// A block or a component whose two ends differ. Of the two names, the one that is known nowhere is the wrong one; if that cannot
/// be told, it is the end's.
fn torn(text: &str, message: &str, end: usize, names: &BTreeSet<String>) -> Option<(At, String, String)> {
    let message = message.replace("doesn't", "does not");
    let quotes: Vec<&str> = message.split(['`', '\'']).collect();
    let (kind, mark, first, second) = match (&*message, quotes[..].get(1..4)?) {
        (_, [first, _, second]) if quotes[0].starts_with("block was named") => ("block", "block ", *first, *second),
        (message, [first, _, second]) if message.starts_with("component was named") => ("component", "component ", *first, *second),
        (message, [second, _, first]) if message.starts_with("Closing tag") => ("component", "<", *first, *second),
        _ => return None,
    };
    let known = |name: &str| match kind {
        "block" => super::layers::has_block(name),
        _ => names.contains(name),
    };
    // What starts a definition is known by it.
    let is_start = known(second) && (!known(first) || mark == "component ");
    let (name, other) = if is_start { (first, second) } else { (second, first) };
    let at = match is_start {
        true => text.get(..end)?.rfind(&format!("{mark}{name}"))? + mark.len(),
        false => end + text.get(end..)?.find(name)?,
    };
    let words = if is_start {
        format!("there is no {kind} `{name}`, and it ends as `{other}`")
    } else {
        format!("this {kind} starts as `{other}` and ends as `{name}`")
    };
    Some((At::new(at, at + name.len()), words, format!("did you mean `{other}`?")))
}

fn at_report(report: &ReportError, message: &str, own: &BTreeMap<String, SourceId>) -> Diagnostic {
    let range = report.span().range.clone();
    problem(report.filename(), At::new(range.start, range.end), message, own, &BTreeSet::new())
}

/// Every place where a template asks for what is not there. The engine hands these over as drawn reports, one after the other:
/// `error: MESSAGE`, then `--> FILE:LINE:COLUMN`.
pub fn unlinked(error: &tera::Error, own: &BTreeMap<String, SourceId>, sources: &Sources, layers: &Layers) -> Diagnostics {
    let text = |name: &str| own.get(name).and_then(|_| layers.text(name)).unwrap_or_default();
    // Where a name stands in a template, in quotation marks or not.
    let quoted = |name: &str, word: &str| {
        let start = text(name).find(&format!("\"{word}\"")).or_else(|| text(name).find(&format!("'{word}'")));
        start.map_or(At::default(), |start| At::new(start + 1, start + 1 + word.len()))
    };
    let names: BTreeSet<String> = layers.names();
    let one = |name: &str, at: At, message: &str| Diagnostics::from_iter([problem(name, at, message, own, &names)]);
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            one(current, quoted(current, parent), &format!("Unknown template `{parent}`"))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            // The one that asks for its own bare name, and so for itself.
            let asks = |name: &&String| {
                let bare = name.rsplit('/').next().unwrap_or(name);
                ['"', '\''].iter().any(|mark| text(name).contains(&format!("extends {mark}{bare}{mark}")))
            };
            let name = own.keys().find(asks).map_or(tpl.as_str(), String::as_str);
            let start = text(name).find("extends").unwrap_or_default();
            let rest = &text(name)[start..];
            let end = start + rest.find(['%', '\n']).map_or(rest.len(), |end| rest[..end].trim_end().len());
            one(name, At::new(start, end), "Circular extend")
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let start = text(tpl).find("include").unwrap_or_default();
            one(tpl, At::new(start, start + "include".len()), "Circular include")
        }
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Diagnostics::from_iter([reported(report, own)]),
        kind => {
            let drawn = kind.to_string();
            let reports = format!("\n\n{drawn}");
            let found = reports.split("\n\nerror: ").skip(1).filter_map(|report| {
                let (message, rest) = report.split_once("\n")?;
                let (name, place) = rest.lines().next()?.trim().strip_prefix("--> ")?.split_once(':')?;
                let (line, column) = place.split_once(':')?;
                let at = byte_of(text(name), line.parse().ok()?, column.parse().ok()?);
                // The name of a component stands behind its `<`.
                let at = at + usize::from(message.starts_with("Unknown component") && text(name)[at..].starts_with('<'));
                let marks = rest.lines().nth(3).map_or(0, |marks| marks.matches('^').count());
                Some(problem(name, At::new(at, (at + marks.max(1)).min(text(name).len().max(at))), message, own, &names))
            });
            let found: Diagnostics = found.collect();
            let found = told_at_the_cause(found, own, sources);
            match (found.is_empty(), twice(&drawn)) {
                (false, _) => found,
                (true, Some((component, first, second))) => {
                    let name = if own.contains_key(second) { second } else { first };
                    let start = text(name).find(component).unwrap_or_default();
                    let message = format!("the component `{component}` is defined in `{first}` and in `{second}`");
                    one(name, At::new(start, start + component.len()), &message)
                }
                (true, None) => one("a template", At::default(), drawn.lines().next().unwrap_or_default()),
            }
        }
    }
}

/// Blocks of built-in templates that a template of the project's own has not, in whose place it stands: one mistake, told there.
fn told_at_the_cause(found: Diagnostics, own: &BTreeMap<String, SourceId>, sources: &Sources) -> Diagnostics {
    let is_lost = |problem: &&Diagnostic| problem.place.is_none() && problem.message.starts_with(NO_BLOCK);
    let Some(first) = found.iter().find(is_lost) else { return found };
    let blocks: BTreeSet<&str> = found.iter().filter(is_lost).filter_map(|lost| lost.message.split('`').nth(1)).collect();
    let block = first.message.split('`').nth(1).unwrap_or_default();
    let others = if blocks.len() > 1 { format!(", nor {} more that others fill", blocks.len() - 1) } else { String::new() };
    // The frame of all pages, which extends nothing as it stands.
    let extends =
        |source: SourceId| sources.get(source).text().is_ok_and(|text| text.contains("{% extends") || text.contains("{%- extends"));
    let frame = own.iter().find(|(name, source)| name.ends_with("/layout.html") && !extends(**source));
    let Some((_, source)) = frame else { return found };
    let message = format!("this template stands in for the one below, and has no block `{block}`{others}");
    let help = "start it with `{% extends \"builtin/base/layout.html\" %}`, or write all of these blocks";
    let problem = Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.start(), message).help(help);
    std::iter::once(problem).chain(found.iter().filter(|problem| !is_lost(problem)).cloned()).collect()
}

/// The component and the two templates of "Component `a` is defined in both `b` and `c`".
fn twice(message: &str) -> Option<(&str, &str, &str)> {
    let mut parts = message.strip_prefix("Component `")?.split('`');
    Some((parts.next()?, parts.nth(1)?, parts.nth(1)?))
}

/// The byte of a line and column, both from 1; columns count characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[start..].lines().next().unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

fn problem(name: &str, at: At, message: &str, own: &BTreeMap<String, SourceId>, names: &BTreeSet<String>) -> Diagnostic {
    let (words, help) = plain(message, names);
    let problem = match own.get(name) {
        Some(source) => Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.at(at), words),
        None => Diagnostic::general(&codes::TEMPLATE_PROBLEM, format!("{words} (in `{name}`)")),
    };
    let problem = problem.help(help.unwrap_or_else(|| CURE.into()));
    if let Some(component) = message.strip_prefix("Unknown component `").and_then(|rest| rest.split('`').next()) {
        return problem.cause(no_component(component));
    }
    // A string or a field that several places ask for, and that is called otherwise.
    match message.strip_prefix("Field ").and_then(|rest| rest.split('`').nth(1)) {
        Some(field) => problem.cause(format!("templates ask for {field}")),
        None => problem,
    }
}

/// A message of the engine in plain words, and what to do if that is known.
fn plain(message: &str, names: &BTreeSet<String>) -> (String, Option<String>) {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mean = |near: Option<&str>| near.map(|near| format!("did you mean `{near}`?"));
    let quoted = |start: &str| message.strip_prefix(start)?.split('`').nth(1);
    if quoted("Variable ") == Some("super") {
        return ("`super` stands here without its brackets".into(), Some("write `{{ super() }}`".into()));
    }
    for (start, kind) in [("Field ", "field"), ("Variable ", "name")] {
        if let (Some(name), Some((_, available))) = (quoted(start), message.split_once(": ")) {
            let near = nearest(name, available.split(", "));
            let all = || format!("the {kind}s here are {available}");
            return (format!("there is no {kind} `{name}` here"), Some(mean(near).unwrap_or_else(all)));
        }
    }
    for (start, kind) in [("Unknown template ", "template"), ("Unknown component ", "component")] {
        if let Some(name) = quoted(start) {
            let (theme, bare) = name.rsplit_once('/').map_or(("", name), |(_, bare)| (&name[..name.len() - bare.len()], bare));
            let is_kind = |name: &&str| name.ends_with(".html") == (kind == "template");
            let near = nearest(bare, names.iter().map(String::as_str).filter(is_kind)).map(|near| match near == bare {
                // The template is there, in another theme.
                true => nearest(theme, THEMES).map_or(near.to_string(), |theme| format!("{theme}{near}")),
                false => format!("{theme}{near}"),
            });
            return (format!("there is no {kind} `{name}`"), mean(near.as_deref()));
        }
    }
    for (start, kind) in [("Unknown filter ", "filter"), ("Unknown test ", "test"), ("Unknown function ", "function")] {
        if let Some(name) = quoted(start) {
            let near = habits::filter(name).filter(|_| kind == "filter");
            return (format!("there is no {kind} `{name}`"), mean(near));
        }
    }
    if let Some(name) = quoted("Block ").filter(|_| message.contains("not defined in any parent")) {
        let built_in = super::layers::built_in_texts();
        let blocks =
            built_in.iter().flat_map(|text| text.split("{% block ").skip(1)).filter_map(|rest| rest.split([' ', '%']).next());
        return (format!("{NO_BLOCK} `{name}`, so that this one is never shown"), mean(nearest(name, blocks)));
    }
    if let Some((words, help)) = habits::of_values(message) {
        return (words, Some(help));
    }
    match message {
        "Unexpected end of input" => (
            "the template ends too early".into(),
            Some("something is not closed: a `{% … %}`, a `{{ … }}`, a block or an `if`".into()),
        ),
        "Unexpected end of a tag" => (ENDS_NOTHING.into(), Some("take it out, or open what it is to end".into())),
        "Circular extend" => {
            let help = "write the full name of the template below, such as `builtin/base/layout.html`";
            ("this template extends itself, perhaps by way of others".into(), Some(help.into()))
        }
        "Circular include" => {
            ("this template includes itself, perhaps by way of others".into(), Some("take one of the includes out".into()))
        }
        message if message.starts_with("`words` has no ") => (
            "`count` needs words for one and for several".into(),
            Some("hand it a string that has both: `one: \"{n} goal\"` and `other: \"{n} goals\"`".into()),
        ),
        message if message.starts_with("This content would be ignored") => (
            "what stands here, outside of the blocks, is never shown: this template extends another".into(),
            Some("put it into a block, or take it out".into()),
        ),
        "Unknown tag" => (
            "there is no such tag".into(),
            Some("the tags are `if`, `for`, `set`, `block`, `extends`, `include` and their ends".into()),
        ),
        _ => match message.strip_prefix("Found ").and_then(|rest| rest.split_once(" but ")) {
            Some((found, expected)) => {
                let expected = expected.trim_start_matches("was expecting ").trim_start_matches("expected ");
                let expected = if expected.contains('`') { expected.to_string() } else { format!("`{expected}`") };
                (format!("here stands {found}, where {expected} belongs"), None)
            }
            None => (format!("the template cannot be used: {message}"), None),
        },
    }
}
