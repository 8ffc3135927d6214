//! Keys with their values, and lines among keys that have none.

use super::{BESIDE_IT, LIKE_A_DASH, Level, Line, Open, Scanner, Slip, is_blank, is_odd_blank, is_word, key, plain_key, spaces};

impl Scanner<'_> {
    /// `"id: waits"` above further fields of the same entry.
    fn quoted_field(&mut self, start: usize, column: usize, content: &str) -> bool {
        let Some(inner) = content.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\''])) else { return false };
        let is_field = plain_key(inner).is_some_and(|name| self.known.has(name));
        if is_field && self.stays_at_key(column) {
            let slip = Slip::new(
                start..start + content.len(),
                "quotation marks stand round the whole field",
                "put them round the value alone, or leave them out",
            );
            self.slips.push(slip.replaced(inner));
        }
        is_field
    }

    /// What stands after indent and dashes: a key with its value, or a text.
    pub(super) fn entry(&mut self, line: Line, start: usize, column: usize, fresh: bool) {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        if self.in_round_brackets(start, content)
            || self.is_glued_key(line, start, column, content)
            || self.quoted_field(start, column, content)
            || self.braced_fields(line, start, column, content, fresh)
        {
            return;
        }
        let sibling = self.lines[self.at..].iter().filter(|line| !line.says_nothing()).find(|line| line.indent().1 <= column);
        let beside_entries = sibling.is_some_and(|line| line.indent().1 == column && line.text.trim_start().starts_with("- "));
        let has_dash = start > line.start + line.indent().0;
        if fresh && !has_dash && content.starts_with(['{', '[']) && matches!(self.open, Open::Below(_)) && beside_entries {
            let at = start..start + content.len();
            let slip =
                Slip::moving(at, "a dash is missing before this entry of the list", "start each entry with a dash and a space");
            self.slips.push(slip.edited(start..start, "- "));
            return;
        }
        // A name alone, with fields below it, beside entries that start with a dash.
        let name = content.strip_suffix(':').filter(|name| is_word(name) && !self.known.has(name));
        if let Some(name) = name.filter(|_| fresh && !has_dash && matches!(self.open, Open::Below(_)) && beside_entries) {
            let first = sibling.and_then(|line| plain_key(line.text.trim_start().trim_start_matches("- "))).unwrap_or("id");
            let at = start..start + name.len();
            let message = format!("`{name}:` stands here without a dash, and what stands beside it is a list");
            let help = format!("start this entry with a dash and its first field, like the others: `- {first}: …`");
            self.slips.push(Slip::moving(at, message, help).edited(start..start + content.len(), format!("- {first}: {name}")));
            return;
        }
        // Words right below the key of a list.
        let is_words =
            fresh && !has_dash && key(content).is_none() && !content.starts_with(['{', '[', '"', '\'', '|', '>', '&', '*', '!']);
        if is_words && matches!(self.open, Open::Below(_)) && beside_entries {
            let at = start..start + content.len();
            let is_record = sibling.is_some_and(|line| key(line.text.trim_start().trim_start_matches("- ")).is_some());
            let slip = match is_record {
                true => Slip::moving(
                    at.clone(),
                    "this line is no entry of the list below it",
                    "if it is a comment, start it with `# `; if it is an entry, write its fields after a dash",
                )
                .edited(at, " ".repeat(content.len())),
                false => {
                    Slip::moving(at, "a dash is missing before this entry of the list", "start each entry with a dash and a space")
                        .edited(start..start, "- ")
                }
            };
            self.slips.push(slip);
            return;
        }
        if !fresh && key(content).is_none() && self.levels.last().is_some_and(|level| level.is_list) {
            let at = start..start + content.len();
            let slip =
                Slip::moving(at, "a dash is missing before this entry of the list", "start each entry with a dash and a space");
            self.slips.push(slip.edited(start..start, "- "));
            return;
        }
        let Some(length) = key(content) else {
            // A line above the first field of the file, or of a group, that is none.
            let among_fields = self.stays_at_key(column) && (self.levels.is_empty() || !has_dash && self.known.has(content));
            // A word alone, with fields below it that are further in.
            let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
            let heads_fields = !has_dash
                && is_word(content)
                && next.is_some_and(|next| {
                    let words = next.text.trim_start();
                    // Above the entries of a list, it is the name of a field; other words may stand there.
                    let field = words.strip_prefix("- ").filter(|_| self.known.has(content)).unwrap_or(words);
                    next.indent().1 > column && plain_key(field).is_some()
                });
            // `- at` above a list: the first field of an entry without its colon.
            let is_list = |next: &Line| next.indent().1 > column && next.text.trim_start().starts_with("- ");
            let heads_list = has_dash && self.known.has(content) && next.is_some_and(is_list);
            if fresh && !self.is_half_key(content) && !among_fields && !heads_fields && !heads_list {
                let above = self.levels.last().map_or(0, |level| level.column);
                // At the very top there is nothing above that a text could be indented from.
                return self.value(line, start, if self.levels.is_empty() { 0 } else { above }, false);
            }
            return self.no_key(line, start, column, content);
        };
        if !fresh && self.levels.last().is_some_and(|level| level.is_list) {
            let list = self.levels.pop();
            let beside_its_key = self.levels.last().is_some_and(|level| level.column == column && !level.is_list);
            // The fields of an entry that has more of them stand where they belong.
            let needless = list.filter(|list| list.entries == 1 && !list.first.is_empty() && self.stays_at_key(column));
            let needless = needless.filter(|list| !self.text[list.dash..line.start].trim_end().contains('\n'));
            if let (false, Some(list)) = (beside_its_key, needless) {
                let at = list.dash..list.dash + 1;
                let slip = Slip::moving(
                    at.clone(),
                    format!("the dash does not belong before `{}`", list.first),
                    "remove the dash: the lines below it are fields beside it",
                );
                let end = at.end + self.text[at.end..].len() - self.text[at.end..].trim_start_matches(' ').len();
                self.slips.push(slip.edited(at.start..end, ""));
                self.levels.push(Level { column, is_list: false, first: "", dash: 0, entries: 0 });
            } else if !beside_its_key && content.ends_with(':') && self.goes_on_at(column) {
                // What belongs to it stands beside it: it is further in, and not its fields further out.
                let name = &content[..length];
                let right = self.levels.last().map_or(0, |level| level.column);
                let slip = Slip::moving(
                    start..start + length,
                    format!("`{name}` is indented further {BESIDE_IT}"),
                    format!("give it {}", spaces(right)),
                );
                self.slips.push(slip.edited(line.start..start, " ".repeat(right)));
                self.open = Open::Below(right);
                return;
            } else if !beside_its_key {
                let name = &content[..length];
                let problem = format!("`{name}` {LIKE_A_DASH}");
                let help = format!("indent it like the first key of the entry: {} spaces", column + 2);
                self.slips.push(Slip::moving(start..start + length, problem, help).edited(start..start, "  "));
                self.levels.extend(list);
                self.levels.push(Level { column: column + 2, is_list: false, first: "", dash: 0, entries: 0 });
            }
        } else if fresh {
            self.levels.push(Level { column, is_list: false, first: "", dash: 0, entries: 0 });
        }
        let after = start + length + content[length..].find(':').map_or(0, |colon| colon + 1);
        let rest = &self.text[after..line.end()];
        if let Some(odd) = rest.chars().next().filter(|&c| is_odd_blank(c)) {
            self.odd_blank(after..after + odd.len_utf8());
        }
        let value = after + (rest.len() - rest.trim_start_matches(is_blank).len());
        self.value(line, value, self.levels.last().map_or(0, |level| level.column), true);
    }

    /// `declares { goals: 2 }` and `levels:{ … }`: the colon or its space is missing before a bracket.
    fn is_glued_key(&mut self, line: Line, start: usize, column: usize, content: &str) -> bool {
        let word = content.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).next().unwrap_or_default();
        let rest = &content[word.len()..];
        if let Some(after) =
            rest.trim_start().strip_prefix([';', '=', ',']).filter(|after| after.trim_start().starts_with(['{', '[']))
            && self.known.has(word)
        {
            let mark = start + content.len() - after.len() - 1;
            let slip = Slip::new(
                start + word.len()..mark + 1,
                format!("`{}` stands where a colon belongs", &self.text[mark..mark + 1]),
                format!("write `{word}: …`"),
            );
            self.slips.push(slip.replaced(if after.starts_with(' ') { ":" } else { ": " }));
            self.value(line, start + content.len() - after.trim_start().len(), column, true);
            return true;
        }
        let after_colon = rest.strip_prefix(':').filter(|after| after.starts_with(is_odd_blank));
        if let Some(after) = after_colon.filter(|after| is_word(word) && after.trim_start_matches(is_blank).starts_with(['{', '[']))
        {
            let blank = start + word.len() + 1;
            self.odd_blank(blank..blank + after.chars().next().map_or(0, char::len_utf8));
            self.value(line, blank + after.len() - after.trim_start_matches(is_blank).len(), column, true);
            return true;
        }
        let bracket = rest.trim_start_matches([':', ' ']).starts_with(['{', '[']);
        if !is_word(word) || !bracket || rest.starts_with(": ") {
            return false;
        }
        let gap = rest.len() - rest.trim_start_matches([':', ' ']).len();
        let at = start..start + word.len() + gap;
        let what =
            if rest.contains(':') && rest.starts_with(':') { "a space is missing after" } else { "a colon is missing after" };
        let slip =
            Slip::new(at, format!("{what} `{word}{}`", if rest.starts_with(':') { ":" } else { "" }), format!("write `{word}: …`"));
        self.slips.push(slip.replaced(format!("{word}: ")));
        self.value(line, start + word.len() + gap, column, true);
        true
    }

    /// Whether a text where a key or a text may stand is rather a key that lacks its colon or its blank.
    fn is_half_key(&self, content: &str) -> bool {
        let word = content.split([' ', ':', '=', ';', ',', '\u{a0}']).next().unwrap_or_default();
        self.known.has(word) && word.len() < content.len()
    }

    /// A line among keys that has none.
    fn no_key(&mut self, line: Line, start: usize, column: usize, content: &str) {
        let end = start + content.len();
        let waits = self.open == Open::Below(column);
        self.open = Open::Nothing;
        let word = content.split([' ', ':', '=', '\u{a0}', '：', ';', ',']).next().unwrap_or_default();
        let rest = &content[word.len()..];
        let mark = rest.trim_start().chars().next();
        let gap = rest.len() - rest.trim_start().len();
        let after = start + word.len();
        let is_name = is_word(word);
        match mark {
            _ if self.foreign_comment(line, start, content) => {}
            Some(':') if is_name && rest[gap + 1..].starts_with(is_odd_blank) => {
                let blank = after + gap + 1;
                self.odd_blank(blank..blank + rest[gap + 1..].chars().next().map_or(0, char::len_utf8));
            }
            Some(':') if is_name && matches!(&rest[gap + 1..], "-" | "–" | "—") && self.next_is_deeper(column) => {
                let dash = &rest[gap + 1..];
                let slip = Slip::new(
                    after + gap + 1..end,
                    format!("`{dash}` stands here, and no entry follows it"),
                    "remove it: nothing stands after the colon of a key with a list below it",
                );
                self.slips.push(slip.replaced(""));
                self.open = Open::Below(column);
            }
            Some(':') if is_name && rest[gap + 1..].trim_matches(['"', '\'']).is_empty() => {
                let slip = Slip::new(
                    after + gap + 1..end,
                    "a quote stands here that nothing closes",
                    "remove it, or write the text and close it",
                );
                self.slips.push(slip.replaced(""));
                self.open = Open::Below(column);
            }
            Some(':') if is_name && !rest[gap + 1..].starts_with("//") => {
                let slip = Slip::new(
                    start..end,
                    format!("a space is missing after the colon of `{word}:`"),
                    "put a space between the colon and the value",
                );
                let mut slip = slip.replaced(format!("{word}: {}", &rest[gap + 1..]));
                slip.edits = vec![(after + gap + 1..after + gap + 1, " ".into())];
                self.slips.push(slip);
                let value = after + gap + 1;
                self.value(line, value, column, true);
            }
            Some(wrong @ ('=' | '：' | ';' | ',' | '-' | '–'))
                if is_name && (wrong != ',' || self.known.has(word)) && (wrong != '-' || rest.trim_start().starts_with("- ")) =>
            {
                let at = after..after + gap + wrong.len_utf8();
                let slip = Slip::new(at.clone(), format!("`{wrong}` stands where a colon belongs"), format!("write `{word}: …`"));
                let blank = if rest[gap + wrong.len_utf8()..].starts_with(' ') { ":" } else { ": " };
                self.slips.push(slip.replaced(blank));
            }
            _ if self.known.has(word) => {
                let slip = Slip::new(
                    start..after,
                    format!("a colon is missing after `{word}`"),
                    format!("write `{word}:` and then the value"),
                );
                self.slips.push(slip.replaced(format!("{word}:")).unsure());
                if mark.is_none() {
                    self.open = Open::Below(column);
                } else {
                    self.value(line, after + gap, column, true);
                }
            }
            None if is_name && self.next_is_deeper(column) => {
                let slip = Slip::new(
                    start..after,
                    format!("a colon is missing after `{word}`"),
                    format!("write `{word}:` and then the value"),
                );
                self.slips.push(slip.replaced(format!("{word}:")));
                self.open = Open::Below(column);
            }
            _ if waits && self.key_above(line, column).is_some() => {
                let name = self.key_above(line, column).unwrap_or_default();
                let message = format!("this text stands as far left as `{name}:` above, whose value it seems to be");
                let help = format!("indent it further: {}", spaces(column + 2));
                let more = self.words_below(column);
                let lines = self.lines[self.at..self.at + more].iter().map(|line| line.start + line.indent().0);
                let edits = std::iter::once(start).chain(lines).map(|at| (at..at, "  ".to_string())).collect();
                self.slips.push(Slip { edits, ..Slip::moving(start..end, message, help) });
                self.at += more;
            }
            _ => {
                let mut message = "this line is neither a field with its colon nor part of the text above".to_string();
                let mut blank = " ".repeat(content.len());
                let mut to = end;
                let more = self.words_below(column);
                let above = self.text[..start].trim_end();
                let is_broken_off = above.strip_suffix(',').is_some_and(|words| words.ends_with(char::is_alphanumeric));
                if is_broken_off && more == 0 {
                    // The text above goes on here, and is whole only with this line.
                    blank = format!("  {content}");
                } else if more > 0 {
                    to = self.lines[self.at + more - 1].end();
                    message = format!("these {} lines are neither fields with their colons nor part of the text above", more + 1);
                    blank = self.text[start..to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
                    self.at += more;
                }
                let help = "if it goes on with the text above, indent it like that text; if it is a field, write `name: value`; \
                            if it is a remark to yourselves, start it with `# `";
                self.slips.push(Slip::moving(start..end, message, help).edited(start..to, blank));
            }
        }
    }

    /// `// remark`, `<!-- remark -->`, and lines of marks that divide a file for the eye.
    fn foreign_comment(&mut self, line: Line, start: usize, content: &str) -> bool {
        let at = start..start + content.len();
        let mut letters = content.chars();
        let is_rule = letters.next().is_some_and(|first| "-=*_~+/.".contains(first) && letters.all(|other| other == first));
        if is_rule && content.len() > 3 {
            let slip = Slip::new(at, "a line of marks stands among the fields", "start it with `# `, or remove it");
            self.slips.push(slip.replaced(format!("# {content}")));
            return true;
        }
        if let Some(words) = content.strip_prefix("//") {
            let slip = Slip::new(start..start + 2, "`//` starts no remark here", "start a remark to yourselves with `# `");
            self.slips.push(slip.replaced(if words.starts_with(' ') { "#" } else { "# " }));
            return true;
        }
        let Some(words) = content.strip_prefix("<!--") else { return false };
        let slip = Slip::new(at, "`<!--` starts no remark here", "start each line of a remark to yourselves with `# `");
        if let Some(words) = words.strip_suffix("-->") {
            self.slips.push(slip.replaced(format!("# {}", words.trim())));
            return true;
        }
        // All lines down to the one that closes it.
        let below = &self.lines[self.at..];
        let more = below.iter().position(|line| line.text.contains("-->")).map_or(0, |last| last + 1);
        let lines = std::iter::once(line).chain(below[..more].iter().copied());
        let edits = lines.map(|line| (line.start..line.end(), String::new())).collect();
        self.slips.push(Slip { edits, ..slip });
        self.at += more;
        true
    }

    /// The key that stands alone on the line above, at this column.
    fn key_above(&self, line: Line, column: usize) -> Option<&str> {
        let above = self.lines.iter().rfind(|above| above.start < line.start && !above.says_nothing())?;
        let words = above.text.trim_matches(is_blank);
        (above.indent().1 == column).then(|| plain_key(words)).flatten().filter(|name| name.len() + 1 == words.len())
    }

    /// How many of the next lines stand at this column, and are words alone too: neither fields, nor entries, nor names of fields.
    fn words_below(&self, column: usize) -> usize {
        let is_words = |line: &&Line| {
            let words = line.text.trim_matches(is_blank);
            let first = words.split([' ', ':', '=', ';', ',']).next().unwrap_or_default();
            let is_other = || key(words).is_some() || self.bullet(words).is_some() || self.known.has(first);
            !line.says_nothing() && line.indent().1 == column && !words.starts_with(['-', '<', '>', '=', '`', '.']) && !is_other()
        };
        self.lines[self.at..].iter().take_while(is_words).count()
    }

    fn next_is_deeper(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        next.is_some_and(|next| next.indent().1 > column || next.text.trim_start().starts_with("- "))
    }
}
