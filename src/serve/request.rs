//! The head of a request, read from a connection.

use std::io::{self, BufRead, Read};

/// In bytes. No browser sends a larger head; without a limit, one request could take all memory.
const LARGEST_HEAD: u64 = 64 * 1024;

/// What the preview needs to know of a request.
pub(super) struct Request {
    pub method: String,
    /// The path and query as they came.
    pub address: String,
    /// The value of every `Host` header. An honest request has one.
    pub hosts: Vec<String>,
    /// Whether another request may follow on the connection. Never after one with a body: nothing here reads bodies.
    pub may_continue: bool,
}

impl Request {
    /// Reads the next head. `None` for what is not HTTP/1, after which nothing on the connection can be trusted.
    ///
    /// # Errors
    /// The connection ended or fell silent.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<Request>> {
        let mut from = from.take(LARGEST_HEAD);
        let Some(first) = line(&mut from)? else { return Ok(None) };
        let mut words = first.split(' ');
        let (Some(method), Some(address), Some(version), None) = (words.next(), words.next(), words.next(), words.next()) else {
            return Ok(None);
        };
        if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
            return Ok(None);
        }
        let (method, address) = (method.to_string(), address.to_string());
        let mut request = Request { method, address, hosts: Vec::new(), may_continue: version == "HTTP/1.1" };
        loop {
            let Some(header) = line(&mut from)? else { return Ok(None) };
            if header.is_empty() {
                return Ok(Some(request));
            }
            let Some((name, value)) = header.split_once(':') else { return Ok(None) };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "host" => request.hosts.push(value.to_string()),
                "connection" => request.may_continue &= !value.to_ascii_lowercase().contains("close"),
                "content-length" => request.may_continue &= value == "0",
                "transfer-encoding" => request.may_continue = false,
                _ => {}
            }
        }
    }
}

/// One line without its end. `None` if it is longer than what is left of the largest head.
fn line(from: &mut io::Take<impl BufRead>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line)?;
    if line.pop_if(|last| *last == b'\n').is_none() {
        return if from.limit() == 0 { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
    }
    line.pop_if(|last| *last == b'\r');
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}
