//! One trust's files as typed values that know their places.
//!
//! In: [`Sources`](crate::source::Sources). Out: [`Content`]: every file of `content/`, decoded; references still as written.
//!
//! Always true
//! - The types in [`model`] are the only definition of the content.
//! - Every value keeps the bytes it was read from; with its file's id they make a [`Place`](crate::source::Place).
//! - A file with mistakes is mended as far as that can be, and its problems are in the diagnostics; what cannot be read at
//!   all is absent.
//!
//! Not here: whether a reference leads anywhere, and what is published.

mod content;
mod encoding;
mod file;
mod front_matter;
pub mod levels;
pub mod lists;
pub mod located;
pub mod model;
pub mod rare;
mod read;
mod readings;
mod role;
pub mod scalars;
mod schedule;
pub mod shape;
#[cfg(test)]
pub(crate) mod tests;
pub mod tree;
mod world;
mod yaml;

pub use content::{Content, Decoded, Narrative, PageSource, StrategyFiles, StrategySource, TrustSource, Update};
pub use encoding::problem as not_text;
pub use file::Marks;
pub use read::{read, read_again};
pub use readings::{Reading, Readings};
pub use role::{Role, Writing, copied_from, is_readme, theme_in_content, writing};
pub use schedule::{Scheduled, schedule};
pub use world::World;
pub use yaml::{layout, shape_problems, untyped, yaml_tree};
