//! Indicators as measures.

use std::collections::HashSet;

use jiff::civil::Date;

use super::ids::{fresh, slug};
use super::yaml::{Group, Yaml};
use super::{Import, UNTITLED, markdown};
use crate::strategy::scalars::{PartialDate, Written};
use crate::stratml::lines::{self, Lines, line, value_of};
use crate::stratml::{Indicator, Outcome};

impl Import<'_> {
    pub fn measure(&mut self, indicator: &Indicator, item: &str, taken: &mut HashSet<String>) -> Yaml {
        let own = self.own_id(&indicator.identifier, 4).filter(|id| !taken.contains(id));
        let id = own.unwrap_or_else(|| fresh(&slug(&indicator.dimension, item), |id| taken.contains(id)));
        taken.insert(id.clone());
        let mut read = Lines::new(&indicator.other);
        let better = read.take(lines::BETTER, |text| ["up", "down", "neither"].contains(&text).then(|| text.to_string()));
        let lead = read.take(lines::LEAD, |text| (text == "yes").then_some(())).is_some();
        let scale = read.texts(lines::RATING);
        let source = read.text(lines::SOURCE);
        let steps: Vec<Yaml> = std::iter::from_fn(|| read.take(lines::CHANGE, change)).collect();
        let mut text: Vec<String> = read.rest().to_vec();
        let targets = targets(&indicator.targets, &mut text);
        let (baseline, readings) = actuals(&indicator.actuals, &mut text);

        let mut fields = Group::default();
        fields.text("id", &id);
        fields.text("title", if indicator.dimension.is_empty() { UNTITLED } else { &indicator.dimension });
        fields.text("text", &markdown::paragraph(&text.join(" ")));
        fields.text("unit", &indicator.unit);
        fields.text("better", &better.unwrap_or_default());
        if lead {
            fields.put("lead", Yaml::Bool(true));
        }
        if let Some(baseline) = baseline {
            fields.put("baseline", Yaml::Group(baseline));
        }
        let (target, steps_on_the_way) = targets;
        if let Some(target) = target {
            fields.put("target", Yaml::Group(target));
        }
        fields.list("trajectory", steps_on_the_way.into_iter().map(Yaml::Group).collect());
        fields.texts("scale", &scale);
        fields.list("steps", steps);
        fields.text("source", &markdown::paragraph(&source.unwrap_or_default()));
        fields.list("readings", readings);
        Yaml::Group(fields)
    }
}

/// `2025-10, The second theatre opened.`
fn change(text: &str) -> Option<Yaml> {
    let (date, reason) = text.split_once(", ")?;
    let mut fields = Group::default();
    fields.text("date", &PartialDate::parse(date).ok().map(|known| known.to_string()).filter(|known| known == date)?);
    fields.text("reason", &markdown::paragraph(reason));
    Some(Yaml::Group(fields))
}

/// The target, and the steps on the way to it. Of several that say nothing else, the last is the target.
fn targets(all: &[Outcome], text: &mut Vec<String>) -> (Option<Group>, Vec<Group>) {
    let is_step = |target: &Outcome| value_of(&target.description, lines::STEP).is_some();
    let last = all.iter().rposition(|target| !is_step(target));
    let (mut target, mut steps) = (None, Vec::new());
    for (at, outcome) in all.iter().enumerate() {
        if Some(at) == last {
            target = Some(aim(outcome)).filter(|target| !target.0.is_empty());
            continue;
        }
        let note = value_of(&outcome.description, lines::STEP).unwrap_or(&outcome.description);
        match known(outcome, note) {
            Some(step) => steps.push(step),
            None => text.push(in_words("Target", outcome)),
        }
    }
    (target, steps)
}

fn aim(outcome: &Outcome) -> Group {
    let mut fields = Group::default();
    let (name, value) = &outcome.descriptor;
    let mut note = outcome.description.clone();
    if name == lines::RANGE && outcome.number.is_empty() {
        let (from, to) = match (value.strip_prefix("from "), value.strip_prefix("to "), value.split_once(" to ")) {
            (Some(from), _, _) => (from, ""),
            (None, Some(to), _) => ("", to),
            (None, None, Some(both)) => both,
            (None, None, None) => (value.as_str(), ""),
        };
        fields.text("from", from);
        fields.text("to", to);
    } else {
        let (figure, more) = figure(outcome);
        fields.text("value", &figure);
        note = [more, note].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ");
    }
    fields.text("by", &date(outcome).unwrap_or_default());
    fields.text("text", &markdown::paragraph(&note));
    fields
}

/// Where it stood at the start, and the readings.
fn actuals(all: &[Outcome], text: &mut Vec<String>) -> (Option<Group>, Vec<Yaml>) {
    let first = all.first().and_then(|first| known(first, value_of(&first.description, lines::BASELINE)?));
    let mut readings = Vec::new();
    for outcome in all.iter().skip(usize::from(first.is_some())) {
        let (figure, more) = figure(outcome);
        match date(outcome).filter(|_| !figure.is_empty()) {
            Some(date) => {
                let note = [more, outcome.description.clone()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
                let mut fields = vec![("date", date), ("value", figure)];
                fields.extend((!note.is_empty()).then(|| ("note", note.join(". "))));
                readings.push(Yaml::Line(fields));
            }
            None => text.push(in_words("Result", outcome)),
        }
    }
    (first, readings)
}

/// A figure with its date and a note; nothing where there is no figure.
fn known(outcome: &Outcome, note: &str) -> Option<Group> {
    let (figure, more) = figure(outcome);
    let mut fields = Group::default();
    fields.text("value", &figure);
    fields.text("date", &date(outcome).unwrap_or_default());
    let note = [more.as_str(), note].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ");
    fields.text("note", &markdown::paragraph(&note));
    (!figure.is_empty()).then_some(fields)
}

/// The figure or rating, and what else its descriptor says.
fn figure(outcome: &Outcome) -> (String, String) {
    let (name, value) = &outcome.descriptor;
    match (outcome.number.is_empty(), name.is_empty(), value.is_empty()) {
        (false, true, true) => (outcome.number.clone(), String::new()),
        (false, ..) => (outcome.number.clone(), line(name, value)),
        (true, ..) => (value.clone(), name.clone()),
    }
}

/// The date whose first and last day these are; where there is none such, the last day alone.
fn date(outcome: &Outcome) -> Option<String> {
    let (start, end) = (outcome.start, outcome.end);
    let last = end.or(start)?;
    let first = start.unwrap_or(last);
    let year = |date: Date| format!("{:04}", date.year());
    let financial = |date: Date| {
        let start = if date.month() < 4 { date.year() - 1 } else { date.year() };
        format!("{start:04}/{:02}", (start + 1) % 100)
    };
    let quarters = (1..=4).map(|quarter| format!("{} Q{quarter}", financial(last)));
    let spans = [last.to_string(), format!("{}-{:02}", year(last), last.month()), year(last), financial(last)];
    let is_span = |text: &String| PartialDate::parse(text).is_ok_and(|date| (date.first(), date.last()) == (first, last));
    Some(spans.into_iter().chain(quarters).find(is_span).unwrap_or_else(|| last.to_string()))
}

fn in_words(label: &str, outcome: &Outcome) -> String {
    let (figure, more) = figure(outcome);
    let words = [figure, more, date(outcome).unwrap_or_default(), outcome.description.clone()];
    line(label, &words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")) + "."
}
