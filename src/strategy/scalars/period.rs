//! Stretches of time as printed.

use super::date::{NEXT_YEAR, TOO_FAR};
use super::{PartialDate, Written, meant, written};
use jiff::civil::Date;

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
    /// The first and the last day, where they are known: a period of calendar years or months may start and end on any day of them.
    pub fn known_days(&self) -> (Option<Date>, Option<Date>) {
        let known = |date: Option<PartialDate>| date.filter(|date| date.has_known_days());
        (known(self.from).map(PartialDate::first), known(self.to).map(PartialDate::last))
    }

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
    if let Ok(date) = PartialDate::parse(text) {
        return Some(date);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, month, year) = match words[..] {
        [month, year] => (None, month, year),
        [day, month, year] => (Some(day.parse::<i8>().ok()?), month, year),
        _ => return None,
    };
    let month = meant::month(month)?;
    let year = Some(year).filter(|year| year.len() == 4)?.parse::<i16>().ok()?;
    Date::new(year, month, day.unwrap_or(1)).ok()?;
    Some(PartialDate::calendar(year, Some(month), day))
}

/// The two ends of a period, joined by `to` or a dash: `2019 to 2029`, `2019-2029`, `2019–2029`.
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
        let end = |part: &str| {
            let of_date = || PartialDate::parse(part.trim()).err().filter(|cure| cure.starts_with(TOO_FAR) || cure == NEXT_YEAR);
            end_of_period(part.trim()).ok_or_else(|| of_date().unwrap_or_else(wrong))
        };
        let trimmed = text.trim();
        let (from, to) = if let Some(part) = trimmed.strip_prefix("from ") {
            (Some(end(part)?), None)
        } else if let Some(part) = trimmed.strip_prefix("to ") {
            (None, Some(end(part)?))
        } else if let Some(one) = end_of_period(trimmed) {
            (Some(one), Some(one))
        } else {
            let (start, stop) = ends_of_period(trimmed).ok_or_else(wrong)?;
            match (end(start), end(stop)) {
                (Ok(_), Err(cure)) if !cure.starts_with(TOO_FAR) => return Err(format!("`{}` is not a date: {cure}", stop.trim())),
                (Err(cure), Ok(_)) if !cure.starts_with(TOO_FAR) => {
                    return Err(format!("`{}` is not a date: {cure}", start.trim()));
                }
                (from, to) => (Some(from?), Some(to?)),
            }
        };
        Ok(Period { printed: trimmed.to_string(), from, to })
    }
    fn meant(text: &str) -> Option<String> {
        let end = |part: &str| {
            let part = part.trim();
            end_of_period(part).map(|_| part.to_string()).or_else(|| PartialDate::meant(part))
        };
        let joined = |start: &str, stop: &str| Some(format!("{} to {}", end(start)?, end(stop)?));
        let lower = text.trim().to_lowercase();
        let text = text.trim().get(lower.strip_prefix("from ").map_or(0, |_| 5)..)?;
        let split = [" until ", " till ", " through ", " – ", "–", " - ", " — ", "—", " to ", " and "];
        let pair = split.iter().find_map(|by| text.split_once(by)).and_then(|(start, stop)| joined(start, stop));
        let short = || {
            // `2019-22` and `2019/22`: the century is that of the first year.
            let (start, stop) = text.split_once(['-', '/'])?;
            let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            (digits(start, 4) && digits(stop, 2)).then(|| format!("{start} to {}{stop}", &start[..2]))
        };
        pair.or_else(|| PartialDate::meant(text)).or_else(short)
    }
}
written!(Period);
