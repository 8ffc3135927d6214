//! A build that is killed, at any moment, leaves a whole old or a whole new site; and the next one clears away what is left.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trustpress::output::{Manifest, verify};

/// A site of some pages, every one of which says which edition it is.
fn write(root: &Path, edition: &str) {
    let strategy = root.join("content/hill/2026");
    fs::create_dir_all(&strategy).unwrap();
    fs::write(root.join("content/site.yaml"), format!("title: Edition {edition}\n")).unwrap();
    fs::write(root.join("content/hill/trust.yaml"), "name: Hill\n").unwrap();
    let goals: String = (0..25).map(|at| format!("  - {{ id: g{at}, title: Goal {at} }}\n")).collect();
    fs::write(strategy.join("strategy.yaml"), format!("title: Plan\ngoals:\n{goals}")).unwrap();
}

fn command(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
    command.args(["build", "--quiet", "--as-of", "2026-01-01"]).current_dir(root).stderr(Stdio::null());
    command
}

/// The fingerprint of a built site, which names every byte of it.
fn manifest(root: &Path) -> String {
    fs::read_to_string(root.join("output/manifest.json")).unwrap()
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let place = TempDir::new().unwrap();
    let root = place.path();
    let mut lasted = Duration::ZERO;
    let editions = ["one", "two"].map(|edition| {
        write(root, edition);
        let start = Instant::now();
        assert!(command(root).status().unwrap().success());
        lasted = start.elapsed();
        manifest(root)
    });
    assert_ne!(editions[0], editions[1]);
    let output = root.join("output");
    fs::create_dir(output.join(".git")).unwrap();
    fs::write(output.join(".git/HEAD"), "ref").unwrap();

    const KILLS: u32 = 60;
    let mut killed = 0;
    for turn in 0..KILLS {
        write(root, ["one", "two"][turn as usize % 2]);
        let mut build = command(root).spawn().unwrap();
        // From the start to a little after the usual end.
        std::thread::sleep(lasted * turn / KILLS * 5 / 4);
        if build.try_wait().unwrap().is_none() {
            killed += 1;
        }
        let _ = build.kill();
        build.wait().unwrap();
        assert!(editions.contains(&manifest(root)), "after turn {turn}");
        assert_eq!(verify(&output, &Manifest::of(&output).unwrap()).unwrap(), [], "after turn {turn}");
    }
    assert!(killed > KILLS / 4, "most were killed before they ended: {killed}");

    write(root, "one");
    assert!(command(root).status().unwrap().success());
    assert_eq!(manifest(root), editions[0]);
    assert_eq!(fs::read_to_string(output.join(".git/HEAD")).unwrap(), "ref");
    let mut names: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["content", "output"], "nothing is left beside");
}

/// A disk that takes no more: the system refuses to make a file larger than the limit.
#[test]
fn a_disk_that_is_full_loses_nothing() {
    let place = TempDir::new().unwrap();
    let root = place.path();
    write(root, "one");
    assert!(command(root).status().unwrap().success());
    let before = manifest(root);
    write(root, "two");
    let program = env!("CARGO_BIN_EXE_trustpress");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec '{program}' build");
    let told = Command::new("bash").args(["-c", &script]).current_dir(root).output().expect("there is a bash");
    let words = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{words}");
    assert!(words.contains("could not write the file"), "{words}");
    assert_eq!(manifest(root), before);
    assert_eq!(verify(&root.join("output"), &Manifest::of(&root.join("output")).unwrap()).unwrap(), []);
}
