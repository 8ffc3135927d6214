//! Problems drawn for people: the author's own line, a mark under it, the cure.

use annotate_snippets::{AnnotationKind, Level, Patch, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Sources};

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
    let mut report =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name).elements(None::<annotate_snippets::Message>);
    if let Some(place) = diagnostic.place {
        let marked = AnnotationKind::Primary.span(marked(place, sources)).label(diagnostic.label.as_deref());
        let mut snippet = snippet(place, sources).annotation(marked);
        let (near, far): (Vec<_>, Vec<_>) = diagnostic.related.iter().partition(|(other, _)| other.source == place.source);
        for (other, words) in near {
            snippet = snippet.annotation(AnnotationKind::Context.span(self::marked(*other, sources)).label(words.as_str()));
        }
        report = report.element(snippet);
        for (other, words) in far {
            let mark = AnnotationKind::Context.span(self::marked(*other, sources)).label(words.as_str());
            report = report.element(self::snippet(*other, sources).annotation(mark));
        }
    }
    let patch = diagnostic.replace.as_deref().zip(diagnostic.place);
    let mut reports = vec![report];
    match (patch, diagnostic.help.as_deref()) {
        (Some((replacement, place)), help) => {
            let source = sources.get(place.source);
            let change = Snippet::source(source.shown()).path(source.path());
            let title = Level::HELP.secondary_title(help.unwrap_or("this would be right"));
            reports.push(title.element(change.patch(Patch::new(place.at.range(), replacement))));
        }
        (None, Some(help)) => {
            let last = reports.pop().expect("one report was made above");
            reports.push(last.element(Level::HELP.message(help)));
        }
        (None, None) => {}
    }
    Renderer::styled().render(&reports)
}

fn snippet<'a>(place: Place, sources: &'a Sources) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(place.source);
    Snippet::source(source.shown()).path(source.path())
}

/// The range to mark, kept inside the text and on its character boundaries, and cut at the end of its first line
/// when it is long: a whole file under a mark helps nobody.
fn marked(place: Place, sources: &Sources) -> std::ops::Range<usize> {
    let text = sources.get(place.source).shown();
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(place.at.start as usize), floor(place.at.end.max(place.at.start) as usize));
    let first_line = text[start..end].find('\n').map_or(end, |length| start + length);
    start..first_line
}
