//! Characters that come with pasted text and that people take for a space, or do not see at all.

/// Whether some bytes have one of a kind. It looks at many at once, so it suits texts that seldom have one.
pub fn has_byte(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(64).any(|some| some.iter().fold(false, |found, &byte| found | is(byte)))
}

/// A blank that looks like a space and is another character, such as the no-break space.
pub fn is_odd_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// A character that shows as nothing: zero-width spaces, marks of direction, byte-order marks, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
