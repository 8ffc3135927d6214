//! Prose -> HTML, once the site knows where its references lead.

use std::borrow::Cow;

use super::{Piece, Prose, Reference, ReferenceKind};
use crate::source::has_byte;

/// What a reference turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Target<'a> {
    /// An address relative to the page, and the words for a link that has none.
    Link { href: Cow<'a, str>, title: Cow<'a, str> },
    /// A picture's address relative to the page, and its size in pixels.
    Picture { src: Cow<'a, str>, width: u32, height: u32 },
    /// Not to be linked: a link's words stay as plain text, a title is "…", a picture is its alternative text.
    None,
}

/// How a page shows a text.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Added to the levels of headings; the sum is at most 6.
    pub shift: u8,
    /// The id on the page for each of the text's own, so that ids stay unique on a page of many texts. Links from elsewhere
    /// need the same.
    pub place: &'a dyn Fn(&str) -> String,
}

impl Prose {
    /// The text as HTML. `target` is asked once for every reference that is shown, by its index; addresses are escaped
    /// here. A target of the wrong kind counts as [`Target::None`].
    pub fn render<'a>(&'a self, shown: &Shown, mut target: impl FnMut(usize, &'a Reference) -> Target<'a>) -> String {
        let mut html = String::new();
        let mut linked = false;
        let level = |written: u8| usize::from(written.saturating_add(shown.shift).clamp(1, 6));
        let digit = |level: usize| &"0123456"[level..=level];
        for piece in self.pieces.iter() {
            match piece {
                Piece::Html(finished) => html += finished,
                Piece::Id(id) => html += &quoted(&(shown.place)(id)),
                Piece::HeadingStart(written, id) => {
                    let id = quoted(&(shown.place)(id));
                    html.extend(["<h", digit(level(written)), " id=\"", &id, "\">"]);
                }
                Piece::HeadingEnd(written) => html.extend(["</h", digit(level(written)), ">\n"]),
                Piece::LinkStart(index) => {
                    let found = target(index, &self.references[index]);
                    linked = matches!(found, Target::Link { .. });
                    if let Target::Link { href, .. } = found {
                        html.extend(["<a href=\"", &quoted_address(&href), "\">"]);
                    }
                }
                Piece::LinkEnd if linked => html += "</a>",
                Piece::LinkEnd => {}
                Piece::Title(index) => match target(index, &self.references[index]) {
                    Target::Link { href, title } => {
                        html.extend(["<a href=\"", &quoted_address(&href), "\">", &escaped(&title), "</a>"]);
                    }
                    _ => html.push('…'),
                },
                Piece::Picture(index) => {
                    let reference = &self.references[index];
                    html += &picture(reference, target(index, reference));
                }
            }
        }
        html
    }
}

fn picture(reference: &Reference, target: Target) -> String {
    let ReferenceKind::Picture { alt, caption, .. } = &reference.kind else { return String::new() };
    let picture = match target {
        Target::Picture { src, width, height } => {
            let (src, alt) = (quoted_address(&src), quoted(alt));
            format!("<img src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">")
        }
        _ => escaped(alt).into_owned(),
    };
    match caption {
        Some(caption) => format!("<figure>{picture}<figcaption>{}</figcaption></figure>\n", escaped(caption)),
        None => picture,
    }
}

/// Text as the content of an element. Control characters, which HTML does not allow, become the mark for an unknown one; those that
/// are white space, such as a line break of Word's, a blank.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    // Bytes from 0x80 on may be part of a control character, too.
    // Without a branch, so that many bytes are looked at at once.
    let is_blank = |byte: u8| (byte == b'\n') | (byte == b'\r') | (byte == b'\t');
    let is_mark = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte > b'~') | (byte < b' ') & !is_blank(byte);
    if !has_byte(text.as_bytes(), is_mark) {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html_body_text(&mut html, text).expect("writing to a string cannot fail");
    if html.chars().all(allowed) {
        html.into()
    } else {
        html.chars()
            .map(|c| {
                if allowed(c) {
                    c
                } else if c.is_whitespace() {
                    ' '
                } else {
                    '\u{fffd}'
                }
            })
            .collect()
    }
}

/// Text as an attribute in double quotes.
fn quoted(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}

/// An address as an attribute in double quotes; what is percent-encoded already stays so.
pub(super) fn quoted_address(address: &str) -> String {
    let mut html = String::with_capacity(address.len());
    pulldown_cmark_escape::escape_href(&mut html, address).expect("writing to a string cannot fail");
    html
}
