//! The form for nginx.

use super::{FEED, TYPES, headers, preface, redirects};
use crate::site::Site;

/// Lines for the `server` block of a site.
pub fn nginx(site: &Site) -> String {
    let base = site.base_path();
    let how = [
        "Include this file in the `server` block. The files of the site lie below its `root`, at the same path.",
        "Make it anew when the site's redirects, ids or headers change.",
    ];
    let mut text = preface(site, "#", &how);
    text += &format!("location {base} {{\n");
    text += "    index index.html;\n    absolute_redirect off;\n    charset utf-8;\n";
    text += "    charset_types text/css text/plain text/xml text/csv text/calendar text/javascript application/javascript application/json application/atom+xml;\n";
    text += &format!("    error_page 404 {base}404.html;\n");
    for (name, value) in headers(site) {
        text += &format!("    add_header {name} {} always;\n", quoted(&value));
    }
    for (ending, kind) in TYPES {
        text += &format!("    location ~ \\.{ending}$ {{ types {{ }} default_type {kind}; }}\n");
    }
    text += &format!("    location ~ /feed\\.xml$ {{ types {{ }} default_type {FEED}; }}\n");
    text += "    # These are for other hosts.\n    location ~ /_(headers|redirects)$ { return 404; }\n}\n";
    for (old, new) in redirects(site) {
        // A location holds the path as it reads, a target the address as it is written.
        text += &format!("location = {} {{ absolute_redirect off; return 301 {}; }}\n", quoted(&old), quoted(&target(&new)));
    }
    text
}

fn target(new: &str) -> String {
    let (path, place) = new.split_once('#').map_or((new, None), |(path, place)| (path, Some(place)));
    place.map_or_else(|| super::escaped(path), |place| format!("{}#{place}", super::escaped(path)))
}

/// A word in double quotes. A dollar sign would start a variable, and nginx has no way to write one: no header that we know of
/// needs it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', ""))
}
