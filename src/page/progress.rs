//! How a strategy is going: counts, every goal with its status and lead measure, what is due, and what is out of date.

use serde::Serialize;

use super::Hrefs;
use super::measure::{FigureView, IconsView};
use super::shell::{About, LinkView, Shell};
use super::status::StatusView;
use super::updates::FollowView;
use crate::site::{ItemId, Node, Site, StrategyId};
use crate::strategy::model::{Measure, StatusWord, Tone};

/// How many of the items that are due next are named at the top.
const NEXT: usize = 5;

#[derive(Debug, Serialize)]
pub struct ProgressPage {
    pub shell: Shell,
    /// The day that the page is made for.
    pub today: String,
    /// The words of the legend, with how many items have each.
    pub counts: Vec<CountView>,
    /// How many goals have no status.
    pub without: usize,
    /// Goals, and other items that have a status or figures, in the order of the strategy.
    pub rows: Vec<ProgressRow>,
    /// Dated items that are not finished: first those that are late, then those that are due next.
    pub overdue: Vec<DatedItem>,
    pub next: Vec<DatedItem>,
    /// Statuses and measures that are out of date, and who answers for them.
    pub stale: Vec<StaleItem>,
    /// Every dated item, in the order of time.
    pub timeline: Vec<DatedItem>,
    /// The trust's feed and calendar.
    pub follow: FollowView,
}

#[derive(Debug, Serialize)]
pub struct CountView {
    pub title: String,
    pub tone: Tone,
    pub text_html: Option<String>,
    pub count: usize,
    /// The part of the scale that gives it, if the legend has one: how far ahead of the plan, in points.
    pub from: Option<String>,
    pub below: Option<String>,
    pub scaled: bool,
}

#[derive(Debug, Serialize)]
pub struct ProgressRow {
    pub link: LinkView,
    pub level: String,
    pub goal: bool,
    pub status: Option<StatusView>,
    pub owners: Vec<String>,
    pub measure: Option<LeadView>,
}

/// The measure that speaks for an item.
#[derive(Debug, Serialize)]
pub struct LeadView {
    pub title: String,
    pub href: String,
    pub latest: Option<FigureView>,
    pub late: bool,
    pub icons: IconsView,
    /// Its figures as a line as small as a word, as SVG; the words beside it say the same.
    pub spark_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct DatedItem {
    pub link: LinkView,
    pub level: String,
    pub due: String,
    pub owners: Vec<String>,
    pub status: Option<StatusView>,
    /// `past`, `overdue` or `next`.
    pub when: &'static str,
}

#[derive(Debug, Serialize)]
pub struct StaleItem {
    pub link: LinkView,
    /// The measure, if it is one whose figures are late.
    pub measure: Option<String>,
    /// The day of the latest that there is.
    pub since: Option<String>,
    pub owners: Vec<String>,
}

pub fn of(hrefs: &Hrefs, id: StrategyId) -> ProgressPage {
    let site = hrefs.site;
    let strategy = site.strategy(id);
    let plans = strategy.plans.iter().flat_map(|&plan| site.plan(plan).items());
    let items: Vec<ItemId> = strategy.items().chain(plans).collect();
    let rows: Vec<(ItemId, ProgressRow)> = items.iter().filter_map(|&item| Some((item, hrefs.progress_row(item)?))).collect();
    let mut timeline: Vec<(ItemId, jiff::civil::Date)> =
        items.iter().filter_map(|&item| Some((item, site.item(item).fields.due.as_ref()?.value.last()))).collect();
    // Of one day, in the order of the strategy.
    timeline.sort_by_key(|(_, day)| *day);
    let dated = |&(item, day): &(ItemId, jiff::civil::Date)| hrefs.dated(item, day);
    let open = |when: &'static str| timeline.iter().map(dated).filter(move |item| item.when == when);
    let mut shell = hrefs.shell(About {
        kind: "progress",
        title: strategy.fields.title.to_string(),
        description: None,
        trust: Some(strategy.trust),
        strategy: Some(id),
    });
    shell.figures = true;
    ProgressPage {
        today: site.today.to_string(),
        counts: site.legend(id).iter().map(|word| count(hrefs, id, word, &rows)).collect(),
        without: rows.iter().filter(|(_, row)| row.goal && row.status.is_none()).count(),
        overdue: open("overdue").collect(),
        next: open("next").take(NEXT).collect(),
        stale: items.iter().flat_map(|&item| hrefs.stale(item)).collect(),
        timeline: timeline.iter().map(dated).collect(),
        follow: hrefs.follow(Some(Node::Trust(strategy.trust))),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        shell,
    }
}

fn count(hrefs: &Hrefs, id: StrategyId, word: &StatusWord, rows: &[(ItemId, ProgressRow)]) -> CountView {
    let site = hrefs.site;
    let has = |(_, row): &&(ItemId, ProgressRow)| row.status.as_ref().is_some_and(|status| status.id == *word.id.value.to_string());
    // A strategy's own legend stands in its file, the site's in `site.yaml`.
    let source = match site.strategy(id).fields.statuses.is_empty() {
        true => site.files().site,
        false => Some(site.strategy(id).source),
    };
    CountView {
        title: word.title.to_string(),
        tone: word.tone.as_ref().map_or(Tone::Neutral, |tone| tone.value),
        text_html: word.text.as_ref().zip(source).map(|(text, source)| hrefs.marked(source, text)),
        count: rows.iter().filter(has).count(),
        from: word.from.as_ref().map(|from| signed(from.value)),
        below: word.below.as_ref().map(|below| signed(below.value)),
        scaled: word.band().is_some(),
    }
}

/// A number of points with its sign, as a reader writes it.
fn signed(points: i32) -> String {
    match points {
        0 => "0".to_string(),
        1.. => format!("+{points}"),
        _ => format!("−{}", points.unsigned_abs()),
    }
}

fn is_done(site: &Site, item: ItemId) -> bool {
    let strategy = site.item(item).strategy;
    let word = site.statuses_of(item).first().and_then(|said| site.status_word(strategy, said.word));
    word.and_then(|word| word.tone.as_ref()).is_some_and(|tone| tone.value == Tone::Done)
}

impl Hrefs<'_> {
    /// `None`: the item has no page, and nothing that says how it is going.
    fn progress_row(&self, item: ItemId) -> Option<ProgressRow> {
        let site = self.site;
        let record = site.item(item);
        let status = self.latest_status(item);
        let measure = site.lead_measure(item).or(record.fields.measures.first());
        let measure = measure.filter(|measure| site.has_readings(item, measure)).map(|measure| self.lead(item, measure));
        (record.has_page || status.is_some() || measure.is_some()).then(|| ProgressRow {
            link: self.link_as(Node::Item(item), site.item_short_title(item)),
            level: site.level(item).one.clone(),
            goal: record.has_page,
            status,
            owners: self.owners(item),
            measure,
        })
    }

    /// A measure in one line: its latest figure, its icons and its course.
    pub fn lead(&self, item: ItemId, measure: &Measure) -> LeadView {
        let reckoning = self.site.reckoning(item, measure);
        let unit = measure.unit.as_deref().unwrap_or_default();
        // Measures stand on the page of their item, also where it is only a part of that page.
        let (path, _) = self.site.location(Node::Item(item));
        LeadView {
            title: measure.title.to_string(),
            href: format!("{}#{}", self.path(&path), &*measure.id.value),
            latest: reckoning.latest().map(|latest| FigureView::of(&latest.amount.printed, unit, Some(latest.date))),
            late: reckoning.late,
            icons: IconsView::of(&reckoning),
            spark_html: self.spark(&reckoning),
        }
    }

    fn dated(&self, item: ItemId, day: jiff::civil::Date) -> DatedItem {
        let site = self.site;
        let applies = site.applies(site.item(item).strategy);
        DatedItem {
            link: self.link_as(Node::Item(item), site.item_short_title(item)),
            level: site.level(item).one.clone(),
            due: site.item(item).fields.due.as_ref().map(|due| due.value.to_string()).unwrap_or_default(),
            owners: self.owners(item),
            status: self.latest_status(item),
            when: match is_done(site, item) || !applies {
                true => "past",
                false if day < site.today => "overdue",
                false => "next",
            },
        }
    }

    /// What of an item is out of date: its status, and measures whose figures are late.
    fn stale(&self, item: ItemId) -> Vec<StaleItem> {
        let site = self.site;
        let stale = |measure: Option<String>, since: Option<String>| StaleItem {
            link: self.link_as(Node::Item(item), site.item_short_title(item)),
            measure,
            since,
            owners: self.owners(item),
        };
        let said = site.statuses_of(item);
        let status = said.first().filter(|said| site.is_stale(item, said));
        let status = status.map(|said| stale(None, said.as_at.map(|date| date.to_string())));
        let measures = site.item(item).fields.measures.iter().filter_map(|measure| {
            let reckoning = site.reckoning(item, measure);
            let latest = reckoning.figures.last().filter(|_| reckoning.late && site.applies(site.item(item).strategy))?;
            Some(stale(Some(measure.title.to_string()), Some(latest.date.to_string())))
        });
        status.into_iter().chain(measures).collect()
    }
}
