//! Calendars in iCalendar (RFC 5545).

use jiff::civil::Date;

use super::Words;
use crate::page::{Calendar, Event};

/// No line may be longer, counted in octets.
const LINE: usize = 75;

/// A calendar of whole days. Its stamps are made of the events' own days, so that the same content gives the same bytes.
pub fn icalendar(calendar: &Calendar, words: Words) -> String {
    let mut file = String::new();
    let mut line = |name: &str, value: &str| file += &folded(&format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//trustpress//trustpress {}//{}", env!("CARGO_PKG_VERSION"), calendar.language.to_uppercase()));
    line("CALSCALE", "GREGORIAN");
    let name = escaped(&words("calendar.title").replace("{name}", &calendar.name));
    line("NAME", &name);
    line("X-WR-CALNAME", &name);
    for event in &calendar.events {
        let day = numbers(event.day);
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &format!("{day}T000000Z"));
        line("DTSTART;VALUE=DATE", &day);
        // The day after, on which it is over; the calendar's last day has none.
        if let Ok(next) = event.day.tomorrow() {
            line("DTEND;VALUE=DATE", &numbers(next));
        }
        line("SUMMARY", &escaped(&summary(event, words)));
        if !event.within.is_empty() {
            line("DESCRIPTION", &escaped(&event.within.join("\n")));
        }
        if let Some(href) = &event.href {
            line("URL", href);
        }
        // Nobody is busy because something is due.
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    file
}

fn summary(event: &Event, words: Words) -> String {
    let [value, from, to] = &event.target;
    let target = match (value, from, to) {
        (Some(value), ..) => Some(value.clone()),
        (None, Some(from), Some(to)) => Some(words("measure.range").replace("{from}", from).replace("{to}", to)),
        (None, Some(from), None) => Some(words("measure.from").replace("{value}", from)),
        (None, None, Some(to)) => Some(words("measure.to").replace("{value}", to)),
        (None, None, None) => None,
    };
    let title = target.map_or_else(|| event.title.clone(), |target| format!("{}: {target}", event.title));
    words(&format!("calendar.{}", event.kind)).replace("{title}", &title)
}

fn numbers(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text as a value: `;`, `,` and line ends would end it.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    text.replace(char::is_control, "\u{fffd}")
}

/// A line with its end, folded where it is too long: what follows starts with a blank.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded += "\r\n ";
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_and_between_letters() {
        for text in ["x".repeat(75), "x".repeat(76), "é".repeat(200), "漢".repeat(100)] {
            let line = folded(&text);
            assert!(line.split("\r\n").all(|part| part.len() <= LINE), "{line}");
            assert_eq!(line.replace("\r\n ", "").trim_end(), text);
        }
        assert_eq!(folded(&"x".repeat(75)).matches("\r\n").count(), 1);
    }

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\r\ne\u{7}"), "a\\, b\\; c\\\\d\\ne\u{fffd}");
    }
}
