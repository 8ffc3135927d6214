pub mod diagnostic;
pub mod output;
pub mod serve;
pub mod source;
