//! May this folder be replaced? Everything that is asked before a byte is written.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Destination, Manifest, OutputError, failed};

/// What publishing systems keep at the top of an output folder, for a repository, a domain or a certificate.
const SURVIVORS: &[&str] = &[".git", ".nojekyll", ".well-known", "CNAME"];

/// The names that stay at the top of an output folder unless the site makes them.
pub(super) fn usual_survivors(keep: &[String]) -> impl Iterator<Item = &str> {
    SURVIVORS.iter().copied().chain(keep.iter().map(String::as_str))
}

/// Where an output folder is, or will be.
pub(super) struct Place {
    /// Links in its parents followed.
    pub folder: PathBuf,
    /// The folder beside which to stage: there is always one.
    pub parent: PathBuf,
    /// As the user wrote it.
    pub written: PathBuf,
}

/// What is in the folder that is to be replaced.
pub(super) struct Old {
    pub exists: bool,
    /// Names at its top to carry into the new folder.
    pub survivors: Vec<String>,
}

/// Finds the real place of the output folder and makes sure that nothing that people write lies in it or round it.
/// Folders above it are made; the folder itself is not touched.
///
/// # Errors
/// Every [`OutputError`] that is a refusal but for `Foreign`, and any that keeps us from looking.
pub(super) fn find(to: &Destination) -> Result<Place, OutputError> {
    // A slash at the end would make the system look through a link.
    let folder: PathBuf = to.folder.components().collect();
    let exists = match fs::symlink_metadata(&folder) {
        Ok(found) if found.is_symlink() => return Err(OutputError::Link { folder }),
        Ok(found) if !found.is_dir() => return Err(OutputError::File { folder }),
        Ok(_) => true,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => false,
        Err(cause) => return Err(failed("look at the output folder", &folder)(cause)),
    };
    let real = if exists { canonical(&folder)? } else { future(&folder)? };
    let Some(parent) = real.parent().map(Path::to_path_buf) else { return Err(OutputError::Nameless { folder }) };

    for input in to.inputs {
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
    Ok(Place { folder: real, parent, written: folder })
}

/// Looks at what is in the folder now.
///
/// # Errors
/// It holds files of which nobody knows that trustpress made them, and it was not asked to replace them.
pub(super) fn survey(to: &Destination, place: &Place) -> Result<Old, OutputError> {
    let names = match names(&place.folder) {
        Ok(names) => names,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Old { exists: false, survivors: Vec::new() }),
        Err(cause) => return Err(failed("read the output folder", &place.folder)(cause)),
    };
    let may_stay: BTreeSet<&str> = usual_survivors(to.keep).collect();
    let made = Manifest::made_here(&place.folder).map(|manifest| manifest.top_names());
    if made.is_none() && !to.force && names.iter().any(|name| !may_stay.contains(name.as_str())) {
        return Err(OutputError::Foreign { folder: place.written.clone() });
    }
    let made = made.unwrap_or_default();
    let stays = |name: &String| may_stay.contains(name.as_str()) && !made.contains(name);
    Ok(Old { exists: true, survivors: names.into_iter().filter(stays).collect() })
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

fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
