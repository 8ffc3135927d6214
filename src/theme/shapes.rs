//! What stands behind the names in templates: the records of pages, the strings of the theme.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Pages with their records, and records with their fields; a test writes it from the structs of the view models.
const TEXT: &str = include_str!("shapes.txt");

/// What is behind a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape<'a> {
    /// A record of view models, by its name.
    Record(&'a str),
    /// A list of such records.
    List(&'a str),
    /// The page of a template that several kinds of pages have.
    AnyPage,
    /// A group of strings.
    Strings(&'a Map<String, Value>),
    /// Anything: nothing can be said of its fields.
    Open,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Texts, numbers, or lists of them.
    Values,
    /// Lists of records.
    Lists,
    Records,
}

/// A field of it, as far as is known: what stands behind it, or that there is none.
pub type Field<'a> = Result<Shape<'a>, BTreeSet<&'a str>>;

/// All records, by their names.
#[derive(Debug)]
pub struct Shapes {
    /// The record of each page template.
    pages: BTreeMap<&'static str, &'static str>,
    records: BTreeMap<&'static str, BTreeMap<&'static str, Shape<'static>>>,
}

impl Shapes {
    pub fn read() -> Shapes {
        let mut pages = BTreeMap::new();
        let mut records: BTreeMap<&str, BTreeMap<&str, Shape>> = BTreeMap::new();
        let mut record = "";
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            if let Some(field) = line.strip_prefix(' ') {
                let (name, kind) = field.split_once(' ').unwrap_or((field, ""));
                let shape = match (kind, kind.strip_suffix('*')) {
                    ("", _) => Shape::Open,
                    (_, Some(kind)) => Shape::List(kind),
                    (kind, None) => Shape::Record(kind),
                };
                records.entry(record).or_default().insert(name, shape);
            } else if let Some((template, record)) = line.split_once(": ") {
                pages.insert(template, record);
            } else {
                record = line;
            }
        }
        Shapes { pages, records }
    }

    /// What `page` is in the template at a path of a theme.
    pub fn page(&self, path: &str) -> Shape<'static> {
        let record = path.strip_prefix("templates/").and_then(|name| self.pages.get(name));
        record.map_or(Shape::AnyPage, |record| Shape::Record(record))
    }

    /// The names of all fields, each with the most that it holds in any record.
    pub fn holdings(&self) -> BTreeMap<&'static str, Holds> {
        let mut fields = BTreeMap::new();
        for (name, shape) in self.records.values().flatten() {
            let holds = match shape {
                Shape::Record(_) => Holds::Records,
                Shape::List(_) => Holds::Lists,
                _ => Holds::Values,
            };
            let most = fields.entry(*name).or_insert(holds);
            *most = holds.max(*most);
        }
        fields
    }

    /// The names of all fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.records.values().flat_map(|fields| fields.keys().copied())
    }

    /// What is behind a field; or, if there is no such field, the names of those that there are.
    pub fn field<'a>(&self, of: Shape<'a>, name: &str) -> Field<'a> {
        match of {
            Shape::Record(record) => {
                let fields = &self.records[record];
                fields.get(name).copied().ok_or_else(|| fields.keys().copied().collect())
            }
            Shape::AnyPage => {
                let pages = || self.pages.values().map(|record| &self.records[record]);
                let found: Vec<Shape> = pages().filter_map(|fields| fields.get(name).copied()).collect();
                match found.first() {
                    Some(first) if found.iter().all(|shape| shape == first) => Ok(*first),
                    Some(_) => Ok(Shape::Open),
                    None => Err(pages().flat_map(|fields| fields.keys().copied()).collect()),
                }
            }
            Shape::Strings(strings) => match strings.get(name) {
                Some(Value::Object(below)) => Ok(Shape::Strings(below)),
                Some(_) => Ok(Shape::Open),
                None => Err(strings.keys().map(String::as_str).collect()),
            },
            Shape::List(_) | Shape::Open => Ok(Shape::Open),
        }
    }
}
