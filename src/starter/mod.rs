//! A small complete site to start from.
//!
//! In: the day, and a folder. Out: files in the folder that people make their own.
//!
//! Always true
//! - What is made has no problem on the day it is made.
//! - A file that exists is never touched; where there is content already, none is added to it.
//!
//! Not here: what the files mean.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::schema::{self, Kind};
use crate::source::plain_cause;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/starter/files");

/// What came of a start.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Started {
    /// The paths of the files that were made, with `/` between names.
    pub made: Vec<String>,
    /// Those that were there before, and were left alone.
    pub kept: Vec<String>,
    /// There was content already, so that none was made.
    pub had_content: bool,
}

/// A file or folder could not be made.
#[derive(Debug, thiserror::Error)]
#[error("could not make `{}`: {}", path.display(), plain_cause(cause))]
pub struct StartError {
    path: PathBuf,
    #[source]
    cause: io::Error,
}

/// The files of the starting site as of a day, by their path.
///
/// Dates in it are near that day, so that nothing is out of date from the start.
pub fn files(today: Date) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut folders = vec![&FILES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_str().expect("our own names are text").replace('\\', "/");
            // Under its own name it would act on this repository too.
            let path = if path == "gitignore" { ".gitignore".to_string() } else { path };
            files.push((path, filled(file.contents_utf8().expect("our own files are text"), today)));
        }
    }
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::StrategyJson) {
        let text = serde_json::to_string_pretty(&schema::of(kind)).expect("schemas are plain data");
        files.push((format!("schemas/{}.schema.json", kind.name()), text + "\n"));
    }
    files.sort();
    files
}

/// The text with its `@MARKS@` filled in.
fn filled(text: &str, today: Date) -> String {
    let year = today.year();
    let mut text = text
        .replace("@YEAR@", &year.to_string())
        .replace("@END@", &(year + 5).to_string())
        .replace("@TODAY@", &today.to_string())
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"));
    for back in 1..=8i32 {
        let month = today.first_of_month().saturating_sub(back.months());
        text = text.replace(&format!("@MONTH_{back}@"), &month.strftime("%Y-%m").to_string());
    }
    text
}

/// Makes the starting site in a folder, which may be there already and hold anything.
///
/// # Errors
/// A folder or file that cannot be made.
pub fn start(folder: &Path, today: Date) -> Result<Started, StartError> {
    let mut started = Started { had_content: folder.join("content").exists(), ..Started::default() };
    for (path, text) in files(today) {
        if started.had_content && path.starts_with("content/") {
            continue;
        }
        let file = folder.join(&path);
        let make = || {
            fs::create_dir_all(file.parent().expect("a file is in a folder"))?;
            File::create_new(&file)?.write_all(text.as_bytes())
        };
        match make() {
            Ok(()) => started.made.push(path),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => started.kept.push(path),
            Err(cause) => return Err(StartError { path: file, cause }),
        }
    }
    Ok(started)
}
