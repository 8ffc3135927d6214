//! A page's card: a picture with its title, which other sites show where somebody links to it.
//!
//! Always true
//! - The same card gives the same bytes on any machine: fonts and colours are the tool's, the theme's and the trust's own.
//! - Text stands on the brand's colour alone, with the contrast that it has on pages: what adorns the card is out of its way.

mod letters;

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

use super::brand::WHITE_ON_BRAND;
use super::colour::WHITE;
use super::roles;
use crate::page::Card;
use crate::site::Site;
use crate::strategy::scalars::Colour;
use letters::Font;

const WIDTH: f32 = Card::WIDTH as f32;
const HEIGHT: f32 = Card::HEIGHT as f32;
const MARGIN: f32 = 80.0;
/// How wide lines may be: the threads stand right of them.
const MEASURE: f32 = 850.0;
/// The small lines above and below the title: their size, and what they stand on.
const SMALL: f32 = 32.0;
const ABOVE: f32 = 112.0;
const BELOW: f32 = 566.0;
/// The title: its sizes, the first that fits; the room for it; and the height of a line, by its size.
const SIZES: [f32; 6] = [84.0, 72.0, 62.0, 54.0, 46.0, 40.0];
const TITLE: (f32, f32) = (156.0, 500.0);
const LINE: f32 = 1.16;
/// How high capitals are, by the size of letters.
const CAPITALS: f32 = 0.67;

/// The colours of cards, as the theme has them for pages.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    brand: Colour,
    on_brand: Colour,
    accent: Colour,
}

impl Look {
    /// The colours of a theme's styles; the first ones of `base` for a role that is no plain colour.
    pub fn of(css: &str) -> Look {
        let role = |name: &str, usual: Colour| roles::named(css, name).unwrap_or(usual);
        Look {
            brand: role("brand", Colour { red: 0x1d, green: 0x4d, blue: 0x5c }),
            on_brand: role("on-brand", WHITE),
            accent: role("accent", Colour { red: 0xd9, green: 0x8a, blue: 0x29 }),
        }
    }

    /// The card as a picture (PNG).
    pub fn card(self, site: &Site, card: &Card) -> Vec<u8> {
        let own = card.trust.and_then(|id| site.trust(id).file.brand.as_ref());
        let primary = own.and_then(|brand| brand.primary.as_ref());
        let (brand, on_brand) =
            primary.map_or((self.brand, self.on_brand), |primary| (WHITE_ON_BRAND.nearest(primary.value), WHITE));
        let accent = own.and_then(|brand| brand.accent.as_ref()).map_or(self.accent, |accent| accent.value);

        let mut picture = Pixmap::new(Card::WIDTH, Card::HEIGHT).expect("a card has a size");
        picture.fill(opaque(brand));
        threads(&mut picture, accent);
        let mut words = PathBuilder::new();
        let (regular, bold) = (Font::regular(), Font::bold());
        title(&bold, &card.title, &mut words);
        // A line with letters that the font lacks is left out: nobody can read it in boxes. The description has it.
        for (text, foot) in [(&card.above, ABOVE), (&card.below, BELOW)].into_iter().filter(|(text, _)| regular.has(text)) {
            for line in regular.lines(text, SMALL, MEASURE, 1) {
                regular.outline(&line, SMALL, MARGIN, foot, &mut words);
            }
        }
        if let Some(words) = words.finish() {
            picture.fill_path(&words, &paint(opaque(on_brand)), FillRule::Winding, Transform::identity(), None);
        }
        picture.encode_png().expect("a picture in memory can be encoded")
    }
}

/// The title, as large as its room lets it be, in the middle of that.
fn title(font: &Font, title: &str, words: &mut PathBuilder) {
    let (top, foot) = TITLE;
    let set = SIZES.map(|size| (size, font.lines(title, size, MEASURE, ((foot - top) / (size * LINE)) as usize)));
    let whole = |lines: &[String]| title.split_whitespace().eq(lines.iter().flat_map(|line| line.split(' ')));
    let fitting = set.iter().find(|(_, lines)| whole(lines)).or(set.last());
    let Some((size, lines)) = fitting.filter(|(_, lines)| font.has(title) && !lines.is_empty()) else { return };
    let high = (lines.len() - 1) as f32 * size * LINE + size * CAPITALS;
    let first = top + (foot - top - high) / 2.0 + size * CAPITALS;
    for (at, line) in lines.iter().enumerate() {
        font.outline(line, *size, MARGIN, first + at as f32 * size * LINE, words);
    }
}

/// Threads in the accent round the lower right corner, as in the bands of pages: paler the further they are from it.
fn threads(picture: &mut Pixmap, accent: Colour) {
    let (x, y) = (WIDTH + 60.0, HEIGHT + 60.0);
    for thread in 1..=6 {
        let radius = 50.0 * thread as f32 + 10.0;
        let circle = PathBuilder::from_circle(x, y, radius).expect("a circle has a size");
        let mut colour = opaque(accent);
        colour.set_alpha(1.0 - 0.14 * thread as f32);
        let stroke = Stroke { width: 7.0, ..Stroke::default() };
        picture.stroke_path(&circle, &paint(colour), &stroke, Transform::identity(), None);
    }
}

fn opaque(colour: Colour) -> Color {
    Color::from_rgba8(colour.red, colour.green, colour.blue, u8::MAX)
}

fn paint(colour: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour);
    paint
}
