//! A file as it is laid out: where each key and value begins and ends, and in which manner it is written. For whoever adds to a file,
//! or puts it in order, without writing it anew.

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, StructureStyle, options};

/// Deeper than any strategy, and shallow enough for any stack.
const DEEPEST: usize = 60;

const MARK: &str = "\u{feff}";

/// A value, from its first byte to its last.
#[derive(Clone, Debug)]
pub struct Laid {
    pub at: Range<usize>,
    pub value: Form,
}

/// What a value is, and how it is written.
#[derive(Clone, Debug)]
pub enum Form {
    /// A text as YAML reads it. One that is not there has no bytes.
    Text(String, Manner),
    /// A list, `within` brackets or not.
    List { within: bool, entries: Vec<Laid> },
    /// Keys and values, `within` brackets or not.
    Group { within: bool, pairs: Vec<(Key, Laid)> },
}

/// A key and where it stands.
#[derive(Clone, Debug)]
pub struct Key {
    pub at: Range<usize>,
    pub name: String,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Plain,
    Quoted,
    /// On the lines below `|` or `>`. Its bytes start with its first letter and end with its last line.
    Block,
}

impl Laid {
    /// Whether it says the same as another, wherever it stands. `null` and `"null"` differ, as do a block and a line.
    pub fn says(&self, other: &Laid) -> bool {
        match (&self.value, &other.value) {
            (Form::Text(a, one), Form::Text(b, two)) => a == b && one == two,
            (Form::List { entries: a, .. }, Form::List { entries: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says(b))
            }
            (Form::Group { pairs: a, .. }, Form::Group { pairs: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|((one, a), (two, b))| one.name == two.name && a.says(b))
            }
            _ => false,
        }
    }

    /// Whether there is no value at all, as behind a lone `key:`.
    pub fn is_absent(&self) -> bool {
        matches!(self.value, Form::Text(_, Manner::Plain)) && self.at.is_empty()
    }

    pub fn pairs(&self) -> &[(Key, Laid)] {
        match &self.value {
            Form::Group { pairs, .. } => pairs,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&Laid> {
        self.pairs().iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Its texts and keys in the order of the file.
    pub fn leaves(&self) -> Vec<Range<usize>> {
        fn collect(laid: &Laid, all: &mut Vec<Range<usize>>) {
            match &laid.value {
                Form::Text(..) if laid.is_absent() => {}
                Form::Text(..) => all.push(laid.at.clone()),
                Form::List { entries, .. } => entries.iter().for_each(|entry| collect(entry, all)),
                Form::Group { pairs, .. } => {
                    for (key, value) in pairs {
                        all.push(key.at.clone());
                        collect(value, all);
                    }
                }
            }
        }
        let mut all = Vec::new();
        collect(self, &mut all);
        all
    }
}

/// How a text is laid out; none if it does not follow the rules of YAML, or has what is rare: anchors, tags, marks of documents.
pub fn layout(text: &str) -> Option<Laid> {
    let mark = if text.starts_with(MARK) { MARK.len() } else { 0 };
    let body = &text[mark..];
    if body.lines().any(|line| ["---", "...", "%", "? "].iter().any(|odd| line.starts_with(odd))) {
        return None;
    }
    let options: Options = options! { emit_comments: false };
    let mut reader = Reader { text, mark, events: Parser::with_options(StrInput::new(body), options) };
    if !matches!(reader.next()?.0, Event::StreamStart) {
        return None;
    }
    let (first, _) = reader.next()?;
    if matches!(first, Event::StreamEnd) {
        // Nothing but comments.
        return Some(Laid { at: text.len()..text.len(), value: Form::Group { within: false, pairs: Vec::new() } });
    }
    let next = matches!(first, Event::DocumentStart(false, _)).then(|| reader.next())??;
    let laid = reader.laid(next, 0)?;
    let ends = matches!(reader.next()?.0, Event::DocumentEnd) && matches!(reader.next()?.0, Event::StreamEnd);
    ends.then_some(laid)
}

struct Reader<'a> {
    text: &'a str,
    mark: usize,
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        self.events.next_event()?.ok()
    }

    fn at(&self, span: &Span) -> Option<Range<usize>> {
        let start = span.start.byte_offset()? + self.mark;
        Some(start..(span.end.byte_offset()? + self.mark).max(start))
    }

    /// The value that starts with an event.
    fn laid(&mut self, (event, span): (Event<'a>, Span), depth: usize) -> Option<Laid> {
        let at = self.at(&span)?;
        match event {
            Event::Scalar(text, style, 0, None) => Some(self.scalar(text.into_owned(), style, at)),
            Event::SequenceStart(style, 0, None) if depth < DEEPEST => {
                let mut entries: Vec<Laid> = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, span) => break self.at(&span)?.end,
                        next => entries.push(self.laid(next, depth + 1)?),
                    }
                };
                let within = style == StructureStyle::Flow;
                let last = entries.last().map_or(at.start, |last| last.at.end);
                Some(Laid { at: at.start..if within { end } else { last }, value: Form::List { within, entries } })
            }
            Event::MappingStart(style, 0, None) if depth < DEEPEST => {
                let mut pairs: Vec<(Key, Laid)> = Vec::new();
                let end = loop {
                    let (name, at) = match self.next()? {
                        (Event::MappingEnd, span) => break self.at(&span)?.end,
                        (
                            Event::Scalar(
                                name,
                                ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted,
                                0,
                                None,
                            ),
                            span,
                        ) => (name.into_owned(), self.at(&span)?),
                        _ => return None,
                    };
                    let next = self.next()?;
                    pairs.push((Key { at, name }, self.laid(next, depth + 1)?));
                };
                let within = style == StructureStyle::Flow;
                // A pair in a list within brackets, `[a: b]`, has none of its own: that is rare.
                if within && !self.text[at.start..].starts_with('{') || pairs.iter().any(|(key, _)| key.at.is_empty()) {
                    return None;
                }
                let last = pairs.last().map_or(at.start, |(key, value)| value.at.end.max(key.at.end));
                Some(Laid { at: at.start..if within { end } else { last }, value: Form::Group { within, pairs } })
            }
            _ => None,
        }
    }

    fn scalar(&self, text: String, style: ScalarStyle, at: Range<usize>) -> Laid {
        let manner = match style {
            ScalarStyle::Plain => Manner::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Manner::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Manner::Block,
        };
        let end = if manner == Manner::Block { self.end_of_block(&at) } else { at.end };
        Laid { at: at.start..end, value: Form::Text(text, manner) }
    }

    /// The end of the last line of a block that has letters: the parser goes on to what comes next.
    fn end_of_block(&self, at: &Range<usize>) -> usize {
        let start = self.text[..at.start].rfind('\n').map_or(0, |at| at + 1);
        let indent = at.start - start;
        let mut end = at.start;
        let mut line_start = start;
        for line in self.text[start..at.end].split_inclusive('\n') {
            let words = line.trim();
            let is_inside = line.len() - line.trim_start_matches(' ').len() >= indent;
            if !words.is_empty() && !is_inside {
                break;
            }
            if !words.is_empty() {
                end = line_start + line.trim_end_matches(['\n', '\r']).len();
            }
            line_start += line.len();
        }
        end
    }
}

/// The comments of a text that was laid out, each with how many keys and texts stand before it.
pub fn comments(text: &str, laid: &Laid) -> Vec<(Range<usize>, usize)> {
    let leaves = laid.leaves();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        for (at, _) in line.match_indices('#').map(|(at, mark)| (start + at, mark)) {
            let before = text[start..at].chars().next_back();
            let before = before.filter(|c| *c != '\u{feff}');
            let passed = leaves.partition_point(|leaf| leaf.start <= at);
            let is_inside = passed > 0 && at < leaves[passed - 1].end;
            if before.is_none_or(|c| c == ' ' || c == '\t') && !is_inside {
                found.push((at..end, passed));
                break;
            }
        }
        start += line.len();
    }
    found
}
