//! The form for Apache.

use super::{FEED, TYPES, headers, preface, redirects};
use crate::site::Site;

/// Lines for the file `.htaccess` at the top of the site, or for its `<Directory>`.
pub fn apache(site: &Site) -> String {
    let base = site.base_path();
    let how = [
        "Save this as `.htaccess` at the top of the site's folder (in `site.yaml`: server: { keep: [.htaccess] }),",
        "where AllowOverride has FileInfo, Indexes and Options; or put it into the site's <Directory>.",
        "Make it anew when the site's redirects, ids or headers change. It needs mod_headers, mod_alias, mod_mime and mod_dir.",
    ];
    let mut text = preface(site, "#", &how);
    text += "DirectoryIndex index.html\nDirectorySlash On\nOptions -Indexes\n";
    text += &format!("ErrorDocument 404 {base}404.html\n");
    text += "AddDefaultCharset utf-8\n";
    for (ending, kind) in TYPES {
        text += &format!("AddType {kind} .{ending}\n");
    }
    text += "AddCharset utf-8 .csv .ics .json .xml .css .js\n";
    text += &format!("<Files \"feed.xml\">\n    ForceType \"{FEED}; charset=utf-8\"\n</Files>\n");
    for (name, value) in headers(site) {
        text += &format!("Header always set {name} {}\n", quoted(&value));
    }
    text += "# These are for other hosts.\n";
    text += &format!("RedirectMatch 404 \"^{}_(headers|redirects)$\"\n", pattern(&base));
    for (old, new) in redirects(site) {
        // The stub's own name leads on as well.
        let end = if old.ends_with('/') { "(index\\.html)?$" } else { "$" };
        text += &format!("RedirectMatch 301 {} {}\n", quoted(&format!("^{}{end}", pattern(&old))), quoted(&replacement(&new)));
    }
    text
}

/// A path as a regular expression that means it alone.
fn pattern(path: &str) -> String {
    path.chars().fold(String::new(), |mut pattern, c| {
        if r".^$*+?()[]{}|\".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
        pattern
    })
}

/// A target in which nothing stands for a part of the old address.
fn replacement(new: &str) -> String {
    new.replace('\\', "\\\\").replace('$', "\\$").replace('%', "%25")
}

/// A word in double quotes. `%` would start a variable in a header.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
