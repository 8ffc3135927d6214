//! A bar of progress: how much of the way is behind us, and where the plan has us.

use serde::Serialize;

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// How long the bar is, in percent of the way: none where things are worse than at the start.
    pub made: i32,
    /// Where the plan has us.
    pub planned: Option<String>,
}

impl Bar {
    /// Shares of the way, in whole percent.
    pub fn of(made: i32, planned: Option<i32>) -> Bar {
        Bar { made: made.clamp(0, 100), planned: planned.map(|planned| format!("{}%", planned.clamp(0, 100))) }
    }
}
