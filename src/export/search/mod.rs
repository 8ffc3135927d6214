//! The search index: what can be found, and by which words, in parts that a page's script loads as it needs them.
//!
//! In: the site. Out: small classic scripts, each of which hands one part of the index to one function. A browser loads
//! them from a server and from a disk alike; data that is no script cannot be read from a disk.
//!
//! Always true
//! - A part is bounded: the few that a search asks for stay small however large the site is.
//! - All parts lie in a folder that is named after their bytes, so that parts of two states never meet.
//!
//! Not here: the search itself, which is `assets/search.js` of the theme, and words for readers.

mod dictionary;
mod documents;
mod letters;
mod of_items;
mod of_strategies;
mod stems;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::site::Site;
use dictionary::Dictionary;
use documents::{Document, Documents};

/// The folder that all parts lie in.
const FOLDER: &str = "search";

/// How many documents are in one part. Results come from all over the site: a small part brings little that is not shown.
const IN_A_PART: usize = 8;

/// The index of a site: paths and bytes.
#[derive(Debug)]
pub struct SearchIndex {
    start: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl SearchIndex {
    pub fn of(site: &Site) -> SearchIndex {
        let documents = Documents::of(site);
        let blocks = Dictionary::of(&documents).blocks();
        let first: Vec<&str> = blocks.iter().map(|block| block.first.as_str()).collect();
        let start = json!({ "documents": documents.list.len(), "inAPart": IN_A_PART, "words": first, "trusts": documents.trusts });
        let of_words = blocks.iter().enumerate().map(|(at, block)| part(format!("words-{at}"), &block.value));
        let of_document = |(at, few): (usize, &[Document])| {
            let records: Vec<Value> = few.iter().map(Document::record).collect();
            part(format!("found-{at}"), &records.into())
        };
        let of_documents: Vec<_> = documents.list.par_chunks(IN_A_PART).enumerate().map(of_document).collect();
        let parts: Vec<(String, Vec<u8>)> = of_words.chain(of_documents).chain([part("start".into(), &start)]).collect();
        let mut digest = Sha256::new();
        parts.iter().for_each(|(_, bytes)| digest.update(bytes));
        let mark: String = digest.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        let path = |name: &str| format!("{FOLDER}/{mark}/{name}.js");
        SearchIndex { start: path("start"), files: parts.into_iter().map(|(name, bytes)| (path(&name), bytes)).collect() }
    }

    /// The path of the part that says which others there are.
    pub fn start(&self) -> &str {
        &self.start
    }

    /// Whether a path may be one of a part: only then is an index worth making.
    pub fn may_have(path: &str) -> bool {
        path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/') && rest.ends_with(".js"))
    }

    /// The bytes of the part at a path.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The paths of all parts, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// A script that hands over one part by its name.
fn part(name: String, value: &Value) -> (String, Vec<u8>) {
    let bytes = format!("trustpressSearch(\"{name}\",{value});\n").into_bytes();
    (name, bytes)
}
