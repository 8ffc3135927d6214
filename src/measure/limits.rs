//! The mean of a stretch of figures, and the limits between which it varies by chance.

/// 3 standard deviations, where one is estimated as the mean moving range divided by 1.128 (d₂ of pairs).
/// Source: Wheeler, *Understanding Variation* (1993), appendix on XmR charts.
const WIDE: f64 = 2.66;
/// Two thirds of that: where "near the limit" begins. Source: `NHSRplotthedots`, `ptd_spc_standard`.
const NEAR: f64 = 2.0 * WIDE / 3.0;
/// Moving ranges of this many times their mean or more are left out when screening (D₄ of pairs).
/// Source: Nelson, "Control charts for individual measurements", *Journal of Quality Technology* 14 (1982) 172–173.
const SCREEN: f64 = 3.267;

/// With fewer points there are no limits. Source: Wheeler, *Understanding Variation*: useful limits may rest on as few as five or
/// six values; we take the larger.
pub const LEAST: usize = 6;
/// With fewer points limits are trial limits. Source: Making Data Count; `NHSRplotthedots` warns of groups of 12 or fewer.
pub const TRIAL: usize = 12;

/// What a stretch of figures varies between by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub mean: f64,
    pub lower: f64,
    pub upper: f64,
    pub near_lower: f64,
    pub near_upper: f64,
    /// Whether they rest on too few points to be firm.
    pub trial: bool,
    /// How many points they rest on.
    pub points: usize,
    /// How many moving ranges were left out as outliers.
    pub screened: usize,
}

/// Natural process limits of `values` in their order: mean ± 2.66 × mean moving range. With `screen`, moving ranges of 3.267 times
/// their mean or more are left out, and the mean of the others is taken; this is done once.
///
/// `None`: fewer than [`LEAST`] values. Values that are all equal have limits equal to their mean.
pub fn limits(values: &[f64], screen: bool) -> Option<Limits> {
    if values.len() < LEAST {
        return None;
    }
    let average = mean(values);
    let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let all = mean(&ranges);
    let kept: Vec<f64> = ranges.iter().copied().filter(|&range| !screen || all == 0.0 || range < SCREEN * all).collect();
    // At least one moving range is no larger than their mean, so that some are always kept.
    let range = mean(&kept);
    Some(Limits {
        mean: average,
        lower: average - WIDE * range,
        upper: average + WIDE * range,
        near_lower: average - NEAR * range,
        near_upper: average + NEAR * range,
        trial: values.len() < TRIAL,
        points: values.len(),
        screened: ranges.len() - kept.len(),
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
