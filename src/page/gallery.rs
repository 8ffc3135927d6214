//! The components of the theme by example: for those who work on a theme, in the preview only.

use serde::Serialize;

use super::shell::{About, Shell};
use super::{Asked, Hrefs, Page};
use crate::site::{Owner, Site};

#[derive(Debug, Serialize)]
pub struct GalleryPage {
    pub shell: Shell,
    pub examples: Vec<ExampleView>,
}

/// An example of a component, rendered.
#[derive(Debug, Serialize)]
pub struct ExampleView {
    pub component: String,
    pub name: String,
    pub html: String,
}

pub fn gallery(site: &Site, route: &str, examples: Vec<ExampleView>) -> Page {
    // It stands at a route of no owner; links from it are those of a page of the tool's own.
    let hrefs = Hrefs::new(site, route, Owner::SiteMap, Asked::all());
    let shell = Shell { figures: true, ..hrefs.shell(About::site("gallery", "")) };
    Page::Gallery(GalleryPage { shell, examples })
}
