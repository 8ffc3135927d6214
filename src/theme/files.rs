//! Files of the project's own themes that nothing uses: their author expects to see them on the site.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::conditions::{self, Known};
use super::css;
use super::layers::{self, Layers};
use super::selectors;
use super::shapes::Shapes;
use super::tags;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, Source, SourceId, Sources};
use crate::strategy::not_text;
use crate::strategy::scalars::{is_language, meant_language};

/// The folders of a theme, and what the names of their files end with; assets may be anything.
const FOLDERS: [(&str, &[&str]); 9] = [
    ("assets", &[""]),
    ("components", &[".html", ".css", ".yaml"]),
    ("elements", &[".css"]),
    ("figures", &[".css"]),
    ("print", &[".css"]),
    ("search", &[".css"]),
    ("strings", &[".yaml"]),
    ("templates", &[".html"]),
    ("tokens", &[".css"]),
];

/// Reports files that have no place in a theme, and style sheets that do not hold together.
pub fn check(sources: &Sources, name: &str, layers: &Layers, problems: &mut Diagnostics) {
    let known = std::cell::OnceCell::new();
    let (loose, own): (Vec<(SourceId, &Source)>, Vec<_>) =
        sources.below("themes/").partition(|(_, file)| file.path().split('/').count() < 3);
    for (id, file) in loose.iter().filter(|(_, file)| !is_for_people(file.name())) {
        let problem = Diagnostic::new(&codes::UNUSED_THEME_FILE, id.start(), format!("`{}` lies in no theme", file.path()));
        problems.push(problem.help(format!("each theme is a folder of `themes/`: move the file to `themes/{name}/`")));
    }
    let theme = |file: &Source| file.path().split('/').nth(1).unwrap_or_default().to_string();
    let used = |file: &Source| [name, "base"].contains(&theme(file).as_str());
    if let Some((id, first)) = own.first().filter(|_| !own.iter().any(|(_, file)| used(file))) {
        let message = format!("the site uses the theme `{name}`, so that nothing in `themes/{}/` is used", theme(first));
        let problem = Diagnostic::new(&codes::UNUSED_THEME_FILE, id.start(), message);
        problems.push(
            problem.help(format!("call the folder `themes/{name}/`, or write its name under `theme` in `content/site.yaml`")),
        );
    }
    for (id, file) in own.iter().filter(|(_, file)| used(file)) {
        let path = file.path().splitn(3, '/').nth(2).unwrap_or_default();
        if file.text().is_err() && !path.starts_with("assets/") {
            problems.push(not_text(*id, file));
            continue;
        }
        if let Some((reason, help)) = misplaced(path) {
            let problem = Diagnostic::new(&codes::UNUSED_THEME_FILE, id.start(), format!("`{path}` {reason}")).help(help);
            let bytes = file.bytes().unwrap_or_default();
            let component = || std::str::from_utf8(&bytes).ok().and_then(|text| defined(text).next()).map(no_component);
            problems.push(match lost(path).or_else(component) {
                Some(cause) => problem.chief_cause(cause),
                None => problem,
            });
        } else if path.ends_with(".css") && !path.starts_with("assets/") {
            let known = known.get_or_init(|| css::Known::of(layers));
            let bytes = file.bytes().map(|bytes| layers::unmarked(path, bytes)).unwrap_or_default();
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            let found = css::problems(text, known, *id);
            let below = layers.all(path).take_while(|(_, source)| *source != Some(*id)).last();
            let below = below.filter(|_| found.is_empty()).map(|(bytes, _)| String::from_utf8_lossy(bytes));
            problems.extend(below.and_then(|below| css::lost(text, &below, known, *id)).into_iter().chain(found));
        }
    }
}

/// What templates ask for in vain because of a file that has no place: strings, or one asset.
fn lost(path: &str) -> Option<String> {
    let (folder, rest) = path.split_once('/')?;
    match nearest(folder, ["assets", "strings"])? {
        "strings" => Some(LOST_STRINGS.to_string()),
        _ => Some(conditions::no_asset(rest)),
    }
}

const LOST_STRINGS: &str = "the theme lacks strings";

/// Why a file has no place in a theme, and what to do; `None` if it has one, or is for people only.
fn misplaced(path: &str) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if is_for_people(name) {
        return None;
    }
    let all = || format!("the folders of a theme are {}", FOLDERS.map(|(folder, _)| format!("`{folder}/`")).join(", "));
    let Some((folder, rest)) = path.split_once('/') else { return Some(("lies in no folder of the theme".into(), all())) };
    let Some((_, endings)) = FOLDERS.iter().find(|(known, _)| *known == folder) else {
        let near = nearest(folder, FOLDERS.map(|(known, _)| known));
        let help = near.map_or_else(all, |near| format!("did you mean `{near}/{rest}`?"));
        return Some((format!("lies in `{folder}/`, and a theme has no such folder"), help));
    };
    let language = rest.strip_suffix(".yaml").filter(|_| folder == "strings");
    if let Some(language) = language.filter(|language| !is_language(language)) {
        let help = match meant_language(language) {
            Some(meant) => format!("did you mean `strings/{meant}.yaml`?"),
            None => "name it after the language's short name, such as `strings/en.yaml`, `strings/cy.yaml`".into(),
        };
        return Some((format!("is not used: `{language}` is not the short name of a language"), help));
    }
    let fits = endings.iter().any(|ending| path.ends_with(ending)) && (folder != "strings" || !rest.contains('/'));
    (!fits).then(|| {
        let all = endings.iter().map(|ending| format!("`{ending}`")).collect::<Vec<_>>().join(" or ");
        // `.HTML`, `.htm` and `.yml` are the same in other letters.
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        let meant = match &*ending.to_ascii_lowercase() {
            "htm" => ".html".to_string(),
            "yml" => ".yaml".to_string(),
            lower => format!(".{lower}"),
        };
        let help = match endings.contains(&&*meant) {
            true => format!("call it `{stem}{meant}`"),
            false => "give it another name, or move it to `assets/`".into(),
        };
        (format!("is not used: files in `{folder}/` end with {all}"), help)
    })
}

/// Whether a file is for those who work on the theme.
fn is_for_people(name: &str) -> bool {
    name.ends_with(".md") || ["LICENSE", "LICENCE", "NOTICE"].iter().any(|start| name.to_uppercase().starts_with(start))
}

/// Reports templates and components of the project's own with nothing in them.
pub fn check_empty(layers: &Layers, problems: &mut Diagnostics) {
    for (path, bytes, source) in layers.templates() {
        if let Some(source) = source.filter(|_| bytes.trim_ascii().is_empty()) {
            let problem = Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.start(), format!("`{path}` is empty"));
            problems.push(problem.help("write the template, or remove the file: the built-in one is used then"));
        }
    }
}

/// Reports names in templates of the project's own that stand for nothing, and templates and components that no page uses.
///
/// `mended` are the texts of those with slips, which are told.
pub fn check_templates(
    layers: &Layers,
    strings: Option<&Map<String, Value>>,
    mended: &BTreeMap<SourceId, String>,
    problems: &mut Diagnostics,
) {
    if layers.own_templates().is_empty() {
        return;
    }
    let texts: Vec<&str> = layers.templates().filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok()).collect();
    let pages: BTreeSet<String> = layers::built_in_templates();
    // The fields that hold HTML, by what the built-in templates put on pages as such.
    let html: BTreeSet<&str> = layers
        .templates()
        .filter(|(.., source)| source.is_none())
        .filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok())
        .flat_map(|text| safe_names(text).filter_map(|(_, name)| name.rsplit('.').next()))
        .collect();
    let built_in = layers::built_in_texts();
    // Templates may make records of their own, whose names stand in quotes.
    let quoted = texts.iter().flat_map(|text| text.split(['"', '\'', '`']));
    let built_in = built_in.iter().flat_map(|text| conditions::fields(text));
    let shapes = Shapes::read();
    let fields: BTreeSet<&str> = built_in.chain(quoted).chain(shapes.fields()).collect();
    let components: BTreeMap<_, _> = texts.iter().rev().flat_map(|text| conditions::components(text)).collect();
    let text_of = |name: &str, of: &str| {
        let bare = name.rsplit('/').next().unwrap_or(name);
        let others =
            layers.templates().filter(|(path, bytes, _)| path.strip_prefix("templates/") == Some(bare) && *bytes != of.as_bytes());
        others.filter_map(|(_, bytes, _)| std::str::from_utf8(bytes).ok()).last()
    };
    let (css, made) = (layers.every_css(), layers.words());
    let assets = layers.asset_names();
    let lacks_strings = layers.own_paths().any(|path| misplaced(path).is_some() && lost(path).as_deref() == Some(LOST_STRINGS));
    for (path, bytes, source) in layers.templates() {
        let Some(source) = source else { continue };
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let text = mended.get(&source).map_or(text, String::as_str);
        let told = |code, (at, message, help): conditions::Fault| Diagnostic::new(code, source.at(at), message).help(help);
        let classes = selectors::classes_of_template(text, &css, &made);
        problems.extend(classes.map(|(at, message, help)| {
            let pair = selectors::of_pair(&message, &[&made, &css]);
            let problem = told(&codes::CSS_PROBLEM, (at, message, help.to_string()));
            match pair {
                Some((cause, true)) => problem.chief_cause(cause),
                Some((cause, false)) => problem.cause(cause),
                None => problem,
            }
        }));
        let outer = tags::outer(text, |name| text_of(name, text));
        let known = Known { shapes: &shapes, strings, components: &components, fields: &fields, outer: &outer, assets: &assets };
        let faults = conditions::faults(path, text, &known);
        let safe: Vec<_> = safe_names(text).filter_map(|(at, name)| unsafe_name(source, at, name, &html)).collect();
        let is_told = |problem: &Diagnostic| {
            let within = |(at, ..): &conditions::Fault| problem.place.is_some_and(|place| place.at.start == at.start);
            faults.iter().any(within)
        };
        problems.extend(safe.into_iter().filter(|problem| !is_told(problem)));
        // One name that is not there may be asked for in several places.
        problems.extend(faults.into_iter().map(|fault| {
            let is_lost = fault.1.starts_with("there is no string") && lacks_strings;
            let cause = if is_lost { LOST_STRINGS.to_string() } else { fault.1.clone() };
            told(&codes::TEMPLATE_PROBLEM, fault).cause(cause)
        }));
        let problem = |words: &str| Diagnostic::new(&codes::UNUSED_THEME_FILE, source.start(), format!("`{path}` {words}"));
        if let Some(name) = path.strip_prefix("templates/") {
            let mentioned = || texts.iter().any(|text| ['"', '\''].iter().any(|end| text.contains(&format!("{name}{end}"))));
            if !pages.contains(name) && !mentioned() {
                let near = nearest(name, pages.iter().map(String::as_str));
                problems.push(problem("is the template of no page, and no template uses it").help(match near {
                    Some(near) => format!("did you mean `templates/{near}`?"),
                    None => "name it after the template that it stands in for, or include it in one".into(),
                }));
            }
            continue;
        }
        let own: Vec<&str> = std::str::from_utf8(bytes).map(|text| defined(text).collect()).unwrap_or_default();
        // What lies in the wrong place may call it too.
        let lost = || layers.own_texts().filter(|(path, _)| misplaced(path).is_some()).map(|(_, text)| text);
        let called = |name: &str| {
            texts.iter().copied().chain(lost()).any(|text| {
                text.match_indices(&format!("<{name}")).any(|(at, found)| !text[at + found.len()..].starts_with(in_name))
            })
        };
        // A call with a slip in it may be meant for this one.
        if let Some(name) = own.first().filter(|_| mended.is_empty() && !own.iter().any(|name| called(name))) {
            let known: BTreeSet<&str> = texts.iter().flat_map(|text| defined(text)).filter(|known| !own.contains(known)).collect();
            problems.push(problem("defines a component that no template uses").help(match nearest(name, known) {
                Some(near) => format!("did you mean to call the component `{near}`?"),
                None => format!("use it: {{{{ <{name} /> }}}}"),
            }));
        }
    }
}

/// The fields that a template puts on a page without escaping them, and where they stand.
fn safe_names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("safe").filter_map(|(at, word)| {
        let before = text[..at].trim_end().strip_suffix('|')?.trim_end();
        let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_.".contains(c)).len()..];
        let ends = !text[at + word.len()..].starts_with(in_name);
        (ends && name.contains('.') && !name.starts_with('.')).then_some((before.len() - name.len(), name))
    })
}

/// What a template takes for HTML, and is none.
fn unsafe_name(source: SourceId, at: usize, name: &str, html: &BTreeSet<&str>) -> Option<Diagnostic> {
    let field = name.rsplit('.').next()?;
    // Words of the theme's own may be written with HTML in them; and not every field with HTML is shown by the built-in templates.
    let near = nearest(field, html.iter().copied()).filter(|near| strsim::damerau_levenshtein(near, field) <= 2);
    if html.contains(field) || name.starts_with("s.") || field.ends_with("html") && near.is_none() {
        return None;
    }
    let start = at + name.len() - field.len();
    let place = source.at(At::new(start, start + field.len()));
    Some(match near {
        Some(near) => {
            Diagnostic::new(&codes::TEMPLATE_PROBLEM, place, format!("there is no field `{field}` with HTML")).suggest(Some(near))
        }
        None => Diagnostic::new(
            &codes::TEMPLATE_PROBLEM,
            place,
            format!("`{field}` is a text, and `safe` would put it on the page as HTML"),
        )
        .help("leave `| safe` out: it is for fields named `…_html` alone"),
    })
}

/// What problems have in common that come of a component which is not there.
pub fn no_component(name: &str) -> String {
    format!("no component {name}")
}

/// The names of the components that a template defines.
pub fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?.trim_start();
        Some(&rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())]).filter(|name| !name.is_empty())
    })
}

/// Whether a character can be part of a component's name.
pub fn in_name(c: char) -> bool {
    c.is_alphanumeric() || "-_.".contains(c)
}
