//! What can be found: everything of the site that has an address of its own.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::site::{Node, PageId, Site, TermId, TopicId, TrustId};
use crate::strategy::located::{Marked, Text};

/// How much of a text a result may show. Its words beyond that are found all the same.
const EXCERPT: usize = 170;

/// What a document is, as a result says it.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One of the tool's own kinds, by its place in the theme's list.
    Own(u8),
    /// What its strategy calls it.
    Level(String),
}

pub const TRUST: Kind = Kind::Own(0);
pub const STRATEGY: Kind = Kind::Own(1);
pub const PLAN: Kind = Kind::Own(2);
const TOPIC: Kind = Kind::Own(3);
const TERM: Kind = Kind::Own(4);
const PAGE: Kind = Kind::Own(5);
pub const UPDATE: Kind = Kind::Own(6);

/// Something that can be found.
#[derive(Debug)]
pub struct Document {
    pub kind: Kind,
    /// As results show it.
    pub title: String,
    /// Its path, and its place on that page.
    pub address: (String, Option<String>),
    /// What it is part of.
    pub within: String,
    /// The start of its text, as results show it.
    pub excerpt: String,
    /// Whether its strategy has given way to another.
    pub is_old: bool,
    /// Whether it weighs more: a page of its own that is not old.
    pub is_page: bool,
    pub language: String,
    /// All names that it goes by.
    pub titles: Vec<String>,
    /// All else that it is found by.
    pub texts: Vec<String>,
}

impl Document {
    /// As a result shows it: kind, title, address, what it is part of, excerpt, whether it is old; without empty ends.
    pub fn record(&self) -> Value {
        let (path, place) = &self.address;
        // The script puts the name back that every page's path ends with.
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let address = place.as_ref().map_or(path.to_string(), |place| format!("{path}#{place}"));
        let kind = match &self.kind {
            Kind::Own(number) => json!(number),
            Kind::Level(name) => json!(name),
        };
        let mut record = vec![kind, json!(clipped(&self.title)), json!(address), json!(self.within), json!(clipped(&self.excerpt))];
        if self.is_old {
            record.push(json!(1));
        }
        while record.last().is_some_and(|last| last == "") {
            record.pop();
        }
        record.into()
    }
}

/// All documents in their order: what belongs to no trust, then trust by trust.
#[derive(Debug, Default)]
pub struct Documents {
    pub list: Vec<Document>,
    /// The number of each trust's first document.
    pub trusts: Vec<usize>,
    /// The documents about each topic, by its id.
    pub topics: BTreeMap<String, Vec<usize>>,
}

impl Documents {
    pub fn of(site: &Site) -> Documents {
        let mut documents = Documents::default();
        for id in site.topic_ids() {
            documents.about(site, id);
            documents.list.push(of_topic(site, id));
        }
        documents.list.extend(site.term_ids().map(|id| of_term(site, id)));
        documents.list.extend(site.page_ids().map(|id| of_page(site, id)));
        let trusts: Vec<TrustId> = site.trust_ids().collect();
        let of_trust = |&trust: &TrustId| {
            let mut own = Documents::default();
            own.add_trust(site, trust);
            own
        };
        let trusts: Vec<Documents> = trusts.par_iter().map(of_trust).collect();
        for own in trusts {
            let first = documents.list.len();
            documents.trusts.push(first);
            documents.list.extend(own.list);
            for (topic, numbers) in own.topics {
                documents.topics.entry(topic).or_default().extend(numbers.iter().map(|number| first + number));
            }
        }
        documents
    }

    /// Notes that the next document is about a topic.
    pub fn about(&mut self, site: &Site, topic: TopicId) {
        let next = self.list.len();
        let numbers = self.topics.entry(site.topic(topic).record.id.value.to_string()).or_default();
        if numbers.last() != Some(&next) {
            numbers.push(next);
        }
    }
}

/// A document of a node, with nothing but its address.
pub fn bare(site: &Site, node: Node, kind: Kind, title: impl Into<String>) -> Document {
    Document {
        kind,
        title: title.into(),
        address: site.location(node),
        within: String::new(),
        excerpt: String::new(),
        is_old: false,
        is_page: true,
        language: language(site).to_string(),
        titles: Vec::new(),
        texts: Vec::new(),
    }
}

/// The language that the site is written in, where nothing says otherwise.
fn language(site: &Site) -> &str {
    site.file.as_ref().and_then(|file| file.language.as_deref()).unwrap_or("en")
}

/// Plain texts as they are.
pub fn strings<'t>(texts: impl IntoIterator<Item = &'t Text>) -> impl Iterator<Item = String> {
    texts.into_iter().map(|text| text.to_string())
}

fn of_topic(site: &Site, id: TopicId) -> Document {
    let record = &site.topic(id).record;
    let text = plain_in(site, site.files().topics, record.description.as_ref());
    let names = [Some(&record.title), record.short_title.as_ref()].into_iter().flatten();
    Document {
        titles: strings(names.chain(&record.synonyms)).collect(),
        texts: vec![text.clone()],
        excerpt: text,
        ..bare(site, Node::Topic(id), TOPIC, &*record.title)
    }
}

fn of_term(site: &Site, id: TermId) -> Document {
    let term = &site.terms[id.index()];
    let text = plain_in(site, site.files().glossary, Some(&term.text));
    let title = term.acronym.as_ref().map_or(term.term.to_string(), |acronym| format!("{} ({acronym})", &*term.term));
    Document {
        titles: strings([Some(&term.term), term.acronym.as_ref()].into_iter().flatten().chain(&term.also)).collect(),
        texts: vec![text.clone()],
        excerpt: text,
        ..bare(site, Node::Term(id), TERM, title)
    }
}

fn of_page(site: &Site, id: PageId) -> Document {
    let page = &site.pages[id.index()];
    let text = site.plain(&page.text.words);
    let description = page.fields.description.as_deref().map(str::to_string);
    Document {
        titles: vec![page.fields.title.to_string()],
        excerpt: description.clone().unwrap_or_else(|| text.clone()),
        texts: description.into_iter().chain([text]).collect(),
        ..bare(site, Node::Page(id), PAGE, &*page.fields.title)
    }
}

/// A field of inline Markdown without its marks.
pub fn plain_in(site: &Site, source: Option<crate::source::SourceId>, text: Option<&Marked>) -> String {
    source.zip(text).map(|(source, text)| site.plain(site.words(source, text))).unwrap_or_default()
}

/// The start of a text, to the end of a word.
fn clipped(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return text.to_string() };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ', '–', '-']))
}
