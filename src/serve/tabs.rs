//! The open tabs of browsers, told of each new state by server-sent events.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, UNIX_EPOCH};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";

/// The tabs that listen, and the number of the state they were last told of.
pub(super) struct Tabs(Mutex<Open>);

struct Open {
    generation: u64,
    tabs: Vec<TcpStream>,
}

impl Tabs {
    /// The numbers begin at the time, so that no tab takes a state of this preview for one of the preview before it.
    pub fn new() -> Tabs {
        let time = UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        let generation = u64::try_from(time).expect("a time within the age of the universe");
        Tabs(Mutex::new(Open { generation, tabs: Vec::new() }))
    }

    /// Adds a tab, and tells it the generation at once: what it shows may be older.
    ///
    /// # Errors
    /// The tab has gone already.
    pub fn join(&self, mut tab: TcpStream) -> io::Result<()> {
        // A tab that does not read must not hold up the others for long. It will come again by itself.
        tab.set_write_timeout(Some(Duration::from_secs(1)))?;
        tab.write_all(HEAD.as_bytes())?;
        let mut open = self.open();
        tab.write_all(event(open.generation).as_bytes())?;
        open.tabs.push(tab);
        Ok(())
    }

    /// Tells of a new state, which `show` brings in under its number. A tab that joins meanwhile is told once that is done.
    pub fn tell_of_a_new_generation(&self, show: impl FnOnce(u64)) {
        let mut open = self.open();
        open.generation += 1;
        show(open.generation);
        let event = event(open.generation);
        open.send(&event);
    }

    /// Writes to every tab, which drops those that are gone.
    pub fn ping(&self) {
        self.open().send(": ping\n\n");
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.lock().expect("no thread panics while it holds the tabs")
    }
}

impl Open {
    fn send(&mut self, text: &str) {
        self.tabs.retain_mut(|tab| tab.write_all(text.as_bytes()).is_ok());
    }
}

fn event(generation: u64) -> String {
    format!("event: generation\ndata: {generation}\n\n")
}
