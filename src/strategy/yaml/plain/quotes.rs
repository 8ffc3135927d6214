//! Texts in quotes.

use memchr::{memchr2, memchr3};

use super::Reader;
use super::texts::join;

impl Reader<'_> {
    /// The text in the quotes that open here; its further lines stand right of the column `parent`. Here is then behind the quote
    /// that closes.
    pub fn quoted(&mut self, parent: isize) -> Option<String> {
        let quote = self.byte()?;
        self.pos += 1;
        // Of a text on one line that says what it means.
        let start = self.pos;
        let end = self.next_mark(quote)?;
        if self.bytes[end] == quote && !(quote == b'\'' && self.byte_at(end + 1) == Some(b'\'')) {
            self.pos = end + 1;
            return self.text_at(start, end).map(str::to_string);
        }
        let mut whole = String::new();
        loop {
            let (from, mark) = (self.pos, self.next_mark(quote)?);
            let part = self.text.get(from..mark)?;
            self.pos = mark + 1;
            match self.bytes[mark] {
                b'\n' => {
                    whole.push_str(part.trim_end_matches([' ', '\t', '\r']));
                    self.pos = mark;
                    let breaks = self.line_in_quotes(parent)?;
                    join(&mut whole, breaks);
                }
                b'\\' => {
                    whole.push_str(part);
                    self.escape(&mut whole, parent)?;
                }
                // A quote in quotes is written twice.
                b'\'' if quote == b'\'' && self.byte() == Some(b'\'') => {
                    self.pos += 1;
                    whole.push_str(part);
                    whole.push('\'');
                }
                _ => {
                    whole.push_str(part);
                    return Some(whole);
                }
            }
        }
    }

    /// The next byte that is no letter of the text; none if the quote is left open.
    fn next_mark(&self, quote: u8) -> Option<usize> {
        let rest = &self.bytes[self.pos..];
        let length = if quote == b'"' { memchr3(b'"', b'\\', b'\n', rest) } else { memchr2(b'\'', b'\n', rest) }?;
        Some(self.pos + length)
    }

    /// Goes from a break to the next line of the text, and says how many breaks there were.
    fn line_in_quotes(&mut self, parent: isize) -> Option<usize> {
        let breaks = self.breaks()?;
        (self.column > parent).then_some(breaks)
    }

    /// The letter that is written behind a backslash.
    fn escape(&mut self, whole: &mut String, parent: isize) -> Option<()> {
        let mark = self.byte()?;
        self.pos += 1;
        let letter = match mark {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b' ' => ' ',
            b'"' => '"',
            b'/' => '/',
            b'\\' => '\\',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => self.code(2)?,
            b'u' => self.code(4)?,
            b'U' => self.code(8)?,
            // The line goes on in the next one, with nothing in between.
            b'\n' | b'\r' => {
                self.pos -= 1;
                let breaks = self.line_in_quotes(parent)?;
                whole.extend(std::iter::repeat_n('\n', breaks - 1));
                return Some(());
            }
            _ => return None,
        };
        whole.push(letter);
        Some(())
    }

    /// The letter whose number stands here in so many digits; none for halves of letters.
    fn code(&mut self, digits: usize) -> Option<char> {
        let text = self.text_at(self.pos, self.pos + digits)?;
        let number = text.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(text, 16).ok())??;
        self.pos += digits;
        char::from_u32(number)
    }
}
