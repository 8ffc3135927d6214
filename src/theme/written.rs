//! Where in the templates of the project's own something was written that stands on a page.

use std::cmp::Reverse;

use super::html;
use crate::source::{At, Place, SourceId};

/// Letters that fit, whether the template is that of a page, and gaps.
type Score = (usize, usize, Reverse<usize>);

/// The one place where some HTML of a page comes from: that of all `templates` (each with its path, file and text) which fits it
/// with the most letters, or as many and the fewest gaps. `word` gives the tool's own words by their keys.
pub fn place<'t>(
    page: &str,
    templates: impl Iterator<Item = (&'t str, SourceId, &'t str)>,
    word: impl Fn(&str) -> String,
) -> Option<Place> {
    let name = page.strip_prefix('<')?.split(|c: char| !c.is_ascii_alphanumeric()).next().filter(|name| !name.is_empty())?;
    let close = format!("</{name}");
    let is_whole = page.contains(&close);
    let open = format!("<{name}");
    let mut best: Option<(Score, Option<Place>)> = None;
    for (path, source, text) in templates {
        for (at, _) in text.match_indices(&open) {
            let Ok(tag) = html::end_of_tag(text, at + open.len()) else { continue };
            let end = match is_whole {
                true => text[tag..].find(&close).and_then(|end| Some(tag + end + text[tag + end..].find('>')? + 1)),
                false => Some(tag),
            };
            let Some(parts) = end.map(|end| parts(&text[at..end], &word)) else { continue };
            if !fits(&parts, page) {
                continue;
            }
            // What a page's own template writes is written for that page.
            let own = usize::from(path.starts_with("templates/") && path != "templates/layout.html");
            let gaps = parts.iter().filter(|part| part.is_none()).count();
            let score = (parts.iter().flatten().map(String::len).sum(), own, Reverse(gaps));
            let found = Some(source.at(At::new(at, tag)));
            match &mut best {
                Some((known, place)) if *known == score => *place = None,
                Some((known, _)) if *known > score => {}
                _ => best = Some((score, found)),
            }
        }
    }
    best?.1
}

/// A part of a template: what it writes as it stands, and `None` for what is filled in.
fn parts(text: &str, word: &impl Fn(&str) -> String) -> Vec<Option<String>> {
    let mut parts: Vec<Option<String>> = Vec::new();
    let mut at = 0;
    let mut trims = false;
    while at < text.len() {
        let next = (at..text.len()).find(|&next| html::token(text, next).is_some()).unwrap_or(text.len());
        let token = &text[next..next + html::token(text, next).unwrap_or_default()];
        let mut literal = &text[at..next];
        if trims {
            literal = literal.trim_start();
        }
        if token[token.len().min(2)..].starts_with('-') {
            literal = literal.trim_end();
        }
        parts.push(Some(literal.to_string()));
        trims = token.len() > 4 && token[..token.len() - 2].ends_with('-');
        let key = token.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).map(|rest| rest.trim_matches(['-', ' ']));
        let key = key.and_then(|key| key.strip_prefix("s.")).filter(|key| !key.contains([' ', '[', '|']));
        let said = key.map(word).filter(|said| !said.is_empty() && !said.contains(['<', '>', '&', '"', '\'']));
        if !token.is_empty() && !token.starts_with("{#") {
            parts.push(said);
        }
        at = next + token.len();
    }
    parts
}

/// Whether a page may have come of some parts.
fn fits(parts: &[Option<String>], page: &str) -> bool {
    let mut rest = page;
    let mut free = false;
    let last = parts.iter().rposition(Option::is_some).unwrap_or_default();
    for (at, part) in parts.iter().enumerate() {
        let Some(literal) = part else {
            free = true;
            continue;
        };
        let found = match (free, at == last && at + 1 == parts.len()) {
            (true, true) => rest.ends_with(literal.as_str()).then(|| rest.len() - literal.len()),
            (true, false) => rest.find(literal.as_str()),
            _ => rest.starts_with(literal.as_str()).then_some(0),
        };
        let Some(found) = found else { return false };
        rest = &rest[found + literal.len()..];
        free = free && literal.is_empty();
    }
    free || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{fits, parts, place};
    use crate::source::SourceId;

    #[test]
    fn what_fits_with_the_most_letters_and_the_fewest_gaps_is_the_place() {
        let templates = [
            ("templates/goal.html", "<a href=\"{{ x }}\">{{ y }}</a><p><a href=\"{{ x }}\"></a></p><h2>{{ x }}</h2>"),
            ("components/own/own.html", "<h2></h2><a href=\"#main\"></a>"),
        ];
        let at = |page: &str| {
            let templates = templates.iter().map(|(path, text)| (*path, SourceId::FIRST, *text));
            place(page, templates, |_| String::new()).map(|place| place.at.start)
        };
        assert_eq!(at("<a href=\"index.html\"></a>"), Some(32));
        assert_eq!(at("<a href=\"#main\"></a>"), Some(9));
        assert_eq!(at("<h2>Words</h2>"), Some(58));
        assert_eq!(at("<h3></h3>"), None);
    }

    #[test]
    fn a_template_fits_what_it_makes_and_nothing_else() {
        let fit = |template: &str, page: &str| {
            let word = |key: &str| if key == "a.b" { "Words".to_string() } else { String::new() };
            fits(&parts(template, &word), page)
        };
        assert!(fit("<p class=\"{{ x }} lead\">", "<p class=\"a lead\">"));
        assert!(fit("<h3>{{ s.a.b }}</h3>", "<h3>Words</h3>"));
        assert!(fit("<h3>{{ s.c }}</h3>", "<h3>Été</h3>"));
        assert!(fit("<p{% if a %} id=\"{{ a }}\"{% endif %}>", "<p id=\"é\">"));
        assert!(fit("<p>\n  {{- x -}}  </p>", "<p>a</p>"));
        assert!(!fit("<h3>{{ s.a.b }}</h3>", "<h3>Others</h3>"));
        assert!(!fit("<p class=\"lead\">", "<p>"));
        assert!(!fit("<p>", "<p class=\"lead\">"));
    }
}
