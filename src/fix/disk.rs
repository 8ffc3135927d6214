//! One corrected file to disk: whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::source::{Source, plain_cause};

/// What came of writing a file.
#[derive(Debug, PartialEq)]
pub enum Written {
    Whole,
    /// It is left as it is, for this reason.
    Not(&'static str),
}

/// The machine could not write a file.
#[derive(Debug, thiserror::Error)]
#[error("could not mend the file `{}`: {}", path.display(), plain_cause(cause))]
pub struct FixError {
    path: PathBuf,
    #[source]
    cause: io::Error,
}

/// Writes a file anew if it still is what it was when it was read. The new one is made beside it and takes its place in one
/// step, with the same permissions.
///
/// # Errors
/// The machine says no; the file is as it was.
pub fn write(root: &Path, before: &Source, after: &Source) -> Result<Written, FixError> {
    let path = root.join(before.path());
    exchange(root, &path, before, after).map_err(|cause| FixError { path, cause })
}

fn exchange(root: &Path, path: &Path, before: &Source, after: &Source) -> io::Result<Written> {
    // A link may lead out of the project, or to another file of it.
    if path.canonicalize()? != root.canonicalize()?.join(before.path()) {
        return Ok(Written::Not("it stands behind a link"));
    }
    let (old, new) = (before.text().map_err(io::Error::other)?, after.text().map_err(io::Error::other)?);
    if fs::read(path)? != old.as_bytes() {
        return Ok(Written::Not("it has changed in the meantime"));
    }
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Ok(Written::Not("it can only be read"));
    }
    let folder = path.parent().expect("a file of the project stands in a folder");
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(new.as_bytes())?;
    beside.as_file().set_permissions(permissions)?;
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    Ok(Written::Whole)
}
