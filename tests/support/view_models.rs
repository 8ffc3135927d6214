//! The records that pages are made of, as the code has them: a small reader of the structs and enums that are serialised.

use std::collections::BTreeMap;
use std::path::Path;

/// Where the records stand, below `src/`.
const ROOMS: [&str; 5] = ["page", "chart", "site", "measure", "strategy/model"];

/// A struct, or an enum of words.
#[derive(Debug, Default)]
pub struct Record {
    pub name: String,
    /// The file's name without its ending, or `mod`'s folder.
    pub file: String,
    pub doc: String,
    pub fields: Vec<Field>,
    /// The words of an enum, as templates see them.
    pub words: Vec<String>,
    /// What the file of it uses, to tell records of one name apart.
    uses: String,
}

#[derive(Debug, Default)]
pub struct Field {
    pub name: String,
    pub kind: String,
    pub doc: String,
    pub flat: bool,
}

#[derive(Debug)]
pub struct Records(Vec<Record>);

impl Records {
    pub fn read() -> Records {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut all = Vec::new();
        for room in ROOMS {
            for entry in walkdir::WalkDir::new(src.join(room)).sort_by_file_name() {
                let path = entry.unwrap().into_path();
                if path.extension().is_some_and(|ending| ending == "rs") {
                    let stem = path.file_stem().unwrap().to_string_lossy().to_string();
                    let folder = path.parent().unwrap().file_name().unwrap().to_string_lossy().to_string();
                    let file = if stem == "mod" || room == "chart" { folder } else { stem };
                    all.extend(of_file(&file, &std::fs::read_to_string(&path).unwrap()));
                }
            }
        }
        Records(all)
    }

    /// The record of that name as the file of another one means it.
    pub fn find(&self, name: &str, from: &Record) -> Option<&Record> {
        let of_name: Vec<&Record> = self.0.iter().filter(|record| record.name == name).collect();
        let used = |record: &&&Record| {
            let names = |line: &str| {
                line.contains(&format!("{}::", record.file)) && line.split([' ', ',', '{', '}', ':', ';']).any(|word| word == name)
            };
            from.uses.lines().any(names)
        };
        let own = of_name.iter().find(|record| record.file == from.file);
        own.or(of_name.iter().find(used)).or(of_name.first()).copied()
    }

    pub fn named(&self, name: &str) -> &Record {
        self.0.iter().find(|record| record.name == name).unwrap_or_else(|| panic!("there is no {name}"))
    }

    /// What a reader sees as the name of a record: without what the code adds, and with its file where two have one name.
    pub fn title(&self, record: &Record) -> String {
        let name = match record.name.as_str() {
            // A link that is called "link" says nothing.
            "LinkView" => "PlainLink",
            name => name.strip_suffix("View").filter(|name| !name.is_empty()).unwrap_or(name),
        };
        let several = self.0.iter().filter(|other| other.name == record.name).count() > 1;
        let own = self.0.iter().any(|other| other.name == name && other.name != record.name);
        let mut title = dashed(name).replace('-', " ");
        title[..1].make_ascii_uppercase();
        if several || own { format!("{title} of {}", record.file.replace('_', " ")) } else { title }
    }
}

fn of_file(file: &str, text: &str) -> Vec<Record> {
    let mut uses = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\nuse ") {
        rest = &rest[at + 1..];
        let end = rest.find(';').expect("a use ends");
        uses += &(rest[..end].split_whitespace().collect::<Vec<_>>().join(" ") + "\n");
        rest = &rest[end..];
    }
    let mut all = Vec::new();
    let (mut doc, mut attributes) = (Vec::<&str>::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("///") {
            doc.push(words.trim());
        } else if line.starts_with("#[") {
            attributes += line;
        } else {
            let head = line.strip_prefix("pub struct ").map(|rest| (false, rest));
            let head = head.or(line.strip_prefix("pub enum ").map(|rest| (true, rest)));
            if let Some((is_enum, rest)) = head.filter(|(_, rest)| attributes.contains("Serialize") && rest.ends_with('{')) {
                let name = rest.split([' ', '<']).next().unwrap_or_default().to_string();
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").map(str::trim).collect();
                let (fields, words) = if is_enum { (Vec::new(), words(&body)) } else { (fields(&body), Vec::new()) };
                all.push(Record { name, file: file.to_string(), doc: doc.join(" "), fields, words, uses: uses.clone() });
            }
            doc.clear();
            attributes.clear();
        }
    }
    all
}

fn fields(body: &[&str]) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut next = Field::default();
    for line in body {
        if let Some(words) = line.strip_prefix("///") {
            next.doc += words;
        } else if line.contains("serde(flatten)") {
            next.flat = true;
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            let (name, kind) = (name.to_string(), kind.trim_end_matches(',').to_string());
            let doc = next.doc.trim().to_string();
            fields.push(Field { name, kind, doc, flat: std::mem::take(&mut next).flat });
        }
    }
    fields
}

/// The names of an enum's variants as words: `NoTarget` is `no-target`.
fn words(body: &[&str]) -> Vec<String> {
    let names =
        body.iter().filter_map(|line| line.strip_suffix(',').filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())));
    names.map(dashed).collect()
}

fn dashed(name: &str) -> String {
    let letter = |(at, c): (usize, char)| if at > 0 && c.is_ascii_uppercase() { format!("-{c}") } else { c.to_string() };
    name.chars().enumerate().map(letter).collect::<String>().to_lowercase()
}

/// Words for fields without a comment: by name, or by record and name.
pub fn words_of_fields() -> BTreeMap<&'static str, &'static str> {
    let text = include_str!("view_words.txt");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).collect()
}
