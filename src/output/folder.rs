//! May this folder be replaced? Everything that is asked before a byte is written.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{OutputError, failed, manifest};

/// What publishing systems keep at the top of an output folder, for a repository, a domain or a certificate.
const SURVIVORS: &[&str] = &[".git", ".nojekyll", ".well-known", "CNAME"];

/// A folder that may be replaced.
pub(super) struct Target {
    /// Where it is, links in its parents followed.
    pub folder: PathBuf,
    /// The folder beside which to stage: there is always one.
    pub parent: PathBuf,
    pub exists: bool,
    /// Names at its top to carry into the new folder.
    pub survivors: Vec<&'static str>,
}

/// Finds the real place of `folder` and makes sure that replacing it loses nothing of the user's.
/// Folders above it are made; the folder itself is not touched.
///
/// # Errors
/// Every [`OutputError`] that is a refusal, and any that keeps us from looking.
pub(super) fn check(folder: &Path, inputs: &[&Path], force: bool) -> Result<Target, OutputError> {
    // A slash at the end would make the system look through a link.
    let folder: PathBuf = folder.components().collect();
    let exists = match fs::symlink_metadata(&folder) {
        Ok(found) if found.is_symlink() => return Err(OutputError::Link { folder }),
        Ok(found) if !found.is_dir() => return Err(OutputError::File { folder }),
        Ok(_) => true,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => false,
        Err(cause) => return Err(failed("look at the output folder", &folder)(cause)),
    };
    let real = if exists { canonical(&folder)? } else { future(&folder)? };
    let Some(parent) = real.parent().map(Path::to_path_buf) else { return Err(OutputError::Nameless { folder }) };

    for input in inputs {
        // One that is not there yet, such as `themes/`, would be read from the output next time.
        let at = match (input.exists(), input.parent(), input.file_name()) {
            (false, Some(parent), Some(name)) if parent.exists() => canonical(parent)?.join(name),
            (false, ..) => continue,
            (true, ..) => canonical(input)?,
        };
        if at.starts_with(&real) || real.starts_with(&at) {
            let input = input.strip_prefix(".").unwrap_or(input).to_path_buf();
            return Err(OutputError::Overlap { folder, input });
        }
    }
    if !exists {
        return Ok(Target { folder: real, parent, exists, survivors: Vec::new() });
    }

    let names = names(&real)?;
    let made = manifest::top_names(&real);
    if made.is_none() && !force && names.iter().any(|name| !SURVIVORS.contains(&name.as_str())) {
        return Err(OutputError::Foreign { folder });
    }
    let made = made.unwrap_or_default();
    let survivors = SURVIVORS.iter().copied().filter(|&name| names.contains(name) && !made.contains(name)).collect();
    Ok(Target { folder: real, parent, exists, survivors })
}

/// The real place of a folder that is not there yet; its parents are made, because the stage must stand in them.
fn future(folder: &Path) -> Result<PathBuf, OutputError> {
    let Some(name) = folder.file_name() else { return Err(OutputError::Nameless { folder: folder.to_path_buf() }) };
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(failed("make the folder", parent))?;
    Ok(canonical(parent)?.join(name))
}

fn canonical(path: &Path) -> Result<PathBuf, OutputError> {
    fs::canonicalize(path).map_err(failed("look at the folder", path))
}

fn names(folder: &Path) -> Result<BTreeSet<String>, OutputError> {
    let read = fs::read_dir(folder).map_err(failed("read the output folder", folder))?;
    read.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()
        .map_err(failed("read the output folder", folder))
}
