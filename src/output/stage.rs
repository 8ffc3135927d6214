//! The folder in which a site grows before it takes the old one's place.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use tempfile::TempDir;

use super::folder::Target;
use super::manifest::{self, Entry};
use super::{Failure, MANIFEST, OutputError, failed};

/// A temporary folder beside the output, so that both are on one file system and a rename is enough. It holds `new`,
/// and during the swap `old`; whatever is in it is deleted when the stage goes.
pub(super) struct Stage {
    holder: TempDir,
    new: PathBuf,
}

/// Why one file of the site is not there.
enum Lost<E> {
    Page(E),
    Machine(OutputError),
    /// Not tried, because the machine had already failed.
    Skipped,
}

impl Stage {
    pub fn beside(target: &Target) -> Result<Stage, OutputError> {
        let name = target.folder.file_name().unwrap_or_default().to_string_lossy();
        let act = "make a temporary folder in";
        let holder = tempfile::Builder::new().prefix(&format!(".{name}-")).tempdir_in(&target.parent);
        let holder = holder.map_err(failed(act, &target.parent))?;
        let new = holder.path().join("new");
        fs::create_dir(&new).map_err(failed(act, &target.parent))?;
        if target.exists {
            // A web server may read the old folder through its owner, group or mode: the new one opens to the same readers.
            let mode = fs::metadata(&target.folder).map_err(failed("look at the output folder", &target.folder))?.permissions();
            fs::set_permissions(&new, mode).map_err(failed("set the permissions of", &new))?;
        }
        Ok(Stage { holder, new })
    }

    /// Makes and writes every file. Gives what the manifest says of each, in the order of `paths`.
    ///
    /// # Errors
    /// The machine's failure, which stops the rest; or else every page that failed.
    pub fn fill<'a, E: Send>(
        &self,
        paths: &'a [String],
        bytes: impl Fn(&str) -> Result<Vec<u8>, E> + Sync,
    ) -> Result<Vec<(&'a str, Entry)>, Failure<E>> {
        let folders: BTreeSet<&str> = paths.iter().filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
        for folder in folders.iter().map(|folder| self.new.join(folder)) {
            fs::create_dir_all(&folder).map_err(failed("make the folder", &folder)).map_err(Failure::Machine)?;
        }

        let stopped = AtomicBool::new(false);
        let made: Vec<Result<(&str, Entry), Lost<E>>> = paths
            .par_iter()
            .map(|path| {
                if stopped.load(Ordering::Relaxed) {
                    return Err(Lost::Skipped);
                }
                let bytes = bytes(path).map_err(Lost::Page)?;
                self.put(path, &bytes).map_err(|problem| {
                    stopped.store(true, Ordering::Relaxed);
                    Lost::Machine(problem)
                })?;
                Ok((path.as_str(), Entry::of(&bytes)))
            })
            .collect();

        let (mut entries, mut pages, mut machine) = (Vec::with_capacity(made.len()), Vec::new(), None);
        for one in made {
            match one {
                Ok(entry) => entries.push(entry),
                Err(Lost::Page(problem)) => pages.push(problem),
                Err(Lost::Machine(problem)) => machine = machine.or(Some(problem)),
                Err(Lost::Skipped) => {}
            }
        }
        match machine {
            Some(problem) => Err(Failure::Machine(problem)),
            None if !pages.is_empty() => Err(Failure::Page(pages)),
            None => Ok(entries),
        }
    }

    /// Writes the manifest, which thereby is there only when everything else is.
    pub fn finish(&self, entries: &[(&str, Entry)]) -> Result<(), OutputError> {
        self.put(MANIFEST, manifest::text(entries).as_bytes())
    }

    /// Writes one file. A name that is there already (on disks that see no difference between `A` and `a`) is an error,
    /// not a page silently lost.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let file = self.new.join(path);
        File::create_new(&file).and_then(|mut file| file.write_all(bytes)).map_err(failed("write the file", &file))
    }

    /// Puts the new folder in the place of the old, and deletes the old.
    ///
    /// # Errors
    /// The folder is as it was, unless the error says otherwise.
    pub fn swap(self, target: &Target) -> Result<(), OutputError> {
        let Target { folder, exists, survivors, .. } = target;
        let old = self.holder.path().join("old");
        if *exists {
            fs::rename(folder, &old).map_err(failed("move the old site away from", folder))?;
        }
        if let Err(cause) = carry(&old, &self.new, survivors).and_then(|()| fs::rename(&self.new, folder)) {
            if *exists && carry(&self.new, &old, survivors).and_then(|()| fs::rename(&old, folder)).is_err() {
                let kept = self.holder.keep().join("old");
                return Err(OutputError::Stranded { folder: folder.clone(), kept, cause });
            }
            return Err(failed("put the new site in the place of", folder)(cause));
        }
        let left = self.holder.path().to_path_buf();
        self.holder.close().map_err(failed("delete the old site, although the new one is in place, from", &left))
    }
}

/// Moves the names that are in one folder and not in the other; called the other way round it undoes itself.
fn carry(from: &Path, to: &Path, names: &[&str]) -> io::Result<()> {
    for name in names {
        let (here, there) = (from.join(name), to.join(name));
        if fs::symlink_metadata(&here).is_ok() && fs::symlink_metadata(&there).is_err() {
            fs::rename(&here, &there)?;
        }
    }
    Ok(())
}
