//! The content as people write it. These types are the only definition of it: they decode the files, make the JSON Schemas,
//! and their comments are the published field reference.

mod accessibility;
mod item;
mod measure;
mod shared;
mod site_file;
mod strategy_file;
mod trust_file;

pub use accessibility::*;
pub use item::*;
pub use measure::*;
pub use shared::*;
pub use site_file::*;
pub use strategy_file::*;
pub use trust_file::*;
