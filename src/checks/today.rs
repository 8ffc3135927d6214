//! Dates held against the day that the site is seen from: what cannot have happened yet, and what ought to have.

use jiff::civil::Date;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::StrategyId;
use crate::source::SourceId;
use crate::strategy::located::Located;
use crate::strategy::scalars::{Moment, PartialDate};

pub fn check(checked: Checked, id: StrategyId, problems: &mut Diagnostics) {
    let site = checked.site;
    let strategy = site.strategy(id);
    let (fields, source) = (&strategy.fields, strategy.source);
    if site.applies(id) {
        overdue(checked.today, fields.review_by.as_ref(), "this strategy", source, problems);
    }
    let mut future = Future { today: checked.today, problems };
    // What is shown before its time is judged at the time that it is for.
    let shown = fields.publish_from.as_ref();
    let seen = fields.source.as_ref().and_then(|source| source.seen.as_ref());
    future.date(seen, shown, "the source was seen", source);
    future.date(fields.published.as_ref(), shown, "the strategy was published", source);
    for person in &fields.people {
        future.date(person.as_at.as_ref(), shown, "the person held the role", source);
    }
    for item in strategy.items().map(|item| &site.item(item).fields) {
        let as_at = item.status.as_ref().and_then(|status| status.as_at.as_ref());
        future.date(as_at, item.publish_from.as_ref().or(shown), "the status is of", source);
        for reading in item.measures.iter().flat_map(|measure| &measure.readings) {
            future.date(Some(&reading.date), item.publish_from.as_ref().or(shown), "the figure is of", source);
        }
    }
    for reading in strategy.readings.iter() {
        let place = reading.dated_at();
        let date = Located { value: reading.date, at: place.at };
        future.date(Some(&date), shown, "the figure is of", place.source);
    }
    for update in &strategy.updates {
        future.date(Some(&update.fields.date), update.fields.publish_from.as_ref().or(shown), "the update is of", update.source);
    }
}

pub fn check_pages(checked: Checked, problems: &mut Diagnostics) {
    let mut future = Future { today: checked.today, problems };
    let of_site = checked.site.file.as_ref().and_then(|file| file.accessibility.as_ref()).zip(checked.site.files().site);
    if let Some((statement, source)) = of_site {
        future.date(statement.tested.as_ref(), None, "the site was tested", source);
        future.date(statement.prepared.as_ref(), None, "the statement was prepared", source);
        future.date(statement.reviewed.as_ref(), None, "the statement was reviewed", source);
    }
    for page in &checked.site.pages {
        overdue(checked.today, page.fields.review_by.as_ref(), "this page", page.source, problems);
    }
}

struct Future<'a> {
    today: Date,
    problems: &'a mut Diagnostics,
}

impl Future<'_> {
    fn date(&mut self, date: Option<&Located<PartialDate>>, shown: Option<&Located<Moment>>, what: &str, source: SourceId) {
        let today = shown.map_or(self.today, |from| from.value.0.date().max(self.today));
        let Some(date) = date.filter(|date| date.value.first() > today) else { return };
        let place = source.at(date.at);
        let message = format!("{what} {}, and that is yet to come", date.value);
        let problem = Diagnostic::new(&codes::FUTURE_DATE, place, message).cause(format!("{} in {source:?}", date.value));
        self.problems.push(problem.help("correct the date"));
    }
}

fn overdue(today: Date, by: Option<&Located<PartialDate>>, what: &str, source: SourceId, problems: &mut Diagnostics) {
    let Some(by) = by.filter(|by| by.value.last() < today) else { return };
    let message = format!("{what} was to be reviewed by {}", by.value);
    let problem = Diagnostic::new(&codes::REVIEW_OVERDUE, source.at(by.at), message);
    problems.push(problem.help("review it, and write the date of the next review"));
}
