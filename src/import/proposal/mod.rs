//! A document into content: blocks become the files of a strategy, as a proposal for its author.
//!
//! In: a [`Document`], and where the strategy is to stand. Out: the files to add, and where each block went.
//!
//! Always true
//! - Every word of the blocks and notes stands in one of the files: in a field, a narrative or a comment.
//! - What nobody can be sure of has a comment that starts with `Unsure`, at its place.
//! - Nothing is made up but ids and, where the document has no title, the title.
//!
//! Not here: reading files of other programs, and any file on disk.

mod goals;
mod head;
mod items;
mod lists;
mod narrative;
mod outline;
mod sounds;

use std::collections::{BTreeMap, HashSet};

use goals::Goal;
use narrative::Narrative;
use outline::{Section, outline};

use super::ids::{fresh, slug};
use super::yaml::{Group, Yaml};
use crate::document::{Document, Kind, Place, Words};
use crate::site::{OWN_PLACES, RESERVED_IN_STRATEGY, RESERVED_TOP};

/// Where a strategy is to stand.
#[derive(Clone, Debug, Default)]
pub struct Into {
    /// The id of its trust.
    pub trust: String,
    /// The trust is there already.
    pub has_trust: bool,
    /// The name of its folder; made from the title, if there is none.
    pub strategy: Option<String>,
    /// Names that are taken in the trust: folders of other strategies.
    pub taken: Vec<String>,
    pub has_site_file: bool,
}

/// The files to add.
#[derive(Debug, PartialEq)]
pub struct Proposal {
    pub trust: String,
    pub strategy: String,
    /// Bytes by their path below `content/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Where each part of the document went, in its order.
    pub went: Vec<Went>,
}

/// Where a block went.
#[derive(Clone, Debug, PartialEq)]
pub struct Went {
    pub place: Place,
    /// What it is now.
    pub sort: &'static str,
    pub words: String,
    /// Below `content/`.
    pub path: String,
    pub line: usize,
}

/// Proposes the files of a strategy; `from` is the name of the document's file.
pub fn propose(document: &Document, from: &str, into: &Into) -> Proposal {
    let maker = Maker {
        document,
        from: from.rsplit_once('.').map_or(from, |(stem, _)| stem).to_string(),
        taken: HashSet::new(),
        went: Vec::new(),
        ids: RESERVED_IN_STRATEGY.iter().chain(OWN_PLACES).map(|id| id.to_string()).collect(),
        asides: Vec::new(),
        written_notes: HashSet::new(),
        files: BTreeMap::new(),
        folder: String::new(),
    };
    maker.make(from, into)
}

struct Maker<'a> {
    document: &'a Document,
    /// The name of the file without its ending.
    from: String,
    /// Blocks that have a place already.
    taken: HashSet<usize>,
    /// Blocks, what they are now, and the file and line where they stand; 0 for a line that is not known yet.
    went: Vec<(usize, &'static str, String, usize)>,
    ids: HashSet<String>,
    /// Notes that words of a field referred to, which can have none: their labels and the words.
    asides: Vec<(String, String)>,
    written_notes: HashSet<String>,
    files: BTreeMap<String, Vec<u8>>,
    folder: String,
}

impl Maker<'_> {
    fn make(mut self, from: &str, into: &Into) -> Proposal {
        let blocks = &self.document.blocks;
        let mut root = outline(blocks);
        let head = head::find(&mut root, blocks);
        let title = head.title.map(|at| head::words(&blocks[at]).plain());
        let title = title.or(Some(self.document.title.clone()).filter(|title| !title.is_empty())).unwrap_or(self.from.clone());
        let trust = fresh(&into.trust, |id| !into.has_trust && RESERVED_TOP.contains(&id));
        let strategy = into.strategy.clone().unwrap_or_else(|| {
            fresh(&slug(&title, "strategy"), |id| into.taken.iter().any(|taken| taken == id) || RESERVED_IN_STRATEGY.contains(&id))
        });
        self.ids.insert(strategy.clone());
        self.ids.extend(into.taken.iter().cloned());
        self.folder = format!("{trust}/{strategy}");

        let mut fields = Group::default();
        let headings: Vec<_> =
            blocks.iter().filter_map(|block| if let Kind::Heading(h) = &block.kind { Some(h) } else { None }).collect();
        if !headings.is_empty() && headings.iter().all(|heading| heading.is_guessed) {
            fields.comment("Unsure: no heading of the document is marked as one; they are guessed from what they look like.");
        }
        self.title(&head, &mut fields);
        let chosen = goals::choose(&root, blocks);
        // Goals come first, so that a section of a goal is not taken for one of the strategy.
        let parsed = chosen.as_ref().map(|chosen| self.goals(chosen));
        let mut statements = Group::default();
        self.statements(&root, &mut statements);
        self.used_up(&root, &mut statements);
        let mut index = Narrative::default();
        for at in &head.more {
            self.put(*at, &mut index, "index");
        }
        self.section(&root, 0, &mut index, "index");
        if let (Some(chosen), Some(parsed)) = (&chosen, parsed) {
            self.write_goals(chosen, parsed, &mut fields, statements);
        } else {
            fields.0.extend(statements.0);
            fields.comment("Unsure: nothing in the document looks like goals. Add at least one, under the key `goals`.");
        }
        self.leftover_notes(&mut index);
        self.narrative("index", index);
        self.strategy_file(from, &fields);
        if !into.has_trust {
            let mut file = Group::default();
            file.comment("Unsure: the document does not say whose strategy it is. Write the name of the body.");
            file.text("name", &trust);
            self.files.insert(format!("{trust}/trust.yaml"), file.file().into_bytes());
        }
        if !into.has_site_file {
            let mut file = Group::default();
            file.text("title", &title);
            self.files.insert("site.yaml".to_string(), file.file().into_bytes());
        }
        for picture in &self.document.pictures {
            self.files.insert(format!("{}/{}", self.folder, picture.name), picture.bytes.clone());
        }
        self.went.sort_by_key(|(at, ..)| *at);
        let told = |(at, sort, path, line): &(usize, &'static str, String, usize)| Went {
            place: blocks[*at].place,
            sort,
            words: shown(&blocks[*at].kind),
            path: path.clone(),
            line: *line,
        };
        Proposal { trust, strategy, went: self.went.iter().map(told).collect(), files: self.files }
    }

    /// Notes that a block is in the strategy's file, at the line where the next field stands.
    fn took(&mut self, at: usize, sort: &'static str, fields: &mut Group) {
        self.taken.insert(at);
        fields.put("", Yaml::Mark(self.went.len()));
        self.went.push((at, sort, format!("{}/strategy.yaml", self.folder), 0));
    }

    fn is_item(&self, at: usize) -> bool {
        matches!(self.document.blocks[at].kind, Kind::Item { .. })
    }

    /// Words for a field; the notes that they refer to become words of a narrative.
    fn field(&mut self, words: &Words) -> String {
        self.keep_notes(words);
        words.without_notes().line()
    }

    fn keep_notes(&mut self, words: &Words) {
        let source = words.source().unwrap_or_default();
        for (label, _) in &self.document.notes {
            if words.notes().any(|known| known == label) || source.contains(&format!("[^{label}]")) {
                self.asides.push((label.clone(), words.without_notes().plain()));
            }
        }
    }

    /// Keeps headings as comments below which nothing is left: all of it has other places.
    fn used_up(&mut self, root: &Section, fields: &mut Group) {
        for section in root.all() {
            let Some(heading) = section.heading.filter(|heading| !self.taken.contains(heading)) else { continue };
            let below = |section: &Section| section.body.iter().copied().chain(section.heading).collect::<Vec<_>>();
            let all: Vec<usize> = section.all().into_iter().flat_map(below).filter(|at| *at != heading).collect();
            if !all.is_empty() && all.iter().all(|at| self.taken.contains(at)) {
                let words = head::words(&self.document.blocks[heading]);
                self.keep_notes(&words);
                self.took(heading, "heading", fields);
                let number = section.heading(&self.document.blocks).map(|heading| heading.number.clone()).unwrap_or_default();
                fields.comment(format!("Heading: {number} {}", words.plain()).trim());
            }
        }
    }

    /// Writes what stands in a section and below it, as far as it has no other place.
    fn section(&mut self, section: &Section, depth: usize, narrative: &mut Narrative, file: &str) {
        if let Some(heading) = section.heading.filter(|heading| !self.taken.contains(heading)) {
            self.taken.insert(heading);
            narrative.heading(heading, self.document, depth.saturating_sub(1));
            self.went.push((heading, "heading", format!("{}/{file}.md", self.folder), 0));
        }
        for at in &section.body {
            self.put(*at, narrative, file);
        }
        for child in &section.children {
            self.section(child, depth + 1, narrative, file);
        }
    }

    /// Writes a block, unless it has another place.
    fn put(&mut self, at: usize, narrative: &mut Narrative, file: &str) {
        if self.taken.insert(at) {
            narrative.block(at, self.document);
            self.went.push((at, "narrative", format!("{}/{file}.md", self.folder), 0));
        }
    }

    /// Notes that no narrative has: those of fields, and those that no word refers to.
    fn leftover_notes(&mut self, index: &mut Narrative) {
        self.asides_to(index);
        for label in index.end(self.document) {
            self.written_notes.insert(label);
        }
        let rest: Vec<&(String, Words)> =
            self.document.notes.iter().filter(|(label, _)| !self.written_notes.contains(label)).collect();
        for (label, words) in rest {
            index.comment("Unsure: no word refers to this note.");
            index.paragraph(&format!("Note {}: {}", crate::document::paragraph(label), words.without_notes().line()));
        }
    }

    /// Writes the notes of fields as paragraphs, since a field has none.
    fn asides_to(&mut self, narrative: &mut Narrative) {
        for (label, about) in std::mem::take(&mut self.asides) {
            let Some((_, words)) = self.document.notes.iter().find(|(known, _)| *known == label) else { continue };
            narrative.comment(&format!("Unsure: this is a note to “{}”.", started(&about)));
            narrative.paragraph(&format!("Note {}: {}", crate::document::paragraph(&label), words.without_notes().line()));
            self.written_notes.insert(label);
        }
    }

    /// Ends a narrative and keeps it, if there is something in it.
    fn narrative(&mut self, file: &str, mut narrative: Narrative) {
        for label in narrative.end(self.document) {
            self.written_notes.insert(label);
        }
        if narrative.is_empty() {
            return;
        }
        let path = format!("{}/{file}.md", self.folder);
        for (at, line) in &narrative.lines {
            let known = self.went.iter_mut().filter(|(known, _, own, _)| known == at && *own == path);
            known.for_each(|went| went.3 = *line);
        }
        // A picture without a description has no line but that of its comment.
        for went in self.went.iter_mut().filter(|went| went.2 == path && went.3 == 0) {
            let place = format!("<!-- Unsure ({})", self.document.blocks[went.0].place);
            went.3 = narrative.text.lines().position(|line| line.starts_with(&place)).map_or(1, |line| line + 1);
        }
        self.files.insert(path, narrative.text.into_bytes());
    }

    fn strategy_file(&mut self, from: &str, fields: &Group) {
        let mut file = Group::default();
        file.comment(&format!("Made from {from}. A proposal: read it against the document, and mend what is marked `Unsure`."));
        file.0.extend(fields.0.iter().cloned());
        let (text, lines) = file.file_with_lines();
        for (mark, line) in lines {
            self.went[mark].3 = line;
        }
        self.files.insert(format!("{}/strategy.yaml", self.folder), text.into_bytes());
    }
}

/// The first words of a block, for people to find it by.
fn shown(kind: &Kind) -> String {
    match kind {
        Kind::Title(words) | Kind::Subtitle(words) | Kind::Paragraph(words) | Kind::Item { words, .. } => started(&words.plain()),
        Kind::Heading(heading) => started(&heading.words.plain()),
        Kind::Table(rows) => {
            let first: Vec<String> = rows.iter().flatten().map(Words::plain).filter(|words| !words.is_empty()).take(3).collect();
            started(&first.join(" | "))
        }
        Kind::Picture { alt, .. } => started(alt),
        Kind::Markdown(source) => started(source),
    }
}

/// The first words of a text.
fn started(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 50 {
        return text;
    }
    let cut: String = text.chars().take(49).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
