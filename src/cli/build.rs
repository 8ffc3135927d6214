//! `trustpress build`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Context, Done, Failed, GOOD, Shared, counted, lasted, timings};
use crate::diagnostic::{self, Diagnostics};
use crate::output::{self, Failure};
use crate::{Publication, problems_of};

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
        if self.shared.forbids(&problems) {
            return self.refuse(context, &publication, &problems);
        }
        let folder = self.output.clone().unwrap_or_else(|| context.root.join("output"));
        let (content, themes) = (context.root.join("content"), context.root.join("themes"));
        let routes = publication.routes();
        let render = |route: &str| publication.file(route).expect("routes() lists only routes that have a file");
        let written = match output::write(&folder, &[&content, &themes], self.force, &routes, render) {
            Ok(written) => written,
            Err(Failure::Machine(cause)) => return Err(cause.into()),
            Err(Failure::Page(errors)) => {
                let problems = problems.and(problems_of(errors)?).sorted();
                return self.refuse(context, &publication, &problems);
            }
        };
        timings::ended("render and write the pages");
        timings::print();
        self.shared.report(context, &problems.without_advice(), &publication.sources)?;
        if let Some(count) = diagnostic::summary(&problems, false) {
            anstream::eprintln!("{count}");
        }
        context.say(&format!(
            "{GOOD}Built{GOOD:#} {}, {} in {}: {}",
            counted(publication.site.routes().pages(), "page", "pages"),
            counted(written.files, "file", "files"),
            lasted(start.elapsed()),
            folder.strip_prefix(".").unwrap_or(&folder).join("index.html").display()
        ));
        Ok(Done::Well)
    }
    /// Tells why nothing is written.
    fn refuse(&self, context: &Context, publication: &Publication, problems: &Diagnostics) -> Result<Done, Failed> {
        self.shared.report(context, &problems.without_advice(), &publication.sources)?;
        context.end(diagnostic::summary(problems, false), "Nothing was written.");
        Ok(Done::WithErrors)
    }
}
