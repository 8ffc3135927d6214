//! `trustpress check`.

use std::time::Instant;

use clap::Args;

use super::{Context, Done, Failed, GOOD, Shared, counted, lasted};

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    shared: Shared,
}

impl Check {
    /// Everything that `build` does, but for writing.
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let start = Instant::now();
        let (publication, mut problems) = context.read(&self.shared)?;
        if !problems.has_errors() {
            let found = publication.render_problems()?;
            problems = problems.and(found).sorted();
        }
        self.shared.report(&problems, &publication.sources)?;
        if self.shared.forbids(&problems) {
            return Ok(Done::WithErrors);
        }
        let pages = counted(publication.site.routes().pages(), "page", "pages");
        context.say(&format!("{GOOD}No errors{GOOD:#} in {pages} ({})", lasted(start.elapsed())));
        Ok(Done::Well)
    }
}
