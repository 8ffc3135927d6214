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

/// A date as exactly as it is known: a year, a month or a day. `2019`, `2019-03`, `2019-03-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// The first day that the date can mean.
    pub fn first(self) -> Date {
        Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that the date can mean.
    pub fn last(self) -> Date {
        match self.day {
            Some(day) => Date::constant(self.year, self.month.unwrap_or(12), day),
            None => Date::constant(self.year, self.month.unwrap_or(12), 1).last_of_month(),
        }
    }
}

/// As exactly as it is known: `2026`, `2026-03` or `2026-03-31`.
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Written for PartialDate {
    const FORMAT: &'static str = "date";
    const PATTERN: &'static str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
    fn parse(text: &str) -> Result<PartialDate, String> {
        let wrong = || "a date is written 2026-03-31, or 2026-03 or 2026 if no more is known".to_string();
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let shape_is_good = parts.len() <= 3 && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2));
        if !shape_is_good {
            return Err(wrong());
        }
        let number = |at: usize| parts.get(at).map(|part| part.parse::<i16>().expect("two or four digits fit"));
        let (year, month, day) = (number(0).ok_or_else(wrong)?, number(1), number(2));
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(format!("there is no month {}: {}", month.unwrap_or_default(), wrong()));
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        if day.is_some_and(|day| Date::new(year, month.unwrap_or(1), day).is_err()) {
            return Err(format!("there is no day {} in that month", day.unwrap_or_default()));
        }
        Ok(PartialDate { year, month, day })
    }
}
written!(PartialDate);

/// A stretch of time as printed: `2019 to 2029`, `2019/20`, `2021-09 to 2022-03-31`, `from 2023`, `to 2020`.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The author's own words.
    pub printed: String,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    /// Whether an end was written as a financial year, so that it is shown as written.
    pub financial: bool,
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

/// A financial year runs from 1 April to 31 March: `2019/20` is 2019-04 to 2020-03.
fn financial_year(text: &str) -> Option<(PartialDate, PartialDate)> {
    let (start, end) = text.split_once('/')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if start.len() != 4 || !(end.len() == 2 || end.len() == 4) || !digits(start) || !digits(end) {
        return None;
    }
    let year: i16 = start.parse().ok()?;
    let follows = (year + 1).to_string().ends_with(end);
    let month = |year, month| PartialDate { year, month: Some(month), day: None };
    follows.then(|| (month(year, 4), month(year + 1, 3)))
}

impl Written for Period {
    const FORMAT: &'static str = "period";
    const PATTERN: &'static str = "[0-9]{4}";
    fn parse(text: &str) -> Result<Period, String> {
        let wrong =
            || "a period is written `2019 to 2029`, `2019/20`, `2021-09 to 2022-03-31`, `from 2023` or `to 2020`".to_string();
        let end = |part: &str| -> Result<(PartialDate, PartialDate, bool), String> {
            if let Some((from, to)) = financial_year(part) {
                return Ok((from, to, true));
            }
            let date = PartialDate::parse(part).map_err(|_| wrong())?;
            Ok((date, date, false))
        };
        let trimmed = text.trim();
        let (from, to, financial) = if let Some(part) = trimmed.strip_prefix("from ") {
            let (from, _, financial) = end(part)?;
            (Some(from), None, financial)
        } else if let Some(part) = trimmed.strip_prefix("to ") {
            let (_, to, financial) = end(part)?;
            (None, Some(to), financial)
        } else if let Some((start, stop)) = trimmed.split_once(" to ") {
            let ((from, _, one), (_, to, other)) = (end(start.trim())?, end(stop.trim())?);
            (Some(from), Some(to), one || other)
        } else {
            let (from, to, financial) = end(trimmed)?;
            (Some(from), Some(to), financial)
        };
        Ok(Period { printed: trimmed.to_string(), from, to, financial })
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
