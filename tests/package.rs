//! The packed crate holds what the program is built from, and nothing of the content that only tests need.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The paths of the files that would be packed.
fn packed() -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    let output = command.args(["package", "--list", "--allow-dirty", "--offline"]).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.replace('\\', "/")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root().join(folder)).into_iter().map(|entry| entry.unwrap());
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn it_holds_what_is_built_from_and_no_more() {
    let packed = packed();
    for folder in ["src", "themes"] {
        for file in files_below(folder) {
            let path = file.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            assert!(packed.contains(&path), "{path} is not packed");
        }
    }
    for file in ["build.rs", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "docs/goal-page.png"] {
        assert!(packed.contains(file), "{file} is not packed");
    }
    let foreign = |path: &&String| ["content/", "tests/", "benches/", ".ci/"].iter().any(|folder| path.starts_with(folder));
    assert_eq!(packed.iter().find(foreign), None);
    let size: u64 = packed.iter().filter_map(|path| std::fs::metadata(root().join(path)).ok()).map(|file| file.len()).sum();
    assert!(size < 5_000_000, "{size} bytes are much for a crate");
}

/// A file that is taken into the program must be one that is packed.
#[test]
fn the_code_takes_in_files_of_the_crate_alone() {
    for file in files_below("src").into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        for taken in text.split("include_").skip(1).filter_map(|rest| rest.split_once("!(\"")).map(|(_, rest)| rest) {
            let name = taken.split('"').next().unwrap();
            let path = match name.strip_prefix("$CARGO_MANIFEST_DIR/") {
                Some(path) => root().join(path),
                None => file.parent().unwrap().join(name),
            };
            let path = path.canonicalize().unwrap_or_else(|_| panic!("{}: {name} is not there", file.display()));
            let room = path.strip_prefix(root().canonicalize().unwrap()).unwrap();
            assert!(room.starts_with("src") || room.starts_with("themes"), "{}: {name} is not packed", file.display());
        }
    }
}
