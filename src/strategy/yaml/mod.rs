//! YAML: this folder is the only place that knows which crate reads it.
//!
//! A file is read as a bare tree of keys and values, and the tree is decoded. When either fails, the file is read again with its
//! slips mended; the tree is held against the schema of the same types, every problem is reported, and what is left is decoded,
//! so that the rest of the run goes on with all that the file says.

mod decode;
mod entries;
mod guesses;
pub mod layout;
mod one_line;
mod plain;
mod quiet;
mod repair;
mod slips;

pub use decode::placed;
pub use slips::{IN_A_TEXT, OWN_LINE_OR_QUOTES, leads_on, quoted, spaces};

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};

use super::tree::{Node, Value};
use super::{located, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{At, Place, SourceId};

/// A decoded file, and every field of inline Markdown in it: the bytes it was read from, and its text.
#[derive(Debug)]
pub struct Loaded<T> {
    pub value: T,
    pub marked: Vec<(At, String)>,
    /// Whether an item that stands in the file may be missing from the value, or have another id there.
    pub lossy: bool,
    /// How a file with slips was meant.
    meant: Option<Meant>,
}

/// A text with its slips mended, and the lines whose meaning depends on them.
#[derive(Debug)]
struct Meant {
    work: repair::Patched,
    unsure: Vec<At>,
}

/// Decodes a file.
///
/// **When it is wrong** every problem of its shape is told, placed in it; the value, if there is one, is what the file says
/// apart from them. Without a value there is always at least one problem.
pub fn load<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> (Option<Loaded<T>>, Diagnostics) {
    located::take_marked();
    // A file in which nothing stands yet has no fields: for some that is enough.
    let is_blank = || text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    let nothing = || is_blank().then(|| Node { at: At::default(), value: Value::Group(Vec::new()) });
    match plain::tree(text).or_else(nothing).map(decode::decode::<T>) {
        Some(Ok(value)) => (Some(Loaded { value, marked: located::take_marked(), lossy: false, meant: None }), Diagnostics::new()),
        _ => load_mended(text, source),
    }
}

/// Decodes a file that is known to have a problem.
pub fn load_mended<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> (Option<Loaded<T>>, Diagnostics) {
    let schema = schemars::schema_for!(T);
    let words = shape::words(&schema).with_levels_of(text);
    let mend = |tree: &mut Node| shape::mend(tree, &schema, text, source);
    let repair = |work| repaired(work, text, source, &words, &mend);
    let Repaired { mut read, mut problems, mut lossy, mut meant } = repair(repair::Patched::new(text));
    let tree = read.as_ref().map(|(tree, _)| tree);
    let mut heads = shape::heads(&schema, tree);
    // A level that is used, and whose declaration has lost its key.
    let unknown = problems.iter().filter(|problem| *problem.code == codes::UNKNOWN_FIELD).filter_map(|problem| problem.place);
    for name in unknown.filter_map(|place| text.get(place.at.range())) {
        heads.add_level(name);
    }
    let keys = tree.map_or(0, Node::count_keys);
    let (mut told, mut edits) = (Vec::new(), Vec::new());
    let ends = &LineEnds::of(text);
    let effort = &std::cell::Cell::new(one_line::WHOLE_EFFORT);
    while told.len() < one_line::MISTAKES {
        let file = one_line::File {
            text,
            ends,
            source,
            problems: &problems,
            heads: &heads,
            keys,
            mend: &mend,
            repair: &repair,
            edits: &edits,
            effort,
        };
        let Some(explained) = file.explain() else { break };
        edits.extend(explained.edits);
        told.push(explained.problem);
        (read, problems, lossy) = (Some((explained.tree, explained.mended)), explained.problems, true);
        meant = explained.meant;
    }
    let moved = told.iter().filter_map(|problem| problem.place).map(|place| meant.work.zone(text, place.at.start));
    let moved: Vec<At> = moved.collect();
    meant.unsure.extend(moved);
    let problems: Diagnostics = told.into_iter().chain(problems).collect();
    let Some((tree, mended)) = read else { return (None, problems) };
    if !mended.fits {
        return (None, problems);
    }
    located::take_marked();
    let decoded = decode::decode::<T>(tree);
    let marked = located::take_marked();
    match decoded {
        Ok(value) => (Some(Loaded { value, marked, lossy: mended.lossy || lossy, meant: Some(meant) }), problems),
        Err(_) if !problems.is_empty() => (None, problems),
        // The schema accepts more than the decoder: say so at least.
        Err(error) => {
            let problem = Diagnostic::new(&codes::WRONG_VALUE, source.start(), "the file cannot be read as what it should be");
            (None, Diagnostics::from_iter([problem.help(error.to_string())]))
        }
    }
}

/// A file with its slips and its shape mended.
struct Repaired {
    read: Option<(Node, shape::Mended)>,
    problems: Diagnostics,
    /// Whether lines with ids were passed over.
    lossy: bool,
    meant: Meant,
}

fn repaired(
    work: repair::Patched,
    text: &str,
    source: SourceId,
    known: &shape::Words,
    mend: &dyn Fn(&mut Node) -> shape::Mended,
) -> Repaired {
    let repair::Repaired { tree, mut problems, mut lossy, moved, unsure, work } = repair::tree_of(work, text, source, known);
    // A text of another kind altogether has been told of: its shape is no second mistake.
    let Some(mut tree) = tree.filter(|tree| tree.is_group() || problems.is_empty()) else {
        return Repaired { read: None, problems, lossy, meant: Meant { work, unsure } };
    };
    // What stands elsewhere than it should is there all the same, if every id is.
    lossy |= moved && tree.count_of("id") < text.matches("id:").count();
    let mut mended = mend(&mut tree);
    // What is wrong in a text that a slip has spoilt is no second mistake.
    let slips: Vec<Place> = problems.iter().filter_map(|problem| problem.place).collect();
    let is_new = |problem: &Diagnostic| {
        let Some(place) = problem.place else { return true };
        let at = place.at.start;
        // A key on the line above seems to have no value, or its record no fields.
        let just_above = |zone: &At| {
            *problem.code == codes::MISSING_FIELD
                && at < zone.start
                && text[at as usize..zone.start as usize].trim_end().lines().count() <= 1
        };
        // What the record below a line without a name lacks may be that line.
        let just_below = |zone: &At| {
            *problem.code == codes::MISSING_FIELD && at >= zone.end && text[zone.end as usize..at as usize].trim().is_empty()
        };
        let moved = unsure.iter().any(|zone| zone.start <= at && at < zone.end || just_above(zone) || just_below(zone));
        // The rest of the line of a slip is read as if that were mended, which may not be how it was meant.
        let just_after = |slip: &Place| {
            let (from, to) = (slip.at.start as usize, at as usize);
            *problem.code == codes::WRONG_SHAPE && from < to && text.get(from..to).is_some_and(|between| !between.contains('\n'))
        };
        // A field that a record lacks may be what is read as part of a text.
        let lacking = problem.message.strip_suffix('`').and_then(|message| message.rsplit('`').next());
        let lacking = lacking.filter(|_| *problem.code == codes::MISSING_FIELD).map(|name| format!(" {name}:"));
        let holds = |slip: &Place| {
            let is_below = at <= slip.at.start && text[at as usize..slip.at.start as usize].lines().count() <= 2;
            is_below && lacking.as_ref().is_some_and(|name| text[slip.at.range()].contains(name))
        };
        !moved && !slips.iter().any(holds) && !slips.iter().any(|slip| slip.covers(place) || just_after(slip))
    };
    problems.extend(std::mem::take(&mut mended.problems).into_iter().filter(is_new));
    let problems = without_empty_heads(problems, text);
    Repaired { read: Some((tree, mended)), problems, lossy, meant: Meant { work, unsure } }
}

/// Leaves out that a key has no value, or that two entries run together, where the next or the last line is what is wrong.
fn without_empty_heads(problems: Diagnostics, text: &str) -> Diagnostics {
    let ends = LineEnds::of(text);
    let place = |problem: &Diagnostic| problem.place.map(|place| ends.line(place.at.start));
    let wrong: HashSet<usize> = problems.iter().filter_map(place).collect();
    let is_head = |problem: &Diagnostic| *problem.code == codes::MISSING_FIELD && problem.message.ends_with("has no value");
    let is_tail = |problem: &Diagnostic| problem.message.starts_with("two entries run together");
    let follows = |problem: &Diagnostic| {
        place(problem).is_some_and(|line| {
            is_head(problem) && wrong.contains(&(line + 1)) || is_tail(problem) && line > 0 && wrong.contains(&(line - 1))
        })
    };
    problems.into_iter().filter(|problem| !follows(problem)).collect()
}

/// Where the lines of a text end.
struct LineEnds(Vec<u32>);

impl LineEnds {
    fn of(text: &str) -> LineEnds {
        LineEnds(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32).collect())
    }

    /// The number of the line that a byte stands on, from zero.
    fn line(&self, at: u32) -> usize {
        self.0.partition_point(|end| *end < at)
    }
}

fn options(duplicate_keys: DuplicateKeyPolicy) -> serde_saphyr::Options {
    serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        duplicate_keys: duplicate_keys,
        // Generous for any strategy, and small enough that a malicious file is refused in a moment.
        budget: serde_saphyr::budget! { max_depth: 64, max_nodes: 1_000_000, max_aliases: 64 },
    }
}

/// Decodes a value of the YAML crate's own together with the bytes it is read from.
pub fn spanned<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<(T, At), D::Error> {
    let spanned = Spanned::<T>::deserialize(deserializer)?;
    let at = at(&spanned.referenced);
    Ok((spanned.value, at))
}

/// The byte range of a parsed value.
fn at(location: &serde_saphyr::Location) -> At {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    At::new(start, start + span.byte_len().unwrap_or(0) as usize)
}

/// A YAML file of no fixed shape, such as a theme's strings, with the places of its values.
///
/// # Errors
/// The places that do not follow the rules of YAML.
pub fn untyped(text: &str, source: SourceId) -> Result<serde_json::Value, Diagnostics> {
    if let Some(value) = yaml_tree(text).and_then(|tree| decode::decode(tree).ok()) {
        return Ok(value);
    }
    let repair::Repaired { tree, problems, .. } = repair::tree(text, source, &shape::Words::default());
    match tree {
        Some(tree) if problems.is_empty() => Err(shape::repeated_keys(&tree, source)),
        _ => Err(problems),
    }
}

/// Where the texts of a file stand that goes by the rules of YAML.
fn texts(text: &str, source: SourceId) -> Vec<At> {
    fn collect(node: &Node, all: &mut Vec<At>) {
        match &node.value {
            Value::Text(_) => all.push(node.at),
            Value::List(nodes) => nodes.iter().for_each(|node| collect(node, all)),
            Value::Group(pairs) => pairs.iter().for_each(|(_, node)| collect(node, all)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut all = Vec::new();
    if let Some(tree) = tree_of(text, source) {
        collect(&tree, &mut all);
    }
    all
}

/// The keys and values of a text, whatever they are; none if it cannot be read.
pub fn tree_of(text: &str, source: SourceId) -> Option<Node> {
    repair::tree(text, source, &shape::Words::default()).tree
}

/// A YAML file as keys and values with their places, if it follows the rules of YAML.
pub fn yaml_tree(text: &str) -> Option<Node> {
    plain::tree(text).or_else(|| slow_tree(text))
}

/// As [`yaml_tree`], whatever is in the file.
fn slow_tree(text: &str) -> Option<Node> {
    let mut tree: Node = serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::Error)).ok()?;
    tree.settle(text, &|at| at);
    Some(tree)
}

/// A text read the fast way, if that reads it, and the slow way.
#[cfg(test)]
pub fn both_trees(text: &str) -> Option<(Node, Option<Node>)> {
    plain::tree(text).map(|tree| (tree, slow_tree(text)))
}

/// Mistakes in text that is good YAML, and means something else than its author thinks; but for those that are told already.
/// `loaded`: what was read of the text.
pub fn quiet<T: JsonSchema>(text: &str, source: SourceId, told: &Diagnostics, loaded: Option<&Loaded<T>>) -> Vec<Diagnostic> {
    let words = std::cell::OnceCell::new();
    let known = |word: &str| words.get_or_init(|| shape::words(&schemars::schema_for!(T))).has(word);
    let has_slips = told.iter().any(|problem| *problem.code == codes::YAML_SYNTAX);
    let meant = loaded.and_then(|loaded| loaded.meant.as_ref()).filter(|_| has_slips);
    let Some(Meant { work, unsure }) = meant else { return quiet::quiet(text, source, told, &known) };
    // The lines are looked at as they were meant, but for those that a slip may have changed.
    let found = quiet::quiet(work.text(), source, &Diagnostics::new(), &known);
    let is_sure = |problem: &Diagnostic| {
        problem.place.is_none_or(|place| !unsure.iter().any(|zone| zone.start <= place.at.start && place.at.start < zone.end))
    };
    // What was put in place of a line is none of the author's words.
    let words = |text: &str, problem: &Diagnostic| problem.place.and_then(|place| text.get(place.at.range()).map(str::to_string));
    let placed = |problem: Diagnostic| {
        let was = words(work.text(), &problem);
        let problem = work.placed(problem);
        (was == words(text, &problem)).then_some(problem)
    };
    let found = found.into_iter().filter_map(placed).filter(is_sure).collect();
    quiet::untold(found, text, told)
}

/// The problems of a text's shape when it is read as a file of type `T`; none if it can be decoded.
pub fn shape_problems<T: DeserializeOwned + JsonSchema>(text: &str, source: SourceId) -> Diagnostics {
    load::<T>(text, source).1
}
