//! A page's tags and the text between them, as far as rules need them. What browsers would mend is read as it stands.

use std::ops::Range;

/// A piece of a page.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    Open(Tag<'a>),
    Close(String),
    Text(&'a str),
}

#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    /// In small letters.
    pub name: String,
    /// Names in small letters, values as written; a bare one has an empty value.
    pub attributes: Vec<(String, &'a str)>,
    /// Whether it ends with `/>`.
    pub closes_itself: bool,
    /// Where it starts in the page, and where it ends.
    pub at: Range<usize>,
}

impl Tag<'_> {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|&(_, value)| value)
    }
}

/// The pieces of a page in their order. Comments and the doctype are left out, and so are styles and scripts between their tags.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = after(rest, ">");
        } else if let Some(name) = rest.strip_prefix("</") {
            let end = name.find('>').unwrap_or(name.len());
            rest = name.get(end + 1..).unwrap_or("");
            // Browsers pass over what else stands in an end.
            pieces.push(Piece::Close(name[..end].split_ascii_whitespace().next().unwrap_or_default().to_ascii_lowercase()));
        } else if rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let start = html.len() - rest.len();
            let (mut tag, after_tag) = open(&rest[1..]);
            tag.at = start..html.len() - after_tag.len();
            rest = after_tag;
            if tag.name == "script" || tag.name == "style" {
                let closing = format!("</{}", tag.name);
                rest = rest.find(&closing).map_or("", |end| &rest[end..]);
            }
            pieces.push(Piece::Open(tag));
        } else {
            pieces.push(Piece::Text("<"));
            rest = &rest[1..];
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A tag from its name on, and what follows it.
fn open(text: &str) -> (Tag<'_>, &str) {
    let ends_name = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let end = text.find(ends_name).unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new(), closes_itself: false, at: 0..0 };
    let mut rest = &text[end..];
    loop {
        let blanks = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
        tag.closes_itself = rest[..blanks].ends_with('/');
        rest = &rest[blanks..];
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after_tag) = rest.strip_prefix('>') {
            return (tag, after_tag);
        }
        let end = rest.find(|c: char| ends_name(c) || c == '=').unwrap_or(rest.len()).max(1);
        let end = (end..=rest.len()).find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(written) = rest.strip_prefix('=') {
            let written = written.trim_start();
            let quote = written.chars().next().filter(|first| ['"', '\''].contains(first));
            (value, rest) = match quote {
                Some(quote) => {
                    let inner = &written[1..];
                    let end = inner.find(quote).unwrap_or(inner.len());
                    (&inner[..end], inner.get(end + 1..).unwrap_or(""))
                }
                None => written.split_at(written.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(written.len())),
            };
        }
        tag.attributes.push((name, value));
    }
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_into_tags_and_texts() {
        let html = "<!DOCTYPE html><p CLASS=a id='b' hidden>x < y<br/><!-- <i> --></P><script>if (a<b) {}</script>";
        let names: Vec<String> = pieces(html)
            .iter()
            .map(|piece| match piece {
                Piece::Open(tag) => format!("<{} {:?}", tag.name, tag.attributes),
                Piece::Close(name) => format!("/{name}"),
                Piece::Text(text) => text.to_string(),
            })
            .collect();
        let expected =
            [r#"<p [("class", "a"), ("id", "b"), ("hidden", "")]"#, "x ", "<", " y", "<br []", "/p", "<script []", "/script"];
        assert_eq!(names, expected);
    }

    #[test]
    fn whatever_stands_there_is_read_to_its_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "</", "<!--", "<a é=1>", "<script>", "<a =>b", "<p<q>"] {
            pieces(html);
        }
    }
}
