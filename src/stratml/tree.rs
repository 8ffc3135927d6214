//! XML as a tree of elements, each with the place where it starts. Prefixes of names are left out.

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};

use super::NotStratml;

/// Deeper than any plan, and shallow enough that a malicious file does no harm.
const DEEPEST: usize = 64;

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Its own text and that of the elements in it, in order.
    pub text: String,
    pub children: Vec<Element>,
    pub line: usize,
    pub column: usize,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.attributes.is_empty() && self.children.iter().all(Element::is_empty)
    }
}

/// The root element of a file.
pub fn root(text: &str) -> Result<Element, NotStratml> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let start = reader.buffer_position() as usize;
        let wrong = |at: usize, message: String| NotStratml::at(text, at, message);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(wrong(reader.error_position() as usize, in_words(&error, &open))),
        };
        match event {
            Event::Start(tag) => {
                if root.is_some() {
                    return Err(wrong(start, "a second element stands behind the end of the first".to_string()));
                }
                if open.len() == DEEPEST {
                    return Err(wrong(start, format!("elements are nested more than {DEEPEST} deep")));
                }
                open.push(element(&tag, text, start).map_err(|message| wrong(start, message))?);
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { continue };
                match open.last_mut() {
                    Some(above) => {
                        above.text.push_str(&done.text);
                        above.text.push(' ');
                        above.children.push(done);
                    }
                    None => root = Some(done),
                }
            }
            Event::Text(words) => add(&mut open, &words.xml10_content()),
            Event::CData(words) => add(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) => {
                let letter =
                    name.resolve_char_ref().map_err(|_| wrong(start, "a reference to a character that there is not".into()))?;
                match letter.map(String::from).or_else(|| known_letter(&name).map(str::to_string)) {
                    Some(letter) => add(&mut open, &letter),
                    None => return Err(wrong(start, format!("XML does not know `&{};`: an `&` is written `&amp;`", &*name))),
                }
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match open.last() {
        Some(open) => Err(NotStratml { line: open.line, column: open.column, message: format!("`{}` is not closed", open.name) }),
        None => root.ok_or_else(|| NotStratml::at(text, 0, "there is no XML in this file".to_string())),
    }
}

fn add(open: &mut [Element], words: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(words);
    }
}

/// The entities that need no declaration.
fn known_letter(name: &str) -> Option<&'static str> {
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    known.iter().find(|(entity, _)| *entity == name).map(|(_, letter)| *letter)
}

fn element(tag: &BytesStart, text: &str, at: usize) -> Result<Element, String> {
    let (line, column) = NotStratml::place(text, at);
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| "the attributes of this element are not written as XML has them".to_string())?;
        let name = attribute.key.local_name().as_ref().to_string();
        let is_namespace = attribute.key.as_ref().starts_with("xmlns") || name == "schemaLocation";
        if !is_namespace {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| format!("the value of `{name}` is not written as XML has it"))?;
            attributes.push((name, value.to_string()));
        }
    }
    let name = tag.local_name().as_ref().to_string();
    Ok(Element { name, attributes, line, column, ..Element::default() })
}

fn in_words(error: &Error, open: &[Element]) -> String {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            let line = open.last().map(|open| format!(" of line {}", open.line)).unwrap_or_default();
            format!("`{expected}`{line} is closed by `{found}`")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => format!("`{found}` is closed, and was not open"),
        Error::IllFormed(IllFormedError::UnclosedReference) => "an `&` is written `&amp;` in XML".to_string(),
        _ => "this is not well-formed XML".to_string(),
    }
}
