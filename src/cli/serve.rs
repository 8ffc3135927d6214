//! `trustpress serve`.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use clap::Args;

use super::terminal::Terminal;
use super::{Context, Done, Failed, Shared};
use crate::diagnostic::{self, Diagnostics};
use crate::serve::{self, Link, Options, Problems, Reading, Snapshot};
use crate::source::{Changes, Sources};
use crate::{Memory, Publication, RenderError, publication_again};

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

/// What the preview shows: the site, and beside it the gallery if that was asked for.
struct Shown {
    publication: Publication,
    gallery: bool,
    /// The pages that were asked for last. A tab asks twice for each: what its page would be now, and then for the page.
    latest: Mutex<VecDeque<(String, Vec<u8>)>>,
}

/// How many pages are kept: those of some tabs.
const LATEST: usize = 16;

impl Shown {
    fn new(publication: Publication, gallery: bool) -> Shown {
        Shown { publication, gallery, latest: Mutex::default() }
    }

    fn latest(&self) -> MutexGuard<'_, VecDeque<(String, Vec<u8>)>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Snapshot for Shown {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, Problems>> {
        if let Some((_, page)) = self.latest().iter().find(|(known, _)| known == path) {
            return Some(Ok(page.clone()));
        }
        let made = self.make(path)?;
        if let Ok(page) = &made
            && path.ends_with(".html")
        {
            let mut latest = self.latest();
            latest.push_front((path.to_string(), page.clone()));
            latest.truncate(LATEST);
        }
        Some(made)
    }

    fn moved(&self, path: &str) -> Option<Link> {
        let site = &self.publication.site;
        let node = site.moved(path)?;
        let (path, place) = site.location(node);
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        Some(Link { path: format!("{path}{place}"), title: site.title(node) })
    }
}

impl Shown {
    fn make(&self, path: &str) -> Option<Result<Vec<u8>, Problems>> {
        let made = match path {
            crate::GALLERY if self.gallery => self.publication.gallery()?,
            _ => self.publication.file(path)?,
        };
        Some(made.map_err(|error| match error {
            RenderError::Template(problem) => in_browser(&[*problem].into_iter().collect(), &self.publication.sources),
            RenderError::Read(cause) => Problems::in_words("A file could not be read", &cause.to_string()),
        }))
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
        let mut reader = Reader {
            serve: self,
            context,
            terminal: Terminal::new(context, self.shared.format, preview.address(), &options.watch),
            sources: Sources::default(),
            memory: Memory::default(),
        };
        preview.run(|changes| {
            let read = reader.read(changes);
            read.inspect_err(|cause| reader.terminal.failed(cause))
        })?;
        Ok(Done::Well)
    }
}

/// Reads the project again and again, each time only what has changed.
struct Reader<'a> {
    serve: &'a Serve,
    context: &'a Context,
    terminal: Terminal<'a>,
    sources: Sources,
    memory: Memory,
}

impl Reader<'_> {
    fn read(&mut self, changes: &Changes) -> Result<Reading<Shown>, String> {
        let started = Instant::now();
        let shared = &self.serve.shared;
        self.sources = self.sources.read_again(&self.context.root, changes).map_err(|cause| cause.to_string())?;
        let (publication, problems) = publication_again(self.sources.clone(), &shared.options(false), &mut self.memory);
        let is_good = !shared.forbids(&problems);
        if shared.format.is_for_programs() {
            shared.report(self.context, &problems, &publication.sources).map_err(|cause| cause.to_string())?;
        }
        self.terminal.read(&publication, &problems, is_good, started.elapsed());
        let problems = (!problems.is_empty()).then(|| in_browser(&problems, &publication.sources));
        let holds = publication.until.map(|until| until.duration_since(jiff::Timestamp::now()).try_into().unwrap_or_default());
        Ok(Reading { holds, site: is_good.then_some(Shown::new(publication, self.serve.gallery)), problems })
    }
}
