//! A trust's brand as a small style sheet: it sets the roles that the theme's styles read.

use super::colour::{BLACK, WHITE, moved_until, nearest_for_white_text};
use crate::site::{Site, TrustId};
use crate::strategy::scalars::Colour;

/// The darkest page background of light themes, and the lightest of dark ones, that brand-coloured text must be readable on.
const LIGHT_BACKGROUND: Colour = Colour { red: 0xf0, green: 0xf4, blue: 0xf5 };
const DARK_BACKGROUND: Colour = Colour { red: 0x2b, green: 0x36, blue: 0x40 };

/// The contrasts to reach: that of text, with room for grounds that are tinted with the brand itself; and that of lines that say
/// something.
const TEXT: f64 = 5.2;
const LINE: f64 = 3.0;

/// The style sheet of a trust's brand. Text in the brand's colour is darkened, or lightened for dark pages, as far as
/// readers need it.
pub fn brand_css(site: &Site, id: TrustId) -> String {
    let trust = site.trust(id);
    let brand = trust.file.brand.as_ref();
    let (mut light, mut dark) = (Vec::new(), Vec::new());
    if let Some(primary) = brand.and_then(|brand| brand.primary.as_ref()) {
        let primary = nearest_for_white_text(primary.value);
        light.push(format!("--brand:{primary}"));
        light.push(format!("--on-brand:{WHITE}"));
        light.push(format!("--brand-text:{}", moved_until(primary, BLACK, LIGHT_BACKGROUND, TEXT)));
        dark.push(format!("--brand-text:{}", moved_until(primary, WHITE, DARK_BACKGROUND, TEXT)));
    }
    if let Some(accent) = brand.and_then(|brand| brand.accent.as_ref()) {
        light.push(format!("--accent:{}", accent.value));
        light.push(format!("--thread:{}", moved_until(accent.value, BLACK, LIGHT_BACKGROUND, LINE)));
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
