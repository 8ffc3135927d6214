//! The list of a site's files, their sizes and fingerprints: what `manifest.json` says, and reading it back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{MANIFEST, Origin, Silent};
use crate::source::{ReadError, Source, Sources};

/// What a manifest says of one file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Entry {
    /// In bytes.
    pub size: u64,
    /// In hexadecimal digits, as `sha256sum` prints it.
    pub sha256: String,
}

impl Entry {
    pub fn of(bytes: &[u8]) -> Entry {
        Entry { size: bytes.len() as u64, sha256: fingerprint(bytes) }
    }
}

/// The SHA-256 of some bytes in hexadecimal digits.
pub fn fingerprint(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    text
}

/// The fingerprint of everything that a site is made from: of the lines that `sha256sum` prints for each of its files, in the
/// order of their paths. So it is the same on every machine, and anyone can work it out.
///
/// # Errors
/// A file that was there when the content was read is gone.
pub fn content_fingerprint(sources: &Sources) -> Result<String, ReadError> {
    let files: Vec<&Source> = sources.below("").map(|(_, file)| file).collect();
    let line = |file: &&Source| Ok(format!("{}  {}\n", digits(&file.sha256()?), file.path()));
    let lines: Vec<String> = files.par_iter().map(line).collect::<Result<_, ReadError>>()?;
    Ok(fingerprint(lines.concat().as_bytes()))
}

/// The text of a manifest. One file to a line, so that a published site kept in a repository shows small differences.
pub(super) fn text<'a>(origin: &Origin, keep: &[String], entries: impl Iterator<Item = (&'a str, &'a Entry)>) -> String {
    // A JSON value prints as its text, quoted and escaped.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let version = env!("CARGO_PKG_VERSION");
    let keep = if keep.is_empty() { String::new() } else { format!("\"keep\":{},", serde_json::Value::from(keep)) };
    let content = quoted(origin.content);
    let made = if origin.made.is_empty() { String::new() } else { format!("\"made\":{},", quoted(origin.made)) };
    let silent = origin.silent.map(|silent| format!("\"silent\":{},", serde_json::json!(silent))).unwrap_or_default();
    let mut text =
        format!("{{\"format\":1,\"generator\":\"trustpress {version}\",\"content\":{content},{made}{silent}{keep}\"files\":{{\n");
    for (at, (path, Entry { size, sha256 })) in entries.enumerate() {
        let comma = if at > 0 { ",\n" } else { "" };
        text += &format!(r#"{comma}{}:{{"size":{size},"sha256":"{sha256}"}}"#, quoted(path));
    }
    text += "\n}}\n";
    text
}

/// What a published site consists of, as its own manifest says.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    generator: String,
    /// See [`Origin::made`].
    #[serde(default)]
    pub(super) made: String,
    /// See [`Origin::silent`].
    #[serde(default)]
    pub(super) silent: Option<Silent>,
    /// What else may stand at the top of the folder.
    #[serde(default)]
    pub(super) keep: Vec<String>,
    #[serde(default)]
    pub(super) files: BTreeMap<String, Entry>,
}

/// Why a manifest is of no use.
#[derive(Debug)]
pub(super) enum Unusable {
    Read(io::Error),
    /// It is no manifest of trustpress's.
    Foreign,
}

impl Manifest {
    /// Reads a manifest file.
    pub(super) fn read(file: &Path) -> Result<Manifest, Unusable> {
        let bytes = fs::read(file).map_err(Unusable::Read)?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| Unusable::Foreign)?;
        manifest.generator.starts_with("trustpress ").then_some(manifest).ok_or(Unusable::Foreign)
    }

    /// The manifest of a folder that trustpress made.
    pub(super) fn made_here(folder: &Path) -> Option<Manifest> {
        Manifest::read(&folder.join(MANIFEST)).ok()
    }

    /// The path of every file but the manifest itself, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The names at the top of the site's folder.
    pub(super) fn top_names(&self) -> BTreeSet<String> {
        self.paths().map(|path| path.split('/').next().unwrap_or(path).to_string()).collect()
    }
}
