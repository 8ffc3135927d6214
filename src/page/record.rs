//! A strategy's record beside its items: people and their words, findings, updates, formats, and the source.

use serde::Serialize;

use super::Hrefs;
use super::shell::LinkView;
use crate::site::{ItemId, Node, StrategyId, Update};
use crate::strategy::located::Text;
use crate::strategy::model::{Finding, Format, Hand, Person, Quotation};

#[derive(Debug, Serialize)]
pub struct PersonView {
    pub anchor: String,
    pub name: String,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub as_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct QuotationView {
    pub anchor: String,
    pub text: String,
    /// Who says it; nothing if it is the document itself.
    pub person: Option<PersonView>,
    /// The document, if it is the document's.
    pub document: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct FindingView {
    pub anchor: String,
    pub text_html: String,
    pub from: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct UpdateView {
    pub anchor: String,
    pub date: String,
    pub title: String,
    pub by: Option<String>,
    pub status: Option<String>,
    pub html: String,
    pub about: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub struct FormatView {
    pub text: String,
    pub href: String,
    pub language: Option<String>,
    /// The file's ending in capitals, and its size in bytes; nothing for files elsewhere.
    pub file: Option<String>,
    pub size: Option<u64>,
}

#[derive(Debug, Serialize)]
pub struct SourceView {
    pub title: String,
    pub publisher: Option<String>,
    pub second_hand: bool,
    pub url: Option<String>,
    pub published: Option<String>,
    pub seen: Option<String>,
    pub note_html: Option<String>,
}
impl Hrefs<'_> {
    /// The quotations about an item, or about the strategy as a whole.
    pub fn quotations(&self, id: StrategyId, item: Option<ItemId>) -> Vec<QuotationView> {
        self.quotations_where(id, |quotation| self.is_about(id, &quotation.about, item))
    }

    fn quotations_where(&self, id: StrategyId, here: impl Fn(&Quotation) -> bool) -> Vec<QuotationView> {
        let strategy = self.site.strategy(id);
        let view = |quotation: &Quotation| {
            let speaker = strategy.fields.people.iter().find(|person| *person.id.value == *quotation.by);
            let source = strategy.fields.source.as_ref();
            QuotationView {
                anchor: quotation.id.value.to_string(),
                text: quotation.text.to_string(),
                person: speaker.map(person),
                document: speaker.is_none().then(|| source.map_or(&strategy.fields.title, |source| &source.title).to_string()),
            }
        };
        strategy.fields.quotations.iter().filter(|quotation| here(quotation)).map(view).collect()
    }

    /// Every quotation of the strategy.
    pub fn all_quotations(&self, id: StrategyId) -> Vec<QuotationView> {
        self.quotations_where(id, |_| true)
    }

    /// The findings that an item takes up, or those of the strategy as a whole.
    pub fn findings(&self, id: StrategyId, item: Option<ItemId>) -> Vec<FindingView> {
        let strategy = self.site.strategy(id);
        let view = |finding: &Finding| FindingView {
            anchor: finding.id.value.to_string(),
            text_html: self.marked(strategy.source, &finding.text),
            from: finding.from.as_deref().map(str::to_string),
        };
        let here = |finding: &&Finding| item.is_none() || self.is_about(id, &finding.about, item);
        strategy.fields.findings.iter().filter(here).map(view).collect()
    }

    /// The updates about an item, or all of the strategy's, newest first.
    pub fn updates(&self, id: StrategyId, item: Option<ItemId>) -> Vec<UpdateView> {
        let strategy = self.site.strategy(id);
        let here = |update: &&Update| item.is_none() || self.is_about(id, &update.fields.about, item);
        let mut updates: Vec<_> = strategy.updates.iter().filter(here).collect();
        updates.sort_by_key(|update| (std::cmp::Reverse(update.fields.date.first()), update.name.clone()));
        updates.into_iter().map(|update| self.update(id, update, "")).collect()
    }

    /// An update of a strategy; `prefix` keeps its ids apart from those of other strategies' updates.
    pub fn update(&self, id: StrategyId, update: &Update, prefix: &str) -> UpdateView {
        let about = update.fields.about.iter().filter_map(|name| self.site.item_named(id, name));
        let word = update.fields.status.as_deref();
        let known = word.and_then(|word| self.site.status_word(id, word));
        UpdateView {
            anchor: format!("{prefix}{}", update.anchor()),
            date: update.fields.date.value.to_string(),
            title: update.fields.title.to_string(),
            by: update.fields.by.as_deref().map(str::to_string),
            status: known.map(|known| known.title.to_string()).or(word.map(str::to_string)),
            html: self.html(&update.text.words, 2, &|id| format!("{prefix}{}:{id}", slug::slugify(&update.name))),
            about: about.map(|item| self.link_as(Node::Item(item), self.site.item_short_title(item))).collect(),
        }
    }

    /// Whether a record with these addresses belongs to an item's page; without addresses, to the strategy's.
    fn is_about(&self, strategy: StrategyId, about: &[Text], item: Option<ItemId>) -> bool {
        match item {
            None => about.is_empty(),
            Some(item) => about
                .iter()
                .filter_map(|name| self.site.item_named(strategy, name))
                .any(|named| self.site.page_of(named) == Some(item)),
        }
    }

    pub fn formats(&self, id: StrategyId) -> Vec<FormatView> {
        let strategy = self.site.strategy(id);
        let folder = self.site.address(Node::Strategy(id));
        let view = |format: &Format| {
            let media = format.file.as_deref().and_then(|file| self.site.media_at(&format!("{folder}/{file}")));
            let href = media.map(|media| self.path(&media.path)).or(format.url.as_ref().map(|url| url.value.to_string()))?;
            Some(FormatView {
                text: format.title.to_string(),
                href,
                language: format.language.as_deref().map(str::to_string),
                file: media.and_then(|media| media.path.rsplit_once('.')).map(|(_, ending)| ending.to_uppercase()),
                size: media.map(|media| media.size),
            })
        };
        strategy.fields.formats.iter().filter_map(view).collect()
    }

    pub fn source(&self, id: StrategyId) -> Option<SourceView> {
        let strategy = self.site.strategy(id);
        let source = strategy.fields.source.as_ref()?;
        let owned = |text: &Option<Text>| text.as_deref().map(str::to_string);
        Some(SourceView {
            title: source.title.to_string(),
            publisher: owned(&source.publisher),
            second_hand: source.kind.as_ref().is_some_and(|kind| kind.value == Hand::SecondHand),
            url: source.url.as_ref().map(|url| url.value.to_string()),
            published: owned(&source.published),
            seen: source.seen.as_ref().map(|date| date.value.to_string()),
            note_html: source.note.as_ref().map(|note| self.marked(strategy.source, note)),
        })
    }
}

pub fn person(person: &Person) -> PersonView {
    PersonView {
        anchor: person.id.value.to_string(),
        name: person.name.to_string(),
        role: person.role.as_deref().map(str::to_string),
        organisation: person.organisation.as_deref().map(str::to_string),
        as_at: person.as_at.as_ref().map(|date| date.value.to_string()),
    }
}
