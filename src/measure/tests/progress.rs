//! The way to a target, the pace, the legend's bands, and how often figures come.

use jiff::civil::{Date, date};

use super::*;

fn step(day: Date, value: f64) -> Step {
    Step { day, value }
}

/// 1 April 2025: 6.1; to be at most 3.2 on 1 April 2027.
fn agency(reading: Step) -> Result<Pace, Unjudged> {
    pace(step(date(2025, 4, 1), 6.1), &[], Aim::AtMost(3.2), date(2027, 4, 1), reading)
}

#[test]
fn the_way_is_a_share_of_the_distance() {
    // From 61 to 92 is 31; 64 is 3 of them.
    assert!(near(way(61.0, Aim::AtLeast(92.0), 64.0).unwrap(), 3.0 / 31.0, 1e-12));
    // From 6.1 down to 3.2 is 2.9; 4.7 is 1.4 of them.
    assert!(near(way(6.1, Aim::AtMost(3.2), 4.7).unwrap(), 1.4 / 2.9, 1e-12));
    // From 97 back into 85 to 92 is 5; 94 is 3 of them, and so is 82 from 80 (2 of 5).
    assert!(near(way(97.0, Aim::Within(85.0, 92.0), 94.0).unwrap(), 0.6, 1e-12));
    assert!(near(way(80.0, Aim::Within(85.0, 92.0), 82.0).unwrap(), 0.4, 1e-12));
}

#[test]
fn starts_and_targets_may_be_zero_or_negative() {
    assert_eq!(way(0.0, Aim::AtLeast(10.0), 5.0), Ok(0.5));
    assert_eq!(way(10.0, Aim::AtMost(0.0), 5.0), Ok(0.5));
    assert_eq!(way(-3.2, Aim::AtLeast(0.0), -1.6), Ok(0.5));
    assert_eq!(way(-4.0, Aim::AtLeast(-2.0), -3.0), Ok(0.5));
}

#[test]
fn beyond_the_target_counts_as_there_and_worse_than_the_start_as_less_than_nothing() {
    assert_eq!(way(60.0, Aim::AtLeast(90.0), 95.0), Ok(1.0));
    assert_eq!(way(60.0, Aim::AtLeast(90.0), 45.0), Ok(-0.5));
}

#[test]
fn where_there_is_no_way_nothing_is_judged() {
    for (start, aim) in [
        (90.0, Aim::AtLeast(90.0)),      // the start is the target
        (95.0, Aim::AtLeast(90.0)),      // the target is passed already, or its direction is the wrong one
        (3.0, Aim::AtMost(3.2)),         // the same downwards
        (88.0, Aim::Within(85.0, 92.0)), // within the range from the start
    ] {
        assert_eq!(way(start, aim, 50.0), Err(Unjudged::NoWay));
        assert_eq!(
            pace(step(date(2025, 4, 1), start), &[], aim, date(2026, 4, 1), step(date(2025, 9, 1), 50.0)),
            Err(Unjudged::NoWay)
        );
    }
    // Whether the target is met can be said all the same, to the rounding error.
    assert!(Aim::AtLeast(90.0).is_met(90.0) && !Aim::AtLeast(90.0).is_met(89.9));
    assert!(Aim::AtMost(0.3).is_met(0.1 + 0.2) && Aim::Within(85.0, 92.0).is_met(92.0));
    assert_eq!(Aim::of(90.0, None), Err(Unjudged::NoDirection));
    assert_eq!(Aim::of(90.0, Some(Better::Neither)), Err(Unjudged::NoDirection));
}

/// Worked by hand: 1 April 2026 is 365 of the 730 days, so half the way should be behind us. 4.7 is 1.4 of 2.9 points: 48%.
#[test]
fn the_pace_is_a_straight_line_to_the_day_of_the_target() {
    let found = agency(step(date(2026, 4, 1), 4.7)).unwrap();
    assert!(near(found.planned, 0.5, 1e-12) && near(found.made, 0.4828, 1e-4) && near(found.ahead(), -0.0172, 1e-4));
    let first = agency(step(date(2025, 4, 1), 6.1)).unwrap();
    assert_eq!((first.planned, first.made), (0.0, 0.0), "on the first day nothing is planned yet");
    let late = agency(step(date(2028, 1, 1), 4.7)).unwrap();
    assert_eq!(late.planned, 1.0, "after the day of the target, all of it should be there");
}

#[test]
fn a_planned_path_bends_the_line() {
    let path = [step(date(2026, 4, 1), 5.8), step(date(2026, 10, 1), 4.0)];
    let found = |day| pace(step(date(2025, 4, 1), 6.1), &path, Aim::AtMost(3.2), date(2027, 4, 1), step(day, 5.0)).unwrap().planned;
    assert!(near(found(date(2026, 4, 1)), 0.3 / 2.9, 1e-12));
    assert!(near(found(date(2026, 10, 1)), 2.1 / 2.9, 1e-12));
    // Steps beyond the target's day, or before the start, are no part of the way.
    let strays = [step(date(2020, 1, 1), 0.0), step(date(2030, 1, 1), 9.0)];
    let with = pace(step(date(2025, 4, 1), 6.1), &strays, Aim::AtMost(3.2), date(2027, 4, 1), step(date(2026, 4, 1), 4.7));
    assert_eq!(with, agency(step(date(2026, 4, 1), 4.7)));
}

#[test]
fn dates_that_make_no_sense_are_not_judged() {
    assert_eq!(agency(step(date(2024, 4, 1), 4.7)), Err(Unjudged::BeforeStart));
    let due = |due| pace(step(date(2025, 4, 1), 6.1), &[], Aim::AtMost(3.2), due, step(date(2025, 9, 1), 5.0));
    assert_eq!(due(date(2025, 4, 1)), Err(Unjudged::NoTime), "the target is due on the day of the start");
    assert_eq!(due(date(2020, 4, 1)), Err(Unjudged::NoTime));
}

#[test]
fn bands_are_held_to_have_no_gaps_and_no_overlaps() {
    let of = |from: Option<f64>, below: Option<f64>| Band { from, below };
    let good = [of(Some(-5.0), None), of(Some(-20.0), Some(-5.0)), of(None, Some(-20.0))];
    assert_eq!(faults(&good), []);
    assert_eq!([0.0, -5.0, -5.1, -20.0, -21.0].map(|value| band(&good, value)), [Some(0), Some(0), Some(1), Some(1), Some(2)]);
    assert_eq!(faults(&[of(Some(-5.0), None), of(None, Some(-20.0))]), [Fault::Gap(1, 0)]);
    assert_eq!(faults(&[of(Some(-30.0), None), of(None, Some(-20.0))]), [Fault::Overlap(1, 0)]);
    assert_eq!(faults(&[of(Some(0.0), Some(10.0))]), [Fault::OpenBelow(0), Fault::OpenAbove(0)]);
    assert_eq!(faults(&[of(None, None), of(Some(5.0), Some(5.0))]), [Fault::Empty(1)]);
    assert_eq!(
        faults(&[of(None, None), of(Some(1.0), Some(2.0)), of(Some(3.0), None)]),
        [Fault::Overlap(0, 1), Fault::Overlap(0, 2)]
    );
    assert_eq!(faults(&[]), []);
}

#[test]
fn a_figure_is_late_after_two_usual_distances_and_a_quarter() {
    let monthly = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)];
    assert_eq!((usual(&monthly), usual(&monthly[..2])), (Some(31), None));
    assert!(!is_late(31, date(2026, 3, 31), date(2026, 9, 1)));
    assert!(is_late(31, date(2026, 3, 31), date(2026, 9, 2)));
}
