//! Waits for changes below some folders.
//!
//! An event only ever means "look again": what it says is not complete (a folder made with a file in it may tell of
//! neither), so nothing is learnt from it but that something happened.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::say;

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
    path: PathBuf,
    watched: Option<Identity>,
}

/// What tells a folder from another that has taken its name.
#[derive(PartialEq, Eq)]
struct Identity {
    number: u64,
    made: Option<SystemTime>,
}

#[derive(PartialEq, Eq)]
enum Change {
    Below,
    /// A watched folder itself was moved or deleted; the watch on it is dead even if it is back already.
    Root,
}

impl Watch {
    /// Starts to watch. Folders that are not there are watched once they are.
    ///
    /// # Errors
    /// The system has no watching to offer.
    pub fn new(folders: &[PathBuf]) -> Result<Watch, notify::Error> {
        let roots: Vec<PathBuf> =
            folders.iter().map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.clone())).collect();
        // Some systems report the folder that was asked for, others where it really is.
        let real = roots.iter().filter_map(|root| fs::canonicalize(root).ok());
        let names: Vec<PathBuf> = roots.iter().cloned().chain(real).collect();
        let (sender, changes) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(change) = change(event, &names) {
                let _ = sender.send(change); // fails only when the watch has gone
            }
        })?;
        let roots = roots.into_iter().map(|path| Root { path, watched: None }).collect();
        let mut watch = Watch { watcher, roots, changes };
        watch.renew();
        Ok(watch)
    }

    /// Returns when something has changed since the last call, and it has been quiet for a moment; or after about `at_most`.
    pub fn wait(&mut self, at_most: Option<Duration>) {
        let start = Instant::now();
        loop {
            let Ok(first) = self.changes.recv_timeout(CHECK) else {
                if self.renew() || at_most.is_some_and(|most| start.elapsed() >= most) {
                    return;
                }
                continue;
            };
            let mut root_went = first == Change::Root;
            let cap = Instant::now() + CAP;
            while let Ok(change) = self.changes.recv_timeout(QUIET) {
                root_went |= change == Change::Root;
                if Instant::now() > cap {
                    break;
                }
            }
            if root_went {
                self.roots.iter_mut().for_each(|root| root.watched = None);
            }
            self.renew();
            return;
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

/// What an event is to us, if anything. `roots` are the names a watched folder may have in it.
fn change(event: notify::Result<Event>, roots: &[PathBuf]) -> Option<Change> {
    // An error may stand for events that were lost.
    let Ok(event) = event else { return Some(Change::Below) };
    // Reading the content makes these too: heeding them would read for ever.
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    let is_root = |path: &PathBuf| roots.contains(path);
    if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) && event.paths.iter().any(is_root) {
        return Some(Change::Root);
    }
    let all_hidden = !event.paths.is_empty() && event.paths.iter().all(|path| is_hidden(path, roots));
    (!all_hidden).then_some(Change::Below)
}

/// Whether a name below the watched folder begins with a dot. Such files are never content (`source` passes them over),
/// but editors and version control write them all day.
fn is_hidden(path: &Path, roots: &[PathBuf]) -> bool {
    let mut below = roots.iter().filter_map(|root| path.strip_prefix(root).ok()).peekable();
    // Hidden from all that watch it: one folder may lie in another's hidden part.
    below.peek().is_some() && below.all(|below| below.iter().any(|name| name.to_string_lossy().starts_with('.')))
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
