//! The folder in which a site grows before it takes the old one's place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::folder::Place;
use super::lock::Holder;
use super::{OutputError, failed};

/// A folder for the new site. Its name tells that it is not whole; see [`swap`](super::swap).
pub(super) struct Stage {
    pub folder: PathBuf,
}

impl Stage {
    pub fn in_holder(holder: &Holder, place: &Place, exists: bool) -> Result<Stage, OutputError> {
        let folder = holder.path().join("unfinished");
        fs::create_dir(&folder).map_err(failed("make a temporary folder in", &place.parent))?;
        if exists {
            // A web server may read the old folder through its owner, group or mode: the new one opens to the same readers.
            let mode = fs::metadata(&place.folder).map_err(failed("look at the output folder", &place.folder))?.permissions();
            fs::set_permissions(&folder, mode).map_err(failed("set the permissions of", &folder))?;
        }
        Ok(Stage { folder })
    }

    /// Writes one file. A name that is there already (on disks that see no difference between `A` and `a`) is an error,
    /// not a page silently lost.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let file = self.folder.join(path);
        // A page most often is the first file of its folder, which a look would not find.
        if path.ends_with("/index.html") {
            let folder = file.parent().expect("every file of a site is in a folder");
            let _ = fs::create_dir(folder).or_else(|cause| match cause.kind() {
                io::ErrorKind::NotFound => fs::create_dir_all(folder),
                _ => Err(cause),
            });
        }
        with_folder(&file, || File::create_new(&file))
            .and_then(|mut file| file.write_all(bytes))
            .map_err(failed("write the file", &file))
    }

    /// Takes the files that have not changed from the old folder, which keeps them too: the same files under a second name, so
    /// that their times stay and nothing is written; where the disk cannot do that, copies with the same times.
    pub fn take_over(&self, paths: &[&str], from: &Path) -> Result<(), OutputError> {
        paths.par_iter().try_for_each(|path| {
            let (old, new) = (from.join(path), self.folder.join(path));
            with_folder(&new, || match fs::hard_link(&old, &new) {
                Err(cause) if !matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => copy(&old, &new),
                done => done,
            })
            .map_err(failed("write the file", &new))
        })
    }
}

/// Does something that needs the file's folder; makes the folder if it turns out not to be there.
fn with_folder<T>(file: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(file.parent().expect("every file of a site is in a folder"))?;
            act()
        }
        done => done,
    }
}

fn copy(old: &Path, new: &Path) -> io::Result<()> {
    let time = fs::metadata(old)?.modified()?;
    let mut file = File::create_new(new)?;
    io::copy(&mut File::open(old)?, &mut file)?;
    file.set_modified(time)
}
