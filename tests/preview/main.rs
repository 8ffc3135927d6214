//! The preview as people use it: the real command watches a real folder, and whatever is done to the files there, it serves
//! byte for byte what a clean build writes.
//!
//! `TRUSTPRESS_STEPS` says how many random changes to make, `TRUSTPRESS_SEED` which ones.

mod changes;
mod disk;
mod faults;
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
use disk::Disk;
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

/// Waits until the preview serves this site and nothing else.
fn settle(preview: &mut Running, site: &Site, gone: &BTreeSet<String>, changed: &[String]) -> Result<(), String> {
    let end = Instant::now() + DEADLINE;
    loop {
        match difference(preview, site, gone, changed) {
            Ok(()) => return Ok(()),
            Err(stale) if Instant::now() > end => return Err(stale),
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// One author makes random changes; after each, every route is compared with a clean build.
fn work(seed: u64, steps: usize) {
    let place = project();
    let root = place.path().to_path_buf();
    let mut author = Author::new(Disk { root: root.clone() }, seed);
    let mut preview = Running::start(&root, &["--quiet"]);
    let mut shown = build(&root).expect("the project is without mistakes");
    // Whether it is known what is shown: a change of many files may have been seen half done, and have been good then.
    let mut known = true;
    let mut broken = false;
    let mut gone = BTreeSet::new();
    let mut log = vec![];
    let (mut good, mut bad) = (0, 0);
    for step in 0..steps {
        let change = author.change(broken);
        log.push(change.words);
        let built = build(&root);
        let judged = match &built {
            Ok(site) => {
                good += 1;
                gone.extend(shown.keys().filter(|route| !site.contains_key(*route)).cloned());
                gone.retain(|route| !site.contains_key(route));
                while gone.len() > 8 {
                    let old = gone.iter().nth(author.random.below(gone.len())).cloned().expect("it is below the length");
                    gone.remove(&old);
                }
                let is_new = |route: &&String| shown.get(*route) != site.get(*route);
                let changed: Vec<String> = site.keys().filter(is_new).cloned().collect();
                let settled = settle(&mut preview, site, &gone, &changed);
                let stays = settled.is_ok() && author.random.once_in(12);
                settled.and_then(|()| {
                    if stays {
                        thread::sleep(A_WHILE);
                    }
                    if stays { difference(&mut preview, site, &gone, &[]) } else { Ok(()) }
                })
            }
            Err(_) => {
                bad += 1;
                known &= change.at_once;
                thread::sleep(A_WHILE);
                // Pictures are read from the disk when they are asked for: of those there is no last good one.
                let kept = shown.iter().filter(|(route, _)| !route.ends_with(".png"));
                let kept: Site = kept.map(|(route, bytes)| (route.clone(), bytes.clone())).collect();
                if known { difference(&mut preview, &kept, &BTreeSet::new(), &[]) } else { Ok(()) }
            }
        };
        if let Err(problem) = judged {
            let before =
                log.iter().enumerate().rev().take(12).rev().map(|(at, words)| format!("{at}: {words}\n")).collect::<String>();
            let state = built.as_ref().err().map_or("without errors", |error| error);
            panic!(
                "TRUSTPRESS_SEED={seed}, step {step}: {problem}\nThe project is {state}. Before:\n{before}The preview said:\n{}",
                preview.said()
            );
        }
        broken = built.is_err();
        if let Ok(site) = built {
            shown = site;
            known = true;
            author.good.push(author.disk.tree());
            if author.good.len() > 12 {
                author.good.remove(6);
            }
        }
    }
    println!("seed {seed}: {good} states without errors, {bad} with");
    assert!(steps < 50 || (good > steps / 2 && bad > steps / 20), "the changes are of all kinds: {good} good, {bad} bad");
}

#[test]
fn whatever_is_done_to_the_files_the_preview_serves_what_a_clean_build_writes() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("it is set to a number"));
    let steps = number("TRUSTPRESS_STEPS").unwrap_or(240) as usize;
    // One seed is one author: as it was when it failed.
    let seeds: Vec<u64> = number("TRUSTPRESS_SEED").map_or((1..=AUTHORS).collect(), |seed| vec![seed]);
    let each = steps / seeds.len();
    let at_work: Vec<_> = seeds.into_iter().map(|seed| thread::spawn(move || work(seed, each))).collect();
    let ended: Vec<_> = at_work.into_iter().map(|author| author.join()).collect();
    assert!(ended.iter().all(Result::is_ok), "see above");
}
