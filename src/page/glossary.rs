//! The glossary: terms and acronyms in the order of the alphabet.

use serde::Serialize;

use super::Hrefs;
use super::shell::{About, Shell};

#[derive(Debug, Serialize)]
pub struct GlossaryPage {
    pub shell: Shell,
    pub letters: Vec<LetterView>,
}

#[derive(Debug, Serialize)]
pub struct LetterView {
    pub letter: String,
    pub terms: Vec<TermView>,
}

#[derive(Debug, Serialize)]
pub struct TermView {
    pub anchor: String,
    pub term: String,
    pub acronym: Option<String>,
    pub html: String,
    pub also: Vec<String>,
}

pub fn of(hrefs: &Hrefs) -> GlossaryPage {
    let site = hrefs.site;
    let mut letters: Vec<LetterView> = Vec::new();
    for term in &site.terms {
        let name = term.acronym.as_ref().unwrap_or(&term.term);
        let letter = name.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        let view = TermView {
            anchor: term.id.value.to_string(),
            term: term.term.to_string(),
            acronym: term.acronym.as_deref().map(str::to_string),
            html: site.files().glossary.map(|source| hrefs.marked(source, &term.text)).unwrap_or_default(),
            also: term.also.iter().map(|other| other.to_string()).collect(),
        };
        match letters.last_mut().filter(|known| known.letter == letter) {
            Some(known) => known.terms.push(view),
            None => letters.push(LetterView { letter, terms: vec![view] }),
        }
    }
    GlossaryPage { shell: hrefs.shell(About::site("glossary", "")), letters }
}
