//! The colours of a theme's own styles, held against each other: whether text can be read in every pair of roles that meet.

use std::collections::BTreeMap;

use super::colour::{BLACK, WHITE, contrast, mixed, moved_until, of_css, too_low};
use super::css::without_words;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, Place, SourceId};
use crate::strategy::scalars::Colour;

/// What stands on what, and the contrast that it needs: 4.5 for text, 3 for lines that say something.
const PAIRS: [(&str, &str, f64); 21] = [
    ("text", "page", 4.5),
    ("text", "surface", 4.5),
    ("text", "tint", 4.5),
    ("text", "brand-tint", 4.5),
    ("quiet", "page", 4.5),
    ("quiet", "surface", 4.5),
    ("quiet", "tint", 4.5),
    ("link", "page", 4.5),
    ("link", "surface", 4.5),
    ("link", "tint", 4.5),
    ("visited", "page", 4.5),
    ("brand-text", "page", 4.5),
    ("brand-text", "surface", 4.5),
    ("on-brand", "brand", 4.5),
    ("on-focus", "focus", 4.5),
    ("done", "done-ground", 4.5),
    ("good", "good-ground", 4.5),
    ("warning", "warning-ground", 4.5),
    ("bad", "bad-ground", 4.5),
    ("neutral", "neutral-ground", 4.5),
    ("thread", "page", 3.0),
];

type Roles<'a> = BTreeMap<&'a str, &'a str>;

/// A pair of roles that cannot be read well.
struct Pale<'a> {
    screens: &'static str,
    over: &'a str,
    under: &'a str,
    /// How much of the contrast that is needed there is.
    share: f64,
    message: String,
    help: String,
}

/// What cannot be read well, on light screens and on dark ones: one problem for each declaration of the project's own `sheets`
/// that brings it about, however many pairs it is part of. A value that is no plain colour is not judged.
pub fn problems(css: &str, built_in: &str, sheets: &[(SourceId, &str)]) -> Vec<Diagnostic> {
    let pale = pale(css);
    if pale.is_empty() {
        return Vec::new();
    }
    let bare: Vec<(SourceId, String)> = sheets.iter().map(|(id, text)| (*id, without_words(text))).collect();
    let own: Vec<Own> = bare.iter().map(|(id, text)| (*id, text.as_str(), roles(text))).collect();
    let (light, dark) = roles(css);
    let before = roles(built_in);
    let place = |pair: &Pale, name: &str| {
        let mut steps = Vec::new();
        declared(name, pair.screens, &own, (&light, &dark), &mut steps);
        // What the built-in styles have alike is not at fault.
        let is_changed = |(name, value, _): &&(&str, &str, Place)| {
            let (light, dark) = &before;
            let was = dark.get(name).filter(|_| pair.screens == "dark").or(light.get(name));
            was.is_none_or(|was| !was.eq_ignore_ascii_case(value))
        };
        let changed = steps.iter().find(is_changed);
        (changed.is_some(), changed.or(steps.first()).map(|(.., place)| *place))
    };
    let ends = |pair: &Pale| match (place(pair, pair.over), place(pair, pair.under)) {
        ((true, over), (false, _)) => [over, None],
        ((false, _), (true, under)) => [None, under],
        ((_, over), (_, under)) => [over, under],
    };
    let places: Vec<[Option<Place>; 2]> = pale.iter().map(ends).collect();
    // What takes part in more of the pairs is at fault.
    let count = |place: Option<Place>| places.iter().filter(|ends| ends.contains(&place)).count();
    let fault = |[over, under]: [Option<Place>; 2]| match over.is_none() || under.is_some() && count(under) > count(over) {
        true => under,
        false => over,
    };
    let mut groups: Vec<(Option<Place>, Vec<&Pale>)> = Vec::new();
    for (pair, ends) in pale.iter().zip(&places) {
        let at = fault(*ends);
        let is_alike = |first: &Pale| at.is_some() || (first.screens, first.over) == (pair.screens, pair.over);
        let same = |(other, pairs): &&mut (Option<Place>, Vec<&Pale>)| *other == at && is_alike(pairs[0]);
        match groups.iter_mut().find(same) {
            Some((_, pairs)) => pairs.push(pair),
            None => groups.push((at, vec![pair])),
        }
    }
    let problem = |(at, pairs): (Option<Place>, Vec<&Pale>)| {
        let worst = pairs.iter().min_by(|one, other| one.share.total_cmp(&other.share)).expect("a group has a pair");
        let more = match pairs.len() {
            1 => String::new(),
            2 => ", and 1 more pair has too little".to_string(),
            many => format!(", and {} more pairs have too little", many - 1),
        };
        let message = format!("{}{more}", worst.message);
        let problem = match at {
            Some(place) => Diagnostic::new(&codes::LOW_CONTRAST, place, message),
            None => Diagnostic::general(&codes::LOW_CONTRAST, message),
        };
        problem.help(&worst.help)
    };
    groups.into_iter().map(problem).collect()
}

fn pale(css: &str) -> Vec<Pale<'static>> {
    let (light, mut dark) = roles(css);
    for (name, value) in &light {
        dark.entry(name).or_insert(value);
    }
    let mut found = Vec::new();
    for (screens, roles) in [("light", &light), ("dark", &dark)] {
        for (over, under, needed) in PAIRS {
            let colour = |name: &str| roles.get(name).and_then(|value| colour(value, roles, 0));
            let Some((text, ground)) = colour(over).zip(colour(under)) else { continue };
            if let Some(reason) = too_low(text, ground, needed) {
                let towards = if contrast(BLACK, ground) > contrast(WHITE, ground) { BLACK } else { WHITE };
                let nearest = moved_until(text, towards, ground, needed);
                let message = format!("on {screens} screens, `--{over}` on `--{under}` ({text} on {ground}) {reason}");
                let help = format!("change it in the theme's `tokens/`; the nearest `--{over}` that passes is {nearest}");
                found.push(Pale { screens, over, under, share: contrast(text, ground) / needed, message, help });
            }
        }
    }
    found
}

/// A sheet of the project's own without its comments, and the roles that it sets on light screens and on dark ones.
type Own<'a> = (SourceId, &'a str, (Roles<'a>, Roles<'a>));

/// Where the project's own sheets say what a role is, and what it is made of: each name, its value and its place.
fn declared<'a>(
    name: &'a str,
    screens: &str,
    own: &[Own<'a>],
    (light, dark): (&Roles<'a>, &Roles<'a>),
    steps: &mut Vec<(&'a str, &'a str, Place)>,
) {
    let is_dark = screens == "dark" && dark.contains_key(name);
    steps.extend(own.iter().rev().find_map(|(id, text, (light, dark))| {
        let value = if is_dark { dark.get(name) } else { light.get(name) }?;
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        Some((name, *value, id.at(At::new(start, start + value.len()))))
    }));
    let Some(value) = (if is_dark { dark.get(name) } else { light.get(name) }) else { return };
    let parts = value.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next()).map(str::trim);
    parts.take(8).filter(|part| *part != name).for_each(|part| {
        if steps.len() < 16 {
            declared(part, screens, own, (light, dark), steps);
        }
    });
}

/// The colour of a role on light screens; nothing if it is no plain colour.
#[cfg(feature = "cards")]
pub fn named(css: &str, name: &str) -> Option<Colour> {
    let (light, _) = roles(css);
    colour(light.get(name)?, &light, 0)
}

/// The custom properties of `:root`: those that hold on any screen, and those that a dark one has instead.
fn roles(css: &str) -> (Roles<'_>, Roles<'_>) {
    let (mut light, mut dark) = (Roles::new(), Roles::new());
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, mark) in css.char_indices().filter(|(_, mark)| ['{', '}', ';'].contains(mark)) {
        let words = css[start..at].trim();
        start = at + 1;
        match mark {
            '{' => open.push(words),
            _ => {
                let screens: Vec<&&str> = open.iter().filter(|rule| rule.starts_with('@') && !rule.starts_with("@layer")).collect();
                let declared = words.strip_prefix("--").and_then(|words| words.split_once(':'));
                if let Some((name, value)) = declared.filter(|_| open.last() == Some(&":root")) {
                    let into = match screens[..] {
                        [] => Some(&mut light),
                        [screen] if screen.contains("prefers-color-scheme") && screen.contains("dark") => Some(&mut dark),
                        _ => None,
                    };
                    into.map(|roles| roles.insert(name.trim(), value.trim()));
                }
                if mark == '}' {
                    open.pop();
                }
            }
        }
    }
    (light, dark)
}

/// The colour that a value comes to.
fn colour(value: &str, roles: &Roles, depth: usize) -> Option<Colour> {
    if depth > 8 {
        return None;
    }
    if let Some(name) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
        return colour(roles.get(name.trim())?, roles, depth + 1);
    }
    if let Some(parts) = value.strip_prefix("color-mix(in srgb,").and_then(|rest| rest.strip_suffix(')')) {
        let (one, other) = parts.split_once(',')?;
        let (one, share) = one.trim().rsplit_once(' ')?;
        let share: f64 = share.strip_suffix('%')?.parse().ok()?;
        return Some(mixed(colour(other.trim(), roles, depth + 1)?, colour(one.trim(), roles, depth + 1)?, share / 100.0));
    }
    of_css(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::theme::layers::Layers;

    #[test]
    fn the_built_in_themes_can_be_read() {
        for theme in ["base", "nhs", "civic"] {
            let layers = Layers::of(&Sources::from_texts([]), theme).expect("it is built in");
            let css = layers.css();
            let (light, dark) = roles(&css);
            for (over, under, _) in PAIRS {
                for name in [over, under] {
                    assert!(light.get(name).and_then(|value| colour(value, &light, 0)).is_some(), "{theme}: --{name}");
                }
            }
            assert!(dark.len() > 10, "{theme}: {dark:?}");
            let found: Vec<String> = problems(&css, "", &[]).into_iter().map(|problem| problem.message).collect();
            assert_eq!(found, Vec::<String>::new(), "{theme}");
        }
    }

    #[test]
    fn a_pale_role_is_found_wherever_it_stands() {
        let found = problems(
            ":root { --a: #bbb; --quiet: var(--a); --page: #fff } @media (prefers-color-scheme:dark) { :root { --page: #aaa; } }",
            "",
            &[],
        );
        let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages[0].starts_with("on light screens, `--quiet` on `--page` (#bbbbbb on #ffffff) has a contrast of 1.9 to 1"));
        assert!(messages[1].starts_with("on dark screens"));
    }
}
