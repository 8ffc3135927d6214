//! The way between the pages of a long list of trusts.

use serde::Serialize;

use super::Hrefs;
use crate::site::{Site, TrustId};

/// Which page of a list this is, and the others.
#[derive(Debug, Serialize)]
pub struct SpreadView {
    /// From 1.
    pub number: usize,
    /// How many pages there are.
    pub of: usize,
    /// Every page: the first and the last trust on it.
    pub pages: Vec<SpreadLink>,
}

#[derive(Debug, Serialize)]
pub struct SpreadLink {
    /// The name of its first trust.
    pub first: String,
    /// The name of its last trust.
    pub last: String,
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

impl Hrefs<'_> {
    /// The pages of a list whose first page is in `folder`; nothing where there is only one.
    pub fn spread(&self, pages: &[Vec<TrustId>], folder: &str, at: usize) -> Option<SpreadView> {
        let name = |trust: Option<&TrustId>| trust.map(|&id| self.site.trust(id).short_name().to_string()).unwrap_or_default();
        let link = |(other, trusts): (usize, &Vec<TrustId>)| SpreadLink {
            first: name(trusts.first()),
            last: name(trusts.last()),
            href: self.path(&format!("{}/index.html", Site::folder_of_page(folder, other))),
            current: other == at,
        };
        (pages.len() > 1).then(|| SpreadView {
            number: at + 1,
            of: pages.len(),
            pages: pages.iter().enumerate().map(link).collect(),
        })
    }
}
