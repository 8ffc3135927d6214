//! The faults that previews of other site generators have had, each by its name.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::disk::{Disk, Save};
use super::random::Random;
use super::running::{PATIENCE, Running};
use super::{A_WHILE, Site, build, changed, project, settle};

const AIR: &str = "northgate/plan/air/index.html";
const STREETS: &str = "northgate/plan/streets/index.html";
const STRATEGY: &str = "content/northgate/plan/strategy.yaml";

/// A project of one's own, and a preview of it.
struct Watched {
    disk: Disk,
    preview: Running,
    place: TempDir,
}

fn watched(options: &[&str]) -> Watched {
    let place = project();
    let preview = Running::start(place.path(), options);
    Watched { disk: Disk { root: place.path().to_path_buf() }, preview, place }
}

impl Watched {
    /// Changes a file: `old`, which is in it, becomes `new`.
    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.disk.at(path)).unwrap();
        assert!(text.contains(old), "{path} has `{old}`");
        self.disk.put(path, text.replacen(old, new, 1).as_bytes());
    }

    /// Waits until every page is what a clean build writes, and the routes of `before` that it lacks are gone.
    fn settle(&mut self, before: &Site) -> Site {
        let site = build(self.place.path()).unwrap();
        let gone: BTreeSet<String> = before.keys().filter(|route| !site.contains_key(*route)).cloned().collect();
        settle(&mut self.preview, &site, &gone, &changed(before, &site))
            .unwrap_or_else(|stale| panic!("{stale}\n{}", self.preview.said()));
        site
    }

    fn settled(&mut self) -> Site {
        self.settle(&Site::new())
    }

    fn status(&mut self, route: &str) -> u16 {
        self.preview.route(route).status
    }

    fn text(&mut self, route: &str) -> String {
        String::from_utf8(self.preview.route(route).body).unwrap()
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn(&mut Watched) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(Instant::now() < end, "never: {what}\n{}", self.preview.said());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The pages and files of all kinds that name something, as they are served.
    fn named_in(&mut self, words: &str) -> Vec<String> {
        let routes: Vec<String> = build(self.place.path()).unwrap().into_keys().collect();
        routes.into_iter().filter(|route| self.text_lossy(route).contains(words)).collect()
    }

    fn text_lossy(&mut self, route: &str) -> String {
        String::from_utf8_lossy(&self.preview.route(route).body).into_owned()
    }
}

#[test]
fn drafting_unpublishes_and_undrafting_publishes() {
    let mut site = watched(&[]);
    let public = site.settled();
    assert!(!site.named_in("Clean air").is_empty());
    site.edit(STRATEGY, "  - id: air\n", "  - id: air\n    draft: true\n");
    let hidden = site.settle(&public);
    assert_eq!(site.status(AIR), 404);
    assert_eq!(site.named_in("Clean air"), Vec::<String>::new(), "in no list, no index, no export");
    site.edit(STRATEGY, "    draft: true\n", "");
    assert_eq!(site.settle(&hidden), public);
    assert_eq!(site.status(AIR), 200);
}

#[test]
fn a_page_that_was_a_draft_from_the_start_is_published_when_it_is_no_longer_one() {
    let place = project();
    let disk = Disk { root: place.path().to_path_buf() };
    disk.put("content/pages/help.md", b"---\ntitle: Help\ndraft: true\n---\nAsk us.\n");
    let preview = Running::start(place.path(), &[]);
    let mut site = Watched { disk, preview, place };
    assert_eq!(site.status("help/index.html"), 404);
    site.edit("content/pages/help.md", "draft: true\n", "");
    site.settled();
    assert_eq!(site.status("help/index.html"), 200);
}

#[test]
fn drafts_appear_only_when_asked_for() {
    let mut site = watched(&["--drafts"]);
    site.edit(STRATEGY, "  - id: streets\n", "  - id: streets\n    draft: true\n");
    site.wait_until("the mark of a draft", |site| site.text("index.html").contains("these pages include drafts"));
    assert_eq!(site.status(STREETS), 200);
}

#[test]
fn a_changed_address_is_no_longer_served() {
    let mut site = watched(&[]);
    let before = site.settled();
    // An item, with everything that names it.
    for (path, old, new) in [
        (STRATEGY, "- id: air", "- id: clean-air"),
        ("content/eastvale/digital/strategy.yaml", "northgate/air", "northgate/clean-air"),
        ("content/northgate/plan/streets.md", "(air.md)", "(clean-air.md)"),
    ] {
        site.edit(path, old, new);
    }
    site.disk.rename("content/northgate/plan/air.md", "content/northgate/plan/clean-air.md");
    let after = site.settle(&before);
    assert_eq!((site.status(AIR), site.status("northgate/plan/clean-air/index.html")), (404, 200));
    // A folder with all that is in it.
    site.disk.rename("content/northgate/before", "content/northgate/earlier");
    site.settle(&after);
    assert_eq!((site.status("northgate/before/index.html"), site.status("northgate/earlier/roads/index.html")), (404, 200));
}

#[test]
fn a_deleted_strategy_trust_or_list_of_topics_leaves_no_index() {
    let mut site = watched(&[]);
    let mut before = site.settled();
    let gone = ["northgate/before/index.html", "northgate/before/strategy.json", "eastvale/index.html", "topics/index.html"];
    assert!(gone.iter().all(|route| before.contains_key(*route)));
    fs::remove_dir_all(site.disk.at("content/northgate/before")).unwrap();
    before = site.settle(&before);
    fs::remove_dir_all(site.disk.at("content/eastvale")).unwrap();
    before = site.settle(&before);
    site.disk.put(STRATEGY, b"title: Northgate to 2030\ngoals:\n  - id: streets\n    title: Streets\n    measures:\n      - id: hurt\n        title: Children hurt\n  - id: air\n    title: Air\n    objectives:\n      - id: crossings\n        text: Crossings.\n");
    fs::remove_file(site.disk.at("content/topics.yaml")).unwrap();
    site.settle(&before);
    for route in gone {
        assert_eq!(site.status(route), 404, "{route}");
    }
}

#[test]
fn topics_count_what_there_is() {
    let mut site = watched(&[]);
    let before = site.settled();
    let travel = "topics/travel/index.html";
    assert!(site.text(travel).contains("Data that everybody can use"));
    site.edit("content/eastvale/digital/strategy.yaml", "      travel: part\n", "      health: part\n");
    let after = site.settle(&before);
    assert!(!site.text(travel).contains("Data that everybody can use"));
    assert_ne!(before["index.html"], after["index.html"], "the first page counts the trusts of each topic");
}

#[test]
fn a_failed_reading_is_no_success_and_no_reload() {
    let mut site = watched(&[]);
    site.settled();
    let before = site.preview.route(STREETS);
    let mark = |head: &str| head.lines().find(|line| line.starts_with("ETag")).map(str::to_string);
    assert!(mark(&before.head).is_some());
    let said = site.preview.said();
    site.edit(STRATEGY, "title: Clean air", "titel: Clean air");
    site.wait_until("the report", |site| site.preview.said()[said.len()..].contains("unknown-field"));
    assert!(!site.preview.said()[said.len()..].contains(" pages"), "no words of a site that was made");
    let after = site.preview.route(STREETS);
    assert_eq!((after.status, mark(&after.head)), (200, mark(&before.head)), "a page whose mark stays is not loaded again");
    site.edit(STRATEGY, "titel: Clean air", "title: Cleaner air");
    site.settled();
    assert!(site.text(AIR).contains("Cleaner air"));
}

#[test]
fn broken_content_at_the_start_is_mended_without_a_restart() {
    let place = project();
    let disk = Disk { root: place.path().to_path_buf() };
    disk.put("content/site.yaml", b"titel: Two bodies\n");
    let preview = Running::start(place.path(), &[]);
    let mut site = Watched { disk, preview, place };
    assert_eq!(site.status("index.html"), 503);
    site.edit("content/site.yaml", "titel", "title");
    site.settled();
    assert_eq!(site.status("index.html"), 200);
}

#[test]
fn every_way_of_saving_is_seen() {
    let mut site = watched(&[]);
    let path = "content/northgate/plan/air.md";
    let ways = [Save::InPlace, Save::Renamed, Save::Sed, Save::Vim, Save::Halves, Save::Anew];
    // Twice: a watch on the first file would not see the second one, which took its place.
    for (number, how) in ways.into_iter().chain(ways).enumerate() {
        site.disk.save_as(how, path, format!("Saved {number}.\n").as_bytes(), &mut Random(number as u64));
        site.wait_until(&format!("{how:?}"), |site| site.text(AIR).contains(&format!("Saved {number}.")));
    }
    site.settled();
}

#[test]
fn a_file_that_takes_long_to_write_is_shown_whole_at_the_end() {
    let mut site = watched(&[]);
    site.settled();
    let path = "content/northgate/plan/strategy.yaml";
    let text = fs::read_to_string(site.disk.at(path)).unwrap();
    for end in (0..text.len()).step_by(text.len() / 7).chain([text.len()]) {
        fs::write(site.disk.at(path), &text[..end]).unwrap();
        thread::sleep(Duration::from_millis(60));
    }
    site.settled();
}

#[test]
fn a_folder_is_seen_with_all_that_came_with_it() {
    let mut site = watched(&[]);
    for number in 0..10 {
        site.disk.put(&format!("content/new-{number}/trust.yaml"), b"name: New\n");
        site.disk.put(&format!("content/new-{number}/plan/strategy.yaml"), b"title: Plan\ngoals:\n  - id: hope\n    title: Hope\n");
        site.disk
            .put(&format!("content/new-{number}/plan/updates/one.md"), b"---\ndate: 2025-11-01\ntitle: A start\n---\nIt begins.\n");
        site.wait_until("the new page", |site| site.text(&format!("new-{number}/plan/index.html")).contains("A start"));
        // What came after the folder is watched as well.
        site.edit(&format!("content/new-{number}/plan/updates/one.md"), "begins", "goes on");
        site.wait_until("the edit", |site| site.text(&format!("new-{number}/plan/index.html")).contains("goes on"));
    }
    site.settled();
}

#[test]
fn a_thousand_files_may_change_at_once() {
    let mut site = watched(&[]);
    let write = |site: &Watched, words: &str| {
        for number in 0..1000 {
            let (year, day) = (2000 + number / 28 % 25, number % 28 + 1);
            let text = format!(
                "---\ndate: {year}-{:02}-{day:02}\ntitle: Update {number}\nabout: [crossings]\n---\n{words}\n",
                number / 700 + 1
            );
            site.disk.put(&format!("content/northgate/plan/updates/{number:04}.md"), text.as_bytes());
        }
    };
    write(&site, "One branch.");
    let one = site.settled();
    write(&site, "The other branch.");
    let other = site.settle(&one);
    let shown = String::from_utf8_lossy(&other["northgate/plan/whole/index.html"]).into_owned();
    assert_eq!((shown.matches("The other branch").count(), shown.matches("One branch").count()), (1000, 0));
}

#[test]
fn content_that_goes_and_comes_back_is_served_again_and_watched_again() {
    let mut site = watched(&[]);
    let before = site.settled();
    for number in 0..3 {
        site.disk.rename("content", "aside");
        thread::sleep(A_WHILE * number);
        assert_eq!(site.status(STREETS), 200, "the last good site stays");
        site.disk.rename("aside", "content");
        site.settle(&before);
        site.edit("content/northgate/plan/air.md", "Air is", "Air is is");
        site.wait_until("an edit in what came back", |site| site.text(AIR).contains(&"is ".repeat(number as usize + 2)));
    }
}

#[cfg(unix)]
#[test]
fn what_is_behind_a_link_is_watched_too() {
    let place = project();
    let disk = Disk { root: place.path().to_path_buf() };
    disk.rename("content/eastvale", "elsewhere");
    std::os::unix::fs::symlink(disk.at("elsewhere"), disk.at("content/eastvale")).unwrap();
    let preview = Running::start(place.path(), &[]);
    let mut site = Watched { disk, preview, place };
    site.settled();
    site.edit("elsewhere/digital/records.md", "For ", "As for ");
    site.wait_until("the edit", |site| site.text("eastvale/digital/records/index.html").contains("As for "));
}

/// What a process has done so far: hundredths of seconds at work, and bytes that it has read.
#[cfg(target_os = "linux")]
fn work_of(preview: &Running) -> (u64, u64) {
    let stat = fs::read_to_string(format!("/proc/{}/stat", preview.process())).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let io = fs::read_to_string(format!("/proc/{}/io", preview.process())).unwrap();
    let read = io.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap();
    (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap(), read.parse().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_quiet_preview_does_nothing() {
    let mut site = watched(&[]);
    site.edit("content/northgate/plan/air.md", "Air is", "The air is");
    site.settled();
    thread::sleep(A_WHILE);
    let (at_work, read) = work_of(&site.preview);
    thread::sleep(Duration::from_millis(1200));
    let (later, read_later) = work_of(&site.preview);
    assert!(later - at_work <= 5, "it worked for {} hundredths of a second", later - at_work);
    assert_eq!(read_later, read, "and has read nothing");
}

/// `output/` and all else beside `content/` and `themes/` is not watched: the preview would answer itself for ever.
#[test]
fn a_build_beside_the_preview_is_no_change() {
    let mut site = watched(&[]);
    site.settled();
    thread::sleep(A_WHILE);
    let said = site.preview.said();
    for _ in 0..2 {
        let built =
            Command::new(env!("CARGO_BIN_EXE_trustpress")).args(["build", "--quiet"]).current_dir(site.place.path()).status();
        assert!(built.unwrap().success());
    }
    site.disk.put("notes/todo.md", b"# To do\n");
    thread::sleep(A_WHILE);
    assert_eq!(site.preview.said(), said, "it has not read anything again, or it would say so");
    site.edit("content/northgate/plan/air.md", "Air is", "The air is");
    site.wait_until("a line about a change", |site| site.preview.said() != said);
}
