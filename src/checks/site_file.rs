//! What `site.yaml` says of the site as a whole, and the tool cannot follow.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// The one edition of the format that there is.
const FORMAT: u32 = 1;

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    let site = checked.site;
    let (Some(file), Some(source)) = (&site.file, site.files().site) else { return };
    if let Some(format) = file.format.as_ref().filter(|format| format.value != FORMAT) {
        let message = format!("there is no edition {} of the format", format.value);
        let problem = Diagnostic::new(&codes::WRONG_VALUE, source.at(format.at), message);
        problems.push(problem.help(format!("write `{FORMAT}`, or remove the line: it is the only one")));
    }
    // That of the command line has no place in the file.
    if let Some(url) = file.base_url.as_ref().filter(|url| url.value.contains(['?', '#']) && url.at != Default::default()) {
        let right = url.value.split(['?', '#']).next().unwrap_or_default().to_string();
        let message = format!("`{}` is not the address of a site: pages cannot stand below it", url.value);
        problems.push(Diagnostic::new(&codes::WRONG_VALUE, source.at(url.at), message).replace(right).sure(false));
    }
}
