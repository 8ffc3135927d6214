//! The preview as people use it: the real command watches a real folder, and whatever is done to the files there, it serves
//! byte for byte what a clean build writes.
//!
//! `TRUSTPRESS_STEPS` says how many random changes to make, `TRUSTPRESS_SEED` which ones.

mod changes;
mod disk;
mod faults;
mod moves;
mod project;
mod random;
#[path = "../support/running.rs"]
mod running;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trustpress::publication;
use trustpress::source::Sources;

use changes::Author;
use disk::{Disk, Save};
use running::{Running, without_additions};

/// How long the preview may take to show a change: on a busy machine, with the time that it waits for more to come.
const DEADLINE: Duration = Duration::from_secs(10);
/// Long enough for a reading that would undo what is shown.
const A_WHILE: Duration = Duration::from_millis(150);
/// Projects that are changed at the same time: most of the time of each is spent waiting.
const AUTHORS: u64 = 3;

/// Every file of a site, by its route.
type Site = BTreeMap<String, Vec<u8>>;

/// What a clean build makes of the project at this moment; without a site, what is wrong.
fn build(root: &Path) -> Result<Site, String> {
    let sources = Sources::read(root).map_err(|cause| cause.to_string())?;
    let (publication, problems) = publication(sources, &support::options());
    if problems.has_errors() {
        let errors = trustpress::diagnostic::plain(&problems, &publication.sources);
        return Err(errors.lines().find(|line| line.starts_with("error")).unwrap_or_default().to_string());
    }
    Ok(support::render_all(&publication))
}

/// The small project in a folder of its own.
fn project() -> TempDir {
    let place = TempDir::new().expect("a folder can be made");
    let disk = Disk { root: place.path().to_path_buf() };
    for (path, text) in project::FILES {
        disk.put(path, text.as_bytes());
    }
    disk.put(project::PICTURE, &project::png(3, 2, 0));
    place
}

/// The first thing that is served otherwise than a build would write it. `first` are routes to ask before all others.
fn difference(preview: &mut Running, site: &Site, gone: &BTreeSet<String>, first: &[String]) -> Result<(), String> {
    for route in first.iter().filter(|route| site.contains_key(*route)).chain(site.keys()) {
        let got = preview.route(route);
        let is_page = route.ends_with(".html");
        let body = if is_page { without_additions(&got.body) } else { got.body };
        if got.status != 200 || body != site[route] {
            let text = String::from_utf8_lossy(&body).into_owned();
            return Err(format!(
                "{route} is {} with {}",
                got.status,
                first_difference(&text, &String::from_utf8_lossy(&site[route]))
            ));
        }
    }
    for route in gone {
        let got = preview.route(route);
        if got.status != 404 || without_additions(&got.body) != site["404.html"] {
            return Err(format!("{route}, which is gone, is {}", got.status));
        }
    }
    Ok(())
}

fn first_difference(served: &str, built: &str) -> String {
    let same = served.bytes().zip(built.bytes()).take_while(|(one, other)| one == other).count();
    let from =
        (0..=same.saturating_sub(30)).rev().find(|&at| served.is_char_boundary(at) && built.is_char_boundary(at)).unwrap_or(0);
    let some = |text: &str| text[from..].chars().take(100).collect::<String>();
    format!("`{}`, and a build writes `{}`", some(served), some(built))
}

/// The routes whose bytes are new, shortest first: of those the first is asked for over and over.
fn changed(before: &Site, after: &Site) -> Vec<String> {
    let mut routes: Vec<&String> = after.keys().filter(|route| before.get(*route) != after.get(*route)).collect();
    routes.sort_by_key(|route| after[*route].len());
    routes.into_iter().cloned().collect()
}

/// Waits until the preview serves this site and nothing else.
fn settle(preview: &mut Running, site: &Site, gone: &BTreeSet<String>, changed: &[String]) -> Result<(), String> {
    let end = Instant::now() + DEADLINE;
    loop {
        match difference(preview, site, gone, changed) {
            Ok(()) => return Ok(()),
            Err(stale) if Instant::now() > end => return Err(stale),
            Err(_) => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// An author at work, and a preview of what comes of it.
struct Trial {
    place: TempDir,
    author: Author,
    preview: Running,
    /// The last site without errors.
    shown: Site,
    /// Whether the preview has certainly read that one and no later one. A change of many files may be read half done, and
    /// be without errors then: that is the last good site as well.
    known: bool,
    /// Routes that there were and are no more; not all of them.
    gone: BTreeSet<String>,
}

impl Trial {
    /// The project is without errors: the preview comes to show it.
    fn good(&mut self, site: Site) -> Result<(), String> {
        self.gone.extend(self.shown.keys().cloned());
        self.gone.retain(|route| !site.contains_key(route));
        while self.gone.len() > 4 {
            let one = self.author.random.below(self.gone.len());
            self.gone = self.gone.iter().enumerate().filter(|(at, _)| *at != one).map(|(_, route)| route.clone()).collect();
        }
        let changed = changed(&self.shown, &site);
        settle(&mut self.preview, &site, &self.gone, &changed)?;
        self.shown = site;
        Ok(())
    }

    /// Waits until nothing is left to be read: what is written last of all is shown. Then all is as it was, and stays so.
    fn make_sure(&mut self, step: usize) -> Result<(), String> {
        self.known = false;
        let words = format!("---\ntitle: Probe {step}\nmenu: nowhere\n---\nStep {step}.\n");
        self.author.disk.save_as(Save::Renamed, "content/pages/probe.md", words.as_bytes(), &mut self.author.random);
        let Ok(site) = build(self.place.path()) else { return Ok(()) };
        self.good(site)?;
        self.known = true;
        Ok(())
    }

    /// The project has errors: the preview goes on to show what it did.
    fn bad(&mut self, at_once: bool) -> Result<(), String> {
        self.known &= at_once;
        thread::sleep(A_WHILE);
        if self.known { difference(&mut self.preview, &self.shown, &BTreeSet::new(), &[]) } else { Ok(()) }
    }
}

/// One author makes random changes; after each, every route is compared with a clean build.
fn work(seed: u64, steps: usize) {
    let place = project();
    let author = Author::new(Disk { root: place.path().to_path_buf() }, seed);
    let preview = Running::start(place.path(), &["--quiet"]);
    let shown = build(place.path()).expect("the project is without mistakes");
    let mut trial = Trial { place, author, preview, shown, known: true, gone: BTreeSet::new() };
    let mut state = Ok(());
    let mut log = vec![];
    let (mut bad, mut certain) = (0, 0);
    for step in 0..steps {
        let sure = state.is_ok() && trial.author.random.once_in(6);
        let made_sure = if sure { trial.make_sure(step) } else { Ok(()) };
        trial.known &= sure || state.is_err();
        let change = if sure && trial.author.random.once_in(2) { trial.author.err() } else { trial.author.change(state.is_err()) };
        log.push(change.words);
        let built = build(trial.place.path());
        state = built.as_ref().map(drop).map_err(String::clone);
        let judged = made_sure.and_then(|()| match built {
            Ok(site) => trial.good(site),
            Err(_) => trial.bad(change.at_once),
        });
        if let Err(problem) = judged {
            let last = log.iter().enumerate().skip(log.len().saturating_sub(12)).map(|(at, words)| format!("{at}: {words}\n"));
            panic!(
                "TRUSTPRESS_SEED={seed}, step {step}: {problem}\nThe project is now: {state:?}\n{}The preview said:\n{}",
                last.collect::<String>(),
                trial.preview.said()
            );
        }
        match state {
            Ok(()) => trial.author.remember(),
            Err(_) => {
                bad += 1;
                certain += usize::from(trial.known);
            }
        }
    }
    println!("seed {seed}: of {steps} states {bad} had errors; in {certain} the last good site was certain");
    assert!(steps < 50 || (bad < steps / 2 && certain > steps / 40), "the changes are of all kinds");
}

#[test]
fn whatever_is_done_to_the_files_the_preview_serves_what_a_clean_build_writes() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("it is set to a number"));
    let steps = number("TRUSTPRESS_STEPS").unwrap_or(180) as usize;
    // One seed is one author: as it was when it failed.
    let seeds: Vec<u64> = number("TRUSTPRESS_SEED").map_or((1..=AUTHORS).collect(), |seed| vec![seed]);
    let each = steps / seeds.len();
    let at_work: Vec<_> = seeds.into_iter().map(|seed| thread::spawn(move || work(seed, each))).collect();
    let ended: Vec<_> = at_work.into_iter().map(|author| author.join()).collect();
    assert!(ended.iter().all(Result::is_ok), "see above");
}
