//! The preview: hold the site, answer requests, watch, tell browsers.
//!
//! In: [`Options`], and a `read` that reads the content again. Out: answers on this machine's own address, until the
//! process ends.
//!
//! Always true
//! - The last good [`Snapshot`] stays up until a better one is there, and each answer comes from one snapshot.
//! - No request reaches the disk: a path is only ever a question to [`Snapshot::file`].
//! - What the preview adds (the reload script) is in the answer, never in the site's own bytes.
//! - Only this machine can ask, and only by a name of this machine.
//!
//! Threads: the caller's watches and reads; one takes connections and gives each its own thread, so that no slow reader
//! holds up the others; one pings the tabs.
//!
//! Not here: what a page means, and how it is made.

mod answer;
mod browser;
mod door;
mod http;
mod request;
mod tabs;
mod watch;

use std::io::{self, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Instant;

use crate::source::{Changes, plain_cause};
use tabs::Tabs;
use watch::Watch;

/// One state of the site as the browser may see it.
pub trait Snapshot: Send + Sync + 'static {
    /// The bytes of a route (a path in the output such as `homerton/index.html`), or `None` if the site has no such route.
    ///
    /// # Errors
    /// A problem already put in words, shown as a page of status 500.
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>>;
}

/// What came of reading the content.
pub enum Reading<S> {
    /// A site to show, and a short line of words for the terminal.
    Good(S, String),
    /// The problems, ready for the terminal; the last good site stays up.
    Broken(String),
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
    /// Says nothing in the terminal but problems.
    pub quiet: bool,
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

/// Serves until the process ends: [`bind`], then [`Preview::run`].
///
/// # Errors
/// See there. Nothing that goes wrong after the first reading ends the preview.
pub fn serve<S: Snapshot>(options: &Options, read: impl FnMut(&Changes) -> Result<Reading<S>, String>) -> Result<(), ServeError> {
    bind(options)?.run(read)
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

    /// Serves until the process ends. `read` is called once at the start and after each batch of changes, on this thread, with
    /// what may have changed since the last time that it gave a reading.
    ///
    /// # Errors
    /// The first reading says that the machine failed, or watching could not start. A later failure to read (such as a
    /// content folder that has gone) is printed, and the last good site stays up.
    pub fn run<S: Snapshot>(self, mut read: impl FnMut(&Changes) -> Result<Reading<S>, String>) -> Result<(), ServeError> {
        let Preview { ref options, port, .. } = self;
        let address = self.address();
        // Watching comes before the first reading, so that no edit falls between them.
        let mut watch = Watch::new(&options.watch).map_err(|cause| ServeError::Watch { cause })?;
        let started = Instant::now();
        let first = read(&Changes::Any).map_err(ServeError::Read)?;

        if !options.quiet {
            let folders: Vec<String> = options.watch.iter().map(|folder| folder.display().to_string()).collect();
            say(&format!("Preview at {address}\nWatching {}", folders.join(", ")));
        }
        let shared = Arc::new(Shared::new(port));
        shared.take(first, started, options.quiet);
        door::open(self.listener, Arc::clone(&shared));
        if options.open {
            browser::open(address);
        }
        let mut failed = false;
        loop {
            let new = watch.wait();
            let started = Instant::now();
            // After a reading that failed, nobody knows what has been seen.
            let changes = if failed { &Changes::Any } else { &new };
            let reading = read(changes);
            failed = reading.is_err();
            let reading = reading.unwrap_or_else(Reading::Broken);
            shared.take(reading, started, options.quiet);
        }
    }
}

/// What the preview shows at this moment.
enum Shown<S> {
    Site(Arc<S>),
    /// There has been no good site yet: these are the problems.
    Problems(Arc<str>),
}

impl<S> Clone for Shown<S> {
    fn clone(&self) -> Shown<S> {
        match self {
            Shown::Site(site) => Shown::Site(Arc::clone(site)),
            Shown::Problems(problems) => Shown::Problems(Arc::clone(problems)),
        }
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
        Shared { shown: RwLock::new(Shown::Problems("".into())), tabs: Tabs::default(), port }
    }

    fn shown(&self) -> Shown<S> {
        self.shown.read().expect("no thread panics while it holds what is shown").clone()
    }

    /// Shows what was read, tells the open tabs if that changes anything for them, and says so in the terminal.
    fn take(&self, reading: Reading<S>, started: Instant, quiet: bool) {
        let took = started.elapsed().as_millis();
        let has_site = matches!(self.shown(), Shown::Site(_));
        let (next, line) = match reading {
            Reading::Good(site, words) => (Some(Shown::Site(Arc::new(site))), (!quiet).then_some(words)),
            Reading::Broken(problems) => {
                let rest = if has_site { "The last good site stays up." } else { "The site will be here when this is mended." };
                let line = format!("{}\n{rest}", problems.trim_end());
                ((!has_site).then(|| Shown::Problems(problems.into())), Some(line))
            }
        };
        if let Some(next) = next {
            *self.shown.write().expect("no thread panics while it holds what is shown") = next;
            self.tabs.tell_of_a_new_generation();
        }
        if let Some(line) = line {
            say(&format!("{line} ({took} ms)"));
        }
    }
}

/// Prints for people: to standard error, in colour only where it shows. A terminal that has gone is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

fn words_for_port(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::AddrInUse => "another program uses it".to_string(),
        _ => plain_cause(cause),
    }
}
