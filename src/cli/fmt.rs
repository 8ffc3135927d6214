//! `trustpress fmt`.

use std::io::{self, Write as _};

use clap::Args;

use super::{Context, Done, Failed, GOOD, counted};
use crate::diagnostic;
use crate::fix::{self, Written};
use crate::source::Sources;
use crate::write::format;

#[derive(Args)]
pub struct Fmt {
    /// Change nothing: list the files that are to be laid out, and end with 1 if there are any.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let sources = Sources::read(&context.root)?;
        let layout = format(&sources);
        anstream::eprint!("{}", diagnostic::human(&layout.wrong, &sources));
        if layout.wrong.has_errors() {
            anstream::eprintln!("A file that has an error is left as it is.");
        }
        for id in &layout.rare {
            context.say(&format!("`{}` is written in a rare way, and is left as it is.", sources.get(*id).path()));
        }
        if self.check {
            let paths: String = layout.changed.iter().map(|(id, _)| format!("{}\n", sources.get(*id).path())).collect();
            io::stdout().write_all(paths.as_bytes())?;
        }
        let after = sources.with_texts(layout.changed.iter().cloned());
        let mut files = 0;
        for (id, _) in layout.changed.iter().filter(|_| !self.check) {
            let path = sources.get(*id).path();
            match fix::write(&context.root, sources.get(*id), after.get(*id))? {
                Written::Whole => {
                    context.say(path);
                    files += 1;
                }
                Written::Not(reason) => anstream::eprintln!("`{path}` is left as it is: {reason}"),
            }
        }
        let waiting = layout.changed.len();
        match (self.check, waiting) {
            (_, 0) if layout.wrong.has_errors() => context.say("All other files are laid out."),
            (_, 0) => context.say("All files are laid out."),
            (true, _) => context.say(&format!("{} to lay out: `trustpress fmt` does it.", counted(waiting, "file", "files"))),
            (false, _) => context.say(&format!("{GOOD}Laid out{GOOD:#} {}.", counted(files, "file", "files"))),
        }
        Ok(if layout.wrong.has_errors() || self.check && waiting > 0 { Done::WithErrors } else { Done::Well })
    }
}
