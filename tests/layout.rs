//! `trustpress fmt`: whatever a file looks like, it says the same after it, comments included, and a second time changes nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use trustpress::source::Sources;
use trustpress::strategy::tree::{Node, Value};
use trustpress::strategy::yaml_tree;
use trustpress::write::format;

/// Our own content, the example and the starting site.
fn projects() -> &'static BTreeMap<String, Sources> {
    static PROJECTS: LazyLock<BTreeMap<String, Sources>> = LazyLock::new(read);
    &PROJECTS
}

fn read() -> BTreeMap<String, Sources> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str| Sources::read(&root.join(folder)).expect("our own content can be read");
    let start = trustpress::starter::files(jiff::civil::date(2026, 1, 1)).into_iter();
    let start = Sources::from_texts(start.filter(|(path, _)| path.starts_with("content/")));
    BTreeMap::from([("content".into(), read(".")), ("examples".into(), read("examples/northgate")), ("starter".into(), start)])
}

#[test]
fn our_own_files_are_laid_out() {
    for (name, sources) in projects() {
        let layout = format(sources);
        let changed: Vec<&str> = layout.changed.iter().map(|(id, _)| sources.get(*id).path()).collect();
        assert!(
            changed.is_empty() && layout.rare.is_empty() && !layout.wrong.has_errors(),
            "{name}: {changed:?} {:?}",
            layout.rare
        );
    }
}

/// Set in twice as far, with the line ends of Windows, each of our own files comes back as it was.
#[test]
fn a_mess_is_undone() {
    for sources in projects().values() {
        let yaml = sources.below("content/").filter(|(_, file)| file.path().ends_with(".yaml"));
        for (_, file) in yaml {
            let text = file.text().expect("our own files are text");
            let wide = |line: &str| {
                let words = line.trim_start();
                let entry = words.strip_prefix("- ").map(|words| format!("-   {words}"));
                format!("{}{}\r\n", " ".repeat(2 * (line.len() - words.len())), entry.as_deref().unwrap_or(words))
            };
            let mess: String = std::iter::once("\u{feff}\r\n".to_string()).chain(text.lines().map(wide)).collect();
            let messed = Sources::from_texts([(file.path().to_string(), mess)]);
            let layout = format(&messed);
            let new = layout.changed.first().map(|(_, new)| new.as_str()).unwrap_or_default();
            let line = new.lines().zip(text.lines()).find(|(new, old)| new != old);
            assert!(new == text, "{}: {line:?}", file.path());
        }
    }
}

/// What a file says, wherever it stands.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_string(),
        Value::Bool(text) | Value::Number(text) => text.clone(),
        Value::Text(text) => format!("{text:?}"),
        Value::List(nodes) => format!("[{}]", nodes.iter().map(said).collect::<Vec<_>>().join(",")),
        Value::Group(pairs) => {
            format!("{{{}}}", pairs.iter().map(|(key, node)| format!("{key}={}", said(node))).collect::<Vec<_>>().join(","))
        }
    }
}

/// The words after each `#` that may be a comment.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.trim().strip_prefix('#')).collect()
}

/// A change of layout at a line, which most often leaves the file good.
#[derive(Clone, Debug)]
enum Mess {
    Blanks(usize),
    EndOfLine,
    Comment(usize),
    Deeper,
    AfterColon,
    TightBraces,
    Fold,
}

fn mess() -> impl Strategy<Value = Mess> {
    prop_oneof![
        (1..4usize).prop_map(Mess::Blanks),
        Just(Mess::EndOfLine),
        (0..9usize).prop_map(Mess::Comment),
        Just(Mess::Deeper),
        Just(Mess::AfterColon),
        Just(Mess::TightBraces),
        Just(Mess::Fold),
    ]
}

fn messed(text: &str, messes: &[(prop::sample::Index, Mess)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    for (at, mess) in messes {
        let at = at.index(lines.len());
        match mess {
            Mess::Blanks(number) => drop(lines.splice(at..at, vec![String::new(); *number])),
            Mess::EndOfLine => lines[at].push_str("  "),
            Mess::Comment(column) => lines.insert(at, format!("{}# word", " ".repeat(*column))),
            Mess::Deeper => {
                // All lines as far in as this one, from here to the end of their list or group.
                let inset = |line: &str| line.len() - line.trim_start().len();
                let own = inset(&lines[at]);
                let first = lines[..at].iter().rposition(|line| inset(line) < own && !line.is_empty()).map_or(0, |above| above + 1);
                let last = lines[at..]
                    .iter()
                    .position(|line| inset(line) < own && !line.is_empty())
                    .map_or(lines.len(), |below| at + below);
                lines[first..last].iter_mut().filter(|line| !line.is_empty()).for_each(|line| line.insert_str(0, "   "));
            }
            Mess::AfterColon => lines[at] = lines[at].replacen(": ", ":    ", 1),
            Mess::TightBraces => lines[at] = lines[at].replace("{ ", "{").replace(" }", "}").replace(", ", ","),
            Mess::Fold => {
                // A list at the column of its key.
                let own = lines[at].len() - lines[at].trim_start().len();
                if lines[at].ends_with(':') {
                    let below = |line: &&mut String| line.starts_with(&" ".repeat(own + 2));
                    lines[at + 1..].iter_mut().take_while(below).for_each(|line| drop(line.drain(..2)));
                }
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_file_says_the_same_and_stays(
        which in any::<prop::sample::Index>(), messes in prop::collection::vec((any::<prop::sample::Index>(), mess()), 0..6), windows: bool,
    ) {
        let projects = projects();
        let yaml = projects.values().flat_map(|sources| sources.below("content/")).map(|(_, file)| file).filter(|file| file.path().ends_with(".yaml"));
        let files: Vec<_> = yaml.collect();
        let file = which.get(&files);
        let text = messed(file.text().expect("our own files are text"), &messes);
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        let read = |text: &str| Sources::from_texts([(file.path().to_string(), text.to_string())]);
        let (sources, before) = (read(&text), yaml_tree(&text));
        let layout = format(&sources);
        let Some((_, new)) = layout.changed.first() else { return Ok(()) };
        let after = yaml_tree(new);
        prop_assert_eq!(before.as_ref().map(said), after.as_ref().map(said));
        prop_assert_eq!(comments(&text), comments(new));
        prop_assert!(format(&read(new)).changed.is_empty(), "a second time changes more:\n{}", new);
        prop_assert!(!new.contains('\r') && new.ends_with('\n'));
    }
}
