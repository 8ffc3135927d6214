//! Bold, slanted and struck-out words and code that start and do not end.

use std::collections::HashMap;

use super::Slips;
use crate::diagnostic::{Diagnostic, codes};

impl Slips<'_> {
    /// A backtick that Markdown has left among the words: it has no other.
    pub(super) fn tick(&mut self, start: usize) -> Option<usize> {
        let place = self.origin.place(self.text, start..start + 1);
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "a backtick that no other goes with");
        self.problems.push(
            problem
                .help("take it out; code has one on both sides, lines of code have ``` above and below, and an apostrophe is `'`"),
        );
        None
    }

    /// `_words` that starts italics and does not end them.
    pub(super) fn underlined(&mut self, start: usize) -> Option<usize> {
        let text = self.text;
        let is_free = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“');
        let rest = &text[start..];
        let marks = rest.len() - rest.trim_start_matches('_').len();
        let word = rest.split_whitespace().next().unwrap_or_default();
        let block = rest.split("\n\n").next().unwrap_or_default();
        let opens = text[..start].chars().next_back().is_none_or(is_free) && rest[marks..].starts_with(char::is_alphabetic);
        let is_name = word.trim_end_matches('.').contains('.') || word[marks..].contains(['/', '=']);
        let ends = block[marks..].matches('_').count();
        // One of two marks stays over: `__words_`.
        if !opens || is_name || marks > 2 || ends >= marks {
            return None;
        }
        let place = self.origin.place(text, start..start + word.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "words in italics that do not end");
        self.problems.push(problem.help("put `_` after the last of them; for an underscore as such, write `\\_`"));
        Some(start + marks)
    }

    /// `~~words` without an end.
    pub(super) fn struck(&mut self, raw: &str, at: usize, offset: usize) -> Option<usize> {
        let word = raw[at..].split_whitespace().next().filter(|word| word[2..].starts_with(char::is_alphanumeric))?;
        let place = self.origin.place(self.text, offset + at..offset + at + word.len());
        let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "struck-out words that do not end");
        self.problems.push(problem.help("put `~~` after the last of them, or take the words out"));
        Some(at + word.len())
    }

    /// Reports a `*` that starts words and does not end them, and `**words*`.
    pub(super) fn report_slanted(&mut self) {
        let text = self.text;
        let blank_before =
            |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
        let in_word = |at: usize| text[at + 1..].starts_with(char::is_alphabetic);
        // Printed texts mark footnotes with asterisks: "waits* fell", and below "*to March".
        let is_footnote = self.slanted.iter().any(|&(at, _)| !blank_before(at));
        let torn = |pair: &[(usize, usize)]| {
            let ((one, block), (two, other)) = (pair[0], pair[1]);
            let ends = text[..two].ends_with(' ') && !text[two + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '*');
            !is_footnote && block == other && blank_before(one) && in_word(one) && ends
        };
        let pairs: Vec<(usize, usize)> =
            self.slanted.windows(2).filter(|pair| torn(pair)).map(|pair| (pair[0].0, pair[1].0)).collect();
        for (one, two) in pairs {
            let message = "not in italics: there are blanks between `*` and the words";
            self.push(&codes::UNCLOSED_MARK, one..two + 1, message, &format!("*{}*", text[one + 1..two].trim()));
        }
        let mut counts = HashMap::new();
        self.slanted.iter().for_each(|(_, block)| *counts.entry(*block).or_insert(0) += 1);
        for &(at, block) in &self.slanted {
            let is_alone = counts[&block] == 1;
            let is_odd = text[at + 1..].starts_with('*') || text[..at].ends_with('*');
            let line = text[at..].lines().next().unwrap_or_default();
            let word = line.split_whitespace().next().unwrap_or_default();
            let (message, help) = match (is_odd, is_alone && blank_before(at) && in_word(at) && !is_footnote) {
                (true, _) => ("more asterisks on one side of the words than on the other", "bold words have `**` on both sides"),
                (_, true) => {
                    ("words in italics that do not end", "put `*` after the last of them; for an asterisk as such, write `\\*`")
                }
                _ => continue,
            };
            let place = self.origin.place(text, at..at + word.len());
            self.problems.push(Diagnostic::new(&codes::UNCLOSED_MARK, place, message).help(help));
        }
    }

    /// Reports `**` that starts bold words and does not end them, and `** words **` with blanks inside.
    pub(super) fn report_bold(&mut self) {
        let text = self.text;
        let blank_before =
            |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
        let blank_after = |at: usize| text[at + 2..].chars().next().is_none_or(char::is_whitespace);
        let opens = |at: usize| blank_before(at) && !blank_after(at);
        let blocks = std::mem::take(&mut self.blocks);
        // Printed texts mark footnotes with asterisks: "waits** fell", and below "**to March".
        let ends = |&at: &usize| !blank_before(at) && text[at + 2..].starts_with([' ', ',', '.']);
        // What starts in a block ends no footnote in the one after it.
        let is_torn = |pair: &[Vec<usize>]| matches!((&pair[0][..], &pair[1][..]), (&[one], [two]) if opens(one) && ends(two));
        let is_footnote = blocks.iter().flatten().any(ends) && !(blocks.len() == 2 && is_torn(&blocks));
        // A mark that ends words is one of a footnote, unless no other mark could be that footnote's.
        let is_only = blocks.iter().map(Vec::len).sum::<usize>() == 1 && self.slanted.is_empty();
        let is_only = is_only && !text.contains("\\*") && !text.contains("**]");
        // `Grades from A** to C`, `£m**`
        let is_word = |at: usize| {
            let word = text[..at].split(|c: char| !c.is_alphanumeric()).next_back().unwrap_or_default();
            word.chars().filter(|c| c.is_alphabetic()).count() > 2
        };
        for block in blocks {
            match block[..] {
                [one] if is_only && is_word(one) && !text[one + 2..].starts_with(char::is_alphanumeric) => {
                    let place = self.origin.place(text, one..one + 2);
                    let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "`**` stands here alone, and marks nothing");
                    let help = "put another before the first bold word, if they end here, or after the last, if they start here; \
                        for an asterisk as such, write `\\*`";
                    self.problems.push(problem.help(help));
                }
                [one] if opens(one) && !is_footnote => {
                    let line = text[one..].lines().next().unwrap_or_default();
                    let word = line.split_whitespace().next().unwrap_or_default();
                    let place = self.origin.place(text, one..one + word.len());
                    let problem = Diagnostic::new(&codes::UNCLOSED_MARK, place, "bold words that do not end");
                    self.problems.push(problem.help("put `**` after the last bold word; for an asterisk as such, write `\\*`"));
                }
                [one, two] if blank_after(one) || !blank_after(two) || blank_before(two) => {
                    let words = &text[one + 2..two];
                    let has_blank = words.starts_with(' ') || words.ends_with(' ');
                    if has_blank && !words.contains('\n') && words.contains(char::is_alphabetic) {
                        let message = "not bold: there are blanks between `**` and the words";
                        self.push(&codes::UNCLOSED_MARK, one..two + 2, message, &format!("**{}**", words.trim()));
                    }
                }
                _ => {}
            }
        }
    }
}
