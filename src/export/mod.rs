//! The site in other formats.
//!
//! In: the [`Site`](crate::site::Site). Out: bytes of JSON, CSV, XML or text.
//!
//! Always true
//! - Everything here is made from the filtered site: what is hidden from pages is hidden here.
//! - Text is plain: inline Markdown and references are taken out, only the words stay.
//!
//! Not here: pages for people.

mod headers;
mod robots;
mod search;
mod strategy_json;
mod stratml;
mod tables;

pub use headers::headers;
pub use robots::{robots_txt, sitemap_xml};
pub use search::SearchIndex;
pub use strategy_json::{StrategyJson, strategy_json};
pub use stratml::stratml;
pub use tables::{readings_csv, table_csv, table_metadata};
