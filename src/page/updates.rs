//! What was reported, newest first, with whose it is and what it is about.

use serde::Serialize;

use super::Hrefs;
use super::record::UpdateView;
use super::shell::{About, LinkView, Shell};
use crate::site::{News, Node, Owner};

#[derive(Debug, Serialize)]
pub struct UpdatesPage {
    pub shell: Shell,
    /// The year that the page is of; nothing on the page of the newest.
    pub year: Option<String>,
    pub months: Vec<MonthView>,
    /// Pages of years, if there are more updates than the first page has.
    pub years: Vec<YearView>,
    /// The page of the newest, on that of a year.
    pub newest: Option<String>,
    pub follow: FollowView,
    /// Feeds of single trusts and topics.
    pub feeds: Vec<LinkView>,
}

/// The updates of one month, or of a longer time if no more is known of their dates.
#[derive(Debug, Serialize)]
pub struct MonthView {
    pub date: String,
    pub updates: Vec<NewsView>,
}

#[derive(Debug, Serialize)]
pub struct NewsView {
    pub update: UpdateView,
    /// Where it stands among the rest of what it is about.
    pub href: String,
    pub trust: LinkView,
    pub strategy: LinkView,
    /// Whether its text is here, and not only there.
    pub whole: bool,
}

#[derive(Debug, Serialize)]
pub struct YearView {
    pub link: LinkView,
    pub count: usize,
}

/// How to follow what a page is about: links to a feed and a calendar, if there are any.
#[derive(Debug, Clone, Serialize)]
pub struct FollowView {
    pub updates: Option<String>,
    pub feed: Option<String>,
    pub calendar: Option<String>,
}

/// The page of the newest updates, or of all of a year.
pub fn of(hrefs: &Hrefs, year: Option<i16>) -> UpdatesPage {
    let site = hrefs.site;
    let all = site.news(None);
    let in_year = |year: i16| move |news: &&News| news.update.fields.date.first().year() == year;
    let years: Vec<YearView> = site
        .years_of_news()
        .into_iter()
        .map(|year| {
            let path = format!("updates/{year}/index.html");
            let link = LinkView { text: year.to_string(), href: hrefs.path(&path), current: path == hrefs.route };
            YearView { link, count: all.iter().filter(in_year(year)).count() }
        })
        .collect();
    let shown: Vec<News> = match year {
        Some(year) => all.iter().filter(in_year(year)).copied().collect(),
        None => all.iter().take(site.newest()).copied().collect(),
    };
    // A page of many would be heavy with all their texts.
    let whole = shown.len() <= site.newest();
    let mut months: Vec<MonthView> = Vec::new();
    for news in shown {
        let date = news.month().to_string();
        let view = hrefs.news(news, whole);
        match months.last_mut().filter(|month| month.date == date) {
            Some(month) => month.updates.push(view),
            None => months.push(MonthView { date, updates: vec![view] }),
        }
    }
    let mut shell = hrefs.shell(About::site("updates", ""));
    if year.is_some() {
        shell.trail.push(LinkView { text: String::new(), href: hrefs.path("updates/index.html"), current: false });
    }
    let nodes = site.trust_ids().map(Node::Trust).chain(site.topic_ids().map(Node::Topic));
    let feeds = nodes.filter_map(|node| {
        let href = hrefs.path(&site.feed(Some(node))?);
        Some(LinkView { text: site.title(node), href, current: false })
    });
    UpdatesPage {
        year: year.map(|year| year.to_string()),
        months,
        years,
        newest: year.map(|_| hrefs.path("updates/index.html")),
        follow: FollowView { updates: None, ..hrefs.follow(None) },
        // With one trust, its feed is the site's.
        feeds: feeds.skip(usize::from(site.only_trust().is_some_and(|id| site.feed(Some(Node::Trust(id))).is_some()))).collect(),
        shell,
    }
}

impl Hrefs<'_> {
    fn news(&self, news: News, whole: bool) -> NewsView {
        let site = self.site;
        let strategy = site.strategy(news.strategy);
        let prefix = format!("{}-{}-", site.trust(strategy.trust).id, strategy.id);
        let (path, place) = site.location_of_news(news);
        NewsView {
            update: self.update(news.strategy, news.update, &prefix),
            href: format!("{}#{place}", self.path(&path)),
            trust: self.link(Node::Trust(strategy.trust)),
            strategy: self.link_as(Node::Strategy(news.strategy), strategy.short_title()),
            whole,
        }
    }

    /// The ways to follow a trust, a topic, or the site.
    pub fn follow(&self, of: Option<Node>) -> FollowView {
        let site = self.site;
        let calendar = match of {
            Some(Node::Trust(id)) => site.calendar(Some(id)),
            Some(_) => None,
            None => site.calendar(None),
        };
        let updates = self.there("updates/index.html", Owner::Updates);
        let feed = site.feed(of).map(|path| self.path(&path));
        // The page of updates is named where something of it is followed.
        FollowView {
            updates: updates.filter(|_| feed.is_some() || of.is_none()),
            feed,
            calendar: calendar.map(|path| self.path(&path)),
        }
    }
}
