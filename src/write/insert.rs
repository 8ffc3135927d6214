//! A record added to a list of a file that is there: bytes are put in, and none that stand there change.

use super::lines::File;
use super::yaml::{Group, Yaml};
use crate::strategy::layout::{Form, Laid, layout};

/// The record that a list belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The file itself.
    File,
    /// The record whose id starts at this byte.
    Record(usize),
}

/// A file with a record more.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    pub text: String,
    /// Where the new record starts.
    pub at: usize,
}

/// How far a line may go before a record gets lines of its own.
const WIDTH: usize = 130;

/// Adds a record to the end of the list under a key, which is made if it is not there. It is written as its neighbours are.
///
/// None if the file is laid out so that this cannot be done for certain.
pub fn add(text: &str, home: Home, key: &str, record: &Group) -> Option<Added> {
    let before = layout(text)?;
    let way = way_to(&before, home)?;
    let file = File { text, whole: &before };
    let mut inserts = file.inserts(stand(&before, &way)?, key, record)?;
    inserts.sort_by_key(|(at, _)| *at);
    let mut new = text.to_string();
    for (at, added) in inserts.iter().rev() {
        new.insert_str(*at, &file.with_line_ends(added));
    }
    let at = proven(&before, layout(&new)?, &way, key, record)?;
    Some(Added { text: new, at })
}

/// The way to a record: at each step the index among the entries or the pairs.
fn way_to(laid: &Laid, home: Home) -> Option<Vec<usize>> {
    let Home::Record(id) = home else {
        return matches!(laid.value, Form::Group { .. }).then(Vec::new);
    };
    fn search(laid: &Laid, id: usize, way: &mut Vec<usize>) -> bool {
        if laid.get("id").is_some_and(|found| found.at.start == id) {
            return true;
        }
        let below: Vec<&Laid> = match &laid.value {
            Form::List { entries, .. } => entries.iter().collect(),
            Form::Group { pairs, .. } => pairs.iter().map(|(_, value)| value).collect(),
            Form::Text(..) => return false,
        };
        for (at, laid) in below.into_iter().enumerate() {
            way.push(at);
            if search(laid, id, way) {
                return true;
            }
            way.pop();
        }
        false
    }
    let mut way = Vec::new();
    search(laid, id, &mut way).then_some(way)
}

/// What stands at the end of a way.
fn stand<'a>(laid: &'a Laid, way: &[usize]) -> Option<&'a Laid> {
    way.iter().try_fold(laid, |laid, &at| match &laid.value {
        Form::List { entries, .. } => entries.get(at),
        Form::Group { pairs, .. } => pairs.get(at).map(|(_, value)| value),
        Form::Text(..) => None,
    })
}

/// Holds that the file now says what it said, and the record more. Gives where that starts.
fn proven(before: &Laid, mut after: Laid, way: &[usize], key: &str, record: &Group) -> Option<usize> {
    let old = stand(before, way)?.get(key);
    let mut home = &mut after;
    for &at in way {
        home = match &mut home.value {
            Form::List { entries, .. } => entries.get_mut(at)?,
            Form::Group { pairs, .. } => &mut pairs.get_mut(at)?.1,
            Form::Text(..) => return None,
        };
    }
    let Form::Group { pairs, .. } = &mut home.value else { return None };
    let at = pairs.iter().position(|(known, _)| known.name == key)?;
    let Form::List { entries, .. } = &mut pairs[at].1.value else { return None };
    let new = entries.pop()?;
    match old {
        Some(old) if old.is_absent() && entries.is_empty() => pairs[at].1 = old.clone(),
        Some(_) => {}
        None if entries.is_empty() => drop(pairs.remove(at)),
        None => return None,
    }
    let is_the_record = new.pairs().len() == record.0.len()
        && new.pairs().iter().zip(&record.0).all(|((key, value), (name, wanted))| key.name == *name && is_said(value, wanted));
    (is_the_record && after.says(before)).then_some(new.at.start)
}

fn is_said(value: &Laid, wanted: &Yaml) -> bool {
    match (&value.value, wanted) {
        (Form::Text(text, _), Yaml::Text(wanted)) => text == wanted,
        (Form::Text(text, _), Yaml::Bool(wanted)) => *text == wanted.to_string(),
        (Form::List { entries, .. }, Yaml::List(wanted)) => {
            entries.len() == wanted.len() && entries.iter().zip(wanted).all(|(value, wanted)| is_said(value, wanted))
        }
        _ => false,
    }
}

type Inserts = Vec<(usize, String)>;

impl File<'_> {
    fn inserts(&self, home: &Laid, key: &str, record: &Group) -> Option<Inserts> {
        match home.get(key) {
            Some(list) if list.is_absent() => {
                let (key, _) = home.pairs().iter().find(|(known, _)| known.name == key)?;
                let column = self.column(key.at.start);
                let indent = column + self.step();
                Some(vec![(self.line_end(key.at.end), format!("\n{}", entry(record, indent, 2)))])
            }
            Some(list) => match &list.value {
                Form::List { within: true, entries } => self.between_brackets(list, entries, record),
                Form::List { within: false, entries } => {
                    let (key, _) = home.pairs().iter().find(|(known, _)| known.name == key)?;
                    self.below_the_last(self.column(key.at.start), entries, record)
                }
                _ => None,
            },
            None => match &home.value {
                Form::Group { pairs, .. } if pairs.is_empty() => Some(self.first_key(key, record)),
                Form::Group { within: true, pairs } => {
                    let text = format!("{key}: [{}]", record.in_a_line()?);
                    Some(self.next_in_line(&pairs.last()?.1, home, &text))
                }
                Form::Group { within: false, pairs } => Some(self.under_a_new_key(home, pairs.first()?.0.at.start, key, record)),
                _ => None,
            },
        }
    }

    /// A key and its list, in a file that says nothing yet.
    fn first_key(&self, key: &str, record: &Group) -> Inserts {
        let end = self.text.trim_end().len();
        let text = format!("{key}:\n{}", entry(record, 2, 2));
        // A mark of byte order stays in front.
        let end = if self.text[..end] == *"\u{feff}" { 0 } else { end };
        match end {
            0 => vec![(self.text.len(), text + "\n")],
            _ => vec![(end, format!("\n{text}"))],
        }
    }

    /// A key and its list, below all that the record has.
    fn under_a_new_key(&self, home: &Laid, first: usize, key: &str, record: &Group) -> Inserts {
        let column = self.column(first);
        let at = match home.at.start == self.whole.at.start {
            true => self.text.trim_end().len(),
            false => self.after(home.at.end, column),
        };
        let pairs = home.pairs();
        let is_apart = |pair: &[(crate::strategy::layout::Key, Laid)]| self.blank_between(pair[0].1.at.end, pair[1].0.at.start);
        let blank = if pairs.windows(2).any(is_apart) { "\n" } else { "" };
        vec![(at, format!("\n{blank}{}{key}:\n{}", " ".repeat(column), entry(record, column + self.step(), 2)))]
    }

    fn below_the_last(&self, key_column: usize, entries: &[Laid], record: &Group) -> Option<Inserts> {
        let last = entries.last()?;
        let dash = self.dash(last.at.start)?;
        let column = self.column(dash);
        let same_line = !self.text[dash..last.at.start].contains('\n');
        let gap = if same_line { last.at.start - dash } else { 2 };
        let line = match last.value {
            Form::Group { within: true, .. } => record.in_a_line(),
            _ => None,
        };
        let line = line.filter(|line| column + line.chars().count() < WIDTH);
        let text = match line {
            Some(line) => format!("{}-{}{line}", " ".repeat(column), " ".repeat(gap - 1)),
            None => entry(record, column, gap),
        };
        let above = entries.len().checked_sub(2).map(|at| &entries[at]);
        let blank = if above.is_some_and(|above| self.blank_between(above.at.end, dash)) { "\n" } else { "" };
        // A comment at the column of the key belongs to what comes next.
        let own = if column > key_column { column } else { column + 1 };
        Some(vec![(self.after(last.at.end, own), format!("\n{blank}{text}"))])
    }

    fn between_brackets(&self, list: &Laid, entries: &[Laid], record: &Group) -> Option<Inserts> {
        let line = record.in_a_line()?;
        let Some(last) = entries.last() else { return Some(vec![(list.at.start + 1, line)]) };
        let line_start = self.line_start(last.at.start);
        let own_line = self.text[line_start..last.at.start].trim().is_empty() && line_start > list.at.start;
        if !own_line {
            return Some(self.next_in_line(last, list, &line));
        }
        let indent = &self.text[line_start..last.at.start];
        Some(match self.comma_after(last, list) {
            Some(comma) => vec![(self.line_end(comma), format!("\n{indent}{line},"))],
            None if self.text[last.at.end..list.at.end].contains('\n') => {
                vec![(last.at.end, ",".to_string()), (self.line_end(last.at.end), format!("\n{indent}{line}"))]
            }
            None => vec![(last.at.end, format!(",\n{indent}{line}"))],
        })
    }

    /// Something more within brackets, behind the last that stands there.
    fn next_in_line(&self, last: &Laid, whole: &Laid, text: &str) -> Inserts {
        match self.comma_after(last, whole) {
            Some(comma) => vec![(comma + 1, format!(" {text},"))],
            None => vec![(last.at.end, format!(", {text}"))],
        }
    }

    /// The comma behind the last entry within brackets, if there is one.
    fn comma_after(&self, last: &Laid, whole: &Laid) -> Option<usize> {
        let rest = &self.text[last.at.end..whole.at.end.max(last.at.end)];
        let mut start = last.at.end;
        for line in rest.split_inclusive('\n') {
            let words = line.split('#').next().unwrap_or_default();
            if let Some(at) = words.find(',') {
                return Some(start + at);
            }
            start += line.len();
        }
        None
    }
}

/// A list's entry on lines of its own, without the end of the last; `gap` is from its dash to its keys.
fn entry(record: &Group, indent: usize, gap: usize) -> String {
    let text = format!("{}-{}{}", " ".repeat(indent), " ".repeat(gap - 1), record.at(indent + gap));
    text.trim_end_matches('\n').to_string()
}
