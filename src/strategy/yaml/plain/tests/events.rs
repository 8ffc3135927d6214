//! A tree from the events of the parser below serde-saphyr: another way to the same, to compare with.

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, options};

use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};
use crate::strategy::yaml::plain::{DEEPEST, words};

/// The tree of a text; none for what is rare, and for mistakes.
pub fn tree(text: &str) -> Option<Node> {
    // A byte-order mark would shift all places.
    if text.starts_with('\u{feff}') {
        return None;
    }
    let options: Options = options! { emit_comments: false };
    let mut reader = Reader { events: Parser::with_options(StrInput::new(text), options) };
    let starts = matches!(reader.next()?.0, Event::StreamStart) && matches!(reader.next()?.0, Event::DocumentStart(_, None));
    let first = starts.then(|| reader.next())??;
    let tree = reader.node(first, 0)?;
    let ends = matches!(reader.next()?.0, Event::DocumentEnd) && matches!(reader.next()?.0, Event::StreamEnd);
    ends.then_some(tree)
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        self.events.next_event()?.ok()
    }

    /// The node that starts with an event.
    fn node(&mut self, (event, span): (Event<'a>, Span), depth: usize) -> Option<Node> {
        let at = at(&span)?;
        let value = match event {
            Event::Scalar(text, style, 0, None) => scalar(&text, style)?,
            Event::SequenceStart(_, 0, None) if depth < DEEPEST => {
                let mut nodes = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Value::List(nodes),
                        next => nodes.push(self.node(next, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(_, 0, None) if depth < DEEPEST => {
                let mut pairs = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, _) => break Value::Group(pairs),
                        (Event::Scalar(key, style, 0, None), span) => self.key(&key, style, &span, &pairs)?,
                        _ => return None,
                    };
                    let next = self.next()?;
                    pairs.push((key, self.node(next, depth + 1)?));
                }
            }
            _ => return None,
        };
        Some(Node { at, value })
    }

    /// A key; none if it stands there already, or is more than a name.
    fn key(&self, key: &str, style: ScalarStyle, span: &Span, above: &[(Text, Node)]) -> Option<Text> {
        let is_odd = style == ScalarStyle::Plain && words::is_odd_key(key);
        let is_double = above.iter().any(|(known, _)| known.as_str() == key);
        (!is_odd && !is_double).then_some(Text::from_text_at(key, at(span)?))
    }
}

fn at(span: &Span) -> Option<At> {
    Some(At::new(span.start.byte_offset()?, span.end.byte_offset()?.max(span.start.byte_offset()?)))
}

fn scalar(text: &str, style: ScalarStyle) -> Option<Value> {
    if style == ScalarStyle::Plain { words::scalar(text) } else { Some(Value::Text(text.to_string())) }
}
