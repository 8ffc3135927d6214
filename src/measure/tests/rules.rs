//! The four rules, sections, and the icons.

use super::causes::special;
use super::*;

/// Limits at ±3, near limits at ±2, round a mean of 0.
const WIDE: Limits =
    Limits { mean: 0.0, lower: -3.0, upper: 3.0, near_lower: -2.0, near_upper: 2.0, trial: false, points: 20, screened: 0 };

/// The rule of each point as a letter, small where it is low: Outside, Trend, Near, Shift; `.` for none.
fn letters(values: &[f64]) -> String {
    let letter = |found: &Option<Special>| match found {
        None => '.',
        Some(Special { cause, side }) => {
            let letter = match cause {
                Cause::Outside => 'O',
                Cause::Trend => 'T',
                Cause::NearLimit => 'N',
                Cause::Shift => 'S',
            };
            if *side == Side::Low { letter.to_ascii_lowercase() } else { letter }
        }
    };
    special(values, &WIDE, 7, 7).iter().map(letter).collect()
}

#[test]
fn a_point_is_outside_beyond_a_limit_but_not_on_it() {
    assert_eq!(letters(&[0.0, 3.0, 3.1, -3.0, -3.1]), "..O.o");
}

/// The cases of `test-ptd_calculate_point_type.R`, "ptd_seven_point_trend".
#[test]
fn a_trend_is_seven_points_in_one_way() {
    let scaled = |values: [f64; 7]| values.map(|value| value / 10.0 - 0.35);
    assert_eq!(letters(&scaled([1., 2., 3., 4., 5., 6., 7.])), "tttTTTT");
    assert_eq!(letters(&scaled([7., 6., 5., 4., 3., 2., 1.])), "TTTTttt");
    assert_eq!(letters(&scaled([1., 2., 3., 3., 4., 5., 6.])), ".......", "equal points end it");
    assert_eq!(letters(&[-0.3, -0.2, -0.1, 0.1, 0.2, 0.3]), "......", "six are too few");
    assert_eq!(letters(&[0.2, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, -0.1]), ".tttTTTT.", "on the mean, it goes with the trend");
}

/// The cases of "ptd_part_of_two_in_three": only the near points are marked, and a third point on the other side forbids it.
#[test]
fn two_of_three_near_a_limit() {
    assert_eq!(letters(&[1.0, 1.0, 2.5, 1.0, 2.5, 1.0]), "..N.N.");
    assert_eq!(letters(&[1.0, 1.0, 2.5, 2.5, 1.0, 1.0]), "..NN..");
    assert_eq!(letters(&[2.5, 1.0, 1.0, 2.5]), "....");
    assert_eq!(letters(&[2.5, 1.0, 1.0, 2.5, 2.5]), "...NN");
    assert_eq!(letters(&[2.5, -1.0, 2.5]), "...");
    assert_eq!(letters(&[1.0, 2.5, -2.5]), "...", "near two different limits is nothing");
    assert_eq!(letters(&[2.5, 3.5, 1.0]), ".O.", "a point outside is not near");
    assert_eq!(letters(&[-2.5, -2.0, -2.5]), "n.n", "on the near limit is not near");
}

/// The cases of "ptd_seven_point_one_side_mean" and "ptd_part_of_seven_trend".
#[test]
fn a_shift_is_seven_points_on_one_side() {
    assert_eq!(letters(&[1., 2., 1., 1., 2., 1., -1.]), ".......");
    assert_eq!(letters(&[1., 2., 1., 1., 2., 1., 1., 2., -1.]), "SSSSSSSS.");
    assert_eq!(letters(&[-1., -2., -1., -1., -2., -1., -1.]), "sssssss");
    assert_eq!(letters(&[1., 2., 1., 0., 1., 2., 1., 2.]), "........", "a point on the mean ends it");
}

#[test]
fn a_point_that_meets_several_rules_is_named_after_the_first() {
    // All on one side; a trend of seven; the last is outside.
    assert_eq!(letters(&[0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 3.5]), "TTTTTTO");
    assert_eq!(letters(&[1.0, 2.5, 2.6, 1.0, 1.1, 1.0, 1.1]), "SNNSSSS");
}

#[test]
fn lengths_are_settings() {
    let rises = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3];
    assert!(special(&rises, &WIDE, 6, 8).iter().all(Option::is_some));
    let high = [1.0, 2.0, 1.0, 1.5, 1.0, 2.0, 1.0];
    assert!(special(&high, &WIDE, 6, 8).iter().all(Option::is_none));
}

#[test]
fn too_few_points_have_no_limits_and_few_have_trial_ones() {
    assert_eq!(chart(&[]), Xmr { points: vec![], stretches: vec![] });
    assert_eq!(chart(&[4.0]).limits(), None);
    assert_eq!(variation(&chart(&[4.0, 90.0, 4.0]), Better::Up), None);
    let trial = |count: usize| limits(&vec![4.0; count], false).map(|found| found.trial);
    assert_eq!([5, 6, 11, 12].map(trial), [None, Some(true), Some(true), Some(false)]);
}

#[test]
fn figures_that_never_change_are_common_cause() {
    // 0.1 cannot be written exactly in the machine: the mean of many misses it.
    let found = chart(&[0.1; 30]);
    assert!(found.points.iter().all(|point| point.special.is_none()));
    assert_eq!(variation(&found, Better::Up), Some(Variation::Common));
}

#[test]
fn limits_start_anew_at_a_section_and_runs_end_there() {
    let low = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
    let values: Vec<f64> = low.iter().chain([11.0, 12.0, 11.0, 12.0, 11.0, 12.0].iter()).copied().collect();
    // In one stretch, the first half is a shift below, the second a shift above.
    assert_eq!(
        chart(&[&low[..], &[3.0], &values[6..], &[12.0]].concat()).points[13].special.map(|s| s.cause),
        Some(Cause::Outside)
    );
    let found = xmr(&values, &[Section { from: 6, base: None }], &Rules::default());
    assert_eq!(found.stretches.iter().map(|stretch| stretch.points.clone()).collect::<Vec<_>>(), [0..6, 6..12]);
    assert_eq!(found.stretches.iter().map(|s| s.limits.map(|l| l.mean)).collect::<Vec<_>>(), [Some(1.5), Some(11.5)]);
    assert!(found.points.iter().all(|point| point.special.is_none()));
    // A section after the last figure, or twice at the same one, changes nothing.
    let sections = [6, 6, 40].map(|from| Section { from, base: None });
    assert_eq!(xmr(&values, &sections, &Rules::default()), found);
    // Too few points after it: they are there, and nothing is said of them.
    let found = xmr(&values, &[Section { from: 10, base: None }], &Rules::default());
    assert_eq!((found.limits(), variation(&found, Better::Up)), (None, None));
}

#[test]
fn later_points_are_held_against_a_baseline() {
    let values = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 9.0];
    let found = xmr(&values, &[Section { from: 0, base: Some(0..8) }], &Rules::default());
    assert_eq!(found.limits().map(|limits| (limits.mean, limits.points)), Some((1.5, 8)));
    assert_eq!(variation(&found, Better::Down), Some(Variation::Concern(Side::High)));
    // A baseline that reaches beyond its stretch ends with it; one that is too short gives no limits.
    let section = |base| Section { from: 0, base: Some(base) };
    assert_eq!(xmr(&values, &[section(0..99)], &Rules::default()), chart(&values));
    assert_eq!(xmr(&values, &[section(0..3)], &Rules::default()).limits(), None);
}

#[test]
fn the_variation_icon_is_that_of_the_latest_point() {
    let quiet = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
    let with = |latest: f64| chart(&[&quiet[..], &[latest]].concat());
    let seen = |latest: f64| [Better::Up, Better::Down, Better::Neither].map(|better| variation(&with(latest), better));
    let all = |variation| [Some(variation); 3];
    assert_eq!(seen(2.0), all(Variation::Common));
    let (high, low) = (Side::High, Side::Low);
    use Variation::*;
    assert_eq!(seen(30.0), [Some(Improvement(high)), Some(Concern(high)), Some(Neither(high))]);
    assert_eq!(seen(-30.0), [Some(Concern(low)), Some(Improvement(low)), Some(Neither(low))]);
}

#[test]
fn the_assurance_icon_holds_the_limits_against_the_target() {
    use Assurance::*;
    let at_least = |target| assurance(&WIDE, Aim::AtLeast(target));
    assert_eq!([-4.0, -3.0, 0.0, 3.0, 4.0].map(at_least), [Pass, HitOrMiss, HitOrMiss, HitOrMiss, Fail]);
    let at_most = |target| assurance(&WIDE, Aim::AtMost(target));
    assert_eq!([-4.0, -3.0, 0.0, 3.0, 4.0].map(at_most), [Fail, HitOrMiss, HitOrMiss, HitOrMiss, Pass]);
    let within = |(from, to)| assurance(&WIDE, Aim::Within(from, to));
    assert_eq!(
        [(-4.0, 4.0), (-1.0, 1.0), (-4.0, 1.0), (4.0, 5.0), (-5.0, -4.0)].map(within),
        [Pass, HitOrMiss, HitOrMiss, Fail, Fail]
    );
}

#[test]
fn since_when_it_is_so() {
    let quiet = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
    let since = |more: &[f64]| {
        let found = xmr(&[&quiet[..], more].concat(), &[Section { from: 0, base: Some(0..12) }], &Rules::default());
        (found.since(), found.points.last().and_then(|point| point.special).map(|special| special.cause))
    };
    assert_eq!(since(&[]), (Some(0), None));
    assert_eq!(since(&[9.0]), (Some(12), Some(Cause::Outside)));
    assert_eq!(since(&[9.0, 1.0, 2.0]), (Some(13), None), "what is common cause is so since the last special point");
    assert_eq!(since(&[1.0, 1.2, 1.3, 1.4, 1.6, 1.7, 1.8]), (Some(12), Some(Cause::Trend)));
    assert_eq!(since(&[1.0, 1.6, 1.7, 1.6, 1.7, 1.6, 1.7, 1.6]), (Some(13), Some(Cause::Shift)));
    assert_eq!(since(&[3.5, 1.6, 3.5]), (Some(12), Some(Cause::NearLimit)));
    assert_eq!(chart(&[1.0, 2.0]).since(), None);
}
