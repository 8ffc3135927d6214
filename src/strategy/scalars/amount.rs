//! Figures and ratings.

use super::{Written, written};

/// A figure or a rating, printed as written: `4.5`, `Outstanding`, `best quartile`.
#[derive(Clone, Debug)]
pub struct Amount {
    pub printed: Box<str>,
    /// Not a number: that of a rating. An amount is kept small, since a region has hundreds of thousands.
    number: f64,
}

impl Amount {
    /// The figure, if it is one; commas between thousands are read as such. Always finite.
    pub fn number(&self) -> Option<f64> {
        Some(self.number).filter(|number| number.is_finite())
    }
}

/// By what is printed: the figure follows from it.
impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        self.printed == other.printed
    }
}

impl Written for Amount {
    const FORMAT: &'static str = "amount";
    const PATTERN: &'static str = "";
    fn parse(text: &str) -> Result<Amount, String> {
        let number = text.replace(',', "").parse().unwrap_or(f64::NAN);
        Ok(Amount { printed: text.into(), number })
    }
}
written!(Amount);
