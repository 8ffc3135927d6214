//! What the figures of a measure say: their series, its limits and special causes, the way to the target.

use std::ops::Range;

use jiff::civil::Date;

use super::*;
use crate::measure::{
    Aim, Assurance, Better, Pace, Rules, Section, Step, Unjudged, Variation, Xmr, assurance, is_late, pace, usual, variation, way,
    xmr,
};
use crate::strategy::located::Located;
use crate::strategy::model::{self, Measure};
use crate::strategy::scalars::{Amount, PartialDate, Period};

/// Of a figure that came once or twice only, nobody knows how often it is to come: it is taken to come once a year.
const YEAR: i64 = 365;

/// A figure of the whole, not of a group.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    pub date: PartialDate,
    pub amount: &'a Amount,
    /// `None`: it is withheld, or no number.
    pub number: Option<f64>,
    pub note: Option<&'a str>,
}

/// Everything that the figures of a measure say.
#[derive(Debug)]
pub struct Reckoning<'a> {
    /// Figures of the whole, oldest first.
    pub figures: Vec<Figure<'a>>,
    /// Those of them that are numbers, as their places in the list; points of the chart in order.
    pub known: Vec<usize>,
    /// Empty where the figures are ratings: the differences of words are no numbers.
    pub chart: Xmr,
    /// Known changes, each with the first point of the chart after it.
    pub steps: Vec<(usize, &'a model::MeasureStep)>,
    pub better: Option<Better>,
    /// What is to be reached, as numbers.
    pub aim: Result<Aim, Unjudged>,
    pub variation: Option<Variation>,
    pub assurance: Option<Assurance>,
    /// How much of the way from the starting point is behind us.
    pub way: Result<f64, Unjudged>,
    /// The same beside the plan, unless the latest figure is late.
    pub pace: Result<Pace, Unjudged>,
    /// By when the target is to be reached: its own date, or that of the item or strategy.
    pub due: Option<PartialDate>,
    pub late: bool,
}

impl<'a> Reckoning<'a> {
    /// The latest figure that is a number.
    pub fn latest(&self) -> Option<&Figure<'a>> {
        self.known.last().map(|&at| &self.figures[at])
    }

    /// How many figures are left out of the chart and of every sum.
    pub fn left_out(&self) -> usize {
        self.figures.len() - self.known.len()
    }

    /// Whether the latest figure meets the target.
    pub fn is_met(&self) -> Option<bool> {
        Some(self.aim.as_ref().ok()?.is_met(self.latest()?.number?))
    }
}

impl Site {
    /// Works out what the figures of an item's measure say.
    pub fn reckoning<'a>(&'a self, item: ItemId, measure: &'a Measure) -> Reckoning<'a> {
        let strategy = self.item(item).strategy;
        let all = self.readings(strategy, measure).into_iter().filter(|(_, group, ..)| group.is_empty());
        let figure = |(date, _, amount, note)| Figure { date, amount, number: number(measure, amount), note };
        let figures: Vec<Figure> = all.map(figure).collect();
        let known: Vec<usize> = (0..figures.len()).filter(|&at| figures[at].number.is_some()).collect();
        let numbers: Vec<f64> = known.iter().filter_map(|&at| figures[at].number).collect();
        let dates: Vec<Date> = known.iter().map(|&at| figures[at].date.first()).collect();
        let better = measure.better.as_ref().map(|better| match better.value {
            model::Better::Up => Better::Up,
            model::Better::Down => Better::Down,
            model::Better::Neither => Better::Neither,
        });
        // On a scale from the worst to the best, up is better.
        let better = better.or((!measure.scale.is_empty()).then_some(Better::Up));
        let aim = aim(measure, better);
        let sections = sections(measure, &dates);
        let rules = rules(measure);
        let chart = if measure.scale.is_empty() { xmr(&numbers, &sections, &rules) } else { xmr(&[], &[], &rules) };
        let step = |step: &'a model::MeasureStep| Some((first_from(&dates, step.date.value.first())?, step));
        let due = self.due(item, measure);
        let latest = known.last().map(|&at| (figures[at].date, figures[at].number.expect("what is known has a number")));
        let late = figures.last().is_some_and(|latest| {
            let all: Vec<Date> = figures.iter().map(|figure| figure.date.first()).collect();
            is_late(usual(&all).unwrap_or(YEAR), latest.date.last(), self.today)
        });
        let start = measure.baseline.as_ref().and_then(|start| number(measure, &start.value));
        let made = || way(start.ok_or(Unjudged::NoStart)?, aim?, latest.ok_or(Unjudged::NoReading)?.1);
        let held = || {
            let (aim, (date, value)) = (aim?, latest.ok_or(Unjudged::NoReading)?);
            let day = measure.baseline.as_ref().and_then(|start| Some(start.date.as_ref()?.value.last()));
            let start = start.zip(day).map(|(value, day)| Step { day, value }).ok_or(Unjudged::NoStart)?;
            let due = due.ok_or(Unjudged::NoDate)?.last();
            let path: Vec<Step> = measure.trajectory.iter().filter_map(|step| planned(measure, step)).collect();
            match late {
                true => Err(Unjudged::Late),
                false => pace(start, &path, aim, due, Step { day: date.last(), value }),
            }
        };
        Reckoning {
            // Where nothing says which way is better, a change is neither.
            variation: variation(&chart, better.unwrap_or(Better::Neither)),
            assurance: chart.limits().zip(aim.as_ref().ok()).map(|(limits, &aim)| assurance(limits, aim)),
            way: made(),
            pace: held(),
            steps: measure.steps.iter().filter_map(step).collect(),
            figures,
            known,
            chart,
            better,
            aim,
            due,
            late,
        }
    }

    /// By when a measure's target is to be reached.
    fn due(&self, item: ItemId, measure: &Measure) -> Option<PartialDate> {
        let own = measure.target.as_ref().and_then(|target| target.by.as_ref());
        let end = |period: &Located<Period>| period.to;
        let above = std::iter::successors(Some(item), |&item| self.item(item).parent).find_map(|item| {
            let fields = &self.item(item).fields;
            fields.due.as_ref().map(|due| due.value).or_else(|| fields.period.as_ref().and_then(end))
        });
        let record = self.item(item);
        let plan = record.plan.and_then(|plan| self.plan(plan).fields.period.as_ref()).and_then(end);
        let strategy = || self.strategy(record.strategy).fields.period.as_ref().and_then(end);
        own.map(|by| by.value).or(above).or(plan).or_else(strategy)
    }

    pub fn has_readings(&self, item: ItemId, measure: &Measure) -> bool {
        !measure.readings.is_empty() || !self.readings_in_files(self.item(item).strategy, measure).is_empty()
    }

    /// Where the readings of an item's measure are published as a file.
    pub fn readings_path(&self, item: ItemId, measure: &Measure) -> String {
        let record = self.item(item);
        let folder = self.address(Node::Strategy(record.strategy));
        // Measures of partner plans may have the ids of the strategy's own.
        let plan = record.plan.map(|plan| format!("{}.", self.plan(plan).id)).unwrap_or_default();
        [&folder, "/readings/", &plan, &measure.id.value, ".csv"].concat()
    }

    /// The measure that speaks for an item: the one to show first, or its only one.
    pub fn lead_measure(&self, item: ItemId) -> Option<&Measure> {
        let measures = &self.item(item).fields.measures;
        measures.iter().find(|measure| measure.is_lead()).or(measures.first().filter(|_| measures.len() == 1))
    }
}

/// The number of a figure: its own, or the place of a rating on the scale.
fn number(measure: &Measure, amount: &Amount) -> Option<f64> {
    if measure.scale.is_empty() {
        return amount.number();
    }
    let named = amount.printed.trim().to_lowercase();
    let at = measure.scale.iter().position(|rating| rating.trim().to_lowercase() == named)?;
    Some(at as f64 + 1.0)
}

fn aim(measure: &Measure, better: Option<Better>) -> Result<Aim, Unjudged> {
    let target = measure.target.as_ref().ok_or(Unjudged::NoTarget)?;
    let end = |end: Option<&Located<Amount>>| end.and_then(|amount| number(measure, amount));
    match (end(target.value.as_ref()), end(target.from.as_ref()), end(target.to.as_ref())) {
        (Some(value), ..) => Aim::of(value, better),
        (None, Some(from), Some(to)) => Ok(Aim::Within(from, to)),
        (None, Some(from), None) => Ok(Aim::AtLeast(from)),
        (None, None, Some(to)) => Ok(Aim::AtMost(to)),
        (None, None, None) => Err(Unjudged::NoTarget),
    }
}

fn planned(measure: &Measure, step: &model::Baseline) -> Option<Step> {
    Some(Step { day: step.date.as_ref()?.value.last(), value: number(measure, &step.value)? })
}

fn rules(measure: &Measure) -> Rules {
    let usual = Rules::default();
    let Some(limits) = measure.limits.as_ref() else { return usual };
    let length = |own: &Option<Located<u32>>, usual: usize| own.as_ref().map_or(usual, |own| own.value.max(2) as usize);
    Rules { screen: limits.screen, trend: length(&limits.trend, usual.trend), shift: length(&limits.shift, usual.shift) }
}

/// Where limits start anew, and what they rest on.
fn sections(measure: &Measure, dates: &[Date]) -> Vec<Section> {
    let base = |period: Option<&Located<Period>>| Some(within(dates, period?));
    let first = measure.limits.as_ref().and_then(|limits| limits.based_on.as_ref());
    let first = Section { from: 0, base: base(first) };
    let steps = measure.steps.iter().filter_map(|step| {
        let from = first_from(dates, step.date.value.first())?;
        Some(Section { from, base: base(step.based_on.as_ref()) })
    });
    let mut all: Vec<Section> = std::iter::once(first).chain(steps).collect();
    all.sort_by_key(|section| section.from);
    all
}

/// The first of the dates on or after a day.
fn first_from(dates: &[Date], day: Date) -> Option<usize> {
    Some(dates.partition_point(|date| *date < day)).filter(|&at| at < dates.len())
}

/// The dates within a period.
fn within(dates: &[Date], period: &Period) -> Range<usize> {
    let from = period.first().map_or(0, |first| dates.partition_point(|date| *date < first));
    let to = period.last().map_or(dates.len(), |last| dates.partition_point(|date| *date <= last));
    from..to.max(from)
}
