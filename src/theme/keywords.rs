//! Words that the values of some properties of CSS are chosen from, and that are mistyped. Only what is nearly one of them is told.

use super::declarations::Fault;
use super::names::{PROPERTIES, fault, known, meant};
use super::statements::Statement;
use crate::source::At;

const OF_ALL: &str = "inherit initial unset revert revert-layer none auto normal";

pub(super) const COLOURS: &str = "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown \
    burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray \
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue \
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite \
    forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory \
    khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen \
    lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime \
    limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue \
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive \
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum \
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue \
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke \
    yellow yellowgreen transparent currentcolor accentcolor accentcolortext activetext buttonborder buttonface buttontext canvas \
    canvastext field fieldtext graytext highlight highlighttext linktext mark marktext selecteditem selecteditemtext visitedtext";

const LINES: &str = "hidden dotted dashed solid double groove ridge inset outset thin medium thick";

/// Properties that take one of these words, or one of all properties, and nothing else that is a word.
const CHOICES: [(&str, &str); 22] = [
    ("vertical-align", "baseline sub super top text-top middle bottom text-bottom"),
    ("inherits", "true false"),
    ("text-align", "start end left right center justify match-parent"),
    ("text-transform", "uppercase lowercase capitalize full-width full-size-kana math-auto"),
    ("position", "static relative absolute fixed sticky"),
    ("visibility", "visible hidden collapse"),
    ("white-space", "nowrap pre pre-wrap pre-line break-spaces wrap collapse preserve"),
    ("flex-direction", "row row-reverse column column-reverse"),
    ("flex-wrap", "nowrap wrap wrap-reverse"),
    ("font-style", "italic oblique"),
    ("font-weight", "bold bolder lighter"),
    (
        "display",
        "block inline inline-block flex inline-flex grid inline-grid flow-root contents table table-row table-cell \
        table-header-group table-row-group table-footer-group table-column table-column-group table-caption inline-table \
        list-item flow run-in ruby ruby-text ruby-base math",
    ),
    ("float", "left right inline-start inline-end"),
    ("clear", "left right both inline-start inline-end"),
    ("box-sizing", "border-box content-box"),
    ("overflow", "visible hidden clip scroll overlay"),
    ("overflow-x", "visible hidden clip scroll overlay"),
    ("overflow-y", "visible hidden clip scroll overlay"),
    ("overflow-wrap", "break-word anywhere"),
    ("border-collapse", "collapse separate"),
    ("table-layout", "fixed"),
    ("pointer-events", "visiblepainted visiblefill visiblestroke visible painted fill stroke all bounding-box"),
];

/// Properties that take such words, and others.
const WORDS: [(&str, &str); 14] = [
    ("background", OF_BACKGROUNDS),
    ("background-repeat", OF_BACKGROUNDS),
    ("background-size", OF_BACKGROUNDS),
    ("background-position", OF_BACKGROUNDS),
    ("list-style", "inside outside disc circle square decimal"),
    ("list-style-position", "inside outside"),
    ("color-scheme", "light dark only"),
    ("align-items", OF_BOXES),
    ("justify-content", OF_BOXES),
    ("grid-auto-flow", "row column dense"),
    ("text-decoration", "underline overline line-through blink solid double dotted dashed wavy from-font"),
    ("text-decoration-line", "underline overline line-through blink"),
    ("transition", TIMES),
    ("animation", TIMES),
];

const OF_BACKGROUNDS: &str = "top bottom left right center cover contain fixed local scroll no-repeat repeat repeat-x repeat-y round \
    space border-box padding-box content-box text";

const OF_BOXES: &str = "stretch center start end flex-start flex-end self-start self-end baseline first last safe unsafe left right \
    space-between space-around space-evenly anchor-center";

const TIMES: &str = "ease linear ease-in ease-out ease-in-out step-start step-end all allow-discrete infinite reverse alternate \
    alternate-reverse forwards backwards both running paused";

/// The first word of a value that the property does not know, or that is nearly one which it knows.
pub fn mistyped(property: &str, at: usize, value: &str) -> Option<Fault> {
    // `! important` may have a blank.
    let value = value.split('!').next().unwrap_or_default();
    let choices = CHOICES.iter().find(|(known, _)| *known == property).map(|(_, words)| *words);
    let lists: Vec<&'static str> = match property {
        _ if choices.is_some() => choices.into_iter().collect(),
        "color" | "fill" | "stroke" | "background-color" => vec![COLOURS],
        name if name.ends_with("-color") => vec![COLOURS],
        // The theme's own colours.
        name if name.starts_with("--palette-") => vec![COLOURS],
        "outline" => vec![LINES, COLOURS],
        name if name.starts_with("border") && !name.ends_with("-radius") && !name.contains("image") => vec![LINES, COLOURS],
        _ => vec![WORDS.iter().find(|(known, _)| *known == property)?.1, COLOURS],
    };
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') && !word.starts_with('-');
    let is_time = property == "transition" || property == "animation";
    let mut depth = 0;
    let mut start = 0;
    for (end, mark) in value.char_indices().chain([(value.len(), ' ')]) {
        match mark {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if !mark.is_whitespace() {
            continue;
        }
        let (from, word) = (start, value[start..end].trim_end_matches(','));
        start = end + mark.len_utf8();
        let lower = word.to_ascii_lowercase();
        let is_known = || known(OF_ALL, &lower) || lists.iter().any(|list| known(list, &lower));
        if depth != 0 || !is_word(word) || is_known() || is_time && known(PROPERTIES, &lower) {
            continue;
        }
        let of_times = || meant(PROPERTIES, &lower).filter(|_| property == "transition");
        if let Some(meant) = lists.iter().find_map(|list| meant(list, &lower)).or_else(of_times) {
            return Some(fault(at + from, word, "value", meant));
        }
        if choices.is_some() {
            let place = At::new(at + from, at + from + word.len());
            return Some((place, format!("`{property}` has no value `{word}`"), "write one of the words that it takes"));
        }
    }
    None
}

/// Words that functions take, besides colours.
const OF_FUNCTIONS: &str = "auto-fill auto-fit min-content max-content srgb srgb-linear display-p3 oklab oklch hsl hwb lab lch xyz circle \
    ellipse closest-side farthest-side closest-corner farthest-corner top bottom left right center from longer shorter increasing \
    decreasing hue none auto first last transparent currentcolor";

/// The first word within one of the functions that take words of such lists alone, which is nearly one of them.
pub fn mistyped_in_functions(at: usize, value: &str) -> Option<Fault> {
    let takes_words =
        |name: &str| name.ends_with("-gradient") && name != "-webkit-gradient" || ["color-mix", "repeat", "minmax"].contains(&name);
    let mut names: Vec<&str> = Vec::new();
    let mut start = 0;
    for (end, mark) in value.char_indices().chain([(value.len(), ' ')]) {
        if mark.is_ascii_alphanumeric() || mark == '-' || mark == '_' || mark == '#' || mark == '.' || mark == '%' {
            continue;
        }
        let (from, word) = (start, &value[start..end]);
        start = end + mark.len_utf8();
        match mark {
            '(' => {
                names.push(word);
                continue;
            }
            '[' => names.push("["),
            _ => {}
        }
        let is_word = word.len() > 3 && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') && !word.starts_with('-');
        if is_word && names.last().is_some_and(|name| takes_words(name)) {
            let lower = word.to_ascii_lowercase();
            let is_known = [OF_FUNCTIONS, COLOURS].iter().any(|list| known(list, &lower));
            let near = || meant(OF_FUNCTIONS, &lower).or_else(|| meant(COLOURS, &lower));
            if let Some(meant) = Some(()).filter(|()| !is_known).and_then(|()| near()) {
                return Some(fault(at + from, word, "value", meant));
            }
        }
        if mark == ')' || mark == ']' {
            names.pop();
        }
    }
    None
}

/// The first name of an animation that no sheet has. `bare` is the sheet without comments and texts in quotes, `all` every sheet.
pub fn unmoved(statement: &Statement, bare: &str, all: &str) -> Option<Fault> {
    let (_, value, at) = statement.declaration().filter(|(name, ..)| ["animation", "animation-name"].contains(name))?;
    let mut words = value.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.contains(['(', ')', '!']));
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && !known(OF_ALL, word) && !known(TIMES, word);
    let is_made = |word: &str| [bare, all].iter().any(|sheet| sheet.contains(&format!("@keyframes {word}")));
    let word = words.find(|word| is_name(word) && !is_made(word) && !value.contains("var("))?;
    let place = at + value.find(word).unwrap_or_default();
    let message = format!("no sheet has the steps `@keyframes {word}`");
    Some((At::new(place, place + word.len()), message, "correct the name, or write its steps"))
}

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[test]
    fn words_of_values_are_known() {
        let right = [
            ("color", " CurrentColor "),
            ("border-left", " 4px solid var(--brand)"),
            ("border-collapse", "collapse"),
            ("text-decoration", "underline 2px GREY"),
            ("background-color", "color-mix(in srgb, gren, red)"),
            ("font-weight", "700"),
            ("border-spacing", "0 !important"),
            ("display", "inline flow-root"),
            ("transition", "background-color 1s ease, opacity 0s"),
        ];
        for (property, value) in right {
            assert_eq!(mistyped(property, 0, value), None, "{property}: {value}");
        }
        for (property, value) in
            [("color", "gren"), ("border", "1px sold red"), ("text-decoration", "underlined"), ("font-weight", "blod")]
        {
            assert!(mistyped(property, 0, value).is_some(), "{property}: {value}");
        }
    }
}
