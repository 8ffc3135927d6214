//! The layers of a theme: the project's own files over the built-in ones, a theme over `base`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Tera};

use super::html::Fault;
use super::{files, slips, wording};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{SourceId, Sources};

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// One layer: its name in front of its templates, and its files by path.
struct Layer {
    /// `nhs/` for the project's own files, `builtin/nhs/` for the tool's.
    prefix: String,
    files: BTreeMap<String, File>,
}

struct File {
    bytes: Vec<u8>,
    /// The project's own file; nothing for a built-in one.
    source: Option<SourceId>,
}

/// The layers of one theme, the uppermost first.
pub struct Layers(Vec<Layer>);

/// The names of all themes.
pub fn names(sources: &Sources) -> Vec<String> {
    let built_in = BUILT_IN.dirs().filter_map(|dir| dir.path().to_str()).map(str::to_string);
    let own = sources.below("themes/").filter_map(|(_, file)| file.path().split('/').nth(1).map(str::to_string));
    built_in.chain(own).collect::<BTreeSet<_>>().into_iter().collect()
}

impl Layers {
    /// The layers of a theme; `None` if there is no theme of that name.
    pub fn of(sources: &Sources, name: &str) -> Option<Layers> {
        let mut layers: Vec<Layer> = [own(sources, name), built_in(name)].into_iter().flatten().collect();
        if layers.is_empty() {
            return None;
        }
        if name != "base" {
            layers.extend([own(sources, "base"), built_in("base")].into_iter().flatten());
        }
        Some(Layers(layers))
    }

    /// The file at a path, from the uppermost layer that has it.
    fn file(&self, path: &str) -> Option<&File> {
        self.0.iter().find_map(|layer| layer.files.get(path))
    }

    /// Every file of that path, the lowest layer's first.
    pub fn all(&self, path: &str) -> impl Iterator<Item = (&[u8], Option<SourceId>)> {
        self.0.iter().rev().filter_map(move |layer| layer.files.get(path)).map(|file| (file.bytes.as_slice(), file.source))
    }

    /// All styles of every page in the order of the cascade: tokens, elements, components, print; in each the lowest layer's own
    /// paths first, a path that an upper layer has too taken from there.
    pub fn css(&self) -> String {
        self.css_of(&["tokens/", "elements/", "components/", "print/"])
    }

    /// The styles of pages with figures, in the same way: those without do not carry them.
    pub fn figures_css(&self) -> String {
        self.css_of(&["figures/"])
    }

    /// The styles of the search page alone.
    pub fn search_css(&self) -> String {
        self.css_of(&["search/"])
    }

    /// All styles that some page has.
    pub fn every_css(&self) -> String {
        self.css() + &self.figures_css() + &self.search_css()
    }

    fn css_of(&self, kinds: &[&str]) -> String {
        let mut css = String::new();
        for kind in kinds.iter().copied() {
            let mut seen = BTreeSet::new();
            for layer in self.0.iter().rev() {
                for path in layer.files.keys().filter(|path| path.starts_with(kind) && path.ends_with(".css")) {
                    if let Some(file) = self.file(path).filter(|_| seen.insert(path)) {
                        css += &squeezed(&String::from_utf8_lossy(&file.bytes));
                    }
                }
            }
        }
        css
    }

    /// Files that are published as they are, by their path in the site.
    pub fn assets(&self) -> BTreeMap<String, Vec<u8>> {
        let paths = self.0.iter().flat_map(|layer| layer.files.keys()).filter(|path| path.starts_with("assets/"));
        paths.filter_map(|path| Some((path.clone(), self.file(path)?.bytes.clone()))).collect()
    }

    /// The names by which templates ask for assets: those of the files, and of the styles that are put together.
    pub fn asset_names(&self) -> BTreeSet<String> {
        let paths = self.0.iter().flat_map(|layer| layer.files.keys());
        let files = paths.filter_map(|path| path.strip_prefix("assets/")).map(str::to_string);
        files.chain(["style.css", "figures.css", "search.css"].map(str::to_string)).collect()
    }

    /// The full names of the project's own templates, and their files.
    pub fn own_templates(&self) -> BTreeMap<String, SourceId> {
        self.named_templates().filter_map(|(name, _, file)| Some((name, file.source?))).collect()
    }

    /// The paths of the project's own files in their themes.
    pub fn own_paths(&self) -> impl Iterator<Item = &str> {
        let files = self.0.iter().flat_map(|layer| &layer.files);
        files.filter(|(_, file)| file.source.is_some()).map(|(path, _)| path.as_str())
    }

    /// The project's own files that are text: their paths in their themes, and what they say.
    pub fn own_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.0.iter().flat_map(|layer| &layer.files).filter(|(_, file)| file.source.is_some());
        files.filter_map(|(path, file)| Some((path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
    }

    /// Every template and component: its path in its theme, its bytes, and its file if it is the project's own.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &[u8], Option<SourceId>)> {
        self.named_templates().map(|(_, path, file)| (path, file.bytes.as_slice(), file.source))
    }

    /// The texts of all templates and of the built-in styles: every class that something on a page has stands there.
    pub fn words(&self) -> String {
        let templates = self.templates().map(|(_, bytes, _)| bytes);
        let built_in = self.0.iter().flat_map(|layer| &layer.files);
        let styles =
            built_in.filter(|(path, file)| file.source.is_none() && path.ends_with(".css")).map(|(_, file)| &file.bytes[..]);
        templates.chain(styles).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n")
    }

    /// What templates may ask for: the names of templates and of components.
    pub fn names(&self) -> BTreeSet<String> {
        let templates = self.templates().filter_map(|(path, ..)| path.strip_prefix("templates/").map(str::to_string));
        let components = self.templates().flat_map(|(_, bytes, _)| {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            files::defined(text).map(str::to_string).collect::<Vec<_>>()
        });
        templates.chain(components).collect()
    }

    /// The languages that there are strings for.
    pub fn languages(&self) -> BTreeSet<String> {
        let paths = self.0.iter().flat_map(|layer| layer.files.keys());
        paths.filter_map(|path| Some(path.strip_prefix("strings/")?.strip_suffix(".yaml")?.to_string())).collect()
    }

    /// Whether any style is the project's own.
    pub fn has_own_styles(&self) -> bool {
        self.0.iter().flat_map(|layer| &layer.files).any(|(path, file)| path.ends_with(".css") && file.source.is_some())
    }

    /// The built-in style sheets, the uppermost layer's last.
    pub fn built_in_css(&self) -> String {
        let sheets = self.0.iter().rev().flat_map(|layer| &layer.files);
        let sheets = sheets.filter(|(path, file)| path.ends_with(".css") && file.source.is_none());
        sheets.map(|(_, file)| squeezed(&String::from_utf8_lossy(&file.bytes))).collect()
    }

    /// The project's own style sheets, the uppermost layer's last.
    pub fn own_sheets(&self) -> Vec<(SourceId, &str)> {
        let own = self.0.iter().rev().flat_map(|layer| layer.files.iter());
        let own = own.filter(|(path, _)| path.ends_with(".css"));
        own.filter_map(|(_, file)| Some((file.source?, std::str::from_utf8(&file.bytes).ok()?))).collect()
    }

    /// The text of a template or component, by its full name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.named_templates().find(|(full, ..)| full == name).and_then(|(.., file)| std::str::from_utf8(&file.bytes).ok())
    }

    /// Examples of components, by their paths: the uppermost layer's of each, and its file if it is the project's own.
    pub fn examples(&self) -> Vec<(String, String, Option<SourceId>)> {
        let paths: BTreeSet<&String> = self.0.iter().flat_map(|layer| layer.files.keys()).collect();
        let examples = paths.into_iter().filter(|path| path.starts_with("components/") && path.ends_with(".yaml"));
        let files = examples.filter_map(|path| Some((path, self.file(path)?)));
        files.map(|(path, file)| (path.clone(), String::from_utf8_lossy(&file.bytes).into_owned(), file.source)).collect()
    }

    fn named_templates(&self) -> impl Iterator<Item = (String, &str, &File)> {
        self.0.iter().flat_map(|layer| {
            let html = layer.files.iter().filter(|(path, _)| path.ends_with(".html"));
            html.filter_map(|(path, file)| {
                let component = path.starts_with("components/").then_some(path.as_str());
                let name = path.strip_prefix("templates/").or(component)?;
                Some((format!("{}{name}", layer.prefix), path.as_str(), file))
            })
        })
    }

    /// Hands all templates over. A bare name means the uppermost layer's; `base/goal.html` means that layer's. What is wrong is
    /// told: slips of templates of the project's own, and every place where one asks for what is not there.
    ///
    /// Gives the texts of those templates that had to be mended, by their files: none of them is what was written.
    pub fn templates_into(&self, tera: &mut Tera, sources: &Sources, problems: &mut Diagnostics) -> BTreeMap<SourceId, String> {
        let prefixes = self.0.iter().map(|layer| layer.prefix.clone()).chain(["builtin/".to_string()]);
        tera.set_fallback_prefixes(prefixes.collect::<Vec<_>>()).expect("no template has been added yet");
        let mut texts: Vec<(String, String)> =
            self.named_templates().map(|(name, _, file)| (name, String::from_utf8_lossy(&file.bytes).into_owned())).collect();
        let own = self.own_templates();
        let names = if own.is_empty() { BTreeSet::new() } else { self.names() };
        let mut mended = BTreeMap::new();
        let mut is_torn = false;
        for (name, text) in &mut texts {
            let Some(&source) = own.get(name) else { continue };
            let slips = slips::of(name, text, &names);
            is_torn |= slips.is_torn || slips.mended.is_none();
            if !slips.faults.is_empty() {
                mended.insert(source, slips.mended.unwrap_or_default());
                text.clone_from(&mended[&source]);
            }
            let problem = |(at, message, help): Fault| {
                // Others call it by the name that it ends with.
                let end = message.strip_prefix("this component starts as ").and_then(|names| names.split('`').nth(3));
                let cause = end.map(files::no_component);
                let problem = Diagnostic::new(&codes::TEMPLATE_PROBLEM, source.at(at), message).help(help);
                match cause {
                    Some(cause) => problem.chief_cause(cause),
                    None => problem,
                }
            };
            problems.extend(slips.faults.into_iter().map(problem));
        }
        // What one template has lost, others ask of it in vain.
        // After each frame that is missing, the rest is looked at without it.
        for round in 0..texts.len().min(8) {
            let added = tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
            let Some(error) = added.err().filter(|_| !is_torn) else { break };
            // Without its frame a template has no blocks that others fill.
            let found = wording::unlinked(&error, &own, sources, self).into_iter();
            problems.extend(found.filter(|problem| round == 0 || !problem.message.starts_with(wording::NO_BLOCK)));
            let ErrorKind::MissingParent { current, .. } = error.kind() else { break };
            let Some((_, text)) = texts.iter_mut().find(|(name, _)| name == current) else { break };
            slips::without_frame(text);
        }
        mended
    }
}

/// The names of the built-in templates: every page has one.
pub fn built_in_templates() -> BTreeSet<String> {
    let files = BUILT_IN.dirs().filter_map(|theme| theme.get_dir(theme.path().join("templates"))).flat_map(Dir::files);
    files.filter_map(|file| file.path().file_name()?.to_str().map(str::to_string)).collect()
}

/// Whether a built-in template has a block of that name.
pub fn has_block(name: &str) -> bool {
    let tag = format!("block {name} ");
    built_in_texts().iter().any(|text| text.contains(&tag))
}

/// The texts of all built-in templates and components.
pub fn built_in_texts() -> Vec<&'static str> {
    fn collect(dir: &'static Dir, texts: &mut Vec<&'static str>) {
        let files = dir.files().filter(|file| file.path().extension().is_some_and(|end| end == "html"));
        texts.extend(files.filter_map(|file| file.contents_utf8()));
        dir.dirs().for_each(|dir| collect(dir, texts));
    }
    let mut texts = Vec::new();
    collect(&BUILT_IN, &mut texts);
    texts
}

fn built_in(name: &str) -> Option<Layer> {
    let dir = BUILT_IN.get_dir(name)?;
    let mut files = BTreeMap::new();
    collect(dir, name, &mut files);
    Some(Layer { prefix: format!("builtin/{name}/"), files })
}

fn collect(dir: &Dir, theme: &str, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        if let Ok(path) = file.path().strip_prefix(theme) {
            let path = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            files.insert(path, File { bytes: file.contents().to_vec(), source: None });
        }
    }
    dir.dirs().for_each(|dir| collect(dir, theme, files));
}

/// The project's own files of a theme, but for those that equal the built-in ones: the tool's own project has them all.
fn own(sources: &Sources, name: &str) -> Option<Layer> {
    let prefix = format!("themes/{name}/");
    let mut files = BTreeMap::new();
    for (id, source) in sources.below(&prefix) {
        let path = source.path()[prefix.len()..].to_string();
        let Ok(bytes) = source.bytes() else { continue };
        let bytes = unmarked(&path, bytes);
        let same = BUILT_IN.get_file(format!("{name}/{path}")).is_some_and(|file| file.contents() == bytes.as_ref());
        if !same {
            files.insert(path, File { bytes: bytes.into_owned(), source: Some(id) });
        }
    }
    (!files.is_empty()).then(|| Layer { prefix: format!("{name}/"), files })
}

/// A template or a sheet with blanks in place of the mark that some editors put before the first letter: places stay as they are.
pub fn unmarked<'b>(path: &str, bytes: Cow<'b, [u8]>) -> Cow<'b, [u8]> {
    let is_read = path.ends_with(".html") || path.ends_with(".css");
    match bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| is_read) {
        Some(rest) => [b"   ", rest].concat().into(),
        None => bytes,
    }
}

/// Styles without comments, and with no more blanks than they need: what readers' browsers need, and no more.
fn squeezed(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        text += &rest[..start];
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    text += rest;
    let mut squeezed = String::with_capacity(text.len());
    let (mut quote, mut blank) = (None, false);
    for letter in text.chars() {
        if quote.is_none() && letter.is_ascii_whitespace() {
            blank = true;
            continue;
        }
        // A blank before a colon or a bracket says something: `a :hover` is no `a:hover`.
        if std::mem::take(&mut blank) {
            let needless =
                squeezed.is_empty() || squeezed.ends_with(['{', '}', ';', ':', ',']) || ['{', '}', ';', ','].contains(&letter);
            if !needless {
                squeezed.push(' ');
            }
        }
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter && !squeezed.ends_with('\\') => quote = None,
            (None, '}') if squeezed.ends_with(';') => drop(squeezed.pop()),
            _ => {}
        }
        squeezed.push(letter);
    }
    squeezed.push('\n');
    squeezed
}

#[cfg(test)]
mod tests {
    use super::squeezed;

    #[test]
    fn styles_lose_the_blanks_that_say_nothing() {
        let css = "/* x */\na :hover,\nb > c { content: \": ; {\"; margin: 0 calc(1px + 2px); }\n@media (min-width: 4em) { d { x: y } }\n";
        let expected = "a :hover,b > c{content:\": ; {\";margin:0 calc(1px + 2px)}@media (min-width:4em){d{x:y}}\n";
        assert_eq!(squeezed(css), expected);
    }
}
