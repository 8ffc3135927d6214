//! The command `trustpress serve` as people run it: a process of its own, asked over HTTP.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; nothing waits for it unless something is wrong.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The moment that the preview looks from: that of `support::options`.
pub const AS_OF: &str = "2026-01-01T12:00";

/// A preview, which ends when this is dropped.
pub struct Running {
    process: Child,
    pub port: u16,
    said: Arc<Mutex<String>>,
    /// Browsers keep their connections, and so does this.
    connection: Option<BufReader<TcpStream>>,
}

/// An answer.
pub struct Got {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Running {
    /// Starts a preview of the project in `root` and waits until it answers.
    pub fn start(root: &Path, options: &[&str]) -> Running {
        // A port that is free now may be taken a moment later.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).expect("there is a free port").port();
            let mut process = Command::new(env!("CARGO_BIN_EXE_trustpress"))
                .args(["serve", "--as-of", AS_OF, "--port", &port.to_string()])
                .args(options)
                .current_dir(root)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the command can be run");
            let said = Arc::new(Mutex::new(String::new()));
            let mut words = process.stderr.take().expect("it is piped");
            let heard = Arc::clone(&said);
            thread::spawn(move || {
                let mut some = [0; 4096];
                while let Ok(count @ 1..) = words.read(&mut some) {
                    *heard.lock().expect("nothing panics with it") += &String::from_utf8_lossy(&some[..count]);
                }
            });
            let mut running = Running { process, port, said, connection: None };
            if running.is_up() {
                return running;
            }
        }
        panic!("no preview could be started");
    }

    fn is_up(&mut self) -> bool {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && matches!(self.process.try_wait(), Ok(None)) {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            thread::sleep(Duration::from_millis(5));
        }
        false
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// What it has printed so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("nothing panics with it").clone()
    }

    /// The file at a route, such as `a b/index.html`.
    pub fn route(&mut self, route: &str) -> Got {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        let address: String =
            route.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
        self.get(&format!("/{address}"))
    }

    pub fn get(&mut self, address: &str) -> Got {
        // A kept connection may have been closed for having been idle.
        let kept = self.connection.take().and_then(|kept| self.ask(kept, address).ok());
        kept.unwrap_or_else(|| {
            let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview accepts connections");
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
            stream.set_nodelay(true).expect("an option can be set");
            self.ask(BufReader::new(stream), address)
                .unwrap_or_else(|cause| panic!("{address}: no answer: {cause}\n{}", self.said()))
        })
    }

    fn ask(&mut self, mut stream: BufReader<TcpStream>, address: &str) -> io::Result<Got> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let value = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        let length = value("Content-Length").and_then(|word| word.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        if value("Connection").is_none_or(|word| !word.eq_ignore_ascii_case("close")) {
            self.connection = Some(stream);
        }
        Ok(Got { status, head, body })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill(); // fails only if it has ended by itself
        let _ = self.process.wait();
    }
}

/// A page without what the preview adds to its answers: the scripts and styles of its own.
pub fn without_additions(page: &[u8]) -> Vec<u8> {
    let mut rest = page;
    let mut bare = Vec::with_capacity(page.len());
    while let Some(start) = find(rest, b"\"/__trustpress/") {
        let tag = rest[..start].iter().rposition(|&byte| byte == b'<').expect("an address stands in a tag");
        let ending: &[u8] = if rest[tag..].starts_with(b"<script") { b"</script>" } else { b">" };
        let end = start + find(&rest[start..], ending).expect("a tag ends") + ending.len();
        bare.extend(&rest[..tag]);
        rest = &rest[end..];
    }
    bare.extend(rest);
    bare
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
