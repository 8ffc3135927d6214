//! What every page has: its titles, its trail, and the site's own links.

use serde::Serialize;

use super::Hrefs;
use super::card::CardView;
use crate::site::{Node, Owner, StrategyId, TrustId, Unpublished};
use crate::strategy::model::{Hand, Menu};

/// A link: words and where they lead.
#[derive(Debug, Default, Clone, Serialize)]
pub struct LinkView {
    pub text: String,
    pub href: String,
    /// Whether it leads to the page it stands on.
    pub current: bool,
}

/// The frame round every page.
#[derive(Debug, Serialize)]
pub struct Shell {
    /// What kind of page it is, as a class of the page's body: `home`, `goal` …
    pub kind: &'static str,
    pub language: String,
    /// The page's own title, as its main heading.
    pub title: String,
    /// The title of the browser's tab: page, strategy, trust, site.
    pub tab: String,
    pub description: Option<String>,
    /// The page's full address, if the site's is known.
    pub canonical: Option<String>,
    /// The feed of what the page is about, and whose it is: the topic's, the trust's, or else the site's.
    pub feed: Option<LinkView>,
    /// The picture for places that link to the page.
    pub card: Option<CardView>,
    /// What the page is and whose, for machines (JSON-LD), where its address is known.
    pub linked_data_html: Option<String>,
    /// What a path from the site's root needs in front of it on this page.
    pub root: String,
    pub site_title: String,
    pub home: String,
    /// The tool's own pages, for the site's main links; the theme has their titles.
    pub own: OwnLinks,
    /// The sections of the site's own pages; the one that the page is in is `current`.
    pub sections: Vec<LinkView>,
    /// Pages of the site's own that belong among the main links.
    pub menu: Vec<LinkView>,
    pub footer: Vec<LinkView>,
    /// From the home page down to the page above this one.
    pub trail: Vec<LinkView>,
    pub notice_html: Option<String>,
    /// Whether the page has figures or statuses, whose styles other pages do without.
    pub figures: bool,
    pub trust: Option<TrustView>,
    pub strategy: Option<StandingView>,
    pub publisher: Option<LinkOut>,
    pub contact: Vec<LinkView>,
    pub licence: Option<LinkOut>,
    pub drafts: bool,
    /// Why the public does not see this page, on a site that shows drafts.
    pub unpublished: Option<Unpublished>,
    pub generator: &'static str,
    /// The page's Content-Security-Policy.
    pub policy_html: &'static str,
}

/// Links to the tool's own pages; nothing where the site has no such page.
#[derive(Debug, Default, Serialize)]
pub struct OwnLinks {
    pub topics: Option<LinkView>,
    pub compare: Option<LinkView>,
    pub timeline: Option<LinkView>,
    pub updates: Option<LinkView>,
    pub glossary: Option<LinkView>,
    pub search: Option<LinkView>,
    pub data: Option<LinkView>,
    /// The statement that is made from the site's facts.
    pub accessibility: Option<LinkView>,
    pub site_map: LinkView,
}

/// The trust that a page belongs to.
#[derive(Debug, Serialize)]
pub struct TrustView {
    pub id: String,
    pub name: String,
    pub short_name: String,
    pub href: String,
    /// The brand's main colour, as the trust gave it.
    pub colour: Option<String>,
    /// The trust's own style sheet, if it has a brand.
    pub brand: Option<String>,
    pub logo: Option<PictureView>,
}

/// What a reader must know of the strategy on each of its pages.
#[derive(Debug, Serialize)]
pub struct StandingView {
    pub title: String,
    pub href: String,
    pub period: Option<String>,
    /// The strategy as one table, if it has goals.
    pub plan_on_a_page: Option<String>,
    /// The strategy as one page, if the site has that.
    pub whole: Option<String>,
    /// How it is going, if there is something to show.
    pub progress: Option<String>,
    /// `superseded`, `archived`, or `earlier` if the trust has a newer one and nobody said more; nothing if it applies.
    pub standing: Option<&'static str>,
    /// The strategy to read instead, if this one does not apply.
    pub later: Option<LinkView>,
    /// The strategy that this one serves.
    pub part_of: Option<LinkView>,
    /// The language it is written in, if it is not the site's.
    pub language: Option<String>,
    /// Who reported it, if the source is not the trust itself.
    pub second_hand: Option<SecondHand>,
}

#[derive(Debug, Serialize)]
pub struct SecondHand {
    pub publisher: Option<String>,
    pub href: String,
}

/// A picture with its size.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

/// A name, perhaps with a web address outside the site.
#[derive(Debug, Clone, Serialize)]
pub struct LinkOut {
    pub text: String,
    pub href: Option<String>,
}

/// What a page tells the frame about itself.
pub struct About {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub trust: Option<TrustId>,
    pub strategy: Option<StrategyId>,
}

impl About {
    pub fn site(kind: &'static str, title: impl Into<String>) -> About {
        About { kind, title: title.into(), description: None, trust: None, strategy: None }
    }
}

/// What a page may load: its own site's files, and nothing that is written into the page. Servers are told the same.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; \
                          connect-src 'self'; base-uri 'none'; form-action 'none'";

const GENERATOR: &str = concat!("trustpress ", env!("CARGO_PKG_VERSION"));

impl Hrefs<'_> {
    /// A link to a node, with its title as words.
    pub fn link(&self, node: Node) -> LinkView {
        self.link_as(node, self.site.title(node))
    }

    pub fn link_as(&self, node: Node, text: impl Into<String>) -> LinkView {
        let (path, place) = self.site.location(node);
        LinkView { text: text.into(), href: self.node(node), current: place.is_none() && path == self.route }
    }

    fn link_to(&self, text: &str, path: &str) -> LinkView {
        LinkView { text: text.to_string(), href: self.path(path), current: path == self.route }
    }

    /// The frame of a page. Pages of the tool's own have no title here: an empty one takes the theme's words.
    pub fn shell(&self, about: About) -> Shell {
        let site = self.site;
        let file = site.file.as_ref();
        let site_title = file.map(|file| file.title.to_string()).unwrap_or_default();
        let mut trail = vec![self.link_to(&site_title, "index.html")];
        let several = site.trusts.len() != 1;
        trail.extend(about.trust.filter(|_| several).map(|id| self.link_as(Node::Trust(id), site.trust(id).short_name())));
        trail.extend(about.strategy.map(|id| self.link_as(Node::Strategy(id), site.strategy(id).short_title())));
        trail.retain(|link| !link.current);
        let mut names = vec![about.title.clone()];
        names.extend(about.strategy.map(|id| site.strategy(id).short_title().to_string()));
        names.extend(about.trust.map(|id| site.trust(id).short_name().to_string()));
        names.push(site_title.clone());
        names.dedup();
        let own = |path: &str, owner: Owner| site.stands(path, owner).then(|| self.link_to("", path));
        let pages = |menu: Menu| {
            let usual = |page: &crate::site::Page| if page.fields.section.is_some() { Menu::Nowhere } else { Menu::Footer };
            let here = move |page: &&crate::site::Page| page.fields.menu.as_ref().map_or(usual(page), |place| place.value) == menu;
            let link = |page: &crate::site::Page| self.link_to(&page.fields.title, &format!("{}/index.html", page.id));
            site.pages.iter().filter(here).map(link).collect::<Vec<_>>()
        };
        let contact = || {
            file.and_then(|file| file.contact.as_ref()).map(|contact| {
                let link = |text: &str, href: String| LinkView { text: text.to_string(), href, current: false };
                let email = contact.email.as_ref().map(|email| link(&email.value, format!("mailto:{}", email.value)));
                let phone = contact.phone.as_deref().map(|phone| link(phone, format!("tel:{}", phone.replace(' ', ""))));
                let page = contact.url.as_ref().map(|url| link(&url.value, url.value.to_string()));
                [email, phone, page].into_iter().flatten().collect()
            })
        };
        let asked = self.asked;
        let linked_data_html = asked.of("linked_data_html", || self.linked_data(&about, &trail));
        let card = asked.of("card", || self.card(&about));
        let feed = asked.of("feed", || self.feed_of(&about));
        Shell {
            linked_data_html,
            kind: about.kind,
            language: file.and_then(|file| file.language.as_deref()).unwrap_or("en").to_string(),
            title: about.title,
            tab: names.join(" – "),
            description: about.description,
            canonical: self.canonical(),
            feed,
            card,
            root: self.root().to_string(),
            home: self.path("index.html"),
            site_title,
            own: asked.of("own", || OwnLinks {
                topics: own("topics/index.html", Owner::Topics),
                compare: own("compare/index.html", Owner::Compare(0)),
                timeline: own("timeline/index.html", Owner::Timeline(0)),
                updates: own("updates/index.html", Owner::Updates),
                glossary: own("glossary/index.html", Owner::Glossary),
                search: own("search/index.html", Owner::Search),
                data: own("data/index.html", Owner::Data(0)),
                accessibility: own("accessibility/index.html", Owner::Accessibility),
                site_map: self.link_to("", "site-map/index.html"),
            }),
            sections: asked.of("sections", || self.section_links()),
            menu: asked.of("menu", || pages(Menu::Header)),
            footer: asked.of("footer", || pages(Menu::Footer)),
            trail,
            notice_html: file.zip(site.files().site).and_then(|(file, source)| Some(self.marked(source, file.notice.as_ref()?))),
            figures: about.trust.is_some_and(|id| site.trust(id).strategies.iter().any(|&id| site.strategy(id).has_progress)),
            trust: about.trust.map(|id| self.trust_view(id)),
            strategy: asked.of("strategy", || about.strategy.map(|id| self.standing_view(id))),
            publisher: file.and_then(|file| file.publisher.as_ref()).map(|publisher| LinkOut {
                text: publisher.name.to_string(),
                href: publisher.url.as_ref().map(|url| url.value.to_string()),
            }),
            contact: asked.of("contact", || contact().unwrap_or_default()),
            licence: file.and_then(|file| file.licence.as_ref()).map(|licence| LinkOut {
                text: licence.name.to_string(),
                href: licence.url.as_ref().map(|url| url.value.to_string()),
            }),
            drafts: site.view.drafts,
            unpublished: self.subject().and_then(|node| site.unpublished(node)),
            generator: GENERATOR,
            policy_html: POLICY,
        }
    }

    /// The page's full address, without `index.html`. With one trust, the first page is that trust's, and says so.
    pub fn canonical(&self) -> Option<String> {
        let base = self.site.base_url()?;
        let only = self.site.only_trust().filter(|_| self.route == "index.html");
        let route = only.map_or(self.route.to_string(), |trust| self.site.location(Node::Trust(trust)).0);
        Some(format!("{base}/{}", route.trim_end_matches("index.html")))
    }

    fn feed_of(&self, about: &About) -> Option<LinkView> {
        let topic = self.subject_of_page().filter(|node| matches!(node, Node::Topic(_)));
        let of = topic.or(about.trust.map(Node::Trust));
        let path = self.site.feed(of)?;
        let text = of.map_or_else(
            || self.site.file.as_ref().map(|file| file.title.to_string()).unwrap_or_default(),
            |node| self.site.title(node),
        );
        Some(LinkView { text, href: self.path(&path), current: false })
    }

    fn subject_of_page(&self) -> Option<Node> {
        self.site.subject(self.route)
    }

    /// What the page is about, if that can be hidden.
    fn subject(&self) -> Option<Node> {
        Some(match self.owner {
            Owner::Trust(id) => Node::Trust(id),
            Owner::Strategy(id) | Owner::PlanOnAPage(id) | Owner::Whole(id) | Owner::Progress(id) => Node::Strategy(id),
            Owner::Goal(id) => Node::Item(id),
            Owner::Page(id) => Node::Page(id),
            _ => return None,
        })
    }

    fn trust_view(&self, id: TrustId) -> TrustView {
        let trust = self.site.trust(id);
        TrustView {
            id: trust.id.clone(),
            name: trust.file.name.to_string(),
            short_name: trust.short_name().to_string(),
            href: self.node(Node::Trust(id)),
            colour: trust.file.brand.as_ref().and_then(|brand| Some(brand.primary.as_ref()?.value.to_string())),
            brand: trust.file.brand.as_ref().map(|_| self.path(&format!("{}/brand.css", trust.id))),
            logo: trust.logo.and_then(|logo| {
                let media = self.site.media(logo);
                let picture = media.picture?;
                let own = trust.file.brand.as_ref().and_then(|brand| brand.logo_text.as_deref());
                let alt = own.unwrap_or(&trust.file.name).to_string();
                Some(PictureView { src: self.path(&media.path), alt, width: picture.width, height: picture.height })
            }),
        }
    }

    fn standing_view(&self, id: StrategyId) -> StandingView {
        let strategy = self.site.strategy(id);
        let second_hand = strategy.fields.source.as_ref();
        let second_hand = second_hand.filter(|source| source.kind.as_ref().is_some_and(|kind| kind.value == Hand::SecondHand));
        let standing = self.site.standing(id);
        let later = self.site.superseded_by(id).or(self.site.trust(strategy.trust).current).filter(|&later| later != id);
        StandingView {
            title: strategy.fields.title.to_string(),
            href: self.node(Node::Strategy(id)),
            language: strategy.fields.language.as_deref().map(str::to_string),
            period: strategy.fields.period.as_ref().map(|period| period.printed.clone()),
            plan_on_a_page: self.plan_on_a_page(id),
            whole: self.whole(id),
            progress: self.progress(id),
            standing,
            later: standing.and(later).map(|later| self.link(Node::Strategy(later))),
            part_of: strategy.part_of.map(|above| self.link(Node::Strategy(above))),
            second_hand: second_hand.map(|source| SecondHand {
                publisher: source.publisher.as_deref().map(str::to_string),
                href: format!("{}#source", if self.is_at(id) { String::new() } else { self.node(Node::Strategy(id)) }),
            }),
        }
    }

    /// The strategy as one table; there is none without goals.
    pub fn plan_on_a_page(&self, id: StrategyId) -> Option<String> {
        self.there_in(id, "plan-on-a-page", Owner::PlanOnAPage)
    }

    /// How the strategy is going; there is no such page without a status or a reading.
    pub fn progress(&self, id: StrategyId) -> Option<String> {
        self.there_in(id, "progress", Owner::Progress)
    }

    /// The strategy on one page.
    pub fn whole(&self, id: StrategyId) -> Option<String> {
        self.there_in(id, "whole", Owner::Whole)
    }

    fn is_at(&self, strategy: StrategyId) -> bool {
        self.site.location(Node::Strategy(strategy)).0 == self.route
    }
}
