//! Records without ids that stand twice in their list, word for word: somebody pasted them once too often.

use std::collections::HashMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::StrategyId;
use crate::source::At;

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let strategy = checked.site.strategy(id);
    let fields = &strategy.fields;
    let written = |at: At| checked.sources.get(strategy.source).text().ok()?.get(at.range());
    let mut twice = |list: &str, records: Vec<(Vec<&str>, At)>| {
        let mut seen: HashMap<Vec<&str>, At> = HashMap::new();
        for (words, at) in records {
            let place = strategy.source.at(at);
            match seen.get(&words) {
                Some(&first) => {
                    let message = format!("this entry of `{list}` stands there twice");
                    let problem = Diagnostic::new(&codes::REPEATED_ENTRY, place, message);
                    let first = strategy.source.at(first);
                    let problem = problem.help("remove one of the two, or write here what was meant");
                    problems.push(problem.related(first, "it stands here first").copy_of(first));
                }
                None => _ = seen.insert(words, at),
            }
        }
    };
    let discrepancies = fields.discrepancies.iter().filter_map(|entry| {
        let texts = [entry.printed.as_deref(), entry.believed.as_deref(), entry.note.as_deref()];
        let at = entry.at.iter().map(|at| &**at);
        let kind = [written(entry.kind.at)?];
        Some((at.chain(kind).chain(texts.into_iter().map(Option::unwrap_or_default)).collect(), entry.at.iter().next()?.at))
    });
    twice("discrepancies", discrepancies.collect());
    let statements = fields.statements.iter().map(|statement| {
        let kinds = statement.kind.iter().map(|kind| &**kind);
        (kinds.chain([&*statement.text]).collect(), statement.text.at)
    });
    twice("statements", statements.collect());
    let values = fields.values.iter().filter_map(|value| {
        let at = value.name.as_ref().map(|name| name.at).or(value.text.as_ref().map(|text| text.at))?;
        Some((vec![value.name.as_deref().unwrap_or_default(), value.text.as_deref().unwrap_or_default()], at))
    });
    twice("values", values.collect());
    let formats = fields.formats.iter().map(|format| {
        let address = format.url.as_ref().and_then(|url| written(url.at));
        let words = [Some(&*format.title), format.file.as_deref(), address, format.language.as_deref()];
        (words.into_iter().map(Option::unwrap_or_default).collect(), format.title.at)
    });
    twice("formats", formats.collect());
    let columns = fields.plan_on_a_page.iter().flat_map(|layout| &layout.columns);
    twice("columns", columns.map(|column| (vec![&*column.level], column.level.at)).collect());
}
