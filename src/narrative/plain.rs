//! Prose -> its words alone.

use super::events::Words;
use super::{Piece, Prose, ReferenceKind};

/// Elements within a line of words. All others start and end words.
const WITHIN_WORDS: [&str; 7] = ["a", "em", "strong", "del", "code", "sup", "span"];

/// Elements whose words are none of the text's, as they start: the mark of a footnote, the way back to it, and a caption.
const LEFT_OUT: [(&str, &str); 3] =
    [("<sup", "</sup>"), ("<a class=\"footnote-back\"", "</a>"), ("<span class=\"caption\"", "</span>")];

/// The entities that finished HTML has.
const ENTITIES: [(&str, char); 4] = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')];

impl Prose {
    /// The words alone, white space collapsed, for descriptions, data and search. Pictures give their alternative text and no caption;
    /// references without words of their own what `title` says of them, by their index. Footnotes come last.
    pub fn plain(&self, mut title: impl FnMut(usize) -> Option<String>) -> String {
        let mut reader = Reader::default();
        for piece in self.pieces.iter() {
            match piece {
                Piece::Html(html) => reader.html(html),
                Piece::HeadingStart(..) | Piece::HeadingEnd(_) => reader.words.add(" "),
                Piece::Id(_) | Piece::LinkStart(_) | Piece::LinkEnd => {}
                Piece::Title(index) => reader.words.add(&title(index).unwrap_or_default()),
                Piece::Picture(index) => {
                    if let ReferenceKind::Picture { alt, .. } = &self.references[index].kind {
                        reader.words.add(alt);
                    }
                }
            }
        }
        reader.words.text
    }
}

#[derive(Default)]
struct Reader {
    words: Words,
    /// A tag goes on, since an id stands in it.
    in_tag: bool,
    /// What ends the words that are left out.
    left_out: Option<&'static str>,
}

impl Reader {
    fn html(&mut self, html: &str) {
        let mut rest = html;
        loop {
            if let Some(end) = self.left_out {
                let Some(at) = rest.find(end) else { return };
                rest = &rest[at + end.len()..];
                (self.left_out, self.in_tag) = (None, false);
            }
            if self.in_tag {
                let Some(end) = rest.find('>') else { return };
                rest = &rest[end + 1..];
                self.in_tag = false;
            }
            let Some(start) = memchr::memchr(b'<', rest.as_bytes()) else { return self.text(rest) };
            self.text(&rest[..start]);
            rest = &rest[start..];
            self.left_out = LEFT_OUT.iter().find(|(start, _)| rest.starts_with(start)).map(|(_, end)| *end);
            let name = rest[1..].trim_start_matches('/');
            let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            if !WITHIN_WORDS.contains(&&name[..end]) {
                self.words.add(" ");
            }
            self.in_tag = true;
        }
    }

    fn text(&mut self, text: &str) {
        match memchr::memchr(b'&', text.as_bytes()) {
            None => self.words.add(text),
            Some(_) => self.words.add(&unescaped(text)),
        }
    }
}

/// A text of finished HTML, its entities read.
pub fn unescaped(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = memchr::memchr(b'&', rest.as_bytes()) {
        let known = ENTITIES.iter().find(|(entity, _)| rest[start..].starts_with(entity));
        let (entity, letter) = known.copied().unwrap_or(("&", '&'));
        read += &rest[..start];
        read.push(letter);
        rest = &rest[start + entity.len()..];
    }
    read += rest;
    read
}
