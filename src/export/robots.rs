//! What machines that read the site are told: where they may go, and which pages there are.

use crate::site::{Owner, Site};

/// `robots.txt`. A site seen with drafts refuses every machine.
pub fn robots_txt(site: &Site) -> String {
    if site.view.drafts {
        return "User-agent: *\nDisallow: /\n".to_string();
    }
    match site.base_url() {
        Some(base) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n"),
        None => "User-agent: *\nAllow: /\n".to_string(),
    }
}

/// `sitemap.xml`: the full address of every page but the one for what is not there and the stubs of old addresses. Dates are left out: none is known.
pub fn sitemap_xml(site: &Site) -> String {
    let base = site.base_url().unwrap_or_default();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    // Paths are made of ids, which need no escaping; the address of the site is the author's.
    let base = base.replace('&', "&amp;").replace('<', "&lt;");
    let is_page =
        |(path, owner): &(&str, Owner)| path.ends_with("index.html") && !matches!(owner, Owner::Redirect(_) | Owner::Moved);
    for (path, _) in site.routes().iter().filter(is_page) {
        xml += &format!("<url><loc>{base}/{}</loc></url>\n", path.trim_end_matches("index.html"));
    }
    xml + "</urlset>\n"
}
