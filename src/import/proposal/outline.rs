//! The sections of a document: what stands below which heading.

use crate::document::{Block, Heading, Kind};

/// A heading and what stands below it; the whole document, if it has no heading. Blocks are known by their index.
#[derive(Clone, Debug, Default)]
pub struct Section {
    pub heading: Option<usize>,
    pub body: Vec<usize>,
    pub children: Vec<Section>,
}

/// The sections of blocks.
pub fn outline(blocks: &[Block]) -> Section {
    let mut open: Vec<(usize, Section)> = vec![(0, Section::default())];
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            Kind::Title(_) | Kind::Subtitle(_) => {}
            Kind::Heading(heading) => {
                while open.last().is_some_and(|(level, _)| *level >= heading.level.max(1)) {
                    close(&mut open);
                }
                open.push((heading.level.max(1), Section { heading: Some(at), ..Section::default() }));
            }
            _ => open.last_mut().expect("the whole document stays open").1.body.push(at),
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.remove(0).1
}

fn close(open: &mut Vec<(usize, Section)>) {
    let (_, done) = open.pop().expect("more than the document is open");
    open.last_mut().expect("the whole document stays open").1.children.push(done);
}

impl Section {
    pub fn heading<'a>(&self, blocks: &'a [Block]) -> Option<&'a Heading> {
        match &blocks[self.heading?].kind {
            Kind::Heading(heading) => Some(heading),
            _ => None,
        }
    }

    /// The words of the heading.
    pub fn title(&self, blocks: &[Block]) -> String {
        self.heading(blocks).map(|heading| heading.words.plain()).unwrap_or_default()
    }

    /// This section and all below it, in order.
    pub fn all(&self) -> Vec<&Section> {
        std::iter::once(self).chain(self.children.iter().flat_map(Section::all)).collect()
    }
}
