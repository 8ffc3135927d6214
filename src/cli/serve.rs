//! `trustpress serve`.

use std::path::Path;

use clap::Args;

use super::report::Format;
use super::{Context, Done, Failed, Shared, counted};
use crate::diagnostic::{self, Diagnostics};
use crate::serve::{self, Options, Reading, Snapshot};
use crate::source::Sources;
use crate::{Memory, Publication, RenderError, publication_again};

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    shared: Shared,
    /// The port on this machine; without it, 4000 or the next free one.
    #[arg(long, short, value_name = "N")]
    port: Option<u16>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
}

/// A site, and how to print what is wrong with a page of it.
struct Shown {
    publication: Publication,
    format: Format,
}

impl Snapshot for Shown {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        let made = self.publication.file(path)?;
        Some(made.map_err(|error| match error {
            RenderError::Template(problem) => {
                let problems: Diagnostics = [*problem].into_iter().collect();
                self.format.render(&problems, &self.publication.sources, Path::new(""))
            }
            RenderError::Read(cause) => cause.to_string(),
        }))
    }
}

impl Serve {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let options = Options {
            port: self.port.unwrap_or(4000),
            exact_port: self.port.is_some(),
            open: self.open,
            watch: vec![context.root.join("content"), context.root.join("themes")],
            quiet: context.quiet,
        };
        let format = self.shared.format.for_people();
        let mut sources = Sources::default();
        let mut memory = Memory::default();
        serve::serve(&options, |changes| {
            sources = sources.read_again(&context.root, changes).map_err(|cause| cause.to_string())?;
            let options = crate::Options { advice: false, ..self.shared.options() };
            let (publication, problems) = publication_again(sources.clone(), &options, &mut memory);
            let shown = problems.without_advice();
            let count = diagnostic::summary(&problems, false);
            if self.shared.format.is_for_programs() {
                self.shared.report(context, &shown, &publication.sources).map_err(|cause| cause.to_string())?;
            }
            let words = format.render(&shown, &publication.sources, &context.root);
            if problems.has_errors() {
                return Ok(Reading::Broken(format!("{words}{}", count.unwrap_or_default())));
            }
            anstream::eprint!("{words}");
            let pages = counted(publication.site.routes().pages(), "page", "pages");
            let line = count.map_or(pages.clone(), |count| format!("{pages}; {count}"));
            Ok(Reading::Good(Shown { publication, format }, line))
        })?;
        Ok(Done::Well)
    }
}
