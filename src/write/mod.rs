//! Files written for authors: something new put where it belongs, and files laid out alike.
//!
//! In: the files, and what is to be made of them. Out: new texts; nothing is written to disk here.
//!
//! Always true
//! - What is added is put in between the bytes that are there; none of them change.
//! - A file says after it what it said before, and the new record besides: it is read again, and held against the old.
//!   What cannot be done for certain is not done.
//!
//! Not here: questions to people, and whether the content as a whole is good.

mod format;
pub mod ids;
mod insert;
mod levels;
mod lines;
mod project;
mod records;
mod refused;
#[cfg(test)]
mod tests;
pub mod yaml;

pub use format::{Layout, format};
pub use insert::{Added, Home, add};
pub use levels::LevelName;
pub use project::{Choice, Project};
pub use records::{Made, New, Words};
pub use refused::Refused;
