//! What people write in tags who know other languages, in the words of these templates.

use std::ops::Range;

use super::html::Fault;
use crate::diagnostic::nearest;
use crate::source::At;

/// Signs of other languages, and what is written in their place.
const SIGNS: [(&str, &str); 6] = [
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`, with a blank after it"),
    ("=", "write two: `==`"),
    (";", "take it out"),
    ("?", "write `{% if … %}` and `{% else %}`"),
];

/// The message of a loop with another word in its place.
pub const NO_IN: &str = "`in` is missing here";

/// What the arguments of components may be.
const KINDS: [&str; 8] = ["string", "bool", "integer", "float", "number", "array", "map", "bytes"];

/// The same in other languages.
const OTHER_KINDS: [(&str, &str); 7] = [
    ("text", "string"),
    ("str", "string"),
    ("int", "integer"),
    ("list", "array"),
    ("dict", "map"),
    ("object", "map"),
    ("date", "string"),
];

/// What was meant at the place where the engine cannot go on, and `message` says why.
pub fn of(text: &str, range: Range<usize>, message: &str) -> Option<Fault> {
    let at = |start: usize, length: usize, what: String, help: &str| Some((At::new(start, start + length), what, help.to_string()));
    let start = range.start;
    let rest = text.get(start..)?;
    let tag = &text[..start][text[..start].rfind("{%").or(text[..start].rfind("{{")).map_or(0, |open| open + 2)..];
    let word = tag.trim_start_matches(['-', ' ']).split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let written = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default();
    if let Some(mark) = rest.chars().next().filter(|c| "“”‘’„".contains(*c)) {
        return at(start, mark.len_utf8(), "a curly quotation mark encloses nothing here".into(), "write straight ones: `\"`");
    }
    if word == "for" && message.trim_end_matches(['.', '`']).trim_end_matches("in").ends_with([' ', '`']) {
        return at(start, written.len(), NO_IN.into(), "write it as `for NAME in LIST`");
    }
    if (word == "extends" || word == "include") && !written.is_empty() {
        let name = rest.split([' ', '%', '\n']).next().unwrap_or(written);
        return at(start, name.len(), format!("`{name}` stands without quotation marks"), &format!("write `{word} \"{name}\"`"));
    }
    if message.contains("the only types allowed") {
        let other = OTHER_KINDS.iter().find(|(other, _)| *other == written).map(|(_, kind)| *kind);
        let help = match other.or_else(|| nearest(written, KINDS)) {
            Some(kind) => format!("did you mean `{kind}`?"),
            None => format!("there are {}", KINDS.map(|kind| format!("`{kind}`")).join(", ")),
        };
        return at(start, range.len(), format!("an argument is never of the kind `{written}`"), &help);
    }
    if message.starts_with("Expected \"string\" or {expression}") {
        return at(start, range.len(), "a value stands here without braces".into(), &format!("write it as `{{{written}}}`"));
    }
    if message.starts_with("Components with body content") {
        return at(start, range.len(), "this component is not closed".into(), "end it with `/>`");
    }
    if message.starts_with("Found string but") && tag.ends_with('(') {
        let name = tag.trim_end_matches('(').rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default();
        let argument = if name == "default" { "value" } else { "NAME" };
        return at(start, range.len(), format!("a value of `{name}` has no name"), &format!("write `{name}({argument}=…)`"));
    }
    if message.contains("needs to be the first tag") {
        let what = "`extends` stands first in a template".into();
        return at(start, range.len(), what, "put it at the top, and what stands above it into a block");
    }
    let (sign, help) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let is_known = *sign != "=" || word == "if" || word == "elif";
    is_known.then(|| at(start, sign.len(), format!("`{sign}` is no sign of these templates"), help))?
}

/// A message of the engine about values, in plain words, and what to do.
pub fn of_values(message: &str) -> Option<(String, String)> {
    let kind = |name: &str| match name {
        "string" => "a text",
        "bool" => "yes or no",
        "array" => "a list",
        "map" => "a record",
        "undefined" | "none" => "nothing",
        _ => "a number",
    };
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let told = |what: String, help: &str| Some((what, help.to_string()));
    match quoted[..] {
        [one, other] if message.starts_with("Cannot compare") => {
            let what = format!("{} and {} cannot be compared", kind(one), kind(other));
            told(what, "compare values of one kind; `| length` is the number of letters or entries")
        }
        [wanted, given] if message.contains("expected `") => told(
            format!("this filter takes {}, and gets {}", kind(wanted), kind(given)),
            "hand it what it takes; `| length` is a number",
        ),
        _ if message.starts_with("Tried to render a variable that is undefined") => {
            told("what is to stand here is not there".into(), "correct the name, or write it within an `{% if … %}`")
        }
        _ => {
            let field = message.strip_prefix("Found invalid field of `loop`: ")?.split('.').next()?;
            let known = ["index", "index0", "first", "last", "length"];
            let near = nearest(field, known).map(|near| format!("did you mean `loop.{near}`?"));
            Some((format!("`loop` has no `{field}`"), near.unwrap_or_else(|| format!("it has {}", known.join(", ")))))
        }
    }
}

/// The filters that templates have.
const FILTERS: &str = "date fill count size upper_first safe default upper lower wordcount escape_html escape_xml newlines_to_br \
    pluralize trim trim_start trim_end replace capitalize title truncate indent str int float length reverse split abs round first last \
    nth join sort unique get values keys pairs group_by";

/// Filters of other languages, and what there is in their place.
const OTHER_FILTERS: [(&str, &str); 8] = [
    ("strftime", "date"),
    ("date_format", "date"),
    ("upcase", "upper"),
    ("downcase", "lower"),
    ("raw", "safe"),
    ("filesizeformat", "size"),
    ("ucfirst", "upper_first"),
    ("len", "length"),
];

/// What was meant by a filter that there is none of.
pub fn filter(name: &str) -> Option<&'static str> {
    let other = OTHER_FILTERS.iter().find(|(other, _)| *other == name).map(|(_, filter)| *filter);
    other.or_else(|| nearest(name, FILTERS.split_whitespace()))
}
