//! What templates get: the reference for theme authors is made from the code, and holds for every page of real sites.

mod support;
#[path = "support/view_models.rs"]
mod view_models;

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use trustpress::page::{self, Asked};
use trustpress::site::Owner;
use trustpress::source::Sources;
use trustpress::{Publication, publication};
use view_models::{Field, Record, Records, words_of_fields};

/// Each page's template and record, in the order of the code.
fn pages() -> Vec<(String, String)> {
    let text = include_str!("../src/page/mod.rs");
    let variants = text.split("pub enum Page {").nth(1).and_then(|rest| rest.split('}').next()).expect("the pages are an enum");
    let record = |line: &str| {
        let (variant, inner) = line.trim().split_once('(')?;
        let record = inner.trim_end_matches(['>', ')', ',']).trim_start_matches("Box<").to_string();
        let arms = text.lines().filter(|arm| arm.contains(&format!("=> Page::{variant}(")));
        let owners: Vec<&str> = arms.filter_map(owner).collect();
        let made = text.lines().filter(|arm| owner(arm).is_some_and(|name| owners.contains(&name)));
        let mut templates: Vec<&str> =
            made.filter_map(|arm| arm.split('"').rev().nth(1).filter(|_| arm.contains(".html\""))).collect();
        templates.dedup();
        // Pages that are not made from their owner alone.
        let usual = format!("{}.html", variant.to_lowercase());
        Some((if templates.is_empty() { usual } else { templates.join(", ") }, record))
    };
    variants.lines().filter_map(record).collect()
}

/// `Owner::Goal(id) => …`: `Goal`.
fn owner(arm: &str) -> Option<&str> {
    let name = arm.trim().strip_prefix("Owner::")?;
    name.split(|c: char| !c.is_alphanumeric()).next()
}

/// What stands in the table for a field that nothing explains.
const WORDLESS: &str = "nothing explains ";

/// The names of records in a type.
fn names_in(kind: &str) -> impl Iterator<Item = &str> {
    kind.split(['<', '>', '(', ')', ',', ' ', '&']).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn kind(records: &Records, from: &Record, kind: &str) -> String {
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("{}, or nothing", self::kind(records, from, inner));
    }
    if let Some(inner) = kind.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        let one = self::kind(records, from, inner);
        return format!("list of {}", if one == "text" { "texts".to_string() } else { one });
    }
    if let Some(inner) = kind.strip_prefix("Box<").and_then(|rest| rest.strip_suffix('>')) {
        return self::kind(records, from, inner);
    }
    match kind {
        "String" | "EcoString" | "&'static str" => return "text".to_string(),
        "bool" => return "`true` or `false`".to_string(),
        "i32" | "u8" | "u32" | "u64" | "usize" | "i16" | "f64" => return "number".to_string(),
        "(String, String)" => return "two texts".to_string(),
        _ => {}
    }
    let record = records.find(kind, from).unwrap_or_else(|| panic!("{}: nobody knows what a `{kind}` is", from.name));
    if record.words.is_empty() {
        let title = records.title(record);
        return format!("[{title}](#{})", title.to_lowercase().replace(' ', "-"));
    }
    record.words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn table(text: &mut String, records: &Records, record: &Record) {
    let words = words_of_fields();
    *text += "| Field | What it is | Meaning |\n| --- | --- | --- |\n";
    for field in flat(records, record) {
        let own = format!("{}.{}", record.name, field.name);
        let known = || words.get(own.as_str()).or(words.get(field.name.as_str())).map(ToString::to_string);
        let meaning = Some(field.doc.clone()).filter(|doc| !doc.is_empty()).or_else(known);
        let meaning = meaning.unwrap_or_else(|| format!("{WORDLESS}{own}"));
        let kind = if field.name.ends_with("html") && !field.kind.starts_with("Option") {
            "HTML".to_string()
        } else if field.name.ends_with("html") && field.kind.contains("String") {
            "HTML, or nothing".to_string()
        } else {
            kind(records, record, &field.kind)
        };
        *text +=
            &format!("| `{}` | {kind} | {} |\n", field.name, meaning.replace('|', "\\|").replace("[`", "`").replace("`]", "`"));
    }
    *text += "\n";
}

/// The fields of a record, with those of records that are written into it.
fn flat<'r>(records: &'r Records, record: &'r Record) -> Vec<&'r Field> {
    let own = |field: &'r Field| match field.flat {
        true => flat(records, records.find(&field.kind, record).expect("a record")),
        false => vec![field],
    };
    record.fields.iter().flat_map(own).collect()
}

fn reference() -> String {
    let records = Records::read();
    let mut text = String::from(
        "---\ntitle: What each template gets\ndescription: Every field of every page, with its kind and meaning.\nsection: themes\norder: 30\n\
         ---\nThis page is made from the code. A template has three names: `page`, which is described here, `s`, the strings of the \
         theme, and `assets`, the published path of each asset by its name. A path of `assets` needs `page.shell.root` in front of it.\n\n\
         What a record lacks is an empty list or nothing: ask with `{% if %}`. A name that does not exist is a `template-problem`, \
         never a gap. Links are ready to print, relative to the page. Only what is called HTML here may be printed with `| safe`.\n\n\
         A page has the fields that a tag names somewhere in the templates and components that take part in it. A record that is printed \
         as it is shows those alone; `{{ page | str }}` shows all there is.\n\n",
    );
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut parts: Vec<&Record> = Vec::new();
    let mut waiting: VecDeque<&Record> = VecDeque::new();
    for (template, name) in pages() {
        let record = records.named(&name);
        text += &format!("## {template}\n\n");
        if !record.doc.is_empty() {
            text += &format!("{}\n\n", record.doc);
        }
        table(&mut text, &records, record);
        waiting.push_back(record);
    }
    while let Some(record) = waiting.pop_front() {
        for field in flat(&records, record) {
            for part in names_in(&field.kind).filter_map(|name| records.find(name, record)) {
                if part.words.is_empty() && told.insert(records.title(part)) {
                    parts.push(part);
                    waiting.push_back(part);
                }
            }
        }
    }
    parts.sort_by_key(|part| records.title(part));
    text += "## Parts\n\nPages are made of the same parts.\n\n";
    for part in parts {
        text += &format!("### {}\n\n", records.title(part));
        if !part.doc.is_empty() {
            text += &format!("{}\n\n", part.doc);
        }
        table(&mut text, &records, part);
    }
    let wordless: Vec<&str> = text.split(WORDLESS).skip(1).filter_map(|rest| rest.split(' ').next()).collect();
    assert!(wordless.is_empty(), "neither a comment nor tests/support/view_words.txt explains {}", wordless.join(", "));
    text.trim_end().to_string() + "\n"
}

/// The same as the program reads it: pages with their records, then records with their fields. `*` marks a list, and a field with
/// nothing behind it is no record.
fn shapes() -> String {
    let records = Records::read();
    let name = |record: &Record| records.title(record).replace(' ', "");
    let mut text = String::from("# Made from the structs of src/page: UPDATE_EXPECT=1 cargo test --test view_models\n");
    let mut waiting: VecDeque<&Record> = VecDeque::new();
    for (templates, record) in pages() {
        let record = records.named(&record);
        templates.split(", ").for_each(|template| text += &format!("{template}: {}\n", name(record)));
        waiting.push_back(record);
    }
    let mut told: BTreeSet<String> = waiting.iter().map(|record| name(record)).collect();
    while let Some(record) = waiting.pop_front() {
        text += &format!("{}\n", name(record));
        for field in flat(&records, record) {
            let mut part = names_in(&field.kind).filter_map(|name| records.find(name, record));
            let Some(part) = part.find(|part| part.words.is_empty()) else {
                text += &format!(" {}\n", field.name);
                continue;
            };
            let list = if field.kind.contains("Vec<") { "*" } else { "" };
            text += &format!(" {} {}{list}\n", field.name, name(part));
            if told.insert(name(part)) {
                waiting.push_back(part);
            }
        }
    }
    text
}

#[test]
fn the_names_that_templates_are_held_against_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/theme/shapes.txt");
    let text = shapes();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "src/theme/shapes.txt is not current: UPDATE_EXPECT=1 cargo test writes it");
}

#[test]
fn the_reference_for_theme_authors_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/pages/view-models.md");
    let text = reference();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/content/pages/view-models.md is not current: UPDATE_EXPECT=1 cargo test writes it");
}

/// Every word of the file is used, so that it cannot outlive what it speaks of.
#[test]
fn no_words_are_left_over() {
    let text = reference();
    let unused: Vec<&str> = words_of_fields().into_values().filter(|words| !text.contains(&format!("| {words} |"))).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

/// What a page is when it is handed to its template has the very fields that the reference lists.
fn fits(records: &Records, record: &Record, value: &Value, at: &str) {
    let Value::Object(object) = value else { panic!("{at}: {} is no record", record.name) };
    let fields = flat(records, record);
    let known: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let given: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    assert_eq!(known, given, "{at}: {}", record.name);
    for field in fields {
        for name in names_in(&field.kind) {
            let Some(part) = records.find(name, record) else { continue };
            let at = format!("{at}.{}", field.name);
            match &object[&field.name] {
                Value::Null => {}
                Value::Array(values) => values.iter().for_each(|value| fits(records, part, value, &at)),
                Value::String(word) => assert!(part.words.contains(word), "{at}: `{word}` is none of {:?}", part.words),
                value => fits(records, part, value, &at),
            }
        }
    }
}

#[test]
fn every_page_of_real_sites_is_as_the_reference_says() {
    let records = Records::read();
    let of_pages = pages();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut met = BTreeSet::new();
    for folder in ["", "examples/northgate", "docs"] {
        let (site, _): (Publication, _) = publication(Sources::read(&root.join(folder)).unwrap(), &support::options());
        let search = || page::search(&site.site, "search/index.html", "search/mark/start.js");
        let search = site.site.can_be_searched().then(|| ("search.html", search()));
        let of_routes = site.site.routes().iter().filter_map(|(route, owner)| {
            Some((page::template(&site.site, owner)?, page::of(&site.site, route, owner, Asked::all())?))
        });
        for (template, page) in of_routes.chain(search) {
            let (_, record) =
                of_pages.iter().find(|(templates, _)| templates.split(", ").any(|one| one == template)).expect("known");
            fits(&records, records.named(record), &serde_json::to_value(&page).unwrap(), template);
            met.insert(template);
        }
    }
    // The accessibility statement and stubs of old addresses are on none of these sites, the gallery only in the preview.
    assert!(met.len() >= 18, "too few kinds of page: {met:?}");
}

#[test]
fn what_a_template_does_not_name_is_not_missed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut spared = 0;
    for folder in ["", "examples/northgate", "docs"] {
        let (mut publication, _): (Publication, _) = publication(Sources::read(&root.join(folder)).unwrap(), &support::options());
        let of_route = |(route, owner): (&str, Owner)| {
            let template = page::template(&publication.site, owner).filter(|name| *name != "search.html")?;
            Some((route.to_string(), owner, template, publication.file(route).expect("it has a file").expect("it renders")))
        };
        let made: Vec<_> = publication.site.routes().iter().filter_map(of_route).collect();
        let theme = Arc::into_inner(publication.theme.take().expect("a whole theme")).expect("nobody else has it");
        spared += made.iter().filter(|(_, _, template, _)| !theme.asked(template).has_all()).count();
        let theme = theme.with_every_field();
        for (route, owner, template, bytes) in made {
            let whole = page::of(&publication.site, &route, owner, Asked::all()).expect("it has a template");
            assert!(theme.render(template, &whole).is_ok_and(|all| all == bytes), "{route} shows more if it has everything");
        }
    }
    assert!(spared > 50, "templates name everything");
}
