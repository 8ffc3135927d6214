//! Plain words as Markdown that shows them as they are.

pub use crate::document::paragraph;
