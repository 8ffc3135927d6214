//! Goals as items.

use std::collections::BTreeMap;

use super::goals::Chosen;
use super::head::{SHORT, typed_number, words};
use super::lists::List;
use super::narrative::Narrative;
use super::{Goal, Maker, sounds};
use crate::document::{Kind, Words};
use crate::import::ids::{fresh, slug};
use crate::import::yaml::{Group, Yaml};
use crate::strategy::levels::USUAL_LEVELS;

/// What tells nothing at the start of a title.
const IDLE: [&str; 7] = ["we will ", "we ", "to ", "the ", "our ", "a ", "an "];

/// What tells nothing at the end of an id that was cut short.
const LOOSE: [&str; 18] =
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our", "that", "the", "to", "with"];

/// A goal as it will be written.
pub struct Parsed {
    fields: Group,
    lists: Vec<List>,
}

impl Maker<'_> {
    /// Takes the goals out of the document.
    pub fn goals(&mut self, chosen: &Chosen) -> Vec<Parsed> {
        // What belongs to one goal is no other's, and ids of goals come before those below them.
        let goals: Vec<(String, Goal)> = chosen.goals.iter().map(|goal| (self.goal_id(goal), goal.clone())).collect();
        goals.into_iter().map(|(id, goal)| self.goal(&id, &goal)).collect()
    }

    /// The number, the title and the text of a goal's first words; and what stood before its number.
    fn named(&self, goal: &Goal) -> (String, String, Words, String) {
        let blocks = &self.document.blocks;
        match goal {
            Goal::Section(section) => {
                let heading = section.heading(blocks);
                let title = section.title(blocks);
                let printed = heading.map(|heading| heading.number.clone()).unwrap_or_default();
                if let Some((_, number, rest)) = sounds::numbered_goal(&title) {
                    let before = title[..title.len() - rest.len()].trim_end_matches([' ', ':', '-', '–', '—', '|']).to_string();
                    return (number, rest, Words::default(), before);
                }
                let (number, title) = typed_number(&title).unwrap_or((printed, title));
                (number, title, Words::default(), String::new())
            }
            Goal::Lead(at, _) | Goal::Item(at, _) => {
                let (words, number) = match &blocks[*at].kind {
                    Kind::Item { words, number, .. } => {
                        (words.clone(), number.map(|number| number.to_string()).unwrap_or_default())
                    }
                    _ => (words(&blocks[*at]), String::new()),
                };
                if let Some((title, text)) = words.split_lead() {
                    return (number, title, text, String::new());
                }
                let plain = words.plain();
                // `People: We will create the best experience` has its title before the colon.
                if let Some((label, rest)) = plain.split_once(": ").filter(|(label, rest)| is_label(label) && !rest.is_empty()) {
                    let (label, start) = (label.to_string(), plain.len() - rest.len());
                    return (number, label, words.without_start(start), String::new());
                }
                let is_short = plain.chars().count() <= 90;
                if is_short && words.notes().next().is_none() {
                    return (number, plain.trim_end_matches(':').to_string(), Words::default(), String::new());
                }
                (number, String::new(), words, String::new())
            }
        }
    }

    fn goal_id(&mut self, goal: &Goal) -> String {
        let (_, title, text, _) = self.named(goal);
        self.id(if title.is_empty() { text.plain() } else { title }, "goal")
    }

    pub fn id(&mut self, words: String, or: &str) -> String {
        // `We will improve care` is about care.
        let mut rest = words.trim().replace(['’', '\''], "");
        while let Some(shorter) =
            IDLE.iter().find_map(|idle| rest.get(..idle.len()).filter(|start| start.eq_ignore_ascii_case(idle)))
        {
            rest = rest[shorter.len()..].trim_start().to_string();
        }
        let mut short = slug(if rest.is_empty() { &words } else { &rest }, or);
        while let Some((start, _)) = short.rsplit_once('-').filter(|(_, last)| LOOSE.contains(last)) {
            short.truncate(start.len());
        }
        let id = fresh(&short, |id| self.ids.contains(id));
        self.ids.insert(id.clone());
        id
    }

    fn goal(&mut self, id: &str, goal: &Goal) -> Parsed {
        let (number, title, text, before) = self.named(goal);
        let mut fields = Group::default();
        let first = match goal {
            Goal::Section(section) => section.heading.expect("a goal has a heading"),
            Goal::Lead(at, _) | Goal::Item(at, _) => *at,
        };
        let block = &self.document.blocks[first];
        for doubt in &block.unsure {
            fields.comment(&format!("Unsure ({}): {doubt}.", block.place));
        }
        let has_marked_headings = self.document.blocks.iter().any(|block| matches!(&block.kind, Kind::Heading(h) if !h.is_guessed));
        if let Kind::Heading(heading) = &block.kind {
            if heading.is_guessed && has_marked_headings {
                fields.comment(&format!("Unsure ({}): it looks like a heading, and is not marked as one.", block.place));
            }
            let heading = heading.words.clone();
            self.keep_notes(&heading);
        }
        self.took(first, "goal", &mut fields);
        if !before.is_empty() {
            fields.comment(&before);
        }
        fields.text("id", id);
        fields.text("number", &number);
        fields.text("title", &title);
        let mut lists = Vec::new();
        let mut narrative = Narrative::default();
        match goal {
            Goal::Section(section) => {
                self.below(section, &mut lists);
                let rest: Vec<usize> = section.body.iter().copied().filter(|at| !self.taken.contains(at)).collect();
                // One short paragraph is the goal's own statement; more is its narrative.
                if let [only] = rest.as_slice()
                    && let Kind::Paragraph(words) = &self.document.blocks[*only].kind
                    && words.plain().chars().count() <= SHORT
                    && self.document.blocks[*only].unsure.is_empty()
                    && !words.markdown().contains('\n')
                {
                    let words = words.clone();
                    self.took(*only, "text", &mut fields);
                    fields.text("text", &self.field(&words));
                }
                self.section(section, 0, &mut narrative, id);
            }
            Goal::Lead(_, items) | Goal::Item(_, items) => {
                if !text.is_empty() {
                    fields.text("text", &self.field(&text));
                }
                let list = self.list(items, "objectives");
                if !list.is_empty() {
                    lists.push(List { level: "objectives", title: String::new(), items: list });
                }
            }
        }
        if title.is_empty() && text.is_empty() {
            fields.text("title", id);
        }
        self.asides_to(&mut narrative);
        self.narrative(id, narrative);
        Parsed { fields, lists }
    }

    /// Writes the names of levels, what stands between, and the goals.
    pub fn write_goals(&mut self, chosen: &Chosen, goals: Vec<Parsed>, fields: &mut Group, statements: Group) {
        let mut levels = Group::default();
        if let Some((one, many)) = chosen.name.as_ref().filter(|(one, _)| one != "Goal") {
            let mut names = Group::default();
            names.text("one", one);
            names.text("many", many);
            levels.put("goals", Yaml::Group(names));
        }
        // Where all goals use the same words, these name the level.
        let mut said: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for List { level, title, .. } in goals.iter().flat_map(|goal| &goal.lists) {
            let title = title.trim_end_matches(':').to_string();
            let known = said.entry(level).or_default();
            if !known.iter().any(|known| known.to_lowercase() == title.to_lowercase()) {
                known.push(title);
            }
        }
        for (level, titles) in said {
            let [title] = titles.as_slice() else { continue };
            let usual = USUAL_LEVELS.iter().find(|usual| usual.key == level).expect("lists have usual levels");
            let is_name = !title.is_empty()
                && title.split(' ').count() <= 8
                && !title.contains(". ")
                && title.to_lowercase() != usual.many.to_lowercase();
            if is_name && sounds::bare(title) != usual.many.to_lowercase() {
                let mut names = Group::default();
                names.text("one", usual.one);
                names.text("many", title);
                levels.put(level, Yaml::Group(names));
            }
        }
        if !levels.0.is_empty() {
            fields.put("levels", Yaml::Group(levels));
        }
        fields.0.extend(statements.0);
        if let Some(doubt) = &chosen.doubt {
            fields.comment(&format!("Unsure: {doubt}"));
        }
        let list = goals.into_iter().map(|goal| {
            let mut fields = goal.fields;
            let mut groups: Vec<(&str, Vec<Yaml>)> = Vec::new();
            for List { level, items: list, .. } in goal.lists {
                match groups.iter_mut().find(|(known, _)| *known == level) {
                    Some((_, group)) => group.extend(list),
                    None => groups.push((level, list)),
                }
            }
            groups.into_iter().for_each(|(level, group)| fields.list(level, group));
            Yaml::Group(fields)
        });
        let list = list.collect();
        fields.list("goals", list);
    }
}

/// A few words with a capital, such as stand before a colon.
fn is_label(words: &str) -> bool {
    words.split(' ').count() <= 6 && words.starts_with(char::is_uppercase)
}
