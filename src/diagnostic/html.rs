//! Problems as HTML, for the preview in the browser: finished and escaped, without any style.

use std::ops::Range;

use pulldown_cmark_escape::escape_html;

use super::human::Drawn;
use super::spot::Spot;
use super::{Diagnostic, Diagnostics, one_line, sentence};
use crate::source::{Place, Sources};

/// How many problems are listed. More cannot be read in a corner of a page, and every open tab is sent them all.
const MOST: usize = 50;
/// How much of a line is shown before and after what is marked, in characters.
const AROUND: usize = 60;

/// The problems as a list, each with its place, the author's own line with the marked text in `<mark>`, what to do, and the
/// words of its code. The line as it would be right has the new text in `<ins>`.
pub fn html(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut html = "<ol class=\"problems\">\n".to_string();
    for problem in diagnostics.iter().take(MOST) {
        item(problem, sources, &mut html);
    }
    html += "</ol>\n";
    if let Some(more @ 1..) = diagnostics.len().checked_sub(MOST) {
        html += &format!("<p class=\"problems__more\">And {more} more, which the terminal lists.</p>\n");
    }
    html
}

fn item(problem: &Diagnostic, sources: &Sources, html: &mut String) {
    let word = problem.severity.word();
    *html += &format!("<li class=\"problem problem--{word}\">\n");
    *html += &format!("<p class=\"problem__what\"><strong>{word}</strong> {}</p>\n", words(&problem.message));
    if let Some(place) = problem.place {
        *html += &quotation(place, problem.label.as_deref(), sources);
    }
    let right = corrected(problem, sources);
    let write = problem.unsaid().filter(|_| right.is_none()).map(|text| format!("write `{text}`"));
    for help in problem.help.iter().chain(&write) {
        *html += &format!("<p class=\"problem__help\">{}</p>\n", words(&sentence(help)));
    }
    html.extend(right.map(|line| format!("<pre class=\"problem__right\"><code>{line}</code></pre>\n")));
    for (place, related) in &problem.related {
        *html += &format!("<div class=\"problem__related\">\n{}</div>\n", quotation(*place, Some(related), sources));
    }
    let code = problem.code;
    let parts = [("It finds", code.finds()), ("Why it matters:", code.matters()), ("How to mend it:", code.cure())];
    *html += &format!("<details class=\"problem__code\"><summary>{}</summary>\n", escaped(code.name));
    html.extend(parts.map(|(start, text)| format!("<p>{start} {}.</p>\n", words(text))));
    *html += "</details>\n</li>\n";
}

/// Where something is, with its line, and a few words on it.
fn quotation(place: Place, label: Option<&str>, sources: &Sources) -> String {
    let spot = Spot::of(place, sources);
    let mut html = format!("<p class=\"problem__place\">{}</p>\n", escaped(&spot.to_string()));
    if spot.is_text {
        let drawn = Drawn::of(place, sources);
        let line = line(&drawn.text, drawn.mark(place.at), |marked| format!("<mark>{}</mark>", escaped(marked)));
        html += &format!("<pre class=\"problem__line\"><span>{}</span> <code>{line}</code></pre>\n", spot.start.line);
    }
    html.extend(label.map(|label| format!("<p class=\"problem__label\">{}</p>\n", words(label))));
    html
}

/// The author's line as it would be right, if that is a matter of one line.
fn corrected(problem: &Diagnostic, sources: &Sources) -> Option<String> {
    let (right, place) = problem.replace.as_ref().zip(problem.place)?;
    let drawn = Drawn::of(place, sources);
    let range = drawn.range(right.at);
    let is_one_line = !drawn.text[range.clone()].contains('\n') && !right.text.contains('\n');
    let inserted = |_: &str| format!("<ins>{}</ins>", escaped(&right.text));
    is_one_line.then(|| line(&drawn.text, range, inserted))
}

/// The line of a range that does not leave it, with the range itself written by `middle`. What is far from it is left out.
fn line(text: &str, range: Range<usize>, middle: impl Fn(&str) -> String) -> String {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let (before, after) = (&text[start..range.start], text[range.end..end].trim_end_matches('\r'));
    // Between two words, where there are any.
    let cut_before = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at + before[at..].find(' ').unwrap_or(0));
    let cut_after = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| after[..at].rfind(' ').unwrap_or(at));
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!(
        "{}{}{}{}{}",
        dots(cut_before > 0),
        escaped(&before[cut_before..]),
        middle(&text[range.clone()]),
        escaped(&after[..cut_after]),
        dots(cut_after < after.len())
    )
}

/// A phrase as HTML, with what it quotes in backticks as code.
fn words(phrase: &str) -> String {
    let parts: Vec<&str> = phrase.split('`').collect();
    // A lone backtick quotes nothing.
    if parts.len().is_multiple_of(2) {
        return escaped(phrase);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { escaped(part) } else { format!("<code>{}</code>", escaped(part)) };
    parts.iter().enumerate().map(part).collect()
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    escape_html(&mut html, &one_line(text)).expect("writing to a string never fails");
    html
}
