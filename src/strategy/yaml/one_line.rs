//! One line that explains several problems: a line at the wrong indent, a dash that is lost, the key of a list that is gone.
//!
//! A mistake of this kind moves all that follows it, so a file with many problems of its structure often has one mistake only.
//! Here changes of a single line are tried near the first problem, the likeliest first. One after which problems of several
//! lines are gone, and no new ones there, is what happened: it is told in place of them.

use super::guesses::{Guess, Lines, Window};
use super::repair::{Patched, State, UNEXPLAINED};
use super::slips::{BESIDE_IT, FITS_NOWHERE, LIKE_A_DASH, NO_DASH};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Place, SourceId};
use crate::strategy::shape::{Heads, MORE_KEYS, Mended, ONE_WORD};
use crate::strategy::tree::Node;

/// So many bytes may be read for all that is tried together: a file of usual size gets hundreds of tries, and a huge one few.
/// Of more guesses than that, those come first that do good to the lines around them, read by themselves.
const EFFORT: usize = 6_000_000;

/// What a file says once the one line is as it was meant.
pub struct Explained {
    pub tree: Node,
    pub mended: Mended,
    pub problems: Diagnostics,
}

/// Looks for the one line. `heads` are keys that have a list or a group below them; `keys` is how many were read before; `mend`
/// holds a tree against its schema.
pub fn explain(
    text: &str,
    source: SourceId,
    problems: &Diagnostics,
    heads: &Heads,
    keys: usize,
    mend: &dyn Fn(&mut Node) -> Mended,
) -> Option<Explained> {
    let line_of = |problem: &Diagnostic| Some(text.get(..problem.place?.at.start as usize)?.matches('\n').count());
    let mut places: Vec<usize> = problems.iter().filter(is_structural).filter_map(line_of).collect();
    places.sort();
    places.dedup();
    // Several fields on one line that stand nowhere in their record: the key above it is gone.
    let is_strange = |problem: &&Diagnostic| *problem.code == codes::UNKNOWN_FIELD && problem.replace.is_none();
    let strangers = problems.iter().filter(is_strange);
    let count: usize = strangers.map(|problem| if problem.message.ends_with(MORE_KEYS) { 2 } else { 1 }).sum();
    let is_strange_line = places.len() == 1 && count > 1;
    // A level where none can be: the entry that has it stands in a list of something else, whose own key is gone.
    let is_level = |problem: &Diagnostic| {
        let name = problem.place.and_then(|place| text.get(place.at.range()));
        name.is_some_and(|name| heads.has_level(name))
    };
    let is_strange_level = places.len() == 1 && problems.iter().find(is_strange).is_some_and(is_level);
    let (first, lines) = (*places.first()?, Lines::of(text));
    let explained = |guesses: Vec<Guess>, enough: usize| {
        let mut best = None;
        let tries = EFFORT / text.len().max(1);
        let guesses = if guesses.len() > tries { likely(guesses, &places, text, problems, heads, mend) } else { guesses };
        for guess in guesses.into_iter().take(tries) {
            let is_move = guess.oddness.is_some();
            let Some(explained) = after(guess, text, source, problems, mend, enough) else { continue };
            // A text that swallows the lines below it explains nothing.
            if is_move && explained.tree.count_keys() < keys {
                continue;
            }
            if explained.mended.problems.is_empty() {
                return Some(explained);
            }
            best = best.or(Some(explained));
        }
        best
    };
    let whole = |explained: &Explained| explained.mended.problems.is_empty();
    // What a line seems to lack may be the line that cannot be read, further down.
    let dark = problems.iter().find(|problem| is_dark(problem)).and_then(line_of);
    if places.len() > 1 || dark.is_some() {
        let below = || explained(Lines::of(text).guesses(dark.filter(|dark| *dark > first + 2)?, heads), 2);
        return explained(lines.guesses(first, heads), 2).or_else(below);
    }
    if is_strange_line || is_strange_level {
        return explained(lines.gone_keys(first, heads), 1);
    }
    let told = problems.iter().find(is_structural)?;
    // Another kind of value than belongs there: its key may stand in another group than its own, or the entry in another list.
    if told.message.contains(ONE_WORD) {
        return explained(lines.of_key_above(first, heads), 1).filter(whole);
    }
    if *told.code == codes::WRONG_SHAPE {
        return explained(lines.of_entries(first, heads), 1).filter(whole);
    }
    if told.message.ends_with(BESIDE_IT) {
        return explained(lines.of_key_above(first, heads), 1).filter(whole);
    }
    // A dash that is missing by the looks of the lines: if no list belongs there, the line below is at another indent.
    if told.message.starts_with(NO_DASH) {
        return explained(lines.of_line_below(first, heads), 1).filter(whole);
    }
    // An entry of a list where no key waits for one: it is at another indent, which is told already, or its key is gone.
    let line = text.lines().nth(first).unwrap_or_default().trim_start();
    if *told.code == codes::YAML_SYNTAX && (line.starts_with("- ") || told.message.ends_with(LIKE_A_DASH)) {
        if let Some(moved) = explained(lines.of_entries(first, heads), 1).filter(whole) {
            return Some(moved);
        }
        let (moved, keyed) = lines.of_entry(first, heads);
        return match explained(moved, 1).filter(whole) {
            Some(_) => None,
            None => explained(keyed, 1).filter(whole),
        };
    }
    None
}

/// Puts guesses first that leave fewer problems in the lines around them, read without the rest of the file.
fn likely(
    guesses: Vec<Guess>,
    places: &[usize],
    text: &str,
    problems: &Diagnostics,
    heads: &Heads,
    mend: &dyn Fn(&mut Node) -> Mended,
) -> Vec<Guess> {
    let near = |guess: &Guess| text[..guess.at.start].matches('\n').count();
    let (Some(first), Some(last)) = (places.first(), guesses.iter().map(near).max()) else { return guesses };
    let window = Window::around(text, *first, last);
    // Where levels are declared is not in the window.
    let is_level = |place: Place| text.get(place.at.range()).is_some_and(|name| heads.knows_level(name));
    let counts = |problem: &Diagnostic| {
        let is_here = problem.place.is_some_and(|place| window.has(place.at.start as usize) && !is_level(place));
        is_here && is_structural(&problem)
    };
    let count = |problems: &Diagnostics| problems.iter().filter(|problem| counts(problem)).count();
    let before = count(problems);
    let mut effort = EFFORT;
    let helps = |guess: &Guess| {
        let edits = window.with(&guess.edits);
        effort = effort.saturating_sub(window.length());
        let State::Read(mut tree) = Patched::new(text).with(&edits).state() else { return false };
        effort > 0 && tree.is_group() && count(&mend(&mut tree).problems) < before
    };
    let (mut likely, rest): (Vec<Guess>, Vec<Guess>) = guesses.into_iter().partition(helps);
    likely.extend(rest);
    likely
}

/// What a file says once a guess is followed, if that explains problems of so many lines, or of one that nothing explained, and
/// brings no others.
fn after(
    guess: Guess,
    text: &str,
    source: SourceId,
    problems: &Diagnostics,
    mend: &dyn Fn(&mut Node) -> Mended,
    enough: usize,
) -> Option<Explained> {
    let line_of = |problem: &Diagnostic| Some(text.get(..problem.place?.at.start as usize)?.matches('\n').count());
    let State::Read(mut tree) = Patched::new(text).with(&guess.edits).state() else { return None };
    if !tree.is_group() {
        return None;
    }
    let mended = mend(&mut tree);
    let stays = |problem: &Diagnostic| mended.problems.iter().any(|other| same(problem, other));
    let is_new = |problem: &Diagnostic| !problems.iter().any(|other| same(problem, other));
    let mut gone: Vec<usize> = problems.iter().filter(is_structural).filter(|known| !stays(known)).filter_map(line_of).collect();
    gone.dedup();
    // A value beside what is gone may have been wrong because of it, and no other.
    let (from, to) = (gone.first().copied()?, gone.last().copied()?);
    let is_beside = |problem: &Diagnostic| line_of(problem).is_some_and(|line| line + 1 >= from && line <= to + 1);
    let loses_others = problems.iter().any(|known| !is_structural(&known) && !stays(known) && !is_beside(known));
    let lights_up = problems.iter().any(|known| is_dark(known) && !stays(known));
    if gone.len() < enough && !lights_up || loses_others || !mended.fits || mended.problems.iter().any(is_new) {
        return None;
    }
    let at = crate::source::At::new(guess.at.start, guess.at.end);
    let problem = Diagnostic::new(&codes::YAML_SYNTAX, source.at(at), guess.message).help(guess.help);
    let problems = std::iter::once(problem).chain(mended.problems.iter().cloned()).collect();
    Some(Explained { tree, mended, problems })
}

/// Whether a problem is one of the structure of lines, and not of what they say.
fn is_structural(problem: &&Diagnostic) -> bool {
    let is_no_word = *problem.code == codes::WRONG_VALUE && problem.message.contains(ONE_WORD);
    is_no_word
        || [&codes::YAML_SYNTAX, &codes::UNKNOWN_FIELD, &codes::WRONG_SHAPE, &codes::MISSING_FIELD, &codes::REPEATED_KEY]
            .contains(&problem.code)
            && (*problem.code == codes::YAML_SYNTAX || !problem.replace.as_ref().is_some_and(|right| right.sure))
}

/// A line that nothing explains, or that fits nowhere, may have its mistake elsewhere.
fn is_dark(problem: &Diagnostic) -> bool {
    [UNEXPLAINED, FITS_NOWHERE].contains(&problem.message.as_str())
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && one.place == other.place && one.message == other.message
}
