//! What a web server is to do, from one list: which headers its answers carry, and which old addresses lead on.
//!
//! The forms for servers of different kinds are made from it, one file each.

mod apache;
mod iis;
mod nginx;

pub use apache::apache;
pub use iis::iis;
pub use nginx::nginx;

use crate::page::POLICY;
use crate::site::Site;

/// The kinds of files whose type not every server knows: ending, type. Feeds are told by their whole name.
const TYPES: [(&str, &str); 3] = [("csv", "text/csv"), ("ics", "text/calendar"), ("json", "application/json")];
const FEED: &str = "application/atom+xml";

/// Every header that answers are to carry. One that the site's author writes stands in place of the usual one of that name.
fn headers(site: &Site) -> Vec<(String, String)> {
    let usual = [
        // Each page says the same of itself, but for who may frame it.
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors 'self'")),
        ("X-Content-Type-Options", "nosniff".to_string()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_string()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_string()),
    ];
    let own = || site.file.iter().flat_map(|file| file.server.headers.iter());
    let is_own = |name: &str| own().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let usual = usual.into_iter().filter(|(name, _)| !is_own(name)).map(|(name, value)| (name.to_string(), value));
    usual.chain(own().map(|(name, value)| (name.to_string(), value.to_string()))).collect()
}

/// Every old address, and where it leads: full paths on the host.
fn redirects(site: &Site) -> Vec<(String, String)> {
    let base = site.base_path();
    let address = |path: &str| format!("{base}{}", path.trim_end_matches("index.html"));
    let whole = |(old, (path, place)): (String, (String, Option<String>))| {
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        (address(&old), address(&path) + &place)
    };
    site.leads_on().into_iter().map(whole).collect()
}

/// `_headers`, as Netlify and Cloudflare Pages read it.
pub fn headers_file(site: &Site) -> String {
    let lines = headers(site).into_iter().map(|(name, value)| format!("  {name}: {value}\n")).collect::<String>();
    format!("{}*\n{lines}", site.base_path())
}

/// `_redirects`, as Netlify and Cloudflare Pages read it. Netlify lets a page's stub come first, which leads to the same place.
pub fn redirects_file(site: &Site) -> String {
    redirects(site).into_iter().map(|(old, new)| format!("{} {new} 301\n", escaped(&old))).collect()
}

/// A path as an address has it: blanks and what has a meaning of its own are escaped.
fn escaped(path: &str) -> String {
    let escaped = |c: char| match c {
        ' ' | '"' | '\'' | '#' | '?' | '%' | '<' | '>' | '*' | ':' | ';' | '{' | '}' | '$' | '\\' => format!("%{:02X}", c as u32),
        c if c.is_ascii() && !c.is_control() => c.to_string(),
        c => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    path.chars().map(escaped).collect()
}

/// The first lines of a snippet, after the mark that starts a comment.
fn preface(site: &Site, mark: &str, how: &[&str]) -> String {
    let made = format!("Made by trustpress {} for a site at {}.", env!("CARGO_PKG_VERSION"), site.base_path());
    std::iter::once(made.as_str()).chain(how.iter().copied()).map(|line| format!("{mark} {line}\n")).collect()
}
