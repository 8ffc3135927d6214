pub mod levels;
pub mod located;
pub mod model;
pub mod scalars;
