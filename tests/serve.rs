//! The preview, asked over real sockets about a site that is a folder of made-up files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trustpress::serve::{self, Link, Options, Preview, Problems, Reading, ServeError, Snapshot};
use trustpress::source::Changes;

/// Long enough for the slowest machine; nothing waits for it unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site of fixed files. One that says `panic` does, and one that says `broken` is a problem.
struct Files(BTreeMap<String, String>);

impl Snapshot for Files {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, Problems>> {
        let text = self.0.get(path)?;
        assert!(text != "panic", "on purpose");
        Some(if text == "broken" { Err(problems("no <title>")) } else { Ok(text.clone().into_bytes()) })
    }

    /// A file whose text is `was PATH` has taken that one's place.
    fn moved(&self, path: &str) -> Option<Link> {
        let (path, text) =
            self.0.iter().find(|(_, text)| text.strip_suffix("</html>").unwrap_or(text).ends_with(&format!("was {path}")))?;
        Some(Link { path: format!("{path}#top"), title: format!("{} & more", text.len()) })
    }
}

fn problems(words: &str) -> Problems {
    Problems::in_words("1 <problem>", words)
}

/// Reads a folder as a site: its files, unless one is named `fault`, whose text then is the problem. The text of one named
/// `warning` is a problem beside the site.
fn read(folder: &Path) -> Result<Reading<Files>, String> {
    let entries =
        walkdir::WalkDir::new(folder).into_iter().collect::<Result<Vec<_>, _>>().map_err(|problem| problem.to_string())?;
    let files = entries.iter().filter(|entry| entry.file_type().is_file()).filter_map(|entry| {
        let name = entry.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        Some((name, fs::read_to_string(entry.path()).ok()?))
    });
    let files: BTreeMap<String, String> = files.collect();
    let (fault, warning) = (files.get("fault"), files.get("warning"));
    let problems = fault.or(warning).map(|words| problems(words));
    Ok(Reading { site: fault.is_none().then_some(Files(files)), problems, holds: None })
}

fn options(watch: &[PathBuf]) -> Options {
    Options { port: 0, exact_port: true, open: false, watch: watch.to_vec() }
}

/// A preview of a folder.
struct Site {
    folder: PathBuf,
    port: u16,
    ended: Arc<AtomicBool>,
    _place: TempDir,
}

impl Drop for Site {
    /// A preview has no end of its own: it must not complain of the folder that is now deleted.
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

fn site(files: &[(&str, &str)]) -> Site {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("content");
    fs::create_dir(&folder).unwrap();
    for (path, text) in files {
        write(&folder, path, text);
    }
    let preview = serve::bind(&options(std::slice::from_ref(&folder))).unwrap();
    let site = Site { port: port(&preview), folder, ended: Arc::default(), _place: place };
    let (folder, ended) = (site.folder.clone(), Arc::clone(&site.ended));
    let read = move |_: &Changes| {
        while ended.load(Ordering::Relaxed) {
            thread::park();
        }
        read(&folder)
    };
    thread::spawn(move || preview.run(read).unwrap());
    site
}

fn port(preview: &Preview) -> u16 {
    preview.address().trim_end_matches('/').rsplit_once(':').unwrap().1.parse().unwrap()
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// An answer, its head in lines.
struct Got {
    status: u16,
    head: String,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Site {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn ask(&self, method: &str, address: &str, host: &str) -> Got {
        let mut stream = self.connect();
        write!(stream, "{method} {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Got { status, head: head.to_string(), body: body.to_string() }
    }

    fn get(&self, address: &str) -> Got {
        self.ask("GET", address, &format!("127.0.0.1:{}", self.port))
    }

    /// Listens for events. Gives a way to wait for the next generation.
    fn events(&self) -> impl FnMut() -> u64 {
        let mut stream = self.connect();
        write!(stream, "GET /__trustpress/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let mut lines = BufReader::new(stream).lines().map(|line| line.expect("an event in time"));
        move || {
            let number = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_string));
            number.expect("the stream goes on").parse().unwrap()
        }
    }

    /// Asks until the page is as it should be.
    fn wait_for(&self, address: &str, what: &str, is_so: impl Fn(&Got) -> bool) -> Got {
        let end = Instant::now() + PATIENCE;
        loop {
            let got = self.get(address);
            if is_so(&got) {
                return got;
            }
            assert!(Instant::now() < end, "{what} never came; the last answer was {}: {}", got.status, got.body);
            thread::sleep(Duration::from_millis(10));
        }
    }
}

const PAGE: &str = "<!doctype html><html lang=en><head><title>Home</title></head><body>Home</body></html>";

#[test]
fn routes_are_answered_with_their_type_and_unknown_ones_with_the_sites_own_page() {
    let site = site(&[("index.html", PAGE), ("404.html", "<head></head>Lost"), ("style.css", "a{}"), ("a b/ü.json", "{}")]);
    let home = site.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("Content-Type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("Cache-Control"), Some("no-store"));
    assert_eq!(home.header("X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(site.get("/index.html?print=1").status, 200);

    let style = site.get("/style.css");
    assert_eq!((style.status, style.body.as_str()), (200, "a{}"));
    assert_eq!(style.header("Content-Type"), Some("text/css; charset=utf-8"));
    assert_eq!(site.get("/a%20b/%C3%BC.json").header("Content-Type"), Some("application/json; charset=utf-8"));

    for unknown in ["/nowhere/", "/nowhere", "//index.html", "/index.html/", "/.git/config", "/__trustpress/other"] {
        let lost = site.get(unknown);
        assert_eq!(lost.status, 404, "{unknown}");
        assert!(lost.body.ends_with("Lost"), "{unknown}");
    }
    for strange in ["/../index.html", "/%2e%2e/index.html", "/a%00b", "/..%5cindex.html", "/%ff", "http://localhost/"] {
        assert_eq!(site.get(strange).status, 400, "{strange}");
    }
}

#[test]
fn a_site_without_a_page_for_it_still_says_not_found() {
    let site = site(&[("index.html", PAGE)]);
    assert_eq!(site.get("/nowhere/").status, 404);
}

#[test]
fn only_reading_is_allowed() {
    let site = site(&[("index.html", PAGE)]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let got = site.ask(method, "/", &format!("localhost:{}", site.port));
        assert_eq!((got.status, got.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let site = site(&[("index.html", PAGE)]);
    let port = site.port;
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(site.ask("GET", "/", &format!("{host}:{port}")).status, 200, "{host}");
    }
    for host in [&format!("rebound.example:{port}"), "localhost", "localhost:1", "", &format!("localhost:{port}:{port}")] {
        assert_eq!(site.ask("GET", "/", host).status, 421, "{host}");
        assert_eq!(site.ask("GET", "/__trustpress/events", host).status, 421, "{host}");
    }
}

#[test]
fn a_folders_page_is_at_its_slash() {
    let site = site(&[("index.html", PAGE), ("homerton/2021 22/index.html", "<head></head>Homerton")]);
    let moved = site.get("/homerton/2021%2022?a=b%20c&d");
    assert_eq!((moved.status, moved.header("Location")), (302, Some("/homerton/2021%2022/?a=b%20c&d")));
    assert!(site.get("/homerton/2021%2022/").body.ends_with("Homerton"));
}

#[test]
fn head_is_get_without_the_body() {
    let site = site(&[("index.html", PAGE)]);
    let (get, head) = (site.get("/"), site.ask("HEAD", "/", &format!("localhost:{}", site.port)));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.head, get.head);
    assert_eq!(get.header("Content-Length"), Some(get.body.len().to_string().as_str()));
}

#[test]
fn one_connection_serves_many_requests() {
    let site = site(&[("index.html", "<head></head>one"), ("style.css", "two")]);
    let mut stream = site.connect();
    let host = format!("Host: localhost:{}\r\n", site.port);
    write!(stream, "GET / HTTP/1.1\r\n{host}\r\nGET /style.css HTTP/1.1\r\n{host}Connection: close\r\n\r\n").unwrap();
    let mut both = String::new();
    stream.read_to_string(&mut both).unwrap();
    assert_eq!(both.matches("HTTP/1.1 200 OK").count(), 2);
    assert!(both.find("one").unwrap() < both.find("\r\n\r\ntwo").unwrap(), "in the order of asking");
}

#[test]
fn the_reload_script_is_in_served_pages_only() {
    let site = site(&[("index.html", PAGE), ("bare.html", "No head"), ("feed.xml", "<head></head>")]);
    let home = site.get("/").body;
    let (before, rest) = home.split_once(r#"<script src="/__trustpress/reload.js" data-mark=""#).unwrap();
    let (_, after) = rest.split_once(r#" defer></script>"#).unwrap();
    assert_eq!(format!("{before}{after}"), PAGE);
    assert!(before.ends_with("</title>") && after.starts_with("</head>"));
    assert!(site.get("/bare.html").body.ends_with("defer></script>"));
    assert_eq!(site.get("/feed.xml").body, "<head></head>");
    let script = site.get("/__trustpress/reload.js");
    assert_eq!(script.header("Content-Type"), Some("text/javascript; charset=utf-8"));
    assert!(script.body.contains("EventSource"));
}

#[test]
fn the_mark_in_a_page_is_the_mark_of_its_answer() {
    let site = site(&[("index.html", PAGE), ("404.html", "<head></head>Lost")]);
    for address in ["/", "/nowhere/"] {
        let got = site.get(address);
        let mark = got.header("ETag").unwrap().trim_matches('"').to_string();
        assert!(got.body.contains(&format!("data-mark=\"{mark}\"")), "{address}");
    }
}

#[test]
fn a_change_is_told_and_shown() {
    let site = site(&[("index.html", PAGE)]);
    let mut next = site.events();
    let first = next();
    write(&site.folder, "index.html", "<head></head>Changed");
    assert!(next() > first);
    site.wait_for("/", "the change", |got| got.body.ends_with("Changed"));

    // What is in a folder made at once with its file is seen, told or not.
    write(&site.folder, "a/b/c/index.html", "<head></head>Deep");
    site.wait_for("/a/b/c/", "the page in the new folder", |got| got.body.ends_with("Deep"));
    fs::rename(site.folder.join("a"), site.folder.join("z")).unwrap();
    site.wait_for("/z/b/c/", "the page in the renamed folder", |got| got.status == 200);
    assert_eq!(site.get("/a/b/c/").status, 404);
    write(&site.folder, "z/b/c/index.html", "<head></head>Deeper");
    site.wait_for("/z/b/c/", "an edit in the renamed folder", |got| got.body.ends_with("Deeper"));
}

#[test]
fn hidden_files_and_reading_are_no_change() {
    let site = site(&[("index.html", PAGE)]);
    let mut next = site.events();
    let first = next();
    write(&site.folder, ".index.html.swp", "an editor's own");
    site.get("/");
    thread::sleep(Duration::from_millis(150));
    write(&site.folder, "index.html", "<head></head>Changed");
    assert_eq!(next(), first + 1);
}

#[test]
fn problems_keep_the_last_good_site_up() {
    let site = site(&[("index.html", "<head></head>Good")]);
    let mut next = site.events();
    let first = next();
    write(&site.folder, "fault", "line 3: no such goal");
    write(&site.folder, "index.html", "<head></head>Half done");
    thread::sleep(Duration::from_millis(200));
    assert!(site.get("/").body.ends_with("Good"));
    assert_eq!(next(), first + 1, "browsers are told of the problems once");
    fs::remove_file(site.folder.join("fault")).unwrap();
    assert_eq!(next(), first + 2);
    assert!(site.get("/").body.ends_with("Half done"));
}

#[test]
fn the_state_of_a_page_says_what_a_browser_would_get_and_what_is_wrong() {
    let site = site(&[
        ("index.html", PAGE),
        ("404.html", "<head></head>Lost"),
        ("a/index.html", "broken"),
        ("b.html", "was old/x/index.html"),
    ]);
    let state = |address: &str| {
        serde_json::from_str::<serde_json::Value>(&site.get(&format!("/__trustpress/state{address}")).body).unwrap()
    };
    let note = |address: &str| state(address)["note"]["html"].as_str().unwrap_or_default().to_string();
    let home = state("/");
    assert_eq!((&home["status"], &home["note"]), (&200.into(), &serde_json::Value::Null));
    let page = site.get("/");
    assert!(
        page.body.contains(&format!("data-mark={} data-status=\"200\" data-since=\"{}\"", home["mark"], home["since"])),
        "{}",
        page.body
    );

    assert_eq!(state("/a/")["status"], 500);
    assert!(note("/a/").contains("no &lt;title&gt;") && note("/a/").contains("note--errors"));
    assert_eq!((&state("/old/x/")["status"], &state("/old/x/")["note"]["ofThePast"]), (&404.into(), &false.into()));
    assert!(note("/old/x/").contains("<a href=\"/b.html#top\">20 &amp; more</a>"), "{}", note("/old/x/"));
    assert_eq!(state("/a/gone/")["note"]["ofThePast"], true, "a page that never was says so itself");
    assert!(note("/a/gone/").contains("<code>/a/gone/</code>") && note("/a/gone/").contains("<a href=\"/a/\">/a/</a>"));
    assert!(note("/gone/").contains("<a href=\"/\">/</a>"));

    let mut next = site.events();
    next();
    write(&site.folder, "warning", "a long <sentence>");
    next();
    assert!(note("/").contains("note--warnings") && note("/").contains("a long &lt;sentence&gt;"));
    write(&site.folder, "fault", "no such goal");
    next();
    for address in ["/", "/b.html", "/gone/", "/a/"] {
        assert!(note(address).contains("no such goal") && note(address).contains("last good state"), "{address}");
    }
    assert_eq!(
        state("/")["since"].as_u64().unwrap(),
        home["since"].as_u64().unwrap() + 1,
        "the site is still the one with the warning"
    );
    assert_eq!(site.get("/__trustpress/state/../x").status, 400);
}

#[test]
fn a_reading_that_fails_is_tried_again() {
    let site = site(&[("index.html", "<head></head>Good")]);
    let mut next = site.events();
    next();
    let before = site.folder.with_file_name("elsewhere");
    fs::rename(&site.folder, &before).unwrap();
    site.wait_for("/__trustpress/state/", "the failure", |got| got.body.contains("could not be read"));
    assert!(site.get("/").body.ends_with("Good"));
    fs::rename(&before, &site.folder).unwrap();
    site.wait_for("/__trustpress/state/", "the mend", |got| got.body.contains("\"note\":null"));
}

#[test]
fn before_the_first_good_site_every_page_is_the_problems() {
    let site = site(&[("index.html", PAGE), ("fault", "error: <goal> & \"aim\"")]);
    let mut next = site.events();
    next();
    for address in ["/", "/anywhere/at/all"] {
        let got = site.get(address);
        assert_eq!(got.status, 503);
        assert!(got.body.contains("error: &lt;goal&gt; &amp; &quot;aim&quot;"), "{}", got.body);
        assert!(got.body.contains("1 &lt;problem&gt;") && got.body.contains("/__trustpress/reload.js"));
    }
    fs::remove_file(site.folder.join("fault")).unwrap();
    next();
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn a_page_that_fails_or_panics_costs_one_answer() {
    let site = site(&[("index.html", PAGE), ("broken.html", "broken"), ("panic/index.html", "panic")]);
    let broken = site.get("/broken.html");
    assert_eq!(broken.status, 500);
    assert!(broken.body.contains("no &lt;title&gt;") && broken.body.contains("reload.js"));
    for _ in 0..20 {
        let panicked = site.get("/panic/");
        assert_eq!(panicked.status, 500);
        assert!(panicked.body.contains("on purpose"), "{}", panicked.body);
    }
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn a_folder_that_goes_and_comes_back_is_watched_again() {
    let site = site(&[("index.html", "<head></head>First")]);
    assert!(site.wait_for("/", "the first site", |got| got.status == 200).body.ends_with("First"));
    fs::remove_dir_all(&site.folder).unwrap();
    thread::sleep(Duration::from_millis(100));
    assert!(site.get("/").body.ends_with("First"), "the last good site stays up");
    write(&site.folder, "index.html", "<head></head>Second");
    site.wait_for("/", "the folder that came back", |got| got.body.ends_with("Second"));
    write(&site.folder, "index.html", "<head></head>Third");
    site.wait_for("/", "an edit in the folder that came back", |got| got.body.ends_with("Third"));
    // Gone and back between two looks, as a switch of branches does it.
    fs::remove_dir_all(&site.folder).unwrap();
    write(&site.folder, "index.html", "<head></head>Fourth");
    site.wait_for("/", "the folder made anew at once", |got| got.body.ends_with("Fourth"));
    write(&site.folder, "index.html", "<head></head>Fifth");
    site.wait_for("/", "an edit in the folder made anew", |got| got.body.ends_with("Fifth"));
}

#[test]
fn a_folder_that_is_not_there_yet_is_watched_when_it_is() {
    let place = TempDir::new().unwrap();
    let themes = place.path().join("themes");
    let preview = serve::bind(&options(std::slice::from_ref(&themes))).unwrap();
    let (sender, calls) = std::sync::mpsc::channel();
    thread::spawn(move || {
        preview.run(move |_| {
            sender.send(()).unwrap();
            Ok(Reading { site: Some(Files(BTreeMap::new())), problems: None, holds: None })
        })
    });
    calls.recv_timeout(PATIENCE).unwrap();
    fs::create_dir(&themes).unwrap();
    calls.recv_timeout(PATIENCE).expect("a look when the folder comes");
    write(&themes, "style.css", "a{}");
    calls.recv_timeout(PATIENCE).expect("a look when a file in it changes");
}

#[test]
fn a_taken_port_gives_the_next_or_an_error() {
    let first = serve::bind(&options(&[])).unwrap();
    let port = port(&first);
    let taken = Options { port, ..options(&[]) };
    match serve::bind(&taken) {
        Err(problem @ ServeError::Port { .. }) => {
            assert_eq!(problem.to_string(), format!("could not serve on port {port}: another program uses it"));
        }
        _ => panic!("the port is taken"),
    }
    if let Ok(next) = serve::bind(&Options { exact_port: false, ..taken }) {
        assert_ne!(next.address(), first.address());
    }
}

#[test]
fn a_machine_that_cannot_read_at_the_start_ends_the_preview() {
    let preview = serve::bind(&options(&[])).unwrap();
    let ended = preview.run(|_| Err::<Reading<Files>, _>("could not read the folder `content`".to_string()));
    assert_eq!(ended.unwrap_err().to_string(), "could not read the folder `content`");
}

#[test]
fn a_slow_browser_holds_up_nobody() {
    let large = format!("<head></head>{}", "x".repeat(8_000_000));
    let site = site(&[("index.html", PAGE), ("large.html", &large)]);
    let mut held: Vec<TcpStream> = (0..16).map(|_| site.connect()).collect();
    for stream in &mut held[..8] {
        write!(stream, "GET /large.html HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", site.port).unwrap();
    }
    for stream in &mut held[8..12] {
        write!(stream, "GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn what_is_no_request_is_refused() {
    let site = site(&[("index.html", PAGE)]);
    let say = |text: &str| {
        let mut stream = site.connect();
        let _ = stream.write_all(text.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    let host = format!("Host: localhost:{}", site.port);
    for nonsense in ["hello\r\n", "GET /\r\n", "GET / HTTP/2.0\r\n", "GET / x HTTP/1.1\r\n", "GET / HTTP/1.1\r\nno header\r\n\r\n"]
    {
        assert!(say(nonsense).starts_with("HTTP/1.1 400 "), "{nonsense:?}");
    }
    assert!(say(&format!("GET /{} HTTP/1.1\r\n", "x".repeat(70_000))).starts_with("HTTP/1.1 400 "));
    assert!(say("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 421 "), "no host");
    assert!(
        say(&format!("GET / HTTP/1.1\r\n{host}\r\n{host}\r\nConnection: close\r\n\r\n")).starts_with("HTTP/1.1 421 "),
        "two hosts"
    );
    assert!(say(&format!("GET / HTTP/1.0\r\n{host}\r\n\r\n")).starts_with("HTTP/1.1 200 "), "and it closes by itself");
    assert!(say(&format!("GET / HTTP/1.1\n{host}\nConnection: close\n\n")).starts_with("HTTP/1.1 200 "), "bare line ends");
    // A body is never read as the next request.
    let body = format!("GET / HTTP/1.1\r\n{host}\r\n\r\n");
    let posted = say(&format!("POST / HTTP/1.1\r\n{host}\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    assert!(posted.starts_with("HTTP/1.1 405 ") && posted.matches("HTTP/1.1").count() == 1);
}
