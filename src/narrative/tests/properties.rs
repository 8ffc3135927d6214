//! Whatever is written, the HTML is sound and every place lies in the text.

use proptest::prelude::*;

use super::*;

/// Marks that mean something to Markdown, to HTML or to this room, in among any text.
const MARKS: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "    ",
    "# ",
    "### ",
    "{#a}",
    "{#a onclick=x}",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "> ",
    "> [!NOTE]\n> ",
    "- ",
    "1. ",
    "- [x] ",
    ": ",
    "| a | b |\n|--:|---|\n",
    "|",
    "\\",
    "---\n",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[[",
    "]]",
    "[[a]]",
    "[[a|",
    "[a](",
    "![a](",
    "[^a]",
    "\n[^a]: ",
    "[^1]: ",
    "[a](#a)",
    "(b.md#c)",
    "\"t\")",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<http://x.uk>",
    "javascript:",
    "(javascript:x)",
    "&#106;",
    "(data:x)",
    "//x.uk)",
    "style=\"x\"",
    " onclick=\"x\"",
    "\"",
    "'",
    "&",
    "&quot;",
    "a",
    "é",
    "日本",
    "🎉",
    "\0",
    "\u{feff}",
    "\r\n",
    "\t",
    "•\t",
    "\n• ",
    "\n-one",
    "\n1)one",
    "\n## ",
    "\n##one",
    "] (",
    ")[b.md]",
    "](b c.md)",
    "](b.md “c”)",
    "https://x.uk/y",
    "“",
    "”",
    "\u{a0}",
    "ICS",
    " PUT PEOPLE FIRST ",
    "---|---\n",
    "---\nkey: b\n---\n",
];

const ELEMENTS: &[&str] = &[
    "p",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "sup",
    "section",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "aside",
    "blockquote",
    "figure",
    "figcaption",
    "img",
    "br",
    "hr",
    "span",
];
const VOID: &[&str] = &["img", "br", "hr"];
const PHRASES: &[&str] = &["em", "strong", "del", "code", "a", "sup", "span", "img", "br"];
const OF_PHRASES_ONLY: &[&str] = &["p", "em", "strong", "del", "sup", "span", "a", "h1", "h2", "h3", "h4", "h5", "h6", "dt"];
const ATTRIBUTES: &[&str] = &["id", "class", "href", "role", "src", "alt", "width", "height", "loading", "scope", "start"];

fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![8 => proptest::sample::select(MARKS).prop_map(str::to_string), 1 => any::<String>()];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// Panics unless the HTML has only known elements and attributes, properly nested, ids that are unique, links within the
/// page that lead somewhere, and no address with another scheme.
fn assert_sound(html: &str) {
    let (mut open, mut ids, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    for part in html.split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("a tag ends");
        assert!(!words.contains('>'), "an escaped > in {html:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html:?}");
            continue;
        }
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "{name} in {html:?}");
        let in_phrases = open.iter().any(|outer| OF_PHRASES_ONLY.contains(outer));
        assert!(!in_phrases || PHRASES.contains(&name), "{name} within {open:?} in {html:?}");
        assert!(name != "a" || !open.contains(&"a"), "a link in a link in {html:?}");
        if !VOID.contains(&name) {
            open.push(name);
        }
        while !rest.is_empty() {
            let (attribute, after) = rest.split_once("=\"").expect("an attribute has a value");
            let (value, after) = after.split_once('"').expect("a value ends");
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} in {html:?}");
            match attribute {
                "id" => ids.push(value),
                "href" if value.starts_with('#') => wanted.push(&value[1..]),
                "href" => {
                    assert!(["x", "http:", "https:", "mailto:", "tel:"].iter().any(|known| value.starts_with(known)), "{value}")
                }
                _ => {}
            }
            rest = after.trim_start();
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in {html:?}");
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "ids in {html:?}");
    assert!(!ids.contains(&"") && wanted.iter().all(|id| ids.contains(id)), "links within {html:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_gives_sound_html_and_places_in_the_text(text in texts()) {
        for read in [parse, parse_inline] {
            let (prose, diagnostics) = read(&text, FILE, true);
            let places = diagnostics.iter().filter_map(|found| found.place);
            for place in places.chain(prose.references.iter().map(|reference| reference.place)) {
                prop_assert!(text.get(place.at.range()).is_some(), "{place:?}");
            }
            let mut asked = Vec::new();
            let html = prose.render(&Shown { shift: 1, place: &str::to_string }, |index, reference| {
                asked.push(index);
                match reference.kind {
                    ReferenceKind::Picture { .. } => Target::Picture { src: "x".into(), width: 1, height: 1 },
                    _ => Target::Link { href: "x".into(), title: "<x>".into() },
                }
            });
            assert_sound(&html);
            asked.sort();
            prop_assert_eq!(asked, (0..prose.references.len()).collect::<Vec<_>>());
            assert_sound(&prose.render(&Shown { shift: 0, place: &str::to_string }, |_, _| Target::None));
        }
    }

    #[test]
    fn places_in_a_value_lie_in_the_value(text in texts(), raw in texts()) {
        let place = SourceId::FIRST.at(At::new(7, 7 + raw.len()));
        let (prose, diagnostics) = parse_inline(&text, Origin::Value { place, raw: &raw }, true);
        let places = diagnostics.iter().filter_map(|found| found.place);
        for found in places.chain(prose.references.iter().map(|reference| reference.place)) {
            prop_assert!(raw.get(found.at.start as usize - 7..found.at.end as usize - 7).is_some());
        }
    }

    // Notes and captions stand elsewhere, and raw HTML is told.
    #[test]
    fn the_words_of_what_is_shown_are_those_that_are_written(text in texts()) {
        let text = text.replace(['!', '^'], "").replace(|c: char| c == '<' || c.is_control() && !c.is_whitespace(), "");
        let (prose, _) = parse(&text, FILE, false);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let events = crate::narrative::Events::read(text);
        prop_assert_eq!(prose.plain(|_| None), events.plain(0..events.len()));
    }
}
