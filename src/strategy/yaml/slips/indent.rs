//! Indents: tabs, lines between the levels that are open, and lines whose neighbours stand elsewhere.

use std::collections::HashMap;

use super::{BESIDE_IT, FITS_NOWHERE, Level, Line, NO_DASH, Open, Scanner, Slip, is_blank, is_invisible, is_odd_blank, plain_key};

impl Scanner<'_> {
    /// Tabs and blanks of other kinds in the indent. All lines that have them are one slip.
    pub(super) fn blanks(&mut self, line: Line, blanks: usize) {
        let indent = &line.text[..blanks];
        let mut odd = indent.char_indices().filter(|(_, blank)| is_odd_blank(*blank));
        let place = |(at, odd): (usize, char)| line.start + at..line.start + at + odd.len_utf8();
        if let Some(first) = odd.next() {
            // It stands for a space, or before the spaces that the line needs.
            let count = 1 + odd.clone().count();
            let columns = indent.chars().count();
            let is_open = |column: usize| match self.open {
                Open::Below(above) if column > above => true,
                _ => self.levels.iter().any(|level| level.column == column) || self.levels.is_empty() && column == 0,
            };
            let is_more = !is_open(columns) && is_open(columns - count);
            let right = if is_more || is_invisible(first.1) { "" } else { " " };
            self.odd_blank(place(first));
            if let Some(slip) = self.slips.last_mut() {
                if is_more {
                    slip.replace = Some(String::new());
                    slip.edits = vec![(place(first), String::new())];
                }
                slip.edits.extend(odd.map(|other| (place(other), right.to_string())));
            }
            return;
        }
        let Some(at) = indent.find('\t') else { return };
        let at = line.start + at..line.start + blanks;
        let width = if self.tabbed { 2 } else { self.width_of_tab(indent, &line.text[blanks..]) };
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
            None => self.slips.push(Slip::moving(at, MESSAGE, "indent with spaces: two for each level").replaced(spaces)),
        }
    }

    /// As many spaces as bring the line to a column that is open.
    pub(super) fn width_of_tab(&self, indent: &str, words: &str) -> usize {
        // Nothing stands above the first line of a file that it could belong to.
        if self.levels.is_empty() {
            return 0;
        }
        let entry = words.strip_prefix("- ");
        let is_entry = entry.is_some();
        // An entry with fields stands among such, and one of words among words.
        let is_alike = |level: &Level| {
            level.is_list == is_entry && entry.is_none_or(|entry| plain_key(entry).is_none() == level.first.is_empty())
        };
        let column = |width: usize| indent.chars().map(|c| if c == '\t' { width } else { 1 }).sum::<usize>();
        // What stands below a key without a value is further in than it.
        let is_head = words.trim_end_matches(is_blank).ends_with(':');
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).filter(|_| is_head);
        let holds = |width: &usize| next.is_none_or(|next| next.indent().1 > column(*width));
        let fits = |width: &usize| match self.open {
            Open::Below(above) => column(*width) == above + 2,
            _ => self.levels.last().is_some_and(|level| level.column == column(*width) && is_alike(level)),
        };
        let open = |width: &usize| {
            let mut levels = self.levels.iter().rev();
            levels.any(|level| level.column == column(*width) && is_alike(level))
        };
        // A tab after enough spaces is one too many.
        let usual: [usize; 6] = if indent.starts_with(' ') { [0, 2, 4, 8, 3, 6] } else { [2, 4, 8, 3, 6, 2] };
        // Or it stands for all the spaces of its line.
        let tabs = indent.matches('\t').count();
        let below = if let Open::Below(above) = self.open { Some(above + 2) } else { None };
        let whole = below.into_iter().chain(self.levels.iter().rev().map(|level| level.column));
        let whole = whole.filter_map(|column| column.checked_sub(indent.len() - tabs)).map(|blanks| blanks / tabs);
        // A key stands in the group that what is below it stands deeper than.
        let group = next.and_then(|next| self.levels.iter().rev().find(|level| is_alike(level) && level.column < next.indent().1));
        let blanks = group.and_then(|group| group.column.checked_sub(indent.len() - tabs));
        if let Some(blanks) = blanks.filter(|blanks| blanks % tabs == 0) {
            return blanks / tabs;
        }
        let widths: Vec<usize> = usual.into_iter().chain(whole).collect();
        let found = |fits: &dyn Fn(&usize) -> bool| widths.iter().copied().find(|width| fits(width));
        let likely = found(&|width| fits(width) && holds(width)).or_else(|| found(&|width| open(width) && holds(width)));
        likely.or_else(|| found(&fits)).or_else(|| found(&open)).unwrap_or(2)
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
    pub(super) fn out_of_step(&mut self, line: Line, start: usize, column: usize) -> usize {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        let words = content.trim_start_matches("- ").trim_start();
        let is_entry = words.len() < content.len();
        // One dash too many is told as such.
        if content.starts_with("- - ") {
            return column;
        }
        let Some(name) = plain_key(words) else { return column };
        let value = words[name.len() + 1..].trim_start();
        let closed = |open: char, close: char| value.starts_with(open) && (!value.ends_with(close) || value.len() < 2);
        // Two lines that have become one: what stands below belongs to the second.
        let is_two = value.starts_with("- ")
            || self.field_at_end(value).is_some()
            || plain_key(value).is_some_and(|name| self.known.has(name));
        let goes_on = is_two
            || value.starts_with(['|', '>'])
            || closed('"', '"')
            || closed('\'', '\'')
            || closed('[', ']')
            || closed('{', '}');
        // The first line of a file has nothing above it, and is where the others should be.
        let at_top = self.levels.is_empty() && column > 0;
        let parent = match self.open {
            Open::Below(parent) => Some(parent as isize),
            _ => at_top.then_some(-1),
        };
        let column_of = |column: usize| column as isize;
        let at = start..start + content.len() - words.len() + name.len();
        let moved = |to: usize| {
            let way = if to > column { "less" } else { "further" };
            let (what, help) = match is_entry {
                true => (format!("the dash before `{name}`"), format!("put {} before the dash", spaces(to))),
                false => (format!("`{name}`"), format!("give it {}", spaces(to))),
            };
            Slip::moving(at.clone(), format!("{what} is indented {way} {BESIDE_IT}"), help)
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
            && (column_of(column) != parent + self.step(is_entry) || sibling_column == beside && self.stays_at(beside))
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
            slip.edits.extend(
                block
                    .filter(|line| line.text.len() >= by && line.text.as_bytes()[..by].iter().all(|b| *b == b' '))
                    .map(|line| (line.start..line.start + by, String::new())),
            );
            self.slips.push(slip);
            return sibling_column;
        }
        let first = sibling.and_then(|line| plain_key(line.text.trim_start().trim_start_matches("- ")));
        if let (Open::Below(above), Some(first)) = (self.open, first.filter(|first| *first != name))
            && !is_entry
            && sibling_is_entry
            && sibling_column >= above
            && column == sibling_column + 2
        {
            let slip = Slip::moving(
                at,
                format!("`{name}` stands here without the first line of its entry"),
                format!("write a line `- {first}: …` above it"),
            );
            let dash = format!("{}- ", " ".repeat(sibling_column));
            self.slips.push(slip.edited(line.start..start, dash));
            return column;
        }
        if is_entry {
            // The fields of the entry, on the next lines, tell where its dash should be.
            let gap = content.len() - words.len();
            let lists = || self.levels.iter().filter(|level| level.is_list).map(|level| level.column);
            let right = beside.checked_sub(gap).filter(|right| *right != column && below_is_key && !value.is_empty());
            // Where lists stand below the very column of their key, a dash there is right.
            let flush = self.levels.windows(2).any(|pair| pair[1].is_list && pair[1].column == pair[0].column);
            let usual = parent.map(|parent| parent + self.step(true));
            let may_open = |right: usize| {
                let below = parent.is_some_and(|parent| column_of(right) > parent && parent == column_of(column)) && !flush;
                // The fields stand where those of an entry usually do, and the dash does not.
                below || usual == Some(column_of(right))
            };
            // Below an entry, a line that stands alone further in is what is wrong.
            let is_alone = beside > own_column && self.comes_back_to(beside, own_column);
            // The dash stands where the fields do, as if it were one.
            let is_in_line = beside <= column && right == usual.and_then(|usual| usize::try_from(usual).ok());
            if let Some(right) = right.filter(|right| {
                (lists().any(|list| list == *right) || may_open(*right))
                    && (beside > column || is_in_line)
                    && beside != own_column
                    && !is_alone
                    && (!lists().any(|list| list == column) || self.stays_at(beside))
            }) {
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
        let opens_entry = (beside == column + 2 || list.is_some() && beside > column + 2)
            && alone
            && (list.is_some() || parent.is_some_and(|parent| column_of(column) > parent && parent >= 0));
        if beside > column && self.comes_back_to(beside, column) {
            return column;
        }
        let was_open = self.levels.iter().any(|level| level.column == beside && !level.is_list);
        if opens_entry {
            let slip =
                Slip::moving(at, format!("{NO_DASH} `{name}`"), format!("an entry of a list starts with a dash: `- {name}: …`"));
            self.slips.push(slip.edited(start..start, format!("-{}", " ".repeat(beside - column - 1))));
        } else if beside > column
            && (was_open
                || parent.is_some_and(|parent| {
                    let step = self.step(false);
                    let fits = column_of(beside) == parent + step && column_of(column) != parent + step
                        || column_of(beside) == parent + 2 && column_of(column) == parent + 1;
                    column_of(beside) > parent && (column_of(column) <= parent || alone && (fits || self.stays_at(beside)))
                }))
        {
            self.slips.push(moved(beside).edited(line.start..start, " ".repeat(beside)));
            return beside;
        }
        column
    }

    /// A key further in than the line above, whose value is complete. Several of them: the key above them is missing.
    pub(super) fn too_far(&mut self, line: Line, start: usize, length: usize) {
        let column = self.levels.last().map_or(0, |level| level.column);
        let own = line.indent().1;
        let name = &self.text[start..start + length];
        let beside = self.lines[self.at..].iter().find(|line| !line.says_nothing()).map_or(0, |next| next.indent().1);
        if self.bare_above(line, own) {
            return;
        }
        // A key stands further out than what is below it.
        let is_head = self.text[start + length..line.end()].trim_matches([':', ' ']).is_empty();
        let right = self.levels.iter().rev().find(|level| !level.is_list && level.column < beside);
        if let Some(right) = right.map(|right| right.column).filter(|right| is_head && *right < column) {
            let message = format!("`{name}` is indented further {BESIDE_IT}");
            let slip = Slip::moving(start..start + length, message, format!("give it {}", spaces(right)));
            self.slips.push(slip.edited(line.start..start, " ".repeat(right)));
            return;
        }
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

    /// A text right above a field, and at its column, that has no name: the field's name or its colon is missing there.
    fn bare_above(&mut self, line: Line, own: usize) -> bool {
        let Open::Text(_, text) = self.open else { return false };
        let Some(above) = self.lines.iter().rfind(|above| above.start <= text) else { return false };
        let content = self.text[text..above.end()].trim_end_matches(is_blank);
        let stands_at = above.text[..text - above.start].chars().count();
        let is_next = self.text[above.end()..line.start].trim().is_empty();
        let has_no_key = above.text[..text - above.start].chars().all(|c| is_blank(c) || c == '-');
        // A key that waits further in: the text is an entry of its list, at another indent.
        let before = self.lines.iter().rfind(|line| line.start < above.start && !line.says_nothing());
        let waits = before.is_some_and(|key| key.text.trim_end().ends_with(':') && key.indent().1 >= above.indent().1);
        if stands_at != own || !is_next || !has_no_key || waits {
            return false;
        }
        let word = content.split([' ', ';', ',']).next().unwrap_or_default();
        let name = word.to_lowercase();
        let slip = match self.known.has(&name) && word.len() < content.len() {
            true => Slip::moving(
                text..text + word.len(),
                format!("a colon is missing after `{word}`"),
                format!("write `{name}:` and then the value"),
            )
            .edited(text..text + word.len(), format!("{name}:")),
            false => Slip::moving(
                text..text + content.len(),
                format!("`{content}` stands here without the name of its field"),
                format!("write the field's name and a colon before it, such as `title: {content}`"),
            )
            .edited(text..text + content.len(), ""),
        };
        self.slips.push(slip);
        true
    }

    fn step(&self, is_list: bool) -> isize {
        self.steps[usize::from(is_list)]
    }

    /// Whether the next line alone stands at a column, and the fields after it at another one further out, or its own list beside it.
    fn comes_back_to(&self, next: usize, column: usize) -> bool {
        let mut lines = self.lines[self.at..].iter().filter(|line| !line.says_nothing());
        let is_head = lines.next().is_some_and(|line| line.text.trim_end().ends_with(':'));
        let Some(after) = lines.next() else { return false };
        let words = after.text.trim_start();
        let is_below = is_head && after.indent().1 == next && words.starts_with("- ") && self.step(true) > 0;
        is_below || after.indent().1 < next && after.indent().1 == column && plain_key(words).is_some()
    }

    /// Whether the next line is a field at this column.
    pub(super) fn stays_at_key(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        next.is_some_and(|next| next.indent().1 == column && plain_key(next.text.trim_start()).is_some())
    }

    /// Whether the next line is a field or an entry at this column.
    pub(super) fn goes_on_at(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).filter(|next| next.indent().1 == column);
        next.is_some_and(|next| plain_key(next.text.trim_start().trim_start_matches("- ")).is_some())
    }

    /// Whether the two next lines are both at this column.
    pub(super) fn stays_at(&self, column: usize) -> bool {
        let next = self.lines[self.at..].iter().filter(|line| !line.says_nothing()).take(2);
        next.clone().count() == 2 && next.clone().all(|line| line.indent().1 == column)
    }

    /// Closes the levels that a line's indent ends, and finds the level it belongs to.
    pub(super) fn settle(&mut self, line: Line, start: usize, column: usize) -> usize {
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
            FITS_NOWHERE,
            match (above, closed) {
                (Some(above), Some(closed)) if closed - column == column - above => {
                    format!("give it {} or {}, like the lines that it belongs to", above, spaces(closed))
                }
                _ if self.text[line.start..start].contains('\t') => {
                    format!("a tab stands in front of it: give it {} instead", spaces(right))
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
    pub(super) fn list_may_start(&mut self, line: Line, start: usize, column: usize) -> bool {
        if self.open == Open::Below(column) {
            return true;
        }
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        let name = plain_key(content.trim_start_matches("- ").trim_start());
        let is_first = |name: &str| self.levels.iter().chain(&self.closed).any(|level| level.is_list && level.first == name);
        if let Some(name) = name.filter(|name| self.known.has(name) && !is_first(name)) {
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

/// `1 space`, `4 spaces`.
pub fn spaces(count: usize) -> String {
    match count {
        0 => "no spaces".to_string(),
        1 => "1 space".to_string(),
        count => format!("{count} spaces"),
    }
}

/// How much further in than their keys most groups of fields of a file stand, and most lists; two if most stand below their key.
/// A single group may be the one that is at fault.
pub(super) fn usual_steps(lines: &[Line]) -> [isize; 2] {
    let mut counts = [HashMap::new(), HashMap::new()];
    let lines = || lines.iter().filter(|line| !line.says_nothing());
    let pairs = lines().zip(lines().skip(1)).take(500);
    for (above, below) in pairs.filter(|(above, _)| above.text.trim_end().ends_with(':')) {
        let words = above.text.trim_start();
        let inner = above.text.len() - words.trim_start_matches("- ").trim_start().len();
        let is_list = below.text.trim_start().starts_with("- ");
        if let Some(step) = below.indent().1.checked_sub(inner).filter(|step| *step > 0) {
            *counts[usize::from(is_list)].entry(step).or_insert(0) += 1;
        }
    }
    let [groups, lists] = counts.map(|counts: HashMap<usize, usize>| {
        let all: usize = counts.values().sum();
        let most = counts.into_iter().max_by_key(|(step, count)| (*count, std::cmp::Reverse(step.abs_diff(2))));
        most.map(|(step, _)| (step as isize, all))
    });
    let step = |own: Option<(isize, usize)>, other: Option<(isize, usize)>| {
        own.filter(|(_, all)| *all > 1).or(other).or(own).map_or(2, |(step, _)| step)
    };
    [step(groups, lists), step(lists, groups)]
}
