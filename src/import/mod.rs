//! StratML into content: a document becomes the files of a strategy.
//!
//! In: a StratML [`Document`], and what the project has already. Out: the files to add to it, and sentences on what has no place
//! in them.
//!
//! Always true
//! - What is written in StratML again is the document that it was, if it was one of ours.
//! - Nothing is dropped in silence. What has no field becomes prose of the item that it is about; the rest is told.
//! - Nothing is guessed but ids and the names of folders, which are made of titles where the file has none of ours.
//!
//! Not here: reading XML, and any file on disk.

mod aims;
mod head;
mod levels;
mod markdown;
mod measures;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::site::RESERVED_TOP;
use crate::stratml::lines::{folded, line};
use crate::stratml::{Document, Organization, Stakeholder, address_of};
use crate::write::ids::{self, fresh, slug};
use crate::write::yaml::{self, Group, Yaml};

/// What the project has already.
#[derive(Debug, Default)]
pub struct Existing {
    /// The trust that the strategy is for, if it is one of the project's.
    pub trust: Option<String>,
    /// Ids and names of its trusts and partners.
    pub bodies: Vec<(String, String)>,
    pub has_site_file: bool,
    pub has_partners_file: bool,
}

/// The files to add.
#[derive(Debug, PartialEq)]
pub struct Imported {
    pub trust: String,
    pub strategy: String,
    /// Texts by their path below `content/`.
    pub files: BTreeMap<String, String>,
    /// What is not in them, in sentences.
    pub told: Vec<String>,
}

/// Makes the files of a strategy; `from` is the name of the file that the document was read from.
pub fn import(document: &Document, from: &str, existing: &Existing) -> Imported {
    let addresses: Vec<Vec<&str>> = document.goals.iter().filter_map(|goal| address_of(&goal.identifier)).collect();
    let first = addresses.first().filter(|goal| goal.len() == 3).map(|goal| [goal[0], goal[1]]);
    // Only if all goals agree are they ours.
    let agrees = |ours: &[&str; 2]| addresses.iter().all(|goal| goal.len() == 3 && goal[..2] == ours[..]);
    let ours = first.filter(|ours| addresses.len() == document.goals.len() && agrees(ours));
    let organization = document.organizations.first().cloned().unwrap_or_default();
    let trust = match (&existing.trust, &ours) {
        (Some(trust), _) => trust.clone(),
        (None, Some(ours)) => ours[0].to_string(),
        (None, None) => {
            let name = if organization.acronym.is_empty() { &organization.name } else { &organization.acronym };
            fresh(&slug(name, "trust"), |id| RESERVED_TOP.contains(&id))
        }
    };
    let strategy = match &ours {
        Some(ours) => ours[1].to_string(),
        None => slug(&document.name, "strategy"),
    };
    let mut import = Import {
        document,
        organization: &organization,
        ours: ours.map(|ours| (ours[0].to_string(), ours[1].to_string())),
        bodies: existing.bodies.clone(),
        partners: Vec::new(),
        may_add_partners: !existing.has_partners_file,
        told: Vec::new(),
        files: BTreeMap::new(),
        trust: trust.clone(),
        strategy: strategy.clone(),
        lost_identifiers: 0,
    };
    import.make(from, existing);
    Imported { trust, strategy, files: import.files, told: import.told }
}

struct Import<'a> {
    document: &'a Document,
    organization: &'a Organization,
    /// The trust and the strategy that the document's own identifiers name, if they are ours.
    ours: Option<(String, String)>,
    /// Bodies that can be named, by id and name.
    bodies: Vec<(String, String)>,
    /// Those of them that are new.
    partners: Vec<(String, String)>,
    may_add_partners: bool,
    told: Vec<String>,
    files: BTreeMap<String, String>,
    trust: String,
    strategy: String,
    lost_identifiers: usize,
}

/// A place for a text that has none.
const UNTITLED: &str = "Untitled";

impl Import<'_> {
    fn make(&mut self, from: &str, existing: &Existing) {
        let name = Some(self.organization.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| self.trust.clone());
        let own = (self.trust.clone(), name.clone());
        let is_known = self.bodies.contains(&own);
        self.bodies.push(own);
        let mut fields = Group::default();
        let mut prose = Vec::new();
        let mut site = Group::default();
        site.text("title", &name);
        self.head(&mut fields, &mut prose, existing, &mut site);
        let folder = format!("{}/{}", self.trust, self.strategy);
        match existing.trust {
            None => self.trust_file(&name),
            Some(_) => self.tell_of_organization(is_known),
        }
        for other in self.document.organizations.iter().skip(1) {
            let words = [&other.name, &other.acronym, &other.description].map(String::as_str);
            prose.push(line("Organisation", &words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ")));
            prose.extend(other.stakeholders.iter().map(in_words));
        }
        self.narrative("index", &prose);
        let strategy = format!("# Made from {}.\n{}", folded(from), fields.file());
        self.files.insert(format!("{folder}/strategy.yaml"), strategy);
        if !existing.has_site_file {
            self.files.insert("site.yaml".to_string(), site.file());
        }
        if !self.partners.is_empty() {
            let partner = |(id, name): &(String, String)| {
                let mut group = Group::default();
                group.text("id", id);
                group.text("name", name);
                Yaml::Group(group)
            };
            let mut file = Group::default();
            file.list("partners", self.partners.iter().map(partner).collect());
            self.files.insert("partners.yaml".to_string(), file.file());
        }
        let which = match self.lost_identifiers {
            0 => return,
            1 => "One identifier of the file is".to_string(),
            many => format!("{many} identifiers of the file are"),
        };
        self.told.push(format!("{which} left out: ids are made of titles, since they become addresses."));
    }

    fn trust_file(&mut self, name: &str) {
        let mut fields = Group::default();
        fields.text("name", name);
        fields.text("acronym", &self.organization.acronym);
        fields.text("text", &markdown::paragraph(&self.organization.description));
        let (partners, prose) = self.stakeholders(&self.organization.stakeholders);
        fields.texts("partners", &partners);
        self.told.extend(prose.iter().map(|words| format!("The trust's file has no place for this. {words}")));
        let path = format!("{}/trust.yaml", self.trust);
        self.files.insert(path, fields.file());
        self.own_id(&self.organization.identifier, 1);
    }

    /// The trust is there already, and its file is not changed: says what would have been in it.
    fn tell_of_organization(&mut self, is_known: bool) {
        let Organization { name, acronym, description, stakeholders, .. } = self.organization;
        let names = [name, acronym].into_iter().filter(|_| !is_known);
        let words = names.chain([description]).filter(|words| !words.is_empty()).cloned();
        let all: Vec<String> = words.chain(stakeholders.iter().map(in_words)).collect();
        if !all.is_empty() {
            self.told.push(format!("The organisation is left out, since the trust is there already: {}", all.join(". ")));
        }
    }

    /// The id that an identifier of ours ends in: one that has so many parts, and is of this strategy. Any other is counted.
    fn own_id(&mut self, identifier: &str, parts: usize) -> Option<String> {
        let folder = self.ours.as_ref().map(|(trust, strategy)| [trust.as_str(), strategy]);
        let is_own = |address: &Vec<&str>| folder.is_some_and(|own| address.iter().zip(own).all(|(part, own)| *part == own));
        let address = address_of(identifier).filter(|address| address.len() == parts).filter(is_own);
        let id = address.and_then(|address| address.last().map(|id| id.to_string()));
        self.lost_identifiers += usize::from(id.is_none() && !identifier.is_empty());
        id
    }

    /// Stakeholders as ids of partners, and in words those that are more than a name.
    fn stakeholders(&mut self, stakeholders: &[Stakeholder]) -> (Vec<String>, Vec<String>) {
        let (mut partners, mut prose) = (Vec::new(), Vec::new());
        for stakeholder in stakeholders {
            let is_body = stakeholder.sort == "Organization" && stakeholder.description.is_empty() && stakeholder.roles.is_empty();
            let body = if is_body && !stakeholder.name.is_empty() { self.body(&stakeholder.name) } else { None };
            match body {
                Some(id) if !partners.contains(&id) => partners.push(id),
                Some(_) => {}
                None => prose.push(in_words(stakeholder)),
            }
        }
        (partners, prose)
    }

    /// The id of a body; one that is new becomes a partner, if there is no list of partners yet.
    fn body(&mut self, name: &str) -> Option<String> {
        if let Some((id, _)) = self.bodies.iter().find(|(_, known)| known == name) {
            return Some(id.clone());
        }
        if !self.may_add_partners {
            return None;
        }
        let id = fresh(&slug(name, "partner"), |id| self.bodies.iter().any(|(known, _)| known == id));
        self.bodies.push((id.clone(), name.to_string()));
        self.partners.push((id.clone(), name.to_string()));
        Some(id)
    }

    /// Writes the narrative of an item, or of the strategy as `index`: a paragraph for each line.
    fn narrative(&mut self, id: &str, lines: &[String]) {
        let paragraphs: Vec<String> = lines.iter().map(|line| markdown::paragraph(line)).collect();
        if !paragraphs.is_empty() {
            let path = format!("{}/{}/{id}.md", self.trust, self.strategy);
            self.files.insert(path, paragraphs.join("\n\n") + "\n");
        }
    }
}

fn in_words(stakeholder: &Stakeholder) -> String {
    let sort = match stakeholder.sort.as_str() {
        "" => String::new(),
        sort => format!(" ({})", sort.replace('_', " ").to_lowercase()),
    };
    let roles = stakeholder.roles.iter().map(|role| line("Role", role));
    let more: Vec<String> =
        Some(stakeholder.description.clone()).into_iter().filter(|words| !words.is_empty()).chain(roles).collect();
    line("Stakeholder", &format!("{}{sort}. {}", stakeholder.name, more.join(". "))).trim_end().to_string()
}
