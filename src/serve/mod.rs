//! The preview: hold the site, answer requests, watch, tell browsers.
//!
//! In: [`Options`], and a `read` that reads the content again. Out: answers on this machine's own address, until the
//! process ends.
//!
//! Always true
//! - The last good [`Snapshot`] stays up until a better one is there, and each answer comes from one snapshot.
//! - No request reaches the disk: a path is only ever a question to [`Snapshot::file`].
//! - What the preview adds (its script) is in the answer, never in the site's own bytes.
//! - Only this machine can ask, and only by a name of this machine.
//!
//! Threads: the caller's watches and reads; one takes connections and gives each its own thread, so that no slow reader
//! holds up the others; one pings the tabs.
//!
//! In the browser, `script/` keeps the page and what it shows up to date, and shows the notes that `overlay.rs` makes. Of all
//! tabs of a browser that are in view, one listens and tells the others.
//!
//! Not here: what a page means and how it is made; what the terminal says.

mod answer;
mod browser;
mod door;
mod http;
mod overlay;
mod request;
mod tabs;
mod watch;

use std::io::{self, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use crate::source::{Changes, plain_cause};
use tabs::Tabs;
use watch::Watch;

/// One state of the site as the browser may see it.
pub trait Snapshot: Send + Sync + 'static {
    /// The bytes of a route (a path in the output such as `homerton/index.html`), or `None` if the site has no such route.
    ///
    /// # Errors
    /// What is wrong with this page, shown in its place with status 500.
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, Problems>>;

    /// Where to find what once stood at a route that this state does not have, if that is known.
    fn moved(&self, path: &str) -> Option<Link>;
}

/// Problems as the browser shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// How many, as plain text: "2 errors in 1 file".
    pub count: String,
    /// The list, as finished HTML.
    pub html: String,
}

impl Problems {
    /// One problem in plain words, such as a failure of the machine.
    pub fn in_words(count: impl Into<String>, words: &str) -> Problems {
        Problems { count: count.into(), html: format!("<p class=\"problems__words\">{}</p>\n", escaped(words)) }
    }
}

/// A place on the site, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The path below the site's root, perhaps with a `#` and a place on the page.
    pub path: String,
    pub title: String,
}

/// What came of reading the content.
pub struct Reading<S> {
    /// The site, unless the problems forbid to show it: then the last good one stays up.
    pub site: Option<S>,
    /// What the browser is to say of it. Beside a site they are warnings.
    pub problems: Option<Problems>,
    /// How long it holds if nothing changes on the disk; without it, for ever.
    pub holds: Option<Duration>,
}

#[derive(Clone, Debug)]
pub struct Options {
    /// The port to listen on; 0 lets the system choose one.
    pub port: u16,
    /// Whether another port will not do when this one is taken.
    pub exact_port: bool,
    /// Whether to open the system's browser.
    pub open: bool,
    /// The folders to watch. They may not exist yet, or go and come back.
    pub watch: Vec<PathBuf>,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("could not serve on port {port}: {}", words_for_port(cause))]
    Port {
        port: u16,
        #[source]
        cause: io::Error,
    },
    #[error("could not start watching for changes: {cause}")]
    Watch {
        #[source]
        cause: notify::Error,
    },
    #[error("{0}")]
    Read(String),
}

/// Takes the port: the one asked for or, unless it must be exactly that, the next free one of the hundred after it.
///
/// # Errors
/// No port could be had; the cause is that of the first.
pub fn bind(options: &Options) -> Result<Preview, ServeError> {
    let last = if options.exact_port { options.port } else { options.port.saturating_add(100) };
    let mut first_cause = None;
    for port in options.port..=last {
        match TcpListener::bind(("127.0.0.1", port)).and_then(|listener| Ok((listener.local_addr()?.port(), listener))) {
            Ok((port, listener)) => return Ok(Preview { options: options.clone(), port, listener }),
            Err(cause) => first_cause = first_cause.or(Some(cause)),
        }
    }
    let cause = first_cause.expect("the range of ports has at least one");
    Err(ServeError::Port { port: options.port, cause })
}

/// A preview whose port is taken but which does not answer yet.
pub struct Preview {
    options: Options,
    port: u16,
    listener: TcpListener,
}

impl Preview {
    /// The address to open in a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the process ends. `read` is called once at the start, after each batch of changes, and when a reading no longer
    /// holds, on this thread, with
    /// what may have changed since the last time that it gave a reading.
    ///
    /// # Errors
    /// The first reading says that the machine failed, or watching could not start. After a later failure to read (such as a
    /// content folder that has gone) the last good site stays up, and reading is tried again from time to time.
    pub fn run<S: Snapshot>(self, mut read: impl FnMut(&Changes) -> Result<Reading<S>, String>) -> Result<(), ServeError> {
        let address = self.address();
        // Watching comes before the first reading, so that no edit falls between them.
        let mut watch = Watch::new(&self.options.watch).map_err(|cause| ServeError::Watch { cause })?;
        let first = read(&Changes::Any).map_err(ServeError::Read)?;
        let mut at_most = first.holds;
        let mut failed = false;
        let shared = Arc::new(Shared::new(self.port));
        shared.take(first);
        door::open(self.listener, Arc::clone(&shared));
        if self.options.open {
            browser::open(address);
        }
        loop {
            let changes = watch.wait(at_most);
            // After a reading that failed, nobody knows what has been seen.
            let reading = read(if failed { &Changes::Any } else { &changes });
            failed = reading.is_err();
            at_most = reading.as_ref().map_or(Some(RETRY), |reading| reading.holds);
            shared.take(reading.unwrap_or_else(|words| Reading {
                site: None,
                holds: None,
                problems: Some(Problems::in_words("The content could not be read", &words)),
            }));
        }
    }
}

/// How long to wait after the machine failed to read. What it lacked, such as file handles, may come back without an event.
const RETRY: Duration = Duration::from_secs(1);

/// What the preview shows at this moment.
struct Shown<S> {
    /// The last good site. There may have been none yet.
    site: Option<Arc<S>>,
    /// The generation that brought it.
    since: u64,
    /// Whether it is what the content says now. If not, the problems are the reason.
    is_current: bool,
    problems: Option<Arc<Problems>>,
}

impl<S> Clone for Shown<S> {
    fn clone(&self) -> Shown<S> {
        Shown { site: self.site.clone(), problems: self.problems.clone(), ..*self }
    }
}

/// What all threads of the preview see.
struct Shared<S> {
    shown: RwLock<Shown<S>>,
    tabs: Tabs,
    port: u16,
}

impl<S> Shared<S> {
    fn new(port: u16) -> Shared<S> {
        let shown = Shown { site: None, since: 0, is_current: false, problems: None };
        Shared { shown: RwLock::new(shown), tabs: Tabs::new(), port }
    }

    fn shown(&self) -> Shown<S> {
        self.shown.read().expect("no thread panics while it holds what is shown").clone()
    }

    /// Shows what was read, and tells the open tabs if there is anything new for them.
    fn take(&self, reading: Reading<S>) {
        let mut shown = self.shown();
        let was_broken = !shown.is_current && shown.problems.is_some();
        if reading.site.is_none() && was_broken && reading.problems.as_ref() == shown.problems.as_deref() {
            return;
        }
        self.tabs.tell_of_a_new_generation(|generation| {
            shown.is_current = reading.site.is_some();
            if let Some(site) = reading.site {
                (shown.site, shown.since) = (Some(Arc::new(site)), generation);
            }
            shown.problems = reading.problems.map(Arc::new);
            *self.shown.write().expect("no thread panics while it holds what is shown") = shown;
        });
    }
}

/// Prints what only the preview can know. A terminal that has gone is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark_escape::escape_html(&mut html, text).expect("writing to a string never fails");
    html
}

fn words_for_port(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::AddrInUse => "another program uses it".to_string(),
        _ => plain_cause(cause),
    }
}
