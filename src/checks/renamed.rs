//! Ids that were changed: told where the id stands, and not at the first of the places that still use the old one.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes, nearest};
use crate::site::Site;
use crate::source::{Place, Sources};

/// Codes that say that something is called by a name that nothing has.
const OF_NAMES: [&Code; 4] = [&codes::UNKNOWN_REFERENCE, &codes::ORPHAN_NARRATIVE, &codes::BROKEN_LINK, &codes::UNKNOWN_OWNER];

/// The problems, and the id that was changed where several of them use one name that nothing has, and a record with nearly that
/// id is used nowhere: it is told in their place.
pub fn told_at_the_id(site: &Site, sources: &Sources, mut problems: Diagnostics) -> Diagnostics {
    let mut places: BTreeMap<&str, BTreeSet<Place>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| OF_NAMES.contains(&problem.code)) {
        if let Some((cause, place)) = problem.cause.as_ref().zip(problem.place) {
            places.entry(&cause.key).or_default().insert(place);
        }
    }
    let found: Vec<(String, Diagnostic)> = places
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .filter_map(|(cause, places)| {
            let (what, scope) = cause.strip_prefix("no ")?.rsplit_once(" in ")?;
            let (kind, name) = what.rsplit_once(' ').unwrap_or(("", what));
            let ids = ids(site, kind, scope);
            let near = nearest(name, ids.iter().map(|(id, _)| *id)).filter(|near| stands_once(sources, near));
            let near = near.or_else(|| sharing_a_word(name, &ids, sources))?;
            let (_, at) = ids.iter().find(|(id, _)| *id == near)?;
            let message =
                format!("nothing uses the id `{near}`, and {} places use `{name}`, which nothing is called", places.len());
            let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, *at, message);
            let problem = problem.help(format!("if the id was changed, write `{name}` again, or change those places too"));
            Some((cause.to_string(), problem.replace(name).sure(false).chief_cause(cause)))
        })
        .collect();
    for (cause, problem) in found {
        problems = problems.into_iter().map(|other| other.follower_of(&cause)).collect();
        problems.push(problem);
    }
    problems
}

/// The ids of a kind within a trust, a strategy or the site, and where they stand; but for items that their narratives name.
fn ids<'a>(site: &'a Site, kind: &str, scope: &str) -> Vec<(&'a str, Place)> {
    let files = site.files();
    let mut ids: Vec<(&str, Place)> = Vec::new();
    match kind {
        "" => {
            let own = site.strategy_ids().filter(|&id| site.trust(site.strategy(id).trust).id == scope);
            let items = own.flat_map(|id| site.strategy(id).items()).map(|id| site.item(id));
            let bare = items.filter(|item| item.narrative.is_none());
            ids.extend(bare.map(|item| (&*item.id, site.place(item.strategy, item.fields.id.at))));
        }
        "topic" => {
            let topics = site.topics.iter().map(|topic| &topic.record.id);
            ids.extend(files.topics.iter().flat_map(|file| topics.clone().map(|id| (&*id.value as &str, file.at(id.at)))));
        }
        "partner" => {
            let partners = site.partners.iter().map(|partner| &partner.id);
            ids.extend(files.partners.iter().flat_map(|file| partners.clone().map(|id| (&*id.value as &str, file.at(id.at)))));
        }
        "section" => {
            let sections = site.file.iter().flat_map(|file| &file.sections).map(|section| &section.id);
            ids.extend(files.site.iter().flat_map(|file| sections.clone().map(|id| (&*id.value as &str, file.at(id.at)))));
        }
        "status" if scope.is_empty() => {
            let own = site.file.iter().flat_map(|file| &file.statuses).map(|word| &word.id);
            ids.extend(files.site.iter().flat_map(|file| own.clone().map(|id| (&*id.value as &str, file.at(id.at)))));
        }
        "shared measure" => {
            let measures = site.measures.iter().map(|measure| &measure.id);
            ids.extend(files.measures.iter().flat_map(|file| measures.clone().map(|id| (&*id.value as &str, file.at(id.at)))));
        }
        "person" | "supporting strategy" => {
            let own = site.strategy_ids().find(|&id| site.address(crate::site::Node::Strategy(id)) == scope);
            if let Some(id) = own {
                let fields = &site.strategy(id).fields;
                let people = fields.people.iter().map(|person| &person.id);
                let supporting = fields.supporting.iter().map(|record| &record.id);
                let all: Vec<_> = if kind == "person" { people.collect() } else { supporting.collect() };
                ids.extend(all.into_iter().map(|record| (&*record.value as &str, site.place(id, record.at))));
            }
        }
        _ => {}
    }
    ids
}

/// The only id used nowhere that has a longer word in common with a name: `inequalities` for `health-inequalities`.
fn sharing_a_word<'a>(name: &str, ids: &[(&'a str, Place)], sources: &Sources) -> Option<&'a str> {
    fn words(id: &str) -> impl Iterator<Item = &str> {
        id.split('-').filter(|word| word.len() > 4)
    }
    let is_alike = |id: &&str| words(id).any(|word| words(name).any(|own| own == word));
    let mut alike = ids.iter().map(|(id, _)| *id).filter(is_alike).filter(|id| stands_once(sources, id));
    alike.next().filter(|_| alike.next().is_none())
}

/// Whether what stands between two texts is a word among others: no id has another word beside it.
fn is_prose(before: &str, after: &str) -> bool {
    let mut before = before.chars().rev();
    let mut after = after.chars();
    let is_beside = |blank: Option<char>, letter: Option<char>| blank == Some(' ') && letter.is_some_and(char::is_alphabetic);
    is_beside(before.next(), before.next()) || is_beside(after.next(), after.next())
}

/// Whether a word stands only once in all that is written in the content, but for running words.
fn stands_once(sources: &Sources, word: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let written = sources
        .below("content/")
        .map(|(_, file)| file)
        .filter(|file| [".yaml", ".md", ".csv"].iter().any(|ending| file.name().ends_with(ending)));
    let mut count = 0;
    for file in written {
        let times = |text: &str| {
            let all = text
                .match_indices(word)
                .filter(|(at, _)| !text[..*at].ends_with(in_word) && !text[at + word.len()..].starts_with(in_word));
            all.filter(|(at, _)| !is_prose(&text[..*at], &text[at + word.len()..])).count()
        };
        count += file.with_text(|text| times(text.unwrap_or_default()));
        if count > 1 {
            return false;
        }
    }
    count == 1
}
