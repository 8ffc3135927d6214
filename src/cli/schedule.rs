//! What the site will show and hide by its dates, in words.

use jiff::civil::DateTime;

use super::counted;
use crate::Publication;

/// How many are listed: those that a person plans for.
const SHOWN: usize = 12;

/// A line for each record that will appear or go, soonest first; nothing if none will.
pub(super) fn lines(publication: &Publication) -> String {
    let all = &publication.scheduled;
    let mut text: String = all
        .iter()
        .take(SHOWN)
        .map(|scheduled| {
            let source = publication.sources.get(scheduled.place.source);
            let line = source.line_column(scheduled.place.at.start).line;
            let act = if scheduled.appears { "appears" } else { "goes   " };
            format!("  {}  {act}  {}  ({}:{line})\n", moment(scheduled.when), scheduled.title, source.path())
        })
        .collect();
    if all.len() > SHOWN {
        text += &format!("  and {} later\n", counted(all.len() - SHOWN, "more", "more"));
    }
    text.trim_end().to_string()
}

/// A moment as it is written in the content, with a blank for the `T`.
pub(super) fn moment(when: DateTime) -> String {
    when.strftime("%Y-%m-%d %H:%M").to_string()
}
