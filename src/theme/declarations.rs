//! What stands within the rules of a style sheet of the project's own, and browsers pass over: values that do not end, colours
//! with a digit too few, comments of other languages, and what is fetched from elsewhere.

use std::collections::BTreeSet;

use super::statements::Statement;
use crate::source::At;

/// A place of a sheet, what is wrong there, and what to do.
pub type Fault = (At, String, &'static str);

/// The layers of all styles, as `tokens/layers.css` of `base` names them.
const LAYERS: [&str; 5] = ["tokens", "elements", "components", "overrides", "print"];

/// The first fault of a statement. `raw` is how it is written, `assets` are the files of the theme that styles can show.
pub fn fault(statement: &Statement, raw: &str, assets: &BTreeSet<String>) -> Option<Fault> {
    let Statement { words, start, .. } = *statement;
    let place = |start: usize, length: usize| At::new(start, start + length);
    if let Some((at, line)) = lines(words).find(|(_, line)| line.trim_start().starts_with("//")) {
        let start = start + at + line.len() - line.trim_start().len();
        let message = "a style sheet has no comments after `//`: what stands here, and what follows it, is passed over";
        return Some((place(start, line.trim().len()), message.into(), "write a comment as `/* words */`"));
    }
    if words.starts_with("@import") {
        let message = "no browser follows this `@import`: all styles are put together into one file, and it is not the first there";
        let length = words.find('\n').unwrap_or(words.len());
        return Some((place(start, length), message.into(), "copy the other sheet into a file of the theme"));
    }
    if let Some(names) = words.strip_prefix("@layer ") {
        // A layer may have layers of its own: `components.cards`.
        let layer = |name: &str| name.split('.').next().unwrap_or_default().to_string();
        let name = names.split(',').map(str::trim).find(|name| !name.is_empty() && !LAYERS.contains(&&*layer(name)))?;
        let start = start + "@layer ".len() + names.find(name).unwrap_or_default();
        let message = format!("the styles have no layer `{name}`");
        return Some((place(start, name.len()), message, "the layers are tokens, elements, components, overrides and print"));
    }
    // The address of a namespace is its name: nothing is fetched.
    if words.starts_with("@namespace") {
        return None;
    }
    let of_value = statement.declaration().and_then(|(_, value, at)| of_value(at, value));
    of_value.or_else(|| of_addresses(start, raw, assets))
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

fn of_value(at: usize, value: &str) -> Option<Fault> {
    if let Some(mark) = uneven(value) {
        let place = At::new(at + mark, at + mark + 1);
        return Some(match value.as_bytes()[mark] {
            b'(' => (place, "this round bracket is not closed".to_string(), "put a `)` where it ends"),
            _ => (place, "this `)` closes nothing".to_string(), "take it out, or add the `(` that it closes"),
        });
    }
    let hash = value.find('#')?;
    let digits = value[hash + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_colour = [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    (!is_colour).then(|| {
        let place = At::new(at + hash, at + hash + 1 + digits.len());
        (place, format!("`#{digits}` is not a colour"), "write # and six hexadecimal digits, such as #005eb8")
    })
}

/// The first round bracket that closes nothing, or the last that is not closed.
fn uneven(value: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, mark) in value.bytes().enumerate() {
        match mark {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => return Some(at),
            _ => {}
        }
    }
    open.pop()
}

/// What `url()` asks for: a file of the theme's `assets/`, beside which the styles are published.
fn of_addresses(from: usize, css: &str, assets: &BTreeSet<String>) -> Option<Fault> {
    css.match_indices("url(").find_map(|(at, found)| {
        let rest = &css[at + found.len()..];
        let address = rest[..rest.find(')')?].trim().trim_matches(['"', '\'']);
        let start = from + at + found.len() + rest.find(address)?;
        let place = At::new(start, start + address.len());
        if ["http:", "https:", "//"].iter().any(|scheme| address.starts_with(scheme)) {
            let message = format!("`{address}` is fetched from another host");
            return Some((place, message, "put the file into `assets/` of the theme, with a licence to do so"));
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        // From where styles are published, one step up and into `assets/` is where they lie themselves.
        let path = path.strip_prefix("../assets/").unwrap_or(path);
        let is_own = path.is_empty() || path.contains(':') || path.contains("..") || assets.contains(path);
        let message = || format!("there is no file `{path}` in `assets/` of the theme");
        (!is_own).then(|| (place, message(), "put the file there: addresses in styles start from that folder"))
    })
}
