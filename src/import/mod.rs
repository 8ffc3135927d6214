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
mod ids;
mod levels;
mod markdown;
mod measures;
#[cfg(test)]
mod tests;
mod yaml;

use std::collections::BTreeMap;

use aims::Items;
use ids::{fresh, slug};
use yaml::{Group, Yaml};

use crate::site::RESERVED_TOP;
use crate::strategy::scalars::{PartialDate, Period, WebAddress, Written};
use crate::stratml::lines::{self, Lines, line};
use crate::stratml::{Document, Organization, PlanType, Stakeholder, address_of};

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
        self.bodies.push((self.trust.clone(), name.clone()));
        let mut fields = Group::default();
        let mut prose = Vec::new();
        let mut site = Group::default();
        site.text("title", &name);
        self.head(&mut fields, &mut prose, existing, &mut site);
        let folder = format!("{}/{}", self.trust, self.strategy);
        if existing.trust.is_none() {
            self.trust_file(&name);
        } else if !self.organization.description.is_empty() {
            self.told.push(format!(
                "The description of the organisation is left out, since the trust is there already: {}",
                self.organization.description
            ));
        }
        for other in self.document.organizations.iter().skip(1) {
            let words = [&other.name, &other.acronym, &other.description].map(String::as_str);
            prose.push(line("Organisation", &words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ")));
            prose.extend(other.stakeholders.iter().map(in_words));
        }
        self.narrative("index", &prose);
        let strategy = format!("# Made from {from}.\n{}", fields.file());
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
        self.count_identifier(&self.organization.identifier, 1);
    }

    /// Counts an identifier that is not kept: one of ours has so many parts.
    fn count_identifier(&mut self, identifier: &str, parts: usize) -> Option<String> {
        let address = address_of(identifier).filter(|address| address.len() == parts);
        if !identifier.is_empty() && (address.is_none() || self.ours.is_none()) {
            self.lost_identifiers += 1;
        }
        let (trust, strategy) = self.ours.as_ref()?;
        let address = address?;
        let folder = [trust.as_str(), strategy];
        let same = address.iter().zip(folder).all(|(part, own)| *part == own);
        address.last().filter(|_| same).map(|id| id.to_string())
    }

    /// The strategy's own fields, and what is left for its narrative.
    fn head(&mut self, fields: &mut Group, prose: &mut Vec<String>, existing: &Existing, site: &mut Group) {
        let document = self.document;
        fields.text("title", if document.name.is_empty() { UNTITLED } else { &document.name });
        let mut read = Lines::new(&document.other);
        fields.text("subtitle", &read.text(lines::SUBTITLE).unwrap_or_default());
        fields.text("short_title", &read.text(lines::SHORT_TITLE).unwrap_or_default());
        let kind = read.text(lines::KIND).or(match document.plan_type {
            PlanType::Strategic => None,
            PlanType::Performance => Some("performance plan".to_string()),
            PlanType::Report => Some("performance report".to_string()),
        });
        fields.text("kind", &kind.unwrap_or_default());
        fields.text("text", &markdown::paragraph(&document.description));
        let period = read.take(lines::PERIOD, |text| {
            let period = Period::parse(text).ok()?;
            (period.known_days() == (document.start, document.end)).then(|| text.to_string())
        });
        let stated = match (document.start, document.end) {
            (Some(start), Some(end)) if start > end => {
                self.told.push(format!("The period is left out: it starts on {start} and ends on {end}."));
                String::new()
            }
            (Some(start), Some(end)) => format!("{start} to {end}"),
            (Some(start), None) => format!("from {start}"),
            (None, Some(end)) => format!("to {end}"),
            (None, None) => String::new(),
        };
        fields.text("period", &period.unwrap_or(stated));
        let published =
            read.take(lines::PUBLISHED, |text| is_date(text).then(|| text.to_string()).filter(|_| document.published.is_none()));
        fields.text("published", &published.or(document.published.map(|date| date.to_string())).unwrap_or_default());
        let standing = |text: &str| ["current", "superseded", "archived"].contains(&text).then(|| text.to_string());
        fields.text("standing", &read.take(lines::STANDING, standing).unwrap_or_default());
        fields.text("language", &read.text(lines::LANGUAGE).unwrap_or_default());
        self.source(fields, &mut read, existing, site);
        let mut items = Items::default();
        items.levels.declared(&mut read);
        prose.extend_from_slice(read.rest());
        self.count_identifier(&document.identifier, 2);
        self.add_items(&mut items);
        let levels = items.levels.group(|key| items.uses(key));
        if !levels.0.is_empty() {
            fields.put("levels", Yaml::Group(levels));
        }
        let statement = |(kind, text): (&str, &String)| {
            let mut statement = Group::default();
            statement.text("kind", kind);
            statement.text("text", &markdown::paragraph(text));
            Yaml::Group(statement)
        };
        let statements = [("vision", &document.vision), ("mission", &document.mission)];
        fields.list("statements", statements.into_iter().filter(|(_, text)| !text.is_empty()).map(statement).collect());
        let value = |value: &crate::stratml::Value| {
            let mut group = Group::default();
            group.text("name", &value.name);
            group.text("text", &markdown::paragraph(&value.description));
            Yaml::Group(group)
        };
        fields.list("values", document.values.iter().map(value).collect());
        items.write(fields);
    }

    /// Where the plan comes from: its own page on a site like this one, or another address.
    fn source(&mut self, fields: &mut Group, read: &mut Lines, existing: &Existing, site: &mut Group) {
        let address = self.document.source.as_str();
        let page = self.ours.as_ref().map(|(trust, strategy)| format!("/{trust}/{strategy}/"));
        let base = page.and_then(|page| address.strip_suffix(&page)).filter(|base| WebAddress::parse(base).is_ok());
        let mut source = Group::default();
        let title = read.text(lines::SOURCE_TITLE);
        let publisher = read.text(lines::SOURCE_PUBLISHER);
        let kind = read.take(lines::SOURCE_KIND, |text| (text == "second-hand").then(|| text.to_string()));
        let url = (!address.is_empty() && base.is_none()).then_some(address).filter(|address| WebAddress::parse(address).is_ok());
        if title.is_some() || publisher.is_some() || kind.is_some() || url.is_some() {
            let title = title.unwrap_or_else(|| self.document.name.clone());
            source.text("title", if title.is_empty() { UNTITLED } else { &title });
            source.text("publisher", &publisher.unwrap_or_default());
            source.text("kind", &kind.unwrap_or_default());
            source.text("url", url.unwrap_or_default());
            fields.put("source", Yaml::Group(source));
        }
        match base {
            Some(base) if !existing.has_site_file => site.text("base_url", &format!("{base}/")),
            Some(_) => self.told.push(format!("The address of the page that the file came from is left out: {address}")),
            None if !address.is_empty() && url.is_none() => {
                self.told.push(format!("The source is left out, since it is no web address: {address}"))
            }
            None => {}
        }
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

/// Whether a text is a date as its author would write it here.
fn is_date(text: &str) -> bool {
    PartialDate::parse(text).is_ok_and(|date| date.to_string() == text)
}
