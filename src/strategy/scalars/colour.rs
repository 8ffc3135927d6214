//! Colours.

use super::{Written, written};

/// A colour as six hexadecimal digits: `#005eb8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Written for Colour {
    const FORMAT: &'static str = "colour";
    const PATTERN: &'static str = "^#[0-9A-Fa-f]{6}$";
    fn parse(text: &str) -> Result<Colour, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let digits = digits.ok_or("a colour is written as # and six hexadecimal digits in quotes, such as \"#005eb8\"")?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("checked to be hexadecimal");
        Ok(Colour { red: part(0), green: part(2), blue: part(4) })
    }
    fn meant(text: &str) -> Option<String> {
        let digits = text.trim().trim_start_matches(['#', '0', 'x']).len();
        let bare = text.trim().trim_start_matches('#');
        let bare = if digits > 0 && bare.starts_with("0x") { &bare[2..] } else { bare };
        if !bare.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        match bare.len() {
            6 => Some(format!("\"#{}\"", bare.to_lowercase())),
            // The short form of style sheets.
            3 => Some(format!("\"#{}\"", bare.chars().flat_map(|c| [c, c]).collect::<String>().to_lowercase())),
            _ => None,
        }
    }
}
written!(Colour);
