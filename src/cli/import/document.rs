//! `trustpress import docx`, `text` and `markdown`: a document becomes a proposal for a strategy.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{Context, Done, Failed, GOOD, counted, write};
use crate::document::{Document, Place, Unreadable};
use crate::import::{Into, Proposal, Went, propose};
use crate::source::{Sources, plain_cause};
use crate::strategy::scalars::{Id, Written};

#[derive(Args)]
pub(super) struct FromDocument {
    /// The file to read.
    file: PathBuf,
    /// The trust whose strategy it is, and the name of the strategy's folder. Left out: the only trust there is, and a name made of
    /// the title.
    #[arg(long, value_name = "TRUST[/STRATEGY]", value_parser = place)]
    into: Option<(String, Option<String>)>,
    /// Print what would go where, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

fn place(text: &str) -> Result<(String, Option<String>), String> {
    let id = |text: &str| Id::parse(text).map(|id| id.to_string());
    Ok(match text.split_once('/') {
        Some((trust, strategy)) => (id(trust)?, Some(id(strategy)?)),
        None => (id(text)?, None),
    })
}

/// The text of a file, whatever it is saved as.
pub(super) fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'P', b'K', 3, 4, ..] => {
            return Err(Unreadable("this is no plain text; if it is a Word file, `trustpress import docx` reads it".to_string()));
        }
        bytes => std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok().map(str::to_string),
    };
    let text = text.filter(|text| !text.contains('\0'));
    text.ok_or_else(|| Unreadable("this is not text in UTF-8: save it as such; most editors offer it under Save as".to_string()))
}

impl FromDocument {
    pub(super) fn run(&self, context: &Context, read: impl FnOnce(&[u8]) -> Result<Document, Unreadable>) -> Result<Done, Failed> {
        let name = self.file.display();
        let bytes =
            fs::read(&self.file).map_err(|cause| Failed::Usage(format!("could not read `{name}`: {}", plain_cause(&cause))))?;
        let document = read(&bytes).map_err(|problem| Failed::Usage(format!("{name}: {problem}")))?;
        if document.blocks.is_empty() {
            return Err(Failed::Usage(format!("{name}: there are no words in this file")));
        }
        let into = self.place(context)?;
        let from = self.file.file_name().unwrap_or_default().to_string_lossy();
        let made = propose(&document, &from, &into);
        let content = context.root.join("content");
        let folder = format!("{}/{}", made.trust, made.strategy);
        if content.join(&folder).exists() {
            return Err(Failed::Usage(format!(
                "`content/{folder}` is there already: rename it, or name another folder with `--into {}/NAME`",
                made.trust
            )));
        }
        report(&document, &made);
        if self.dry_run {
            context.say("\nNothing was written (--dry-run).");
            return Ok(Done::Well);
        }
        for (path, bytes) in &made.files {
            write(&content.join(path), bytes)?;
        }
        let files = counted(made.files.len(), "file", "files");
        context
            .say(&format!("\n{GOOD}Made{GOOD:#} {files} in content/{folder}/. Next: `trustpress check`, then `trustpress serve`"));
        Ok(Done::Well)
    }

    /// Where the strategy is to stand.
    fn place(&self, context: &Context) -> Result<Into, Failed> {
        let content = context.root.join("content");
        let (trust, strategy) = self.into.clone().map_or((None, None), |(trust, strategy)| (Some(trust), strategy));
        if !content.exists() {
            return Ok(Into { trust: trust.unwrap_or_else(|| "trust".to_string()), strategy, ..Into::default() });
        }
        let (known, _) = crate::strategy::read(&Sources::read(&context.root)?, false);
        let trusts: Vec<&str> = known.trusts.iter().map(|trust| trust.id.as_str()).collect();
        let named = trusts.iter().map(|trust| format!("`{trust}`")).collect::<Vec<_>>().join(", ");
        let trust = match (trust, trusts.as_slice()) {
            (Some(trust), []) => trust,
            (Some(trust), known) if known.contains(&trust.as_str()) => trust,
            (Some(trust), _) => {
                return Err(Failed::Usage(format!("there is no trust `{trust}` in `content/`; there is {named}")));
            }
            (None, []) => "trust".to_string(),
            (None, [only]) => only.to_string(),
            (None, _) => return Err(Failed::Usage(format!("say whose strategy it is with `--into TRUST`: {named}"))),
        };
        let folders = fs::read_dir(content.join(&trust)).into_iter().flatten().flatten();
        let taken = folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
        let has_site_file = content.join("site.yaml").exists();
        Ok(Into { has_trust: trusts.contains(&trust.as_str()), trust, strategy, taken, has_site_file })
    }
}

const PLACE: anstyle::Style = anstyle::AnsiColor::Cyan.on_default();
const DOUBT: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// Prints what went where, what was changed or left out, and what nobody can be sure of.
fn report(document: &Document, made: &Proposal) {
    let folder = format!("{}/{}/", made.trust, made.strategy);
    anstream::println!("What went where, in content/{folder}");
    let short = |path: &str| path.strip_prefix(&folder).map_or_else(|| format!("content/{path}"), str::to_string);
    let lines = gathered(&made.went);
    let width = lines.iter().map(|(places, ..)| places.chars().count()).max().unwrap_or(0);
    let sorts = lines.iter().map(|(_, sort, ..)| sort.chars().count()).max().unwrap_or(0);
    for (places, sort, words, path, line) in &lines {
        anstream::println!("  {places:width$}  {sort:sorts$}  {PLACE}{}:{line}{PLACE:#}  {words}", short(path));
    }
    for (is_left_out, head) in [(false, "Changed on the way:"), (true, "Left out:")] {
        let told: Vec<_> = document.told.iter().filter(|told| told.is_left_out == is_left_out).collect();
        if !told.is_empty() {
            anstream::println!("\n{head}");
        }
        for told in told {
            let place = told.place.map(|place| format!("{place}: ")).unwrap_or_default();
            anstream::println!("  {place}{}", told.words);
        }
    }
    let doubts = doubts(made);
    if !doubts.is_empty() {
        anstream::println!("\n{DOUBT}Unsure{DOUBT:#}, and marked so in the files:");
    }
    for (path, line, words) in doubts {
        anstream::println!("  {PLACE}{}:{line}{PLACE:#}  {words}", short(path));
    }
}

/// What went where, with neighbours that went the same way in one line: places, what they are, words, file and line.
fn gathered(went: &[Went]) -> Vec<(String, &'static str, String, String, usize)> {
    let mut groups: Vec<Vec<&Went>> = Vec::new();
    for went in went {
        let joins = |group: &&mut Vec<&Went>| {
            let last = group[group.len() - 1];
            let same_sort = std::mem::discriminant(&last.place) == std::mem::discriminant(&went.place);
            let is_prose = matches!(went.sort, "narrative" | "item" | "value");
            is_prose && last.sort == went.sort && last.path == went.path && same_sort && last.line <= went.line
        };
        match groups.last_mut().filter(joins) {
            Some(group) => group.push(went),
            None => groups.push(vec![went]),
        }
    }
    let line = |group: Vec<&Went>| {
        let (first, last) = (group[0], group[group.len() - 1]);
        let number = |place: Place| match place {
            Place::Line(number) | Place::Paragraph(number) | Place::Table(number) => number,
        };
        let places = match group.len() {
            1 => first.place.to_string(),
            _ if number(first.place) == number(last.place) => first.place.to_string(),
            _ => format!("{}–{}", first.place.to_string().replacen(' ', "s ", 1), number(last.place)),
        };
        (places, first.sort, first.words.clone(), first.path.clone(), first.line)
    };
    groups.into_iter().map(line).collect()
}

/// The marks of what is unsure, as they stand in the files.
fn doubts(made: &Proposal) -> Vec<(&str, usize, &str)> {
    let mut doubts = Vec::new();
    for (path, bytes) in &made.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start();
            let words = line.strip_prefix("# Unsure").or_else(|| line.strip_prefix("<!-- Unsure")?.strip_suffix(" -->"));
            if let Some(words) = words {
                doubts.push((path.as_str(), number + 1, words.trim_start_matches(':').trim_start()));
            }
        }
    }
    doubts
}
