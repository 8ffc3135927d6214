//! Figures and ratings.

use super::{Written, written};

/// A figure or a rating, printed as written: `4.5`, `Outstanding`, `best quartile`.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub printed: String,
    /// The figure, if it is one; commas between thousands are read as such.
    pub number: Option<f64>,
}

impl Written for Amount {
    const FORMAT: &'static str = "amount";
    const PATTERN: &'static str = "";
    fn parse(text: &str) -> Result<Amount, String> {
        let number = text.replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite());
        Ok(Amount { printed: text.to_string(), number })
    }
}
written!(Amount);
