//! The codes of languages, as browsers and screen readers know them: `en`, `cy`, `en-GB`.

/// Languages by the names and the longer codes that people write for their codes.
const NAMES: [(&str, &str); 19] = [
    ("BSL", "bfi"),
    ("British Sign Language", "bfi"),
    ("English", "en"),
    ("eng", "en"),
    ("Welsh", "cy"),
    ("Cymraeg", "cy"),
    ("cym", "cy"),
    ("wel", "cy"),
    ("Scottish Gaelic", "gd"),
    ("Gaelic", "gd"),
    ("gla", "gd"),
    ("Irish", "ga"),
    ("gle", "ga"),
    ("Scots", "sco"),
    ("Polish", "pl"),
    ("Romanian", "ro"),
    ("Punjabi", "pa"),
    ("Urdu", "ur"),
    ("Bengali", "bn"),
];

/// Whether a text is written as a code is, and no name stands for a shorter one.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_code = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase()) && parts.all(is_part);
    is_code && named(text).is_none()
}

fn named(text: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, code)| *code)
}

/// The code that was likely meant by a text that is none: `Welsh` and `wel` are `cy`, `en_GB` is `en-GB`.
pub fn meant_language(text: &str) -> Option<String> {
    let text = text.trim();
    let respelt = || {
        let text = text.trim_matches('-').replace('_', "-");
        let (first, rest) = text.split_once('-').map_or((&*text, ""), |(first, _)| (first, &text[first.len()..]));
        Some(format!("{}{rest}", first.to_lowercase())).filter(|text| is_language(text))
    };
    named(text).map(str::to_string).or_else(respelt)
}
