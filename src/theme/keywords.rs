//! Words that the values of some properties of CSS are chosen from, and that are mistyped. Only what is nearly one of them is told.

use super::declarations::Fault;
use super::names::{fault, known, meant};

const OF_ALL: &str = "inherit initial unset revert revert-layer none auto normal";

const COLOURS: &str = "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown \
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

/// Properties, and the words that their values are chosen from beside those of all properties.
const CHOICES: [(&str, &str); 10] = [
    ("text-align", "start end left right center justify match-parent"),
    ("text-decoration", "underline overline line-through blink solid double dotted dashed wavy from-font"),
    ("text-decoration-line", "underline overline line-through blink"),
    ("text-transform", "uppercase lowercase capitalize full-width full-size-kana"),
    ("font-weight", "bold bolder lighter"),
    ("font-style", "italic oblique"),
    ("position", "static relative absolute fixed sticky"),
    ("visibility", "visible hidden collapse"),
    ("white-space", "nowrap pre pre-wrap pre-line break-spaces wrap collapse preserve"),
    ("flex-direction", "row row-reverse column column-reverse"),
];

/// The first word of a value that is nearly one which the property knows.
pub fn mistyped(property: &str, at: usize, value: &str) -> Option<Fault> {
    let lists: Vec<&'static str> = match property {
        "color" | "fill" | "stroke" | "background-color" => vec![COLOURS],
        name if name.ends_with("-color") => vec![COLOURS],
        "outline" => vec![LINES, COLOURS],
        name if name.starts_with("border") && !name.ends_with("-radius") && !name.contains("image") => vec![LINES, COLOURS],
        _ => vec![CHOICES.iter().find(|(known, _)| *known == property)?.1, COLOURS],
    };
    let is_word = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') && !word.starts_with('-');
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
        let (from, word) = (start, &value[start..end]);
        start = end + mark.len_utf8();
        let lower = word.to_ascii_lowercase();
        let is_known = || known(OF_ALL, &lower) || lists.iter().any(|list| known(list, &lower));
        if depth != 0 || !is_word(word) || is_known() {
            continue;
        }
        if let Some(meant) = lists.iter().find_map(|list| meant(list, &lower)) {
            return Some(fault(at + from, word, "value", meant));
        }
    }
    None
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
