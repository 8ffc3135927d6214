//! Which parts of a document are its goals.

use std::collections::HashMap;

use super::outline::Section;
use super::sounds;
use crate::document::{Block, Kind, Words};

/// What is taken for the goals.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub goals: Vec<Goal>,
    /// The name of the level, one and several, if the document has one.
    pub name: Option<(String, String)>,
    /// Why nobody can be sure, in a sentence.
    pub doubt: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Goal {
    Section(Section),
    /// A paragraph, and the items behind it.
    Lead(usize, Vec<usize>),
    /// An item, and those below it.
    Item(usize, Vec<usize>),
}

/// More are no goals.
const MOST: usize = 20;

/// Finds what is most likely to be the goals of a document.
pub fn choose(root: &Section, blocks: &[Block]) -> Option<Chosen> {
    let is_numbered = |section: &&Section| sounds::numbered_goal(&section.title(blocks)).is_some();
    let has_numbered = |section: &&&Section| section.children.iter().filter(is_numbered).count() > 1;
    let numbered_groups = root.all().iter().filter(has_numbered).count();
    let finder = Finder { root, blocks, times: times(root, blocks), numbered_groups };
    let mut best: Option<(usize, Chosen)> = None;
    finder.section(root, 0, &mut best);
    best.map(|(_, chosen)| chosen)
}

/// The words of an item or a heading, to be compared.
fn said(words: &Words) -> String {
    words.plain().trim_end_matches([':', '.', ';']).to_lowercase()
}

/// How often each heading stands in the document: one that stands again and again is a part of every goal.
fn times(root: &Section, blocks: &[Block]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for section in root.all() {
        *times.entry(sounds::bare(&section.title(blocks))).or_default() += 1;
    }
    times
}

struct Finder<'a> {
    root: &'a Section,
    blocks: &'a [Block],
    times: HashMap<String, usize>,
    /// How many headings have headings such as `Objective 1: …` below them.
    numbered_groups: usize,
}

impl Finder<'_> {
    fn section(&self, section: &Section, depth: usize, best: &mut Option<(usize, Chosen)>) {
        for (score, chosen) in self.candidates(section, depth) {
            let is_fit = (2..=MOST).contains(&chosen.goals.len());
            let score = score.saturating_sub(depth * 4);
            if is_fit && best.as_ref().is_none_or(|(most, _)| score > *most) {
                *best = Some((score, chosen));
            }
        }
        section.children.iter().for_each(|child| self.section(child, depth + 1, best));
    }

    /// What may be the goals below one heading, with how likely that is.
    fn candidates(&self, section: &Section, depth: usize) -> Vec<(usize, Chosen)> {
        let title = section.title(self.blocks);
        let is_repeated = section.heading.is_some() && self.times[&sounds::bare(&title)] > 1;
        let name = sounds::goals(&title).filter(|_| !is_repeated);
        let mut found = Vec::new();
        let mut add = |score: usize, goals: Vec<Goal>, name: Option<(String, String)>, doubt: Option<&str>| {
            found.push((score, Chosen { goals, name, doubt: doubt.map(str::to_string) }));
        };
        let sections = |test: &dyn Fn(&Section) -> bool| -> Vec<Goal> {
            section.children.iter().filter(|child| test(child)).cloned().map(Goal::Section).collect()
        };
        let title_of = |child: &Section| child.title(self.blocks);
        let with_number = sections(&|child| sounds::numbered_goal(&title_of(child)).is_some());
        if let Some(Goal::Section(first)) = with_number.first() {
            let own = sounds::numbered_goal(&title_of(first)).map(|(name, ..)| name);
            // Where each goal has numbered objectives, these are not the goals.
            add(if self.numbered_groups > 1 { 30 } else { 100 }, with_number, own, None);
        }
        let unusual = sections(&|child| !sounds::is_usual(&title_of(child)));
        if name.is_some() {
            let own = sections(&|child| !sounds::is_front(&title_of(child)));
            add(90, own, name.clone(), None);
            let doubt = "each of these stood as a paragraph with a list below it: are they the goals?";
            add(80, self.leads(section), name.clone(), Some(doubt));
            let listed = self.items(&section.body);
            add(95, self.sections_of(&listed), name.clone(), None);
            let doubt = "these were the items of a list: are they the goals?";
            add(70, listed, name.clone(), Some(doubt));
        }
        for (at, child) in section.children.iter().enumerate() {
            found.extend(self.announced(child, &section.children[at + 1..]));
        }
        let mut add = |score: usize, goals: Vec<Goal>, doubt: &str| {
            found.push((score, Chosen { goals, name: None, doubt: Some(doubt.to_string()) }));
        };
        let is_numbered = |child: &Section| {
            let heading = child.heading(self.blocks);
            let typed = super::head::typed_number(&title_of(child)).is_some();
            typed || heading.is_some_and(|heading| !heading.number.is_empty())
        };
        let numbered = sections(&|child| is_numbered(child) && !sounds::is_usual(&title_of(child)));
        add(60, numbered, "these headings have numbers: are they the goals?");
        if depth <= 1 && section.children.iter().any(|child| !child.body.is_empty() || !child.children.is_empty()) {
            add(40, unusual, "nothing says which headings are the goals: are these?");
        }
        found
    }

    /// The sections that a list names, if it names one with each of its items.
    fn sections_of(&self, listed: &[Goal]) -> Vec<Goal> {
        let sections = self.root.all();
        let named = |goal: &Goal| {
            let Goal::Item(at, _) = goal else { return None };
            let Kind::Item { words, .. } = &self.blocks[*at].kind else { return None };
            let is_it =
                |section: &&&Section| section.heading(self.blocks).is_some_and(|heading| said(&heading.words) == said(words));
            sections.iter().find(is_it).map(|section| Goal::Section((*section).clone()))
        };
        listed.iter().map(named).collect::<Option<Vec<Goal>>>().unwrap_or_default()
    }

    /// Headings that a sentence before them announces: `Our three strategic aims are:`.
    fn announced(&self, section: &Section, next: &[Section]) -> Option<(usize, Chosen)> {
        let Kind::Paragraph(words) = &self.blocks[*section.body.last()?].kind else { return None };
        let (count, name) = sounds::announced(&words.plain())?;
        let goals = if section.children.is_empty() { next.get(..count)? } else { section.children.get(..count)? };
        let doubt = format!("the sentence before these headings announces {count}: are these the ones?");
        let goals = goals.iter().cloned().map(Goal::Section).collect();
        Some((85, Chosen { goals, name: Some(name), doubt: Some(doubt) }))
    }

    /// Paragraphs with a list behind each.
    fn leads(&self, section: &Section) -> Vec<Goal> {
        let mut goals = Vec::new();
        let is_item = |at: &usize| matches!(self.blocks[*at].kind, Kind::Item { .. });
        for (at, block) in section.body.iter().enumerate() {
            let items: Vec<usize> = section.body[at + 1..].iter().copied().take_while(is_item).collect();
            if matches!(self.blocks[*block].kind, Kind::Paragraph(_)) && !items.is_empty() {
                goals.push(Goal::Lead(*block, items));
            }
        }
        goals
    }

    /// The items of the one list of a section, with those below each.
    fn items(&self, body: &[usize]) -> Vec<Goal> {
        let mut goals = Vec::new();
        let mut is_over = false;
        for at in body {
            match &self.blocks[*at].kind {
                Kind::Item { .. } if is_over => return Vec::new(),
                Kind::Item { depth: 0, .. } => goals.push(Goal::Item(*at, Vec::new())),
                Kind::Item { .. } => {
                    if let Some(Goal::Item(_, below)) = goals.last_mut() {
                        below.push(*at);
                    }
                }
                _ => is_over = !goals.is_empty(),
            }
        }
        goals
    }
}
