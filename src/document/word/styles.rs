//! Styles: what a paragraph is for, by its style and those that the style rests on.

use std::collections::HashMap;

use super::xml::Element;

#[derive(Default)]
pub struct Styles {
    all: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    /// In small letters; Word's own names are English in every language.
    name: String,
    rests_on: Option<String>,
    level: Option<usize>,
    list: Option<(String, Option<usize>)>,
    bold: Option<bool>,
    italic: Option<bool>,
    is_hidden: Option<bool>,
}

/// What a style says, its ancestors asked.
#[derive(Debug, Default, PartialEq)]
pub struct Look {
    /// 1 for the highest level of headings.
    pub heading: Option<usize>,
    pub is_title: bool,
    pub is_subtitle: bool,
    /// A line of a list of contents.
    pub is_contents: bool,
    pub is_quote: bool,
    /// The list that it belongs to, and how deep.
    pub list: Option<(String, usize)>,
    pub bold: bool,
    pub italic: bool,
    pub is_hidden: bool,
}

impl Styles {
    pub fn read(root: Option<&Element>) -> Styles {
        let mut styles = Styles::default();
        for element in root.iter().flat_map(|root| root.elements()).filter(|element| element.name == "style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let value = |path: &[&str]| element.at(path).and_then(Element::value);
            let level = value(&["pPr", "outlineLvl"]).and_then(|level| level.parse::<usize>().ok());
            let number = |path: &[&str]| value(path).and_then(|level| level.parse().ok());
            let look = |name: &str| element.child("rPr").and_then(|look| look.is_on(name));
            let style = Style {
                name: value(&["name"]).unwrap_or(id).to_lowercase(),
                rests_on: value(&["basedOn"]).map(str::to_string),
                level,
                list: value(&["pPr", "numPr", "numId"]).map(|list| (list.to_string(), number(&["pPr", "numPr", "ilvl"]))),
                bold: look("b"),
                italic: look("i"),
                is_hidden: look("vanish"),
            };
            let is_usual = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if is_usual && element.attribute("type") == Some("paragraph") {
                styles.usual = Some(id.to_string());
            }
            styles.all.insert(id.to_string(), style);
        }
        styles
    }

    /// The look of a style; of the usual one, if none is named.
    pub fn look(&self, id: Option<&str>) -> Look {
        let mut chain: Vec<&Style> = Vec::new();
        let mut next = id.or(self.usual.as_deref());
        while let Some(style) = next.and_then(|id| self.all.get(id)) {
            // Styles may rest on each other in a circle, in files that are spoilt.
            if chain.len() > 30 {
                break;
            }
            chain.push(style);
            next = style.rests_on.as_deref();
        }
        let named = |test: &dyn Fn(&str) -> bool| chain.iter().any(|style| test(&style.name));
        let by_name = chain.iter().find_map(|style| {
            let level = style.name.strip_prefix("heading ")?.trim().parse::<usize>().ok()?;
            (1..=9).contains(&level).then_some(level)
        });
        // The level of a body text is 9.
        let by_level = chain.iter().find_map(|style| style.level).map(|level| Some(level + 1).filter(|level| *level <= 9));
        // `List Bullet 2` is a list of its own, which stands below `List Bullet`.
        let by_number = chain.first().and_then(|style| {
            let number = ["list bullet ", "list number ", "list "].iter().find_map(|name| style.name.strip_prefix(name))?;
            number.parse::<usize>().ok().filter(|number| (2..=9).contains(number)).map(|number| number - 1)
        });
        let list = chain.iter().find_map(|style| style.list.clone());
        Look {
            heading: by_level.unwrap_or(by_name),
            is_title: chain.first().is_some_and(|style| style.name == "title") || named(&|name| name == "title"),
            is_subtitle: named(&|name| name == "subtitle"),
            is_contents: named(&|name| {
                name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok()) || name == "toc heading"
            }),
            is_quote: named(&|name| matches!(name, "quote" | "intense quote" | "quotations" | "block text")),
            list: list.map(|(list, depth)| (list, depth.or(by_number).unwrap_or(0))),
            bold: chain.iter().find_map(|style| style.bold).unwrap_or(false),
            italic: chain.iter().find_map(|style| style.italic).unwrap_or(false),
            is_hidden: chain.iter().find_map(|style| style.is_hidden).unwrap_or(false),
        }
    }

    /// The list that a style of lists stands for.
    pub fn list_of(&self, style: &str) -> Option<&str> {
        self.all.get(style).and_then(|style| style.list.as_ref()).map(|(list, _)| list.as_str())
    }

    pub fn has(&self, id: &str) -> bool {
        self.all.contains_key(id)
    }
}
