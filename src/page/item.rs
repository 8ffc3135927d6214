//! An item as pages show it, with everything below it that has no page of its own.

use serde::Serialize;

use super::Hrefs;
use super::href::below_title;
use super::links::{LinksView, TopicLink};
use super::measure::MeasureView;
use super::notes::NoteView;
use super::shell::LinkOut;
use super::status::StatusView;
use crate::site::{Group, ItemId, Node, Unpublished};
use crate::strategy::model::{Label, Placed};

/// An item and what stands below it.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// Its place on the page.
    pub anchor: String,
    /// The same under ids that it had before.
    pub former: Vec<String>,
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
    /// Why the public does not see it, on a site that shows drafts.
    pub unpublished: Option<Unpublished>,
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
    /// What stands below it, counted: on a card, where the groups are left out.
    pub holds: Vec<HoldView>,
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

/// How many items of a level there are.
#[derive(Debug, Serialize)]
pub struct HoldView {
    pub heading: String,
    pub count: usize,
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
/// How an item is to be shown.
#[derive(Clone, Copy)]
pub struct Depth {
    /// How many levels the narratives' headings move down.
    pub shift: u8,
    /// Whether items with pages of their own are shown whole, or only named.
    pub whole: bool,
}

impl Hrefs<'_> {
    pub fn groups(&self, groups: &[Group], depth: Depth) -> Vec<GroupView> {
        let has_page = |id: &ItemId| self.site.item(*id).has_page;
        let view = |group: &Group| {
            let first = *group.items.first()?;
            let level = self.site.level(first);
            // Where one is a section of its own, all are, each with a heading.
            let holds_pages = |id: &ItemId| self.site.item(*id).groups.iter().any(|below| below.items.iter().all(has_page));
            let sections = group.items.iter().any(|item| has_page(item) || holds_pages(item));
            let depth_of = |id: ItemId| {
                let is_headed = sections || self.site.item(id).fields.title.is_some();
                Depth { shift: depth.shift.saturating_sub(u8::from(!is_headed)), ..depth }
            };
            Some(GroupView {
                level: level.key.clone(),
                heading: level.many.clone(),
                one: level.one.clone(),
                pages: group.items.iter().all(has_page),
                items: group.items.iter().map(|&item| self.item(item, depth_of(item))).collect(),
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
        let asked = self.asked;
        let anchor = site.anchor(id);
        ItemView {
            former: asked.of("former", || site.former_anchors(id)),
            address: asked.of("address", || site.address(Node::Item(id))),
            level: level.key.clone(),
            level_name: level.one.clone(),
            number: fields.number.as_deref().map(str::to_string),
            title: fields.title.as_deref().map(str::to_string),
            short_title: asked.of("short_title", || site.item_short_title(id)),
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
            owners: asked.of("owners", || self.owners(id)),
            placed: fields.placed.as_ref().and_then(|placed| match placed.value {
                Placed::Stated => None,
                Placed::Inferred => Some("inferred"),
                Placed::Unknown => Some("unknown"),
            }),
            unpublished: site.item_unpublished(id),
            status: asked.of("status", || self.latest_status(id)),
            topics: asked.of("topics", || self.topics(id)),
            links: asked.of("links", || self.links(id)),
            delivers_unknown: fields.delivers.is_none() && level.key == "initiatives" && self.siblings_deliver(id),
            partners: fields.partners.iter().map(|partner| self.partner(partner)).collect(),
            names: fields.names.iter().map(|name| self.supporting(item.strategy, name)).collect(),
            measures: asked.of("measures", || self.measures(id, only_named)),
            narrative_html: item
                .narrative
                .as_ref()
                .filter(|_| !only_named)
                .map(|text| self.html(&text.words, depth.shift + below_title(&text.words), &|id| format!("{anchor}:{id}"))),
            notes: asked.of("notes", || if only_named { Vec::new() } else { self.notes(item.strategy, Some(id), depth.whole) }),
            groups: if only_named { Vec::new() } else { self.groups_below(id, depth) },
            holds: asked.of("holds", || if only_named { self.holds(&item.groups) } else { Vec::new() }),
            has_page: item.has_page,
            href: self.node(Node::Item(id)),
            anchor,
        }
    }

    /// The groups of an item. Each is as many levels further down as it has headings: its own, unless the item is called so too,
    /// and those of its items.
    fn groups_below(&self, id: ItemId, depth: Depth) -> Vec<GroupView> {
        let item = self.site.item(id);
        let view = |group: &Group| {
            let name = group.items.first().map(|&first| self.site.level(first).many.as_str());
            let is_named = name.is_some() && name == item.fields.title.as_deref();
            let below = depth.shift.saturating_add(2 - u8::from(is_named));
            self.groups(std::slice::from_ref(group), Depth { shift: below, ..depth })
        };
        item.groups.iter().flat_map(view).collect()
    }

    fn holds(&self, groups: &[Group]) -> Vec<HoldView> {
        let hold = |group: &Group| {
            let heading = self.site.level(*group.items.first()?).many.clone();
            Some(HoldView { heading, count: group.items.len() })
        };
        groups.iter().filter_map(hold).collect()
    }

    fn label(&self, label: &Label) -> LabelView {
        let known = label.framework.as_deref().and_then(|address| address.split_once('/')).and_then(|(framework, item)| {
            let framework = self.site.frameworks.iter().find(|known| *known.id.value == *framework)?;
            let item = framework.items.iter().find(|known| *known.id.value == *item)?;
            Some((format!("{}: {}", framework.title, item.title), item.text.as_ref()))
        });
        let (framework, text) = known.unzip();
        let meaning = text.flatten().zip(self.site.files().partners).map(|(text, source)| self.marked(source, text));
        LabelView { text: label.text.to_string(), framework, meaning_html: meaning }
    }

    /// Who answers for an item.
    pub fn owners(&self, id: ItemId) -> Vec<String> {
        let item = self.site.item(id);
        item.fields.owner.iter().map(|owner| self.site.owner_name(item.strategy, owner)).collect()
    }

    /// Whether any initiative of the strategy says what it delivers: only then is silence worth a word.
    fn siblings_deliver(&self, id: ItemId) -> bool {
        let strategy = self.site.item(id).strategy;
        self.site.strategy(strategy).items().any(|item| self.site.item(item).fields.delivers.is_some())
    }
}
