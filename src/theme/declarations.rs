//! What stands within the rules of a style sheet of the project's own, and browsers pass over: values that do not end, colours
//! with a digit too few, comments of other languages, and what is fetched from elsewhere.

use std::collections::BTreeSet;

use super::css::without_words;
use super::names::mistyped;
use crate::source::At;

/// A place of a sheet, what is wrong there, and what to do.
pub type Fault = (At, String, &'static str);

/// The layers of all styles, as `tokens/layers.css` of `base` names them.
const LAYERS: [&str; 5] = ["tokens", "elements", "components", "overrides", "print"];

/// A declaration above the rules, where the brace before it is missing.
pub fn loose(css: &str) -> Option<Fault> {
    let bare = without_words(css);
    let (mut depth, mut start) = (0_usize, 0);
    for (at, mark) in bare.char_indices().filter(|(_, mark)| "{};".contains(*mark)) {
        let raw = &bare[start..at];
        let words = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        start = at + 1;
        match mark {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !words.is_empty() && !words.starts_with('@') => {
                let first = words.lines().next().unwrap_or_default().trim_end();
                let message = "this declaration stands in no rule".to_string();
                return Some((At::new(from, from + first.len()), message, "put a `{` before the first declaration of the rule"));
            }
            _ => {}
        }
    }
    None
}

/// The first fault within the rules. `assets` are the files of the theme that styles can show.
pub fn fault(css: &str, assets: &BTreeSet<String>) -> Option<Fault> {
    let bare = without_words(css);
    let place = |start: usize, length: usize| At::new(start, start + length);
    if let Some((at, line)) = lines(&bare).find(|(_, line)| line.trim_start().starts_with("//")) {
        let start = at + line.len() - line.trim_start().len();
        let message = "a style sheet has no comments after `//`: what stands here, and what follows it, is passed over";
        return Some((place(start, line.trim().len()), message.into(), "write a comment as `/* words */`"));
    }
    if let Some(at) = bare.find("@import") {
        let length = bare[at..].find([';', '\n']).unwrap_or(bare.len() - at);
        let message = "no browser follows this `@import`: all styles are put together into one file, and it is not the first there";
        return Some((place(at, length), message.into(), "copy the other sheet into a file of the theme"));
    }
    for (at, _) in bare.match_indices("@layer ") {
        let names = bare[at + 7..].split(['{', ';']).next().unwrap_or_default();
        if let Some(name) = names.split(',').map(str::trim).find(|name| !name.is_empty() && !LAYERS.contains(name)) {
            let start = at + 7 + names.find(name).unwrap_or_default();
            let message = format!("the styles have no layer `{name}`");
            return Some((place(start, name.len()), message, "the layers are tokens, elements, components, overrides and print"));
        }
    }
    values(&bare).find_map(|(at, value)| of_value(at, value)).or_else(|| of_addresses(css, assets)).or_else(|| mistyped(css, &bare))
}

/// The lines of a text, and where each starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    })
}

/// The values of declarations: what stands after a colon, up to a `;` or a `}`.
fn values(bare: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    bare.char_indices().filter(|(_, mark)| "{};".contains(*mark)).filter_map(move |(at, mark)| {
        let from = std::mem::replace(&mut start, at + 1);
        let colon = bare[from..at].find(':')? + from + 1;
        (mark != '{').then(|| (colon, &bare[colon..at]))
    })
}

fn of_value(at: usize, value: &str) -> Option<Fault> {
    let start = at + value.len() - value.trim_start().len();
    if value.matches('(').count() != value.matches(')').count() {
        let message = "the round brackets of this value do not go together".to_string();
        return Some((At::new(start, start + value.trim().len()), message, "close each one that is opened"));
    }
    let hash = value.find('#')?;
    let digits = value[hash + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_colour = [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    (!is_colour && !digits.is_empty()).then(|| {
        let place = At::new(at + hash, at + hash + 1 + digits.len());
        (place, format!("`#{digits}` is not a colour"), "write # and six hexadecimal digits, such as #005eb8")
    })
}

/// What `url()` asks for: a file of the theme's `assets/`, beside which the styles are published.
fn of_addresses(css: &str, assets: &BTreeSet<String>) -> Option<Fault> {
    css.match_indices("url(").find_map(|(at, found)| {
        let rest = &css[at + found.len()..];
        let address = rest[..rest.find(')')?].trim().trim_matches(['"', '\'']);
        let start = at + found.len() + rest.find(address)?;
        let place = At::new(start, start + address.len());
        if ["http:", "https:", "//"].iter().any(|scheme| address.starts_with(scheme)) {
            let message = format!("`{address}` is fetched from another host");
            return Some((place, message, "put the file into `assets/` of the theme, with a licence to do so"));
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let is_own = path.is_empty() || path.contains(':') || path.contains("..") || assets.contains(path);
        let message = || format!("there is no file `{path}` in `assets/` of the theme");
        (!is_own).then(|| (place, message(), "put the file there: addresses in styles start from that folder"))
    })
}
