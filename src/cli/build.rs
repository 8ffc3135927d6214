//! `trustpress build`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Context, Done, Failed, GOOD, Shared, counted, lasted};
use crate::output::{self, Failure};
use crate::problems_of;

#[derive(Args)]
pub struct Build {
    #[command(flatten)]
    shared: Shared,
    /// Where to write the site. The folder is replaced as a whole.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace the output folder even if trustpress did not make it.
    #[arg(long)]
    force: bool,
}

impl Build {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let start = Instant::now();
        let (publication, problems) = context.read(&self.shared)?;
        self.shared.report(&problems, &publication.sources)?;
        if self.shared.forbids(&problems) {
            context.say("Nothing was written.");
            return Ok(Done::WithErrors);
        }
        let folder = self.output.clone().unwrap_or_else(|| context.root.join("output"));
        let (content, themes) = (context.root.join("content"), context.root.join("themes"));
        let routes = publication.routes();
        let render = |route: &str| publication.file(route).expect("routes() lists only routes that have a file");
        let written = match output::write(&folder, &[&content, &themes], self.force, &routes, render) {
            Ok(written) => written,
            Err(Failure::Machine(cause)) => return Err(cause.into()),
            Err(Failure::Page(errors)) => {
                self.shared.report(&problems_of(errors)?, &publication.sources)?;
                context.say("Nothing was written.");
                return Ok(Done::WithErrors);
            }
        };
        context.say(&format!(
            "{GOOD}Built{GOOD:#} {}, {} in {}: {}",
            counted(publication.site.routes().pages(), "page", "pages"),
            counted(written.files, "file", "files"),
            lasted(start.elapsed()),
            folder.strip_prefix(".").unwrap_or(&folder).join("index.html").display()
        ));
        Ok(Done::Well)
    }
}
