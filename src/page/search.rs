//! The page on which readers search. What they search in is loaded by its script.

use serde::Serialize;

use super::shell::{About, Shell};
use super::{Asked, Hrefs, Page};
use crate::site::{Owner, Site};

#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub shell: Shell,
    /// The first part of the index, which names the others.
    pub index: String,
    /// What a search can be kept to; nothing where there is no choice. The trusts are in the order of the index.
    pub trusts: Vec<ChoiceView>,
    pub topics: Vec<ChoiceView>,
}

/// Something to choose from a list.
#[derive(Debug, Serialize)]
pub struct ChoiceView {
    pub id: String,
    pub text: String,
}

/// The search page of an index whose first part stands at `index`.
pub fn search(site: &Site, route: &str, index: &str) -> Page {
    let hrefs = Hrefs::new(site, route, Owner::Search, Asked::all());
    let choice = |id: &str, text: &str| ChoiceView { id: id.to_string(), text: text.to_string() };
    let several = |choices: Vec<ChoiceView>| if choices.len() > 1 { choices } else { Vec::new() };
    let trusts = site.trusts.iter().map(|trust| choice(&trust.id, trust.short_name()));
    let topics = site.topics.iter().map(|topic| choice(&topic.record.id.value, topic.short_title()));
    Page::Search(SearchPage {
        index: hrefs.path(index),
        trusts: several(trusts.collect()),
        topics: several(topics.collect()),
        shell: hrefs.shell(About::site("search", "")),
    })
}
