//! Layers of templates, styles, strings and assets; a page's view model to bytes.
//!
//! In: the built-in themes, the project's own `themes/`, and a [`Page`]. Out: bytes.
//!
//! Always true
//! - A file of an upper layer stands in for the file of the same path below it. From the top: the project's own theme of the
//!   name, the built-in one of that name, the project's own `base`, the built-in `base`.
//! - Templates are strict: an unknown name is a problem in the template's own file, not a gap in the page.
//! - Every word that the tool puts on a page comes from `strings/`.
//!
//! Not here: what is on a page.

mod asked;
mod attributes;
mod braces;
mod brand;
#[cfg(feature = "cards")]
mod card;
mod colour;
mod conditions;
mod css;
mod declarations;
mod examples;
mod files;
mod filters;
mod gallery;
mod habits;
mod html;
mod keywords;
mod layers;
mod names;
mod open;
mod roles;
mod selectors;
mod shapes;
mod slips;
mod statements;
mod strings;
mod tags;
mod translations;
mod values;
mod view;
mod wording;
mod written;

pub use brand::{LINES_ON_PAGE, WHITE_ON_BRAND, brand_css};
pub use strings::Language;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use std::sync::Arc;

use tera::{Context, Tera, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::page::{Asked, Page};
use crate::source::{At, Place, SourceId, Sources};
use layers::Layers;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// Path below the site's root, and bytes.
    assets: BTreeMap<String, Vec<u8>>,
    /// The files that templates of the project's own come from.
    own: BTreeMap<String, SourceId>,
    /// What can be shown of the pages of templates, by their names.
    named: BTreeMap<String, Asked>,
    strings: Value,
    #[cfg(feature = "cards")]
    look: card::Look,
    /// Examples of components: path and text.
    examples: Vec<(String, String)>,
}

/// The theme that was loaded last, if it was without faults.
#[derive(Debug, Default)]
pub struct Memory {
    known: Option<(Sources, [String; 2], Arc<Theme>)>,
}

impl Memory {
    /// As [`Theme::load`], and at once if no file of a theme has changed since.
    pub fn load(
        &mut self,
        sources: &Sources,
        name: &str,
        named_at: Option<Place>,
        language: Language,
    ) -> (Option<Arc<Theme>>, Diagnostics) {
        let names = [name.to_string(), language.name.to_string()];
        if let Some((before, known, theme)) = &self.known
            && *known == names
            && before.share_all(sources, "themes/")
        {
            return (Some(Arc::clone(theme)), Diagnostics::new());
        }
        let (theme, problems) = Theme::load(sources, name, named_at, language);
        let theme = theme.map(Arc::new);
        self.known = theme.clone().filter(|_| problems.is_empty()).map(|theme| (sources.clone(), names, theme));
        (theme, problems)
    }
}

impl Theme {
    /// Puts a theme together.
    ///
    /// **Takes** the project's files, the theme's name with the place where it is written, and the language of the strings, with
    /// its place as well.
    ///
    /// **When the theme is wrong** there is no theme, and the diagnostics say why.
    pub fn load(sources: &Sources, name: &str, named_at: Option<Place>, language: Language) -> (Option<Theme>, Diagnostics) {
        let mut problems = Diagnostics::new();
        let Some(layers) = Layers::of(sources, name) else {
            problems.push(unknown(name, named_at, &layers::names(sources)));
            return (None, problems);
        };
        let strings = strings::load(&layers, language, &mut problems);
        let are_known = problems.iter().all(|problem| *problem.code == codes::UNKNOWN_STRING);
        let mut assets = layers.assets();
        let css = layers.css();
        #[cfg(feature = "cards")]
        let look = card::Look::of(&css);
        let mut names: serde_json::Map<String, serde_json::Value> =
            assets.keys().map(|path| (path.trim_start_matches("assets/").to_string(), path.clone().into())).collect();
        for (stem, css) in [("style", css), ("figures", layers.figures_css()), ("search", layers.search_css())] {
            let path = fingerprinted(stem, "css", css.as_bytes());
            names.insert(format!("{stem}.css"), path.clone().into());
            assets.insert(path, css.into_bytes());
        }
        let scripts: Vec<String> = assets.keys().filter(|path| path.ends_with(".js")).cloned().collect();
        for path in scripts {
            let bytes = assets.remove(&path).expect("the path is one of the assets'");
            let name = path.trim_start_matches("assets/").to_string();
            let public = fingerprinted(name.trim_end_matches(".js"), "js", &bytes);
            names.insert(name, public.clone().into());
            assets.insert(public, bytes);
        }

        let mut tera = Tera::new();
        filters::register(&mut tera, &strings);
        let own = layers.own_templates();
        let words = strings;
        let strings = Value::from_serializable(&words);
        tera.global_context().insert_value("s", strings.clone());
        tera.global_context().insert_value("assets", Value::from_serializable(&names));
        let before = problems.len();
        files::check_empty(&layers, &mut problems);
        // What an empty template lacks, others ask of it in vain.
        if problems.len() == before {
            let mended = layers.templates_into(&mut tera, sources, &mut problems);
            files::check_templates(&layers, Some(&words).filter(|_| are_known), &mended, &mut problems);
        }
        files::check(sources, name, &layers, &mut problems);
        // What a template has misspelt, or one in the wrong place asks for, it seems not to ask for.
        let is_unused = |problem: &Diagnostic| {
            *problem.code == codes::UNKNOWN_STRING && problem.help.as_ref().is_some_and(|help| help.starts_with("take it out"))
        };
        if problems.iter().any(|problem| [&codes::TEMPLATE_PROBLEM, &codes::UNUSED_THEME_FILE].contains(&problem.code)) {
            problems = problems.into_iter().filter(|problem| !is_unused(problem)).collect();
        }
        // What a component lacks, its examples hand it in vain.
        let is_of_templates = |problem: &Diagnostic| [&codes::TEMPLATE_PROBLEM, &codes::UNUSED_THEME_FILE].contains(&problem.code);
        if !problems.iter().any(is_of_templates) {
            examples::check(&layers, &mut problems);
        }
        let whole = !problems.has_errors();
        // The built-in styles are tried by tests.
        // Which screens a role holds on is not known where the condition is mistyped.
        let is_of_screens = |problem: &Diagnostic| *problem.code == codes::CSS_PROBLEM && problem.message.contains("prefers-");
        if layers.has_own_styles() && !problems.iter().any(is_of_screens) {
            problems.extend(roles::problems(&layers.every_css(), &layers.built_in_css(), &layers.own_sheets()));
        }
        let examples = layers.examples().into_iter().map(|(path, text, _)| (path, text)).collect();
        let theme = Theme {
            tera,
            assets,
            own,
            named: asked::by_template(&layers),
            strings,
            #[cfg(feature = "cards")]
            look,
            examples,
        };
        (whole.then_some(theme), problems)
    }

    /// What a page template asks for: no page needs to have more.
    pub fn asked(&self, template: &str) -> &Asked {
        self.named.get(template).unwrap_or(Asked::all())
    }

    /// The same theme, whose templates get every field of a page, named or not: what they show stays the same.
    pub fn with_every_field(mut self) -> Theme {
        self.named.clear();
        self
    }

    /// The bytes of a page, by the name of its template.
    ///
    /// # Errors
    /// A name in a template that the page does not have, or a value that a filter cannot take.
    pub fn render(&self, template: &str, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("page", view::value(page, self.asked(template)));
        let mut html = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, &context, &mut html) {
            Ok(()) => Ok(html),
            Err(error) => Err(Box::new(wording::unrendered(&error, template, &self.own))),
        }
    }

    /// A page's card as a picture (PNG).
    #[cfg(feature = "cards")]
    pub fn card(&self, site: &crate::site::Site, card: &crate::page::Card) -> Vec<u8> {
        self.look.card(site, card)
    }

    /// A word of the tool's own, by its key in the strings, such as `feed.title`. Every theme has the keys of the built-in `base`.
    pub fn word(&self, key: &str) -> String {
        self.strings.get_from_path(key).and_then(Value::as_str).unwrap_or_default().to_string()
    }

    /// The one place where something is written in templates of the project's own.
    pub fn place_of(&self, written: &str, sources: &Sources) -> Option<Place> {
        let texts = self.own.values().filter_map(|&source| Some((source, sources.get(source).text().ok()?)));
        let mut found = texts.clone().flat_map(|(source, text)| {
            text.match_indices(written).map(move |(at, _)| source.at(At::new(at, at + written.len()))).collect::<Vec<_>>()
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// The one place in templates of the project's own that some HTML of a page comes from.
    pub fn place_of_html(&self, html: &str, sources: &Sources) -> Option<Place> {
        let path = |name: &str| name.rsplit_once("components/").map_or("templates/", |_| "components/").to_string() + name;
        let texts: Vec<_> =
            self.own.iter().filter_map(|(name, &source)| Some((path(name), source, sources.get(source).text().ok()?))).collect();
        written::place(html, texts.iter().map(|(path, source, text)| (path.as_str(), *source, *text)), |key| self.word(key))
    }

    /// The theme's own files: path below the site's root, and bytes.
    pub fn assets(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.assets
    }
}

fn unknown(name: &str, named_at: Option<Place>, known: &[String]) -> Diagnostic {
    let message = format!("there is no theme `{name}`");
    let problem = match named_at {
        Some(place) => Diagnostic::new(&codes::UNKNOWN_THEME, place, message),
        None => Diagnostic::general(&codes::UNKNOWN_THEME, message),
    };
    problem.did_you_mean(name, known.iter().map(String::as_str)).help_or(|| format!("the themes are {}", known.join(", ")))
}

/// A name that changes with the bytes, so that a browser never shows a new page with an old style.
fn fingerprinted(stem: &str, ending: &str, bytes: &[u8]) -> String {
    let short: String = Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("assets/{stem}-{short}.{ending}")
}
