//! Values: texts with and without quotes, and blocks of text.

use super::{Line, Open, Scanner, Slip, is_blank, key, other_quotes, plain_key, quoted};

impl Scanner<'_> {
    /// Looks at a value that starts at a byte of a line, and at the lines below that belong to it. `above` is the column
    /// that its further lines must exceed.
    pub(super) fn value(&mut self, line: Line, start: usize, above: usize, after_key: bool) {
        let raw = &self.text[start..line.end()];
        let value = raw.trim_end_matches(is_blank);
        self.open = Open::Nothing;
        let first = value.chars().next();
        let second = value.chars().nth(1);
        match first {
            None | Some('#') => self.open = Open::Below(above),
            Some('"' | '\'') => self.quotes(line, start, above),
            Some('[' | '{') => self.brackets(line, start, above),
            Some('|' | '>') => self.block(line, start, above),
            // An anchor or a tag; what it is put on may stand below.
            Some('&' | '!') if second.is_some_and(|c| !is_blank(c)) => {
                let name = value.split(' ').next().unwrap_or(value);
                let rest = value[name.len()..].trim_start();
                match rest.is_empty() {
                    true => self.open = Open::Below(above),
                    false => self.value(line, start + value.len() - rest.len(), above, after_key),
                }
            }
            Some('*') if self.is_defined(value) => {}
            Some('*') => self.needs_quotes(
                start,
                value,
                "`*` has a meaning of its own at the start of a text: it stands for what is marked with `&` elsewhere".to_string(),
            ),
            Some(special @ ('&' | '!' | '%' | '@' | '`' | ']' | '}' | ',')) => {
                self.needs_quotes(start, value, format!("`{special}` has a meaning of its own at the start of a text"))
            }
            Some(mark @ ('-' | '?' | ':')) if after_key && second.is_none_or(is_blank) => {
                if mark == '-' && self.entry_beside_key(start, above, value) {
                } else if mark == '-' && second.is_some() {
                    let slip = Slip::new(
                        start..start + value.len(),
                        "an entry of a list stands on the line of its key",
                        "start the list on the next line; or, if the dash is meant as such, put quotes round the text",
                    );
                    self.slips.push(slip.edited(start..start + 1, "  "));
                } else {
                    self.needs_quotes(start, value, format!("`{mark}` has a meaning of its own at the start of a text"));
                }
            }
            Some(_) => self.plain(line, start, above, value),
        }
    }

    /// A text without quotes.
    fn plain(&mut self, line: Line, start: usize, above: usize, value: &str) {
        let text = value.find(" #").map_or(value, |comment| value[..comment].trim_end());
        self.open = Open::Text(above, start);
        if key(text).is_none() {
            return;
        }
        if self.in_round_brackets(start, text) {
            return;
        }
        if self.field_on_line(start, above, text) {
            return;
        }
        self.several_fields(line, start, above, text);
        if self.field_in_text(line, start, above, text) || self.no_id(line, start, text) {
            return;
        }
        let curly = text.starts_with(['“', '”', '„', '‘', '’']);
        let inner = text.trim_matches(['“', '”', '„', '‘', '’']);
        let (message, help) = match curly {
            true => (
                "curly quotes are part of the text; one with a colon and a space in it needs straight ones",
                "write straight quotes: \"…\"",
            ),
            false => ("a text with a colon and a space in it needs quotes", "put quotes round it"),
        };
        let slip = Slip::new(start..start + text.len(), message, help);
        // Quotes would hide the field of a line that is lost.
        let slip = if self.ends_like_field(text, above) { slip.unsure() } else { slip };
        self.quote_whole(slip, line, start, if curly { inner } else { text });
    }

    /// `id: waits: for care`: an id is one word, and quotes would make it none.
    fn no_id(&mut self, line: Line, start: usize, text: &str) -> bool {
        let entry = line.text.trim_start_matches(|c| is_blank(c) || c == '-');
        let Some(name) = plain_key(entry).filter(|name| self.known.is_id(name)) else { return false };
        let colon = start + text.find(": ").unwrap_or(text.len());
        let slip = Slip::new(
            colon..start + text.len(),
            format!("`{name}` takes one word, and more follows it"),
            "remove it, or put it on a line of its own with the name of its field, such as `title: …`",
        );
        self.slips.push(slip.edited(colon..start + text.len(), ""));
        true
    }

    /// Puts quotes round a text and what it goes on with in the lines below.
    fn quote_whole(&mut self, slip: Slip, line: Line, start: usize, text: &str) {
        let end = self.end_of_text(line.end());
        if end == line.end() {
            self.slips.push(slip.replaced(quoted(text)));
            return;
        }
        let whole = self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        self.slips.push(slip.edited(start..end, quoted(whole.trim_matches(['“', '”']))));
        while self.lines.get(self.at).is_some_and(|line| line.start < end) {
            self.at += 1;
        }
    }

    fn needs_quotes(&mut self, start: usize, value: &str, message: String) {
        let slip = Slip::new(start..start + value.len(), message, "put quotes round the text if the character is meant as such");
        let slip = slip.replaced(quoted(value));
        // A star, an ampersand and an exclamation mark have uses of their own.
        self.slips.push(if value.starts_with(['*', '&', '!']) { slip.unsure() } else { slip });
    }

    fn is_defined(&self, alias: &str) -> bool {
        let name = alias[1..].split(' ').next().unwrap_or_default();
        !name.is_empty() && self.text.contains(&format!("&{name}"))
    }

    /// A text in quotes, perhaps over several lines.
    fn quotes(&mut self, line: Line, start: usize, above: usize) {
        let quote = if self.text[start..].starts_with('"') { '"' } else { '\'' };
        let last = self.last_line_of_text(above);
        let end = self.lines[last].end();
        let value = self.text[start..line.end()].trim_end_matches(is_blank);
        let Some(close) = self.closing(start, end) else {
            return self.left_open(start, quote, value, last);
        };
        let on = self.lines[self.at - 1..].partition_point(|line| line.start <= close) + self.at - 2;
        let rest = self.text[close + 1..self.lines[on].end()].trim_matches(is_blank);
        if !rest.is_empty() && !rest.starts_with('#') {
            if on != self.at - 1 {
                // The quote that seems to close the text belongs to a line further down.
                return self.left_open(start, quote, value, self.at - 1);
            }
            if self.ends_too_late(close, rest, above) {
                self.at = on + 1;
                return;
            }
            let inner = value[1..].strip_suffix(quote).filter(|inner| !inner.is_empty());
            let right = match inner {
                Some(inner) if quote == '\'' => quoted(inner),
                Some(inner) => format!("'{}'", inner.replace('\'', "''")),
                None if value.contains('\'') => quoted(value),
                None => format!("'{value}'"),
            };
            let slip = Slip::new(
                start..start + value.len(),
                format!("the text goes on after the quote {quote} that closes it"),
                match inner.is_some() {
                    true => other_quotes(quote),
                    false => "put quotes round the whole text".to_string(),
                },
            );
            self.slips.push(slip.replaced(right));
            return;
        }
        if quote == '"' {
            self.escapes(start + 1, close);
        }
        self.at = on + 1;
    }

    /// What follows the quote that closes a text: a mark that means nothing there, or another field.
    fn ends_too_late(&mut self, close: usize, rest: &str, above: usize) -> bool {
        let at = close + 1 + self.text[close + 1..].find(rest).unwrap_or_default();
        if matches!(rest, "," | ";" | ".") {
            let slip = Slip::new(at..at + 1, format!("`{rest}` follows the quote that closes the text"), "remove it");
            self.slips.push(slip.replaced(""));
            return true;
        }
        let field = rest.trim_start_matches([',', ';', ' ']);
        let Some(name) = plain_key(field).filter(|name| self.known.has(name)) else { return false };
        let start = at + rest.len() - field.len();
        self.on_line_of_another(close + 1..start, name, above);
        true
    }

    /// The last line that can belong to a text which starts on the current one: what follows is indented less, or is a field.
    fn last_line_of_text(&self, above: usize) -> usize {
        let mut last = self.at - 1;
        for (at, line) in self.lines.iter().enumerate().skip(self.at) {
            let words = line.text.trim_matches(is_blank);
            if words.is_empty() {
                continue;
            }
            if line.indent().1 <= above || plain_key(words.trim_start_matches("- ")).is_some() {
                break;
            }
            last = at;
        }
        last
    }

    /// Where the quote at `start` is closed, before `end`.
    fn closing(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let quote = bytes[start];
        let mut at = start + 1;
        while at < end {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                b if b == quote && quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                b if b == quote => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn left_open(&mut self, start: usize, quote: char, value: &str, last: usize) {
        let curly = value.ends_with(['”', '“', '’', '‘']) && value.chars().count() > 1;
        let message = format!("the text that starts with {quote} here does not end with one");
        let help = match curly {
            true => format!("close it with a straight quote {quote}, not a curly one"),
            false => format!("put a {quote} at the end of the text, or write the text without quotes"),
        };
        let mut slip = Slip::new(start..start + value.len(), message, help);
        let end = match last + 1 == self.at {
            true => start + value.len(),
            false => self.lines[last].start + self.lines[last].text.trim_end_matches(is_blank).len(),
        };
        let inner = self.text[start + 1..end].replace(['\n', '\r'], " ");
        let inner = if curly { inner.trim_end_matches(['”', '“', '’', '‘']) } else { &inner };
        if last + 1 == self.at && !value.contains(" #") {
            let body = &value[1..];
            let body = if curly { body.trim_end_matches(['”', '“', '’', '‘']) } else { body };
            slip.replace = Some(format!("{quote}{body}{quote}"));
        }
        self.slips.push(slip.edited(start..end, quoted(inner)));
        self.at = last + 1;
    }

    /// A backslash in double quotes starts a code, such as `\n` for a new line.
    fn escapes(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let mut at = 0;
        while let Some(found) = text[at..].find('\\') {
            let back = at + found;
            let next = text[back + 1..].chars().next();
            if next.is_some_and(|next| !"0abtnvfre \"/\\N_LPxuU\t\n\r".contains(next)) {
                let next = next.unwrap_or_default();
                let place = start + back..start + back + 1 + next.len_utf8();
                let slip = Slip::new(
                    place,
                    format!("in double quotes a backslash starts a code, and there is no code `\\{next}`"),
                    "write two backslashes, or put the text in single quotes",
                );
                self.slips.push(slip.replaced(format!("\\\\{next}")));
                return;
            }
            at = back + 1 + next.map_or(0, char::len_utf8);
        }
    }

    /// A block of text after `|` or `>`: all lines below that are indented further.
    fn block(&mut self, line: Line, start: usize, above: usize) {
        let value = self.text[start..line.end()].trim_end_matches(is_blank);
        if value[1..].trim_matches(['"', '\'', ' ']).is_empty() && value.len() > 1 && !value[1..].trim().is_empty() {
            let slip = Slip::new(start + 1..start + value.len(), "a quote stands here that nothing opens", "remove it");
            self.slips.push(slip.replaced(""));
        }
        let header = value[1..]
            .trim_end_matches(['"', '\''])
            .trim_start_matches(['+', '-'])
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches(['+', '-']);
        let mark = &value[..1];
        if !header.trim_start().is_empty() && !header.trim_start().starts_with('#') {
            let slip = Slip::new(
                start..start + value.len(),
                format!("`{mark}` has a meaning of its own at the start of a text"),
                "put quotes round the text if the character is meant as such; if not, start the text on the next line",
            );
            self.open = Open::Text(above, start);
            return self.quote_whole(slip, line, start, value);
        }
        // `|2`: the text's indent is written down.
        let stated = value[1..].chars().take_while(|c| matches!(c, '+' | '-') || c.is_ascii_digit()).find_map(|c| c.to_digit(10));
        let mut inner: Option<usize> = stated.map(|more| above + more as usize);
        // The first line of the text, and how far in it stands, while the next is looked at.
        let mut first: Option<(Line, usize)> = None;
        while let Some(below) = self.lines.get(self.at).copied() {
            let (bytes, column) = below.indent();
            let blank = below.text.len() == bytes;
            let tab = below.text[..bytes].find('\t');
            let goes_on = tab.is_some() && inner.is_some() && plain_key(below.text[bytes..].trim_start_matches("- ")).is_none();
            if !blank && column <= above && !goes_on {
                break;
            }
            if self.tabbed && !blank {
                self.blanks(below, bytes);
            } else if !blank && let Some(tab) = tab.filter(|_| goes_on || inner.is_none()) {
                let at = below.start + tab..below.start + bytes;
                let spaces = " ".repeat(inner.unwrap_or(above + 2));
                let slip = Slip::new(at, "a tab stands where only spaces may indent", "indent with spaces: two for each level");
                let mut slip = slip.replaced(spaces.clone());
                slip.edits = vec![(below.start..below.start + bytes, spaces)];
                self.slips.push(slip);
            } else if let Some((first, from)) = first.take().filter(|(_, from)| !blank && column == above + 2 && column < *from) {
                // The first line alone is further in than texts are.
                let at = first.start + first.indent().0..first.end();
                let slip = Slip::new(
                    at,
                    format!("this line is indented further than the rest of the text after `{mark}`"),
                    format!("give it {column} spaces"),
                );
                self.slips.push(slip.edited(first.start..first.start + from - column, ""));
                inner = Some(column);
            } else if !blank && inner.is_some_and(|inner| column < inner) {
                let spaces = " ".repeat(inner.unwrap_or_default());
                let slip = Slip::new(
                    below.start + bytes..below.end(),
                    format!("this line is indented less than the first line of the text after `{mark}`"),
                    "indent all lines of the text alike",
                );
                self.slips.push(slip.edited(below.start..below.start + bytes, spaces));
            }
            if !blank && inner.is_none() {
                inner = Some(column);
                first = Some((below, column)).filter(|_| bytes == column);
            }
            self.at += 1;
        }
        if let (None, Some(below)) = (inner, self.lines[self.at.min(self.lines.len())..].iter().find(|line| !line.says_nothing())) {
            let words = below.text.trim_matches(is_blank);
            if below.indent().1 == above && key(words).is_none() && !words.starts_with("- ") {
                let at = below.start + below.indent().0..below.end();
                let slip = Slip::new(
                    at,
                    format!("the text after `{mark}` must be indented"),
                    format!("indent it by {} spaces", above + 2),
                );
                // Each line of it, which no other slip is made of.
                let from = self.lines.partition_point(|line| line.start < below.start);
                let goes_on = |line: &&Line| {
                    let words = line.text.trim_matches(is_blank);
                    line.says_nothing() || line.indent().1 == above && key(words).is_none() && !words.starts_with("- ")
                };
                let text: Vec<Line> = self.lines[from..].iter().take_while(goes_on).copied().collect();
                self.at = from + text.len();
                let text = text.into_iter().filter(|line| !line.says_nothing());
                self.slips.push(text.fold(slip, |slip, line| slip.edited(line.start..line.start, "  ")));
            }
        }
    }
}
