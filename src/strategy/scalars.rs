//! Values that are written as one text: ids, dates, periods, moments, amounts, colours.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer};

use super::located::{Written, written};

/// A name for use in addresses: small letters, digits and single hyphens, such as `integrated-care` or `2021-22`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl std::ops::Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Written for Id {
    const FORMAT: &'static str = "id";
    const PATTERN: &'static str = "^[a-z0-9]+(-[a-z0-9]+)*$";
    fn parse(text: &str) -> Result<Id, String> {
        let part_is_good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.split('-').all(part_is_good) {
            return Ok(Id(text.to_string()));
        }
        let likely = slug::slugify(text);
        let such_as = if likely.is_empty() { "integrated-care" } else { &likely };
        Err(format!("an id has small letters, digits and single hyphens only, such as `{such_as}`"))
    }
}
written!(Id);

/// A date as exactly as it is known: `2019`, `2019-03`, `2019-03-31`, the financial year `2019/20`, or a quarter of it, `2019/20 Q2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    form: Form,
}

/// How a date was written, and so what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Calendar,
    /// The year from April to March that starts in `year`.
    Financial,
    /// A quarter of that year, 1 to 4.
    Quarter(i8),
}

impl PartialDate {
    fn calendar(year: i16, month: Option<i8>, day: Option<i8>) -> PartialDate {
        PartialDate { year, month, day, form: Form::Calendar }
    }

    /// The first day that the date can mean.
    pub fn first(self) -> Date {
        match self.form {
            Form::Calendar => Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)),
            Form::Financial => Date::constant(self.year, 4, 1),
            Form::Quarter(quarter) => quarter_start(self.year, quarter),
        }
    }

    /// The last day that the date can mean.
    pub fn last(self) -> Date {
        match (self.form, self.day) {
            (Form::Calendar, Some(_)) => self.first(),
            (Form::Calendar, None) => Date::constant(self.year, self.month.unwrap_or(12), 1).last_of_month(),
            (Form::Financial, _) => Date::constant(self.year + 1, 3, 31),
            (Form::Quarter(quarter), _) => {
                let start = quarter_start(self.year, quarter);
                Date::constant(start.year(), start.month() + 2, 1).last_of_month()
            }
        }
    }
}

/// The quarters of a financial year start in April, July, October and January.
fn quarter_start(year: i16, quarter: i8) -> Date {
    match quarter {
        4 => Date::constant(year + 1, 1, 1),
        quarter => Date::constant(year, 1 + 3 * quarter, 1),
    }
}

/// As it is written: `2026`, `2026-03`, `2026-03-31`, `2026/27` or `2026/27 Q2`.
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        match self.form {
            Form::Calendar => {
                self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
                self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
            }
            Form::Financial => write!(f, "/{:02}", (self.year + 1) % 100),
            Form::Quarter(quarter) => write!(f, "/{:02} Q{quarter}", (self.year + 1) % 100),
        }
    }
}

impl Written for PartialDate {
    const FORMAT: &'static str = "date";
    const PATTERN: &'static str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|/[0-9]{2}([0-9]{2})?( Q[1-4])?)?$";
    fn parse(text: &str) -> Result<PartialDate, String> {
        let wrong = || "a date is written 2026-03-31, or 2026-03, 2026, 2025/26 or 2025/26 Q4 if no more is known".to_string();
        if text.contains('/') {
            return financial_date(text).ok_or_else(wrong);
        }
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if parts.len() > 3 || !digits(parts[0], 4) || !parts[1..].iter().all(|part| digits(part, 2)) {
            return Err(wrong());
        }
        let number = |at: usize| parts.get(at).map(|part| part.parse::<i16>().expect("two or four digits fit"));
        let (year, month, day) = (number(0).ok_or_else(wrong)?, number(1), number(2));
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(format!("there is no month {month}: {}", wrong()));
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        if let Some(day) = day.filter(|day| Date::new(year, month.unwrap_or(1), *day).is_err()) {
            return Err(format!("there is no day {day} in that month"));
        }
        Ok(PartialDate::calendar(year, month, day))
    }
}
written!(PartialDate);

/// `2019/20`, `2019/2020` and `2019/20 Q2`: the second year must follow the first.
fn financial_date(text: &str) -> Option<PartialDate> {
    let (years, quarter) = text.split_once(' ').map_or((text, None), |(years, quarter)| (years, Some(quarter)));
    let (start, end) = years.split_once('/')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if start.len() != 4 || !(end.len() == 2 || end.len() == 4) || !digits(start) || !digits(end) {
        return None;
    }
    let year: i16 = start.parse().ok()?;
    let form = match quarter {
        None => Form::Financial,
        Some(quarter) => Form::Quarter(quarter.strip_prefix('Q')?.parse().ok().filter(|quarter| (1..=4).contains(quarter))?),
    };
    (year + 1).to_string().ends_with(end).then_some(PartialDate { year, month: None, day: None, form })
}

/// A stretch of time as printed: `2019 to 2029`, `2019-2029`, `2019/20`, `April 2026 to March 2030`, `2021-09 to 2022-03-31`,
/// `from 2023`, `to 2020`.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The author's own words.
    pub printed: String,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
}

impl Period {
    /// The first day, if the period has a start.
    pub fn first(&self) -> Option<Date> {
        self.from.map(PartialDate::first)
    }

    /// The last day, if the period has an end.
    pub fn last(&self) -> Option<Date> {
        self.to.map(PartialDate::last)
    }
}

/// One end of a period: a date in digits, or a month or day in English words.
fn end_of_period(text: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    if let Ok(date) = PartialDate::parse(text) {
        return Some(date);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, month, year) = match words[..] {
        [month, year] => (None, month, year),
        [day, month, year] => (Some(day.parse::<i8>().ok()?), month, year),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as i8 + 1;
    let year = Some(year).filter(|year| year.len() == 4)?.parse::<i16>().ok()?;
    Date::new(year, month, day.unwrap_or(1)).ok()?;
    Some(PartialDate::calendar(year, Some(month), day))
}

/// The two ends of a period; `2019-2029` and `2019–2029` have them joined by a dash.
fn ends_of_period(text: &str) -> Option<(&str, &str)> {
    let dash = |mark: char| text.split_once(mark).filter(|(start, _)| start.trim().len() >= 4);
    let years = |(start, stop): &(&str, &str)| start.trim().len() != 4 || stop.trim().len() >= 4;
    text.split_once(" to ").or_else(|| dash('–')).or_else(|| text.split_once(" - ")).or_else(|| dash('-').filter(years))
}

impl Written for Period {
    const FORMAT: &'static str = "period";
    const PATTERN: &'static str = "[0-9]{4}";
    fn parse(text: &str) -> Result<Period, String> {
        let wrong =
            || "a period is written `2019 to 2029`, `2019/20`, `April 2026 to March 2030`, `from 2023` or `to 2020`".to_string();
        let end = |part: &str| end_of_period(part.trim()).ok_or_else(wrong);
        let trimmed = text.trim();
        let (from, to) = if let Some(part) = trimmed.strip_prefix("from ") {
            (Some(end(part)?), None)
        } else if let Some(part) = trimmed.strip_prefix("to ") {
            (None, Some(end(part)?))
        } else if let Some(one) = end_of_period(trimmed) {
            (Some(one), Some(one))
        } else {
            let (start, stop) = ends_of_period(trimmed).ok_or_else(wrong)?;
            (Some(end(start)?), Some(end(stop)?))
        };
        Ok(Period { printed: trimmed.to_string(), from, to })
    }
}
written!(Period);

/// A moment in the site's time zone: `2026-12-01T09:00`, or `2026-12-01` for the start of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub DateTime);

impl Written for Moment {
    const FORMAT: &'static str = "moment";
    const PATTERN: &'static str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$";
    fn parse(text: &str) -> Result<Moment, String> {
        let wrong = |_| "a moment is written 2026-12-01T09:00, or 2026-12-01 for the start of that day".to_string();
        let well_formed = matches!(text.len(), 10 | 16);
        if !well_formed {
            return Err(wrong(()));
        }
        let moment = match text.len() {
            10 => text.parse::<Date>().map_err(|_| wrong(()))?.to_datetime(jiff::civil::Time::midnight()),
            _ => text.replacen(' ', "T", 1).parse::<DateTime>().map_err(|_| wrong(()))?,
        };
        Ok(Moment(moment))
    }
}
written!(Moment);

/// A figure or a rating, printed as written: `4.5`, `Outstanding`, `best quartile`.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub printed: String,
    /// The figure, if it is one; commas between thousands are read as such.
    pub number: Option<f64>,
}

impl Written for Amount {
    const FORMAT: &'static str = "amount";
    const PATTERN: &'static str = "";
    fn parse(text: &str) -> Result<Amount, String> {
        let number = text.replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite());
        Ok(Amount { printed: text.to_string(), number })
    }
}
written!(Amount);

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
}
written!(Colour);

/// A web address outside the site: `https://…` or `http://…`.
#[derive(Clone, Debug, PartialEq)]
pub struct WebAddress(String);

impl std::ops::Deref for WebAddress {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for WebAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Written for WebAddress {
    const FORMAT: &'static str = "web-address";
    const PATTERN: &'static str = "^https?://[^ ]+$";
    fn parse(text: &str) -> Result<WebAddress, String> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let whole = rest.is_some_and(|rest| rest.contains(|c: char| c.is_alphanumeric()) && !rest.contains(char::is_whitespace));
        match whole {
            true => Ok(WebAddress(text.to_string())),
            false => Err("a web address is written in full, such as `https://www.example.org/strategy`".to_string()),
        }
    }
}
written!(WebAddress);

/// A mail address: a name, an @, and a host.
#[derive(Clone, Debug, PartialEq)]
pub struct MailAddress(String);

impl std::ops::Deref for MailAddress {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for MailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Written for MailAddress {
    const FORMAT: &'static str = "mail-address";
    const PATTERN: &'static str = "^[^@ ]+@[^@ ]+$";
    fn parse(text: &str) -> Result<MailAddress, String> {
        let whole = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
        match whole && !text.contains(|c: char| c.is_whitespace() || "?&<>\"".contains(c)) {
            true => Ok(MailAddress(text.to_string())),
            false => Err("a mail address is written `name@example.org`".to_string()),
        }
    }
}
written!(MailAddress);
