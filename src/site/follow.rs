//! What there is to follow: dated updates, for a page and for feeds; days on which something is due, for calendars.
//!
//! Dates are as exact as the author wrote them. What has no day is on pages, and in no feed or calendar.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::*;
use crate::strategy::located::Located;
use crate::strategy::model::{Measure, StrategyFields, Tone};
use crate::strategy::scalars::PartialDate;

/// How many updates the first page of them has. If there are more, each year has a page as well.
const NEWEST: usize = 30;

/// An update, and the strategy that it is of.
#[derive(Clone, Copy, Debug)]
pub struct News<'s> {
    pub strategy: StrategyId,
    pub update: &'s Update,
}

/// A day on which something is due or to be looked at anew.
#[derive(Clone, Copy, Debug)]
pub struct Day<'s> {
    pub date: Date,
    /// Whose day it is.
    pub node: Node,
    pub of: DayOf<'s>,
}

/// What a day is of.
#[derive(Clone, Copy, Debug)]
pub enum DayOf<'s> {
    /// An item is to be done.
    Due,
    /// A measure is to reach its target.
    Target(&'s Measure),
    /// An item's status is to be looked at anew.
    Status,
    /// A strategy or a page is to be reviewed.
    Review,
}

/// Whether a strategy names a day, or what one is worked out from.
pub(super) fn may_have_days(fields: &StrategyFields, items: &[Item]) -> bool {
    let of_item = |item: &Item| {
        let fields = &item.fields;
        let target = |measure: &Measure| measure.target.as_ref().is_some_and(|target| day(target.by.as_ref()).is_some());
        day(fields.due.as_ref()).is_some() || fields.review_every.is_some() || fields.measures.iter().any(target)
    };
    day(fields.review_by.as_ref()).is_some() || fields.review_every.is_some() || items.iter().any(of_item)
}

/// The routes of everything that can be followed.
pub fn routes(site: &Site) -> Vec<(String, Owner)> {
    let mut routes: Vec<(String, Owner)> = Vec::new();
    let news = site.news(None);
    if !news.is_empty() {
        routes.push(("updates/index.html".into(), Owner::Updates));
    }
    for year in site.years_of_news() {
        routes.push((format!("updates/{year}/index.html"), Owner::UpdatesOf(year)));
    }
    if site.base_url().is_some() {
        let dated: Vec<News> = news.into_iter().filter(|news| news.day().is_some()).collect();
        let trusts: BTreeSet<TrustId> = dated.iter().map(|news| site.strategy(news.strategy).trust).collect();
        let topics: BTreeSet<TopicId> = dated.iter().flat_map(|news| site.topics_of(*news)).collect();
        let nodes = trusts.into_iter().map(Node::Trust).chain(topics.into_iter().map(Node::Topic)).map(Some);
        let all = (!dated.is_empty()).then_some(None);
        routes.extend(all.into_iter().chain(nodes).map(|of| (site.feed_path(of), Owner::Feed(of))));
    }
    let calendars = std::iter::once(None).chain(site.trust_ids().map(Some));
    let calendars = calendars.filter(|&trust| site.days(trust).next().is_some());
    routes.extend(calendars.map(|trust| (site.calendar_path(trust), Owner::Calendar(trust))));
    routes
}

impl News<'_> {
    /// Its day, if that is known.
    pub fn day(&self) -> Option<Date> {
        self.update.fields.date.day()
    }

    /// The month that it stands under, or the year if no more is known.
    pub fn month(&self) -> PartialDate {
        self.update.fields.date.without_day()
    }
}

impl Site {
    /// The updates of a trust, on a topic, or all there are: newest first, by months, then by days, then in the order of trusts.
    pub fn news(&self, of: Option<Node>) -> Vec<News<'_>> {
        let all = self.strategy_ids().flat_map(|strategy| {
            let updates = self.strategy(strategy).updates.iter();
            updates.map(move |update| News { strategy, update })
        });
        let mut news: Vec<News> = all.filter(|news| self.is_news_of(*news, of)).collect();
        let order = |news: &News| {
            let (month, date) = (news.month(), news.update.fields.date.value);
            (Reverse(month.first()), month.to_string(), Reverse(date.first()), news.strategy, news.update.name.clone())
        };
        news.sort_by_cached_key(order);
        news
    }

    fn is_news_of(&self, news: News, of: Option<Node>) -> bool {
        match of {
            Some(Node::Trust(trust)) => self.strategy(news.strategy).trust == trust,
            Some(Node::Topic(topic)) => self.topics_of(news).any(|own| own == topic),
            _ => true,
        }
    }

    /// How many updates the first page of them has.
    pub fn newest(&self) -> usize {
        NEWEST
    }

    /// The years that have a page of their updates, newest first: none while all are on one page.
    pub fn years_of_news(&self) -> Vec<i16> {
        let updates = || self.strategies.iter().flat_map(|strategy| &strategy.updates);
        if updates().count() <= NEWEST {
            return Vec::new();
        }
        let years: BTreeSet<i16> = updates().map(|update| update.fields.date.first().year()).collect();
        years.into_iter().rev().collect()
    }

    /// The items that an update is about, in the author's order.
    pub fn items_of(&self, news: News) -> Vec<ItemId> {
        news.update.fields.about.iter().filter_map(|name| self.item_named(news.strategy, name)).collect()
    }

    /// The topics of what an update is about, and of what that is a part of.
    fn topics_of(&self, news: News) -> impl Iterator<Item = TopicId> {
        let above = |item: ItemId| std::iter::successors(Some(item), |&item| self.item(item).parent);
        let names = self.items_of(news).into_iter().flat_map(above).flat_map(|item| self.item(item).fields.topics.iter());
        let topics: BTreeSet<TopicId> = names.filter_map(|(name, _)| self.topics_by_id(name)).collect();
        topics.into_iter()
    }

    /// Where readers find an update: the page of the first thing that it is about, or of its strategy; and the place there.
    pub fn location_of_news(&self, news: News) -> (String, String) {
        let page = self.items_of(news).into_iter().find_map(|item| self.page_of(item)).map(Node::Item);
        let (path, _) = self.location(page.unwrap_or(Node::Strategy(news.strategy)));
        (path, news.update.anchor())
    }

    /// Where the feed of a trust, a topic or the site stands.
    pub fn feed_path(&self, of: Option<Node>) -> String {
        format!("{}/feed.xml", of.map_or("updates".to_string(), |node| self.address(node)))
    }

    /// Where the calendar of a trust or the site stands.
    pub fn calendar_path(&self, trust: Option<TrustId>) -> String {
        trust.map_or("calendar.ics".to_string(), |id| format!("{}/calendar.ics", self.trust(id).id))
    }

    /// The feed of a trust, a topic or the site, if there is one.
    pub fn feed(&self, of: Option<Node>) -> Option<String> {
        Some(self.feed_path(of)).filter(|path| self.routes.owner(path) == Some(Owner::Feed(of)))
    }

    /// The calendar of a trust or the site, if there is one.
    pub fn calendar(&self, trust: Option<TrustId>) -> Option<String> {
        Some(self.calendar_path(trust)).filter(|path| self.routes.owner(path) == Some(Owner::Calendar(trust)))
    }

    /// Every day that a trust's strategies, or the site, name, in the order of files.
    pub fn days(&self, trust: Option<TrustId>) -> impl Iterator<Item = Day<'_>> {
        let mut own = trust.map_or_else(|| self.strategy_ids().collect(), |trust| self.trust(trust).strategies.clone());
        own.sort();
        let own = own.into_iter().filter(|&id| self.strategy(id).may_have_days);
        let pages = self.page_ids().filter(move |_| trust.is_none());
        let pages = pages.filter_map(|id| {
            let date = day(self.pages[id.index()].fields.review_by.as_ref())?;
            Some(Day { date, node: Node::Page(id), of: DayOf::Review })
        });
        own.flat_map(|id| self.days_of(id)).chain(pages)
    }

    fn days_of(&self, id: StrategyId) -> impl Iterator<Item = Day<'_>> {
        let strategy = self.strategy(id);
        let review = day(strategy.fields.review_by.as_ref());
        let review = review.map(|date| Day { date, node: Node::Strategy(id), of: DayOf::Review });
        let items = strategy.items().chain(strategy.plans.iter().flat_map(|&plan| self.plan(plan).items()));
        review.into_iter().chain(items.flat_map(|item| {
            let fields = &self.item(item).fields;
            let node = Node::Item(item);
            let due = day(fields.due.as_ref()).map(|date| Day { date, node, of: DayOf::Due });
            let targets = fields.measures.iter().filter_map(move |measure| {
                let date = day(measure.target.as_ref()?.by.as_ref())?;
                Some(Day { date, node, of: DayOf::Target(measure) })
            });
            let status = self.next_look(item).map(|date| Day { date, node, of: DayOf::Status });
            due.into_iter().chain(targets).chain(status)
        }))
    }

    /// The day by which an item's status is to be looked at anew, if it is not finished.
    fn next_look(&self, item: ItemId) -> Option<Date> {
        let record = self.item(item);
        let every = record.fields.review_every.as_ref().or(self.strategy(record.strategy).fields.review_every.as_ref())?;
        let said = self.statuses_of(item);
        let latest = said.first().filter(|_| self.applies(record.strategy))?;
        let is_done = |word: &StatusWord| word.tone.as_ref().is_some_and(|tone| tone.value == Tone::Done);
        let word = self.status_word(record.strategy, latest.word)?;
        Some(every.value.after(latest.as_at?.day()?)).filter(|_| !is_done(word))
    }
}

/// The day of a date that is written that exactly.
fn day(date: Option<&Located<PartialDate>>) -> Option<Date> {
    date?.value.day()
}
