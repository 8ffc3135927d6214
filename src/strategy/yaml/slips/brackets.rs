//! Lists and groups in brackets: `[a, b]` and `{ id: a, title: A }`.

use super::{Line, Scanner, Slip, is_blank, other_quotes, plain_key, quoted};

impl Scanner<'_> {
    /// A value in brackets, perhaps over several lines.
    pub(super) fn brackets(&mut self, line: Line, start: usize, above: usize) {
        let mut last = self.at - 1;
        // What can belong to it: lines further in, and a bracket alone that closes it.
        for (at, below) in self.lines.iter().enumerate().skip(self.at) {
            let words = below.text.trim_matches(is_blank);
            let closes = words.starts_with([']', '}']);
            if words.is_empty() || words.starts_with('#') || closes || below.indent().1 > above {
                last = at;
            } else {
                break;
            }
        }
        let end = self.lines[last].end();
        let closed = self.inside(start, end);
        let Some(close) = closed else {
            if std::mem::take(&mut self.hash) {
                return;
            }
            // Where the next lines are fields of their own, the bracket ends with its line.
            let to = self.lines[self.at - 1..=last]
                .iter()
                .skip(1)
                .find(|line| plain_key(line.text.trim_start().trim_start_matches("- ")).is_some() && line.indent().1 <= above + 2);
            let stop = to.map_or(end, |line| line.start);
            let text = self.text[start..stop].trim_end();
            let one_line = self.text[start..line.end()].trim_end_matches(is_blank);
            let open = &text[..1];
            let closer = if open == "[" { "]" } else { "}" };
            let space = if closer == "}" { " " } else { "" };
            let comment = one_line.find(" #").unwrap_or(one_line.len());
            let mark = one_line[..comment].trim_end();
            if mark.ends_with(')') && !mark.contains('(') {
                let at = start + mark.len() - 1..start + mark.len();
                let slip = Slip::new(at, format!("`{open}` is closed with `)`"), format!("close it with `{closer}`"));
                self.slips.push(slip.replaced(closer));
                return;
            }
            let below = self.lines[self.at..].iter().find(|line| !line.says_nothing());
            if mark.len() == 1 && !one_line.contains(closer) && below.is_some_and(|below| below.text.trim_start().starts_with("- "))
            {
                let slip = Slip::new(
                    start..start + 1,
                    format!("`{mark}` does not belong before a list whose entries have dashes"),
                    "remove it",
                );
                self.slips.push(slip.replaced(""));
                return;
            }
            let mut slip = Slip::new(
                start..start + mark.len(),
                format!("`{open}` is opened here and never closed"),
                format!("put a `{closer}` at its end"),
            );
            if one_line[comment..].contains(closer) {
                // Its end stands there, behind the `#`.
                slip.message = format!("the rest of this line is a comment, so `{open}` is never closed");
                slip.help = format!(
                    "remove the `#`; or, if this is not to count, put it before the name of the field and leave out `{open}`"
                );
                slip = slip.edited(start + mark.len()..start + mark.len(), closer);
            } else if text.len() <= one_line.len() {
                slip.replace = Some(format!("{mark}{space}{closer}"));
                // A bracket alone may be a slip itself.
                slip.sure = mark.len() > 1;
                slip = slip.edited(start + mark.len()..start + mark.len(), closer);
            } else {
                // Over several lines, what is missing is missing at their end.
                let end = start + text.len();
                let last = text.chars().next_back().map_or(1, char::len_utf8);
                if text.contains(',') {
                    let line = self.text[..start].matches('\n').count() + 1;
                    slip = Slip::new(
                        end - last..end,
                        format!("a `{closer}` is missing here: `{open}` is opened on line {line} and never closed"),
                        format!("put a `{closer}` after this"),
                    );
                }
                slip = slip.edited(end..end, closer);
            }
            self.slips.push(slip);
            return;
        };
        let on = self.lines[self.at - 1..].partition_point(|line| line.start <= close) + self.at - 2;
        let rest = self.text[close + 1..self.lines[on].end()].trim_end_matches(is_blank);
        let words = rest.trim_start_matches(is_blank);
        if !words.is_empty() && !words.starts_with('#') {
            let at = close + 1 + rest.len() - words.len()..close + 1 + rest.len();
            if on == self.at - 1 && self.field_on_line(close + 1, above, rest) {
                return;
            }
            if let Some(name) = plain_key(words).filter(|name| self.known.has(name)) {
                self.on_line_of_another(close + 1..at.start, name, self.home_of(name, above).unwrap_or(above));
                self.at = on + 1;
                return;
            }
            if on == self.at - 1 && self.link_for_address(line, start, close + 1 + rest.len()) {
                return;
            }
            let open = &self.text[start..start + 1];
            let shut = &self.text[close..close + 1];
            let whole = self.text[start..close + 1 + rest.len()].to_string();
            let is_text = on == self.at - 1 && words.contains(char::is_alphanumeric);
            let message = format!("something follows the `{shut}` that closes what `{open}` opened");
            self.slips.push(match is_text {
                true => Slip::new(
                    start..at.end,
                    message,
                    "put quotes round the whole text if the brackets are part of it; or remove what follows",
                )
                .replaced(quoted(&whole))
                .unsure(),
                false => Slip::new(at, message, "remove it").replaced(""),
            });
        }
        self.at = on + 1;
    }

    /// `url: [Local plan](https://…)`: a link where the address alone belongs.
    fn link_for_address(&mut self, line: Line, start: usize, end: usize) -> bool {
        let field = plain_key(line.text.trim_start_matches(|c| is_blank(c) || c == '-'));
        let Some(name) = field.filter(|name| self.known.is_web_address(name)) else { return false };
        let link = self.text[start..end].strip_suffix(')').and_then(|link| link.split_once("]("));
        let Some((_, address)) = link.filter(|(_, address)| !address.contains([' ', '(', ')'])) else { return false };
        let slip = Slip::new(start..end, format!("`{name}` takes an address, and this is a link"), "write the address alone");
        self.slips.push(slip.replaced(address.trim_matches(['<', '>'])));
        true
    }

    /// Walks through brackets, and reports what is wrong between them. Gives where they are closed.
    fn inside(&mut self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut open = vec![(bytes[start], start)];
        let mut at = start + 1;
        let mut entry = at;
        while at < end {
            match bytes[at] {
                b'#' if at > 0 && bytes[at - 1].is_ascii_whitespace() => {
                    let rest = &self.text[at..end];
                    let token = rest.split([',', '}', ']', '\n', ' ']).next().unwrap_or_default();
                    if token.len() > 1 && rest.lines().next().is_some_and(|line| line.contains([',', '}', ']'])) {
                        let slip = Slip::new(
                            at..at + token.len(),
                            "what follows a space and a # is a comment, up to the end of the line",
                            "put quotes round the value",
                        );
                        self.slips.push(slip.replaced(quoted(token)));
                        self.hash = true;
                    }
                    while at < end && bytes[at] != b'\n' {
                        at += 1;
                    }
                    continue;
                }
                quote @ (b'"' | b'\'') if self.starts_value(entry, at) => {
                    let Some(close) = self.quote_in_brackets(at, end) else {
                        let line_end = self.text[at..end].find('\n').map_or(end, |length| at + length);
                        // The brackets at the end of the line close what is open, each one of them.
                        let line = self.text[at..line_end].trim_end();
                        let mut rest = line;
                        for _ in &open {
                            rest = rest.strip_suffix([']', '}']).map_or(rest, str::trim_end);
                        }
                        let stop = at + rest.len();
                        let text = self.text[at..stop].trim_end();
                        let quote = char::from(quote);
                        let slip = Slip::new(
                            at..at + text.len(),
                            format!("the text that starts with {quote} here does not end with one"),
                            format!("put a {quote} at the end of the text, or write the text without quotes"),
                        );
                        self.slips.push(slip.edited(at..at + text.len(), quoted(&text[1..])));
                        return self.text[start..line_end].rfind([']', '}']).map(|length| start + length);
                    };
                    at = self.quotes_inside(at, close, end).unwrap_or(close);
                    let after = self.text[at + 1..end].trim_start_matches(is_blank);
                    let next = end - after.len();
                    if let Some(name) = plain_key(after).filter(|_| next > at + 1) {
                        let slip = Slip::new(
                            next..next + name.len(),
                            format!("a comma is missing before `{name}`"),
                            format!("put a comma before `{name}`: commas divide the fields inside {{ }}"),
                        );
                        self.slips.push(slip.edited(at + 1..at + 1, ","));
                        entry = next;
                    }
                }
                opener @ (b'[' | b'{') if self.starts_value(entry, at) => {
                    // A group in braces where a key belongs: the one before it was never closed.
                    let before = self.text[start..at].trim_end();
                    let alone = self.text[entry..at].trim().is_empty() && before.ends_with(',');
                    if opener == b'{' && alone && open.len() > 1 && open.last().is_some_and(|(around, _)| *around == b'{') {
                        let comma = start + before.len() - 1;
                        let slip = Slip::new(comma..comma + 1, "a `}` is missing before this comma", "close the group before it");
                        self.slips.push(slip.edited(comma..comma, "}"));
                        open.pop();
                    }
                    // The key may have a field before it, with no comma between them.
                    self.part(entry, at);
                    open.push((opener, at));
                    entry = at + 1;
                }
                // `{ value: 65 { value: 80`: the group before it was never closed.
                b'{' if open.len() > 1 && open.last().is_some_and(|(around, _)| *around == b'{') && self.opens_group(at) => {
                    let gap = self.text[..at].trim_end().len();
                    let slip =
                        Slip::new(at..at + 1, "a `}` and a comma are missing before this `{`", "close the group before it: `}, {`");
                    self.slips.push(slip.edited(gap..gap, " },"));
                    self.part(entry, at);
                    open.pop();
                    open.push((b'{', at));
                    entry = at + 1;
                }
                closer @ (b']' | b'}') => {
                    self.part(entry, at);
                    entry = at + 1;
                    let Some((opener, from)) = open.pop() else { return Some(at) };
                    let right = if opener == b'[' { b']' } else { b'}' };
                    if closer == b'}' && opener == b'[' && self.text[from..at].contains(": ") {
                        let slip =
                            Slip::new(from..from + 1, "`[` opens what `}` closes", "fields stand in braces: open them with `{`");
                        self.slips.push(slip.replaced("{"));
                    } else if closer != right {
                        let (opener, right, closer) = (char::from(opener), char::from(right), char::from(closer));
                        let slip = Slip::new(
                            at..at + 1,
                            format!("`{opener}` is closed with `{closer}`"),
                            format!("close it with `{right}`"),
                        );
                        self.slips.push(slip.replaced(right.to_string()));
                    }
                    if open.is_empty() {
                        return Some(at);
                    }
                    if let Some(mark) = self.text[at + 1..end].trim_start().strip_prefix(';').map(|rest| end - rest.len() - 1) {
                        self.no_comma(mark);
                        at = mark;
                        entry = mark + 1;
                    }
                }
                b',' => {
                    // Only at the very end may nothing stand before a comma.
                    let before = self.text[..at].trim_end();
                    if self.text[entry..at].trim().is_empty() && before.ends_with([',', '[', '{']) {
                        let message = match before.ends_with(',') {
                            true => "an entry is missing between two commas",
                            false => "an entry is missing before this comma",
                        };
                        let slip = Slip::new(at..at + 1, message, "write it, or remove the comma");
                        self.slips.push(slip.replaced("").unsure());
                    }
                    self.part(entry, at);
                    entry = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Whether the name of a field follows a bracket.
    fn opens_group(&self, at: usize) -> bool {
        let inner = self.text[at + 1..].lines().next().unwrap_or_default().trim_start();
        plain_key(inner).is_some_and(|name| self.known.has(name))
    }

    /// Whether what stands at a byte starts a value: only blanks or a key stand between it and the entry's start.
    fn starts_value(&self, entry: usize, at: usize) -> bool {
        let before = self.text[entry..at].trim();
        before.is_empty() || before.ends_with(':')
    }

    /// A text in quotes with others of the same kind inside: the quote at `close` does not end it. Gives the one that does.
    fn quotes_inside(&mut self, start: usize, close: usize, end: usize) -> Option<usize> {
        let line_end = self.text[close..end].find('\n').map_or(end, |length| close + length);
        let ends =
            |at: usize| self.text[at + 1..line_end].trim_start_matches(is_blank).chars().next().is_none_or(|c| ",]}#".contains(c));
        let rest = &self.text[close + 1..line_end];
        // Another field follows, or this was the key of one.
        if ends(close) || rest.starts_with(':') || plain_key(rest.trim_start_matches(is_blank)).is_some() {
            return None;
        }
        let quote = char::from(self.text.as_bytes()[start]);
        let field = rest.find(": ").unwrap_or(rest.len());
        let last = rest[..field].match_indices(quote).map(|(at, _)| close + 1 + at).rfind(|at| ends(*at))?;
        let inner = &self.text[start + 1..last];
        let slip =
            Slip::new(start..last + 1, format!("the text goes on after the quote {quote} that closes it"), other_quotes(quote));
        let right = if quote == '"' { format!("'{}'", inner.replace('\'', "''")) } else { quoted(inner) };
        self.slips.push(slip.replaced(right));
        Some(last)
    }

    fn quote_in_brackets(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while at < end {
            match bytes[at] {
                b'\\' if bytes[start] == b'"' => at += 1,
                b'\'' if bytes[start] == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                b if b == bytes[start] => {
                    // What closes a text of another line is no end of this one.
                    let next = self.text[at + 1..end].trim_start_matches(is_blank).chars().next();
                    let ends = next.is_none_or(|next| ",]}:#\r\n".contains(next));
                    return (ends || !self.text[start..at].contains('\n')).then_some(at);
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}
