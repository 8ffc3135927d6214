//! Pages of the site's own, the page for what is not there, and the stubs of old addresses.

use serde::Serialize;

use super::Hrefs;
use super::href::{OutlineEntry, below_title, outline};
use super::section::SectionView;
use super::shell::{About, LinkView, Shell};
use crate::site::{Node, PageId};

#[derive(Debug, Serialize)]
pub struct OwnPage {
    pub shell: Shell,
    pub html: String,
    pub outline: Vec<OutlineEntry>,
    /// The group of pages that it belongs to.
    pub section: Option<SectionView>,
    /// The pages before and after it in its section.
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    /// Where else to look; on the page for what is not there.
    pub links: Vec<LinkView>,
}

/// A page that sends readers of an old address on.
#[derive(Debug, Serialize)]
pub struct RedirectPage {
    pub shell: Shell,
    pub to: LinkView,
}

pub fn of(hrefs: &Hrefs, id: PageId) -> OwnPage {
    let page = &hrefs.site.pages[id.index()];
    let place = hrefs.heading(Node::Page(id));
    let section = hrefs.section_of(id);
    let beside = |step: isize| {
        let pages = &section.as_ref()?.pages;
        let at = pages.iter().position(|page| page.link.current)?;
        pages.get(at.checked_add_signed(step)?).map(|page| page.link.clone())
    };
    OwnPage {
        previous: beside(-1),
        next: beside(1),
        shell: hrefs.shell(About {
            description: page.fields.description.as_deref().map(str::to_string),
            ..About::site("page", &*page.fields.title)
        }),
        html: hrefs.html(&page.text.words, below_title(&page.text.words), &place),
        outline: outline(&page.text.words, &place),
        links: Vec::new(),
        section,
    }
}

pub fn not_found(hrefs: &Hrefs) -> OwnPage {
    let trusts = hrefs.site.trust_ids().map(|id| hrefs.link(Node::Trust(id)));
    OwnPage {
        links: trusts.chain(hrefs.section_links()).collect(),
        shell: hrefs.shell(About::site("not-found", "")),
        html: String::new(),
        outline: Vec::new(),
        section: None,
        previous: None,
        next: None,
    }
}

pub fn redirect(hrefs: &Hrefs, at: usize) -> Option<RedirectPage> {
    let site = hrefs.site;
    let redirect = site.file.as_ref()?.redirects.get(at)?;
    let to = site.find(&redirect.to).map_or_else(|| hrefs.link_home(), |node| hrefs.link(node));
    Some(RedirectPage { shell: hrefs.shell(About::site("redirect", to.text.as_str())), to })
}

/// The stub where something stood under an id that it had before.
pub fn moved(hrefs: &Hrefs) -> Option<RedirectPage> {
    let site = hrefs.site;
    let now = site.routes().moved_to(hrefs.route)?;
    let text = site.subject(now).map_or_else(|| hrefs.link_home().text, |node| site.title(node));
    let to = LinkView { text, href: hrefs.path(now), current: false };
    Some(RedirectPage { shell: hrefs.shell(About::site("redirect", to.text.as_str())), to })
}

impl Hrefs<'_> {
    fn link_home(&self) -> LinkView {
        let text = self.site.file.as_ref().map(|file| file.title.to_string()).unwrap_or_default();
        LinkView { text, href: self.path("index.html"), current: false }
    }
}
