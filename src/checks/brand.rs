//! A trust's colours: white text stands on the main one, and the second one's lines on light pages.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::theme::{LINES_ON_PAGE, WHITE_ON_BRAND};

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    for trust in &checked.site.trusts {
        let Some(brand) = &trust.file.brand else { continue };
        for (written, pair, before, after) in [
            (&brand.primary, &WHITE_ON_BRAND, "white text on ", ""),
            (&brand.accent, &LINES_ON_PAGE, "a line in ", " on light pages"),
        ] {
            let Some(colour) = written else { continue };
            if let Some(reason) = pair.too_low(colour.value) {
                let message = format!("{before}{}{after} {reason}", colour.value);
                problems.push(
                    Diagnostic::new(&codes::LOW_CONTRAST, trust.source.at(colour.at), message)
                        .help("the nearest colour that passes")
                        .replace(format!("\"{}\"", pair.nearest(colour.value))),
                );
            }
        }
    }
}
