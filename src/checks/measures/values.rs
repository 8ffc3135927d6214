//! The figures of a measure: numbers among numbers, ratings among ratings, and a unit.

use super::{Figure, shared};
use crate::checks::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::StrategyId;
use crate::source::Place;
use crate::strategy::model::{Baseline, Measure};
use crate::strategy::scalars::{Amount, Written};

pub fn check(checked: Checked, id: StrategyId, measure: &Measure, figures: &[Figure], problems: &mut Diagnostics) {
    let source = checked.site.strategy(id).source;
    let numbers = figures.iter().filter(|figure| figure.value.number().is_some()).count();
    let is_left = |value: &Amount| unfinished(&value.printed).is_some();
    let others = figures
        .iter()
        .filter(|figure| figure.value.number().is_none() && !is_withheld(&figure.value.printed) && !is_left(figure.value));
    let others_count = others.clone().count();
    // Where most are numbers, a word among them is a slip; ratings are words throughout.
    if numbers > others_count {
        for figure in others {
            let printed = &figure.value.printed;
            let message = format!("`{printed}` is not a number, and the other figures of `{}` are", &*measure.id.value);
            let problem = Diagnostic::new(&codes::NOT_A_FIGURE, figure.valued_at, message);
            problems.push(mended(problem, printed, measure.unit.as_deref(), "write the number; where it is withheld, `*` or `<5`"));
        }
    }
    let target =
        measure.target.iter().flat_map(|target| [target.value.as_ref(), target.from.as_ref(), target.to.as_ref()]).flatten();
    let own = measure.baseline.iter().chain(&measure.trajectory).map(|known: &Baseline| &known.value).chain(target);
    let own: Vec<(&Amount, Place)> = own.map(|value| (&value.value, source.at(value.at))).collect();
    for (value, at) in own.iter().copied().chain(figures.iter().map(|figure| (figure.value, figure.valued_at))) {
        if let Some(help) = unfinished(&value.printed) {
            let message = format!("`{}` stands where a figure of `{}` belongs", value.printed, &*measure.id.value);
            problems.push(Diagnostic::new(&codes::NOT_A_FIGURE, at, message).help(help));
        }
    }
    // A number with its unit is shown with the unit twice, and counts as no number.
    let unit = measure.unit.as_deref().filter(|unit| !unit.is_empty());
    let single = figures.iter().map(|figure| (figure.value, figure.valued_at)).filter(|_| numbers <= others_count);
    let has_number = numbers > others_count || own.iter().any(|(value, _)| value.number().is_some());
    let are_numbers = unit.is_some() || has_number;
    for (value, at) in own.iter().copied().chain(single).filter(|(value, _)| value.number().is_none() && !is_left(value)) {
        let printed = &value.printed;
        let is_word = !printed.contains(|c: char| c.is_ascii_digit()) && (unit.is_none() || !has_number);
        let is_rating = !measure.scale.is_empty() || is_withheld(printed) || is_word;
        if let Some((number, unit)) = unit.and_then(|unit| Some((number_with(&value.printed, unit)?, unit))) {
            let message = format!("`{}` has its unit with it, and `{}` has the unit `{unit}`", value.printed, &*measure.id.value);
            let problem = Diagnostic::new(&codes::NOT_A_FIGURE, at, message).suggest(Some(&number));
            problems.push(problem.help("write the number alone: the unit stands under `unit`"));
        } else if are_numbers && !is_rating {
            let message = format!("`{printed}` is not a number, and `{}` is counted in numbers", &*measure.id.value);
            let problem = Diagnostic::new(&codes::NOT_A_FIGURE, at, message);
            let plain = printed.as_str().replace('−', "-").replace(['“', '”'], "");
            let help = "write the number in digits alone; what else there is to say stands under `text` or `note`";
            problems.push(mended(problem, &plain, measure.unit.as_deref(), help));
        }
    }
    for (value, at) in own.iter().copied().chain(figures.iter().map(|figure| (figure.value, figure.valued_at))) {
        if decimal_comma(value) {
            let message = format!("`{}` has a comma where a decimal point belongs", value.printed);
            problems.push(Diagnostic::new(&codes::NOT_A_FIGURE, at, message).suggest(Some(&value.printed.replace(",", "."))));
        }
    }
    let counts = || {
        let title = measure.title.to_lowercase();
        ["number", "count", "total", "how many"].iter().any(|word| title.contains(word))
    };
    // Where the measure that it shares has one, the two are told to differ.
    if measure.unit.is_none()
        && shared(checked, measure).is_none_or(|shared| shared.unit.is_none())
        && measure.scale.is_empty()
        && !counts()
        && (numbers > 0 || own.iter().any(|(value, _)| value.number().is_some()))
    {
        let message = format!("the figures of `{}` have no unit", &*measure.id.value);
        let problem = Diagnostic::new(&codes::NO_UNIT, source.at(measure.id.at), message);
        problems.push(problem.help("add a line such as `unit: \"%\"`, or say in the title that it is a number of something"));
    }
}

/// What to do about what is left of a draft, or of a sum that a spreadsheet could not work out: `TBC`, `xx`, `#REF!`.
pub fn unfinished(printed: &str) -> Option<&'static str> {
    let text = printed.trim().to_lowercase();
    let is_error = text.starts_with('#') && text.ends_with(['!', '?']) || text == "#n/a";
    let is_left = matches!(text.as_str(), "tbc" | "tbd" | "todo" | "tba" | "to do" | "[tbc]" | "[tbd]")
        || text.len() > 1 && text.bytes().all(|letter| letter == b'x')
        || !text.is_empty() && text.bytes().all(|letter| letter == b'?');
    is_error
        .then_some("a spreadsheet writes this where it could not work out a figure: write the number")
        .or(is_left.then_some("write the number; if nobody knows it yet, leave it out, or say so in words such as `not yet known`"))
}

/// Whether it stands for a figure that is withheld, not there, or known only roughly: `*`, `<5`, `n/a`, `[c]`.
pub fn is_withheld(printed: &str) -> bool {
    let text = printed.trim();
    let marked = text.trim_start_matches(['<', '>', '≤', '≥', '~', '≈']);
    let roughly = marked.trim_start_matches('=').trim();
    (marked.len() < text.len() && Amount::parse(roughly).is_ok_and(|amount| amount.number().is_some()))
        // Spreadsheets write `####` for a number that is too long for its column.
        || !text.contains(char::is_alphanumeric) && !text.starts_with("###")
        || (text.starts_with('[') && text.ends_with(']'))
        || ["n/a", "na", "nil", "none", "unknown", "suppressed", "withheld"].contains(&text.to_lowercase().as_str())
        || ["not ", "no ", "to be "].iter().any(|start| text.to_lowercase().starts_with(start))
}

/// The problem with the figure that was meant, if that can be told, or else with this help.
fn mended(problem: Diagnostic, printed: &str, unit: Option<&str>, help: &str) -> Diagnostic {
    let number = |text: &str| Amount::parse(text).is_ok_and(|amount| amount.number().is_some());
    let marks = [("less than ", "<"), ("fewer than ", "<"), ("under ", "<"), ("more than ", ">"), ("over ", ">")];
    let lower = printed.trim().to_lowercase();
    let rough = marks.iter().find_map(|(words, mark)| Some((mark, lower.strip_prefix(words).filter(|rest| number(rest))?)));
    match (number_in(printed, unit), rough) {
        (Some(number), _) => problem.suggest(Some(&number)).help("write the number alone: the unit stands under `unit`"),
        (_, Some((mark, number))) => problem.suggest(Some(&format!("{mark}{number}"))),
        _ => problem.help(help),
    }
}

/// The number in a figure that is written with its unit, or with a currency in front.
fn number_in(printed: &str, unit: Option<&str>) -> Option<String> {
    let bare = printed.trim().trim_start_matches(['£', '$', '€', '=']);
    let bare = unit.map_or(bare, |unit| bare.trim_end_matches(unit)).trim_end_matches(['%', '°', 'm', 'k']).trim();
    Amount::parse(bare).ok()?.number().map(|_| bare.to_string())
}

/// The number of a figure that ends with the unit itself.
fn number_with(printed: &str, unit: &str) -> Option<String> {
    let bare = printed.trim().strip_suffix(unit)?.trim();
    Amount::parse(bare).ok()?.number().map(|_| bare.to_string())
}

/// `4,7`: a comma that cannot stand between thousands.
fn decimal_comma(value: &Amount) -> bool {
    let Some((whole, part)) = value.printed.split_once(',') else { return false };
    let (whole, part) = (whole.trim_start().trim_start_matches(['-', '+']), part.trim_end());
    value.number().is_some() && !part.contains([',', '.']) && (part.len() != 3 || whole.len() > 3)
}
