//! Places: ranges of bytes, and the lines and columns that people know them by.

use super::SourceId;

/// A range of bytes in a file whose name the holder knows: `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    pub start: u32,
    pub end: u32,
}

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub source: SourceId,
    pub at: At,
}

/// A place as people say it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

impl At {
    pub fn new(start: usize, end: usize) -> At {
        At { start: start as u32, end: end as u32 }
    }

    /// The same range `by` bytes further on.
    pub fn shifted(self, by: u32) -> At {
        At { start: self.start + by, end: self.end + by }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Place {
    /// Whether another place starts inside this one.
    pub fn covers(self, other: Place) -> bool {
        let starts_inside = self.at.start <= other.at.start && other.at.start < self.at.end.max(self.at.start + 1);
        self.source == other.source && starts_inside
    }
}

impl SourceId {
    /// Its place in the order of the files.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The first file of any sources, for values that need some id.
    pub const FIRST: SourceId = SourceId(0);

    /// The place of a range in this file.
    pub fn at(self, at: At) -> Place {
        Place { source: self, at }
    }

    /// The start of this file, for problems that have no better place.
    pub fn start(self) -> Place {
        self.at(At::default())
    }
}
