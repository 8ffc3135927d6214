//! Single values: words from a list, numbers, and texts that must be written in some way, such as dates.

use serde_json::Value as Json;

use super::{Checker, Field, allows, keys, list};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{At, is_invisible};
use crate::strategy::scalars::{Amount, Colour, Every, Id, MailAddress, Moment, PartialDate, Period, WebAddress, Written};
use crate::strategy::tree::{Node, Value};

impl Checker<'_> {
    /// One of a few words.
    pub(super) fn word(&mut self, node: &mut Node, words: &[&str], field: &Field) -> bool {
        let raw = match &node.value {
            Value::Text(raw) | Value::Number(raw) | Value::Bool(raw) => raw.clone(),
            Value::Null | Value::List(_) | Value::Group(_) => String::new(),
        };
        if words.contains(&raw.as_str()) {
            return true;
        }
        if words.contains(&visible(&raw)) {
            node.value = self.unseen(node.at, &raw);
            return true;
        }
        let of = field.key.as_ref().map(|(key, _)| format!(" of `{key}`")).unwrap_or_default();
        let (message, at) = match (raw.as_str(), &node.value, &field.key) {
            ("", Value::Null, Some((key, at))) => (format!("`{key}` has no value"), *at),
            ("", ..) => (format!("the value{of} {}, and this is {}", super::ONE_WORD, node.kind()), node.at),
            (raw, ..) => (format!("`{raw}` is not a value{of}"), node.at),
        };
        let problem = Diagnostic::new(&codes::WRONG_VALUE, self.place(at), message);
        let meant = words.iter().copied().find(|word| word.eq_ignore_ascii_case(&keys::words_of(&raw).replace('_', "-")));
        let near = meant.or_else(|| nearest(&raw, words.iter().copied()));
        let problem = match meant {
            Some(meant) => problem.replace(meant),
            None => problem.did_you_mean(&raw, words.iter().copied()),
        };
        self.problems.push(problem.help_or(|| format!("use one of {}", list(words))));
        if let Some(near) = near {
            node.value = Value::Text(near.to_string());
        }
        near.is_some()
    }

    pub(super) fn number(&mut self, node: &mut Node, raw: &str, schema: &Json, field: &Field) -> bool {
        let whole = allows(schema, "integer") && !allows(schema, "number");
        let not_negative = schema.get("minimum").and_then(Json::as_f64) == Some(0.0);
        if (whole && raw.parse::<i64>().is_err()) || (not_negative && raw.starts_with('-')) {
            let what = if not_negative { "a whole number from 0 up" } else { "a whole number" };
            let problem = format!("{} {what}, and this is `{raw}`", field.takes());
            let problem = Diagnostic::new(&codes::WRONG_SHAPE, self.place(node.at), problem);
            let meant = whole_in(raw).filter(|whole| !(not_negative && whole.starts_with('-')));
            self.problems.push(problem.suggest(meant.as_deref()).help_or(|| "write a whole number in digits, such as 5".into()));
            return false;
        }
        true
    }

    /// A text that must be written in some way, such as a date.
    pub(super) fn format(&mut self, node: &mut Node, text: &str, schema: &Json, field: &Field) -> bool {
        let format = schema.get("format").and_then(Json::as_str).unwrap_or_default();
        let Some((name, fault)) = fault_of(format, text) else { return true };
        if fault_of(format, visible(text)).is_none() {
            node.value = self.unseen(node.at, text);
            return true;
        }
        let message = match text {
            "" => format!("{} {name}, and this is empty", field.takes()),
            text => format!("`{text}` is not written as {name}"),
        };
        let problem = Diagnostic::new(&codes::WRONG_VALUE, self.place(node.at), message).help(fault.cure);
        self.problems.push(match &fault.meant {
            // An id may be used elsewhere in either form; a day and a month may be the other way round.
            Some(meant) => {
                let sure = !matches!(format, Id::FORMAT | Period::FORMAT) && !PartialDate::is_ambiguous(text);
                problem.replace(meant.clone()).sure(sure)
            }
            None => problem,
        });
        if let Some(meant) = fault.meant {
            self.lossy |= format == Id::FORMAT;
            node.value = Value::Text(meant.trim_matches('"').to_string());
            return true;
        }
        false
    }

    /// Reports characters beside a text that nobody sees; gives the text without them.
    fn unseen(&mut self, at: At, text: &str) -> Value {
        let clean = visible(text);
        let problem =
            Diagnostic::new(&codes::WRONG_VALUE, self.place(at), format!("an invisible character stands beside `{clean}`"));
        self.problems.push(problem.help("delete the whole value, and type it again").replace(clean));
        Value::Text(clean.to_string())
    }
}

/// The whole number at the start of a text: `-20` of `−20 %`, `-5` of `minus 5`, `1` of `1.0`, `5` of `5 goals`.
pub(super) fn whole_in(raw: &str) -> Option<String> {
    let text = raw.trim().replace('−', "-").replacen("minus ", "-", 1);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let digits = &text[sign.len()..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let is_part =
        digits[end..].strip_prefix('.').is_some_and(|part| part.trim_end_matches('0').starts_with(|c: char| c.is_ascii_digit()));
    (end > 0 && !is_part).then(|| format!("{sign}{}", &digits[..end]))
}

/// What is wrong with a text of some format.
struct Fault {
    cure: String,
    /// How it would be written right, if that can be told.
    meant: Option<String>,
}

/// What a text of some format is, in words.
pub(super) fn name_of(format: &str) -> Option<&'static str> {
    match format {
        Id::FORMAT => Some("an id"),
        PartialDate::FORMAT => Some("a date"),
        Period::FORMAT => Some("a period"),
        Moment::FORMAT => Some("a moment"),
        Every::FORMAT => Some("how often something is done"),
        Amount::FORMAT => Some("a figure"),
        Colour::FORMAT => Some("a colour"),
        WebAddress::FORMAT => Some("a web address"),
        MailAddress::FORMAT => Some("a mail address"),
        _ => None,
    }
}

/// Whether a text is written as its format wants, or so that what was meant can be told.
pub(super) fn is_nearly(format: &str, text: &str) -> bool {
    fault_of(format, text).is_none_or(|(_, fault)| fault.meant.is_some())
}

fn fault_of(format: &str, text: &str) -> Option<(&'static str, Fault)> {
    fn of<T: Written>(text: &str) -> Option<(&'static str, Fault)> {
        let cure = T::parse(text).err()?;
        let meant = T::meant(text).filter(|meant| T::parse(meant.trim_matches('"')).is_ok());
        Some((name_of(T::FORMAT)?, Fault { cure, meant }))
    }
    match format {
        Id::FORMAT => of::<Id>(text),
        PartialDate::FORMAT => of::<PartialDate>(text),
        Period::FORMAT => of::<Period>(text),
        Moment::FORMAT => of::<Moment>(text),
        Every::FORMAT => of::<Every>(text),
        Amount::FORMAT => of::<Amount>(text),
        Colour::FORMAT => of::<Colour>(text),
        WebAddress::FORMAT => of::<WebAddress>(text),
        MailAddress::FORMAT => of::<MailAddress>(text),
        _ => None,
    }
}

/// A text without the blanks at its ends that are no usual ones, and without what shows as nothing there.
fn visible(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}
