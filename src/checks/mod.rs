//! Checks that need the whole site: one file each family.
//!
//! In: the resolved [`Site`], its files, and the day that dates are judged at. Out: diagnostics.
//!
//! Always true
//! - A check looks and reports; it changes nothing.
//! - A discrepancy that the author recorded answers the check that would complain at its place.
//! - While a file cannot be read, nothing is said of what is missing or unused: it may stand in that file.
//!
//! Not here: the shape of files, and references in link fields and texts, which are judged where they are resolved.

mod accessibility;
mod acronyms;
mod brand;
mod circles;
mod control;
mod copies;
mod counts;
mod dates;
mod files;
mod glossary;
mod legend;
mod levels;
mod lost;
mod measures;
mod memory;
mod names;
mod plain_english;
mod renamed;
pub mod rendered;
mod site_file;
mod statuses;
mod texts;
mod titles;
mod today;
mod topics;
mod traces;
mod unused;
mod updates;

pub use control::{Wanted, controlled};
pub use lost::lost;
pub use memory::Memory;
pub use renamed::told_at_the_id;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::site::{ItemId, Node, Site, StrategyId};
use crate::source::{At, Place, SourceId, Sources};
use crate::strategy::model::{Discrepancy, DiscrepancyKind};

/// What the checks look at.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    pub site: &'a Site,
    pub sources: &'a Sources,
    /// The day that dates are judged at.
    pub today: Date,
    /// The problems that are known already, so that no check tells one of them again in other words.
    pub known: &'a Diagnostics,
    /// Files with a wrong shape: what they seem to lack may be there, and be what is wrong.
    pub mended: &'a BTreeSet<SourceId>,
    pub wanted: &'a Wanted,
}

impl Checked<'_> {
    /// Whether all files could be read as what they are, so that what is not in them is nowhere.
    fn is_whole(&self) -> bool {
        self.mended.is_empty() && self.site.is_whole()
    }
}

/// Whether the words of texts are to be judged, as far as can be told before anything is decoded: what is said of them is advice, and
/// `site.yaml` makes more of it only where it names its code.
pub fn judge_words(sources: &Sources, advice: bool) -> bool {
    let text = sources.find("content/site.yaml").and_then(|id| sources.get(id).text().ok()).unwrap_or_default();
    advice || OF_WORDS.iter().any(|code| text.contains(code.name))
}

/// Codes of what is found in the wording of texts.
const OF_WORDS: [&Code; 4] = [&codes::UNEXPLAINED_ACRONYM, &codes::LONG_SENTENCE, &codes::BLOCK_CAPITALS, &codes::READING_AGE];

/// Every problem that the checks find. What was found in a strategy earlier, and is in `memory`, is not looked for again while
/// the strategy is the same.
pub fn run(checked: Checked, memory: &mut Memory) -> Diagnostics {
    let site = checked.site;
    let names = names::Known::of(site);
    let acronyms = checked.wanted.wants(&codes::UNEXPLAINED_ACRONYM).then(|| acronyms::known(site));
    let words = |part: texts::Part, found: &mut Diagnostics| {
        acronyms.iter().for_each(|known| acronyms::check(site, &part, known, found));
        plain_english::check(&part, found);
    };
    let wants_words = OF_WORDS.iter().any(|code| checked.wanted.wants(code));
    let of_the_site: [fn(Checked, &mut Diagnostics); 10] = [
        accessibility::check,
        brand::check,
        circles::check,
        glossary::check,
        legend::check_site,
        site_file::check,
        titles::check_shared,
        today::check_pages,
        topics::check,
        unused::check,
    ];
    let of_each_strategy: [fn(Checked, StrategyId, &mut Diagnostics); 10] = [
        copies::check,
        counts::check,
        dates::check,
        legend::check,
        levels::check,
        measures::check,
        statuses::check,
        titles::check,
        today::check,
        updates::check,
    ];
    let shared = || {
        let mut found = Diagnostics::new();
        names::check(checked, &names, &mut found);
        texts::of_shared(site).into_iter().filter(|_| wants_words).for_each(|part| words(part, &mut found));
        found
    };
    let each = |id: StrategyId| {
        let mut found = Diagnostics::new();
        of_each_strategy.iter().for_each(|check| check(checked, id, &mut found));
        names::check_strategy(checked, &names, id, &mut found);
        texts::of_strategy(site, id).filter(|_| wants_words).into_iter().for_each(|part| words(part, &mut found));
        found.into_iter().filter(|problem| checked.wanted.wants(problem.code)).collect()
    };
    let whole = |check: &fn(Checked, &mut Diagnostics)| {
        let mut found = Diagnostics::new();
        check(checked, &mut found);
        found
    };
    let Memory { strategies, media, names: of_files } = memory;
    let found = || of_the_site.par_iter().map(whole).chain(rayon::iter::once(()).map(|()| shared())).collect::<Vec<_>>();
    let beside = || {
        let names_of_files = of_files.names(checked, || whole(&(files::check as fn(Checked, &mut Diagnostics))));
        (names_of_files, media.traces(checked), found())
    };
    let (strategies, (names_of_files, traces, found)) = rayon::join(|| strategies.run(checked, each), beside);
    let all = strategies
        .iter()
        .flat_map(|found| found.iter().cloned())
        .chain(names_of_files)
        .chain(traces)
        .chain(found.into_iter().flatten());
    // While something cannot be read, nobody can tell what is unused or unexplained, or when a figure or a status was the last.
    let is_whole = checked.is_whole();
    let all: Vec<Diagnostic> = all.collect();
    let wrong = folders_with_mistakes(checked, &all);
    let may_be_there = |problem: &Diagnostic| {
        let path = problem.place.map_or("", |place| checked.sources.get(place.source).path());
        OF_TIME.contains(&problem.code) && (wrong.contains(folder_of(path)) || wrong.contains(SHARED))
    };
    let all = all.into_iter().filter(|problem| is_whole || !OF_USE.contains(&problem.code));
    let all: Diagnostics = all.filter(|problem| !may_be_there(problem)).collect();
    // A status that is gone from the site's legend leaves a gap in the scale of those that are left.
    let of_the_site = |cause: &str| cause.starts_with("no status ") && cause.ends_with(" in ");
    let lacks_status = all.iter().any(|problem| problem.cause.as_ref().is_some_and(|cause| of_the_site(&cause.key)));
    let is_gap = |problem: &Diagnostic| {
        let in_site = problem.place.is_some_and(|place| site.files().site == Some(place.source));
        in_site && *problem.code == codes::LEGEND_PROBLEM && problem.message.starts_with(legend::GAP)
    };
    let all = all.into_iter().filter(|problem| !lacks_status || !is_gap(problem)).collect();
    unused::without_expected(checked.sources, all)
}

/// Codes that say that something is used nowhere, or explained nowhere.
const OF_USE: [&Code; 4] = [&codes::UNUSED_TOPIC, &codes::UNUSED_TERM, &codes::UNEXPLAINED_ACRONYM, &codes::UNUSED_MEDIA];

/// Codes that say that nothing came since, or until then: it may stand where something is wrong.
const OF_TIME: [&Code; 3] = [&codes::STALE_STATUS, &codes::STALE_READINGS, &codes::IDLE_STEP];

/// What stands for the folder of files that all strategies share.
const SHARED: &str = "";

/// The folder of the strategy that a path is in; or none, of what all share.
fn folder_of(path: &str) -> &str {
    path.match_indices('/').nth(2).map_or(SHARED, |(end, _)| &path[..end])
}

/// The strategies' folders in which a file has a wrong shape or a line that cannot be read, or a figure that belongs to nothing or
/// is none.
fn folders_with_mistakes<'a>(checked: Checked<'a>, found: &[Diagnostic]) -> BTreeSet<&'a str> {
    const OF_FIGURES: [&Code; 3] = [&codes::BAD_READING, &codes::NOT_A_FIGURE, &codes::ORPHAN_READINGS];
    let unread = checked.known.iter().chain(found).filter(|problem| OF_FIGURES.contains(&problem.code));
    let files = checked.mended.iter().copied().chain(unread.filter_map(|problem| Some(problem.place?.source)));
    files.map(|file| folder_of(checked.sources.get(file).path())).collect()
}

/// Codes that say that something is not there. In a file with a wrong shape it may be there, and be what is wrong.
/// A text there may have swallowed what follows it.
const OF_ABSENCE: [&Code; 6] = [
    &codes::NOTHING_TO_SHOW,
    &codes::UNDATED_TARGET,
    &codes::NO_UNIT,
    &codes::STALE_READINGS,
    &codes::NEEDLESS_DISCREPANCY,
    &codes::LONG_SENTENCE,
];

/// The problems that were found later, without those that only follow from earlier ones: at a place that is known to be wrong,
/// or of something that a file with a wrong shape seems to lack.
pub fn without_consequences(earlier: &Diagnostics, later: Diagnostics, mended: &BTreeSet<SourceId>) -> Diagnostics {
    let of_shape = |d: &&Diagnostic| {
        d.severity == Severity::Error && (d.code.group == codes::YAML_SYNTAX.group || *d.code == codes::BAD_READING)
    };
    let wrong: Vec<Place> = earlier.iter().filter(of_shape).filter_map(|d| d.place).collect();
    let joined: Vec<Place> =
        earlier.iter().filter(|d| [&codes::JOINED_LINE, &codes::STRAY_MARK].contains(&d.code)).filter_map(|d| d.place).collect();
    // Marks that do not do what they should leave lists in sentences, and words in capitals; "HERE" is no acronym.
    let marks: Vec<Place> = earlier
        .iter()
        .filter(|d| [&codes::MARK_WITHOUT_BLANK, &codes::UNCLOSED_MARK, &codes::VAGUE_LINK].contains(&d.code))
        .filter_map(|d| d.place)
        .collect();
    let files = |told: &dyn Fn(&Diagnostic) -> bool| -> BTreeSet<SourceId> {
        earlier.iter().filter(|problem| told(problem)).filter_map(|problem| Some(problem.place?.source)).collect()
    };
    let unitless = files(&|problem| *problem.code == codes::EMPTY_FIELD && problem.message.starts_with("`unit`"));
    let unworded: Vec<Place> = earlier.iter().filter(|problem| is_unworded(problem)).filter_map(|problem| problem.place).collect();
    let unlettered = earlier.iter().any(|problem| *problem.code == codes::EMPTY_FIELD && problem.message.starts_with("`acronym`"));
    let odd = files(&|problem| *problem.code == codes::ODD_INDENT);
    let misplaced = files(&|problem| *problem.code == codes::UNKNOWN_FILE);
    let pasted: Vec<Place> =
        earlier.iter().filter(|problem| problem.message.ends_with("more keys")).filter_map(|problem| problem.place).collect();
    // What an id is read as that is written in another way: references may be written in that way too.
    let is_respelt = |d: &&Diagnostic| *d.code == codes::WRONG_VALUE && d.message.ends_with(" is not written as an id");
    let respelt: Vec<&str> = earlier.iter().filter(is_respelt).filter_map(|d| Some(d.replace.as_ref()?.text.as_str())).collect();
    let leads_to_respelt = |problem: &Diagnostic| {
        let help = problem.help.as_deref().and_then(|help| help.strip_prefix("did you mean `")?.strip_suffix("`?"));
        let meant = help.and_then(|meant| meant.rsplit('/').next());
        *problem.code == codes::UNKNOWN_REFERENCE && meant.is_some_and(|meant| respelt.contains(&meant))
    };
    // What a discrepancy would excuse, where these could not be read.
    let unexcused = files(&|problem| problem.message.contains("`discrepancies`"));
    // What is never shown by a mistake in its dates is not hidden on purpose.
    let never_shown = later.iter().any(|problem| *problem.code == codes::WITHDRAWN_BEFORE_PUBLISHED);
    if wrong.is_empty()
        && respelt.is_empty()
        && unexcused.is_empty()
        && unworded.is_empty()
        && !never_shown
        && !unlettered
        && joined.is_empty()
        && marks.is_empty()
        && unitless.is_empty()
        && misplaced.is_empty()
        && pasted.is_empty()
        && odd.is_empty()
    {
        return later;
    }
    let follows = |problem: &Diagnostic| {
        problem.place.is_some_and(|place| {
            let absent = OF_ABSENCE.contains(&problem.code) && mended.contains(&place.source)
                || *problem.code == codes::OUTSIDE_PERIOD && unexcused.contains(&place.source)
                || *problem.code == codes::NO_UNIT && unitless.contains(&place.source)
                // What a key holds that stands elsewhere is missing where it belongs.
                || [&codes::DECLARED_COUNT, &codes::NEEDLESS_DISCREPANCY].contains(&problem.code) && odd.contains(&place.source);
            // Links are written from where a file should be.
            let elsewhere =
                misplaced.contains(&place.source) && [&codes::BROKEN_LINK, &codes::MISSING_MEDIA].contains(&problem.code);
            let again = pasted.iter().any(|pasted| pasted.source == place.source && pasted.at.start <= place.at.start);
            let again = again && [&codes::DUPLICATE_ID, &codes::ROUTE_TAKEN].contains(&problem.code);
            // Its title or its text has no value, which is told right below.
            let is_below = |words: &Place| {
                let between = (place.source == words.source).then(|| words.at.start.checked_sub(place.at.end)).flatten();
                between.is_some_and(|between| between < NEAR)
            };
            let unworded = *problem.code == codes::NOTHING_TO_SHOW && unworded.iter().any(is_below);
            let unused = !joined.is_empty() && OF_USE.contains(&problem.code);
            let of_words = [&codes::LONG_SENTENCE, &codes::UNEXPLAINED_ACRONYM].contains(&problem.code);
            // A figure or a date that is held against one that is wrong.
            let is_compared = problem.code.group == codes::BACKWARD_TARGET.group
                || [&codes::OUTSIDE_PERIOD, &codes::PERIOD_REVERSED].contains(&problem.code);
            let leans_on = |wrong: &Place| is_compared && problem.related.iter().any(|(other, _)| wrong.covers(*other));
            let touches = |mark: &Place| place.covers(*mark) || mark.covers(place);
            let same_line = |mark: &Place| mark.source == place.source && marks_near(*mark, place);
            elsewhere
                || unworded
                || never_shown && *problem.code == codes::HIDDEN_REFERENCE
                // The letters that should stand in the glossary are what the texts have.
                || unlettered && [&codes::UNEXPLAINED_ACRONYM, &codes::UNUSED_TERM].contains(&problem.code)
                || leads_to_respelt(problem)
                || of_words && marks.iter().any(|mark| touches(mark) || same_line(mark))
                || unused
                || again
                || absent
                || wrong.iter().any(|wrong| wrong.covers(place) || leans_on(wrong))
                || joined.iter().any(|joined| place.covers(*joined) || joined.covers(place))
        })
    };
    later.into_iter().filter(|problem| !follows(problem)).collect()
}

/// So many bytes after its id, a title or a text belongs to the same item.
const NEAR: u32 = 80;

/// Whether a problem is that a title or a text has no value.
fn is_unworded(problem: &Diagnostic) -> bool {
    *problem.code == codes::EMPTY_FIELD && ["`title`", "`text`"].iter().any(|name| problem.message.starts_with(name))
}

/// Whether a sentence goes on to a mark, of which the place is its first line alone.
fn marks_near(mark: Place, sentence: Place) -> bool {
    sentence.at.start < mark.at.start && mark.at.start <= sentence.at.end + 2
}

/// The problems without the narratives that belong to no item because no item can be called so: first they need another name.
pub fn without_unusable(problems: Diagnostics) -> Diagnostics {
    let unusable = problems.iter().filter(|problem| *problem.code == codes::UNUSABLE_NAME).filter_map(|problem| problem.place);
    let unusable: BTreeSet<Place> = unusable.collect();
    let follows = |problem: &Diagnostic| {
        *problem.code == codes::ORPHAN_NARRATIVE && problem.place.is_some_and(|place| unusable.contains(&place))
    };
    problems.into_iter().filter(|problem| !follows(problem)).collect()
}

/// Codes that say that a name or a figure is none: quotation marks in it are part of that.
const OF_NAMES: [&Code; 5] =
    [&codes::UNKNOWN_REFERENCE, &codes::WRONG_VALUE, &codes::NOT_A_FIGURE, &codes::STRINGS_PROBLEM, &codes::NEEDLESS_IGNORE];

/// The earlier problems without the warnings of narratives that belong to no item, which first need their place; and without what is
/// told of the quotes of a name that leads nowhere with them.
pub fn without_orphans(earlier: Diagnostics, later: &Diagnostics) -> Diagnostics {
    let orphans = later.iter().filter(|problem| *problem.code == codes::ORPHAN_NARRATIVE).filter_map(|problem| problem.place);
    let orphans: BTreeSet<SourceId> = orphans.map(|place| place.source).collect();
    let nowhere: BTreeSet<(SourceId, u32)> = later
        .iter()
        .filter(|problem| OF_NAMES.contains(&problem.code))
        .filter_map(|problem| problem.place.map(|place| (place.source, place.at.start)))
        .collect();
    let is_said_better = |problem: &Diagnostic| {
        let starts_there = |from: u32| problem.place.is_some_and(|place| nowhere.contains(&(place.source, from)));
        let start = problem.place.map_or(0, |place| place.at.start);
        let covered = || {
            later
                .iter()
                .any(|found| OF_NAMES.contains(&found.code) && found.place.zip(problem.place).is_some_and(|(a, b)| a.covers(b)))
        };
        match problem.code {
            code if [&codes::CURLY_QUOTES, &codes::EMPTY_FIELD].contains(&code) => starts_there(start),
            code if *code == codes::STRAY_MARK => covered(),
            _ => false,
        }
    };
    let stays = |problem: &Diagnostic| {
        let is_orphan = || problem.place.is_some_and(|place| orphans.contains(&place.source));
        !is_said_better(problem) && (problem.severity == Severity::Error || !is_orphan())
    };
    earlier.into_iter().filter(stays).collect()
}

/// The discrepancies of a kind that are recorded at an item, or at the strategy itself. One at a name that no item has, which is
/// told as such, may be meant for any.
fn recorded(site: &Site, strategy: StrategyId, node: Node, kind: DiscrepancyKind) -> impl Iterator<Item = &Discrepancy> {
    // Of two items with the same id, which is told, it may be meant for either.
    let bears_name = move |item: ItemId, named: ItemId| {
        let (item, named) = (site.item(item), site.item(named));
        item.id == named.id && item.plan == named.plan
    };
    let at_node = move |name: &str| match node {
        Node::Item(item) => name != "." && site.item_named(strategy, name).is_none_or(|named| bears_name(item, named)),
        _ => name == "." || site.item_named(strategy, name).is_none(),
    };
    let here = move |discrepancy: &&Discrepancy| discrepancy.kind.value == kind && discrepancy.at.iter().any(|name| at_node(name));
    site.strategy(strategy).fields.discrepancies.iter().filter(here)
}

/// The cause of every problem with a date that is written once, such as a slip in its year.
fn date_at(place: Place) -> String {
    let At { start, end } = place.at;
    format!("the date at {start} to {end} of {:?}", place.source)
}
