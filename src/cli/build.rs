//! `trustpress build`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::progress::Progress;
use super::{Context, Done, Failed, GOOD, Shared, counted, lasted, schedule, timings};
use crate::diagnostic::{self, Diagnostics};
use crate::output::{self, Destination, Failure, Origin};
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
        // Advice is only counted here, and not even that when only problems are to be told.
        let (publication, problems) = context.read(&self.shared, !context.quiet)?;
        if self.shared.forbids(&problems) {
            return self.refuse(context, &publication, &problems);
        }
        let folder = self.output.clone().unwrap_or_else(|| context.root.join("output"));
        let (content, themes) = (context.root.join("content"), context.root.join("themes"));
        let inputs = [content.as_path(), themes.as_path()];
        let keep = publication.site.file.iter().flat_map(|file| &file.server.keep).map(|name| name.to_string());
        let keep: Vec<String> = keep.collect();
        let to = Destination { folder: &folder, inputs: &inputs, force: self.force, keep: &keep };
        let content = output::content_fingerprint(&publication.sources)?;
        let made = self.made(&publication, &content);
        let written = match output::unchanged(&to, &made)? {
            Some(written) => Ok(written),
            None => {
                let routes = publication.routes();
                timings::ended("make the search index");
                let progress = Progress::new("Making the site", routes.len(), !context.quiet);
                let render = |route: &str| {
                    progress.step();
                    publication.file(route).expect("routes() lists only routes that have a file")
                };
                output::write(&to, &Origin { content: &content, made: &made }, &routes, render)
            }
        };
        let written = match written {
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
            "{GOOD}Built{GOOD:#} {}, {} ({}) in {}: {}",
            counted(publication.site.routes().pages(), "page", "pages"),
            counted(written.files, "file", "files"),
            changes(&written),
            lasted(start.elapsed()),
            folder.strip_prefix(".").unwrap_or(&folder).join("index.html").display()
        ));
        if let Some(next) = publication.scheduled.first() {
            context.say(&format!("It changes by its dates on {}: build it again then.", schedule::moment(next.when)));
        }
        Ok(Done::Well)
    }

    /// A fingerprint of everything that the files depend on. What is shown changes with the day, and whenever something that
    /// is scheduled has come; with drafts, at other moments too, so that there is none.
    fn made(&self, publication: &Publication, content: &str) -> String {
        if self.shared.drafts {
            return String::new();
        }
        let program = env!("TRUSTPRESS_MADE_OF");
        let base = publication.site.base_url().unwrap_or_default();
        let (day, to_come) = (publication.site.view.as_of.date(), publication.scheduled.len());
        output::fingerprint(format!("{program}\n{content}\n{base}\n{day}\n{to_come}\n").as_bytes())
    }

    /// Tells why nothing is written.
    fn refuse(&self, context: &Context, publication: &Publication, problems: &Diagnostics) -> Result<Done, Failed> {
        self.shared.report(context, &problems.without_advice(), &publication.sources)?;
        context.end(diagnostic::summary(problems, false), "Nothing was written.");
        Ok(Done::WithErrors)
    }
}

/// What was new, so that one knows what there is to send to a server.
fn changes(written: &output::Written) -> String {
    match written.changed {
        0 => "nothing changed".to_string(),
        all if all == written.files => "all new".to_string(),
        some => format!("{} changed", counted(some, "", "").trim()),
    }
}
