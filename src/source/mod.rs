//! Files as immutable bytes and text, and places in them.
//!
//! In: a root folder that holds `content/` and perhaps `themes/`, or texts in memory. Out: one [`Sources`].
//!
//! Always true
//! - A [`SourceId`] belongs to one file of one `Sources`; paths are relative to the root, with `/` between names.
//! - Files are in the order of their paths, whatever the order of the disk.
//! - Bytes never change after reading: an edit makes a new `Sources`.
//!
//! Not here: what the text means, and any problem with it.

mod letters;
mod place;

pub use letters::{is_invisible, is_odd_blank};
pub use place::{At, LineColumn, Place};

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The file endings whose bytes are read at once, because people write in them. Everything else is media, read when asked for.
const TEXT_ENDINGS: &[&str] = &["yaml", "yml", "md", "csv", "html", "css", "js", "txt", "svg"];

/// One file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(in crate::source) u32);

/// One file: where it is, and its bytes.
#[derive(Debug)]
pub struct Source {
    path: String,
    body: Body,
    lines: OnceLock<Vec<u32>>,
}

#[derive(Debug)]
enum Body {
    Read(Vec<u8>),
    OnDisk(PathBuf),
}

/// Every file of a project, read once.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    by_path: BTreeMap<String, SourceId>,
}

/// A file or folder that could not be read: the act, the path, and the system's cause.
#[derive(Debug, thiserror::Error)]
#[error("could not read {what} `{}`: {}", path.display(), plain_cause(cause))]
pub struct ReadError {
    what: &'static str,
    path: PathBuf,
    #[source]
    cause: io::Error,
}

impl ReadError {
    /// An error of reading `what` ("the file", "the folder") at `path`.
    pub fn new(what: &'static str, path: &Path, cause: io::Error) -> ReadError {
        ReadError { what, path: path.to_path_buf(), cause }
    }
}

/// The system's reason in words that need no manual, for the kinds that people meet.
pub fn plain_cause(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_string(),
        io::ErrorKind::PermissionDenied => "you do not have permission".to_string(),
        io::ErrorKind::StorageFull => "the disk is full".to_string(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_string(),
        _ => cause.to_string(),
    }
}

impl Source {
    /// The path from the root, such as `content/homerton/trust.yaml`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder, without a `/` at its end; empty for a file at the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether people write in it. Everything else is media: it has no lines and is never changed.
    pub fn is_text(&self) -> bool {
        is_text(&self.path)
    }

    /// The bytes: from memory for text files, from disk for media.
    ///
    /// # Errors
    /// A media file that has gone or cannot be read.
    pub fn bytes(&self) -> Result<std::borrow::Cow<'_, [u8]>, ReadError> {
        match &self.body {
            Body::Read(bytes) => Ok(bytes.into()),
            Body::OnDisk(path) => match std::fs::read(path) {
                Ok(bytes) => Ok(bytes.into()),
                Err(cause) => Err(ReadError::new("the file", path, cause)),
            },
        }
    }

    /// The text as written, a byte-order mark included, so that every place in it is a place in the file.
    ///
    /// # Errors
    /// The first byte that is not UTF-8. Media are never text.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        match &self.body {
            Body::Read(bytes) => std::str::from_utf8(bytes),
            Body::OnDisk(_) => Ok(""),
        }
    }

    /// The text for showing a problem in it: bytes that are not UTF-8 become question marks, so that every place stays.
    pub fn shown(&self) -> std::borrow::Cow<'_, str> {
        let Body::Read(bytes) = &self.body else { return "".into() };
        match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => {
                let mut text = String::with_capacity(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    text += chunk.valid();
                    text.extend(chunk.invalid().iter().map(|_| '?'));
                }
                text.into()
            }
        }
    }

    /// The line and column of a byte, both from 1; columns count characters. Bytes past the end count as the end.
    pub fn line_column(&self, byte: u32) -> LineColumn {
        let Body::Read(bytes) = &self.body else { return LineColumn { line: 1, column: 1 } };
        let starts = self.lines.get_or_init(|| {
            let after_breaks = bytes.iter().enumerate().filter(|&(_, &b)| b == b'\n').map(|(at, _)| at as u32 + 1);
            std::iter::once(0).chain(after_breaks).collect()
        });
        let byte = byte.min(bytes.len() as u32);
        let line = starts.partition_point(|&start| start <= byte);
        let before = &bytes[starts[line - 1] as usize..byte as usize];
        let mark = if line == 1 && before.starts_with(b"\xef\xbb\xbf") { 1 } else { 0 };
        LineColumn { line: line as u32, column: String::from_utf8_lossy(before).chars().count() as u32 + 1 - mark }
    }
}

impl Sources {
    /// Reads the folders `content/` and `themes/` below `root`: text files whole, media by reference.
    /// Hidden files and folders (names with a dot in front) are passed over. A missing `themes/` is no error.
    ///
    /// # Errors
    /// `content/` is missing, or a folder or text file cannot be read.
    pub fn read(root: &Path) -> Result<Sources, ReadError> {
        let content = root.join("content");
        if let Err(cause) = std::fs::read_dir(&content) {
            return Err(ReadError::new("the folder", &content, cause));
        }
        let mut found = Vec::new();
        for folder in ["content", "themes"].map(|name| root.join(name)).iter().filter(|folder| folder.exists()) {
            let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
            for entry in walkdir::WalkDir::new(folder).follow_links(true).into_iter().filter_entry(visible) {
                let entry = entry.map_err(|e| {
                    let path = e.path().unwrap_or(folder).to_path_buf();
                    ReadError::new("the folder", &path, e.into())
                })?;
                if entry.file_type().is_file() {
                    found.push(entry.into_path());
                }
            }
        }
        use rayon::prelude::*;
        let mut files = found
            .into_par_iter()
            .map(|path| {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                let body = if is_text(&name) {
                    Body::Read(std::fs::read(&path).map_err(|cause| ReadError::new("the file", &path, cause))?)
                } else {
                    Body::OnDisk(path)
                };
                Ok((name, body))
            })
            .collect::<Result<Vec<_>, ReadError>>()?;
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Sources::from_bodies(files))
    }

    /// Sources held in memory, for tests and tools: `(path from the root, text)`.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Sources {
        Sources::from_bytes(texts.into_iter().map(|(path, text)| (path, text.into_bytes())))
    }

    /// As [`Sources::from_texts`], for files that need not be text.
    pub fn from_bytes(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Sources {
        let mut files: Vec<_> = files.into_iter().map(|(path, bytes)| (path, Body::Read(bytes))).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Sources::from_bodies(files)
    }

    /// The same files, some with another text. Ids stay.
    pub fn with_texts(&self, texts: impl IntoIterator<Item = (SourceId, String)>) -> Sources {
        let mut sources = self.clone();
        for (id, text) in texts {
            let path = self.get(id).path.clone();
            let body = Body::Read(text.into_bytes());
            sources.files[id.0 as usize] = Arc::new(Source { path, body, lines: OnceLock::new() });
        }
        sources
    }

    fn from_bodies(files: Vec<(String, Body)>) -> Sources {
        let mut sources = Sources::default();
        for (path, body) in files {
            let id = SourceId(u32::try_from(sources.files.len()).expect("fewer than four thousand million files"));
            sources.by_path.insert(path.clone(), id);
            sources.files.push(Arc::new(Source { path, body, lines: OnceLock::new() }));
        }
        sources
    }

    /// The file of an id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file at a path from the root.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.by_path.get(path).copied()
    }

    /// All files whose path starts with `prefix`, in order of path.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (SourceId, &'a Source)> {
        self.by_path
            .range(prefix.to_string()..)
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(_, &id)| (id, self.get(id)))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| TEXT_ENDINGS.iter().any(|text| text.eq_ignore_ascii_case(ending)))
}
