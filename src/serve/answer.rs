//! From what is shown and an address to an answer. Nothing here waits, writes or remembers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::http::{Answer, Asked, content_type, mark};
use super::{Shown, Snapshot};

/// The script that reloads a page: ours, added to answers only.
const SCRIPT: &str = include_str!("reload.js");
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT_ADDRESS: &str = "/__trustpress/reload.js";

/// The answer to a reading of `address`, the path and query of a request.
pub(super) fn answer<S: Snapshot>(shown: &Shown<S>, address: &str) -> Answer {
    if address == SCRIPT_ADDRESS {
        return Answer::new(200, content_type(SCRIPT_ADDRESS), SCRIPT.as_bytes().to_vec());
    }
    let Some(asked) = Asked::read(address) else {
        return Answer::plain(400, "No page can have this address.");
    };
    match shown {
        Shown::Site(site) => of_site(site.as_ref(), &asked),
        Shown::Problems(problems) => problem(503, "The content has problems", problems),
    }
}

fn of_site<S: Snapshot>(site: &S, asked: &Asked) -> Answer {
    let route = &*asked.route;
    let is_folder = route.is_empty() || route.ends_with('/');
    let path = if is_folder { format!("{route}index.html") } else { route.to_string() };
    if let Some(made) = make(site, &path) {
        return file(200, &path, made);
    }
    // A static host does the same. Without the slash, the page's relative links would lead beside it.
    if !is_folder && make(site, &format!("{route}/index.html")).is_some() {
        return Answer::plain(302, "This page's address ends in a slash.").with("Location", asked.with_slash());
    }
    match make(site, "404.html") {
        Some(made) => file(404, "404.html", made),
        None => problem(404, "There is no such page", ""),
    }
}

/// The bytes of a route. A panic in rendering is caught here: it is our mistake, and costs one answer, not the preview.
fn make<S: Snapshot>(site: &S, path: &str) -> Option<Result<Vec<u8>, String>> {
    if path.split('/').any(str::is_empty) {
        return None;
    }
    catch_unwind(AssertUnwindSafe(|| site.file(path))).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let words = words.unwrap_or("no words were left");
        Some(Err(format!("trustpress made a mistake while it made `{path}`: {words}")))
    })
}

fn file(status: u16, path: &str, made: Result<Vec<u8>, String>) -> Answer {
    match made {
        Ok(bytes) if content_type(path) == HTML => page(status, &bytes),
        Ok(bytes) => {
            let mark = mark(&bytes);
            Answer::new(status, content_type(path), bytes).with("ETag", format!("\"{mark}\""))
        }
        Err(words) => problem(500, "This page could not be made", &words),
    }
}

/// A page with the reload script in its head. The mark is of the page without it: what a build would write.
fn page(status: u16, html: &[u8]) -> Answer {
    let mark = mark(html);
    let script = format!(r#"<script src="{SCRIPT_ADDRESS}" data-mark="{mark}" defer></script>"#);
    let end_of_head = html.windows(b"</head>".len()).position(|text| text.eq_ignore_ascii_case(b"</head>"));
    // HTML may leave its head unsaid: a script at the very end runs just as well.
    let (before, after) = html.split_at(end_of_head.unwrap_or(html.len()));
    Answer::new(status, HTML.to_string(), [before, script.as_bytes(), after].concat()).with("ETag", format!("\"{mark}\""))
}

/// A page of our own that says what is wrong. It reloads itself when that is mended.
fn problem(status: u16, title: &str, words: &str) -> Answer {
    let mut text = String::new();
    let words = anstream::adapter::strip_str(words).to_string(); // ready for the terminal means: perhaps in colour
    pulldown_cmark_escape::escape_html(&mut text, &words).expect("writing to a string never fails");
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<pre style=\"white-space: pre-wrap\">{text}</pre>\n</main>\n</body>\n</html>\n"
    );
    page(status, html.as_bytes())
}
