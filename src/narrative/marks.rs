//! Lines that were meant as a heading or a list: a blank is missing behind the mark, the mark comes from Word, or bold words
//! stand in for a heading. And blocks of code that do not end.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::Origin;
use super::events::Events;
use super::slips::suggest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes, nearest};
use crate::source::is_odd_blank;

/// Finds the lines of a text of blocks that only look like headings and lists.
pub(super) fn check(text: &str, origin: Origin, events: &Events) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut level = 1;
    // For each list that is open the number that its next entry has; 0 for one without numbers.
    let mut numbers: Vec<u64> = Vec::new();
    let (mut lists, mut quotations, mut block) = (0, 0, 0);
    let mut at = 0;
    while at < events.len() {
        let range = events.range(at);
        match events.event(at) {
            Event::Start(Tag::CodeBlock(kind)) => {
                problems.extend(match kind {
                    CodeBlockKind::Fenced(_) => unclosed(text, origin, range),
                    CodeBlockKind::Indented => indented(text, origin, range),
                });
                at = events.end(at);
            }
            Event::Start(Tag::Table(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }) => {
                block += 1;
                at = events.end(at);
            }
            Event::Start(Tag::Heading { level: found, .. }) => {
                level = *found as u8;
                block += 2;
                at = events.end(at);
            }
            Event::Start(Tag::List(first)) => {
                problems.extend(year(text, origin, events, at, *first));
                lists += 1;
                numbers.push(first.unwrap_or_default());
            }
            Event::End(TagEnd::List(_)) => {
                lists -= 1;
                numbers.pop();
                block += 2;
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                quotations += 1;
                if kind.is_none() {
                    problems.extend(callout(text, origin, range));
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => quotations -= 1,
            Event::Start(Tag::Paragraph) => {
                block += 1;
                if lists == 0 && quotations == 0 {
                    problems.extend(unquoted(text, origin, events.range(at)));
                    problems.extend(bold_heading(text, origin, events, at, level));
                }
            }
            Event::Start(Tag::Item) => {
                block += 1;
                numbers.iter_mut().next_back().filter(|number| **number > 0).into_iter().for_each(|number| *number += 1);
            }
            Event::Text(_) => {
                if let Some(problem) = lettered(text, origin, range.start) {
                    problems.push(problem);
                } else if let Some(problem) = task(text, origin, events, at) {
                    problems.push(problem);
                } else if let Some(mark) = mark_at(text, range.start) {
                    lines.push(Line { mark, at: range.start, block, in_list: lists > 0 });
                } else if let Some(number) = numbers.last_mut().filter(|number| **number > 1)
                    && let Some(problem) = numbered(text, origin, range, *number)
                {
                    problems.push(problem);
                    *number += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let is_one_list = |one: &Line, next: &Line| {
        one.block == next.block || next.block - one.block == 1 && ![one, next].iter().any(|line| is_below_words(text, line))
    };
    let groups = lines.chunk_by(|one, next| one.mark == next.mark && is_one_list(one, next));
    problems.extend(groups.filter_map(|group| report(text, origin, group)));
    problems
}

/// What somebody meant as a mark.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// `##Heading`: so many.
    Heading(usize),
    /// `-item`.
    Dash,
    /// `*item`.
    Star,
    /// `1.item` or `1)item`.
    Number,
    /// `•`, and others that Word puts in front of lists.
    Bullet,
    /// A sign that may also be meant as it is: a long dash, or the letter o with a tab.
    PerhapsBullet(char),
}

struct Line {
    mark: Mark,
    at: usize,
    /// Paragraphs that follow each other have numbers that do.
    block: usize,
    in_list: bool,
}

/// Whether a long dash starts a line below other words, as before the name of who said them.
fn is_below_words(text: &str, line: &Line) -> bool {
    let above = text[..line.at].trim_end_matches([' ', '\t']).strip_suffix('\n').and_then(|above| above.rsplit('\n').next());
    let above = above.map(str::trim).filter(|above| !above.is_empty() && !above.ends_with(':'));
    matches!(line.mark, Mark::PerhapsBullet('–' | '—')) && above.is_some()
}

/// `2, item`, `(2) item` or `2 . item` on a line of its own, where a list goes on with that number.
fn numbered(text: &str, origin: Origin, range: Range<usize>, number: u64) -> Option<Diagnostic> {
    let raw = &text[range.clone()];
    let digits = raw.trim_start_matches('(');
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_next = digits[..digits.len() - rest.len()].parse() == Ok(number);
    if !is_next || !is_first_in_line(text, range.start, &[' ', '\t', '>']) {
        return None;
    }
    // "We live at" and below it "2, Hill Road" is no list: one that is goes on, or has gone on before.
    let after = text[range.end..].trim_start();
    let goes_on = after.strip_prefix(&(number + 1).to_string()).is_some_and(|after| after.starts_with(['.', ')', ',', ' ']));
    if number == 2 && !goes_on && !after.starts_with("(3)") {
        return None;
    }
    let words = rest.trim_start_matches([' ', ',', ')', ':', ';', '.', '-', '–', '—']);
    let mark = rest[..rest.len() - words.len()].trim();
    let is_bare = mark.is_empty() && number > 2 && words.len() < rest.len();
    let is_mark = ((is_bare || [",", ":", ";", ".", "-", "–", "—"].contains(&mark)) && digits.len() == raw.len()
        || mark == ")" && digits.len() < raw.len())
        && words.starts_with(char::is_uppercase);
    let end = range.start + raw.len() - words.len();
    let written = text[range.start..end].trim_end();
    is_mark.then(|| {
        let message = format!("no entry of the list above: `{written}` is no mark of one");
        suggest(
            (text, origin),
            &codes::MARK_WITHOUT_BLANK,
            range.start..range.start + written.len(),
            message,
            &format!("{number}."),
        )
        .sure(false)
    })
}

/// `1880. That is when …`: a sentence that starts with a year, and is shown as the only entry of a list.
fn year(text: &str, origin: Origin, events: &Events, at: usize, first: Option<u64>) -> Option<Diagnostic> {
    let range = events.range(at);
    let digits = first.filter(|year| (1000..3000).contains(year))?.to_string();
    let start = range.start + text[range].find(&digits)?;
    let is_alone = events.end(at + 1) + 1 == events.end(at);
    (is_alone && text[start + 4..].starts_with('.')).then(|| {
        let message = "this makes a numbered list of the sentence";
        let right = format!("{digits}\\.");
        suggest((text, origin), &codes::STRAY_MARK, start..start + 5, message, &right).sure(false)
    })
}

/// `- [] Task` and `- [x]Task`, which show their brackets.
fn task(text: &str, origin: Origin, events: &Events, at: usize) -> Option<Diagnostic> {
    let start = events.range(at).start;
    let is_first = |&back: &usize| at >= back && matches!(events.event(at - back), Event::Start(Tag::Item));
    (text[start..].starts_with('[') && [1, 2].iter().any(is_first)).then_some(())?;
    let rest = &text[start..];
    let mark = ["[]", "[ ]", "[x]", "[X]"].into_iter().find(|mark| rest.starts_with(mark))?;
    let after = rest[mark.len()..].chars().next()?;
    if !(after.is_alphanumeric() || mark == "[]" && after == ' ') {
        return None;
    }
    let message = "no task: its mark is `[ ]`, with a blank in it and one behind it";
    let right = if mark == "[]" { "[ ]" } else { mark };
    let place = origin.place(text, start..start + mark.len());
    let help = format!("write `{right} ` before the words");
    Some(Diagnostic::new(&codes::MARK_WITHOUT_BLANK, place, message).help(help))
}

/// `a) item` and below it `b) item`, or `i.` and `ii.`: Markdown has no such lists.
fn lettered(text: &str, origin: Origin, at: usize) -> Option<Diagnostic> {
    let rest = text[at..].strip_prefix('(').unwrap_or(&text[at..]);
    let (first, second) = [("a", "b"), ("i", "ii"), ("A", "B")].into_iter().find(|(first, _)| rest.starts_with(first))?;
    let end = rest[first.len()..].chars().next().filter(|end| matches!(end, ')' | '.'))?;
    let mut lines = text[at..].lines();
    let line = lines.next().filter(|_| is_first_in_line(text, at, &[' ', '\t', '>']))?;
    let next = lines.next()?.trim_start_matches([' ', '\t', '>', '(']);
    let goes_on = next.strip_prefix(second)?.strip_prefix(end)?;
    let length = line.find(end)? + 1;
    // `a. m.` is an abbreviation.
    let has_word = |words: &str| words.starts_with(' ') && words.trim_start().chars().take(2).all(char::is_alphanumeric);
    (has_word(&line[length..]) && has_word(goes_on)).then(|| {
        let message = format!("no list: `{}` is no mark of one, and its lines run together", &line[..length]);
        let problem = Diagnostic::new(&codes::PASTED_BULLET, origin.place(text, at..at + length), message);
        problem.help("start each line with `1. `, `2. ` and so on, or with `- `")
    })
}

/// The mark that some words of a line start with, if they are the first in it.
fn mark_at(text: &str, at: usize) -> Option<Mark> {
    let sign = text[at..].chars().next().filter(|sign| !sign.is_ascii_alphabetic() || *sign == 'o')?;
    if !is_first_in_line(text, at, &[' ', '\t']) {
        return None;
    }
    let line = text[at..].lines().next().unwrap_or_default().trim_end();
    // "A step" starts with a word of one letter.
    let is_short = |words: &str| words.starts_with(char::is_uppercase) && words.chars().nth(1) == Some(' ');
    let starts_word = |words: &str| words.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2 || is_short(words);
    match sign {
        '#' => {
            let rest = line.trim_start_matches('#');
            match line.len() - rest.len() {
                1..=6 if rest.starts_with(is_odd_blank) => Some(Mark::Heading(line.len() - rest.len())),
                1 if is_title(rest) => Some(Mark::Heading(1)),
                hashes @ 2..=6 if rest.starts_with(char::is_alphanumeric) => Some(Mark::Heading(hashes)),
                _ => None,
            }
        }
        '-' if starts_word(&line[1..])
            || line[1..].starts_with(is_odd_blank)
            || line[1..].starts_with("[[")
            || line[1..].starts_with("**")
            || line[1..].starts_with("[x]")
            || line[1..].starts_with("[ ]") =>
        {
            Some(Mark::Dash)
        }
        '*' if line[1..].starts_with(is_odd_blank) => Some(Mark::Star),
        '*' if starts_word(&line[1..]) && line[1..].starts_with(char::is_uppercase) && !line[1..].contains('*') => Some(Mark::Star),
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let words = rest.strip_prefix(['.', ')'])?;
            let is_start = words.starts_with(is_odd_blank) || starts_word(words);
            (line.len() - rest.len() <= 2 && is_start && !is_name(line)).then_some(Mark::Number)
        }
        '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '∙' | '·' | '\u{f000}'..='\u{f0ff}' => Some(Mark::Bullet),
        '–' | '—' if line.chars().nth(1).is_some_and(|c| c.is_whitespace() || c.is_uppercase()) => {
            Some(Mark::PerhapsBullet(sign))
        }
        '➢' | '➤' | '►' | '▶' | '▸' | '❖' | '✓' | '✔' | '☑' | '☐' | '□' | '❑' | '➔' | '→' | '⇒' | '−' | '✦' | '◆' | '»'
            if line.chars().nth(1).is_some_and(char::is_whitespace) =>
        {
            Some(Mark::PerhapsBullet(sign))
        }
        'o' if line[1..].starts_with('\t') => Some(Mark::PerhapsBullet(sign)),
        _ => None,
    }
}

/// Whether words behind a single `#` are a heading, not a hashtag: several, and the first with no capital inside.
fn is_title(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let hump = first.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
    first.starts_with(char::is_uppercase) && !hump && words.split_whitespace().count() > 1 && !words.ends_with('.')
}

/// Whether a line starts with a name such as `3.org`.
fn is_name(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first.matches('.').count() > 1 || first.contains('/')
}

/// One problem for lines that go together.
fn report(text: &str, origin: Origin, group: &[Line]) -> Option<Diagnostic> {
    let first = group.first()?;
    if let Mark::Heading(hashes) = first.mark {
        let sign = "#".repeat(hashes);
        let blank = plain(&text[first.at + hashes..]);
        let message = format!("no heading: there is no {blank} after `{sign}`");
        return Some(mended(text, origin, &codes::MARK_WITHOUT_BLANK, group, message));
    }
    let introduced = text[..first.at].trim_end().ends_with(':');
    let next = text[first.at..].lines().nth(1).unwrap_or_default().trim_start();
    let is_list = group.len() > 1 || first.in_list || introduced || next.starts_with("- ");
    let mark = text[first.at..].chars().next()?;
    let count = match group.len() {
        1 => String::new(),
        2 => ", here and on the next line".to_string(),
        more => format!(", here and on {} more lines", more - 1),
    };
    match first.mark {
        // One alone is that of a footnote.
        Mark::Dash | Mark::Star if is_list && (mark == '-' || group.len() > 1) => {
            let message = format!("no list: there is no {} after `{mark}`{count}", plain(&text[first.at + 1..]));
            Some(mended(text, origin, &codes::MARK_WITHOUT_BLANK, group, message))
        }
        Mark::Number => {
            let sign = text[first.at..first.at + mark_length(text, first)].trim_end_matches(is_odd_blank);
            let message = format!("no list: there is no {} after `{sign}`{count}", plain(&text[first.at + sign.len()..]));
            Some(mended(text, origin, &codes::MARK_WITHOUT_BLANK, group, message))
        }
        Mark::Bullet => {
            let message = format!("no list: `{mark}` is a mark of Word, not of Markdown{count}");
            Some(mended(text, origin, &codes::PASTED_BULLET, group, message))
        }
        // Paragraphs that are what somebody said.
        Mark::PerhapsBullet('–' | '—') if !introduced && are_sentences_apart(text, group) => None,
        // Alone, it may begin the further line of a sentence.
        Mark::PerhapsBullet(_) if group.len() > 1 || (next.starts_with("- ") || first.in_list) && starts_line(text, first.at) => {
            let message = format!("no list: `{mark}` is a mark of Word, not of Markdown{count}");
            Some(mended(text, origin, &codes::PASTED_BULLET, group, message))
        }
        _ => None,
    }
}

/// Whether each line is a paragraph of its own, and a sentence.
fn are_sentences_apart(text: &str, group: &[Line]) -> bool {
    let is_whole = |line: &Line| {
        let paragraph: String = text[line.at..].lines().take_while(|line| !line.trim().is_empty()).collect();
        let paragraph = paragraph.trim_end();
        let words = paragraph.trim_start_matches(['–', '—']).trim_start_matches(char::is_whitespace);
        let words = words.trim_start_matches(['“', '"', '‘', '\'']);
        let end = paragraph.trim_end_matches(['”', '"', '’', '\'', '*', '_', ')']);
        words.starts_with(char::is_uppercase) && end.ends_with(['.', '!', '?', '…'])
    };
    let is_apart = |pair: &[Line]| text[pair[0].at..pair[1].at].lines().any(|line| line.trim().is_empty());
    group.windows(2).all(is_apart) && group.iter().all(is_whole)
}

/// A mark of a list of Word's at the start of a text of one paragraph.
pub(super) fn bullet_first(text: &str, origin: Origin) -> Option<Diagnostic> {
    let at = text.len() - text.trim_start().len();
    mark_at(text, at).filter(|mark| matches!(mark, Mark::Bullet))?;
    let sign = text[at..].chars().next()?;
    let message = format!("`{sign}` is a mark of Word, and is shown as it is");
    let place = origin.place(text, at..at + sign.len_utf8());
    Some(Diagnostic::new(&codes::PASTED_BULLET, place, message).help("take it out; each point of a list is an entry of its own"))
}

/// Whether nothing but some signs stands before a byte on its line.
pub(super) fn is_first_in_line(text: &str, at: usize, signs: &[char]) -> bool {
    let before = text[..at].trim_end_matches(signs);
    before.is_empty() || before.ends_with('\n')
}

/// Whether nothing at all stands before a byte on its line.
fn starts_line(text: &str, at: usize) -> bool {
    at == 0 || text[..at].ends_with('\n')
}

/// Sentences that four blanks in front of them have made code.
fn indented(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let words = text[range.clone()].trim();
    if words.starts_with("##") && !words.contains('\n') && words.trim_start_matches('#').starts_with(' ') {
        let at = range.start + text[range].find('#')?;
        let place = origin.place(text, at..at + words.len());
        let problem = Diagnostic::new(&codes::ACCIDENTAL_CODE, place, "the blanks in front of this heading make code of it");
        return Some(problem.help("start the line at the margin"));
    }
    // The sentence may go on at the margin.
    let goes_on = text[range.end..].trim_start_matches('\r').starts_with(|c: char| !c.is_whitespace());
    let is_prose = words.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“')
        && (goes_on || words.ends_with(['.', '!', '?', ':', '”', '"']))
        && words.split_whitespace().count() > 4
        && !words.contains(['{', '}', '=', ';', '<', '`']);
    let first = words.lines().next().unwrap_or_default().trim_end();
    let at = range.start + text[range].find(first)?;
    is_prose.then(|| {
        let place = origin.place(text, at..at + first.len());
        let problem = Diagnostic::new(&codes::ACCIDENTAL_CODE, place, "the blanks in front of this line make code of it");
        problem.help("start the line at the margin; a further paragraph of a list stands below the words of its entry")
    })
}

/// The bytes of a line's mark, with the white space after it.
fn mark_length(text: &str, line: &Line) -> usize {
    let rest = &text[line.at..];
    let with_blank = |mark: usize| mark + rest[mark..].len() - rest[mark..].trim_start_matches(is_odd_blank).len();
    match line.mark {
        Mark::Heading(hashes) => with_blank(hashes),
        Mark::Dash | Mark::Star => with_blank(1),
        Mark::Number => with_blank(rest.find(['.', ')']).map_or(0, |end| end + 1)),
        Mark::Bullet | Mark::PerhapsBullet(_) => {
            let sign = rest.chars().next().map_or(0, char::len_utf8);
            sign + rest[sign..].len() - rest[sign..].trim_start_matches([' ', '\t', '\u{a0}']).len()
        }
    }
}

/// The problem of some lines, with all that stands from the first mark to the last as it should be.
fn mended(text: &str, origin: Origin, code: &'static Code, group: &[Line], message: String) -> Diagnostic {
    let start = group.first().map_or(0, |line| line.at);
    let mut right = String::new();
    let mut end = start;
    for line in group {
        let length = mark_length(text, line);
        right += &text[end..line.at];
        right += match line.mark {
            Mark::Bullet | Mark::PerhapsBullet(_) => "-",
            _ => text[line.at..line.at + length].trim_end_matches(is_odd_blank),
        };
        right.push(' ');
        end = line.at + length;
    }
    // A place ends with no blank, so the first letter of the words goes along.
    if let Some(first) =
        text[end..].chars().next().filter(|first| text[..end].ends_with(char::is_whitespace) && !first.is_whitespace())
    {
        right.push(first);
        end += first.len_utf8();
    }
    let marked = text[start..end].trim_end();
    let problem = suggest((text, origin), code, start..start + marked.len(), message, &right);
    problem.help(match code.name {
        "pasted-bullet" => "start each line of the list with `- `",
        _ => "put a blank between the mark and the words",
    })
}

/// What is missing behind a mark: one that Word makes of a blank is none for Markdown.
fn plain(rest: &str) -> &'static str {
    if rest.starts_with(is_odd_blank) { "plain blank" } else { "blank" }
}

/// The marks that make a callout of a quotation.
const CALLOUTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// A quotation whose first line is nearly the mark of a callout: `[!NOTES]`, `[NOTE]`, `!NOTE`.
fn callout(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let first = text[range.clone()].lines().next()?;
    let line = first.trim_start_matches(['>', ' ']).trim_end();
    let word = line.trim_matches(['[', ']', '!', ' ', '\\', ':']);
    let has_mark = line.len() > word.len() && line.starts_with(['[', '!', '\\']);
    let first_word = line.strip_prefix("[!").and_then(|line| line.split_once(']')).map(|(word, rest)| (word, rest.trim()));
    if let Some((word, _)) = first_word.filter(|(word, rest)| CALLOUTS.contains(&&*word.to_uppercase()) && !rest.is_empty()) {
        let start = range.start + text[range].find("[!")?;
        let place = origin.place(text, start..start + word.len() + 3);
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "the mark of a callout stands on a line of its own");
        return Some(problem.help("start a new line behind it, with `> ` before the words"));
    }
    if !has_mark || word.contains(' ') {
        return None;
    }
    let near = nearest(&word.to_uppercase(), CALLOUTS);
    let start = range.start + first.len() - first.trim_start_matches(['>', ' ']).len();
    let message = format!("`{line}` is not the mark of a callout");
    let Some(near) = near else {
        let is_mark = line == format!("[!{word}]") && word.chars().all(char::is_alphabetic);
        let place = origin.place(text, start..start + line.len());
        let help = format!("the marks are {}", CALLOUTS.map(|mark| format!("`[!{mark}]`")).join(", "));
        return is_mark.then(|| Diagnostic::new(&codes::UNCLOSED_MARK, place, message).help(help));
    };
    Some(suggest((text, origin), &codes::UNCLOSED_MARK, start..start + line.len(), message, &format!("[!{near}]")))
}

/// The mark of a callout outside of a quotation.
fn unquoted(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let line = text[range.clone()].lines().next()?.trim_end();
    let word = line.strip_prefix("[!")?.strip_suffix(']')?;
    CALLOUTS.contains(&word.to_uppercase().as_str()).then(|| {
        let place = origin.place(text, range.start..range.start + line.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, format!("`{line}` marks a callout only in a quotation"));
        problem.help("start each of its lines with `> `")
    })
}

/// A paragraph that is nothing but a few bold words, with another block below it.
fn bold_heading(text: &str, origin: Origin, events: &Events, at: usize, level: u8) -> Option<Diagnostic> {
    let end = events.end(at);
    // `***words***` is bold within italics.
    let is_bold = matches!(events.event(at + 1), Event::Start(Tag::Strong)) && events.end(at + 1) + 1 == end
        || matches!((events.event(at + 1), events.event(at + 2)), (Event::Start(Tag::Emphasis), Event::Start(Tag::Strong)))
            && events.end(at + 1) + 1 == end
            && events.end(at + 2) + 2 == end;
    if !is_bold {
        return None;
    }
    let range = events.range(at);
    let raw = text[range.clone()].trim();
    let is_label = !raw.contains('\n') && !raw.trim_end_matches('*').ends_with(['.', '!', '?', ',', ';']);
    let few = raw.split_whitespace().count() <= 10;
    let followed = matches!(events.next(end), Some(Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Table(_))));
    (is_label && few && followed).then(|| {
        let mark = "#".repeat(usize::from(level.max(2)));
        let words = raw.trim_matches('*').trim_matches('_').trim_end_matches(':');
        let place = range.start..range.start + text[range.clone()].trim_end().len();
        suggest((text, origin), &codes::BOLD_HEADING, place, "bold words in place of a heading", &format!("{mark} {words}"))
    })
}

/// A block of code whose end is missing, so that all that follows is shown as code.
fn unclosed(text: &str, origin: Origin, range: Range<usize>) -> Option<Diagnostic> {
    let raw = &text[range.clone()];
    let first = raw.lines().next().unwrap_or_default();
    let sign = first.trim_start().chars().next()?;
    let length = first.trim_start().chars().take_while(|c| *c == sign).count();
    let last = raw.trim_end().lines().next_back().unwrap_or_default();
    let last = last.trim_start_matches(['>', ' ', '\t']);
    let is_closed = raw.trim_end().contains('\n') && last.chars().all(|c| c == sign) && last.len() >= length;
    // A heading may have a line of `~` below it, elsewhere.
    let above = text[..range.start].trim_end_matches('\r').strip_suffix('\n').and_then(|above| above.rsplit('\n').next());
    if !is_closed
        && sign == '~'
        && first.trim_end().chars().all(|c| c == sign)
        && above.is_some_and(|above| !above.trim().is_empty() && above.chars().count().abs_diff(length) < 3)
    {
        let place = origin.place(text, range.start..range.start + first.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "no heading: all that follows this line is shown as code");
        return Some(problem.help("take it out, and write `## ` before the words above it"));
    }
    (!is_closed).then(|| {
        let fence = sign.to_string().repeat(length);
        let place = origin.place(text, range.start..range.start + first.len());
        Diagnostic::new(&codes::UNCLOSED_MARK, place, "code that does not end: all that follows is shown as code")
            .help(format!("put a line {fence} where the code ends"))
    })
}
