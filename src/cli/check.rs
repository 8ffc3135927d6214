//! `trustpress check`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Context, Done, Failed, GOOD, Shared, counted, lasted, schedule, timings};
use crate::diagnostic::{self, Diagnostics};
use crate::fix::{self, Written, fix};
use crate::output::Manifest;
use crate::publication;
use crate::source::Sources;

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    shared: Shared,
    /// First mend, in the files themselves, what can be mended for certain.
    #[arg(long)]
    fix: bool,
    /// Also find pages that were published and would be gone: the `manifest.json` of the published site, or its folder.
    #[arg(long, value_name = "MANIFEST")]
    against: Option<PathBuf>,
}

impl Check {
    /// Everything that `build` does, but for writing.
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        let start = Instant::now();
        if self.fix {
            self.mend(context)?;
        }
        // Read first, so that a wrong path is told before long work.
        let published = self.against.as_deref().map(Manifest::of).transpose()?;
        let published = published.map(|manifest| manifest.paths().map(str::to_string).collect::<Vec<_>>());
        let (publication, mut problems) = context.read(&self.shared, true)?;
        if !problems.has_errors() {
            let found = publication.page_problems()?;
            problems = problems.and(found).sorted();
            timings::ended("render and judge the pages");
        }
        if let Some(published) = &published {
            problems = problems.and(publication.lost(published)).sorted();
        }
        timings::print();
        self.shared.report(context, &problems, &publication.sources)?;
        let count = diagnostic::summary(&problems, true).map(|count| count + &self.hint(&problems));
        if self.shared.forbids(&problems) {
            context.end(count, "");
            return Ok(Done::WithErrors);
        }
        let pages = counted(publication.site.routes().pages(), "page", "pages");
        let good = format!("{GOOD}No errors{GOOD:#} in {pages} ({})", lasted(start.elapsed()));
        match count {
            Some(count) if context.quiet => anstream::eprintln!("{count}"),
            Some(count) => anstream::eprintln!("{good}; {count}"),
            None => context.say(&good),
        }
        let scheduled = schedule::lines(&publication);
        if !scheduled.is_empty() {
            context.say(&format!("\nBy its dates the site changes, in its own time zone:\n{scheduled}"));
        }
        Ok(Done::Well)
    }

    /// Who does not know of `--fix` learns of it where it helps.
    fn hint(&self, problems: &Diagnostics) -> String {
        let mendable = problems.iter().filter(|problem| problem.replace.as_ref().is_some_and(|right| right.sure)).count();
        match mendable {
            0 => String::new(),
            _ if self.fix => String::new(),
            1 if problems.len() == 1 => "; `trustpress check --fix` mends it".to_string(),
            number => format!("; `trustpress check --fix` mends {number} of them"),
        }
    }

    /// Writes what is right for certain into the files, and says what it did.
    fn mend(&self, context: &Context) -> Result<(), Failed> {
        let options = self.shared.options(true);
        let look = |sources: Sources| {
            let (publication, problems) = publication(sources, &options);
            (publication.sources, problems)
        };
        let before = Sources::read(&context.root)?;
        let fixed = fix(before.clone(), look);
        let mut files = BTreeSet::new();
        let mut mended = 0;
        for (source, changes) in fixed.by_file() {
            let path = fixed.sources.get(source).path();
            match fix::write(&context.root, before.get(source), fixed.sources.get(source))? {
                Written::Whole => {
                    changes.iter().for_each(|change| context.say(&change.words(&fixed.sources)));
                    mended += changes.len();
                    files.insert(path);
                }
                Written::Not(reason) => anstream::eprintln!("`{path}` is left as it is: {reason}"),
            }
        }
        match mended {
            0 => context.say("Nothing could be mended for certain."),
            _ => context.say(&format!(
                "{GOOD}Mended{GOOD:#} {} in {}\n",
                counted(mended, "place", "places"),
                counted(files.len(), "file", "files")
            )),
        }
        Ok(())
    }
}
