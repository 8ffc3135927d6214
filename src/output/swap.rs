//! Putting the new folder in the place of the old, so that whoever kills us finds a whole site there.
//!
//! The new folder is renamed when it is whole, and only then exchanged with the old one, in one step where the system can.
//! Elsewhere there is a moment without any; a build that is killed in it leaves the old one beside, and [`repair`] puts it back.

use std::fs;
use std::io;
use std::path::Path;

use super::folder::{Old, Place, usual_survivors};
use super::lock::Holder;
use super::stage::Stage;
use super::{Manifest, OutputError, failed};

/// The whole new site; after the exchange, the old one.
const NEW: &str = "new";
/// The old site, where two steps are needed.
const OLD: &str = "old";

/// Puts the new folder in the place of the old; the old one is in the holder then.
///
/// # Errors
/// The folder is as it was, unless the error says otherwise.
pub(super) fn swap(stage: Stage, holder: &Holder, place: &Place, old: &Old) -> Result<(), OutputError> {
    let folder = &place.folder;
    let (new, kept) = (holder.path().join(NEW), holder.path().join(OLD));
    fs::rename(&stage.folder, &new).map_err(failed("rename the folder", &stage.folder))?;
    let no = |cause: io::Error| failed("put the new site in the place of", folder)(cause);
    if !old.exists {
        return fs::rename(&new, folder).map_err(no);
    }
    match exchange(&new, folder) {
        Ok(()) => carry(&new, folder, &old.survivors).map_err(|cause| {
            let back = carry(folder, &new, &old.survivors).and_then(|()| exchange(&new, folder));
            stranded_or(no(cause), back, holder, place, &new)
        }),
        Err(cause) if cannot_exchange(&cause) => {
            fs::rename(folder, &kept).map_err(failed("move the old site away from", folder))?;
            carry(&kept, &new, &old.survivors).and_then(|()| fs::rename(&new, folder)).map_err(|cause| {
                let back = carry(&new, &kept, &old.survivors).and_then(|()| fs::rename(&kept, folder));
                stranded_or(no(cause), back, holder, place, &kept)
            })
        }
        Err(cause) => Err(no(cause)),
    }
}

fn stranded_or(problem: OutputError, back: io::Result<()>, holder: &Holder, place: &Place, kept: &Path) -> OutputError {
    match back {
        Ok(()) => problem,
        Err(cause) => {
            holder.leave();
            OutputError::Stranded { folder: place.written.clone(), kept: kept.to_path_buf(), cause }
        }
    }
}

/// Puts right what a build left that was killed while it swapped, and deletes what else it left.
pub(super) fn repair(holder: &Holder, place: &Place, keep: &[String]) -> Result<(), OutputError> {
    let (new, kept) = (holder.path().join(NEW), holder.path().join(OLD));
    let folder = &place.folder;
    let no = failed("put back what an interrupted build left in", holder.path());
    let put_back = || -> io::Result<()> {
        if !exists(folder) && exists(&kept) {
            carry(&new, &kept, &not_made_in(&new, keep))?;
            fs::rename(&kept, folder)?;
        }
        if exists(folder) {
            for left in [&new, &kept] {
                carry(left, folder, &not_made_in(left, keep))?;
            }
        }
        holder.empty()
    };
    put_back().map_err(no)
}

/// What stays, of the names that the site in the folder did not make itself.
fn not_made_in(folder: &Path, keep: &[String]) -> Vec<String> {
    let made = Manifest::made_here(folder).map(|manifest| manifest.top_names()).unwrap_or_default();
    usual_survivors(keep).filter(|name| !made.contains(*name)).map(str::to_string).collect()
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Moves the names that are in one folder and not in the other; called the other way round it undoes itself.
fn carry(from: &Path, to: &Path, names: &[String]) -> io::Result<()> {
    for name in names {
        let (here, there) = (from.join(name), to.join(name));
        if exists(&here) && !exists(&there) {
            fs::rename(&here, &there)?;
        }
    }
    Ok(())
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or the disk knows no exchange, as against one that did not succeed.
fn cannot_exchange(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
