//! Words: a text and what its references lead to.

use std::sync::{Arc, LazyLock};

use super::{Node, Site};
use crate::narrative::{Piece, Prose, Reference, ReferenceKind, Shown, Target};
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
        let titles = words.prose.references.iter().zip(&words.targets);
        if titles.clone().all(|(reference, _)| !matches!(reference.kind, ReferenceKind::Address(_))) {
            return words.prose.plain.clone();
        }
        let mut html = String::new();
        for piece in &words.prose.pieces {
            match piece {
                Piece::Html(text) => html += text,
                Piece::Title(at) => match words.targets.get(*at) {
                    Some(Resolved::Node(Node::Item(item), _)) => html += &self.item_short_title(*item),
                    Some(Resolved::Node(node, _)) => html += &self.title(*node),
                    _ => html.push('…'),
                },
                _ => {}
            }
        }
        without_tags(&html)
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
        let html = words.prose.render(&Shown { shift: 0, prefix: "" }, target).replace('\n', " ");
        let mut marked = html;
        for block in ["<p", "<li", "<h", "<tr", "<dt", "<dd", "<pre", "<blockquote", "<aside", "<figcaption"] {
            marked = marked.replace(block, &format!("\n{block}"));
        }
        // The cells of a row are words of their own; the way back from a footnote is no word at all.
        let marked = marked.replace("</td>", " ").replace("</th>", " ").replace("<br>", " ");
        marked
            .lines()
            .map(|line| without_tags(line.split("<a class=\"footnote-back\"").next().unwrap_or_default()))
            .filter(|line| !line.is_empty())
            .collect()
    }
}

/// The words of HTML that `narrative` made: its tags taken out, its few entities read, white space folded.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text += &rest[..start];
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    text += rest;
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}
