//! Files as immutable bytes and text, and places in them.
//!
//! In: a root folder that holds `content/` and perhaps `themes/`, or texts in memory. Out: one [`Sources`].
//!
//! Always true
//! - A [`SourceId`] belongs to one file of one `Sources`; paths are relative to the root, with `/` between names.
//! - Files are in the order of their paths, whatever the order of the disk.
//! - Bytes never change after reading: an edit makes a new `Sources`. What was let go, and is another on the disk by then, is
//!   [torn](Sources::torn).
//!
//! Not here: what the text means, and any problem with it.

mod disk;
mod letters;
mod once;
mod place;

pub use disk::Changes;
pub use letters::{has_byte, is_invisible, is_odd_blank};
pub use place::{At, LineColumn, Place};

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::str::Utf8Error;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

/// The file endings whose bytes are read at once, because people write in them. Everything else is media, read when asked for.
const TEXT_ENDINGS: &[&str] = &["yaml", "yml", "md", "csv", "html", "css", "js", "txt", "svg"];

/// One file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(in crate::source) u32);

/// One file: where it is, and its bytes.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    body: Body,
    lines: OnceLock<Vec<u32>>,
}

#[derive(Debug)]
enum Body {
    Read(Vec<u8>),
    Once(once::Once),
    OnDisk(PathBuf),
}

impl PartialEq for Body {
    fn eq(&self, other: &Body) -> bool {
        match (self, other) {
            (Body::Read(one), Body::Read(other)) => one == other,
            (Body::Once(one), Body::Once(other)) => one.sha256().is_ok_and(|one| other.sha256().is_ok_and(|other| one == other)),
            (Body::OnDisk(one), Body::OnDisk(other)) => one == other,
            _ => false,
        }
    }
}

/// Every file of a project, read once. A copy shares the files.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    by_path: Arc<BTreeMap<Arc<str>, SourceId>>,
    /// How each file was on the disk when it was read; empty for files from memory.
    stamps: Vec<disk::Stamp>,
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
    fn new(path: impl Into<Arc<str>>, body: Body) -> Source {
        Source { path: path.into(), body, lines: OnceLock::new() }
    }

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
            Body::Once(once) => Ok(once.kept().into()),
            Body::OnDisk(path) => match std::fs::read(path) {
                Ok(bytes) => Ok(bytes.into()),
                Err(cause) => Err(ReadError::new("the file", path, cause)),
            },
        }
    }

    /// The SHA-256 of the bytes.
    ///
    /// # Errors
    /// As [`Source::bytes`].
    pub fn sha256(&self) -> Result<[u8; 32], ReadError> {
        match &self.body {
            Body::Once(once) => once.sha256(),
            _ => Ok(Sha256::digest(self.bytes()?).into()),
        }
    }

    /// The text as written, a byte-order mark included, so that every place in it is a place in the file. Who looks at many
    /// files uses [`Source::with_text`].
    ///
    /// # Errors
    /// The first byte that is not UTF-8. Media are never text.
    pub fn text(&self) -> Result<&str, Utf8Error> {
        std::str::from_utf8(self.written().unwrap_or_default())
    }

    /// Does something with the [text](Source::text), and lets go of it if these sources do so.
    pub fn with_text<T>(&self, act: impl FnOnce(Result<&str, Utf8Error>) -> T) -> T {
        match &self.body {
            Body::Once(once) => once.with(|bytes| act(std::str::from_utf8(bytes))),
            _ => act(self.text()),
        }
    }

    /// The bytes of a text file.
    fn written(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Read(bytes) => Some(bytes),
            Body::Once(once) => Some(once.kept()),
            Body::OnDisk(_) => None,
        }
    }

    /// The text for showing a problem in it: bytes that are not UTF-8 become question marks, so that every place stays.
    pub fn shown(&self) -> std::borrow::Cow<'_, str> {
        let Some(bytes) = self.written() else { return "".into() };
        match std::str::from_utf8(bytes) {
            Ok(text) => with_line_ends(text),
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
        let Some(bytes) = self.written() else { return LineColumn { line: 1, column: 1 } };
        let starts = self.lines.get_or_init(|| {
            let end = if has_old_ends(bytes) { b'\r' } else { b'\n' };
            let after_breaks = memchr::memchr_iter(end, bytes).map(|at| at as u32 + 1);
            std::iter::once(0).chain(after_breaks).collect()
        });
        let byte = byte.min(bytes.len() as u32);
        let line = starts.partition_point(|&start| start <= byte);
        let before = &bytes[starts[line - 1] as usize..byte as usize];
        let mark = if line == 1 && before.starts_with(b"\xef\xbb\xbf") { 1 } else { 0 };
        LineColumn { line: line as u32, column: String::from_utf8_lossy(before).chars().count() as u32 + 1 - mark }
    }
}

/// Whether the lines of a file end with a carriage return alone, as the old Mac wrote them.
fn has_old_ends(bytes: &[u8]) -> bool {
    memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none()
}

/// A text whose lines end as others do, byte by byte at the same places.
pub fn with_line_ends(text: &str) -> std::borrow::Cow<'_, str> {
    match has_old_ends(text.as_bytes()) {
        true => text.replace('\r', "\n").into(),
        false => text.into(),
    }
}

impl Sources {
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
            sources.files[id.index()] = Arc::new(Source::new(path, Body::Read(text.into_bytes())));
        }
        sources
    }

    /// The same files and some new ones. Ids do not stay.
    pub fn with_new(&self, texts: impl IntoIterator<Item = (String, String)>) -> Sources {
        let new = texts.into_iter().map(|(path, text)| Arc::new(Source::new(path, Body::Read(text.into_bytes()))));
        let mut files: Vec<Arc<Source>> = self.files.iter().cloned().chain(new).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Sources::from_files(files)
    }

    fn from_bodies(files: Vec<(String, Body)>) -> Sources {
        Sources::from_files(files.into_iter().map(|(path, body)| Arc::new(Source::new(path, body))).collect())
    }

    /// `files` are in the order of their paths.
    fn from_files(files: Vec<Arc<Source>>) -> Sources {
        let id = |at: usize| SourceId(u32::try_from(at).expect("fewer than four thousand million files"));
        let by_path = files.iter().enumerate().map(|(at, file)| (file.path.clone(), id(at))).collect();
        Sources { files, by_path: Arc::new(by_path), stamps: Vec::new() }
    }

    /// Whether the files of both have the same paths, and so the same ids.
    pub fn have_ids_of(&self, other: &Sources) -> bool {
        Arc::ptr_eq(&self.by_path, &other.by_path) || self.by_path == other.by_path
    }

    /// Whether a file is the very same in both, whose ids are the same.
    pub fn shares(&self, other: &Sources, id: SourceId) -> bool {
        Arc::ptr_eq(&self.files[id.index()], &other.files[id.index()])
    }

    /// Whether the files whose paths start with `prefix` are the very same in both.
    pub fn share_all(&self, other: &Sources, prefix: &str) -> bool {
        let mut pairs = self.below(prefix).zip(other.below(prefix));
        self.have_ids_of(other) && pairs.all(|((_, one), (_, two))| std::ptr::eq(one, two))
    }

    /// The paths of the files that came, went, or have other bytes.
    pub fn changed_since<'a>(&'a self, before: &'a Sources) -> Vec<&'a str> {
        if Arc::ptr_eq(&self.by_path, &before.by_path) {
            let pairs = self.files.iter().zip(&before.files);
            let others = pairs.filter(|(now, then)| !Arc::ptr_eq(now, then) && now.body != then.body);
            return others.map(|(now, _)| now.path()).collect();
        }
        let is_same = |file: &Source| {
            let twin = before.find(&file.path).map(|id| before.get(id));
            twin.is_some_and(|twin| std::ptr::eq(file, twin) || file.body == twin.body)
        };
        let came = self.files.iter().filter(|file| !is_same(file)).map(|file| file.path());
        let went = before.files.iter().map(|file| file.path()).filter(|path| self.find(path).is_none());
        came.chain(went).collect()
    }

    /// The file of an id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.index()]
    }

    /// The file at a path from the root.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.by_path.get(path).copied()
    }

    /// All files whose path starts with `prefix`, in order of path.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (SourceId, &'a Source)> {
        self.by_path
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(_, &id)| (id, self.get(id)))
    }

    /// The error of a file that could not be read when it was wanted, or was another on the disk when it was wanted again; see
    /// [`Sources::read_once`]. Blanks stood in for its text.
    ///
    /// # Errors
    /// The first such file.
    pub fn torn(&self) -> Result<(), ReadError> {
        let torn = |file: &Arc<Source>| match &file.body {
            Body::Once(once) => once.torn(),
            _ => None,
        };
        self.files.iter().find_map(torn).map_or(Ok(()), Err)
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
