//! Slips of one template in itself, whatever it asks of others. After each, the template is mended, so that the rest of it can be
//! judged too.

use std::collections::BTreeSet;

use tera::{ErrorKind, Tera};

use super::html::{self, Fault, token};
use super::{habits, open, wording};

/// After so many the file is no template.
const MOST: usize = 12;

/// What was found in a template.
pub struct Slips {
    pub faults: Vec<Fault>,
    /// The template as the engine takes it, byte for byte as long as before; nothing if it could not be mended.
    pub mended: Option<String>,
    /// Whether what was mended is more than what one place shows: others may build on it.
    pub is_torn: bool,
}

/// Finds the slips of a template. `names` are those of all templates and components.
pub fn of(name: &str, text: &str, names: &BTreeSet<String>) -> Slips {
    let mut slips = Slips { faults: Vec::new(), mended: None, is_torn: false };
    let mut mended = text.to_string();
    while slips.faults.len() < MOST {
        let Some(fault) = syntax(name, &mended, names) else {
            slips.faults.extend(html::faults(&mended));
            slips.mended = Some(mended);
            break;
        };
        let torn = mend(&mut mended, &fault);
        // The end of what was to start by a mark of another engine.
        let is_followed = |(_, message, _): &Fault| ["`{{#`", "`{{^`"].iter().any(|mark| message.starts_with(mark));
        if fault.1 == wording::ENDS_NOTHING && slips.faults.iter().any(is_followed) {
            continue;
        }
        // What is left of a tag with a slip in it makes no sense either.
        let of_last = slips.faults.last().and_then(|(last, ..)| text.get(last.end as usize..fault.0.start as usize));
        if of_last.is_none_or(|between| between.contains(['\n', '}'])) {
            slips.faults.push(fault);
        }
        let Some(torn) = torn else { break };
        slips.is_torn |= torn;
    }
    slips
}

/// The first fault for which the engine cannot read a template.
fn syntax(name: &str, text: &str, names: &BTreeSet<String>) -> Option<Fault> {
    if let Some(fault) = open::foreign(text).or_else(|| open::half(text)).or_else(|| open::comment(text)) {
        return Some(fault);
    }
    let error = Tera::new().add_raw_template(name, text).err()?;
    // What it extends and uses is not there yet.
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    open::empty(text).or_else(|| Some(wording::syntax(text, report, names)))
}

/// Mends what is wrong at a place, or takes it out, so that the engine goes on behind it. Says whether what others build on went with
/// it; nothing if nobody can tell what was meant.
fn mend(text: &mut String, (place, message, help): &Fault) -> Option<bool> {
    let at = place.start as usize;
    let bytes = text.as_bytes();
    let length = place.range().len();
    if message == habits::NO_IN && length > 1 {
        text.replace_range(place.range(), &format!("{:length$}", "in"));
        return Some(false);
    }
    if bytes[at..].starts_with(b"#}") {
        let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
        blank(text, line, at + 2);
        return Some(false);
    }
    if bytes[at..].starts_with(b"%}") {
        // The tag without the blanks round its words may have room for its start.
        let line = text[..at].rfind(['\n', '}']).map_or(0, |line| line + 1);
        let whole = format!("{{%{}%}}", text[line..at].trim());
        match whole.len() <= at + 2 - line && open::is_tag(text[line..at].trim()) {
            true => text.replace_range(line..at + 2, &format!("{whole:length$}", length = at + 2 - line)),
            false => blank(text, at, at + 2),
        }
        return Some(false);
    }
    if message.ends_with("is no mark of these templates") {
        let end = at + token(text, at)?;
        let end = end + usize::from(text[at..].starts_with("{{{"));
        let starts = matches!(bytes[at + 2], b'#' | b'^');
        blank(text, at, end);
        if let Some(close) = text[end..].find("{{/").filter(|_| starts).map(|close| end + close) {
            let length = token(text, close)?;
            blank(text, close, close + length);
        }
        return Some(false);
    }
    // A mark with its second half only: what follows its brace is a blank or a hyphen.
    if bytes.get(at) == Some(&b'{') && matches!(bytes.get(at + 1), Some(b' ' | b'-')) {
        let is_tag = text[at..].find("%}") < text[at..].find("}}").or(Some(usize::MAX)) && text[at..].contains("%}");
        let gap = text[at + 1..].len() - text[at + 1..].trim_start_matches(' ').len();
        if text[at + 1 + gap..].starts_with('%') {
            blank(text, at + 1 + gap, at + 2 + gap);
        }
        text.replace_range(at + 1..at + 2, if is_tag { "%" } else { "{" });
        return Some(false);
    }
    let last = |mark| text.match_indices(mark).map(|(start, _)| start).take_while(|start| *start <= at).last();
    let start = ["{{", "{%", "{#"].into_iter().filter_map(last).max()?;
    if !is_closed(text, start) {
        let words = text[start + 2..].trim_start_matches(['-', ' ']);
        let holds_others = ["block", "component", "extends"].iter().any(|word| words.starts_with(word));
        return (close(text, start) || !holds_others).then_some(false);
    }
    // A text that does not end would hide where the mark does.
    let is_open = message.starts_with("the text that starts with this quotation mark");
    let length = if is_open { text[start..].find(end_of(text, start)).map(|end| end + 2) } else { token(text, start) };
    let length = length.filter(|length| start + length > at)?;
    let tag = text[start..start + length].to_string();
    if tag.starts_with("{#") {
        // A comment that goes on to another ends with its line.
        let line = start + tag.find('\n').unwrap_or(tag.len());
        blank(text, start, line);
        return Some(false);
    }
    let words = tag.trim_start_matches(['{', '%', '-']).trim_start();
    let word = words.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    if !tag.starts_with("{%") || ["set", "set_global", "include", "break", "continue"].contains(&word) {
        blank(text, start, start + length);
        return Some(false);
    }
    let inside = words.trim_end_matches(['%', '}', '-']).trim_end();
    if message == wording::ENDS_NOTHING {
        blank(text, start, start + length);
        return Some(false);
    }
    if message.ends_with("has no end") {
        // Its other branches would have no start.
        let is_whole = ["if", "for"].contains(&word) && !text.contains("{% el") && !text.contains("{%- el");
        blank(text, start, start + length);
        return is_whole.then_some(false);
    }
    let named = |start: &str| help.strip_prefix(start)?.split('`').next().map(str::to_string);
    let written = &text[place.range()];
    let meant = match (named("write `{% "), named("did you mean `")) {
        (Some(end), _) => end.trim_end_matches(" %}").to_string(),
        (_, Some(near)) if inside.contains(written) => inside.replacen(written, &near, 1),
        _ if word == "if" || word == "elif" => format!("{word} 1"),
        _ if word == "for" => "for x in s".to_string(),
        _ if word == "endblock" => word.to_string(),
        _ => return None,
    };
    put(text, start, length, meant.trim_end())?;
    Some(false)
}

/// The mark that ends what starts at a byte.
fn end_of(text: &str, start: usize) -> &'static str {
    match text.as_bytes()[start + 1] {
        b'%' => "%}",
        b'{' => "}}",
        _ => "#}",
    }
}

/// Where the next mark of the engine's starts.
fn next_mark(text: &str) -> usize {
    ["{{", "{%"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len())
}

/// Whether what starts at a byte ends before something else starts.
fn is_closed(text: &str, start: usize) -> bool {
    let inside = &text[start + 2..];
    inside[..next_mark(inside)].contains(end_of(text, start))
}

/// Ends what starts at a byte where a mark of its kind was begun; if none was, takes it out. Says whether one was.
fn close(text: &mut String, start: usize) -> bool {
    let end = end_of(text, start);
    let from = start + 2;
    let stretch = &text[from..from + next_mark(&text[from..])];
    let line = stretch.lines().next().unwrap_or_default();
    // The values of a component's arguments stand in braces too.
    let behind = line.find("/>").map_or(0, |call| call + 2);
    let rest = &line[behind..];
    let whole = ["%}", "}}"].iter().filter_map(|mark| rest.find(mark)).min();
    let half = || rest.find(['}', '%']).filter(|half| rest[..*half].ends_with(' ')).map(|half| half - 1);
    match whole.or_else(half) {
        Some(found) => {
            let at = from + behind + found;
            text.replace_range(at..at + 2, end);
            true
        }
        None => {
            let length = line.find('<').unwrap_or(line.len());
            // Without the blanks round its words, the tag may have room for its end.
            let inner = text[from..from + length].trim();
            let whole = format!("{}{inner}{end}", &text[start..from]);
            let ends_line = length == line.len() && text[from + length..].starts_with('\n');
            let room = 2 + length + usize::from(ends_line);
            if !inner.is_empty() && whole.len() <= room {
                text.replace_range(start..start + room, &format!("{whole:room$}"));
                return true;
            }
            blank(text, start, from + length);
            false
        }
    }
}

/// Takes out what says which template a template extends.
pub fn without_frame(text: &mut String) {
    let tags: Vec<usize> = text.match_indices("{%").map(|(at, _)| at).collect();
    let extends = |at: &usize| text[at + 2..].trim_start_matches('-').trim_start().starts_with("extends");
    if let Some((start, length)) = tags.into_iter().find(extends).and_then(|at| Some((at, token(text, at)?))) {
        blank(text, start, start + length);
    }
}

fn blank(text: &mut String, start: usize, end: usize) {
    let blank: String = text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &blank);
}

/// Writes a tag in place of another; nothing if it does not fit.
fn put(text: &mut String, start: usize, length: usize, words: &str) -> Option<()> {
    let gap = length.checked_sub("{%%}".len() + words.len())?;
    let lines = text[start..start + length].matches('\n').count();
    (lines == 0).then(|| text.replace_range(start..start + length, &format!("{{%{words}{}%}}", " ".repeat(gap))))
}
