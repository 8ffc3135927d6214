//! What stands between the commas of brackets, and fields that stand on one line without brackets.

use std::ops::Range;

use super::{Level, Line, Open, Scanner, Slip, is_blank, is_word, key, plain_key, quoted};

/// Words after which a text goes on: what follows them is none of a new field.
const PROSE: [&str; 22] = [
    "a", "an", "the", "our", "one", "each", "every", "this", "that", "their", "its", "of", "by", "to", "in", "on", "and", "or",
    "for", "with", "no", "as",
];

/// What is said of a name that may be a field, or a word of the text that it stands in.
pub const IN_A_TEXT: &str = "with its colon stands in a text, and may be a field of its own";

/// What to do about it.
pub const OWN_LINE_OR_QUOTES: &str =
    "if so, put it on a line of its own; if it is part of the text, put quotes round the whole text";

/// Whether a text goes on after its last word.
pub fn leads_on(text: &str) -> bool {
    PROSE.contains(&text.rsplit(' ').next().unwrap_or_default().to_lowercase().as_str())
}

impl Scanner<'_> {
    /// One entry between commas: a text, or a key with a text.
    pub(super) fn part(&mut self, start: usize, end: usize) {
        let raw = &self.text[start..end];
        let text = raw.trim();
        let start = start + (raw.len() - raw.trim_start().len());
        if text.is_empty() || text.starts_with('#') {
            return;
        }
        let name = key(text).map_or("", |length| text[..length].trim_end());
        let (value_start, value) = match key(text) {
            Some(length) if !text[..length].contains(['"', '\'']) => {
                let after = &text[length + 1..];
                (start + text.len() - after.trim_start().len(), after.trim())
            }
            Some(_) => return,
            None => (start, text),
        };
        if value.starts_with(['"', '\'', '[', '{']) {
            return;
        }
        if let Some(special) = value.chars().next().filter(|first| "%@`&*!|>".contains(*first)) {
            let slip = Slip::new(
                value_start..value_start + value.len(),
                format!("`{special}` has a meaning of its own at the start of a text"),
                "put quotes round the text",
            );
            self.slips.push(slip.replaced(quoted(value)));
            return;
        }
        if value.strip_prefix('(').and_then(|inner| plain_key(inner.trim_start())).is_some_and(|name| self.known.has(name)) {
            let slip = Slip::new(
                value_start..value_start + 1,
                "`(` stands where a `{` belongs",
                "fields on one line stand in braces: `{ … }`",
            );
            self.slips.push(slip.replaced("{"));
            return;
        }
        let Some(length) = key(value).filter(|_| key(text).is_some()) else { return };
        let before = value[..length].trim_end();
        let word = before.rsplit([' ', '\n']).next().unwrap_or(before);
        let at = value_start + before.len() - word.len();
        let first = before[..before.len() - word.len()].trim_end();
        let is_name = is_word(word) && !first.is_empty();
        // A mark between two fields that is no comma: after one word, a full stop is none of a sentence.
        let mark = first.chars().next_back().filter(|mark| *mark == ';' || *mark == '.' && !first.contains(' '));
        if mark.is_some() && is_name && (self.known.has(word) || mark == Some(';')) {
            return self.no_comma(value_start + first.len() - 1);
        }
        // `{ waits: main staff: part }`, with names of the author's own.
        let after = value[length + 1..].trim();
        let are_names = || !self.known.has(name) && is_word(first) && is_word(after);
        if is_name && (self.known.has(word) || are_names()) {
            let slip = Slip::new(
                at..at + word.len(),
                format!("a comma is missing before `{word}`"),
                format!("put a comma before `{word}`: commas divide the fields inside {{ }}"),
            );
            let gap = self.text[..at].trim_end().len();
            self.slips.push(slip.edited(gap..gap, ","));
            return;
        }
        let slip = Slip::new(
            value_start..value_start + value.len(),
            "a text with a colon and a space in it needs quotes",
            "put quotes round it",
        );
        self.slips.push(slip.replaced(quoted(value)));
    }

    /// Another mark where a comma belongs.
    pub(super) fn no_comma(&mut self, at: usize) {
        let mark = &self.text[at..at + 1];
        let slip =
            Slip::new(at..at + 1, format!("`{mark}` stands where a comma belongs"), "separate what stands in brackets with commas");
        self.slips.push(slip.replaced(","));
    }

    /// `( id: waits, title: Shorter waits }`: round brackets where braces belong.
    pub(super) fn in_round_brackets(&mut self, start: usize, text: &str) -> bool {
        let inner = text.strip_prefix('(').map(str::trim_start).filter(|_| text.ends_with([')', '}']));
        if !inner.and_then(plain_key).is_some_and(|name| self.known.has(name)) {
            return false;
        }
        let end = start + text.len();
        let slip = Slip::new(start..start + 1, "`(` stands where a `{` belongs", "fields on one line stand in braces: `{ … }`");
        self.slips.push(slip.replaced("{").edited(end - 1..end, "}"));
        true
    }

    /// `- id: waits, title: Shorter waits`: several fields on one line, perhaps with the brace that would close them.
    pub(super) fn several_fields(&mut self, line: Line, start: usize, above: usize, text: &str) {
        let words = line.text.trim_start_matches(is_blank);
        let entry = words.strip_prefix("- ").map_or(words, |entry| entry.trim_start_matches(is_blank));
        let first = line.end() - entry.len();
        let Some(name) = plain_key(entry).filter(|_| first < start) else { return };
        // `waiting: main staff: part`, with names of the author's own.
        let (one, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim_start();
        let other = plain_key(rest).filter(|_| !self.known.has(name) && is_word(one));
        let is_pair = other.is_some_and(|other| self.known.has(other) || rest[other.len() + 1..].trim().split(' ').count() == 1);
        if !self.known.has(name) && !is_pair {
            return;
        }
        let mut gaps = Vec::new();
        let mut from = 0;
        while let Some(comma) = text[from..].find(", ").map(|found| from + found) {
            from = comma + 2;
            let word = text[from..].split(':').next().unwrap_or_default();
            if text[from + word.len()..].starts_with(": ") && self.known.has(word) {
                gaps.push(start + comma..start + from);
            }
        }
        // One word, and then the next field: a line has lost its end.
        let is_field = || plain_key(rest).is_some_and(|word| is_pair || self.known.has(word)) && rest.contains(": ");
        if gaps.is_empty() && !leads_on(one) && is_field() {
            gaps.push(start + one.len()..start + text.len() - rest.len());
        }
        // `title: Shorter waits id: waits`: the id's line has moved to the end of another one.
        if let Some(at) = text.rfind(" id: ").filter(|at| gaps.is_empty() && name != "id" && is_word(&text[at + 5..])) {
            gaps.push(start + at..start + at + 1);
        }
        if gaps.is_empty() {
            return;
        }
        if text.ends_with('}') && !text.contains('{') {
            let message = format!("a `{{` is missing before `{name}`");
            let slip = Slip::new(first..first + name.len(), message, "open with `{` what `}` closes");
            self.slips.push(slip.edited(first..first, "{ "));
            return;
        }
        let end = start + text.len();
        let slip = Slip::new(
            first..end,
            "several fields stand on one line",
            "put each on a line of its own, or all of them in braces: `{ … }`",
        );
        let gap = format!("\n{}", " ".repeat(above));
        self.slips.push(gaps.into_iter().fold(slip, |slip, comma| slip.edited(comma, gap.clone())));
    }

    /// `goals: - id: waits` above further fields or entries: two lines that have become one.
    pub(super) fn entry_beside_key(&mut self, start: usize, above: usize, value: &str) -> bool {
        let words = value[1..].trim_start_matches(is_blank);
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).filter(|next| next.indent().1 > above);
        let Some(next) = next else { return false };
        if plain_key(words).is_none() && !next.text.trim_start().starts_with("- ") {
            return false;
        }
        let first = plain_key(words).unwrap_or_default();
        let dash = next.indent().1 - if next.text.trim_start().starts_with("- ") { 0 } else { 2.min(next.indent().1 - above) };
        let slip = Slip::new(
            start..start + value.len(),
            "an entry of a list stands on the line of its key",
            "start the list on the next line, as far in as its other entries",
        );
        let from = start + value.len() - words.len();
        let first = &self.text[from..from + first.len()];
        self.slips.push(slip.edited(start..from, format!("\n{}- ", " ".repeat(dash))));
        self.levels.push(Level { column: dash, is_list: true, first, dash: start, entries: 1 });
        if first.is_empty() {
            self.open = Open::Nothing;
            return true;
        }
        self.levels.push(Level { column: dash + 2, is_list: false, first: "", dash: 0, entries: 0 });
        let rest = words[first.len() + 1..].trim_start_matches(is_blank);
        self.open = if rest.is_empty() { Open::Below(dash + 2) } else { Open::Nothing };
        true
    }

    /// `title: At home goals:` above what stands below `goals`, and `text: We listen. - name: Open`: the end of a text is the next
    /// line.
    pub(super) fn field_on_line(&mut self, start: usize, above: usize, text: &str) -> bool {
        let at = |word: &str| start + text.len() - word.len();
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        let is_last = |name: &&str| key(text[..text.len() - name.len() - 1].trim_end()).is_none();
        // Right behind what closes brackets, or glued to a word: its own lines stand below it.
        let behind =
            || text.trim().strip_suffix(':').filter(|name| !self.text[..start].trim_end().ends_with(':') && self.is_head(name));
        let deeper = |name: &&str| {
            self.home_of(name, above)
                .is_some_and(|home| next.is_some_and(|next| next.indent().1 > home && next.indent().1 != above))
        };
        let glued = || self.long_ends(text.strip_suffix(':')?).find(deeper);
        let name = self.field_at_end(text).or_else(behind).or_else(glued);
        if let (Some(name), Some(next)) = (name.filter(is_last), next) {
            let (below, is_entry) = (next.indent().1, next.text.trim_start().starts_with("- "));
            // It stands beside what is as far out as what is below it allows.
            let beside = self.levels.iter().rposition(|level| !level.is_list && level.column < below);
            // What stands below the field of a record further out may stand where those of this record do.
            let first = text[..text.len() - name.len() - 1].trim_end();
            let is_outer = || {
                let is_again = |field: &str| self.fields_at(above).iter().filter(|other| **other == field).count() > 1;
                let starts_anew = self.known.is_level(name) && plain_key(next.text.trim_start()).is_some_and(is_again);
                starts_anew || self.home_of(name, above).is_some_and(|home| home < above) && !leads_on(first)
            };
            if let Some(beside) = beside.filter(|_| below != above || is_entry || is_outer()) {
                let from = at(name) - 1;
                let column = self.levels[beside].column;
                self.on_line_of_another(start + first.len()..from, name, column);
                self.levels.truncate(beside + 1);
                self.open = Open::Below(column);
                return true;
            }
        }
        // `declares: goals: 3`, where nothing but fields can stand.
        let own = plain_key(self.lines[self.at - 1].text.trim_start_matches(|c| is_blank(c) || c == '-'));
        let follows_key = self.text[..start].trim_end().ends_with(':');
        if let (Some(name), true) = (plain_key(text), follows_key && own.is_some_and(|own| self.known.is_group(own))) {
            let deeper = self.lines[self.at..].iter().filter(|line| !line.says_nothing()).map(|line| line.indent().1);
            let is_head = text.len() == name.len() + 1;
            let column = deeper.take_while(|column| *column > above).min().unwrap_or(above + 2);
            let is_below = is_head && next.is_some_and(|next| next.indent().1 == column && column > above + 2);
            let column = if is_below { above + 2 } else { column };
            self.on_line_of_another(start - 1..start, name, column);
            self.levels.push(Level { column, is_list: false, first: "", dash: 0, entries: 0 });
            self.open = if is_head { Open::Below(column) } else { Open::Nothing };
            return true;
        }
        // `baseline: value: 38` above further fields of the baseline.
        let is_head = |next: &&Line| follows_key && next.indent().1 > above && plain_key(next.text.trim_start()).is_some();
        if let (Some(name), Some(next)) = (plain_key(text).filter(|name| self.known.has(name)), next.filter(is_head)) {
            let column = next.indent().1;
            let mut below = self.lines[self.at..].iter().filter(|line| !line.says_nothing());
            let entry = below.find(|line| line.indent().1 < column);
            let entry = entry.filter(|entry| entry.indent().1 + 2 == column && entry.text.trim_start().starts_with("- "));
            match entry.map(|entry| entry.indent().1).filter(|dash| *dash >= above) {
                // The first entry of a list, without its dash.
                Some(dash) => {
                    let slip = Slip::new(
                        start..start + name.len(),
                        format!("`{name}` stands on the line of another field"),
                        format!("start the list on the next line, with a dash: `- {name}: …`"),
                    );
                    self.slips.push(slip.edited(start - 1..start, format!("\n{}- ", " ".repeat(dash))));
                    self.levels.push(Level {
                        column: dash,
                        is_list: true,
                        first: &self.text[start..start + name.len()],
                        dash: start,
                        entries: 1,
                    });
                }
                None => self.on_line_of_another(start - 1..start, name, column),
            }
            self.levels.push(Level { column, is_list: false, first: "", dash: 0, entries: 0 });
            self.open = Open::Nothing;
            return true;
        }
        let Some((before, entry)) = text.rsplit_once(" - ") else { return false };
        let Some(name) = plain_key(entry) else { return false };
        let ends = before.ends_with(['.', '!', '?', ' ']);
        let is_alike = |level: &Level| ends && self.known.are_together(level.first, name);
        let list = self.levels.iter().rposition(|level| level.is_list && level.first == name);
        let alike = || self.levels.iter().rposition(|level| level.is_list && is_alike(level));
        let Some(list) = list.or_else(alike) else { return false };
        let column = self.levels[list].column;
        self.on_line_of_another(at(entry) - 3..at(entry) - 2, &text[text.len() - entry.len() - 2..][..2 + name.len()], column);
        self.levels.truncate(list + 1);
        self.levels.push(Level { column: column + 2, is_list: false, first: "", dash: 0, entries: 0 });
        self.open = Open::Nothing;
        true
    }

    /// `title: Better parks text: Every child can play`: a text with a field of the same record behind it, that the record lacks. It
    /// may be a word of the text all the same.
    pub(super) fn field_in_text(&mut self, line: Line, start: usize, above: usize, text: &str) -> bool {
        let Some(own) = plain_key(line.text.trim_start_matches(|c| is_blank(c) || c == '-')) else { return false };
        for (colon, _) in text.match_indices(": ") {
            let (before, rest) = (&text[..colon], text[colon + 2..].trim_start());
            let last = before.rsplit(' ').next().unwrap_or_default();
            let is_quoted = rest.len() > 1 && rest.starts_with('"') && rest.ends_with('"');
            // `parkstext: "…"`: not even a space stands between the two.
            let mut ends = last.char_indices().map(|(at, _)| &last[at..]).take(if is_quoted { last.len() } else { 1 });
            let home = |name: &str| self.home_of(name, above);
            let is_field = |end: &str| self.known.has(end) && (self.known.are_together(own, end) || home(end).is_some());
            let glued = || self.glued_field(before, |end| self.known.has(end) && home(end).is_some());
            let behind = || self.long_ends(before).find(|end| end.len() > 4 && home(end) == Some(above));
            let Some(name) = ends.find(|end| is_field(end)).or_else(glued).or_else(behind) else { continue };
            let first = before[..colon - name.len()].trim_end();
            let gap = colon - name.len() - first.len();
            let is_glued = gap == 0 && (is_quoted || !first.ends_with(char::is_alphabetic));
            let is_sure = gap > 1 || is_glued || own == name && first == rest || first.ends_with(['.', '!', '?']);
            // `text: >-` and `url: https://…` are nothing but fields.
            let is_value = matches!(rest, ">" | ">-" | "|" | "|-") || rest.starts_with("http") && self.known.is_web_address(name);
            let is_sure = is_sure || is_value;
            // No word of a sentence has such a mark.
            let may_be_word = || leads_on(first) && !name.contains('_');
            let home = home(name);
            // What belongs further out can only stand behind the last line of what is in it.
            let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).map_or(0, |next| next.indent().1);
            let fits = home.is_some_and(|home| home == above || next <= home);
            if first.is_empty() || !is_sure && (own == name || may_be_word() || !fits) {
                continue;
            }
            let at = start + colon - name.len();
            if is_sure {
                self.on_line_of_another(at - gap..at, name, home.unwrap_or(above));
            } else {
                let slip = Slip::new(at..at + name.len(), format!("`{name}` {IN_A_TEXT}"), OWN_LINE_OR_QUOTES);
                self.slips.push(slip.edited(at - gap..at, format!("\n{}", " ".repeat(above))));
            }
            return true;
        }
        false
    }

    /// Whether the word before the first colon ends with the name of a field that the record lacks.
    pub(super) fn ends_like_field(&self, text: &str, above: usize) -> bool {
        let words = text.split(':').next().unwrap_or_default();
        self.long_ends(words).any(|end| self.home_of(end, above).is_some())
    }

    /// The names of fields that the last word ends with and is more than, the longest first.
    fn long_ends<'t>(&self, words: &'t str) -> impl Iterator<Item = &'t str> {
        let last = words.rsplit(' ').next().unwrap_or_default();
        let ends = last.char_indices().skip(1).map(|(at, _)| &last[at..]).take_while(|end| end.len() > 3);
        ends.filter(|end| self.known.has(end))
    }

    /// The column of the innermost record around the current line that has no field of that name, and may have one.
    pub(super) fn home_of(&self, name: &str, above: usize) -> Option<usize> {
        let levels = self.levels.iter().rev().filter(|level| !level.is_list && level.column <= above);
        let may_have = |column: &usize| {
            let mut fields = self.fields_at(*column);
            let lacks = !fields.contains(&name);
            fields.retain(|field| self.known.has(field) && !self.known.is_level(field));
            // Names of the author's own are no record.
            let is_named = !fields.is_empty();
            fields.push(name);
            lacks && is_named && self.known.is_record(&fields)
        };
        levels.map(|level| level.column).find(may_have)
    }

    /// The fields of the record around the current line whose fields stand at a column.
    fn fields_at(&self, column: usize) -> Vec<&str> {
        // How far in a line's words stand after a dash, whether it has one, and its field.
        let seen = |line: &Line| {
            let words = line.text.trim_start_matches(is_blank);
            let field = words.trim_start_matches("- ");
            (line.indent().1 + words.len() - field.len(), words.len() > field.len(), self.field_of(*line, field))
        };
        let says = |line: &&Line| !line.says_nothing();
        let mut fields = Vec::new();
        for (own, has_dash, field) in self.lines[..self.at].iter().rev().filter(says).map(seen) {
            fields.extend(field.filter(|_| own == column));
            if own < column || own == column && has_dash {
                break;
            }
        }
        let below = self.lines[self.at..].iter().filter(says).map(seen);
        let inside = below.take_while(|(own, has_dash, _)| *own > column || *own == column && !has_dash);
        fields.extend(inside.filter(|(own, ..)| *own == column).filter_map(|(.., field)| field));
        fields
    }

    /// The field that the words at the end of a line start with.
    fn field_of(&self, line: Line, words: &str) -> Option<&str> {
        plain_key(&self.text[line.end() - words.len()..line.end()])
    }

    /// The name of a field that ends a line after other words, and its colon after it.
    pub(super) fn field_at_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = text.strip_suffix(':')?;
        let last = words.rsplit(' ').next().filter(|last| last.len() < words.len() && self.is_head(last));
        last.or_else(|| self.glued_field(words, |name| self.is_head(name)))
    }

    fn is_head(&self, name: &str) -> bool {
        self.known.has(name) || self.known.is_level(name)
    }

    /// `everyonesubtitle`: a field right behind a word that stands in the file by itself too, or behind a figure or a mark.
    fn glued_field<'t>(&self, words: &'t str, is_field: impl Fn(&str) -> bool) -> Option<&'t str> {
        let last = words.rsplit(' ').next()?;
        let ends = last.char_indices().skip(1).map(|(at, _)| &last[at..]).take_while(|end| end.len() > 3);
        let mut fields = ends.filter(|end| is_field(end));
        fields.find(|name| {
            let word = &last[..last.len() - name.len()];
            let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let stands =
                |at: usize| is_apart(self.text[..at].chars().next_back()) && is_apart(self.text[at + word.len()..].chars().next());
            let is_word = || word.len() > 1 && self.text.match_indices(word).any(|(at, _)| stands(at));
            !word.ends_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '-')) || is_word()
        })
    }

    /// A field or an entry after a gap on a line that belongs to another one.
    pub(super) fn on_line_of_another(&mut self, gap: Range<usize>, name: &str, column: usize) {
        let message = format!("`{name}` stands on the line of another field");
        let slip = Slip::new(gap.end..gap.end + name.len(), message, "put it on a line of its own");
        self.slips.push(slip.edited(gap, format!("\n{}", " ".repeat(column))));
    }

    /// `{ waits: main }` on a line of its own among fields: braces hold a whole group, and not some of its fields.
    pub(super) fn braced_fields(&mut self, line: Line, start: usize, column: usize, content: &str, fresh: bool) -> bool {
        let Some(inner) = content.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) else { return false };
        let below = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        let is_beside = below.is_some_and(|below| below.indent().1 == column && plain_key(below.text.trim_start()).is_some());
        let is_alone = start == line.start + line.indent().0;
        if !is_alone || plain_key(inner.trim()).is_none() || inner.contains(['{', '[', '"', '\'']) || fresh && !is_beside {
            return false;
        }
        let slip = Slip::new(
            start..start + content.len(),
            "these fields stand in braces, and those beside them do not",
            format!(
                "write them without the braces, each on a line of its own: `{}`",
                inner.split(',').next().unwrap_or_default().trim()
            ),
        );
        let fields: Vec<&str> = inner.split(", ").map(str::trim).collect();
        let gap = format!("\n{}", " ".repeat(column));
        self.slips.push(slip.replaced(fields.join(&gap)));
        true
    }
}
