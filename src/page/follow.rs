//! Feeds and calendars: what their formats are made from.

use jiff::civil::Date;

use super::Hrefs;
use super::measure::with_unit;
use super::record::UpdateView;
use crate::site::{Day, DayOf, Node, Owner, Site, TrustId};
use crate::strategy::model::MeasureTarget;

/// A feed has so many of the newest updates.
const NEWEST: usize = 50;

/// The updates of a trust, on a topic, or of the site. All addresses are full ones.
#[derive(Debug)]
pub struct Feed {
    /// Its own address, and that of the page it belongs to.
    pub own: String,
    pub page: String,
    /// Whose it is.
    pub name: String,
    pub language: String,
    pub publisher: String,
    pub licence: Option<String>,
    /// Newest first; there is one at least.
    pub entries: Vec<Entry>,
}

#[derive(Debug)]
pub struct Entry {
    /// An address of its own that stays, whatever the update is about.
    pub id: String,
    pub href: String,
    pub day: Date,
    pub trust: String,
    pub update: UpdateView,
}

/// The days of a trust or of the site.
#[derive(Debug)]
pub struct Calendar {
    pub name: String,
    pub language: String,
    /// In the order of days.
    pub events: Vec<Event>,
}

#[derive(Debug)]
pub struct Event {
    pub uid: String,
    pub day: Date,
    /// `due`, `target`, `status` or `review`.
    pub kind: &'static str,
    pub title: String,
    /// What a measure is to reach, as `value`, `from` and `to`.
    pub target: [Option<String>; 3],
    /// The strategy and the trust, if it is of one.
    pub within: Vec<String>,
    pub href: Option<String>,
}

/// The feed of a trust, a topic or the site. `None`: the site's address is not known.
pub fn feed(site: &Site, of: Option<Node>) -> Option<Feed> {
    let hrefs = Hrefs::absolute(site, Owner::Feed(of))?;
    let file = site.file.as_ref()?;
    let entries = site.news(of).into_iter().filter_map(|news| Some((news, news.day()?))).take(NEWEST);
    let entries = entries.map(|(news, day)| {
        let (path, place) = site.location_of_news(news);
        let href = format!("{}#{place}", hrefs.canonical_of(&path));
        let mut update = hrefs.update(news.strategy, news.update, "");
        // Links within the text lead to where the text stands.
        let prefix = format!("{}:", place.trim_start_matches("update-"));
        update.html = update.html.replace(&format!("href=\"#{prefix}"), &format!("href=\"{}#{prefix}", hrefs.canonical_of(&path)));
        let (strategy, _) = site.location(Node::Strategy(news.strategy));
        Entry {
            id: format!("{}#{place}", hrefs.canonical_of(&strategy)),
            href,
            day,
            trust: site.trust(site.strategy(news.strategy).trust).file.name.to_string(),
            update,
        }
    });
    let page = of.map(|node| site.location(node).0).unwrap_or_else(|| {
        let all = "updates/index.html";
        if site.stands(all, Owner::Updates) { all } else { "index.html" }.to_string()
    });
    let name = match of {
        Some(Node::Topic(id)) => format!("{} – {}", site.topic(id).record.title.as_str(), file.title.as_str()),
        Some(Node::Trust(id)) => site.trust(id).file.name.to_string(),
        _ => file.title.to_string(),
    };
    Some(Feed {
        own: hrefs.path(&site.feed_path(of)),
        page: hrefs.canonical_of(&page),
        publisher: file.publisher.as_ref().map_or_else(|| name.clone(), |publisher| publisher.name.to_string()),
        name,
        language: language(site),
        licence: file.licence.as_ref().map(|licence| licence.name.to_string()),
        entries: entries.collect(),
    })
}

/// The calendar of a trust or of the site.
pub fn calendar(site: &Site, trust: Option<TrustId>) -> Calendar {
    let hrefs = Hrefs::absolute(site, Owner::Calendar(trust));
    let host = site.base_url().and_then(|url| url.split("://").nth(1)).map_or("trustpress", |rest| rest);
    let host = host.split('/').next().unwrap_or(host);
    let mut days: Vec<Day> = site.days(trust).collect();
    // Of one day, in the order of files.
    days.sort_by_key(|day| day.date);
    let title = file_title(site);
    Calendar {
        name: trust.map_or(title, |id| site.trust(id).file.name.to_string()),
        language: language(site),
        events: days.into_iter().map(|day| event(site, hrefs.as_ref(), host, day)).collect(),
    }
}

fn event(site: &Site, hrefs: Option<&Hrefs>, host: &str, day: Day) -> Event {
    let address = site.address(day.node);
    let strategy = match day.node {
        Node::Item(item) => Some(site.item(item).strategy),
        Node::Strategy(id) => Some(id),
        _ => None,
    };
    let (kind, title, target, own) = match day.of {
        DayOf::Due => ("due", site.title(day.node), Default::default(), address.clone()),
        DayOf::Status => ("status", site.title(day.node), Default::default(), address.clone()),
        DayOf::Review => ("review", site.title(day.node), Default::default(), address.clone()),
        DayOf::Target(measure) => {
            let unit = measure.unit.as_deref().unwrap_or_default();
            let target = measure.target.as_ref().map(|target| figures(target, unit)).unwrap_or_default();
            ("target", measure.title.to_string(), target, format!("{address}/{}", &*measure.id.value))
        }
    };
    // A strategy's own day names it already.
    let above = strategy.filter(|_| matches!(day.node, Node::Item(_))).map(|id| site.strategy(id).fields.title.to_string());
    let trust = strategy.map(|id| site.trust(site.strategy(id).trust).file.name.to_string());
    let (path, place) = site.location(day.node);
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    Event {
        uid: format!("{own}/{kind}@{host}"),
        day: day.date,
        kind,
        title,
        target,
        within: above.into_iter().chain(trust).collect(),
        href: hrefs.map(|hrefs| hrefs.canonical_of(&path) + &place),
    }
}

fn figures(target: &MeasureTarget, unit: &str) -> [Option<String>; 3] {
    [target.value.as_ref(), target.from.as_ref(), target.to.as_ref()]
        .map(|figure| figure.map(|figure| with_unit(&figure.printed, unit)))
}

fn language(site: &Site) -> String {
    site.file.as_ref().and_then(|file| file.language.as_deref()).unwrap_or("en").to_string()
}

fn file_title(site: &Site) -> String {
    site.file.as_ref().map(|file| file.title.to_string()).unwrap_or_default()
}
