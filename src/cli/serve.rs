//! `trustpress serve`.

use clap::Args;

use super::{Context, Done, Failed, Shared, counted};
use crate::diagnostic;
use crate::serve::{self, Options, Reading, Snapshot};
use crate::{Publication, RenderError};

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

impl Snapshot for Publication {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        let made = Publication::file(self, path)?;
        Some(made.map_err(|error| match error {
            RenderError::Template(problem) => diagnostic::human(&[*problem].into_iter().collect(), &self.sources),
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
        serve::serve(&options, || {
            let (publication, problems) = context.read(&self.shared).map_err(|cause| cause.to_string())?;
            let words = self.shared.render(&problems, &publication.sources);
            if problems.has_errors() {
                let summary = diagnostic::summary(&problems).unwrap_or_default();
                return Ok(Reading::Broken(format!("{words}{summary}")));
            }
            anstream::eprint!("{words}");
            let pages = counted(publication.site.routes().pages(), "page", "pages");
            Ok(Reading::Good(publication, pages))
        })?;
        Ok(Done::Well)
    }
}
