//! What the test programs share: sites from texts in memory, rendered whole, and a small reader of HTML.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use trustpress::diagnostic::Diagnostics;
use trustpress::source::Sources;
use trustpress::{Options, Publication, RenderError, When, publication};

/// The moment that every test looks from, unless it says otherwise.
pub fn options() -> Options {
    Options { when: When::Civil(date(2026, 1, 1).at(12, 0, 0, 0)), base_url: None, drafts: false, advice: true, ended: |_| () }
}

/// A site from files in memory, and what was wrong with them.
pub fn publish(files: &BTreeMap<String, String>, options: &Options) -> (Publication, Diagnostics) {
    publication(Sources::from_texts(files.clone()), options)
}

/// The files of an example, with the ones that every site has, unless it is to be bare.
pub fn with_usual(files: &BTreeMap<String, String>, bare: bool) -> BTreeMap<String, String> {
    let mut all = files.clone();
    if bare {
        return all;
    }
    all.entry("content/site.yaml".into()).or_insert_with(|| "title: A site\n".into());
    let trusts: BTreeSet<&str> = files
        .keys()
        .filter_map(|path| {
            path.strip_prefix("content/")?.split_once('/').filter(|(_, rest)| rest.contains('/')).map(|(trust, _)| trust)
        })
        .collect();
    for trust in trusts {
        all.entry(format!("content/{trust}/trust.yaml")).or_insert_with(|| {
            let mut name = trust.to_string();
            name[..1].make_ascii_uppercase();
            format!("name: {name} Trust\n")
        });
    }
    all
}

/// The project's own content.
pub fn own_content() -> (Publication, Diagnostics) {
    let sources = Sources::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's content can be read");
    publication(sources, &options())
}

/// Every file of a site, by route.
///
/// # Panics
/// If a page cannot be rendered: the test is then about a broken theme, and should use `file` itself.
pub fn render_all(publication: &Publication) -> BTreeMap<String, Vec<u8>> {
    let render = |route: String| {
        let bytes = match publication.file(&route).expect("a listed route has a file") {
            Ok(bytes) => bytes,
            Err(RenderError::Template(problem)) => panic!("{route}: {}", problem.message),
            Err(RenderError::Read(cause)) => panic!("{route}: {cause}"),
        };
        (route, bytes)
    };
    publication.routes().into_iter().map(render).collect()
}

/// The attributes and ids of a page that links depend on.
#[derive(Debug, Default)]
pub struct Page {
    /// Values of `href` and `src`, in order.
    pub links: Vec<String>,
    pub ids: Vec<String>,
}

/// Reads the links and ids of a page.
pub fn read_page(html: &str) -> Page {
    let mut page = Page::default();
    for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with(['/', '!'])) {
        let tag = tag.split('>').next().unwrap_or_default();
        for (name, value) in attributes(tag) {
            match name {
                "href" | "src" => page.links.push(unescaped(value)),
                "id" => page.ids.push(unescaped(value)),
                _ => {}
            }
        }
    }
    page
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let equals = rest.find("=\"")?;
        let name = rest[..equals].rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = &rest[equals + 2..];
        let end = value.find('"')?;
        rest = &value[end + 1..];
        Some((name, &value[..end]))
    })
}

/// The words of the page's `main`, each run of white space as one blank.
pub fn main_words(html: &str) -> String {
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    words(&format!("<main{main}"))
}

/// The words of some HTML: block ends become line breaks.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text += &rest[..start];
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let name = rest[start..end].trim_start_matches(['<', '/']).split([' ', '>', '\n']).next().unwrap_or_default();
        let inline = ["a", "b", "i", "em", "strong", "span", "abbr", "code", "del", "time", "cite", "q", "small"].contains(&name);
        text.push(if inline { '\u{1}' } else { '\n' });
        rest = &rest[end..];
    }
    text += rest;
    let text = unescaped(&text.replace('\u{1}', ""));
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Every internal link of a site that leads nowhere, as `page -> link`.
pub fn dead_links(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = files
        .iter()
        .filter(|(route, _)| route.ends_with(".html"))
        .map(|(route, bytes)| (route.as_str(), read_page(std::str::from_utf8(bytes).expect("pages are UTF-8"))))
        .collect();
    let mut dead = Vec::new();
    for (route, page) in &pages {
        for link in page.links.iter().filter(|link| !is_external(link)) {
            let (path, fragment) = link.split_once('#').map_or((link.as_str(), None), |(path, fragment)| (path, Some(fragment)));
            let target = if path.is_empty() { route.to_string() } else { resolve(route, path) };
            let exists = files.contains_key(&target);
            let lands = fragment
                .is_none_or(|fragment| pages.get(target.as_str()).is_some_and(|page| page.ids.iter().any(|id| id == fragment)));
            if !exists || !lands {
                dead.push(format!("{route} -> {link}"));
            }
        }
    }
    dead
}

fn is_external(link: &str) -> bool {
    ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

fn resolve(from: &str, link: &str) -> String {
    if let Some(absolute) = link.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
