//! An item as pages show it, with everything below it that has no page of its own.

use serde::Serialize;

use super::Hrefs;
use super::shell::LinkOut;
use crate::site::{Group, ItemId, LinkKind, Node, StrategyId};
use crate::source::SourceId;
use crate::strategy::located::{Located, Text};
use crate::strategy::model::{Better, DiscrepancyKind, Measure, Placed, Status, Strength, Tone};
use crate::strategy::scalars::{Amount, PartialDate};

/// An item and what stands below it.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// Its place on the page.
    pub anchor: String,
    pub address: String,
    /// The key of its level, and what the strategy calls one of it.
    pub level: String,
    pub level_name: String,
    pub number: Option<String>,
    pub title: Option<String>,
    pub short_title: String,
    pub other_titles: Vec<NameView>,
    pub text_html: Option<String>,
    pub this_year_html: Option<String>,
    pub labels: Vec<LabelView>,
    pub period: Option<String>,
    pub due: Option<String>,
    pub owners: Vec<String>,
    /// `inferred` or `unknown`; nothing if the source states its place.
    pub placed: Option<&'static str>,
    pub status: Option<StatusView>,
    pub topics: Vec<TopicLink>,
    /// Links of each kind, to other items.
    pub links: Vec<LinksView>,
    /// It could deliver something, and the source does not say what.
    pub delivers_unknown: bool,
    pub partners: Vec<LinkOut>,
    pub names: Vec<LinkOut>,
    pub measures: Vec<MeasureView>,
    pub narrative_html: Option<String>,
    pub notes: Vec<NoteView>,
    pub groups: Vec<GroupView>,
    pub has_page: bool,
    pub href: String,
}

/// Items of one level, under the strategy's own name for it.
#[derive(Debug, Serialize)]
pub struct GroupView {
    pub level: String,
    pub heading: String,
    pub one: String,
    /// Whether these items have pages of their own: then the rest of each is there.
    pub pages: bool,
    pub items: Vec<ItemView>,
}

#[derive(Debug, Serialize)]
pub struct NameView {
    pub text: String,
    pub place: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LabelView {
    pub text: String,
    /// The framework's own title of it, and the framework.
    pub framework: Option<String>,
    pub meaning_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct TopicLink {
    pub text: String,
    pub href: String,
    pub strength: Strength,
}

#[derive(Debug, Serialize)]
pub struct LinksView {
    /// The key of the kind: `supports`, `supported_by` …
    pub kind: &'static str,
    pub links: Vec<ItemLink>,
}

/// A link to an item, with the trust if it is another.
#[derive(Debug, Serialize)]
pub struct ItemLink {
    pub text: String,
    pub href: String,
    pub trust: Option<String>,
    pub level: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct StatusView {
    pub id: String,
    pub title: String,
    pub tone: Tone,
    pub as_at: Option<String>,
    pub by: Option<String>,
    pub note_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct MeasureView {
    pub anchor: String,
    pub title: String,
    pub text_html: Option<String>,
    pub unit: Option<String>,
    pub better: Option<Better>,
    pub baseline: Option<FigureView>,
    pub target: Option<TargetView>,
    pub trajectory: Vec<FigureView>,
    pub lead: bool,
    pub source_html: Option<String>,
    /// Oldest first; of one date, the whole before its groups.
    pub readings: Vec<FigureView>,
    /// Whether any reading is of a group only.
    pub grouped: bool,
}

#[derive(Debug, Serialize)]
pub struct FigureView {
    pub value: String,
    pub date: Option<String>,
    pub note: Option<String>,
    /// The group that it is of, where it is not of the whole.
    pub group: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct TargetView {
    pub value: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub by: Option<String>,
    pub text_html: Option<String>,
}

/// Something that the source gets wrong or leaves open.
#[derive(Debug, Serialize)]
pub struct NoteView {
    pub kind: DiscrepancyKind,
    pub printed: Option<String>,
    pub believed: Option<String>,
    pub note_html: Option<String>,
}

/// How an item is to be shown.
#[derive(Clone, Copy)]
pub struct Depth<'a> {
    /// How many levels the narratives' headings move down.
    pub shift: u8,
    /// Put before every id of a narrative, so that several can share a page.
    pub prefix: &'a str,
    /// Whether items with pages of their own are shown whole, or only named.
    pub whole: bool,
}

impl Hrefs<'_> {
    pub fn groups(&self, groups: &[Group], depth: Depth) -> Vec<GroupView> {
        let view = |group: &Group| {
            let first = *group.items.first()?;
            let level = self.site.level(first);
            Some(GroupView {
                level: level.key.clone(),
                heading: level.many.clone(),
                one: level.one.clone(),
                pages: group.items.iter().all(|&item| self.site.item(item).has_page),
                items: group.items.iter().map(|&item| self.item(item, depth)).collect(),
            })
        };
        groups.iter().filter_map(view).collect()
    }

    pub fn item(&self, id: ItemId, depth: Depth) -> ItemView {
        let site = self.site;
        let item = site.item(id);
        let fields = &item.fields;
        let source = site.strategy(item.strategy).source;
        let level = site.level(id);
        let only_named = item.has_page && !depth.whole;
        let anchor = site.anchor(id);
        let prefix = if depth.whole { format!("{anchor}-") } else { depth.prefix.to_string() };
        ItemView {
            address: site.address(Node::Item(id)),
            level: level.key.clone(),
            level_name: level.one.clone(),
            number: fields.number.as_deref().map(str::to_string),
            title: fields.title.as_deref().map(str::to_string),
            short_title: site.item_short_title(id),
            other_titles: fields
                .other_titles
                .iter()
                .map(|other| NameView { text: other.text.to_string(), place: other.place.as_deref().map(str::to_string) })
                .collect(),
            text_html: fields.text.as_ref().map(|text| self.marked(source, text)),
            this_year_html: fields.this_year.as_ref().map(|text| self.marked(source, text)),
            labels: fields.label.iter().map(|label| self.label(label)).collect(),
            period: fields.period.as_ref().map(|period| period.printed.clone()),
            due: fields.due.as_ref().map(|due| due.value.to_string()),
            owners: fields.owner.iter().map(|owner| self.person(item.strategy, owner)).collect(),
            placed: fields.placed.as_ref().and_then(|placed| match placed.value {
                Placed::Stated => None,
                Placed::Inferred => Some("inferred"),
                Placed::Unknown => Some("unknown"),
            }),
            status: self.latest_status(id),
            topics: self.topics(id),
            links: self.links(id),
            delivers_unknown: fields.delivers.is_none() && level.key == "initiatives" && self.siblings_deliver(id),
            partners: fields.partners.iter().map(|partner| self.partner(partner)).collect(),
            names: fields.names.iter().map(|name| self.supporting(item.strategy, name)).collect(),
            measures: self.measures(item.strategy, &fields.measures),
            narrative_html: item
                .narrative
                .as_ref()
                .filter(|_| !only_named)
                .map(|text| self.html(&text.words, depth.shift, &prefix)),
            notes: if only_named { Vec::new() } else { self.notes(item.strategy, Some(id), depth.whole) },
            groups: if only_named { Vec::new() } else { self.groups(&item.groups, depth) },
            has_page: item.has_page,
            href: self.node(Node::Item(id)),
            anchor,
        }
    }

    fn label(&self, label: &crate::strategy::model::Label) -> LabelView {
        let known = label.framework.as_deref().and_then(|address| address.split_once('/')).and_then(|(framework, item)| {
            let framework = self.site.frameworks.iter().find(|known| *known.id.value == *framework)?;
            let item = framework.items.iter().find(|known| *known.id.value == *item)?;
            Some((format!("{}: {}", framework.title, item.title), item.text.as_ref()))
        });
        let (framework, text) = known.unzip();
        let meaning = text.flatten().zip(self.site.files().partners).map(|(text, source)| self.marked(source, text));
        LabelView { text: label.text.to_string(), framework, meaning_html: meaning }
    }

    /// A person by id, with their role; a role in words as it is.
    fn person(&self, strategy: StrategyId, owner: &Text) -> String {
        let people = &self.site.strategy(strategy).fields.people;
        match people.iter().find(|person| *person.id.value == **owner) {
            Some(person) => match &person.role {
                Some(role) => format!("{}, {role}", person.name),
                None => person.name.to_string(),
            },
            None => owner.to_string(),
        }
    }

    /// The item's own status, or that of the latest update about it, whichever is of the later day.
    fn latest_status(&self, id: ItemId) -> Option<StatusView> {
        let item = self.site.item(id);
        let strategy = self.site.strategy(item.strategy);
        let own = item.fields.status.as_ref();
        let about = |update: &&crate::site::Update| {
            update.fields.status.is_some()
                && update.fields.about.iter().any(|name| self.site.item_named(item.strategy, name) == Some(id))
        };
        let update = strategy.updates.iter().filter(about).max_by_key(|update| (update.fields.date.last(), update.name.clone()));
        let as_at = own.and_then(|status| status.as_at.as_ref()).map(|date| date.last());
        match (own, update) {
            (_, Some(update)) if as_at.is_none_or(|own| own <= update.fields.date.last()) => {
                let word = update.fields.status.as_ref()?;
                let mut view = self.status_word(word);
                view.as_at = Some(update.fields.date.to_string());
                view.by = update.fields.by.as_deref().map(str::to_string);
                Some(view)
            }
            (Some(status), _) => Some(self.status(strategy.source, status)),
            (None, _) => None,
        }
    }

    fn status_word(&self, word: &str) -> StatusView {
        let known = self.site.statuses.iter().find(|known| *known.id.value == *word);
        StatusView {
            id: word.to_string(),
            title: known.map_or(word, |known| &known.title).to_string(),
            tone: known.and_then(|known| known.tone.as_ref()).map_or(Tone::Neutral, |tone| tone.value),
            as_at: None,
            by: None,
            note_html: None,
        }
    }

    fn status(&self, source: SourceId, status: &Status) -> StatusView {
        StatusView {
            as_at: status.as_at.as_ref().map(|date| date.value.to_string()),
            by: status.by.as_deref().map(str::to_string),
            note_html: status.note.as_ref().map(|note| self.marked(source, note)),
            ..self.status_word(&status.value)
        }
    }

    pub fn topics(&self, id: ItemId) -> Vec<TopicLink> {
        let known = |(name, strength): &(Text, Located<Strength>)| {
            let topic = self.site.topics_by_id(name)?;
            let href = self.node(Node::Topic(topic));
            Some(TopicLink { text: self.site.topic(topic).record.title.to_string(), href, strength: strength.value })
        };
        let mut topics: Vec<TopicLink> = self.site.item(id).fields.topics.iter().filter_map(known).collect();
        topics.sort_by_key(|topic| topic.strength);
        topics
    }

    /// The item's links of every kind but mentions, in both directions.
    fn links(&self, id: ItemId) -> Vec<LinksView> {
        let node = Node::Item(id);
        let mut views = Vec::new();
        for kind in LinkKind::ALL.into_iter().filter(|kind| !matches!(kind, LinkKind::Mentions | LinkKind::Related)) {
            let from: Vec<_> = self
                .site
                .links_from(node)
                .iter()
                .filter(|link| link.kind == kind)
                .map(|link| self.item_link(id, link.to))
                .collect();
            let to: Vec<_> = self
                .site
                .links_to(node)
                .iter()
                .filter(|link| link.kind == kind)
                .map(|link| self.item_link(id, link.from))
                .collect();
            for (kind, links) in [(kind.key(), from), (kind.reverse_key(), to)] {
                if !links.is_empty() {
                    views.push(LinksView { kind, links });
                }
            }
        }
        views
    }

    /// A link from an item to another node, naming the trust if it is another.
    pub fn item_link(&self, from: ItemId, to: Node) -> ItemLink {
        let site = self.site;
        let trust = match to {
            Node::Item(item) => Some(site.trust_of(item)),
            Node::Strategy(strategy) => Some(site.strategy(strategy).trust),
            Node::Plan(plan) => Some(site.strategy(site.plan(plan).strategy).trust),
            _ => None,
        };
        let (text, level) = match to {
            Node::Item(item) => (site.item_short_title(item), Some(site.level(item).one.clone())),
            other => (site.title(other), None),
        };
        let trust = trust.filter(|&trust| trust != site.trust_of(from)).map(|trust| site.trust(trust).short_name().to_string());
        ItemLink { text, href: self.node(to), trust, level }
    }

    /// Whether any initiative of the strategy says what it delivers: only then is silence worth a word.
    fn siblings_deliver(&self, id: ItemId) -> bool {
        let strategy = self.site.item(id).strategy;
        self.site.strategy(strategy).items().any(|item| self.site.item(item).fields.delivers.is_some())
    }

    /// A partner of `partners.yaml`, or a trust of this site.
    pub fn partner(&self, name: &Text) -> LinkOut {
        let site = self.site;
        if let Some(partner) = site.partners.iter().find(|known| *known.id.value == **name) {
            return LinkOut { text: partner.name.to_string(), href: partner.url.as_ref().map(|url| url.value.to_string()) };
        }
        match site.trust_ids().find(|&trust| site.trust(trust).id == **name) {
            Some(trust) => LinkOut { text: site.trust(trust).file.name.to_string(), href: Some(self.node(Node::Trust(trust))) },
            None => LinkOut { text: name.to_string(), href: None },
        }
    }

    fn supporting(&self, strategy: StrategyId, name: &Text) -> LinkOut {
        let known = self.site.strategy(strategy).fields.supporting.iter().find(|known| *known.id.value == **name);
        LinkOut {
            text: known.map_or(name.to_string(), |known| known.title.to_string()),
            href: known.and_then(|known| known.url.as_ref()).map(|url| url.value.to_string()),
        }
    }

    fn measures(&self, strategy: StrategyId, measures: &[Measure]) -> Vec<MeasureView> {
        let source = self.site.strategy(strategy).source;
        let amount = |amount: &Located<Amount>| amount.printed.clone();
        let mut views: Vec<MeasureView> = measures
            .iter()
            .map(|measure| {
                let unit = measure.unit.as_deref().unwrap_or_default();
                let figure = |value: &str, date: Option<PartialDate>, note: Option<String>| FigureView {
                    value: with_unit(value, unit),
                    date: date.map(|date| date.to_string()),
                    note,
                    group: None,
                };
                let baseline = |known: &crate::strategy::model::Baseline| {
                    let note = known.note.as_ref().map(|note| self.site.plain(self.site.words(source, note)));
                    figure(&known.value.printed, known.date.as_ref().map(|date| date.value), note)
                };
                let readings = self.readings(strategy, measure);
                MeasureView {
                    anchor: measure.id.value.to_string(),
                    title: measure.title.to_string(),
                    text_html: measure.text.as_ref().map(|text| self.marked(source, text)),
                    unit: measure.unit.as_deref().map(str::to_string),
                    better: measure.better.as_ref().map(|better| better.value),
                    baseline: measure.baseline.as_ref().map(baseline),
                    target: measure.target.as_ref().map(|target| TargetView {
                        value: target.value.as_ref().map(|value| with_unit(&amount(value), unit)),
                        from: target.from.as_ref().map(|value| with_unit(&amount(value), unit)),
                        to: target.to.as_ref().map(|value| with_unit(&amount(value), unit)),
                        by: target.by.as_ref().map(|date| date.value.to_string()),
                        text_html: target.text.as_ref().map(|text| self.marked(source, text)),
                    }),
                    trajectory: measure.trajectory.iter().map(baseline).collect(),
                    lead: measure.lead,
                    source_html: measure.source.as_ref().map(|text| self.marked(source, text)),
                    grouped: readings.iter().any(|reading| reading.group.is_some()),
                    readings,
                }
            })
            .collect();
        views.sort_by_key(|view| !view.lead);
        views
    }

    /// A measure's readings, inline and from files.
    fn readings(&self, strategy: StrategyId, measure: &Measure) -> Vec<FigureView> {
        let unit = measure.unit.as_deref().unwrap_or_default();
        let view = |(date, group, value, note): (PartialDate, String, &Amount, Option<&str>)| FigureView {
            value: with_unit(&value.printed, unit),
            date: Some(date.to_string()),
            note: note.map(str::to_string),
            group: Some(group).filter(|group| !group.is_empty()),
        };
        self.site.readings(strategy, measure).into_iter().map(view).collect()
    }

    /// The discrepancies to show at an item, or at the strategy itself. Where one page holds `all` items, one that names
    /// several is shown at the first only.
    pub fn notes(&self, strategy: StrategyId, item: Option<ItemId>, all: bool) -> Vec<NoteView> {
        let record = self.site.strategy(strategy);
        let names = |at: &str| match item {
            None => at == ".",
            Some(item) => self.site.item_named(strategy, at) == Some(item),
        };
        let here = |discrepancy: &&crate::strategy::model::Discrepancy| {
            let mut places = discrepancy.at.iter().take(if all { 1 } else { usize::MAX });
            discrepancy.show != Some(false) && places.any(|at| names(at))
        };
        let view = |discrepancy: &crate::strategy::model::Discrepancy| NoteView {
            kind: discrepancy.kind.value,
            printed: discrepancy.printed.as_deref().map(str::to_string),
            believed: discrepancy.believed.as_deref().map(str::to_string),
            note_html: discrepancy.note.as_ref().map(|note| self.marked(record.source, note)),
        };
        record.fields.discrepancies.iter().filter(here).map(view).collect()
    }
}

/// A figure with its unit: percent and degrees close up, currencies in front, words apart. What is no figure has no unit.
fn with_unit(value: &str, unit: &str) -> String {
    let is_figure = value.contains(|c: char| c.is_ascii_digit()) && !value.contains(|c: char| c.is_alphabetic());
    let currency = unit.chars().next().filter(|first| "£$€".contains(*first));
    match (is_figure, currency, unit) {
        (false, ..) | (_, _, "") => value.to_string(),
        // £m: the sign in front, the scale behind, and a minus before both.
        (_, Some(sign), _) => {
            let (minus, digits) = value.strip_prefix('-').map_or(("", value), |digits| ("-", digits));
            format!("{minus}{sign}{digits}{}", &unit[sign.len_utf8()..])
        }
        (_, _, "%" | "°") => format!("{value}{unit}"),
        _ => format!("{value} {unit}"),
    }
}
