//! Items as rows: a table of those with pages, and one of those without.

use super::{Column, listed};
use crate::site::{ItemId, Node, Site, StrategyId, Table};
use crate::strategy::located::{Marked, Text};

/// The columns of both tables, so that their rows can be put together.
pub const COLUMNS: &[Column] = &[
    Column::text("address", "Address", "The item's name for good: trust, strategy and id."),
    Column::text("trust", "Trust", "The name of the trust."),
    Column::text("strategy", "Strategy", "The title of the strategy."),
    Column::text("level", "Level", "What the strategy calls such an item."),
    Column::text("parent", "Parent", "The address of the item above it."),
    Column::text("goal", "Goal", "The address of the nearest item above it that has a page of its own."),
    Column::text("number", "Number", "Its number, as printed."),
    Column::text("title", "Title", "Its title, as printed."),
    Column::text("text", "Text", "Its own statement, as plain text."),
    Column::text("this_year", "This year", "What is done about it this year."),
    Column::text("period", "Period", "Its own period, where that differs from the strategy's."),
    Column::text("due", "Due", "When it is to be done, as exactly as the source says."),
    Column::list("owners", "Owners", "Who answers for it."),
    Column::list("partners", "Partners", "Bodies that it names."),
    Column::list("topics", "Topics", "The shared subjects that it is about."),
    Column::text("status", "Status", "How it is going, as last said."),
    Column::text("status_date", "Status as at", "The date that the status is about."),
    Column::text("page", "Page", "The page that shows it, and its place there."),
];

/// The rows of a strategy.
pub fn rows(site: &Site, id: StrategyId, table: Table) -> impl Iterator<Item = Vec<String>> + '_ {
    let wanted = move |item: &ItemId| site.item(*item).has_page == (table == Table::Goals);
    site.strategy(id).items().filter(wanted).map(move |item| row(site, item))
}

fn row(site: &Site, id: ItemId) -> Vec<String> {
    let item = site.item(id);
    let (fields, strategy) = (&item.fields, site.strategy(item.strategy));
    let address = |id| site.address(Node::Item(id));
    let own = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_string();
    let plain = |text: Option<&Marked>| text.map(|text| site.plain(site.words(strategy.source, text))).unwrap_or_default();
    let status = site.statuses_of(id).into_iter().next();
    let word = |word: &Text| site.status_word(item.strategy, word).map_or(word, |known| &known.title).to_string();
    vec![
        address(id),
        site.trust(strategy.trust).file.name.to_string(),
        strategy.fields.title.to_string(),
        site.level(id).one.clone(),
        item.parent.map(address).unwrap_or_default(),
        item.parent.and_then(|parent| site.page_of(parent)).map(address).unwrap_or_default(),
        own(&fields.number),
        own(&fields.title),
        plain(fields.text.as_ref()),
        plain(fields.this_year.as_ref()),
        fields.period.as_ref().map(|period| period.printed.clone()).unwrap_or_default(),
        fields.due.as_ref().map(|due| due.value.to_string()).unwrap_or_default(),
        listed(fields.owner.iter().map(|owner| site.owner_name(item.strategy, owner))),
        listed(fields.partners.iter().map(|partner| site.body_name(partner))),
        listed(fields.topics.iter().filter_map(|(topic, _)| Some(site.topic(site.topics_by_id(topic)?).record.title.to_string()))),
        status.as_ref().map(|said| word(said.word)).unwrap_or_default(),
        status.and_then(|said| said.as_at).map(|date| date.to_string()).unwrap_or_default(),
        page(site, id),
    ]
}

/// The page that shows an item: its full address, or where the site's is not known, its path from there.
fn page(site: &Site, id: ItemId) -> String {
    let (path, place) = site.location(Node::Item(id));
    let path = place.map_or(path.clone(), |place| format!("{path}#{place}"));
    site.base_url().map_or(path.clone(), |base| format!("{base}/{path}"))
}
