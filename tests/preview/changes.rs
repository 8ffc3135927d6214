//! What people, editors and version control do to a project, drawn at random.

use std::fs::{self, File, FileTimes};
use std::thread;
use std::time::Duration;

use super::disk::{Disk, Save, Tree};
use super::project::png;
use super::random::Random;

/// One step: its words for the log, and whether the disk went from one state to the other at once.
pub struct Change {
    pub words: String,
    pub at_once: bool,
}

/// Somebody at work on a project.
pub struct Author {
    pub disk: Disk,
    pub random: Random,
    /// States without errors, the first one first.
    pub good: Vec<Tree>,
    pub number: usize,
}

/// A kind of change.
type Kind = fn(&mut Author) -> Option<Change>;

/// How often each kind of change is drawn. One that has nothing to work on gives none, and another is drawn.
const KINDS: &[(usize, Kind)] = &[
    (14, Author::reword),
    (10, Author::retitle),
    (8, Author::hide_or_show),
    (7, Author::rename_with_references),
    (2, Author::rename),
    (5, Author::delete),
    (5, Author::add_folders_with_files),
    (4, Author::several_at_once),
    (3, Author::content_away),
    (3, Author::content_away_and_back),
    (6, Author::theme),
    (4, Author::site),
    (5, Author::readings),
    (5, Author::media),
    (3, Author::nothing_of_note),
    (9, Author::mistake),
    (3, Author::swap),
    (4, Author::edit_without_a_trace),
    (6, Author::switch_branch),
    (5, Author::delete_and_restore),
];

impl Author {
    pub fn new(disk: Disk, seed: u64) -> Author {
        let good = vec![disk.tree()];
        Author { disk, random: Random(seed), good, number: 0 }
    }

    /// Does something. While there are mistakes, most often they are mended.
    pub fn change(&mut self, there_are_mistakes: bool) -> Change {
        if !self.disk.at("content").exists() {
            return self.bring_back();
        }
        if there_are_mistakes && !self.random.once_in(3) {
            return self.undo();
        }
        let all: usize = KINDS.iter().map(|(weight, _)| weight).sum();
        loop {
            self.number += 1;
            let mut draw = self.random.below(all);
            let kind = KINDS.iter().find(|(weight, _)| {
                let found = draw < *weight;
                draw = draw.saturating_sub(*weight);
                found
            });
            let (_, kind) = kind.expect("the draw is below the sum");
            if let Some(change) = kind(self) {
                return change;
            }
        }
    }

    /// Makes a mistake, if there is anything to make one in.
    pub fn err(&mut self) -> Change {
        self.number += 1;
        self.mistake().unwrap_or_else(|| self.change(false))
    }

    /// Keeps the present state, to come back to: the first one and some of the later ones.
    pub fn remember(&mut self) {
        self.good.push(self.disk.tree());
        if self.good.len() > 12 {
            self.good.remove(6);
        }
    }

    fn undo(&mut self) -> Change {
        let last = self.good.last().expect("the first state is good").clone();
        self.disk.restore(&last, &mut self.random);
        step("undo all since the last good state")
    }

    fn bring_back(&mut self) -> Change {
        if self.random.once_in(2) && self.disk.at("aside").exists() {
            self.disk.rename("aside", "content");
            return step("content/ comes back");
        }
        self.undo();
        step("content/ is written anew")
    }

    pub fn reword(&mut self) -> Option<Change> {
        let path = self.some_file(|path| path.ends_with(".md"))?;
        let line = format!("Line {}.", self.number);
        let text = self.text(&path);
        let old = text.lines().find(|line| line.starts_with("Line ")).map(str::to_string);
        let new = old.map_or(format!("{text}\n{line}\n"), |old| text.replace(&old, &line));
        Some(self.save(&path, &new))
    }

    pub fn retitle(&mut self) -> Option<Change> {
        let path = self.some_file(|path| path.ends_with(".yaml") && path.starts_with("content/"))?;
        let text = self.text(&path);
        let fields = ["title: ", "name: ", "text: ", "description: ", "term: "];
        let lines: Vec<&str> =
            text.lines().filter(|line| fields.iter().any(|field| line.trim_start().starts_with(field))).collect();
        let line = (*self.random.pick(&lines)?).to_string();
        let (field, _) = line.split_once(": ").expect("it was found by its colon");
        let new = text.replacen(&line, &format!("{field}: Words {}", self.number), 1);
        Some(self.save(&path, &new))
    }

    /// Makes a draft or an embargo of something, or takes it away.
    pub fn hide_or_show(&mut self) -> Option<Change> {
        let can_hide = |path: &str| path.ends_with("strategy.yaml") || path.ends_with("trust.yaml") || path.contains("pages/");
        let path = self.some_file(|path| can_hide(path) || path.contains("updates/"))?;
        let text = self.text(&path);
        let hides = ["draft: true", "publish_from: 2030-01-01", "withdraw_on: 2025-06-01"];
        let is_hidden = |line: &&str| hides.contains(&line.trim());
        if let Some(line) = text.lines().find(is_hidden)
            && !self.random.once_in(4)
        {
            let new = text.replacen(&format!("{line}\n"), "", 1);
            return Some(self.save(&path, &new));
        }
        let hide = *self.random.pick(&hides)?;
        // At the top, or in an item.
        let items: Vec<&str> = text.lines().filter(|line| line.starts_with("  - id: ")).collect();
        let new = match (self.random.pick(&items).filter(|_| path.ends_with("strategy.yaml")), text.strip_prefix("---\n")) {
            (Some(item), _) => text.replacen(*item, &format!("{item}\n    {hide}"), 1),
            (None, Some(rest)) => format!("---\n{hide}\n{rest}"),
            (None, None) => format!("{hide}\n{text}"),
        };
        Some(self.save(&path, &new))
    }

    pub fn readings(&mut self) -> Option<Change> {
        let path = self.some_file(|path| path.ends_with("readings.csv") || path.contains("/readings/"))?;
        let text = self.text(&path);
        if self.random.once_in(6) {
            let folder = path.rsplit_once('/')?.0.trim_end_matches("/readings").to_string();
            return Some(
                self.save(
                    &format!("{folder}/readings/more.csv"),
                    &format!("measure,date,value,note\nhurt,2023,{},\n", self.number),
                ),
            );
        }
        let mut lines: Vec<&str> = text.lines().take(2).collect();
        let line = format!("hurt,2025,{},", self.number);
        lines.push(&line);
        Some(self.save(&path, &(lines.join("\n") + "\n")))
    }

    pub fn media(&mut self) -> Option<Change> {
        let path = self.some_file(|path| path.ends_with(".png") || path.ends_with(".svg"))?;
        if path.ends_with(".svg") {
            let old = self.text(&path);
            let colour = format!("{:06x}", self.number);
            let new = old.split("<!--").next()?.trim_end().to_string() + &format!("<!-- {colour} -->\n");
            return Some(self.save(&path, &new));
        }
        let size = self.random.below(3) as u8 + 1;
        let bytes = png(size, 4, self.number as u8);
        let how = self.disk.save(&path, &bytes, &mut self.random);
        Some(step(&format!("{how:?} {path}")))
    }

    fn site(&mut self) -> Option<Change> {
        let path = "content/site.yaml";
        let text = self.disk.at(path).exists().then(|| self.text(path))?;
        let choices = [
            ("base_url: https://plans.example/\n", ""),
            ("theme: base\n", "theme: nhs\n"),
            ("language: en\n", "notice: For trial.\n"),
        ];
        let (one, other) = *self.random.pick(&choices)?;
        let new = if text.contains(one) { text.replacen(one, other, 1) } else { text.replacen(other, "", 1) + one };
        Some(self.save(path, &new))
    }

    pub fn theme(&mut self) -> Option<Change> {
        let number = self.number;
        let files = [
            ("themes/base/tokens/palette-of-ours.css", format!("@layer tokens {{ :root {{ --ours: #{number:06x}; }} }}\n")),
            ("themes/base/strings/en.yaml", format!("skip: To part {number}\n")),
            ("themes/base/assets/mark.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 {number}\"/>\n")),
            (
                "themes/base/templates/layout.html",
                format!(
                    "{{% extends \"builtin/base/layout.html\" %}}\n{{% block footer %}}{{{{ super() }}}}<p>Foot {number}</p>{{% endblock footer %}}\n"
                ),
            ),
            ("themes/nhs/tokens/more.css", format!("@layer tokens {{ :root {{ --more: #{number:06x}; }} }}\n")),
        ];
        let (path, text) = self.random.pick(&files)?;
        if self.disk.at(path).exists() && self.random.once_in(4) {
            fs::remove_file(self.disk.at(path)).expect("it was there just now");
            return Some(at_once(&format!("delete {path}")));
        }
        Some(self.save(path, text))
    }

    /// Breaks a file in one move, so that what is shown must stay what it was.
    fn mistake(&mut self) -> Option<Change> {
        let path = self.some_file(|path| [".yaml", ".md", ".csv", ".html"].iter().any(|ending| path.ends_with(ending)))?;
        let text = self.text(&path);
        let end = path.rsplit_once('.')?.1;
        let new = match end {
            "yaml" => text + *self.random.pick(&["no_such_field: [ 1\n", "title: \"open\n", "\tx: 1\n"])?,
            "md" => text + *self.random.pick(&["\nSee [[nowhere/at-all]].\n", "\n[gone](gone.md)\n", "\n![](crossing.png)\n"])?,
            "csv" => text + "nothing-known,2025,1,\n",
            _ => text + "{% if %}\n",
        };
        self.disk.save_as(Save::Renamed, &path, new.as_bytes(), &mut self.random);
        Some(at_once(&format!("mistake in {path}")))
    }

    /// Another text of the same length, and the old time of change: neither size nor time tells of it.
    fn edit_without_a_trace(&mut self) -> Option<Change> {
        let path = self.some_file(|path| path.ends_with(".md") || path.ends_with(".csv"))?;
        let text = self.text(&path);
        let at = text.rfind(|letter: char| letter.is_ascii_digit())?;
        let other = if &text[at..=at] == "7" { "3" } else { "7" };
        let file = self.disk.at(&path);
        let time = fs::metadata(&file).and_then(|found| found.modified()).expect("the system knows times of change");
        fs::write(&file, format!("{}{other}{}", &text[..at], &text[at + 1..])).expect("files can be written");
        let open = File::options().write(true).open(&file).expect("it was written just now");
        open.set_times(FileTimes::new().set_modified(time)).expect("times can be set");
        Some(step(&format!("same size and time: {path}")))
    }

    /// What editors leave, the same bytes again, a new time: nothing that a reader could see.
    fn nothing_of_note(&mut self) -> Option<Change> {
        let path = self.some_file(|_| true)?;
        let bytes = fs::read(self.disk.at(&path)).expect("it was there just now");
        match self.random.below(3) {
            0 => self.disk.put(&path.replacen("content/", "content/.swap/", 1), &bytes),
            1 => drop(self.disk.save(&path, &bytes, &mut self.random)),
            _ => {
                self.disk.put(&format!("{path}~"), &bytes);
                fs::remove_file(self.disk.at(&format!("{path}~"))).expect("it was made just now");
            }
        }
        Some(step(&format!("nothing of note about {path}")))
    }

    fn save(&mut self, path: &str, text: &str) -> Change {
        let how = self.disk.save(path, text.as_bytes(), &mut self.random);
        Change { words: format!("{how:?} {path}"), at_once: matches!(how, Save::Renamed) }
    }

    pub fn some_file(&mut self, which: impl Fn(&str) -> bool) -> Option<String> {
        let files: Vec<String> = self.disk.tree().into_keys().filter(|path| which(path) && !path.contains("/.")).collect();
        self.random.pick(&files).cloned()
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.disk.at(path)).expect("our texts are UTF-8")
    }

    pub fn pause(&mut self, below: usize) {
        thread::sleep(Duration::from_millis(self.random.below(below) as u64));
    }
}

pub fn step(words: &str) -> Change {
    Change { words: words.to_string(), at_once: false }
}

pub fn at_once(words: &str) -> Change {
    Change { words: words.to_string(), at_once: true }
}
