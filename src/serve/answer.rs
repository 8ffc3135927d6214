//! From what is shown and an address to an answer. Nothing here waits, writes or remembers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::http::{Answer, Asked, content_type, mark};
use super::overlay::{self, Note};
use super::{Problems, Shown, Snapshot};

/// The script that keeps a page up to date: ours, added to answers only. It leaves no names behind in the page.
const SCRIPT: &str = concat!(
    "(() => {\n",
    include_str!("script/note.js"),
    include_str!("script/likeness.js"),
    include_str!("script/page.js"),
    "})();\n"
);
const SCRIPT_ADDRESS: &str = "/__trustpress/reload.js";
/// Below this address stands what the script of a page wants to know of it.
const STATE: &str = "/__trustpress/state";
const HTML: &str = "text/html; charset=utf-8";

/// The answer to a reading of `address`, the path and query of a request.
pub(super) fn answer<S: Snapshot>(shown: &Shown<S>, address: &str) -> Answer {
    match address {
        SCRIPT_ADDRESS => return Answer::new(200, content_type(SCRIPT_ADDRESS), SCRIPT.as_bytes().to_vec()),
        overlay::STYLE_ADDRESS => return Answer::new(200, content_type(address), overlay::STYLE.as_bytes().to_vec()),
        _ => {}
    }
    let (address, is_state) = address.strip_prefix(STATE).map_or((address, false), |address| (address, true));
    let Some(asked) = Asked::read(address) else {
        return Answer::plain(400, "No page can have this address.");
    };
    let found = Found::at(shown, &asked.route);
    if is_state {
        return state(shown, &asked.route, &found);
    }
    match found {
        Found::File(path, bytes) if content_type(&path) == HTML => page(shown, 200, &bytes),
        Found::File(path, bytes) => {
            let mark = mark(&bytes);
            Answer::new(200, content_type(&path), bytes).with("ETag", format!("\"{mark}\""))
        }
        // A static host does the same. Without the slash, the page's relative links would lead beside it.
        Found::Folder => Answer::plain(302, "This page's address ends in a slash.").with("Location", asked.with_slash()),
        Found::Nothing(bytes) => page(shown, 404, &bytes),
        Found::Failed(problems) => page(shown, 500, failed(&problems).as_bytes()),
        Found::NoSite => page(shown, 503, no_site(shown).as_bytes()),
    }
}

/// What stands at an address.
enum Found {
    File(String, Vec<u8>),
    /// There is a page, at the address with a slash at its end.
    Folder,
    /// The page that the site has for this.
    Nothing(Vec<u8>),
    Failed(Problems),
    /// There has been no good site yet.
    NoSite,
}

impl Found {
    fn at<S: Snapshot>(shown: &Shown<S>, route: &str) -> Found {
        let Some(site) = shown.site.as_deref() else { return Found::NoSite };
        let is_folder = route.is_empty() || route.ends_with('/');
        let path = if is_folder { format!("{route}index.html") } else { route.to_string() };
        match make(site, &path) {
            Some(Ok(bytes)) => return Found::File(path, bytes),
            Some(Err(problems)) => return Found::Failed(problems),
            None => {}
        }
        if !is_folder && make(site, &format!("{route}/index.html")).is_some() {
            return Found::Folder;
        }
        match make(site, "404.html") {
            Some(Ok(bytes)) => Found::Nothing(bytes),
            Some(Err(problems)) => Found::Failed(problems),
            None => {
                let problems = Problems::in_words("No such page", "The site has no page for this either: it has no 404.html.");
                Found::Nothing(overlay::page("There is no such page", "", &problems).into_bytes())
            }
        }
    }
}

/// The bytes of a route. A panic in rendering is caught here: it is our mistake, and costs one answer, not the preview.
fn make<S: Snapshot>(site: &S, path: &str) -> Option<Result<Vec<u8>, Problems>> {
    if path.split('/').any(str::is_empty) {
        return None;
    }
    catch_unwind(AssertUnwindSafe(|| site.file(path))).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let words = format!("It failed at `{path}`: {}", words.unwrap_or("no words were left"));
        Some(Err(Problems::in_words("A mistake of trustpress itself", &words)))
    })
}

fn failed(problems: &Problems) -> String {
    overlay::page("This page could not be made", "It will be here when this is mended.", problems)
}

fn no_site<S>(shown: &Shown<S>) -> String {
    let problems = shown.problems.as_deref().expect("a reading without a site has problems");
    overlay::page("The content has problems", "The site will be here when they are mended.", problems)
}

/// A page with our script in its head, which is told what it is in: the mark is of the page without it, as a build would write
/// it.
fn page<S>(shown: &Shown<S>, status: u16, html: &[u8]) -> Answer {
    let (mark, since) = (mark(html), shown.since);
    let script =
        format!(r#"<script src="{SCRIPT_ADDRESS}" data-mark="{mark}" data-status="{status}" data-since="{since}" defer></script>"#);
    let end_of_head = html.windows(b"</head>".len()).position(|text| text.eq_ignore_ascii_case(b"</head>"));
    // HTML may leave its head unsaid: a script at the very end runs just as well.
    let (before, after) = html.split_at(end_of_head.unwrap_or(html.len()));
    Answer::new(status, HTML.to_string(), [before, script.as_bytes(), after].concat()).with("ETag", format!("\"{mark}\""))
}

/// What the script of a page asks: what it would get now, and what is to be said over what it shows.
fn state<S: Snapshot>(shown: &Shown<S>, route: &str, found: &Found) -> Answer {
    let (status, mark) = match found {
        Found::File(_, bytes) => (200, mark(bytes)),
        Found::Folder => (302, String::new()),
        Found::Nothing(bytes) => (404, mark(bytes)),
        Found::Failed(problems) => (500, mark(failed(problems).as_bytes())),
        Found::NoSite => (503, mark(no_site(shown).as_bytes())),
    };
    let note = note(shown, route, found).map(|note| {
        let mark = note.mark();
        serde_json::json!({ "html": note.html, "said": note.said, "mark": mark, "ofThePast": note.of_the_past })
    });
    let state = serde_json::json!({ "status": status, "mark": mark, "since": shown.since, "note": note });
    Answer::new(200, content_type("state.json"), state.to_string().into_bytes())
}

/// What is worst comes first: no page is what it should be while the content has errors.
fn note<S: Snapshot>(shown: &Shown<S>, route: &str, found: &Found) -> Option<Note> {
    let problems = shown.problems.as_deref();
    if !shown.is_current {
        return problems.map(Note::errors);
    }
    match found {
        Found::Failed(problems) => Some(Note::failed(problems)),
        Found::Nothing(_) | Found::Folder => gone(shown.site.as_deref()?, route),
        _ => problems.map(Note::warnings),
    }
}

fn gone<S: Snapshot>(site: &S, route: &str) -> Option<Note> {
    let folder = |path: &str| path.strip_suffix("index.html").unwrap_or(path).to_string();
    let route = folder(route);
    let moved = site.moved(&format!("{}/index.html", route.trim_end_matches('/')));
    let mut above = route.trim_end_matches('/');
    while let Some((shorter, _)) = above.rsplit_once('/') {
        above = shorter;
        if make(site, &format!("{above}/index.html")).is_some() {
            return Some(Note::gone(&route, moved.as_ref(), &format!("{above}/")));
        }
    }
    Some(Note::gone(&route, moved.as_ref(), ""))
}
