//! What `serve` says in the terminal: where it is, then one line for each reading. A problem is printed when it comes, and not
//! again while it stays.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::report::Format;
use super::{Context, counted, lasted};
use crate::Publication;
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::source::Sources;

pub(super) struct Terminal<'a> {
    context: &'a Context,
    format: Format,
    /// What is said first, until it is said.
    start: Option<String>,
    /// The files of the last reading.
    sources: Sources,
    /// The problems that people know of, and how many are alike: where a problem stands may change with every line that is written
    /// above it.
    told: HashMap<Known, usize>,
    has_site: bool,
    /// Why the last reading failed, if it did.
    failure: Option<String>,
}

/// What makes a problem the same one after an edit: its code, its file and its words.
type Known = (&'static str, String, String);

impl<'a> Terminal<'a> {
    pub fn new(context: &'a Context, format: Format, address: String, watch: &[PathBuf]) -> Terminal<'a> {
        let folders: Vec<String> = watch.iter().map(|folder| tidy(folder)).collect();
        let start = Some(format!("Preview at {address}\nWatching {}", folders.join(" and ")));
        let (sources, told) = Default::default();
        Terminal { context, format, start, sources, told, has_site: false, failure: None }
    }

    /// The content was read. `is_good`: it is shown.
    pub fn read(&mut self, publication: &Publication, problems: &Diagnostics, is_good: bool, took: Duration) {
        let sources = &publication.sources;
        let subject = match self.start.take() {
            Some(start) => {
                self.say(&start);
                counted(publication.site.routes().pages(), "page", "pages")
            }
            None => named(&sources.changed_since(&self.sources)),
        };
        let (had, failed) = (!self.told.is_empty(), self.failure.take().is_some());
        let news = self.news(problems, sources);
        self.sources = sources.clone();
        // Programs have been told on standard output.
        if !self.format.is_for_programs() && !news.is_empty() {
            print(&self.format.render(&news, sources, &self.context.root));
        }
        let end = match diagnostic::summary(problems, false) {
            Some(count) if had && news.is_empty() => format!(": still {count}"),
            Some(count) => format!(": {count}"),
            None if had || failed => ": all mended".to_string(),
            None => String::new(),
        };
        let rest = match (is_good, self.has_site) {
            (true, _) => "",
            (false, true) => "; the last good site stays up",
            (false, false) => "; the site will be here when this is mended",
        };
        self.has_site |= is_good;
        self.say(&format!("{subject} ({}){end}{rest}", lasted(took)));
    }

    /// The machine did not let the content be read. Of the first time the end of the command tells.
    pub fn failed(&mut self, cause: &str) {
        if self.start.is_none() && self.failure.as_deref() != Some(cause) {
            print(&format!("{cause}; the last good site stays up\n"));
            self.failure = Some(cause.to_string());
        }
    }

    /// The problems that were not there before. From now on all are known.
    fn news(&mut self, problems: &Diagnostics, sources: &Sources) -> Diagnostics {
        let mut before = std::mem::take(&mut self.told);
        let is_new = |problem: &&Diagnostic| {
            let path = problem.place.map(|place| sources.get(place.source).path().to_string());
            let known = (problem.code.name, path.unwrap_or_default(), problem.message.clone());
            let left = before.get_mut(&known).filter(|left| **left > 0);
            let is_new = left.map(|left| *left -= 1).is_none();
            *self.told.entry(known).or_default() += 1;
            is_new
        };
        problems.iter().filter(is_new).cloned().collect()
    }

    fn say(&self, line: &str) {
        if !self.context.quiet {
            print(&format!("{line}\n"));
        }
    }
}

/// To standard error, in colour only where it shows. A terminal that has gone is no reason to end the preview.
fn print(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// A folder as people write it.
fn tidy(folder: &Path) -> String {
    folder.strip_prefix(".").unwrap_or(folder).display().to_string()
}

fn named(changed: &[&str]) -> String {
    match changed {
        [] => "Read again".to_string(),
        [one] => one.to_string(),
        many => counted(many.len(), "file", "files"),
    }
}
