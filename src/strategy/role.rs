//! Which path below `content/` is what.

use crate::diagnostic::nearest;

/// How the names of files end that people write to be read.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".md"];

/// What a path below `content/` is.
#[derive(Clone, Copy)]
pub enum Role<'a> {
    Site,
    Topics,
    Glossary,
    Partners,
    Measures,
    Page(&'a str),
    Trust(&'a str),
    Strategy(&'a str, &'a str),
    Narrative(&'a str, &'a str, &'a str),
    Update(&'a str, &'a str, &'a str),
    Readings(&'a str, &'a str),
    Media,
    /// A file that looks like content and has no place.
    Stray,
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
            ["measures.yaml"] => Role::Measures,
            [.., name] if is_readme(name) => Role::Media,
            ["pages", name] if stem(name) => Role::Page(&name[..name.len() - 3]),
            // Pages have no folders of their own.
            ["pages", _, .., name] if stem(name) => Role::Stray,
            [trust, "trust.yaml"] => Role::Trust(trust),
            [trust, strategy, "strategy.yaml"] => Role::Strategy(trust, strategy),
            [trust, strategy, "readings.csv"] => Role::Readings(trust, strategy),
            [trust, strategy, "readings", name] if name.ends_with(".csv") => Role::Readings(trust, strategy),
            [trust, strategy, "updates", name] if stem(name) => Role::Update(trust, strategy, &name[..name.len() - 3]),
            [trust, strategy, name] if stem(name) => Role::Narrative(trust, strategy, &name[..name.len() - 3]),
            [.., name] => match ENDINGS.iter().any(|ending| name.to_lowercase().ends_with(ending)) {
                true => Role::Stray,
                false => Role::Media,
            },
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
            Role::Measures => "measures.yaml".to_string(),
            Role::Site => "site.yaml".to_string(),
            Role::Trust(trust) => trust.to_string(),
            Role::Strategy(trust, strategy) => format!("{trust}/{strategy}"),
            _ => String::new(),
        }
    }

    /// Whether something is made from a file of this role.
    fn has_a_place(self) -> bool {
        !matches!(self, Role::Stray | Role::Media)
    }
}

/// How a file of content is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Yaml,
    Prose,
    /// Fields between two lines `---`, and prose below.
    FieldsAndProse,
    Table,
}

/// How the file at a path from the root is written, if it is one that people write to be read.
pub fn writing(path: &str) -> Option<Writing> {
    match Role::of(path.strip_prefix("content/")?) {
        Role::Site | Role::Topics | Role::Glossary | Role::Partners | Role::Measures | Role::Trust(_) | Role::Strategy(..) => {
            Some(Writing::Yaml)
        }
        Role::Page(_) | Role::Update(..) => Some(Writing::FieldsAndProse),
        Role::Narrative(..) => Some(Writing::Prose),
        Role::Readings(..) => Some(Writing::Table),
        Role::Media | Role::Stray => None,
    }
}

/// Whether a file holds notes of the authors to themselves, which may lie in every folder.
pub fn is_readme(name: &str) -> bool {
    ["README.md", "README.txt", "README"].iter().any(|readme| readme.eq_ignore_ascii_case(name))
}

/// The files directly in `content/` that all trusts share.
const SHARED: [&str; 4] = ["topics.yaml", "glossary.yaml", "partners.yaml", "measures.yaml"];

/// The theme that a file of the content seems to belong to: `themes/ours/templates/goal.html`.
pub fn theme_in_content(path: &str) -> Option<&str> {
    const FOLDERS: [&str; 6] = ["assets", "components", "elements", "strings", "templates", "tokens"];
    let (theme, rest) = path.strip_prefix("themes/")?.split_once('/')?;
    rest.split_once('/').filter(|(folder, _)| FOLDERS.contains(folder)).map(|_| theme)
}

/// The name of the file that one was copied from, by what computers call copies: `may - Copy.md`, `may (1).md`, `Copy of may.md`.
pub fn copied_from(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let numbered = || {
        let (stem, number) = stem.strip_suffix(')')?.rsplit_once(" (")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(stem)
    };
    let bare = numbered().unwrap_or(stem);
    let bare = bare.strip_suffix(" - Copy").or(bare.strip_suffix(" copy")).unwrap_or(bare);
    let bare = bare.strip_prefix("Copy of ").unwrap_or(bare);
    (bare != stem).then(|| format!("{bare}.{ending}"))
}

/// What the path of a file without a place was probably meant to be.
pub fn right_path(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if is_readme(name) {
        return None;
    }
    if SHARED.contains(&name) {
        return Some(name.to_string()).filter(|_| !folder.is_empty());
    }
    let at = |folder: &str, name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    let has_a_place = |path: &String| Role::of(path).has_a_place();
    // `Strategy.YML`, `people.markdown`, `people.md.txt`.
    let lower = name.to_lowercase();
    let bare = lower.strip_suffix(".txt").unwrap_or(&lower);
    let usual = bare.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
    let of_markdown = || [".markdown", ".mdx", ".mdown", ".mkd"].iter().find_map(|ending| bare.strip_suffix(ending));
    let usual = usual.or_else(|| of_markdown().map(|stem| format!("{stem}.md")));
    let usual = usual.unwrap_or_else(|| bare.to_string());
    if usual != *name && has_a_place(&at(folder, &usual)) {
        return Some(at(folder, &usual));
    }
    let known: &[&str] = match path.split('/').count() {
        1 => &["site.yaml", "topics.yaml", "glossary.yaml", "partners.yaml", "measures.yaml"],
        2 => &["trust.yaml"],
        _ => &["strategy.yaml", "readings.csv"],
    };
    if let Some(near) = nearest(&usual, known.iter().copied()).filter(|near| *near != usual || *near != name) {
        return Some(at(folder, near)).filter(has_a_place);
    }
    // The folder's name may be the mistake: `page/about.md`, `hill/2026/update/may.md`.
    let (above, own) = folder.rsplit_once('/').unwrap_or(("", folder));
    let folders: &[&str] = if above.is_empty() { &["pages"] } else { &["updates", "readings"] };
    let near = nearest(own, folders.iter().copied()).filter(|near| *near != own)?;
    Some(at(&at(above, near), &usual)).filter(has_a_place)
}

/// Where a file of that name belongs, if it has a place somewhere.
pub fn home_of(name: &str) -> Option<&'static str> {
    match name {
        "site.yaml" | "topics.yaml" | "glossary.yaml" | "partners.yaml" | "measures.yaml" => Some("directly in `content/`"),
        "trust.yaml" => Some("in the folder of its trust: `content/TRUST/trust.yaml`"),
        "strategy.yaml" => Some("in a folder of its own below its trust: `content/TRUST/STRATEGY/strategy.yaml`"),
        name if name.ends_with(".md") => Some("beside the `strategy.yaml` that it belongs to, or in `content/pages/`"),
        _ => None,
    }
}
