//! The publication filter: what is not to be seen is removed before anything else is done with the content.

use jiff::civil::DateTime;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::SourceId;
use crate::strategy::levels::Group;
use crate::strategy::lists::Few;
use crate::strategy::located::{Located, Text};
use crate::strategy::model::StrategyFields;
use crate::strategy::rare::Rare;
use crate::strategy::scalars::Moment;
use crate::strategy::{Content, StrategySource};

/// What the site is seen from: a moment in the site's time zone, and whether drafts are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    pub as_of: DateTime,
    /// Show everything, whatever its dates and drafts.
    pub drafts: bool,
}

impl View {
    pub(super) fn shows(&self, draft: bool, from: &Rare<Located<Moment>>, until: &Rare<Located<Moment>>) -> bool {
        let begun = from.as_ref().is_none_or(|from| from.value.0 <= self.as_of);
        let over = until.as_ref().is_some_and(|until| until.value.0 <= self.as_of);
        self.drafts || (!draft && begun && !over)
    }
}

/// The bare addresses of what was removed: `[trust]`, `[trust, strategy]`, `[trust, strategy, item]`, `["", "", page]`.
#[derive(Debug, Default)]
pub struct Hidden(pub(super) Vec<[String; 3]>);

impl Hidden {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something was removed of what stands in a file of `content/`, or the whole of it.
    pub fn has_part_of(&self, path: &str) -> bool {
        let mut parts = path.trim_start_matches("content/").trim_end_matches(".md").split('/');
        let (folder, own) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        self.0.iter().any(|[trust, strategy, page]| match trust.is_empty() {
            true => folder == "pages" && own == page,
            false => folder == trust && (strategy.is_empty() || own == strategy),
        })
    }

    /// Whether an address, as written in a strategy of a trust, means something that was removed, or something inside it.
    pub fn has(&self, address: &str, trust: &str, strategy: &str) -> bool {
        let inside = |whole: &str| address == whole || address.strip_prefix(whole).is_some_and(|rest| rest.starts_with('/'));
        self.0.iter().any(|[t, s, i]| {
            let (own_trust, own_strategy) = (t == trust, t == trust && s == strategy);
            match (t.as_str(), s.as_str(), i.as_str()) {
                ("", "", page) => address == page || address.strip_prefix("pages/") == Some(page),
                (t, "", _) => inside(t),
                (t, s, "") => inside(&format!("{t}/{s}")) || (own_trust && inside(s)),
                (t, s, i) => {
                    address == format!("{t}/{s}/{i}")
                        || address == format!("{t}/{i}")
                        || (own_trust && address == format!("{s}/{i}"))
                        || (own_strategy && address == i)
                }
            }
        })
    }
}

/// What was removed of one strategy.
#[derive(Default)]
struct Gone {
    /// Ids of items; `plan/item` for those of partner plans, which may share their ids with the strategy's own.
    items: Vec<String>,
    measures: Vec<String>,
}

/// Removes pages and trusts that the view does not show, with all that is in them.
pub fn remove_unpublished(content: &mut Content, view: &View, problems: &mut Diagnostics) -> Hidden {
    content.pages.iter().for_each(|page| never_shown(page.source, &page.fields.publish_from, &page.fields.withdraw_on, problems));
    let mut hidden = Hidden::default();
    content.pages.retain(|page| {
        let shown = view.shows(page.fields.draft, &page.fields.publish_from, &page.fields.withdraw_on);
        if !shown {
            hidden.0.push([String::new(), String::new(), page.id.clone()]);
        }
        shown
    });
    content.trusts.retain(|trust| {
        never_shown(trust.file.source, &trust.file.publish_from, &trust.file.withdraw_on, problems);
        let shown = view.shows(trust.file.draft, &trust.file.publish_from, &trust.file.withdraw_on);
        if !shown {
            hidden.0.push([trust.id.clone(), String::new(), String::new()]);
        }
        shown
    });
    hidden
}

/// Removes what the view does not show of a strategy; gives the addresses of what was removed, and whether the strategy itself
/// is shown. A hidden parent hides its children.
pub fn remove_unpublished_of(
    trust: &str,
    strategy: &mut StrategySource,
    view: &View,
    problems: &mut Diagnostics,
) -> (bool, Vec<[String; 3]>) {
    let (source, fields) = (strategy.file.source, &strategy.file.value.fields);
    never_shown(source, &fields.publish_from, &fields.withdraw_on, problems);
    never_shown_below(source, &strategy.file.value.groups, problems);
    for update in &strategy.updates {
        never_shown(update.source, &update.fields.publish_from, &update.fields.withdraw_on, problems);
    }
    if !view.shows(fields.draft, &fields.publish_from, &fields.withdraw_on) {
        return (false, vec![[trust.to_string(), strategy.id.clone(), String::new()]]);
    }
    let mut gone = Gone::default();
    remove_items(&mut strategy.file.value.groups, view, "", &mut gone);
    for plan in &mut strategy.file.value.fields.partner_plans {
        let above = format!("{}/", &*plan.id.value);
        remove_items(&mut plan.groups, view, &above, &mut gone);
    }
    remove_what_is_about(&mut strategy.file.value.fields, &gone.items);
    strategy.updates.retain_mut(|update| {
        let fields = &mut update.fields;
        view.shows(fields.draft, &fields.publish_from, &fields.withdraw_on) && stays(&mut fields.about, &gone.items)
    });
    if !gone.measures.is_empty() {
        strategy.readings = strategy.readings.without(|measure| gone.measures.iter().any(|gone| **gone == *measure)).into();
    }
    for id in &gone.items {
        strategy.narratives.remove(id);
    }
    strategy.incomplete = !gone.items.is_empty();
    (true, gone.items.into_iter().map(|id| [trust.to_string(), strategy.id.clone(), id]).collect())
}

/// Takes hidden items out of the lists of what a record is about. Whether the record stays: one that was about hidden items
/// only goes with them, because its words would give them away.
fn stays(about: &mut Few<Text>, gone: &[String]) -> bool {
    let before = about.len();
    about.retain(|name| !gone.iter().any(|hidden| **hidden == **name));
    before == 0 || !about.is_empty()
}

fn remove_what_is_about(fields: &mut StrategyFields, gone: &[String]) {
    fields.quotations.retain_mut(|quotation| stays(&mut quotation.about, gone));
    fields.findings.retain_mut(|finding| stays(&mut finding.about, gone));
    fields.discrepancies.retain_mut(|discrepancy| stays(&mut discrepancy.at.0, gone));
}

/// Reports a record that is withdrawn before it is published.
fn never_shown(source: SourceId, from: &Rare<Located<Moment>>, until: &Rare<Located<Moment>>, problems: &mut Diagnostics) {
    if let (Some(from), Some(until)) = (from.as_ref(), until.as_ref())
        && until.value <= from.value
    {
        let message = "this is not after `publish_from`, so that it would never be shown";
        let problem = Diagnostic::new(&codes::WITHDRAWN_BEFORE_PUBLISHED, source.at(until.at), message);
        problems.push(problem.help("correct one of the two").related(source.at(from.at), "published from here"));
    }
}

fn never_shown_below(source: SourceId, groups: &[Group], problems: &mut Diagnostics) {
    for item in groups.iter().flat_map(|group| &group.items) {
        never_shown(source, &item.publish_from, &item.withdraw_on, problems);
        never_shown_below(source, &item.groups, problems);
    }
}

/// Removes the hidden items of some groups, with all that is below them; `above` goes in front of their ids.
fn remove_items(groups: &mut Vec<Group>, view: &View, above: &str, gone: &mut Gone) {
    for group in groups.iter_mut() {
        group.items.retain_mut(|item| {
            let shown = view.shows(item.draft, &item.publish_from, &item.withdraw_on);
            match shown {
                true => remove_items(&mut item.groups, view, above, gone),
                false => note_all(item, above, gone),
            }
            shown
        });
    }
    groups.retain(|group| !group.items.is_empty());
}

fn note_all(item: &crate::strategy::model::Item, above: &str, gone: &mut Gone) {
    gone.items.push(format!("{above}{}", &*item.id.value));
    gone.measures.extend(item.measures.iter().map(|measure| measure.id.value.to_string()));
    item.groups.iter().flat_map(|group| &group.items).for_each(|child| note_all(child, above, gone));
}
