//! How often something is done.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Written, written};

/// How often something is done: `week`, `month`, `quarter`, `year`, or a number of them such as `6 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    count: i32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Weeks,
    Months,
    Years,
}

impl Every {
    /// The last day on which it is in time, after it was last done on `day`.
    pub fn after(self, day: Date) -> Date {
        let span = match self.unit {
            Unit::Weeks => self.count.weeks(),
            Unit::Months => self.count.months(),
            Unit::Years => self.count.years(),
        };
        // A date at the very end of the calendar stays where it is.
        day.saturating_add(span)
    }
}

impl Written for Every {
    const FORMAT: &'static str = "every";
    const PATTERN: &'static str = "^([0-9]+ +)?(week|month|quarter|year)s?$";
    fn parse(text: &str) -> Result<Every, String> {
        let wrong = || "how often is written `month`, `quarter`, `year`, `6 weeks`, `2 months` or the like".to_string();
        let (count, unit) = match text.split_whitespace().collect::<Vec<_>>()[..] {
            [unit] => (1, unit),
            [count, unit] => (count.parse::<i32>().ok().filter(|count| (1..=100).contains(count)).ok_or_else(wrong)?, unit),
            _ => return Err(wrong()),
        };
        match unit.strip_suffix('s').unwrap_or(unit) {
            "week" => Ok(Every { count, unit: Unit::Weeks }),
            "month" => Ok(Every { count, unit: Unit::Months }),
            "quarter" => Ok(Every { count: 3 * count, unit: Unit::Months }),
            "year" => Ok(Every { count, unit: Unit::Years }),
            _ => Err(wrong()),
        }
    }
    fn meant(text: &str) -> Option<String> {
        let word = match text.trim().trim_start_matches("every ").to_lowercase().as_str() {
            "weekly" => "week",
            "monthly" => "month",
            "quarterly" => "quarter",
            "yearly" | "annually" | "annual" => "year",
            other => return Every::parse(other).ok().map(|_| other.to_string()),
        };
        Some(word.to_string())
    }
}
written!(Every);
