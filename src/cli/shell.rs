//! `trustpress completions` and `trustpress man`: made from the same definitions as the commands.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Context, Done, Failed, counted};

#[derive(Args)]
pub struct Completions {
    /// The shell that you type commands in.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Done, Failed> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "trustpress", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Done::Well)
    }
}

#[derive(Args)]
pub struct Man {
    /// The folder to write the pages to, such as `~/.local/share/man/man1`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        std::fs::create_dir_all(&self.folder)?;
        clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), &self.folder)?;
        let pages = 1 + Cli::command().get_subcommands().count();
        context.say(&format!("Wrote {} to {}", counted(pages, "manual page", "manual pages"), self.folder.display()));
        Ok(Done::Well)
    }
}
