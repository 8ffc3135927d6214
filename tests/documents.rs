//! Import of documents: every word of a Word, text or Markdown file stands in the files that are proposed, and these have no errors.
//!
//! `documents/*.docx` were made by LibreOffice (`documents/make.py`). `documents/cases/*.txt` are small documents as text, each for
//! one thing that word processors do: parts of a Word file, a text or a Markdown file, and all that comes out.
//! `UPDATE_EXPECT=1` fills in what is expected.
#![cfg(feature = "docx")]

mod support;

#[path = "support/mutation.rs"]
mod mutation;

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use mutation::mutations;
use proptest::prelude::*;
use support::options;
use trustpress::document::{Document, read_docx, read_markdown, read_text};
use trustpress::import::{Into, Proposal, propose};
use trustpress::source::Sources;
use zip::write::SimpleFileOptions;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn place() -> Into {
    Into { trust: "hill".to_string(), ..Into::default() }
}

/// The words of a text: letters and digits, small.
fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{ad}', '\u{200b}', '\u{feff}', '\u{2060}'], "");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words of all files, as the document had them one after the other: without keys, ids and numbers.
fn words_of_files(made: &Proposal) -> Vec<String> {
    let mut all = Vec::new();
    for (path, bytes) in &made.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for line in text.lines() {
            let line = line.trim().trim_start_matches("- ").trim_start_matches("# Heading: ");
            let key = line.split(':').next().unwrap_or_default();
            let is_field =
                path.ends_with(".yaml") && !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            match key {
                "id" | "number" if is_field => {}
                _ if is_field => all.extend(words(&line[key.len()..])),
                _ => all.extend(words(line)),
            }
        }
        all.push(format!("end of {path}"));
    }
    all
}

/// Whether these words stand there, one behind the other.
fn has(all: &[String], part: &[String]) -> bool {
    part.is_empty() || all.windows(part.len()).any(|window| window == part)
}

/// The problems of the proposed files, in a project of their own.
fn errors(made: &Proposal) -> String {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, bytes) in &made.files {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("it stands in a folder")).expect("the folder can be made");
        std::fs::write(path, bytes).expect("the file can be written");
    }
    let sources = Sources::read(folder.path()).expect("the project can be read");
    let (publication, problems) = trustpress::publication(sources, &options());
    let errors: Vec<_> =
        problems.iter().filter(|problem| problem.code.severity == trustpress::diagnostic::Severity::Error).cloned().collect();
    trustpress::diagnostic::plain(&errors.into_iter().collect(), &publication.sources)
}

/// Every block is said to be somewhere, at a line that there is.
fn is_reported(document: &Document, made: &Proposal) {
    let places: Vec<_> = made.went.iter().map(|went| went.place).collect();
    for block in &document.blocks {
        assert!(places.contains(&block.place), "{} went nowhere", block.place);
    }
    for went in &made.went {
        let text = String::from_utf8(made.files[&went.path].clone()).expect("a text");
        assert!((1..=text.lines().count()).contains(&went.line), "{}:{} {:?}", went.path, went.line, went.words);
    }
}

/// The first words of every block stand where the report says.
fn is_reported_right(document: &Document, made: &Proposal) {
    is_reported(document, made);
    for went in &made.went {
        let text = String::from_utf8(made.files[&went.path].clone()).expect("a text");
        let near: Vec<&str> = text.lines().skip(went.line - 1).take(8).collect();
        let (near, first) = (words(&near.join(" ")).concat(), words(&went.words));
        let found = first.is_empty() || first.iter().take(2).all(|word| near.contains(word.as_str()));
        assert!(found, "{}:{} should have {:?}, and has {near:?}", went.path, went.line, went.words);
    }
}

/// The words of each paragraph of a Word file, found by looking for nothing but the ends of paragraphs and texts.
fn paragraphs(bytes: &[u8], part: &str) -> Vec<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file");
    let mut xml = String::new();
    match archive.by_name(part) {
        Ok(mut part) => part.read_to_string(&mut xml).expect("it is text"),
        Err(_) => return Vec::new(),
    };
    let text = |paragraph: &str| {
        let texts = paragraph.split("<w:t").skip(1).filter(|text| text.starts_with(['>', ' ']));
        let inner = texts.filter_map(|text| Some(text.split_once('>')?.1.split_once("</w:t>")?.0.to_string()));
        // A line break parts words as well as a blank does.
        support::unescaped(&inner.collect::<Vec<_>>().join("").replace("&apos;", "'"))
    };
    xml.split("</w:p>")
        .map(|paragraph| words(&text(&paragraph.replace("<w:br/>", "<w:t> </w:t>"))))
        .filter(|words| !words.is_empty())
        .collect()
}

#[test]
fn documents_of_a_word_processor_keep_every_word() {
    let mut met = 0;
    for entry in std::fs::read_dir(folder()).expect("the documents are there") {
        let path = entry.expect("the documents can be listed").path();
        if path.extension().is_none_or(|ending| ending != "docx") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("a document can be read");
        let document = read_docx(&bytes).expect("LibreOffice makes Word files");
        let made = propose(&document, "plan.docx", &place());
        let all = words_of_files(&made);
        let mut count = 0;
        for part in ["word/document.xml", "word/footnotes.xml"] {
            for paragraph in paragraphs(&bytes, part) {
                // A number before a title may stand in a field of its own.
                let is_there =
                    has(&all, &paragraph) || has(&all, &paragraph[1..]) && paragraph[0].bytes().all(|b| b.is_ascii_digit());
                assert!(is_there, "{}: {paragraph:?} is nowhere", path.display());
                count += 1;
            }
        }
        assert!(count > 30, "{}: {count} paragraphs are no document", path.display());
        assert!(made.files.keys().filter(|path| path.ends_with(".md")).count() > 0, "{}: no narrative", path.display());
        let yaml = String::from_utf8(made.files[&format!("hill/{}/strategy.yaml", made.strategy)].clone()).expect("a text");
        assert!(yaml.contains("\ngoals:\n"), "{}: no goals\n{yaml}", path.display());
        is_reported_right(&document, &made);
        assert_eq!(errors(&made), "", "{}", path.display());
        met += 1;
    }
    assert_eq!(met, 5, "the documents are gone");
}

/// A Word file of these parts; what all files have is made up.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    const SPACES: &str = "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:pic=\"pic\" xmlns:mc=\"mc\" xmlns:wps=\"wps\" \
                          xmlns:v=\"v\" xmlns:m=\"m\"";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let rels =
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut add = |name: &str, bytes: &[u8]| {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part can be added");
        writer.write_all(bytes).expect("a part can be written");
    };
    add("_rels/.rels", rels.as_bytes());
    for (name, body) in parts {
        let wrapped = match *name {
            "word/document.xml" => format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>"),
            "word/styles.xml" => format!("<w:styles {SPACES}>{body}</w:styles>"),
            "word/numbering.xml" => format!("<w:numbering {SPACES}>{body}</w:numbering>"),
            "word/footnotes.xml" => format!("<w:footnotes {SPACES}>{body}</w:footnotes>"),
            "word/endnotes.xml" => format!("<w:endnotes {SPACES}>{body}</w:endnotes>"),
            "word/comments.xml" => format!("<w:comments {SPACES}>{body}</w:comments>"),
            name if name.starts_with("word/header") => format!("<w:hdr {SPACES}>{body}</w:hdr>"),
            name if name.ends_with(".rels") => format!("<Relationships>{body}</Relationships>"),
            _ => body.to_string(),
        };
        add(name, wrapped.as_bytes());
    }
    writer.finish().expect("a folder can be ended").into_inner()
}

/// All that comes of a document: what is told, and the files.
fn outcome(document: &Document, from: &str) -> String {
    let made = propose(document, from, &Into { has_trust: true, has_site_file: true, ..place() });
    let mut text = String::new();
    for told in &document.told {
        let place = told.place.map(|place| format!("{place}: ")).unwrap_or_default();
        let sort = if told.is_left_out { "left out" } else { "changed" };
        let _ = writeln!(text, "{sort}: {place}{}", told.words);
    }
    for (path, bytes) in &made.files {
        match std::str::from_utf8(bytes) {
            Ok(file) if !file.contains('\0') => {
                let _ = write!(text, "== {path}\n{file}");
            }
            _ => {
                let _ = writeln!(text, "== {path}: {} bytes", bytes.len());
            }
        }
    }
    text
}

#[test]
fn every_case_holds() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join("cases"))
        .expect("the cases are there")
        .map(|entry| entry.expect("the cases can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() > 10, "the cases are gone");
    let mut wrong = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a case can be read");
        let (before, expected) = text.split_once("\n--- expect\n").unwrap_or((text.as_str(), ""));
        let parts: Vec<(&str, &str)> = before.split("\n--- ").skip(1).filter_map(|part| part.split_once('\n')).collect();
        let (document, from) = match parts.as_slice() {
            [("file", name)] => {
                let bytes = std::fs::read(folder().join("cases").join(name.trim())).expect("the document can be read");
                (read_docx(&bytes), "plan.docx")
            }
            [("text", text)] => (Ok(read_text(text)), "plan.txt"),
            [("markdown", text)] => (Ok(read_markdown(text)), "plan.md"),
            // Lines are for people: between elements they would be words.
            parts => {
                let joined: Vec<(&str, String)> = parts.iter().map(|(name, body)| (*name, body.replace('\n', ""))).collect();
                let parts: Vec<(&str, &str)> = joined.iter().map(|(name, body)| (*name, body.as_str())).collect();
                (read_docx(&docx(&parts)), "plan.docx")
            }
        };
        let actual = match &document {
            Ok(document) => {
                let made = propose(document, from, &place());
                is_reported_right(document, &made);
                let errors = errors(&made);
                if !errors.is_empty() && made.files.len() > 3 {
                    let _ = writeln!(wrong, "=== {}\n{errors}", path.display());
                }
                outcome(document, from)
            }
            Err(problem) => format!("{problem}\n"),
        };
        if actual != expected {
            if update {
                std::fs::write(&path, format!("{before}\n--- expect\n{actual}")).expect("a case can be written");
            } else {
                let _ = writeln!(wrong, "=== {}\n{actual}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}\nUPDATE_EXPECT=1 fills in the new text; read the difference before you keep it.");
}

#[test]
fn what_is_no_word_file_is_refused_in_plain_words() {
    let refused = |bytes: &[u8]| read_docx(bytes).expect_err("it is no Word file").to_string();
    assert!(refused(b"").contains("empty"));
    assert!(refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]).contains("password"));
    assert!(refused(b"%PDF-1.7").contains("PDF"));
    assert!(refused(b"Our strategy").contains("import text"));
    let whole = std::fs::read(folder().join("homerton.docx")).expect("a document can be read");
    assert!(refused(&whole[..whole.len() / 2]).contains("not whole"));
    assert!(refused(&docx(&[("word/other.xml", "<x/>")])).contains("no Word document"));
    assert!(
        refused(&docx(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]))
            .contains("OpenDocument")
    );
    assert!(refused(&docx(&[("word/document.xml", "<w:p>")])).contains("spoilt"));
    let deep = format!("{}{}", "<w:sdt>".repeat(5000), "</w:sdt>".repeat(5000));
    assert!(refused(&docx(&[("word/document.xml", &deep)])).contains("spoilt"));
    // 70 MB of blanks take 70 kB.
    assert!(refused(&docx(&[("word/document.xml", &" ".repeat(70 << 20))])).contains("larger"));
}

/// Pieces of texts that mean something to one of the readers or to what is written.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Our goals\n\n",
        "Strategic goal 1: Better care\n\n",
        "Strategic goal 2: Better lives\n\n",
        "We will:\n\n",
        "• one\n",
        "- two\n",
        "  - below\n",
        "1. first\n",
        "2. second\n",
        "a\tb\tc\n",
        "d\te\n",
        "A line of plain words that ends here.\n\n",
        "\n",
        "\n\n",
        "**bold** and *low*",
        "`code`",
        "[x](https://example.org/a_b)",
        "[y](people.md)",
        "[[people]]",
        "![p](p.png)",
        "<br>",
        "<b>b</b>",
        "<!-- no -->",
        "&amp;",
        "# One\n\n",
        "## Two\n\n",
        "### Three\n\n",
        "| a | b |\n| - | - |\n| c | d |\n\n",
        "[^1]",
        "\n\n[^1]: A note.\n\n",
        "Title\n=====\n\n",
        "> quoted\n\n",
        "```\nx\n```\n\n",
        "---\n\n",
        "Our vision\n\n",
        "Our values\n\n",
        "Kind: we are",
        " to be",
        "2025-2030",
        "\u{a0}",
        "\u{ad}",
        "É",
        "“q”",
        "\\",
        "*",
        "_",
        "~",
        "{#x}",
        "#",
        ": ",
        "\r\n",
        "\t",
        "data",
        "index",
        "1.2 Next\n\n",
        "é\u{301}",
        "😀",
        "$5 | £6",
        "http://example.org",
        "--",
        "-->",
        "!",
        "<",
        ">",
        "@",
        "%",
        "word ",
        "Another ",
        "Objectives\n\n",
        "Three aims are:\n\n",
    ]);
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_words_and_makes_no_errors(text in texts()) {
        let document = read_text(&text);
        let made = propose(&document, "plan.txt", &place());
        is_reported(&document, &made);
        let all = words_of_files(&made).concat();
        // Numbers and marks of lists, and tags, may go; words stay.
        for word in words(&text).into_iter().filter(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic)) {
            let is_address = ["https", "http", "people", "example"].contains(&word.as_str());
            prop_assert!(is_address || all.contains(&word), "{} is nowhere in {:?}", word, made.files);
        }
        prop_assert_eq!(errors(&made), "", "{}", outcome(&document, "plan.txt"));
    }

    #[test]
    fn any_markdown_makes_no_errors(text in texts()) {
        let document = read_markdown(&text);
        let made = propose(&document, "plan.md", &place());
        is_reported(&document, &made);
        prop_assert_eq!(errors(&made), "", "{}", outcome(&document, "plan.md"));
    }

    #[test]
    fn a_spoilt_file_is_refused_or_read(name in prop::sample::select(vec!["imperial", "east-north-herts"]), at in any::<prop::sample::Index>(),
                                        byte in any::<u8>(), cut in prop::bool::weighted(0.2)) {
        let mut bytes = std::fs::read(folder().join(format!("{name}.docx"))).expect("a document can be read");
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(document) = read_docx(&bytes) {
            propose(&document, "plan.docx", &place());
        }
    }

    #[test]
    fn spoilt_xml_is_refused_or_read(name in prop::sample::select(vec!["imperial", "homerton"]), part in 0..3usize,
                                     mutations in prop::collection::vec(mutations(), 1..6)) {
        let bytes = std::fs::read(folder().join(format!("{name}.docx"))).expect("a document can be read");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a Word file");
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let wanted = ["word/document.xml", "word/styles.xml", "word/numbering.xml"][part];
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a part");
            let name = file.name().expect("it has a name").to_string();
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("a part can be read");
            if name == wanted {
                let mut text = String::from_utf8(content).expect("XML is text");
                for mutation in &mutations {
                    text = if text.is_empty() { text } else { mutation.apply(&text).text };
                }
                content = text.into_bytes();
            }
            writer.start_file(name, SimpleFileOptions::default()).expect("a part can be added");
            writer.write_all(&content).expect("a part can be written");
        }
        if let Ok(document) = read_docx(&writer.finish().expect("a folder can be ended").into_inner()) {
            propose(&document, "plan.docx", &place());
        }
    }
}

#[test]
fn the_command_writes_once_and_says_what_went_where() {
    let project = tempfile::tempdir().expect("a folder for the test");
    let run = |arguments: &[&str]| {
        let file = folder().join("imperial.docx");
        let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
        command.arg("--root").arg(project.path()).args(["import", "docx"]).arg(file).args(arguments);
        let output = command.output().expect("the command runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, report, _) = run(&["--into", "hill/plan", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(report.contains("paragraph 1 ") && report.contains("strategy.yaml:2") && report.contains("Unsure"), "{report}");
    assert!(!project.path().join("content").exists(), "a dry run writes nothing");
    let (code, again, end) = run(&["--into", "hill/plan"]);
    assert_eq!((code, again == report), (Some(0), true), "a dry run says what the real one says");
    assert!(end.contains("Made 8 files"), "{end}");
    let yaml = std::fs::read_to_string(project.path().join("content/hill/plan/strategy.yaml")).expect("it was written");
    let (code, _, end) = run(&["--into", "hill/plan"]);
    assert_eq!(code, Some(2));
    assert!(end.contains("is there already"), "{end}");
    let (code, _, end) = run(&["--into", "hall"]);
    assert_eq!(code, Some(2));
    assert!(end.contains("there is `hill`"), "{end}");
    let (code, ..) = run(&[]);
    assert_eq!(code, Some(0), "the only trust is the one");
    let now = std::fs::read_to_string(project.path().join("content/hill/plan/strategy.yaml")).expect("it is there");
    assert_eq!(now, yaml, "what is there stays as it is");
}
