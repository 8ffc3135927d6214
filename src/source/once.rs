//! A file whose bytes are read when somebody wants to use them, let go after that, and read again if they are asked for after all.
//!
//! A large site has tens of megabytes of texts, and once they are decoded a build without problems looks at none of them again. Those
//! that are read, decoded and let go one after the other take the same memory.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

use super::ReadError;

#[derive(Debug)]
pub(super) struct Once {
    path: PathBuf,
    /// What was read first.
    seen: OnceLock<Seen>,
    /// The bytes that were read for their fingerprint alone, and that nobody has used yet.
    unused: Mutex<Option<Vec<u8>>>,
    kept: OnceLock<Taken>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    length: usize,
    sha256: [u8; 32],
}

/// Bytes to work with.
#[derive(Debug)]
struct Taken {
    bytes: Vec<u8>,
    /// Why the disk did not have those that were read first. Blanks stand in their place, so that every place is one still.
    torn: Option<String>,
}

const CHANGED: &str = "it was changed in the meantime; run the command again";

impl Once {
    /// The file at a path of the disk, which is not read yet.
    pub(super) fn new(path: PathBuf) -> Once {
        Once { path, seen: OnceLock::new(), unused: Mutex::new(None), kept: OnceLock::new() }
    }

    /// The SHA-256 of the bytes that were read first.
    ///
    /// # Errors
    /// A file that was not read yet, and cannot be.
    pub(super) fn sha256(&self) -> Result<[u8; 32], ReadError> {
        if let Some(seen) = self.seen.get() {
            return Ok(seen.sha256);
        }
        let bytes = super::disk::bytes(&self.path)?;
        let now = Seen::of(&bytes);
        let seen = self.seen.get_or_init(|| now);
        if *seen == now {
            *self.unused.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes);
        }
        Ok(seen.sha256)
    }

    /// The bytes, kept from now on.
    pub(super) fn kept(&self) -> &[u8] {
        &self.kept.get_or_init(|| self.take()).bytes
    }

    /// Does something with the bytes and lets go of them, unless they are kept.
    pub(super) fn with<T>(&self, act: impl FnOnce(&[u8]) -> T) -> T {
        if let Some(kept) = self.kept.get() {
            return act(&kept.bytes);
        }
        let taken = self.take();
        let done = act(&taken.bytes);
        if taken.torn.is_some() {
            _ = self.kept.set(taken);
        }
        done
    }

    /// The error of a file that could not be read when its bytes were asked for, or that had others by then.
    pub(super) fn torn(&self) -> Option<ReadError> {
        let why = self.kept.get()?.torn.as_ref()?;
        Some(ReadError::new("the file", &self.path, std::io::Error::other(why.clone())))
    }

    fn take(&self) -> Taken {
        if let Some(bytes) = self.unused.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Taken { bytes, torn: None };
        }
        let why = match std::fs::read(&self.path) {
            Ok(bytes) => {
                let now = Seen::of(&bytes);
                if *self.seen.get_or_init(|| now) == now {
                    return Taken { bytes, torn: None };
                }
                CHANGED.to_string()
            }
            Err(cause) if self.seen.get().is_none() => super::plain_cause(&cause),
            Err(_) => CHANGED.to_string(),
        };
        Taken { bytes: vec![b' '; self.seen.get().map_or(0, |seen| seen.length)], torn: Some(why) }
    }
}

impl Seen {
    fn of(bytes: &[u8]) -> Seen {
        Seen { length: bytes.len(), sha256: Sha256::digest(bytes).into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_let_go_is_read_again_and_never_taken_for_something_else() {
        let folder = tempfile::tempdir().expect("the system has one");
        let path = folder.path().join("a.md");
        let file = || Once::new(path.clone());
        let (early, never) = (file(), file());
        assert_eq!(early.with(<[u8]>::to_vec), b"");
        assert!(never.sha256().is_err());
        std::fs::write(&path, "Words").expect("it can be written");
        let (same, other, gone, late) = (file(), file(), file(), file());
        for once in [&same, &other, &gone] {
            assert_eq!(once.with(<[u8]>::len), 5);
        }
        assert_eq!(late.sha256().expect("it is there")[..], Sha256::digest("Words")[..]);
        assert_eq!(same.with(<[u8]>::to_vec), b"Words");
        assert_eq!(same.kept(), b"Words");
        std::fs::write(&path, "Others").expect("it can be written");
        assert_eq!(other.kept(), b"     ");
        assert_eq!(late.with(<[u8]>::to_vec), b"Words");
        std::fs::remove_file(&path).expect("it is there");
        assert_eq!(gone.with(<[u8]>::to_vec), b"     ");
        let is_torn = |once: &Once| once.torn().is_some();
        assert_eq!([&same, &other, &gone, &late, &early].map(is_torn), [false, true, true, false, true]);
        assert_eq!(same.kept(), b"Words");
        assert!(early.torn().is_some_and(|error| error.to_string().ends_with("it does not exist")));
    }
}
