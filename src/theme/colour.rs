//! Colours and whether text can be read in them. Formulas: WCAG 2.2, relative luminance and contrast ratio.

use super::keywords::COLOURS;
use crate::strategy::scalars::Colour;

/// The colours that have names, in the order of [`COLOURS`].
#[rustfmt::skip]
const NAMED: [u32; 148] = [
    0xf0f8ff, 0xfaebd7, 0x00ffff, 0x7fffd4, 0xf0ffff, 0xf5f5dc, 0xffe4c4, 0x000000, 0xffebcd, 0x0000ff, 0x8a2be2,
    0xa52a2a, 0xdeb887, 0x5f9ea0, 0x7fff00, 0xd2691e, 0xff7f50, 0x6495ed, 0xfff8dc, 0xdc143c, 0x00ffff, 0x00008b,
    0x008b8b, 0xb8860b, 0xa9a9a9, 0x006400, 0xa9a9a9, 0xbdb76b, 0x8b008b, 0x556b2f, 0xff8c00, 0x9932cc, 0x8b0000,
    0xe9967a, 0x8fbc8f, 0x483d8b, 0x2f4f4f, 0x2f4f4f, 0x00ced1, 0x9400d3, 0xff1493, 0x00bfff, 0x696969, 0x696969,
    0x1e90ff, 0xb22222, 0xfffaf0, 0x228b22, 0xff00ff, 0xdcdcdc, 0xf8f8ff, 0xffd700, 0xdaa520, 0x808080, 0x008000,
    0xadff2f, 0x808080, 0xf0fff0, 0xff69b4, 0xcd5c5c, 0x4b0082, 0xfffff0, 0xf0e68c, 0xe6e6fa, 0xfff0f5, 0x7cfc00,
    0xfffacd, 0xadd8e6, 0xf08080, 0xe0ffff, 0xfafad2, 0xd3d3d3, 0x90ee90, 0xd3d3d3, 0xffb6c1, 0xffa07a, 0x20b2aa,
    0x87cefa, 0x778899, 0x778899, 0xb0c4de, 0xffffe0, 0x00ff00, 0x32cd32, 0xfaf0e6, 0xff00ff, 0x800000, 0x66cdaa,
    0x0000cd, 0xba55d3, 0x9370db, 0x3cb371, 0x7b68ee, 0x00fa9a, 0x48d1cc, 0xc71585, 0x191970, 0xf5fffa, 0xffe4e1,
    0xffe4b5, 0xffdead, 0x000080, 0xfdf5e6, 0x808000, 0x6b8e23, 0xffa500, 0xff4500, 0xda70d6, 0xeee8aa, 0x98fb98,
    0xafeeee, 0xdb7093, 0xffefd5, 0xffdab9, 0xcd853f, 0xffc0cb, 0xdda0dd, 0xb0e0e6, 0x800080, 0x663399, 0xff0000,
    0xbc8f8f, 0x4169e1, 0x8b4513, 0xfa8072, 0xf4a460, 0x2e8b57, 0xfff5ee, 0xa0522d, 0xc0c0c0, 0x87ceeb, 0x6a5acd,
    0x708090, 0x708090, 0xfffafa, 0x00ff7f, 0x4682b4, 0xd2b48c, 0x008080, 0xd8bfd8, 0xff6347, 0x40e0d0, 0xee82ee,
    0xf5deb3, 0xffffff, 0xf5f5f5, 0xffff00, 0x9acd32,
];

/// The colour that a value of CSS is for certain: a name, `#…`, `rgb()` or `hsl()`; none that lets others shine through.
pub fn of_css(value: &str) -> Option<Colour> {
    let value = value.trim().to_ascii_lowercase();
    if let Some(digits) = value.strip_prefix('#') {
        let long = if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_string() };
        let number = u32::from_str_radix(&long, 16).ok().filter(|_| long.len() == 6)?;
        return Some(of_number(number));
    }
    let Some((name, rest)) = value.split_once('(') else {
        let place = COLOURS.split_whitespace().position(|name| name == value)?;
        return NAMED.get(place).map(|&number| of_number(number));
    };
    let parts: Vec<&str> = rest.strip_suffix(')')?.split([',', ' ', '/']).filter(|part| !part.is_empty()).collect();
    let [one, two, three, ref alpha @ ..] = parts[..] else { return None };
    if !matches!(alpha, [] | ["1"] | ["100%"]) {
        return None;
    }
    let share = |part: &str, whole: f64| match part.strip_suffix('%') {
        Some(share) => share.parse::<f64>().ok().map(|share| share / 100.0),
        None => part.parse::<f64>().ok().map(|number| number / whole),
    };
    let byte = |share: f64| (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    match name {
        "rgb" | "rgba" => {
            Some(Colour { red: byte(share(one, 255.0)?), green: byte(share(two, 255.0)?), blue: byte(share(three, 255.0)?) })
        }
        "hsl" | "hsla" => {
            let hue = one.strip_suffix("deg").unwrap_or(one).parse::<f64>().ok()?.rem_euclid(360.0);
            let (fullness, light) = (share(two, 100.0)?.clamp(0.0, 1.0), share(three, 100.0)?.clamp(0.0, 1.0));
            // CSS Color 4, section 7.1.
            let channel = |number: f64| {
                let step = (number + hue / 30.0) % 12.0;
                byte(light - fullness * light.min(1.0 - light) * (step - 3.0).min(9.0 - step).clamp(-1.0, 1.0))
            };
            Some(Colour { red: channel(0.0), green: channel(8.0), blue: channel(4.0) })
        }
        _ => None,
    }
}

fn of_number(number: u32) -> Colour {
    let [_, red, green, blue] = number.to_be_bytes();
    Colour { red, green, blue }
}

pub const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
pub const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };

/// The contrast ratio of two colours, from 1 to 21, whichever is the lighter.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0 for black to 1 for white.
fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

/// The colour mixed with another: `share` 0 is the colour itself, 1 the other.
pub fn mixed(colour: Colour, other: Colour, share: f64) -> Colour {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Colour {
        red: channel(colour.red, other.red),
        green: channel(colour.green, other.green),
        blue: channel(colour.blue, other.blue),
    }
}

/// The colour moved towards `towards` as little as it takes to reach `ratio` on `background`, in steps of one hundredth.
pub fn moved_until(colour: Colour, towards: Colour, background: Colour, ratio: f64) -> Colour {
    let mut steps = (0..=100).map(|step| mixed(colour, towards, f64::from(step) / 100.0));
    steps.find(|candidate| contrast(*candidate, background) >= ratio).unwrap_or(towards)
}

/// Why a pair of colours cannot be told apart well enough: nothing if it can. What falls short never reads as what is needed.
pub fn too_low(one: Colour, other: Colour, needed: f64) -> Option<String> {
    let ratio = contrast(one, other);
    let told = (ratio * 10.0).floor() / 10.0;
    (ratio < needed).then(|| format!("has a contrast of {told:.1} to 1, and {needed} is needed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_however_it_is_written() {
        let written = |value: &str| of_css(value).map(|colour| colour.to_string());
        assert_eq!(COLOURS.split_whitespace().nth(NAMED.len()), Some("transparent"));
        for (value, colour) in [
            ("aliceblue", "#f0f8ff"),
            ("YellowGreen", "#9acd32"),
            ("silver", "#c0c0c0"),
            ("#9bd", "#99bbdd"),
            ("rgb(190, 190, 190)", "#bebebe"),
            ("rgb(50% 0% 100%)", "#8000ff"),
            ("hsl(120, 100%, 25%)", "#008000"),
            ("hsl(210deg 50% 40% / 100%)", "#336699"),
            ("hsl(-150 50% 40%)", "#336699"),
        ] {
            assert_eq!(written(value).as_deref(), Some(colour), "{value}");
        }
        for value in ["transparent", "rgb(0 0 0 / 50%)", "oklch(30% 0.02 200)", "#12345", "var(--x)", "rgb(1, 2)", "canvas"] {
            assert_eq!(written(value), None, "{value}");
        }
    }
}
