//! What a text without quotes is: nothing, true or false, a number, or a text.

use crate::strategy::tree::Value;

/// What a text without quotes is; none if that is hard to tell.
pub fn scalar(text: &str) -> Option<Value> {
    Some(match text {
        _ if is_null(text) => Value::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Value::Bool(text.to_string()),
        _ => match is_number(text)? {
            true => Value::Number(text.to_string()),
            false => Value::Text(text.to_string()),
        },
    })
}

/// Whether a key without quotes is more than a name.
pub fn is_odd_key(key: &str) -> bool {
    is_null(key) || key == "<<"
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a text is a number, if that is plain to see.
fn is_number(text: &str) -> Option<bool> {
    let digits = |part: &str| !part.is_empty() && part.len() < 16 && part.bytes().all(|byte| byte.is_ascii_digit());
    let counts = |part: &str| digits(part) && (part == "0" || !part.starts_with('0'));
    // Nearly all texts end here.
    let first = text.as_bytes().first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return Some(false);
    }
    let size = text.strip_prefix('-').unwrap_or(text);
    if counts(size) || size.split_once('.').is_some_and(|(whole, part)| counts(whole) && digits(part)) {
        return Some(true);
    }
    // Letters that are in no number, and dates.
    let is_strange = |byte: u8| !(byte.is_ascii_hexdigit() || b"+-._xXoOiInN".contains(&byte));
    let is_date = text.len() >= 7 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit) && text.as_bytes()[4] == b'-';
    (text.bytes().any(is_strange) || is_date).then_some(false)
}
