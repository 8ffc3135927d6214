//! The texts of a site, file by file, as the checks of words look at them.

use crate::english::{Counts, Remark};
use crate::site::{Prosaic, Site, StrategyId};
use crate::source::{At, Place, SourceId};
use crate::strategy::located::{Marked, Text};
use crate::strategy::model::Statement;

/// The texts of one strategy, or a file that belongs to none.
pub struct Part<'s> {
    pub strategy: Option<StrategyId>,
    /// In the order of reading: the YAML file comes first.
    pub files: Vec<File<'s>>,
}

/// What is remarkable in the words of one file.
pub struct File<'s> {
    pub source: SourceId,
    pub remarks: Vec<&'s (Place, Remark)>,
    /// Of a narrative.
    pub counts: Option<Counts>,
    /// Words that are printed as somebody else wrote them: the trust's statements and values, what people said, targets.
    carried: Vec<At>,
}

impl File<'_> {
    /// Whether a place lies within words that are somebody else's.
    pub fn is_carried(&self, place: Place) -> bool {
        self.carried.iter().any(|whole| whole.start <= place.at.start && place.at.end <= whole.end)
    }
}

/// The texts of a strategy, if they are in English.
pub fn of_strategy(site: &Site, id: StrategyId) -> Option<Part<'_>> {
    let strategy = site.strategy(id);
    let language = strategy.fields.language.as_deref();
    if !is_english(language.or(language_of(site))) {
        return None;
    }
    let mut files = vec![fields_of(site, strategy.source)];
    files.extend(strategy.narrative.as_ref().map(file));
    files.extend(strategy.items().filter_map(|item| site.item(item).narrative.as_ref()).map(file));
    files.extend(strategy.updates.iter().map(|update| file(&update.text)));
    if !files[0].remarks.is_empty() {
        files[0].carried = carried(site, id);
    }
    Some(Part { strategy: Some(id), files })
}

/// The texts that belong to no strategy, if they are in English: each file by itself.
pub fn of_shared(site: &Site) -> Vec<Part<'_>> {
    if !is_english(language_of(site)) {
        return Vec::new();
    }
    let shared = site.files();
    let shared = [shared.site, shared.topics, shared.glossary, shared.partners].into_iter().flatten();
    let trusts = site.trusts.iter().map(|trust| trust.source);
    let files = shared.chain(trusts).map(|source| fields_of(site, source));
    let pages = site.pages.iter().map(|page| file(&page.text));
    files.chain(pages).map(|file| Part { strategy: None, files: vec![file] }).collect()
}

fn language_of(site: &Site) -> Option<&str> {
    site.file.as_ref()?.language.as_deref().map(|language| language as &str)
}

/// The fields of a YAML file.
fn fields_of(site: &Site, source: SourceId) -> File<'_> {
    let mut remarks: Vec<_> = site.words_of(source).flat_map(|words| words.prose.remarks()).collect();
    remarks.sort_by_key(|(place, _)| *place);
    File { source, remarks, counts: None, carried: Vec::new() }
}

fn carried(site: &Site, id: StrategyId) -> Vec<At> {
    let strategy = site.strategy(id);
    let fields = &strategy.fields;
    let plans = strategy.plans.iter().flat_map(|&plan| &site.plan(plan).fields.statements);
    let statements = fields.statements.iter().chain(plans).flat_map(words_of);
    let values = fields.values.iter().filter_map(|value| value.text.as_ref());
    let findings = fields.findings.iter().map(|finding| &finding.text);
    let measures = strategy.items().flat_map(|item| &site.item(item).fields.measures);
    let targets = measures.filter_map(|measure| measure.target.as_ref()?.text.as_ref());
    statements.chain(values).chain(findings).chain(targets).map(|words| words.at).collect()
}

fn words_of(statement: &Statement) -> impl Iterator<Item = &Marked> {
    let wordings = statement.wordings.iter().map(|other| &other.text);
    std::iter::once(&statement.text).chain(wordings).chain(statement.pillars.iter().filter_map(|pillar| pillar.text.as_ref()))
}

fn file(text: &Prosaic) -> File<'_> {
    let prose = &text.words.prose;
    let counts = prose.wording.as_ref().map(|wording| wording.counts);
    File { source: text.source, remarks: prose.remarks().collect(), counts, carried: Vec::new() }
}

fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|language| language.split(['-', '_']).next().is_some_and(|first| first.eq_ignore_ascii_case("en")))
}

/// The place of a part of a plain text: exact where the text is written in one piece.
pub fn part_of(text: &Text, range: std::ops::Range<usize>) -> At {
    let quotes = (text.at.range().len()).checked_sub(text.len());
    match quotes {
        Some(quotes @ (0 | 2)) => {
            let start = text.at.start as usize + quotes / 2;
            At::new(start + range.start, start + range.end)
        }
        _ => text.at,
    }
}
