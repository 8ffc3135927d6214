//! Which path below `content/` is what.

use crate::diagnostic::nearest;

/// What a path below `content/` is.
#[derive(Clone, Copy)]
pub enum Role<'a> {
    Site,
    Topics,
    Glossary,
    Partners,
    Page(&'a str),
    Trust(&'a str),
    Strategy(&'a str, &'a str),
    Narrative(&'a str, &'a str, &'a str),
    Update(&'a str, &'a str, &'a str),
    Readings(&'a str, &'a str),
    Media,
    /// A file that looks like content and has no place; with the nearest name that would have one.
    Stray(Option<&'static str>),
}
impl Role<'_> {
    pub fn of(path: &str) -> Role<'_> {
        let parts: Vec<&str> = path.split('/').collect();
        let stem = |name: &'_ str| name.len() > 3 && name.ends_with(".md");
        match parts[..] {
            ["site.yaml"] => Role::Site,
            ["topics.yaml"] => Role::Topics,
            ["glossary.yaml"] => Role::Glossary,
            ["partners.yaml"] => Role::Partners,
            [.., "README.md"] => Role::Media,
            ["pages", name] if stem(name) => Role::Page(&name[..name.len() - 3]),
            [trust, "trust.yaml"] => Role::Trust(trust),
            [trust, strategy, "strategy.yaml"] => Role::Strategy(trust, strategy),
            [trust, strategy, "readings.csv"] => Role::Readings(trust, strategy),
            [trust, strategy, "readings", name] if name.ends_with(".csv") => Role::Readings(trust, strategy),
            [trust, strategy, "updates", name] if stem(name) => Role::Update(trust, strategy, &name[..name.len() - 3]),
            [trust, strategy, name] if stem(name) => Role::Narrative(trust, strategy, &name[..name.len() - 3]),
            [.., name] => {
                let known: &[&'static str] = match parts.len() {
                    1 => &["site.yaml", "topics.yaml", "glossary.yaml", "partners.yaml"],
                    2 => &["trust.yaml"],
                    _ => &["strategy.yaml", "readings.csv"],
                };
                let content_ending = [".yaml", ".yml", ".md"].iter().any(|ending| name.to_lowercase().ends_with(ending));
                if content_ending { Role::Stray(nearest(name, known.iter().copied())) } else { Role::Media }
            }
            [] => Role::Media,
        }
    }

    /// What its records' addresses start with, or the name of the file where they have none: what is not known in full when a
    /// file of this role cannot be read.
    pub fn folder(self) -> String {
        match self {
            Role::Topics => "topics".to_string(),
            Role::Glossary => "glossary".to_string(),
            Role::Page(_) => "pages".to_string(),
            Role::Partners => "partners.yaml".to_string(),
            Role::Site => "site.yaml".to_string(),
            Role::Trust(trust) => trust.to_string(),
            Role::Strategy(trust, strategy) => format!("{trust}/{strategy}"),
            _ => String::new(),
        }
    }
}
