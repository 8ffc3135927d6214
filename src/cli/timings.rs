//! How long each stage took, for `--timings` and `--verbose`.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

const DIM: anstyle::Style = anstyle::Style::new().dimmed();

thread_local! {
    /// The moments at which stages ended, on the thread that runs the command; none if nobody wants to know.
    static ENDS: RefCell<Option<Vec<(&'static str, Instant)>>> = const { RefCell::new(None) };
    /// Whether to say so at once when a stage ends.
    static LIVE: Cell<bool> = const { Cell::new(false) };
}

/// From now on, stages are timed.
pub(super) fn begin(live: bool) {
    LIVE.set(live);
    ENDS.set(Some(vec![("", Instant::now())]));
}

/// A stage has ended.
pub(super) fn ended(stage: &'static str) {
    ENDS.with_borrow_mut(|ends| {
        if let Some(ends) = ends {
            let (before, now) = (ends.last().map(|(_, end)| *end), Instant::now());
            if let Some(before) = before.filter(|_| LIVE.get()) {
                anstream::eprintln!("{DIM}{stage}: {}{DIM:#}", super::lasted(now - before));
            }
            ends.push((stage, now));
        }
    });
}

/// Prints each stage with the time it took, and its share of all.
pub(super) fn print() {
    let Some(ends) = ENDS.take().filter(|_| !LIVE.get()) else { return };
    let times: Vec<(&str, Duration)> = ends.windows(2).map(|pair| (pair[1].0, pair[1].1 - pair[0].1)).collect();
    let all: Duration = times.iter().map(|(_, time)| *time).sum();
    for (stage, time) in &times {
        let share = 100.0 * time.as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE);
        anstream::eprintln!("{:>10.1} ms {share:>3.0}%  {stage}", 1000.0 * time.as_secs_f64());
    }
    anstream::eprintln!("{:>10.1} ms       in all", 1000.0 * all.as_secs_f64());
}
