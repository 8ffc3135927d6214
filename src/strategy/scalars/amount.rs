//! Figures and ratings.

use ecow::EcoString;

use super::{Written, written};

/// A figure or a rating, printed as written: `4.5`, `Outstanding`, `best quartile`.
#[derive(Clone, Debug)]
pub struct Amount {
    /// A text that takes no room of its own if it is as short as most figures are: a region has hundreds of thousands.
    pub printed: EcoString,
    /// Not a number: that of a rating.
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
        let number = if text.contains(',') { text.replace(',', "").parse() } else { text.parse() }.unwrap_or(f64::NAN);
        Ok(Amount { printed: text.into(), number })
    }
}
written!(Amount);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_printed_as_it_was_written_however_long_and_is_kept_small() {
        for text in ["", "4.5", "1,250", "£4.2 million €", "£4.2 million €€", "in the best quarter of trusts"] {
            assert_eq!(Amount::parse(text).expect("anything is one").printed.to_string(), text);
        }
        assert_eq!(size_of::<Amount>(), 24);
    }
}
