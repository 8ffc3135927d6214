//! What is in the output folder already, byte for byte.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::MANIFEST;

/// Whether a plain file stands there with exactly these bytes. One that cannot be read does not.
pub(super) fn holds(file: &Path, bytes: &[u8]) -> bool {
    let alike = || -> std::io::Result<bool> {
        let found = fs::symlink_metadata(file)?;
        if !found.is_file() || found.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut there = Vec::with_capacity(bytes.len());
        File::open(file)?.read_to_end(&mut there)?;
        Ok(there == bytes)
    };
    alike().unwrap_or(false)
}

/// Whether the folder has no file and no folder beside what belongs in it: the manifest, the site's files and what stays.
pub(super) fn nothing_more(folder: &Path, paths: &[String], survivors: &[String]) -> bool {
    let files: HashSet<&str> = paths.iter().map(String::as_str).chain([MANIFEST]).collect();
    let mut folders: HashSet<&str> = HashSet::new();
    for path in paths {
        let mut above = path.as_str();
        while let Some((folder, _)) = above.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            above = folder;
        }
    }
    let stays = |entry: &walkdir::DirEntry| {
        entry.depth() == 1 && survivors.iter().any(|name| entry.file_name().to_str() == Some(name.as_str()))
    };
    let walk = walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_entry(|entry| !stays(entry));
    walk.into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let Ok(path) = entry.path().strip_prefix(folder) else { return false };
        let Some(path) = path.to_str().map(|path| path.replace('\\', "/")) else { return false };
        match entry.file_type() {
            kind if kind.is_file() => files.contains(path.as_str()),
            kind if kind.is_dir() => folders.contains(path.as_str()),
            _ => false,
        }
    })
}
