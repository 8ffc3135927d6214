//! What is listed below goals, as items.

use super::head::{SHORT, typed_number, words};
use super::narrative::Narrative;
use super::{Maker, Section, sounds};
use crate::document::{Kind, Words};
use crate::import::yaml::{Group, Yaml};

/// Items of one level, with the heading that they stood under.
pub struct List {
    pub level: &'static str,
    pub title: String,
    pub items: Vec<Yaml>,
}

impl Maker<'_> {
    /// Takes the lists of a goal that sound like what is going to be done.
    pub fn below(&mut self, section: &Section, lists: &mut Vec<List>) {
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
                    if words.split(' ').count() <= 12 && !words.contains(". ") {
                        self.under(lead, &words, &mut list);
                    } else {
                        self.doubt(&items, "the sentence before this list stands with the goal", &mut list);
                    }
                    lists.push(List { level, title: words, items: list });
                }
                (None, None, _) if prose == 0 && !has_own => {
                    let mut list = self.list(&items, "objectives");
                    self.doubt(&items, "this list stood below the goal: does it list objectives?", &mut list);
                    lists.push(List { level: "objectives", title: String::new(), items: list });
                }
                _ => prose += items.len(),
            }
            at = end;
        }
        let is_numbered = |child: &&Section| sounds::numbered_goal(&child.title(&self.document.blocks)).is_some();
        let numbered: Vec<&Section> = section.children.iter().filter(is_numbered).collect();
        if numbered.len() > 1 {
            let level = sounds::level(&numbered[0].title(&self.document.blocks)).unwrap_or("objectives");
            let items = numbered.into_iter().map(|child| self.titled(child, level)).collect();
            lists.push(List { level, title: String::new(), items });
        }
        for child in section
            .children
            .iter()
            .filter(|child| child.heading.is_none_or(|heading| !self.taken.contains(&heading)))
            .cloned()
            .collect::<Vec<_>>()
        {
            self.sub_section(&child, lists);
        }
    }

    /// Takes a section below a goal, if it lists things.
    fn sub_section(&mut self, child: &Section, lists: &mut Vec<List>) {
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
            lists.push(List { level, title, items: list });
            return;
        }
        let titled: Vec<&Section> =
            child.children.iter().filter(|below| !sounds::is_usual(&below.title(&self.document.blocks))).collect();
        if titled.len() > 1 && titled.len() == child.children.len() && child.body.is_empty() {
            let mut list: Vec<Yaml> = titled.into_iter().map(|below| self.titled(below, level)).collect();
            self.under(heading, &title, &mut list);
            lists.push(List { level, title, items: list });
        }
    }

    /// An item that is a section of its own.
    fn titled(&mut self, section: &Section, level: &str) -> Yaml {
        let heading = section.heading.expect("a section below a goal has a heading");
        let title = section.title(&self.document.blocks);
        let printed = section.heading(&self.document.blocks).map(|heading| heading.number.clone()).unwrap_or_default();
        let mut fields = Group::default();
        self.keep_notes(&words(&self.document.blocks[heading]));
        self.took(heading, "item", &mut fields);
        let (number, title) = match sounds::numbered_goal(&title) {
            Some((_, number, rest)) => {
                fields.comment(title[..title.len() - rest.len()].trim_end_matches([' ', ':', '-', '–', '—', '|', '.']));
                (number, rest)
            }
            None => typed_number(&title).unwrap_or((printed, title)),
        };
        let id = self.id(title.clone(), level);
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
    pub fn list(&mut self, items: &[usize], level: &'static str) -> Vec<Yaml> {
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
}

/// `Safe – We will provide safe services`: a title, and the words behind it.
fn labelled(words: &Words) -> Option<(String, Words)> {
    let plain = words.plain();
    let (label, rest) = [" - ", " – ", " — ", ": "].iter().find_map(|mark| plain.split_once(mark))?;
    let fits = label.split(' ').count() <= 3 && label.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    let start = plain.len() - rest.len();
    (fits && words.spans().iter().all(|span| !span.text.contains('\n'))).then(|| (label.to_string(), words.without_start(start)))
}
