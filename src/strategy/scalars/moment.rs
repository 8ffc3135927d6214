//! Moments in the site's time zone.

use super::{Written, meant, written};
use jiff::civil::{Date, DateTime};

/// A moment in the site's time zone: `2026-12-01T09:00`, or `2026-12-01` for the start of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        let part = |range| text.get::<std::ops::Range<usize>>(range).and_then(|part| part.parse::<u8>().ok());
        if let Some(hour) = part(11..13).filter(|hour| *hour > 23) {
            return Err(format!("a day has no hour {hour}; the last one is 23"));
        }
        if let Some(minute) = part(14..16).filter(|minute| *minute > 59) {
            return Err(format!("an hour has no minute {minute}; the last one is 59"));
        }
        let moment = match text.len() {
            10 => text.parse::<Date>().map_err(|_| wrong(()))?.to_datetime(jiff::civil::Time::midnight()),
            _ => text.replacen(' ', "T", 1).parse::<DateTime>().map_err(|_| wrong(()))?,
        };
        Ok(Moment(moment))
    }
    fn meant(text: &str) -> Option<String> {
        let text = text.trim().trim_end_matches('Z');
        let (day, time) = text.rsplit_once([' ', 'T']).filter(|(_, time)| time.contains(':')).unwrap_or((text, ""));
        let day = day.trim_end_matches([' ', ',']).trim_end_matches(" at");
        let day = if day.parse::<Date>().is_ok() { day.to_string() } else { meant::date(day).filter(|day| day.len() == 10)? };
        let time: Vec<&str> = time.split(':').collect();
        match time[..] {
            [""] => Some(day),
            [hour, minute, ..] => Some(format!("{day}T{hour:0>2}:{minute:0>2}")),
            _ => None,
        }
    }
}
written!(Moment);
