//! Takes connections, gives each a thread of its own, and writes the answers.
//!
//! Written on the standard library alone. A pool of threads (such as tiny_http's) is the wrong shape here: a browser keeps
//! six connections open, and one that waits behind another for a free thread looks like a page that hangs.

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::answer::answer;
use super::http::{Answer, is_this_machine};
use super::request::Request;
use super::{Shared, Snapshot};

/// How long a connection may say nothing, or take nothing, before it is closed. A browser opens a new one without a word.
const IDLE: Duration = Duration::from_secs(15);
/// How many connections may stay open for a next request. Past that each is closed after its answer: handles of files are few
/// (256 on some systems), and reading the content needs some.
const MOST_KEPT: usize = 64;
/// How often to write to tabs that have nothing new, to drop those that are gone.
const PING: Duration = Duration::from_secs(15);

/// The stream of events of the live reload.
const EVENTS: &str = "/__trustpress/events";

/// Starts to answer. Returns at once.
pub(super) fn open<S: Snapshot>(listener: TcpListener, shared: Arc<Shared<S>>) {
    let tabs = Arc::clone(&shared);
    thread::spawn(move || {
        loop {
            thread::sleep(PING);
            tabs.tabs.ping();
        }
    });
    // Each conversation holds one, which counts them.
    let conversations = Arc::new(());
    thread::spawn(move || {
        loop {
            match listener.accept() {
                Ok((connection, _)) => {
                    let (shared, one) = (Arc::clone(&shared), Arc::clone(&conversations));
                    // No thread to be had: the connection closes with the closure. An error in it: the browser has left.
                    let _ = thread::Builder::new().spawn(move || talk(&shared, connection, &one));
                }
                // Out of file handles, as a rule: they come back when other connections close.
                Err(_) => thread::sleep(Duration::from_millis(100)),
            }
        }
    });
}

/// Answers the requests of one connection, one after another.
fn talk<S: Snapshot>(shared: &Shared<S>, connection: TcpStream, one: &Arc<()>) -> io::Result<()> {
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(IDLE))?;
    connection.set_write_timeout(Some(IDLE))?;
    let mut reader = BufReader::new(&connection);
    loop {
        let Some(request) = Request::read(&mut reader)? else {
            (&connection).write_all(&Answer::plain(400, "This is not a request.").to_bytes(true, false))?;
            break;
        };
        let may_continue = request.may_continue && Arc::strong_count(one) <= MOST_KEPT;
        let is_head = request.method == "HEAD";
        let answer = if !is_this_machine(&request.hosts, shared.port) {
            // A page elsewhere on the web may point a name of its own at this machine, to read drafts through the visitor's
            // browser.
            Answer::plain(421, "This preview answers only to localhost and 127.0.0.1.")
        } else if request.method != "GET" && !is_head {
            Answer::plain(405, "A preview can only be read.").with("Allow", "GET, HEAD")
        } else if request.address == EVENTS && !is_head {
            drop(reader);
            return shared.tabs.join(connection);
        } else {
            answer(&shared.shown(), &request.address)
        };
        // Head and body in one write: apart, they would be two packets and may wait for one another.
        (&connection).write_all(&answer.to_bytes(!is_head, may_continue))?;
        if !may_continue {
            break;
        }
    }
    // To close while a body is still on its way would make the system throw away the answer.
    connection.shutdown(Shutdown::Write)?;
    connection.set_read_timeout(Some(Duration::from_secs(1)))?;
    io::copy(&mut reader.take(1 << 20), &mut io::sink()).map(drop)
}
