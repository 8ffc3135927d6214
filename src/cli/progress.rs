//! A bar for work that takes long enough to wonder about.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is done in less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// A bar that shows itself only on a terminal, and only when the work takes its time.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    wanted: bool,
}

impl Progress {
    /// Of `length` things, such as files; `doing` says what is done with them.
    pub fn new(doing: &'static str, length: usize, wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}, {eta} left");
        bar.set_style(style.expect("the template is right"));
        bar.set_message(doing);
        Progress { bar, begun: Instant::now(), wanted }
    }

    /// One more is done.
    pub fn step(&self) {
        self.bar.inc(1);
        if self.wanted && self.bar.is_hidden() && self.begun.elapsed() > PATIENCE && self.bar.position() % 64 == 0 {
            // Hidden all the same where nobody sees it.
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
