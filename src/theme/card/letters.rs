//! Letters as shapes: how wide a text is, how it breaks into lines, and its outline.
//!
//! The fonts are in the binary, so that a card has the same bytes on every machine. They have the letters of the languages that
//! are written in Latin letters.

use tiny_skia::PathBuilder;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

pub struct Font(Face<'static>);

impl Font {
    pub fn regular() -> Font {
        Font::of(include_bytes!("fonts/AtkinsonHyperlegibleNext-Regular.ttf"))
    }

    pub fn bold() -> Font {
        Font::of(include_bytes!("fonts/AtkinsonHyperlegibleNext-Bold.ttf"))
    }

    fn of(bytes: &'static [u8]) -> Font {
        Font(Face::parse(bytes, 0).expect("the built-in fonts are whole"))
    }

    fn glyph(&self, letter: char) -> Option<GlyphId> {
        let plain = match letter {
            '\u{2010}' | '\u{2011}' => '-',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        };
        self.0.glyph_index(plain)
    }

    /// Whether the font has all letters of a text.
    pub fn has(&self, text: &str) -> bool {
        text.chars().all(|letter| self.glyph(letter).is_some())
    }

    /// Each letter's shape and how far right it starts, for letters of a size; and how wide they are together.
    fn set(&self, text: &str, size: f32) -> (Vec<(GlyphId, f32)>, f32) {
        let scale = size / f32::from(self.0.units_per_em());
        let (mut set, mut right) = (Vec::new(), 0.0);
        let mut last = None;
        for glyph in text.chars().filter_map(|letter| self.glyph(letter)) {
            right += last.map_or(0.0, |last| f32::from(kerning(&self.0, last, glyph)) * scale);
            set.push((glyph, right));
            right += f32::from(self.0.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
            last = Some(glyph);
        }
        (set, right)
    }

    pub fn width(&self, text: &str, size: f32) -> f32 {
        self.set(text, size).1
    }

    /// At most so many lines of a text that are no wider than that. A word that is wider by itself is broken; the last line says
    /// if there would be more.
    pub fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let fits = |line: &str| self.width(line, size) <= width;
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if fits(&format!("{line} {word}")) => {
                    line.push(' ');
                    line.push_str(word);
                    continue;
                }
                _ => lines.push(String::new()),
            }
            for letter in word.chars() {
                let line = lines.last_mut().expect("a line was begun above");
                match line.is_empty() || fits(&format!("{line}{letter}")) {
                    true => line.push(letter),
                    false => lines.push(letter.to_string()),
                }
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !fits(&format!("{last}…")) && last.pop().is_some() {}
                last.truncate(last.trim_end().len());
                last.push('…');
            }
        }
        lines
    }

    /// Adds the outline of a line to a path: its left end, and what its letters stand on.
    pub fn outline(&self, line: &str, size: f32, left: f32, foot: f32, path: &mut PathBuilder) {
        let scale = size / f32::from(self.0.units_per_em());
        for (glyph, right) in self.set(line, size).0 {
            self.0.outline_glyph(glyph, &mut Pen { path, scale, left: left + right, foot });
        }
    }
}

/// How much nearer a letter stands to the one before it, in the font's own units.
fn kerning(face: &Face, left: GlyphId, right: GlyphId) -> i16 {
    let lookups = face.tables().gpos.into_iter().flat_map(|table| table.lookups);
    // Of a lookup's tables the first that knows the pair counts.
    let nearer = lookups.filter_map(|lookup| {
        lookup.subtables.into_iter::<PositioningSubtable>().find_map(|table| match table {
            PositioningSubtable::Pair(PairAdjustment::Format1 { coverage, sets }) => {
                Some(sets.get(coverage.get(left)?)?.get(right)?.0.x_advance)
            }
            PositioningSubtable::Pair(PairAdjustment::Format2 { coverage, classes, matrix }) => {
                coverage.get(left)?;
                Some(matrix.get((classes.0.get(left), classes.1.get(right)))?.0.x_advance)
            }
            _ => None,
        })
    });
    nearer.sum()
}

/// Draws a font's shapes, whose heights grow upwards, onto a picture, whose heights grow downwards.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    scale: f32,
    left: f32,
    foot: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, self.foot - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_they_may_be_and_lose_no_word() {
        let (font, text) = (Font::bold(), "Gwella mynediad at ofal brys ac argyfwng ledled Dinas a Sir Llŷn & Thŷ Ddewi");
        let lines = font.lines(text, 50.0, 400.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 3 && lines.iter().all(|line| font.width(line, 50.0) <= 400.0), "{lines:?}");
    }

    #[test]
    fn what_is_too_long_is_shortened_and_says_so() {
        let (font, text) = (Font::bold(), "Gwella mynediad at ofal brys ac argyfwng ledled Dinas a Sir");
        let lines = font.lines(text, 50.0, 400.0, 2);
        assert!(lines.len() == 2 && lines[1].ends_with('…') && font.width(&lines[1], 50.0) <= 400.0, "{lines:?}");
    }

    #[test]
    fn a_word_that_is_too_wide_is_broken() {
        let (font, word) = (Font::bold(), "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch");
        let lines = font.lines(word, 50.0, 400.0, 9);
        assert_eq!(lines.concat(), word);
        assert!(lines.len() > 2 && lines.iter().all(|line| font.width(line, 50.0) <= 400.0), "{lines:?}");
    }

    #[test]
    fn letters_stand_as_near_as_the_font_says() {
        let font = Font::bold();
        assert!(font.width("To", 100.0) < font.width("T", 100.0) + font.width("o", 100.0));
        assert!(font.has("Ŵŷ ‘£5’ – a\u{a0}non‑breaking…") && !font.has("策略"));
    }
}
