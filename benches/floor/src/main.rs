//! The least that a build needs: what no program can do without that reads the same files and writes the same ones.
//!
//!     floor SITE BUILD OUT
//!
//! Reads every file below `SITE/content`, parses YAML into generic values, splits figures (CSV), renders Markdown, and writes the
//! files of `BUILD`, a finished build of the site that was read into memory before the clock started, below `OUT`, which must not be
//! there. Nothing is resolved, checked, laid out or linked. Prints the seconds on the clock and those of all cores.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [site, build, out] = &arguments[..] else { return Err("floor SITE BUILD OUT".into()) };
    let mut paths = Vec::new();
    walk(build, &mut paths)?;
    let read = |path: &PathBuf| Ok((out.join(path.strip_prefix(build)?), fs::read(path)?));
    let files = paths.par_iter().map(read).collect::<Result<Vec<_>>>()?;

    let (start, before) = (Instant::now(), cpu_seconds()?);
    let mut content = Vec::new();
    walk(&site.join("content"), &mut content)?;
    let made: usize = content.par_iter().map(|path| work(path)).sum::<Result<usize>>()?;
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    folders.into_iter().try_for_each(fs::create_dir_all)?;
    files.par_iter().try_for_each(|(path, bytes)| fs::write(path, bytes))?;
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds()? - before);

    // What was made is asked for, so that no compiler leaves it out.
    if made == 0 {
        return Err(format!("there is no content in {}", site.display()).into());
    }
    println!("{wall:.6} {cpu:.6}");
    Ok(())
}

/// Reads one file and does with it what its kind needs; gives how much came of it.
fn work(path: &Path) -> Result<usize> {
    let bytes = fs::read(path)?;
    Ok(match path.extension().and_then(|ending| ending.to_str()) {
        Some("yaml") => match serde_yaml::from_slice(&bytes)? {
            serde_yaml::Value::Mapping(fields) => fields.len(),
            _ => 1,
        },
        Some("md") => {
            let text = std::str::from_utf8(&bytes)?;
            let mut out = String::with_capacity(text.len() * 3 / 2);
            html::push_html(&mut out, Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
            out.len()
        }
        Some("csv") => {
            let rows = std::str::from_utf8(&bytes)?.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>());
            rows.filter(|cells| cells.get(2).is_some_and(|figure| figure.parse::<f64>().is_ok())).count()
        }
        _ => bytes.len(),
    })
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => walk(&entry.path(), paths)?,
            false => paths.push(entry.path()),
        }
    }
    Ok(())
}

/// What all threads of this program have worked so far, to the nanosecond: the pool's threads live as long as it does.
fn cpu_seconds() -> Result<f64> {
    let mut nanoseconds = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let text = fs::read_to_string(task?.path().join("schedstat"))?;
        nanoseconds += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(nanoseconds as f64 / 1e9)
}
