//! Titles: how long they are, and whether a text says its page's title again.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{Prosaic, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::Text;

/// The most letters of a title that people take in at a glance.
const MOST_LETTERS: usize = 100;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    long(strategy.source, &fields.title, fields.short_title.as_ref(), problems);
    repeated(strategy.narrative.as_ref(), &[Some(&fields.title), fields.short_title.as_ref()], problems);
    for item in strategy.items() {
        let item = site.item(item);
        let fields = &item.fields;
        if let Some(title) = fields.title.as_ref().filter(|_| item.has_page) {
            long(strategy.source, title, fields.short_title.as_ref(), problems);
        }
        repeated(item.narrative.as_ref(), &[fields.title.as_ref(), fields.short_title.as_ref()], problems);
    }
    for update in &strategy.updates {
        repeated(Some(&update.text), &[Some(&update.fields.title)], problems);
    }
}

pub fn check_pages(checked: Checked, problems: &mut Diagnostics) {
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

/// A text whose first heading is the title that its page has already.
fn repeated(text: Option<&Prosaic>, titles: &[Option<&Text>], problems: &mut Diagnostics) {
    let Some(heading) = text.and_then(|text| text.words.prose.outline.first()) else { return };
    let folded = |words: &str| words.trim_end_matches(['.', ':']).to_lowercase();
    if titles.iter().flatten().any(|title| folded(title) == folded(&heading.text)) {
        let message = format!("the page has the title `{}` already", heading.text);
        problems.push(Diagnostic::new(&codes::REPEATED_TITLE, heading.place, message).help("remove this heading"));
    }
}
