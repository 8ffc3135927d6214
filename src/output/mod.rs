//! Files to a folder: staged beside it, then swapped in whole.
//!
//! In: paths and a way to make the bytes of each. Out: the folder, and its `manifest.json`.
//!
//! Always true
//! - The folder is a whole old site or a whole new site. A build that fails leaves it as it was.
//! - A folder that trustpress did not make is never replaced unasked; one that holds what people write, never at all.
//! - Same paths and bytes, same folder: the manifest has no time in it.
//!
//! Not here: what the files mean, and which of them there are.

mod folder;
mod manifest;
mod stage;

use std::io;
use std::path::{Path, PathBuf};

use crate::source::plain_cause;
use manifest::Entry;
pub use manifest::{paths, read_paths};

/// The name of the list of files at the top of every output folder.
pub const MANIFEST: &str = "manifest.json";

/// What was written; the manifest itself is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    pub bytes: u64,
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
    #[error("`{}` is not the manifest of a site that trustpress made: give that of the published site, or its folder", file.display())]
    NoManifest { file: PathBuf },
    #[error("could not {act} `{}`: {}", path.display(), plain_cause(cause))]
    Act {
        act: &'static str,
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error(
        "could not put the new site in the place of `{}`, nor the old one back: {}; the old site is whole in `{}`",
        folder.display(), plain_cause(cause), kept.display()
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

/// Writes a whole site into `folder`, in place of what is there.
///
/// **Takes** `paths` relative to the folder with `/` between names, sorted, unique; and `bytes`, which makes the bytes of
/// one of them. It is called once for each path, on all cores, and each file is written as soon as it is made, so that
/// nothing holds all files at once. `inputs` are the folders that the site is made from: the output may neither hold them
/// nor lie in them. `force` allows a folder to be replaced that trustpress did not make.
///
/// **Keeps** from the old folder what publishing systems put at its top: `.git`, `.nojekyll`, `.well-known` and `CNAME`,
/// unless the site makes a file of that name, or the old site did.
///
/// # Errors
/// Any error of `bytes` stops the build. The folder is then as it was, as it is after every [`OutputError`] but
/// `Stranded` (which says where the old site is) and one from deleting the old site when the new one is in place.
pub fn write<E: Send>(
    folder: &Path,
    inputs: &[&Path],
    force: bool,
    paths: &[String],
    bytes: impl Fn(&str) -> Result<Vec<u8>, E> + Sync,
) -> Result<Written, Failure<E>> {
    debug_assert!(paths.is_sorted_by(|a, b| a < b), "paths are sorted and unique");
    debug_assert!(paths.iter().all(|path| is_clean(path)), "paths are relative and clean");

    let target = folder::check(folder, inputs, force).map_err(Failure::Machine)?;
    let stage = stage::Stage::beside(&target).map_err(Failure::Machine)?;
    let entries = stage.fill(paths, bytes)?;
    let written = Written { files: entries.len(), bytes: entries.iter().map(|(_, Entry { size, .. })| size).sum() };
    stage.finish(&entries).and_then(|()| stage.swap(&target)).map_err(Failure::Machine)?;
    Ok(written)
}

fn is_clean(path: &str) -> bool {
    path != MANIFEST && !path.contains(['\\', '\0']) && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}
