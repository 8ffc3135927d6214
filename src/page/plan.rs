//! The plan on a page: the strategy's tree as one table. Levels with pages are its row headings, the other levels its columns.

use serde::Serialize;

use super::item::Depth;
use super::overview::{StatementView, ValueView};
use super::shell::{About, Shell};
use super::{GroupView, Hrefs, NoteView};
use crate::site::{Group, ItemId, Node, StrategyId};

#[derive(Debug, Serialize)]
pub struct PlanPage {
    pub shell: Shell,
    /// The plan's title as printed, if it has one of its own.
    pub title: Option<String>,
    pub note_html: Option<String>,
    pub period: Option<String>,
    pub statements: Vec<StatementView>,
    pub values: Vec<ValueView>,
    /// Headings of the row headings, one for each step down to the goals of a row.
    pub heads: Vec<String>,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Items of the columns' levels that stand under no goal.
    pub loose: Vec<GroupView>,
    pub notes: Vec<NoteView>,
    /// About how many lines the table has on paper: what decides on the size of the sheet and of its letters.
    pub lines: usize,
}

#[derive(Debug, Serialize)]
pub struct Row {
    /// The headings that start at this row; one from an earlier row goes on if it spans several.
    pub heads: Vec<Head>,
    /// One for each column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// About how many lines it has on paper. One column alone has its entries side by side.
    fn lines(&self) -> usize {
        let room = LETTERS / self.cells.len().max(SIDE_BY_SIDE);
        let long = |text: &str, room: usize| text.chars().count().div_ceil(room).max(1);
        let cell = |cell: &Cell| cell.entries.iter().map(|entry| long(&entry.text, room)).sum::<usize>();
        let highest = self.cells.iter().map(cell).max().unwrap_or_default();
        let entries = if self.cells.len() == 1 { highest.div_ceil(SIDE_BY_SIDE) } else { highest };
        let heads = self.heads.iter().map(|head| long(&head.text, LETTERS / 4).div_ceil(head.rows)).max();
        entries.max(heads.unwrap_or_default()) + 1
    }
}

/// How many letters stand beside one another in all columns of a sheet, and how many entries in a table of one column.
const LETTERS: usize = 130;
const SIDE_BY_SIDE: usize = 2;

#[derive(Debug, Serialize)]
pub struct Head {
    pub text: String,
    pub number: Option<String>,
    /// The item's title, if the plan has another label for it.
    pub title: Option<String>,
    pub href: String,
    pub rows: usize,
    pub columns: usize,
}

#[derive(Debug, Serialize)]
pub struct Cell {
    pub entries: Vec<Entry>,
    /// Whether a goal of this kind has anything of this column at all: only then is it worth a word that this one has not.
    pub possible: bool,
}

#[derive(Debug, Serialize)]
pub struct Entry {
    pub number: Option<String>,
    pub text: String,
    pub href: String,
}

pub fn of(hrefs: &Hrefs, id: StrategyId) -> PlanPage {
    let site = hrefs.site;
    let strategy = site.strategy(id);
    let layout = strategy.fields.plan_on_a_page.as_ref();
    let heading = |level: usize| {
        let own = layout.and_then(|layout| layout.columns.iter().find(|column| *column.level == *strategy.levels[level].key));
        own.and_then(|column| column.title.as_deref()).unwrap_or(&strategy.levels[level].many).to_string()
    };
    let columns = columns(hrefs, id);
    let chains: Vec<Vec<ItemId>> =
        strategy.items().filter(|&item| is_row(hrefs, item, &columns)).map(|item| chain(hrefs, item)).collect();
    let depth = chains.iter().map(Vec::len).max().unwrap_or_default();
    let heads = (0..depth).map(|step| {
        let levels: Vec<usize> = chains.iter().filter_map(|chain| chain.get(step)).map(|&item| site.item(item).level).collect();
        let mut names: Vec<String> = levels.into_iter().map(heading).collect();
        names.dedup();
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names.join(" / ")
    });
    let rows = rows(hrefs, &chains, &columns, depth);
    let rows_lines: usize = rows.iter().map(Row::lines).sum();
    let overview = hrefs.overview(id, Depth { shift: 0, whole: false });
    let no_pages = |group: &&Group| group.items.iter().all(|&item| !site.item(item).has_page && !leads_to_pages(hrefs, item));
    let loose: Vec<Group> = strategy.groups.iter().filter(no_pages).cloned().collect();
    let besides = loose.iter().map(|group| 2 + group.items.len()).sum::<usize>()
        + overview.notes.len() * 2
        + overview
            .statements
            .iter()
            .map(|statement| 2 + statement.text_html.chars().count().div_ceil(LETTERS / 2))
            .max()
            .unwrap_or_default();
    PlanPage {
        title: layout.and_then(|layout| layout.title.as_deref()).map(str::to_string),
        note_html: layout.and_then(|layout| layout.note.as_ref()).map(|note| hrefs.marked(strategy.source, note)),
        period: overview.period,
        statements: overview.statements,
        values: overview.values,
        heads: heads.collect(),
        columns: columns.iter().map(|&level| heading(level)).collect(),
        rows,
        lines: rows_lines + besides,
        loose: hrefs.groups(&loose, Depth { shift: 0, whole: false }),
        notes: overview.notes,
        shell: hrefs.shell(About {
            kind: "plan",
            title: String::new(),
            description: None,
            trust: Some(strategy.trust),
            strategy: Some(id),
        }),
    }
}

/// The levels that are columns: those that the layout names, or every level that has no pages.
fn columns(hrefs: &Hrefs, id: StrategyId) -> Vec<usize> {
    let strategy = hrefs.site.strategy(id);
    let named = strategy.fields.plan_on_a_page.iter().flat_map(|layout| &layout.columns);
    let level = |key: &str| strategy.levels.iter().position(|level| level.key == key);
    // A level that has items under goals; what stands under none is listed below the table.
    let has_items = |&level: &usize| {
        strategy.items().any(|id| {
            let item = hrefs.site.item(id);
            item.level == level
                && !item.has_page
                && hrefs.site.page_of(id).is_some()
                && item.groups.iter().all(|group| group.items.iter().all(|&below| !hrefs.site.item(below).has_page))
        })
    };
    let named: Vec<usize> = named.filter_map(|column| level(&column.level)).filter(has_items).collect();
    if !named.is_empty() {
        return named;
    }
    (0..strategy.levels.len()).filter(has_items).collect()
}

/// Whether a goal has a row of its own: it has no goals below it, or something in a column of its own.
fn is_row(hrefs: &Hrefs, id: ItemId, columns: &[usize]) -> bool {
    let site = hrefs.site;
    let item = site.item(id);
    let below = site.below(id);
    let leads_on = below.iter().any(|&below| site.item(below).has_page);
    let own = below.iter().any(|&below| site.page_of(below) == Some(id) && columns.contains(&site.item(below).level));
    item.has_page && (!leads_on || own)
}

fn leads_to_pages(hrefs: &Hrefs, id: ItemId) -> bool {
    hrefs.site.below(id).iter().any(|&below| hrefs.site.item(below).has_page)
}

/// The items from the top of the tree down to a goal.
fn chain(hrefs: &Hrefs, id: ItemId) -> Vec<ItemId> {
    let mut chain: Vec<ItemId> = std::iter::successors(Some(id), |&item| hrefs.site.item(item).parent).collect();
    chain.reverse();
    chain
}

fn rows(hrefs: &Hrefs, chains: &[Vec<ItemId>], columns: &[usize], depth: usize) -> Vec<Row> {
    let site = hrefs.site;
    let mut rows = Vec::new();
    for (at, chain) in chains.iter().enumerate() {
        let mut heads = Vec::new();
        for (step, &item) in chain.iter().enumerate() {
            let last = step + 1 == chain.len();
            let same = |other: &Vec<ItemId>| !last && other.len() > step + 1 && other.get(step) == Some(&item);
            if at > 0 && same(&chains[at - 1]) {
                continue;
            }
            let span = 1 + chains[at + 1..].iter().take_while(|other| same(other)).count();
            heads.push(head(hrefs, item, span, if last { depth - step } else { 1 }));
        }
        let goal = chain[chain.len() - 1];
        let like_it = |other: &&Vec<ItemId>| other.last().is_some_and(|&other| site.item(other).level == site.item(goal).level);
        let cells = columns.iter().map(|&level| Cell {
            entries: own(hrefs, goal, level).map(|item| entry(hrefs, item)).collect(),
            possible: chains
                .iter()
                .filter(like_it)
                .filter_map(|other| other.last())
                .any(|&other| own(hrefs, other, level).next().is_some()),
        });
        rows.push(Row { heads, cells: cells.collect() });
    }
    rows
}

fn head(hrefs: &Hrefs, id: ItemId, rows: usize, columns: usize) -> Head {
    let item = hrefs.site.item(id);
    let label = item.fields.other_titles.iter().find(|other| other.place.as_deref() == Some("plan-on-a-page"));
    let title = hrefs.site.item_title(id);
    Head {
        text: label.map_or(title.clone(), |label| label.text.to_string()),
        number: item.fields.number.as_deref().map(str::to_string),
        title: label.map(|_| title),
        href: hrefs.node(Node::Item(id)),
        rows,
        columns,
    }
}

/// The items of a level that stand on a goal's own page.
fn own<'a>(hrefs: &'a Hrefs, goal: ItemId, level: usize) -> impl Iterator<Item = ItemId> + 'a {
    let site = hrefs.site;
    site.below(goal).into_iter().filter(move |&item| site.page_of(item) == Some(goal) && site.item(item).level == level)
}

fn entry(hrefs: &Hrefs, id: ItemId) -> Entry {
    let item = hrefs.site.item(id);
    Entry {
        number: item.fields.number.as_deref().map(str::to_string),
        text: hrefs.site.item_title(id),
        href: hrefs.node(Node::Item(id)),
    }
}
