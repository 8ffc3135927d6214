//! The way between the pages of a long list of trusts or strategies.

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
    /// Every page: what is first and last on it.
    pub pages: Vec<SpreadLink>,
}

#[derive(Debug, Serialize)]
pub struct SpreadLink {
    /// The name of what is first on it.
    pub first: String,
    /// The name of what is last on it.
    pub last: String,
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

impl Hrefs<'_> {
    /// The pages of a list of trusts whose first page is in `folder`; nothing where there is only one.
    pub fn spread(&self, pages: &[Vec<TrustId>], folder: &str, at: usize) -> Option<SpreadView> {
        self.spread_by(pages, folder, at, |&id| self.site.trust(id).short_name().to_string())
    }

    /// The pages of a list of anything, named after what is first and last on each; nothing where there is only one.
    pub fn spread_by<T>(&self, pages: &[Vec<T>], folder: &str, at: usize, name: impl Fn(&T) -> String) -> Option<SpreadView> {
        let link = |(other, all): (usize, &Vec<T>)| SpreadLink {
            first: all.first().map(&name).unwrap_or_default(),
            last: all.last().map(&name).unwrap_or_default(),
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
