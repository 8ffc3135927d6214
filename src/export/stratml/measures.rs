//! Measures as indicators. The days of a figure are the first and the last that its date can mean.

use super::{Export, Lines};
use crate::site::{ItemId, Node};
use crate::strategy::located::Located;
use crate::strategy::model::{Baseline, Better, Measure, MeasureTarget};
use crate::strategy::scalars::{Amount, PartialDate};
use crate::stratml::lines::{self, folded, line};
use crate::stratml::{Indicator, Outcome, identifier};

impl Export<'_> {
    pub fn indicator(&self, item: ItemId, measure: &Measure) -> Indicator {
        let targets = measure.target.iter().filter_map(|target| self.target(target));
        let steps = measure.trajectory.iter().filter_map(|step| self.known(step, lines::STEP));
        let targets: Vec<Outcome> = targets.chain(steps).collect();
        let baseline = measure.baseline.iter().filter_map(|known| self.known(known, lines::BASELINE));
        let readings = self.site.readings(self.id, measure).into_iter().filter(|(_, group, ..)| group.is_empty());
        let readings = readings.filter_map(|(date, _, amount, note)| outcome(Some(date), amount, folded(note.unwrap_or_default())));
        let actuals: Vec<Outcome> = baseline.chain(readings).collect();
        let all = || targets.iter().chain(&actuals);
        let sort = match () {
            _ if all().any(|outcome| !outcome.number.is_empty()) => "Quantitative",
            _ if all().any(|outcome| !outcome.descriptor.1.is_empty()) => "Qualitative",
            _ => "",
        };
        Indicator {
            identifier: identifier(&format!("{}/{}", self.site.address(Node::Item(item)), &*measure.id.value)),
            sort: sort.to_string(),
            dimension: folded(&measure.title),
            unit: folded(measure.unit.as_deref().unwrap_or_default()),
            other: self.about(measure),
            targets,
            actuals,
        }
    }

    fn about(&self, measure: &Measure) -> Vec<String> {
        let mut other = Lines::default();
        let better = measure.better.as_ref().map(|better| match better.value {
            Better::Up => "up",
            Better::Down => "down",
            Better::Neither => "neither",
        });
        other.add(lines::BETTER, better.unwrap_or_default());
        other.add(lines::LEAD, if measure.is_lead() { "yes" } else { "" });
        measure.scale.iter().for_each(|rating| other.add(lines::RATING, rating));
        other.add(lines::SOURCE, &self.plain_of(&measure.source));
        for step in &measure.steps {
            other.add(lines::CHANGE, &format!("{}, {}", step.date.value, self.plain(&step.reason)));
        }
        let prose = other.0.len();
        other.0.extend(Some(self.plain_of(&measure.text)).filter(|text| !text.is_empty()));
        other.with_prose_from(prose)
    }

    /// A figure that is not a reading: where it stood, or is to stand on the way.
    fn known(&self, known: &Baseline, label: &str) -> Option<Outcome> {
        let date = known.date.as_ref().map(|date| date.value);
        outcome(date, &known.value, line(label, &self.plain_of(&known.note)))
    }

    fn target(&self, target: &MeasureTarget) -> Option<Outcome> {
        let date = target.by.as_ref().map(|date| date.value);
        let text = self.plain_of(&target.text);
        let printed = |amount: Option<&Located<Amount>>| amount.map(|amount| folded(&amount.printed));
        if let Some(known) = target.value.as_ref().and_then(|value| outcome(date, value, text.clone())) {
            return Some(known);
        }
        let range = match (printed(target.from.as_ref()), printed(target.to.as_ref())) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("to {to}"),
            (None, None) => String::new(),
        };
        let name = if range.is_empty() { "" } else { lines::RANGE };
        let (start, end) = days(date);
        let all = Outcome { start, end, number: String::new(), descriptor: (name.to_string(), range), description: text };
        Some(all).filter(|target| *target != Outcome::default())
    }

    /// A measure in a sentence, where the standard has no place for it.
    pub fn measure_in_words(&self, measure: &Measure) -> String {
        let unit = measure.unit.as_deref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        let mut words = format!("{}{unit}", &*measure.title);
        let date = |date: &Option<Located<PartialDate>>, before: &str| {
            date.as_ref().map(|date| format!(" {before} {}", date.value)).unwrap_or_default()
        };
        if let Some(known) = &measure.baseline {
            words += &format!("; at the start {}{}", known.value.printed, date(&known.date, "in"));
        }
        if let Some(target) = &measure.target {
            let ends = [target.value.as_ref(), target.from.as_ref(), target.to.as_ref()]
                .map(|amount| amount.map(|amount| &*amount.printed));
            let figure = match ends {
                [Some(value), ..] => value.to_string(),
                [None, from, to] => from.into_iter().chain(to).collect::<Vec<_>>().join(" to "),
            };
            let text = Some(self.plain_of(&target.text)).filter(|text| !text.is_empty()).map(|text| format!(" ({text})"));
            words += &format!("; target {figure}{}{}", date(&target.by, "by"), text.unwrap_or_default());
        }
        words
    }
}

fn days(date: Option<PartialDate>) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    (date.map(PartialDate::first), date.map(PartialDate::last))
}

/// A figure at a date; nothing where there is no figure.
fn outcome(date: Option<PartialDate>, amount: &Amount, description: String) -> Option<Outcome> {
    let printed = folded(&amount.printed);
    let plain = printed.replace(',', "");
    let (number, word) = if is_decimal(&plain) { (plain, String::new()) } else { (String::new(), printed) };
    let (start, end) = days(date);
    (!number.is_empty() || !word.is_empty()).then(|| Outcome { start, end, number, descriptor: (String::new(), word), description })
}

/// Whether XML reads it as a decimal number.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && part.is_empty()) && are_digits(whole) && are_digits(part)
}
