//! Addresses outside the site: of web pages and of mail.

use super::{Written, written};

/// A web address outside the site: `https://…` or `http://…`.
#[derive(Clone, Debug, PartialEq)]
pub struct WebAddress(String);

impl std::ops::Deref for WebAddress {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for WebAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Written for WebAddress {
    const FORMAT: &'static str = "web-address";
    const PATTERN: &'static str = "^https?://[^ ]+$";
    fn parse(text: &str) -> Result<WebAddress, String> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let whole = rest.is_some_and(|rest| rest.contains(|c: char| c.is_alphanumeric()) && !rest.contains(char::is_whitespace));
        // What a sentence or a list has around an address is no part of it.
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_clean = !host.contains([',', ';', '<', '>', '"', '(', ')', '\'', '\\']) && !text.ends_with([',', ';', '>', '"']);
        match whole && is_clean {
            true => Ok(WebAddress(text.to_string())),
            false => Err("a web address is written in full, such as `https://www.example.org/strategy`".to_string()),
        }
    }
    fn meant(text: &str) -> Option<String> {
        let bare = text.trim().trim_start_matches(['<', '/', ':']).trim_end_matches(['>', ',', ';', '"']);
        let bare = bare.trim_start_matches("http:").trim_start_matches("https:").trim_start_matches('/');
        let host = bare.split('/').next().unwrap_or_default();
        let is_host = host.contains('.')
            && !host.ends_with('.')
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        let scheme = if text.trim().starts_with("http:") { "http" } else { "https" };
        (is_host && !bare.contains(char::is_whitespace)).then(|| format!("{scheme}://{bare}"))
    }
}
written!(WebAddress);

/// A mail address: a name, an @, and a host.
#[derive(Clone, Debug, PartialEq)]
pub struct MailAddress(String);

impl std::ops::Deref for MailAddress {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for MailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Written for MailAddress {
    const FORMAT: &'static str = "mail-address";
    const PATTERN: &'static str = "^[^@ ]+@[^@ ]+$";
    fn parse(text: &str) -> Result<MailAddress, String> {
        let is_host = |host: &str| host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
        let whole = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host) && !host.contains('@'));
        match whole && !text.contains(|c: char| c.is_whitespace() || "?&<>:\",;()[]\\".contains(c)) {
            true => Ok(MailAddress(text.to_string())),
            false => Err("a mail address is written `name@example.org`".to_string()),
        }
    }
    fn meant(text: &str) -> Option<String> {
        Some(text.trim().trim_start_matches("mailto:").trim_matches(['<', '>', ',', ';']).to_string())
    }
}
written!(MailAddress);
