//! The site in other formats.
//!
//! In: the [`Site`](crate::site::Site), or a view model where the format shows what a page shows. Out: bytes of JSON, CSV, XML or text.
//!
//! Always true
//! - Everything here is made from the filtered site: what is hidden from pages is hidden here.
//! - Text is plain: inline Markdown and references are taken out, only the words stay.
//!
//! Not here: pages for people.

mod atom;
mod icalendar;
mod robots;
mod search;
mod server;
mod strategy_json;
mod stratml;
mod tables;

pub use atom::atom;
pub use icalendar::icalendar;
pub use robots::{robots_txt, sitemap_xml};
pub use search::SearchIndex;
pub use server::{apache, headers_file, iis, nginx, redirects_file};
pub use strategy_json::{StrategyJson, strategy_json};
pub use stratml::stratml;
pub use tables::{readings_csv, table_csv, table_metadata};

/// The words of the tool's own, by their keys in the theme's strings, such as `feed.title`.
pub type Words<'a> = &'a dyn Fn(&str) -> String;
