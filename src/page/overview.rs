//! What a strategy says of itself: statements, values, goals, partner plans, and what supports it.

use serde::Serialize;

use super::Hrefs;
use super::href::{OutlineEntry, below_title, outline};
use super::item::{Depth, GroupView};
use super::notes::NoteView;
use super::record::{FindingView, FormatView, PersonView, QuotationView, SourceView, UpdateView, person};
use super::shell::{LinkOut, LinkView};
use crate::site::{ItemId, Node, PlanId, StrategyId};
use crate::strategy::located::Text;
use crate::strategy::model::{AlignedBy, Statement, Supporting};

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
impl Hrefs<'_> {
    pub fn overview(&self, id: StrategyId, depth: Depth) -> OverviewView {
        let strategy = self.site.strategy(id);
        let fields = &strategy.fields;
        let source = strategy.source;
        let asked = self.asked;
        let owned = |text: &Option<Text>| text.as_deref().map(str::to_string);
        let own_place = self.heading(Node::Strategy(id));
        let place = |id: &str| if depth.whole { format!("strategy:{id}") } else { own_place(id) };
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
            groups: asked.of("groups", || self.groups(&strategy.groups, depth)),
            narrative_html: asked.of("narrative_html", || {
                let shift = |words| depth.shift.saturating_sub(1) + below_title(words);
                strategy.narrative.as_ref().map(|text| self.html(&text.words, shift(&text.words), &place))
            }),
            outline: asked
                .of("outline", || strategy.narrative.as_ref().map(|text| outline(&text.words, &place)).unwrap_or_default()),
            partner_plans: asked.of("partner_plans", || strategy.plans.iter().map(|&plan| self.partner_plan(plan)).collect()),
            supporting: asked.of("supporting", || self.all_supporting(id)),
            people: fields.people.iter().map(person).collect(),
            quotations: self.quotations(id, None),
            findings: self.findings(id, None),
            updates: self.updates(id, None),
            formats: asked.of("formats", || self.formats(id)),
            notes: self.notes(id, None, depth.whole),
            source: asked.of("source", || self.source(id)),
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

    fn statements(&self, id: StrategyId, statements: &[Statement]) -> Vec<StatementView> {
        let source = self.site.strategy(id).source;
        let view = |statement: &Statement| StatementView {
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
            groups: self.groups(&plan.groups, Depth { shift: 2, whole: true }),
        }
    }

    fn all_supporting(&self, id: StrategyId) -> Vec<SupportingView> {
        let strategy = self.site.strategy(id);
        let view = |record: &Supporting| {
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
}
