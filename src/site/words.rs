//! Words: a text and what its references lead to.

use std::sync::{Arc, LazyLock};

use super::{Node, Site};
use crate::narrative::{Prose, Reference, Shown, Target, unescaped};
use crate::source::{Place, SourceId};

/// What a reference in a text leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// Something of the site, perhaps a heading of its narrative.
    Node(Node, Option<String>),
    Media(SourceId),
    /// Nothing to link to: it is hidden, or wrong and reported.
    Nothing,
}

/// A text and what its references lead to; `targets` has an entry for each reference of `prose`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub prose: Arc<Prose>,
    pub targets: Vec<Resolved>,
}

pub static NO_WORDS: LazyLock<Words> = LazyLock::new(Words::default);

impl Words {
    pub(super) fn unresolved(prose: Arc<Prose>) -> Words {
        Words { prose, targets: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.prose.is_empty()
    }
}

impl Site {
    /// Every field of inline Markdown, by its place, in no order.
    pub fn fields_of_words(&self) -> impl Iterator<Item = (Place, &Words)> {
        self.words.iter().flat_map(|(source, words)| words.iter().map(|(at, words)| (source.at(*at), words)))
    }

    /// The fields of inline Markdown of one file, in no order.
    pub fn words_of(&self, source: SourceId) -> impl Iterator<Item = &Words> {
        self.words.get(&source).into_iter().flat_map(|words| words.values())
    }

    /// A text without its marks, for descriptions and data: a reference without words of its own is its target's title.
    pub fn plain(&self, words: &Words) -> String {
        words.prose.plain(|at| {
            Some(match words.targets.get(at) {
                Some(Resolved::Node(Node::Item(item), _)) => self.item_short_title(*item),
                Some(Resolved::Node(node, _)) => self.title(*node),
                _ => "…".to_string(),
            })
        })
    }
}

impl Site {
    /// A text of blocks without its marks, a line for each block that has words: a paragraph, an item of a list, a row of a table.
    pub fn plain_lines(&self, words: &Words) -> Vec<String> {
        let target = |at: usize, _: &Reference| match words.targets.get(at) {
            Some(Resolved::Node(Node::Item(item), _)) => {
                Target::Link { href: "".into(), title: self.item_short_title(*item).into() }
            }
            Some(Resolved::Node(node, _)) => Target::Link { href: "".into(), title: self.title(*node).into() },
            _ => Target::None,
        };
        lines_without_tags(&words.prose.render(&Shown { shift: 0, place: &str::to_string }, target))
    }
}

/// What starts a line of its own, as the start of its tag.
const BLOCKS: [&str; 9] = ["p", "li", "h", "tr", "dt", "dd", "blockquote", "aside", "figcaption"];
/// The way back from a footnote: it, and what follows it in its line, is no word of the text.
const WAY_BACK: &str = "a class=\"footnote-back\"";

/// The words of HTML that `narrative` made: a line for each block that has any.
fn lines_without_tags(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut rest, mut left_out) = (String::new(), html, false);
    while let Some(start) = rest.find('<') {
        if !left_out {
            line += &rest[..start];
        }
        let tag = &rest[start + 1..];
        if BLOCKS.iter().any(|block| tag.starts_with(block)) {
            lines.extend(Some(readable(&line)).filter(|line| !line.is_empty()));
            line.clear();
            left_out = false;
        } else if ["/td>", "/th>", "br>"].iter().any(|end| tag.starts_with(end)) {
            // The cells of a row are words of their own.
            line.push(' ');
        } else if tag.starts_with(WAY_BACK) {
            left_out = true;
        }
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    }
    if !left_out {
        line += rest;
    }
    lines.extend(Some(readable(&line)).filter(|line| !line.is_empty()));
    lines
}

/// A text of HTML without tags: its few entities read, white space folded.
fn readable(text: &str) -> String {
    unescaped(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
