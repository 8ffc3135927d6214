//! What `site.yaml` says of the checks: how bad the problems of a code are here, and which are known and accepted.

use std::collections::BTreeSet;

use super::{SHARED, folder_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, codes, nearest};
use crate::site::{Site, missing_in};
use crate::source::{Place, SourceId, Sources};
use crate::strategy::located::Text;
use crate::strategy::model::{CheckSeverity, Ignore};
use crate::strategy::shape::LACKING;

/// Which problems are looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    advice: bool,
    /// What the site says of how bad the problems of some codes are.
    said: Vec<(&'static Code, Severity)>,
}

impl Wanted {
    /// All of them, or all but advice.
    pub fn on(site: &Site, advice: bool) -> Wanted {
        let severities = site.file.iter().flat_map(|file| file.checks.severity.iter());
        let said = severities.filter_map(|(name, severity)| Some((codes::find(name)?, severity_of(severity.value))));
        Wanted { advice, said: said.collect() }
    }

    pub(super) fn wants(&self, code: &Code) -> bool {
        let said = self.said.iter().find(|(known, _)| *known == code).filter(|_| code.severity != Severity::Error);
        self.advice || said.map_or(code.severity, |(_, severity)| *severity) != Severity::Advice
    }
}

/// The problems as the site's own `checks` have them: without those that it accepts, and as bad as it says. What is an error
/// by itself can be neither accepted nor made less; an entry that cannot be followed, or that nothing answers to, is reported.
/// What is not wanted is left out.
pub fn controlled(site: &Site, sources: &Sources, wanted: &Wanted, problems: Diagnostics) -> Diagnostics {
    let problems: Diagnostics = problems.into_iter().filter(|problem| wanted.wants(problem.code)).collect();
    let problems = without_acceptable(sources, problems);
    let (Some(file), Some(own)) = (&site.file, site.files().site) else { return problems };
    let mut untold = Diagnostics::new();
    let mut accepted: Vec<(Accepted, bool)> =
        file.checks.ignore.iter().filter_map(|ignore| Some((read(ignore, own, sources, &mut untold)?, false))).collect();
    // The id of an item may be what could not be read.
    let of_shape = |problem: &&Diagnostic| problem.severity == Severity::Error && problem.code.group == codes::YAML_SYNTAX.group;
    let misread = problems.iter().filter(of_shape).filter_map(|problem| problem.place);
    let misread: BTreeSet<&str> = misread.map(|place| sources.get(place.source).path()).collect();
    // What an entry accepts that cannot be followed is no second mistake.
    let unread = |problem: &Diagnostic| {
        file.checks.ignore.iter().any(|ignore| {
            let code_is_wrong = codes::find(&ignore.code).is_none_or(|code| code.severity == Severity::Error);
            let path = problem.place.map(|place| sources.get(place.source).path());
            let file_is_wrong = sources.find(&ignore.file).is_none();
            let fits_code = *ignore.code == *problem.code.name;
            let at_is_wrong =
                ignore.at.as_ref().is_some_and(|at| is_nowhere(at, ignore, sources)) || misread.contains(&ignore.file[..]);
            code_is_wrong && path == Some(&*ignore.file)
                || fits_code && (file_is_wrong || at_is_wrong && path == Some(&*ignore.file))
        })
    };
    let mut kept = Diagnostics::new();
    for problem in problems.iter() {
        let fits = |(accepted, _): &&mut (Accepted, bool)| accepted.fits(problem, site, sources);
        match accepted.iter_mut().find(fits).filter(|_| problem.severity != Severity::Error) {
            Some((_, used)) => *used = true,
            None if problem.severity == Severity::Warning && unread(problem) => {}
            None => kept.push(problem.clone()),
        }
    }
    // Where something is wrong, what is accepted may not be found; that makes no entry needless.
    let is_wrong = |problem: &&Diagnostic| problem.severity == Severity::Error || *problem.code == codes::DAMAGED_TEXT;
    let paths = problems.iter().filter(is_wrong).filter_map(|problem| problem.place);
    let wrong: BTreeSet<&str> = paths.map(|place| folder_of(sources.get(place.source).path())).collect();
    let is_sound = |ignore: &Ignore| !wrong.contains(folder_of(&ignore.file)) && !wrong.contains(SHARED);
    // What is accepted may be hidden from this view, as in a draft.
    let is_seen = |ignore: &Ignore| !site.hides_part_of(&ignore.file);
    let judged = |accepted: &Accepted| {
        accepted.can_be_judged(wanted) && site.is_whole() && is_sound(accepted.ignore) && is_seen(accepted.ignore)
    };
    for (accepted, _) in accepted.iter().filter(|(accepted, used)| !used && judged(accepted)) {
        let ignore = accepted.ignore;
        let inside = ignore.at.as_ref().map(|at| format!("at `{at}` ")).unwrap_or_default();
        let message = format!("nothing {inside}in `{}` reports `{}`", ignore.file, ignore.code);
        // The only other one of this code in the file is what it was to accept, and is told with it.
        let other = ignore.at.as_ref().and_then(|at| Some((at, accepted.only_other(&kept)?)));
        if let Some((at, (place, id))) = other.map(|(at, place)| (at, (place, items_round(place, site).next()))) {
            let problem = Diagnostic::new(&codes::NEEDLESS_IGNORE, own.at(at.at), message).related(place, "it is found here");
            let help = id.map_or("write an id or words of the line where it is found".into(), |id| format!("did you mean `{id}`?"));
            untold.push(problem.help(help));
            kept = kept.into_iter().filter(|problem| problem.place != Some(place) || problem.code != accepted.code).collect();
            continue;
        }
        let nowhere = ignore.at.as_ref().filter(|at| is_nowhere(at, ignore, sources));
        let place = own.at(nowhere.map_or(ignore.code.at, |at| at.at));
        untold.push(Diagnostic::new(&codes::NEEDLESS_IGNORE, place, message).help("remove the entry, or correct it"));
    }
    let severities: Vec<(&Code, Severity)> = file
        .checks
        .severity
        .iter()
        .filter_map(|(name, severity)| {
            let code = code_named(name, own, &mut untold)?;
            if code.severity == Severity::Error && severity.value != CheckSeverity::Error {
                let message = format!("`{}` is an error, and stays one", code.name);
                untold.push(Diagnostic::new(&codes::CHECKS_PROBLEM, own.at(name.at), message).help("remove this line"));
            }
            Some((code, severity_of(severity.value)))
        })
        .collect();
    let as_bad = |mut problem: Diagnostic| {
        let said = severities.iter().find(|(code, _)| *code == problem.code).filter(|_| problem.severity != Severity::Error);
        problem.severity = said.map_or(problem.severity, |(_, severity)| *severity);
        problem
    };
    kept.and(untold).iter().cloned().map(as_bad).collect()
}

/// The problems without those that a wrong `site.yaml` may have been meant to accept: what it names the code of.
fn without_acceptable(sources: &Sources, problems: Diagnostics) -> Diagnostics {
    let own = sources.find("content/site.yaml");
    let is_own = |problem: &Diagnostic| problem.place.is_some_and(|place| Some(place.source) == own);
    if !problems.iter().any(|problem| is_own(problem) && problem.severity == Severity::Error) {
        return problems;
    }
    let text = own.and_then(|own| sources.get(own).text().ok()).unwrap_or_default();
    let stays = |problem: &Diagnostic| is_own(problem) || problem.severity == Severity::Error || !text.contains(problem.code.name);
    problems.into_iter().filter(stays).collect()
}

fn severity_of(word: CheckSeverity) -> Severity {
    match word {
        CheckSeverity::Error => Severity::Error,
        CheckSeverity::Warning => Severity::Warning,
        CheckSeverity::Advice => Severity::Advice,
    }
}

/// An entry under `ignore` that can be followed.
struct Accepted<'a> {
    ignore: &'a Ignore,
    code: &'static Code,
    file: SourceId,
    /// Whether the entry itself has a problem already.
    reported: bool,
}

/// What an entry means. A code or file that is nearly right is reported, and read as what it nearly names: so one slip is
/// one problem.
fn read<'a>(ignore: &'a Ignore, own: SourceId, sources: &Sources, problems: &mut Diagnostics) -> Option<Accepted<'a>> {
    let before = problems.len();
    // What stands for a field that is missing, which is told.
    if [&ignore.code, &ignore.file].iter().any(|field| &***field == LACKING) {
        return None;
    }
    let code = code_named(&ignore.code, own, problems)?;
    if code.severity == Severity::Error {
        let message = format!("`{}` is an error, and errors cannot be ignored", code.name);
        let problem = Diagnostic::new(&codes::CHECKS_PROBLEM, own.at(ignore.code.at), message);
        problems.push(problem.help("mend the error, and remove this entry"));
        return None;
    }
    let file = sources.find(&ignore.file).or_else(|| {
        let inner = format!("content/{}", &*ignore.file);
        let likely = match sources.find(&inner) {
            Some(_) => Some(inner.as_str()),
            None => sources.below("").map(|(_, source)| source.path()).find(|path| differs_by_a_slip(path, &ignore.file)),
        };
        let problem =
            Diagnostic::new(&codes::CHECKS_PROBLEM, own.at(ignore.file.at), format!("there is no file `{}`", ignore.file));
        // The folder that has the name of a trust in capitals is told where it is.
        let trust = ignore.file.split('/').nth(1).unwrap_or_default();
        let is_the_case = likely.is_some_and(|likely| likely != &*ignore.file && likely.eq_ignore_ascii_case(&ignore.file));
        let problem = if is_the_case { problem.cause(missing_in("", trust)) } else { problem };
        problems.push(problem.suggest(likely).help_or(|| "write its path from the project's folder".into()));
        likely.and_then(|path| sources.find(path))
    })?;
    Some(Accepted { ignore, code, file, reported: problems.len() > before })
}

/// Whether a file has nothing by the name that an entry gives as the place in it.
fn is_nowhere(at: &Text, ignore: &Ignore, sources: &Sources) -> bool {
    let text = sources.find(&ignore.file).and_then(|file| sources.get(file).text().ok());
    text.is_some_and(|text| !text.contains(&**at))
}

/// Whether two paths are the same but for one name, and that is nearly the same.
fn differs_by_a_slip(path: &str, written: &str) -> bool {
    let mut pairs = path.split('/').zip(written.split('/')).filter(|(one, other)| one != other);
    let as_deep = path.split('/').count() == written.split('/').count();
    let slip = pairs.next().is_some_and(|(one, other)| nearest(other, [one]).is_some());
    as_deep && slip && pairs.next().is_none()
}

/// The code of that name, or else the nearest one.
fn code_named(name: &Text, own: SourceId, problems: &mut Diagnostics) -> Option<&'static Code> {
    if let Some(code) = codes::find(name) {
        return Some(code);
    }
    let names = || codes::ALL.iter().map(|code| code.name);
    let likely = nearest(name, names());
    let problem = Diagnostic::new(&codes::CHECKS_PROBLEM, own.at(name.at), format!("there is no code `{name}`"));
    problems.push(problem.did_you_mean(name, names()).help_or(|| "write it as reports print it, such as `outside-period`".into()));
    codes::find(likely?)
}

impl Accepted<'_> {
    /// Whether it would be told if it were needless.
    fn can_be_judged(&self, wanted: &Wanted) -> bool {
        !self.reported && wanted.wants(self.code)
    }

    /// The place of the only problem of its code in its file.
    fn only_other(&self, kept: &Diagnostics) -> Option<Place> {
        let is_one = |problem: &&Diagnostic| problem.code == self.code && problem.place.is_some_and(|p| p.source == self.file);
        let mut all = kept.iter().filter(is_one).filter_map(|problem| problem.place);
        all.next().filter(|_| all.next().is_none())
    }

    fn fits(&self, problem: &Diagnostic, site: &Site, sources: &Sources) -> bool {
        let Some(place) = problem.place.filter(|place| place.source == self.file) else { return false };
        // Quotation marks that are pasted with a name are told where they stand.
        let within = |at: &Text| {
            let name = at.trim_matches(['“', '”', '‘', '’', '"']);
            line(place, sources).contains(name) || items_round(place, site).any(|id| id == name)
        };
        problem.code == self.code && self.ignore.at.as_ref().is_none_or(within)
    }
}

/// The line that a place starts in.
fn line(place: Place, sources: &Sources) -> &str {
    let text = sources.get(place.source).text().unwrap_or_default();
    let Some((before, after)) = text.split_at_checked(place.at.start as usize) else { return "" };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |length| before.len() + length);
    &text[start..end]
}

/// The ids of the item that a place of a strategy's file belongs to, the last one that starts before it, and of those above.
fn items_round(place: Place, site: &Site) -> impl Iterator<Item = &str> {
    let own = site.strategy_ids().find(|&id| site.strategy(id).source == place.source);
    let items = own.into_iter().flat_map(|id| {
        let strategy = site.strategy(id);
        strategy.items().chain(strategy.plans.iter().flat_map(|&plan| site.plan(plan).items()))
    });
    let before = items.filter(|&item| site.item(item).fields.id.at.start <= place.at.start);
    let last = before.max_by_key(|&item| site.item(item).fields.id.at.start);
    std::iter::successors(last, |&item| site.item(item).parent).map(|item| &*site.item(item).id)
}
