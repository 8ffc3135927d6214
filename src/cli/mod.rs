//! The command line: one file a command.
//!
//! In: arguments. Out: an exit code; words for people on standard error, results that were asked for on standard output.
//!
//! Always true
//! - Exit code 0: done. 1: the content has errors (with `--strict`: or warnings). 2: the command or the machine failed.
//! - Colour only on a terminal, and never with `NO_COLOR`.
//!
//! Not here: anything that another program could want to call.

mod build;
mod check;
mod explain;
mod fmt;
mod import;
mod init;
mod new;
mod progress;
mod reference;
mod report;
mod schedule;
mod schema;
mod serve;
mod shell;
mod snippet;
mod terminal;
mod timings;
mod verify;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::diagnostic::Diagnostics;
use crate::source::{ReadError, Sources};
use crate::strategy::scalars::{Moment, WebAddress, Written};
use crate::{Options, Publication, When, publication};
pub use reference::reference;
use report::Format;

/// Publish strategies as an accessible website whose pages are linked to each other.
#[derive(Parser)]
#[command(name = "trustpress", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The project's folder: it holds `content/` and perhaps `themes/`.
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// Say nothing but problems.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say what is being done, and how long each stage took.
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// How many cores to use; without it, all.
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Subcommand)]
enum Command {
    /// Make a small complete site to start from.
    Init(init::Init),
    /// Make a trust, strategy, goal, objective, measure, update, page or topic, where it belongs.
    New(new::New),
    /// Turn `content/` into a website in `output/`.
    Build(build::Build),
    /// Find every problem of the content, and write nothing.
    Check(check::Check),
    /// Lay out the files of the content alike; their words and comments stay.
    Fmt(fmt::Fmt),
    /// Show the website while you write, and show it anew whenever a file changes.
    Serve(serve::Serve),
    /// Print the JSON Schema of a content file, for editors.
    Schema(schema::SchemaOf),
    /// Compare a copy of the website with what was built.
    Verify(verify::Verify),
    /// Print what your own web server needs: headers, redirects, types of files.
    Snippet(snippet::Snippet),
    /// Explain what a code in a report means, and how to mend it.
    Explain(explain::Explain),
    /// Print a script that completes commands as you type them.
    Completions(shell::Completions),
    /// Write manual pages.
    Man(shell::Man),
    /// Make a strategy of this project from a file in another format.
    Import(import::Import),
}

/// What `check`, `build` and `serve` have in common.
#[derive(Args)]
struct Shared {
    /// See the site as at this moment, in its own time zone: 2026-12-01, or 2026-12-01T09:00.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    as_of: Option<Moment>,
    /// Show drafts and what is not to be published yet, marked as such.
    #[arg(long)]
    drafts: bool,
    /// The address where the site will be published, in place of the one in `site.yaml`.
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<WebAddress>,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Print how long each stage took, and its share of the whole.
    #[arg(long)]
    timings: bool,
    /// How to print problems.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text)
}

fn web_address(text: &str) -> Result<WebAddress, String> {
    WebAddress::parse(text)
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Some(jobs) = cli.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        pool.expect("nothing has used the cores yet");
    }
    let context = Context { root: cli.root, quiet: cli.quiet, verbose: cli.verbose };
    let outcome = match &cli.command {
        Command::Init(command) => command.run(&context),
        Command::New(command) => command.run(&context),
        Command::Build(command) => command.run(&context),
        Command::Check(command) => command.run(&context),
        Command::Fmt(command) => command.run(&context),
        Command::Serve(command) => command.run(&context),
        Command::Schema(command) => command.run(),
        Command::Verify(command) => command.run(&context),
        Command::Snippet(command) => command.run(&context),
        Command::Explain(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(&context),
        Command::Import(command) => command.run(&context),
    };
    match outcome {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::WithErrors) => ExitCode::from(1),
        // Whoever reads our output may stop reading; that is no failure of ours.
        Err(Failed::Output(cause)) if cause.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failed) => {
            anstream::eprintln!("{ERROR}error{ERROR:#}: {failed}");
            ExitCode::from(2)
        }
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const GOOD: anstyle::Style = anstyle::AnsiColor::Green.on_default().bold();

/// How a command ended, when the machine did its part.
enum Done {
    Well,
    WithErrors,
}

/// What went wrong outside the content.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] crate::output::OutputError),
    #[error(transparent)]
    Verify(#[from] crate::output::VerifyError),
    #[error(transparent)]
    Start(#[from] crate::starter::StartError),
    #[error(transparent)]
    Fix(#[from] crate::fix::FixError),
    #[error(transparent)]
    Serve(#[from] crate::serve::ServeError),
    #[error("could not print: {0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Usage(String),
}

/// Where to work, and how much to say.
struct Context {
    root: PathBuf,
    quiet: bool,
    verbose: bool,
}

impl Context {
    /// Reads the files of the project.
    fn sources(&self, shared: &Shared, read: fn(&Path) -> Result<Sources, ReadError>) -> Result<Sources, ReadError> {
        if shared.timings || self.verbose {
            timings::begin(self.verbose);
        }
        let sources = read(&self.root)?;
        timings::ended("read the files");
        Ok(sources)
    }

    /// Reads the project, with the problems of its content; with advice, if that is wanted.
    fn read(&self, shared: &Shared, advice: bool) -> Result<(Publication, Diagnostics), ReadError> {
        Ok(publication(self.sources(shared, Sources::read)?, &shared.options(advice)))
    }

    /// Prints to people what is going on.
    fn say(&self, words: &str) {
        if !self.quiet {
            anstream::eprintln!("{words}");
        }
    }

    /// Prints the last line: the count of the problems, and what came of them, which is left out where little is to be said.
    fn end(&self, count: Option<String>, outcome: &str) {
        match count {
            Some(count) if self.quiet || outcome.is_empty() => anstream::eprintln!("{count}"),
            Some(count) => anstream::eprintln!("{count}. {outcome}"),
            None => self.say(outcome),
        }
    }
}

impl Shared {
    fn options(&self, advice: bool) -> Options {
        let when = self.as_of.map_or_else(|| When::Now(jiff::Timestamp::now()), |moment| When::Civil(moment.0));
        Options { when, base_url: self.base_url.clone(), drafts: self.drafts, advice, ended: timings::ended }
    }
}

/// A number of things in words: "1 page", "1,234 pages".
fn counted(number: usize, one: &str, many: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} {}", if number == 1 { one } else { many })
}

/// A duration as people say it.
fn lasted(time: std::time::Duration) -> String {
    match time.as_millis() {
        millis @ 0..=999 => format!("{millis} ms"),
        millis => format!("{:.1} s", millis as f64 / 1000.0),
    }
}
