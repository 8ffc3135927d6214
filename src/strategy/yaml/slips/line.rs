//! The structure of lines: indents, dashes, keys.

use super::{Level, Line, Open, Scanner, Slip, is_blank, is_invisible, is_odd_blank, is_word, key, plain_key, quoted};

/// Marks that people type or paste at the start of a list's entry.
const BULLETS: [char; 7] = ['•', '·', '–', '—', '*', '▪', '◦'];

impl Scanner<'_> {
    /// Looks at the next line, and at those below it that belong to its value.
    pub(super) fn line(&mut self) {
        let line = self.lines[self.at];
        self.at += 1;
        if line.says_nothing() {
            // Comments may hide a tab; nothing is wrong with that.
            return;
        }
        if self.is_no_content(line) {
            return;
        }
        if let Some((at, found)) = line.text.char_indices().find(|(_, c)| c.is_control() && *c != '\t') {
            let at = line.start + at..line.start + at + found.len_utf8();
            let slip = Slip::new(
                at,
                "a control character stands here, which no text has",
                "remove it; it is invisible in most editors: type the word again",
            );
            self.slips.push(slip.replaced(""));
        }
        let (blanks, mut column) = line.indent();
        self.blanks(line, blanks);
        let mut start = line.start + blanks;
        let content = |start: usize| self.text[start..line.end()].trim_end_matches(is_blank);
        if let Open::Text(above, text) = self.open
            && column > above
        {
            match plain_key(content(start)) {
                Some(name) => self.too_far(line, start, name.len()),
                None => return self.text_goes_on(line, start, text),
            }
            column = self.levels.last().map_or(column, |level| level.column);
        }
        column = self.out_of_step(line, start, column);
        column = self.settle(line, start, column);
        let mut fresh = self.levels.last().is_none_or(|level| level.column < column);
        // Dashes: each opens an entry whose content stands further right.
        loop {
            let here = content(start);
            let bullet = here.chars().next().filter(|first| BULLETS.contains(first));
            let spaced = |mark: char| here[mark.len_utf8()..].starts_with(is_blank);
            let is_entry = here == "-" || here.starts_with('-') && spaced('-');
            let in_list = matches!(self.levels.last(), Some(level) if level.is_list && level.column == column);
            if let Some(bullet) = bullet.filter(|&bullet| spaced(bullet) && (fresh || in_list)) {
                let at = start..start + bullet.len_utf8();
                self.slips.push(
                    Slip::new(
                        at,
                        format!("`{bullet}` does not start an entry of a list"),
                        "start each entry with a hyphen and a space",
                    )
                    .replaced("-"),
                );
            } else if here.starts_with('-') && !is_entry && self.is_glued(here, in_list) {
                let at = start..start + 1;
                self.slips.push(
                    Slip::new(at, "a space is missing after the dash", "put a space between the dash and what follows it")
                        .replaced("- "),
                );
                return;
            } else if !is_entry {
                break;
            }
            if !fresh && !in_list && !self.list_may_start(line, start, column) {
                return;
            }
            if !in_list {
                self.levels.push(Level {
                    column,
                    is_list: true,
                    first: here.get(1..).and_then(|rest| plain_key(rest.trim_start())).unwrap_or_default(),
                    dash: start,
                    entries: 0,
                });
            }
            if let Some(list) = self.levels.last_mut() {
                list.entries += 1;
            }
            let mark = here.chars().next().map_or(1, char::len_utf8);
            let gap = here[mark..].len() - here[mark..].trim_start_matches(is_blank).len();
            self.open = Open::Below(column);
            start += mark + gap;
            column += 1 + gap;
            if content(start).is_empty() || content(start).starts_with('#') {
                return;
            }
            fresh = true;
        }
        self.entry(line, start, column, fresh);
    }

    /// Whether a dash lacks the space after it: in a list, or where one may start.
    fn is_glued(&self, here: &str, in_list: bool) -> bool {
        let next = here[1..].chars().next();
        let opens =
            matches!(self.open, Open::Below(_)) && next.is_some_and(|next| next.is_alphanumeric() || "{[\"'".contains(next));
        (in_list && next != Some('-')) || opens
    }

    /// A further line of a text without quotes. A colon with a space, or a comment, breaks it.
    fn text_goes_on(&mut self, line: Line, start: usize, text: usize) {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        if let Some(length) = key(content) {
            let end = self.end_of_text(line.end());
            let whole = self.text[text..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let slip = Slip::new(
                start..start + content.len(),
                "a text with a colon and a space in it needs quotes",
                format!(
                    "put quotes round the whole text: one before its first word, and one after its last; the colon after `{}` is what needs them",
                    content[..length].rsplit(' ').next().unwrap_or_default()
                ),
            );
            self.slips.push(slip.edited(text..end, quoted(&whole)));
        }
        if let Some(hash) = content.find(" #") {
            let end = self.end_of_text(line.end());
            let whole = self.text[text..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let at = start + hash + 1..start + content.len();
            let slip = Slip::new(
                at,
                "what follows a space and a # is a comment, and the text ends before it",
                "put quotes round the whole text",
            );
            self.slips.push(slip.edited(text..end, quoted(&whole)));
        }
    }

    /// Where a text ends that goes on in the lines below.
    pub(super) fn end_of_text(&self, end: usize) -> usize {
        let Open::Text(above, _) = self.open else { return end };
        let goes_on = |line: &&Line| line.indent().1 > above && plain_key(line.text.trim()).is_none() && !line.says_nothing();
        self.lines[self.at..].iter().take_while(goes_on).last().map_or(end, |line| line.end())
    }

    /// What stands after indent and dashes: a key with its value, or a text.
    fn entry(&mut self, line: Line, start: usize, column: usize, fresh: bool) {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        if self.is_glued_key(line, start, column, content) {
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
        if !fresh && key(content).is_none() && self.levels.last().is_some_and(|level| level.is_list) {
            let at = start..start + content.len();
            let slip =
                Slip::moving(at, "a dash is missing before this entry of the list", "start each entry with a dash and a space");
            self.slips.push(slip.edited(start..start, "- "));
            return;
        }
        let Some(length) = key(content) else {
            if fresh && !self.is_half_key(content) {
                let above = self.levels.last().map_or(0, |level| level.column);
                // At the very top there is nothing above that a text could be indented from.
                return self.value(line, start, if self.levels.is_empty() { 0 } else { above }, false);
            }
            return self.no_key(line, start, column, content);
        };
        if !fresh && self.levels.last().is_some_and(|level| level.is_list) {
            let list = self.levels.pop();
            let beside_its_key = self.levels.last().is_some_and(|level| level.column == column && !level.is_list);
            let needless = list.filter(|list| list.entries == 1 && !list.first.is_empty() && self.stays_at_key(column));
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
            } else if !beside_its_key {
                let name = &content[..length];
                let problem = format!("`{name}` is indented like the dash of the list's entry above");
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
        let word = content.split([' ', ':', '=', '\u{a0}']).next().unwrap_or_default();
        (self.known)(word) && word.len() < content.len()
    }

    /// A line among keys that has none.
    fn no_key(&mut self, line: Line, start: usize, column: usize, content: &str) {
        let end = start + content.len();
        self.open = Open::Nothing;
        let word = content.split([' ', ':', '=', '\u{a0}', '：', ';']).next().unwrap_or_default();
        let rest = &content[word.len()..];
        let mark = rest.trim_start().chars().next();
        let gap = rest.len() - rest.trim_start().len();
        let after = start + word.len();
        let is_name = is_word(word);
        match mark {
            Some(':') if is_name && rest[gap + 1..].starts_with(is_odd_blank) => {
                let blank = after + gap + 1;
                self.odd_blank(blank..blank + rest[gap + 1..].chars().next().map_or(0, char::len_utf8));
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
            Some(wrong @ ('=' | '：' | ';' | '-' | '–')) if is_name && (wrong != '-' || rest.trim_start().starts_with("- ")) => {
                let at = after..after + gap + wrong.len_utf8();
                let slip = Slip::new(at.clone(), format!("`{wrong}` stands where a colon belongs"), format!("write `{word}: …`"));
                let blank = if rest[gap + wrong.len_utf8()..].starts_with(' ') { ":" } else { ": " };
                self.slips.push(slip.replaced(blank));
            }
            _ if (self.known)(word) => {
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
            _ => {
                let slip = Slip::moving(
                    start..end,
                    "this line is neither a field with its colon nor part of the text above",
                    "if it goes on with the text above, indent it like that text; if it is a field, write `name: value`",
                );
                self.slips.push(slip.edited(start..end, " ".repeat(content.len())));
            }
        }
    }

    fn next_is_deeper(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        next.is_some_and(|next| next.indent().1 > column || next.text.trim_start().starts_with("- "))
    }

    /// Marks of a second document, or of two versions that were not put together.
    fn is_no_content(&mut self, line: Line) -> bool {
        let words = line.text.trim_end_matches(is_blank);
        let at = line.start..line.start + words.len();
        let first = self.lines[..self.at - 1].iter().all(|line| line.says_nothing());
        if words == "---" || words == "..." {
            if !first {
                let rest = line.start..self.text.len();
                self.slips.push(
                    Slip::new(
                        at,
                        "a second document starts here",
                        "keep one document in a file: remove this line, or what follows it",
                    )
                    .edited(rest, ""),
                );
            }
            return true;
        }
        if words.starts_with("<<<<<<<") || words.starts_with("=======") || words.starts_with(">>>>>>>") {
            let to_end = self.lines[self.at..].iter().find(|line| line.text.starts_with(">>>>>>>")).map(|line| line.end());
            let middle = self.lines[self.at..].iter().find(|line| line.text.starts_with("=======")).map(|line| line.start);
            let mut slip = Slip::new(
                at.clone(),
                "two versions of the file were not put together here",
                "keep one of the two versions, and remove the lines of <<<<<<<, ======= and >>>>>>>",
            )
            .edited(at, "");
            if let (Some(from), Some(end)) = (middle, to_end) {
                slip = slip.edited(from..end, "");
            }
            self.slips.push(slip);
            return true;
        }
        false
    }

    /// Tabs and blanks of other kinds in the indent. All lines that have them are one slip.
    fn blanks(&mut self, line: Line, blanks: usize) {
        let indent = &line.text[..blanks];
        let mut odd = indent.char_indices().filter(|(_, blank)| is_odd_blank(*blank));
        let place = |(at, odd): (usize, char)| line.start + at..line.start + at + odd.len_utf8();
        if let Some(first) = odd.next() {
            let right = if is_invisible(first.1) { "" } else { " " };
            self.odd_blank(place(first));
            if let Some(slip) = self.slips.last_mut() {
                slip.edits.extend(odd.map(|other| (place(other), right.to_string())));
            }
            return;
        }
        let Some(at) = indent.find('\t') else { return };
        let at = line.start + at..line.start + blanks;
        let width = self.width_of_tab(indent);
        let spaces = " ".repeat(self.text[at.clone()].chars().map(|c| if c == '\t' { width } else { 1 }).sum());
        const MESSAGE: &str = "a tab stands where only spaces may indent";
        match self.slips.iter_mut().find(|slip| slip.message.starts_with(MESSAGE)) {
            Some(known) => {
                known.edits.push((at, spaces));
                known.replace = None;
                known.message = format!("{MESSAGE}; {} more lines have one too", known.edits.len() - 1);
                if known.edits.len() == 2 {
                    known.message = format!("{MESSAGE}; 1 more line has one too");
                }
            }
            None => self.slips.push(Slip::new(at, MESSAGE, "indent with spaces: two for each level").replaced(spaces)),
        }
    }

    /// As many spaces as bring the line to a column that is open.
    fn width_of_tab(&self, indent: &str) -> usize {
        let column = |width: usize| indent.chars().map(|c| if c == '\t' { width } else { 1 }).sum::<usize>();
        let fits = |width: &usize| match self.open {
            Open::Below(above) => column(*width) == above + 2,
            _ => self.levels.last().is_some_and(|level| column(*width) == level.column),
        };
        let open = |width: &usize| self.levels.iter().any(|level| level.column == column(*width));
        // A tab after enough spaces is one too many.
        let widths = if indent.starts_with(' ') { [0, 2, 4, 8, 3, 6] } else { [2, 4, 8, 3, 6, 2] };
        widths.iter().copied().find(|width| fits(width)).or_else(|| widths.into_iter().find(open)).unwrap_or(2)
    }

    pub(super) fn odd_blank(&mut self, at: std::ops::Range<usize>) {
        let slip = match self.text[at.clone()].starts_with(is_invisible) {
            true => Slip::new(
                at,
                "an invisible character stands here",
                "remove it: delete from the letter before it to the letter after it, and type both again",
            )
            .replaced(""),
            false => Slip::new(
                at,
                "a no-break space stands where a usual one belongs",
                "replace it by a usual space; text that is pasted from Word or the web often brings such spaces",
            )
            .replaced(" "),
        };
        self.slips.push(slip);
    }

    /// A line whose neighbours are indented otherwise: it is at fault, and not each of them. Gives its right column.
    fn out_of_step(&mut self, line: Line, start: usize, column: usize) -> usize {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        let words = content.trim_start_matches("- ").trim_start();
        let is_entry = words.len() < content.len();
        let Some(name) = plain_key(words) else { return column };
        let value = words[name.len() + 1..].trim_start();
        let closed = |open: char, close: char| value.starts_with(open) && (!value.ends_with(close) || value.len() < 2);
        let goes_on =
            value.starts_with(['|', '>']) || closed('"', '"') || closed('\'', '\'') || closed('[', ']') || closed('{', '}');
        // The first line of a file has nothing above it, and is where the others should be.
        let at_top = self.levels.is_empty() && column > 0;
        let parent = match self.open {
            Open::Below(parent) => Some(parent as isize),
            _ => at_top.then_some(-1),
        };
        let column_of = |column: usize| column as isize;
        let at = start..start + content.len() - words.len() + name.len();
        let moved = |to: usize| {
            let what = match to > column {
                true => format!("`{name}` is indented less than what stands beside it"),
                false => format!("`{name}` is indented further than what stands beside it"),
            };
            Slip::moving(at.clone(), what, format!("give it {}", spaces(to)))
        };
        let own_column = column + content.len() - words.len();
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        let Some((bytes, beside)) = next.map(|next| next.indent()) else { return column };
        let below = next.map_or("", |next| &next.text[bytes..]);
        let below_is_key = plain_key(below).is_some();
        if goes_on || next.is_some_and(|next| next.text[..bytes].contains('\t')) {
            return column;
        }
        // What stands beside it further down, past what stands below it.
        let sibling = self.lines[self.at..].iter().filter(|line| !line.says_nothing()).find(|line| line.indent().1 <= column);
        let sibling_column = sibling.map_or(0, |line| line.indent().1);
        let sibling_is_entry = sibling.is_some_and(|line| line.text.trim_start().starts_with("- "));
        if let Some(parent) = parent.filter(|parent| column_of(column) > *parent)
            && sibling.is_some()
            && column_of(sibling_column) > parent
            && sibling_column < column
            && sibling_is_entry == is_entry
            && (column_of(column) != parent + 2 || sibling_column == beside && self.stays_at(beside))
        {
            let gap = content.len() - words.len();
            if is_entry && beside == sibling_column + gap {
                // The fields of the entry stand where they should; only its dash does not.
                self.slips.push(moved(sibling_column).edited(line.start..start, " ".repeat(sibling_column)));
                return sibling_column;
            }
            // The first of its block: all that stands below it moves with it.
            let mut slip = moved(sibling_column);
            let by = column - sibling_column;
            let block = std::iter::once(&line)
                .chain(self.lines[self.at..].iter().take_while(|line| line.says_nothing() || line.indent().1 > sibling_column));
            slip.edits.extend(block.filter(|line| line.indent().0 >= by).map(|line| (line.start..line.start + by, String::new())));
            self.slips.push(slip);
            return sibling_column;
        }
        if is_entry {
            // The fields of the entry, on the next lines, tell where its dash should be.
            let gap = content.len() - words.len();
            let lists = || self.levels.iter().filter(|level| level.is_list).map(|level| level.column);
            let right = beside.checked_sub(gap).filter(|right| *right != column && below_is_key && !value.is_empty());
            // Where lists stand below the very column of their key, a dash there is right.
            let flush = self.levels.windows(2).any(|pair| pair[1].is_list && pair[1].column == pair[0].column);
            let may_open =
                |right: usize| parent.is_some_and(|parent| column_of(right) > parent && parent == column_of(column)) && !flush;
            if let Some(right) = right
                .filter(|right| (lists().any(|list| list == *right) || may_open(*right)) && beside > column && beside != own_column)
            {
                self.slips.push(moved(right).edited(line.start..start, " ".repeat(right)));
                return right;
            }
            if below_is_key && !value.is_empty() && beside > column && beside != own_column && self.stays_at(beside) {
                let slip = Slip::moving(
                    start..start + content.len() - words.len() + name.len(),
                    format!("`{name}` does not stand above the other fields of its entry"),
                    format!("put {} between the dash and `{name}`", spaces(beside - column - 1)),
                );
                self.slips.push(slip.edited(start + 1..start + gap, " ".repeat(beside - column - 1)));
            }
            return column;
        }
        if !below_is_key || value.is_empty() || value.starts_with('#') {
            return column;
        }
        let list = self.levels.iter().find(|level| level.is_list && level.column == column && level.first == name);
        let alone = sibling_column != column || sibling_is_entry;
        let opens_entry = beside == column + 2
            && alone
            && (list.is_some() || parent.is_some_and(|parent| column_of(column) > parent && parent >= 0));
        let was_open = self.levels.iter().any(|level| level.column == beside && !level.is_list);
        if opens_entry {
            let slip = Slip::moving(
                at,
                format!("a dash is missing before `{name}`"),
                format!("an entry of a list starts with a dash: `- {name}: …`"),
            );
            self.slips.push(slip.edited(start..start, "- "));
        } else if beside > column
            && (was_open
                || parent.is_some_and(|parent| {
                    column_of(beside) > parent && (column_of(column) <= parent || alone && self.stays_at(beside))
                }))
        {
            self.slips.push(moved(beside).edited(line.start..start, " ".repeat(beside)));
            return beside;
        }
        column
    }

    /// A key further in than the line above, whose value is complete. Several of them: the key above them is missing.
    fn too_far(&mut self, line: Line, start: usize, length: usize) {
        let column = self.levels.last().map_or(0, |level| level.column);
        let own = line.indent().1;
        let name = &self.text[start..start + length];
        let beside = self.lines[self.at..].iter().find(|line| !line.says_nothing()).map_or(0, |next| next.indent().1);
        if beside == own && column < own {
            let end = self.lines[self.at..]
                .iter()
                .take_while(|line| line.says_nothing() || line.indent().1 >= own)
                .last()
                .map_or(line.end(), |line| line.end());
            let slip = Slip::moving(
                start..start + length,
                format!("`{name}` and the lines after it are indented further than the line above, which has its value already"),
                format!("if a key is missing above them, such as `status:`, write it there; if not, give them {}", spaces(column)),
            );
            let blank: String = self.text[line.start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            self.slips.push(slip.edited(line.start..end, blank));
            return;
        }
        let slip = Slip::moving(
            start..start + length,
            format!("`{name}` is indented further than the line above, which has its value already"),
            format!("indent it like the line above: {}", spaces(column)),
        );
        self.slips.push(slip.edited(line.start..start, " ".repeat(column)));
    }

    /// Whether the next line is a field at this column.
    fn stays_at_key(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        next.is_some_and(|next| next.indent().1 == column && plain_key(next.text.trim_start()).is_some())
    }

    /// Whether the two next lines are both at this column.
    fn stays_at(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().filter(|line| !line.says_nothing()).take(2);
        next.clone().count() == 2 && next.clone().all(|line| line.indent().1 == column)
    }

    /// Closes the levels that a line's indent ends, and finds the level it belongs to.
    fn settle(&mut self, line: Line, start: usize, column: usize) -> usize {
        let mut closed = None;
        self.closed.clear();
        while let Some(level) = self.levels.pop_if(|level| level.column > column) {
            closed = Some(level.column);
            self.closed.push(level);
        }
        let above = self.levels.last().map(|level| level.column);
        let below = matches!(self.open, Open::Below(parent) if column > parent) && closed.is_none();
        if self.levels.is_empty() && closed.is_none() || above == Some(column) || below {
            return column;
        }
        // Between two levels, or deeper than a line with a value.
        let right = closed
            .filter(|closed| above.is_none_or(|above| closed - column <= column - above))
            .or(above)
            .or(closed)
            .unwrap_or(column);
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        let length = plain_key(content).map_or(content.len(), str::len);
        let slip = Slip::moving(
            start..start + length,
            "this line is indented like none of the lines above that it could belong to",
            match (above, closed) {
                (Some(above), Some(closed)) if closed - column == column - above => {
                    format!("give it {} or {}, like the lines that it belongs to", above, spaces(closed))
                }
                _ => format!("give it {}", spaces(right)),
            },
        );
        self.slips.push(slip.edited(line.start..start, " ".repeat(right)));
        if above.is_none_or(|above| above < right) {
            let is_list = content.starts_with("- ");
            self.levels.push(Level { column: right, is_list, first: "", dash: start, entries: 1 });
        }
        right
    }

    /// Whether a dash may stand here, beside keys: only if the last key waits for its list.
    fn list_may_start(&mut self, line: Line, start: usize, column: usize) -> bool {
        if self.open == Open::Below(column) {
            return true;
        }
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        let name = plain_key(content.trim_start_matches("- ").trim_start());
        let is_first = |name: &str| self.levels.iter().chain(&self.closed).any(|level| level.is_list && level.first == name);
        if let Some(name) = name.filter(|name| (self.known)(name) && !is_first(name)) {
            let slip = Slip::moving(
                start..start + 1,
                format!("the dash does not belong before `{name}`"),
                "remove the dash: this is a field like the ones above it",
            );
            let after = content.len() - content.trim_start_matches("- ").trim_start().len();
            self.slips.push(slip.edited(start..start + after, ""));
            return false;
        }
        // The fields of the entry, on the next lines, tell how far in its dash should be.
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).map_or(0, |next| next.indent().1);
        let lists = || self.levels.iter().chain(&self.closed).filter(|level| level.is_list).map(|level| level.column);
        let right = lists().find(|list| list + 2 == next).or_else(|| lists().min_by_key(|list| list.abs_diff(column)));
        let slip = Slip::moving(
            start..start + 1,
            "an entry of a list stands among fields",
            match right {
                Some(column) => format!("indent the dash like those above it: {}", spaces(column)),
                None => "write the key of the list on a line above it, such as `goals:`".to_string(),
            },
        );
        self.slips.push(slip.edited(line.start..start, " ".repeat(right.unwrap_or(column + 2))));
        false
    }
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no spaces".to_string(),
        1 => "1 space".to_string(),
        count => format!("{count} spaces"),
    }
}
