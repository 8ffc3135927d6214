//! The strategy's own fields: its title and period, and what the trust says that it is for.

use super::outline::Section;
use super::{Maker, sounds};
use crate::document::{Block, Kind, Words};
use crate::import::yaml::{Group, Yaml};
use crate::strategy::scalars::{Period, Written};

/// The longest statement or text of a field, in letters.
pub const SHORT: usize = 400;

/// What stands at the head of a document.
#[derive(Default)]
pub struct Head {
    pub title: Option<usize>,
    pub subtitle: Option<usize>,
    /// More paragraphs in the style of titles.
    pub more: Vec<usize>,
    pub doubts: Vec<String>,
}

/// Finds the title and the subtitle. A heading that is the title goes from the sections: what stands below it stands in the
/// document.
pub fn find(root: &mut Section, blocks: &[Block]) -> Head {
    let mut head = Head::default();
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            Kind::Title(_) if head.title.is_none() => head.title = Some(at),
            Kind::Subtitle(_) | Kind::Title(_) if head.subtitle.is_none() => head.subtitle = Some(at),
            Kind::Subtitle(_) | Kind::Title(_) => head.more.push(at),
            _ => {}
        }
    }
    if head.title.is_none() {
        // The only heading of the highest level; its sections become those of the document.
        let only = root.children.len() == 1 && (!root.children[0].children.is_empty() || blocks.len() > 1);
        let first = root.children.first().filter(|first| {
            let is_start = first.heading.is_some_and(|heading| heading == 0);
            is_start && root.body.is_empty() && first.children.is_empty() && first.body.is_empty()
        });
        if only || first.is_some() {
            if !only {
                head.doubts.push("the first of several headings of one level is taken for the title".to_string());
            }
            let title = root.children.remove(0);
            head.title = title.heading;
            root.body.extend(title.body);
            let rest = std::mem::take(&mut root.children);
            root.children = title.children.into_iter().chain(rest).collect();
        }
    }
    let next = root.children.first().filter(|next| head.subtitle.is_none() && root.body.is_empty() && next.children.is_empty());
    let is_subtitle = |next: &Section| {
        let title = next.title(blocks);
        let lower = title.to_lowercase();
        let heading = next.heading(blocks).is_some_and(|heading| heading.is_guessed && heading.number.is_empty());
        let of_document = lower.contains("strategy") || lower.contains("plan") || period(&title).is_some();
        heading && of_document && sounds::goals(&title).is_none() && next.heading == head.title.map(|title| title + 1)
    };
    if next.is_some_and(is_subtitle) {
        let subtitle = root.children.remove(0);
        head.subtitle = subtitle.heading;
        root.body.extend(subtitle.body);
        head.doubts.push("the second heading is taken for the subtitle".to_string());
    }
    head
}

/// The words of a title.
pub fn words(block: &Block) -> Words {
    match &block.kind {
        Kind::Title(words) | Kind::Subtitle(words) | Kind::Paragraph(words) => words.clone(),
        Kind::Heading(heading) => heading.words.clone(),
        _ => Words::default(),
    }
}

/// A number that is typed before a title, `1. Quality`, and the title.
pub fn typed_number(title: &str) -> Option<(String, String)> {
    let end = title.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (mark, rest) = title.split_at(end);
    let number = mark.trim_end_matches('.');
    let rest = if mark.ends_with('.') || number.contains('.') { rest } else { rest.strip_prefix(')').or(rest.strip_prefix(':'))? };
    let is_number = !number.is_empty() && number.len() <= 5 && number.split('.').all(|part| !part.is_empty());
    (is_number && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (number.to_string(), rest.trim().to_string()))
}

/// A period within a title: as printed, or as it must be meant.
pub fn period(title: &str) -> Option<(String, bool)> {
    let starts = title.char_indices().filter(|(at, letter)| {
        letter.is_ascii_digit() && !title[..*at].ends_with(|before: char| before.is_ascii_digit() || before == '/')
    });
    for (start, _) in starts {
        let rest = &title[start..];
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).filter(|end| *end > 4 && *end <= 24);
        for end in ends.collect::<Vec<_>>().into_iter().rev() {
            let part = &rest[..end];
            let is_whole = !rest[end..].starts_with(|next: char| next.is_alphanumeric());
            if !is_whole || !part.ends_with(|c: char| c.is_ascii_digit()) || part.bytes().take(4).any(|b| !b.is_ascii_digit()) {
                continue;
            }
            if Period::parse(part).is_ok_and(|period| period.from.is_some()) {
                return Some((part.to_string(), true));
            }
            if let Some(meant) = Period::meant(part).filter(|meant| Period::parse(meant).is_ok()) {
                return Some((meant, false));
            }
        }
    }
    None
}

impl Maker<'_> {
    /// Takes the title, the subtitle and the period.
    pub fn title(&mut self, head: &Head, fields: &mut Group) {
        let blocks = &self.document.blocks;
        for doubt in &head.doubts {
            fields.comment(&format!("Unsure: {doubt}."));
        }
        let title;
        if let Some(at) = head.title {
            title = words(&blocks[at]).plain();
            let number = match &blocks[at].kind {
                Kind::Heading(heading) => heading.number.clone(),
                _ => String::new(),
            };
            for doubt in &blocks[at].unsure {
                fields.comment(&format!("Unsure ({}): {doubt}.", blocks[at].place));
            }
            self.took(at, "title", fields);
            self.keep_notes(&words(&blocks[at]));
            if !number.is_empty() {
                fields.comment(&format!("Heading: {number} {title}"));
            }
            fields.text("title", &title);
        } else {
            title = if self.document.title.is_empty() { self.from.clone() } else { self.document.title.clone() };
            let source = if self.document.title.is_empty() { "the name of the file" } else { "a property of the file" };
            fields.comment(&format!("Unsure: no heading is the title of the whole, so that this is {source}."));
            fields.text("title", &title);
        }
        let subtitle = head.subtitle.map(|at| words(&blocks[at]).plain()).unwrap_or_default();
        if let Some(at) = head.subtitle {
            self.took(at, "subtitle", fields);
            self.keep_notes(&words(&blocks[at]));
            fields.text("subtitle", &subtitle);
        }
        if let Some((period, is_printed)) = period(&title).or_else(|| period(&subtitle)) {
            if !is_printed {
                fields.comment("Unsure: the period is as the title must mean it.");
            }
            fields.text("period", &period);
        }
    }

    /// Takes sections that hold a statement or the values, wherever they stand.
    pub fn statements(&mut self, root: &Section, fields: &mut Group) {
        let (mut statements, mut values) = (Vec::new(), Vec::new());
        let mut empty: Option<(usize, String)> = None;
        for section in root.all() {
            let Some(heading) = section.heading.filter(|heading| !self.taken.contains(heading)) else { continue };
            let title = section.title(&self.document.blocks);
            let is_bare = section.body.is_empty() && section.children.is_empty();
            if let Some((before, kind)) = empty.take()
                && is_bare
                && sounds::statement(&title).is_none()
                && !sounds::is_values(&title)
                && section.heading(&self.document.blocks).is_some_and(|heading| heading.is_guessed)
            {
                // A short line below `Our vision` is the vision, although it looks like a heading.
                let mut group = self.statement(before, &kind);
                self.took(heading, "statement", &mut group);
                group.text("text", &self.field(&words(&self.document.blocks[heading])));
                statements.push(Yaml::Group(group));
                continue;
            }
            if let Some(kind) = sounds::statement(&title) {
                let below = section.children.first().filter(|below| section.children.len() == 1 && below.children.is_empty());
                match section.body.as_slice() {
                    [] if below.is_some_and(|below| below.body.is_empty()) => {
                        let at = below.and_then(|below| below.heading).expect("a section below another has a heading");
                        let mut group = self.statement(heading, &kind);
                        self.took(at, "statement", &mut group);
                        group.text("text", &self.field(&words(&self.document.blocks[at])));
                        statements.push(Yaml::Group(group));
                    }
                    [] if is_bare => empty = Some((heading, kind)),
                    [only] if section.children.is_empty() => {
                        let Kind::Paragraph(words) = &self.document.blocks[*only].kind else { continue };
                        if words.plain().chars().count() <= SHORT {
                            let (words, at) = (words.clone(), *only);
                            let mut group = self.statement(heading, &kind);
                            self.took(at, "statement", &mut group);
                            group.text("text", &self.field(&words));
                            statements.push(Yaml::Group(group));
                        }
                    }
                    _ => {}
                }
            } else if sounds::is_values(&title) {
                let items: Vec<usize> = section.body.iter().copied().filter(|at| self.is_item(*at)).collect();
                // What leads to the list stays where it was, and its heading with it.
                if items.is_empty() {
                    continue;
                }
                let is_whole = items.len() == section.body.len() && section.children.is_empty();
                for (number, at) in items.into_iter().enumerate() {
                    let mut group = Group::default();
                    if number == 0 && is_whole {
                        self.took(heading, "values", &mut group);
                        group.comment(&format!("Heading: {title}"));
                    }
                    self.took(at, "value", &mut group);
                    let Kind::Item { words, .. } = &self.document.blocks[at].kind else { continue };
                    let words = words.clone();
                    match words.split_lead() {
                        Some((name, text)) => {
                            group.text("name", &name);
                            group.text("text", &self.field(&text));
                        }
                        None if words.are_bold() || words.plain().split(' ').count() <= 4 => group.text("name", &words.plain()),
                        None => group.text("text", &self.field(&words)),
                    }
                    values.push(Yaml::Group(group));
                }
            }
        }
        fields.list("statements", statements);
        fields.list("values", values);
    }

    fn statement(&mut self, heading: usize, kind: &str) -> Group {
        let mut group = Group::default();
        let title = words(&self.document.blocks[heading]).plain();
        self.took(heading, "kind of a statement", &mut group);
        group.comment(&format!("Heading: {title}"));
        group.text("kind", kind);
        group
    }
}
