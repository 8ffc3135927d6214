//! Names of CSS that are mistyped: properties, functions, units and at-rules. Browsers pass over what they do not know, in silence.
//!
//! What is not known here may be newer than this list. So only what is nearly a known name is told.

use super::declarations::Fault;
use super::statements::Statement;
use super::{keywords, values};
use crate::diagnostic::nearest;
use crate::source::At;

/// Every property that browsers know, and the descriptors of at-rules.
pub(super) const PROPERTIES: &str = include_str!("properties.txt");

const AT_RULES: &str = "media supports layer import namespace font-face keyframes page property container counter-style charset namespace \
    starting-style scope view-transition font-palette-values font-feature-values position-try";

const FEATURES: &str = "width min-width max-width height min-height max-height inline-size min-inline-size max-inline-size \
    block-size aspect-ratio min-aspect-ratio max-aspect-ratio orientation resolution min-resolution max-resolution hover \
    any-hover pointer any-pointer update scripting color monochrome grid display-mode color-gamut dynamic-range forced-colors \
    inverted-colors prefers-color-scheme prefers-contrast prefers-reduced-motion prefers-reduced-transparency \
    prefers-reduced-data";

const FUNCTIONS: &str = "var calc min max clamp rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark url \
    linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient \
    repeating-conic-gradient translate translate3d translatex translatey translatez rotate rotatex rotatey rotatez rotate3d \
    scale scalex scaley scalez scale3d skew skewx skewy matrix matrix3d perspective cubic-bezier steps linear repeat minmax \
    fit-content attr counter counters env blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate \
    sepia image-set cross-fade element circle ellipse inset polygon path rect xywh ray shape round mod rem sin cos tan asin \
    acos atan atan2 pow sqrt hypot log exp abs sign format local tech symbols anchor anchor-size view scroll paint";

const UNITS: &str = "px em rem ex ch cap ic lh rlh rex rch rcap ric vw vh vi vb vmin vmax svw svh svi svb svmin svmax lvw lvh lvi lvb \
    lvmin lvmax dvw dvh dvi dvb dvmin dvmax cqw cqh cqi cqb cqmin cqmax cm mm in pt pc q deg rad grad turn s ms hz khz dpi dpcm \
    dppx x fr";

pub(super) fn known(list: &'static str, name: &str) -> bool {
    let bytes = list.as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let is_word = |at: usize| (at == 0 || is_blank(at - 1)) && is_blank(at + name.len());
    !name.is_empty() && memchr::memmem::find_iter(bytes, name.as_bytes()).any(is_word)
}

/// A name as CSS would write it, if it is not known and nearly a known one: that one.
pub(super) fn meant(list: &'static str, written: &str) -> Option<&'static str> {
    let name = kebab(written).replace("colour", "color");
    if written.len() < 3 || known(list, written) {
        return None;
    }
    let same = list.split_whitespace().find(|known| **known == name);
    let near = || nearest(&name, list.split_whitespace()).filter(|near| strsim::damerau_levenshtein(&name, near) <= 2);
    same.or_else(near)
}

/// Whether one of two names of one's own may be a slip of the other: they are one step apart, and not in a number or a short last
/// part, which are other names on purpose: `col-2` and `col-3`, `heading-l` and `heading-m`.
pub(super) fn is_slip(name: &str, near: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let parts = |name: &str| name.rsplit(['-', '_']).filter(|part| !part.is_empty()).map(str::to_string).collect::<Vec<_>>();
    let is_other = |(own, other): (&String, &String)| own != other && own.len().max(other.len()) < 3;
    strsim::damerau_levenshtein(name, near) == 1
        && digits(name) == digits(near)
        && !parts(name).iter().zip(&parts(near)).any(is_other)
}

/// `fontWeight` and `font_weight` as `font-weight`.
fn kebab(written: &str) -> String {
    let mut name = String::new();
    for c in written.chars() {
        match c {
            '_' => name.push('-'),
            c if c.is_ascii_uppercase() => {
                name.push('-');
                name.push(c.to_ascii_lowercase());
            }
            c => name.push(c),
        }
    }
    name.trim_start_matches('-').to_string()
}

pub(super) fn fault(start: usize, written: &str, what: &str, meant: &str) -> Fault {
    let message = format!("CSS knows no {what} `{written}`; `{meant}` is nearest");
    (At::new(start, start + written.len()), message, "correct the name: browsers pass over what they do not know")
}

/// The first name or value of a statement that browsers do not know. `raw` is how it is written.
pub fn mistyped(statement: &Statement, raw: &str) -> Option<Fault> {
    let Statement { words, start, .. } = *statement;
    if let Some(found) = of_sass(statement) {
        return Some(found);
    }
    if let Some(rule) = words.strip_prefix('@') {
        return of_rule(start + 1, rule);
    }
    match statement.declaration() {
        Some((name, value, at)) => of_declaration(start, name, at, value, raw.get(at - start..).unwrap_or_default()),
        None if statement.mark == '{' => of_selector(start, words),
        None => None,
    }
}

/// Rules of Sass, Less and Tailwind.
const OF_SASS: &str =
    "include extend use forward return each for while if else debug warn error tailwind screen variants responsive";

/// Variables, rules and functions of Sass and its like, which browsers do not know.
fn of_sass(statement: &Statement) -> Option<Fault> {
    let Statement { words, start, .. } = *statement;
    const HELP: &str =
        "write what it stands for: browsers read these files as they are; a value of your own is `--name`, read by `var(--name)`";
    let told = |at: usize, written: &str| {
        let message = format!("`{written}` is of Sass or the like, which no browser knows");
        Some((At::new(start + at, start + at + written.len()), message, HELP))
    };
    let name_at = |at: usize| {
        &words[at..at
            + 1
            + words[at + 1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(words.len() - at - 1)]
    };
    if words.starts_with('@') {
        let name = name_at(0);
        let rest = words[name.len()..].trim_start();
        // CSS has rules for names of one's own: `@apply --box`.
        let is_rule = known(OF_SASS, &name[1..]) || ["@mixin", "@apply"].contains(&name) && !rest.starts_with("--");
        return (is_rule || rest.starts_with(':') && name.len() > 1 && name != "@page").then(|| told(0, name))?;
    }
    if let Some(at) = memchr::memchr(b'$', words.as_bytes()) {
        let is_name =
            words[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()) && !words[..at].ends_with(['\\', '~', '|', '^', '*']);
        return is_name.then(|| told(at, name_at(at)))?;
    }
    let (_, value, _) = statement.declaration()?;
    let at = ["darken(", "lighten(", "transparentize(", "desaturate(", "map-get(", "percentage(", "fadeout("]
        .iter()
        .find_map(|name| value.find(name))?;
    let at = words.len() - value.len() + at;
    told(at, name_at(at))
}

/// What stands after an `@`.
fn of_rule(start: usize, rule: &str) -> Option<Fault> {
    let name = rule.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
    if let Some(meant) = meant(AT_RULES, name).filter(|_| !name.starts_with('-')) {
        return Some(fault(start, name, "rule", meant));
    }
    if name != "media" {
        return None;
    }
    if rule.matches('(').count() != rule.matches(')').count() {
        let words = rule.trim_end();
        let message = "the round brackets of this query do not go together".to_string();
        return Some((At::new(start - 1, start + words.len()), message, "close each one that is opened"));
    }
    if let Some(found) = of_query(start + name.len(), &rule[name.len()..]) {
        return Some(found);
    }
    let mut depth = 0;
    for (at, mark) in rule.char_indices() {
        match mark {
            '(' => depth += 1,
            ')' => depth -= 1,
            ':' if depth == 0 => {
                let words = rule[name.len()..].trim();
                let from = start + rule.find(words).unwrap_or_default();
                let message = format!("`{words}` stands without round brackets, and is never true");
                return Some((
                    At::new(from, from + words.len()),
                    message,
                    "put round brackets round it, as in `@media (min-width: 40em)`",
                ));
            }
            ':' => {
                let feature = rule[..at].rsplit('(').next().unwrap_or_default().trim();
                let from = start + rule[..at].rfind(feature).unwrap_or_default();
                if let Some(meant) = meant(FEATURES, feature).filter(|_| !feature.starts_with('-')) {
                    return Some(fault(from, feature, "media feature", meant));
                }
            }
            _ => {}
        }
    }
    None
}

/// Words of a media query outside its brackets, and what stands in these.
fn of_query(start: usize, query: &str) -> Option<Fault> {
    let told = |words: &str, message: String, help| {
        let from = start + query.find(words).unwrap_or_default();
        Some((At::new(from, from + words.len()), message, help))
    };
    let mut left = query;
    while let Some((before, rest)) =
        left.split_once('(').or(Some((left, ""))).filter(|(before, rest)| !(before.is_empty() && rest.is_empty()))
    {
        let words = before.split(|c: char| c.is_whitespace() || c == ',' || c == ')').filter(|word| !word.is_empty());
        let is_known = |word: &str| QUERY_WORDS.contains(&word.to_ascii_lowercase().as_str()) || before.contains(':');
        if let Some(word) = words.clone().find(|word| !is_known(word)) {
            let help = "a query has `and`, `or`, `not`, `only`, `screen`, `print`, `all` and what stands in brackets";
            return told(word, format!("a media query knows no word `{word}`"), help);
        }
        let last = before.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if ["screen", "print", "all"].contains(&last) && !rest.is_empty() {
            return told(last, format!("`and` is missing after `{last}`"), "write it as `@media screen and (min-width: 40em)`");
        }
        let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
        left = after;
        let (feature, value) =
            inside.split_once(':').map_or((inside.trim(), None), |(name, value)| (name.trim(), Some(value.trim())));
        if let (None, Some((name, _))) = (value, feature.split_once(' '))
            && known(FEATURES, name)
            && !feature.contains(['<', '>', '='])
        {
            return told(feature, format!("a colon is missing after `{name}`"), "write it as `(min-width: 40em)`");
        }
        if let (None, Some((name, _))) = (value, feature.split_once('='))
            && name.trim().starts_with("min-") | name.trim().starts_with("max-")
        {
            return told(feature, format!("a colon belongs after `{}`", name.trim()), "write it as `(min-width: 40em)`");
        }
        let Some(value) = value else { continue };
        if let Some(found) = of_units(start + query.len() - after.len() - 1 - inside.len(), inside)
            .filter(|_| feature.ends_with("width") || feature.ends_with("height"))
        {
            return Some(found);
        }
        if let Some((_, choices)) =
            OF_FEATURES.iter().find(|(name, _)| *name == feature).filter(|(_, choices)| !known(choices, value))
        {
            let first = choices.split(' ').next().unwrap_or_default();
            let message = format!("`{feature}` is never `{value}`");
            return told(
                value,
                message,
                if first == "light" { "write `light` or `dark`" } else { "write one of the values that it has" },
            );
        }
        let is_length = feature.ends_with("width") || feature.ends_with("height");
        if is_length && value != "0" && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return told(value, format!("`{value}` has no unit"), "write px, em or rem right after the number");
        }
    }
    None
}

const QUERY_WORDS: [&str; 8] = ["and", "or", "not", "only", "screen", "print", "all", "speech"];

/// Features of screens, and the values that they have.
const OF_FEATURES: [(&str, &str); 8] = [
    ("prefers-color-scheme", "light dark"),
    ("prefers-reduced-motion", "reduce no-preference"),
    ("prefers-contrast", "more less custom no-preference"),
    ("orientation", "portrait landscape"),
    ("hover", "hover none"),
    ("pointer", "fine coarse none"),
    ("forced-colors", "active none"),
    ("scripting", "none initial-only enabled"),
];

/// What stands before a brace, and selects nothing.
fn of_selector(start: usize, words: &str) -> Option<Fault> {
    let first = words.lines().next().unwrap_or_default().trim_end();
    let place = At::new(start, start + first.len());
    if words.starts_with('<') {
        return Some((place, "a style sheet has no HTML in it".to_string(), "take the tags out: the file is a sheet as a whole"));
    }
    let message = "a style sheet has no comments after `#`: what stands here spoils the rule that follows";
    words.starts_with("# ").then(|| (place, message.to_string(), "write a comment as `/* words */`"))
}

fn of_declaration(start: usize, name: &str, at: usize, value: &str, raw: &str) -> Option<Fault> {
    let is_own = name.starts_with("--");
    let makers = ["-webkit-", "-moz-", "-ms-", "-o-", "-apple-"];
    if name.starts_with('-') && !is_own && !makers.iter().any(|maker| name.starts_with(maker)) {
        let message = format!("`{name}` starts with one hyphen");
        return Some((
            At::new(start, start + name.len()),
            message,
            "write two hyphens before a name of your own, none before others",
        ));
    }
    if let Some(found) = run_on(at, value).filter(|_| !is_own) {
        return Some(found);
    }
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !is_own
        && !name.starts_with('-')
        && is_name
        && !known(PROPERTIES, &name.to_ascii_lowercase())
        && let Some(meant) = meant(PROPERTIES, name)
    {
        return Some(fault(start, name, "property", meant));
    }
    let digits = value.trim();
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    let has = |of: fn(&u8) -> bool| digits.bytes().any(|b| of(&b));
    let is_colour = match digits.len() {
        _ if !is_hex => false,
        // The palette may have a hue or a lightness too: a number.
        3 => name.starts_with("--palette-") && has(u8::is_ascii_alphabetic),
        6 => name.starts_with("--palette-") || has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic),
        _ => false,
    };
    if is_colour {
        let from = at + value.find(digits).unwrap_or_default();
        let message = format!("`{digits}` is not a colour: its # is missing");
        return Some((At::new(from, from + digits.len()), message, "write # and six hexadecimal digits, such as #005eb8"));
    }
    of_functions(at, value)
        .or_else(|| of_units(at, value).filter(|_| name != "unicode-range"))
        .or_else(|| values::fault(name, at, value, raw))
        .or_else(|| keywords::mistyped(name, at, value))
        .or_else(|| keywords::mistyped_in_functions(at, value))
}

/// Another declaration on the line of a value, where the mark between them is missing.
fn run_on(at: usize, value: &str) -> Option<Fault> {
    let mut depth = 0_usize;
    let colon = value.bytes().position(|mark| {
        depth = (depth + usize::from(mark == b'(')).saturating_sub(usize::from(mark == b')'));
        mark == b':' && depth == 0
    })?;
    let before = &value[..colon];
    let name = before.trim_end().rsplit(char::is_whitespace).next().filter(|name| known(PROPERTIES, name))?;
    let start = at + before.trim_end().len() - name.len();
    let place = At::new(start, start + name.len());
    Some((place, format!("a `;` is missing before `{name}`"), "put a `;` after each declaration"))
}

/// Functions: what stands before a round bracket.
fn of_functions(at: usize, value: &str) -> Option<Fault> {
    value.match_indices('(').find_map(|(bracket, _)| {
        let before = &value[..bracket];
        let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len()..];
        let from = at + bracket - name.len();
        let inside = value[bracket + 1..].trim_start();
        if name == "var" && !inside.starts_with("--") {
            let word = inside.split([')', ',']).next().unwrap_or_default().trim_end();
            let start = at + value.len() - inside.len();
            let message = format!("the name `{word}` in `var()` does not start with two hyphens");
            return Some((At::new(start, start + word.len()), message, "write it as it is set: `var(--name)`"));
        }
        let lower = name.to_ascii_lowercase();
        let is_short = lower.len() == 2 && !known(FUNCTIONS, &lower);
        let short =
            || ["min", "max", "var", "rgb", "hsl", "url", "env"].into_iter().find(|known| is_short && is_within(&lower, known));
        let meant = meant(FUNCTIONS, &lower).or_else(short).filter(|_| !name.starts_with('-'))?;
        Some(fault(from, name, "function", meant))
    })
}

/// Whether the letters of a word stand in another in their order.
fn is_within(word: &str, other: &str) -> bool {
    let mut letters = other.chars();
    word.chars().all(|letter| letters.any(|other| other == letter))
}

/// Units: letters right after a number, or after it and a blank.
fn of_units(at: usize, value: &str) -> Option<Fault> {
    let bytes = value.as_bytes();
    let mut from = 0;
    while let Some(first) = value[from..].find(|c: char| c.is_ascii_digit()).map(|found| from + found) {
        let starts = first == 0
            || !(bytes[first - 1].is_ascii_alphanumeric() || b"-_#.".contains(&bytes[first - 1]))
            || bytes[first - 1] == b'.' && (first == 1 || !bytes[first - 2].is_ascii_alphanumeric())
            || bytes[first - 1] == b'-'
                && (first == 1 || bytes[first - 2].is_ascii_whitespace() || b"(,".contains(&bytes[first - 2]));
        let end = value[first..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(value.len(), |found| first + found);
        let word = |from: usize| {
            value[from..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next().unwrap_or_default()
        };
        let unit = word(end);
        from = (end + unit.len()).max(first + 1);
        let is_power = unit.starts_with(['e', 'E']) && unit[1..].starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if !starts || is_power {
            continue;
        }
        let all = unit.bytes().all(|b| b.is_ascii_alphabetic());
        if !unit.is_empty() && all && !known(UNITS, &unit.to_ascii_lowercase()) {
            let place = At::new(at + end, at + end + unit.len());
            return Some((place, format!("CSS knows no unit `{unit}`"), "write px, em, rem, % or the like right after the number"));
        }
        let gap = value[end..].len() - value[end..].trim_start_matches(' ').len();
        let apart = word(end + gap);
        let apart = if value[end + gap..].starts_with('%') { "%" } else { apart };
        if gap > 0 && ["%", "px", "em", "rem", "vh", "vw", "pt", "cm", "mm", "fr", "ms", "deg"].contains(&apart) {
            let place = At::new(at + first, at + end + gap + apart.len());
            return Some((
                place,
                "a blank stands between a number and its unit".to_string(),
                "write the unit right after the number",
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::statements::statements;
    use super::*;

    #[test]
    fn what_is_right_is_not_told() {
        let sheets = [
            "a { color: #005eb8; margin: -1px 0 .5em; grid-area: a1; transition: color 0.2s ease-in 1e-3s }",
            "@font-face { src: url(); unicode-range: U+0025-00FF, u+4?? } @page :first { size: A4 }",
            "@media print and (min-width: 40.5em) { a:hover { --own: 12; -webkit-hyphens: auto; width: calc(1px + 2 * var(--x1)) } }",
            "@container card (width > 30em) { li:nth-child(2n + 1)::before { content: counter(li) } }",
            "h1 { font: 700 1.5rem/1.2 var(--font); transform: translateX(4px) rotate3d(1, 1, 1, 45deg); inset: 0 }",
        ];
        for sheet in sheets {
            let found = statements(sheet).find_map(|statement| mistyped(&statement, &sheet[statement.start..statement.end]));
            assert_eq!(found, None, "{sheet}");
        }
    }
}
