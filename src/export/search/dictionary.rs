//! Which words lead to which documents.
//!
//! Every form of a word that the site uses stands in the dictionary, and the forms of one stem share a list of documents. So
//! a reader's word is found by its form, or by what it starts with, and nobody but this index needs to know of stems.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::documents::{Document, Documents};
use super::letters::each_word;
use super::stems::Stems;

/// How large a block of the dictionary grows, in bytes. One word that is in very many documents may be larger alone.
const BLOCK: usize = 8_000;

/// How much a word says of a document: its text has it, a title has it, and either of a page that applies.
type Weight = u8;
const PAGE: Weight = 1;
const TITLE: Weight = 2;

/// The forms of one stem, and the documents that have one of them.
#[derive(Default)]
struct Group {
    forms: BTreeSet<String>,
    /// By number, rising.
    documents: Vec<(usize, Weight)>,
}

pub struct Dictionary {
    groups: BTreeMap<String, Group>,
}

/// Some of the dictionary's words, which follow each other.
pub struct Block {
    pub first: String,
    pub value: Value,
}

impl Dictionary {
    pub fn of(documents: &Documents) -> Dictionary {
        let shares: Vec<Share> = documents.list.par_chunks(SHARE).enumerate().map(|(at, few)| Share::of(at * SHARE, few)).collect();
        let mut groups: HashMap<String, Group> = HashMap::new();
        // In the order of the documents, so that their numbers rise.
        for (stem, own) in shares.into_iter().flat_map(|share| share.groups) {
            let group = groups.entry(stem).or_default();
            group.forms.extend(own.forms);
            group.documents.extend(own.documents);
        }
        let of_topics = documents.topics.iter().map(|(id, numbers)| {
            let name = format!("#{id}");
            let documents = numbers.iter().map(|&number| (number, 0)).collect();
            (name.clone(), Group { forms: BTreeSet::from([name]), documents })
        });
        Dictionary { groups: groups.into_iter().chain(of_topics).collect() }
    }

    /// All words in the order of their letters, cut into blocks. A group whose forms fall into two blocks is in both.
    pub fn blocks(&self) -> Vec<Block> {
        let lists: Vec<String> = self.groups.values().map(|group| packed(&group.documents)).collect();
        let mut forms: Vec<(&str, Place)> = Vec::new();
        for (number, (stem, group)) in self.groups.iter().enumerate() {
            forms.extend(group.forms.iter().map(|form| (form.as_str(), Place { group: number, is_stem: false })));
            // What a reader's word is cut down to may be a stem that is no word.
            forms.extend((!group.forms.contains(stem)).then_some((stem.as_str(), Place { group: number, is_stem: true })));
        }
        forms.sort_unstable();
        let mut blocks = Vec::new();
        let mut open = Open::default();
        for same in forms.chunk_by(|(form, _), (next, _)| form == next) {
            if open.size >= BLOCK {
                blocks.push(std::mem::take(&mut open).close());
            }
            open.add(same, &lists);
        }
        if !open.words.is_empty() {
            blocks.push(open.close());
        }
        blocks
    }
}

/// What a form leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: usize,
    /// Whether it is only the stem of that group, and nowhere on the site.
    is_stem: bool,
}

/// A block that grows.
#[derive(Default)]
struct Open {
    words: Map<String, Value>,
    lists: Vec<String>,
    /// The place in `lists` of each group that is in the block.
    places: HashMap<usize, usize>,
    size: usize,
}

impl Open {
    /// Adds a form, and the lists of its groups if they are not there yet.
    fn add(&mut self, same: &[(&str, Place)], lists: &[String]) {
        let mut place = |group: usize| {
            *self.places.entry(group).or_insert_with(|| {
                self.size += lists[group].len() + 3;
                self.lists.push(lists[group].clone());
                self.lists.len() - 1
            })
        };
        // Numbers below zero are those of stems: -1 is the first list.
        let number = |place: usize, is_stem| if is_stem { -1 - place as i64 } else { place as i64 };
        let places: Vec<i64> = same.iter().map(|(_, form)| number(place(form.group), form.is_stem)).collect();
        let form = same[0].0;
        self.size += form.len() + 6;
        self.words.insert(form.to_string(), if let [one] = places[..] { one.into() } else { places.into() });
    }

    fn close(self) -> Block {
        let first = self.words.keys().next().cloned().unwrap_or_default();
        Block { first, value: json!({ "words": self.words, "lists": self.lists }) }
    }
}

/// How many documents one core reads at a time.
const SHARE: usize = 1024;

/// The words of some documents that follow each other.
#[derive(Default)]
struct Share {
    groups: Vec<(String, Group)>,
    /// The place of each stem's group.
    by_stem: HashMap<String, usize>,
}

impl Share {
    fn of(first: usize, documents: &[Document]) -> Share {
        let mut share = Share::default();
        // By language: the group of each form that was met. Texts use few words often.
        let mut known: HashMap<&str, (Stems, HashMap<String, usize>)> = HashMap::new();
        for (number, document) in (first..).zip(documents) {
            let language = document.language.as_str();
            let (stems, forms) = known.entry(language).or_insert_with(|| (Stems::of(language), HashMap::new()));
            let page = if document.is_page { PAGE } else { 0 };
            let titles = document.titles.iter().map(|text| (text, page | TITLE));
            for (text, weight) in titles.chain(document.texts.iter().map(|text| (text, page))) {
                each_word(text, |word| {
                    let at = forms.get(word).copied().unwrap_or_else(|| {
                        let at = share.meet(word, &stems.stem(word));
                        forms.insert(word.to_string(), at);
                        at
                    });
                    match share.groups[at].1.documents.last_mut() {
                        Some((last, most)) if *last == number => *most = weight.max(*most),
                        _ => share.groups[at].1.documents.push((number, weight)),
                    }
                });
            }
        }
        share
    }

    /// The place of a stem's group, which has this form from now on.
    fn meet(&mut self, form: &str, stem: &str) -> usize {
        let at = *self.by_stem.entry(stem.to_string()).or_insert_with(|| {
            self.groups.push((stem.to_string(), Group::default()));
            self.groups.len() - 1
        });
        self.groups[at].1.forms.insert(form.to_string());
        at
    }
}

/// The digits of packed lists: five bits each, and a sixth that says that the number goes on.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A list of documents as text: of each, the step from the one before and the weight in one number, the low digits first.
fn packed(documents: &[(usize, Weight)]) -> String {
    let mut text = String::new();
    let mut before = 0;
    for &(number, weight) in documents {
        let mut rest = (number - before) << 2 | usize::from(weight);
        before = number;
        loop {
            let (digit, more) = (rest & 31, rest >> 5);
            text.push(char::from(DIGITS[if more > 0 { digit | 32 } else { digit }]));
            rest = more;
            if rest == 0 {
                break;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::packed;

    #[test]
    fn lists_are_packed_as_steps_and_weights() {
        assert_eq!(packed(&[(0, 3), (1, 0), (8, 2)]), "DEe");
        assert_eq!(packed(&[(8, 0)]), "gB");
        assert_eq!(packed(&[(300, 1)]), "xlB");
    }
}
