//! `trustpress build`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use jiff::civil::DateTime;

use super::progress::Progress;
use super::{Context, Done, Failed, GOOD, Shared, counted, lasted, schedule, timings};
use crate::diagnostic::{self, Diagnostics};
use crate::output::{self, Destination, Failure, Origin, Silent, Written};
use crate::source::Sources;
use crate::{Publication, as_of, problems_of, publication};

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
        let sources = context.sources(&self.shared, Sources::read_once)?;
        let folder = self.output.clone().unwrap_or_else(|| context.root.join("output"));
        let (content, themes) = (context.root.join("content"), context.root.join("themes"));
        let inputs = [content.as_path(), themes.as_path()];
        let to = Destination { folder: &folder, inputs: &inputs, force: self.force, keep: &[] };
        // Advice is only counted here, and not even that when only problems are to be told.
        let options = self.shared.options(!context.quiet);
        let mut fingerprint = None;
        let as_before = || {
            fingerprint = output::content_fingerprint(&sources).ok();
            Some(self.made(fingerprint.as_ref()?, as_of(&sources, options.when), 0))
        };
        // Of what has told nothing and stands as it was made, nothing new can be told.
        if let Some(written) = output::settled(&to, context.quiet, as_before) {
            timings::ended("look at what is there");
            timings::print();
            self.shared.report(context, &Diagnostics::new(), &sources)?;
            self.tell(context, start, &written, &folder);
            return Ok(Done::Well);
        }
        let (publication, problems) = publication(sources, &options);
        if self.shared.forbids(&problems) {
            return self.refuse(context, &publication, &problems);
        }
        let keep = publication.site.file.iter().flat_map(|file| &file.server.keep).map(|name| name.to_string());
        let keep: Vec<String> = keep.collect();
        let to = Destination { keep: &keep, ..to };
        let content = match fingerprint {
            Some(content) => content,
            None => output::content_fingerprint(&publication.sources)?,
        };
        let made = self.made(&content, publication.site.view.as_of, publication.scheduled.len());
        let silent = match (publication.scheduled.is_empty(), problems.without_advice().is_empty()) {
            (true, true) if problems.is_empty() && options.advice => Some(Silent::Always),
            (true, true) => Some(Silent::IfQuiet),
            _ => None,
        };
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
                output::write(&to, &Origin { content: &content, made: &made, silent }, &routes, render)
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
        self.tell(context, start, &written, &folder);
        if let Some(next) = publication.scheduled.first() {
            context.say(&format!("It changes by its dates on {}: build it again then.", schedule::moment(next.when)));
        }
        // The command ends: to give back a million pieces of memory one by one would only take time.
        std::mem::forget(publication);
        Ok(Done::Well)
    }

    /// Tells what was made.
    fn tell(&self, context: &Context, start: Instant, written: &Written, folder: &Path) {
        context.say(&format!(
            "{GOOD}Built{GOOD:#} {}, {} ({}) in {}: {}",
            counted(written.pages, "page", "pages"),
            counted(written.files, "file", "files"),
            changes(written),
            lasted(start.elapsed()),
            folder.strip_prefix(".").unwrap_or(folder).join("index.html").display()
        ));
    }

    /// A fingerprint of everything that the files depend on. What is shown changes with the day, and whenever something that
    /// is scheduled has come; with drafts, at other moments too, so that there is none. A moment that was asked for may be any
    /// of its day; the clock only goes on.
    fn made(&self, content: &str, as_of: DateTime, to_come: usize) -> String {
        if self.shared.drafts {
            return String::new();
        }
        let program = env!("TRUSTPRESS_MADE_OF");
        let base = self.shared.base_url.as_ref().map(|base| base.to_string()).unwrap_or_default();
        let seen = if self.shared.as_of.is_some() { as_of.to_string() } else { as_of.date().to_string() };
        output::fingerprint(format!("{program}\n{content}\n{base}\n{seen}\n{to_come}\n").as_bytes())
    }

    /// Tells why nothing is written.
    fn refuse(&self, context: &Context, publication: &Publication, problems: &Diagnostics) -> Result<Done, Failed> {
        self.shared.report(context, &problems.without_advice(), &publication.sources)?;
        context.end(diagnostic::summary(problems, false), "Nothing was written.");
        Ok(Done::WithErrors)
    }
}

/// What was new, so that one knows what there is to send to a server.
fn changes(written: &Written) -> String {
    match written.changed {
        0 => "nothing changed".to_string(),
        all if all == written.files => "all new".to_string(),
        some => format!("{} changed", counted(some, "", "").trim()),
    }
}
