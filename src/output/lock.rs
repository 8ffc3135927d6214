//! The folder beside the output in which a site grows, and which one process at a time may have.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::folder::Place;
use super::{OutputError, failed};

/// How long to wait for another process that writes the same folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// A folder beside the output, so that both are on one file system and a rename is enough. It is this process's alone until
/// the value goes; the system gives the lock up even for a process that was killed.
pub(super) struct Holder {
    path: PathBuf,
    /// Held for its lock.
    _lock: File,
    left: Cell<bool>,
}

impl Holder {
    /// Takes the holder of an output folder; what is in it may be left from a build that was killed.
    ///
    /// # Errors
    /// Another process has it, and does not let it go for some seconds.
    pub fn take(place: &Place) -> Result<Holder, OutputError> {
        let path = Holder::path_of(place);
        let file = path.join("lock");
        let until = Instant::now() + PATIENCE;
        loop {
            match fs::create_dir(&path) {
                Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(failed("make a temporary folder in", &place.parent)(cause));
                }
                _ => {}
            }
            match OpenOptions::new().create(true).append(true).open(&file) {
                Ok(lock) => match lock.try_lock() {
                    // Whoever had it may have deleted it after we opened it: then it keeps nobody out.
                    Ok(()) if is_at(&lock, &file) => return Ok(Holder { path, _lock: lock, left: Cell::new(false) }),
                    Ok(()) => continue,
                    Err(TryLockError::WouldBlock) => {}
                    Err(TryLockError::Error(cause)) => return Err(failed("lock", &file)(cause)),
                },
                // The other one has just deleted the folder.
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(failed("write the file", &file)(cause)),
            }
            if Instant::now() > until {
                return Err(OutputError::Busy { folder: place.written.clone() });
            }
            sleep(Duration::from_millis(20));
        }
    }

    fn path_of(place: &Place) -> PathBuf {
        let name = place.folder.file_name().unwrap_or_default().to_string_lossy();
        place.parent.join(format!(".{name}.trustpress"))
    }

    /// Whether the holder of an output folder is there: somebody builds, or was killed while building.
    pub fn stands(place: &Place) -> bool {
        Holder::path_of(place).exists()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves it as it is for the next build: it holds all that there is of the old site.
    pub fn leave(&self) {
        self.left.set(true);
    }

    /// Deletes what is in it, all but the lock.
    pub fn empty(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false if entry.file_name() == "lock" => {}
                false => fs::remove_file(entry.path())?,
            }
        }
        Ok(())
    }

    /// Deletes it.
    ///
    /// # Errors
    /// Something in it cannot be deleted.
    pub fn clear(self) -> Result<(), OutputError> {
        let act = "delete the old site, although the new one is in place, from";
        self.empty().map_err(failed(act, &self.path))
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        if !self.left.get() {
            // What cannot be deleted now is deleted by the next build.
            let _ = self.empty();
            let _ = fs::remove_file(self.path.join("lock"));
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Whether the open file is the one that stands at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: fs::Metadata, other: fs::Metadata| one.ino() == other.ino() && one.dev() == other.dev();
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(|(one, other)| same(one, other))
}

/// Elsewhere a file that is open does not go.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
