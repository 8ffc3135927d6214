//! `trustpress new`.

mod args;
mod ask;

use std::collections::HashMap;

use clap::ValueEnum;

use super::import::write;
use super::{Context, Done, ERROR, Failed, GOOD};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Severity, codes};
use crate::fix::{self, Written};
use crate::source::Sources;
use crate::strategy::scalars::{PartialDate, Written as _};
use crate::write::{Choice, Made, New as Wanted, Project, Refused, Words};
use crate::{Options, When, publication};
use args::{Item, Kind, Own};
use ask::Asker;

pub use args::New;

impl New {
    pub(super) fn run(&self, context: &Context) -> Result<Done, Failed> {
        if !context.root.join("content").exists() {
            return Err(Failed::Usage(
                "there is no folder `content` here: `trustpress init` makes one, and `--root DIR` works in another folder"
                    .to_string(),
            ));
        }
        let sources = Sources::read(&context.root)?;
        let project = Project::of(&sources);
        let mut asker = Asker::terminal();
        let (wanted, noun) = match self.wanted(&project, &mut asker) {
            Ok(found) => found,
            // A file that cannot be read is not among the choices: its own problems say why.
            Err(missing) => return told(project.problems(), &sources).ok_or(missing),
        };
        let wrong = project.problems_of(&wanted);
        if let Some(done) = told(wrong, &sources) {
            return Ok(done);
        }
        let words = self.own().words(&project, &wanted, &noun, &mut asker)?;
        let wanted = self.rest(wanted, &mut asker)?;
        let made = project.make(&wanted, &words)?;
        let after = sources.with_texts(made.edit.clone()).with_new(made.files.clone());
        // A draft is judged when it is to be published.
        let is_draft = project.starts_as_draft(&wanted);
        let drafts = !is_draft;
        let options = Options { when: When::Now(jiff::Timestamp::now()), base_url: None, drafts, advice: true, ended: |_| () };
        let (before, known) = publication(sources.clone(), &options);
        let (after, problems) = publication(after, &options);
        let news = news((&known, &before.sources), (&problems, &after.sources));
        // What the document says of its own counts may change with each item: that is told, and no reason against it.
        if news.iter().any(|problem| problem.severity == Severity::Error && *problem.code != codes::DECLARED_COUNT) {
            anstream::eprint!("{}", diagnostic::human(&news, &after.sources));
            anstream::eprintln!("{ERROR}Nothing was made{ERROR:#}: it would bring these problems.");
            return Ok(Done::WithErrors);
        }
        if let Some(why) = self.write(context, &sources, &made)? {
            return Err(Failed::Usage(why));
        }
        let line = if made.edit.is_some() { format!(":{}", made.line) } else { String::new() };
        context.say(&format!("{GOOD}Made{GOOD:#} the {noun} `{}`: {}{line}", words.id, made.path));
        made.files.iter().filter(|(path, _)| *path != made.path).for_each(|(path, _)| context.say(&format!("Made {path}")));
        // That nothing is about a new topic goes without saying.
        let news: Diagnostics = news.iter().filter(|problem| *problem.code != codes::UNUSED_TOPIC).cloned().collect();
        anstream::eprint!("{}", diagnostic::human(&news, &after.sources));
        context.say(&format!("\nNext: {}", next(&project, &wanted, &words, &made)));
        if is_draft {
            context.say("It is a draft, which `trustpress serve --drafts` shows, until you remove the line `draft: true`.");
        }
        Ok(Done::Well)
    }

    fn own(&self) -> &Own {
        match &self.kind {
            Kind::Trust(kind) => &kind.own,
            Kind::Strategy(kind) => &kind.own,
            Kind::Goal(kind) | Kind::Objective(kind) => &kind.own,
            Kind::Measure(kind) => &kind.own,
            Kind::Update(kind) => &kind.own,
            Kind::Page(kind) | Kind::Topic(kind) => &kind.own,
        }
    }

    /// What is to be made, as far as that decides where, and what it is called.
    fn wanted(&self, project: &Project, asker: &mut Asker) -> Result<(Wanted, String), Failed> {
        Ok(match &self.kind {
            Kind::Trust(_) => (Wanted::Trust, "trust".to_string()),
            Kind::Page(_) => (Wanted::Page, "page".to_string()),
            Kind::Topic(_) => (Wanted::Topic, "topic".to_string()),
            Kind::Strategy(kind) => {
                let trust = place(&kind.place, project.trusts(), "trust", "Whose strategy is it?", asker)?;
                (Wanted::Strategy { trust }, "strategy".to_string())
            }
            Kind::Goal(kind) => {
                let of = place(&kind.place, project.strategies(), "strategy", "In which strategy?", asker)?;
                item(kind, project, of, true)
            }
            Kind::Objective(kind) => {
                let of = below(&kind.place, project, "Below which item?", asker)?;
                item(kind, project, of, false)
            }
            Kind::Measure(kind) => {
                let of = below(&kind.place, project, "For which item?", asker)?;
                let unit = kind.unit.clone().unwrap_or_default();
                let better = kind.better.and_then(|better| better.to_possible_value());
                let better = better.map(|better| better.get_name().to_string()).unwrap_or_default();
                (Wanted::Measure { of, unit, better }, "measure".to_string())
            }
            Kind::Update(kind) => {
                let of = place(&kind.place, project.strategies(), "strategy", "On which strategy?", asker)?;
                let today = jiff::Zoned::now().date().to_string();
                let date = match &kind.date {
                    Some(date) => date.clone(),
                    None if asker.is_somebody_there() => asker.until("Which day is it about?", &today, may_be_date)?,
                    None => today,
                };
                may_be_date(&date).map_err(Failed::Usage)?;
                (Wanted::Update { of, date, by: kind.by.clone().unwrap_or_default() }, "update".to_string())
            }
        })
    }

    /// Asks for what only some kinds have.
    fn rest(&self, wanted: Wanted, asker: &mut Asker) -> Result<Wanted, Failed> {
        // Who gives the title as a flag wants no questions.
        if !asker.is_somebody_there() || self.own().title.is_some() {
            return Ok(wanted);
        }
        Ok(match wanted {
            Wanted::Measure { of, unit, better } => {
                let unit = if unit.is_empty() { asker.line("Unit, such as % or days (may stay empty)", "")? } else { unit };
                let judge = |answer: &str| match answer {
                    "up" | "down" | "neither" | "" => Ok(()),
                    _ => Err("one of: up, down, neither".to_string()),
                };
                let better =
                    if better.is_empty() { asker.until("Is more or less better? up, down or neither", "", judge)? } else { better };
                Wanted::Measure { of, unit, better }
            }
            Wanted::Update { of, date, by } if by.is_empty() => {
                Wanted::Update { of, date, by: asker.line("Who reports? (may stay empty)", "")? }
            }
            other => other,
        })
    }

    /// Takes what was made to disk; gives the reason if a file is not to be changed.
    fn write(&self, context: &Context, sources: &Sources, made: &Made) -> Result<Option<String>, Failed> {
        if let Some((source, text)) = &made.edit {
            let after = sources.with_texts([(*source, text.clone())]);
            if let Written::Not(why) = fix::write(&context.root, sources.get(*source), after.get(*source))? {
                return Ok(Some(format!("`{}` is left as it is: {why}", made.path)));
            }
        }
        for (path, text) in &made.files {
            write(&context.root.join(path), text)?;
        }
        Ok(None)
    }
}

impl Own {
    fn words(&self, project: &Project, wanted: &Wanted, noun: &str, asker: &mut Asker) -> Result<Words, Failed> {
        // Asked before the title, so that nobody writes in vain.
        project.may_stand(wanted)?;
        let asks = asker.is_somebody_there() && self.title.is_none();
        let (what, sentence) = match wanted {
            Wanted::Trust => ("Name", "What is it, in a sentence?"),
            Wanted::Update { .. } => ("Title", "What happened, in a paragraph?"),
            _ => ("Title", "What is it, in a sentence or two?"),
        };
        let needed = |answer: &str| if answer.is_empty() { Err("something must stand here".to_string()) } else { Ok(()) };
        let title = match &self.title {
            Some(title) => title.trim().to_string(),
            None if asks => asker.until(&format!("{what} of the {noun}"), "", needed)?,
            None => return Err(Failed::Usage("`--title` is missing".to_string())),
        };
        let proposal = project.propose(wanted, &title)?;
        let judge = |answer: &str| project.may_have(wanted, answer).map_err(|refused| refused.to_string());
        let id = match &self.id {
            Some(id) => id.clone(),
            None if asks => asker.until("Id, which is part of its address", &proposal, judge)?,
            None => proposal,
        };
        let text = match &self.text {
            Some(text) => text.trim().to_string(),
            None if asks => asker.line(&format!("{sentence} (may stay empty)"), "")?,
            None => String::new(),
        };
        Ok(Words { title, id, text })
    }
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Failed {
        Failed::Usage(refused.to_string())
    }
}

fn may_be_date(text: &str) -> Result<(), String> {
    PartialDate::parse(text).map(drop)
}

/// An item, on its neighbours' level if none is given.
fn item(kind: &Item, project: &Project, of: String, with_page: bool) -> (Wanted, String) {
    let usual = project.usual_level(&of, with_page);
    let key = kind.level.clone().or(usual.map(|level| level.key)).unwrap_or_default();
    let name = project.levels(&of).into_iter().find(|level| level.key == key);
    let noun = name.map_or("item".to_string(), |level| within_a_sentence(&level.one));
    (Wanted::Item { of, level: key, number: kind.number.clone().unwrap_or_default() }, noun)
}

/// A level's name inside a sentence; one that starts with initials keeps them.
fn within_a_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let has_initials = letters.clone().next().is_some_and(char::is_uppercase);
    if has_initials { name.to_string() } else { first + letters.as_str() }
}

/// A place as it was given, the only one there is, or one that is chosen.
fn place(given: &Option<String>, choices: Vec<Choice>, what: &str, question: &str, asker: &mut Asker) -> Result<String, Failed> {
    if let Some(given) = given {
        return Ok(given.trim_matches('/').to_string());
    }
    match choices.as_slice() {
        [] => Err(Failed::Usage(format!("there is no {what} yet: `trustpress new {what}` makes one"))),
        [only] if what != "item" => Ok(only.address.clone()),
        many if asker.is_somebody_there() => asker.choice(question, many),
        many => {
            let some = many.iter().take(12).map(|choice| format!("\n  --in {}", choice.address)).collect::<String>();
            let more = if many.len() > 12 { format!("\n  … and {} more", many.len() - 12) } else { String::new() };
            Err(Failed::Usage(format!("`--in` is missing: it says where the new one stands, as one of{some}{more}")))
        }
    }
}

/// An item: of the strategy that was given, or of one that is chosen first.
fn below(given: &Option<String>, project: &Project, question: &str, asker: &mut Asker) -> Result<String, Failed> {
    let given = given.as_ref().map(|given| given.trim_matches('/').to_string());
    if given.as_ref().is_some_and(|given| given.split('/').count() != 2) {
        return Ok(given.unwrap_or_default());
    }
    let strategy = match given {
        Some(given) => Some(given),
        None if asker.is_somebody_there() => Some(place(&None, project.strategies(), "strategy", "In which strategy?", asker)?),
        None => None,
    };
    let items = project.items(strategy.as_deref());
    match strategy {
        // The place itself is what is wrong.
        Some(strategy) if items.is_empty() => Ok(strategy),
        _ => place(&None, items, "item", question, asker),
    }
}

/// Prints the problems for which nothing is made, if there are any.
fn told(wrong: Diagnostics, sources: &Sources) -> Option<Done> {
    if wrong.is_empty() {
        return None;
    }
    anstream::eprint!("{}", diagnostic::human(&wrong, sources));
    anstream::eprintln!("{ERROR}Nothing was made{ERROR:#}: mend this first. `trustpress check --fix` mends what it can.");
    Some(Done::WithErrors)
}

/// The problems that were not there before.
fn news(before: (&Diagnostics, &Sources), after: (&Diagnostics, &Sources)) -> Diagnostics {
    let known = |problem: &Diagnostic, sources: &Sources| {
        let path = problem.place.map(|place| sources.get(place.source).path().to_string());
        (problem.code.name, path, problem.message.clone())
    };
    let mut left: HashMap<_, usize> = HashMap::new();
    before.0.iter().for_each(|problem| *left.entry(known(problem, before.1)).or_default() += 1);
    let is_new = |problem: &&Diagnostic| match left.get_mut(&known(problem, after.1)).filter(|left| **left > 0) {
        Some(left) => {
            *left -= 1;
            false
        }
        None => true,
    };
    after.0.iter().filter(is_new).cloned().collect()
}

/// What to do now, in a sentence.
fn next(project: &Project, wanted: &Wanted, words: &Words, made: &Made) -> String {
    let id = &words.id;
    let folder = made.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let of = match wanted {
        Wanted::Item { of, .. } | Wanted::Measure { of, .. } | Wanted::Update { of, .. } => of,
        _ => "",
    };
    let see = if project.is_draft(of) { "`trustpress serve --drafts` shows it." } else { "`trustpress serve` shows it." };
    match wanted {
        Wanted::Trust => format!("`trustpress new strategy --in {id}` makes its first strategy."),
        Wanted::Strategy { trust } => format!("`trustpress new goal --in {trust}/{id}` makes its first goal."),
        Wanted::Item { .. } => format!("{see} Prose about it goes into {folder}/{id}.md."),
        Wanted::Measure { .. } => {
            format!("write its figures into {folder}/readings.csv, one a line: `{id},DATE,FIGURE,`. {see}")
        }
        Wanted::Update { .. } | Wanted::Page if words.text.is_empty() => format!("write the text below the fields. {see}"),
        Wanted::Update { .. } | Wanted::Page => see.to_string(),
        Wanted::Topic => format!("name it at a goal, as `topics: {{ {id}: main }}`. {see}"),
    }
}
