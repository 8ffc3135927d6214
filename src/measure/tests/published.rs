//! Figures that others publish for the same rules.

use super::*;

/// R's `set.seed(123); rnorm(20)`, the data of the package's own tests; the snapshot prints them to three digits.
#[rustfmt::skip]
const DRAWS: [f64; 20] = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197,
    1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
];

fn holds(values: &[f64], screen: bool, (mean, lower, upper): (f64, f64, f64), by: f64) {
    let found = limits(values, screen).expect("there are points enough");
    assert!(near(found.mean, mean, by), "mean {} for {mean}", found.mean);
    assert!(near(found.lower, lower, by), "lower {} for {lower}", found.lower);
    assert!(near(found.upper, upper, by), "upper {} for {upper}", found.upper);
}

/// `NHSRplotthedots`, `tests/testthat/_snaps/ptd_spc_standard.md` and `ptd_spc.md`: mean, lower and upper limit with screening, of all
/// and of either half, printed to three digits.
#[test]
fn limits_of_the_r_package() {
    holds(&DRAWS, true, (0.142, -3.01, 3.29), 0.005001);
    holds(&DRAWS[..10], true, (0.0746, -2.60, 2.75), 0.005001);
    holds(&DRAWS[10..], true, (0.209, -3.28, 3.70), 0.005001);
    let found = chart(&DRAWS);
    assert!(found.points.iter().all(|point| point.special.is_none()), "the package finds 20 points of common cause");
}

/// `nhspy-plotthedots`, `tests/unittests/test_limits_calculations.py`: mean, limits, near limits; without screening.
#[test]
fn limits_of_the_python_package() {
    let sets: [(&[f64], [f64; 5]); 4] = [
        (&[1., 2., 3., 4., 5., 6., 7., 8., 9., 10.], [5.5, 2.84, 8.16, 3.7266666666666666, 7.273333333333333]),
        (&[1., 2., 3., 4., 5., 4., 3., 2., 1., 2.], [2.7, 0.04, 5.36, 0.9266666666666667, 4.473333333333334]),
        (
            &[3., 1., 4., 1., 5., 9., 2.],
            [3.5714285714285716, -6.625238095238096, 13.768095238095238, -3.2263492063492065, 10.36920634920635],
        ),
        (
            &[1., 2., 3., 2., 1., 2., 3., 4., 5., 6., 7., 4., 3., 2., 1., 2.],
            [3.0, -0.014666666666666828, 6.014666666666667, 0.9902222222222221, 5.009777777777778],
        ),
    ];
    for (values, [mean, lower, upper, near_lower, near_upper]) in sets {
        holds(values, false, (mean, lower, upper), 1e-9);
        let found = limits(values, false).expect("there are points enough");
        assert!(near(found.near_lower, near_lower, 1e-9) && near(found.near_upper, near_upper, 1e-9));
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        holds(&mirrored, false, (-mean, -upper, -lower), 1e-9);
    }
}

/// The data of the vignette "Deviations from Excel defaults" of `NHSRplotthedots`: one outlier among ones and twos. Worked by hand:
/// the sum is 35, so the mean 35/18. Of 17 moving ranges 15 are 1, one is 8 and one 9: their mean is 32/17 = 1.882. As the
/// spreadsheet has it, limits are 35/18 ± 2.66 × 32/17. Screened, 3.267 × 1.882 = 6.15 takes out the 8 and the 9, and the mean of
/// the others is 1: 35/18 ± 2.66.
#[test]
fn screening_takes_outliers_out_of_the_limits() {
    let values = [1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.];
    holds(&values, false, (1.9444, -3.0626, 6.9515), 1e-4);
    holds(&values, true, (1.9444, -0.7156, 4.6044), 1e-4);
    assert_eq!(limits(&values, true).map(|found| found.screened), Some(2));
    // The outlier is special either way; it is a point like any other on the chart.
    for screen in [false, true] {
        let found = xmr(&values, &[], &Rules { screen, ..Rules::default() });
        let special: Vec<usize> = (0..18).filter(|&at| found.points[at].special.is_some()).collect();
        assert_eq!(special, [4]);
    }
}
