//! Blanks within brackets: `{ key: value, other: [a, b] }`.

use std::ops::Range;

use crate::strategy::layout::{Form, Laid};

/// What stands within brackets, piece by piece.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Brace,
    EndOfBrace,
    Bracket,
    EndOfBracket,
    Words,
}

/// New bytes between the pieces of a value that stands in one line; none if it is no list or group, or written in a rare way.
pub fn gaps(text: &str, value: &Laid) -> Vec<(Range<usize>, String)> {
    let mut pieces = Vec::new();
    if collect(value, &mut pieces).is_none() {
        return Vec::new();
    }
    let gap = |pair: &[(Range<usize>, Piece)]| {
        let ((before, left), (after, right)) = (&pair[0], &pair[1]);
        let old = text.get(before.end..after.start)?;
        let mark = old.trim();
        let new = match (left, right) {
            (Piece::Brace, Piece::EndOfBrace) | (Piece::Bracket, _) if mark.is_empty() => String::new(),
            (Piece::Brace, _) if mark.is_empty() => " ".to_string(),
            (_, Piece::EndOfBracket) if matches!(mark, "" | ",") => mark.to_string(),
            (_, Piece::EndOfBrace) if matches!(mark, "" | ",") => format!("{mark} "),
            _ if matches!(mark, "," | ":") => format!("{mark} "),
            _ => return None,
        };
        Some((before.end..after.start, new))
    };
    pieces.windows(2).map(gap).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn collect(value: &Laid, pieces: &mut Vec<(Range<usize>, Piece)>) -> Option<()> {
    let (start, end) = (value.at.start, value.at.end);
    match &value.value {
        Form::Text(..) if value.is_absent() => return None,
        Form::Text(..) => pieces.push((value.at.clone(), Piece::Words)),
        Form::List { entries, .. } => {
            pieces.push((start..start + 1, Piece::Bracket));
            entries.iter().try_for_each(|entry| collect(entry, pieces))?;
            pieces.push((end - 1..end, Piece::EndOfBracket));
        }
        Form::Group { pairs, .. } => {
            pieces.push((start..start + 1, Piece::Brace));
            for (key, value) in pairs {
                pieces.push((key.at.clone(), Piece::Words));
                collect(value, pieces)?;
            }
            pieces.push((end - 1..end, Piece::EndOfBrace));
        }
    }
    Some(())
}
