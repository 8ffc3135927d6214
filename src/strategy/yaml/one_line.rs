//! One line that explains several problems: a line at the wrong indent, a dash that is lost, the key of a list that is gone.
//!
//! A mistake of this kind moves all that follows it, so a file with many problems of its structure often has one mistake only.
//! Here changes of a single line are tried near the first problem, the likeliest first. One after which problems of several
//! lines are gone, and no new ones there, is what happened: it is told in place of them.

use std::cell::Cell;

use super::guesses::{BEFORE, Guess, Lines, Window};
use super::repair::{Edit, Patched, State, UNEXPLAINED};
use super::slips::{BESIDE_IT, FITS_NOWHERE, LIKE_A_DASH, NO_DASH};
use super::{LineEnds, Meant, Repaired};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{Place, SourceId};
use crate::strategy::shape::{Heads, MORE_KEYS, Mended, ONE_WORD};
use crate::strategy::tree::Node;

/// So many bytes may be read for all that is tried together: a file of usual size gets hundreds of tries, and a huge one few.
/// Of more guesses than that, those come first that do good to the lines around them, read by themselves.
const EFFORT: usize = 6_000_000;

/// For all mistakes of a file together.
pub const WHOLE_EFFORT: usize = 2 * EFFORT;

/// A file in which slips are looked for is read that often, as a rule.
const READS: usize = 128;

/// Problems that are so many lines apart may be of several mistakes.
const APART: usize = 6;

/// More mistakes of this kind in one file are not looked for.
pub const MISTAKES: usize = 3;

/// What a file says once the one line is as it was meant.
pub struct Explained {
    pub tree: Node,
    pub mended: Mended,
    /// What is told of the line.
    pub problem: Diagnostic,
    pub edits: Vec<Edit>,
    /// What else is wrong in the file.
    pub problems: Diagnostics,
    pub meant: Meant,
}

/// What guesses are held against.
pub struct File<'a> {
    pub text: &'a str,
    pub ends: &'a LineEnds,
    pub source: SourceId,
    pub problems: &'a Diagnostics,
    /// Keys that have a list or a group below them.
    pub heads: &'a Heads,
    /// How many keys were read before.
    pub keys: usize,
    /// Holds a tree against its schema.
    pub mend: &'a dyn Fn(&mut Node) -> Mended,
    /// Reads a text that has slips.
    pub repair: &'a dyn Fn(Patched) -> Repaired,
    /// Those of lines that explain something, and were told.
    pub edits: &'a [Edit],
    /// How many bytes may still be read.
    pub effort: &'a Cell<usize>,
}

impl File<'_> {
    /// Looks for the one line. If no line explains all that is wrong, mistakes far from one another are looked at one by one.
    pub fn explain(&self) -> Option<Explained> {
        let mut places: Vec<usize> =
            self.problems.iter().filter(is_structural).filter_map(|problem| self.line_of(problem)).collect();
        places.sort();
        places.dedup();
        let apart: Vec<&[usize]> = places.chunk_by(|above, below| below - above <= APART).collect();
        let each = || apart.iter().take(MISTAKES).filter(|_| apart.len() > 1).find_map(|places| self.near(places));
        self.near(&places).or_else(each)
    }

    fn line_of(&self, problem: &Diagnostic) -> Option<usize> {
        Some(self.line(problem.place?.at.start))
    }

    /// Whether the file may be read so many times more, which then counts.
    fn may_read(&self, times: usize) -> bool {
        let left = self.effort.get().checked_sub(self.text.len() * times);
        self.effort.set(left.unwrap_or(self.effort.get()));
        left.is_some()
    }

    fn line(&self, at: u32) -> usize {
        self.ends.line(at)
    }

    /// Looks for the line that explains the structural problems of these lines.
    fn near(&self, places: &[usize]) -> Option<Explained> {
        let &File { text, problems, heads, .. } = self;
        let (first, last, lines) = (*places.first()?, *places.last()?, Lines::of(text));
        let is_here = |problem: &&Diagnostic| self.line_of(problem).is_some_and(|line| (first..=last).contains(&line));
        // Several fields on one line that stand nowhere in their record: the key above it is gone.
        let is_strange = |problem: &&Diagnostic| *problem.code == codes::UNKNOWN_FIELD && problem.replace.is_none();
        let strangers = problems.iter().filter(is_here).filter(is_strange);
        let count: usize = strangers.map(|problem| if problem.message.ends_with(MORE_KEYS) { 2 } else { 1 }).sum();
        let is_strange_line = places.len() == 1 && count > 1;
        // A level where none can be: the entry that has it stands in a list of something else, whose own key is gone.
        let is_level = |problem: &Diagnostic| {
            let name = problem.place.and_then(|place| text.get(place.at.range()));
            name.is_some_and(|name| heads.has_level(name))
        };
        let is_strange_level = places.len() == 1 && problems.iter().filter(is_here).find(is_strange).is_some_and(is_level);
        let explained = |guesses: Vec<Guess>, enough: usize| self.best(guesses, places, enough);
        // Nothing is left that is wrong near it.
        let is_near = |problem: &Diagnostic| self.line_of(problem).is_none_or(|line| line.abs_diff(first) <= BEFORE);
        let whole = |explained: &Explained| !explained.problems.iter().any(is_near);
        // What a line seems to lack may be the line that cannot be read, further down.
        let dark = problems.iter().filter(is_here).find(|problem| is_dark(problem)).and_then(|problem| self.line_of(problem));
        if places.len() > 1 || dark.is_some() {
            let below = || explained(Lines::of(text).guesses(dark.filter(|dark| *dark > first + 2)?, heads), 2);
            return explained(lines.guesses(first, heads), 2).or_else(below);
        }
        if is_strange_line || is_strange_level {
            return explained(lines.gone_keys(first, heads), 1);
        }
        let told = problems.iter().filter(is_here).find(is_structural)?;
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

    /// The guess after which the least is wrong, of those that explain problems of so many lines.
    fn best(&self, guesses: Vec<Guess>, places: &[usize], enough: usize) -> Option<Explained> {
        let tries = EFFORT / self.text.len().max(1);
        let guesses = if guesses.len() > tries { self.likely(guesses, places) } else { guesses };
        let mut best: Option<Explained> = None;
        for guess in guesses.into_iter().take(tries) {
            if !self.may_read(1) {
                break;
            }
            let is_move = guess.oddness.is_some();
            let Some(explained) = self.after(guess, places, enough) else { continue };
            // A text that swallows the lines below it explains nothing.
            if is_move && explained.tree.count_keys() < self.keys {
                continue;
            }
            if explained.problems.is_empty() {
                return Some(explained);
            }
            best = best.filter(|best| best.problems.len() <= explained.problems.len()).or(Some(explained));
        }
        best
    }

    /// Puts guesses first that leave fewer problems in the lines around them, read without the rest of the file.
    fn likely(&self, guesses: Vec<Guess>, places: &[usize]) -> Vec<Guess> {
        let &File { text, problems, heads, mend, .. } = self;
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
    fn after(&self, guess: Guess, places: &[usize], enough: usize) -> Option<Explained> {
        let &File { text, problems, .. } = self;
        let edits: Vec<Edit> = guess.edits.iter().chain(self.edits).cloned().collect();
        let patched = Patched::new(text).with(&edits);
        let (tree, mended, left, meant) = match patched.state() {
            State::Read(mut tree) if tree.is_group() => {
                let mut mended = (self.mend)(&mut tree);
                let left = std::mem::take(&mut mended.problems);
                (tree, mended, left, Meant { work: patched, unsure: Vec::new() })
            }
            // Another mistake may be why what is further down cannot be read.
            State::Stuck(_, at) if places.iter().all(|line| *line < self.line(at)) && self.may_read(READS) => {
                let Repaired { read, problems: left, meant, .. } = (self.repair)(patched);
                let (tree, mended) = read?;
                (tree, mended, left, meant)
            }
            _ => return None,
        };
        let stays = |problem: &Diagnostic| left.iter().any(|other| same(problem, other));
        let is_new = |problem: &Diagnostic| !problems.iter().any(|other| same(problem, other));
        let line_of = |problem: &Diagnostic| self.line_of(problem);
        let mut gone: Vec<usize> =
            problems.iter().filter(is_structural).filter(|known| !stays(known)).filter_map(line_of).collect();
        gone.dedup();
        // A value beside what is gone may have been wrong because of it, and no other.
        let (from, to) = (gone.first().copied()?, gone.last().copied()?);
        let is_beside = |problem: &Diagnostic| line_of(problem).is_some_and(|line| line + 1 >= from && line <= to + 1);
        let loses_others = problems.iter().any(|known| !is_structural(&known) && !stays(known) && !is_beside(known));
        let lights_up = problems.iter().any(|known| is_dark(known) && !stays(known));
        if gone.len() < enough && !lights_up || loses_others || !mended.fits || left.iter().any(is_new) {
            return None;
        }
        let at = crate::source::At::new(guess.at.start, guess.at.end);
        let problem = Diagnostic::new(&codes::YAML_SYNTAX, self.source.at(at), guess.message).help(guess.help);
        Some(Explained { tree, mended, problem, edits: guess.edits, problems: left, meant })
    }
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
