//! Items as what can be found.

use std::collections::HashMap;

use super::documents::{Document, Documents, Kind, UPDATE, bare, plain_in, strings};
use super::of_strategies::partners;
use crate::site::{ItemId, News, Node, Site, StrategyId};
use crate::strategy::located::{Marked, Text};

/// What a strategy's records say beside its items, by the item on whose page it stands; without one, on the strategy's.
pub struct Placed {
    strategy: StrategyId,
    texts: HashMap<Option<ItemId>, Vec<String>>,
}

impl Placed {
    pub fn of(site: &Site, id: StrategyId) -> Placed {
        let strategy = site.strategy(id);
        let mut placed = Placed { strategy: id, texts: HashMap::new() };
        for quotation in &strategy.fields.quotations {
            placed.put(site, &quotation.about, vec![quotation.text.to_string()]);
        }
        for finding in &strategy.fields.findings {
            placed.put(site, &finding.about, vec![plain_in(site, Some(strategy.source), Some(&finding.text))]);
        }
        placed
    }

    fn put(&mut self, site: &Site, about: &[Text], said: Vec<String>) {
        let pages = about.iter().filter_map(|name| site.item_named(self.strategy, name)).map(|item| site.page_of(item));
        let mut pages: Vec<_> = pages.chain(about.is_empty().then_some(None)).collect();
        pages.sort();
        pages.dedup();
        pages.into_iter().for_each(|page| self.texts.entry(page).or_default().extend(said.iter().cloned()));
    }

    pub fn on_the_strategy(&self) -> impl Iterator<Item = &String> {
        self.texts.get(&None).into_iter().flatten()
    }

    fn on(&self, item: ItemId) -> impl Iterator<Item = &String> {
        self.texts.get(&Some(item)).into_iter().flatten()
    }

    /// The language that the strategy is written in.
    pub fn language(&self, site: &Site) -> String {
        let own = site.strategy(self.strategy).fields.language.as_deref();
        own.or(site.file.as_ref().and_then(|file| file.language.as_deref())).unwrap_or("en").to_string()
    }
}

impl Documents {
    pub fn add_items(&mut self, site: &Site, items: impl Iterator<Item = ItemId>, placed: &Placed) {
        let language = placed.language(site);
        let is_old = site.standing(placed.strategy).is_some();
        for id in items {
            self.about_topics_of(site, id);
            self.list.push(Document { language: language.clone(), is_old, ..of_item(site, id, placed, is_old) });
        }
    }
}

impl Documents {
    /// Adds the updates of a strategy. Each stands where the first thing that it is about does.
    pub fn add_updates(&mut self, site: &Site, placed: &Placed) {
        let strategy = site.strategy(placed.strategy);
        for update in &strategy.updates {
            let news = News { strategy: placed.strategy, update };
            let about = site.items_of(news);
            about.iter().for_each(|&item| self.about_topics_of(site, item));
            let (path, place) = site.location_of_news(news);
            let text = site.plain(&update.text.words);
            self.list.push(Document {
                address: (path, Some(place)),
                within: about.first().map_or(strategy.short_title().to_string(), |&item| site.item_short_title(item)),
                titles: vec![update.fields.title.to_string()],
                texts: strings(&update.fields.by).chain([text.clone()]).collect(),
                excerpt: text,
                is_old: site.standing(placed.strategy).is_some(),
                is_page: false,
                language: placed.language(site),
                ..bare(site, Node::Strategy(placed.strategy), UPDATE, &*update.fields.title)
            });
        }
    }

    /// Notes that the next document is about what an item is about. What a goal is about, so is what stands below it.
    fn about_topics_of(&mut self, site: &Site, item: ItemId) {
        let own_and_above = std::iter::successors(Some(item), |&item| site.item(item).parent);
        for name in own_and_above.flat_map(|item| site.item(item).fields.topics.iter().map(|(name, _)| name)) {
            if let Some(topic) = site.topics_by_id(name) {
                self.about(site, topic);
            }
        }
    }
}

fn of_item(site: &Site, id: ItemId, placed: &Placed, is_old: bool) -> Document {
    let item = site.item(id);
    let strategy = site.strategy(item.strategy);
    let fields = &item.fields;
    let plain = |text: &Marked| plain_in(site, Some(strategy.source), Some(text));
    let title = site.item_title(id);
    let text = fields.text.as_ref().map(plain).unwrap_or_default();
    let narrative = item.narrative.as_ref().map(|text| site.plain(&text.words)).unwrap_or_default();
    let excerpt = [&text, &narrative].into_iter().find(|text| !text.is_empty() && **text != title).cloned().unwrap_or_default();
    let names = [fields.title.as_ref(), fields.short_title.as_ref()].into_iter().flatten();
    let measures = fields.measures.iter().flat_map(|measure| strings([&measure.title]).chain(measure.text.iter().map(plain)));
    let labels = fields.label.iter().map(|label| label.text.to_string());
    let status = fields.status.iter().filter_map(|status| status.note.as_ref()).map(plain);
    let texts = [text, narrative].into_iter().chain(fields.this_year.iter().map(plain)).chain(measures).chain(labels).chain(status);
    let named = strategy.fields.supporting.iter().filter(|known| fields.names.iter().any(|name| **name == *known.id.value));
    let texts = texts.chain(named.map(|known| known.title.to_string())).chain(partners(site, &fields.partners));
    let within = match (item.plan, site.page_of(id)) {
        (Some(plan), _) => site.plan(plan).fields.title.to_string(),
        (None, Some(page)) if page != id => site.item_short_title(page),
        _ => strategy.short_title().to_string(),
    };
    Document {
        titles: strings(names.chain(fields.other_titles.iter().map(|other| &other.text))).collect(),
        texts: texts.chain(placed.on(id).cloned()).collect(),
        excerpt,
        within,
        is_page: item.has_page && !is_old,
        ..bare(site, Node::Item(id), Kind::Level(site.level(id).one.clone()), title)
    }
}
