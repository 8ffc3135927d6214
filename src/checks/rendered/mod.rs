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
}

/// One problem for each finding, however many pages have it: most stand in a template.
/// `find` gives the one place of the project's own templates where some HTML is written.
pub fn problems(found: impl IntoIterator<Item = (String, Vec<Finding>)>, find: impl Fn(&str) -> Option<Place>) -> Diagnostics {
    let mut pages: BTreeMap<Finding, Vec<String>> = BTreeMap::new();
    for (route, findings) in found {
        for finding in findings {
            let routes = pages.entry(finding).or_default();
            if routes.last() != Some(&route) {
                routes.push(route.clone());
            }
        }
    }
    let problem = |(finding, mut routes): (Finding, Vec<String>)| {
        routes.sort();
        let where_it_is = match routes.len() {
            1 => format!("on `{}`", routes[0]),
            2 => format!("on `{}` and `{}`", routes[0], routes[1]),
            more => format!("on `{}` and {} other pages", routes[0], more - 1),
        };
        let message = format!("{} {where_it_is}", finding.message);
        let problem = match find(&finding.written).filter(|_| !finding.written.is_empty()) {
            Some(place) => Diagnostic::new(&codes::PAGE_PROBLEM, place, message),
            None => Diagnostic::general(&codes::PAGE_PROBLEM, message),
        };
        problem.help(finding.help)
    };
    pages.into_iter().map(problem).collect()
}
