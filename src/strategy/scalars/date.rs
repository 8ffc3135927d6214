//! Dates as exactly as they are known: days, months, years, financial years and their quarters.

use ecow::EcoString;
use jiff::civil::Date;

use super::{Written, meant, written};

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
    pub(super) fn calendar(year: i16, month: Option<i8>, day: Option<i8>) -> PartialDate {
        PartialDate { year, month, day, form: Form::Calendar }
    }

    /// Whether its first and last days are known: those of a day, a financial year or a quarter of one.
    pub fn has_known_days(self) -> bool {
        self.day.is_some() || self.form != Form::Calendar
    }

    /// The day, if the date is that exact.
    pub fn day(self) -> Option<Date> {
        self.day.map(|_| self.first())
    }

    /// The same without its day: as exact as its month at most.
    pub fn without_day(self) -> PartialDate {
        PartialDate { day: None, ..self }
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

/// How it is said of a year that is likely mistyped.
pub(super) const TOO_FAR: &str = "no plan is made for a time so far off, as";

/// How a financial year is written; said of one whose second year is another.
pub(super) const NEXT_YEAR: &str =
    "a financial year is one year and the next, such as 2025/26; for more years, write `2025/26 to 2027/28`";

/// The quarters of a financial year start in April, July, October and January.
fn quarter_start(year: i16, quarter: i8) -> Date {
    match quarter {
        4 => Date::constant(year + 1, 1, 1),
        quarter => Date::constant(year, 1 + 3 * quarter, 1),
    }
}

impl PartialDate {
    /// As it is written: `2026`, `2026-03`, `2026-03-31`, `2026/27` or `2026/27 Q2`.
    pub fn printed(self) -> EcoString {
        // Digit by digit: pages have more dates than anything else that is not text.
        let (mut text, mut length) = ([b' '; 10], 0);
        let mut put = |bytes: &[u8]| {
            text[length..length + bytes.len()].copy_from_slice(bytes);
            length += bytes.len();
        };
        let two = |number: i16| [number / 10 % 10, number % 10].map(|digit| b'0' + digit as u8);
        put(&two(self.year / 100));
        put(&two(self.year));
        match self.form {
            Form::Calendar => {
                for part in [self.month, self.day].into_iter().flatten() {
                    put(b"-");
                    put(&two(part.into()));
                }
            }
            Form::Financial | Form::Quarter(_) => {
                put(b"/");
                put(&two(self.year + 1));
            }
        }
        if let Form::Quarter(quarter) = self.form {
            put(b" Q");
            put(&two(quarter.into())[1..]);
        }
        str::from_utf8(&text[..length]).expect("digits and marks are text").into()
    }

    /// Whether a date in numbers, such as `03/04/2026`, could be of two days.
    pub fn is_ambiguous(text: &str) -> bool {
        let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).collect();
        let small = |part: &str| part.parse::<u8>().is_ok_and(|number| number <= 12) && part.len() <= 2;
        matches!(parts[..], [day, month, _] if small(day) && small(month) && day != month)
    }
}

/// [`PartialDate::printed`].
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.printed())
    }
}

impl Written for PartialDate {
    const FORMAT: &'static str = "date";
    const PATTERN: &'static str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|/[0-9]{2}([0-9]{2})?( Q[1-4])?)?$";
    fn parse(text: &str) -> Result<PartialDate, String> {
        let wrong = || "a date is written 2026-03-31, or 2026-03, 2026, 2025/26 or 2025/26 Q4 if no more is known".to_string();
        // A year of which a digit is mistyped is most often far off.
        let far = |year: i16| match (1000..2151).contains(&year) {
            true => Ok(()),
            false => Err(format!("{TOO_FAR} in {year}: correct the year")),
        };
        if let Some(date) = usual(text) {
            return Ok(date);
        }
        if text.contains('/') {
            let is_pair = || {
                text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
                    && matches!(text.len(), 7 | 9)
                    && text.find('/') == Some(4)
            };
            let date = financial_date(text).ok_or_else(|| if is_pair() { NEXT_YEAR.to_string() } else { wrong() })?;
            return far(date.year).map(|()| date);
        }
        let mut parts = text.split('-');
        let mut number = |length: usize| {
            let part = parts.next()?;
            Some(part.parse::<i16>().ok().filter(|_| part.len() == length && part.bytes().all(|b| b.is_ascii_digit())))
        };
        let (year, month, day) = (number(4), number(2), number(2));
        let (Some(Some(year)), false, false, None) = (year, month == Some(None), day == Some(None), parts.next()) else {
            return Err(wrong());
        };
        far(year)?;
        let (month, day) = (month.flatten(), day.flatten());
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(format!("there is no month {month}: {}", wrong()));
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        if let Some(day) = day.filter(|day| Date::new(year, month.unwrap_or(1), *day).is_err()) {
            return Err(format!("there is no day {day} in that month"));
        }
        Ok(PartialDate::calendar(year, month, day))
    }
    fn meant(text: &str) -> Option<String> {
        meant::financial(text).filter(|meant| PartialDate::parse(meant).is_ok()).or_else(|| meant::date(text))
    }
}
written!(PartialDate);

/// A date as nearly all are, `2026-03-31` or `2026-03`, if nothing can be wrong with it: there are hundreds of thousands.
fn usual(text: &str) -> Option<PartialDate> {
    let two = |tens: u8, ones: u8| (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'));
    let (bytes, day) = match *text.as_bytes() {
        [ref bytes @ .., b'-', tens, ones] if bytes.len() == 7 => (bytes, Some(two(tens, ones)?)),
        ref bytes => (bytes, None),
    };
    let [a, b, c, d, b'-', e, f] = *bytes else { return None };
    let (year, month, day) = (i16::from(two(a, b)?) * 100 + i16::from(two(c, d)?), two(e, f)? as i8, day.map(|day| day as i8));
    let is_one = (1000..2151).contains(&year) && Date::new(year, month, day.unwrap_or(1)).is_ok();
    is_one.then(|| PartialDate::calendar(year, Some(month), day))
}

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
    // The calendar ends with the year 9999, and a financial year ends in the next one.
    (year < 9999 && (year + 1).to_string().ends_with(end)).then_some(PartialDate { year, month: None, day: None, form })
}
