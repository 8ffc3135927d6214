//! The list of a site's files, their sizes and fingerprints: what `manifest.json` says, and reading it back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::{MANIFEST, OutputError, failed};

/// What the manifest says of one file.
pub(super) struct Entry {
    pub size: u64,
    sha256: String,
}

impl Entry {
    pub fn of(bytes: &[u8]) -> Entry {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Entry { size: bytes.len() as u64, sha256 }
    }
}

/// The text of a manifest. One file to a line, so that a published site kept in a repository shows small differences.
pub(super) fn text(entries: &[(&str, Entry)]) -> String {
    let lines: Vec<String> = entries
        .iter()
        .map(|(path, Entry { size, sha256 })| {
            // A JSON value prints as its text, quoted and escaped.
            format!(r#"{}:{{"size":{size},"sha256":"{sha256}"}}"#, serde_json::Value::from(*path))
        })
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    format!("{{\"format\":1,\"generator\":\"trustpress {version}\",\"files\":{{\n{}\n}}}}\n", lines.join(",\n"))
}

/// The paths of all files that a manifest lists, in their order; `None` if the text is no manifest of trustpress.
pub fn paths(text: &[u8]) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Published {
        generator: String,
        files: BTreeMap<String, IgnoredAny>,
    }
    let published: Published = serde_json::from_slice(text).ok()?;
    published.generator.starts_with("trustpress ").then(|| published.files.into_keys().collect())
}

/// The same of a file, or of the folder that holds it.
///
/// # Errors
/// It cannot be read, or is something else.
pub fn read_paths(place: &Path) -> Result<Vec<String>, OutputError> {
    let file = if place.is_dir() { place.join(MANIFEST) } else { place.to_path_buf() };
    let text = fs::read(&file).map_err(failed("read the manifest", &file))?;
    paths(&text).ok_or(OutputError::NoManifest { file })
}

/// The names at the top of the folder that the trustpress which wrote its manifest made;
/// nothing if there is no manifest, or another program's.
pub(super) fn top_names(folder: &Path) -> Option<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Old {
        generator: String,
        #[serde(default)]
        files: BTreeMap<String, IgnoredAny>,
    }
    let old: Old = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    let top = |path: &str| path.split('/').next().unwrap_or(path).to_string();
    old.generator.starts_with("trustpress ").then(|| old.files.keys().map(|path| top(path)).collect())
}
