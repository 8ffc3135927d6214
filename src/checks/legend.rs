//! Legends of statuses: each word once, and a scale without gaps and overlaps.

use std::collections::{HashMap, HashSet};

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::measure::{Band, Fault, faults};
use crate::site::StrategyId;
use crate::source::{Place, SourceId};
use crate::strategy::model::StatusWord;

/// How the message starts of points between two statuses that have none.
pub const GAP: &str = "between ";

pub fn check_site(checked: Checked, problems: &mut Diagnostics) {
    let site = checked.site;
    let words = site.file.as_ref().map(|file| file.statuses.as_slice()).zip(site.files().site);
    let words = words.filter(|(_, source)| !checked.mended.contains(source));
    words.into_iter().for_each(|(words, source)| scale(words, source, problems));
}

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let strategy = checked.site.strategy(id);
    let words = &strategy.fields.statuses;
    let mut seen: HashMap<&str, Place> = HashMap::new();
    for word in words {
        let place = strategy.source.at(word.id.at);
        let first = *seen.entry(&word.id.value).or_insert(place);
        if first != place {
            let problem = Diagnostic::new(&codes::DUPLICATE_ID, place, format!("the id `{}` is used twice", &*word.id.value));
            problems.push(problem.help("give one of the two another id").related(first, "first used here"));
        }
    }
    if !checked.mended.contains(&strategy.source) {
        scale(words, strategy.source, problems);
    }
}

fn scale(words: &[StatusWord], source: SourceId, problems: &mut Diagnostics) {
    // What was pasted twice has one id, which is told.
    let mut ids = HashSet::new();
    let once = words.iter().filter(|word| ids.insert(&*word.id.value));
    let scaled: Vec<(&StatusWord, Band)> = once.filter_map(|word| Some((word, word.band()?))).collect();
    let bands: Vec<Band> = scaled.iter().map(|(_, band)| *band).collect();
    let name = |at: usize| &*scaled[at].0.id.value;
    let place = |at: usize| {
        let word = scaled[at].0;
        let end = word.from.as_ref().or(word.below.as_ref());
        source.at(end.map_or(word.id.at, |end| end.at))
    };
    let points = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    let faults = faults(&bands);
    // A status whose ends are the wrong way round leaves gaps, which are no second mistake.
    let has_empty = faults.iter().any(|fault| matches!(fault, Fault::Empty(_)));
    for fault in faults.into_iter().filter(|fault| !has_empty || matches!(fault, Fault::Empty(_))) {
        let (at, message, help) = match fault {
            Fault::Empty(at) => (
                at,
                format!("`{}` starts where it ends, or above", name(at)),
                "`from` is the lower end, `below` the upper".to_string(),
            ),
            Fault::Overlap(low, high) => {
                let message = format!("`{}` and `{}` hold the same points", name(low), name(high));
                (high, message, "let one begin with `from` where the other ends with `below`".to_string())
            }
            Fault::Gap(low, high) => {
                let (below, from) = (points(bands[low].below), points(bands[high].from));
                let message = format!("{GAP}`{}` and `{}` there are points that have no status", name(low), name(high));
                (high, message, format!("write `from: {below}` here, or `below: {from}` there"))
            }
            Fault::OpenBelow(at) => {
                let message = format!("what lies below {} has no status", points(bands[at].from));
                (at, message, "leave out `from` at the lowest status, so that it holds everything below".to_string())
            }
            Fault::OpenAbove(at) => {
                let message = format!("what lies from {} on has no status", points(bands[at].below));
                (at, message, "leave out `below` at the highest status, so that it holds everything above".to_string())
            }
        };
        problems.push(Diagnostic::new(&codes::LEGEND_PROBLEM, place(at), message).help(help));
    }
}
