//! Where things stand in drawings.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::axis::Axis;
use super::*;
use crate::measure::{Aim, Rules, Section, Xmr, xmr};

fn months(count: usize) -> Vec<(Date, bool)> {
    (0..count as i64).map(|at| (date(2024, 1, 1) + at.months(), true)).collect()
}

fn plot(values: &[f64], sections: &[Section], aim: Option<Aim>, events: &[Event]) -> Option<Plot> {
    let chart = xmr(values, sections, &Rules::default());
    Plot::of(&Shown { dates: &months(values.len()), chart: &chart, better: Some(Better::Up), aim, events })
}

#[test]
fn an_axis_has_round_numbers() {
    let ticks = |low: f64, high: f64| {
        let axis = Axis::holding([low, high].into_iter(), 0.1);
        axis.ticks.iter().map(|&tick| axis.text(tick)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ticks(61.0, 92.0), "60 70 80 90 100");
    assert_eq!(ticks(0.3, 1.1), "0.2 0.4 0.6 0.8 1.0 1.2");
    assert_eq!(ticks(-3.0, 7.0), "-5 0 5 10");
    assert_eq!(ticks(4.0, 4.0), "3.8 4.0 4.2", "one value has room round it");
    assert_eq!(ticks(0.0, 0.0), "-0.5 0.0 0.5");
    assert_eq!(ticks(5.0, 5.1), "4.6 4.8 5.0 5.2 5.4", "a small difference is not drawn large");
    assert_eq!(ticks(1234.0, 5678.0), "0 2000 4000 6000");
}

#[test]
fn the_lines_of_a_stretch_end_where_the_next_begins() {
    let values = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 11.0, 12.0, 11.0, 12.0, 11.0, 12.0];
    let step = Event { day: date(2024, 7, 1), step: true };
    let drawn = plot(&values, &[Section { from: 6, base: None }], None, &[step]).unwrap();
    let means: Vec<(&str, &str)> =
        drawn.lines.iter().filter(|line| line.kind == "mean").map(|line| (line.x1.as_str(), line.x2.as_str())).collect();
    assert_eq!(means, [("0", "54.3%"), ("54.3%", "100%")]);
    assert_eq!(drawn.lines.iter().filter(|line| line.kind == "figures").count(), 10, "the figures are not joined over the step");
    assert_eq!(drawn.flags, [Flag { x: "54.3%".into(), y: 10, number: 1 }]);
}

#[test]
fn special_points_have_marks_of_their_own_and_withheld_ones_a_place() {
    let values = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 30.0];
    let drawn = plot(&values, &[Section { from: 0, base: Some(0..8) }], Some(Aim::AtLeast(5.0)), &[]).unwrap();
    assert_eq!(drawn.marks.iter().map(|mark| mark.kind).collect::<Vec<_>>()[7..], ["common", "improvement"]);
    assert!(drawn.has.limits && drawn.has.target && drawn.has.improvement && !drawn.has.concern);
    let chart = xmr(&values[..3], &[], &Rules::default());
    let mut dates = months(4);
    dates[2].1 = false;
    let drawn = Plot::of(&Shown { dates: &dates, chart: &chart, better: None, aim: None, events: &[] }).unwrap();
    assert_eq!((drawn.gaps.len(), drawn.marks.len(), drawn.has.limits), (1, 3, false));
}

#[test]
fn of_one_or_two_figures_no_course_is_drawn() {
    assert_eq!(plot(&[], &[], None, &[]), None);
    assert_eq!(plot(&[1.0], &[], None, &[]), None);
    assert_eq!(plot(&[1.0, 2.0], &[], None, &[]), None, "two figures are no course, and a line between them would seem one");
    assert_eq!(Spark::of(&xmr(&[1.0], &[], &Rules::default()), None), None);
}

#[test]
fn of_thousands_of_figures_the_latest_are_drawn() {
    let values: Vec<f64> = (0..3000).map(|at| f64::from(at % 7)).collect();
    let drawn = plot(&values, &[], None, &[]).unwrap();
    assert_eq!((drawn.marks.len(), drawn.from), (plot::MOST, 3000 - plot::MOST));
}

#[test]
fn a_bar_stays_in_its_frame() {
    assert_eq!(Bar::of(-40, Some(120)), Bar { made: 0, planned: Some("100%".into()) });
}

fn places(drawn: &Plot) -> (Vec<&str>, Vec<&str>) {
    let lines = || drawn.lines.iter();
    let x = lines().flat_map(|line| [&line.x1, &line.x2]).chain(drawn.marks.iter().map(|mark| &mark.x));
    let y = lines().flat_map(|line| [&line.y1, &line.y2]).chain(drawn.marks.iter().map(|mark| &mark.y));
    (x.map(String::as_str).collect(), y.map(String::as_str).collect())
}

proptest! {
    #[test]
    fn everything_stands_inside_the_drawing(values in prop::collection::vec(-1e6..1e6f64, 3..90), target in -1e6..1e6f64, step in 0usize..90) {
        let Some(drawn) = plot(&values, &[Section { from: step, base: None }], Some(Aim::AtMost(target)), &[]) else {
            return Err(TestCaseError::fail("three figures can be joined"));
        };
        let (across, down) = places(&drawn);
        for x in across {
            let share: f64 = x.trim_end_matches('%').parse().expect("a place is a number");
            prop_assert!((0.0..=100.0).contains(&share), "{x}");
        }
        for y in down {
            let y: f64 = y.parse().expect("a place is a number");
            prop_assert!(y >= f64::from(drawn.top) - 0.1 && y <= f64::from(drawn.bottom) + 0.1, "{y}");
        }
        prop_assert!(drawn.ticks.len() >= 2 && drawn.ticks.len() <= 11);
        let spark = Spark::of(&xmr(&values, &[], &Rules::default()), None);
        prop_assert!(spark.is_some());
    }
}

#[test]
fn an_empty_chart_is_not_drawn() {
    let empty = Xmr { points: vec![], stretches: vec![] };
    assert_eq!(Plot::of(&Shown { dates: &months(3), chart: &empty, better: None, aim: None, events: &[] }), None);
}

#[test]
fn numbers_have_no_more_decimals_than_can_be_seen() {
    let cases = [
        (0.0, 1, "0"),
        (-0.04, 1, "0"),
        (0.05, 1, "0.1"),
        (-3.05, 2, "-3.05"),
        (12.34, 1, "12.3"),
        (100.0, 1, "100"),
        (1205.0, 2, "1205"),
        (10.101, 3, "10.101"),
        (7.6, 0, "8"),
        (0.007, 3, "0.007"),
    ];
    for (number, decimals, text) in cases {
        assert_eq!(super::short(number, decimals), text, "{number} with {decimals}");
    }
}
