//! What the answers of a web server are to carry: that which no page can say of itself.

/// `_headers`, as Netlify, Cloudflare Pages and others read it. Other servers need the same lines in their own configuration.
pub fn headers() -> String {
    let headers = [
        // A page's own policy cannot say who may frame it.
        "Content-Security-Policy: frame-ancestors 'self'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=()",
    ];
    format!("/*\n{}", headers.map(|header| format!("  {header}\n")).concat())
}
