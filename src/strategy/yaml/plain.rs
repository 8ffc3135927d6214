//! Usual YAML as a tree: the fast way.
//!
//! It reads what nearly every file is made of, and gives up on the rest: on mistakes, and on what is rare (anchors, tags, several
//! documents, odd numbers). That is read the slow way, which gives the same tree wherever both give one.

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, options};

use crate::source::At;
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// Deeper than any strategy, and shallow enough for any stack.
const DEEPEST: usize = 60;

/// The tree of a text; none if it has to be read the slow way.
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
            Event::Scalar(text, style, 0, None) => scalar(text.into_owned(), style)?,
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
        let is_odd = style == ScalarStyle::Plain && matches!(key, "" | "~" | "null" | "Null" | "NULL" | "<<");
        let is_double = above.iter().any(|(known, _)| known.as_str() == key);
        (!is_odd && !is_double).then_some(Text::from_text_at(key, at(span)?))
    }
}

fn at(span: &Span) -> Option<At> {
    Some(At::new(span.start.byte_offset()?, span.end.byte_offset()?.max(span.start.byte_offset()?)))
}

/// What a text without quotes is; none if that is hard to tell.
fn scalar(text: String, style: ScalarStyle) -> Option<Value> {
    if style != ScalarStyle::Plain {
        return Some(Value::Text(text));
    }
    Some(match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Value::Bool(text),
        other => match is_number(other)? {
            true => Value::Number(text),
            false => Value::Text(text),
        },
    })
}

/// Whether a text is a number, if that is plain to see.
fn is_number(text: &str) -> Option<bool> {
    let digits = |part: &str| !part.is_empty() && part.len() < 16 && part.bytes().all(|byte| byte.is_ascii_digit());
    let counts = |part: &str| digits(part) && (part == "0" || !part.starts_with('0'));
    let first = text.as_bytes().first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return Some(false);
    }
    if counts(text) || text.split_once('.').is_some_and(|(whole, part)| counts(whole) && digits(part)) {
        return Some(true);
    }
    // Letters that are in no number, and dates.
    let is_strange = |byte: u8| !(byte.is_ascii_hexdigit() || b"+-._xXoOiInN".contains(&byte));
    let is_date = text.len() >= 7 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit) && text.as_bytes()[4] == b'-';
    (text.bytes().any(is_strange) || is_date).then_some(false)
}
