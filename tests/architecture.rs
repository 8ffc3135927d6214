//! The rooms, and what each may use of the others. The map in `src/lib.rs` says why.

use std::collections::BTreeSet;
use std::path::Path;

/// A room, and the rooms that it may use. What is not here does not exist.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("english", &[]),
    ("narrative", &["source", "diagnostic", "english"]),
    ("measure", &[]),
    ("stratml", &[]),
    ("strategy", &["source", "diagnostic", "narrative"]),
    ("site", &["source", "diagnostic", "narrative", "strategy", "measure", "stratml"]),
    ("chart", &["measure"]),
    ("page", &["source", "narrative", "strategy", "stratml", "site", "measure", "chart"]),
    ("theme", &["source", "diagnostic", "strategy", "site", "page"]),
    ("export", &["source", "strategy", "stratml", "site", "page"]),
    ("checks", &["source", "diagnostic", "english", "strategy", "site", "measure", "theme"]),
    ("schema", &["source", "diagnostic", "strategy", "export"]),
    ("starter", &["source", "schema"]),
    ("write", &["source", "diagnostic", "narrative", "strategy", "site"]),
    ("document", &["narrative"]),
    ("import", &["document", "strategy", "site", "stratml", "write"]),
    ("fix", &["source", "diagnostic"]),
    ("output", &["source"]),
    ("serve", &["source"]),
    (
        "cli",
        &[
            "source",
            "diagnostic",
            "document",
            "strategy",
            "stratml",
            "schema",
            "import",
            "starter",
            "fix",
            "write",
            "output",
            "serve",
        ],
    ),
];

#[test]
fn rooms_use_only_what_the_map_allows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let path = entry.expect("the source can be read").into_path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let relative = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let room = relative.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_string();
        if room == "main" || room == "lib" {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source file can be read");
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == room) else {
            wrong.push(format!("src/{relative}: the map does not know the room `{room}`"));
            continue;
        };
        met.insert(room.clone());
        // Comments may name any room; code may not.
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let is_room = MAY_USE.iter().any(|(known, _)| *known == used);
                if is_room && used != room && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("src/{relative}: `{room}` may not use `{used}`: see the map in src/lib.rs"));
                }
            }
        }
    }
    assert_eq!(met.len(), MAY_USE.len(), "the map names rooms that are gone");
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
