//! What is true of any figures.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn figures() -> impl Strategy<Value = Vec<f64>> {
    // Whole tenths meet each other and the mean often, as real figures do.
    prop::collection::vec((-400i32..400).prop_map(|tenths| f64::from(tenths) / 10.0), 0..60)
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let section = (0usize..70, prop::option::of((0usize..70, 0usize..70)));
    let section = section.prop_map(|(from, base)| Section { from, base: base.map(|(a, b)| a.min(b)..a.max(b)) });
    prop::collection::vec(section, 0..4).prop_map(|mut all| {
        all.sort_by_key(|section| section.from);
        all
    })
}

fn aims() -> impl Strategy<Value = Aim> {
    let number = || -40.0..40.0f64;
    prop_oneof![
        number().prop_map(Aim::AtLeast),
        number().prop_map(Aim::AtMost),
        (number(), 0.0..20.0f64).prop_map(|(from, width)| Aim::Within(from, from + width)),
    ]
}

fn mirrored(special: Option<Special>) -> Option<(Cause, bool)> {
    special.map(|special| (special.cause, special.side == Side::Low))
}

proptest! {
    #[test]
    fn every_point_is_there_once_in_one_stretch(values in figures(), sections in sections()) {
        let found = xmr(&values, &sections, &Rules::default());
        prop_assert_eq!(found.points.iter().map(|point| point.value).collect::<Vec<_>>(), values.clone());
        let covered: Vec<usize> = found.stretches.iter().flat_map(|stretch| stretch.points.clone()).collect();
        prop_assert_eq!(covered, (0..values.len()).collect::<Vec<_>>());
        for stretch in &found.stretches {
            prop_assert!(!stretch.points.is_empty());
            if let Some(limits) = stretch.limits {
                prop_assert!(limits.points >= LEAST && limits.trial == (limits.points < TRIAL));
                prop_assert!(limits.lower <= limits.near_lower && limits.near_lower <= limits.mean);
                prop_assert!(limits.mean <= limits.near_upper && limits.near_upper <= limits.upper);
            } else {
                prop_assert!(found.points[stretch.points.clone()].iter().all(|point| point.special.is_none()));
            }
        }
    }

    #[test]
    fn every_point_beyond_a_limit_is_special(values in figures()) {
        let found = chart(&values);
        let Some(limits) = found.limits() else { return Ok(()) };
        for point in &found.points {
            let beyond = side(point.value, limits.upper) == Some(Side::High) || side(point.value, limits.lower) == Some(Side::Low);
            prop_assert_eq!(beyond, point.special.is_some_and(|special| special.cause == Cause::Outside));
        }
    }

    /// The unit, the place of zero and the direction of the scale do not matter.
    #[test]
    fn what_is_special_is_so_in_any_unit(values in figures(), shift in -50i32..50, scale in 1u32..9) {
        let moved: Vec<f64> = values.iter().map(|value| value * f64::from(scale) + f64::from(shift)).collect();
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        let (found, moved, turned) = (chart(&values), chart(&moved), chart(&turned));
        for at in 0..values.len() {
            prop_assert_eq!(found.points[at].special, moved.points[at].special);
            let plain = found.points[at].special.map(|special| (special.cause, special.side == Side::High));
            prop_assert_eq!(plain, mirrored(turned.points[at].special));
        }
    }

    #[test]
    fn screening_never_widens_the_limits(values in figures()) {
        let (Some(all), Some(screened)) = (limits(&values, false), limits(&values, true)) else { return Ok(()) };
        prop_assert!(screened.upper <= all.upper + 1e-9 && screened.lower >= all.lower - 1e-9);
        prop_assert_eq!(screened.mean, all.mean);
    }

    #[test]
    fn the_way_is_1_exactly_where_the_aim_is_met(start in -40.0..40.0f64, value in -40.0..40.0f64, aim in aims()) {
        match way(start, aim, value) {
            Err(why) => prop_assert!(why == Unjudged::NoWay && aim.is_met(start)),
            Ok(share) => {
                prop_assert!(share.is_finite() && share <= 1.0);
                prop_assert_eq!(share == 1.0, aim.is_met(value));
                prop_assert_eq!(way(start, aim, start), Ok(0.0));
            }
        }
    }

    #[test]
    fn a_target_that_the_limits_pass_is_met_at_every_point_within_them(values in figures(), aim in aims()) {
        let Some(limits) = limits(&values, false) else { return Ok(()) };
        let within = values.iter().filter(|&&value| value >= limits.lower && value <= limits.upper);
        for &value in within {
            match assurance(&limits, aim) {
                Assurance::Pass => prop_assert!(aim.is_met(value)),
                Assurance::Fail => prop_assert!(!aim.is_met(value)),
                Assurance::HitOrMiss => {}
            }
        }
    }

    #[test]
    fn the_plan_is_between_nothing_and_all(day in 0i64..3000, due in 1i64..2000, start in -40.0..40.0f64, aim in aims()) {
        let first = date(2020, 4, 1);
        let at = |days: i64| first + days.days();
        if let Ok(found) = pace(Step { day: first, value: start }, &[], aim, at(due), Step { day: at(day), value: start }) {
            prop_assert!((0.0..=1.0).contains(&found.planned));
            prop_assert_eq!(found.planned == 1.0, day >= due);
        }
    }

    #[test]
    fn bands_without_faults_hold_every_value_once(ends in prop::collection::vec((-9i32..9, -9i32..9), 0..5), open in 0usize..4, value in -12i32..12) {
        let mut bands: Vec<Band> =
            ends.iter().map(|&(from, below)| Band { from: Some(f64::from(from)), below: Some(f64::from(below)) }).collect();
        // Some of the sets are made whole, so that the test is not of broken ones alone.
        if open > 0 && !bands.is_empty() {
            bands.sort_by(|a, b| a.from.partial_cmp(&b.from).expect("whole numbers are in order"));
            bands.dedup_by_key(|band| band.from);
            for at in 1..bands.len() {
                bands[at - 1].below = bands[at].from;
            }
            bands[0].from = None;
            bands.last_mut().expect("there is one").below = None;
        }
        let holding = bands.iter().filter(|band| band.holds(f64::from(value))).count();
        if faults(&bands).is_empty() && !bands.is_empty() {
            prop_assert_eq!(holding, 1);
        } else if open > 0 && !bands.is_empty() {
            prop_assert!(false, "{:?} has no faults", bands);
        }
    }
}
