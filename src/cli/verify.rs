//! `trustpress verify`.

use std::path::PathBuf;

use clap::Args;

use super::{Context, Done, ERROR, Failed, GOOD, counted};
use crate::output::{Difference, Manifest, verify};

#[derive(Args)]
pub struct Verify {
    /// The folder to look at; `output` if left out.
    #[arg(value_name = "DIR")]
    copy: Option<PathBuf>,
    /// Another copy of the site, or its `manifest.json`, that says what should be there; the folder's own if left out.
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let copy = self.copy.clone().unwrap_or_else(|| context.root.join("output"));
        let manifest = Manifest::of(self.against.as_ref().unwrap_or(&copy))?;
        let differences = verify(&copy, &manifest)?;
        let shown = copy.strip_prefix(".").unwrap_or(&copy).display();
        for difference in &differences {
            anstream::println!(
                "{}: {}",
                match difference {
                    Difference::Missing(_) => "missing",
                    Difference::Changed(_) => "changed",
                    Difference::Added(_) => "not of this site",
                },
                difference.path()
            );
        }
        let files = counted(manifest.len(), "file", "files");
        if differences.is_empty() {
            context.say(&format!("{GOOD}As built{GOOD:#}: {files} in {shown}"));
            return Ok(Done::Well);
        }
        let count = counted(differences.len(), "difference", "differences");
        anstream::eprintln!("{ERROR}Not as built{ERROR:#}: {count} in {shown}, which should have {files}");
        Ok(Done::WithErrors)
    }
}
