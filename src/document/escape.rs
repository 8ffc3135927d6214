//! Plain words as Markdown that shows them as they are.

/// A paragraph in one line.
pub fn paragraph(words: &str) -> String {
    start(&letters(words))
}

/// Words anywhere in a paragraph but at the start of a line.
pub(super) fn letters(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 8);
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let marks = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|');
        // An entity: `&amp;`, `&#8211;`.
        let entity = letter == '&' && letters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#');
        if marks || entity {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

/// A line whose start is none of a heading, a list, a definition or a line across.
pub(super) fn start(line: &str) -> String {
    let mut text = line.to_string();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('#' | '+' | '-' | '=' | ':' | '!') if digits == 0 => text.insert(0, '\\'),
        Some('.' | ')') if digits > 0 => text.insert(digits, '\\'),
        _ => {}
    }
    text
}
