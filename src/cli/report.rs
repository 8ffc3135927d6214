//! How a command tells of problems: the formats, what goes where, and the count at the end.
//!
//! Formats for programs go to standard output, everything for people to standard error.

use std::io::{self, Write};
use std::path::{Component, Path};

use clap::ValueEnum;

use super::{Context, Failed, Shared};
use crate::diagnostic::{self, Diagnostics, Severity};
use crate::source::Sources;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(super) enum Format {
    /// The line in question, with a mark under it.
    Human,
    /// One fact a line, without drawing: for screen readers and logs.
    Plain,
    /// A list of objects, for programs.
    Json,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
    /// Workflow commands, which GitHub Actions shows beside the lines.
    Github,
}

impl Format {
    /// Whether it is for programs, and so for standard output.
    pub fn is_for_programs(self) -> bool {
        matches!(self, Format::Json | Format::Sarif | Format::Github)
    }

    /// The problems in this format.
    pub fn render(self, problems: &Diagnostics, sources: &Sources, root: &Path) -> String {
        match self {
            Format::Human => diagnostic::human(problems, sources),
            Format::Plain => diagnostic::plain(problems, sources),
            Format::Json => diagnostic::json(problems, sources),
            Format::Sarif => diagnostic::sarif(problems, sources, &folder(root)),
            Format::Github => diagnostic::github(problems, sources, &folder(root)),
        }
    }
}

/// The project's folder as seen from the current one, which is the repository's where a service runs the command. Empty if
/// it is the same, or somewhere else.
fn folder(root: &Path) -> String {
    let here = std::env::current_dir().ok();
    let inside = match &here {
        Some(here) if root.is_absolute() => root.strip_prefix(here).unwrap_or(Path::new("")),
        _ => root,
    };
    let mut names = Vec::new();
    for part in inside.components() {
        match part {
            Component::Normal(name) => names.push(name.to_string_lossy()),
            Component::CurDir => {}
            _ => return String::new(),
        }
    }
    names.join("/")
}

impl Shared {
    /// Prints the problems in the format that was asked for; a person gets their count from [`diagnostic::summary`].
    pub(super) fn report(&self, context: &Context, problems: &Diagnostics, sources: &Sources) -> Result<(), Failed> {
        let text = self.format.render(problems, sources, &context.root);
        sources.torn()?;
        if self.format.is_for_programs() {
            io::stdout().write_all(text.as_bytes())?;
        } else {
            anstream::eprint!("{text}");
        }
        Ok(())
    }

    /// Whether the problems forbid publication.
    pub(super) fn forbids(&self, problems: &Diagnostics) -> bool {
        problems.has_errors() || (self.strict && problems.count(Severity::Warning) > 0)
    }
}
