//! What goes wrong with a text by accident: something is deleted, doubled, swapped, cut off or mistyped.
#![allow(dead_code)]

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::Index;

/// One accident; where it happens is chosen when the text is known.
#[derive(Clone, Debug)]
pub enum Mutation {
    DeleteLetters(Index, usize),
    DoubleLetter(Index),
    SwapLetters(Index),
    Mistype(Index, &'static str),
    Insert(Index, &'static str),
    DeleteLine(Index),
    DoubleLine(Index),
    SwapLines(Index),
    Indent(Index, isize),
    RenameKey(Index),
    DeleteKey(Index),
    CutOff(Index),
    CutLine(Index, Index),
}

/// Letters that are typed by accident, and those that mean something in YAML, Markdown and CSV.
const TYPED: [&str; 30] = [
    "x", " ", "  ", "\t", "\n", ":", ": ", "-", "- ", "\"", "'", "[", "]", "{", "}", ",", "#", " #", "&", "*", "!", "|", ">", "%",
    "@", "\u{a0}", "”", "---\n", "<b>", "\\",
];

/// Any accident.
pub fn mutations() -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    let typed = || prop::sample::select(TYPED.to_vec());
    prop_oneof![
        2 => (at(), 1..6usize).prop_map(|(at, count)| Mutation::DeleteLetters(at, count)),
        1 => at().prop_map(Mutation::DoubleLetter),
        1 => at().prop_map(Mutation::SwapLetters),
        2 => (at(), typed()).prop_map(|(at, text)| Mutation::Mistype(at, text)),
        3 => (at(), typed()).prop_map(|(at, text)| Mutation::Insert(at, text)),
        2 => at().prop_map(Mutation::DeleteLine),
        1 => at().prop_map(Mutation::DoubleLine),
        1 => at().prop_map(Mutation::SwapLines),
        3 => (at(), -3..4isize).prop_map(|(at, by)| Mutation::Indent(at, by)),
        1 => at().prop_map(Mutation::RenameKey),
        1 => at().prop_map(Mutation::DeleteKey),
        1 => at().prop_map(Mutation::CutOff),
        1 => (at(), at()).prop_map(|(line, at)| Mutation::CutLine(line, at)),
    ]
}

/// A text after an accident, and which bytes of the old and of the new text it concerns.
pub struct Mutated {
    pub text: String,
    pub old: Range<usize>,
    pub new: Range<usize>,
}

impl Mutation {
    /// Lets the accident happen to a text that is not empty.
    pub fn apply(&self, text: &str) -> Mutated {
        let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let letter = |at: &Index| at.index(letters.len() - 1);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            lines.push(start..start + line.len());
            start += line.len();
        }
        let line = |at: &Index| lines[at.index(lines.len())].clone();
        let (old, new): (Range<usize>, String) = match self {
            Mutation::DeleteLetters(at, count) => {
                let first = letter(at);
                (letters[first]..letters[(first + count).min(letters.len() - 1)], String::new())
            }
            Mutation::DoubleLetter(at) => {
                let range = letters[letter(at)]..letters[letter(at) + 1];
                (range.clone(), text[range].repeat(2))
            }
            Mutation::SwapLetters(at) => {
                let first = letter(at);
                let range = letters[first]..letters[(first + 2).min(letters.len() - 1)];
                (range.clone(), text[range].chars().rev().collect())
            }
            Mutation::Mistype(at, typed) => (letters[letter(at)]..letters[letter(at) + 1], typed.to_string()),
            Mutation::Insert(at, typed) => (letters[letter(at)]..letters[letter(at)], typed.to_string()),
            Mutation::DeleteLine(at) => (line(at), String::new()),
            Mutation::DoubleLine(at) => (line(at), text[line(at)].repeat(2)),
            Mutation::SwapLines(at) => {
                let first = at.index(lines.len());
                let second = lines[(first + 1).min(lines.len() - 1)].clone();
                let range = lines[first].start..second.end;
                (
                    range,
                    if second == lines[first] {
                        text[second].to_string()
                    } else {
                        text[second].to_string() + &text[lines[first].clone()]
                    },
                )
            }
            Mutation::Indent(at, by) => {
                let range = line(at);
                let words = text[range.clone()].trim_start_matches(' ');
                let indent = (range.len() - words.len()).saturating_add_signed(*by);
                (range.start..range.end - words.len(), " ".repeat(indent))
            }
            Mutation::RenameKey(at) | Mutation::DeleteKey(at) => {
                let range = line(at);
                let key = text[range.clone()].find(':').map_or(range.clone(), |colon| range.start..range.start + colon);
                let renamed = matches!(self, Mutation::RenameKey(_));
                (key.clone(), if renamed { text[key].to_uppercase() } else { String::new() })
            }
            Mutation::CutOff(at) => (letters[letter(at)]..text.len(), String::new()),
            Mutation::CutLine(at, from) => {
                let range = line(at);
                let inside: Vec<usize> = text[range.clone()].char_indices().map(|(at, _)| range.start + at).collect();
                (inside[from.index(inside.len())]..range.end, "\n".to_string())
            }
        };
        let changed = text[..old.start].to_string() + &new + &text[old.end..];
        Mutated { text: changed, new: old.start..old.start + new.len(), old }
    }
}
