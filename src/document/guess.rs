//! Headings that nobody marked as such: short lines, numbers before them, capitals.

use std::collections::HashMap;

use super::{Block, Heading, Kind, Words, words::folded};

/// The longest line that may be a heading.
const LONGEST: usize = 110;

/// Whether words look like a heading: few of them, and no sentence.
pub fn looks_like_heading(text: &str) -> bool {
    let text = text.trim();
    let starts_well = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '‘' | '“' | '"' | '\''));
    let is_sentence = text.ends_with(['.', ';', ',', '…', '”', '!']) && !text.ends_with("etc.");
    // `People: We will create the best place to work` is a sentence with a label.
    let is_labelled = text.split_once(": ").is_some_and(|(label, rest)| {
        !label.contains(|c: char| c.is_ascii_digit())
            && label.split_whitespace().count() <= 3
            && rest.split_whitespace().count() > 6
    });
    // `The plan is designed to:` goes on below.
    let last = text.strip_suffix(':').and_then(|text| text.rsplit(' ').next()).unwrap_or_default().to_lowercase();
    let goes_on = ["to", "are", "is", "include", "includes", "including", "by", "will", "that", "for", "and", "with", "of", "in"];
    let longest = if is_counted(text) { 2 * LONGEST } else { LONGEST };
    !is_labelled
        && !goes_on.contains(&last.as_str())
        && text.chars().count() <= longest
        && text.split_whitespace().count() <= longest / 5
        && starts_well
        && !is_sentence
        && !text.contains('\t')
}

/// Whether words start with a name and a number, as `Strategic goal 1: To help` does: such headings are often long.
fn is_counted(text: &str) -> bool {
    let Some((name, _)) = text.split_once([':', '–', '-']).filter(|(name, _)| name.chars().count() <= 30) else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && words.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// A number such as `1.2` or `3.` before a title, how many parts it has, and the bytes that it takes.
pub fn numbered(text: &str) -> Option<(String, usize, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
    let (mark, rest) = text.split_at(end);
    let rest = if mark.ends_with('.') { rest } else { rest.strip_prefix(')').unwrap_or(rest) };
    let number = mark.trim_end_matches('.');
    let parts = number.split('.').count();
    let are_parts = number.split('.').all(|part| !part.is_empty() && part.len() <= 2);
    let title = rest.trim_start();
    // `20 beds` is no heading, and `1.5 million` is none either.
    let is_mark = parts > 1 || mark.ends_with('.') || text[end..].starts_with(')') || rest.starts_with('\t');
    (are_parts && is_mark && rest.len() > title.len() && title.starts_with(|c: char| c.is_uppercase()))
        .then(|| (number.to_string(), parts, text.len() - title.len()))
}

/// Gives levels to the headings that have none yet. Among headings that are marked they stand below the last of those.
pub fn levels(blocks: &mut [Block]) {
    let level = |block: &Block| match &block.kind {
        Kind::Heading(heading) => heading.level,
        _ => 0,
    };
    if blocks.iter().all(|block| level(block) == 0) {
        return by_looks(blocks);
    }
    // What stands in front of all marked headings is the title, typed large.
    if let Some(first) = blocks.first_mut()
        && let Kind::Heading(heading) = &first.kind
        && heading.level == 0
    {
        first.kind = Kind::Title(heading.words.clone());
        first.unsure.push("the first words look like a title, and are not marked as one".to_string());
    }
    let mut above = 1;
    for block in blocks {
        if let Kind::Heading(heading) = &mut block.kind {
            match heading.level {
                0 => heading.level = above + 1,
                level => above = level,
            }
        }
    }
}

/// Where no heading is marked, the first is the title, those with numbers go by their numbers, and what stands again and again,
/// or leads to something with a colon, stands below the others.
fn by_looks(blocks: &mut [Block]) {
    let said = |words: &Words| folded(words.plain().trim_end_matches(':')).to_lowercase();
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut has_plain = false;
    for (at, block) in blocks.iter().enumerate() {
        if let Kind::Heading(heading) = &block.kind {
            // A title may be said again as the vision.
            *times.entry(said(&heading.words)).or_default() += usize::from(at > 0);
            has_plain |= at > 0 && numbered(&heading.words.plain()).is_none();
        }
    }
    let leads: Vec<String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Heading(heading) if heading.words.plain().ends_with(':') => Some(said(&heading.words)),
            _ => None,
        })
        .collect();
    let mut is_first = true;
    for block in blocks {
        let Kind::Heading(heading) = &mut block.kind else {
            is_first = false;
            continue;
        };
        let words = said(&heading.words);
        // What stands once, with a colon, may well be a heading of its own; only what is said again is surely below.
        let is_below = times[&words] > 1 || leads.contains(&words) && leads.len() > 1;
        heading.level = match numbered(&heading.words.plain()) {
            _ if is_first => 1,
            Some((_, parts, _)) => parts + 1 + usize::from(has_plain),
            None if is_below => 3,
            None => 2,
        };
        is_first = false;
    }
}

/// A heading that looks like one; 0, if its level is not known.
pub fn heading(words: Words, level: usize) -> Kind {
    Kind::Heading(Heading { level, number: String::new(), words, is_guessed: true })
}
