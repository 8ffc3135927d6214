//! What people subscribe to: every feed is Atom and every calendar iCalendar, whatever the content, and pages of updates stay light.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;
use support::{options, publish, render_all, with_usual};

/// A site with so many updates, day after day.
fn site(updates: usize) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::from([
        (
            "content/site.yaml".to_string(),
            "title: 'Plans & <progress>'\nbase_url: https://plans.example.org\nlicence: { name: Open }\n".to_string(),
        ),
        ("content/topics.yaml".to_string(), "topics:\n  - { id: waiting, title: Waiting }\n".to_string()),
        (
            "content/hill/2026/strategy.yaml".to_string(),
            "title: Hill; 2020, and on\nreview_by: 2027-01-31\ngoals:\n  - id: care\n    title: 'Care, with a title that is long: é\
             éééééééééééééééééééééééééééééééé'\n    due: 2028-02-29\n    topics: { waiting: main }\n    measures:\n      \
             - { id: wait, title: Wait, unit: weeks, target: { to: 18, by: 2027-12-31 } }\n"
                .to_string(),
        ),
    ]);
    let first = jiff::civil::date(2024, 1, 1);
    for at in 0..updates {
        let day = first + jiff::Span::new().days(at as i64 * 5);
        let text = format!(
            "---\ntitle: 'Update {at} & <more>'\ndate: {day}\nabout: [care]\n---\n\nSee [[care]], [down](#why) & ![x](../drawing.svg)\n\n\
             ## Why\n\n{}\n",
            "Many words. ".repeat(100)
        );
        files.insert(format!("content/hill/2026/updates/u{at}.md"), text);
    }
    files.insert(
        "content/hill/2026/drawing.svg".into(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"></svg>".into(),
    );
    let (publication, problems) = publish(&with_usual(&files, false), &options());
    assert!(!problems.has_errors(), "{problems:?}");
    render_all(&publication)
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, route: &str) -> &'f str {
    std::str::from_utf8(files.get(route).unwrap_or_else(|| panic!("no {route}"))).expect("UTF-8")
}

/// An element that has an entry of a feed, or the feed itself: the names of its children with their texts and attributes.
type Children = Vec<(String, String, BTreeMap<String, String>)>;

/// The feed's own children, and those of each of its entries.
fn read(xml: &str) -> (Children, Vec<Children>) {
    let mut reader = Reader::from_str(xml);
    let (mut feed, mut entries): (Children, Vec<Children>) = Default::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_string();
                let value =
                    |at: &quick_xml::events::attributes::Attribute| quick_xml::escape::unescape(&at.value).unwrap().into_owned();
                let key = |at: &quick_xml::events::attributes::Attribute| at.key.as_ref().to_string();
                let attributes = tag.attributes().map(|at| at.expect("an attribute")).map(|at| (key(&at), value(&at))).collect();
                match path.len() {
                    0 => assert_eq!(name, "feed"),
                    1 if name == "entry" => entries.push(Vec::new()),
                    1 => feed.push((name.clone(), String::new(), attributes)),
                    2 if path[1] == "entry" => entries.last_mut().unwrap().push((name.clone(), String::new(), attributes)),
                    _ => {}
                }
                if matches!(event, Event::Start(_)) {
                    path.push(name);
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(words) => add(&mut feed, &mut entries, &path, words),
            Event::GeneralRef(name) => {
                let sign = quick_xml::escape::unescape(&format!("&{};", &**name)).expect("a known reference").into_owned();
                add(&mut feed, &mut entries, &path, &sign);
            }
            Event::Eof => return (feed, entries),
            _ => {}
        }
    }
}

fn add(feed: &mut Children, entries: &mut [Children], path: &[String], words: &str) {
    let list = match path.get(1).map(String::as_str) {
        Some("entry") if path.len() > 2 => entries.last_mut().unwrap(),
        Some("entry") | None => return,
        Some(_) => feed,
    };
    list.last_mut().unwrap().1 += words;
}

/// What RFC 4287 asks of a feed and of each entry.
fn is_atom(xml: &str) {
    let (feed, entries) = read(xml);
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""));
    assert!(!entries.is_empty() && entries.len() <= 50);
    let mut ids = BTreeSet::new();
    for (what, children) in std::iter::once(("the feed", &feed)).chain(entries.iter().map(|entry| ("an entry", entry))) {
        let all = |name: &str| children.iter().filter(|(own, ..)| own == name).collect::<Vec<_>>();
        for name in ["id", "title", "updated"] {
            assert_eq!(all(name).len(), 1, "{what} has one {name}");
            assert!(!all(name)[0].1.trim().is_empty(), "{what}: an empty {name}");
        }
        assert!(ids.insert(all("id")[0].1.clone()), "an id twice: {}", all("id")[0].1);
        assert!(all("id")[0].1.starts_with("https://"), "an id is an IRI");
        all("updated")[0].1.parse::<jiff::Timestamp>().expect("RFC 3339");
        assert_eq!(all("author").len(), 1, "{what} has an author");
        let links = all("link");
        assert_eq!(links.iter().filter(|link| link.2["rel"] == "alternate").count(), 1);
        assert!(links.iter().all(|link| link.2["href"].starts_with("https://plans.example.org/")));
        if what == "an entry" {
            let content = all("content")[0];
            assert_eq!(content.2["type"], "html");
            let html = support::read_page(&content.1);
            assert!(!html.links.is_empty());
            for link in html.links {
                assert!(link.starts_with("https://plans.example.org/"), "{link} is not a full address");
            }
        } else {
            assert_eq!(links.iter().filter(|link| link.2["rel"] == "self").count(), 1);
        }
    }
    let days: Vec<&String> =
        entries.iter().map(|entry| &entry.iter().find(|(name, ..)| name == "updated").expect("one").1).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "newest first");
    let newest = &feed.iter().find(|(name, ..)| name == "updated").expect("one").1;
    assert_eq!(newest, days[0]);
}

/// What RFC 5545 asks of a calendar of whole days.
fn is_calendar(ics: &str) {
    assert!(ics.ends_with("\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']), "lines end with CRLF");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "lines are folded");
    let lines: Vec<String> = ics.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()).map(str::to_string).collect();
    assert_eq!(lines.first().map(String::as_str), Some("BEGIN:VCALENDAR"));
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
    let head: Vec<&String> = lines.iter().take_while(|line| *line != "BEGIN:VEVENT").collect();
    for property in ["VERSION:2.0", "PRODID:"] {
        assert_eq!(head.iter().filter(|line| line.starts_with(property)).count(), 1, "{property}");
    }
    let mut uids = BTreeSet::new();
    let events: Vec<&[String]> = lines[head.len()..lines.len() - 1].split_inclusive(|line| line == "END:VEVENT").collect();
    assert!(!events.is_empty());
    for event in events {
        assert_eq!(event[0], "BEGIN:VEVENT");
        let value = |name: &str| {
            let found: Vec<&str> = event.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect();
            assert_eq!(found.len(), 1, "one {name}");
            found[0]
        };
        assert!(uids.insert(value("UID")), "a UID twice");
        assert!(!value("SUMMARY").is_empty());
        let day = |text: &str| jiff::civil::Date::strptime("%Y%m%d", text).expect("a date");
        let (start, end) = (day(value("DTSTART;VALUE=DATE")), day(value("DTEND;VALUE=DATE")));
        assert_eq!(start.tomorrow().unwrap(), end, "a whole day");
        assert!(value("DTSTAMP").ends_with("T000000Z"));
    }
}

#[test]
fn feeds_and_calendars_have_what_their_standards_ask_for() {
    for updates in [1, 30, 75] {
        let files = site(updates);
        let feeds: Vec<&String> = files.keys().filter(|route| route.ends_with("feed.xml")).collect();
        assert_eq!(feeds, ["hill/feed.xml", "topics/waiting/feed.xml", "updates/feed.xml"]);
        feeds.into_iter().for_each(|route| is_atom(text(&files, route)));
        let calendars: Vec<&String> = files.keys().filter(|route| route.ends_with(".ics")).collect();
        assert_eq!(calendars, ["calendar.ics", "hill/calendar.ics"]);
        calendars.into_iter().for_each(|route| is_calendar(text(&files, route)));
    }
}

#[test]
fn many_updates_are_divided_by_year_and_each_page_stays_light() {
    let files = site(140);
    let pages: Vec<&String> = files.keys().filter(|route| route.starts_with("updates/") && route.ends_with(".html")).collect();
    assert_eq!(pages, ["updates/2024/index.html", "updates/2025/index.html", "updates/index.html"]);
    for page in pages {
        let html = text(&files, page);
        assert!(html.len() < 200_000, "{page} has {} bytes", html.len());
    }
    let words = support::main_words(text(&files, "updates/index.html"));
    assert!(words.contains("Update 139 & <more>") && !words.contains("Update 100 &"), "the newest alone");
    let words = support::main_words(text(&files, "updates/2024/index.html"));
    assert!(words.contains("Updates of 2024") && words.contains("Update 0 & <more>"));
    assert_eq!(support::dead_links(&files), Vec::<String>::new());
    assert!(!site(30).contains_key("updates/2024/index.html"), "a few need no second page");
}
