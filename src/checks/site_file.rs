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
    let page =
        |url: &str| url.rsplit('/').next().map(str::to_lowercase).filter(|name| name.ends_with(".html") || name.ends_with(".htm"));
    if let Some(url) = file.base_url.as_ref().filter(|url| page(&url.value).is_some() && url.at != Default::default()) {
        let right = url.value.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
        let message = format!("`{}` is the address of a page, and pages cannot stand below it", url.value);
        problems.push(Diagnostic::new(&codes::WRONG_VALUE, source.at(url.at), message).replace(right).sure(false));
    }
    let wrong = |at, message: String, help: &str| Diagnostic::new(&codes::WRONG_VALUE, source.at(at), message).help(help);
    for (name, value) in file.server.headers.iter() {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(is_sign) {
            let message = format!("`{}` is not the name of a header", name.as_str());
            problems.push(wrong(name.at, message, "write it as in `Strict-Transport-Security: max-age=31536000`"));
        }
        if value.contains(|c: char| c.is_control() || !c.is_ascii()) {
            let message = format!("the header `{}` has a line end or a letter that no header can have", name.as_str());
            problems.push(wrong(value.at, message, "write it on one line, with letters, digits and signs of English alone"));
        }
    }
    for name in &file.server.keep {
        let is_plain = !name.contains(['/', '\\']) && !matches!(name.trim(), "" | "." | ".." | "manifest.json");
        if !is_plain {
            let message = format!("`{}` is not a name at the top of the output folder", name.as_str());
            problems.push(wrong(name.at, message, "write the bare name of a file or folder there, such as `.htaccess`"));
        }
    }
}
