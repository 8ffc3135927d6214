//! Something new of each kind: what is written, and into which file.

use super::ids::{fresh, proposed, slug};
use super::insert::{Home, add};
use super::project::{Opened, Project};
use super::refused::{Refused, refused, unknown};
use super::yaml::{Group, Yaml};
use crate::source::SourceId;
use crate::strategy::scalars::{Id, Written};

/// What is to be made. Addresses are those of [`Choice`](super::Choice).
#[derive(Clone, Debug, PartialEq)]
pub enum New {
    Trust,
    Strategy {
        trust: String,
    },
    /// An item below a strategy or another item, on the level with this key.
    Item {
        of: String,
        level: String,
        number: String,
    },
    Measure {
        of: String,
        unit: String,
        better: String,
    },
    /// A report on a strategy or an item.
    Update {
        of: String,
        date: String,
        by: String,
    },
    Page,
    Topic,
}

/// What all kinds have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub title: String,
    pub id: String,
    /// A paragraph; none if it is empty.
    pub text: String,
}

/// What is to be written.
#[derive(Debug, Default)]
pub struct Made {
    /// Files that are new, by their path from the root.
    pub files: Vec<(String, String)>,
    /// A file that is there, as it is to be.
    pub edit: Option<(SourceId, String)>,
    /// The file with the new record, and the line on which it starts.
    pub path: String,
    pub line: usize,
}

impl Project {
    /// An id that is free, made of a title.
    ///
    /// # Errors
    /// There is nothing where it is to stand.
    pub fn propose(&self, new: &New, title: &str) -> Result<String, Refused> {
        let or = match new {
            New::Trust => "trust",
            New::Strategy { .. } => "strategy",
            New::Item { .. } => "item",
            New::Measure { .. } => "measure",
            New::Update { date, .. } => {
                return Ok(self.update_name(new, &slug(&format!("{date} {}", proposed(title, "update")), "update")));
            }
            New::Page => "page",
            New::Topic => "topic",
        };
        self.may_stand(new)?;
        Ok(fresh(&proposed(title, or), |id| self.taken(new, id).is_some()))
    }

    /// Whether an id can be had.
    ///
    /// # Errors
    /// It is no id, or another record has it; an id that is free is proposed.
    pub fn may_have(&self, new: &New, id: &str) -> Result<(), Refused> {
        self.may_stand(new)?;
        if let Err(rule) = Id::parse(id) {
            return refused(format!("`{id}` is no id: {rule}"));
        }
        match self.taken(new, id) {
            None => Ok(()),
            Some(taken) => {
                let free = fresh(id, |id| self.taken(new, id).is_some());
                Err(Refused::Taken { id: id.to_string(), taken, free })
            }
        }
    }

    /// Makes something new.
    ///
    /// # Errors
    /// See [`Refused`]. Nothing is written here.
    pub fn make(&self, new: &New, words: &Words) -> Result<Made, Refused> {
        if words.title.trim().is_empty() {
            return refused("a title is needed");
        }
        self.may_have(new, &words.id)?;
        let Words { title, id, text } = words;
        let mut record = Group::default();
        match new {
            New::Trust => {
                record.text("name", title);
                record.text("text", text);
                Ok(self.file(format!("content/{id}/trust.yaml"), &record))
            }
            New::Strategy { trust } => {
                record.text("title", title);
                record.text("text", text);
                // It might be taken for the trust's current one before it is ready, and addresses would mean items of it.
                if self.starts_as_draft(new) {
                    record.put("draft", Yaml::Bool(true));
                }
                Ok(self.file(format!("content/{trust}/{id}/strategy.yaml"), &record))
            }
            New::Page => {
                record.text("title", title);
                Ok(prose(format!("content/pages/{id}.md"), &record, text))
            }
            New::Update { of, date, by } => {
                record.text("date", date);
                record.text("title", title);
                record.texts("about", &of.split('/').skip(2).map(str::to_string).collect::<Vec<_>>());
                record.text("by", by);
                let folder: Vec<&str> = of.split('/').take(2).collect();
                Ok(prose(format!("content/{}/updates/{id}.md", folder.join("/")), &record, text))
            }
            New::Topic => {
                record.text("id", id);
                record.text("title", title);
                record.text("description", text);
                match self.sources.find("content/topics.yaml") {
                    Some(source) => self.edit(source, Home::File, "topics", &record),
                    None => {
                        let mut file = Group::default();
                        file.list("topics", vec![Yaml::Group(record)]);
                        Ok(self.file("content/topics.yaml".to_string(), &file))
                    }
                }
            }
            New::Item { of, level, number } => {
                let strategy = self.strategy_of(of)?;
                record.text("id", id);
                record.text("number", number);
                record.text("title", title);
                record.text("text", text);
                self.edit(strategy.source, home(strategy, of), level, &record)
            }
            New::Measure { of, unit, better } => {
                let strategy = self.strategy_of(of)?;
                record.text("id", id);
                record.text("title", title);
                record.text("text", text);
                record.text("unit", unit);
                record.text("better", better);
                let made = self.edit(strategy.source, home(strategy, of), "measures", &record)?;
                let folder = format!("content/{}/{}", strategy.trust, strategy.id);
                let has_readings = self.sources.find(&format!("{folder}/readings.csv")).is_some()
                    || self.sources.below(&format!("{folder}/readings/")).next().is_some();
                let files = match has_readings {
                    true => Vec::new(),
                    false => vec![(format!("{folder}/readings.csv"), "measure,date,value,note\n".to_string())],
                };
                Ok(Made { files, ..made })
            }
        }
    }

    /// Whether it is a draft until its author says otherwise: a strategy beside others of its trust.
    pub fn starts_as_draft(&self, new: &New) -> bool {
        matches!(new, New::Strategy { trust } if self.strategies.iter().any(|known| known.trust == *trust))
    }

    /// Whether the place is there in which something new is to stand.
    ///
    /// # Errors
    /// It is not, or nothing of that kind can stand there.
    pub fn may_stand(&self, new: &New) -> Result<(), Refused> {
        match new {
            New::Trust | New::Page | New::Topic => Ok(()),
            New::Strategy { trust } => {
                let known: Vec<String> = self.trusts().into_iter().map(|choice| choice.address).collect();
                known.contains(trust).then_some(()).ok_or_else(|| unknown("trust", trust, &known))
            }
            New::Item { of, level, .. } => {
                let strategy = self.strategy_of(of)?;
                let levels = self.levels(of);
                if levels.iter().all(|known| known.key != *level) {
                    let path = self.sources.get(strategy.source).path();
                    let keys: Vec<&str> = levels.iter().map(|level| level.key.as_str()).collect();
                    return refused(format!(
                        "there is no level `{level}` in `{path}`: it may be one of {}, or one that the file declares under `levels`",
                        keys.join(", ")
                    ));
                }
                Ok(())
            }
            New::Measure { of, .. } if of.split('/').count() < 3 => {
                self.strategy_of(of)?;
                refused("a measure belongs to an item: name it, as `--in TRUST/STRATEGY/ITEM`")
            }
            New::Measure { of, .. } | New::Update { of, .. } => self.strategy_of(of).map(drop),
        }
    }

    /// The strategy of an address, whose item must be there too if it names one.
    fn strategy_of(&self, address: &str) -> Result<&Opened, Refused> {
        let strategies: Vec<String> = self.strategies().into_iter().map(|choice| choice.address).collect();
        let Some(strategy) = self.strategy(address) else {
            let start: Vec<&str> = address.split('/').take(2).collect();
            return Err(unknown("strategy", &start.join("/"), &strategies));
        };
        let parts = address.split('/').count();
        if parts > 3 || parts == 3 && strategy.item_of(address).is_none() {
            let own = format!("{}/{}", strategy.trust, strategy.id);
            let items: Vec<String> = self.items(Some(&own)).into_iter().map(|choice| choice.address).collect();
            return Err(unknown("item", address, &items));
        }
        Ok(strategy)
    }

    /// Where an id stands already.
    fn taken(&self, new: &New, id: &str) -> Option<String> {
        match new {
            New::Trust | New::Page => self.taken_at_the_top(id),
            New::Topic => self.taken_by_topic(id),
            New::Strategy { trust } => self.taken_by_strategy(trust, id),
            New::Item { of, .. } => self.taken_by_item(self.strategy(of)?, id),
            New::Measure { of, .. } => self.taken_by_measure(self.strategy(of)?, id),
            New::Update { of, .. } => {
                let strategy = self.strategy(of)?;
                let path = format!("content/{}/{}/updates/{id}.md", strategy.trust, strategy.id);
                self.sources.find(&path).map(|_| format!("it stands in {path}"))
            }
        }
    }

    fn update_name(&self, new: &New, name: &str) -> String {
        fresh(name, |name| self.taken(new, name).is_some())
    }

    fn edit(&self, source: SourceId, home: Home, key: &str, record: &Group) -> Result<Made, Refused> {
        let file = self.sources.get(source);
        let path = file.path().to_string();
        let added = file.text().ok().and_then(|text| add(text, home, key, record));
        let Some(added) = added else {
            let mut list = Group::default();
            list.list(key, vec![Yaml::Group(record.clone())]);
            let below = match home {
                Home::File => String::new(),
                Home::Record(id) => format!(", to what stands on line {}", file.line_column(id as u32).line),
            };
            return Err(Refused::ByHand { path, below, lines: list.file() });
        };
        let line = added.text[..added.at].matches('\n').count() + 1;
        Ok(Made { files: Vec::new(), edit: Some((source, added.text)), path, line })
    }

    /// A file of its own. It starts with the line that names its schema, if other files of its name do.
    fn file(&self, path: String, fields: &Group) -> Made {
        let (name, depth) = (path.rsplit('/').next(), path.split('/').count());
        let is_alike = |other: &str| other.rsplit('/').next() == name && other.split('/').count() == depth;
        let alike = self.sources.below("content/").filter(|(_, file)| is_alike(file.path()));
        let mut first = alike.filter_map(|(_, file)| file.text().ok()?.lines().next());
        let schema = first.find(|line| line.starts_with("# yaml-language-server:"));
        let schema = schema.map(|line| format!("{line}\n")).unwrap_or_default();
        Made { files: vec![(path.clone(), schema + &fields.file())], edit: None, path, line: 1 }
    }
}

fn home(strategy: &Opened, address: &str) -> Home {
    strategy.item_of(address).map_or(Home::File, |found| Home::Record(found.item.id.at.start as usize))
}

/// A file of prose below its fields.
fn prose(path: String, fields: &Group, text: &str) -> Made {
    let text = if text.is_empty() { String::new() } else { format!("{text}\n") };
    Made { files: vec![(path.clone(), format!("---\n{}---\n{text}", fields.file()))], edit: None, path, line: 1 }
}
