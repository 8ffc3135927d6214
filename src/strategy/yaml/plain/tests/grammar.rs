//! Documents made of usual and unusual pieces, as a row of numbers says; fewer and smaller numbers make simpler documents.

/// What stands for a text without quotes: most are texts, some are not, or not everywhere.
const WORDS: [&str; 60] = [
    "a",
    "b c",
    "1",
    "-5",
    "0.5",
    "true",
    "~",
    "null",
    "two  blanks",
    "a:b",
    "a#b",
    "2025-01-01",
    "10%",
    "it's",
    "say \"a\"",
    "é ü “a”",
    "a, b",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "-",
    "-a",
    "--- a",
    "---",
    "...",
    "[a",
    "a]",
    "a}",
    "{",
    "&a",
    "*a",
    "!t a",
    "?",
    "? a",
    "?a",
    ":a",
    ": a",
    "\u{a0}a",
    "a\u{a0}",
    "a\u{2028}b",
    "\u{85}a",
    "a\u{85}",
    "a\u{feff}",
    "a\tb",
    "a\t",
    "\ta",
    "%a",
    "@a",
    "`a",
    "1_000",
    "0x1f",
    ".5",
    "<<",
    "=",
    "|",
    ">",
    "'",
    "a\\",
];

/// What stands in quotes.
const QUOTED: [&str; 34] = [
    "a",
    "",
    "a b",
    " a ",
    "a: b",
    "a # b",
    "- a",
    "[a, b]",
    "é",
    "a\tb",
    "\t",
    "''",
    "'",
    "\\\"",
    "\"",
    "\\n",
    "\\t \\ ",
    "\\u00e9",
    "\\x41",
    "\\U0001F600",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\q",
    "\\",
    "\\\n",
    "\n",
    "\n\n",
    " \n  ",
    " \n \n   b",
    "\\\n  \\ b",
    "a\n---\n",
    "a\n...",
    "\u{a0}\n\u{a0}",
    "\u{feff}",
];

const KEYS: [&str; 24] = [
    "a", "b", "c", "key", "a b", "id", "1", "é", "\"q\"", "'it''s'", "\"\\n\"", "x ", "true", "~", "<<", "\"a\" ", "-k", "a#",
    "a #", "\"\"", "'a\nb'", "\u{a0}", "? a", "a: b",
];

const HEADERS: [&str; 22] = [
    "|", ">", "|-", ">-", "|+", ">+", "|2", ">1", "|2-", "|-2", ">+1", "|0", "|10", "| # c", "|#c", "|  ", "|a", "|--", "|3", ">9",
    "|\t", ">-  # c",
];

/// What may stand at the end of a line.
const ENDS: [&str; 8] = ["", " ", "   ", " # c", " # c: [\"", "#c", "\t", " \t# c"];

pub struct Writer<'a> {
    rolls: std::slice::Iter<'a, u16>,
    text: String,
    /// Whether only usual pieces are taken.
    tame: bool,
}

/// The document that a row of numbers stands for.
pub fn document(rolls: &[u16]) -> String {
    let mut writer = Writer { rolls: rolls.iter(), text: String::new(), tame: false };
    writer.tame = writer.roll(4) != 3;
    let start = ["", "---\n", "# c\n", "\n", "--- # c\n", "# c\n---\n", "%YAML 1.2\n---\n", "\u{feff}", "--- "];
    writer.some(&start, 2);
    let indent = if writer.seldom(12) { 1 + writer.roll(3) } else { 0 };
    writer.block(indent, 0);
    let end = ["", "\n", "# c\n", "...\n", "---\na: b\n", "  ", "x"];
    writer.some(&end, 3);
    let mut text = writer.text;
    if rolls.len() % 7 == 6 {
        text = text.replace('\n', "\r\n");
    }
    if rolls.len() % 5 == 4 {
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
    }
    text
}

impl Writer<'_> {
    fn roll(&mut self, below: usize) -> usize {
        self.rolls.next().map_or(0, |roll| usize::from(*roll) % below)
    }

    /// Once in so many times; never when the numbers are used up.
    fn seldom(&mut self, times: usize) -> bool {
        self.roll(times) == times - 1
    }

    /// One of the pieces: of a tame document often one of the first.
    fn some(&mut self, pieces: &[&str], tame: usize) {
        let below = if self.tame && !self.seldom(40) { tame.min(pieces.len()) } else { pieces.len() };
        let at = self.roll(below);
        self.text.push_str(pieces[at]);
    }

    fn indent(&mut self, indent: usize) {
        let wrong = if self.seldom(if self.tame { 150 } else { 25 }) { self.roll(5) } else { 2 };
        let width = (indent + wrong).saturating_sub(2);
        self.text.push_str(&" ".repeat(width));
        if !self.tame && self.seldom(60) {
            self.text.push('\t');
        }
    }

    /// The end of a line, and perhaps lines without content.
    fn end(&mut self) {
        self.some(&ENDS, 4);
        self.text.push('\n');
        while self.seldom(9) {
            let lines = ["\n", "# c\n", "  # c\n", "    \n", "          # c: \"\n", " \t\n", "\t# c\n"];
            self.some(&lines, 5);
        }
    }

    fn block(&mut self, indent: usize, depth: usize) {
        match self.roll(if depth > 4 { 1 } else { 5 }) {
            0..=2 => self.group(indent, depth, false),
            _ => self.list(indent, depth, false),
        }
    }

    /// A group; its first line may have been begun.
    fn group(&mut self, indent: usize, depth: usize, begun: bool) {
        for at in 0..=self.roll(4) {
            if at > 0 || !begun {
                self.indent(indent);
            }
            // Keys that differ, mostly.
            if self.seldom(4) {
                self.some(&KEYS, 13);
            } else {
                self.text.push((b'd' + at as u8) as char);
            }
            self.some(&[":", ": ", ":  ", " : ", ":\t"], 3);
            if self.text.ends_with(':') {
                self.below(indent, depth);
            } else {
                self.value(indent, depth);
            }
        }
    }

    fn list(&mut self, indent: usize, depth: usize, begun: bool) {
        for at in 0..=self.roll(4) {
            if at > 0 || !begun {
                self.indent(indent);
            }
            self.some(&["- ", "-", "-   ", "-\t"], 3);
            let inner = indent + self.text.len() - self.text.rfind('-').expect("a dash was written");
            match self.roll(if depth > 4 { 1 } else { 5 }) {
                _ if self.text.ends_with('-') => self.below(indent, depth),
                0 => self.value(indent, depth),
                1 | 2 => self.group(inner, depth + 1, true),
                3 => self.list(inner, depth + 1, true),
                _ => self.value(indent, depth),
            }
        }
    }

    /// What stands below a key or a dash.
    fn below(&mut self, indent: usize, depth: usize) {
        self.end();
        match self.roll(7) {
            0 => {}
            1 | 2 => self.block(indent + 2, depth + 1),
            3 => self.list(indent, depth + 1, false),
            4 => self.block(indent + 1, depth + 1),
            5 => self.group(indent + 4, depth + 1, false),
            _ => {
                self.indent(indent + 2);
                self.value(indent, depth);
            }
        }
    }

    fn value(&mut self, indent: usize, depth: usize) {
        match self.roll(12) {
            0..=3 => self.some(&WORDS, 17),
            4 => self.lines(indent),
            5 | 6 => self.quoted(indent),
            7 | 8 => return self.long(indent),
            9 | 10 => self.brackets(indent, depth),
            _ => self.some(&["", "&x a", "*x", "!!str a", "!t", "&x"], 1),
        }
        self.end();
    }

    /// A text over several lines.
    fn lines(&mut self, indent: usize) {
        self.some(&WORDS, 17);
        for _ in 0..=self.roll(3) {
            self.some(&["\n", "  \n", "\n\n", " # c\n", "\n   \n\n", "\n # c\n", "\t\n"], 5);
            self.indent(indent + 1);
            self.some(&WORDS, 17);
        }
    }

    fn quoted(&mut self, indent: usize) {
        let quote = ["\"", "'"][self.roll(2)];
        self.text.push_str(quote);
        for _ in 0..=self.roll(4) {
            // A double quote in single ones is seldom left open.
            self.some(&QUOTED, if quote == "'" { 12 } else { 10 });
            if self.seldom(5) {
                self.some(&["\n", " \n", "\n\n", "\\\n", "\t\n"], 3);
                self.indent(indent + 1);
            }
        }
        self.text.push_str(quote);
    }

    fn long(&mut self, indent: usize) {
        self.some(&HEADERS, 13);
        self.text.push('\n');
        let deeper = 1 + self.roll(3);
        for _ in 0..=self.roll(5) {
            match self.roll(10) {
                0..=4 => self.indent(indent + deeper),
                5 => self.indent(indent + deeper + 2),
                6 => self.text.push_str(&" ".repeat(indent + 1)),
                7 => {}
                8 => {
                    self.text.push_str(["\n", "  \n", "\n\n", "       \n"][indent % 4]);
                    continue;
                }
                _ => self.indent(indent),
            }
            self.some(&WORDS, 17);
            self.some(&["\n", "  \n", " # c\n", "\t\n"], 3);
        }
    }

    fn brackets(&mut self, indent: usize, depth: usize) {
        let is_list = self.roll(2) == 0;
        self.text.push_str(if is_list { "[" } else { "{" });
        for at in 0..self.roll(4) {
            if at > 0 {
                self.some(&[", ", ",", " , ", ",,", " "], 3);
            }
            self.gap(indent);
            if !is_list || self.seldom(20) {
                if self.seldom(4) {
                    self.some(&KEYS, 13);
                } else {
                    self.text.push((b'd' + at as u8) as char);
                }
                self.some(&[": ", ":", " : ", ":\n    ", ":\t", ""], 2);
            }
            match self.roll(6) {
                0..=2 => self.some(&WORDS, 17),
                3 => self.quoted(indent),
                4 if depth < 4 => self.brackets(indent, depth + 1),
                _ => {}
            }
            self.gap(indent);
        }
        self.some(&["", " ", ",", ", "], 4);
        let close = if is_list != self.seldom(60) { "]" } else { "}" };
        self.text.push_str(close);
    }

    fn gap(&mut self, indent: usize) {
        if self.seldom(5) {
            self.some(&["\n", " \n", " # c\n", "\n\n", "\n# c\n", "#c\n", "\t", "\n\t"], 5);
            self.indent(indent + 2);
        }
    }
}
