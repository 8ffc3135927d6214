//! Changes of several files: renames, deletions, new folders, switches of branches.

use std::fs;

use super::changes::{Author, Change, at_once, step};

impl Author {
    /// Two files change their names with each other: sizes and times go along.
    pub fn swap(&mut self) -> Option<Change> {
        let one = self.some_file(|path| path.ends_with(".md"))?;
        let other = self.some_file(|path| path.ends_with(".md") && path != one)?;
        self.disk.rename(&one, "aside.md");
        self.disk.rename(&other, &one);
        self.disk.rename("aside.md", &other);
        Some(step(&format!("swap {one} and {other}")))
    }

    /// Gives an item, a topic, a trust or a strategy another id, and mends what names it.
    pub fn rename_with_references(&mut self) -> Option<Change> {
        let tree = self.disk.tree();
        let content = || tree.iter().filter(|(path, _)| path.starts_with("content/"));
        let mut ids: Vec<String> = content()
            .filter(|(path, _)| path.ends_with(".yaml"))
            .flat_map(|(_, bytes)| {
                String::from_utf8_lossy(bytes)
                    .lines()
                    .filter_map(|line| Some(line.trim().strip_prefix("- id: ")?.to_string()))
                    .collect::<Vec<_>>()
            })
            .collect();
        let folders = content().filter(|(path, _)| path.ends_with("strategy.yaml"));
        ids.extend(folders.flat_map(|(path, _)| path.split('/').skip(1).take(2).map(str::to_string).collect::<Vec<_>>()));
        let old = self.random.pick(&ids)?.clone();
        let base = old.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
        let new = format!("{base}-{}", self.number);
        let files_first = self.random.once_in(2);
        if files_first {
            self.rename_paths(&old, &new);
        }
        for (path, bytes) in self.disk.tree() {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let mended = replace_word(&text, &old, &new);
            if path.starts_with("content/") && mended != text {
                self.disk.save(&path, mended.as_bytes(), &mut self.random);
            }
        }
        if !files_first {
            self.rename_paths(&old, &new);
        }
        Some(step(&format!("{old} is called {new} everywhere")))
    }

    fn rename_paths(&mut self, old: &str, new: &str) {
        for path in self.disk.tree().into_keys().filter(|path| path.starts_with("content/")) {
            let (folder, name) = path.rsplit_once('/').expect("a file stands in a folder");
            if let Some(ending) = name.strip_prefix(old).filter(|rest| rest.starts_with('.')) {
                self.disk.rename(&path, &format!("{folder}/{new}{ending}"));
            }
        }
        let mut folders = self.disk.folders();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.len())); // what stands below goes first
        for path in folders.iter().filter(|path| path.starts_with("content/")) {
            let (folder, name) = path.rsplit_once('/').expect("it stands in content/");
            if name == old {
                self.disk.rename(path, &format!("{folder}/{new}"));
            }
        }
    }

    pub fn rename(&mut self) -> Option<Change> {
        let mut all = self.disk.folders();
        all.extend(self.disk.tree().into_keys());
        let path = self.random.pick(&all)?.clone();
        let (before, ending) = path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).unwrap_or((&path, ""));
        let dot = if ending.is_empty() { "" } else { "." };
        let to = format!("{before}-{}{dot}{ending}", self.number);
        self.disk.rename(&path, &to);
        Some(at_once(&format!("rename {path} to {to}")))
    }

    pub fn delete(&mut self) -> Option<Change> {
        if self.random.once_in(2) {
            let path = self.some_file(|_| true)?;
            fs::remove_file(self.disk.at(&path)).expect("it was there just now");
            return Some(at_once(&format!("delete {path}")));
        }
        let folders = self.disk.folders();
        let path = self.random.pick(&folders)?;
        fs::remove_dir_all(self.disk.at(path)).expect("it was there just now");
        Some(step(&format!("delete the folder {path}")))
    }

    pub fn delete_and_restore(&mut self) -> Option<Change> {
        let before = self.disk.tree();
        let words = self.delete()?.words;
        self.pause(120);
        self.disk.restore(&before, &mut self.random);
        Some(step(&format!("{words}, and undo it")))
    }

    /// A trust, a strategy or updates, in new folders that have their files at once.
    pub fn add_folders_with_files(&mut self) -> Option<Change> {
        let number = self.number;
        let trusts =
            self.disk.folders().iter().filter(|path| path.matches('/').count() == 1 && path.starts_with("content/")).count();
        if trusts > 5 {
            return None;
        }
        let base = format!("content/new-{number}");
        let strategy =
            format!("title: Plan {number}\ngoals:\n  - id: hope\n    title: Hope {number}\n    topics:\n      health: main\n");
        let mut files = vec![
            ("trust.yaml", format!("name: New {number}\n")),
            ("plan/strategy.yaml", strategy),
            ("plan/hope.md", format!("We hope for {number}.\n")),
            ("plan/updates/first.md", "---\ndate: 2025-11-01\ntitle: A start\n---\nIt begins.\n".to_string()),
            ("plan/a/b/c/ü map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n".to_string()),
        ];
        self.random.shuffle(&mut files);
        let made_elsewhere = self.random.once_in(2);
        let folder = if made_elsewhere { "made" } else { &base };
        for (path, text) in files {
            self.disk.put(&format!("{folder}/{path}"), text.as_bytes());
        }
        if made_elsewhere {
            self.disk.rename("made", &base);
        }
        Some(step(&format!("new folder {base}{}", if made_elsewhere { ", moved here" } else { "" })))
    }

    pub fn several_at_once(&mut self) -> Option<Change> {
        let kinds = [Author::reword, Author::retitle, Author::readings, Author::media, Author::theme, Author::hide_or_show];
        let mut words = Vec::new();
        for _ in 0..self.random.below(10) + 2 {
            self.number += 1;
            let kind = self.random.pick(&kinds)?;
            words.extend(kind(self).map(|change| change.words));
        }
        Some(step(&words.join("; ")))
    }

    pub fn switch_branch(&mut self) -> Option<Change> {
        // To the first state most often: so the project does not wander off for ever.
        let to = if self.random.once_in(2) { 0 } else { self.random.below(self.good.len()) };
        let tree = self.good[to].clone();
        self.disk.restore(&tree, &mut self.random);
        Some(step(&format!("switch to state {to}")))
    }

    pub fn content_away(&mut self) -> Option<Change> {
        if self.random.once_in(2) {
            fs::remove_dir_all(self.disk.at("content")).expect("it was there just now");
            return Some(step("content/ is deleted"));
        }
        self.set_content_aside();
        Some(at_once("content/ is moved away"))
    }

    pub fn content_away_and_back(&mut self) -> Option<Change> {
        self.set_content_aside();
        self.pause(700);
        self.disk.rename("aside", "content");
        Some(step("content/ is moved away and back"))
    }

    fn set_content_aside(&mut self) {
        let _ = fs::remove_dir_all(self.disk.at("aside")); // there need be none
        self.disk.rename("content", "aside");
    }
}

/// The text with every whole word `old` as `new`. A hyphen belongs to a word.
fn replace_word(text: &str, old: &str, new: &str) -> String {
    let of_word = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let whole = !before.ends_with(of_word) && !after.starts_with(of_word);
        made += before;
        made += if whole { new } else { old };
        rest = after;
    }
    made + rest
}
