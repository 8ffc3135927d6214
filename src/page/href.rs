//! Links as a page prints them, and texts with such links in them.

use std::borrow::Cow;

use serde::Serialize;

use super::Asked;
use crate::narrative::{Heading, Reference, ReferenceKind, Shown, Target};
use crate::site::{Node, Owner, Resolved, Site, StrategyId, Words};
use crate::source::SourceId;
use crate::strategy::located::Marked;

/// Makes the links of one page.
pub struct Hrefs<'a> {
    pub site: &'a Site,
    pub route: &'a str,
    /// What a link to the site's root starts with: `../../`, or an absolute path where the page is served at any depth.
    root: String,
    relative: bool,
    /// What stands at the page's route.
    pub owner: Owner,
    /// What can be shown of it.
    pub asked: &'a Asked,
}

impl<'a> Hrefs<'a> {
    pub fn new(site: &'a Site, route: &'a str, owner: Owner, asked: &'a Asked) -> Hrefs<'a> {
        // A server answers any missing path with 404.html, so that only absolute links work in it.
        let relative = owner != Owner::NotFound;
        let root = if relative { "../".repeat(route.matches('/').count()) } else { site.base_path() };
        Hrefs { site, route, root, relative, owner, asked }
    }

    /// Makes full links, for what is read apart from the site. `None`: its address is not known.
    pub fn absolute(site: &'a Site, owner: Owner) -> Option<Hrefs<'a>> {
        Some(Hrefs { site, route: "", root: format!("{}/", site.base_url()?), relative: false, owner, asked: Asked::all() })
    }

    /// The full address of a page, as it names itself.
    pub fn canonical_of(&self, path: &str) -> String {
        let base = self.site.base_url().unwrap_or_default();
        format!("{base}/{}", path.trim_end_matches("index.html"))
    }

    /// What a path from the site's root needs in front of it on this page.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The link to a path of the site.
    pub fn path(&self, path: &str) -> String {
        if !self.relative {
            return format!("{}{path}", self.root);
        }
        let same = self.route.bytes().zip(path.bytes()).take_while(|(own, other)| own == other).count();
        // Both are in the folders that end here.
        let shared = path.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
        let up = memchr::memchr_iter(b'/', &self.route.as_bytes()[shared..]).count();
        let mut link = String::with_capacity(3 * up + path.len() - shared);
        (0..up).for_each(|_| link.push_str("../"));
        link + &path[shared..]
    }

    /// The link to what an owner has at a path; nothing where the site has no such thing.
    pub fn there(&self, path: &str, owner: Owner) -> Option<String> {
        self.site.stands(path, owner).then(|| self.path(path))
    }

    /// The link to a page of a strategy that not every strategy has.
    pub fn there_in(&self, strategy: StrategyId, name: &str, owner: fn(StrategyId) -> Owner) -> Option<String> {
        self.there(&format!("{}/{name}/index.html", self.site.address(Node::Strategy(strategy))), owner(strategy))
    }

    /// The link to a node; only the place on the page if it is on this one.
    pub fn node(&self, node: Node) -> String {
        let (path, place) = self.site.location(node);
        self.place(&path, place.as_deref())
    }

    fn place(&self, path: &str, place: Option<&str>) -> String {
        match place {
            Some(place) if path == self.route => ["#", place].concat(),
            Some(place) => [&self.path(path), "#", place].concat(),
            None => self.path(path),
        }
    }

    /// A field of inline Markdown as HTML.
    pub fn marked(&self, source: SourceId, marked: &Marked) -> String {
        self.html(self.site.words(source, marked), 0, &str::to_string)
    }

    /// A text as HTML: headings `shift` levels lower, `place` the id on the page for each of the text's own.
    pub fn html(&self, words: &Words, shift: u8, place: &dyn Fn(&str) -> String) -> String {
        words.prose.render(&Shown { shift, place }, |at, reference| self.target(reference, words.targets.get(at)))
    }

    /// The id of a heading's place on the page that is a node's own.
    pub fn heading(&self, node: Node) -> impl Fn(&str) -> String {
        move |id| self.site.place_of_heading(node, id).into_owned()
    }

    fn target(&self, reference: &Reference, resolved: Option<&Resolved>) -> Target<'static> {
        match resolved {
            Some(Resolved::Node(node, fragment)) => {
                let (path, place) = self.site.location(*node);
                let heading = fragment.as_deref().map(|heading| self.site.place_of_heading(*node, heading));
                let href = self.place(&path, heading.as_deref().or(place.as_deref()));
                let title = match node {
                    Node::Item(item) => self.site.item_short_title(*item),
                    other => self.site.title(*other),
                };
                Target::Link { href: Cow::Owned(href), title: Cow::Owned(title) }
            }
            Some(Resolved::Media(id)) => {
                let media = self.site.media(*id);
                let src = Cow::Owned(self.path(&media.path));
                match (&reference.kind, media.picture) {
                    (ReferenceKind::Picture { .. }, Some(picture)) => {
                        Target::Picture { src, width: picture.width, height: picture.height }
                    }
                    _ => Target::Link { href: src, title: Cow::Owned(media.path.clone()) },
                }
            }
            Some(Resolved::Nothing) | None => Target::None,
        }
    }
}

/// How far a text's headings move so that its highest becomes a heading below the page's title.
pub fn below_title(words: &Words) -> u8 {
    u8::from(words.prose.outline.iter().map(|heading| heading.level).min() == Some(1))
}

/// A heading of a text, for contents lists.
#[derive(Debug, Serialize)]
pub struct OutlineEntry {
    pub id: String,
    pub text: String,
    pub level: u8,
}

/// The headings of a text, in order; `place` is the id on the page for each of the text's own.
pub fn outline(words: &Words, place: &dyn Fn(&str) -> String) -> Vec<OutlineEntry> {
    let entry = |heading: &Heading| OutlineEntry { id: place(&heading.id), text: heading.text.clone(), level: heading.level };
    words.prose.outline.iter().map(entry).collect()
}
