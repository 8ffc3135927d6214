//! The way from a starting point to a target: how much of it is behind us, and how much should be by now.

use jiff::civil::Date;

use super::{Better, same};

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    AtLeast(f64),
    AtMost(f64),
    /// From and to, both included.
    Within(f64, f64),
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unjudged {
    /// There is no target with a number.
    NoTarget,
    /// The target is one number, and nothing says which way is better.
    NoDirection,
    /// There is no reading with a number.
    NoReading,
    /// There is no starting point with a number and a date.
    NoStart,
    /// The starting point met the target already, or the target is worse than it: there is no way to go.
    NoWay,
    /// Nothing says by when.
    NoDate,
    /// The latest reading is older than the starting point.
    BeforeStart,
    /// The target is to be reached before, or on, the day of the starting point.
    NoTime,
    /// The latest reading is too old to say anything of today.
    Late,
}

impl Aim {
    /// The aim of a target of one number. One that is watched, not steered, has none.
    pub fn of(target: f64, better: Option<Better>) -> Result<Aim, Unjudged> {
        match better {
            Some(Better::Up) => Ok(Aim::AtLeast(target)),
            Some(Better::Down) => Ok(Aim::AtMost(target)),
            Some(Better::Neither) | None => Err(Unjudged::NoDirection),
        }
    }

    /// How far a value is from meeting the aim; 0 if it does.
    pub fn gap(self, value: f64) -> f64 {
        let gap = match self {
            Aim::AtLeast(target) => target - value,
            Aim::AtMost(target) => value - target,
            Aim::Within(from, to) => (from - value).max(value - to),
        };
        let line = match self {
            Aim::AtLeast(line) | Aim::AtMost(line) => line,
            Aim::Within(from, to) => {
                if value < from {
                    from
                } else {
                    to
                }
            }
        };
        if same(value, line) { 0.0 } else { gap.max(0.0) }
    }

    pub fn is_met(self, value: f64) -> bool {
        self.gap(value) == 0.0
    }
}

/// How much of the way from `start` to the aim is behind us at `value`: 0 at the start, 1 where the aim is met, less than 0 where
/// things are worse than at the start. Going further than the target counts no more than reaching it.
///
/// It is a share of a *distance*, never a ratio of two figures, so that starts and targets that are zero or negative need no care.
/// (Open SDG divides by the start value and replaces a target of zero by 0.001.)
///
/// # Errors
/// [`Unjudged::NoWay`] if the start meets the aim: there is no way to take a share of.
pub fn way(start: f64, aim: Aim, value: f64) -> Result<f64, Unjudged> {
    match aim.gap(start) {
        0.0 => Err(Unjudged::NoWay),
        whole => Ok((whole - aim.gap(value)) / whole),
    }
}

/// A figure that is planned for a day, or was read on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub day: Date,
    pub value: f64,
}

/// How far along the way a reading is, beside where the plan has it on that day. All are shares of the whole way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    pub made: f64,
    pub planned: f64,
}

impl Pace {
    /// How far ahead of the plan; less than 0: behind it.
    pub fn ahead(self) -> f64 {
        self.made - self.planned
    }
}

/// Holds a reading against the plan: a straight line from the start over the `path` to the aim on the day `due`. From that day on
/// the whole way should be behind us.
///
/// # Errors
/// Whatever [`way`] has; also a reading that is older than the start, and a target that is due no later than the start.
pub fn pace(start: Step, path: &[Step], aim: Aim, due: Date, reading: Step) -> Result<Pace, Unjudged> {
    let made = way(start.value, aim, reading.value)?;
    if due <= start.day {
        return Err(Unjudged::NoTime);
    }
    if reading.day < start.day {
        return Err(Unjudged::BeforeStart);
    }
    let mut stops: Vec<(Date, f64)> = vec![(start.day, 0.0)];
    let between = path.iter().filter(|step| step.day > start.day && step.day < due);
    stops.extend(between.filter_map(|step| Some((step.day, way(start.value, aim, step.value).ok()?))));
    stops.push((due, 1.0));
    stops.sort_by_key(|(day, _)| *day);
    let after = stops.iter().position(|(day, _)| *day > reading.day);
    let planned = after.map_or(1.0, |after| {
        let ((from, before), (to, then)) = (stops[after - 1], stops[after]);
        before + (then - before) * days(from, reading.day) / days(from, to)
    });
    Ok(Pace { made, planned })
}

fn days(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}
