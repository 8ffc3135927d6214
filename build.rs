//! The files that the binary holds, and a mark of all that it is made of.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::{env, fs, io};

/// A theme file, or one of the starting site, that is added or removed changes the binary, which the embedding macro alone would
/// not notice. Two programs of one version may differ while it is worked on: `build` tells by the mark whether the same
/// program made what stands in the output folder.
fn main() -> io::Result<()> {
    let mut mark = DefaultHasher::new();
    for made_of in ["src", "themes", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={made_of}");
        if Path::new(made_of).exists() {
            add(Path::new(made_of), &mut mark)?;
        }
    }
    let features = env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_") || name == "TARGET");
    let mut features: Vec<_> = features.collect();
    features.sort();
    features.hash(&mut mark);
    println!("cargo:rustc-env=TRUSTPRESS_MADE_OF={:016x}", mark.finish());
    Ok(())
}

fn add(path: &Path, mark: &mut DefaultHasher) -> io::Result<()> {
    path.hash(mark);
    if !path.is_dir() {
        fs::read(path)?.hash(mark);
        return Ok(());
    }
    let mut inside: Vec<_> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| add(path, mark))
}
