//! Is a copy of a site what was built? Its files against a manifest.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::folder::usual_survivors;
use super::manifest::{Unusable, fingerprint};
use super::{MANIFEST, Manifest};
use crate::source::plain_cause;

/// Where a copy is not what the manifest says: the path, with `/` between names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    Missing(String),
    Changed(String),
    /// The manifest does not know it.
    Added(String),
}

/// Why nothing can be said of a copy.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("could not read the list of files `{}`: {}", path.display(), plain_cause(cause))]
    Read {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error("`{}` is not a list of files that trustpress wrote", path.display())]
    Foreign { path: PathBuf },
    #[error("could not read the folder `{}`: {cause}", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        cause: walkdir::Error,
    },
}

impl Manifest {
    /// The manifest of a site: a folder that holds one, or the file itself.
    ///
    /// # Errors
    /// There is none, or it is another program's.
    pub fn of(site: &Path) -> Result<Manifest, VerifyError> {
        let path = if site.is_dir() { site.join(MANIFEST) } else { site.to_path_buf() };
        Manifest::read(&path).map_err(|problem| match problem {
            Unusable::Read(cause) => VerifyError::Read { path, cause },
            Unusable::Foreign => VerifyError::Foreign { path },
        })
    }

    /// How many files it lists.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it lists no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Compares the files of a copy, byte for byte by their fingerprints, with a manifest; the copy's own manifest is not looked at.
///
/// **Gives** every difference in the order of paths; names at the folder's top that stay when a site is built are none.
///
/// # Errors
/// The folder cannot be read. A single file that cannot be read is a difference.
pub fn verify(copy: &Path, manifest: &Manifest) -> Result<Vec<Difference>, VerifyError> {
    let stays: BTreeSet<&str> = usual_survivors(&manifest.keep).collect();
    let failed = |cause: walkdir::Error| VerifyError::Folder { path: copy.to_path_buf(), cause };
    let mut there = BTreeSet::new();
    for entry in walkdir::WalkDir::new(copy) {
        let entry = entry.map_err(failed)?;
        let path = entry.path().strip_prefix(copy).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        if !entry.file_type().is_dir() && path != MANIFEST {
            there.insert(path);
        }
    }
    let added = there.iter().filter(|path| {
        let top = path.split('/').next().unwrap_or(path);
        !manifest.files.contains_key(*path) && !stays.contains(top)
    });
    let mut differences: Vec<Difference> = added.cloned().map(Difference::Added).collect();
    let listed: Vec<_> = manifest.files.iter().collect();
    let judged = listed.par_iter().filter_map(|(path, entry)| {
        if !there.contains(*path) {
            return Some(Difference::Missing(path.to_string()));
        }
        let same =
            fs::read(copy.join(path)).is_ok_and(|bytes| bytes.len() as u64 == entry.size && fingerprint(&bytes) == entry.sha256);
        (!same).then(|| Difference::Changed(path.to_string()))
    });
    differences.extend(judged.collect::<Vec<_>>());
    differences.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(differences)
}

impl Difference {
    pub fn path(&self) -> &str {
        match self {
            Difference::Missing(path) | Difference::Changed(path) | Difference::Added(path) => path,
        }
    }
}
