//! What a measure's figures are to be held against: its scale, the steps and baselines of its chart, and the measure that it shares.

use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::measure::LEAST;
use crate::site::ItemId;
use crate::source::{At, Place, SourceId};
use crate::strategy::located::Located;
use crate::strategy::model::Measure;
use crate::strategy::scalars::{Amount, Period};

use super::values::{is_withheld, unfinished};
use super::{Figure, shared};

pub fn check(checked: Checked, item: ItemId, measure: &Measure, figures: &[Figure], problems: &mut Diagnostics) {
    let strategy = checked.site.item(item).strategy;
    let place = |at: At| checked.site.place(strategy, at);
    scale(checked, measure, figures, place, problems);
    steps(measure, figures, place, problems);
    like_shared(checked, measure, place, problems);
}

/// Ratings must be on the scale, or they are counted for nothing.
fn scale(checked: Checked, measure: &Measure, figures: &[Figure], place: impl Fn(At) -> Place, problems: &mut Diagnostics) {
    if measure.scale.is_empty() {
        return;
    }
    // A scale that is told to be wrong says nothing of what is on it.
    let is_wrong = || {
        let of_scale = |problem: &Diagnostic| {
            measure
                .scale
                .iter()
                .any(|rating| problem.place.is_some_and(|told| place(rating.at).covers(told) || told.covers(place(rating.at))))
        };
        checked.known.iter().any(of_scale)
    };
    // Several that are not on it: the scale itself may be what is wrong.
    let cause = format!("the scale of {} in {:?}", &*measure.id.value, place(measure.id.at));
    let target =
        measure.target.iter().flat_map(|target| [target.value.as_ref(), target.from.as_ref(), target.to.as_ref()]).flatten();
    let own = measure.baseline.iter().chain(&measure.trajectory).map(|known| &known.value).chain(target);
    let own = own.map(|value: &Located<Amount>| (&value.value, place(value.at)));
    let all = || own.clone().map(|(value, _)| value).chain(figures.iter().map(|figure| figure.value));
    for (value, at) in own.clone().chain(figures.iter().map(|figure| (figure.value, figure.valued_at))) {
        let named = value.printed.trim();
        if is_withheld(named)
            || unfinished(named).is_some()
            || measure.scale.iter().any(|rating| rating.trim().eq_ignore_ascii_case(named))
        {
            continue;
        }
        if is_wrong() {
            return;
        }
        let known = measure.scale.iter().map(|rating| rating.as_str());
        // A rating that nothing has, where several have one that is nearly it, is what is mistyped.
        let slip = nearest(named, known.clone()).filter(|near| {
            let is = |other: &&Amount, name: &str| other.printed.trim().eq_ignore_ascii_case(name);
            all().filter(|other| is(other, named)).count() > 1 && !all().any(|other| is(&other, near))
        });
        if let Some(rating) = slip.and_then(|near| measure.scale.iter().find(|rating| rating.as_str() == near)) {
            let message = format!("nothing has the rating `{}`, and several figures have `{named}`", rating.as_str());
            let problem = Diagnostic::new(&codes::NOT_ON_SCALE, place(rating.at), message).suggest(Some(named));
            problems.push(problem.help(format!("write `{named}` here if that is meant")).chief_cause(&*cause));
            continue;
        }
        let message = format!("`{named}` is not on the scale of `{}`", &*measure.id.value);
        let problem = Diagnostic::new(&codes::NOT_ON_SCALE, at, message);
        let problem = problem.cause(&*cause).did_you_mean(named, known);
        problems.push(problem.help_or(|| "write a rating of `scale`, or add this one there".into()));
    }
}

/// Steps where nothing starts anew, and baselines with too few figures for limits.
fn steps(measure: &Measure, figures: &[Figure], place: impl Fn(At) -> Place, problems: &mut Diagnostics) {
    let whole = || figures.iter().filter(|figure| figure.group().next().is_none() && figure.value.number().is_some());
    if whole().next().is_none() {
        return;
    }
    for step in &measure.steps {
        let day = step.date.value.first();
        let before = whole().any(|figure| figure.date.first() < day);
        let after = whole().any(|figure| figure.date.first() >= day);
        let side = match (before, after) {
            (true, true) => continue,
            (false, _) => "before this date",
            (true, false) => "from this date on",
        };
        let message = format!("`{}` has no figure {side}", &*measure.id.value);
        let problem = Diagnostic::new(&codes::IDLE_STEP, place(step.date.at), message);
        problems.push(problem.help("correct the date, or take the step out until there are figures"));
    }
    let first = measure.limits.iter().filter_map(|limits| limits.based_on.as_ref());
    for period in first.chain(measure.steps.iter().filter_map(|step| step.based_on.as_ref())) {
        let within = |period: &Located<Period>| {
            let starts = |figure: &&Figure| period.first().is_none_or(|first| figure.date.first() >= first);
            let ends = |figure: &&Figure| period.last().is_none_or(|last| figure.date.first() <= last);
            whole().filter(starts).filter(ends).count()
        };
        let count = within(period);
        if count < LEAST {
            let message = format!("there are {count} figures in `{}`, and limits rest on {LEAST} or more", period.printed);
            let problem = Diagnostic::new(&codes::IDLE_STEP, place(period.at), message);
            problems.push(problem.help("correct the period, make it longer, or leave it out"));
        }
    }
}

/// Figures of different trusts stand side by side only if they are counted in the same way.
fn like_shared(checked: Checked, measure: &Measure, place: impl Fn(At) -> Place, problems: &mut Diagnostics) {
    let site = checked.site;
    let (Some(name), Some(source)) = (measure.shared.as_ref(), site.files().measures) else { return };
    if checked.mended.contains(&source) {
        return;
    }
    let Some(known) = shared(checked, measure) else { return };
    let unit = |unit: &Option<crate::strategy::located::Text>| {
        unit.as_deref().unwrap_or_default().trim_matches([' ', '"', '\'', '“', '”', '‘', '’']).to_string()
    };
    let better = |better: &Option<Located<crate::strategy::model::Better>>| better.as_ref().map(|better| better.value);
    // What one of them lacks may stand where something is wrong.
    let own = place(name.at).source;
    let may_be_there = |lacks: bool, file: SourceId| {
        let is_empty =
            |problem: &Diagnostic| *problem.code == codes::EMPTY_FIELD && problem.place.is_some_and(|place| place.source == file);
        lacks && (checked.mended.contains(&file) || checked.known.iter().any(is_empty))
    };
    let judged = |shared_lacks: bool, lacks: bool| !may_be_there(shared_lacks, source) && !may_be_there(lacks, own);
    let id = &*measure.id.value;
    let (differs, at, message) = if unit(&known.unit) != unit(&measure.unit) && judged(known.unit.is_none(), measure.unit.is_none())
    {
        let message = match (&measure.unit, &known.unit) {
            (Some(own), Some(unit)) => format!("`{id}` is counted in `{own}`, and the measure `{name}` that it shares in `{unit}`"),
            (None, Some(unit)) => format!("`{id}` has no unit, and the measure `{name}` that it shares has `{unit}`"),
            _ => format!("`{id}` has another unit than the measure `{name}` that it shares"),
        };
        ("unit", measure.unit.as_ref().map(|unit| unit.at), message)
    } else if better(&known.better) != better(&measure.better) && judged(known.better.is_none(), measure.better.is_none()) {
        let own = measure.better.as_ref().filter(|_| known.better.is_some());
        (
            "direction",
            own.map(|own| own.at),
            format!("`{id}` has another direction under `better` than the measure `{name}` that it shares"),
        )
    } else {
        return;
    };
    let problem = Diagnostic::new(&codes::UNLIKE_MEASURE, place(at.unwrap_or(name.at)), message);
    // Where several differ from it, it is the shared one that differs.
    let problem = problem.cause(format!("{differs} of the shared measure {name}"));
    problems.push(problem.help("make both alike, or take out `shared`").related(source.at(known.id.at), "the shared measure"));
}
