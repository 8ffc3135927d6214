//! What will appear or go by its dates.

use jiff::civil::DateTime;

use super::content::Content;
use super::file::Part;
use super::levels::Group;
use super::located::Located;
use super::rare::Rare;
use super::scalars::Moment;
use crate::source::{Place, SourceId};

/// A record that will appear or go, with all that is below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    /// By the clocks of the site's time zone.
    pub when: DateTime,
    pub appears: bool,
    /// Its title as people know it, else its id.
    pub title: String,
    /// Where the moment is written.
    pub place: Place,
}

/// What appears or goes after a moment, soonest first.
///
/// A record whose parent is not there does not appear, and one that goes with its parent is not listed by itself.
pub fn schedule(content: &Content, after: DateTime) -> Vec<Scheduled> {
    let mut walk = Walk { after, found: Vec::new() };
    for page in &content.pages {
        let fields = &page.fields;
        let dates = Dates { draft: fields.draft, from: &fields.publish_from, until: &fields.withdraw_on };
        walk.record(page.source, dates, ALWAYS, || fields.title.to_string());
    }
    for trust in &content.trusts {
        let file = &trust.file;
        let dates = Dates { draft: file.draft, from: &file.publish_from, until: &file.withdraw_on };
        let Some(shown) = walk.record(file.source, dates, ALWAYS, || file.name.to_string()) else { continue };
        for strategy in &trust.strategies {
            let mut own = None;
            for part in strategy.parts() {
                match part {
                    Part::Strategy(_, _, file) => {
                        let fields = &file.fields;
                        let dates = Dates { draft: fields.draft, from: &fields.publish_from, until: &fields.withdraw_on };
                        own = walk.record(file.source, dates, shown, || fields.title.to_string());
                        if let Some(shown) = own {
                            walk.groups(file.source, &file.groups, shown);
                            fields.partner_plans.iter().for_each(|plan| walk.groups(file.source, &plan.groups, shown));
                        }
                    }
                    Part::Update(_, _, update) => {
                        let fields = &update.fields;
                        let dates = Dates { draft: fields.draft, from: &fields.publish_from, until: &fields.withdraw_on };
                        let title = || fields.title.to_string();
                        own.map(|shown| walk.record(update.source, dates, shown, title));
                    }
                    _ => {}
                }
            }
        }
    }
    let mut found = walk.found;
    found.sort_by_key(|scheduled| (scheduled.when, scheduled.place));
    found
}

/// From when until when something is shown; nothing: for ever.
type Span = (Option<DateTime>, Option<DateTime>);

const ALWAYS: Span = (None, None);

struct Dates<'a> {
    draft: bool,
    from: &'a Rare<Located<Moment>>,
    until: &'a Rare<Located<Moment>>,
}

struct Walk {
    after: DateTime,
    found: Vec<Scheduled>,
}

impl Walk {
    /// Notes what a record adds to the schedule, and gives when it is shown; nothing if it never is.
    fn record(&mut self, source: SourceId, dates: Dates, above: Span, title: impl Fn() -> String) -> Option<Span> {
        let Dates { draft, from, until } = dates;
        let moment = |written: &Rare<Located<Moment>>| written.as_ref().map(|moment| moment.value.0);
        let starts = moment(from).max(above.0);
        let ends = [moment(until), above.1].into_iter().flatten().min();
        if draft || starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
            return None;
        }
        let mut note = |when: Option<DateTime>, inherited: Option<DateTime>, written: &Rare<Located<Moment>>, appears: bool| {
            if let (Some(when), Some(written)) =
                (when.filter(|when| *when > self.after && Some(*when) != inherited), written.as_ref())
            {
                self.found.push(Scheduled { when, appears, title: title(), place: source.at(written.at) });
            }
        };
        note(starts, above.0, from, true);
        note(ends, above.1, until, false);
        Some((starts, ends))
    }

    fn groups(&mut self, source: SourceId, groups: &[Group], above: Span) {
        for item in groups.iter().flat_map(|group| &group.items) {
            let dates = Dates { draft: item.draft, from: &item.publish_from, until: &item.withdraw_on };
            let title = || item.title.as_ref().map_or_else(|| item.id.value.to_string(), |title| title.to_string());
            if let Some(shown) = self.record(source, dates, above, title) {
                self.groups(source, &item.groups, shown);
            }
        }
    }
}
