//! Dates as people write them elsewhere, in the way that they are written here.

use jiff::civil::Date;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The month of that name, from 1: `March`, `Mar`, `Sept.`.
pub(super) fn month(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.').to_lowercase();
    let found = MONTHS.iter().position(|month| month.starts_with(&name) && (name.len() >= 3))?;
    Some(found as i8 + 1)
}

/// A date in digits or English words: `31/12/2026`, `31-12-26`, `31st December 2026`, `December 2026`, `2026-1-5`. Of two
/// numbers that could both be a month, the first is the day, as in Britain.
pub(super) fn date(text: &str) -> Option<String> {
    let text = text.trim().replace(',', " ");
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<i16>().ok();
    let year = |part: &str| match part.len() {
        4 => part.parse::<i16>().ok(),
        _ => None,
    };
    let (year, month, day) = match parts[..] {
        [y, q] if year(y).is_some() && q.starts_with(['q', 'Q']) => return None,
        [a, b] => match (year(a), year(b)) {
            (Some(y), _) => (y, month(b).or_else(|| number(b).map(|m| m as i8))?, None),
            (_, Some(y)) => (y, month(a).or_else(|| number(a).map(|m| m as i8))?, None),
            _ => return None,
        },
        [a, b, c] => match (year(a), year(c)) {
            (Some(y), _) => (y, month(b).or_else(|| number(b).map(|m| m as i8))?, Some(number(c)? as i8)),
            (_, y) => {
                // Two digits of a year are of this century: strategies look ahead.
                let y = y.or_else(|| c.parse::<i16>().ok().filter(|_| c.len() == 2).map(|y| 2000 + y))?;
                match (month(a), month(b)) {
                    (Some(m), _) => (y, m, Some(number(b)? as i8)),
                    (_, Some(m)) => (y, m, Some(number(a)? as i8)),
                    _ => {
                        let (first, second) = (number(a)? as i8, number(b)? as i8);
                        if second > 12 { (y, first, Some(second)) } else { (y, second, Some(first)) }
                    }
                }
            }
        },
        _ => return None,
    };
    Date::new(year, month, day.unwrap_or(1)).ok()?;
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

/// `2019-20`, `2019–20` and `FY2019/20` as `2019/20`.
pub(super) fn financial(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches(['F', 'Y', 'f', 'y', ' ']);
    let (start, end) = bare.split_once(['-', '–', '/'])?;
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    (digits(start, 4) && digits(end, 2)).then(|| format!("{start}/{end}"))
}
