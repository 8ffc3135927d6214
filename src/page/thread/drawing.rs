//! Where the parts of a drawn thread stand. Columns from left to right: what it is for, then one for each step down the tree.

use serde::Serialize;

use super::Branch;
use super::lines::broken;

/// The drawing's width, in units of which about one is a pixel.
const WIDTH: f32 = 1000.0;
/// The letters' size, the distance of lines, the room round them, and the distance between two boxes.
const LETTERS: f32 = 15.0;
const LINE: f32 = 19.0;
const PAD: f32 = 10.0;
const GAP: f32 = 10.0;
/// The room between columns, in which the threads run.
const BETWEEN: f32 = 56.0;
const MOST_LINES: usize = 4;

#[derive(Debug, Default, Serialize)]
pub struct Drawing {
    pub width: i32,
    pub height: i32,
    pub boxes: Vec<BoxView>,
    pub threads: Vec<ThreadPath>,
}

/// A box with words in it.
#[derive(Debug, Serialize)]
pub struct BoxView {
    /// `root`, `goal`, `end`, `count` or `plan`.
    pub kind: &'static str,
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    /// The middle of its height.
    pub middle: i32,
    pub number: Option<String>,
    pub lines: Vec<LineView>,
    pub href: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LineView {
    pub text: String,
    pub x: i32,
    pub y: i32,
}

#[derive(Debug, Serialize)]
pub struct ThreadPath {
    /// `own`, or `shared` where it leads to a plan with partners.
    pub kind: &'static str,
    pub d: String,
}

/// Left edges and widths of the columns.
struct Columns(Vec<(f32, f32)>);

impl Drawing {
    pub fn of(text: &str, branches: &[Branch], plans: &[Branch]) -> Drawing {
        let steps = branches.iter().map(steps).max().unwrap_or_default();
        let columns = Columns::of(steps);
        let mut drawing = Drawing { width: WIDTH as i32, ..Drawing::default() };
        let mut top = 1.0;
        let mut middles = Vec::new();
        for branch in branches {
            middles.push(drawing.branch(branch, 1, top, &columns));
            top = drawing.bottom() + GAP * 1.6;
        }
        let last = columns.0.len() - 1;
        let mut planned = Vec::new();
        for plan in plans {
            planned.push(drawing.words(plan, "plan", last, top, &columns));
            top = drawing.bottom() + GAP;
        }
        let middle = (middles.first().copied().unwrap_or_default() + middles.last().copied().unwrap_or_default()) / 2.0;
        let (left, width) = columns.0[0];
        let lines = broken(text, (width - 2.0 * PAD) / LETTERS, 9);
        let height = lines.len() as f32 * LINE + 2.0 * PAD;
        let y = (middle - height / 2.0).max(1.0);
        drawing.boxes.insert(0, filled("root", (left, y, width, height), lines, None, None));
        for at in middles {
            drawing.thread((left + width, y + height / 2.0), (columns.0[1].0, at));
        }
        for at in planned {
            let (x, end) = (left + width / 2.0, columns.0[last].0);
            let d = format!("M{x} {:.0}V{:.0}Q{x} {at:.0} {:.0} {at:.0}H{end:.0}", y + height, at - 12.0, x + 12.0);
            drawing.threads.push(ThreadPath { kind: "shared", d });
        }
        drawing.height = drawing.bottom().max(y + height).ceil() as i32 + 1;
        drawing
    }

    /// Draws an item and what hangs on it from `top` down; gives the middle of its box.
    fn branch(&mut self, branch: &Branch, column: usize, top: f32, columns: &Columns) -> f32 {
        let kind = if branch.goal { "goal" } else { "end" };
        let (left, width) = columns.0[column];
        let mut middles = Vec::new();
        let mut next = top;
        for below in &branch.below {
            middles.push(self.branch(below, column + 1, next, columns));
            next = self.bottom() + if below.has_more() { GAP } else { GAP * 0.4 };
        }
        if let Some(counted) = &branch.counted {
            let (x, width) = columns.0[column + 1];
            let lines = broken(&format!("{}: {}", counted.heading, counted.count), (width - 2.0 * PAD) / LETTERS, 2);
            let height = lines.len() as f32 * LINE + PAD;
            self.boxes.push(filled("count", (x, top, width, height), lines, None, None));
            middles.push(top + height / 2.0);
        }
        let Some((&first, &last)) = middles.first().zip(middles.last()) else {
            return self.words(branch, kind, column, top, columns);
        };
        let height = height(branch, kind, width);
        let y = ((first + last) / 2.0 - height / 2.0).max(top);
        let middle = self.words(branch, kind, column, y, columns);
        for at in middles {
            self.thread((left + width, middle), (columns.0[column + 1].0, at));
        }
        middle
    }

    /// Draws one box; gives its middle.
    fn words(&mut self, branch: &Branch, kind: &'static str, column: usize, y: f32, columns: &Columns) -> f32 {
        let (left, width) = columns.0[column];
        let height = height(branch, kind, width);
        let lines = broken(&branch.text, room(branch, width), MOST_LINES);
        self.boxes.push(filled(kind, (left, y, width, height), lines, branch.number.clone(), Some(branch.href.clone())));
        y + height / 2.0
    }

    fn thread(&mut self, from: (f32, f32), to: (f32, f32)) {
        let half = (from.0 + to.0) / 2.0;
        let d = format!("M{} {:.0}C{half:.0} {:.0} {half:.0} {:.0} {} {:.0}", from.0, from.1, from.1, to.1, to.0, to.1);
        self.threads.push(ThreadPath { kind: "own", d });
    }

    fn bottom(&self) -> f32 {
        self.boxes.iter().map(|drawn| (drawn.y + drawn.height) as f32).fold(0.0, f32::max)
    }
}

impl Branch {
    fn has_more(&self) -> bool {
        !self.below.is_empty() || self.counted.is_some()
    }
}

/// How many columns an item needs, its own included.
fn steps(branch: &Branch) -> usize {
    let counted = usize::from(branch.counted.is_some());
    1 + branch.below.iter().map(steps).max().unwrap_or(counted)
}

impl Columns {
    /// The first is narrow, the last wide: there the most words stand.
    fn of(steps: usize) -> Columns {
        let first = 190.0;
        let rest = WIDTH - first - steps as f32 * BETWEEN;
        let shares: f32 = (1..=steps).map(|step| if step == steps { 1.5 } else { 1.0 }).sum();
        let mut columns = vec![(1.0, first)];
        let mut left = first + BETWEEN;
        for step in 1..=steps {
            let width = (rest * if step == steps { 1.5 } else { 1.0 } / shares).floor() - 1.0;
            columns.push((left.floor(), width));
            left += width + 1.0 + BETWEEN;
        }
        Columns(columns)
    }
}

/// Room for words in a box, in units of the letters' size.
fn room(branch: &Branch, width: f32) -> f32 {
    (width - 2.0 * PAD) / LETTERS - branch.number.as_ref().map_or(0.0, |number| indent(number) / LETTERS)
}

/// How far words stand to the right of their number.
fn indent(number: &str) -> f32 {
    number.chars().count() as f32 * 10.0 + 8.0
}

fn height(branch: &Branch, kind: &str, width: f32) -> f32 {
    let pad = if kind == "end" { PAD } else { 2.0 * PAD };
    broken(&branch.text, room(branch, width), MOST_LINES).len() as f32 * LINE + pad
}

fn filled(
    kind: &'static str,
    (x, y, width, height): (f32, f32, f32, f32),
    lines: Vec<String>,
    number: Option<String>,
    href: Option<String>,
) -> BoxView {
    let first = y + (height - lines.len() as f32 * LINE) / 2.0 + LETTERS * 0.95;
    let left = x + PAD + number.as_deref().map_or(0.0, indent);
    let whole = |number: f32| number.round() as i32;
    let place = |(at, text)| LineView { text, x: whole(left), y: whole(first + at as f32 * LINE) };
    let lines = lines.into_iter().enumerate().map(place).collect();
    BoxView {
        kind,
        x: whole(x),
        y: whole(y),
        width: whole(width),
        height: whole(height),
        middle: whole(y + height / 2.0),
        number,
        lines,
        href,
    }
}
