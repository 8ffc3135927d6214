//! Targets: what they ask for, by when, and on which side of the baseline.

use super::shared;
use crate::checks::{Checked, date_at, recorded};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::{ItemId, Node};
use crate::source::{At, Place};
use crate::strategy::located::Located;
use crate::strategy::model::{Baseline, Better, DiscrepancyKind, Measure, MeasureTarget};

pub fn check(checked: Checked, item: ItemId, measure: &Measure, problems: &mut Diagnostics) {
    let strategy = checked.site.item(item).strategy;
    let place = |at: At| checked.site.place(strategy, at);
    steps(measure, place, problems);
    let Some(target) = &measure.target else { return };
    let id = &*measure.id.value;
    let range = target.from.as_ref().or(target.to.as_ref());
    if target.value.is_none() && range.is_none() && target.text.is_none() {
        let at = target.by.as_ref().map_or(measure.id.at, |by| by.at);
        let problem =
            Diagnostic::new(&codes::NOTHING_TO_SHOW, place(at), format!("the target of `{id}` does not say what is to be reached"));
        problems.push(problem.help("add a line `value: …`, or `from: …` and `to: …`, or `text: …` with the source's own words"));
        return;
    }
    if let (Some(value), Some(range)) = (&target.value, range) {
        let problem =
            Diagnostic::new(&codes::VALUE_AND_RANGE, place(value.at), format!("the target of `{id}` has both a value and a range"));
        problems.push(problem.help("write `value`, or `from` and `to`").related(place(range.at), "the range"));
    }
    if let (Some(from), Some(to)) = (target.from.as_ref(), target.to.as_ref())
        && from.number().zip(to.number()).is_some_and(|(from, to)| from > to)
    {
        let message = format!("the range starts at {} and ends below it, at {}", from.printed, to.printed);
        let problem = Diagnostic::new(&codes::RANGE_REVERSED, place(from.at), message);
        problems.push(problem.help("swap `from` and `to`, or correct one of them").related(place(to.at), "its end"));
    }
    undated(checked, item, measure, target, problems);
    let Some(baseline) = &measure.baseline else { return };
    if let (Some(by), Some(since)) = (&target.by, &baseline.date)
        && by.value.last() < since.value.first()
    {
        let message = format!("the target is to be reached by {}, before its baseline of {}", by.value, since.value);
        // A baseline that is yet to come is what is wrong, unless the target is long past.
        let is_ahead = since.value.first() > checked.today && by.value.last() >= checked.today;
        let (wrong, other, what) = match is_ahead {
            true => (since.at, by.at, "the target's date"),
            false => (by.at, since.at, "the baseline's date"),
        };
        let problem = Diagnostic::new(&codes::TARGET_BEFORE_BASELINE, place(wrong), message);
        let problem = problem.chief_cause(date_at(place(wrong))).help("correct one of the two dates");
        problems.push(problem.related(place(other), what));
    }
    backward(checked, measure, baseline, target, place, problems);
}

/// Reports a target that nothing says a date of: not itself, not an item that it belongs to, and not the strategy.
fn undated(checked: Checked, item: ItemId, measure: &Measure, target: &MeasureTarget, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.item(item).strategy;
    let above = || std::iter::successors(Some(item), |&item| site.item(item).parent);
    let ends = |item: ItemId| {
        let fields = &site.item(item).fields;
        fields.due.is_some() || fields.period.as_ref().is_some_and(|period| period.last().is_some())
    };
    let period = match site.item(item).plan {
        Some(plan) => site.plan(plan).fields.period.as_ref().or(site.strategy(strategy).fields.period.as_ref()),
        None => site.strategy(strategy).fields.period.as_ref(),
    };
    if target.by.is_some() || above().any(ends) || period.is_some_and(|period| period.last().is_some()) {
        return;
    }
    let kinds = [DiscrepancyKind::Missing, DiscrepancyKind::Date];
    let at_item = |item| kinds.iter().any(|&kind| recorded(site, strategy, Node::Item(item), kind).next().is_some());
    let at_strategy = recorded(site, strategy, Node::Strategy(strategy), DiscrepancyKind::Date).next().is_some();
    let answered = at_strategy || above().any(at_item);
    if !answered {
        let message = format!("nothing says by when the target of `{}` is to be reached", &*measure.id.value);
        let at =
            [target.value.as_ref(), target.from.as_ref(), target.to.as_ref()].into_iter().flatten().map(|value| value.at).next();
        let at = at.or(target.text.as_ref().map(|text| text.at)).unwrap_or(measure.id.at);
        let problem = Diagnostic::new(&codes::UNDATED_TARGET, site.place(strategy, at), message);
        problems.push(
            problem.help("add a line `by: …`; if the source gives no date, record that under `discrepancies` with `kind: missing`"),
        );
    }
}

/// Words of a title that ask for things to stay as they are.
const KEPT: [&str; 9] = ["maintain", "keep", "kept", "remain", "sustain", "retain", "hold", "stay", "cynnal"];

/// Reports a target that is worse than the baseline. One that is as good asks for things to stay as they are.
fn backward(
    checked: Checked,
    measure: &Measure,
    baseline: &Baseline,
    target: &MeasureTarget,
    place: impl Fn(At) -> Place,
    problems: &mut Diagnostics,
) {
    let Some(value) = &target.value else { return };
    // Ratings stand from the worst to the best.
    let rank = |rating: &str| measure.scale.iter().position(|known| known.trim().eq_ignore_ascii_case(rating.trim()));
    let ranks = rank(&baseline.value.printed).zip(rank(&value.printed));
    // What is to stay as it is says so in its own words.
    let is_same =
        ranks.map_or(baseline.value.number().is_some() && baseline.value.number() == value.number(), |(from, to)| from == to);
    let says_so = || {
        let title = measure.title.to_lowercase();
        KEPT.iter().any(|word| title.contains(word))
    };
    let is_kept =
        || target.text.is_some() || measure.better.as_ref().is_some_and(|better| better.value == Better::Neither) || says_so();
    // Nothing is better than the best rating, no case at all, or all of them.
    let is_all = measure.unit.as_deref().is_some_and(|unit| ["%", "per cent", "percent", "percentage"].contains(&unit.trim()))
        && value.number() == Some(100.0);
    let is_best = ranks.map_or(value.number() == Some(0.0) || is_all, |(_, to)| to + 1 == measure.scale.len());
    if is_same && !is_best && !is_kept() {
        let message = format!("the target {} is what the baseline is already", value.printed);
        let problem = Diagnostic::new(&codes::BACKWARD_TARGET, place(value.at), message);
        let help = "correct one of the two; if it is to be kept, say so under `text` of the target";
        problems.push(problem.help(help).related(place(baseline.value.at), "the baseline"));
        return;
    }
    if ranks.is_some_and(|(from, to)| to < from) {
        let message = format!("the target `{}` is a worse rating than the baseline `{}`", value.printed, baseline.value.printed);
        let problem = Diagnostic::new(&codes::BACKWARD_TARGET, place(value.at), message);
        let help = "correct the target or the baseline; `scale` goes from the worst to the best";
        problems.push(problem.help(help).related(place(baseline.value.at), "the baseline"));
        return;
    }
    // Which way is better is told to be wrong, if the measure that it shares says otherwise.
    let shared = shared(checked, measure).and_then(|shared| shared.better.as_ref());
    let is_agreed = |better: &&Located<Better>| shared.is_none_or(|shared| shared.value == better.value);
    let Some(better) = measure.better.as_ref().filter(is_agreed) else { return };
    let Some((from, to)) = baseline.value.number().zip(value.number()) else { return };
    let words = match better.value {
        Better::Up if to < from => ("below", "more"),
        Better::Down if to > from => ("above", "less"),
        _ => return,
    };
    let message =
        format!("the target {} is {} the baseline {}, and {} is better", value.printed, words.0, baseline.value.printed, words.1);
    let problem = Diagnostic::new(&codes::BACKWARD_TARGET, place(value.at), message);
    let problem = problem.help("correct the target, the baseline, or `better`");
    problems.push(problem.related(place(baseline.value.at), "the baseline").related(place(better.at), "which way is better"));
}

/// Reports steps on the way to the target that are not in the order of their dates, or have one date.
fn steps(measure: &Measure, place: impl Fn(At) -> Place, problems: &mut Diagnostics) {
    for step in measure.trajectory.iter().filter(|step| step.date.is_none()) {
        let message = format!("the step to {} has no date", step.value.printed);
        let problem = Diagnostic::new(&codes::UNDATED_TARGET, place(step.value.at), message);
        problems.push(problem.help("add `date: …` beside its value: without one it is not on the way to the target"));
    }
    let dates: Vec<_> = measure.trajectory.iter().filter_map(|step| step.date.as_ref()).collect();
    let by = measure.target.as_ref().and_then(|target| target.by.as_ref());
    if let Some((by, late)) = by.and_then(|by| Some((by, dates.iter().find(|date| date.value.first() > by.value.last())?))) {
        let message = format!("the step of {} comes after the target itself, which is for {}", late.value, by.value);
        let problem = Diagnostic::new(&codes::UNORDERED_FIGURES, place(late.at), message).help("correct one of the two dates");
        problems.push(problem.cause(date_at(place(by.at))).related(place(by.at), "the target's date"));
    }
    if let Some(pair) = dates.windows(2).find(|pair| pair[1].value.first() < pair[0].value.first()) {
        let message = format!("the step of {} stands after that of {}", pair[1].value, pair[0].value);
        let problem = Diagnostic::new(&codes::UNORDERED_FIGURES, place(pair[1].at), message);
        let problem = problem.help("correct the date, or put the steps in the order of their dates");
        problems.push(problem.related(place(pair[0].at), "the step before it"));
    }
    for (at, date) in dates.iter().enumerate() {
        if let Some(first) = dates[..at].iter().find(|first| first.value == date.value) {
            let message = format!("there is another step of {}", date.value);
            let problem = Diagnostic::new(&codes::DUPLICATE_FIGURE, place(date.at), message);
            problems.push(problem.help("keep one of the two, or correct its date").related(place(first.at), "the other one"));
        }
    }
}
