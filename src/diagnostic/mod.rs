//! Problems as values: what is wrong, where, and the likely cure.
//!
//! In: whatever room finds a problem. Out: [`Diagnostics`], and their rendering: one file a format.
//!
//! Always true
//! - Every problem has a [`Code`]; what a code means and how to mend it stands once, in [`codes`].
//! - A rendered list is in the order of files, then of places, then of codes, whatever order they were found in.
//!
//! Not here: finding any problem, and changing any file.

pub mod codes;
mod explanation;
mod github;
mod html;
mod human;
mod json;
mod nearest;
mod plain;
mod sarif;
mod spot;
mod summary;

pub use codes::Code;
pub use explanation::Example;
pub use github::github;
pub use html::html;
pub use human::human;
pub use json::json;
pub use nearest::nearest;
pub use plain::plain;
pub use sarif::sarif;
pub use summary::summary;

use std::collections::HashMap;

use crate::source::{At, Place};

/// How bad a problem is. Errors stop publication; warnings do so under `--strict`; advice never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Advice,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// One problem: a code, a place, one plain phrase, and what would mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    /// Where the author's text is at fault. Absent only where there is no file to point into.
    pub place: Option<Place>,
    /// One phrase without a full stop: what is wrong.
    pub message: String,
    /// A few words beside the marked text.
    pub label: Option<String>,
    /// The likely cure, as advice to the author.
    pub help: Option<String>,
    /// Text that would be right in place of what stands there.
    pub replace: Option<Replacement>,
    /// Other places that belong to the problem, with a few words each.
    pub related: Vec<(Place, String)>,
    /// What problems have in common that come from one mistake: a list shows the first, with the places of the others.
    pub cause: Option<Cause>,
}

/// A mistake that shows in several places, such as an id that was changed and is still used in its old form.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// What was mistaken: problems with the same key are one.
    pub key: String,
    /// Whether this problem says best what happened, wherever it stands.
    pub chief: bool,
    /// Whether what stands there is a copy: of what was pasted at once, the first and the last record are told, and how many there are.
    pub copied: bool,
}

/// Text that would be right, and where it belongs: in the file of the problem's own place.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// What it stands in place of: as a rule, what is marked.
    pub at: At,
    pub text: String,
    /// Whether this is what was meant for certain, so that it may be written without asking. If not, it is a guess.
    pub sure: bool,
}

impl Diagnostic {
    /// A problem of the code's own severity at a place.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            place: Some(place),
            message: message.into(),
            label: None,
            help: None,
            replace: None,
            related: Vec::new(),
            cause: None,
        }
    }

    /// A problem of the whole project, with no text to point at.
    pub fn general(code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { place: None, ..Diagnostic::new(code, NOWHERE, message) }
    }

    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Gives a cure where there is none yet.
    pub fn help_or(mut self, help: impl FnOnce() -> String) -> Diagnostic {
        self.help.get_or_insert_with(help);
        self
    }

    /// Says what is right for certain in place of the marked text: `check --fix` writes it. The help is "did you mean …?" if
    /// there is none yet.
    pub fn replace(self, right: impl Into<String>) -> Diagnostic {
        let at = self.place.map(|place| place.at).unwrap_or_default();
        let right = right.into();
        let help = format!("did you mean `{right}`?");
        self.help_or(|| help).replace_at(at, right)
    }

    /// As [`Diagnostic::replace`], in place of another range of the same file; an empty one is where the text is missing.
    pub fn replace_at(mut self, at: At, right: impl Into<String>) -> Diagnostic {
        self.replace = Some(Replacement { at, text: right.into(), sure: true });
        self
    }

    /// Proposes what may have been meant, if there is anything near: a guess, which `check --fix` leaves to the author.
    pub fn suggest(self, nearest: Option<&str>) -> Diagnostic {
        match nearest {
            Some(nearest) => self.replace(nearest).sure(false),
            None => self,
        }
    }

    /// Proposes the known name that is nearest to the marked one, if one is near enough; it is certain if it is near and no
    /// other is.
    pub fn did_you_mean<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let known: Vec<&str> = known.into_iter().collect();
        match nearest(written, known.iter().copied()) {
            Some(name) => self.replace(name).sure(nearest::is_slip(written, name, &known)),
            None => self,
        }
    }

    /// Says whether the text that would be right is certain to be what was meant.
    pub fn sure(mut self, sure: bool) -> Diagnostic {
        if let Some(replacement) = &mut self.replace {
            replacement.sure = sure;
        }
        self
    }

    pub fn related(mut self, place: Place, words: impl Into<String>) -> Diagnostic {
        self.related.push((place, words.into()));
        self
    }

    /// Says what was mistaken, so that all that comes of it is told as one problem.
    pub fn cause(mut self, key: impl Into<String>) -> Diagnostic {
        self.cause = Some(Cause { key: key.into(), chief: false, copied: false });
        self
    }

    /// What stands here stands at another place too. Several in one file that are equally far from their other places were pasted
    /// at once.
    pub fn copy_of(mut self, other: Place) -> Diagnostic {
        if let Some(place) = self.place.filter(|place| place.source == other.source) {
            let key =
                format!("{} copied {:?} {}", self.code.name, place.source, i64::from(place.at.start) - i64::from(other.at.start));
            self.cause = Some(Cause { key, chief: false, copied: true });
        }
        self
    }

    /// The same problem, no longer the one to tell of what a cause brings about.
    pub fn follower_of(mut self, cause: &str) -> Diagnostic {
        self.cause.iter_mut().filter(|own| own.key == cause).for_each(|own| own.chief = false);
        self
    }

    /// As [`Diagnostic::cause`], and this problem is the one to tell.
    pub fn chief_cause(mut self, key: impl Into<String>) -> Diagnostic {
        self.cause = Some(Cause { key: key.into(), chief: true, copied: false });
        self
    }
}

/// The cause of all that comes of the name of a file or folder that not every computer can hold.
pub fn unusable_name(name: &str) -> String {
    format!("the name {}", name.split('.').next().unwrap_or(name).to_lowercase())
}

/// What several formats say of a problem.
impl Diagnostic {
    /// The text that would be right, unless the help says it already, or it is only blank.
    fn unsaid(&self) -> Option<String> {
        let text = &self.replace.as_ref()?.text;
        let said = self.help.as_deref().is_some_and(|help| help.contains(&format!("`{text}`")));
        (!said && !text.trim().is_empty()).then(|| one_line(text))
    }

    /// What is wrong, and what to do, as sentences.
    fn sentences(&self) -> String {
        let write = self.unsaid().map(|text| format!("write `{text}`"));
        let all = [Some(&self.message), self.help.as_ref(), write.as_ref()];
        all.into_iter().flatten().map(|phrase| sentence(&one_line(phrase))).collect::<Vec<_>>().join(" ")
    }
}

/// A phrase with a capital letter and a full stop.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if phrase.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// Words on one line, whatever the author wrote: a terminal or a log must not take them for commands.
fn one_line(words: &str) -> String {
    let calm = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    words.replace("\r\n", "\n").replace('\n', "\\n").chars().map(calm).collect()
}

const NOWHERE: Place = Place { source: crate::source::SourceId::FIRST, at: At { start: 0, end: 0 } };

/// The problems of a run or of a part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Both lists as one.
    pub fn and(mut self, more: Diagnostics) -> Diagnostics {
        self.0.extend(more.0);
        self
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The problems that stop or may stop publication.
    pub fn without_advice(&self) -> Diagnostics {
        self.iter().filter(|problem| problem.severity != Severity::Advice).cloned().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The same problems in the order people read them: by file, then place, then code; each said once, and those of one
    /// cause as one.
    pub fn sorted(mut self) -> Diagnostics {
        self.0.sort_by(|a, b| (a.place, a.code.name, &a.message).cmp(&(b.place, b.code.name, &b.message)));
        self.0.dedup();
        self.with_one_for_each_cause()
    }

    fn with_one_for_each_cause(self) -> Diagnostics {
        let mut told: HashMap<String, usize> = HashMap::new();
        for (at, problem) in self.0.iter().enumerate() {
            let Some(cause) = &problem.cause else { continue };
            let first = told.entry(cause.key.clone()).or_insert(at);
            if cause.chief && !self.0[*first].cause.as_ref().is_some_and(|known| known.chief) {
                *first = at;
            }
        }
        let mut others: HashMap<usize, Vec<(Place, String)>> = HashMap::new();
        // What stops publication does so whatever it is told as.
        let stopped: Vec<usize> = self
            .0
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .filter_map(|problem| Some(told[&problem.cause.as_ref()?.key]))
            .collect();
        let mut kept = Vec::with_capacity(self.0.len());
        for (at, problem) in self.0.into_iter().enumerate() {
            match problem.cause.as_ref().map(|cause| told[&cause.key]).filter(|first| *first != at) {
                Some(first) => {
                    others.entry(first).or_default().extend(problem.place.map(|place| (place, problem.message)));
                }
                None => kept.push((at, problem)),
            }
        }
        let with_others = |(at, mut problem): (usize, Diagnostic)| {
            if stopped.contains(&at) {
                problem.severity = Severity::Error;
            }
            if problem.cause.as_ref().is_some_and(|cause| cause.copied) {
                let copies = others.remove(&at).unwrap_or_default();
                if let Some((last, _)) = copies.last() {
                    problem.message += &format!("; the same goes for {} more in the lines below", copies.len());
                    problem.related.push((*last, "the last of them".into()));
                    let help = "remove what was pasted twice; if both are meant, change the ids or the dates of one of them";
                    problem.help = Some(help.into());
                }
                return problem;
            }
            let elsewhere = others.remove(&at).unwrap_or_default().into_iter().filter(|(place, _)| Some(*place) != problem.place);
            for (place, message) in elsewhere.collect::<Vec<_>>() {
                let words = if message == problem.message { "here too".to_string() } else { message };
                problem.related.push((place, words));
            }
            problem
        };
        kept.into_iter().map(with_others).collect()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Diagnostics {
        Diagnostics(diagnostics.into_iter().collect())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}
