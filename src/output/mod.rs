//! Files to a folder: staged beside it, then put in its place whole.
//!
//! In: paths and a way to make the bytes of each. Out: the folder, and its `manifest.json`.
//!
//! Always true
//! - The folder is a whole old site or a whole new site, at every moment. A build that fails leaves it as it was; what a build
//!   that was killed leaves behind, the next one clears away.
//! - A file whose bytes are the same stays the same file, with its time. If all are, nothing is written at all.
//! - A folder that trustpress did not make is never replaced unasked; one that holds what people write, never at all.
//! - Same paths and bytes, same folder: the manifest has no time in it.
//!
//! Not here: what the files mean, and which of them there are.

mod compare;
mod folder;
mod lock;
mod manifest;
mod stage;
mod swap;
mod unchanged;
mod verify;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::source::plain_cause;
use manifest::Entry;

pub use manifest::{Manifest, content_fingerprint, fingerprint};
pub use unchanged::{settled, unchanged};
pub use verify::{Difference, VerifyError, verify};

/// The name of the list of files at the top of every output folder.
pub const MANIFEST: &str = "manifest.json";

/// Where a site goes, and what must be heeded there.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    pub folder: &'a Path,
    /// The folders that the site is made from: the output may neither hold them nor lie in them.
    pub inputs: &'a [&'a Path],
    /// Whether a folder may be replaced that trustpress did not make.
    pub force: bool,
    /// Names at the folder's top that stay, beside those that publishing systems put there: `.git`, `.nojekyll`,
    /// `.well-known` and `CNAME`. What the site makes itself comes first.
    pub keep: &'a [String],
}

/// What a site is made from, for its manifest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// The [`content_fingerprint`].
    pub content: &'a str,
    /// A fingerprint of everything that the bytes depend on: content, program, day, and what was asked for. Nothing where that
    /// is not known. A folder whose manifest has it needs not be made again.
    pub made: &'a str,
    /// Which builds have nothing to tell of it, if nothing in it appears or goes by itself either.
    pub silent: Option<Silent>,
}

/// Which builds have nothing to tell of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silent {
    Always,
    /// There is advice, or nobody looked for any.
    IfQuiet,
}

/// What a site consists of; the manifest itself is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    /// How many of them are pages.
    pub pages: usize,
    pub bytes: u64,
    /// How many of the files were not there with the same bytes.
    pub changed: usize,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Failure<E> {
    /// Pages that could not be made: every one of them, in the order of their paths.
    Page(Vec<E>),
    /// The machine, or care for the user's files, said no.
    Machine(OutputError),
}

/// Why the output folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error(
        "the output folder `{}` holds files that trustpress did not make, and they would be deleted: \
         choose another folder, or say --force to replace this one", folder.display()
    )]
    Foreign { folder: PathBuf },
    #[error("the output folder `{}` is a link to another place: give the folder itself instead", folder.display())]
    Link { folder: PathBuf },
    #[error("the output folder `{}` is a file: choose another name, or move the file away", folder.display())]
    File { folder: PathBuf },
    #[error("the output folder `{}` has no name of its own: choose a folder inside it", folder.display())]
    Nameless { folder: PathBuf },
    #[error(
        "the output folder `{}` and `{}`, which the site is made from, lie one in the other: choose another folder",
        folder.display(), input.display()
    )]
    Overlap { folder: PathBuf, input: PathBuf },
    #[error("another trustpress is writing the output folder `{}`: try again when it is done", folder.display())]
    Busy { folder: PathBuf },
    #[error("could not {act} `{}`: {}", path.display(), plain_cause(cause))]
    Act {
        act: &'static str,
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error(
        "could not put the new site in the place of `{}`, nor the old one back: {}; the old site is whole in `{}`, \
         and the next build puts it back", folder.display(), plain_cause(cause), kept.display()
    )]
    Stranded {
        folder: PathBuf,
        kept: PathBuf,
        #[source]
        cause: io::Error,
    },
}

/// The error of an act on a path, for `map_err`.
fn failed(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    move |cause| OutputError::Act { act, path: path.to_path_buf(), cause }
}

/// Why one file of the site is not there.
enum Lost<E> {
    Page(E),
    Machine(OutputError),
    /// Not tried, because the machine had already failed.
    Skipped,
}

/// Writes a whole site to its destination, in place of what is there.
///
/// **Takes** `origin`, what the site is made from, for the manifest; `paths` relative to the folder with
/// `/` between names, sorted, unique; and `bytes`, which makes the bytes of one of them. It is called once for each path, on
/// all cores, and each file is written as soon as it is made, so that nothing holds all files at once.
///
/// # Errors
/// Any error of `bytes` stops the build. The folder is then as it was, as it is after every [`OutputError`] but
/// `Stranded` (which says where the old site is) and one from deleting the old site when the new one is in place.
pub fn write<E: Send>(
    to: &Destination,
    origin: &Origin,
    paths: &[String],
    bytes: impl Fn(&str) -> Result<Vec<u8>, E> + Sync,
) -> Result<Written, Failure<E>> {
    debug_assert!(paths.is_sorted_by(|a, b| a < b), "paths are sorted and unique");
    debug_assert!(paths.iter().all(|path| is_clean(path)), "paths are relative and clean");

    let place = folder::find(to).map_err(Failure::Machine)?;
    let holder = lock::Holder::take(&place).map_err(Failure::Machine)?;
    swap::repair(&holder, &place, to.keep).map_err(Failure::Machine)?;
    let old = folder::survey(to, &place).map_err(Failure::Machine)?;
    let stage = stage::Stage::in_holder(&holder, &place, old.exists).map_err(Failure::Machine)?;

    let lost = AtomicUsize::new(0);
    let make = |path: &String| -> Result<(Entry, bool), Lost<E>> {
        if lost.load(Ordering::Relaxed) > 0 {
            return Err(Lost::Skipped);
        }
        let bytes = bytes(path).map_err(Lost::Page)?;
        let same = old.exists && compare::holds(&place.folder.join(path), &bytes);
        if !same {
            stage.put(path, &bytes).map_err(|problem| {
                lost.fetch_add(1, Ordering::Relaxed);
                Lost::Machine(problem)
            })?;
        }
        Ok((Entry::of(&bytes), same))
    };
    let made = gathered(paths.par_iter().map(make).collect())?;

    let size = |(entry, _): &(Entry, bool)| entry.size;
    let changed = made.iter().filter(|(_, same)| !same).count();
    let pages = pages(paths.iter().map(String::as_str));
    let written = Written { files: made.len(), pages, bytes: made.iter().map(size).sum(), changed };
    let manifest = |origin: &Origin| {
        manifest::text(origin, to.keep, paths.iter().map(String::as_str).zip(made.iter().map(|(entry, _)| entry)))
    };
    let same: Vec<&str> = paths.iter().zip(&made).filter(|(_, (_, same))| *same).map(|(path, _)| path.as_str()).collect();
    let finish = || {
        // That the same files were made from something else, on another day perhaps, is no reason to touch any.
        let stands = |known: &Manifest| {
            let same = manifest(&Origin { made: &known.made, silent: known.silent, ..*origin });
            compare::holds(&place.folder.join(MANIFEST), same.as_bytes())
                && compare::nothing_more(&place.folder, paths, &old.survivors)
        };
        if changed == 0 && Manifest::made_here(&place.folder).is_some_and(|known| stands(&known)) {
            return Ok(());
        }
        stage.take_over(&same, &place.folder)?;
        stage.put(MANIFEST, manifest(origin).as_bytes())?;
        swap::swap(stage, &holder, &place, &old)
    };
    finish().map_err(Failure::Machine)?;
    holder.clear().map_err(Failure::Machine)?;
    Ok(written)
}

/// How many of some files are pages.
fn pages<'a>(paths: impl Iterator<Item = &'a str>) -> usize {
    paths.filter(|path| path.ends_with(".html")).count()
}

/// What every file came to, or the machine's failure, or else every page that failed.
fn gathered<T, E>(made: Vec<Result<T, Lost<E>>>) -> Result<Vec<T>, Failure<E>> {
    let (mut good, mut pages, mut machine) = (Vec::with_capacity(made.len()), Vec::new(), None);
    for one in made {
        match one {
            Ok(entry) => good.push(entry),
            Err(Lost::Page(problem)) => pages.push(problem),
            Err(Lost::Machine(problem)) => machine = machine.or(Some(problem)),
            Err(Lost::Skipped) => {}
        }
    }
    match machine {
        Some(problem) => Err(Failure::Machine(problem)),
        None if !pages.is_empty() => Err(Failure::Page(pages)),
        None => Ok(good),
    }
}

fn is_clean(path: &str) -> bool {
    path != MANIFEST && !path.contains(['\\', '\0']) && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}
