//! Problems drawn for people: the author's own line, a mark under it, the cure.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{At, Place, Sources};

/// How wide a drawing may be, in columns: longer lines are cut at both sides of what is marked.
const WIDTH: usize = 100;

/// The problems as text for a terminal, one block each, with colour codes (strip them where they are not wanted).
pub fn human(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics.iter().map(|diagnostic| draw(diagnostic, sources) + "\n\n").collect()
}

fn draw(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::HELP.with_name("advice"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name);
    let mut report = title.elements(None::<annotate_snippets::Message>);
    if let Some(place) = diagnostic.place {
        let drawn = Drawn::of(place, sources);
        let marked = AnnotationKind::Primary.span(drawn.mark(place.at)).label(diagnostic.label.as_deref());
        let mut snippet = drawn.snippet().annotation(marked);
        let (near, far): (Vec<_>, Vec<_>) = diagnostic.related.iter().partition(|(other, _)| other.source == place.source);
        for (other, words) in near {
            snippet = snippet.annotation(AnnotationKind::Context.span(drawn.mark(other.at)).label(words.as_str()));
        }
        report = report.element(snippet);
        for (other, words) in far {
            let drawn = Drawn::of(*other, sources);
            let mark: Annotation = AnnotationKind::Context.span(drawn.mark(other.at)).label(words.as_str());
            report = report.element(drawn.snippet().annotation(mark));
        }
    }
    let mut reports = vec![report];
    match change(diagnostic, sources) {
        Some(change) => reports.push(change),
        None => {
            let write = diagnostic.unsaid().map(|right| format!("write `{right}`"));
            let helps = diagnostic.help.iter().cloned().chain(write).map(|words| Level::HELP.message(words));
            let last = reports.pop().expect("one report was made above");
            reports.push(last.elements(helps));
        }
    }
    Renderer::styled().term_width(WIDTH).render(&reports)
}

/// The author's line as it would be right. Not drawn where it is long: the change would be hard to find in it.
fn change<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<Group<'a>> {
    let (right, place) = diagnostic.replace.as_ref().zip(diagnostic.place)?;
    let drawn = Drawn::of(place, sources);
    let range = drawn.range(right.at);
    let lines = drawn.text[line_start(&drawn.text, range.start)..].split_inclusive('\n');
    let touched = 1 + drawn.text[range.clone()].matches('\n').count();
    if lines.take(touched).any(|line| line.chars().count() > WIDTH) {
        return None;
    }
    let title = Level::HELP.secondary_title(diagnostic.help.as_deref().unwrap_or("this would be right"));
    let snippet = Snippet::source(drawn.text).path(drawn.path);
    Some(title.element(snippet.patch(Patch::new(range, right.text.as_str()))))
}

/// A file as it is drawn: without the mark of the byte order, which is no character to the author.
pub(super) struct Drawn<'a> {
    path: &'a str,
    pub text: Cow<'a, str>,
    /// How many bytes at the start are not drawn.
    left_out: usize,
}

impl<'a> Drawn<'a> {
    pub fn of(place: Place, sources: &'a Sources) -> Drawn<'a> {
        const MARK: &str = "\u{feff}";
        let source = sources.get(place.source);
        let text = source.shown();
        let left_out = if text.starts_with(MARK) { MARK.len() } else { 0 };
        let text = match text {
            Cow::Borrowed(text) => text[left_out..].into(),
            Cow::Owned(text) => text[left_out..].to_string().into(),
        };
        Drawn { path: source.path(), text, left_out }
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.text.clone()).path(self.path)
    }

    /// A range of the file in what is drawn, kept inside the text and on its character boundaries.
    pub fn range(&self, at: At) -> Range<usize> {
        let floor = |byte: u32| {
            let mut byte = (byte as usize).saturating_sub(self.left_out).min(self.text.len());
            while !self.text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        floor(at.start)..floor(at.end.max(at.start))
    }

    /// The range to mark, cut at the end of its first line: a whole file under a mark helps nobody.
    pub fn mark(&self, at: At) -> Range<usize> {
        let range = self.range(at);
        let first = self.text[range.clone()].split('\n').next().unwrap_or_default();
        range.start..range.start + first.trim_end_matches('\r').len()
    }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |at| at + 1)
}
