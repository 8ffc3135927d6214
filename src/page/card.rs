//! What a page's card says. The card is a picture that other sites show where somebody links to the page.

use serde::Serialize;

use super::Hrefs;
use super::shell::About;
use crate::site::{Node, Owner, Site, TrustId};

/// The words of a card, and whose it is.
#[derive(Debug)]
pub struct Card {
    pub above: String,
    pub title: String,
    pub below: String,
    pub trust: Option<TrustId>,
}

/// A page's card, for machines.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// Its full address.
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

impl Card {
    /// The size that every network takes whole.
    pub const WIDTH: u32 = 1200;
    pub const HEIGHT: u32 = 630;

    /// The card of a goal, a strategy or a trust; of nothing, the site's.
    pub fn of(site: &Site, about: Option<Node>) -> Card {
        let file = site.file.as_ref();
        let site_title = file.map(|file| file.title.to_string()).unwrap_or_default();
        let title = about.map(|node| site.title(node));
        let (above, below, trust) = match about {
            Some(Node::Item(id)) => {
                let strategy = site.strategy(site.item(id).strategy);
                let trust = site.trust(strategy.trust);
                (trust.short_name().to_string(), strategy.short_title().to_string(), Some(strategy.trust))
            }
            Some(Node::Strategy(id)) => {
                let strategy = site.strategy(id);
                let period = strategy.fields.period.as_ref().map(|period| period.printed.clone());
                (site.trust(strategy.trust).file.name.to_string(), period.unwrap_or(site_title), Some(strategy.trust))
            }
            Some(Node::Trust(id)) => (site_title, site.trust(id).file.kind.as_deref().unwrap_or_default().to_string(), Some(id)),
            _ => {
                let publisher = file.and_then(|file| file.publisher.as_ref());
                return Card {
                    above: String::new(),
                    title: site_title,
                    below: publisher.map(|publisher| publisher.name.to_string()).unwrap_or_default(),
                    trust: None,
                };
            }
        };
        Card { above, title: title.unwrap_or_default(), below, trust }
    }

    /// What the picture says, for those who do not see it.
    fn alt(&self) -> String {
        let words = [&self.title, &self.above, &self.below];
        words.into_iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" – ")
    }
}

impl Hrefs<'_> {
    /// The card of this page: its goal's, its strategy's, its trust's or the site's. Nothing where no cards are made.
    pub fn card(&self, page: &About) -> Option<CardView> {
        let site = self.site;
        let base = site.base_url()?;
        let about = match self.owner {
            Owner::Goal(id) => Some(Node::Item(id)),
            _ => page.strategy.map(Node::Strategy).or(page.trust.map(Node::Trust)),
        };
        let path = site.card_path(about);
        let src = site.stands(&path, Owner::Card(about)).then(|| format!("{base}/{path}"))?;
        Some(CardView { src, alt: Card::of(site, about).alt(), width: Card::WIDTH, height: Card::HEIGHT })
    }
}
