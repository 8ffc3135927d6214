//! Strings of the project's own, held against the built-in English ones: the same keys, and the same gaps to fill.

use std::collections::BTreeSet;

use serde_json::{Map, Value as English};

use super::conditions::times;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes, nearest};
use crate::source::{At, SourceId};
use crate::strategy::located::Text;
use crate::strategy::tree::{Node, Value};

/// One file of strings of the project's own.
pub struct Translation<'a> {
    pub source: SourceId,
    pub text: &'a str,
    /// The texts of all templates: a key that is not built in may be one of theirs.
    pub templates: &'a [&'a str],
    /// The keys that were likely meant where an unknown one stands.
    pub meant: BTreeSet<String>,
}

impl Translation<'_> {
    /// Reports what a file of strings has that the built-in ones do not, and what does not fit them.
    pub fn check(&mut self, tree: &Node, english: &Map<String, English>, above: &str, problems: &mut Diagnostics) {
        let Value::Group(pairs) = &tree.value else { return };
        let mut strays: &[(Text, Node)] = &[];
        for (at, (key, node)) in pairs.iter().enumerate() {
            if strays.iter().any(|(stray, _)| stray.at == key.at) {
                continue;
            }
            // Keys that belong below the one above them, and stand beside it.
            if let (Value::Null, Some(English::Object(below))) = (&node.value, english.get(&**key)) {
                let is_stray = |(key, _): &&(Text, Node)| !english.contains_key(&**key) && below.contains_key(&**key);
                let count = pairs[at + 1..].iter().take_while(is_stray).count();
                if let Some((first, _)) = pairs.get(at + 1).filter(|_| count > 0) {
                    strays = &pairs[at + 1..at + 1 + count];
                    let message = format!("`{first}` stands beside `{key}`, and not below it");
                    problems.push(self.problem(&codes::STRINGS_PROBLEM, first.at, message).help("indent it by two more spaces"));
                    continue;
                }
            }
            let path = if above.is_empty() { key.to_string() } else { format!("{above}.{key}") };
            match english.get(&**key) {
                Some(english) => self.words(node, english, &path, problems),
                None if self.templates.iter().any(|text| asks_for(text, &path)) => self.own(node, &path, problems),
                None => {
                    if let Some(problem) = self.misnamed(key, pairs, english, above) {
                        problems.push(problem);
                        continue;
                    }
                    let group = pairs[..at].iter().rev().find(|(_, node)| matches!(node.value, Value::Group(_)));
                    let start = if above.is_empty() { String::new() } else { format!("{above}.") };
                    if let Some((group, _)) = group.filter(|(group, _)| self.asked(&format!("{start}{group}")).contains(&**key)) {
                        let message = format!("`{key}` stands beside `{group}`, and not below it");
                        let problem = self.problem(&codes::STRINGS_PROBLEM, key.at, message).help("indent it by two more spaces");
                        problems.push(problem.chief_cause(format!("templates ask for {key}")));
                        continue;
                    }
                    if let Some(problem) = self.misnamed_group(key, node, pairs, english, above) {
                        problems.push(problem);
                        continue;
                    }
                    // A template that asks for it by a name that nothing has is told.
                    let named = |name: &&str| english.contains_key(*name) || pairs.iter().any(|(other, _)| **other == **name);
                    if self.asked(above).into_iter().filter(|name| !named(name)).any(|name| nearest(name, [&**key]).is_some()) {
                        continue;
                    }
                    let near = nearest(key, english.keys().map(String::as_str));
                    let beside = if above.is_empty() { String::new() } else { format!("{above}.") };
                    self.meant.extend(near.map(|near| format!("{beside}{near}")));
                    let problem = self.unused(key, &path).did_you_mean(key, english.keys().map(String::as_str));
                    problems.push(problem.help_or(|| UNUSED.into()));
                }
            }
        }
    }

    /// A string of the theme's own that templates ask for, and those below it.
    fn own(&self, node: &Node, path: &str, problems: &mut Diagnostics) {
        match &node.value {
            // What is handed on as a whole may be used as a whole.
            Value::Group(below) => {
                let is_counted =
                    || self.uses(path).any(|(before, behind)| before.ends_with("words=") && !behind.starts_with(['.', '[']));
                if let Some(form) = ["one", "other"].into_iter().find(|form| node.get(form).is_none()).filter(|_| is_counted()) {
                    let message = format!("`{path}` lacks `{form}`, and templates count with it");
                    let help = "write both: `one: \"{n} goal\"`, and below it `other: \"{n} goals\"`";
                    problems.push(self.problem(&codes::STRINGS_PROBLEM, node.at, message).help(help));
                    return;
                }
                let is_whole = self.uses(path).any(|(_, behind)| !behind.starts_with('.'));
                for (key, child) in below {
                    let path = format!("{path}.{key}");
                    if self.templates.iter().any(|text| asks_for(text, &path)) {
                        self.own(child, &path, problems);
                    } else if let Some(problem) = self.misnamed(key, below, &Map::new(), &path[..path.len() - key.len() - 1]) {
                        problems.push(problem);
                    } else if !is_whole {
                        problems.push(self.unused(key, &path).help(UNUSED));
                    }
                }
            }
            Value::List(_) if self.uses(path).any(is_shown) => {
                let message = format!("`{path}` is a list, and templates show it as one text");
                problems.push(self.problem(&codes::STRINGS_PROBLEM, node.at, message).help("put the words in quotation marks"));
            }
            Value::Text(words) => problems.extend(self.odd(node.at, words, path)),
            _ => {}
        }
    }

    /// Words that readers see otherwise than they were meant: tags of HTML, and curly quotes round the whole.
    fn odd(&self, at: At, words: &str, path: &str) -> Option<Diagnostic> {
        let raw = self.text.get(at.range())?;
        let is_letter = |c: char| c.is_ascii_alphabetic();
        if words.contains("</")
            && let Some(start) = raw.match_indices('<').map(|(at, _)| at).find(|at| raw[at + 1..].starts_with(is_letter))
            && self.uses(path).next().is_some()
            && self.uses(path).all(is_shown)
        {
            let length = raw[start..].find('>')? + 1;
            let place = At::new(at.start as usize + start, at.start as usize + start + length);
            let message = format!("`{path}` has HTML in it, which readers would see as it is");
            return Some(self.problem(&codes::STRINGS_PROBLEM, place, message).help("write the words alone"));
        }
        let inner = words.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
        inner.filter(|inner| !inner.is_empty() && !inner.contains(['“', '”', '{'])).map(|_| {
            let message = "curly quotes do not enclose a text; they are shown as part of it".to_string();
            self.problem(&codes::CURLY_QUOTES, at, message).help("remove them, or leave them if readers are to see them")
        })
    }

    /// What stands before and behind each place where a template asks for a string.
    fn uses(&self, path: &str) -> impl Iterator<Item = (&str, &str)> {
        let asked = format!("s.{path}");
        self.templates.iter().flat_map(move |text| {
            let places = text.match_indices(&asked).map(|(at, _)| (&text[..at], &text[at + asked.len()..])).collect::<Vec<_>>();
            places.into_iter().filter(|(before, behind)| is_whole_name(before, behind))
        })
    }

    fn unused(&self, key: &Text, path: &str) -> Diagnostic {
        self.problem(&codes::UNKNOWN_STRING, key.at, format!("nothing uses the string `{path}`"))
    }

    /// A key of the theme's own that no template asks for, where templates ask for nearly the same one, and nothing is called that.
    fn misnamed(&self, key: &Text, beside: &[(Text, Node)], english: &Map<String, English>, above: &str) -> Option<Diagnostic> {
        let start = start_of(above);
        let asked = self.asked(above);
        if asked.contains(&**key) {
            return None;
        }
        // What the built-in strings have is not missing.
        let asked = asked.into_iter().filter(|name| !english.contains_key(*name));
        let near = nearest(key, asked.filter(|name| !beside.iter().any(|(other, _)| **other == **name)))?;
        let path = if above.is_empty() { key.to_string() } else { format!("{above}.{key}") };
        // The one of the two that templates have elsewhere too is right.
        let times = |name: &str| self.templates.iter().map(|text| times(text, name)).sum::<usize>();
        if times(near) < 2 || times(key) >= times(near) {
            return None;
        }
        let message = format!("nothing uses the string `{path}`, and templates ask for `{}{near}`", &start[2..]);
        let problem = self.problem(&codes::STRINGS_PROBLEM, key.at, message);
        Some(problem.suggest(Some(near)).chief_cause(format!("templates ask for {near}")))
    }

    /// A mistyped name of a group that is built in, with a string of the theme's own in it that templates ask for there.
    fn misnamed_group(
        &mut self,
        key: &Text,
        node: &Node,
        beside: &[(Text, Node)],
        english: &Map<String, English>,
        above: &str,
    ) -> Option<Diagnostic> {
        let Value::Group(below) = &node.value else { return None };
        let start = if above.is_empty() { String::new() } else { format!("{above}.") };
        let free = english.iter().filter(|(name, _)| !beside.iter().any(|(other, _)| **other == ***name));
        let found = free.filter(|(name, _)| nearest(key, [name.as_str()]).is_some()).find_map(|(name, group)| {
            let asked = self.asked(&format!("{start}{name}"));
            let is_own = |child: &&Text| asked.contains(&***child) && group.get(&***child).is_none();
            below.iter().map(|(child, _)| child).find(is_own).map(|child| (name, child))
        });
        let (name, child) = found.filter(|(name, _)| english[*name].is_object())?;
        self.meant.insert(format!("{start}{name}"));
        let message = format!("nothing uses the string `{start}{key}`, and templates ask for `{start}{name}.{child}`");
        let problem = self.problem(&codes::STRINGS_PROBLEM, key.at, message);
        Some(problem.suggest(Some(name)).chief_cause(format!("templates ask for {child}")))
    }

    /// The names that templates ask for in a group of strings.
    fn asked(&self, above: &str) -> BTreeSet<&str> {
        let start = start_of(above);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let starts = self.templates.iter().flat_map(|text| text.match_indices(&start).map(move |(at, _)| (*text, at)));
        starts
            .filter(|(text, at)| !text[..*at].ends_with(|c: char| is_name(c) || c == '.'))
            .filter_map(|(text, at)| text[at + start.len()..].split(|c: char| !is_name(c)).next())
            .collect()
    }

    fn words(&mut self, node: &Node, english: &English, path: &str, problems: &mut Diagnostics) {
        let wrong = match (&node.value, english) {
            (Value::Null, _) => format!("`{path}` has no words"),
            (Value::Group(_), English::Object(english)) => return self.check(node, english, path, problems),
            (_, English::Object(english)) => {
                let keys: Vec<String> = english.keys().take(3).map(|key| format!("`{key}`")).collect();
                format!("`{path}` is not one text: it has keys such as {}", keys.join(", "))
            }
            (Value::List(words), English::Array(english)) if words.len() != english.len() => {
                format!("`{path}` has {} entries, and {} are needed", words.len(), english.len())
            }
            (Value::List(_), English::Array(_)) => return,
            (_, English::Array(english)) => format!("`{path}` is a list of {} texts", english.len()),
            (Value::Group(_) | Value::List(_), _) => format!("`{path}` is one text"),
            (Value::Text(words), English::String(english)) => {
                problems.extend(self.odd(node.at, words, path));
                return self.gaps(node.at, words, english, path, problems);
            }
            _ => return,
        };
        let problem = self.problem(&codes::STRINGS_PROBLEM, node.at, wrong);
        problems.push(problem.help("write it as in the built-in `strings/en.yaml`"));
    }

    /// Each gap such as `{name}` is filled by the page, and only the gaps that the page knows are.
    fn gaps(&mut self, at: At, words: &str, english: &str, path: &str, problems: &mut Diagnostics) {
        let (own, known) = (gaps(words), gaps(english));
        // Of one thing, the number may go without saying: "one goal".
        let may_lack = path.ends_with("one");
        let unknown = own.difference(&known).next();
        let lacking = known.difference(&own).next().filter(|_| !may_lack);
        let listed = || known.iter().map(|gap| format!("`{{{gap}}}`")).collect::<Vec<_>>().join(", ");
        let (message, help) = match (unknown, lacking) {
            _ if is_torn(words) => (
                format!("a brace of a gap in `{path}` has no other"),
                if known.is_empty() {
                    "take it out: nothing is filled in here".into()
                } else {
                    format!("a gap is written {}", listed())
                },
            ),
            (Some(unknown), lacking) => {
                let near =
                    lacking.map(|lacking| lacking.to_string()).or(nearest(unknown, known.iter().copied()).map(str::to_string));
                let help = near.map(|near| format!("did you mean `{{{near}}}`?"));
                let all = || {
                    if known.is_empty() {
                        "take it out: nothing is filled in here".into()
                    } else {
                        format!("it can have {}", listed())
                    }
                };
                (format!("`{path}` has a gap `{{{unknown}}}`, and nothing fills it"), help.unwrap_or_else(all))
            }
            (None, Some(lacking)) => {
                (format!("`{path}` lacks `{{{lacking}}}`"), format!("put {} where the page is to fill it in", listed()))
            }
            (None, None) => return,
        };
        let written = unknown.map_or("{".to_string(), |unknown| format!("{{{unknown}}}"));
        let found = self.text.get(at.range()).and_then(|raw| raw.find(&written)).filter(|_| unknown.is_some() || is_torn(words));
        let at = found.map_or(at, |found| At::new(at.start as usize + found, at.start as usize + found + written.len()));
        problems.push(self.problem(&codes::STRINGS_PROBLEM, at, message).help(help));
    }

    fn problem(&self, code: &'static Code, at: At, message: String) -> Diagnostic {
        Diagnostic::new(code, self.source.at(at), message)
    }
}

const UNUSED: &str = "take it out, or use it in a template of your own";

/// How templates start the names of the strings of a group.
fn start_of(above: &str) -> String {
    if above.is_empty() { "s.".to_string() } else { format!("s.{above}.") }
}

/// Whether a template asks for a string: `s.counts`, and what stands below it.
fn asks_for(template: &str, path: &str) -> bool {
    let asked = format!("s.{path}");
    template.match_indices(&asked).any(|(at, _)| is_whole_name(&template[..at], &template[at + asked.len()..]))
}

/// Whether what stands between two texts is a name as a whole: `s.topics.vale` has `s.vale` in it.
fn is_whole_name(before: &str, behind: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    !behind.starts_with(is_name) && !before.ends_with(|c: char| is_name(c) || c == '.')
}

/// Whether a template shows a string as it is: `{{ s.note }}`.
fn is_shown((before, behind): (&str, &str)) -> bool {
    before.trim_end_matches(['-', ' ', '\n']).ends_with("{{") && behind.trim_start_matches(['-', ' ', '\n']).starts_with("}}")
}

/// The names of the gaps `{name}` of a text.
fn gaps(text: &str) -> BTreeSet<&str> {
    let inner = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    inner.filter(|name| !name.is_empty()).collect()
}

/// Whether a brace opens what is not closed, or closes what is not open.
fn is_torn(text: &str) -> bool {
    let mut open = false;
    for brace in text.chars().filter(|c| matches!(c, '{' | '}')) {
        if (brace == '{') == open {
            return true;
        }
        open = brace == '{';
    }
    open
}
