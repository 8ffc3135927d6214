//! A project on the disk, and the ways in which programs write files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::random::Random;

/// All files by their paths from the root, with their bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A way of saving a file.
#[derive(Clone, Copy, Debug)]
pub enum Save {
    InPlace,
    /// A hidden file is written, and takes the other's name: no moment shows half a file, or none.
    Renamed,
    /// The same, with a file that is no secret: `sed -i`.
    Sed,
    /// The old file is set aside, and the new one written where it was.
    Vim,
    /// The file is emptied, and written in two parts with a pause.
    Halves,
    Anew,
}

const SAVES: &[Save] = &[Save::InPlace, Save::Renamed, Save::Sed, Save::Vim, Save::Halves, Save::Anew];

pub struct Disk {
    pub root: PathBuf,
}

impl Disk {
    /// What stands below `content/` and `themes/`.
    pub fn tree(&self) -> Tree {
        let folders = ["content", "themes"].map(|name| self.root.join(name));
        let found = folders.iter().filter(|folder| folder.exists()).flat_map(|folder| {
            walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("nobody else changes the project"))
        });
        let files = found.filter(|entry| entry.file_type().is_file());
        files.map(|entry| (self.name(entry.path()), fs::read(entry.path()).expect("it was there just now"))).collect()
    }

    /// All folders below `content/` and `themes/`.
    pub fn folders(&self) -> Vec<String> {
        let all = ["content", "themes"].map(|name| self.root.join(name));
        let found = all.iter().filter(|folder| folder.exists()).flat_map(|folder| walkdir::WalkDir::new(folder).min_depth(1));
        let folders = found.filter_map(|entry| entry.ok().filter(|entry| entry.file_type().is_dir()));
        folders.map(|entry| self.name(entry.path())).collect()
    }

    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).expect("all is below the root");
        below.to_str().expect("our names are UTF-8").replace('\\', "/")
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file, and the folders above it.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let file = self.at(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("folders can be made");
        fs::write(file, bytes).expect("files can be written");
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap_or_else(|cause| panic!("{from} to {to}: {cause}"));
    }

    /// Saves a file in some way, and says in which.
    pub fn save(&self, path: &str, bytes: &[u8], random: &mut Random) -> Save {
        let how = *random.pick(SAVES).expect("there are ways");
        self.save_as(how, path, bytes, random);
        how
    }

    pub fn save_as(&self, how: Save, path: &str, bytes: &[u8], random: &mut Random) {
        let file = self.at(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        fs::create_dir_all(self.at(folder)).expect("folders can be made");
        let beside = |name: &str| format!("{folder}/{name}");
        match how {
            Save::InPlace => self.put(path, bytes),
            Save::Renamed | Save::Sed => {
                let new = beside(if matches!(how, Save::Sed) { "sedKx8Qn2" } else { ".goal.md.tmp.4913" });
                self.put(&new, bytes);
                self.rename(&new, path);
            }
            Save::Vim => {
                let old = format!("{path}~");
                self.put(&beside("4913"), b"");
                fs::remove_file(self.at(&beside("4913"))).expect("it was made just now");
                if file.exists() {
                    self.rename(path, &old);
                }
                self.put(path, bytes);
                if self.at(&old).exists() {
                    fs::remove_file(self.at(&old)).expect("it was made just now");
                }
            }
            Save::Halves => {
                let mut half = File::create(&file).expect("files can be written");
                let (first, second) = bytes.split_at(random.below(bytes.len() + 1));
                half.write_all(first).expect("files can be written");
                thread::sleep(Duration::from_millis(random.below(80) as u64));
                half.write_all(second).expect("files can be written");
            }
            Save::Anew => {
                if file.exists() {
                    fs::remove_file(&file).expect("it was there just now");
                }
                self.put(path, bytes);
            }
        }
    }

    /// Makes the project what it was, file by file, in any order.
    pub fn restore(&self, tree: &Tree, random: &mut Random) {
        let now = self.tree();
        let mut paths: Vec<&String> = tree
            .keys()
            .chain(now.keys().filter(|path| !tree.contains_key(*path)))
            .filter(|path| tree.get(*path) != now.get(*path))
            .collect();
        random.shuffle(&mut paths);
        for path in paths {
            match tree.get(path) {
                Some(bytes) => drop(self.save(path, bytes, random)),
                None => fs::remove_file(self.at(path)).expect("it was there just now"),
            }
        }
    }
}
