//! Files that are not UTF-8: what they are instead, and where that shows.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{At, Source, SourceId, has_byte};

/// What is wrong with a file whose bytes are not UTF-8 text.
pub fn problem(id: SourceId, source: &Source) -> Diagnostic {
    let bytes = source.bytes().unwrap_or_default();
    let start = std::str::from_utf8(&bytes).err().map_or(0, |wrong| wrong.valid_up_to());
    let problem = |at: At, message: String| Diagnostic::new(&codes::NOT_TEXT, id.at(at), message);
    const CURE: &str = "save the file again as UTF-8: most editors offer it under Save as, Encoding";
    if is_wide(&bytes) || bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return problem(At::new(0, 2), "the file is saved as UTF-16, and UTF-8 is needed".to_string()).help(CURE);
    }
    if bytes.starts_with(b"%PDF-") {
        return problem(At::new(0, 5), "this is a PDF, and no plain text".to_string()).help(COPY);
    }
    // A file of today's Word, and one of the old Word.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return problem(At::new(0, 2), "this is a document of Word or another office program, and no plain text".to_string())
            .help(COPY);
    }
    let at = At::new(start, start + 1);
    match bytes.get(start).and_then(|&byte| windows_1252(byte)) {
        Some(letter) => {
            problem(at, format!("the file is not saved as UTF-8: here stands what Windows writes for `{letter}`")).help(CURE)
        }
        None => problem(at, "the file is not UTF-8 text: this byte belongs to something else".to_string())
            .help(format!("if it is a text, {CURE}; a document of Word is no text file")),
    }
}

/// What to do with a document of another kind.
const COPY: &str = "copy its text into a plain text file, or save it as plain text in UTF-8";

/// What is wrong with a text that is a document of another kind, as Word and WordPad save it under any name.
pub fn foreign(text: &str, id: SourceId) -> Option<Diagnostic> {
    let words = text.trim_start_matches('\u{feff}').trim_start();
    let starts = |with: &str| words.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let kinds = [
        ("{\\rtf", "a document in rich text (RTF)"),
        ("%PDF-", "a PDF"),
        ("<!doctype html", "a web page"),
        ("<html", "a web page"),
    ];
    let (mark, what) = kinds.into_iter().find(|(mark, _)| starts(mark))?;
    let start = text.len() - words.len();
    let problem =
        Diagnostic::new(&codes::NOT_TEXT, id.at(At::new(start, start + mark.len())), format!("this is {what}, and no plain text"));
    Some(problem.help(COPY))
}

/// The letters of Windows-1252 that English texts have most: those of its own row, and those of Latin-1.
fn windows_1252(byte: u8) -> Option<char> {
    const OWN: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => Some(OWN[usize::from(byte - 0x80)]).filter(|letter| *letter != '\0'),
        0xa0..=0xff => Some(char::from(byte)),
        _ => None,
    }
}

/// Letters that come from reading UTF-8 as Windows-1252, as `â€™` for ’ does; and the mark of a letter that was lost.
const DAMAGED: [&str; 9] = ["â€", "Ã©", "Ã¨", "Ã´", "Ã¶", "Ã¼", "Â£", "Â\u{a0}", "\u{fffd}"];

/// The first place where letters were damaged by a wrong encoding.
pub fn damaged(text: &str, id: SourceId) -> Option<Diagnostic> {
    // Every one of them begins with two of these bytes, and most texts have no such two.
    let bytes = text.as_bytes();
    let may_start = |at: usize| matches!((bytes[at], bytes.get(at + 1)), (0xc3, Some(0x82 | 0x83 | 0xa2)) | (0xef, Some(0xbf)));
    if !memchr::memchr2_iter(0xc3, 0xef, bytes).any(may_start) {
        return None;
    }
    let (at, found) = DAMAGED.iter().filter_map(|mark| Some((text.find(mark)?, *mark))).min()?;
    let rest = &text[at..];
    let length: usize = rest.chars().take(if found == "â€" { 3 } else { found.chars().count() }).map(char::len_utf8).sum();
    let count: usize = DAMAGED.iter().map(|mark| text.matches(mark).count()).sum();
    let message = match count {
        1 => format!("`{}` is a letter or a mark that was damaged by a wrong encoding", &rest[..length]),
        count => format!(
            "`{}` is a letter or a mark that was damaged by a wrong encoding, as are {} more in this file",
            &rest[..length],
            count - 1
        ),
    };
    let problem = Diagnostic::new(&codes::DAMAGED_TEXT, id.at(At::new(at, at + length)), message);
    let right = [
        ("â€™", "’"),
        ("â€˜", "‘"),
        ("â€œ", "“"),
        ("â€\u{9d}", "”"),
        ("â€“", "–"),
        ("â€”", "—"),
        ("â€¦", "…"),
        ("Â£", "£"),
        ("Ã©", "é"),
    ];
    let problem = problem.help("type it again, or save the original as UTF-8 and copy it anew");
    Some(match right.iter().find(|(wrong, _)| rest.starts_with(wrong)) {
        Some((_, right)) => problem.replace(*right),
        None => problem,
    })
}

/// Whether bytes are UTF-16 without its mark: every second byte of English is zero then.
pub fn is_wide(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count();
    zeros > 3 && zeros * 3 > bytes.len().min(400)
}

/// What is said of a file with the marks of two versions.
pub const UNMERGED: &str = "two versions of the file were not put together here";

/// What no text of Markdown or of a table has: marks of two versions that were not put together, and control characters.
pub fn unfit(text: &str, id: SourceId) -> Option<Diagnostic> {
    let mut start = 0;
    let has_marks =
        ["=======", "<<<<<<< ", ">>>>>>> "].iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some());
    for line in text.split_inclusive('\n').take_while(|_| has_marks) {
        // A line of equals signs below words is a heading; seven of them below nothing divide two versions.
        let divides = line.trim_end() == "=======" && text[..start].lines().next_back().is_none_or(|above| above.trim().is_empty());
        if divides || line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let at = At::new(start, start + line.trim_end().len());
            let problem = Diagnostic::new(&codes::DAMAGED_TEXT, id.at(at), UNMERGED);
            return Some(problem.help("keep one of the two versions, and remove the lines of <<<<<<<, ======= and >>>>>>>"));
        }
        start += line.len();
    }
    // A control character is one of these bytes, or 0xc2 and one below 0xa0.
    let bytes = text.as_bytes();
    let has_one = has_byte(bytes, |byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7f);
    // The lines of Word that end within a paragraph.
    let is_divider = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    let has_divider = memchr::memchr_iter(0xe2, bytes).any(|at| matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])));
    if !has_one && !has_divider && !memchr::memchr_iter(0xc2, bytes).any(|at| bytes[at + 1] < 0xa0) {
        return None;
    }
    let is_unfit = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || is_divider(c);
    let (at, found) = text.char_indices().find(|(_, c)| is_unfit(*c))?;
    let divides = is_divider(found) || matches!(found, '\u{b}' | '\u{c}');
    let problem = Diagnostic::new(
        &codes::DAMAGED_TEXT,
        id.at(At::new(at, at + found.len_utf8())),
        "a control character stands here, which no text has",
    );
    Some(problem.help("remove it; it is invisible in most editors: type the word again").replace(if divides { " " } else { "" }))
}
