//! Mistakes in text that is good YAML, and means something else than its author thinks.

mod marks;

use std::collections::HashSet;

use super::{LineEnds, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, SourceId};

/// So many lines above one that is no YAML may belong to the same mistake.
const SOUND: usize = 3;

/// Lines that are broken on purpose are longer than this.
const EARLY: usize = 60;

/// Finds them, but for those where a problem is told already. `known` says whether a word is a field of the file's records.
pub fn quiet(text: &str, source: SourceId, told: &Diagnostics, known: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    // Where the lines are not what they seem, neither is their meaning. Those that are well above are judged one by one.
    let broken = told.iter().filter(|problem| *problem.code == codes::YAML_SYNTAX);
    let broken = broken.map(|problem| problem.place.map_or(0, |place| place.at.start as usize)).min();
    let sound = &text[..broken.map_or(text.len(), |at| lines_before(text, at, SOUND))];
    let mut reader = Reader {
        text,
        source,
        known,
        found: Vec::new(),
        block: None,
        quote: None,
        plain: None,
        told_to: 0,
        above: Default::default(),
        last: 0,
        far: Default::default(),
    };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', sound.as_bytes()).map(|end| end + 1).chain([sound.len()]) {
        if start < end {
            reader.line(start, &sound[start..end]);
        }
        start = end;
    }
    let out_of_step = reader.out_of_step();
    let mut found = reader.found;
    found.extend(out_of_step);
    if broken.is_some() {
        found.retain(|problem| ![&codes::JOINED_LINE, &codes::ODD_INDENT].contains(&problem.code));
    }
    if found.iter().any(|problem| *problem.code == codes::JOINED_LINE) {
        // Only what the parser has read as one text is one.
        let texts = super::texts(text, source);
        let inside = |at: At| {
            texts.iter().any(|text| text.start < at.start && at.start < text.end || at.start < text.start && text.end == at.end)
        };
        found.retain(|problem| *problem.code != codes::JOINED_LINE || problem.place.is_some_and(|place| inside(place.at)));
    }
    untold(found, text, told)
}

/// What was found where nothing is told yet: on other lines, and not right above them.
pub fn untold(mut found: Vec<Diagnostic>, text: &str, told: &Diagnostics) -> Vec<Diagnostic> {
    if told.is_empty() || found.is_empty() {
        return found;
    }
    let ends = LineEnds::of(text);
    let places = || told.iter().filter_map(|problem| problem.place);
    let lines: HashSet<usize> = places().map(|place| ends.line(place.at.start)).collect();
    let unread = told.iter().filter(|problem| *problem.code == codes::YAML_SYNTAX).filter_map(|problem| problem.place);
    let unread: HashSet<usize> = unread.map(|place| ends.line(place.at.start)).collect();
    found.retain(|problem| {
        problem.place.is_none_or(|place| {
            let line = ends.line(place.at.start);
            // A text that ends with a comma may go on in a line that cannot be read.
            let next_is_wrong = *problem.code == codes::EMPTY_FIELD && lines.contains(&(line + 1))
                || *problem.code == codes::STRAY_MARK && unread.contains(&(line + 1));
            !lines.contains(&line) && !next_is_wrong && !places().any(|told| told.covers(place))
        })
    });
    found
}

/// Where the line starts that is so many lines above a byte.
fn lines_before(text: &str, at: usize, count: usize) -> usize {
    let above = &text.as_bytes()[..at.min(text.len())];
    memchr::memrchr_iter(b'\n', above).nth(count).map_or(0, |end| end + 1)
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    known: &'a dyn Fn(&str) -> bool,
    found: Vec<Diagnostic>,
    /// In a block of text after `|` or `>`, the indent that its lines exceed: a colon at the end of a line means nothing there.
    block: Option<usize>,
    /// In a text in quotes that goes on over several lines.
    quote: Option<char>,
    /// In a text without quotes: the indent that its further lines exceed.
    plain: Option<usize>,
    /// Up to where lines are told of already.
    told_to: usize,
    /// Entries of a list right above, each on its line: its indent, where it stands, and its text; and where the last line ends.
    above: (usize, Vec<(usize, String)>, usize),
    /// How far in the last line's words stand, after dashes.
    last: usize,
    /// The keys with something far in below them: where each stands, its length, and how far in that is; and how many others there are.
    far: (Vec<(usize, usize, usize)>, usize),
}

impl Reader<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let (indent, lead, words) = cut(line);
        if let Some(quote) = self.quote {
            if words.ends_with(quote) {
                self.quote = None;
            }
            return;
        }
        if words.is_empty() || words.starts_with('#') {
            return;
        }
        if start < self.told_to {
            return;
        }
        if self.block.is_some_and(|block| indent > block) {
            self.field_in_block(start + indent, words);
            return;
        }
        if words == "-" || words.starts_with("-\t") {
            (self.block, self.plain) = (None, None);
            return;
        }
        self.block = None;
        if words.starts_with([']', '}']) {
            return;
        }
        if self.plain.is_some_and(|above| indent > above) {
            if words.starts_with("- ") {
                // One list is one mistake.
                self.block = Some(indent - 1);
                let at = start + indent;
                if let Some(problem) = self.first_entry_stands_out(start, indent) {
                    self.found.push(problem);
                    return;
                }
                let problem =
                    self.problem(&codes::JOINED_LINE, at, at + words.len(), "this line is read as part of the text above it");
                self.found.push(problem.help(
                    "if a list is meant, leave nothing after the colon of its key; if the dash is part of the text, put quotes round the whole text",
                ));
            } else if self.lacks_its_dash(start, indent, words) {
                let at = start + indent;
                let problem =
                    self.problem(&codes::JOINED_LINE, at, at + words.len(), "this line is read as part of the entry above it");
                self.found.push(
                    problem.help("if it is an entry of its own, put a dash and a space before it; if not, write both on one line"),
                );
            }
            return;
        }
        self.plain = None;
        let entry = if words.starts_with('-') { without_lead(words.trim_start_matches("- ")) } else { words };
        let dashes = words.len() - entry.len();
        let is_key = |(key, value): &(&str, &str)| {
            (value.is_empty() || value.starts_with(' ')) && !matches!(key.bytes().next(), Some(b'{' | b'[' | b'"' | b'\''))
        };
        let halves = memchr::memchr(b':', entry.as_bytes()).map(|colon| (&entry[..colon], &entry[colon + 1..]));
        let (key, value) = match halves.filter(is_key) {
            Some((key, value)) => (key, without_lead(value)),
            // `goals::`, which is told as no field.
            None if entry.ends_with("::") => (entry, ""),
            None => ("", entry),
        };
        let value_at = start + lead + words.len() - value.len();
        let above = if key.is_empty() { indent + dashes.saturating_sub(2) } else { indent + dashes };
        let swallowed = value.starts_with('#') && !value.starts_with("# ") && !value.starts_with("##") && value.len() > 1;
        match value.chars().next() {
            Some('|' | '>') => self.block = Some(above),
            // A name for what stands below.
            Some('&' | '!') if !value.contains(' ') => {}
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                if inner.trim_end().strip_prefix(quote) == Some("") && !key.is_empty() {
                    let problem = self.problem(&codes::EMPTY_FIELD, value_at, value_at + 2, format!("`{key}` is empty"));
                    self.found.push(problem.help("write the text between the quotes, or remove the line"));
                }
                self.quote = memchr::memchr(quote as u8, inner.as_bytes()).is_none().then_some(quote);
            }
            Some(open @ ('[' | '{')) => {
                let close = if open == '[' { ']' } else { '}' };
                if value.matches(open).count() > value.matches(close).count() {
                    // It goes on over lines that are further in, or with its closing bracket.
                    self.block = Some(above);
                } else {
                    let parts = entries::parts(value, value_at);
                    parts.iter().for_each(|part| self.stray_mark(part.text, part.at));
                    self.found.extend(entries::odd_lists(&parts, self.source));
                }
            }
            Some(first) if first != '#' => {
                self.plain = Some(above);
                if key.is_empty() && dashes == 0 && first == '-' {
                    self.glued_dash(value, value_at, start + line.len(), indent);
                }
                self.invisible(value, value_at);
                self.comment_in(value, value_at);
                self.curly(value, value_at, above);
                self.stray_mark(value, value_at);
                if dashes > 0 && key.is_empty() {
                    self.again(value, value_at, start, line.len());
                }
                let last = value.rsplit(' ').next().unwrap_or_default();
                let is_entity = last.ends_with(';') && last.contains('&');
                let ends = (dashes > 0 || !key.is_empty()) && value.ends_with([',', ';']) && !value.contains(" #") && !is_entity;
                let next = || self.text[start + line.len()..].lines().find(|line| !line.trim().is_empty());
                // A text that goes on below and has lost its indent is told there.
                let is_own = |next: &str| {
                    let words = next.trim();
                    words.starts_with(['-', '#']) || words.contains(": ") || words.ends_with(':')
                };
                if ends && next().is_none_or(|next| next.len() - next.trim_start().len() <= above && is_own(next)) {
                    let end = value_at + value.len();
                    let mark = &value[value.len() - 1..];
                    let (what, whose) = if key.is_empty() { ("entries", "entry") } else { ("fields", "field") };
                    let problem =
                        self.problem(&codes::STRAY_MARK, end - 1, end, format!("`{mark}` is part of this {whose}'s text"));
                    let help = format!("remove it: {what} that stand on lines of their own need no mark between them");
                    self.found.push(problem.help(help));
                }
            }
            _ => {}
        }
        let before = std::mem::replace(&mut self.last, indent + dashes);
        let key_is_plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        // `period: # not known` is left empty on purpose, and says so.
        if !key_is_plain || !(value.is_empty() || swallowed) {
            return;
        }
        let key_at = start + lead + dashes;
        if let Some(below) = self.goes_on_below(start + line.len(), indent + dashes) {
            let is_field = |(key, value): (&str, &str)| !key.contains(' ') && (value.is_empty() || value.starts_with(' '));
            // A text may stand as far in as its author likes.
            let is_record = || {
                let mut below = self.text[start + line.len()..].lines().map(str::trim);
                let words = below.find(|line| !line.is_empty()).unwrap_or_default();
                words.starts_with("- ") || words.split_once(':').is_some_and(is_field)
            };
            match below > indent + dashes + 4 && before > indent && is_record() {
                true => self.far.0.push((key_at, key.len(), below)),
                false => self.far.1 += usize::from(below <= indent + dashes + 2),
            }
        } else {
            let at = if value.is_empty() { key_at..key_at + key.len() } else { value_at..value_at + value.len() };
            let problem = self.problem(&codes::EMPTY_FIELD, at.start, at.end, format!("`{key}` has no value"));
            let text = value.trim_end_matches('"');
            self.found.push(match value.is_empty() {
                true => problem.help("write the value, or remove the line"),
                false => problem.help(format!("what follows a # is a comment: write `{key}: \"{text}\"` if it is the value")),
            });
        }
    }

    /// `-vision` above another entry: without a space after it, the dash is part of a text, and so are the entries below.
    fn glued_dash(&mut self, value: &str, at: usize, after: usize, indent: usize) {
        let next = self.text[after..].lines().find(|line| !line.trim().is_empty());
        let is_beside = next.is_some_and(|next| self::indent(next) == indent && next[indent..].starts_with('-'));
        if is_beside && value[1..].starts_with(char::is_alphabetic) {
            let problem = self.problem(&codes::STRAY_MARK, at, at + 1, "a space is missing after the dash");
            self.found.push(problem.help("put a space between the dash and what follows it: as it is, these lines are one text"));
            self.block = Some(indent.saturating_sub(1));
        }
    }

    /// An entry on a line of its own that stands above already, in the same list.
    fn again(&mut self, value: &str, at: usize, start: usize, length: usize) {
        let (indent, known, end) = &mut self.above;
        if *end != start || *indent != at - start {
            known.clear();
        }
        if let Some((first, _)) = known.iter().find(|(_, other)| other == value) {
            self.found.push(entries::repeated(value, at, *first, self.source));
        }
        known.push((at, value.to_string()));
        (*indent, *end) = (at - start, start + length);
    }

    /// A line right below a short entry, exactly below its first word: nobody breaks a line so early.
    fn lacks_its_dash(&self, start: usize, indent: usize, words: &str) -> bool {
        let (column, known, end) = &self.above;
        let Some((_, entry)) = known.last().filter(|_| *end == start && *column == indent) else { return false };
        let first = words.split(' ').next().unwrap_or_default();
        let would_fit = column + entry.chars().count() + 1 + first.chars().count() <= EARLY;
        // What has a colon is a field of some kind, with a mistake of its own.
        would_fit && !entry.contains(':') && !words.contains(':') && !entry.ends_with([',', ';', '-', '–'])
    }

    /// The first entry of a list right above is less far in than those from here on: it is the one at fault if it alone is.
    fn first_entry_stands_out(&self, start: usize, indent: usize) -> Option<Diagnostic> {
        let (column, known, end) = &self.above;
        let dash = known.first().filter(|_| known.len() == 1 && *end == start)?.0.checked_sub(2)?;
        let own = column.checked_sub(2)?;
        let is_beside = |line: &&str| self::indent(line) == indent && line[indent..].starts_with("- ");
        let block = self.text[start..].split_inclusive('\n').take_while(|line| line.trim().is_empty() || self::indent(line) > own);
        let (count, length) = (block.clone().filter(is_beside).count(), block.map(str::len).sum::<usize>());
        // Of two, the one that stands unlike the other lists of the file.
        let (before, after) = (&self.text[..dash], &self.text[start + length..]);
        let has_list = |at: usize| {
            let is_entry = |line: &str| self::indent(line) == at && line[at..].starts_with("- ");
            before.lines().chain(after.lines()).any(is_entry)
        };
        if count < 2 && (own % 2 == 0 || indent % 2 == 1) && (has_list(own) || !has_list(indent)) {
            return None;
        }
        let end = start + self.text[start..start + length].trim_end().len();
        let problem = self.problem(&codes::JOINED_LINE, dash, end, "this entry is indented less than those below it");
        Some(problem.help(format!("give it {indent} spaces like them: they are read as part of its text")))
    }

    /// The one key of the file that stands less far in than it should by what is below it.
    fn out_of_step(&self) -> Option<Diagnostic> {
        let ([(at, length, below)], others) = (&self.far.0[..], self.far.1) else { return None };
        let name = &self.text[*at..at + length];
        let message = format!("`{name}` stands much less far in than what is below it, unlike the other keys here");
        let problem = self.problem(&codes::ODD_INDENT, *at, at + length, message);
        (others > 2).then(|| problem.help(format!("give it {} spaces if it belongs to what stands above", below - 2)))
    }

    /// How far in what stands below a key is, if it belongs to it.
    fn goes_on_below(&self, after: usize, column: usize) -> Option<usize> {
        let below = &self.text[after..];
        let blanks = self::indent(below);
        // Nearly always the next line has words, after blanks alone.
        let (indent, first) = match below.as_bytes().get(blanks) {
            Some(first) if first.is_ascii_graphic() && *first != b'#' => (blanks, *first),
            _ => {
                let next = below.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
                let words = next.trim_start();
                (next.len() - words.len(), words.as_bytes()[0])
            }
        };
        (indent > column || (indent == column && first == b'-')).then_some(indent)
    }

    /// Entries with fields, or topics, in a block of text: the key of their list or group is gone. All that follows in the
    /// block is the same mistake.
    fn list_in_block(&mut self, at: usize, words: &str) -> bool {
        let entry = words.strip_prefix("- ").and_then(|entry| entry.split_once(": "));
        let is_entry = entry.is_some_and(|(name, _)| (self.known)(name));
        let above = self.text[..at].trim_end();
        let is_name =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // As topics are named, with their strength.
        let is_pair = |(name, value): (&str, &str)| is_name(name) && matches!(value, "main" | "part");
        let is_topic = above.ends_with('.') && words.split_once(": ").is_some_and(is_pair);
        if is_entry || is_topic {
            let length = self.rest_of_block(at);
            let what = if is_entry { "this list" } else { "this line" };
            let end = at + self.text[at..at + length].trim_end().len();
            let problem = self.problem(&codes::JOINED_LINE, at, end, format!("{what} is read as part of the text above it"));
            self.found.push(problem.help("write the key that it belongs to on a line above it, such as `sites:` or `topics:`"));
            self.told_to = end;
        }
        is_entry || is_topic
    }

    /// How many bytes of a block of text follow.
    fn rest_of_block(&self, at: usize) -> usize {
        let block = self.block.unwrap_or_default();
        let lines = self.text[at..].split_inclusive('\n').enumerate();
        let inside = lines.take_while(|(number, line)| *number == 0 || line.trim().is_empty() || indent(line) > block);
        inside.map(|(_, line)| line.len()).sum()
    }

    /// The name of a field that a line of a block of text starts with.
    fn field_of<'t>(&self, words: &'t str) -> Option<&'t str> {
        let (name, _) = words.split_once(": ")?;
        let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        (is_name && (self.known)(name)).then_some(name)
    }

    /// A field that is indented too far below a block of text is swallowed by it, and what stands below it too.
    fn field_in_block(&mut self, at: usize, words: &str) {
        if self.list_in_block(at, words) {
            return;
        }
        // `source:` alone is one if fields stand below it, and may stand at the end of the line above them.
        let next = || self.text[at + words.len()..].trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default().trim();
        let head =
            words.strip_suffix(':').filter(|name| !name.contains(' ') && (self.known)(name) && self.field_of(next()).is_some());
        if let Some(name) = head.or_else(|| self.field_of(words)) {
            let (at, words) = match self.text[..at].trim_end().strip_suffix(':').and_then(|above| above.rsplit_once(' ')) {
                Some((above, last)) if (self.known)(last) => (above.len() + 1, last),
                _ => (at, words),
            };
            let name = if words.starts_with(name) { name } else { words };
            self.told_to = at + self.rest_of_block(at);
            let problem =
                self.problem(&codes::JOINED_LINE, at, at + words.len(), format!("`{name}` is read as part of the text above it"));
            self.found.push(
                problem.help(
                    "if it is a field, indent it like the key of that text; if it is part of the text, change its first word",
                ),
            );
        } else if let Some((start, name)) = self.field_after_sentence(words) {
            let start = at + start;
            let message = format!("`{name}` is read as part of this text");
            let problem = self.problem(&codes::JOINED_LINE, start, start + name.len(), message);
            let help = "if it is a field, put it on a line of its own, as far in as the key of this text; if it is a word of the text, \
                        give it a capital letter";
            self.found.push(problem.help(help));
        }
    }

    /// The name of a field with its colon after the end of a sentence: no sentence starts with a small letter.
    fn field_after_sentence<'t>(&self, words: &'t str) -> Option<(usize, &'t str)> {
        words.match_indices(": ").find_map(|(colon, _)| {
            let name = words[..colon].rsplit(' ').next()?;
            let before = words[..colon - name.len()].trim_end();
            let last = before.strip_suffix(['.', '!', '?'])?.rsplit(' ').next()?;
            // `e.g. text: …`
            let ends = last.len() > 2 && last != "etc" && !last.contains('.');
            let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && (self.known)(name);
            (ends && is_name).then_some((colon - name.len(), name))
        })
    }

    fn problem(&self, code: &'static crate::diagnostic::Code, start: usize, end: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.source.at(At::new(start, end)), message)
    }
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// A text without the white space that it starts with.
fn without_lead(text: &str) -> &str {
    match text.as_bytes() {
        [b' ', first, ..] if first.is_ascii_graphic() => &text[1..],
        [first, ..] if first.is_ascii_graphic() => text,
        _ => text.trim_start(),
    }
}

/// How many blanks a line starts with, how much white space of any kind, and its words without what stands round them.
fn cut(line: &str) -> (usize, usize, &str) {
    let bytes = line.as_bytes();
    let indent = bytes.iter().take_while(|byte| **byte == b' ').count();
    let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | b'\n' | b'\r')).map_or(indent, |last| last + 1);
    // White space that is none of ASCII's takes the long way, as does an empty line.
    let is_mark = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
    if indent < end && is_mark(indent) && is_mark(end - 1) {
        return (indent, indent, &line[indent..end]);
    }
    (indent, line.len() - line.trim_start().len(), line.trim())
}
