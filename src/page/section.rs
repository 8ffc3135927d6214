//! Sections: the site's own pages in groups, for the menu, the first page and the side of each page.

use serde::Serialize;

use super::Hrefs;
use super::shell::LinkView;
use crate::site::{Node, PageId};
use crate::strategy::model::Section;

/// A group of pages of the site's own.
#[derive(Debug, Serialize)]
pub struct SectionView {
    pub title: String,
    /// What the group is for.
    pub text_html: Option<String>,
    /// Its pages, in their order.
    pub pages: Vec<SectionPage>,
}

/// A page in the list of its section.
#[derive(Debug, Serialize)]
pub struct SectionPage {
    pub link: LinkView,
    pub description: Option<String>,
}

impl Hrefs<'_> {
    /// Every section that has a page.
    pub fn sections(&self) -> Vec<SectionView> {
        self.declared().iter().map(|section| self.section(section)).filter(|view| !view.pages.is_empty()).collect()
    }

    /// The section of a page.
    pub fn section_of(&self, id: PageId) -> Option<SectionView> {
        let name = self.site.pages[id.index()].fields.section.as_ref()?;
        self.declared().iter().find(|section| *section.id.value == **name).map(|section| self.section(section))
    }

    /// The way to each section: to its first page. It is `current` on all pages of the section.
    pub fn section_links(&self) -> Vec<LinkView> {
        let link = |section: SectionView| {
            let first = section.pages.first()?.link.href.clone();
            let current = section.pages.iter().any(|page| page.link.current);
            Some(LinkView { text: section.title, href: first, current })
        };
        self.sections().into_iter().filter_map(link).collect()
    }

    /// The pages that belong to no section.
    pub fn loose_pages(&self) -> Vec<LinkView> {
        let known = |name: &str| self.declared().iter().any(|section| *section.id.value == *name);
        let is_loose = |id: &PageId| !self.site.pages[id.index()].fields.section.as_deref().is_some_and(known);
        self.site.page_ids().filter(is_loose).map(|id| self.link(Node::Page(id))).collect()
    }

    fn declared(&self) -> &[Section] {
        self.site.file.as_ref().map_or(&[], |file| &file.sections)
    }

    fn section(&self, section: &Section) -> SectionView {
        let site = self.site;
        let is_in = |id: &PageId| site.pages[id.index()].fields.section.as_deref() == Some(&*section.id.value);
        let page = |id: PageId| SectionPage {
            link: self.link(Node::Page(id)),
            description: site.pages[id.index()].fields.description.as_deref().map(str::to_string),
        };
        SectionView {
            title: section.title.to_string(),
            text_html: site.files().site.zip(section.text.as_ref()).map(|(source, text)| self.marked(source, text)),
            pages: site.page_ids().filter(is_in).map(page).collect(),
        }
    }
}
