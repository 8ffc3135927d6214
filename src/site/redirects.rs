//! Old addresses of the site: the path that each stands at, and what it leads to.

use std::collections::{HashMap, HashSet};

use super::Site;
use super::address::{Meaning, Origin, Resolver};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::SourceId;
use crate::strategy::model::Redirect;

/// The path of the page that stands at an old address: `old/care/` is `old/care/index.html`.
///
/// # Errors
/// It is no path of this site: what to do, and the path that was likely meant.
pub fn path(from: &str) -> Result<String, (&'static str, Option<String>)> {
    let likely = |text: &str| path(text).is_ok().then(|| text.to_string());
    if let Some((_, rest)) = from.split_once("://") {
        let rest = rest.split_once('/').map_or("", |(_, rest)| rest);
        return Err(("write the path alone, without the name of the site", likely(rest)));
    }
    if from.contains('\\') {
        return Err(("write `/` between the names", likely(&from.replace('\\', "/"))));
    }
    if let Some(end) = from.find(['?', '#']) {
        return Err(("write the path alone: a server looks at nothing behind `?` or `#`", likely(&from[..end])));
    }
    let folder = from.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    if folder.is_empty() {
        return Err(("write the path of the old page, such as `old-plan/people/`", None));
    }
    if folder.split('/').any(|name| matches!(name.trim(), "" | "." | "..")) {
        return Err(("write the whole path from the site's first page, such as `old-plan/people/`", None));
    }
    Ok(if folder.ends_with(".html") { folder.to_string() } else { format!("{folder}/index.html") })
}

/// Reports old addresses that are no paths, and those that lead nowhere, or only to another old address.
pub fn check(resolver: &mut Resolver) {
    let site = resolver.site;
    let (Some(file), Some(source)) = (&site.file, site.files().site) else { return };
    let mut by_path: HashMap<String, &Redirect> = HashMap::new();
    for redirect in &file.redirects {
        match path(&redirect.from) {
            Ok(path) => drop(by_path.entry(path).or_insert(redirect)),
            Err((cure, likely)) => {
                let message = format!("`{}` is not a path on this site", redirect.from);
                let problem = Diagnostic::new(&codes::WRONG_VALUE, source.at(redirect.from.at), message).help(cure);
                resolver.problems.push(match likely {
                    Some(likely) => problem.replace(likely),
                    None => problem,
                });
            }
        }
    }
    // What stands for one that is missing is told as missing.
    for redirect in file.redirects.iter().filter(|redirect| *redirect.to != *"…") {
        let place = source.at(redirect.to.at);
        match resolver.meaning(&redirect.to, Origin::default()) {
            Meaning::Hidden => {
                let problem = Diagnostic::new(&codes::HIDDEN_REFERENCE, place, format!("`{}` is not published", redirect.to));
                resolver.problems.push(problem.help("it leads to the first page meanwhile; publish it, or lead elsewhere"));
            }
            Meaning::None => match path(&redirect.to).ok().and_then(|path| by_path.get(&path)) {
                Some(next) => resolver.problems.push(chain(redirect, next, &by_path, source)),
                None if redirect.to.contains("://") => {
                    let message = format!("`{}` is not an address on this site", redirect.to);
                    let problem = Diagnostic::new(&codes::UNKNOWN_REFERENCE, place, message);
                    resolver
                        .problems
                        .push(problem.help("an old address leads to something on this site, such as `homerton/people`"));
                }
                None => drop(resolver.node(&redirect.to, Origin::default(), place)),
            },
            _ => drop(resolver.node(&redirect.to, Origin::default(), place)),
        }
    }
}

/// The problem of a redirect that leads to another one, or round in a ring.
fn chain(redirect: &Redirect, next: &Redirect, by_path: &HashMap<String, &Redirect>, source: SourceId) -> Diagnostic {
    let follow = |redirect: &Redirect| by_path.get(&path(&redirect.to).ok()?).copied();
    let (mut seen, mut end) = (HashSet::from([redirect.from.at]), next);
    let ring = loop {
        if !seen.insert(end.from.at) {
            break true;
        }
        match follow(end) {
            Some(further) => end = further,
            None => break false,
        }
    };
    let place = source.at(redirect.to.at);
    if ring {
        // Every redirect of a ring finds the same first one, so that a ring is one problem.
        let first = seen.iter().map(|at| at.start).min().unwrap_or_default();
        let message = format!("`{}` leads to `{}`, and that leads round in a ring", redirect.from, redirect.to);
        let problem = Diagnostic::new(&codes::REDIRECT_CHAIN, place, message).cause(format!("ring of redirects {first}"));
        return problem.help("lead one of them to something on this site, such as `homerton/people`");
    }
    let message = format!("`{}` is an old address itself", redirect.to);
    let problem = Diagnostic::new(&codes::REDIRECT_CHAIN, place, message).suggest(Some(&end.to));
    problem.related(source.at(next.to.at), format!("it leads to `{}`", next.to))
}

impl Site {
    /// Every path that leads on, in order, and where to: a path, perhaps with a place on the page. Those of `site.yaml`, and those
    /// of ids that records had before.
    pub fn leads_on(&self) -> Vec<(String, (String, Option<String>))> {
        let own = self.file.iter().flat_map(|file| &file.redirects).filter_map(|redirect| {
            let to = self.find(&redirect.to).map_or_else(|| ("index.html".to_string(), None), |node| self.location(node));
            Some((path(&redirect.from).ok()?, to))
        });
        let moved = self.routes.moved().map(|(old, now)| (old.to_string(), (now.to_string(), None)));
        let all: std::collections::BTreeMap<_, _> = own.chain(moved).collect();
        all.into_iter().collect()
    }
}
