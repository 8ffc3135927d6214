//! The glossary: a term stands in it once, and something on the site uses it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, nearest};
use crate::site::{Node, Resolved, Site, Words};
use crate::source::{Place, SourceId, Sources};
use crate::strategy::located::Text;
use crate::strategy::model::Term;

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    let Some(source) = checked.site.files().glossary else { return };
    let before = problems.len();
    duplicates(checked.site, source, problems);
    if checked.wanted.wants(&codes::UNUSED_TERM) {
        let told: Vec<Place> = problems.iter().skip(before).filter_map(|problem| problem.place).collect();
        unused(checked.site, source, checked.sources, &told, problems);
    }
}

/// Every form of a term.
fn forms(term: &Term) -> impl Iterator<Item = &Text> {
    [&term.term].into_iter().chain(&term.acronym).chain(&term.also)
}

/// Reports forms that two terms share.
fn duplicates(site: &Site, source: SourceId, problems: &mut Diagnostics) {
    let mut terms: Vec<&Term> = site.terms.iter().collect();
    terms.sort_by_key(|term| term.id.at.start);
    let mut seen: HashMap<String, (&Term, &Text)> = HashMap::new();
    for term in terms {
        // Of what two terms share, one form is told.
        let mut told: Vec<&str> = Vec::new();
        for form in forms(term) {
            match seen.entry(form.to_lowercase()) {
                Entry::Vacant(free) => _ = free.insert((term, form)),
                Entry::Occupied(taken) => {
                    let (first, first_form) = *taken.get();
                    // A term that has its own form twice, or an id that is taken, is another matter.
                    if told.contains(&&*first.id.value) || *first.id.value == *term.id.value {
                        continue;
                    }
                    told.push(&first.id.value);
                    // A further form of one term that is a term itself belongs to that.
                    let is_further = |term: &Term, form: &Text| term.also.iter().any(|other| other.at == form.at);
                    let (here, first, help) = match (is_further(first, first_form), is_further(term, form)) {
                        (true, false) => (first_form, form, "remove it here: it is the name of another term"),
                        (false, true) => (form, first_form, "remove it here: it is the name of another term"),
                        (true, true) => (form, first_form, "keep it at one of the two terms"),
                        _ => (form, first_form, "keep one of the two entries, and move into it what only the other says"),
                    };
                    let message = format!("`{here}` is explained twice");
                    let problem = Diagnostic::new(&codes::DUPLICATE_TERM, source.at(here.at), message);
                    problems.push(problem.help(help).related(source.at(first.at), "explained here too"));
                }
            }
        }
    }
}

/// Reports terms that no reference leads to and that no file has among its words; but for those that are told already: one that has
/// the words of another may be the one that the texts use.
fn unused(site: &Site, source: SourceId, sources: &Sources, told: &[Place], problems: &mut Diagnostics) {
    let referred = site.term_ids().map(|id| !site.links_to(Node::Term(id)).is_empty());
    let wanted = Wanted::new(&site.terms, referred);
    let files: Vec<_> = sources.below("content/").filter(|(id, file)| *id != source && is_read(file.path())).collect();
    files.par_iter().filter(|_| wanted.misses_some()).for_each(|(_, file)| {
        file.with_text(|text| wanted.look_in(text.unwrap_or_default(), None));
    });
    for (at, term) in site.terms.iter().enumerate() {
        wanted.look_in(&site.words(source, &term.text).prose.plain(|_| None), Some(at));
    }
    let unused: Vec<&Term> =
        site.terms.iter().zip(&wanted.met).filter(|(_, met)| !met.load(Ordering::Relaxed)).map(|(term, _)| term).collect();
    if unused.is_empty() {
        return;
    }
    let misspelt = leads_nowhere(site);
    let names = |term: &Term| misspelt.iter().any(|name| nearest(name, [&*term.id.value as &str]).is_some());
    let is_told = |term: &Term| forms(term).any(|form| told.contains(&source.at(form.at)));
    for term in unused.into_iter().filter(|term| !names(term) && !is_told(term)) {
        let message = format!("nothing on the site uses the term `{}`", term.term);
        let problem = Diagnostic::new(&codes::UNUSED_TERM, source.at(term.term.at), message);
        problems.push(problem.help("add the form that the texts use under `also`, or remove the term"));
    }
}

fn is_read(path: &str) -> bool {
    // One with a mistyped ending, such as `topics.YAML` or `people.md.txt`, was meant to be read too.
    let path = path.to_ascii_lowercase();
    [".md", ".yaml", ".yml"].iter().any(|ending| path.contains(ending))
}

/// The last parts of the references that lead nowhere: they may be meant for a term.
fn leads_nowhere(site: &Site) -> Vec<&str> {
    let items = site.items.iter().filter_map(|item| item.narrative.as_ref());
    let updates =
        site.strategies.iter().flat_map(|strategy| strategy.narrative.iter().chain(strategy.updates.iter().map(|u| &u.text)));
    let narratives = items.chain(updates).chain(site.pages.iter().map(|page| &page.text)).map(|text| &text.words);
    let all = site.fields_of_words().map(|(_, words)| words).chain(narratives);
    all.flat_map(unresolved).map(|name| name.rsplit('/').next().unwrap_or(name)).collect()
}

fn unresolved(words: &Words) -> impl Iterator<Item = &str> {
    let both = words.prose.references.iter().zip(&words.targets);
    both.filter(|(_, target)| **target == Resolved::Nothing).filter_map(|(reference, _)| reference.address())
}

/// The words of each form of a term, by the first of them. Words are known by a number made from their small letters, so that
/// a large site is looked through without a copy of any word.
struct Wanted {
    by_first: HashMap<u64, Vec<Form>>,
    /// One bit for the low bits of each first word: most words of a text are passed over by it.
    sieve: Vec<u64>,
    met: Vec<AtomicBool>,
    missing: AtomicUsize,
}

struct Form {
    term: usize,
    /// The words between the first and the last.
    middle: Vec<u64>,
    /// What the last word may be: one or many. Empty for a form of one word.
    last: Vec<u64>,
}

const SIEVE_BITS: u64 = 1 << 16;

impl Wanted {
    fn new(terms: &[Term], met: impl Iterator<Item = bool>) -> Wanted {
        let met: Vec<AtomicBool> = met.map(AtomicBool::new).collect();
        let missing = met.iter().filter(|met| !met.load(Ordering::Relaxed)).count();
        let mut wanted = Wanted {
            by_first: HashMap::new(),
            sieve: vec![0; (SIEVE_BITS / 64) as usize],
            met,
            missing: AtomicUsize::new(missing),
        };
        for (term, record) in terms.iter().enumerate() {
            for form in forms(record) {
                let mut words = Vec::new();
                numbers(form, &mut words);
                let last = one_or_many(form);
                match words[..] {
                    [] => {}
                    [_] => last.iter().for_each(|&word| wanted.add(word, Form { term, middle: Vec::new(), last: Vec::new() })),
                    [first, ref middle @ .., _] => wanted.add(first, Form { term, middle: middle.to_vec(), last }),
                }
            }
        }
        wanted
    }

    fn add(&mut self, first: u64, form: Form) {
        let bit = first % SIEVE_BITS;
        self.sieve[(bit / 64) as usize] |= 1 << (bit % 64);
        self.by_first.entry(first).or_default().push(form);
    }

    fn misses_some(&self) -> bool {
        self.missing.load(Ordering::Relaxed) > 0
    }

    /// Notes the terms that some text uses, but for one whose own text it is.
    fn look_in(&self, text: &str, own: Option<usize>) {
        if !self.misses_some() {
            return;
        }
        let mut words = Vec::with_capacity(text.len() / 5);
        numbers(text, &mut words);
        for (at, first) in words.iter().enumerate() {
            let bit = first % SIEVE_BITS;
            if self.sieve[(bit / 64) as usize] & (1 << (bit % 64)) == 0 {
                continue;
            }
            for form in self.by_first.get(first).into_iter().flatten().filter(|form| own != Some(form.term)) {
                let rest = &words[at + 1..];
                let middle = form.middle.len();
                let fits = form.last.is_empty()
                    || (rest.starts_with(&form.middle) && rest.get(middle).is_some_and(|last| form.last.contains(last)));
                if fits && !self.met[form.term].swap(true, Ordering::Relaxed) {
                    self.missing.fetch_sub(1, Ordering::Relaxed);
                }
            }
        }
    }
}

/// Puts a number for each word of a text into a list: the same for capitals and small letters (FNV-1a, of 64 bits).
fn numbers(text: &str, words: &mut Vec<u64>) {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mix = |number: u64, byte: u8| (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut number = START;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            number = mix(number, c.to_ascii_lowercase() as u8);
        } else if !c.is_ascii() && c.is_alphanumeric() {
            number = c.to_lowercase().flat_map(|c| (c as u32).to_le_bytes()).fold(number, mix);
        } else if number != START {
            words.push(std::mem::replace(&mut number, START));
        }
    }
    if number != START {
        words.push(number);
    }
}

/// The numbers of the last word of a form, in the singular and the plural.
fn one_or_many(form: &str) -> Vec<u64> {
    let last = form.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let many = last.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let one = last.strip_suffix('s').map(str::to_string);
    let mut words = Vec::new();
    [last.to_string(), format!("{last}s"), format!("{last}es")]
        .iter()
        .chain(&many)
        .chain(&one)
        .for_each(|word| numbers(word, &mut words));
    words
}
