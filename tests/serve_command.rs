//! `trustpress serve` as people run it: what the terminal says, how it ends, and what it bears.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Long enough for the slowest machine; nothing waits for it unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

const STRATEGY: &str =
    "title: A plan\ngoals:\n  - id: people\n    title: People\n    supports: [places]\n  - id: places\n    title: Places\n";

struct Served {
    root: TempDir,
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A preview of a small project, started by a shell after `before`, with these arguments.
fn serve(before: &str, arguments: &[&str], strategy: &str) -> Served {
    let root = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("content/site.yaml", "title: Plans\n");
    write("content/eastvale/trust.yaml", "name: Eastvale\n");
    write("content/eastvale/2026/strategy.yaml", strategy);
    let mut child = Command::new("sh")
        .args(["-c", &format!("{before} exec \"$@\""), "sh", env!("CARGO_BIN_EXE_trustpress"), "serve", "--port", "0"])
        .args(arguments)
        .current_dir(root.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = Arc::new(Mutex::new(String::new()));
    let (lines, to) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&said));
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            *to.lock().unwrap() += &format!("{line}\n");
        }
    });
    let mut served = Served { root, child, port: 0, said };
    let port = |said: &str| said.split_once("127.0.0.1:")?.1.split('/').next()?.parse().ok();
    served.port = served.until("the address", |served| port(&served.said()));
    served.until("an answer", |served| served.get("/").filter(|answer| answer.contains("</html>")));
    served
}

impl Served {
    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    fn until<T>(&self, what: &str, found: impl Fn(&Served) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            assert!(Instant::now() < end, "{what} never came; it said:\n{}", self.said());
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    /// Asks, and leaves the connection open for more.
    fn ask(&self, address: &str) -> TcpStream {
        let mut stream = self.connect().unwrap();
        write!(stream, "GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        stream
    }

    fn get(&self, address: &str) -> Option<String> {
        let mut stream = self.connect().ok()?;
        write!(stream, "GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.split_once("\r\n\r\n").map(|(_, body)| body.to_string())
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.root.path().join(path), text).unwrap();
    }

    /// Edits the strategy and waits until the terminal has said so, by a line that ends like this.
    fn edit(&self, from: &str, to: &str, end: &str) {
        let before = self.said().len();
        let path = self.root.path().join("content/eastvale/2026/strategy.yaml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(&path, text.replace(from, to)).unwrap();
        self.until(end, |served| served.said()[before..].contains(&format!("{end}\n")).then_some(()));
    }
}

/// The terminal's lines, without how long things took, and drawings without their lines.
fn tidy(said: &str, port: u16) -> String {
    let line = |line: &str| match line.split_once(" (") {
        Some((before, after)) => format!("{before} (…){}", after.split_once(')').map_or("", |(_, rest)| rest)),
        None => line.replace(&port.to_string(), "PORT"),
    };
    let lines = said
        .lines()
        .filter(|line| !line.starts_with([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) || line.contains(" pages ("));
    lines.filter(|line| !line.is_empty() && !line.starts_with("help")).map(|text| line(text) + "\n").collect()
}

#[test]
fn the_terminal_says_each_change_in_a_line_and_each_problem_once() {
    let served = serve("", &[], STRATEGY);
    served.edit("title: People", "title: All people", " ms)");
    served.edit("[places]", "[plaecs]", ": 1 error in 1 file; the last good site stays up");
    // The problem stays, in another line.
    served.edit("title: A plan", "\n\ntitle: A plan", ": still 1 error in 1 file; the last good site stays up");
    served.edit("title: Places", "titel: Places", ": 2 errors in 1 file; the last good site stays up");
    served.edit("titel: Places", "title: Places", ": still 1 error in 1 file; the last good site stays up");
    served.edit("[plaecs]", "[places]", ": all mended");
    fs::rename(served.root.path().join("content"), served.root.path().join("elsewhere")).unwrap();
    served.until("the folder's end", |served| served.said().contains("could not read").then_some(()));
    thread::sleep(Duration::from_millis(2500)); // it is tried again meanwhile
    fs::rename(served.root.path().join("elsewhere"), served.root.path().join("content")).unwrap();
    served.until("the folder's return", |served| {
        served.said().ends_with("all mended\n").then_some(()).filter(|()| served.said().contains("Read again"))
    });
    assert_eq!(
        tidy(&served.said(), served.port),
        "Preview at http://127.0.0.1:PORT/\n\
         Watching content and themes\n\
         12 pages (…)\n\
         content/eastvale/2026/strategy.yaml (…)\n\
         error[unknown-reference]: no item `plaecs` in this strategy\n\
         content/eastvale/2026/strategy.yaml (…): 1 error in 1 file; the last good site stays up\n\
         content/eastvale/2026/strategy.yaml (…): still 1 error in 1 file; the last good site stays up\n\
         error[unknown-field]: there is no field `titel` here\n\
         content/eastvale/2026/strategy.yaml (…): 2 errors in 1 file; the last good site stays up\n\
         content/eastvale/2026/strategy.yaml (…): still 1 error in 1 file; the last good site stays up\n\
         content/eastvale/2026/strategy.yaml (…): all mended\n\
         could not read the folder `./content`: it does not exist; the last good site stays up\n\
         Read again (…): all mended\n"
    );
}

#[test]
fn several_files_at_once_are_one_line() {
    let served = serve("", &[], STRATEGY);
    served.write("content/eastvale/2026/people.md", "Prose.\n");
    served.write("content/eastvale/2026/places.md", "Prose.\n");
    let line = served.until("the line", |served| served.said().lines().find(|line| line.contains(" files (")).map(str::to_string));
    assert!(line.starts_with("2 files ("), "{line}");
}

#[test]
fn programs_are_told_everything_on_standard_output() {
    let mut served = serve("", &["--format", "json"], &STRATEGY.replace("[places]", "[plaecs]"));
    let mut output = served.child.stdout.take().unwrap();
    assert_eq!(tidy(&served.said(), 0).matches("unknown-reference").count(), 0);
    served.child.kill().unwrap();
    let mut json = String::new();
    output.read_to_string(&mut json).unwrap();
    let list = serde_json::Deserializer::from_str(&json).into_iter::<serde_json::Value>().next().unwrap().unwrap();
    assert_eq!(list[0]["code"], "unknown-reference");
}

#[test]
fn an_interrupt_ends_it_at_once_without_a_trace() {
    let files =
        |folder: &Path| walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path()).collect::<Vec<_>>();
    // A job in the background of a script ignores this signal, and so would all that it starts.
    let heeded = "env --default-signal=INT true 2>/dev/null && set -- env --default-signal=INT \"$@\";";
    let mut served = serve(heeded, &[], STRATEGY);
    let before = files(served.root.path());
    let _open: Vec<TcpStream> = (0..20).map(|_| served.ask("/__trustpress/events")).collect();
    let asked = Instant::now();
    assert!(Command::new("kill").args(["-INT", &served.child.id().to_string()]).status().unwrap().success());
    served.child.wait().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(2));
    assert_eq!(files(served.root.path()), before);
    // A listener of ours may take the port: Rust's own allows for connections that still linger there.
    TcpListener::bind(("127.0.0.1", served.port)).expect("the port is free");
}

#[test]
fn two_hundred_open_browsers_are_told_of_a_change() {
    let served = serve("ulimit -n 1024;", &[], STRATEGY);
    let mut streams: Vec<_> = (0..200).map(|_| BufReader::new(served.ask("/__trustpress/events")).lines()).collect();
    // And each has some connections more that it keeps open.
    let mut kept: Vec<TcpStream> = (0..400).map(|_| served.ask("/")).collect();
    for stream in &mut kept {
        let mut start = [0; 15];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
    }
    let mut next = |at: usize| streams[at].find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_string)).unwrap();
    let first: Vec<String> = (0..200).map(&mut next).collect();
    served.edit("title: People", "title: All people", " ms)");
    for (at, first) in first.iter().enumerate() {
        assert_ne!(next(at), *first);
    }
    assert!(served.get("/eastvale/2026/people/").unwrap().contains("All people"));
}

#[test]
fn running_out_of_file_handles_is_survived() {
    let served = serve("ulimit -n 48;", &[], STRATEGY);
    let mut held = Vec::new();
    for at in 0..100 {
        let mut stream = served.connect().unwrap();
        // Whole, half and nothing said.
        let text = ["GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HT", ""][at % 3];
        stream.write_all(text.as_bytes()).unwrap();
        held.push(stream);
    }
    // It cannot answer now, nor even read the content.
    let mut waiting = served.ask("/");
    waiting.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let failure = waiting.read(&mut [0]).unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut));
    served.write("content/eastvale/trust.yaml", "name: Eastvale Council\n");
    thread::sleep(Duration::from_millis(500));
    drop((held, waiting));
    served.until("the edit", |served| served.get("/").filter(|answer| answer.contains("Eastvale Council")));
}
