//! Waits for changes below some folders.
//!
//! What an event says is not complete: a folder made with a file in it may tell of neither. So an event only names where to look
//! again, and whoever looks there and finds a folder has to look at everything.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::say;
use crate::source::Changes;

/// One save is one to nine events, within a few milliseconds: a batch ends when it has been quiet for this long …
const QUIET: Duration = Duration::from_millis(30);
/// … or has gone on for this long, so that a steady stream of changes cannot keep the browser waiting for ever.
const CAP: Duration = Duration::from_millis(500);
/// How often to see whether a watched folder has gone, come, or been replaced: of that no event need tell.
const CHECK: Duration = Duration::from_millis(500);

/// The folders, and the changes in them that have not been looked at.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    roots: Vec<Root>,
    changes: Receiver<Change>,
}

struct Root {
    /// As it was asked for.
    given: PathBuf,
    path: PathBuf,
    watched: Option<Identity>,
}

/// What tells a folder from another that has taken its name.
#[derive(PartialEq, Eq)]
struct Identity {
    number: u64,
    made: Option<SystemTime>,
}

/// What an event says of where to look.
enum Change {
    /// At these, each below a folder as it was asked for.
    At(Vec<PathBuf>),
    /// Everywhere: events were lost.
    Anywhere,
    /// Everywhere. A watched folder itself was moved or deleted; the watch on it is dead even if it is back already.
    Root,
}

impl Watch {
    /// Starts to watch. Folders that are not there are watched once they are.
    ///
    /// # Errors
    /// The system has no watching to offer.
    pub fn new(folders: &[PathBuf]) -> Result<Watch, notify::Error> {
        let absolute = |folder: &PathBuf| std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
        let roots: Vec<Root> =
            folders.iter().map(|folder| Root { given: folder.clone(), path: absolute(folder), watched: None }).collect();
        // Some systems report the folder that was asked for, others where it really is.
        let names = roots.iter().flat_map(|root| {
            let real = fs::canonicalize(&root.path).ok();
            std::iter::once(root.path.clone()).chain(real).map(|name| (name, root.given.clone()))
        });
        let names: Vec<(PathBuf, PathBuf)> = names.collect();
        let (sender, changes) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(change) = change(event, &names) {
                let _ = sender.send(change); // fails only when the watch has gone
            }
        })?;
        let mut watch = Watch { watcher, roots, changes };
        watch.renew();
        Ok(watch)
    }

    /// Returns when something has changed since the last call, and it has been quiet for a moment; or after about `at_most`.
    pub fn wait(&mut self, at_most: Option<Duration>) -> Changes {
        let start = Instant::now();
        loop {
            let Ok(first) = self.changes.recv_timeout(CHECK) else {
                if self.renew() || at_most.is_some_and(|most| start.elapsed() >= most) {
                    return Changes::Any;
                }
                continue;
            };
            let mut batch = vec![first];
            let cap = Instant::now() + CAP;
            while let Ok(change) = self.changes.recv_timeout(QUIET) {
                batch.push(change);
                if Instant::now() > cap {
                    break;
                }
            }
            if batch.iter().any(|change| matches!(change, Change::Root)) {
                self.roots.iter_mut().for_each(|root| root.watched = None);
            }
            let another = self.renew();
            return together(batch).filter(|_| !another).map_or(Changes::Any, Changes::Only);
        }
    }

    /// Watches every folder that is not the one it was. Says whether there was one, so that it is worth looking again.
    fn renew(&mut self) -> bool {
        let mut changed = false;
        for root in &mut self.roots {
            let now = identity(&root.path);
            if now == root.watched {
                continue;
            }
            changed = true;
            let _ = self.watcher.unwatch(&root.path); // fails when nothing is left to end
            if now.is_some()
                && let Err(problem) = self.watcher.watch(&root.path, RecursiveMode::Recursive)
                && root.path.exists()
            {
                say(&format!("Changes in `{}` may go unseen: {problem}", root.path.display()));
            }
            root.watched = now;
        }
        changed
    }
}

/// All places of a batch of changes; `None` for everywhere.
fn together(batch: Vec<Change>) -> Option<BTreeSet<PathBuf>> {
    let places = batch.into_iter().map(|change| match change {
        Change::At(places) => Some(places),
        Change::Anywhere | Change::Root => None,
    });
    Some(places.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

/// What an event is to us, if anything. `roots`: the names that a watched folder may have in it, each with the one that was
/// asked for.
fn change(event: notify::Result<Event>, roots: &[(PathBuf, PathBuf)]) -> Option<Change> {
    // An error may stand for events that were lost.
    let Ok(event) = event else { return Some(Change::Anywhere) };
    // Reading the content makes these too: heeding them would read for ever.
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let is_root = |path: &PathBuf| roots.iter().any(|(name, _)| name == path);
    if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) && event.paths.iter().any(is_root) {
        return Some(Change::Root);
    }
    if event.need_rescan() || event.paths.is_empty() {
        return Some(Change::Anywhere);
    }
    let below = |path: &PathBuf| {
        let places = roots.iter().filter_map(|(name, given)| Some((path.strip_prefix(name).ok()?, given)));
        // Names with a dot in front are never content (`source` passes them over), but editors and version control write such
        // files all day. One watched folder may lie in another's hidden part.
        let visible = places.filter(|(below, _)| !below.iter().any(|name| name.to_string_lossy().starts_with('.')));
        visible.map(|(below, given)| given.join(below)).collect::<Vec<_>>()
    };
    let places: Vec<PathBuf> = event.paths.iter().flat_map(below).collect();
    (!places.is_empty()).then_some(Change::At(places))
}

fn identity(path: &Path) -> Option<Identity> {
    let found = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = 0;
    // A number may be given anew to the folder made next, so the time of making counts too.
    Some(Identity { number, made: found.created().ok() })
}
