//! The site in other formats.
//!
//! In: the [`Site`](crate::site::Site), or a view model where the format shows what a page shows. Out: bytes of JSON, XML or text.
//!
//! Always true
//! - Everything here is made from the filtered site: what is hidden from pages is hidden here.
//! - Text is plain: inline Markdown and references are taken out, only the words stay.
//!
//! Not here: pages for people.

mod atom;
mod icalendar;
mod readings;
mod robots;
mod server;
mod strategy_json;

pub use atom::atom;
pub use icalendar::icalendar;
pub use readings::readings_csv;
pub use robots::{robots_txt, sitemap_xml};
pub use server::{apache, headers_file, iis, nginx, redirects_file};
pub use strategy_json::{StrategyJson, strategy_json};

/// The words of the tool's own, by their keys in the theme's strings, such as `feed.title`.
pub type Words<'a> = &'a dyn Fn(&str) -> String;
