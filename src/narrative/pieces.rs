//! A rendered text: finished HTML, and between it what only the page and the site know.

/// A stretch of a rendered text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece<'t> {
    /// Finished HTML.
    Html(&'t str),
    /// An id, or the target of a link within the text: printed as its page has it, since many texts share one.
    Id(&'t str),
    /// A heading's start: its level as written, and its id.
    HeadingStart(u8, &'t str),
    /// The end of a heading of that level.
    HeadingEnd(u8),
    /// The start of a link to a reference, by its index. The words follow, then [`Piece::LinkEnd`]; links never nest.
    LinkStart(usize),
    LinkEnd,
    /// A reference without words: the target's title, as a link.
    Title(usize),
    Picture(usize),
}

/// The pieces of a text in their order; no two pieces of HTML stand side by side. All texts of a site are held at once: what the
/// pieces say stands in one string.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces {
    text: String,
    marks: Vec<Mark>,
}

/// A piece; of one with words, where they end.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    Html(u32),
    Id(u32),
    HeadingStart(u8, u32),
    HeadingEnd(u8),
    LinkStart(u32),
    LinkEnd,
    Title(u32),
    Picture(u32),
}

impl Pieces {
    /// Of a text that is not there.
    pub const EMPTY: Pieces = Pieces { text: String::new(), marks: Vec::new() };

    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut start = 0;
        let mut words = move |end: u32| {
            let words = &self.text[start..end as usize];
            start = end as usize;
            words
        };
        self.marks.iter().map(move |mark| match *mark {
            Mark::Html(end) => Piece::Html(words(end)),
            Mark::Id(end) => Piece::Id(words(end)),
            Mark::HeadingStart(level, end) => Piece::HeadingStart(level, words(end)),
            Mark::HeadingEnd(level) => Piece::HeadingEnd(level),
            Mark::LinkStart(index) => Piece::LinkStart(index as usize),
            Mark::LinkEnd => Piece::LinkEnd,
            Mark::Title(index) => Piece::Title(index as usize),
            Mark::Picture(index) => Piece::Picture(index as usize),
        })
    }

    /// Adds a piece; HTML is joined to HTML before it.
    pub(super) fn push(&mut self, piece: Piece) {
        let mut end = |words: &str| {
            self.text.push_str(words);
            small(self.text.len())
        };
        let mark = match piece {
            Piece::Html(html) => Mark::Html(end(html)),
            Piece::Id(id) => Mark::Id(end(id)),
            Piece::HeadingStart(level, id) => Mark::HeadingStart(level, end(id)),
            Piece::HeadingEnd(level) => Mark::HeadingEnd(level),
            Piece::LinkStart(index) => Mark::LinkStart(small(index)),
            Piece::LinkEnd => Mark::LinkEnd,
            Piece::Title(index) => Mark::Title(small(index)),
            Piece::Picture(index) => Mark::Picture(small(index)),
        };
        match (self.marks.last_mut(), mark) {
            (Some(Mark::Html(end)), Mark::Html(now)) => *end = now,
            _ => self.marks.push(mark),
        }
    }

    /// Adds all pieces of another text.
    pub(super) fn extend(&mut self, other: &Pieces) {
        other.iter().for_each(|piece| self.push(piece));
    }

    /// Takes off `end`, if the last piece is HTML that ends with it.
    pub(super) fn take_end(&mut self, end: &str) -> bool {
        let start = self.marks.iter().rev().skip(1).find_map(|mark| match *mark {
            Mark::Html(end) | Mark::Id(end) | Mark::HeadingStart(_, end) => Some(end as usize),
            _ => None,
        });
        match self.marks.last_mut() {
            Some(Mark::Html(at)) if self.text[start.unwrap_or(0)..].ends_with(end) => {
                self.text.truncate(self.text.len() - end.len());
                *at = small(self.text.len());
                true
            }
            _ => false,
        }
    }

    /// Whether a word may end at the last piece: no block does, since a line ends with each.
    pub(super) fn ends_in_words(&self) -> bool {
        !matches!(self.marks.last(), None | Some(Mark::HeadingEnd(_))) && !self.text.ends_with('\n')
    }

    /// The same in no more room than it takes. By a copy, since allocators leave a block as it is while half of it is in use.
    pub(super) fn finished(self) -> Pieces {
        let has_more = self.text.capacity() > self.text.len() || self.marks.capacity() > self.marks.len();
        if has_more { self.clone() } else { self }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("no text has four thousand million letters")
}
