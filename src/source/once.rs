//! A file whose bytes are let go once somebody has used them, and read again if they are asked for after all.
//!
//! A large site has tens of megabytes of texts, and once they are decoded a build without problems looks at none of them again.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

#[derive(Debug)]
pub(super) struct Once {
    path: PathBuf,
    length: usize,
    sha256: [u8; 32],
    first: Mutex<Option<Vec<u8>>>,
    again: OnceLock<Again>,
}

/// The bytes that are kept, once they have been asked for by reference.
#[derive(Debug)]
struct Again {
    bytes: Vec<u8>,
    /// Whether the disk had others by then. Blanks stand in their place, so that every place is one still.
    is_torn: bool,
}

impl Once {
    /// The file at a path of the disk, with the bytes that were read there.
    pub(super) fn new(path: &Path, bytes: Vec<u8>) -> Once {
        let sha256 = Sha256::digest(&bytes).into();
        Once { path: path.to_path_buf(), length: bytes.len(), sha256, first: Mutex::new(Some(bytes)), again: OnceLock::new() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The SHA-256 of the bytes that were read first.
    pub(super) fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The bytes, kept from now on.
    pub(super) fn kept(&self) -> &[u8] {
        &self.again.get_or_init(|| self.take()).bytes
    }

    /// Does something with the bytes and lets go of them, unless they are kept.
    pub(super) fn with<T>(&self, act: impl FnOnce(&[u8]) -> T) -> T {
        if let Some(again) = self.again.get() {
            return act(&again.bytes);
        }
        let taken = self.take();
        let done = act(&taken.bytes);
        if taken.is_torn {
            _ = self.again.set(taken);
        }
        done
    }

    /// Whether the disk had other bytes when they were asked for again.
    pub(super) fn is_torn(&self) -> bool {
        self.again.get().is_some_and(|again| again.is_torn)
    }

    fn take(&self) -> Again {
        if let Some(bytes) = self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Again { bytes, is_torn: false };
        }
        match std::fs::read(&self.path) {
            Ok(bytes) if Sha256::digest(&bytes)[..] == self.sha256 => Again { bytes, is_torn: false },
            _ => Again { bytes: vec![b' '; self.length], is_torn: true },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_let_go_is_read_again_and_never_taken_for_something_else() {
        let folder = tempfile::tempdir().expect("the system has one");
        let path = folder.path().join("a.md");
        std::fs::write(&path, "Words").expect("it can be written");
        let file = || Once::new(&path, b"Words".to_vec());
        let (same, other, gone) = (file(), file(), file());
        for once in [&same, &other, &gone] {
            assert_eq!(once.with(<[u8]>::len), 5);
        }
        assert_eq!(same.with(<[u8]>::to_vec), b"Words");
        assert_eq!(same.kept(), b"Words");
        std::fs::write(&path, "Others").expect("it can be written");
        assert_eq!(other.kept(), b"     ");
        std::fs::remove_file(&path).expect("it is there");
        assert_eq!(gone.with(<[u8]>::to_vec), b"     ");
        assert_eq!([&same, &other, &gone].map(Once::is_torn), [false, true, true]);
        assert_eq!(same.kept(), b"Words");
    }
}
