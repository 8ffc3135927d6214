//! Cases are text: `cases.txt` holds, for each, a sentence, the Markdown, the HTML and the problems (code, marked text,
//! message, help). `UPDATE_EXPECT=1 cargo test narrative` fills in what comes out, to be read as a diff.

mod properties;

use super::{Origin, Piece, Prose, Reference, ReferenceKind, Shown, Target, parse, parse_inline};
use crate::diagnostic::Diagnostic;
use crate::source::{At, SourceId};

const FILE: Origin = Origin::File { source: SourceId::FIRST, offset: 0 };
const CASES: &str = include_str!("cases.txt");

/// `@address` for addresses, paths as they are; whatever is called `hidden` is not to be linked.
fn target(_: usize, reference: &Reference) -> Target<'_> {
    match &reference.kind {
        ReferenceKind::Address(name) | ReferenceKind::Picture { path: name, .. } if name == "hidden" => Target::None,
        ReferenceKind::Address(name) => Target::Link { href: format!("@{name}").into(), title: format!("Title of {name}").into() },
        ReferenceKind::File { path, fragment: None } => Target::Link { href: path.into(), title: "".into() },
        ReferenceKind::File { path, fragment: Some(id) } => Target::Link { href: format!("{path}#{id}").into(), title: "".into() },
        ReferenceKind::Picture { path, .. } => Target::Picture { src: path.into(), width: 4, height: 3 },
    }
}

fn html(prose: &Prose) -> String {
    prose.render(&Shown { shift: 1, place: &|id| format!("p-{id}") }, target)
}

fn problem(text: &str, found: &Diagnostic) -> String {
    let marked = &text[found.place.expect("every problem of a text has a place").at.range()];
    format!("{} `{marked}` {} -> {}\n", found.code.name, found.message, found.help.as_deref().unwrap_or("no help"))
}

#[test]
fn cases() {
    let actual: Vec<String> = CASES.split("=== ").skip(1).map(actual).collect();
    let actual = actual.join("\n");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/narrative/tests/cases.txt");
        std::fs::write(path, actual).expect("the cases can be written");
        return;
    }
    for (expected, actual) in CASES.split("=== ").zip(actual.split("=== ")) {
        assert_eq!(actual, expected);
    }
}

/// The case as it should be, by what comes out.
fn actual(case: &str) -> String {
    let (title, rest) = case.split_once('\n').expect("a case has a title");
    let (text, _) = rest.split_once("\n--- html\n").expect("a case has Markdown and HTML");
    let (prose, diagnostics) = if title.starts_with("inline: ") { parse_inline(text, FILE, true) } else { parse(text, FILE, true) };
    let problems: String = diagnostics.iter().map(|found| problem(text, found)).collect();
    format!("=== {title}\n{text}\n--- html\n{}\n--- problems\n{problems}", html(&prose).trim_end())
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " \n", "<!-- a -->", "\u{feff}"] {
        assert_eq!(parse(text, FILE, true), Default::default(), "{text:?}");
        assert!(parse_inline(text, FILE, true).0.is_empty(), "{text:?}");
    }
}

#[test]
fn the_words_alone() {
    let (prose, _) = parse("# A *b*\n\nc\nd `e`[^1] &amp; [[f]] [[g|h]]\n\n- [x] i\n- ![j](k.png)\n\n[^1]: l", FILE, true);
    assert_eq!(prose.plain(|_| None), "A b c d e & h ☑ i j l");
    let (between, _) = parse("- a\n  <!-- b -->\n  c\n- [d](e.md)\n  <!-- f -->\n  g", FILE, true);
    assert_eq!(between.plain(|_| None), "a c d g");
    assert_eq!(prose.outline.iter().map(|heading| heading.text.as_str()).collect::<Vec<_>>(), ["A b"]);
}

#[test]
fn headings_shift_to_six_at_most() {
    let (prose, _) = parse("# A\n\n## B", FILE, true);
    let html = prose.render(&Shown { shift: 5, place: &str::to_string }, target);
    assert_eq!(html, "<h6 id=\"a\">A</h6>\n<h6 id=\"b\">B</h6>\n");
    assert_eq!(prose.pieces.iter().next(), Some(Piece::HeadingStart(1, "a")));
}

#[test]
fn places_in_a_file_count_from_the_offset_and_over_the_mark() {
    let origin = Origin::File { source: SourceId::FIRST, offset: 10 };
    let (prose, _) = parse("£ [[a]]", origin, true);
    assert_eq!(prose.references[0].place.at, At::new(15, 16));
    let (prose, _) = parse("\u{feff}£ [[a]]", origin, true);
    assert_eq!(prose.references[0].place.at, At::new(18, 19));
}

#[test]
fn places_in_a_value_are_exact_where_the_spelling_is_the_same() {
    let place = SourceId::FIRST.at(At::new(100, 130));
    let at = |text, raw| parse_inline(text, Origin::Value { place, raw }, true).0.references.last().map(|last| last.place.at);
    assert_eq!(at("a [[bb]], [[bb]]", "'a [[bb]], [[bb]]'"), Some(At::new(113, 115)));
    assert_eq!(at("[[it's]]", "'[[it''s]]'"), Some(place.at));
}

#[test]
fn control_characters_are_shown_as_unknown() {
    assert_eq!(html(&parse("a\0b `\u{7}`\u{b}c\r\n", FILE, true).0).trim_end(), "<p>a\u{fffd}b <code>\u{fffd}</code> c</p>");
}
