//! Measures as pages show them: figures with their units, targets and readings.

mod drawing;
mod said;

pub use said::{IconsView, SaidView};

use ecow::EcoString;
use serde::Serialize;

use super::Hrefs;
use crate::site::{ItemId, Owner, StrategyId};
use crate::strategy::located::Located;
use crate::strategy::model::{Baseline, Better, Measure};
use crate::strategy::scalars::{Amount, PartialDate};

#[derive(Debug, Serialize)]
pub struct MeasureView {
    pub anchor: String,
    pub title: String,
    pub text_html: Option<String>,
    pub unit: Option<String>,
    pub better: Option<Better>,
    pub baseline: Option<FigureView>,
    pub target: Option<TargetView>,
    pub trajectory: Vec<FigureView>,
    pub lead: bool,
    pub source_html: Option<String>,
    /// Ratings from the worst to the best.
    pub scale: Vec<String>,
    /// Oldest first; of one date, the whole before its groups. Of very many, the latest.
    pub readings: Vec<FigureView>,
    /// How many readings there are besides.
    pub earlier: usize,
    /// Whether any reading is of a group only.
    pub grouped: bool,
    /// What the readings say; nothing where the measure is only named.
    pub said: Option<SaidView>,
    /// All readings as a file.
    pub data: Option<String>,
}

/// Tables of more rows are a burden to read; all rows are in the file beside them.
const MOST_ROWS: usize = 120;

#[derive(Debug, Serialize)]
pub struct FigureView {
    pub value: EcoString,
    pub date: Option<EcoString>,
    pub note: Option<String>,
    /// The group that it is of, where it is not of the whole.
    pub group: Option<String>,
}

impl FigureView {
    /// A figure of the whole.
    pub fn of(value: &str, unit: &str, date: Option<PartialDate>) -> FigureView {
        let mut text = EcoString::new();
        parts(value, unit).into_iter().for_each(|part| text.push_str(part));
        FigureView { value: text, date: date.map(PartialDate::printed), note: None, group: None }
    }
}

#[derive(Debug, Serialize)]
pub struct TargetView {
    pub value: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub by: Option<String>,
    pub text_html: Option<String>,
}

impl Hrefs<'_> {
    /// An item's measures, the one to show first before the others; if they are only to be named, without their figures.
    pub fn measures(&self, item: ItemId, only_named: bool) -> Vec<MeasureView> {
        let measures = &self.site.item(item).fields.measures;
        let strategy = self.site.item(item).strategy;
        let source = self.site.strategy(strategy).source;
        let amount = |amount: &Located<Amount>| amount.printed.clone();
        let mut views: Vec<MeasureView> = measures
            .iter()
            .enumerate()
            .map(|(at, measure)| {
                let unit = measure.unit.as_deref().unwrap_or_default();
                let baseline = |known: &Baseline| {
                    let note = known.note.as_ref().map(|note| self.site.plain(self.site.words(source, note)));
                    let date = known.date.as_ref().map(|date| date.value);
                    FigureView { note, ..FigureView::of(&known.value.printed, unit, date) }
                };
                let mut readings = if only_named { Vec::new() } else { self.readings(strategy, measure) };
                let earlier = readings.len().saturating_sub(MOST_ROWS);
                readings.drain(..earlier);
                MeasureView {
                    anchor: measure.id.value.to_string(),
                    title: measure.title.to_string(),
                    text_html: measure.text.as_ref().map(|text| self.marked(source, text)),
                    unit: measure.unit.as_deref().map(str::to_string),
                    better: measure.better.as_ref().map(|better| better.value),
                    baseline: measure.baseline.as_ref().map(baseline),
                    target: measure.target.as_ref().map(|target| TargetView {
                        value: target.value.as_ref().map(|value| with_unit(&amount(value), unit)),
                        from: target.from.as_ref().map(|value| with_unit(&amount(value), unit)),
                        to: target.to.as_ref().map(|value| with_unit(&amount(value), unit)),
                        by: target.by.as_ref().map(|date| date.value.to_string()),
                        text_html: target.text.as_ref().map(|text| self.marked(source, text)),
                    }),
                    trajectory: measure.trajectory.iter().map(baseline).collect(),
                    lead: measure.is_lead(),
                    source_html: measure.source.as_ref().map(|text| self.marked(source, text)),
                    scale: measure.scale.iter().map(|rating| rating.to_string()).collect(),
                    grouped: readings.iter().any(|reading| reading.group.is_some()),
                    said: self.asked.of("said", || if only_named { None } else { self.said(item, measure) }),
                    data: self.asked.of("data", || {
                        let path = Some(self.site.readings_path(item, measure)).filter(|_| !readings.is_empty());
                        self.there(&path?, Owner::Readings(item, at))
                    }),
                    earlier,
                    readings,
                }
            })
            .collect();
        views.sort_by_key(|view| !view.lead);
        views
    }

    /// A measure's readings, inline and from files.
    fn readings(&self, strategy: StrategyId, measure: &Measure) -> Vec<FigureView> {
        let unit = measure.unit.as_deref().unwrap_or_default();
        let view = |(date, group, value, note): (PartialDate, String, &Amount, Option<&str>)| FigureView {
            note: note.map(str::to_string),
            group: Some(group).filter(|group| !group.is_empty()),
            ..FigureView::of(&value.printed, unit, Some(date))
        };
        self.site.readings(strategy, measure).into_iter().map(view).collect()
    }
}

/// A figure with its unit: percent and degrees close up, currencies in front, words apart. What is no figure has no unit.
pub fn with_unit(value: &str, unit: &str) -> String {
    parts(value, unit).concat()
}

/// The parts of [`with_unit`].
fn parts<'t>(value: &'t str, unit: &'t str) -> [&'t str; 4] {
    let is_figure = value.bytes().any(|b| b.is_ascii_digit()) && !value.contains(char::is_alphabetic);
    let currency = unit.chars().next().filter(|first| "£$€".contains(*first));
    match (is_figure, currency, unit) {
        (false, ..) | (_, _, "") => [value, "", "", ""],
        // £m: the sign in front, the scale behind, and a minus before both.
        (_, Some(sign), _) => {
            let (minus, digits) = value.strip_prefix('-').map_or(("", value), |digits| ("-", digits));
            let (sign, scale) = unit.split_at(sign.len_utf8());
            [minus, sign, digits, scale]
        }
        (_, _, "%" | "°") => [value, unit, "", ""],
        _ => [value, " ", unit, ""],
    }
}
