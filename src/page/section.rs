//! Sections: the site's own pages in groups, for the menu, the first page and the side of each page.

use serde::Serialize;

use super::Hrefs;
use super::shell::LinkView;
use crate::site::{Node, Owner, PageId};
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

impl<'a> Hrefs<'a> {
    /// Every section that has a page.
    pub fn sections(&self) -> Vec<SectionView> {
        self.declared().iter().map(|section| self.section(section)).filter(|view| !view.pages.is_empty()).collect()
    }

    /// The section of a page.
    pub fn section_of(&self, id: PageId) -> Option<SectionView> {
        self.declared().iter().find(|section| self.is_in(id, section)).map(|section| self.section(section))
    }

    /// The way to each section: to its first page. It is `current` on all pages of the section.
    pub fn section_links(&self) -> Vec<LinkView> {
        let link = |section: &'a Section| {
            let first = self.pages_of(section).next()?;
            let current = matches!(self.owner, Owner::Page(id) if self.is_in(id, section));
            Some(LinkView { text: section.title.to_string(), href: self.node(Node::Page(first)), current })
        };
        self.declared().iter().filter_map(link).collect()
    }

    /// The pages that belong to no section.
    pub fn loose_pages(&self) -> Vec<LinkView> {
        let is_loose = |id: &PageId| !self.declared().iter().any(|section| self.is_in(*id, section));
        self.site.page_ids().filter(is_loose).map(|id| self.link(Node::Page(id))).collect()
    }

    fn declared(&self) -> &'a [Section] {
        self.site.file.as_ref().map_or(&[], |file| &file.sections)
    }

    fn is_in(&self, id: PageId, section: &Section) -> bool {
        self.site.pages[id.index()].fields.section.as_deref() == Some(&*section.id.value)
    }

    fn pages_of(&self, section: &'a Section) -> impl Iterator<Item = PageId> + use<'a, '_> {
        self.site.page_ids().filter(|id| self.is_in(*id, section))
    }

    fn section(&self, section: &'a Section) -> SectionView {
        let site = self.site;
        let page = |id: PageId| SectionPage {
            link: self.link(Node::Page(id)),
            description: site.pages[id.index()].fields.description.as_deref().map(str::to_string),
        };
        SectionView {
            title: section.title.to_string(),
            text_html: site.files().site.zip(section.text.as_ref()).map(|(source, text)| self.marked(source, text)),
            pages: self.pages_of(section).map(page).collect(),
        }
    }
}
