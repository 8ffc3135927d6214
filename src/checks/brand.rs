//! A trust's colours: white text stands on the main one.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::theme::{WHITE, contrast, nearest_for_white_text};

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    for trust in &checked.site.trusts {
        let Some(primary) = trust.file.brand.as_ref().and_then(|brand| brand.primary.as_ref()) else { continue };
        let ratio = contrast(primary.value, WHITE);
        if ratio < 4.5 {
            let place = trust.source.at(primary.at);
            let message = format!("white text on {} has a contrast of {ratio:.1} to 1, and 4.5 is needed", primary.value);
            let nearest = nearest_for_white_text(primary.value);
            problems.push(
                Diagnostic::new(&codes::LOW_CONTRAST, place, message)
                    .help("the nearest colour that passes")
                    .replace(format!("\"{nearest}\"")),
            );
        }
    }
}
