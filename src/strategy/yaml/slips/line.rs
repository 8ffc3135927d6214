//! The structure of lines: dashes, keys, and texts that go on.

use super::{BESIDE_IT, Level, Line, Open, Scanner, Slip, is_blank, is_odd_blank, is_word, key, plain_key, quoted, spaces};

/// Marks that people type or paste at the start of a list's entry.
const BULLETS: [char; 11] = ['•', '·', '–', '—', '−', '*', '▪', '◦', '●', '‣', '○'];

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
        if self.letter_before_indent(line) {
            return;
        }
        self.blanks(line, blanks);
        let mut start = line.start + blanks;
        let content = |start: usize| self.text[start..line.end()].trim_end_matches(is_blank);
        if let Open::Text(above, text) = self.open
            && column > above
        {
            if self.commented_key(line, start) {
                return;
            }
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
            let bullet = self.bullet(here);
            let is_entry = here == "-" || here.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_blank));
            let in_list = matches!(self.levels.last(), Some(level) if level.is_list && level.column == column);
            if let Some(bullet) = bullet.filter(|_| fresh || in_list) {
                let at = start..start + bullet.len();
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
                        .replaced(format!("-{}", " ".repeat(self.gap_after_dash(column)))),
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
            self.second_dash(start, column, here);
            let mark = bullet.map_or(1, str::len);
            let gap = here[mark..].len() - here[mark..].trim_start_matches(is_blank).len();
            if let Some((odd, blank)) = here[mark..mark + gap].char_indices().find(|(_, blank)| is_odd_blank(*blank)) {
                self.odd_blank(start + mark + odd..start + mark + odd + blank.len_utf8());
            }
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

    /// `x    title: Waits`: a letter that was typed at the start of a line, before a field of what is open.
    fn letter_before_indent(&mut self, line: Line) -> bool {
        let mark = line.text.split(' ').next().unwrap_or_default();
        if mark.is_empty() || mark.len() > 2 || !mark.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            return false;
        }
        let rest = line.text[mark.len()..].trim_start_matches(' ');
        let column = line.text.len() - rest.len();
        // It was typed before the spaces, or in place of the first ones.
        let is_open = |column: usize| self.levels.iter().any(|level| level.column == column);
        let Some(right) = [column - mark.len(), column].into_iter().find(|column| is_open(*column)) else { return false };
        let words = rest.strip_prefix("- ").unwrap_or(rest);
        if right == 0 || !plain_key(words).is_some_and(|name| self.known.has(name)) {
            return false;
        }
        let at = line.start..line.start + mark.len();
        let slip = Slip::moving(at, format!("`{mark}` stands before the spaces of this line"), "remove it");
        self.slips.push(slip.replaced(" ".repeat((right + mark.len()).saturating_sub(column))));
        true
    }

    /// A mark that stands for a dash, with a blank after it. What is also a letter or a number stands before a field.
    pub(super) fn bullet<'t>(&self, here: &'t str) -> Option<&'t str> {
        let (mark, rest) = here.split_at(here.find(is_blank)?);
        let mut letters = mark.chars();
        let is_one = letters.next().is_some_and(|first| BULLETS.contains(&first)) && letters.next().is_none();
        let number = mark
            .strip_suffix(['.', ')'])
            .is_some_and(|number| number.len() < 3 && number.bytes().all(|b| b.is_ascii_alphanumeric()));
        let is_field = || plain_key(rest.trim_start_matches(is_blank)).is_some_and(|name| self.known.has(name));
        (is_one || (number || matches!(mark, "o" | "--" | "->" | ">")) && is_field()).then_some(mark)
    }

    /// Whether a dash lacks the space after it: in a list, or where one may start.
    fn is_glued(&self, here: &str, in_list: bool) -> bool {
        let next = here[1..].chars().next();
        let opens =
            matches!(self.open, Open::Below(_)) && next.is_some_and(|next| next.is_alphanumeric() || "{[\"'".contains(next));
        (in_list && next != Some('-')) || opens
    }

    /// An entry right below a comment that is the key of its list.
    fn commented_key(&mut self, line: Line, start: usize) -> bool {
        let Some(comment) = self.lines[..self.at - 1].iter().rfind(|above| !above.text.trim().is_empty()) else { return false };
        let words = comment.text.trim_start_matches(is_blank);
        let name = words.strip_prefix('#').and_then(|key| key.trim().strip_suffix(':'));
        let is_entry = self.text[start..line.end()].starts_with("- ");
        let Some(name) = name.filter(|name| is_entry && is_word(name)) else { return false };
        let hash = comment.end() - words.len();
        let gap = words.len() - words[1..].trim_start_matches(is_blank).len();
        let slip = Slip::new(
            hash..comment.end(),
            format!("`{name}:` stands in a comment, and its list does not"),
            "remove the `#`, or put one before each line of the list",
        );
        self.slips.push(slip.edited(hash..hash + gap, ""));
        true
    }

    /// `- - id: waits` above fields that stand where they belong after one dash.
    fn second_dash(&mut self, start: usize, column: usize, here: &str) {
        let Some(words) = here.strip_prefix("- - ").filter(|words| plain_key(words).is_some()) else { return };
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        if next.is_some_and(|next| next.indent().1 == column + 2 && plain_key(next.text.trim_start()).is_some()) {
            let name = plain_key(words).unwrap_or_default();
            let slip = Slip::new(start + 2..start + 3, format!("a second dash stands before `{name}`"), "remove it");
            self.slips.push(slip.edited(start + 2..start + 4, ""));
        }
    }

    /// As many spaces after a dash as put what follows it above the fields of its entry.
    fn gap_after_dash(&self, column: usize) -> usize {
        let next = self.lines[self.at..].iter().find(|line| !line.says_nothing());
        let field = next.filter(|next| plain_key(next.text.trim_start()).is_some()).map(|next| next.indent().1);
        field.and_then(|field| field.checked_sub(column + 1)).filter(|gap| *gap > 0).unwrap_or(1)
    }

    /// A further line of a text without quotes. A colon with a space, or a comment, breaks it.
    fn text_goes_on(&mut self, line: Line, start: usize, text: usize) {
        let content = self.text[start..line.end()].trim_end_matches(is_blank);
        if self.entry_below_text(line, start, content) {
            return;
        }
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

    /// `- id: waits` further in than a field with a value: its indent is wrong, or the key of its list is gone.
    fn entry_below_text(&mut self, line: Line, start: usize, content: &str) -> bool {
        let words = content.strip_prefix("- ").unwrap_or_default().trim_start();
        let Some(name) = plain_key(words.trim_start_matches('{').trim_start()).filter(|name| self.known.has(name)) else {
            return false;
        };
        let at = start..start + content.len() - words.len() + words.find(name).unwrap_or_default() + name.len();
        self.open = Open::Nothing;
        let like = |level: &Level| level.is_list && (level.first == name || words.starts_with('{') && level.first.is_empty());
        let Some(list) = self.levels.iter().rposition(like) else {
            let message = "this list has no line above it that says what it is a list of";
            let help = "write it on a line of its own above, with a colon, such as `objectives:`";
            let deeper = |line: &&Line| line.says_nothing() || line.indent().1 >= self.lines[self.at - 1].indent().1;
            let more = self.lines[self.at..].iter().take_while(deeper).count();
            let end = self.lines[self.at - 1 + more].end();
            let blank = self.text[line.start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect::<String>();
            self.slips.push(Slip::moving(at, message, help).edited(line.start..end, blank));
            self.at += more;
            return true;
        };
        let column = self.levels[list].column;
        let message = format!("the dash before `{name}` is indented further {BESIDE_IT}");
        let slip = Slip::moving(at, message, format!("put {} before the dash", spaces(column)));
        self.slips.push(slip.edited(line.start..start, " ".repeat(column)));
        self.levels.truncate(list + 1);
        self.levels.push(Level { column: column + 2, is_list: false, first: "", dash: 0, entries: 0 });
        true
    }

    /// Where a text ends that goes on in the lines below.
    pub(super) fn end_of_text(&self, end: usize) -> usize {
        let Open::Text(above, _) = self.open else { return end };
        let goes_on = |line: &&Line| line.indent().1 > above && plain_key(line.text.trim()).is_none() && !line.says_nothing();
        self.lines[self.at..].iter().take_while(goes_on).last().map_or(end, |line| line.end())
    }

    /// Marks of a second document, or of two versions that were not put together.
    fn is_no_content(&mut self, line: Line) -> bool {
        let words = line.text.trim_end_matches(is_blank);
        let at = line.start..line.start + words.len();
        let first = self.lines[..self.at - 1].iter().all(|line| line.says_nothing());
        if words == "---" || words == "..." {
            let second = || {
                let starts = |line: &&Line| !line.says_nothing() && line.indent().1 == 0;
                let name = |line: &Line| plain_key(line.text).map(str::to_string);
                let next = self.lines[self.at..].iter().find(|line| !line.says_nothing()).filter(starts).map(name)?;
                let is_again = || self.lines[..self.at - 1].iter().filter(starts).any(|above| name(above) == next);
                (next.is_none() || is_again()).then_some(())
            };
            if !first && second().is_some() {
                let rest = line.start..self.text.len();
                self.slips.push(
                    Slip::new(
                        at,
                        "a second document starts here",
                        "keep one document in a file: remove this line, or what follows it",
                    )
                    .edited(rest, ""),
                );
            } else if !first {
                // What follows goes on with what stands above.
                let slip = Slip::new(at, format!("`{words}` divides the file in two"), "remove this line");
                self.slips.push(slip.replaced(""));
            }
            return true;
        }
        if words.starts_with("```") {
            let slip = Slip::new(
                at.clone(),
                "marks of a block of code stand round the file",
                "remove this line, and the other one with ```",
            );
            let others = self.lines[self.at..].iter().filter(|line| line.text.starts_with("```"));
            let edits = others.map(|line| (line.start..line.end(), String::new()));
            self.slips.push(Slip { edits: edits.chain([(at, String::new())]).collect(), ..slip });
            return true;
        }
        if words.starts_with("<<<<<<<") || words == "=======" || words.starts_with(">>>>>>>") {
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
}
