//! How often figures come, and whether the latest is late.

use jiff::civil::Date;

/// How much later than usual a figure may come before anybody is told: publication takes a quarter of a year.
const GRACE: i64 = 92;

/// The usual number of days between two figures: the median of the distances. `dates` are in order. `None`: fewer than three
/// dates, which make no habit.
pub fn usual(dates: &[Date]) -> Option<i64> {
    if dates.len() < 3 {
        return None;
    }
    let mut gaps: Vec<i64> = dates.windows(2).map(|pair| days(pair[0], pair[1])).collect();
    gaps.sort();
    Some(gaps[gaps.len() / 2])
}

/// Whether a figure that covers the days up to `last` is late: older than two usual distances and a quarter of a year.
pub fn is_late(usual: i64, last: Date, today: Date) -> bool {
    days(last, today) > 2 * usual + GRACE
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
