//! Statuses that their item's figures contradict, and that nobody has looked at for too long.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{ItemId, StatusSaid, StrategyId};
use crate::source::Place;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    for item in site.strategy(id).items() {
        let said = site.statuses_of(item);
        let Some(latest) = said.first() else { continue };
        let place = place(checked, id, latest);
        if site.is_stale(item, latest) {
            let date = latest.as_at.map(|date| date.to_string()).unwrap_or_default();
            let message = format!("the status of `{}` is as at {date}, and is to be looked at more often", site.item(item).id);
            let problem = Diagnostic::new(&codes::STALE_STATUS, dated_at(checked, id, item, latest).unwrap_or(place), message);
            problems.push(problem.help("look at it anew and write the new `as_at`, or write an update"));
        }
        contradicted(checked, id, item, latest, place, problems);
    }
}

/// Reports a status that is another one than the figures come to, without a word why.
fn contradicted(checked: Checked, id: StrategyId, item: ItemId, said: &StatusSaid, place: Place, problems: &mut Diagnostics) {
    let site = checked.site;
    // An update has its text, which says why; and a status without a place on the scale is none that figures could come to.
    let on_scale = site.status_word(id, said.word).is_some_and(|word| word.band().is_some());
    if said.update.is_some() || said.note.is_some() || !on_scale {
        return;
    }
    let Some(Ok(found)) = site.computed_status(item) else { return };
    // On a scale with a rating twice, nobody can tell how far the way is.
    let scale = &found.measure.scale;
    if *found.word.id.value == **said.word || (1..scale.len()).any(|at| scale[..at].iter().any(|other| **other == *scale[at])) {
        return;
    }
    let message = format!(
        "`{}` is said, and by the figures of `{}` it is `{}`: {}% of the way is made, {}% is planned",
        said.word, &*found.measure.id.value, &*found.word.id.value, found.made, found.planned
    );
    let problem = Diagnostic::new(&codes::CONTRADICTED_STATUS, place, message);
    let measure = site.place(id, found.measure.id.at);
    problems.push(problem.help("correct it, or say why under `note`").related(measure, "the measure"));
}

/// Where the date of a status stands: that of the update which says it, or its own.
fn dated_at(checked: Checked, id: StrategyId, item: ItemId, said: &StatusSaid) -> Option<Place> {
    match said.update {
        Some(update) => Some(update.source.at(update.fields.date.at)),
        None => checked.site.item(item).fields.status.as_ref()?.as_at.as_ref().map(|date| checked.site.place(id, date.at)),
    }
}

fn place(checked: Checked, id: StrategyId, said: &StatusSaid) -> Place {
    match said.update {
        Some(update) => update.source.at(said.word.at),
        None => checked.site.place(id, said.word.at),
    }
}
