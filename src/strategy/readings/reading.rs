//! Figures as they are kept, and how those of a measure are found among them.

use crate::source::{At, Place};
use crate::strategy::scalars::{Amount, PartialDate};

/// One figure of a measure at one date. Of a region's figures there are hundreds of thousands: each is kept small.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The line it stands on.
    pub place: Place,
    /// Where its measure, its date and its value stand on it.
    pub(super) cells: [Cell; 3],
    pub date: PartialDate,
    pub value: Amount,
    /// What most figures do without.
    pub(super) more: Option<Box<More>>,
}

/// The first byte of a cell in its line, and its length.
pub(super) type Cell = (u16, u16);

#[derive(Clone, Debug, Default)]
pub(super) struct More {
    pub(super) note: Option<String>,
    pub(super) breakdown: Vec<(String, String)>,
}

impl Reading {
    /// Where its measure is named.
    pub fn named_at(&self) -> Place {
        self.cell(0)
    }

    /// Where its date stands.
    pub fn dated_at(&self) -> Place {
        self.cell(1)
    }

    /// Where its value stands.
    pub fn valued_at(&self) -> Place {
        self.cell(2)
    }

    fn cell(&self, at: usize) -> Place {
        let start = self.place.at.start + u32::from(self.cells[at].0);
        self.place.source.at(At { start, end: start + u32::from(self.cells[at].1) })
    }

    /// Anything that a reader must know about it.
    pub fn note(&self) -> Option<&str> {
        self.more.as_ref()?.note.as_deref()
    }

    /// Columns beyond the usual four, with their values; blank means all.
    pub fn breakdown(&self) -> &[(String, String)] {
        self.more.as_ref().map_or(&[], |more| &more.breakdown)
    }

    /// The group that the figure is of, as words; empty for the whole.
    pub fn group(&self) -> String {
        let named = self.breakdown().iter().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
        named.collect::<Vec<_>>().join(", ")
    }
}

/// The figures of one strategy: those of one measure together, in the order written; the measures in the order of their ids.
#[derive(Debug, Default)]
pub struct Readings {
    all: Box<[Reading]>,
    /// Each measure, and how many figures stand before the end of its own.
    ends: Box<[(Box<str>, u32)]>,
}

impl Readings {
    /// Of figures in any order, each with the id of its measure.
    pub(super) fn of<Name: AsRef<str>>(mut named: Vec<(Name, Reading)>) -> Readings {
        if !named.is_sorted_by(|a, b| a.0.as_ref() <= b.0.as_ref()) {
            named.sort_by(|a, b| a.0.as_ref().cmp(b.0.as_ref()));
        }
        let mut ends: Vec<(Box<str>, u32)> = Vec::new();
        for (name, _) in &named {
            match ends.last_mut() {
                Some((last, count)) if **last == *name.as_ref() => *count += 1,
                last => {
                    let before = last.map_or(0, |last| last.1);
                    ends.push((name.as_ref().into(), before + 1));
                }
            }
        }
        // In a block of their own: collecting would keep the larger one that they stand in now.
        let mut all = Vec::with_capacity(named.len());
        all.extend(named.into_iter().map(|(_, reading)| reading));
        Readings { all: all.into(), ends: ends.into() }
    }

    /// The figures of a measure; none if no line names it.
    pub fn of_measure(&self, id: &str) -> &[Reading] {
        let at = self.ends.binary_search_by(|(name, _)| (**name).cmp(id));
        at.map_or(&[], |at| self.stretch(at))
    }

    /// Each measure that lines name, and its figures.
    pub fn by_measure(&self) -> impl Iterator<Item = (&str, &[Reading])> {
        self.ends.iter().enumerate().map(|(at, (name, _))| (&**name, self.stretch(at)))
    }

    /// All figures.
    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.all.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn stretch(&self, at: usize) -> &[Reading] {
        let start = if at == 0 { 0 } else { self.ends[at - 1].1 };
        &self.all[start as usize..self.ends[at].1 as usize]
    }

    /// These and others as one.
    pub(super) fn joined<'a>(tables: impl Iterator<Item = &'a Readings>) -> Readings {
        Readings::of(tables.flat_map(Readings::named).collect())
    }

    /// The same without those of some measures.
    pub fn without(&self, is_gone: impl Fn(&str) -> bool) -> Readings {
        Readings::of(self.named().filter(|(name, _)| !is_gone(name)).collect())
    }

    fn named(&self) -> impl Iterator<Item = (&str, Reading)> {
        self.by_measure().flat_map(|(name, readings)| readings.iter().map(move |reading| (name, reading.clone())))
    }
}
