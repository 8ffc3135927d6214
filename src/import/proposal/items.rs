//! Goals and what is listed below them, as items.

use std::collections::BTreeMap;

use super::goals::Chosen;
use super::head::{SHORT, typed_number, words};
use super::narrative::Narrative;
use super::{Goal, Maker, Section, sounds};
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
    /// Items by level, with the heading that they stood under.
    lists: Vec<(&'static str, String, Vec<Yaml>)>,
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

    fn id(&mut self, words: String, or: &str) -> String {
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
                    lists.push(("objectives", String::new(), list));
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

    /// Takes the lists of a goal that sound like what is going to be done.
    fn below(&mut self, section: &Section, lists: &mut Vec<(&'static str, String, Vec<Yaml>)>) {
        let has_own = section.children.iter().any(|child| sounds::level(&child.title(&self.document.blocks)).is_some());
        let mut at = 0;
        let mut prose = 0;
        while at < section.body.len() {
            if !self.is_item(section.body[at]) {
                prose += 1;
                at += 1;
                continue;
            }
            let end = (at..section.body.len()).find(|end| !self.is_item(section.body[*end])).unwrap_or(section.body.len());
            let items = section.body[at..end].to_vec();
            let lead = at.checked_sub(1).map(|before| section.body[before]);
            let lead_words = lead.map(|lead| words(&self.document.blocks[lead]).plain()).filter(|words| words.ends_with(':'));
            let level = lead_words.as_deref().and_then(|words| sounds::level(words.rsplit(". ").next().unwrap_or(words)));
            match (level, lead, lead_words) {
                (Some(level), Some(lead), Some(words)) => {
                    let mut list = self.list(&items, level);
                    if words.split(' ').count() <= 12 {
                        self.under(lead, &words, &mut list);
                    } else {
                        self.doubt(&items, "the sentence before this list stands with the goal", &mut list);
                    }
                    lists.push((level, words, list));
                }
                (None, None, _) if prose == 0 && !has_own => {
                    let mut list = self.list(&items, "objectives");
                    self.doubt(&items, "this list stood below the goal: does it list objectives?", &mut list);
                    lists.push(("objectives", String::new(), list));
                }
                _ => prose += items.len(),
            }
            at = end;
        }
        for child in &section.children {
            self.sub_section(child, lists);
        }
    }

    /// Takes a section below a goal, if it lists things.
    fn sub_section(&mut self, child: &Section, lists: &mut Vec<(&'static str, String, Vec<Yaml>)>) {
        let title = child.title(&self.document.blocks);
        let Some(level) = sounds::level(&title) else { return };
        let heading = child.heading.expect("a section below a goal has a heading");
        let items: Vec<usize> = child.body.iter().copied().filter(|at| self.is_item(*at)).collect();
        if items.len() > 1 || items.len() == 1 && child.body.len() == 1 {
            let is_whole = items.len() == child.body.len() && child.children.is_empty();
            let mut list = self.list(&items, level);
            if is_whole {
                self.under(heading, &title, &mut list);
            } else {
                self.doubt(&items, &format!("more stands under “{title}” in the narrative"), &mut list);
            }
            lists.push((level, title, list));
            return;
        }
        let titled: Vec<&Section> =
            child.children.iter().filter(|below| !sounds::is_usual(&below.title(&self.document.blocks))).collect();
        if titled.len() > 1 && titled.len() == child.children.len() && child.body.is_empty() {
            let mut list: Vec<Yaml> = titled.into_iter().map(|below| self.titled(below, level)).collect();
            self.under(heading, &title, &mut list);
            lists.push((level, title, list));
        }
    }

    /// An item that is a section of its own.
    fn titled(&mut self, section: &Section, level: &str) -> Yaml {
        let heading = section.heading.expect("a section below a goal has a heading");
        let title = section.title(&self.document.blocks);
        let printed = section.heading(&self.document.blocks).map(|heading| heading.number.clone()).unwrap_or_default();
        let (number, title) = typed_number(&title).unwrap_or((printed, title));
        let mut fields = Group::default();
        let id = self.id(title.clone(), level);
        self.keep_notes(&words(&self.document.blocks[heading]));
        self.took(heading, "item", &mut fields);
        fields.text("id", &id);
        fields.text("number", &number);
        fields.text("title", &title);
        if let [only] = section.body.as_slice()
            && let Kind::Paragraph(words) = &self.document.blocks[*only].kind
            && words.plain().chars().count() <= SHORT
        {
            let words = words.clone();
            self.took(*only, "text", &mut fields);
            fields.text("text", &self.field(&words));
        }
        let mut narrative = Narrative::default();
        self.section(section, 0, &mut narrative, &id);
        self.asides_to(&mut narrative);
        self.narrative(&id, narrative);
        Yaml::Group(fields)
    }

    /// Items of a list as items of a level; what stands below an item stands below it here.
    fn list(&mut self, items: &[usize], level: &'static str) -> Vec<Yaml> {
        let mut list: Vec<Group> = Vec::new();
        let mut below: Vec<Vec<usize>> = Vec::new();
        let label = |maker: &Self, at: &usize| match &maker.document.blocks[*at].kind {
            Kind::Item { words, .. } => {
                words.split_lead().or_else(|| labelled(words)).filter(|(lead, _)| lead.split(' ').count() <= 8)
            }
            _ => None,
        };
        // One dash may be a dash; if most items have one, it parts a title from a text.
        let are_labelled = items.iter().filter(|at| label(self, at).is_some()).count() * 2 > items.len();
        let top = items.iter().map(|at| self.depth(*at)).min().unwrap_or(0);
        for at in items {
            if self.depth(*at) > top && !below.is_empty() {
                below.last_mut().expect("there is an item above").push(*at);
                continue;
            }
            let Kind::Item { words, number, .. } = &self.document.blocks[*at].kind else { continue };
            let (words, number) = (words.clone(), number.map(|number| number.to_string()).unwrap_or_default());
            let mut fields = Group::default();
            let named = label(self, at).filter(|_| are_labelled).map_or_else(|| words.plain(), |(title, _)| title);
            let id = self.id(named, level);
            self.took(*at, "item", &mut fields);
            fields.text("id", &id);
            fields.text("number", &number);
            match label(self, at).filter(|_| are_labelled) {
                Some((title, text)) => {
                    fields.text("title", &title);
                    fields.text("text", &self.field(&text));
                }
                None => {
                    let text = self.field(&words);
                    fields.text("text", if text.is_empty() { &id } else { &text });
                }
            }
            list.push(fields);
            below.push(Vec::new());
        }
        // An action below an action is an action as well.
        let next = if level == "actions" { "milestones" } else { "actions" };
        for (fields, below) in list.iter_mut().zip(below) {
            if !below.is_empty() {
                let mut inner = self.list(&below, next);
                self.doubt(&below, "these stood below the point above: what are they?", &mut inner);
                fields.list(next, inner);
            }
        }
        list.into_iter().map(Yaml::Group).collect()
    }

    fn depth(&self, at: usize) -> usize {
        match self.document.blocks[at].kind {
            Kind::Item { depth, .. } => depth,
            _ => 0,
        }
    }

    /// Keeps the heading of a list as a comment before its first item.
    fn under(&mut self, heading: usize, title: &str, list: &mut [Yaml]) {
        if let Some(Yaml::Group(first)) = list.first_mut() {
            let mut start = Group::default();
            let known = words(&self.document.blocks[heading]);
            self.keep_notes(&known);
            let number = match &self.document.blocks[heading].kind {
                Kind::Heading(heading) if !heading.number.is_empty() => format!("{} ", heading.number),
                _ => String::new(),
            };
            self.took(heading, "heading", &mut start);
            start.comment(&format!("Heading: {number}{title}"));
            first.0.splice(0..0, start.0);
        }
    }

    fn doubt(&self, items: &[usize], doubt: &str, list: &mut [Yaml]) {
        if let (Some(Yaml::Group(first)), Some(at)) = (list.first_mut(), items.first()) {
            let mut start = Group::default();
            start.comment(&format!("Unsure ({}): {doubt}", self.document.blocks[*at].place));
            first.0.splice(0..0, start.0);
        }
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
        for (level, title, _) in goals.iter().flat_map(|goal| &goal.lists) {
            let title = title.trim_end_matches(':').to_string();
            let known = said.entry(level).or_default();
            if !known.iter().any(|known| known.to_lowercase() == title.to_lowercase()) {
                known.push(title);
            }
        }
        for (level, titles) in said {
            let [title] = titles.as_slice() else { continue };
            let usual = USUAL_LEVELS.iter().find(|usual| usual.key == level).expect("lists have usual levels");
            let is_name = !title.is_empty() && title.split(' ').count() <= 8 && title.to_lowercase() != usual.many.to_lowercase();
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
            for (level, _, list) in goal.lists {
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

/// `Safe – We will provide safe services`: a title, and the words behind it.
fn labelled(words: &Words) -> Option<(String, Words)> {
    let plain = words.plain();
    let (label, rest) = [" - ", " – ", " — ", ": "].iter().find_map(|mark| plain.split_once(mark))?;
    let fits = label.split(' ').count() <= 3 && label.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    let start = plain.len() - rest.len();
    (fits && words.spans().iter().all(|span| !span.text.contains('\n'))).then(|| (label.to_string(), words.without_start(start)))
}

/// A few words with a capital, such as stand before a colon.
fn is_label(words: &str) -> bool {
    words.split(' ').count() <= 6 && words.starts_with(char::is_uppercase)
}
