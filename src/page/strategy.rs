//! The overview of one strategy: statements, values, goals, partner plans, and where it all comes from.

use serde::Serialize;

use super::href::{OutlineEntry, outline};
use super::item::Depth;
use super::shell::{About, LinkOut, LinkView, Shell};
use super::{GroupView, Hrefs, NoteView};
use crate::site::{ItemId, Node, PlanId, StrategyId};
use crate::strategy::located::Text;
use crate::strategy::model::{AlignedBy, Hand};

#[derive(Debug, Serialize)]
pub struct StrategyPage {
    pub shell: Shell,
    pub overview: OverviewView,
    pub plan_on_a_page: Option<String>,
    pub whole: String,
    pub data: String,
    /// Strategies before and after this one, of the same trust.
    pub others: Vec<StrategyLink>,
}

/// Everything a strategy says of itself, outside its items' own pages.
#[derive(Debug, Serialize)]
pub struct OverviewView {
    pub title: String,
    pub subtitle: Option<String>,
    pub kind: Option<String>,
    pub period: Option<String>,
    pub stated_periods: Vec<StatedView>,
    pub published: Option<String>,
    pub review_by: Option<String>,
    pub supersedes: Option<LinkOut>,
    /// Trusts and partners that it belongs to as well.
    pub shared_with: Vec<LinkOut>,
    pub text_html: Option<String>,
    pub statements: Vec<StatementView>,
    pub values: Vec<ValueView>,
    pub groups: Vec<GroupView>,
    pub narrative_html: Option<String>,
    pub outline: Vec<OutlineEntry>,
    pub partner_plans: Vec<PartnerPlanView>,
    pub supporting: Vec<SupportingView>,
    pub people: Vec<PersonView>,
    pub quotations: Vec<QuotationView>,
    pub findings: Vec<FindingView>,
    pub updates: Vec<UpdateView>,
    pub formats: Vec<FormatView>,
    pub notes: Vec<NoteView>,
    pub source: Option<SourceView>,
}

#[derive(Debug, Serialize)]
pub struct StatedView {
    pub text: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub place: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct StatementView {
    /// The trust's words for it: one, or several where one sentence serves as several.
    pub kinds: Vec<String>,
    pub text_html: String,
    pub wordings: Vec<WordingView>,
    pub pillars: Vec<ValueView>,
}

#[derive(Debug, Serialize)]
pub struct WordingView {
    pub text_html: String,
    pub place: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct ValueView {
    pub name: Option<String>,
    pub text_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct PartnerPlanView {
    pub anchor: String,
    pub title: String,
    pub partner: Option<LinkOut>,
    pub period: Option<String>,
    pub text_html: Option<String>,
    pub aligned_by: Option<AlignedBy>,
    pub aligned_html: Option<String>,
    pub url: Option<String>,
    pub statements: Vec<StatementView>,
    pub groups: Vec<GroupView>,
}

#[derive(Debug, Serialize)]
pub struct SupportingView {
    pub anchor: String,
    pub title: String,
    pub kind: Option<String>,
    pub href: Option<String>,
    pub text_html: Option<String>,
    /// The goals whose pages name it.
    pub named_by: Vec<LinkView>,
}

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

/// A link to a strategy with its period.
#[derive(Debug, Serialize)]
pub struct StrategyLink {
    pub link: LinkView,
    pub kind: Option<String>,
    pub period: Option<String>,
    /// Whether it is the trust's current one.
    pub current: bool,
    /// `superseded`, `archived` or `earlier`; nothing if it applies.
    pub standing: Option<&'static str>,
    /// Whose it is, where that is not plain.
    pub trust: Option<String>,
}

pub fn of(hrefs: &Hrefs, id: StrategyId) -> StrategyPage {
    let site = hrefs.site;
    let strategy = site.strategy(id);
    let folder = site.address(Node::Strategy(id));
    let overview = hrefs.overview(id, Depth { shift: 1, prefix: "", whole: false });
    let shell = hrefs.shell(About {
        kind: "strategy",
        title: strategy.fields.title.to_string(),
        description: strategy.fields.text.as_ref().map(|text| site.plain(site.words(strategy.source, text))),
        trust: Some(strategy.trust),
        strategy: Some(id),
    });
    let others = site.trust(strategy.trust).strategies.iter().filter(|&&other| other != id);
    StrategyPage {
        plan_on_a_page: site.goals(id).next().map(|_| hrefs.path(&format!("{folder}/plan-on-a-page/index.html"))),
        whole: hrefs.path(&format!("{folder}/whole/index.html")),
        data: hrefs.path(&format!("{folder}/strategy.json")),
        others: others.map(|&other| hrefs.strategy_link(other)).collect(),
        overview,
        shell,
    }
}

impl Hrefs<'_> {
    pub fn overview(&self, id: StrategyId, depth: Depth) -> OverviewView {
        let strategy = self.site.strategy(id);
        let fields = &strategy.fields;
        let source = strategy.source;
        let owned = |text: &Option<Text>| text.as_deref().map(str::to_string);
        OverviewView {
            title: fields.title.to_string(),
            subtitle: owned(&fields.subtitle),
            kind: owned(&fields.kind),
            period: fields.period.as_ref().map(|period| period.printed.clone()),
            stated_periods: fields
                .stated_periods
                .iter()
                .map(|stated| StatedView {
                    text: stated.text.to_string(),
                    from: stated.from.as_ref().map(|date| date.value.to_string()),
                    to: stated.to.as_ref().map(|date| date.value.to_string()),
                    place: owned(&stated.place),
                })
                .collect(),
            published: fields.published.as_ref().map(|date| date.value.to_string()),
            review_by: fields.review_by.as_ref().map(|date| date.value.to_string()),
            supersedes: self.supersedes(id),
            shared_with: fields.shared_with.iter().map(|partner| self.partner(partner)).collect(),
            text_html: fields.text.as_ref().map(|text| self.marked(source, text)),
            statements: self.statements(id, &fields.statements),
            values: fields
                .values
                .iter()
                .map(|value| ValueView {
                    name: owned(&value.name),
                    text_html: value.text.as_ref().map(|text| self.marked(source, text)),
                })
                .collect(),
            groups: self.groups(&strategy.groups, depth),
            narrative_html: strategy
                .narrative
                .as_ref()
                .map(|text| self.html(&text.words, depth.shift.saturating_sub(1), depth.prefix)),
            outline: strategy.narrative.iter().flat_map(|text| outline(&text.words)).collect(),
            partner_plans: strategy.plans.iter().map(|&plan| self.partner_plan(plan)).collect(),
            supporting: self.all_supporting(id),
            people: fields.people.iter().map(person).collect(),
            quotations: self.quotations(id, None),
            findings: self.findings(id, None),
            updates: self.updates(id, None),
            formats: self.formats(id),
            notes: self.notes(id, None, depth.whole),
            source: self.source(id),
        }
    }

    fn supersedes(&self, id: StrategyId) -> Option<LinkOut> {
        let strategy = self.site.strategy(id);
        match strategy.supersedes {
            Some(other) => {
                let link = self.link(Node::Strategy(other));
                Some(LinkOut { text: link.text, href: Some(link.href) })
            }
            None => {
                let title = strategy.fields.supersedes.as_ref()?.title.as_deref()?;
                Some(LinkOut { text: title.to_string(), href: None })
            }
        }
    }

    fn statements(&self, id: StrategyId, statements: &[crate::strategy::model::Statement]) -> Vec<StatementView> {
        let source = self.site.strategy(id).source;
        let view = |statement: &crate::strategy::model::Statement| StatementView {
            kinds: statement.kind.iter().map(|kind| kind.to_string()).collect(),
            text_html: self.marked(source, &statement.text),
            wordings: statement
                .wordings
                .iter()
                .map(|other| WordingView {
                    text_html: self.marked(source, &other.text),
                    place: other.place.as_deref().map(str::to_string),
                })
                .collect(),
            pillars: statement
                .pillars
                .iter()
                .map(|pillar| ValueView {
                    name: Some(pillar.title.to_string()),
                    text_html: pillar.text.as_ref().map(|text| self.marked(source, text)),
                })
                .collect(),
        };
        statements.iter().map(view).collect()
    }

    fn partner_plan(&self, id: PlanId) -> PartnerPlanView {
        let plan = self.site.plan(id);
        let fields = &plan.fields;
        let source = self.site.strategy(plan.strategy).source;
        let aligned = fields.aligned.as_ref();
        PartnerPlanView {
            anchor: plan.id.clone(),
            title: fields.title.to_string(),
            partner: fields.partner.as_ref().map(|partner| self.partner(partner)),
            period: fields.period.as_ref().map(|period| period.printed.clone()),
            text_html: fields.text.as_ref().map(|text| self.marked(source, text)),
            aligned_by: aligned.map(|aligned| aligned.by.value),
            aligned_html: aligned.and_then(|aligned| aligned.text.as_ref()).map(|text| self.marked(source, text)),
            url: fields.url.as_ref().map(|url| url.value.to_string()),
            statements: self.statements(plan.strategy, &fields.statements),
            groups: self.groups(&plan.groups, Depth { shift: 2, prefix: "", whole: true }),
        }
    }

    fn all_supporting(&self, id: StrategyId) -> Vec<SupportingView> {
        let strategy = self.site.strategy(id);
        let view = |record: &crate::strategy::model::Supporting| {
            let names_it = |&item: &ItemId| self.site.item(item).fields.names.iter().any(|name| **name == *record.id.value);
            let mut pages: Vec<ItemId> = strategy.items().filter(names_it).filter_map(|item| self.site.page_of(item)).collect();
            pages.dedup();
            SupportingView {
                anchor: record.id.value.to_string(),
                title: record.title.to_string(),
                kind: record.kind.as_deref().map(str::to_string),
                href: record.url.as_ref().map(|url| url.value.to_string()),
                text_html: record.text.as_ref().map(|text| self.marked(strategy.source, text)),
                named_by: pages.into_iter().map(|goal| self.link_as(Node::Item(goal), self.site.item_short_title(goal))).collect(),
            }
        };
        strategy.fields.supporting.iter().map(view).collect()
    }

    /// The quotations about an item, or about the strategy as a whole.
    pub fn quotations(&self, id: StrategyId, item: Option<ItemId>) -> Vec<QuotationView> {
        self.quotations_where(id, |quotation| self.is_about(id, &quotation.about, item))
    }

    fn quotations_where(&self, id: StrategyId, here: impl Fn(&crate::strategy::model::Quotation) -> bool) -> Vec<QuotationView> {
        let strategy = self.site.strategy(id);
        let view = |quotation: &crate::strategy::model::Quotation| {
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
        let view = |finding: &crate::strategy::model::Finding| FindingView {
            anchor: finding.id.value.to_string(),
            text_html: self.marked(strategy.source, &finding.text),
            from: finding.from.as_deref().map(str::to_string),
        };
        let here = |finding: &&crate::strategy::model::Finding| item.is_none() || self.is_about(id, &finding.about, item);
        strategy.fields.findings.iter().filter(here).map(view).collect()
    }

    /// The updates about an item, or all of the strategy's, newest first.
    pub fn updates(&self, id: StrategyId, item: Option<ItemId>) -> Vec<UpdateView> {
        let strategy = self.site.strategy(id);
        let here = |update: &&crate::site::Update| item.is_none() || self.is_about(id, &update.fields.about, item);
        let mut updates: Vec<_> = strategy.updates.iter().filter(here).collect();
        updates.sort_by_key(|update| (std::cmp::Reverse(update.fields.date.first()), update.name.clone()));
        let view = |update: &crate::site::Update| {
            let about = update.fields.about.iter().filter_map(|name| self.site.item_named(id, name));
            let word = update.fields.status.as_deref();
            let known = word.and_then(|word| self.site.statuses.iter().find(|known| *known.id.value == *word));
            UpdateView {
                anchor: format!("update-{}", slug::slugify(&update.name)),
                date: update.fields.date.value.to_string(),
                title: update.fields.title.to_string(),
                by: update.fields.by.as_deref().map(str::to_string),
                status: known.map(|known| known.title.to_string()).or(word.map(str::to_string)),
                html: self.html(&update.text.words, 2, &format!("{}-", slug::slugify(&update.name))),
                about: about.map(|item| self.link_as(Node::Item(item), self.site.item_short_title(item))).collect(),
            }
        };
        updates.into_iter().map(view).collect()
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

    fn formats(&self, id: StrategyId) -> Vec<FormatView> {
        let strategy = self.site.strategy(id);
        let folder = self.site.address(Node::Strategy(id));
        let view = |format: &crate::strategy::model::Format| {
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

    pub fn strategy_link(&self, id: StrategyId) -> StrategyLink {
        let strategy = self.site.strategy(id);
        StrategyLink {
            link: self.link(Node::Strategy(id)),
            kind: strategy.fields.kind.as_deref().map(str::to_string),
            period: strategy.fields.period.as_ref().map(|period| period.printed.clone()),
            current: self.site.trust(strategy.trust).current == Some(id),
            standing: self.standing(id),
            trust: None,
        }
    }
}

fn person(person: &crate::strategy::model::Person) -> PersonView {
    PersonView {
        anchor: person.id.value.to_string(),
        name: person.name.to_string(),
        role: person.role.as_deref().map(str::to_string),
        organisation: person.organisation.as_deref().map(str::to_string),
        as_at: person.as_at.as_ref().map(|date| date.value.to_string()),
    }
}
