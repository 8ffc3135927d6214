//! Rules of accessible, safe pages, held over the pages as they are published, so that a trust's own theme is held to them
//! too. They are the cheap ones: what only a browser can tell, a browser must.

mod page;
mod tags;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Place;

pub use page::{Routes, findings};

/// Something wrong on a page: what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub message: String,
    pub help: &'static str,
    /// What stands in the page's HTML, and so in the template that it comes from; empty if nothing tells.
    pub written: String,
    /// The elements that it is about as they stand on the page, the likeliest first.
    pub html: Vec<String>,
}

/// What is said of a finding: its message, its help, and what is written in the template.
type Said = (String, &'static str, String);

/// The pages that have a finding, and the elements of the first of them.
type Seen = (Vec<String>, Vec<String>);

/// One problem for each finding, however many pages have it: most stand in a template.
/// `find` gives the one place of the project's own templates where some words stand; `find_html`, that of an element as it stands on
/// a page.
pub fn problems(
    found: impl IntoIterator<Item = (String, Vec<Finding>)>,
    find: impl Fn(&str) -> Option<Place>,
    find_html: impl Fn(&str) -> Option<Place>,
) -> Diagnostics {
    let mut pages: BTreeMap<Said, Seen> = BTreeMap::new();
    for (route, findings) in found {
        for Finding { message, help, written, html } in findings {
            let (routes, _) = pages.entry((message, help, written)).or_insert_with(|| (Vec::new(), html));
            if routes.last() != Some(&route) {
                routes.push(route.clone());
            }
        }
    }
    let problem = |((message, help, written), (mut routes, html)): (Said, Seen)| {
        routes.sort();
        let where_it_is = match routes.len() {
            1 => format!("on `{}`", routes[0]),
            2 => format!("on `{}` and `{}`", routes[0], routes[1]),
            more => format!("on `{}` and {} other pages", routes[0], more - 1),
        };
        let message = format!("{message} {where_it_is}");
        let place = Some(&written).filter(|written| !written.is_empty()).and_then(|written| find(written));
        let problem = match place.or_else(|| html.iter().find_map(|html| find_html(html))) {
            Some(place) => Diagnostic::new(&codes::PAGE_PROBLEM, place, message),
            None => Diagnostic::general(&codes::PAGE_PROBLEM, message),
        };
        problem.help(help)
    };
    pages.into_iter().map(problem).collect()
}
