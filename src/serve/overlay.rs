//! What the preview says over a page: the problems of the content or of the page, or that the page is gone. Finished HTML.

use super::http::{encoded, mark};
use super::{Link, Problems, escaped};

/// What is said over a page.
pub(super) struct Note {
    pub html: String,
    /// One sentence for those who cannot see it.
    pub said: String,
    /// Whether it has something to say only where an older state of the page is still to be seen.
    pub of_the_past: bool,
}

const CURE: &str = "This note goes away by itself when the content is mended.";

impl Note {
    /// The content has errors; the page is older.
    pub fn errors(problems: &Problems) -> Note {
        let lead = format!("What you see is the last good state of the site. {CURE}");
        Note::open("errors", &problems.count, &lead, &problems.html)
    }

    /// This page cannot be made; a tab that has an older state of it keeps that.
    pub fn failed(problems: &Problems) -> Note {
        let lead = format!("This page cannot be made now. What you see is its last good state. {CURE}");
        Note { of_the_past: true, ..Note::open("errors", &problems.count, &lead, &problems.html) }
    }

    /// The page is no more. `moved`: where its id is now; `above`: the nearest page above it that is still there.
    pub fn gone(address: &str, moved: Option<&Link>, above: &str) -> Note {
        let place = format!("<code>/{}</code>", escaped(address));
        let way = match moved {
            Some(link) => format!("What had this address is now at {}.", self::link(&link.path, &link.title)),
            None => format!("The nearest page above it is {}.", self::link(above, &format!("/{above}"))),
        };
        let note =
            Note::open("gone", "No page stands here", &format!("The site has no page at {place}."), &format!("<p>{way}</p>\n"));
        Note { of_the_past: moved.is_none(), ..note }
    }

    /// The site is good, and could be better.
    pub fn warnings(problems: &Problems) -> Note {
        Note::of("warnings", "", &problems.count, "", &problems.html)
    }

    fn open(kind: &str, title: &str, lead: &str, html: &str) -> Note {
        Note::of(kind, " open", title, &format!("<p class=\"note__lead\">{lead}</p>\n"), html)
    }

    fn of(kind: &str, open: &str, title: &str, lead: &str, html: &str) -> Note {
        let summary = escaped(title);
        let html = format!(
            "<details class=\"note note--{kind}\"{open}>\n<summary>{summary}</summary>\n\
             <div class=\"note__text\" role=\"region\" aria-label=\"{summary}\" tabindex=\"0\">\n{lead}{html}</div>\n</details>\n"
        );
        Note { html, said: format!("{title}."), of_the_past: false }
    }

    /// A mark that differs when the note does.
    pub fn mark(&self) -> String {
        mark(self.html.as_bytes())
    }
}

/// A whole page of our own, for where the site has none to show.
pub(super) fn page(title: &str, lead: &str, problems: &Problems) -> String {
    let (title, count) = (escaped(title), escaped(&problems.count));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{count}: {title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{STYLE_ADDRESS}\">\n</head>\n\
         <body class=\"own\">\n<main>\n<h1>{title}</h1>\n<p class=\"own__count\">{count}</p>\n<p>{lead}</p>\n{}</main>\n</body>\n</html>\n",
        problems.html
    )
}

/// The style of the notes and of our own pages.
pub(super) const STYLE: &str = include_str!("overlay.css");
pub(super) const STYLE_ADDRESS: &str = "/__trustpress/overlay.css";

fn link(path: &str, words: &str) -> String {
    let (page, place) = path.split_once('#').map_or((path, None), |(page, place)| (page, Some(place)));
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("<a href=\"/{}\">{}</a>", escaped(&format!("{}{place}", encoded(page))), escaped(words))
}
