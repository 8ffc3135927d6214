//! Values of CSS that their property cannot have: numbers without a unit, commas, too many parts, texts without quotes. Browsers
//! pass over such declarations in silence. Only what can never be right is told; what a function or a variable gives is not
//! known.

use super::declarations::Fault;
use super::names::known;
use crate::source::At;

/// Properties that take lengths alone, and how many at most.
const LENGTHS: &str = "width height min-width max-width min-height max-height inline-size block-size min-inline-size max-inline-size \
    min-block-size max-block-size top right bottom left font-size letter-spacing word-spacing outline-offset \
    outline-width row-gap column-gap border-top-width border-right-width border-bottom-width border-left-width padding-top \
    padding-right padding-bottom padding-left margin-top margin-right margin-bottom margin-left padding-block-start \
    padding-block-end padding-inline-start padding-inline-end margin-block-start margin-block-end margin-inline-start \
    margin-inline-end text-underline-offset";
const PAIRS: &str = "gap padding-block padding-inline margin-block margin-inline inset-block inset-inline border-spacing";
const SIDES: &str = "padding margin inset border-width scroll-margin scroll-padding";

/// Properties that take one number without a unit.
const NUMBERS: &str = "z-index order flex-grow flex-shrink orphans widows opacity font-weight";

/// Words of `content` that are no text.
const OF_CONTENT: &str =
    "none normal open-quote close-quote no-open-quote no-close-quote inherit initial unset revert revert-layer";

/// What is wrong with the value of a property. `value` is without texts in quotes, `raw` as it is written.
pub fn fault(name: &str, at: usize, value: &str, raw: &str) -> Option<Fault> {
    let start = at + value.len() - value.trim_start().len();
    let whole = At::new(start, start + value.trim().len());
    let told = |place, message: String, help| Some((place, message, help));
    if raw.trim().is_empty() {
        let place = At::new(at.saturating_sub(name.len() + 1), at);
        return if name.starts_with("--") {
            None
        } else {
            told(place, format!("`{name}` has no value"), "write its value, or take it out")
        };
    }
    if value.trim().starts_with(':') {
        return told(whole, "a second colon stands before this value".to_string(), "take one of the two out");
    }
    if let Some(mark) = value.find('!').filter(|mark| value[mark + 1..].trim() != "important") {
        let place = At::new(at + mark, at + value.trim_end().len());
        return told(place, "only `!important` can stand at the end of a value".to_string(), "correct the word, or take it out");
    }
    if name.starts_with("--") {
        return None;
    }
    let value = value.split('!').next().unwrap_or_default();
    let parts = parts(at, value);
    if let Some((from, part)) = parts.iter().find(|(_, part)| *part == "important") {
        let place = At::new(*from, from + part.len());
        return told(place, "a `!` is missing before `important`".to_string(), "write `!important`");
    }
    if let Some(found) = parts.iter().find_map(|(from, part)| of_number(*from, part)) {
        return Some(found);
    }
    if let Some(found) = of_sums(at, value) {
        return Some(found);
    }
    if let Some(found) = bare_name(name, &parts) {
        return Some(found);
    }
    let most = match name {
        _ if known(LENGTHS, name) => 1,
        _ if known(PAIRS, name) => 2,
        _ if known(SIDES, name) => 4,
        // A font that can be of any weight is declared with the first and the last.
        "font-weight" => 2,
        _ if known(NUMBERS, name) => 1,
        _ => return of_others(name, whole, &parts),
    };
    let commas =
        parts.iter().filter(|(_, part)| !part.contains('(')).find_map(|(from, part)| Some((*from + part.find(',')?, part)));
    if let Some((comma, part)) = commas {
        let between = part.split(',').all(|half| half.bytes().all(|b| b.is_ascii_digit()) && !half.is_empty());
        let help = if between { "write a decimal with a dot" } else { "divide the values by blanks" };
        return told(At::new(comma, comma + 1), format!("a comma has no place in a value of `{name}`"), help);
    }
    if let Some((from, part)) = parts.get(most) {
        let message = format!("`{name}` takes {most} value{} at most", if most == 1 { "" } else { "s" });
        return told(At::new(*from, from + part.len()), message, "take out what is too much, or put a `;` before it");
    }
    for (from, part) in &parts {
        let place = At::new(*from, from + part.len());
        let digits = part.trim_start_matches(['-', '+']);
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let is_bare = is_number && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let is_zero = digits.parse::<f64>().is_ok_and(|number| number == 0.0);
        let after_letter = part.strip_prefix(['o', 'O']).filter(|rest| !rest.is_empty());
        if after_letter.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')) {
            return told(place, format!("`{}` is a letter, and no zero", &part[..1]), "write the digit 0");
        }
        if known(NUMBERS, name) {
            if is_number && !is_bare && !digits.ends_with('%') && !digits.contains(['e', 'E']) {
                return told(place, format!("`{name}` takes a number without a unit"), "leave the unit out");
            }
            continue;
        }
        if part.eq_ignore_ascii_case("o") && !known(NUMBERS, name) {
            return told(place, format!("`{part}` is a letter, and no zero"), "write the digit 0");
        }
        if is_bare && !is_zero {
            return told(place, format!("`{part}` has no unit"), "write px, em, rem, % or the like right after the number");
        }
        let positive = name.starts_with("padding") || name.ends_with("width") || name.ends_with("height") || name == "font-size";
        if part.starts_with('-') && is_number && !is_zero && positive {
            return told(place, format!("`{name}` cannot be less than 0"), "take out the minus");
        }
    }
    None
}

/// Properties with rules of their own.
fn of_others(name: &str, whole: At, parts: &[(usize, &str)]) -> Option<Fault> {
    let is_bare = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match name {
        "line-height" => {
            let (from, part) = parts.iter().find(|(_, part)| !part.contains('(') && part.contains(','))?;
            let comma = from + part.find(',')?;
            let message = format!("a comma has no place in a value of `{name}`");
            Some((At::new(comma, comma + 1), message, "write a decimal with a dot"))
        }
        "content" => {
            let is_function = |part: &str| part.contains('(') || part == "/";
            let (from, part) = parts.iter().find(|(_, part)| !is_function(part) && !known(OF_CONTENT, part))?;
            let place = At::new(*from, from + part.len());
            Some((place, format!("`{part}` stands outside quotation marks"), "put the text into quotation marks"))
        }
        "font" if parts.len() == 1 => {
            let word = parts[0].1;
            let system = "caption icon menu message-box small-caption status-bar inherit initial unset revert revert-layer";
            let is_whole = known(system, word) || word.contains('(');
            let message = "`font` needs a size and a family".to_string();
            (!is_whole).then_some((whole, message, "write all of it, or set `font-weight`, `font-size` and the like alone"))
        }
        "transition" | "transition-duration" | "transition-delay" => {
            let (from, part) = parts.iter().find(|(_, part)| is_bare(part.trim_end_matches(',')) && *part != ",")?;
            let place = At::new(*from, from + part.trim_end_matches(',').len());
            Some((place, format!("`{}` has no unit", part.trim_end_matches(',')), "write s or ms right after the number"))
        }
        _ => None,
    }
}

/// A number that is none: with two dots, or with none of its decimals.
fn of_number(from: usize, part: &str) -> Option<Fault> {
    let digits = part.trim_start_matches(['-', '+']).trim_end_matches(',');
    let number = &digits[..digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len())];
    let is_wrong = number.matches('.').count() > 1 || number.ends_with('.') && number.len() > 1;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let place = At::new(from, from + part.len());
    (is_wrong && is_number)
        .then(|| (place, format!("`{digits}` is not a number"), "write a decimal with one dot and digits after it"))
}

/// Properties whose value is never a name of one's own.
const NAMELESS: &str = "color background border border-top border-right border-bottom border-left border-radius outline font line-height \
    fill stroke box-shadow text-shadow";

/// `--name` or `var --name` in place of `var(--name)`.
fn bare_name(property: &str, parts: &[(usize, &str)]) -> Option<Fault> {
    let lists = [NAMELESS, LENGTHS, PAIRS, SIDES, NUMBERS];
    if !lists.iter().any(|list| known(list, property)) && !property.ends_with("-color") {
        return None;
    }
    // A name with brackets is a function of one's own.
    let at = parts.iter().position(|(_, part)| part.starts_with("--") && part.len() > 2 && !part.contains('('))?;
    let (from, part) = parts[at];
    let name = part.trim_end_matches(',');
    let start = parts[..at].last().filter(|(_, before)| *before == "var").map_or(from, |(start, _)| *start);
    let message = format!("`{name}` is the name of a value, and no value");
    Some((At::new(start, from + name.len()), message, "write `var(` before the name and `)` after it"))
}

/// A sum in `calc()` whose mark has no blanks: CSS reads it as part of what stands beside it.
fn of_sums(at: usize, value: &str) -> Option<Fault> {
    let calc = value.find("calc(")?;
    let inside = &value[calc..];
    let bytes = inside.as_bytes();
    let mut names = 0;
    let sum = inside.char_indices().skip("calc(".len()).find(|(mark, c)| {
        // In names, such as `var(--space-3)`, a hyphen is a letter.
        names = match bytes[mark - 1] {
            b'-' if bytes[*mark] == b'-' && names == 0 => 1,
            b if names == 1 && !(b.is_ascii_alphanumeric() || b == b'-' || b == b'_') => 0,
            _ => names,
        };
        let before = bytes[mark - 1].is_ascii_alphanumeric() || b")%".contains(&bytes[mark - 1]);
        let is_closed = bytes[mark - 1] == b')';
        let after = bytes
            .get(mark + 1)
            .is_some_and(|b| b.is_ascii_digit() || *b == b'(' || *b == b'.' || is_closed && b.is_ascii_alphabetic());
        let is_number = inside[..*mark].rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '%').next();
        let is_number = is_number.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) || bytes[mark - 1] == b')';
        let is_power = bytes[mark - 1].eq_ignore_ascii_case(&b'e') && bytes[mark - 2].is_ascii_digit();
        names == 0 && (*c == '+' || *c == '-') && before && after && is_number && !is_power
    });
    let (mark, sign) = sum?;
    let place = At::new(at + calc + mark, at + calc + mark + 1);
    Some((place, format!("`{sign}` has no blanks beside it, and makes no sum"), "put a blank on each side of it"))
}

/// The parts of a value that blanks divide, outside of brackets, and where each stands.
fn parts(at: usize, value: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, None);
    for (end, mark) in value.char_indices().chain([(value.len(), ' ')]) {
        match mark {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match (start, mark.is_whitespace() && depth <= 0) {
            (None, false) => start = Some(end),
            (Some(from), true) => {
                found.push((at + from, &value[from..end]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_is_right_is_not_told() {
        let right = [
            ("margin", " calc(-1 * var(--space-3) - 1px) auto 0 -.5em !important "),
            ("padding", "var(--a, 1) 0 env(safe-area-inset-top, 0)"),
            ("width", "min(100%, 18rem)"),
            ("width", "calc((100% - 1e-3px) / 3 + var(--x1-2))"),
            ("opacity", "50%"),
            ("line-height", "1.5"),
            ("font", "inherit"),
            ("font", "700 1rem/1.2 serif"),
            ("content", "counter(a) / var(--b)"),
            ("transition", "color .2s, margin 1s ease-in"),
            ("z-index", "-1"),
            ("gap", "0 var(--space-5)"),
            ("top", "-1px"),
            ("--own", " 12, 4"),
            ("transition", "--own 1s"),
            ("color", "var(--own, red)"),
            ("margin", "--negative(1px) 2px"),
            ("width", "calc(var(--a) + var(--b) - var(--c-d))"),
        ];
        for (name, value) in right {
            assert_eq!(fault(name, 0, value, value), None, "{name}: {value}");
        }
        assert_eq!(fault("content", 0, "    ", "\".\""), None);
    }
}
