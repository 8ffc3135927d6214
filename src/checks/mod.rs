//! Checks that need the whole site: one file each family.
//!
//! In: the resolved [`Site`], and the files it was read from. Out: diagnostics.
//!
//! Always true
//! - A check looks and reports; it changes nothing.
//! - A discrepancy that the author recorded answers the check that would complain at its place.
//!
//! Not here: the shape of files, and references in link fields and texts, which are judged where they are resolved.

mod acronyms;
mod brand;
mod counts;
mod dates;
mod glossary;
mod measures;
mod names;
mod plain_english;
mod texts;
mod titles;
mod topics;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::site::{Node, Site, StrategyId};
use crate::source::Sources;
use crate::strategy::model::{Discrepancy, DiscrepancyKind};

/// Every problem that the checks find.
pub fn run(site: &Site, sources: &Sources) -> Diagnostics {
    let checks: [fn(&Site, &mut Diagnostics); 5] = [counts::check, dates::check, names::check, measures::check, brand::check];
    let mut problems = Diagnostics::new();
    checks.iter().for_each(|check| check(site, &mut problems));
    let of_words: [fn(&Site, &mut Diagnostics); 2] = [titles::check, topics::check];
    of_words.iter().for_each(|check| check(site, &mut problems));
    glossary::check(site, sources, &mut problems);
    let texts = texts::Texts::of(site);
    acronyms::check(site, &texts, &mut problems);
    plain_english::check(&texts, &mut problems);
    problems
}

/// The problems without those that `site.yaml` accepts. Errors cannot be accepted; what accepts nothing is reported itself.
pub fn ignored(site: &Site, sources: &Sources, problems: Diagnostics) -> Diagnostics {
    let (Some(file), Some(id)) = (&site.file, site.files().site) else { return problems };
    let mut used = vec![false; file.checks.ignore.len()];
    let accepted = |diagnostic: &Diagnostic, used: &mut Vec<bool>| {
        let path = diagnostic.place.map(|place| sources.get(place.source).path());
        let matches =
            |ignore: &crate::strategy::model::Ignore| *ignore.code == *diagnostic.code.name && Some(&*ignore.file) == path;
        let found = file.checks.ignore.iter().position(matches).filter(|_| diagnostic.severity != Severity::Error);
        found.inspect(|&at| used[at] = true).is_some()
    };
    let mut kept: Diagnostics = problems.iter().filter(|problem| !accepted(problem, &mut used)).cloned().collect();
    for (ignore, _) in file.checks.ignore.iter().zip(&used).filter(|(_, used)| !**used) {
        let message = match codes::find(&ignore.code) {
            None => format!("there is no code `{}`", ignore.code),
            Some(code) if code.severity == Severity::Error => {
                format!("`{}` is an error, and errors cannot be ignored", ignore.code)
            }
            Some(_) => format!("nothing in `{}` reports `{}`", ignore.file, ignore.code),
        };
        kept.push(Diagnostic::new(&codes::NEEDLESS_IGNORE, id.at(ignore.code.at), message).help("remove the entry, or correct it"));
    }
    kept
}

/// The discrepancies of a kind that are recorded at an item, or at the strategy itself.
fn recorded(site: &Site, strategy: StrategyId, node: Node, kind: DiscrepancyKind) -> impl Iterator<Item = &Discrepancy> {
    let at_node = move |name: &str| match node {
        Node::Item(item) => site.item_named(strategy, name) == Some(item),
        _ => name == ".",
    };
    let here = move |discrepancy: &&Discrepancy| discrepancy.kind.value == kind && discrepancy.at.iter().any(|name| at_node(name));
    site.strategy(strategy).fields.discrepancies.iter().filter(here)
}
