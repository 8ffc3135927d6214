//! What HTTP asks of every answer, and how to read an address: nothing about the site.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hasher};

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything that could mean something else in a path is encoded.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A whole answer, before it is bytes.
pub(super) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, content_type: String, body: Vec<u8>) -> Answer {
        Answer { status, headers: vec![("Content-Type", content_type)], body }
    }

    pub fn plain(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8".to_string(), format!("{words}\n").into_bytes())
    }

    /// The answer with one more header. The value has no line breaks in it.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    /// Head and, if wanted, body; the head is the same either way. `may_continue`: the connection stays open afterwards.
    pub fn to_bytes(&self, with_body: bool, may_continue: bool) -> Vec<u8> {
        let (status, reason) = (self.status, reason(self.status));
        let mut head = format!("HTTP/1.1 {status} {reason}\r\nContent-Length: {}\r\n", self.body.len());
        // A preview is always asked anew.
        head.push_str("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
        for (name, value) in &self.headers {
            debug_assert!(!value.contains(['\r', '\n']), "a header is one line");
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(if may_continue { "\r\n" } else { "Connection: close\r\n\r\n" });
        let mut bytes = head.into_bytes();
        if with_body {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// Whether the one `Host` header names this machine and our port. A browser leaves out port 80.
pub(super) fn is_this_machine(hosts: &[String], port: u16) -> bool {
    let [host] = hosts else { return false };
    let name = match host.strip_suffix(&format!(":{port}")) {
        Some(name) => name,
        None if port == 80 => host.as_str(),
        None => return false,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

/// What a request asks for: the route below the site's root, decoded, and the query as it came.
pub(super) struct Asked<'a> {
    pub route: Cow<'a, str>,
    query: Option<&'a str>,
}

impl Asked<'_> {
    /// Reads the address of a request line. `None` for what no page's address can be: not UTF-8, a NUL, a backslash, a
    /// `.` or `..` between slashes, or an address that does not begin at the root.
    pub fn read(address: &str) -> Option<Asked<'_>> {
        let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let route = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
        let strange = route.contains(['\0', '\\']) || route.split('/').any(|name| matches!(name, "." | ".."));
        (!strange).then_some(Asked { route, query })
    }

    /// The same address with a slash at the end of its path, fit for a header.
    pub fn with_slash(&self) -> String {
        let path = encoded(&self.route);
        let query = self.query.map(|query| format!("?{}", utf8_percent_encode(query, CONTROLS)));
        format!("/{path}/{}", query.unwrap_or_default())
    }
}

/// A path as an address has it.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The content type of a file, by its ending. The site's text is always UTF-8.
pub(super) fn content_type(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream");
    let is_text = kind.starts_with("text/") || ["json", "xml", "javascript"].iter().any(|end| kind.ends_with(end));
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// A mark that differs when bytes differ, for a browser to compare.
pub(super) fn mark(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}
