pub mod diagnostic;
pub mod narrative;
pub mod source;
