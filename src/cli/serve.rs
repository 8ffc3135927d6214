//! `trustpress serve`.

use std::path::Path;

use clap::Args;

use super::report::Format;
use super::{Context, Done, Failed, Shared, counted};
use crate::diagnostic::{self, Diagnostics};
use crate::serve::{self, Options, Reading, Snapshot};
use crate::{Publication, RenderError};

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    shared: Shared,
    /// The port on this machine; without it, 4000 or the next free one.
    #[arg(long, short, value_name = "N")]
    port: Option<u16>,
    /// Show every component of the theme by example, at `/gallery/`. It is never part of the published site.
    #[arg(long)]
    gallery: bool,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
}

/// A site, and how to print what is wrong with a page of it.
struct Shown {
    publication: Publication,
    format: Format,
    gallery: bool,
}

impl Snapshot for Shown {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        let made = match path {
            crate::GALLERY if self.gallery => self.publication.gallery()?,
            _ => self.publication.file(path)?,
        };
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
        serve::serve(&options, || {
            let (publication, problems) = context.read(&self.shared).map_err(|cause| cause.to_string())?;
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
            Ok(Reading::Good(Shown { publication, format, gallery: self.gallery }, line))
        })?;
        Ok(Done::Well)
    }
}
