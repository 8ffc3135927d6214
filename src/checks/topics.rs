//! Topics that nothing is about.

use super::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::site::Site;

pub fn check(checked: Checked, problems: &mut Diagnostics) {
    let site = checked.site;
    let Some(source) = site.files().topics else { return };
    // Of two with the same id, which is an error, the second gets nothing.
    let is_first = |at: usize| site.topics_by_id(&site.topics[at].record.id.value).is_some_and(|first| first.index() == at);
    let unused = || {
        let topics = site.topics.iter().enumerate();
        topics.filter(|(at, topic)| topic.items.is_empty() && topic.findings.is_empty() && is_first(*at))
    };
    // What is not here may be about it; and a topic that is misspelt where it is used is reported there.
    if unused().next().is_none() || site.strategies.is_empty() || site.hides_records() || has_unknown_topics(site) {
        return;
    }
    for (_, topic) in unused() {
        let id = &topic.record.id;
        let problem =
            Diagnostic::new(&codes::UNUSED_TOPIC, source.at(id.at), format!("nothing is about the topic `{}`", &*id.value));
        problems.push(problem.help("name it under `topics` of an item, or remove it"));
    }
}

fn has_unknown_topics(site: &Site) -> bool {
    let is_unknown = |name: &str| !site.topics.iter().any(|topic| *topic.record.id.value == *name);
    let of_items = site.items.iter().any(|item| item.fields.topics.iter().any(|(name, _)| is_unknown(name)));
    let findings = site.strategies.iter().flat_map(|strategy| &strategy.fields.findings);
    of_items || findings.flat_map(|finding| &finding.topics).any(|name| is_unknown(name))
}
