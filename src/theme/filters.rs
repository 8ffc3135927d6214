//! What templates can do with a value beyond what the template engine brings.

use serde_json::{Map, Value as Json};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Registers every filter. Months are taken from the strings, so that dates are in the site's language.
pub fn register(tera: &mut Tera, strings: &Map<String, Json>) {
    let months = strings.get("months").and_then(Json::as_array).into_iter().flatten();
    let months: Vec<String> = months.filter_map(Json::as_str).map(str::to_string).collect();
    tera.register_filter("date", move |text: &str, _: Kwargs, _: &State| dates_in_words(text, &months));
    tera.register_filter("fill", |text: &str, values: Kwargs, _: &State| fill(text, &values));
    tera.register_filter("count", count);
    tera.register_filter("size", |bytes: u64, _: Kwargs, _: &State| size(bytes));
    tera.register_filter("upper_first", |text: &str, _: Kwargs, _: &State| upper_first(text));
}

/// Puts every ISO date of a text into words: `2021-09 to 2022-03-31` becomes "September 2021 to 31 March 2022".
fn dates_in_words(text: &str, months: &[String]) -> String {
    let word = |token: &str| -> Option<String> {
        let mut parts = token.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next());
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || day.is_some_and(|day| !digits(day, 2)) || parts.next().is_some() {
            return None;
        }
        let name = months.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(match day {
            Some(day) => format!("{} {name} {year}", day.trim_start_matches('0')),
            None => format!("{name} {year}"),
        })
    };
    text.split(' ').map(|token| word(token).unwrap_or_else(|| token.to_string())).collect::<Vec<_>>().join(" ")
}

/// Replaces `{name}` by the argument of that name. Plain text: the template escapes it.
fn fill(text: &str, values: &Kwargs) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, name, after)) = next_gap(rest) {
        filled += before;
        match values.get::<&Value>(name) {
            Ok(Some(value)) => filled += &value.to_string(),
            _ => {
                filled.push('{');
                filled += name;
                filled.push('}');
            }
        }
        rest = after;
    }
    filled + rest
}

/// What stands before the next `{name}`, the name, and what stands behind it.
fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Chooses the words for one or for several, and fills in the number: `{n} goals`.
fn count(number: u64, values: Kwargs, _: &State) -> TeraResult<String> {
    let words = values.must_get::<&Value>("words")?;
    let form = if number == 1 { "one" } else { "other" };
    let words = words.get_from_path(form).and_then(Value::as_str);
    let words = words.ok_or_else(|| Error::message(format!("`words` has no `{form}`")))?;
    Ok(words.replace("{n}", &number.to_string()))
}

/// A file's size as the NHS style has it: KB as whole numbers, MB with one decimal place.
fn size(bytes: u64) -> String {
    match bytes {
        0..=999_999 => format!("{}KB", bytes.div_ceil(1000)),
        _ => format!("{:.1}MB", bytes as f64 / 1_000_000.0),
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
