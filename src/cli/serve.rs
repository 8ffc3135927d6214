//! `trustpress serve`.

use std::time::Instant;

use clap::Args;

use super::terminal::Terminal;
use super::{Context, Done, Failed, Shared};
use crate::diagnostic::{self, Diagnostics};
use crate::serve::{self, Link, Options, Problems, Reading, Snapshot};
use crate::source::{ReadError, Sources};
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
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, Problems>> {
        let made = Publication::file(self, path)?;
        Some(made.map_err(|error| match error {
            RenderError::Template(problem) => in_browser(&[*problem].into_iter().collect(), &self.sources),
            RenderError::Read(cause) => Problems::in_words("A file could not be read", &cause.to_string()),
        }))
    }

    fn moved(&self, path: &str) -> Option<Link> {
        let node = self.site.moved(path)?;
        let (path, place) = self.site.location(node);
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        Some(Link { path: format!("{path}{place}"), title: self.site.title(node) })
    }
}

fn in_browser(problems: &Diagnostics, sources: &Sources) -> Problems {
    let count = diagnostic::summary(problems, false).unwrap_or_default();
    Problems { count, html: diagnostic::html(problems, sources) }
}

impl Serve {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let options = Options {
            port: self.port.unwrap_or(4000),
            exact_port: self.port.is_some(),
            open: self.open,
            watch: vec![context.root.join("content"), context.root.join("themes")],
        };
        let preview = serve::bind(&options)?;
        let mut terminal = Terminal::new(context, self.shared.format, preview.address(), &options.watch);
        preview.run(|| {
            let started = Instant::now();
            let read = self.read(context, &mut terminal, started);
            read.inspect_err(|cause| terminal.failed(cause))
        })?;
        Ok(Done::Well)
    }

    fn read(&self, context: &Context, terminal: &mut Terminal, started: Instant) -> Result<Reading<Publication>, String> {
        let (publication, problems) = context.read(&self.shared).map_err(|cause: ReadError| cause.to_string())?;
        let shown = problems.without_advice();
        let is_good = !self.shared.forbids(&problems);
        if self.shared.format.is_for_programs() {
            self.shared.report(context, &shown, &publication.sources).map_err(|cause| cause.to_string())?;
        }
        terminal.read(&publication, &problems, is_good, started.elapsed());
        let problems = (!shown.is_empty()).then(|| in_browser(&shown, &publication.sources));
        Ok(Reading { site: is_good.then_some(publication), problems })
    }
}
