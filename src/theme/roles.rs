//! The colours of a theme's own styles, held against each other: whether text can be read in every pair of roles that meet.

use std::collections::BTreeMap;

use super::colour::{BLACK, WHITE, contrast, mixed, moved_until, too_low};
use crate::diagnostic::{Diagnostic, codes};
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

/// Every pair of roles that cannot be read well, on light screens and on dark ones. A value that is no plain colour is not judged.
pub fn problems(css: &str) -> Vec<Diagnostic> {
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
                found.push(Diagnostic::general(&codes::LOW_CONTRAST, message).help(help));
            }
        }
    }
    found
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
                let screens: Vec<&&str> =
                    open.iter().filter(|rule| rule.starts_with("@media") || rule.starts_with("@supports")).collect();
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
    let digits = value.strip_prefix('#')?;
    let long: String =
        if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_string() };
    let channel = |at: usize| u8::from_str_radix(long.get(at..at + 2)?, 16).ok();
    (long.len() == 6).then_some(())?;
    Some(Colour { red: channel(0)?, green: channel(2)?, blue: channel(4)? })
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
            let found: Vec<String> = problems(&css).into_iter().map(|problem| problem.message).collect();
            assert_eq!(found, Vec::<String>::new(), "{theme}");
        }
    }

    #[test]
    fn a_pale_role_is_found_wherever_it_stands() {
        let found = problems(
            ":root { --a: #bbb; --quiet: var(--a); --page: #fff } @media (prefers-color-scheme:dark) { :root { --page: #aaa; } }",
        );
        let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages[0].starts_with("on light screens, `--quiet` on `--page` (#bbbbbb on #ffffff) has a contrast of 1.9 to 1"));
        assert!(messages[1].starts_with("on dark screens"));
    }
}
