//! Titles and numbers: how long titles are, which numbers stand twice, and whether a text says its page's title again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Group, ItemId, Prosaic, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::Text;

/// Names of letters in HTML that texts from the web often have.
const LETTERS: [&str; 16] = [
    "amp", "nbsp", "lt", "gt", "quot", "apos", "lsquo", "rsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip", "pound", "euro",
    "copy",
];

/// The most letters of a title that people take in at a glance.
const MOST_LETTERS: usize = 100;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    long(strategy.source, &fields.title, fields.short_title.as_ref(), problems);
    let own = [Some(&fields.title), fields.short_title.as_ref(), fields.subtitle.as_ref()];
    own.into_iter().flatten().for_each(|title| plain(strategy.source, title, problems));
    repeated(strategy.narrative.as_ref(), &[Some(&fields.title), fields.short_title.as_ref()], problems);
    for item in strategy.items() {
        let item = site.item(item);
        let fields = &item.fields;
        if let Some(title) = fields.title.as_ref().filter(|_| item.has_page) {
            long(strategy.source, title, fields.short_title.as_ref(), problems);
        }
        let own = [fields.title.as_ref(), fields.short_title.as_ref()];
        own.iter().flatten().for_each(|title| plain(strategy.source, title, problems));
        repeated(item.narrative.as_ref(), &own, problems);
    }
    let below = strategy.items().flat_map(|item| &site.item(item).groups);
    for group in strategy.groups.iter().chain(below) {
        numbers(checked, id, group, problems);
        let items = group.items.iter().map(|&item| site.item(item));
        twice(
            strategy.source,
            items.filter_map(|item| Some((&*item.fields.id.value as &str, item.fields.title.as_ref()?))),
            problems,
        );
    }
    twice(strategy.source, strategy.fields.statuses.iter().map(|word| (&*word.id.value as &str, &word.title)), problems);
    for update in &strategy.updates {
        repeated(Some(&update.text), &[Some(&update.fields.title)], problems);
    }
}

/// Two items of one list with the same number, unless something is recorded of one of them.
fn numbers(checked: Checked, id: StrategyId, group: &Group, problems: &mut Diagnostics) {
    let site = checked.site;
    let mut known: Vec<(&Text, ItemId)> = Vec::new();
    for &item in &group.items {
        let Some(number) = &site.item(item).fields.number else { continue };
        if let Some((first, other)) = known.iter().find(|(first, _)| ***first == **number) {
            let is_recorded =
                site.strategy(id).fields.discrepancies.iter().flat_map(|discrepancy| discrepancy.at.iter()).any(|at| {
                    let named = site.item_named(id, at);
                    named == Some(item) || named == Some(*other)
                });
            // What was pasted twice has one id, which is told.
            if !is_recorded && site.item(item).id != site.item(*other).id {
                let message = format!("`{}` has the number {} as well", site.item(*other).id, &**number);
                let problem = Diagnostic::new(&codes::REPEATED_NUMBER, site.place(id, number.at), message);
                problems.push(
                    problem
                        .help("correct one of the two; if the source says so, record that under `discrepancies`")
                        .related(site.place(id, first.at), "the other one"),
                );
            }
        }
        known.push((number, item));
    }
}

/// Two records of one list with the same title or name: readers cannot tell them apart, and one was likely copied from the other.
fn twice<'a>(source: SourceId, titles: impl Iterator<Item = (&'a str, &'a Text)>, problems: &mut Diagnostics) {
    let mut known: HashMap<&str, (&str, &Text)> = HashMap::new();
    for (id, title) in titles.filter(|(_, title)| ***title != *"…") {
        match known.entry(title) {
            Entry::Vacant(free) => _ = free.insert((id, title)),
            // An id that stands twice is told as such.
            Entry::Occupied(taken) if taken.get().0 == id => {}
            Entry::Occupied(taken) => {
                let (other, first) = *taken.get();
                let problem = Diagnostic::new(&codes::REPEATED_TITLE, source.at(title.at), format!("`{other}` is called that too"));
                let problem = problem.help("give one of the two another name, or remove it if it is the same");
                problems.push(problem.related(source.at(first.at), "the other one"));
            }
        }
    }
}

/// Judges the names in what all trusts share, and the titles of pages.
pub fn check_shared(checked: Checked, problems: &mut Diagnostics) {
    let (site, files) = (checked.site, checked.site.files());
    if let Some(source) = files.topics {
        twice(source, site.topics.iter().map(|topic| (&*topic.record.id.value as &str, &topic.record.title)), problems);
    }
    if let Some(source) = files.partners {
        twice(source, site.partners.iter().map(|partner| (&*partner.id.value as &str, &partner.name)), problems);
    }
    if let (Some(source), Some(file)) = (files.site, &site.file) {
        twice(source, file.statuses.iter().map(|word| (&*word.id.value as &str, &word.title)), problems);
    }
    for page in &checked.site.pages {
        repeated(Some(&page.text), &[Some(&page.fields.title)], problems);
    }
}

/// A long title without a short one beside it. Sources have long titles, and these stay; menus and cards need short ones.
fn long(source: SourceId, title: &Text, short: Option<&Text>, problems: &mut Diagnostics) {
    let letters = title.chars().count();
    if letters > MOST_LETTERS && short.is_none() {
        let problem = Diagnostic::new(&codes::LONG_TITLE, source.at(title.at), format!("a title of {letters} characters"));
        problems.push(problem.help("add a line `short_title: …` for menus and cards; the title itself stays as it is"));
    }
}

/// Signs of HTML in a title, which is plain text: readers would see them.
fn plain(source: SourceId, title: &Text, problems: &mut Diagnostics) {
    let tag = title.match_indices('<').find_map(|(at, _)| {
        let end = at + title[at..].find('>')?;
        let inner = title[at + 1..end].trim_start_matches('/');
        inner.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(&title[at..=end])
    });
    let letter = || {
        title.match_indices('&').find_map(|(at, _)| {
            let end = at + title[at..].find(';')?;
            let name = &title[at + 1..end];
            let is_number = name.strip_prefix('#').is_some_and(|code| code.bytes().all(|b| b.is_ascii_alphanumeric()));
            (is_number || LETTERS.contains(&name)).then_some(&title[at..=end])
        })
    };
    let Some(sign) = tag.or_else(letter) else { return };
    let message = format!("`{sign}` is HTML, and a title is plain text");
    let problem = Diagnostic::new(&codes::STRAY_MARK, source.at(title.at), message);
    problems.push(problem.help("take it out, or write the letter that it stands for"));
}

/// A text whose first heading is the title that its page has already.
fn repeated(text: Option<&Prosaic>, titles: &[Option<&Text>], problems: &mut Diagnostics) {
    let Some(heading) = text.and_then(|text| text.words.prose.outline.first()) else { return };
    let folded = |words: &str| words.trim_end_matches(['.', ':']).to_lowercase();
    if titles.iter().flatten().any(|title| folded(title) == folded(&heading.text)) {
        let message = format!("the page has the title `{}` already", heading.text);
        problems.push(Diagnostic::new(&codes::REPEATED_TITLE, heading.place, message).help("remove this heading"));
    }
}
