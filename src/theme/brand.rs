//! A trust's brand as a small style sheet: it sets the roles that the theme's styles read.

use super::colour::{BLACK, WHITE, moved_until, too_low};
use crate::site::{Site, TrustId};
use crate::strategy::scalars::Colour;

/// The darkest page background of light themes, and the lightest of dark ones, that brand-coloured text must be readable on.
const LIGHT_BACKGROUND: Colour = Colour { red: 0xf0, green: 0xf4, blue: 0xf5 };
const DARK_BACKGROUND: Colour = Colour { red: 0x2b, green: 0x36, blue: 0x40 };

/// The contrasts to reach: that of text, with room for grounds that are tinted with the brand itself; and that of lines that say
/// something.
const TEXT: f64 = 5.2;
const LINE: f64 = 3.0;

/// A colour of a brand held against what it meets on every page; it is refused where the two cannot be told apart.
pub struct BrandPair {
    other: Colour,
    needed: f64,
}

/// White text on the main colour.
pub const WHITE_ON_BRAND: BrandPair = BrandPair { other: WHITE, needed: 4.5 };
/// Lines in the second colour on a light page. On dark pages they are lightened: nobody chooses a colour for both.
pub const LINES_ON_PAGE: BrandPair = BrandPair { other: LIGHT_BACKGROUND, needed: LINE };

impl BrandPair {
    /// What is wrong with a colour, to follow what stands on what; nothing if it can be read.
    pub fn too_low(&self, colour: Colour) -> Option<String> {
        too_low(colour, self.other, self.needed)
    }

    /// The nearest darker colour that passes. The colour itself if it already does.
    pub fn nearest(&self, colour: Colour) -> Colour {
        moved_until(colour, BLACK, self.other, self.needed)
    }
}

/// The style sheet of a trust's brand. Text in the brand's colour is darkened, or lightened for dark pages, as far as
/// readers need it; a preview can be read even while a colour is refused.
pub fn brand_css(site: &Site, id: TrustId) -> String {
    let trust = site.trust(id);
    let brand = trust.file.brand.as_ref();
    let (mut light, mut dark) = (Vec::new(), Vec::new());
    if let Some(primary) = brand.and_then(|brand| brand.primary.as_ref()) {
        let primary = WHITE_ON_BRAND.nearest(primary.value);
        light.push(format!("--brand:{primary}"));
        light.push(format!("--on-brand:{WHITE}"));
        light.push(format!("--brand-text:{}", moved_until(primary, BLACK, LIGHT_BACKGROUND, TEXT)));
        dark.push(format!("--brand-text:{}", moved_until(primary, WHITE, DARK_BACKGROUND, TEXT)));
    }
    if let Some(accent) = brand.and_then(|brand| brand.accent.as_ref()) {
        light.push(format!("--accent:{}", accent.value));
        light.push(format!("--thread:{}", LINES_ON_PAGE.nearest(accent.value)));
        dark.push(format!("--thread:{}", moved_until(accent.value, WHITE, DARK_BACKGROUND, LINE)));
    }
    let mut css = String::new();
    for (media, weight) in &trust.fonts {
        // The sheet stands in the trust's own folder, and so do its fonts.
        let path = &site.media(*media).path;
        let file = path.strip_prefix(&format!("{}/", trust.id)).unwrap_or(path);
        css += &format!("@font-face{{font-family:\"trust\";src:url(\"{file}\");font-weight:{weight};font-display:swap}}\n");
    }
    if !trust.fonts.is_empty() {
        light.push("--font-body:\"trust\",Arial,sans-serif".to_string());
    }
    if !light.is_empty() {
        css += &format!(":root{{{}}}\n", light.join(";"));
    }
    if !dark.is_empty() {
        css += &format!("@media (prefers-color-scheme:dark){{:root{{{}}}}}\n", dark.join(";"));
    }
    css
}
