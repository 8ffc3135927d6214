//! Addresses that were published and would be gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, nearest};
use crate::site::{Node, Site};
use crate::source::Place;

/// What pages alone load, and no other site links to.
const OF_PAGES: [&str; 3] = ["assets/", "cards/", "search/"];

/// A record whose pages are gone: its address, and what stood below that.
#[derive(Default)]
struct Gone<'p> {
    pages: Vec<&'p str>,
    files: Vec<&'p str>,
}

/// Every page and file of an earlier publication that the site neither has nor leads on from. All that stood below a record
/// that is gone, such as a whole strategy, is one problem.
pub fn lost(site: &Site, published: &[String]) -> Diagnostics {
    // What a file with a mistake holds is not gone.
    if !site.is_whole() {
        return Diagnostics::new();
    }
    let before: BTreeSet<&str> = published.iter().map(String::as_str).collect();
    let is_lost = |path: &&str| {
        let is_page = path.ends_with(".html");
        let of_pages = OF_PAGES.iter().any(|folder| path.starts_with(folder)) || path.ends_with("/brand.css");
        let matters = is_page || (path.contains('/') && !of_pages);
        matters && site.routes().owner(path).is_none() && site.routes().moved_to(path).is_none()
    };
    let lost: Vec<&str> = before.iter().copied().filter(is_lost).collect();
    let without = if lost.is_empty() { BTreeMap::new() } else { site.left_out() };
    let (left_out, lost): (Vec<&str>, Vec<&str>) = lost.into_iter().partition(|path| without.contains_key(*path));
    let mut by_place: BTreeMap<Option<Place>, Vec<&str>> = BTreeMap::new();
    for path in left_out {
        by_place.entry(site.place_of_leaving_out(without[path])).or_default().push(path);
    }
    let mut gone: BTreeMap<String, Gone> = BTreeMap::new();
    for path in lost {
        let below = gone.entry(record(site, path)).or_default();
        if path.ends_with(".html") { &mut below.pages } else { &mut below.files }.push(path);
    }
    let gone = gone.iter().map(|(address, below)| problem(site, &before, address, below, &gone));
    gone.chain(by_place.iter().map(|(place, paths)| without_it(*place, paths))).collect()
}

/// What `site.yaml` leaves out is gone on purpose, all of a kind by one word.
fn without_it(place: Option<Place>, paths: &[&str]) -> Diagnostic {
    let shown = format!("/{}", paths[0].trim_end_matches("index.html"));
    let more = match paths.len() - 1 {
        0 => String::new(),
        1 => ", with another of its kind".to_string(),
        more => format!(", with {more} others of its kind"),
    };
    let message = format!("`{shown}` was published{more}, and the site does without it now");
    let help = "if that is meant, say under `redirects` in `content/site.yaml` what to read instead of a page that others link to";
    let problem = Diagnostic::general(&codes::LOST_ADDRESS, message).help(help);
    Diagnostic { severity: Severity::Warning, place, ..problem }
}

/// The outermost record in a path that the site does not have: `hill`, `hill/2025` or `hill/2026/caring`; else the path's folder,
/// or the file itself.
fn record(site: &Site, path: &str) -> String {
    let page = path.strip_suffix("/index.html").unwrap_or(path);
    let parts: Vec<&str> = page.split('/').collect();
    let has = |folder: String| site.routes().owner(&format!("{folder}/index.html")).is_some();
    match parts[..] {
        ["topics" | "compare", topic, ..] if path.ends_with(".html") || parts.len() > 2 => format!("topics/{topic}"),
        [_] => page.to_string(),
        [trust, ..] if !has(trust.to_string()) => trust.to_string(),
        [trust, strategy, ..] if parts.len() > 2 && !has(format!("{trust}/{strategy}")) => format!("{trust}/{strategy}"),
        _ => page.to_string(),
    }
}

fn problem(site: &Site, before: &BTreeSet<&str>, address: &str, below: &Gone, gone: &BTreeMap<String, Gone>) -> Diagnostic {
    let own = format!("{address}/index.html");
    let first = if below.pages.contains(&own.as_str()) {
        own.as_str()
    } else {
        below.pages.first().or(below.files.first()).copied().unwrap_or(address)
    };
    let shown = format!("/{}", first.trim_end_matches("index.html"));
    let more = below.pages.len().saturating_sub(1);
    let more = match (below.pages.is_empty(), more) {
        (true, _) | (_, 0) => String::new(),
        (_, 1) => ", with another page below it".to_string(),
        (_, more) => format!(", with {more} pages below it"),
    };
    let from = first.trim_end_matches("index.html");
    if site.hides(address) {
        let problem = Diagnostic::general(&codes::LOST_ADDRESS, format!("`{shown}` was published{more}, and is hidden now"));
        let problem = problem.help(format!(
            "if that is meant, say under `redirects` in `content/site.yaml` what to read instead: `- {{ from: {from}, to: … }}`"
        ));
        return Diagnostic { severity: Severity::Warning, ..problem };
    }
    let message = format!("`{shown}` was published{more}, and nothing stands there now");
    let is_file = below.pages.is_empty();
    let severity = if is_file { Severity::Warning } else { Severity::Error };
    let problem = Diagnostic { severity, ..Diagnostic::general(&codes::LOST_ADDRESS, message) };
    if is_file {
        return problem.help("put the file back, or tell those who use it where it is now");
    }
    if let Some((name, file, place)) = successor(site, before, address, gone) {
        let old = address.rsplit('/').next().unwrap_or(address);
        let problem = Diagnostic { place, ..problem };
        return problem.help(format!("if that is `{name}` now, add a line `was: [{old}]` to it{file}"));
    }
    let to = site.moved(first).map_or("…".to_string(), |node| site.address(node));
    problem.help(format!("write under `redirects` in `content/site.yaml` what takes its place: `- {{ from: {from}, to: {to} }}`"))
}

/// The record that likely has another id now: of those beside it that were not published before, the nearest by its name, or
/// the only one where only one is gone. Its id, where to write the line, and its place.
fn successor(
    site: &Site,
    before: &BTreeSet<&str>,
    address: &str,
    gone: &BTreeMap<String, Gone>,
) -> Option<(String, String, Option<Place>)> {
    let (above, old) = address.rsplit_once('/').unwrap_or(("", address));
    let beside: Vec<(Node, String, Place)> = match (&above.split('/').collect::<Vec<_>>()[..], above) {
        (_, "") => {
            let trusts = site.trust_ids().map(|id| (Node::Trust(id), site.trust(id).id.clone(), site.trust(id).source.start()));
            let page = |(id, page): (_, &crate::site::Page)| (Node::Page(id), page.id.clone(), page.source.start());
            trusts.chain(site.page_ids().zip(&site.pages).map(page)).collect()
        }
        (_, "topics") => {
            let source = site.files().topics?;
            let place = |id| source.at(site.topic(id).record.id.at);
            site.topic_ids().map(|id| (Node::Topic(id), site.topic(id).record.id.value.to_string(), place(id))).collect()
        }
        ([trust], _) => {
            let trust = site.trust_ids().find(|&id| site.trust(id).id == *trust)?;
            let strategies = site.trust(trust).strategies.iter().map(|&id| (id, site.strategy(id)));
            strategies.map(|(id, strategy)| (Node::Strategy(id), strategy.id.clone(), strategy.source.start())).collect()
        }
        ([_, _], above) => {
            let Some(Node::Strategy(id)) = site.find(above) else { return None };
            let place = |item| site.place(id, site.item(item).fields.id.at);
            site.goals(id).map(|item| (Node::Item(item), site.item(item).id.to_string(), place(item))).collect()
        }
        _ => return None,
    };
    let fresh: Vec<_> = beside.into_iter().filter(|(node, ..)| !before.contains(site.location(*node).0.as_str())).collect();
    let is_beside = |other: &&String| other.rsplit_once('/').map_or("", |(above, _)| above) == above && !site.hides(other);
    let lost_beside = gone.keys().filter(is_beside).count();
    let near = nearest(old, fresh.iter().map(|(_, id, _)| id.as_str()));
    let found = match (near, &fresh[..]) {
        (Some(near), _) => fresh.iter().find(|(_, id, _)| id == near)?,
        (None, [only]) if lost_beside == 1 => only,
        _ => return None,
    };
    let (node, id, place) = found;
    let file = match node {
        Node::Trust(_) => ", in its `trust.yaml`",
        Node::Strategy(_) => ", in its `strategy.yaml`",
        _ => "",
    };
    Some((id.clone(), file.to_string(), Some(*place)))
}
