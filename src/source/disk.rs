//! Files from the disk: all of them, or again those that have changed.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::once::Once;
use super::{Body, ReadError, Source, Sources, is_text};

/// What may have changed on the disk since some sources were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Nobody knows: every file is to be looked at.
    Any,
    /// These files or folders, and nothing else; named as in the root that the sources were read from.
    Only(BTreeSet<PathBuf>),
}

/// How a file was on the disk when it was read. Two that differ tell of a change; of two that are alike only those of an old
/// file tell that there was none, because clocks of disks are coarse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
    /// Whether the file had been at rest for a while when it was read.
    at_rest: bool,
}

/// A disk's clock ticks at least this often (that of FAT every two seconds).
const TICK: Duration = Duration::from_secs(3);

impl Stamp {
    fn of(found: &Metadata, now: SystemTime) -> Stamp {
        let changed = found.modified().ok();
        let age = changed.and_then(|changed| now.duration_since(changed).ok());
        Stamp { length: found.len(), changed, at_rest: age.is_some_and(|age| age > TICK) }
    }

    /// Whether a file with this stamp is for certain the one that was read when it had the `other`.
    fn is_still(self, other: Stamp) -> bool {
        other.at_rest && self.length == other.length && self.changed == other.changed
    }
}

/// A file that was found.
struct Found {
    name: String,
    path: PathBuf,
}

impl Found {
    fn stamp(&self) -> Result<Stamp, ReadError> {
        let now = SystemTime::now();
        let metadata = fs::metadata(&self.path).map_err(|cause| ReadError::new("the file", &self.path, cause))?;
        Ok(Stamp::of(&metadata, now))
    }
}

impl Sources {
    /// Reads the folders `content/` and `themes/` below `root`: text files whole, media by reference.
    /// Hidden files and folders (names with a dot in front) are passed over. A missing `themes/` is no error.
    ///
    /// # Errors
    /// `content/` is missing, or a folder or text file cannot be read.
    pub fn read(root: &Path) -> Result<Sources, ReadError> {
        Sources::default().read_again(root, &Changes::Any)
    }

    /// As [`Sources::read`], for one who decodes everything once and looks at few texts after that: a file in `content/` is read
    /// when it is asked for, [`Source::with_text`] lets the bytes go, and whoever asks after it makes them be read again. If it
    /// cannot be read, or is another by then, [`Sources::torn`] says so, and the same of what cannot be read [`Source::sha256`].
    ///
    /// # Errors
    /// As [`Sources::read`], but for the files in `content/`.
    pub fn read_once(root: &Path) -> Result<Sources, ReadError> {
        let once = |found: Found| match is_text(&found.name) && found.name.starts_with("content/") {
            true => Ok(Arc::new(Source::new(found.name, Body::Once(Once::new(found.path))))),
            false => file(found.name, &found.path, None),
        };
        let files: Vec<_> = sorted(root)?.into_par_iter().map(once).collect::<Result<_, ReadError>>()?;
        Ok(Sources::from_files(files))
    }

    /// Reads what may have changed since these sources were read from the same `root`. Gives the sources as [`Sources::read`]
    /// would; a file whose bytes are what they were is shared with these, and if no file came or went, so are all ids.
    ///
    /// # Errors
    /// As [`Sources::read`].
    pub fn read_again(&self, root: &Path, changes: &Changes) -> Result<Sources, ReadError> {
        match changes {
            Changes::Only(paths) => match self.with_changed(root, paths)? {
                Some(sources) => Ok(sources),
                None => self.read_all(root),
            },
            Changes::Any => self.read_all(root),
        }
    }

    fn read_all(&self, root: &Path) -> Result<Sources, ReadError> {
        let found = sorted(root)?;
        let read = |found: Found| {
            let stamp = found.stamp()?;
            let known = self.find(&found.name).map(|id| (&self.files[id.index()], self.stamps.get(id.index())));
            match known {
                Some((file, Some(&before))) if stamp.is_still(before) => Ok((Arc::clone(file), stamp)),
                known => Ok((file(found.name, &found.path, known.map(|(file, _)| file))?, stamp)),
            }
        };
        let (files, stamps) = found.into_par_iter().map(read).collect::<Result<(Vec<_>, Vec<_>), ReadError>>()?;
        let is_same = files.len() == self.files.len() && files.iter().all(|file| self.by_path.contains_key(&file.path));
        Ok(match is_same {
            true => Sources { files, by_path: Arc::clone(&self.by_path), stamps },
            false => Sources { stamps, ..Sources::from_files(files) },
        })
    }

    /// The sources with some files read again. `None`: a folder or a file has come or gone, so that all must be looked at.
    fn with_changed(&self, root: &Path, paths: &BTreeSet<PathBuf>) -> Result<Option<Sources>, ReadError> {
        let mut sources = self.clone();
        for path in paths {
            let Some(name) = name_below(root, path) else { return Ok(None) };
            if name.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let now = SystemTime::now();
            let (found, known) = (fs::metadata(path).ok(), self.find(&name));
            match (found, known) {
                (Some(found), Some(id)) if found.is_file() => {
                    let file = match file(name, path, Some(&self.files[id.index()])) {
                        Ok(file) => file,
                        // It went between two looks.
                        Err(_) => return Ok(None),
                    };
                    sources.files[id.index()] = file;
                    sources.stamps[id.index()] = Stamp::of(&found, now);
                }
                // An editor's file that has come and gone again. A folder that went would have left files without a home.
                (None, None) if !self.has_below(&name) => {}
                _ => return Ok(None),
            }
        }
        Ok(Some(sources))
    }

    fn has_below(&self, folder: &str) -> bool {
        self.below(&format!("{folder}/")).next().is_some()
    }
}

/// Every visible file of the two folders, in the order of their paths.
fn sorted(root: &Path) -> Result<Vec<Found>, ReadError> {
    let named = |path: PathBuf| Found { name: name_below(root, &path).expect("the walk began at the root"), path };
    let mut found: Vec<Found> = walk(root)?.into_par_iter().map(named).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    fs::read(path).map_err(|cause| ReadError::new("the file", path, cause))
}

/// Every visible file of the two folders.
fn walk(root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let content = root.join("content");
    if let Err(cause) = fs::read_dir(&content) {
        return Err(ReadError::new("the folder", &content, cause));
    }
    // The folders of trusts have folders of their own: those are walked through side by side.
    let tops = ["content", "themes"].map(|name| root.join(name)).into_iter().filter(|folder| folder.exists());
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for folder in tops {
        for (path, kind) in visible(&folder, 1)? {
            if kind.is_dir() { &mut folders } else { &mut found }.push(path);
        }
    }
    let files = |folder: &PathBuf| -> Result<Vec<PathBuf>, ReadError> {
        let entries = visible(folder, usize::MAX)?.into_iter();
        Ok(entries.filter(|(_, kind)| kind.is_file()).map(|(path, _)| path).collect())
    };
    let below: Vec<Vec<PathBuf>> = folders.par_iter().map(files).collect::<Result<_, ReadError>>()?;
    found.extend(below.into_iter().flatten());
    Ok(found)
}

/// Every visible file and folder in a folder, `depth` folders deep.
fn visible(folder: &Path, depth: usize) -> Result<Vec<(PathBuf, fs::FileType)>, ReadError> {
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(folder).follow_links(true).min_depth(1).max_depth(depth);
    let entry = |entry: walkdir::Result<walkdir::DirEntry>| match entry {
        Ok(entry) => {
            let kind = entry.file_type();
            Ok((entry.into_path(), kind))
        }
        Err(cause) => {
            let path = cause.path().unwrap_or(folder).to_path_buf();
            Err(ReadError::new("the folder", &path, cause.into()))
        }
    };
    walk.into_iter().filter_entry(shown).map(entry).collect()
}

/// The path from the root, with `/` between names.
fn name_below(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    Some(relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// The file as it is now: the known one, if that has the same bytes. Media are read when they are asked for, so nobody knows.
fn file(name: String, path: &Path, known: Option<&Arc<Source>>) -> Result<Arc<Source>, ReadError> {
    if !is_text(&name) {
        return Ok(Arc::new(Source::new(name, Body::OnDisk(path.to_path_buf()))));
    }
    let body = Body::Read(bytes(path)?);
    Ok(match known {
        Some(known) if known.body == body => Arc::clone(known),
        _ => Arc::new(Source::new(name, body)),
    })
}
