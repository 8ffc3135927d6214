//! The steps of a tutorial, carried out in a folder of its own with the real program.
//!
//! What a step does stands in the sentence above its block: "Make the file `PATH`:", "In `PATH`, find:" and "and make it:",
//! "In `PATH`, take out:", "In `PATH`, the line that starts with `WORD` becomes:", "At the end of `PATH`, add:". A block of `sh` is
//! typed line by line; one of `text` is what the last command said. Any other block is a mistake in the tutorial.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::markdown::Block;

pub struct Followed {
    _place: TempDir,
    /// Where the reader is.
    folder: PathBuf,
    /// What the last command said.
    said: String,
    /// Whether it failed: only a command whose words the tutorial shows may.
    failed: Option<String>,
    /// What a step has told to find.
    found: Option<(String, String)>,
}

impl Followed {
    pub fn new() -> Followed {
        let place = TempDir::new().unwrap();
        let folder = place.path().to_path_buf();
        Followed { _place: place, folder, said: String::new(), failed: None, found: None }
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
    }

    pub fn step(&mut self, block: &Block) {
        let lead = last_sentence(&block.lead);
        let names: Vec<&str> = lead.split('`').skip(1).step_by(2).collect();
        match (block.info.as_str(), names.as_slice()) {
            ("sh", _) => block.text.lines().for_each(|line| self.command(line)),
            ("text", _) => self.has_said(&block.text),
            (_, [path]) if lead.starts_with("Make the file") => {
                assert!(!self.folder.join(path).exists(), "{path} is there already");
                self.write(path, block.text.clone());
            }
            (_, [path]) if lead.ends_with("find:") => self.found = Some((path.to_string(), block.text.clone())),
            (_, []) if lead == "and make it:" => {
                let (path, old) = self.found.take().expect("something to find comes first");
                self.replace(&path, &old, &block.text);
            }
            (_, [path]) if lead.ends_with("take out:") => self.replace(path, &block.text, ""),
            (_, [path, word]) if lead.ends_with("becomes:") => {
                let text = self.read(path);
                let old: Vec<&str> = text.lines().filter(|line| line.starts_with(word)).collect();
                let [old] = old[..] else { panic!("{path}: not one line starts with {word}") };
                self.replace(path, &format!("{old}\n"), &block.text);
            }
            (_, [path]) if lead.starts_with("At the end of") => {
                let text = self.read(path) + &block.text;
                self.write(path, text);
            }
            _ => panic!("nobody can tell what to do with the block below: {}", block.lead),
        }
        // What fails must be shown to fail.
        if block.info != "sh" {
            assert_eq!(self.failed, None);
        }
    }

    fn write(&self, path: &str, text: String) {
        fs::write(self.folder.join(path), text).unwrap_or_else(|cause| panic!("{path}: {cause}"));
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "{path} has not once: {old}");
        self.write(path, text.replace(old, new));
    }

    fn has_said(&mut self, text: &str) {
        let lines = || self.said.lines().map(without_times);
        for line in text.lines() {
            assert!(lines().any(|said| said == without_times(line)), "it does not say: {line}\n{}", self.said);
        }
        self.failed = None;
    }

    fn command(&mut self, line: &str) {
        assert_eq!(self.failed.take(), None);
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["cd", folder] => self.folder = self.folder.join(folder),
            ["trustpress", "serve", ..] => self.serve(),
            _ => {
                let program = Path::new(env!("CARGO_BIN_EXE_trustpress"));
                let path = std::env::var("PATH").unwrap_or_default();
                let path = format!("{}:{path}", program.parent().expect("a program is in a folder").display());
                let output = Command::new("sh").args(["-c", line]).current_dir(&self.folder).env("PATH", path).output().unwrap();
                self.said = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
                self.failed = (!output.status.success()).then(|| format!("{line}\n{}", self.said));
            }
        }
    }

    /// The preview comes up, without a browser.
    fn serve(&self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
        let mut preview = command.arg("serve").current_dir(&self.folder).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(preview.stderr.take().unwrap());
        let is_up = said.lines().map_while(Result::ok).any(|line| line.contains("Preview at http://127.0.0.1:"));
        preview.kill().unwrap();
        preview.wait().unwrap();
        assert!(is_up, "there is no preview");
    }
}

/// The sentence that ends in the colon above a block.
fn last_sentence(lead: &str) -> &str {
    // A full stop inside a name is no end.
    lead.rsplit_once(". ").map_or(lead, |(_, last)| last)
}

/// The words without how long something took.
fn without_times(line: &str) -> String {
    line.split_once(" (")
        .filter(|(_, rest)| rest.ends_with(" ms)") || rest.ends_with(" s)"))
        .map_or(line, |(words, _)| words)
        .to_string()
}
