//! trustpress turns each trust's YAML strategy file and Markdown narratives into a themed static website whose goal pages
//! are linked to each other.
//!
//! ```text
//! content/  themes/
//!     │ source      read every file once
//! Sources
//!     │ strategy    decode (YAML, CSV, Markdown by way of narrative) with every value's place
//! Content
//!     │ site        filter by date and draft, then resolve
//! Site              trusts, items, links both ways, topics, one owner per route
//!     │             checks look at Site and Theme and report
//!     │ page        Site + route -> view model: exactly what a template may see
//!     │ theme       view model -> bytes; export makes the other formats
//!     ├─ output     build: every route, in parallel, staged and swapped in
//!     └─ serve      preview: the route that is asked for, when it is asked for
//! ```
//!
//! A page is a pure function of (Site, Theme, route): [`Publication::file`]. `build` maps it over all routes; `serve` calls it
//! for the route in the request.

pub mod chart;
pub mod checks;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod english;
pub mod export;
pub mod fix;
pub mod import;
pub mod measure;
pub mod narrative;
pub mod output;
pub mod page;
pub mod schema;
pub mod serve;
pub mod site;
pub mod source;
pub mod starter;
pub mod strategy;
pub mod stratml;
pub mod theme;
pub mod write;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::iter::Either;
use rayon::prelude::*;

use checks::{Checked, Wanted};
use diagnostic::{Diagnostic, Diagnostics, codes};
use export::SearchIndex;
use site::{Owner, Site, View};
use source::{ReadError, SourceId, Sources};
use strategy::located::Located;
use strategy::scalars::WebAddress;
use strategy::{Scheduled, World};
use theme::Theme;

/// The moment that drafts and embargoes are judged at. Nothing below asks the clock.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// A moment in time; the site's time zone says what its clocks show.
    Now(jiff::Timestamp),
    /// What the clocks of the site show.
    Civil(jiff::civil::DateTime),
}

/// What to look at, and from when.
#[derive(Clone, Debug)]
pub struct Options {
    pub when: When,
    /// The address where the site will be published, in place of the one in `site.yaml`.
    pub base_url: Option<WebAddress>,
    /// Show drafts and embargoed records too.
    pub drafts: bool,
    /// Look for advice too, which stops nothing.
    pub advice: bool,
    /// Is told the name of each stage when it has ended, by whoever wants to time it. It changes nothing.
    pub ended: fn(&'static str),
}

/// What one reading leaves for the next, so that only what an edit touches is read, resolved and checked again.
///
/// It changes nothing in what comes out: every stage takes from it only what it would make again.
#[derive(Debug, Default)]
pub struct Memory {
    files: Option<Arc<World>>,
    site: site::Memory,
    theme: theme::Memory,
    checks: checks::Memory,
    media: Kept,
}

/// The bytes of media as they were when the content was read.
type Kept = HashMap<SourceId, Arc<[u8]>>;

/// A site that is ready to be rendered, route by route.
#[derive(Debug)]
pub struct Publication {
    pub sources: Sources,
    pub site: Site,
    /// Absent when the theme itself is wrong.
    pub theme: Option<Arc<Theme>>,
    /// What will appear or go by its dates, soonest first; nothing if drafts are shown.
    pub scheduled: Vec<Scheduled>,
    /// When it will be another one although nothing is written, if that is known.
    pub until: Option<jiff::Timestamp>,
    /// The bytes of its media, if it is to last longer than they may on the disk.
    media: Kept,
    /// Made when somebody asks for it.
    search: OnceLock<SearchIndex>,
}

/// Why the bytes of a route could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// A template is wrong.
    Template(Box<Diagnostic>),
    /// A file that was there when the content was read is gone.
    Read(ReadError),
}

/// Reads all content and themes and resolves them into one [`Publication`].
///
/// **Gives** the site as a reader may see it at `options.when`: what is not public then is gone before any link, list or
/// index is made.
///
/// **When content is wrong** it goes on with what it can read, and the diagnostics list every problem in the order of files
/// and places. If they have errors, the publication is for preview only: do not publish it.
pub fn publication(sources: Sources, options: &Options) -> (Publication, Diagnostics) {
    let (content, problems) = strategy::read(&sources, checks::judge_words(&sources, options.advice));
    (options.ended)("decode them");
    resolved(sources, content, problems, options, &mut Memory::default())
}

/// As [`publication`], and faster where the sources are much like those of the last call with the same memory.
pub fn publication_again(sources: Sources, options: &Options, memory: &mut Memory) -> (Publication, Diagnostics) {
    let words = checks::judge_words(&sources, options.advice);
    let (content, problems) = strategy::read_again(&sources, memory.files.as_deref(), words);
    let before = std::mem::replace(&mut memory.files, content.world.clone());
    let (mut publication, problems) = resolved(sources, content, problems, options, memory);
    let sources = &publication.sources;
    let known = before.as_deref().map(World::sources).filter(|before| before.have_ids_of(sources));
    let bytes = |&id: &SourceId| {
        let known = known.filter(|before| before.shares(sources, id)).and_then(|_| memory.media.get(&id)).cloned();
        Some((id, known.or_else(|| Some(sources.get(id).bytes().ok()?.into_owned().into()))?))
    };
    publication.media = publication.site.media.keys().filter_map(bytes).collect();
    memory.media = publication.media.clone();
    publication.until = until(&publication, options);
    (publication, problems)
}

/// The next moment at which the same content is another site: something appears or goes, or the day ends.
fn until(publication: &Publication, options: &Options) -> Option<jiff::Timestamp> {
    let When::Now(now) = options.when else { return None };
    let named = publication.site.file.as_ref().and_then(|file| file.time_zone.as_ref());
    let zone = jiff::tz::TimeZone::get(named.map_or(USUAL_ZONE, |name| name)).ok()?;
    let as_of = now.to_zoned(zone.clone()).datetime();
    let midnight = as_of.date().tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight());
    let next = publication.scheduled.first().map_or(midnight, |scheduled| scheduled.when.min(midnight));
    Some(next.to_zoned(zone).ok()?.timestamp())
}

/// The time zone of a site that names none.
const USUAL_ZONE: &str = "Europe/London";

fn resolved(
    sources: Sources,
    mut content: strategy::Content,
    mut problems: Diagnostics,
    options: &Options,
    memory: &mut Memory,
) -> (Publication, Diagnostics) {
    if let (Some(file), Some(url)) = (&mut content.site, &options.base_url) {
        file.value.base_url = Some(Located { value: url.clone(), at: Default::default() });
    }
    let mended = std::mem::take(&mut content.mended);
    let (as_of, zone_problem) = civil(&content, options.when);
    problems.extend(zone_problem);
    // A world knows all moments: mostly none is to come, and no record needs to be asked.
    let to_come = |world: &Arc<World>| world.moments().any(|moment| moment.0 > as_of);
    let changes = !options.drafts && content.world.as_ref().is_none_or(to_come);
    let scheduled = if changes { strategy::schedule(&content, as_of) } else { Vec::new() };
    let written = content.site.as_ref();
    let theme = written.and_then(|file| Some((file.theme.clone()?, file.source)));
    let language = written.and_then(|file| Some((file.language.clone()?, file.source)));
    let view = View { as_of, drafts: options.drafts };
    let ((site, unresolved), (theme, untidy)) = rayon::join(
        || site::resolve(content, &view, &sources, &mut memory.site),
        || {
            let name = theme.as_ref().map_or("base", |(name, _)| name);
            let place = theme.as_ref().map(|(name, source)| source.at(name.at));
            let language = theme::Language {
                name: language.as_ref().map_or("en", |(name, _)| name),
                place: language.as_ref().map(|(name, source)| source.at(name.at)),
            };
            memory.theme.load(&sources, name, place, language)
        },
    );
    (options.ended)("resolve the site and load the theme");
    let known = problems.clone().and(unresolved.clone());
    let wanted = Wanted::on(&site, options.advice);
    let checked = Checked { site: &site, sources: &sources, today: as_of.date(), known: &known, mended: &mended, wanted: &wanted };
    let checked = checks::run(checked, &mut memory.checks);
    let later = checks::without_unusable(checks::without_consequences(&problems, unresolved.and(checked).and(untidy), &mended));
    let problems = checks::without_orphans(problems, &later);
    let all = checks::told_at_the_id(&site, &sources, problems.and(later));
    let problems = checks::controlled(&site, &sources, &wanted, all).sorted();
    (options.ended)("check");
    (Publication { sources, site, theme, scheduled, until: None, media: Kept::new(), search: OnceLock::new() }, problems)
}

/// The moment that a site is seen at, which its `site.yaml` alone says.
pub fn as_of(sources: &Sources, when: When) -> jiff::civil::DateTime {
    let text = sources.find("content/site.yaml").and_then(|id| sources.get(id).text().ok()).unwrap_or_default();
    let alone = Sources::from_texts([("content/site.yaml".to_string(), text.to_string())]);
    civil(&strategy::read(&alone, false).0, when).0
}

/// What the site's clocks show at that moment.
fn civil(content: &strategy::Content, when: When) -> (jiff::civil::DateTime, Option<Diagnostic>) {
    let named = content.site.as_ref().and_then(|file| file.time_zone.as_ref().map(|name| (name, file.source)));
    let zone = jiff::tz::TimeZone::get(named.map_or(USUAL_ZONE, |(name, _)| name));
    let problem = zone.as_ref().err().and(named).map(|(name, source)| {
        Diagnostic::new(&codes::WRONG_VALUE, source.at(name.at), format!("there is no time zone `{name}`"))
            .help("write it as in the IANA list, such as `Europe/London`")
    });
    let civil = match when {
        When::Civil(civil) => civil,
        When::Now(instant) => instant.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC)).datetime(),
    };
    (civil, problem)
}

impl Publication {
    /// Every route of the site, in the order of paths.
    pub fn routes(&self) -> Vec<String> {
        let assets = self.theme.iter().flat_map(|theme| theme.assets().keys().cloned());
        let search = self.search().into_iter().flat_map(|index| index.paths().map(str::to_string));
        let mut routes: Vec<String> =
            self.site.routes().iter().map(|(path, _)| path.to_string()).chain(assets).chain(search).collect();
        routes.sort();
        routes
    }

    /// What the search page's script asks, if the site has such a page. Its parts are named after their bytes, so that they are
    /// known only when it is made: no page but that one, and no edit in the preview, waits for it.
    fn search(&self) -> Option<&SearchIndex> {
        self.site.stands("search/index.html", Owner::Search).then(|| self.search.get_or_init(|| SearchIndex::of(&self.site)))
    }

    /// Renders every route but cards, whose drawing takes its time, and keeps nothing but the problems.
    ///
    /// # Errors
    /// A file that was there when the content was read is gone.
    pub fn render_problems(&self) -> Result<Diagnostics, ReadError> {
        let is_drawn = |route: &String| matches!(self.site.routes().owner(route), Some(Owner::Card(_)));
        problems_of(self.routes().par_iter().filter(|route| !is_drawn(route)).filter_map(|route| self.file(route)?.err()).collect())
    }

    /// What is wrong with the files that can have problems: pages, which templates make, and what is read as it is. In what is
    /// worked out from a strategy, such as its tables, nothing can be wrong. That is for content without errors: what follows from
    /// one is no problem of the pages.
    ///
    /// # Errors
    /// A file that was there when the content was read is gone.
    pub fn page_problems(&self) -> Result<Diagnostics, ReadError> {
        let routes = self.routes();
        let known = Known(&routes);
        let look = |route: &String| match self.file(route)? {
            Ok(bytes) if route.ends_with(".html") => {
                let findings = checks::rendered::findings(route, &String::from_utf8_lossy(&bytes), &known);
                Some(Either::Left((route.clone(), findings)))
            }
            Ok(_) => None,
            Err(error) => Some(Either::Right(error)),
        };
        let is_read = |route: &str| matches!(self.site.routes().owner(route), Some(Owner::Media(_)));
        let judged = routes.par_iter().filter(|route| route.ends_with(".html") || is_read(route));
        let (pages, errors): (Vec<_>, Vec<_>) = judged.filter_map(look).partition_map(|either| either);
        let find = |written: &str| self.theme.as_ref()?.place_of(written, &self.sources);
        let find_html = |html: &str| self.theme.as_ref()?.place_of_html(html, &self.sources);
        Ok(problems_of(errors)?.and(checks::rendered::problems(pages, find, find_html)).sorted())
    }

    /// What a web server of that kind needs in its own configuration.
    pub fn server_snippet(&self, server: Server) -> String {
        match server {
            Server::Nginx => export::nginx(&self.site),
            Server::Apache => export::apache(&self.site),
            Server::Iis => export::iis(&self.site),
        }
    }

    /// What was published, by the paths of its files, and would be gone: neither made any more nor led on from.
    pub fn lost(&self, published: &[String]) -> Diagnostics {
        checks::lost(&self.site, published)
    }

    /// The bytes of the file at a route: a pure function, so that any route can be rendered at any time, on any thread, and
    /// `serve` shows the bytes that `build` writes. `None`: the site has no such route.
    pub fn file(&self, route: &str) -> Option<Result<Vec<u8>, RenderError>> {
        let theme = self.theme.as_ref()?;
        let Some(owner) = self.site.routes().owner(route) else {
            let part = || self.search()?.file(route).map(<[u8]>::to_vec);
            let asset = theme.assets().get(route).cloned();
            return asset.or_else(|| SearchIndex::may_have(route).then(part)?).map(Ok);
        };
        let site = &self.site;
        Some(match owner {
            Owner::Brand(trust) => Ok(theme::brand_css(site, trust).into_bytes()),
            Owner::StrategyJson(strategy) => Ok(export::strategy_json(site, strategy)),
            Owner::Table(table, strategy) => Ok(export::table_csv(site, table, strategy)),
            Owner::Stratml(strategy, part) => Ok(export::stratml(site, strategy, part)),
            Owner::TableMetadata(table, strategy) => Ok(export::table_metadata(site, table, strategy)),
            Owner::Readings(item, at) => Ok(export::readings_csv(site, item, at)),
            Owner::Feed(of) => Ok(export::atom(&page::feed(site, of)?, &|key| theme.word(key)).into_bytes()),
            Owner::Calendar(of) => Ok(export::icalendar(&page::calendar(site, of), &|key| theme.word(key)).into_bytes()),
            Owner::Robots => Ok(export::robots_txt(site).into_bytes()),
            Owner::Headers => Ok(export::headers_file(site).into_bytes()),
            Owner::RedirectsFile => Ok(export::redirects_file(site).into_bytes()),
            Owner::DataSchema => {
                let schema = serde_json::to_string_pretty(&schema::of(schema::Kind::StrategyJson)).expect("schemas are plain data");
                Ok((schema + "\n").into_bytes())
            }
            #[cfg(feature = "cards")]
            Owner::Card(about) => Ok(theme.card(site, &page::Card::of(site, about))),
            Owner::Search => {
                let page = page::search(site, route, self.search()?.start());
                theme.render("search.html", &page).map_err(RenderError::Template)
            }
            Owner::SitemapXml => Ok(export::sitemap_xml(site).into_bytes()),
            Owner::Media(id) if self.media.contains_key(&id) => Ok(self.media[&id].to_vec()),
            Owner::Media(id) => {
                self.sources.get(site.media(id).source).bytes().map(|bytes| bytes.into_owned()).map_err(RenderError::Read)
            }
            _ => {
                let template = page::template(site, owner)?;
                let page = page::of(site, route, owner, theme.asked(template))?;
                theme.render(template, &page).map_err(RenderError::Template)
            }
        })
    }
}

/// A web server that people configure themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    Nginx,
    Apache,
    Iis,
}

/// The paths of a site, in their order.
struct Known<'a>(&'a [String]);

impl checks::rendered::Routes for Known<'_> {
    fn has(&self, path: &str) -> bool {
        self.0.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }
}

/// Where `serve --gallery` shows the theme's components.
pub const GALLERY: &str = "gallery/index.html";

impl Publication {
    /// Every component of the theme by example: no route of the site. `None` without a theme.
    pub fn gallery(&self) -> Option<Result<Vec<u8>, RenderError>> {
        let theme = self.theme.as_ref()?;
        let page = theme.examples().map(|examples| page::gallery(&self.site, GALLERY, examples));
        Some(page.and_then(|page| theme.render("gallery.html", &page)).map_err(RenderError::Template))
    }
}

/// The template problems among errors of rendering. One mistake in a template is one problem, however many pages it is used for.
///
/// # Errors
/// A file that was there when the content was read is gone.
pub fn problems_of(errors: Vec<RenderError>) -> Result<Diagnostics, ReadError> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for error in errors {
        match error {
            RenderError::Template(problem) => {
                let same = |known: &Diagnostic| known.place.is_some() && known.place == problem.place;
                if !problems.iter().any(same) {
                    problems.push(*problem);
                }
            }
            RenderError::Read(cause) => return Err(cause),
        }
    }
    Ok(Diagnostics::from_iter(problems).sorted())
}
