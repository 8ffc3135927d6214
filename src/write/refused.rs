//! Why something is not made.

use std::fmt;

use crate::diagnostic::nearest;

/// Why something cannot be made.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    #[error("{0}")]
    Words(String),
    /// The id stands there already; another is free.
    #[error("the id `{id}` is taken: {taken}. `{free}` is free")]
    Taken { id: String, taken: String, free: String },
    /// The file cannot be changed for certain, but by hand.
    #[error("`{path}` is laid out in a way that trustpress does not change. Add this by hand{below}:\n\n{lines}")]
    ByHand { path: String, below: String, lines: String },
}

pub(super) fn refused<T>(words: impl fmt::Display) -> Result<T, Refused> {
    Err(Refused::Words(words.to_string()))
}

/// There is nothing of that name: says what there is.
pub(super) fn unknown(what: &str, name: &str, known: &[String]) -> Refused {
    let near = nearest(name, known.iter().map(String::as_str)).map(|near| format!(": did you mean `{near}`?"));
    let few = || match known {
        [] => format!("; there is no {what} yet: `trustpress new` makes one"),
        known if known.len() <= 12 => {
            format!("; there is {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
        }
        _ => String::new(),
    };
    Refused::Words(format!("there is no {what} `{name}`{}", near.unwrap_or_else(few)))
}
