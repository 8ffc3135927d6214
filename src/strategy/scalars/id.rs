//! Ids: the names that addresses are made of.

use super::{Written, written};

/// A name for use in addresses: small letters, digits and single hyphens, such as `integrated-care` or `2021-22`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

impl std::ops::Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Written for Id {
    const FORMAT: &'static str = "id";
    const PATTERN: &'static str = "^[a-z0-9]+(-[a-z0-9]+)*$";
    fn parse(text: &str) -> Result<Id, String> {
        let part_is_good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.split('-').all(part_is_good) {
            return Ok(Id(text.into()));
        }
        let likely = slug::slugify(text);
        let such_as = if likely.is_empty() { "integrated-care" } else { &likely };
        Err(format!("an id has small letters, digits and single hyphens only, such as `{such_as}`"))
    }
    fn meant(text: &str) -> Option<String> {
        Some(slug::slugify(text)).filter(|slug| !slug.is_empty())
    }
}
written!(Id);
