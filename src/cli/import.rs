//! `trustpress import`.

mod document;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Context, Done, Failed, GOOD, counted};
use crate::import::{Existing, Imported, import};
use crate::source::{Sources, plain_cause};
use crate::strategy::scalars::{Id, Written};
use crate::stratml;

#[derive(Args)]
pub struct Import {
    #[command(subcommand)]
    format: Format,
}

#[derive(Subcommand)]
enum Format {
    /// A strategic plan in StratML, Part 1 (ISO 17469-1) or Part 2. Files that are there already are never changed.
    Stratml(Stratml),
    /// A Word file (.docx): proposes title, goals, objectives and narratives, and marks what it is unsure of.
    #[cfg(feature = "docx")]
    Docx(document::FromDocument),
    /// A plain text file: as a Word file, with headings guessed from what they look like.
    Text(document::FromDocument),
    /// A Markdown file: as a Word file.
    Markdown(document::FromDocument),
}

#[derive(Args)]
struct Stratml {
    /// The file to read.
    file: PathBuf,
    /// The trust whose strategy it is: the name of its folder in `content/`. Left out: made from the file.
    #[arg(long, value_name = "ID", value_parser = id)]
    trust: Option<String>,
}

fn id(text: &str) -> Result<String, String> {
    Id::parse(text).map(|id| id.to_string())
}

impl Import {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        match &self.format {
            Format::Stratml(stratml) => stratml.run(context),
            #[cfg(feature = "docx")]
            Format::Docx(document) => document.run(context, crate::document::read_docx),
            Format::Text(document) => document.run(context, |bytes| Ok(crate::document::read_text(&document::text(bytes)?))),
            Format::Markdown(document) => {
                document.run(context, |bytes| Ok(crate::document::read_markdown(&document::text(bytes)?)))
            }
        }
    }
}

impl Stratml {
    fn run(&self, context: &Context) -> Result<Done, Failed> {
        let name = self.file.display();
        let text =
            fs::read(&self.file).map_err(|cause| Failed::Usage(format!("could not read `{name}`: {}", plain_cause(&cause))))?;
        let text = String::from_utf8(text).map_err(|_| Failed::Usage(format!("`{name}` is not text in UTF-8: save it as such")))?;
        let (document, _, left_out) = stratml::read(&text).map_err(|problem| Failed::Usage(format!("{name}:{problem}")))?;
        let existing = self.existing(context)?;
        let from = self.file.file_name().unwrap_or_default().to_string_lossy();
        let made = import(&document, &from, &existing);
        let content = context.root.join("content");
        may_write(&content, &made, &existing)?;
        for (path, text) in &made.files {
            write(&content.join(path), text.as_bytes())?;
            context.say(&format!("content/{path}"));
        }
        let told: Vec<&String> = left_out.iter().chain(&made.told).collect();
        if !told.is_empty() {
            anstream::eprintln!("\nNot in these files:");
            told.iter().for_each(|words| anstream::eprintln!("- {words}"));
        }
        context.say(&format!("\n{GOOD}Made{GOOD:#} {}. Next: `trustpress check`", counted(made.files.len(), "file", "files")));
        Ok(Done::Well)
    }

    /// What the project has that the new strategy may refer to.
    fn existing(&self, context: &Context) -> Result<Existing, Failed> {
        if !context.root.join("content").exists() {
            return match &self.trust {
                Some(trust) => Err(no_such_trust(trust)),
                None => Ok(Existing::default()),
            };
        }
        let (content, _) = crate::strategy::read(&Sources::read(&context.root)?, false);
        let trusts: BTreeMap<&str, &str> =
            content.trusts.iter().map(|trust| (trust.id.as_str(), &*trust.file.value.name)).collect();
        let partners = content
            .partners
            .iter()
            .flat_map(|file| &file.value.partners)
            .map(|known| (known.id.value.to_string(), known.name.to_string()));
        let bodies = trusts.iter().map(|(id, name)| (id.to_string(), name.to_string())).chain(partners).collect();
        let existing = Existing {
            trust: self.trust.clone(),
            bodies,
            has_site_file: context.root.join("content/site.yaml").exists(),
            has_partners_file: context.root.join("content/partners.yaml").exists(),
        };
        match &self.trust {
            Some(trust) if !trusts.contains_key(trust.as_str()) => Err(no_such_trust(trust)),
            _ => Ok(existing),
        }
    }
}

fn no_such_trust(trust: &str) -> Failed {
    Failed::Usage(format!("there is no trust `{trust}` in `content/`; without `--trust`, one is made from the file"))
}

/// Nothing that is there is written over, and a trust that is there is not taken for another.
fn may_write(content: &Path, made: &Imported, existing: &Existing) -> Result<(), Failed> {
    let folder = format!("{}/{}", made.trust, made.strategy);
    if content.join(&folder).exists() {
        return Err(Failed::Usage(format!("`content/{folder}` is there already: rename or move it first")));
    }
    if existing.trust.is_none() && content.join(&made.trust).exists() {
        let trust = &made.trust;
        return Err(Failed::Usage(format!(
            "there is a trust `{trust}` already: with `--trust {trust}`, the strategy is put beside its others"
        )));
    }
    Ok(())
}

/// Writes a file that is not there yet.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let could_not = |cause: std::io::Error| Failed::Usage(format!("could not write `{}`: {cause}", path.display()));
    fs::create_dir_all(path.parent().expect("every file stands in `content/`")).map_err(could_not)?;
    let mut file = fs::File::create_new(path).map_err(could_not)?;
    file.write_all(bytes).map_err(could_not)
}
