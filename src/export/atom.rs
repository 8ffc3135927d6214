//! Feeds in Atom (RFC 4287).

use super::Words;
use crate::page::Feed;

/// A feed. An update has a day and no hour: it counts from the start of that day, in universal time.
pub fn atom(feed: &Feed, words: Words) -> String {
    let when = |day: jiff::civil::Date| format!("{day}T00:00:00Z");
    let newest = feed.entries.iter().map(|entry| entry.day).max().map(when).unwrap_or_default();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml += &format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", text(&feed.language));
    xml += &format!("<id>{}</id>\n", text(&feed.own));
    xml += &format!("<title>{}</title>\n", text(&words("feed.title").replace("{name}", &feed.name)));
    xml += &format!("<updated>{newest}</updated>\n");
    xml += &format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", text(&feed.own));
    xml += &format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", text(&feed.page));
    xml += &format!("<author><name>{}</name></author>\n", text(&feed.publisher));
    if let Some(licence) = &feed.licence {
        xml += &format!("<rights>{}</rights>\n", text(licence));
    }
    xml += &format!("<generator version=\"{}\">trustpress</generator>\n", env!("CARGO_PKG_VERSION"));
    for entry in &feed.entries {
        let update = &entry.update;
        let mut html = update.html.clone();
        if let Some(status) = &update.status {
            html += &format!("<p>{}</p>", text(&words("update.status").replace("{status}", status)));
        }
        if !update.about.is_empty() {
            let links = update.about.iter().map(|link| format!("<a href=\"{}\">{}</a>", text(&link.href), text(&link.text)));
            html += &format!("<p>{} {}</p>", text(&words("update.about")), links.collect::<Vec<_>>().join(", "));
        }
        let by = update.by.as_ref().map_or_else(|| entry.trust.clone(), |by| format!("{by}, {}", entry.trust));
        xml += "<entry>\n";
        xml += &format!("<id>{}</id>\n", text(&entry.id));
        xml += &format!("<title>{}</title>\n", text(&update.title));
        xml += &format!("<updated>{}</updated>\n", when(entry.day));
        xml += &format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", text(&entry.href));
        xml += &format!("<author><name>{}</name></author>\n", text(&by));
        xml += &format!("<content type=\"html\">{}</content>\n", text(&html));
        xml += "</entry>\n";
    }
    xml + "</feed>\n"
}

/// Text for an element or an attribute. Control characters, which XML does not allow, become the mark for an unknown one.
fn text(text: &str) -> String {
    let is_allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let is_allowed = |c: char| is_allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    quick_xml::escape::escape(text.replace(|c| !is_allowed(c), "\u{fffd}")).into_owned()
}
