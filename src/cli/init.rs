//! `trustpress init`.

use std::path::PathBuf;

use clap::Args;

use super::{Context, Done, Failed, GOOD, counted};
use crate::starter;

#[derive(Args)]
pub struct Init {
    /// The folder to make it in; it is made if it is not there.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Init {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let folder = self.folder.clone().unwrap_or_else(|| context.root.clone());
        let started = starter::start(&folder, jiff::Zoned::now().date())?;
        let shown = folder.display().to_string();
        let place = if shown == "." { "this folder".to_string() } else { format!("`{shown}`") };
        if started.had_content {
            context.say("There is a folder `content` already, so that no example was added to it.");
        }
        for path in &started.kept {
            context.say(&format!("`{path}` was there already, and is left as it is."));
        }
        if started.made.is_empty() {
            context.say(&format!("Nothing was made in {place}."));
            return Ok(Done::Well);
        }
        context.say(&format!("{GOOD}Made{GOOD:#} {} in {place}.", counted(started.made.len(), "file", "files")));
        let change = if shown == "." { String::new() } else { format!("  cd {shown}\n") };
        context.say(&format!(
            "\nNext:\n{change}  trustpress serve --open   to see the site, and each change as you save it\n\nThen open `content/riverside/plan/strategy.yaml` in an editor, and change a title."
        ));
        Ok(Done::Well)
    }
}
