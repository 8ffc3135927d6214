//! Lists: whether an item has a bullet or a number, and which.

use std::collections::HashMap;

use super::styles::Styles;
use super::xml::Element;

#[derive(Default)]
pub struct Numbering {
    /// Lists, by their ids: the kind of list, and levels that differ from it.
    lists: HashMap<String, (String, HashMap<usize, Level>)>,
    kinds: HashMap<String, Kind>,
    /// How far the counting has come, by kind of list.
    counts: HashMap<String, Vec<u64>>,
    started: Vec<(String, usize)>,
}

#[derive(Default)]
struct Kind {
    levels: HashMap<usize, Level>,
    /// A style of lists that says the rest.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u64>,
    format: Option<String>,
    text: String,
    /// The style of paragraphs at this level.
    style: Option<String>,
}

/// The mark before an item or a heading.
#[derive(Debug, PartialEq)]
pub enum Mark {
    Bullet,
    /// The number alone, and as it is printed: 2, `1.2.`.
    Number(u64, String),
    /// There is none.
    None,
}

impl Numbering {
    pub fn read(root: Option<&Element>) -> Numbering {
        let mut numbering = Numbering::default();
        for element in root.iter().flat_map(|root| root.elements()) {
            if element.name == "abstractNum" {
                let style = element.child("numStyleLink").and_then(Element::value).map(str::to_string);
                let kind = Kind { levels: levels(element.elements()), style };
                numbering.kinds.insert(element.attribute("abstractNumId").unwrap_or_default().to_string(), kind);
            } else if element.name == "num" {
                let kind = element.child("abstractNumId").and_then(Element::value).unwrap_or_default().to_string();
                let mut own = HashMap::new();
                for change in element.elements().filter(|element| element.name == "lvlOverride") {
                    let depth = change.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                    let mut level = levels(change.elements()).remove(&depth).unwrap_or_default();
                    let start = change.child("startOverride").and_then(Element::value).and_then(|start| start.parse().ok());
                    level.start = start.or(level.start);
                    own.insert(depth, level);
                }
                numbering.lists.insert(element.attribute("numId").unwrap_or_default().to_string(), (kind, own));
            }
        }
        numbering
    }

    /// The depth at which a list has this style of paragraphs.
    pub fn depth_of(&self, list: &str, style: &str) -> Option<usize> {
        let (kind, _) = self.lists.get(list)?;
        let levels = &self.kinds.get(kind)?.levels;
        levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(depth, _)| *depth)
    }

    /// Counts one more item of a list.
    pub fn next(&mut self, list: &str, depth: usize, styles: &Styles) -> Mark {
        let Some((mut kind, own)) = self.lists.get(list).cloned() else { return Mark::None };
        // A kind of list may leave it to a style to say what it is like.
        if let Some(style) = self.kinds.get(&kind).and_then(|kind| kind.style.as_deref())
            && let Some((real, _)) = styles.list_of(style).and_then(|list| self.lists.get(list))
        {
            kind.clone_from(real);
        }
        let known = self.kinds.get(&kind);
        let level = |depth: usize| -> Level {
            let base = known.and_then(|kind| kind.levels.get(&depth)).cloned().unwrap_or_default();
            match own.get(&depth) {
                Some(own) if own.format.is_some() => own.clone(),
                Some(own) => Level { start: own.start.or(base.start), ..base },
                None => base,
            }
        };
        let this = level(depth);
        let counts = self.counts.entry(kind).or_default();
        let restarts = own.get(&depth).is_some_and(|own| own.start.is_some());
        if restarts && !self.started.contains(&(list.to_string(), depth)) {
            self.started.push((list.to_string(), depth));
            counts.truncate(depth);
        }
        counts.truncate(depth + 1);
        while counts.len() <= depth {
            let start = level(counts.len()).start.unwrap_or(1);
            // Levels above an item that never had one count as their first.
            counts.push(if counts.len() == depth { start.saturating_sub(1) } else { start });
        }
        counts[depth] = counts[depth].saturating_add(1);
        match this.format.as_deref() {
            Some("bullet") => Mark::Bullet,
            Some("none") => Mark::None,
            None => Mark::Bullet,
            Some(_) => {
                let mut printed = this.text.clone();
                for (at, count) in counts.iter().enumerate() {
                    let format = level(at).format.unwrap_or_default();
                    printed = printed.replace(&format!("%{}", at + 1), &in_format(*count, &format));
                }
                Mark::Number(counts[depth], printed)
            }
        }
    }
}

fn levels<'e>(elements: impl Iterator<Item = &'e Element>) -> HashMap<usize, Level> {
    let level = |element: &Element| {
        let value = |name: &str| element.child(name).and_then(Element::value);
        let depth = element.attribute("ilvl")?.parse::<usize>().ok().filter(|depth| *depth < 9)?;
        let level = Level {
            start: value("start").and_then(|start| start.parse().ok()),
            format: value("numFmt").map(str::to_string),
            text: value("lvlText").unwrap_or_default().to_string(),
            style: value("pStyle").map(str::to_string),
        };
        Some((depth, level))
    };
    elements.filter(|element| element.name == "lvl").filter_map(level).collect()
}

fn in_format(count: u64, format: &str) -> String {
    let letter = |first: u8| {
        let at = count.saturating_sub(1);
        String::from(char::from(first + (at % 26) as u8)).repeat((at / 26 + 1).min(9) as usize)
    };
    match format {
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        _ => count.to_string(),
    }
}

fn roman(count: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut left, mut text) = (count.min(4000), String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}
